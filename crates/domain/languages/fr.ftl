# The words of the dictionary in French. One key a label: see docs of domain::dictionary.

section-incident = Incident

field-incident-schema = Schéma
field-incident-external_id = Référence de l’expéditeur
field-incident-status = Statut
field-incident-title = Titre
field-incident-occurred = Date des faits
field-incident-first_reported = Connu pour la première fois le
field-incident-location = Lieu des faits
field-incident-narrative = Récit (confidentiel)
field-incident-update = Ce qui a été appris ensuite
field-incident-public_summary = Résumé pouvant être partagé
field-incident-children_affected = Total des enfants touchés
field-incident-perpetrator_count = Nombre d’auteurs
field-incident-monitor = Observateur
field-incident-monitor_code = Code de l’observateur
field-incident-member = Membre ou partenaire de l’équipe spéciale
field-incident-notes = Remarques
field-incident-violations = Violations
field-incident-perpetrators = Auteurs
field-incident-victims = Enfants victimes
field-incident-groups = Groupes d’enfants
field-incident-sources = Sources
field-incident-responses = Réponses
field-incident-concerns = Autres problèmes de protection
field-incident-materials = Éléments justificatifs

section-occurred = Date des faits

field-occurred-from = Premier jour
field-occurred-to = Dernier jour
field-occurred-ongoing = Toujours en cours
field-occurred-precision = Précision
field-occurred-estimated = Date estimée
field-occurred-notes = Précisions sur la date

section-location = Lieu des faits

field-location-area = Zone
field-location-place_type = Type de lieu
field-location-place_type_other = Type de lieu, à préciser
field-location-precision = Précision
field-location-place = Lieu
field-location-latitude = Latitude
field-location-longitude = Longitude
field-location-notes = Précisions sur le lieu

section-violation = Violation

field-violation-id = Identifiant dans le document
field-violation-type = Type
field-violation-tally = Enfants par sexe
field-violation-tally_estimated = Nombres estimés
field-violation-details = Détails propres au type
field-violation-linked = Liée à une autre violation
field-violation-linked_types = Types des violations liées
field-violation-cross_border = A franchi une frontière
field-violation-notes = Remarques
field-violation-verification = Vérification
field-violation-primary_sources = Nombre de sources primaires
field-violation-secondary_sources = Nombre de sources secondaires
field-violation-un_sources = Nations Unies ou partenaires formés parmi les sources

section-details-killing = Meurtre

field-means-attack_mode = Mode d’attaque
field-means-attack_mode_other = Mode d’attaque, à préciser
field-means-weapon = Arme ou moyen
field-means-weapon_other = Arme ou moyen, à préciser

field-harm-context = Circonstances
field-harm-context_other = Circonstances, à préciser
field-harm-targeted = Enfants visés délibérément
field-harm-taking_part = Enfants participant aux combats
field-harm-indiscriminate = Signes d’une attaque indiscriminée
field-harm-indiscriminate_detail = Quels sont ces signes

section-details-maiming = Mutilation

field-details-maiming-consequences = Séquelles
field-details-maiming-consequence_other = Séquelles, à préciser

section-details-recruitment_use = Recrutement et utilisation

field-details-recruitment_use-factors = Facteurs de recrutement
field-details-recruitment_use-factor_other = Facteurs, à préciser
field-details-recruitment_use-campaign = Dans une campagne de recrutement
field-details-recruitment_use-campaign_detail = Précisions sur la campagne
field-details-recruitment_use-recruited_before = Déjà recruté auparavant
field-details-recruitment_use-recruited_before_detail = Précisions sur le recrutement antérieur
field-details-recruitment_use-role = Rôle
field-details-recruitment_use-combat_roles = Rôles de combat
field-details-recruitment_use-combat_role_other = Rôle de combat, à préciser
field-details-recruitment_use-support_roles = Rôles d’appui
field-details-recruitment_use-support_role_other = Rôle d’appui, à préciser
field-details-recruitment_use-carried_weapon = A porté ou utilisé une arme
field-details-recruitment_use-trained = A reçu un entraînement militaire
field-details-recruitment_use-saw_others = A vu d’autres enfants recrutés
field-details-recruitment_use-others_seen = Combien d’autres environ
field-details-recruitment_use-left = Des enfants sont partis
field-details-recruitment_use-left_number = Combien sont partis
field-details-recruitment_use-left_number_estimated = Ce nombre est estimé
field-details-recruitment_use-left_on = Partis le
field-details-recruitment_use-left_on_estimated = Cette date est estimée
field-details-recruitment_use-way_out = Mode de départ
field-details-recruitment_use-detained = Détenu pour association présumée
field-details-recruitment_use-detention = Détention

section-details-sexual_violence = Violences sexuelles

field-details-sexual_violence-forms = Formes
field-details-sexual_violence-form_other = Forme, à préciser
field-details-sexual_violence-during_operations = Pendant des opérations militaires
field-details-sexual_violence-consequences = Conséquences évoquées spontanément

section-details-abduction = Enlèvement

field-details-abduction-purposes = Buts
field-details-abduction-purpose_other = But, à préciser
field-details-abduction-held_in = Pays de captivité
field-details-abduction-held_at = Lieu de captivité
field-details-abduction-held_notes = Précisions sur le lieu de captivité
field-details-abduction-freed = Libération d’au moins un enfant
field-details-abduction-endings = Mode de fin
field-details-abduction-ending_other = Mode de fin, à préciser

section-details-attack_on_school = Attaque contre une école

field-facility_attack-recurrent = Déjà attaqué auparavant
field-facility_attack-directly_targeted = Établissement ou personnel visés
field-facility_attack-objective = Objectif réel des assaillants
field-facility_attack-children_killed = Enfants tués dans l’attaque
field-facility_attack-children_injured = Enfants blessés dans l’attaque
field-facility_attack-staff_killed = Personnel protégé tué
field-facility_attack-staff_injured = Personnel protégé blessé

field-school-school_kinds = Type d’école
field-school-school_kind_other = Type d’école, à préciser
field-school-pupil_ages = Âge des élèves
field-school-pupil_sex = Sexe des élèves
field-school-school_notes = Précisions sur l’école

field-service-facility_name = Nom de l’établissement
field-service-operational_before = En service auparavant
field-service-damage = Dégâts au bâtiment
field-service-closed = Fermé en conséquence
field-service-closed_days = Jours de fermeture
field-service-children_cut_off = Enfants privés du service
field-service-children_cut_off_estimated = Ce nombre est estimé

field-details-attack_on_school-forms = Formes

section-details-attack_on_hospital = Attaque contre un hôpital

field-health-health_kinds = Type d’établissement de santé
field-health-health_kind_other = Type d’établissement, à préciser
field-health-health_notes = Précisions sur l’établissement

field-details-attack_on_hospital-forms = Formes

section-details-denial_of_humanitarian_access = Refus d’accès humanitaire

field-details-denial_of_humanitarian_access-methods = Modes de refus
field-details-denial_of_humanitarian_access-method_other = Mode de refus, à préciser
field-details-denial_of_humanitarian_access-organisations = Qui a été empêché
field-details-denial_of_humanitarian_access-organisation_other = Qui a été empêché, à préciser
field-details-denial_of_humanitarian_access-aid = Aide ou service perdus
field-details-denial_of_humanitarian_access-personnel_killed = Travailleurs humanitaires tués
field-details-denial_of_humanitarian_access-personnel_killed_estimated = Ce nombre est estimé
field-details-denial_of_humanitarian_access-personnel_injured = Travailleurs humanitaires blessés
field-details-denial_of_humanitarian_access-personnel_injured_estimated = Ce nombre est estimé
field-details-denial_of_humanitarian_access-personnel_abducted = Travailleurs humanitaires enlevés
field-details-denial_of_humanitarian_access-personnel_abducted_estimated = Ce nombre est estimé
field-details-denial_of_humanitarian_access-personnel_threatened = Travailleurs humanitaires menacés
field-details-denial_of_humanitarian_access-personnel_threatened_estimated = Ce nombre est estimé
field-details-denial_of_humanitarian_access-vehicles_taken = Véhicules saisis
field-details-denial_of_humanitarian_access-vehicles_taken_estimated = Ce nombre est estimé
field-details-denial_of_humanitarian_access-property_value_usd = Valeur perdue, en dollars des États-Unis
field-details-denial_of_humanitarian_access-adults_affected = Adultes touchés
field-details-denial_of_humanitarian_access-adults_affected_estimated = Ce nombre est estimé
field-details-denial_of_humanitarian_access-population_affected = Qui a été touché

section-details-military_use = Utilisation militaire d’une école ou d’un hôpital

field-details-military_use-facility = Établissement utilisé
field-details-military_use-used = Période d’utilisation
field-details-military_use-purposes = Buts
field-details-military_use-purpose_other = But, à préciser

section-details-deprivation_of_liberty = Privation de liberté

field-detention-reason = Motif invoqué
field-detention-reason_detail = Précisions sur le motif
field-detention-by = Détenu par
field-detention-parties = Parties qui détiennent
field-detention-places = Lieux de détention
field-detention-place_other = Lieu de détention, à préciser
field-detention-lengths = Durée
field-detention-length_detail = Durée exacte
field-detention-still_held = Toujours détenu
field-detention-ill_treated = Maltraité
field-detention-ill_treatment = Formes de mauvais traitements
field-detention-ill_treatment_detail = Précisions sur les mauvais traitements

field-details-deprivation_of_liberty-held = Période de détention

section-detention = Détention
section-verification = Vérification

field-verification-initial = Initiale
field-verification-technical = Technique
field-verification-ctfmr = Équipe spéciale de pays
field-verification-verifier_code = Code du vérificateur
field-verification-notes = Motif d’attente ou d’exclusion, et remarques

section-decision = Décision d’une étape

field-decision-status = Statut
field-decision-date = Date
field-decision-reason = Motif

section-perpetrator = Auteur

field-perpetrator-id = Identifiant dans le document
field-perpetrator-party = Partie au conflit
field-perpetrator-category = Type de partie
field-perpetrator-force_kind = Type de force
field-perpetrator-attribution = Degré de certitude
field-perpetrator-attribution_basis = Sur quoi elle repose
field-perpetrator-violations = Violations
field-perpetrator-size = Nombre de personnes
field-perpetrator-size_estimated = Ce nombre est estimé
field-perpetrator-has_children = Enfants parmi eux
field-perpetrator-children = Nombre d’enfants parmi eux
field-perpetrator-children_estimated = Ce nombre est estimé
field-perpetrator-sex = Sexe
field-perpetrator-nationalities = Nationalités
field-perpetrator-ethnicities = Groupes ethniques
field-perpetrator-names = Noms et surnoms
field-perpetrator-rank = Grade
field-perpetrator-arrested = Arrêté
field-perpetrator-arrest_detail = Précisions sur l’arrestation
field-perpetrator-detained = Placé en détention
field-perpetrator-detention_detail = Précisions sur la détention
field-perpetrator-convicted = Condamné
field-perpetrator-conviction_detail = Précisions sur la condamnation
field-perpetrator-notes = Remarques

section-victim = Enfant victime

field-victim-id = Identifiant dans le document
field-victim-code = Code de l’enfant
field-victim-sex = Sexe
field-victim-age = Âge en années
field-victim-age_estimated = Âge estimé
field-victim-born_on = Date de naissance
field-victim-multiple_violations = Touché par plusieurs violations
field-victim-violations = Violations
field-victim-name = Nom
field-victim-contact = Comment joindre la personne
field-victim-guardian = Parent ou tuteur
field-victim-nationalities = Nationalités
field-victim-ethnicity = Groupe ethnique
field-victim-religion = Religion
field-victim-social_group = Groupe social
field-victim-disability = Handicap
field-victim-displacement = Déplacement
field-victim-vulnerabilities = Vulnérabilités
field-victim-detained = Privé de liberté
field-victim-detention = Détention
field-victim-consent = Consentement
field-victim-notes = Remarques

section-victim_detention = Détention de l’enfant

field-victim_detention-held = Période de détention

section-consent = Consentement

field-consent-reporting = Accepte un signalement sans nom
field-consent-follow_up = Peut être recontacté
field-consent-share_identity_with = Identité partageable avec
field-consent-share_identity_other = Avec qui d’autre
field-consent-given_by = Consentement donné par
field-consent-given_on = Consentement donné le

section-group = Groupe d’enfants

field-group-id = Identifiant dans le document
field-group-description = Description
field-group-children = Nombre d’enfants
field-group-estimated = Nombre estimé
field-group-sex = Sexe
field-group-age_bands = Âges
field-group-multiple_violations = Touché par plusieurs violations
field-group-violations = Violations
field-group-nationalities = Nationalités
field-group-ethnicities = Groupes ethniques
field-group-religions = Religions
field-group-social_groups = Groupes sociaux
field-group-vulnerabilities = Vulnérabilités
field-group-children_with_disabilities = Enfants handicapés
field-group-displacement = Déplacement
field-group-adults = Adultes également
field-group-adults_estimated = Ce nombre est estimé
field-group-adults_sex = Sexe des adultes
field-group-notes = Remarques

section-source = Source

field-source-id = Identifiant dans le document
field-source-code = Code de la source
field-source-category = Type de source
field-source-evidence = Forme de l’information
field-source-evidence_other = Forme, à préciser
field-source-organisation_kind = Qualité de la source
field-source-organisation_kind_other = Qualité, à préciser
field-source-description = Description
field-source-violations = Violations
field-source-name = Nom
field-source-contact = Comment joindre la personne
field-source-sex = Sexe
field-source-age_group = Enfant ou adulte
field-source-interviewed_on = Entendu le
field-source-interviewer = Entendu par
field-source-collected_by = Organisation ayant entendu la source
field-source-area = Zone
field-source-place = Lieu
field-source-reliability = Fiabilité de la source
field-source-reliability_reason = Motif de cette fiabilité
field-source-credibility = Crédibilité de l’information
field-source-credibility_reason = Motif de cette crédibilité
field-source-needs_services = A besoin de services
field-source-consent = Consentement
field-source-notes = Remarques

section-response = Réponse

field-response-id = Identifiant dans le document
field-response-kind = Action menée
field-response-kind_other = Action menée, à préciser
field-response-state = État
field-response-date = Date
field-response-due = Échéance
field-response-violations = Violations
field-response-provider = Prestataire
field-response-addressed_to = Adressé à
field-response-notes = Remarques
field-response-follow_up_notes = Précisions sur le suivi

section-concern = Autre problème de protection

field-concern-id = Identifiant dans le document
field-concern-type = Type
field-concern-type_other = Type, à préciser
field-concern-tally = Enfants par sexe
field-concern-notes = Remarques

section-material = Élément justificatif

field-material-id = Identifiant dans le document
field-material-kind = Nature
field-material-title = Titre
field-material-file_name = Nom du fichier
field-material-size_bytes = Taille en octets
field-material-sha256 = Empreinte (SHA-256)
field-material-received_on = Reçu le
field-material-violations = Violations
field-material-notes = Remarques

list-incident_status = Statut d’un incident
option-incident_status-open = Ouvert
option-incident_status-closed = Clos
option-incident_status-duplicate = Doublon
option-incident_status-void = Annulé

list-violation_type = Types de violations
option-violation_type-killing = Meurtre
option-violation_type-maiming = Mutilation
option-violation_type-recruitment_use = Recrutement et utilisation
option-violation_type-sexual_violence = Violences sexuelles
option-violation_type-abduction = Enlèvement
option-violation_type-attack_on_school = Attaque contre une école
option-violation_type-attack_on_hospital = Attaque contre un hôpital
option-violation_type-denial_of_humanitarian_access = Refus d’accès humanitaire
option-violation_type-military_use = Utilisation militaire d’une école ou d’un hôpital
option-violation_type-deprivation_of_liberty = Privation de liberté

list-step = Étapes de vérification
option-step-initial = Initiale
option-step-technical = Technique
option-step-ctfmr = Équipe spéciale de pays

list-status = Statuts de vérification
option-status-pending = En attente
option-status-verified = Vérifié
option-status-not_verified = Signalé, n’a pu être vérifié
option-status-not_mrm = Hors du mécanisme
option-status-did_not_occur = Ne s’est pas produit

list-sex = Sexe de l’enfant
option-sex-boy = Garçon
option-sex-girl = Fille
option-sex-unknown = Inconnu

list-party_category = Types de parties
option-party_category-armed_force = Force armée
option-party_category-armed_group = Groupe armé
option-party_category-other = Autre
option-party_category-unknown = Inconnu

list-date_precision = Précision d’une date
option-date_precision-day = Jour
option-date_precision-month = Mois
option-date_precision-quarter = Trimestre
option-date_precision-year = Année

list-attribution = Certitude de l’attribution
option-attribution-confirmed = Confirmé
option-attribution-alleged = Allégué
option-attribution-suspected = Soupçonné
option-attribution-refuted = Infirmé
option-attribution-unknown = Inconnu

list-group_sex = Sexes d’un groupe
option-group_sex-male = Garçons ou hommes seulement
option-group_sex-female = Filles ou femmes seulement
option-group_sex-mixed = Mixte
option-group_sex-unknown = Inconnu

list-age_band = Tranches d’âge
option-age_band-0_5 = 0 à 5 ans
option-age_band-6_11 = 6 à 11 ans
option-age_band-12_17 = 12 à 17 ans
option-age_band-unknown = Inconnu

list-concern_type = Autres problèmes de protection
option-concern_type-trafficking = Traite d’enfants
option-concern_type-sexual_exploitation = Exploitation sexuelle
option-concern_type-violence_abuse_neglect = Violence, maltraitance ou négligence
option-concern_type-child_labour = Travail des enfants
option-concern_type-child_in_institution = Enfant placé en institution
option-concern_type-unlawful_detention = Détention illégale
option-concern_type-other = Autre

list-shared_with = Qui peut connaître l’identité
option-shared_with-unicef = UNICEF
option-shared_with-ctfmr_member = Autres membres de l’équipe spéciale
option-shared_with-service_provider = Prestataires de services
option-shared_with-other = Autre
option-shared_with-no_one = Personne

list-yes_no_unknown = Oui, non, inconnu
option-yes_no_unknown-yes = Oui
option-yes_no_unknown-no = Non
option-yes_no_unknown-unknown = Inconnu

list-yes_no_partly_unknown = Oui, non, en partie, inconnu
option-yes_no_partly_unknown-yes = Oui
option-yes_no_partly_unknown-no = Non
option-yes_no_partly_unknown-partly = En partie
option-yes_no_partly_unknown-unknown = Inconnu

list-grade = Degrés
option-grade-high = Élevé
option-grade-medium = Moyen
option-grade-low = Faible

list-adult_sex = Sexe d’un adulte
option-adult_sex-male = Homme
option-adult_sex-female = Femme
option-adult_sex-unknown = Inconnu

list-age_group = Enfant ou adulte
option-age_group-child = Enfant
option-age_group-adult = Adulte
option-age_group-unknown = Inconnu

list-group_age_band = Âges d’un groupe
option-group_age_band-0_5 = 0 à 5 ans
option-group_age_band-6_11 = 6 à 11 ans
option-group_age_band-12_17 = 12 à 17 ans
option-group_age_band-6_10 = 6 à 10 ans
option-group_age_band-11_13 = 11 à 13 ans
option-group_age_band-14_17 = 14 à 17 ans
option-group_age_band-unknown = Inconnu

list-school_age = Âges des élèves
option-school_age-0_5 = 0 à 5 ans
option-school_age-6_10 = 6 à 10 ans
option-school_age-11_13 = 11 à 13 ans
option-school_age-14_17 = 14 à 17 ans

list-perpetrator_count = Nombres d’auteurs
option-perpetrator_count-one = Un
option-perpetrator_count-two = Deux
option-perpetrator_count-three = Trois
option-perpetrator_count-more_than_three = Plus de trois
option-perpetrator_count-unknown = Inconnu

list-place_type = Types de lieux
option-place_type-home = Domicile
option-place_type-school = École
option-place_type-hospital = Hôpital ou centre de santé
option-place_type-religious_building = Édifice religieux
option-place_type-cultural_site = Site culturel
option-place_type-playground = Aire de jeux
option-place_type-sports_ground = Terrain de sport
option-place_type-market = Marché
option-place_type-road = Route ou rue
option-place_type-farmland = Terres agricoles
option-place_type-forest = Forêt ou brousse
option-place_type-displacement_camp = Camp de déplacés ou de réfugiés
option-place_type-populated_area = Zone habitée
option-place_type-remote_area = Zone isolée
option-place_type-area_held_by_armed_group = Zone tenue par un groupe armé
option-place_type-area_near_military_site = Près d’un site militaire
option-place_type-military_site = Site militaire
option-place_type-checkpoint = Poste de contrôle
option-place_type-detention_place = Lieu de détention
option-place_type-government_building = Bâtiment public
option-place_type-un_premises = Locaux des Nations Unies
option-place_type-ngo_premises = Locaux d’une organisation non gouvernementale
option-place_type-civil_society_premises = Locaux d’un groupe de la société civile
option-place_type-other = Autre
option-place_type-unknown = Inconnu

list-location_precision = Précision d’un lieu
option-location_precision-exact = Point exact
option-location_precision-place = Village, quartier ou site
option-location_precision-area3 = Zone de troisième niveau
option-location_precision-area2 = Zone de deuxième niveau
option-location_precision-area1 = Zone de premier niveau
option-location_precision-country = Pays seulement
option-location_precision-unknown = Inconnu

list-weapon = Armes et moyens
option-weapon-small_arm = Arme de petit calibre
option-weapon-light_weapon = Arme légère servie en équipe
option-weapon-mortar_or_rocket = Mortier ou roquette
option-weapon-artillery = Artillerie
option-weapon-missile = Missile
option-weapon-air_strike = Frappe aérienne
option-weapon-aerial_bomb = Bombe aérienne
option-weapon-barrel_bomb = Baril explosif
option-weapon-unmanned_aircraft = Aéronef sans pilote (drone)
option-weapon-cluster_submunition = Sous-munition
option-weapon-landmine = Mine terrestre
option-weapon-explosive_remnant = Reste explosif de guerre
option-weapon-booby_trap = Piège explosif
option-weapon-hand_grenade = Grenade à main
option-weapon-ied_command_wire = Bombe artisanale à fil
option-weapon-ied_remote_controlled = Bombe artisanale télécommandée
option-weapon-ied_timer = Bombe artisanale à retardement
option-weapon-ied_vehicle_borne = Bombe artisanale dans un véhicule
option-weapon-ied_person_borne = Bombe artisanale portée par une personne
option-weapon-ied_airborne = Bombe artisanale aérienne
option-weapon-ied_grenade = Grenade artisanale
option-weapon-ied_other = Autre bombe artisanale
option-weapon-sharp_weapon = Arme blanche
option-weapon-baton = Matraque ou bâton
option-weapon-beheading = Décapitation
option-weapon-burning = Immolation
option-weapon-hanging = Pendaison
option-weapon-stoning = Lapidation
option-weapon-tear_gas = Gaz lacrymogène
option-weapon-water_cannon = Canon à eau
option-weapon-chemical = Arme chimique
option-weapon-biological = Arme biologique
option-weapon-radiological = Arme radiologique ou nucléaire
option-weapon-other = Autre
option-weapon-unknown = Inconnu

list-attack_mode = Modes d’attaque
option-attack_mode-land_based_attack = Attaque terrestre
option-attack_mode-aerial_attack = Attaque aérienne
option-attack_mode-sea_based_attack = Attaque maritime
option-attack_mode-shooting = Tirs
option-attack_mode-suicide_attack = Attentat-suicide
option-attack_mode-arson = Incendie volontaire
option-attack_mode-other = Autre
option-attack_mode-unknown = Inconnu

list-harm_context = Circonstances des meurtres et mutilations
option-harm_context-fighting = Combats
option-harm_context-explosive_remnants = Restes explosifs de guerre
option-harm_context-political_violence = Violence politique
option-harm_context-arrest_or_search = Arrestation ou fouille
option-harm_context-single_killing = Meurtre isolé
option-harm_context-torture = Torture
option-harm_context-cruel_treatment = Traitement cruel ou inhumain
option-harm_context-other = Autre
option-harm_context-unknown = Inconnu

list-maiming_consequence = Séquelles des mutilations
option-maiming_consequence-permanent_disability = Handicap permanent
option-maiming_consequence-serious_injury = Blessure grave
option-maiming_consequence-other = Autre

list-recruitment_factor = Facteurs de recrutement
option-recruitment_factor-abduction = Enlèvement
option-recruitment_factor-conscription = Conscription
option-recruitment_factor-intimidation = Intimidation
option-recruitment_factor-family_or_community_pressure = Pression de la famille ou de la communauté
option-recruitment_factor-family_problems = Problèmes ou maltraitance à la maison
option-recruitment_factor-money = Besoin d’argent
option-recruitment_factor-idealism = Adhésion à une cause
option-recruitment_factor-lack_of_services = Absence de services de base
option-recruitment_factor-insecurity = Insécurité
option-recruitment_factor-joining_friends = Rejoindre des amis
option-recruitment_factor-revenge = Vengeance
option-recruitment_factor-other = Autre
option-recruitment_factor-unknown = Inconnu

list-child_role = Rôles d’un enfant recruté
option-child_role-combatant = Combattant
option-child_role-non_combatant = Non combattant
option-child_role-unknown = Inconnu

list-combat_role = Rôles de combat
option-combat_role-fighter = Combattant
option-combat_role-informant_or_spy = Informateur ou espion
option-combat_role-guard = Garde
option-combat_role-mine_laying = Pose de mines
option-combat_role-checkpoint = Tenir un poste de contrôle
option-combat_role-suicide_bomber = Auteur d’attentat-suicide
option-combat_role-other = Autre

list-support_role = Rôles d’appui
option-support_role-cook = Cuisinier
option-support_role-domestic_worker = Travail domestique
option-support_role-porter = Porteur
option-support_role-messenger = Messager
option-support_role-human_shield = Bouclier humain
option-support_role-sexual_purposes = À des fins sexuelles
option-support_role-other = Autre

list-way_out = Modes de départ
option-way_out-formal_release = Libération officielle
option-way_out-informal_release = Libération informelle
option-way_out-escaped = Évasion
option-way_out-community_or_family = Grâce à la communauté ou à la famille
option-way_out-surrendered = Reddition
option-way_out-captured = Capture
option-way_out-arrested = Arrestation
option-way_out-group_dissolved = Dissolution de la force ou du groupe
option-way_out-other = Autre
option-way_out-unknown = Inconnu

list-sexual_violence_form = Formes de violence sexuelle
option-sexual_violence_form-rape = Viol
option-sexual_violence_form-gang_rape = Viol collectif
option-sexual_violence_form-sexual_assault = Agression sexuelle
option-sexual_violence_form-sexual_slavery_or_trafficking = Esclavage sexuel ou traite
option-sexual_violence_form-forced_prostitution = Prostitution forcée
option-sexual_violence_form-forced_marriage = Mariage forcé
option-sexual_violence_form-forced_pregnancy = Grossesse forcée
option-sexual_violence_form-forced_abortion = Avortement forcé
option-sexual_violence_form-forced_sterilisation = Stérilisation forcée
option-sexual_violence_form-sexual_mutilation = Mutilation sexuelle
option-sexual_violence_form-other = Autre

list-sexual_violence_consequence = Conséquences des violences sexuelles
option-sexual_violence_consequence-child_born_of_rape = Enfant né d’un viol
option-sexual_violence_consequence-unsafe_abortion = Suites d’un avortement à risque
option-sexual_violence_consequence-infanticide = Infanticide
option-sexual_violence_consequence-death = Décès
option-sexual_violence_consequence-injury = Blessure
option-sexual_violence_consequence-disability = Handicap
option-sexual_violence_consequence-illness = Maladie
option-sexual_violence_consequence-sexually_transmitted_infection = Infection sexuellement transmissible
option-sexual_violence_consequence-mental_health = Atteinte à la santé mentale
option-sexual_violence_consequence-suicide = Suicide
option-sexual_violence_consequence-family_rejection = Rejet par la famille
option-sexual_violence_consequence-community_rejection = Rejet par la communauté
option-sexual_violence_consequence-prosecuted = Arrêté ou poursuivi pour cela
option-sexual_violence_consequence-left_school = Abandon de l’école

list-abduction_purpose = Buts de l’enlèvement
option-abduction_purpose-recruitment_use = Recrutement et utilisation
option-abduction_purpose-sexual_violence = Violences sexuelles
option-abduction_purpose-killing_or_maiming = Meurtre ou mutilation
option-abduction_purpose-forced_marriage = Mariage forcé
option-abduction_purpose-forced_labour = Travail forcé
option-abduction_purpose-enslavement = Réduction en esclavage
option-abduction_purpose-trafficking = Traite d’enfants
option-abduction_purpose-sale = Vente de l’enfant
option-abduction_purpose-extortion = Rançon ou extorsion
option-abduction_purpose-indoctrination = Endoctrinement
option-abduction_purpose-intimidation = Intimidation
option-abduction_purpose-punishment = Punition
option-abduction_purpose-other = Autre
option-abduction_purpose-unknown = Inconnu

list-abduction_ending = Fins de l’enlèvement
option-abduction_ending-released = Libération par les ravisseurs
option-abduction_ending-ransom_paid = Rançon payée
option-abduction_ending-escaped = Évasion
option-abduction_ending-operation = Opération militaire ou policière
option-abduction_ending-handed_over = Remise officielle
option-abduction_ending-group_dissolved = Dissolution de la force ou du groupe
option-abduction_ending-other = Autre

list-school_attack_form = Formes d’attaque contre les écoles
option-school_attack_form-attack_on_school = Attaque contre l’école
option-school_attack_form-attack_on_personnel = Attaque contre le personnel ou les élèves
option-school_attack_form-threat = Menace d’attaque
option-school_attack_form-interference = Autre entrave

list-hospital_attack_form = Formes d’attaque contre les hôpitaux
option-hospital_attack_form-attack_on_hospital = Attaque contre l’hôpital
option-hospital_attack_form-attack_on_personnel = Attaque contre le personnel ou les patients
option-hospital_attack_form-threat = Menace d’attaque
option-hospital_attack_form-interference = Autre entrave

list-school_kind = Types d’écoles
option-school_kind-pre_primary = Préscolaire ou petite enfance
option-school_kind-primary = Primaire
option-school_kind-secondary = Secondaire
option-school_kind-vocational = Professionnelle
option-school_kind-religious = Religieuse
option-school_kind-secular = Laïque
option-school_kind-formal = Formelle
option-school_kind-informal = Informelle
option-school_kind-other = Autre

list-health_kind = Types d’établissements de santé
option-health_kind-hospital = Hôpital
option-health_kind-health_centre = Centre de santé
option-health_kind-dispensary = Dispensaire
option-health_kind-mobile_unit = Unité de santé mobile
option-health_kind-ambulance = Ambulance
option-health_kind-other = Autre

list-damage = Dégâts
option-damage-destroyed = Détruit
option-damage-serious = Graves
option-damage-minor = Légers
option-damage-none = Aucun

list-facility_used = Établissements utilisés
option-facility_used-school = École
option-facility_used-hospital = Hôpital

list-military_purpose = Buts de l’utilisation militaire
option-military_purpose-barracks = Caserne ou dortoir
option-military_purpose-command_post = Poste de commandement
option-military_purpose-firing_position = Position de tir
option-military_purpose-storage = Entrepôt
option-military_purpose-weapons_store = Dépôt d’armes
option-military_purpose-unknown = Inconnu
option-military_purpose-other = Autre

list-denial_method = Modes de refus d’accès
option-denial_method-siege = Siège
option-denial_method-entry_refused = Entrée refusée aux travailleurs humanitaires
option-denial_method-travel_restricted = Déplacements restreints dans le pays
option-denial_method-import_restricted = Importation de secours restreinte
option-denial_method-funding_restricted = Fonds des organisations restreints
option-denial_method-beneficiaries_restricted = Population empêchée d’accéder à l’aide
option-denial_method-violence_against_beneficiaries = Menaces ou violences contre les bénéficiaires
option-denial_method-violence_against_personnel = Menaces ou violences contre le personnel humanitaire
option-denial_method-abduction_of_personnel = Enlèvement de personnel humanitaire
option-denial_method-vehicle_taken = Véhicule saisi
option-denial_method-theft = Vol
option-denial_method-property_damage = Dégradation de biens
option-denial_method-other = Autre

list-organisation_affected = Qui est empêché
option-organisation_affected-government = Gouvernement
option-organisation_affected-de_facto_authority = Autorité de fait
option-organisation_affected-intergovernmental = Organisation intergouvernementale
option-organisation_affected-international_ngo = Organisation non gouvernementale internationale
option-organisation_affected-national_ngo = Organisation non gouvernementale nationale
option-organisation_affected-red_cross_red_crescent = Croix-Rouge ou Croissant-Rouge
option-organisation_affected-faith_based = Organisation confessionnelle
option-organisation_affected-community = Groupe communautaire
option-organisation_affected-private = Entreprise privée
option-organisation_affected-other = Autre
option-organisation_affected-unknown = Inconnu

list-aid_kind = Types d’aide
option-aid_kind-food = Nourriture
option-aid_kind-medical_care = Soins médicaux
option-aid_kind-medical_supplies = Matériel médical
option-aid_kind-school_supplies = Fournitures scolaires
option-aid_kind-water_and_sanitation = Eau et assainissement
option-aid_kind-other_essentials = Autres biens essentiels

list-detention_reason = Motifs de détention
option-detention_reason-security = Sécurité
option-detention_reason-association = Association présumée à une force ou un groupe
option-detention_reason-other = Autre
option-detention_reason-unknown = Inconnu

list-detention_place = Lieux de détention
option-detention_place-civilian_building = Bâtiment civil
option-detention_place-informal_place = Lieu de détention informel
option-detention_place-intelligence_premises = Locaux d’un service de renseignement
option-detention_place-juvenile_centre = Centre pour mineurs
option-detention_place-military_site = Site militaire
option-detention_place-prison = Prison
option-detention_place-other = Autre

list-detention_length = Durées de détention
option-detention_length-under_1_month = Moins d’un mois
option-detention_length-1_to_3_months = 1 à 3 mois
option-detention_length-3_to_6_months = 3 à 6 mois
option-detention_length-6_to_12_months = 6 à 12 mois
option-detention_length-over_1_year = Plus d’un an

list-ill_treatment = Formes de mauvais traitements
option-ill_treatment-blindfolded = Yeux bandés
option-ill_treatment-hands_tied = Mains liées
option-ill_treatment-legs_tied = Jambes liées
option-ill_treatment-no_toilet = Privé de toilettes
option-ill_treatment-no_food_or_water = Privé de nourriture ou d’eau
option-ill_treatment-held_abroad = Détenu hors du pays
option-ill_treatment-night_arrest = Arrêté de nuit
option-ill_treatment-no_lawyer_or_parent = Sans avocat ni parent
option-ill_treatment-rights_not_told = Droits non notifiés
option-ill_treatment-physical_violence = Violence physique
option-ill_treatment-foreign_language_paper = Contraint de signer en langue étrangère
option-ill_treatment-solitary_confinement = Isolement
option-ill_treatment-strip_search = Fouille à nu
option-ill_treatment-threats_to_family = Menaces contre la famille
option-ill_treatment-threats_to_child = Menaces contre l’enfant
option-ill_treatment-moved_on_vehicle_floor = Transporté au sol d’un véhicule
option-ill_treatment-verbal_abuse = Violence verbale
option-ill_treatment-informant_pressure = Pression pour devenir informateur
option-ill_treatment-painful_position_or_sexual_abuse = Positions douloureuses, ou abus sexuel ou tentative

list-vulnerability = Vulnérabilités
option-vulnerability-abducted = Enlevé
option-vulnerability-recruited = Recruté
option-vulnerability-detained = Détenu
option-vulnerability-disabled = Handicapé
option-vulnerability-unaccompanied = Non accompagné
option-vulnerability-separated = Séparé de sa famille
option-vulnerability-internally_displaced = Déplacé interne
option-vulnerability-refugee = Réfugié
option-vulnerability-asylum_seeker = Demandeur d’asile
option-vulnerability-returnee = Rapatrié ou retourné
option-vulnerability-stateless = Apatride
option-vulnerability-unknown = Inconnu

list-disability = Handicaps
option-disability-none = Aucun
option-disability-physical = Physique
option-disability-sensory = Sensoriel
option-disability-intellectual = Intellectuel
option-disability-psychosocial = Psychosocial
option-disability-physical_and_mental = Physique et mental
option-disability-unknown = Inconnu

list-displacement = Types de déplacement
option-displacement-none = Aucun
option-displacement-internally_displaced = Déplacé interne
option-displacement-refugee = Réfugié
option-displacement-asylum_seeker = Demandeur d’asile
option-displacement-returnee = Rapatrié ou retourné
option-displacement-stateless = Apatride
option-displacement-unknown = Inconnu

list-source_category = Types de sources
option-source_category-victim = Victime (primaire)
option-source_category-witness = Témoin (primaire)
option-source_category-alleged_perpetrator = Auteur présumé (primaire)
option-source_category-secondary = Secondaire

list-evidence = Formes d’information
option-evidence-oral_testimony = Témoignage oral
option-evidence-written_statement = Déclaration écrite
option-evidence-official_document = Document officiel
option-evidence-photograph = Photographie
option-evidence-video = Vidéo
option-evidence-audio = Enregistrement sonore
option-evidence-monitor_observation = Constaté par un observateur
option-evidence-satellite_imagery = Images satellitaires
option-evidence-physical_evidence = Preuve matérielle
option-evidence-injuries = Blessures ou cicatrices
option-evidence-other = Autre

list-organisation_kind = Qui signale
option-organisation_kind-civil_society = Société civile
option-organisation_kind-faith_based_organisation = Organisation confessionnelle
option-organisation_kind-national_ngo = Organisation non gouvernementale nationale
option-organisation_kind-international_ngo = Organisation non gouvernementale internationale
option-organisation_kind-community_leader = Responsable communautaire
option-organisation_kind-community_member = Membre de la communauté
option-organisation_kind-family = Famille
option-organisation_kind-social_worker = Travailleur social
option-organisation_kind-teacher = Enseignant
option-organisation_kind-health_worker = Agent de santé
option-organisation_kind-law_enforcement = Forces de l’ordre
option-organisation_kind-justice_official = Personnel de justice
option-organisation_kind-government = Gouvernement
option-organisation_kind-un_staff = Personnel des Nations Unies
option-organisation_kind-media = Médias
option-organisation_kind-other = Autre
option-organisation_kind-unknown = Inconnu

list-consent_giver = Qui donne le consentement
option-consent_giver-person = La personne
option-consent_giver-guardian = Le parent ou tuteur
option-consent_giver-both = Les deux
option-consent_giver-unknown = Inconnu

list-force_kind = Types de forces
option-force_kind-national_army = Armée nationale
option-force_kind-security_forces = Forces de sécurité
option-force_kind-police = Police
option-force_kind-paramilitary = Forces paramilitaires
option-force_kind-international_forces = Forces internationales
option-force_kind-other = Autre
option-force_kind-unknown = Inconnu

list-response_kind = Types de réponses
option-response_kind-medical_referral = Orientation vers des soins médicaux
option-response_kind-psychosocial_referral = Orientation vers un soutien psychosocial
option-response_kind-legal_referral = Orientation vers une aide juridique
option-response_kind-protection_referral = Orientation vers la protection de l’enfance
option-response_kind-education_referral = Orientation vers l’éducation
option-response_kind-family_reunification = Recherche ou réunification familiale
option-response_kind-reintegration = Réintégration
option-response_kind-law_enforcement_referral = Saisine de la police ou de la justice
option-response_kind-advocacy_with_party = Plaidoyer auprès de la partie
option-response_kind-public_statement = Déclaration publique
option-response_kind-none_required = Aucune nécessaire
option-response_kind-other = Autre

list-response_state = États d’une réponse
option-response_state-pending = En attente
option-response_state-provided = Effectué ou fourni
option-response_state-not_possible = Impossible
option-response_state-declined = Refusé par la personne

list-material_kind = Natures des éléments justificatifs
option-material_kind-photograph = Photographie
option-material_kind-video = Vidéo
option-material_kind-audio = Enregistrement sonore
option-material_kind-official_document = Document officiel
option-material_kind-medical_record = Dossier médical
option-material_kind-statement = Déclaration
option-material_kind-map_or_imagery = Carte ou imagerie
option-material_kind-other = Autre

list-party = Parties au conflit
list-area = Zones
list-partner = Partenaires
list-nationality = Nationalités
list-ethnicity = Groupes ethniques
list-religion = Religions
list-social_group = Groupes sociaux

kind-schema = schéma
kind-text = texte court
kind-long_text = texte
kind-id = identifiant
kind-code = un élément de la liste
kind-codes = plusieurs éléments de la liste
kind-term = un élément de la liste, ou texte libre
kind-terms = plusieurs éléments de la liste, ou texte libre
kind-integer = nombre entier
kind-decimal = nombre
kind-boolean = vrai ou faux
kind-date = jour
kind-past_date = jour, pas dans le futur
kind-birth_date = date de naissance
kind-period = jours de début et de fin
kind-tally = nombres de garçons, de filles et d’enfants de sexe inconnu
kind-adult_tally = nombres d’hommes, de femmes et d’adultes de sexe inconnu
kind-links = violations du document
kind-party = partie du registre
kind-parties = parties du registre
kind-area = zone du registre
kind-partner = partenaire du registre, ou un nom
kind-country = pays, code ISO 3166 à trois lettres
kind-section = rubrique
kind-sections = liste de rubriques
kind-details = détails du type

word-dictionary = Dictionnaire des champs
word-version = Version
word-field = Champ
word-name = Clé
word-kind = Genre
word-compartment = Scellé dans
word-required = Obligatoire
word-yes = oui
word-lists = Listes
word-code = Code
word-meaning = Signification
word-local_list = Chaque situation complète cette liste.
word-case = dossier
word-identity = identité
word-case_if_coded = dossier si codé, identité si texte libre
