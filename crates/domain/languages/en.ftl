# The words of the dictionary in English. One key a label: see docs of domain::dictionary.

section-incident = Incident

field-incident-schema = Schema
field-incident-external_id = Reference of the sender
field-incident-status = Status
field-incident-title = Title
field-incident-occurred = When it happened
field-incident-first_reported = First heard of on
field-incident-location = Where it happened
field-incident-narrative = Account (confidential)
field-incident-update = What came to light later
field-incident-public_summary = Summary that may be shared
field-incident-children_affected = Children affected in all
field-incident-perpetrator_count = How many perpetrators
field-incident-monitor = Monitor
field-incident-monitor_code = Code of the monitor
field-incident-member = Task force member or partner
field-incident-notes = Notes
field-incident-violations = Violations
field-incident-perpetrators = Perpetrators
field-incident-victims = Child victims
field-incident-groups = Groups of children
field-incident-sources = Sources
field-incident-responses = Responses
field-incident-concerns = Other protection concerns
field-incident-materials = Supporting materials

section-occurred = When it happened

field-occurred-from = First day
field-occurred-to = Last day
field-occurred-ongoing = Still going on
field-occurred-precision = How exactly it is known
field-occurred-estimated = Date is an estimate
field-occurred-notes = About the date

section-location = Where it happened

field-location-area = Area
field-location-place_type = Kind of place
field-location-place_type_other = Kind of place, in words
field-location-precision = How exactly it is known
field-location-place = Place
field-location-latitude = Latitude
field-location-longitude = Longitude
field-location-notes = About the place

section-violation = Violation

field-violation-id = Id in the document
field-violation-type = Type
field-violation-tally = Children by sex
field-violation-tally_estimated = Numbers are estimates
field-violation-details = Details of this type
field-violation-linked = Linked to another violation
field-violation-linked_types = Types of the linked violations
field-violation-cross_border = Crossed a border
field-violation-notes = Notes
field-violation-verification = Verification
field-violation-primary_sources = Number of primary sources
field-violation-secondary_sources = Number of secondary sources
field-violation-un_sources = United Nations or trained partners among the sources

section-details-killing = Killing

field-means-attack_mode = How it was attacked
field-means-attack_mode_other = How it was attacked, in words
field-means-weapon = Weapon or means
field-means-weapon_other = Weapon or means, in words

field-harm-context = Circumstances
field-harm-context_other = Circumstances, in words
field-harm-targeted = Children were aimed at
field-harm-taking_part = Children were taking part in fighting
field-harm-indiscriminate = Signs of an indiscriminate attack
field-harm-indiscriminate_detail = What the signs are

section-details-maiming = Maiming

field-details-maiming-consequences = Lasting harm
field-details-maiming-consequence_other = Lasting harm, in words

section-details-recruitment_use = Recruitment and use

field-details-recruitment_use-factors = What led to recruitment
field-details-recruitment_use-factor_other = What led to it, in words
field-details-recruitment_use-campaign = Part of a recruitment drive
field-details-recruitment_use-campaign_detail = About the recruitment drive
field-details-recruitment_use-recruited_before = Recruited before
field-details-recruitment_use-recruited_before_detail = About the earlier recruitment
field-details-recruitment_use-role = Role
field-details-recruitment_use-combat_roles = Combat roles
field-details-recruitment_use-combat_role_other = Combat role, in words
field-details-recruitment_use-support_roles = Support roles
field-details-recruitment_use-support_role_other = Support role, in words
field-details-recruitment_use-carried_weapon = Carried or used a weapon
field-details-recruitment_use-trained = Had military training
field-details-recruitment_use-saw_others = Saw other recruited children
field-details-recruitment_use-others_seen = About how many others
field-details-recruitment_use-left = Children have left
field-details-recruitment_use-left_number = How many have left
field-details-recruitment_use-left_number_estimated = That number is an estimate
field-details-recruitment_use-left_on = Left on
field-details-recruitment_use-left_on_estimated = That date is an estimate
field-details-recruitment_use-way_out = How they left
field-details-recruitment_use-detained = Detained for alleged association
field-details-recruitment_use-detention = Detention

section-details-sexual_violence = Sexual violence

field-details-sexual_violence-forms = Forms
field-details-sexual_violence-form_other = Form, in words
field-details-sexual_violence-during_operations = During military operations
field-details-sexual_violence-consequences = Consequences told without being asked

section-details-abduction = Abduction

field-details-abduction-purposes = Purposes
field-details-abduction-purpose_other = Purpose, in words
field-details-abduction-held_in = Country of captivity
field-details-abduction-held_at = Place of captivity
field-details-abduction-held_notes = About the place of captivity
field-details-abduction-freed = Anyone regained freedom
field-details-abduction-endings = How it ended
field-details-abduction-ending_other = How it ended, in words

section-details-attack_on_school = Attack on a school

field-facility_attack-recurrent = Attacked before
field-facility_attack-directly_targeted = Facility or staff were aimed at
field-facility_attack-objective = What the attackers were after
field-facility_attack-children_killed = Children killed in the attack
field-facility_attack-children_injured = Children injured in the attack
field-facility_attack-staff_killed = Protected staff killed
field-facility_attack-staff_injured = Protected staff injured

field-school-school_kinds = Kind of school
field-school-school_kind_other = Kind of school, in words
field-school-pupil_ages = Ages of the pupils
field-school-pupil_sex = Sex of the pupils
field-school-school_notes = About the school

field-service-facility_name = Name of the facility
field-service-operational_before = Working before
field-service-damage = Damage to the building
field-service-closed = Closed as a result
field-service-closed_days = Days closed
field-service-children_cut_off = Children cut off from the service
field-service-children_cut_off_estimated = That number is an estimate

field-details-attack_on_school-forms = Forms

section-details-attack_on_hospital = Attack on a hospital

field-health-health_kinds = Kind of health facility
field-health-health_kind_other = Kind of health facility, in words
field-health-health_notes = About the health facility

field-details-attack_on_hospital-forms = Forms

section-details-denial_of_humanitarian_access = Denial of humanitarian access

field-details-denial_of_humanitarian_access-methods = How access was denied
field-details-denial_of_humanitarian_access-method_other = How access was denied, in words
field-details-denial_of_humanitarian_access-organisations = Who was blocked
field-details-denial_of_humanitarian_access-organisation_other = Who was blocked, in words
field-details-denial_of_humanitarian_access-aid = Aid or service lost
field-details-denial_of_humanitarian_access-personnel_killed = Aid workers killed
field-details-denial_of_humanitarian_access-personnel_killed_estimated = That number is an estimate
field-details-denial_of_humanitarian_access-personnel_injured = Aid workers injured
field-details-denial_of_humanitarian_access-personnel_injured_estimated = That number is an estimate
field-details-denial_of_humanitarian_access-personnel_abducted = Aid workers abducted
field-details-denial_of_humanitarian_access-personnel_abducted_estimated = That number is an estimate
field-details-denial_of_humanitarian_access-personnel_threatened = Aid workers threatened
field-details-denial_of_humanitarian_access-personnel_threatened_estimated = That number is an estimate
field-details-denial_of_humanitarian_access-vehicles_taken = Vehicles taken
field-details-denial_of_humanitarian_access-vehicles_taken_estimated = That number is an estimate
field-details-denial_of_humanitarian_access-property_value_usd = Value lost, in US dollars
field-details-denial_of_humanitarian_access-adults_affected = Adults affected
field-details-denial_of_humanitarian_access-adults_affected_estimated = That number is an estimate
field-details-denial_of_humanitarian_access-population_affected = Who was affected

section-details-military_use = Military use of a school or hospital

field-details-military_use-facility = Facility used
field-details-military_use-used = Days of use
field-details-military_use-purposes = Purposes
field-details-military_use-purpose_other = Purpose, in words

section-details-deprivation_of_liberty = Deprivation of liberty

field-detention-reason = Reason given
field-detention-reason_detail = About the reason
field-detention-by = Held by
field-detention-parties = Parties that hold
field-detention-places = Places of detention
field-detention-place_other = Place of detention, in words
field-detention-lengths = How long
field-detention-length_detail = How long exactly
field-detention-still_held = Still held
field-detention-ill_treated = Ill-treated
field-detention-ill_treatment = Forms of ill-treatment
field-detention-ill_treatment_detail = About the ill-treatment

field-details-deprivation_of_liberty-held = Days held

section-detention = Detention
section-verification = Verification

field-verification-initial = Initial
field-verification-technical = Technical
field-verification-ctfmr = Country task force
field-verification-verifier_code = Code of the verifier
field-verification-notes = Why pending or excluded, and notes

section-decision = Decision of a step

field-decision-status = Status
field-decision-date = Date
field-decision-reason = Reason

section-perpetrator = Perpetrator

field-perpetrator-id = Id in the document
field-perpetrator-party = Party to the conflict
field-perpetrator-category = Kind of party
field-perpetrator-force_kind = Kind of force
field-perpetrator-attribution = How sure it is
field-perpetrator-attribution_basis = What that rests on
field-perpetrator-violations = Violations
field-perpetrator-size = How many persons
field-perpetrator-size_estimated = That number is an estimate
field-perpetrator-has_children = Children among them
field-perpetrator-children = How many children among them
field-perpetrator-children_estimated = That number is an estimate
field-perpetrator-sex = Sex
field-perpetrator-nationalities = Nationalities
field-perpetrator-ethnicities = Ethnic groups
field-perpetrator-names = Names and nicknames
field-perpetrator-rank = Rank
field-perpetrator-arrested = Arrested
field-perpetrator-arrest_detail = About the arrest
field-perpetrator-detained = Held in custody
field-perpetrator-detention_detail = About the custody
field-perpetrator-convicted = Convicted
field-perpetrator-conviction_detail = About the conviction
field-perpetrator-notes = Notes

section-victim = Child victim

field-victim-id = Id in the document
field-victim-code = Code of the child
field-victim-sex = Sex
field-victim-age = Age in years
field-victim-age_estimated = Age is an estimate
field-victim-born_on = Born on
field-victim-multiple_violations = Affected by several violations
field-victim-violations = Violations
field-victim-name = Name
field-victim-contact = How to reach the person
field-victim-guardian = Parent or guardian
field-victim-nationalities = Nationalities
field-victim-ethnicity = Ethnic group
field-victim-religion = Religion
field-victim-social_group = Social group
field-victim-disability = Disability
field-victim-displacement = Displacement
field-victim-vulnerabilities = Vulnerabilities
field-victim-detained = Deprived of liberty
field-victim-detention = Detention
field-victim-consent = Consent
field-victim-notes = Notes

section-victim_detention = Detention of the child

field-victim_detention-held = Days held

section-consent = Consent

field-consent-reporting = Agrees to reporting without name
field-consent-follow_up = May be contacted again
field-consent-share_identity_with = Identity may be shared with
field-consent-share_identity_other = With whom else
field-consent-given_by = Consent given by
field-consent-given_on = Consent given on

section-group = Group of children

field-group-id = Id in the document
field-group-description = Description
field-group-children = Number of children
field-group-estimated = Number is an estimate
field-group-sex = Sex
field-group-age_bands = Ages
field-group-multiple_violations = Affected by several violations
field-group-violations = Violations
field-group-nationalities = Nationalities
field-group-ethnicities = Ethnic groups
field-group-religions = Religions
field-group-social_groups = Social groups
field-group-vulnerabilities = Vulnerabilities
field-group-children_with_disabilities = Children with disabilities
field-group-displacement = Displacement
field-group-adults = Adults too
field-group-adults_estimated = That number is an estimate
field-group-adults_sex = Sex of the adults
field-group-notes = Notes

section-source = Source

field-source-id = Id in the document
field-source-code = Code of the source
field-source-category = Kind of source
field-source-evidence = Form of the information
field-source-evidence_other = Form, in words
field-source-organisation_kind = Who the source is
field-source-organisation_kind_other = Who the source is, in words
field-source-description = Description
field-source-violations = Violations
field-source-name = Name
field-source-contact = How to reach the person
field-source-sex = Sex
field-source-age_group = Child or adult
field-source-interviewed_on = Heard on
field-source-interviewer = Heard by
field-source-collected_by = Organisation that heard the source
field-source-area = Area
field-source-place = Place
field-source-reliability = Reliability of the source
field-source-reliability_reason = Why so reliable
field-source-credibility = Credibility of the information
field-source-credibility_reason = Why so credible
field-source-needs_services = Needs services
field-source-consent = Consent
field-source-notes = Notes

section-response = Response

field-response-id = Id in the document
field-response-kind = What was done
field-response-kind_other = What was done, in words
field-response-state = State
field-response-date = Date
field-response-due = Due on
field-response-violations = Violations
field-response-provider = Who provides it
field-response-addressed_to = Addressed to
field-response-notes = Notes
field-response-follow_up_notes = About the follow-up

section-concern = Other protection concern

field-concern-id = Id in the document
field-concern-type = Type
field-concern-type_other = Type, in words
field-concern-tally = Children by sex
field-concern-notes = Notes

section-material = Supporting material

field-material-id = Id in the document
field-material-kind = Kind
field-material-title = Title
field-material-file_name = File name
field-material-size_bytes = Size in bytes
field-material-sha256 = Digest (SHA-256)
field-material-received_on = Received on
field-material-violations = Violations
field-material-notes = Notes

list-incident_status = Status of an incident
option-incident_status-open = Open
option-incident_status-closed = Closed
option-incident_status-duplicate = Duplicate
option-incident_status-void = Void

list-violation_type = Types of violations
option-violation_type-killing = Killing
option-violation_type-maiming = Maiming
option-violation_type-recruitment_use = Recruitment and use
option-violation_type-sexual_violence = Sexual violence
option-violation_type-abduction = Abduction
option-violation_type-attack_on_school = Attack on a school
option-violation_type-attack_on_hospital = Attack on a hospital
option-violation_type-denial_of_humanitarian_access = Denial of humanitarian access
option-violation_type-military_use = Military use of a school or hospital
option-violation_type-deprivation_of_liberty = Deprivation of liberty

list-step = Steps of verification
option-step-initial = Initial
option-step-technical = Technical
option-step-ctfmr = Country task force

list-status = Statuses of verification
option-status-pending = Pending
option-status-verified = Verified
option-status-not_verified = Reported, could not be verified
option-status-not_mrm = Outside the mechanism
option-status-did_not_occur = Found not to have occurred

list-sex = Sex of a child
option-sex-boy = Boy
option-sex-girl = Girl
option-sex-unknown = Unknown

list-party_category = Kinds of parties
option-party_category-armed_force = Armed force
option-party_category-armed_group = Armed group
option-party_category-other = Other
option-party_category-unknown = Unknown

list-date_precision = Precision of a date
option-date_precision-day = Day
option-date_precision-month = Month
option-date_precision-quarter = Quarter
option-date_precision-year = Year

list-attribution = Certainty of attribution
option-attribution-confirmed = Confirmed
option-attribution-alleged = Alleged
option-attribution-suspected = Suspected
option-attribution-refuted = Found to be wrong
option-attribution-unknown = Unknown

list-group_sex = Sexes of a group
option-group_sex-male = Boys or men only
option-group_sex-female = Girls or women only
option-group_sex-mixed = Mixed
option-group_sex-unknown = Unknown

list-age_band = Ages
option-age_band-0_5 = 0 to 5
option-age_band-6_11 = 6 to 11
option-age_band-12_17 = 12 to 17
option-age_band-unknown = Unknown

list-concern_type = Other protection concerns
option-concern_type-trafficking = Trafficking in children
option-concern_type-sexual_exploitation = Sexual exploitation
option-concern_type-violence_abuse_neglect = Violence, abuse or neglect
option-concern_type-child_labour = Child labour
option-concern_type-child_in_institution = Child in an institution
option-concern_type-unlawful_detention = Unlawful detention
option-concern_type-other = Other

list-shared_with = Who may know the identity
option-shared_with-unicef = UNICEF
option-shared_with-ctfmr_member = Other task force members
option-shared_with-service_provider = Service providers
option-shared_with-other = Other
option-shared_with-no_one = No one

list-yes_no_unknown = Yes, no, unknown
option-yes_no_unknown-yes = Yes
option-yes_no_unknown-no = No
option-yes_no_unknown-unknown = Unknown

list-yes_no_partly_unknown = Yes, no, partly, unknown
option-yes_no_partly_unknown-yes = Yes
option-yes_no_partly_unknown-no = No
option-yes_no_partly_unknown-partly = Partly
option-yes_no_partly_unknown-unknown = Unknown

list-grade = Grades
option-grade-high = High
option-grade-medium = Medium
option-grade-low = Low

list-adult_sex = Sex of an adult
option-adult_sex-male = Man
option-adult_sex-female = Woman
option-adult_sex-unknown = Unknown

list-age_group = Child or adult
option-age_group-child = Child
option-age_group-adult = Adult
option-age_group-unknown = Unknown

list-group_age_band = Ages of a group
option-group_age_band-0_5 = 0 to 5
option-group_age_band-6_11 = 6 to 11
option-group_age_band-12_17 = 12 to 17
option-group_age_band-6_10 = 6 to 10
option-group_age_band-11_13 = 11 to 13
option-group_age_band-14_17 = 14 to 17
option-group_age_band-unknown = Unknown

list-school_age = Ages of pupils
option-school_age-0_5 = 0 to 5
option-school_age-6_10 = 6 to 10
option-school_age-11_13 = 11 to 13
option-school_age-14_17 = 14 to 17

list-perpetrator_count = Numbers of perpetrators
option-perpetrator_count-one = One
option-perpetrator_count-two = Two
option-perpetrator_count-three = Three
option-perpetrator_count-more_than_three = More than three
option-perpetrator_count-unknown = Unknown

list-place_type = Kinds of places
option-place_type-home = Home
option-place_type-school = School
option-place_type-hospital = Hospital or clinic
option-place_type-religious_building = Religious building
option-place_type-cultural_site = Cultural site
option-place_type-playground = Playground
option-place_type-sports_ground = Sports ground
option-place_type-market = Market
option-place_type-road = Road or street
option-place_type-farmland = Farmland
option-place_type-forest = Forest or bush
option-place_type-displacement_camp = Camp of displaced people or refugees
option-place_type-populated_area = Populated area
option-place_type-remote_area = Remote area
option-place_type-area_held_by_armed_group = Area held by an armed group
option-place_type-area_near_military_site = Close to a military site
option-place_type-military_site = Military site
option-place_type-checkpoint = Checkpoint
option-place_type-detention_place = Place of detention
option-place_type-government_building = Government building
option-place_type-un_premises = United Nations premises
option-place_type-ngo_premises = Premises of a non-governmental organisation
option-place_type-civil_society_premises = Premises of a civil society group
option-place_type-other = Other
option-place_type-unknown = Unknown

list-location_precision = Precision of a place
option-location_precision-exact = Exact point
option-location_precision-place = Village, neighbourhood or site
option-location_precision-area3 = Third-level area
option-location_precision-area2 = Second-level area
option-location_precision-area1 = First-level area
option-location_precision-country = Country only
option-location_precision-unknown = Unknown

list-weapon = Weapons and means
option-weapon-small_arm = Small arm
option-weapon-light_weapon = Light weapon with a crew
option-weapon-mortar_or_rocket = Mortar or rocket
option-weapon-artillery = Artillery
option-weapon-missile = Missile
option-weapon-air_strike = Air strike
option-weapon-aerial_bomb = Aerial bomb
option-weapon-barrel_bomb = Barrel bomb
option-weapon-unmanned_aircraft = Unmanned aircraft (drone)
option-weapon-cluster_submunition = Cluster submunition
option-weapon-landmine = Landmine
option-weapon-explosive_remnant = Explosive left from war
option-weapon-booby_trap = Booby trap
option-weapon-hand_grenade = Hand grenade
option-weapon-ied_command_wire = Improvised bomb set off by wire
option-weapon-ied_remote_controlled = Improvised bomb set off from afar
option-weapon-ied_timer = Improvised bomb with a timer
option-weapon-ied_vehicle_borne = Improvised bomb in a vehicle
option-weapon-ied_person_borne = Improvised bomb carried by a person
option-weapon-ied_airborne = Improvised bomb from the air
option-weapon-ied_grenade = Improvised grenade
option-weapon-ied_other = Other improvised bomb
option-weapon-sharp_weapon = Blade or other sharp weapon
option-weapon-baton = Baton or club
option-weapon-beheading = Beheading
option-weapon-burning = Burning alive
option-weapon-hanging = Hanging
option-weapon-stoning = Stoning
option-weapon-tear_gas = Tear gas
option-weapon-water_cannon = Water cannon
option-weapon-chemical = Chemical weapon
option-weapon-biological = Biological weapon
option-weapon-radiological = Radiological or nuclear weapon
option-weapon-other = Other
option-weapon-unknown = Unknown

list-attack_mode = Ways of attack
option-attack_mode-land_based_attack = Attack from land
option-attack_mode-aerial_attack = Attack from the air
option-attack_mode-sea_based_attack = Attack from the sea
option-attack_mode-shooting = Shooting
option-attack_mode-suicide_attack = Suicide attack
option-attack_mode-arson = Arson
option-attack_mode-other = Other
option-attack_mode-unknown = Unknown

list-harm_context = Circumstances of killing and maiming
option-harm_context-fighting = Fighting
option-harm_context-explosive_remnants = Explosives left from war
option-harm_context-political_violence = Political violence
option-harm_context-arrest_or_search = Arrest or search operation
option-harm_context-single_killing = Killing of a single person
option-harm_context-torture = Torture
option-harm_context-cruel_treatment = Cruel or inhuman treatment
option-harm_context-other = Other
option-harm_context-unknown = Unknown

list-maiming_consequence = Lasting harm of maiming
option-maiming_consequence-permanent_disability = Lasting disability
option-maiming_consequence-serious_injury = Serious injury
option-maiming_consequence-other = Other

list-recruitment_factor = What leads to recruitment
option-recruitment_factor-abduction = Abduction
option-recruitment_factor-conscription = Conscription
option-recruitment_factor-intimidation = Intimidation
option-recruitment_factor-family_or_community_pressure = Pressure from family or community
option-recruitment_factor-family_problems = Trouble or abuse at home
option-recruitment_factor-money = Need of money
option-recruitment_factor-idealism = Belief in a cause
option-recruitment_factor-lack_of_services = No basic services
option-recruitment_factor-insecurity = Fear for safety
option-recruitment_factor-joining_friends = To be with friends
option-recruitment_factor-revenge = Revenge
option-recruitment_factor-other = Other
option-recruitment_factor-unknown = Unknown

list-child_role = Roles of a recruited child
option-child_role-combatant = Combatant
option-child_role-non_combatant = Not in combat
option-child_role-unknown = Unknown

list-combat_role = Combat roles
option-combat_role-fighter = Fighter
option-combat_role-informant_or_spy = Informant or spy
option-combat_role-guard = Guard
option-combat_role-mine_laying = Laying mines
option-combat_role-checkpoint = Staffing a checkpoint
option-combat_role-suicide_bomber = Suicide bomber
option-combat_role-other = Other

list-support_role = Support roles
option-support_role-cook = Cook
option-support_role-domestic_worker = Domestic work
option-support_role-porter = Porter
option-support_role-messenger = Messenger
option-support_role-human_shield = Human shield
option-support_role-sexual_purposes = For sexual purposes
option-support_role-other = Other

list-way_out = Ways of leaving
option-way_out-formal_release = Formal release
option-way_out-informal_release = Informal release
option-way_out-escaped = Escaped
option-way_out-community_or_family = Through community or family
option-way_out-surrendered = Surrendered
option-way_out-captured = Captured
option-way_out-arrested = Arrested
option-way_out-group_dissolved = The force or group dissolved
option-way_out-other = Other
option-way_out-unknown = Unknown

list-sexual_violence_form = Forms of sexual violence
option-sexual_violence_form-rape = Rape
option-sexual_violence_form-gang_rape = Gang rape
option-sexual_violence_form-sexual_assault = Sexual assault
option-sexual_violence_form-sexual_slavery_or_trafficking = Sexual slavery or trafficking
option-sexual_violence_form-forced_prostitution = Forced prostitution
option-sexual_violence_form-forced_marriage = Forced marriage
option-sexual_violence_form-forced_pregnancy = Forced pregnancy
option-sexual_violence_form-forced_abortion = Forced abortion
option-sexual_violence_form-forced_sterilisation = Forced sterilisation
option-sexual_violence_form-sexual_mutilation = Sexual mutilation
option-sexual_violence_form-other = Other

list-sexual_violence_consequence = Consequences of sexual violence
option-sexual_violence_consequence-child_born_of_rape = Child born of rape
option-sexual_violence_consequence-unsafe_abortion = Harm from unsafe abortion
option-sexual_violence_consequence-infanticide = Infanticide
option-sexual_violence_consequence-death = Death
option-sexual_violence_consequence-injury = Injury
option-sexual_violence_consequence-disability = Disability
option-sexual_violence_consequence-illness = Illness
option-sexual_violence_consequence-sexually_transmitted_infection = Sexually transmitted infection
option-sexual_violence_consequence-mental_health = Harm to mental health
option-sexual_violence_consequence-suicide = Suicide
option-sexual_violence_consequence-family_rejection = Rejected by the family
option-sexual_violence_consequence-community_rejection = Rejected by the community
option-sexual_violence_consequence-prosecuted = Arrested or prosecuted for it
option-sexual_violence_consequence-left_school = Left school

list-abduction_purpose = Purposes of abduction
option-abduction_purpose-recruitment_use = Recruitment and use
option-abduction_purpose-sexual_violence = Sexual violence
option-abduction_purpose-killing_or_maiming = Killing or maiming
option-abduction_purpose-forced_marriage = Forced marriage
option-abduction_purpose-forced_labour = Forced labour
option-abduction_purpose-enslavement = Enslavement
option-abduction_purpose-trafficking = Trafficking in children
option-abduction_purpose-sale = Sale of the child
option-abduction_purpose-extortion = Ransom or extortion
option-abduction_purpose-indoctrination = Indoctrination
option-abduction_purpose-intimidation = Intimidation
option-abduction_purpose-punishment = Punishment
option-abduction_purpose-other = Other
option-abduction_purpose-unknown = Unknown

list-abduction_ending = Endings of abduction
option-abduction_ending-released = Released by the abductors
option-abduction_ending-ransom_paid = Ransom paid
option-abduction_ending-escaped = Escaped
option-abduction_ending-operation = Military or police operation
option-abduction_ending-handed_over = Formal handover
option-abduction_ending-group_dissolved = The force or group dissolved
option-abduction_ending-other = Other

list-school_attack_form = Forms of attack on schools
option-school_attack_form-attack_on_school = Attack on the school
option-school_attack_form-attack_on_personnel = Attack on education staff or pupils
option-school_attack_form-threat = Threat of attack
option-school_attack_form-interference = Other interference

list-hospital_attack_form = Forms of attack on hospitals
option-hospital_attack_form-attack_on_hospital = Attack on the hospital
option-hospital_attack_form-attack_on_personnel = Attack on medical staff or patients
option-hospital_attack_form-threat = Threat of attack
option-hospital_attack_form-interference = Other interference

list-school_kind = Kinds of schools
option-school_kind-pre_primary = Pre-primary or early childhood
option-school_kind-primary = Primary
option-school_kind-secondary = Secondary
option-school_kind-vocational = Vocational
option-school_kind-religious = Religious
option-school_kind-secular = Secular
option-school_kind-formal = Formal
option-school_kind-informal = Informal
option-school_kind-other = Other

list-health_kind = Kinds of health facilities
option-health_kind-hospital = Hospital
option-health_kind-health_centre = Health centre
option-health_kind-dispensary = Dispensary
option-health_kind-mobile_unit = Mobile health unit
option-health_kind-ambulance = Ambulance
option-health_kind-other = Other

list-damage = Damage
option-damage-destroyed = Destroyed
option-damage-serious = Serious
option-damage-minor = Minor
option-damage-none = None

list-facility_used = Facilities used
option-facility_used-school = School
option-facility_used-hospital = Hospital

list-military_purpose = Purposes of military use
option-military_purpose-barracks = Barracks
option-military_purpose-command_post = Command post
option-military_purpose-firing_position = Firing position
option-military_purpose-storage = Storage
option-military_purpose-weapons_store = Weapons store
option-military_purpose-unknown = Unknown
option-military_purpose-other = Other

list-denial_method = Ways of denying access
option-denial_method-siege = Siege
option-denial_method-entry_refused = Aid workers refused entry
option-denial_method-travel_restricted = Travel inside the country restricted
option-denial_method-import_restricted = Import of relief goods restricted
option-denial_method-funding_restricted = Money of organisations restricted
option-denial_method-beneficiaries_restricted = People kept from reaching aid
option-denial_method-violence_against_beneficiaries = Threats or violence against people in need
option-denial_method-violence_against_personnel = Threats or violence against aid workers
option-denial_method-abduction_of_personnel = Abduction of aid workers
option-denial_method-vehicle_taken = Vehicle taken
option-denial_method-theft = Theft
option-denial_method-property_damage = Damage to property
option-denial_method-other = Other

list-organisation_affected = Who is blocked
option-organisation_affected-government = Government
option-organisation_affected-de_facto_authority = De facto authority
option-organisation_affected-intergovernmental = Intergovernmental organisation
option-organisation_affected-international_ngo = International non-governmental organisation
option-organisation_affected-national_ngo = National non-governmental organisation
option-organisation_affected-red_cross_red_crescent = Red Cross or Red Crescent
option-organisation_affected-faith_based = Faith-based organisation
option-organisation_affected-community = Community group
option-organisation_affected-private = Private company
option-organisation_affected-other = Other
option-organisation_affected-unknown = Unknown

list-aid_kind = Kinds of aid
option-aid_kind-food = Food
option-aid_kind-medical_care = Medical care
option-aid_kind-medical_supplies = Medical supplies
option-aid_kind-school_supplies = School supplies
option-aid_kind-water_and_sanitation = Water and sanitation
option-aid_kind-other_essentials = Other essentials

list-detention_reason = Reasons for detention
option-detention_reason-security = Security
option-detention_reason-association = Alleged association with a force or group
option-detention_reason-other = Other
option-detention_reason-unknown = Unknown

list-detention_place = Places of detention
option-detention_place-civilian_building = Civilian building
option-detention_place-informal_place = Informal place of detention
option-detention_place-intelligence_premises = Premises of an intelligence service
option-detention_place-juvenile_centre = Centre for young offenders
option-detention_place-military_site = Military site
option-detention_place-prison = Prison
option-detention_place-other = Other

list-detention_length = Lengths of detention
option-detention_length-under_1_month = Less than a month
option-detention_length-1_to_3_months = 1 to 3 months
option-detention_length-3_to_6_months = 3 to 6 months
option-detention_length-6_to_12_months = 6 to 12 months
option-detention_length-over_1_year = More than a year

list-ill_treatment = Forms of ill-treatment
option-ill_treatment-blindfolded = Blindfolded
option-ill_treatment-hands_tied = Hands tied
option-ill_treatment-legs_tied = Legs tied
option-ill_treatment-no_toilet = Kept from the toilet
option-ill_treatment-no_food_or_water = No food or water
option-ill_treatment-held_abroad = Held outside the country
option-ill_treatment-night_arrest = Arrested at night
option-ill_treatment-no_lawyer_or_parent = No lawyer or parent present
option-ill_treatment-rights_not_told = Not told of rights
option-ill_treatment-physical_violence = Physical violence
option-ill_treatment-foreign_language_paper = Made to sign a paper in a foreign language
option-ill_treatment-solitary_confinement = Solitary confinement
option-ill_treatment-strip_search = Strip-searched
option-ill_treatment-threats_to_family = Threats to the family
option-ill_treatment-threats_to_child = Threats to the child
option-ill_treatment-moved_on_vehicle_floor = Carried on the floor of a vehicle
option-ill_treatment-verbal_abuse = Verbal abuse
option-ill_treatment-informant_pressure = Pressed to become an informant
option-ill_treatment-painful_position_or_sexual_abuse = Painful positions, or sexual abuse or its attempt

list-vulnerability = Vulnerabilities
option-vulnerability-abducted = Abducted
option-vulnerability-recruited = Recruited
option-vulnerability-detained = Detained
option-vulnerability-disabled = With a disability
option-vulnerability-unaccompanied = Unaccompanied
option-vulnerability-separated = Separated from the family
option-vulnerability-internally_displaced = Internally displaced
option-vulnerability-refugee = Refugee
option-vulnerability-asylum_seeker = Asylum seeker
option-vulnerability-returnee = Returnee
option-vulnerability-stateless = Stateless
option-vulnerability-unknown = Unknown

list-disability = Disabilities
option-disability-none = None
option-disability-physical = Physical
option-disability-sensory = Sensory
option-disability-intellectual = Intellectual
option-disability-psychosocial = Psychosocial
option-disability-physical_and_mental = Physical and mental
option-disability-unknown = Unknown

list-displacement = Kinds of displacement
option-displacement-none = None
option-displacement-internally_displaced = Internally displaced
option-displacement-refugee = Refugee
option-displacement-asylum_seeker = Asylum seeker
option-displacement-returnee = Returnee
option-displacement-stateless = Stateless
option-displacement-unknown = Unknown

list-source_category = Kinds of sources
option-source_category-victim = Victim (primary)
option-source_category-witness = Witness (primary)
option-source_category-alleged_perpetrator = Alleged perpetrator (primary)
option-source_category-secondary = Secondary

list-evidence = Forms of information
option-evidence-oral_testimony = Spoken testimony
option-evidence-written_statement = Written statement
option-evidence-official_document = Official document
option-evidence-photograph = Photograph
option-evidence-video = Video
option-evidence-audio = Audio
option-evidence-monitor_observation = Seen by a monitor
option-evidence-satellite_imagery = Satellite imagery
option-evidence-physical_evidence = Physical evidence
option-evidence-injuries = Injuries or scars
option-evidence-other = Other

list-organisation_kind = Who reports
option-organisation_kind-civil_society = Civil society
option-organisation_kind-faith_based_organisation = Faith-based organisation
option-organisation_kind-national_ngo = National non-governmental organisation
option-organisation_kind-international_ngo = International non-governmental organisation
option-organisation_kind-community_leader = Community leader
option-organisation_kind-community_member = Community member
option-organisation_kind-family = Family
option-organisation_kind-social_worker = Social worker
option-organisation_kind-teacher = Teacher
option-organisation_kind-health_worker = Health worker
option-organisation_kind-law_enforcement = Law enforcement
option-organisation_kind-justice_official = Official of justice
option-organisation_kind-government = Government
option-organisation_kind-un_staff = United Nations staff
option-organisation_kind-media = Media
option-organisation_kind-other = Other
option-organisation_kind-unknown = Unknown

list-consent_giver = Who gives consent
option-consent_giver-person = The person
option-consent_giver-guardian = The parent or guardian
option-consent_giver-both = Both
option-consent_giver-unknown = Unknown

list-force_kind = Kinds of forces
option-force_kind-national_army = National army
option-force_kind-security_forces = Security forces
option-force_kind-police = Police
option-force_kind-paramilitary = Paramilitary forces
option-force_kind-international_forces = International forces
option-force_kind-other = Other
option-force_kind-unknown = Unknown

list-response_kind = Kinds of responses
option-response_kind-medical_referral = Referral to medical care
option-response_kind-psychosocial_referral = Referral to psychosocial support
option-response_kind-legal_referral = Referral to legal aid
option-response_kind-protection_referral = Referral to child protection
option-response_kind-education_referral = Referral to education
option-response_kind-family_reunification = Tracing or reuniting the family
option-response_kind-reintegration = Reintegration
option-response_kind-law_enforcement_referral = Referral to police or courts
option-response_kind-advocacy_with_party = Advocacy with the party
option-response_kind-public_statement = Public statement
option-response_kind-none_required = None needed
option-response_kind-other = Other

list-response_state = States of a response
option-response_state-pending = Pending
option-response_state-provided = Done or provided
option-response_state-not_possible = Not possible
option-response_state-declined = Declined by the person

list-material_kind = Kinds of supporting material
option-material_kind-photograph = Photograph
option-material_kind-video = Video
option-material_kind-audio = Audio
option-material_kind-official_document = Official document
option-material_kind-medical_record = Medical record
option-material_kind-statement = Statement
option-material_kind-map_or_imagery = Map or imagery
option-material_kind-other = Other

list-party = Parties to the conflict
list-area = Areas
list-partner = Partners
list-nationality = Nationalities
list-ethnicity = Ethnic groups
list-religion = Religions
list-social_group = Social groups

kind-schema = schema
kind-text = short text
kind-long_text = text
kind-id = id
kind-code = one of the list
kind-codes = several of the list
kind-term = one of the list, or own words
kind-terms = several of the list, or own words
kind-integer = whole number
kind-decimal = number
kind-boolean = true or false
kind-date = day
kind-past_date = day, not in the future
kind-birth_date = birthday
kind-period = days from and to
kind-tally = numbers of boys, girls and children of unknown sex
kind-adult_tally = numbers of men, women and adults of unknown sex
kind-links = violations of the document
kind-party = party of the register
kind-parties = parties of the register
kind-area = area of the register
kind-partner = partner of the register, or a name
kind-country = country, ISO 3166 code of three letters
kind-section = section
kind-sections = list of sections
kind-details = details of the type

word-dictionary = Field dictionary
word-version = Version
word-field = Field
word-name = Key
word-kind = Kind
word-compartment = Sealed in
word-required = Required
word-yes = yes
word-lists = Lists
word-code = Code
word-meaning = Meaning
word-local_list = Each situation fills this list.
word-case = case
word-identity = identity
word-case_if_coded = case if coded, identity in own words
