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
note-erased_records = Dossiers de cette situation effacés à ce jour : dans aucun chiffre
note-other = Note « { $code } »

table-heading = Tableau { $number }. { $title }
table-empty = Aucune violation au cours de cette période.
table-absent = Ne fait pas partie de cette diffusion.
table-moved = Ce tableau compte { $rows } lignes et occupe sa propre feuille, « { $sheet } ».
table-each = Une violation attribuée à plusieurs parties est comptée entièrement pour chacune : la somme des lignes peut dépasser le nombre de violations, aucun total n’est donc donné.
table-withheld = * Chiffre masqué pour qu’aucun enfant ne puisse être reconnu.

# Of a release: what stands beside its tables
sheet-release = Texte et modifications
about-release = Ce que cette publication dit à côté de ses tableaux, et les chiffres que la publication précédente donnait autrement.
release-narrative = Texte
release-amendments = Modifications depuis la publication précédente
release-amended = Chiffres qui diffèrent de ceux de la publication que celle-ci remplace : vérifications tardives, corrections et décisions rouvertes.
release-row = Ligne
release-column = Colonne
release-was = Avant
release-is = Maintenant

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

# Tableaux entièrement déclarés : ce qui est compté, et selon quoi
table-by = { $counted } selon : { $by }
table-repeated-rows = Un même cas peut figurer sur plusieurs lignes, dont la somme peut donc dépasser le nombre réel : aucun total n’est donné.
table-repeated-columns = Un même cas peut figurer dans plusieurs colonnes, dont la somme peut donc dépasser le total.
row-none = aucun

measure-violations = Violations
measure-cases = Fiches de violations
measure-incidents = Incidents
measure-children = Enfants touchés
measure-victims = Enfants connus individuellement
measure-groups = Groupes d’enfants
measure-sources = Sources
measure-responses = Réponses
measure-decisions = Décisions
measure-concerns = Enfants d’autres problèmes de protection

unit-of-violations = Nombre de violations : enfants pour les meurtres jusqu’aux enlèvements, incidents pour les attaques et les refus d’accès.
unit-of-cases = Nombre de violations enregistrées, chacune une fois, quel que soit le nombre d’enfants.
unit-of-incidents = Nombre d’incidents, chacun une fois.
unit-of-children = Nombre d’enfants, chacun une fois par incident, quel que soit le nombre de violations subies.
unit-of-victims = Nombre d’enfants décrits individuellement dans les fiches, chacun une fois. Les enfants connus seulement par leur nombre n’y sont pas.
unit-of-groups = Nombre de groupes d’enfants, chacun une fois.
unit-of-sources = Nombre de sources, chacune une fois, quel que soit le nombre de violations dont elle témoigne.
unit-of-responses = Nombre de réponses, chacune une fois, quel que soit le nombre de violations concernées.
unit-of-decisions = Nombre de décisions de toute étape, au jour de leur enregistrement, y compris celles annulées par la suite.
unit-of-concerns = Nombre d’enfants, pour les incidents de la période. Non vérifiés par le mécanisme, et sans effet sur les chiffres des violations.

rows-violation_group = Violation
rows-sex = Sexe
rows-age_band = Âge
rows-party_category = Catégorie de partie
rows-attribution = Attribution
rows-month = Mois
rows-quarter = Trimestre
rows-year = Année
rows-year_of_incident = Année de l’incident
rows-status = Statut
rows-lateness = Vérifiée à temps ou tardivement
rows-awaiting = Prochaine étape
rows-waiting = En attente depuis
rows-step = Étape
rows-decided = Décision
rows-missing = Ce qui manque
rows-reporter_kind = Signalé par
rows-answered = Réponse apportée

violation-military_use = Utilisation militaire d’écoles et d’hôpitaux
violation-deprivation_of_liberty = Privation de liberté pour association présumée

group-recruitment_use = Recrutement et utilisation
group-killing_maiming = Meurtres et atteintes à l’intégrité physique
group-sexual_violence = Viols et autres formes de violence sexuelle
group-attacks_schools_hospitals = Attaques contre des écoles et des hôpitaux
group-abduction = Enlèvements
group-denial_of_humanitarian_access = Refus d’accès humanitaire
group-military_use = Utilisation militaire d’écoles et d’hôpitaux
group-deprivation_of_liberty = Privation de liberté pour association présumée

value-not_stated = Non précisé
value-undecided = Pas encore décidé
value-no-step = Aucune : toutes sont franchies
value-in_time = À temps
value-late = Tardivement
value-0_30 = jusqu’à 30 jours
value-31_90 = 31 à 90 jours
value-91_180 = 91 à 180 jours
value-181_365 = 181 à 365 jours
value-over_365 = plus d’un an
value-date = Date de l’incident
value-area = Zone
value-children = Nombre d’enfants
value-perpetrator = Tout auteur
value-party = Une partie du registre
value-source = Toute source
value-primary_source = Une source primaire
value-first_reported = Date du premier signalement
value-ongoing = En cours
value-ended = Terminée
value-nothing = Rien de tout cela

data-by = Selon
data-by-code = Code de la valeur
data-by-name = Valeur
data-measure = Compté
data-figure = Chiffre

# Phrases
sentence-comma = {", "}
sentence-and = { $items } et { $last }
sentence-item = { $name } ({ $count })
sentence-unattributed = auteurs non identifiés
sentence-jointly = { $names } conjointement
sentence-boys = { $count } { $count_n ->
    [one] garçon
   *[other] garçons
}
sentence-girls = { $count } { $count_n ->
    [one] fille
   *[other] filles
}
sentence-unknown = { $count } de sexe inconnu

# Reports that are asked for once
title-ad-hoc = Rapport ponctuel
tab-ad-hoc = Chiffres

# What was asked of a report
cover-selection = Demandé
cover-only = Seulement : { $dimension }
selection-decision = date de la décision
selection-incident = date de l’incident
selection-first_report = date du premier signalement
selection-any = toute date
