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
