# Lo que espera, las listas, los duplicados.

you-are = Usted actúa aquí como:
arrived = Informes recibidos
n-reports = { $n ->
    [0] Ningún informe espera a ser abierto.
    [one] { $number } informe espera a ser abierto.
   *[other] { $number } informes esperan a ser abiertos.
}
triage-run = Abrirlos
triage-title = Apertura de informes
triage-waiting = Estos deben examinarse antes de aceptarse. Marque los que haya examinado.
triage-accept = Aceptar los marcados
done-triage = Se abrieron los informes.
waiting-look = Examinarlo
waiting-title = Un informe en espera
waiting-received = Llegó el { $it }
waiting-wrong = Tal como está, no se puede crear un expediente a partir de él:
waiting-answer = Responde a una pregunta. Se acepta con los demás al abrir los informes, en cuanto exista la pregunta.
waiting-text = El informe tal como llegó
waiting-hint = Corrija lo que está mal y no cambie nada más. El expediente se crea en nombre de quien envió el informe; después, el informe tal como llegó ya no se conserva.
waiting-record = Registrarlo
done-waiting-recorded = El informe está registrado.
n-recorded = { $n ->
    [one] { $number } expediente creado o modificado
   *[other] { $number } expedientes creados o modificados
}
n-answered = { $n ->
    [one] { $number } respuesta recibida
   *[other] { $number } respuestas recibidas
}
n-attached = { $n ->
    [one] { $number } archivo adjunto vinculado a su incidente
   *[other] { $number } archivos adjuntos vinculados a sus incidentes
}
waiting = En espera
notices = Lo que le concierne
notices-none = Nada nuevo.
notices-seen = Marcar como leído
done-seen = Quedó marcado como leído.
fingerprint = La huella de su clave, para leerla a quien le conceda acceso:
notice-question = Le preguntan por un incidente del que usted informó.
notice-assigned = Se le asignó un incidente.
notice-assigned-due = Se le asignó un incidente, que vence el { $it }.
notice-overdue = Un incidente que tiene asignado está vencido.
notice-overdue-due = Un incidente que tiene asignado vencía el { $it }.
notice-answered = Ha llegado una respuesta.
notice-answered-due = Ha llegado una respuesta; el incidente vence el { $it }.
notice-reports = Hay informes que esperan a ser abiertos.
notice-grant = Una persona espera que se le conceda acceso: { $it }
notice-break-glass = Alguien pide acceso de emergencia. Puede vetar la petición.

waits-anything = Todo
waits-new = Etapa inicial
waits-returned = Respuesta de quien informó
waits-answered = Lectura de una respuesta
waits-waiting-technical = Etapa técnica
waits-waiting-ctfmr = Equipo de tareas en el país
waits-overdue = Vencidos
waits-signature = Publicaciones por firmar
waits-approval = Propuestas por aprobar
queue-states = Qué esperan
queue-whose = A quién están asignados
queue-empty = Nada espera aquí.
with-anybody = Asignados o no
with-me = Asignados a mí
with-nobody = Sin asignar

incident = Incidente
when = Cuándo
where = Dónde
violations = Violaciones
violation = Violación
party = Parte
waits-for = En espera de
with-whom = Asignado a
due-on = vence el { $it }
n-children = { $n ->
    [one] { $number } niño o niña
   *[other] { $number } niños y niñas
}
n-notes = { $n ->
    [one] { $number } nota
   *[other] { $number } notas
}
step-not-taken = sin decidir
date-unknown = Fecha desconocida
area-unknown = Zona desconocida

bulk = Decidir sobre las violaciones marcadas
bulk-how = Cada violación se decide por separado. En la lista, j y k pasan de una línea a otra y x marca.
bulk-none = Marque al menos una violación.
decide-status = Decisión
bulk-decide = Decidir
n-decided = { $n ->
    [0] No se decidió ninguna etapa.
    [one] Se decidió { $number } etapa.
   *[other] Se decidieron { $number } etapas.
}
n-refused = { $n ->
    [one] No se pudo decidir { $number } etapa, por este motivo:
   *[other] No se pudieron decidir { $number } etapas, por estos motivos:
}

narrow = Filtrar la lista
narrow-go = Mostrar
narrow-not = Mostrar todo
incident-id = Referencia del incidente
ctfmr-status = Decisión del equipo de tareas en el país
stands = Estado del incidente
occurred-from = Comenzó a partir del
occurred-to = Comenzó a más tardar el
n-incidents = { $n ->
    [one] { $number } incidente
   *[other] { $number } incidentes
}
incidents-none = Ningún incidente corresponde a estos criterios.

duplicates-how = Incidentes que se parecen en la fecha, el lugar, las víctimas y los autores. Son personas quienes deciden si se trata del mismo.
duplicates-none = Ninguno aquí.
aspect-date = fecha
aspect-area = zona
aspect-types = tipos de violación
aspect-tally = números de niños y niñas
aspect-parties = partes
aspect-children = niños y niñas
aspect-sources = fuentes
aspect-place = lugar
aspect-distance = distancia
aspect-names = nombres
beside-title = Lado a lado
beside-same = ¿Se trata del mismo incidente?
beside-yes = Sí: el primero se incorpora a { $it }, que se conserva
beside-no = No: no volver a mostrarlos juntos
differs = difiere
done-told-apart = No volverán a mostrarse juntos.
done-merged = Los dos son ahora uno solo.

changed-from = Registrado o modificado desde
search-keep = Guardar esta búsqueda
search-name = Nombre que usted le da
search-hint = Guardada solo para usted: nadie más puede abrirla. La referencia de un incidente no forma parte de ella.
searches = Sus búsquedas
search-forget = Eliminar
done-search-kept = Se guardó la búsqueda.
done-search-forgotten = Se eliminó la búsqueda.
look-for = Buscar palabras
look-for-words = Palabras
look-for-hint = En relatos, nombres, lugares y contactos, en cualquier grafía, en escritura latina, árabe o cirílica; de una a ocho palabras. La lectura de contenido que identifica a personas queda anotada en el registro de actividad.
look-for-go = Buscar
look-for-more = Aún no se han recorrido todos los incidentes.
