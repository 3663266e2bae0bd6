# Libellés de la note horizontale mondiale en français.

title = Note horizontale mondiale

summary-verified = Vérifiées dans la période
summary-late = Vérifiées tardivement
summary-unverified = Non vérifiées

rule-verified = Vérifiée : l’équipe spéciale a confirmé la violation selon la norme du mécanisme au cours de la période et avant la fin du trimestre où l’incident s’est produit. Chaque décision est comptée dans la période de sa propre date.
rule-late = Vérifiée tardivement : confirmée au cours de la période, après la fin du trimestre où l’incident s’est produit. Ces chiffres figurent à côté des chiffres vérifiés et n’en font pas partie.
rule-unverified = Non vérifiée : l’incident s’est produit au cours de la période et sa vérification est en cours ou n’a pas pu aboutir. Ces chiffres ne sont pas des constatations et ne doivent pas être cités comme tels.
rule-units = Pour les meurtres, les atteintes à l’intégrité physique, le recrutement et l’utilisation, les violences sexuelles et les enlèvements, on compte les enfants. Pour les attaques contre les écoles ou les hôpitaux et le refus d’accès humanitaire, on compte les incidents. Un enfant victime de plusieurs violations est compté une fois au titre de chacune.
rule-multiple = Violations multiples : enfants (et groupes d’enfants) victimes d’au moins deux violations vérifiées lors d’un même incident, que la vérification soit tardive ou non.

sheet-verified = Vérifiées
sheet-late = Vérifiées tardivement
sheet-unverified = Non vérifiées
sheet-multiple = Violations multiples
tab-verified-by-party = Vérifiées par partie
tab-verified-by-area = Vérifiées par zone
tab-late-by-party = Tardives par partie
tab-late-by-area = Tardives par zone
tab-unverified-by-party = Non vérifiées par partie
tab-unverified-by-area = Non vérifiées par zone
tab-multiple-children = Multiples - enfants
tab-multiple-groups = Multiples - groupes

about-verified = Violations vérifiées au cours de la période et avant la fin du trimestre où elles ont été commises.
about-late = Violations vérifiées au cours de la période, après la fin du trimestre où elles ont été commises.
about-unverified = Incidents de la période dont la vérification est en cours ou n’a pas pu aboutir. Ce ne sont pas des constatations.
about-multiple = Enfants et groupes d’enfants victimes d’au moins deux violations vérifiées lors d’un même incident.

table-verified-victims = Enfants : violations vérifiées, par sexe
table-verified-incidents = Incidents : attaques et refus d’accès vérifiés
table-verified-by-party = Violations vérifiées, par partie
table-verified-by-area = Violations vérifiées, par zone
table-late-victims = Enfants : violations vérifiées tardivement, par sexe
table-late-incidents = Incidents : attaques et refus d’accès vérifiés tardivement
table-late-by-party = Violations vérifiées tardivement, par partie
table-late-by-area = Violations vérifiées tardivement, par zone
table-unverified-victims = Enfants : violations non vérifiées, par sexe
table-unverified-incidents = Incidents : attaques et refus d’accès non vérifiés
table-unverified-by-party = Violations non vérifiées, par partie
table-unverified-by-area = Violations non vérifiées, par zone
table-multiple-children = Enfants victimes de violations multiples
table-multiple-groups = Groupes d’enfants victimes de violations multiples

unit-children = Nombre d’enfants. Un enfant est compté une fois au titre de chaque violation.
unit-incidents = Nombre d’incidents.
unit-violations = Nombre de violations : enfants, des meurtres aux enlèvements ; incidents, pour les attaques et le refus d’accès.
unit-multiple-children = Nombre d’enfants, chacun compté une fois, selon l’ensemble des violations subies.
unit-multiple-groups = Nombre de groupes d’enfants, selon l’ensemble des violations subies.

chart-victims = Enfants : violations vérifiées, par sexe
chart-incidents = Incidents : attaques et refus d’accès vérifiés
chart-party = Violations vérifiées, par partie
chart-area = Violations vérifiées, par zone et par type

# Phrases
text-total = Au cours de la période, l’équipe spéciale a vérifié { $violations } { $violations_n ->
    [one] violation grave
   *[other] violations graves
} : { $areas }.
text-late = En outre, { $violations } { $violations_n ->
    [one] violation d’un trimestre antérieur a été vérifiée
   *[other] violations de trimestres antérieurs ont été vérifiées
}.
text-multiple = { $children_n ->
    [one] Un enfant a été victime
   *[other] Au total, { $children } enfants ont été victimes
} de violations multiples.
text-recruitment = Le recrutement et l’utilisation de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} ({ $sexes }) ont été attribués à : { $parties }.
text-recruitment-late = Le recrutement et l’utilisation de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} lors de trimestres antérieurs ont été vérifiés tardivement.
text-killing = Le meurtre de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} ({ $sexes }) a été attribué à : { $parties }.
text-maiming = Des atteintes à l’intégrité physique de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} ({ $sexes }) ont été attribuées à : { $parties }.
text-killing-maiming-late = Le meurtre et les atteintes à l’intégrité physique de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} lors de trimestres antérieurs ont été vérifiés tardivement.
text-sexual-violence = Des viols et d’autres formes de violence sexuelle commis contre { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} ({ $sexes }) ont été attribués à : { $parties }.
text-sexual-violence-late = Des violences sexuelles commises contre { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} lors de trimestres antérieurs ont été vérifiées tardivement.
text-attacks = { $attacks_n ->
    [one] Une attaque
   *[other] Au total, { $attacks } attaques
} contre des écoles ({ $schools }) et des hôpitaux ({ $hospitals }) { $attacks_n ->
    [one] a été attribuée
   *[other] ont été attribuées
} à : { $parties }.
text-attacks-late = { $attacks_n ->
    [one] Une attaque
   *[other] Au total, { $attacks } attaques
} contre des écoles et des hôpitaux de trimestres antérieurs { $attacks_n ->
    [one] a été vérifiée
   *[other] ont été vérifiées
} tardivement.
text-abduction = L’enlèvement de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} ({ $sexes }) a été attribué à : { $parties }.
text-abduction-late = L’enlèvement de { $children } { $children_n ->
    [one] enfant
   *[other] enfants
} lors de trimestres antérieurs a été vérifié tardivement.
text-denial = { $incidents_n ->
    [one] Un incident
   *[other] Au total, { $incidents } incidents
} de refus d’accès humanitaire { $incidents_n ->
    [one] a été attribué
   *[other] ont été attribués
} à : { $parties }.
text-denial-late = { $incidents_n ->
    [one] Un incident
   *[other] Au total, { $incidents } incidents
} de refus d’accès humanitaire de trimestres antérieurs { $incidents_n ->
    [one] a été vérifié
   *[other] ont été vérifiés
} tardivement.
text-unverified = { $violations_n ->
    [one] Une autre violation signalée est
   *[other] Au total, { $violations } autres violations signalées de la période sont
} en attente de vérification ou n’ont pu être vérifiées ; ce ne sont pas des conclusions.
