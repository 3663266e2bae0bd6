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
note-erased_records = Expedientes de esta situación borrados hasta hoy: no figuran en ninguna cifra
note-other = Nota «{ $code }»

table-heading = Cuadro { $number }. { $title }
table-empty = Ninguna violación en este período.
table-absent = No forma parte de esta difusión.
table-moved = Este cuadro tiene { $rows } filas y ocupa su propia hoja, «{ $sheet }».
table-each = Una violación atribuida a varias partes se cuenta por entero en cada una: la suma de las filas puede superar el número de violaciones, por lo que no se da un total.
table-withheld = * Cifra reservada para que no se pueda reconocer a ningún niño.

# Of a release: what stands beside its tables
sheet-release = Texto y cambios
about-release = Lo que esta publicación dice junto a sus cuadros, y qué cifras daba de otro modo la publicación anterior.
release-narrative = Texto
release-amendments = Cambios desde la publicación anterior
release-amended = Cifras que difieren de las de la publicación a la que esta reemplaza: verificaciones tardías, correcciones y decisiones reabiertas.
release-row = Fila
release-column = Columna
release-was = Antes
release-is = Ahora

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

# Cuadros declarados por completo: qué se cuenta y según qué
table-by = { $counted } según: { $by }
table-repeated-rows = Un mismo caso puede figurar en varias filas, cuya suma puede por ello superar el número real: no se da ningún total.
table-repeated-columns = Un mismo caso puede figurar en varias columnas, cuya suma puede por ello superar el total.
row-none = ninguno

measure-violations = Violaciones
measure-cases = Registros de violaciones
measure-incidents = Incidentes
measure-children = Niños afectados
measure-victims = Niños conocidos uno por uno
measure-groups = Grupos de niños
measure-sources = Fuentes
measure-responses = Respuestas
measure-decisions = Decisiones
measure-concerns = Niños de otros problemas de protección

unit-of-violations = Número de violaciones: niños en los casos de asesinato hasta secuestro, incidentes en los de ataques y denegación de acceso.
unit-of-cases = Número de violaciones registradas, cada una una vez, sea cual sea el número de niños.
unit-of-incidents = Número de incidentes, cada uno una vez.
unit-of-children = Número de niños, cada uno una vez por incidente, sea cual sea el número de violaciones sufridas.
unit-of-victims = Número de niños descritos uno por uno en los registros, cada uno una vez. No incluye a los niños conocidos solo por su número.
unit-of-groups = Número de grupos de niños, cada uno una vez.
unit-of-sources = Número de fuentes, cada una una vez, sea cual sea el número de violaciones de las que informa.
unit-of-responses = Número de respuestas, cada una una vez, sea cual sea el número de violaciones a las que responde.
unit-of-decisions = Número de decisiones de cualquier paso, por el día en que se registraron, incluidas las anuladas después.
unit-of-concerns = Número de niños, de incidentes del período. No verificados por el mecanismo y ajenos a las cifras de violaciones.

rows-violation_group = Violación
rows-sex = Sexo
rows-age_band = Edad
rows-party_category = Clase de parte
rows-attribution = Atribución
rows-month = Mes
rows-quarter = Trimestre
rows-year = Año
rows-year_of_incident = Año del incidente
rows-status = Estado
rows-lateness = Verificada a tiempo o con retraso
rows-awaiting = Próximo paso
rows-waiting = En espera desde hace
rows-step = Paso
rows-decided = Decisión
rows-missing = Lo que falta
rows-reporter_kind = Comunicado por
rows-answered = Respuesta prestada

violation-military_use = Uso militar de escuelas y hospitales
violation-deprivation_of_liberty = Privación de libertad por presunta vinculación

group-recruitment_use = Reclutamiento y utilización
group-killing_maiming = Asesinato y mutilación
group-sexual_violence = Violación y otras formas de violencia sexual
group-attacks_schools_hospitals = Ataques contra escuelas y hospitales
group-abduction = Secuestro
group-denial_of_humanitarian_access = Denegación de acceso humanitario
group-military_use = Uso militar de escuelas y hospitales
group-deprivation_of_liberty = Privación de libertad por presunta vinculación

value-not_stated = No consta
value-undecided = Aún sin decidir
value-no-step = Ninguno: todos están dados
value-in_time = A tiempo
value-late = Con retraso
value-0_30 = hasta 30 días
value-31_90 = de 31 a 90 días
value-91_180 = de 91 a 180 días
value-181_365 = de 181 a 365 días
value-over_365 = más de un año
value-date = Fecha del incidente
value-area = Zona
value-children = Número de niños
value-perpetrator = Algún autor
value-party = Una parte del registro
value-source = Alguna fuente
value-primary_source = Una fuente primaria
value-first_reported = Fecha de la primera comunicación
value-ongoing = Continúa
value-ended = Ha terminado
value-nothing = Nada de esto

data-by = Según
data-by-code = Código del valor
data-by-name = Valor
data-measure = Se cuenta
data-figure = Cifra

# Frases
sentence-comma = {", "}
sentence-and = { $items } y { $last }
sentence-item = { $name } ({ $count })
sentence-unattributed = autores no identificados
sentence-jointly = { $names } conjuntamente
sentence-boys = { $count } { $count_n ->
    [one] niño
   *[other] niños
}
sentence-girls = { $count } { $count_n ->
    [one] niña
   *[other] niñas
}
sentence-unknown = { $count } de sexo desconocido

# Reports that are asked for once
title-ad-hoc = Informe puntual
tab-ad-hoc = Cifras

# What was asked of a report
cover-selection = Se pidió
cover-only = Solo: { $dimension }
selection-decision = fecha de la decisión
selection-incident = fecha del incidente
selection-first_report = fecha de la primera comunicación
selection-any = cualquier fecha
