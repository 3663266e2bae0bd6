# Las publicaciones para asociados y para el público, y el panel de lo publicado.

section-releases = Publicaciones
section-dashboard = Panel
releases-what = Cifras que el equipo de tareas ha publicado. En ellas se reserva lo que permitiría reconocer a un niño o una niña.
releases-what-cochair = Cifras para asociados y para el público. El programa reserva lo que permitiría reconocer a un niño o una niña y ataca sus propios cuadros; dos copresidentes firman; solo entonces sale la publicación.
releases-new = Preparar una publicación
releases-new-open = Qué se va a publicar
releases-tier = Para quién es
releases-months = Una publicación abarca meses enteros, tres como mínimo.
releases-narrative-hint = Va antes de los cuadros. No debe nombrar a nadie ni ningún lugar más preciso que las zonas de los cuadros: se compara con todos los expedientes antes de que nadie pueda firmar. Una línea que empieza por # es un título; @incident seguido de la referencia de un incidente inserta su resumen público.
releases-draft = Preparar
releases-none = Todavía no hay ninguna publicación.
releases-all = Todas las publicaciones
releases-files = Qué contienen los archivos
made-workbook = Para Excel o LibreOffice: notas, cuadros en hojas, gráficos y una hoja de datos para tablas dinámicas.
made-page = Para leer e imprimir en un navegador: texto, cambios y todos los cuadros en una página.
made-bundle = Un ZIP con un archivo CSV por cuadro y uno con todas las celdas, para otros programas.
made-tables = Los cuadros para programas (sixfold.tables/1).
made-release = Cuadros, texto, cambios y reglas para programas, tal como los firmaron los copresidentes (sixfold.release/1).
release-for-internal = El propio equipo de tareas
release-for-partner = Asociados
release-for-public = Público
release-is-draft = No segura
release-is-attacked = Espera dos firmas
release-is-approved = Espera la segunda firma
release-is-published = Publicada
release-is-superseded = Reemplazada
release-is-withdrawn = Retirada
release-is-discarded = Descartada
release-waits-draft = El ataque encontró cifras que este borrador revela: nadie puede firmarlo. Descártelo y prepárelo de nuevo.
release-waits-attacked = Se espera a dos copresidentes. Cada uno la lee y firma su huella, uno después del otro.
release-waits-approved = { $it } ha firmado. La segunda firma corresponde a otro copresidente: antes de que valga, la publicación se ataca de nuevo junto con todo lo que haya salido entretanto.
release-waits-approved-own = Usted ha firmado. La segunda firma corresponde a otro copresidente, que también debe leerla: antes de que valga, la publicación se ataca de nuevo junto con todo lo que haya salido entretanto.
release-waits-published = Ha salido: sus destinatarios pueden obtenerla.
release-waits-superseded = Ha salido una publicación más reciente del mismo informe, período y destinatarios. Quien tiene esta la sigue teniendo.
release-waits-withdrawn = Fue retirada. Quien la tiene la sigue teniendo, por lo que toda publicación posterior se ataca junto con ella.
release-waits-discarded = Se descartó antes de que nadie la tuviera.
release-title = Publicación
release-drafted = Preparada
release-approved-by = Firmada por
release-counting = Reglas de recuento
release-digest = Huella de lo que se firma. Compárela con la que ve el otro copresidente:
release-sign = Firmar esta publicación
release-sign-hint = Primero se le pide su contraseña.
release-hidden = Lo que se reserva
release-attack = Lo que intentó el ataque
release-tables = Cuadros
release-no-before = No reemplaza a ninguna otra publicación.
release-no-change = Ninguna cifra que ambas muestran difiere de la publicación a la que reemplaza.
release-hidden-why = Se reserva toda cifra que las reglas protegen y todo lo que permitiría averiguar alguna. Todas llevan el mismo signo, para que nadie sepa cuáles son pequeñas.
release-rule-few = { $n ->
    [one] Se protegen las cifras de menos de { $number } niño o niña.
    [many] Se protegen las cifras de menos de { $number } niños y niñas.
   *[other] Se protegen las cifras de menos de { $number } niños y niñas.
}
release-rule-sensitive = { $n ->
    [one] En la violencia sexual: las cifras de menos de { $number } niño o niña.
    [many] En la violencia sexual: las cifras de menos de { $number } niños y niñas.
   *[other] En la violencia sexual: las cifras de menos de { $number } niños y niñas.
}
release-rule-width = { $n ->
    [one] Nadie debe poder situar una cifra protegida en un intervalo de menos de { $number }.
    [many] Nadie debe poder situar una cifra protegida en un intervalo de menos de { $number }.
   *[other] Nadie debe poder situar una cifra protegida en un intervalo de menos de { $number }.
}
release-rule-existence = En la violencia sexual ni siquiera debe poder saberse que hubo un caso.
release-rule-existence-all = De ninguna cifra protegida debe poder saberse siquiera que hubo un caso.
release-rule-width-sensitive = En la violencia sexual: en ningún intervalo de menos de { $number }.
release-rule-incidents = Mínimo de incidentes detrás de una cifra que se muestra: { $number }.
release-rule-incidents-sensitive = Mínimo detrás de una cifra de violencia sexual: { $number }.
release-rule-share = Proporción máxima de violencia sexual que se muestra en lo que hizo una parte, o en lo ocurrido en una zona: { $number } %.
release-rule-type = { $type }: mínimo de niños en una cifra que se muestra: { $children }; mínimo de incidentes detrás de ella: { $incidents }; en ningún intervalo de menos de { $width }.
release-rule-type-incidents = { $type }: mínimo de incidentes en una cifra que se muestra: { $incidents }; en ningún intervalo de menos de { $width }.
release-rule-type-existence = { $type }: ni siquiera debe poder saberse que hubo un caso.
release-rule-type-sensitive = { $type }: se protege como la violencia sexual; proporción máxima que se muestra en lo que hizo una parte, o en lo ocurrido en una zona: { $share } %.
release-rule-shortest = Período más corto de un informe o de una fila, en meses: { $number }.
release-rule-longest = Período más largo de un informe, en meses: { $number }.
release-rule-areas-none = Nada se indica por zona.
release-rule-areas-level-1 = Las zonas se indican en el primer nivel por debajo del país.
release-rule-areas-any = Las zonas se indican en todos los niveles.
release-rule-areas-sensitive = Ninguna violencia sexual se indica por zona.
release-rule-parties-none = Nada se indica por parte.
release-rule-parties-kind = Las partes se indican por tipo, no por nombre.
release-rule-parties-named = Las partes se indican por su nombre.
n-hidden = { $n ->
    [0] Ninguna cifra está reservada
    [one] { $number } cifra está reservada
    [many] { $number } de cifras están reservadas
   *[other] { $number } cifras están reservadas
}
n-exempt = { $n ->
    [0] No se publica a propósito ninguna cifra que las reglas reservarían.
    [one] Se publica a propósito { $number } cifra que las reglas reservarían.
    [many] Se publican a propósito { $number } de cifras que las reglas reservarían.
   *[other] Se publican a propósito { $number } cifras que las reglas reservarían.
}
n-amended = { $n ->
    [0] Ninguna cifra difiere de la publicación anterior.
    [one] { $number } cifra difiere de la publicación anterior.
    [many] { $number } de cifras difieren de la publicación anterior.
   *[other] { $number } cifras difieren de la publicación anterior.
}
n-identifying = { $n ->
    [one] El texto contiene { $number } pasaje que identifica a alguien o algún lugar: nadie puede firmar. Descarte este borrador y prepárelo de nuevo sin él.
    [many] El texto contiene { $number } de pasajes que identifican a alguien o algún lugar: nadie puede firmar. Descarte este borrador y prepárelo de nuevo sin ellos.
   *[other] El texto contiene { $number } pasajes que identifican a alguien o algún lugar: nadie puede firmar. Descarte este borrador y prepárelo de nuevo sin ellos.
}
n-apart = { $number } de diferencia
exempt = Cifras publicadas a propósito
exempt-n = Cifra { $number }
exempt-hint = Cifras que las reglas reservarían y que el equipo de tareas muestra de todos modos. Los dos copresidentes las firman con sus razones. Si una revela otra, el borrador se rechaza.
exempt-reason = Quién lo decidió y con qué consentimiento
exempt-whole = Una cifra publicada a propósito necesita las cuatro cosas: cuadro, fila, columna y razón.
exempt-none = Ninguna.
attack-survived = El ataque no encontró ninguna cifra que esta publicación revele.
attack-breached = El ataque encontró cifras que esta publicación revela: se nombran a continuación.
release-attack-what = El programa se puso en el lugar de cada lector, con todas las publicaciones que han salido en la mano, y de cada parte, que además sabe lo que ella misma hizo.
attempt-who = Quién lo intenta
attempt-by-internal = El equipo de tareas
attempt-by-partner = Asociados
attempt-by-public = Público
attempt-party = como { $it }
attempt-protected = Cifras protegidas
attempt-tightest = Intervalo más estrecho
attempt-known = Hechos que conocen
attempt-known-before = Conocidas antes
attempt-breaches = No seguras
attempt-read = Cómo leer este cuadro
attempt-read-tightest = Intervalo más estrecho: de la cifra protegida a la que más se acercan, la distancia entre el menor y el mayor número que aún puede ser.
attempt-read-before = Conocidas antes: cifras protegidas de las que podían saber más de lo que las reglas permiten, por publicaciones anteriores y por lo que ellos mismos saben. Esta publicación no añade nada a eso.
identifying-name = nombre
identifying-contact = contacto
identifying-place = lugar
identifying-coordinates = coordenadas
identifying-case-code = código del caso
identifying-date-with-place = fecha con un lugar
identifying-age-with-place = edad con un lugar
release-no-narrative = No tiene texto.
release-with-narrative = Su texto no nombra a nadie de ningún expediente.
release-sign-title = Firmar una publicación
release-read-again = Volver a lo que firma
release-you-sign = Lo que usted firma
release-sign-what = Con su firma declara que ha leído esta publicación, cuya huella es la que figura arriba, y que sus destinatarios pueden tenerla. No se puede recuperar de quien la tiene.
release-signs-first = La suya es la primera de dos firmas. No sale hasta que otro copresidente firme también.
release-signs-second = La suya es la segunda firma: con ella la publicación sale de inmediato.
release-have-read = He leído la publicación, lo que en ella se reserva y lo que se intentó contra ella.
release-tick = Marque que la ha leído.
release-sign-go = Firmar
release-withdraw = Retirar esta publicación
release-discard = Descartar este borrador
release-then-withdraw = Nadie podrá descargarla más. Quien la tiene la sigue teniendo, por lo que toda publicación posterior se ataca junto con ella. No se puede deshacer.
release-then-discard = Nadie podrá firmarlo más. No se puede deshacer; puede prepararse de nuevo.
release-refused-breached = El ataque encontró cifras que este borrador revela: descártelo y prepárelo de nuevo.
release-refused-same-person = Usted ya la ha firmado: la segunda firma la da otro copresidente.
release-refused-closed = Ya no se puede firmar. Estado: { $it }
release-refused-digest = La huella no es la de esta publicación: léala de nuevo y firme lo que haya leído.
release-refused-overtaken = Junto con lo que se ha publicado desde que se preparó, esta publicación revelaría cifras: descártela y prepárela de nuevo.
release-refused-reason = La razón de una cifra publicada a propósito sale con la publicación, y la que usted da identifica a una persona o un lugar. Diga quién lo decidió, y nada más.
release-refused-checkpoint = El registro de actividad ya no contiene lo que contenía cuando se preparó la publicación. No firme: avise a su administrador y al auditor, y prepárela de nuevo cuando se sepa qué ocurrió.
done-signed = Usted ha firmado. Ahora se espera a otro copresidente.
done-published = Usted ha firmado, y la publicación ha salido.
done-taken-back = La publicación ha sido retirada.
done-discarded = El borrador ha sido descartado.

dashboard-what = Cifras de las publicaciones que han salido, y de nada más. Que usted las ha consultado consta en el registro de actividad, como en una descarga.
dashboard-none = Todavía no se ha publicado nada.
dashboard-choose = Elegir una publicación
dashboard-table = Las cifras en un cuadro
dashboard-victims = Niños y niñas, por violación: verificadas
dashboard-incidents = Incidentes, por violación: verificados
dashboard-stages = Verificadas, verificadas con retraso y notificadas sin verificar
dashboard-stages-note = Lo que no está verificado no es una conclusión. Niños y niñas, de la muerte causada al secuestro; incidentes, en los ataques y la denegación de acceso.
dashboard-part-verified = Verificadas
dashboard-part-late = Con retraso
dashboard-part-unverified = No verificadas
dashboard-trend = Verificadas, por trimestre
dashboard-trend-note = Los trimestres publicados para los mismos destinatarios. Un trimestre que no está publicado no figura.
dashboard-no-trend = La evolución por trimestres se muestra cuando hay dos trimestres publicados para los mismos destinatarios.
chart-hidden = * reservada
