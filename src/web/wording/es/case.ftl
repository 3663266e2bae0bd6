# Un incidente.

version-n = Versión { $number }
identity-go = Abrir los nombres, los lugares y el relato
identity-logged = Su apertura queda anotada en el registro de actividad.
identity-open = Los nombres, los lugares y el relato están abiertos.
identity-close = Cerrarlos
what-happened = Qué ocurrió
alike = Posiblemente el mismo incidente que
evidence = Información y personas
evidence-none = No hay nada registrado.
who-did-it = Quién la cometió
no-party = No se nombra a ninguna parte.
who-says-so = Quién informa de ella
no-source = No hay ninguna fuente registrada.
n-primary = { $n ->
    [one] { $number } fuente primaria
   *[other] { $number } fuentes primarias
}
n-secondary = { $n ->
    [one] { $number } fuente secundaria
   *[other] { $number } fuentes secundarias
}
n-boys = { $n ->
    [one] { $number } niño
   *[other] { $number } niños
}
n-girls = { $n ->
    [one] { $number } niña
   *[other] { $number } niñas
}
n-sex-unknown = { $number } de sexo desconocido
n-men = { $n ->
    [one] { $number } hombre
   *[other] { $number } hombres
}
n-women = { $n ->
    [one] { $number } mujer
   *[other] { $number } mujeres
}
party-unknown = Autores no identificados
source-unknown = Fuente sin describir
still-going-on = continúa
estimated = fecha estimada
concerns-violations = Se refiere a

next-step = Próxima etapa: { $it }.
whose-initial = Corresponde a un verificador.
whose-technical = Corresponde a un revisor técnico.
whose-ctfmr = Corresponde a un copresidente, en nombre del equipo de tareas en el país.
all-steps-taken = Todas las etapas están decididas.
decide = Decidir
decide-reason = Motivo
decide-date = Fecha de la decisión
decide-anew = Decidir de nuevo: { $it }
decide-anew-hint = La decisión anterior queda en el historial, y las etapas posteriores dejan de tener efecto.
choose-a-status = Elija qué se decide.
no-such-day = La fecha de la decisión no es un día válido.
done-decided = Se decidió la etapa.

attachments = Archivos adjuntos
attachment = Archivo adjunto
attachment-unreadable = Un archivo adjunto que no se abre
paper = Hoja de trabajo
with-nobody-yet = Todavía no se ha pedido a nadie que lo examine.
assign = Asignar a alguien
assign-to = A
assign-due = Vence el
notes = Notas
note-write = Escribir una nota
note-text = Nota
note-hint = No ponga aquí nombres: todos los revisores técnicos leen las notas.
questions = Preguntas a quien informó
question-open = abierta
question-answered = respondida
question-withdrawn = retirada
question-settled = resuelta
question-sealed = Su texto está con los nombres y el relato.
question-withdraw = Retirar la pregunta
question-settle = Dar la respuesta por atendida
ask = Preguntar a quien informó
ask-text = Pregunta
ask-hint = La pregunta se sella para quien informó. Pregunte lo necesario para decidir, y nada más.
ask-send = Enviar la pregunta
done-assigned = El incidente está asignado.
done-noted = La nota está escrita.
done-asked = La pregunta está enviada.
done-settled = La pregunta está cerrada.

history = Historial
history-recorded = Registrado
history-put-right = Corregido
history-amended = Modificado
history-decided = Decidido
history-set-aside = Decisión anulada
history-stage = Estado cambiado
taken-over = procedente de un sistema anterior
set-aside-from = { $it } y etapas posteriores
history-merged-in = Incorporó
history-taken-out = Devolvió
history-told-apart = Distinguido de
stage-change = Cerrar, anular o fusionar
stage-closed = Cerrar
stage-void = Anular: registrado por error
stage-duplicate = Fusionar con otro incidente
stage-open = Volver a abrir
stage-into = Referencia del incidente que se conserva
done-stage = Se cambió el estado del incidente.
erase = Borrar definitivamente
erase-propose = Proponer que se borre
erase-how = Borrar un expediente requiere a dos copresidentes: usted lo propone y otro lo aprueba en un plazo de tres días. Desaparecen todas las versiones, notas, preguntas y archivos adjuntos, y no se pueden recuperar. Las publicaciones en las que se contó y los archivos ya descargados quedan como estaban, y las copias de seguridad anteriores lo contienen hasta que se eliminen. Si solo se trata de que no se cuente, anule el incidente en lugar de borrarlo: se conserva, y no está en ninguna cifra.
erase-ground = Motivo
ground-consent-withdrawn = Se retiró el consentimiento
ground-protection-risk = La existencia misma del expediente pone a alguien en peligro
ground-recorded-in-error = Nunca debió registrarse aquí
ground-retention-over = Ha vencido el plazo de conservación de este tipo de expedientes
ground-legal-obligation = Lo exige una ley o un acuerdo
done-erase = La propuesta queda anotada. Debe aprobarla otro copresidente.

# El resumen público.

summary-title = Resumen público
summary-go = Redactar el resumen público
summary-back = Volver al incidente
summary-how = El resumen público es lo que otros pueden leer de este incidente: las publicaciones lo citan. No nombra a nadie, ni ningún lugar que lleve a alguien. En cada pausa, lo que usted escribe se compara con todos los nombres, lugares, contactos y códigos de este expediente.
summary-text = Resumen para una difusión más amplia
summary-nothing-found = No contiene ningún nombre, lugar, contacto ni código de este expediente. Un apodo o una descripción aún puede delatar a alguien: léalo como lo haría alguien del vecindario.
summary-found = Esto identifica a una persona o un lugar. Una publicación que lo cite no se puede firmar:
summary-anyway = Guardarlo tal cual. Mientras esto figure en él, no lo lleva ninguna publicación, ni ninguna exportación a quien no pueda tener el relato.
summary-look = Revisar
summary-identifies = No se guardó: lo que se enumera aquí identifica a una persona o un lugar.
summary-stale = Alguien cambió este incidente entretanto. Ábralo de nuevo en otra ventana y lleve allí su texto.
summary-too-long = { $n ->
    [one] Un resumen tiene como máximo { $number } carácter.
    [many] Un resumen tiene como máximo { $number } de caracteres.
   *[other] Un resumen tiene como máximo { $number } caracteres.
}
done-summary = Se guardó el resumen público.
