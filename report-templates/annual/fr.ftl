# Textes de la contribution au rapport annuel, en français.

title = Contribution au rapport annuel sur le sort des enfants en temps de conflit armé

# Page de garde
summary-verified = Vérifiées, de l’année
summary-late = Vérifiées, d’années antérieures

rule-verified = Vérifiées : l’équipe spéciale a confirmé la violation au cours de la période, et celle-ci a eu lieu l’année de sa confirmation.
rule-late = D’années antérieures : confirmées au cours de la période, après la fin de l’année où elles ont eu lieu. Ces chiffres figurent à côté des autres et n’en font pas partie.
rule-units = Les meurtres, les atteintes à l’intégrité physique, le recrutement et l’utilisation, les violences sexuelles et les enlèvements comptent des enfants. Les attaques contre des écoles, les attaques contre des hôpitaux et les refus d’accès humanitaire comptent des incidents. Un enfant victime de plusieurs violations compte une fois pour chacune.
rule-children = Les enfants touchés comptent chaque enfant une fois par incident, quel que soit le nombre de violations subies. Leur nombre est donc inférieur à celui des violations.
rule-beside = L’utilisation militaire d’écoles et d’hôpitaux et la privation de liberté sont suivies et ne font pas partie des six violations graves : aucun total ne les comprend.

# Feuilles (31 caractères au plus ; noms des onglets)
sheet-verified = Vérifiées
sheet-children = Enfants touchés
sheet-late = Années antérieures
sheet-how = Comment et pourquoi
sheet-beside = À côté des violations
tab-verified-by-party = Vérifiées par partie
tab-verified-by-area = Vérifiées par zone
tab-multiple-children = Multiples - enfants
tab-multiple-groups = Multiples - groupes
tab-late-by-party = Antérieures par partie
tab-military-use-by-party = Utilisation mil. par partie
tab-detention-by-party = Détention par partie

about-verified = Violations qui ont eu lieu dans l’année et y ont été vérifiées.
about-children = Enfants touchés, à distinguer des violations, et ceux qui en ont subi plusieurs.
about-late = Violations d’années antérieures, vérifiées cette année.
about-how = Ce qui a été consigné sur la manière dont les violations ont été commises. Une fiche peut ne rien en dire ou en dire plusieurs choses.
about-beside = Ce qui est suivi à côté des six violations graves, et ce qui n’est pas vérifié. Rien de cela n’entre dans les chiffres ci-dessus.

# Tableaux
table-verified-violations = Violations vérifiées
table-verified-victims = Enfants : violations vérifiées par sexe
table-verified-killing-maiming = Enfants tués ou mutilés, ensemble
table-verified-incidents = Incidents : attaques et refus d’accès vérifiés
table-verified-protected-persons = Dont attaques contre des personnes protégées
table-verified-by-party = Violations vérifiées par partie
table-verified-by-area = Violations vérifiées par zone
table-children-verified = Enfants touchés par des violations vérifiées de l’année
table-children-late = Enfants touchés par des violations d’années antérieures
table-multiple-children = Enfants victimes de violations multiples
table-multiple-groups = Groupes d’enfants victimes de violations multiples
table-late-by-year = Violations d’années antérieures par année
table-late-victims = Enfants : violations d’années antérieures par sexe
table-late-incidents = Incidents : attaques et refus d’accès d’années antérieures
table-late-by-party = Violations d’années antérieures par partie
table-recruitment-by-role = Recrutement et utilisation par rôle
table-killing-maiming-by-weapon = Meurtres et atteintes à l’intégrité physique par arme ou méthode
table-sexual-violence-by-form = Violences sexuelles par forme
table-attacks-by-form = Attaques contre des écoles et des hôpitaux par forme
table-abduction-by-purpose = Enlèvements par but
table-abduction-by-ending = Enlèvements : libérations
table-denial-by-method = Refus d’accès humanitaire par méthode
table-military-use = Utilisation militaire d’écoles et d’hôpitaux
table-military-use-by-party = Utilisation militaire par partie
table-detention = Privation de liberté par motif
table-detention-by-party = Privation de liberté par partie
table-unverified = Signalées, non vérifiées

unit-protected-persons = Nombre d’incidents. Ils sont compris dans les attaques ci-dessus et ne s’y ajoutent pas.
unit-multiple-children = Nombre d’enfants, chacun compté une fois, selon l’ensemble des violations subies, vérifiées tardivement ou non.
unit-multiple-groups = Nombre de groupes d’enfants, selon l’ensemble des violations subies.

# Graphiques
chart-victims = Enfants : violations vérifiées par sexe
chart-incidents = Incidents : attaques et refus d’accès vérifiés
chart-party = Violations vérifiées par partie

# Phrases
text-total-children = L’Organisation des Nations Unies a vérifié { $violations } { $violations_n ->
    [one] violation grave commise
   *[other] violations graves commises
} contre { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} ({ $sexes }).
text-total = L’Organisation des Nations Unies a vérifié { $violations } { $violations_n ->
    [one] violation grave
   *[other] violations graves
}.
text-multiple = { $children_n ->
    [one] Un enfant a été victime
   *[other] Au total, { $children } enfants ont été victimes
} de violations multiples.
text-late = En outre, { $violations } { $violations_n ->
    [one] violation commise une année antérieure a été vérifiée
   *[other] violations commises des années antérieures ont été vérifiées
} : { $years }.
text-recruitment = Le recrutement et l’utilisation de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} ({ $sexes }) ont été attribués à : { $parties }.
text-recruitment-roles = Rôles consignés : { $roles }.
text-recruitment-late = Le recrutement et l’utilisation de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} lors d’années antérieures ont également été vérifiés : { $years }.
text-detention = La privation de liberté de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} ({ $sexes }) pour association présumée avec des forces ou groupes armés a été vérifiée : { $parties }.
text-killing-maiming = Le meurtre ({ $killed }) et les atteintes à l’intégrité physique ({ $maimed }) de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} ({ $sexes }) ont été attribués à : { $parties }.
text-killing-maiming-weapons = Causes consignées : { $weapons }. Zones : { $areas }.
text-killing-maiming-late = Le meurtre et les atteintes à l’intégrité physique de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} lors d’années antérieures ont également été vérifiés : { $years }.
text-sexual-violence = Des viols et d’autres formes de violence sexuelle commis contre { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} ({ $sexes }) ont été attribués à : { $parties }.
text-sexual-violence-late = Des violences sexuelles commises contre { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} lors d’années antérieures ont également été vérifiées : { $years }.
text-attacks = { $attacks_n ->
    [one] Une attaque
   *[other] Au total, { $attacks } attaques
} contre des écoles ({ $schools }) et des hôpitaux ({ $hospitals }) { $attacks_n ->
    [one] a été attribuée
   *[other] ont été attribuées
} à : { $parties }.
text-protected-persons = { $attacks_n ->
    [one] L’une d’elles visait
   *[other] Parmi elles, { $attacks } visaient
} des personnes protégées.
text-attacks-late = { $attacks_n ->
    [one] Une attaque
   *[other] Au total, { $attacks } attaques
} contre des écoles et des hôpitaux d’années antérieures { $attacks_n ->
    [one] a
   *[other] ont
} également été { $attacks_n ->
    [one] vérifiée
   *[other] vérifiées
} : { $years }.
text-military-use = L’utilisation militaire de { $uses } { $uses_n ->
    [one] établissement
   *[other] établissements
} – { $facilities } – a été attribuée à : { $parties }.
text-military-use-ended = { $uses_n ->
    [one] L’un d’eux a été évacué.
   *[other] Parmi eux, { $uses } ont été évacués.
}
text-abduction = L’enlèvement de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} ({ $sexes }) a été attribué à : { $parties }.
text-abduction-purposes = Buts consignés : { $purposes }.
text-abduction-freed = Pour les enlèvements de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
}, il est consigné que des enfants ont été libérés.
text-abduction-late = L’enlèvement de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} lors d’années antérieures a également été vérifié : { $years }.
text-denial = { $incidents_n ->
    [one] Un incident
   *[other] Au total, { $incidents } incidents
} de refus d’accès humanitaire { $incidents_n ->
    [one] a été attribué
   *[other] ont été attribués
} à : { $parties }.
text-denial-methods = Formes consignées : { $methods }.
text-denial-late = { $incidents_n ->
    [one] Un incident
   *[other] Au total, { $incidents } incidents
} de refus d’accès humanitaire d’années antérieures { $incidents_n ->
    [one] a également été vérifié
   *[other] ont également été vérifiés
} : { $years }.
text-pending = { $violations_n ->
    [one] Une autre violation signalée est
   *[other] Au total, { $violations } autres violations signalées sont
} en attente de vérification ou { $violations_n ->
    [one] n’a
   *[other] n’ont
} pu être { $violations_n ->
    [one] vérifiée
   *[other] vérifiées
}.
