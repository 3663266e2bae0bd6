# Páginas para todo el mundo: cómo contamos, y la guía de campo.

count-title = Cómo contamos
count-what = Qué cuentan las cifras publicadas sobre violaciones graves contra niños y niñas, y qué dejan fuera, en palabras sencillas. En esta página no hay ninguna cifra, ni ningún nombre de país, lugar o parte.
count-version = Versión de las reglas de recuento: { $it }
count-source = Fuente: { $it }
count-source-rules = reglas de recuento, { $it }
count-source-resolution = resolución { $it } del Consejo de Seguridad
count-source-guidelines = directrices del mecanismo de supervisión y presentación de informes
count-source-verification = reglas de verificación, impuestas por este programa
count-source-disclosure = control de divulgación de este programa

count-four = Qué constituye una violación
count-four-child = Un niño o una niña: quien tenía menos de 18 años cuando ocurrió.
count-four-conflict = Un conflicto armado del que el acto forma parte.
count-four-party = Una parte en el conflicto, fuerza armada o grupo armado, que lo cometió. Se supervisa a todas las partes, y ser nombrada no da reconocimiento a ninguna.
count-four-act = Uno de los actos siguientes. El Consejo de Seguridad creó el mecanismo que los registra.

count-six = Las seis violaciones graves
count-six-how = Son seis. Se registran como ocho tipos, pues se distinguen la muerte causada y la mutilación, y también los ataques contra escuelas y contra hospitales.
count-unit-children = Se cuenta: cada niño o niña.
count-unit-incidents = Se cuenta: cada caso una vez, sea cual sea el número de niños y niñas afectados.

count-one = Qué es una violación
count-one-children = Donde se cuentan niños y niñas, una violación cuenta sus niños, sus niñas y aquellos cuyo sexo se desconoce.
count-one-incident = Un incidente puede contener varias violaciones. Cada una tiene su número, sus partes y su verificación.
count-one-several = Quien sufrió varias violaciones cuenta en cada una. La suma de violaciones no es, por tanto, un número de niños y niñas.
count-one-multiple = Los niños y niñas de quienes se sabe que sufrieron varias violaciones figuran además en un cuadro aparte, si al menos dos de ellas, del mismo incidente, se verificaron en el período.

count-steps = Tres etapas, decididas por tres personas
count-steps-by = La decide: { $it }
count-steps-other = Nadie decide dos etapas de la misma violación, ni ninguna de aquello de lo que informó o que cambió. Cada decisión tiene fecha y motivo, y ninguna se borra.
count-steps-last = Las cifras solo tienen en cuenta la última etapa, la del equipo de tareas en el país, y solo la decisión vigente. Hasta que se toma esa decisión, una violación no está en ningún cuadro; la portada de un informe dice cuántas esperan.
count-steps-over = Lo que se tomó de un sistema anterior conserva las decisiones que se tomaron allí.

count-standing = Verificado, a tiempo o con retraso, pendiente
count-status-verified = Se cuenta, en el período en que el equipo de tareas lo decidió así.
count-status-pending = Se cuenta aparte, como no verificado, en el período en que empezó el incidente.
count-status-not-verified = Se cuenta aparte, como no verificado, en el período en que empezó el incidente. Que no pudiera verificarse no significa que no ocurriera.
count-status-not-mrm = En ninguna cifra.
count-status-did-not-occur = En ninguna cifra.
count-late = Lo que el equipo de tareas verificó antes de acabar el trimestre en que ocurrió está a tiempo; en un informe anual, antes de acabar el año. Lo que verificó después está verificado con retraso. Figura aparte, en el período en que se verificó.
count-late-ranges = Un incidente de varios días pertenece al trimestre de su último día; uno que continúa, al de la fecha de corte del informe. Uno sin fecha nunca cuenta como tardío.
count-undated = Lo que se verificó sin fecha de decisión no está en ningún cuadro, y las notas del informe dicen cuántos son.

count-by = Por quién, y dónde
count-by-joint = Lo que varias partes hicieron juntas cuenta una vez, en una fila que las nombra juntas; lo que no se sabe quién hizo tiene una fila propia. Así la suma de las filas es el total. Un informe que cuenta en cambio bajo cada parte dice que la suma de sus filas puede ser mayor.
count-by-attribution = Verificar no exige un autor confirmado: la atribución puede ser confirmada, presunta o sospechada. Una atribución desmentida no cuenta para nadie.
count-by-area = Las zonas son las del incidente, al nivel del informe. Donde no se conoce, una fila lo dice.

count-beside = Qué se registra al lado, y nunca se cuenta entre las seis
count-stages = En qué estado está un incidente, y qué no se cuenta nunca
count-incident-open = Se cuenta, en la medida en que se cuenten sus violaciones.
count-incident-closed = Se conserva, y no está en ninguna cifra.
count-incident-duplicate = El mismo que otro incidente, que sí se cuenta. Se conserva, y no está en ninguna cifra.
count-incident-void = Registrado por error. Se conserva, y no está en ninguna cifra.

count-changes = Qué cambia una cifra después
count-changes-anew = Una decisión puede tomarse de nuevo, con un motivo. La nueva vale desde entonces, y las etapas siguientes deben decidirse otra vez.
count-changes-amended = Si se cambia lo que se cuenta de una violación, sus decisiones dejan de valer y debe verificarse de nuevo.
count-changes-facts = Las cifras siguen al momento cada cambio de un expediente, y pueden hacerse de nuevo desde los expedientes y compararse.
count-changes-erased = Un expediente que se borra, porque venció su plazo o porque alguien ya no da su consentimiento, no figura en ninguna cifra posterior. Lo publicado queda como estaba, y los informes internos del equipo de tareas dicen cuántos expedientes se borraron.
count-changes-released = Lo publicado queda como estaba. Una corrección es una edición nueva; una edición puede retirarse, pero no alterarse.

count-small = Por qué se reservan las cifras pequeñas
count-small-why = Una cifra pequeña puede llevar hasta un niño o una niña: quien conoce el lugar puede saber quién era.
count-small-how = Una cifra que cuenta a muy pocos niños y niñas, o tras la que hay muy pocos incidentes o fuentes, se reserva; también otras, en la medida en que revelarían cuál era.
count-small-sexual = En la violencia sexual no debe poder saberse ni siquiera si hubo un caso, salvo que una cifra grande que se muestra ya lo diga.
count-small-attack = Antes de publicar cifras, el propio programa intenta calcular lo reservado a partir de todo lo publicado hasta entonces. Solo lo que resiste puede firmarse, y deben firmar dos copresidentes.
count-small-limits = Lo que se garantiza es la distancia entre el menor y el mayor número que una cifra reservada aún puede ser, no la probabilidad de cada número. Quien conoce otros casos desde dentro puede saber más.
count-tier-internal = Cifras exactas, para su propio uso.
count-tier-partner = Se reservan las cifras pequeñas.
count-tier-public = Se reserva más que para los asociados.

count-ask = Cómo preguntar
count-ask-what = Pregunte al equipo de tareas que publicó la cifra. Nombre el documento, su período, la fila y la columna.
count-ask-how = Un documento publicado puede hacerse de nuevo a partir de lo que se fijó con él, y quienes tienen autorización pueden seguir sus cifras hasta los expedientes en que se basan. Cómo se contó algo puede decirse; quién es un niño o una niña, nunca.
count-ask-guide = Qué se pregunta cuando se informa de una violación: la guía de campo

manual-title = Guía de campo
manual-open = Abrir la guía de campo
manual-what = Para quien informa de violaciones contra niños y niñas: qué es y qué no es cada violación, qué preguntar, qué no preguntar nunca a un niño o una niña, y todas las preguntas del formulario. Nada en ella trata de ninguna situación. Se puede imprimir.
manual-contents = Contenido
manual-before = Antes de preguntar
manual-safe = Este documento puede ponerle en peligro si se lo encuentran. Léalo donde esté a salvo, y déjelo allí.
manual-incident = El incidente, y lo que se pregunta de cada violación
manual-more = Ayuda y otros problemas de protección
manual-others = Lo que rellenan otros
manual-is = Qué es
manual-is-not = Qué no es
manual-ask = Qué preguntar
manual-never = Qué no preguntar nunca a un niño o una niña
manual-fields = Lo que se pregunta de esta violación
manual-needed = necesario
manual-not-asked = lo rellenan otros o el programa
manual-apart = sellado aparte
manual-only-if = Se pregunta solo si: { $it }
manual-if-open = «{ $it }» queda vacío
manual-if-said = «{ $it }» está rellenado
manual-if-several = se marcaron varias violaciones
manual-list = Véase la lista «{ $it }»
manual-part = Véase «{ $it }»
manual-lists = Listas
