# Textos comunes a todos los informes, en español.

date = { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
} de { $year }
period = del { $from } al { $to }

tier-internal = INTERNO — solo para el equipo de tareas
tier-partner = ASOCIADOS — conforme a un protocolo de intercambio de información
tier-public = PÚBLICO

violation-killing = Asesinatos
violation-maiming = Mutilaciones
violation-recruitment_use = Reclutamiento y utilización
violation-sexual_violence = Violación y otra violencia sexual
violation-abduction = Secuestros
violation-attack_on_school = Ataques contra escuelas
violation-attack_on_hospital = Ataques contra hospitales
violation-denial_of_humanitarian_access = Denegación del acceso humanitario

column-boys = Niños
column-girls = Niñas
column-unknown = Sexo desconocido
column-total = Total
column-children = Total de niños
column-groups = Grupos

rows-violation_type = Violación
rows-party = Parte
rows-area = Zona
rows-violation_set = Violaciones sufridas
row-unattributed = Sin atribuir
row-unknown = Zona desconocida
row-total = Total

counted-children = niños y niñas
counted-incidents = incidentes

sheet-cover = Nota
cover-period = Período
cover-as-of = Cifras al
cover-attribution = Partes
cover-areas = Zonas
cover-generated = Elaborado el
cover-checkpoint = Punto de control del registro
attribution-joint = Una violación atribuida a varias partes se cuenta una sola vez, bajo sus nombres unidos. Las filas suman el total.
attribution-each = Una violación atribuida a varias partes se cuenta por entero en cada una. La suma de las filas puede superar el total.
area-level-0 = Todo el país
area-level-other = Nivel administrativo { $level }
cover-summary = Resumen
cover-violation = Violación
cover-counted = Unidad
cover-all = Todas las violaciones
cover-rules = Cómo leer las cifras
cover-findings = Lo que conviene saber de los datos
cover-findings-count = Registros
cover-findings-none = No se encontraron lagunas en los registros de este informe.
cover-legend = Signos
legend-zero = Ninguno
legend-withheld = Cifra reservada para que no se pueda reconocer a ningún niño. Puede ser cualquier número, incluido el cero; un total con una parte reservada también se reserva.
legend-absent = No forma parte de esta difusión
cover-contents = Contenido

note-verified_without_date = Violaciones verificadas sin fecha de decisión: no figuran en ningún cuadro
note-awaiting_triage = Informes que esperan a ser abiertos y no figuran en ninguna cifra
note-undecided = Violaciones del período sobre las que el equipo de tareas no ha decidido: en ningún cuadro
note-date_unknown = Violaciones contadas cuyo incidente no tiene fecha: nunca se cuentan con retraso
note-area_unknown = Violaciones contadas cuya zona se desconoce
note-unattributed = Violaciones contadas no atribuidas a ninguna parte
note-not_counted_incidents = Incidentes del período cerrados, duplicados o anulados: no se cuentan
note-other = Nota «{ $code }»

table-heading = Cuadro { $number }. { $title }
table-empty = Ninguna violación en este período.
table-absent = No forma parte de esta difusión.
table-moved = Este cuadro tiene { $rows } filas y ocupa su propia hoja, «{ $sheet }».
table-each = Una violación atribuida a varias partes se cuenta por entero en cada una: la suma de las filas puede superar el número de violaciones, por lo que no se da un total.
table-withheld = * Cifra reservada para que no se pueda reconocer a ningún niño.

sheet-charts = Gráficos
about-charts = Las cifras verificadas en imágenes, a partir de los cuadros de este libro.
chart-empty = Ninguna violación en este período: no hay gráfico.
chart-long = Más filas de las que un gráfico puede mostrar: véase el cuadro.
chart-none-shown = Todas las cifras de este gráfico están reservadas: véase el cuadro.
chart-withheld = Las cifras reservadas no se dibujan, por lo que las barras pueden ser más cortas que el número real.
chart-alt = Gráfico de barras. { $title }. { $rows }.
chart-alt-more = y otros

sheet-data = Datos (HXL)
about-data = Cada cifra distinta de cero, una fila para cada una, con etiquetas HXL, para tablas dinámicas y otras herramientas. Se omiten los totales que son sumas de filas.
data-table = Cuadro
data-from = Desde
data-to = Hasta
data-status = Estado
data-violation-code = Código de la violación
data-violation = Violación
data-area-code = Código de la zona
data-area = Zona
data-party-code = Código de la parte
data-party = Parte
data-party-category = Tipo de parte
data-boys = Niños
data-girls = Niñas
data-unknown = Sexo desconocido
data-children = Total de niños
data-incidents = Incidentes
data-groups = Grupos
data-withheld = Reservado

page = Página { $page } de { $pages }
