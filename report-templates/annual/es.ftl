# Textos de la aportación al informe anual, en español.

title = Aportación al informe anual sobre los niños y los conflictos armados

# Portada
summary-verified = Verificadas, del año
summary-late = Verificadas, de años anteriores

rule-verified = Verificadas: el equipo especial confirmó la violación en el período, y esta tuvo lugar en el año de su confirmación.
rule-late = De años anteriores: confirmadas en el período, después de terminar el año en que tuvieron lugar. Estas cifras figuran junto a las demás y no forman parte de ellas.
rule-units = El asesinato, la mutilación, el reclutamiento y la utilización, la violencia sexual y el secuestro cuentan niños. Los ataques contra escuelas, los ataques contra hospitales y la denegación de acceso humanitario cuentan incidentes. Un niño que sufrió varias violaciones cuenta una vez en cada una.
rule-children = Los niños afectados cuentan a cada niño una vez por incidente, sea cual sea el número de violaciones sufridas. Por eso son menos que las violaciones.
rule-beside = El uso militar de escuelas y hospitales y la privación de libertad son objeto de seguimiento y no figuran entre las seis violaciones graves: ningún total los incluye.

# Hojas (31 caracteres como máximo; nombres de las pestañas)
sheet-verified = Verificadas
sheet-children = Niños afectados
sheet-late = De años anteriores
sheet-how = Cómo y por qué
sheet-beside = Junto a las violaciones
tab-verified-by-party = Verificadas por parte
tab-verified-by-area = Verificadas por zona
tab-multiple-children = Múltiples - niños
tab-multiple-groups = Múltiples - grupos
tab-late-by-party = Años anteriores por parte
tab-military-use-by-party = Uso militar por parte
tab-detention-by-party = Detención por parte

about-verified = Violaciones que tuvieron lugar en el año y se verificaron en él.
about-children = Niños afectados, a diferencia de las violaciones, y quienes sufrieron varias.
about-late = Violaciones de años anteriores, verificadas en este.
about-how = Lo que consta sobre cómo se cometieron las violaciones. Un registro puede no decirlo, o decir varias cosas.
about-beside = Lo que es objeto de seguimiento junto a las seis violaciones graves, y lo que no está verificado. Nada de ello entra en las cifras anteriores.

# Cuadros
table-verified-violations = Violaciones verificadas
table-verified-victims = Niños: violaciones verificadas por sexo
table-verified-killing-maiming = Niños muertos y mutilados, en conjunto
table-verified-incidents = Incidentes: ataques y denegación de acceso verificados
table-verified-protected-persons = De ellos, ataques contra personas protegidas
table-verified-by-party = Violaciones verificadas por parte
table-verified-by-area = Violaciones verificadas por zona
table-children-verified = Niños afectados por violaciones verificadas del año
table-children-late = Niños afectados por violaciones de años anteriores
table-multiple-children = Niños afectados por violaciones múltiples
table-multiple-groups = Grupos de niños afectados por violaciones múltiples
table-late-by-year = Violaciones de años anteriores por año
table-late-victims = Niños: violaciones de años anteriores por sexo
table-late-incidents = Incidentes: ataques y denegación de acceso de años anteriores
table-late-by-party = Violaciones de años anteriores por parte
table-recruitment-by-role = Reclutamiento y utilización por función
table-killing-maiming-by-weapon = Asesinato y mutilación por arma o método
table-sexual-violence-by-form = Violencia sexual por forma
table-attacks-by-form = Ataques contra escuelas y hospitales por forma
table-abduction-by-purpose = Secuestro por finalidad
table-abduction-by-ending = Secuestro: puestos en libertad
table-denial-by-method = Denegación de acceso humanitario por método
table-military-use = Uso militar de escuelas y hospitales
table-military-use-by-party = Uso militar por parte
table-detention = Privación de libertad por motivo
table-detention-by-party = Privación de libertad por parte
table-unverified = Comunicadas, no verificadas

unit-protected-persons = Número de incidentes. Están incluidos en los ataques anteriores y no se suman a ellos.
unit-multiple-children = Número de niños, cada uno contado una vez, según el conjunto de violaciones sufridas, verificadas con retraso o no.
unit-multiple-groups = Número de grupos de niños, según el conjunto de violaciones sufridas.

# Gráficos
chart-victims = Niños: violaciones verificadas por sexo
chart-incidents = Incidentes: ataques y denegación de acceso verificados
chart-party = Violaciones verificadas por parte

# Frases
text-total-children = Las Naciones Unidas verificaron { $violations } { $violations_n ->
    [one] violación grave
   *[other] violaciones graves
} contra { $children } { $children_n ->
    [one] niño
   *[other] niños
} ({ $sexes }).
text-total = Las Naciones Unidas verificaron { $violations } { $violations_n ->
    [one] violación grave
   *[other] violaciones graves
}.
text-multiple = { $children_n ->
    [one] Un niño sufrió
   *[other] En total, { $children } niños sufrieron
} violaciones múltiples.
text-late = Además, { $violations_n ->
    [one] se verificó { $violations } violación cometida en un año anterior
   *[other] se verificaron { $violations } violaciones cometidas en años anteriores
}: { $years }.
text-recruitment = El reclutamiento y la utilización de { $children } { $children_n ->
    [one] niño
   *[other] niños
} ({ $sexes }) se atribuyeron a: { $parties }.
text-recruitment-roles = Funciones consignadas: { $roles }.
text-recruitment-late = También se verificaron el reclutamiento y la utilización de { $children } { $children_n ->
    [one] niño
   *[other] niños
} en años anteriores: { $years }.
text-detention = Se verificó la privación de libertad de { $children } { $children_n ->
    [one] niño
   *[other] niños
} ({ $sexes }) por presunta vinculación con fuerzas o grupos armados: { $parties }.
text-killing-maiming = El asesinato ({ $killed }) y la mutilación ({ $maimed }) de { $children } { $children_n ->
    [one] niño
   *[other] niños
} ({ $sexes }) se atribuyeron a: { $parties }.
text-killing-maiming-weapons = Causas consignadas: { $weapons }. Zonas: { $areas }.
text-killing-maiming-late = También se verificaron el asesinato y la mutilación de { $children } { $children_n ->
    [one] niño
   *[other] niños
} en años anteriores: { $years }.
text-sexual-violence = La violación y otras formas de violencia sexual contra { $children } { $children_n ->
    [one] niño
   *[other] niños
} ({ $sexes }) se atribuyeron a: { $parties }.
text-sexual-violence-late = También se verificó la violencia sexual contra { $children } { $children_n ->
    [one] niño
   *[other] niños
} en años anteriores: { $years }.
text-attacks = { $attacks_n ->
    [one] Un ataque contra escuelas ({ $schools }) y hospitales ({ $hospitals }) se atribuyó
   *[other] Un total de { $attacks } ataques contra escuelas ({ $schools }) y hospitales ({ $hospitals }) se atribuyeron
} a: { $parties }.
text-protected-persons = { $attacks_n ->
    [one] Uno de ellos se dirigió
   *[other] De ellos, { $attacks } se dirigieron
} contra personas protegidas.
text-attacks-late = { $attacks_n ->
    [one] También se verificó un ataque
   *[other] También se verificaron { $attacks } ataques
} contra escuelas y hospitales de años anteriores: { $years }.
text-military-use = El uso militar de { $uses } { $uses_n ->
    [one] instalación
   *[other] instalaciones
} – { $facilities } – se atribuyó a: { $parties }.
text-military-use-ended = { $uses_n ->
    [one] Uno de ellos ha sido desalojado.
   *[other] De ellos, { $uses } han sido desalojados.
}
text-abduction = El secuestro de { $children } { $children_n ->
    [one] niño
   *[other] niños
} ({ $sexes }) se atribuyó a: { $parties }.
text-abduction-purposes = Finalidades consignadas: { $purposes }.
text-abduction-freed = De los secuestros de { $children } { $children_n ->
    [one] niño
   *[other] niños
} consta que hubo niños puestos en libertad.
text-abduction-late = También se verificó el secuestro de { $children } { $children_n ->
    [one] niño
   *[other] niños
} en años anteriores: { $years }.
text-denial = { $incidents_n ->
    [one] Un incidente de denegación de acceso humanitario se atribuyó
   *[other] Un total de { $incidents } incidentes de denegación de acceso humanitario se atribuyeron
} a: { $parties }.
text-denial-methods = Formas consignadas: { $methods }.
text-denial-late = { $incidents_n ->
    [one] También se verificó un incidente
   *[other] También se verificaron { $incidents } incidentes
} de denegación de acceso humanitario de años anteriores: { $years }.
text-pending = { $violations_n ->
    [one] Otra violación comunicada está pendiente de verificación o no pudo verificarse.
   *[other] Otras { $violations } violaciones comunicadas están pendientes de verificación o no pudieron verificarse.
}
