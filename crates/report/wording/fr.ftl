# Libellés communs à tous les rapports, en français.

date = { $day }{ $day ->
    [1] er
   *[other] {""}
} { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year }
period = du { $from } au { $to }

tier-internal = INTERNE — équipe spéciale uniquement
tier-partner = PARTENAIRES — selon un protocole d’échange d’informations
tier-public = PUBLIC

violation-killing = Meurtres
violation-maiming = Atteintes à l’intégrité physique
violation-recruitment_use = Recrutement et utilisation
violation-sexual_violence = Viols et autres violences sexuelles
violation-abduction = Enlèvements
violation-attack_on_school = Attaques contre des écoles
violation-attack_on_hospital = Attaques contre des hôpitaux
violation-denial_of_humanitarian_access = Refus d’accès humanitaire

column-boys = Garçons
column-girls = Filles
column-unknown = Sexe inconnu
column-total = Total
column-children = Enfants
column-groups = Groupes

rows-violation_type = Violation
rows-party = Partie
rows-area = Zone
rows-violation_set = Violations subies
row-unattributed = Non attribuées
row-unknown = Zone inconnue
row-total = Total

counted-children = enfants
counted-incidents = incidents

sheet-cover = Note
cover-period = Période
cover-as-of = Chiffres arrêtés au
cover-attribution = Parties
cover-areas = Zones
cover-generated = Établi le
cover-checkpoint = Point de contrôle du journal
attribution-joint = Une violation attribuée à plusieurs parties est comptée une seule fois, sous leurs noms réunis. La somme des lignes est égale au total.
attribution-each = Une violation attribuée à plusieurs parties est comptée entièrement pour chacune d’elles. La somme des lignes peut dépasser le total.
area-level-0 = Ensemble du pays
area-level-other = Niveau administratif { $level }
cover-summary = Résumé
cover-violation = Violation
cover-counted = Unité
cover-all = Ensemble des violations
cover-rules = Comment lire les chiffres
cover-findings = Ce qu’il faut savoir des données
cover-findings-count = Dossiers
cover-findings-none = Aucune lacune n’a été relevée dans les dossiers à l’origine de ce rapport.
cover-legend = Signes
legend-zero = Néant
legend-withheld = Chiffre masqué pour qu’aucun enfant ne puisse être reconnu. Il peut s’agir de n’importe quel nombre, zéro compris ; un total dont une partie est masquée l’est aussi.
legend-absent = Ne fait pas partie de cette diffusion
cover-contents = Table des matières

note-verified_without_date = Violations vérifiées sans date de décision : ne figurent dans aucun tableau
note-awaiting_triage = Signalements qui attendent d’être ouverts et ne figurent dans aucun chiffre
note-undecided = Violations de la période sur lesquelles l’équipe spéciale ne s’est pas prononcée : dans aucun tableau
note-date_unknown = Violations comptées dont l’incident est sans date : jamais comptées comme tardives
note-area_unknown = Violations comptées dont la zone est inconnue
note-unattributed = Violations comptées non attribuées à une partie
note-not_counted_incidents = Incidents de la période clos, en double ou annulés : non comptés
note-other = Note « { $code } »

table-heading = Tableau { $number }. { $title }
table-empty = Aucune violation au cours de cette période.
table-absent = Ne fait pas partie de cette diffusion.
table-moved = Ce tableau compte { $rows } lignes et occupe sa propre feuille, « { $sheet } ».
table-each = Une violation attribuée à plusieurs parties est comptée entièrement pour chacune : la somme des lignes peut dépasser le nombre de violations, aucun total n’est donc donné.
table-withheld = * Chiffre masqué pour qu’aucun enfant ne puisse être reconnu.

sheet-charts = Graphiques
about-charts = Les chiffres vérifiés en images, d’après les tableaux de ce classeur.
chart-empty = Aucune violation au cours de cette période : pas de graphique.
chart-long = Trop de lignes pour un graphique : voir le tableau.
chart-none-shown = Tous les chiffres de ce graphique sont masqués : voir le tableau.
chart-withheld = Les chiffres masqués ne sont pas représentés : les barres peuvent être plus courtes que le nombre réel.
chart-alt = Graphique à barres. { $title }. { $rows }.
chart-alt-more = et autres

sheet-data = Données (HXL)
about-data = Chaque chiffre non nul, une ligne pour chacun, avec balises HXL, pour les tableaux croisés et d’autres outils. Les totaux qui sont des sommes de lignes sont omis.
data-table = Tableau
data-from = Du
data-to = Au
data-status = Statut
data-violation-code = Code de la violation
data-violation = Violation
data-area-code = Code de la zone
data-area = Zone
data-party-code = Code de la partie
data-party = Partie
data-party-category = Type de partie
data-boys = Garçons
data-girls = Filles
data-unknown = Sexe inconnu
data-children = Enfants
data-incidents = Incidents
data-groups = Groupes
data-withheld = Masqué

page = Page { $page } sur { $pages }
