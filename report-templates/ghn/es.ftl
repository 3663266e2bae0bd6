# Textos de la nota horizontal mundial en español.

title = Nota horizontal mundial

summary-verified = Verificadas en el período
summary-late = Verificadas con retraso
summary-unverified = No verificadas

rule-verified = Verificada: el equipo de tareas confirmó la violación conforme a la norma del mecanismo dentro del período y antes del final del trimestre en que ocurrió el incidente. Cada decisión se cuenta en el período de su propia fecha.
rule-late = Verificada con retraso: confirmada dentro del período, después del final del trimestre en que ocurrió el incidente. Estas cifras figuran junto a las verificadas y no forman parte de ellas.
rule-unverified = No verificada: el incidente ocurrió dentro del período y su verificación está pendiente o no pudo completarse. Estas cifras no son conclusiones y no deben citarse como tales.
rule-units = En los asesinatos, las mutilaciones, el reclutamiento y la utilización, la violencia sexual y los secuestros se cuentan niños. En los ataques contra escuelas y hospitales y en la denegación del acceso humanitario se cuentan incidentes. Un niño que sufrió varias violaciones se cuenta una vez en cada una.
rule-multiple = Violaciones múltiples: niños (y grupos de niños) con al menos dos violaciones verificadas en un mismo incidente, con retraso o sin él.

sheet-verified = Verificadas
sheet-late = Verificadas con retraso
sheet-unverified = No verificadas
sheet-multiple = Violaciones múltiples
tab-verified-by-party = Verificadas por parte
tab-verified-by-area = Verificadas por zona
tab-late-by-party = Con retraso por parte
tab-late-by-area = Con retraso por zona
tab-unverified-by-party = No verificadas por parte
tab-unverified-by-area = No verificadas por zona
tab-multiple-children = Múltiples - niños
tab-multiple-groups = Múltiples - grupos

about-verified = Violaciones verificadas en el período y antes del final del trimestre en que ocurrieron.
about-late = Violaciones verificadas en el período, después del final del trimestre en que ocurrieron.
about-unverified = Incidentes del período cuya verificación está pendiente o no pudo completarse. No son conclusiones.
about-multiple = Niños y grupos de niños con al menos dos violaciones verificadas en un mismo incidente.

table-verified-victims = Niños: violaciones verificadas por sexo
table-verified-incidents = Incidentes: ataques y denegación del acceso verificados
table-verified-by-party = Violaciones verificadas por parte
table-verified-by-area = Violaciones verificadas por zona
table-late-victims = Niños: violaciones verificadas con retraso por sexo
table-late-incidents = Incidentes: ataques y denegación del acceso verificados con retraso
table-late-by-party = Violaciones verificadas con retraso por parte
table-late-by-area = Violaciones verificadas con retraso por zona
table-unverified-victims = Niños: violaciones no verificadas por sexo
table-unverified-incidents = Incidentes: ataques y denegación del acceso no verificados
table-unverified-by-party = Violaciones no verificadas por parte
table-unverified-by-area = Violaciones no verificadas por zona
table-multiple-children = Niños afectados por violaciones múltiples
table-multiple-groups = Grupos de niños afectados por violaciones múltiples

unit-children = Número de niños. Un niño se cuenta una vez en cada violación.
unit-incidents = Número de incidentes.
unit-violations = Número de violaciones: niños, de los asesinatos a los secuestros; incidentes, en los ataques y la denegación del acceso.
unit-multiple-children = Número de niños, contados una sola vez, según el conjunto de violaciones sufridas.
unit-multiple-groups = Número de grupos de niños, según el conjunto de violaciones sufridas.

chart-victims = Niños: violaciones verificadas por sexo
chart-incidents = Incidentes: ataques y denegación del acceso verificados
chart-party = Violaciones verificadas por parte
chart-area = Violaciones verificadas por zona y tipo

# Frases
text-total = En el período, el equipo especial verificó { $violations } { $violations_n ->
    [one] violación grave
   *[other] violaciones graves
}: { $areas }.
text-late = Además, { $violations_n ->
    [one] se verificó { $violations } violación de un trimestre anterior
   *[other] se verificaron { $violations } violaciones de trimestres anteriores
}.
text-multiple = { $children_n ->
    [one] Un niño sufrió
   *[other] En total, { $children } niños sufrieron
} violaciones múltiples.
text-recruitment = El reclutamiento y la utilización de { $children } { $children_n ->
    [one] niño
   *[other] niños
} ({ $sexes }) se atribuyeron a: { $parties }.
text-recruitment-late = El reclutamiento y la utilización de { $children } { $children_n ->
    [one] niño
   *[other] niños
} en trimestres anteriores se verificaron con retraso.
text-killing = El asesinato de { $children } { $children_n ->
    [one] niño
   *[other] niños
} ({ $sexes }) se atribuyó a: { $parties }.
text-maiming = La mutilación de { $children } { $children_n ->
    [one] niño
   *[other] niños
} ({ $sexes }) se atribuyó a: { $parties }.
text-killing-maiming-late = El asesinato y la mutilación de { $children } { $children_n ->
    [one] niño
   *[other] niños
} en trimestres anteriores se verificaron con retraso.
text-sexual-violence = La violación y otras formas de violencia sexual contra { $children } { $children_n ->
    [one] niño
   *[other] niños
} ({ $sexes }) se atribuyeron a: { $parties }.
text-sexual-violence-late = La violencia sexual contra { $children } { $children_n ->
    [one] niño
   *[other] niños
} en trimestres anteriores se verificó con retraso.
text-attacks = { $attacks_n ->
    [one] Un ataque contra escuelas ({ $schools }) y hospitales ({ $hospitals }) se atribuyó
   *[other] Un total de { $attacks } ataques contra escuelas ({ $schools }) y hospitales ({ $hospitals }) se atribuyeron
} a: { $parties }.
text-attacks-late = { $attacks_n ->
    [one] Un ataque contra escuelas y hospitales de trimestres anteriores se verificó
   *[other] Un total de { $attacks } ataques contra escuelas y hospitales de trimestres anteriores se verificaron
} con retraso.
text-abduction = El secuestro de { $children } { $children_n ->
    [one] niño
   *[other] niños
} ({ $sexes }) se atribuyó a: { $parties }.
text-abduction-late = El secuestro de { $children } { $children_n ->
    [one] niño
   *[other] niños
} en trimestres anteriores se verificó con retraso.
text-denial = { $incidents_n ->
    [one] Un incidente de denegación de acceso humanitario se atribuyó
   *[other] Un total de { $incidents } incidentes de denegación de acceso humanitario se atribuyeron
} a: { $parties }.
text-denial-late = { $incidents_n ->
    [one] Un incidente de denegación de acceso humanitario de trimestres anteriores se verificó
   *[other] Un total de { $incidents } incidentes de denegación de acceso humanitario de trimestres anteriores se verificaron
} con retraso.
text-unverified = { $violations_n ->
    [one] Otra violación comunicada del período está pendiente de verificación o no pudo verificarse; no es una conclusión.
   *[other] Otras { $violations } violaciones comunicadas del período están pendientes de verificación o no pudieron verificarse; no son conclusiones.
}
