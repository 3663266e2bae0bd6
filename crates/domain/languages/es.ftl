# The words of the dictionary in Spanish. One key a label: see docs of domain::dictionary.

section-incident = Incidente

field-incident-schema = Esquema
field-incident-external_id = Referencia del remitente
field-incident-status = Estado
field-incident-title = Título
field-incident-occurred = Cuándo ocurrió
field-incident-first_reported = Conocido por primera vez el
field-incident-location = Dónde ocurrió
field-incident-narrative = Relato (confidencial)
field-incident-update = Lo que se supo después
field-incident-public_summary = Resumen que puede compartirse
field-incident-children_affected = Total de niños afectados
field-incident-perpetrator_count = Cuántos autores
field-incident-monitor = Observador
field-incident-monitor_code = Código del observador
field-incident-member = Miembro o asociado del equipo de tareas
field-incident-notes = Notas
field-incident-violations = Violaciones
field-incident-perpetrators = Autores
field-incident-victims = Niños víctimas
field-incident-groups = Grupos de niños
field-incident-sources = Fuentes
field-incident-responses = Respuestas
field-incident-concerns = Otros problemas de protección
field-incident-materials = Materiales de apoyo

section-occurred = Cuándo ocurrió

field-occurred-from = Primer día
field-occurred-to = Último día
field-occurred-ongoing = Continúa
field-occurred-precision = Precisión
field-occurred-estimated = Fecha estimada
field-occurred-notes = Sobre la fecha

section-location = Dónde ocurrió

field-location-area = Zona
field-location-place_type = Tipo de lugar
field-location-place_type_other = Tipo de lugar, con palabras
field-location-precision = Precisión
field-location-place = Lugar
field-location-latitude = Latitud
field-location-longitude = Longitud
field-location-notes = Sobre el lugar

section-violation = Violación

field-violation-id = Identificador en el documento
field-violation-type = Tipo
field-violation-tally = Niños por sexo
field-violation-tally_estimated = Números estimados
field-violation-details = Detalles de este tipo
field-violation-linked = Vinculada a otra violación
field-violation-linked_types = Tipos de las violaciones vinculadas
field-violation-cross_border = Cruzó una frontera
field-violation-notes = Notas
field-violation-verification = Verificación
field-violation-primary_sources = Número de fuentes primarias
field-violation-secondary_sources = Número de fuentes secundarias
field-violation-un_sources = Naciones Unidas o asociados capacitados entre las fuentes

section-details-killing = Muerte causada

field-means-attack_mode = Modo de ataque
field-means-attack_mode_other = Modo de ataque, con palabras
field-means-weapon = Arma o medio
field-means-weapon_other = Arma o medio, con palabras

field-harm-context = Circunstancias
field-harm-context_other = Circunstancias, con palabras
field-harm-targeted = Se apuntó a los niños
field-harm-taking_part = Los niños participaban en los combates
field-harm-indiscriminate = Indicios de ataque indiscriminado
field-harm-indiscriminate_detail = Cuáles son los indicios

section-details-maiming = Mutilación

field-details-maiming-consequences = Daños duraderos
field-details-maiming-consequence_other = Daños duraderos, con palabras

section-details-recruitment_use = Reclutamiento y utilización

field-details-recruitment_use-factors = Qué llevó al reclutamiento
field-details-recruitment_use-factor_other = Qué llevó a ello, con palabras
field-details-recruitment_use-campaign = Parte de una campaña de reclutamiento
field-details-recruitment_use-campaign_detail = Sobre la campaña
field-details-recruitment_use-recruited_before = Reclutado antes
field-details-recruitment_use-recruited_before_detail = Sobre el reclutamiento anterior
field-details-recruitment_use-role = Función
field-details-recruitment_use-combat_roles = Funciones de combate
field-details-recruitment_use-combat_role_other = Función de combate, con palabras
field-details-recruitment_use-support_roles = Funciones de apoyo
field-details-recruitment_use-support_role_other = Función de apoyo, con palabras
field-details-recruitment_use-carried_weapon = Llevó o usó un arma
field-details-recruitment_use-trained = Recibió entrenamiento militar
field-details-recruitment_use-saw_others = Vio a otros niños reclutados
field-details-recruitment_use-others_seen = Cuántos otros aproximadamente
field-details-recruitment_use-left = Hay niños que salieron
field-details-recruitment_use-left_number = Cuántos salieron
field-details-recruitment_use-left_number_estimated = Ese número es estimado
field-details-recruitment_use-left_on = Salieron el
field-details-recruitment_use-left_on_estimated = Esa fecha es estimada
field-details-recruitment_use-way_out = Cómo salieron
field-details-recruitment_use-detained = Detenido por presunta vinculación
field-details-recruitment_use-detention = Detención

section-details-sexual_violence = Violencia sexual

field-details-sexual_violence-forms = Formas
field-details-sexual_violence-form_other = Forma, con palabras
field-details-sexual_violence-during_operations = Durante operaciones militares
field-details-sexual_violence-consequences = Consecuencias contadas sin preguntar

section-details-abduction = Secuestro

field-details-abduction-purposes = Propósitos
field-details-abduction-purpose_other = Propósito, con palabras
field-details-abduction-held_in = País de cautiverio
field-details-abduction-held_at = Lugar de cautiverio
field-details-abduction-held_notes = Sobre el lugar de cautiverio
field-details-abduction-freed = Alguien recuperó la libertad
field-details-abduction-endings = Cómo terminó
field-details-abduction-ending_other = Cómo terminó, con palabras

section-details-attack_on_school = Ataque contra una escuela

field-facility_attack-recurrent = Atacado antes
field-facility_attack-directly_targeted = Se apuntó al centro o al personal
field-facility_attack-objective = Qué buscaban los atacantes
field-facility_attack-children_killed = Niños muertos en el ataque
field-facility_attack-children_injured = Niños heridos en el ataque
field-facility_attack-staff_killed = Personal protegido muerto
field-facility_attack-staff_injured = Personal protegido herido

field-school-school_kinds = Tipo de escuela
field-school-school_kind_other = Tipo de escuela, con palabras
field-school-pupil_ages = Edad del alumnado
field-school-pupil_sex = Sexo del alumnado
field-school-school_notes = Sobre la escuela

field-service-facility_name = Nombre del centro
field-service-operational_before = Funcionaba antes
field-service-damage = Daños al edificio
field-service-closed = Cerrado como consecuencia
field-service-closed_days = Días cerrado
field-service-children_cut_off = Niños privados del servicio
field-service-children_cut_off_estimated = Ese número es estimado

field-details-attack_on_school-forms = Formas

section-details-attack_on_hospital = Ataque contra un hospital

field-health-health_kinds = Tipo de centro de salud
field-health-health_kind_other = Tipo de centro, con palabras
field-health-health_notes = Sobre el centro de salud

field-details-attack_on_hospital-forms = Formas

section-details-denial_of_humanitarian_access = Denegación de acceso humanitario

field-details-denial_of_humanitarian_access-methods = Cómo se denegó el acceso
field-details-denial_of_humanitarian_access-method_other = Cómo se denegó, con palabras
field-details-denial_of_humanitarian_access-organisations = A quién se bloqueó
field-details-denial_of_humanitarian_access-organisation_other = A quién se bloqueó, con palabras
field-details-denial_of_humanitarian_access-aid = Ayuda o servicio perdidos
field-details-denial_of_humanitarian_access-personnel_killed = Trabajadores humanitarios muertos
field-details-denial_of_humanitarian_access-personnel_killed_estimated = Ese número es estimado
field-details-denial_of_humanitarian_access-personnel_injured = Trabajadores humanitarios heridos
field-details-denial_of_humanitarian_access-personnel_injured_estimated = Ese número es estimado
field-details-denial_of_humanitarian_access-personnel_abducted = Trabajadores humanitarios secuestrados
field-details-denial_of_humanitarian_access-personnel_abducted_estimated = Ese número es estimado
field-details-denial_of_humanitarian_access-personnel_threatened = Trabajadores humanitarios amenazados
field-details-denial_of_humanitarian_access-personnel_threatened_estimated = Ese número es estimado
field-details-denial_of_humanitarian_access-vehicles_taken = Vehículos tomados
field-details-denial_of_humanitarian_access-vehicles_taken_estimated = Ese número es estimado
field-details-denial_of_humanitarian_access-property_value_usd = Valor perdido, en dólares de los EE. UU.
field-details-denial_of_humanitarian_access-adults_affected = Adultos afectados
field-details-denial_of_humanitarian_access-adults_affected_estimated = Ese número es estimado
field-details-denial_of_humanitarian_access-population_affected = Quiénes se vieron afectados

section-details-military_use = Uso militar de una escuela u hospital

field-details-military_use-facility = Centro utilizado
field-details-military_use-used = Período de uso
field-details-military_use-purposes = Propósitos
field-details-military_use-purpose_other = Propósito, con palabras

section-details-deprivation_of_liberty = Privación de libertad

field-detention-reason = Motivo alegado
field-detention-reason_detail = Sobre el motivo
field-detention-by = Retenido por
field-detention-parties = Partes que retienen
field-detention-places = Lugares de detención
field-detention-place_other = Lugar de detención, con palabras
field-detention-lengths = Duración
field-detention-length_detail = Duración exacta
field-detention-still_held = Sigue detenido
field-detention-ill_treated = Maltratado
field-detention-ill_treatment = Formas de maltrato
field-detention-ill_treatment_detail = Sobre el maltrato

field-details-deprivation_of_liberty-held = Período de detención

section-detention = Detención
section-verification = Verificación

field-verification-initial = Inicial
field-verification-technical = Técnica
field-verification-ctfmr = Equipo de tareas en el país
field-verification-verifier_code = Código del verificador
field-verification-notes = Por qué está pendiente o excluida, y notas

section-decision = Decisión de una etapa

field-decision-status = Estado
field-decision-date = Fecha
field-decision-reason = Motivo

section-perpetrator = Autor

field-perpetrator-id = Identificador en el documento
field-perpetrator-party = Parte en el conflicto
field-perpetrator-category = Tipo de parte
field-perpetrator-force_kind = Tipo de fuerza
field-perpetrator-attribution = Grado de certeza
field-perpetrator-attribution_basis = En qué se basa
field-perpetrator-violations = Violaciones
field-perpetrator-size = Cuántas personas
field-perpetrator-size_estimated = Ese número es estimado
field-perpetrator-has_children = Niños entre ellos
field-perpetrator-children = Cuántos niños entre ellos
field-perpetrator-children_estimated = Ese número es estimado
field-perpetrator-sex = Sexo
field-perpetrator-nationalities = Nacionalidades
field-perpetrator-ethnicities = Grupos étnicos
field-perpetrator-names = Nombres y apodos
field-perpetrator-rank = Rango
field-perpetrator-arrested = Detenido por la autoridad
field-perpetrator-arrest_detail = Sobre el arresto
field-perpetrator-detained = En prisión
field-perpetrator-detention_detail = Sobre la prisión
field-perpetrator-convicted = Condenado
field-perpetrator-conviction_detail = Sobre la condena
field-perpetrator-notes = Notas

section-victim = Niño o niña víctima

field-victim-id = Identificador en el documento
field-victim-code = Código del niño o niña
field-victim-sex = Sexo
field-victim-age = Edad en años
field-victim-age_estimated = Edad estimada
field-victim-born_on = Fecha de nacimiento
field-victim-multiple_violations = Afectado por varias violaciones
field-victim-violations = Violaciones
field-victim-name = Nombre
field-victim-contact = Cómo contactar a la persona
field-victim-guardian = Progenitor o tutor
field-victim-nationalities = Nacionalidades
field-victim-ethnicity = Grupo étnico
field-victim-religion = Religión
field-victim-social_group = Grupo social
field-victim-disability = Discapacidad
field-victim-displacement = Desplazamiento
field-victim-vulnerabilities = Vulnerabilidades
field-victim-detained = Privado de libertad
field-victim-detention = Detención
field-victim-consent = Consentimiento
field-victim-notes = Notas

section-victim_detention = Detención del niño o niña

field-victim_detention-held = Período de detención

section-consent = Consentimiento

field-consent-reporting = Acepta que se informe sin nombre
field-consent-follow_up = Se le puede volver a contactar
field-consent-share_identity_with = Identidad compartible con
field-consent-share_identity_other = Con quién más
field-consent-given_by = Consentimiento dado por
field-consent-given_on = Consentimiento dado el

section-group = Grupo de niños

field-group-id = Identificador en el documento
field-group-description = Descripción
field-group-children = Número de niños
field-group-estimated = Número estimado
field-group-sex = Sexo
field-group-age_bands = Edades
field-group-multiple_violations = Afectado por varias violaciones
field-group-violations = Violaciones
field-group-nationalities = Nacionalidades
field-group-ethnicities = Grupos étnicos
field-group-religions = Religiones
field-group-social_groups = Grupos sociales
field-group-vulnerabilities = Vulnerabilidades
field-group-children_with_disabilities = Niños con discapacidad
field-group-displacement = Desplazamiento
field-group-adults = También adultos
field-group-adults_estimated = Ese número es estimado
field-group-adults_sex = Sexo de los adultos
field-group-notes = Notas

section-source = Fuente

field-source-id = Identificador en el documento
field-source-code = Código de la fuente
field-source-category = Tipo de fuente
field-source-evidence = Forma de la información
field-source-evidence_other = Forma, con palabras
field-source-organisation_kind = Quién es la fuente
field-source-organisation_kind_other = Quién es, con palabras
field-source-description = Descripción
field-source-violations = Violaciones
field-source-name = Nombre
field-source-contact = Cómo contactar a la persona
field-source-sex = Sexo
field-source-age_group = Niño o adulto
field-source-interviewed_on = Escuchada el
field-source-interviewer = Escuchada por
field-source-collected_by = Organización que escuchó a la fuente
field-source-area = Zona
field-source-place = Lugar
field-source-reliability = Fiabilidad de la fuente
field-source-reliability_reason = Por qué esa fiabilidad
field-source-credibility = Credibilidad de la información
field-source-credibility_reason = Por qué esa credibilidad
field-source-needs_services = Necesita servicios
field-source-consent = Consentimiento
field-source-notes = Notas

section-response = Respuesta

field-response-id = Identificador en el documento
field-response-kind = Qué se hizo
field-response-kind_other = Qué se hizo, con palabras
field-response-state = Situación
field-response-date = Fecha
field-response-due = Vence el
field-response-violations = Violaciones
field-response-provider = Quién lo presta
field-response-addressed_to = Dirigido a
field-response-notes = Notas
field-response-follow_up_notes = Sobre el seguimiento

section-concern = Otro problema de protección

field-concern-id = Identificador en el documento
field-concern-type = Tipo
field-concern-type_other = Tipo, con palabras
field-concern-tally = Niños por sexo
field-concern-notes = Notas

section-material = Material de apoyo

field-material-id = Identificador en el documento
field-material-kind = Clase
field-material-title = Título
field-material-file_name = Nombre del archivo
field-material-size_bytes = Tamaño en bytes
field-material-sha256 = Resumen (SHA-256)
field-material-received_on = Recibido el
field-material-violations = Violaciones
field-material-notes = Notas

list-incident_status = Estado de un incidente
option-incident_status-open = Abierto
option-incident_status-closed = Cerrado
option-incident_status-duplicate = Duplicado
option-incident_status-void = Anulado

list-violation_type = Tipos de violaciones
option-violation_type-killing = Muerte causada
option-violation_type-maiming = Mutilación
option-violation_type-recruitment_use = Reclutamiento y utilización
option-violation_type-sexual_violence = Violencia sexual
option-violation_type-abduction = Secuestro
option-violation_type-attack_on_school = Ataque contra una escuela
option-violation_type-attack_on_hospital = Ataque contra un hospital
option-violation_type-denial_of_humanitarian_access = Denegación de acceso humanitario
option-violation_type-military_use = Uso militar de una escuela u hospital
option-violation_type-deprivation_of_liberty = Privación de libertad

list-step = Etapas de verificación
option-step-initial = Inicial
option-step-technical = Técnica
option-step-ctfmr = Equipo de tareas en el país

list-status = Estados de verificación
option-status-pending = Pendiente
option-status-verified = Verificado
option-status-not_verified = Notificado, no pudo verificarse
option-status-not_mrm = Fuera del mecanismo
option-status-did_not_occur = Se comprobó que no ocurrió

list-sex = Sexo del niño o niña
option-sex-boy = Niño
option-sex-girl = Niña
option-sex-unknown = Se desconoce

list-party_category = Tipos de partes
option-party_category-armed_force = Fuerza armada
option-party_category-armed_group = Grupo armado
option-party_category-other = Otro
option-party_category-unknown = Se desconoce

list-date_precision = Precisión de una fecha
option-date_precision-day = Día
option-date_precision-month = Mes
option-date_precision-quarter = Trimestre
option-date_precision-year = Año

list-attribution = Certeza de la atribución
option-attribution-confirmed = Confirmada
option-attribution-alleged = Presunta
option-attribution-suspected = Sospechada
option-attribution-refuted = Desmentida
option-attribution-unknown = Se desconoce

list-group_sex = Sexos de un grupo
option-group_sex-male = Solo niños u hombres
option-group_sex-female = Solo niñas o mujeres
option-group_sex-mixed = Mixto
option-group_sex-unknown = Se desconoce

list-age_band = Franjas de edad
option-age_band-0_5 = 0 a 5 años
option-age_band-6_11 = 6 a 11 años
option-age_band-12_17 = 12 a 17 años
option-age_band-unknown = Se desconoce

list-concern_type = Otros problemas de protección
option-concern_type-trafficking = Trata de niños
option-concern_type-sexual_exploitation = Explotación sexual
option-concern_type-violence_abuse_neglect = Violencia, abuso o descuido
option-concern_type-child_labour = Trabajo infantil
option-concern_type-child_in_institution = Niño en una institución
option-concern_type-unlawful_detention = Detención ilegal
option-concern_type-other = Otro

list-shared_with = Quién puede conocer la identidad
option-shared_with-unicef = UNICEF
option-shared_with-ctfmr_member = Otros miembros del equipo de tareas
option-shared_with-service_provider = Proveedores de servicios
option-shared_with-other = Otro
option-shared_with-no_one = Nadie

list-yes_no_unknown = Sí, no, se desconoce
option-yes_no_unknown-yes = Sí
option-yes_no_unknown-no = No
option-yes_no_unknown-unknown = Se desconoce

list-yes_no_partly_unknown = Sí, no, en parte, se desconoce
option-yes_no_partly_unknown-yes = Sí
option-yes_no_partly_unknown-no = No
option-yes_no_partly_unknown-partly = En parte
option-yes_no_partly_unknown-unknown = Se desconoce

list-grade = Grados
option-grade-high = Alto
option-grade-medium = Medio
option-grade-low = Bajo

list-adult_sex = Sexo de un adulto
option-adult_sex-male = Hombre
option-adult_sex-female = Mujer
option-adult_sex-unknown = Se desconoce

list-age_group = Niño o adulto
option-age_group-child = Niño o niña
option-age_group-adult = Adulto
option-age_group-unknown = Se desconoce

list-group_age_band = Edades de un grupo
option-group_age_band-0_5 = 0 a 5 años
option-group_age_band-6_11 = 6 a 11 años
option-group_age_band-12_17 = 12 a 17 años
option-group_age_band-6_10 = 6 a 10 años
option-group_age_band-11_13 = 11 a 13 años
option-group_age_band-14_17 = 14 a 17 años
option-group_age_band-unknown = Se desconoce

list-school_age = Edades del alumnado
option-school_age-0_5 = 0 a 5 años
option-school_age-6_10 = 6 a 10 años
option-school_age-11_13 = 11 a 13 años
option-school_age-14_17 = 14 a 17 años

list-perpetrator_count = Números de autores
option-perpetrator_count-one = Uno
option-perpetrator_count-two = Dos
option-perpetrator_count-three = Tres
option-perpetrator_count-more_than_three = Más de tres
option-perpetrator_count-unknown = Se desconoce

list-place_type = Tipos de lugares
option-place_type-home = Vivienda
option-place_type-school = Escuela
option-place_type-hospital = Hospital o clínica
option-place_type-religious_building = Edificio religioso
option-place_type-cultural_site = Sitio cultural
option-place_type-playground = Parque infantil
option-place_type-sports_ground = Campo deportivo
option-place_type-market = Mercado
option-place_type-road = Carretera o calle
option-place_type-farmland = Tierras de cultivo
option-place_type-forest = Bosque o monte
option-place_type-displacement_camp = Campamento de desplazados o refugiados
option-place_type-populated_area = Zona poblada
option-place_type-remote_area = Zona aislada
option-place_type-area_held_by_armed_group = Zona en poder de un grupo armado
option-place_type-area_near_military_site = Cerca de un sitio militar
option-place_type-military_site = Sitio militar
option-place_type-checkpoint = Puesto de control
option-place_type-detention_place = Lugar de detención
option-place_type-government_building = Edificio gubernamental
option-place_type-un_premises = Locales de las Naciones Unidas
option-place_type-ngo_premises = Locales de una organización no gubernamental
option-place_type-civil_society_premises = Locales de un grupo de la sociedad civil
option-place_type-other = Otro
option-place_type-unknown = Se desconoce

list-location_precision = Precisión de un lugar
option-location_precision-exact = Punto exacto
option-location_precision-place = Pueblo, barrio o sitio
option-location_precision-area3 = Zona de tercer nivel
option-location_precision-area2 = Zona de segundo nivel
option-location_precision-area1 = Zona de primer nivel
option-location_precision-country = Solo el país
option-location_precision-unknown = Se desconoce

list-weapon = Armas y medios
option-weapon-small_arm = Arma pequeña
option-weapon-light_weapon = Arma ligera de dotación
option-weapon-mortar_or_rocket = Mortero o cohete
option-weapon-artillery = Artillería
option-weapon-missile = Misil
option-weapon-air_strike = Bombardeo aéreo
option-weapon-aerial_bomb = Bomba aérea
option-weapon-barrel_bomb = Bomba de barril
option-weapon-unmanned_aircraft = Aeronave no tripulada (dron)
option-weapon-cluster_submunition = Submunición de racimo
option-weapon-landmine = Mina terrestre
option-weapon-explosive_remnant = Resto explosivo de guerra
option-weapon-booby_trap = Trampa explosiva
option-weapon-hand_grenade = Granada de mano
option-weapon-ied_command_wire = Bomba improvisada con cable
option-weapon-ied_remote_controlled = Bomba improvisada a distancia
option-weapon-ied_timer = Bomba improvisada con temporizador
option-weapon-ied_vehicle_borne = Bomba improvisada en un vehículo
option-weapon-ied_person_borne = Bomba improvisada llevada por una persona
option-weapon-ied_airborne = Bomba improvisada desde el aire
option-weapon-ied_grenade = Granada improvisada
option-weapon-ied_other = Otra bomba improvisada
option-weapon-sharp_weapon = Arma blanca
option-weapon-baton = Porra o garrote
option-weapon-beheading = Decapitación
option-weapon-burning = Quema en vida
option-weapon-hanging = Ahorcamiento
option-weapon-stoning = Lapidación
option-weapon-tear_gas = Gas lacrimógeno
option-weapon-water_cannon = Cañón de agua
option-weapon-chemical = Arma química
option-weapon-biological = Arma biológica
option-weapon-radiological = Arma radiológica o nuclear
option-weapon-other = Otro
option-weapon-unknown = Se desconoce

list-attack_mode = Modos de ataque
option-attack_mode-land_based_attack = Ataque por tierra
option-attack_mode-aerial_attack = Ataque aéreo
option-attack_mode-sea_based_attack = Ataque por mar
option-attack_mode-shooting = Disparos
option-attack_mode-suicide_attack = Ataque suicida
option-attack_mode-arson = Incendio provocado
option-attack_mode-other = Otro
option-attack_mode-unknown = Se desconoce

list-harm_context = Circunstancias de muertes y mutilaciones
option-harm_context-fighting = Combates
option-harm_context-explosive_remnants = Restos explosivos de guerra
option-harm_context-political_violence = Violencia política
option-harm_context-arrest_or_search = Operación de arresto o registro
option-harm_context-single_killing = Muerte aislada
option-harm_context-torture = Tortura
option-harm_context-cruel_treatment = Trato cruel o inhumano
option-harm_context-other = Otro
option-harm_context-unknown = Se desconoce

list-maiming_consequence = Daños duraderos de la mutilación
option-maiming_consequence-permanent_disability = Discapacidad permanente
option-maiming_consequence-serious_injury = Lesión grave
option-maiming_consequence-other = Otro

list-recruitment_factor = Qué lleva al reclutamiento
option-recruitment_factor-abduction = Secuestro
option-recruitment_factor-conscription = Servicio obligatorio
option-recruitment_factor-intimidation = Intimidación
option-recruitment_factor-family_or_community_pressure = Presión de la familia o la comunidad
option-recruitment_factor-family_problems = Problemas o abusos en casa
option-recruitment_factor-money = Necesidad de dinero
option-recruitment_factor-idealism = Fe en una causa
option-recruitment_factor-lack_of_services = Falta de servicios básicos
option-recruitment_factor-insecurity = Inseguridad
option-recruitment_factor-joining_friends = Para estar con amigos
option-recruitment_factor-revenge = Venganza
option-recruitment_factor-other = Otro
option-recruitment_factor-unknown = Se desconoce

list-child_role = Funciones de un niño reclutado
option-child_role-combatant = Combatiente
option-child_role-non_combatant = No combatiente
option-child_role-unknown = Se desconoce

list-combat_role = Funciones de combate
option-combat_role-fighter = Combatiente
option-combat_role-informant_or_spy = Informante o espía
option-combat_role-guard = Guardia
option-combat_role-mine_laying = Colocación de minas
option-combat_role-checkpoint = Atender un puesto de control
option-combat_role-suicide_bomber = Atacante suicida
option-combat_role-other = Otro

list-support_role = Funciones de apoyo
option-support_role-cook = Cocinero
option-support_role-domestic_worker = Trabajo doméstico
option-support_role-porter = Porteador
option-support_role-messenger = Mensajero
option-support_role-human_shield = Escudo humano
option-support_role-sexual_purposes = Con fines sexuales
option-support_role-other = Otro

list-way_out = Formas de salir
option-way_out-formal_release = Liberación formal
option-way_out-informal_release = Liberación informal
option-way_out-escaped = Fuga
option-way_out-community_or_family = Por mediación de la comunidad o la familia
option-way_out-surrendered = Entrega
option-way_out-captured = Captura
option-way_out-arrested = Arresto
option-way_out-group_dissolved = Disolución de la fuerza o grupo
option-way_out-other = Otro
option-way_out-unknown = Se desconoce

list-sexual_violence_form = Formas de violencia sexual
option-sexual_violence_form-rape = Violación sexual
option-sexual_violence_form-gang_rape = Violación en grupo
option-sexual_violence_form-sexual_assault = Agresión sexual
option-sexual_violence_form-sexual_slavery_or_trafficking = Esclavitud sexual o trata
option-sexual_violence_form-forced_prostitution = Prostitución forzada
option-sexual_violence_form-forced_marriage = Matrimonio forzado
option-sexual_violence_form-forced_pregnancy = Embarazo forzado
option-sexual_violence_form-forced_abortion = Aborto forzado
option-sexual_violence_form-forced_sterilisation = Esterilización forzada
option-sexual_violence_form-sexual_mutilation = Mutilación sexual
option-sexual_violence_form-other = Otro

list-sexual_violence_consequence = Consecuencias de la violencia sexual
option-sexual_violence_consequence-child_born_of_rape = Hijo nacido de violación
option-sexual_violence_consequence-unsafe_abortion = Daños por aborto inseguro
option-sexual_violence_consequence-infanticide = Infanticidio
option-sexual_violence_consequence-death = Fallecimiento
option-sexual_violence_consequence-injury = Lesión
option-sexual_violence_consequence-disability = Discapacidad
option-sexual_violence_consequence-illness = Enfermedad
option-sexual_violence_consequence-sexually_transmitted_infection = Infección de transmisión sexual
option-sexual_violence_consequence-mental_health = Daño a la salud mental
option-sexual_violence_consequence-suicide = Suicidio
option-sexual_violence_consequence-family_rejection = Rechazo de la familia
option-sexual_violence_consequence-community_rejection = Rechazo de la comunidad
option-sexual_violence_consequence-prosecuted = Arrestado o procesado por ello
option-sexual_violence_consequence-left_school = Abandono escolar

list-abduction_purpose = Propósitos del secuestro
option-abduction_purpose-recruitment_use = Reclutamiento y utilización
option-abduction_purpose-sexual_violence = Violencia sexual
option-abduction_purpose-killing_or_maiming = Muerte o mutilación
option-abduction_purpose-forced_marriage = Matrimonio forzado
option-abduction_purpose-forced_labour = Trabajo forzoso
option-abduction_purpose-enslavement = Esclavitud
option-abduction_purpose-trafficking = Trata de niños
option-abduction_purpose-sale = Venta del niño
option-abduction_purpose-extortion = Rescate o extorsión
option-abduction_purpose-indoctrination = Adoctrinamiento
option-abduction_purpose-intimidation = Intimidación
option-abduction_purpose-punishment = Castigo
option-abduction_purpose-other = Otro
option-abduction_purpose-unknown = Se desconoce

list-abduction_ending = Finales del secuestro
option-abduction_ending-released = Liberación por los captores
option-abduction_ending-ransom_paid = Rescate pagado
option-abduction_ending-escaped = Fuga
option-abduction_ending-operation = Operación militar o policial
option-abduction_ending-handed_over = Entrega formal
option-abduction_ending-group_dissolved = Disolución de la fuerza o grupo
option-abduction_ending-other = Otro

list-school_attack_form = Formas de ataque contra escuelas
option-school_attack_form-attack_on_school = Ataque contra la escuela
option-school_attack_form-attack_on_personnel = Ataque contra el personal o el alumnado
option-school_attack_form-threat = Amenaza de ataque
option-school_attack_form-interference = Otra injerencia

list-hospital_attack_form = Formas de ataque contra hospitales
option-hospital_attack_form-attack_on_hospital = Ataque contra el hospital
option-hospital_attack_form-attack_on_personnel = Ataque contra el personal o los pacientes
option-hospital_attack_form-threat = Amenaza de ataque
option-hospital_attack_form-interference = Otra injerencia

list-school_kind = Tipos de escuelas
option-school_kind-pre_primary = Preescolar o primera infancia
option-school_kind-primary = Primaria
option-school_kind-secondary = Secundaria
option-school_kind-vocational = Profesional
option-school_kind-religious = Religiosa
option-school_kind-secular = Laica
option-school_kind-formal = Formal
option-school_kind-informal = No formal
option-school_kind-other = Otro

list-health_kind = Tipos de centros de salud
option-health_kind-hospital = Hospital
option-health_kind-health_centre = Centro de salud
option-health_kind-dispensary = Dispensario
option-health_kind-mobile_unit = Unidad móvil de salud
option-health_kind-ambulance = Ambulancia
option-health_kind-other = Otro

list-damage = Daños
option-damage-destroyed = Destruido
option-damage-serious = Graves
option-damage-minor = Leves
option-damage-none = Ninguno

list-facility_used = Centros utilizados
option-facility_used-school = Escuela
option-facility_used-hospital = Hospital

list-military_purpose = Propósitos del uso militar
option-military_purpose-barracks = Cuartel o dormitorio
option-military_purpose-command_post = Puesto de mando
option-military_purpose-firing_position = Posición de tiro
option-military_purpose-storage = Almacén
option-military_purpose-weapons_store = Depósito de armas
option-military_purpose-unknown = Se desconoce
option-military_purpose-other = Otro

list-denial_method = Formas de denegar el acceso
option-denial_method-siege = Asedio
option-denial_method-entry_refused = Entrada negada a trabajadores humanitarios
option-denial_method-travel_restricted = Viajes restringidos en el país
option-denial_method-import_restricted = Importación de socorro restringida
option-denial_method-funding_restricted = Fondos de organizaciones restringidos
option-denial_method-beneficiaries_restricted = Población impedida de acceder a la ayuda
option-denial_method-violence_against_beneficiaries = Amenazas o violencia contra beneficiarios
option-denial_method-violence_against_personnel = Amenazas o violencia contra el personal humanitario
option-denial_method-abduction_of_personnel = Secuestro de personal humanitario
option-denial_method-vehicle_taken = Vehículo tomado
option-denial_method-theft = Robo
option-denial_method-property_damage = Daños a bienes
option-denial_method-other = Otro

list-organisation_affected = A quién se bloquea
option-organisation_affected-government = Gobierno
option-organisation_affected-de_facto_authority = Autoridad de facto
option-organisation_affected-intergovernmental = Organización intergubernamental
option-organisation_affected-international_ngo = Organización no gubernamental internacional
option-organisation_affected-national_ngo = Organización no gubernamental nacional
option-organisation_affected-red_cross_red_crescent = Cruz Roja o Media Luna Roja
option-organisation_affected-faith_based = Organización religiosa
option-organisation_affected-community = Grupo comunitario
option-organisation_affected-private = Empresa privada
option-organisation_affected-other = Otro
option-organisation_affected-unknown = Se desconoce

list-aid_kind = Tipos de ayuda
option-aid_kind-food = Alimentos
option-aid_kind-medical_care = Atención médica
option-aid_kind-medical_supplies = Suministros médicos
option-aid_kind-school_supplies = Material escolar
option-aid_kind-water_and_sanitation = Agua y saneamiento
option-aid_kind-other_essentials = Otros bienes esenciales

list-detention_reason = Motivos de detención
option-detention_reason-security = Seguridad
option-detention_reason-association = Presunta vinculación con una fuerza o grupo
option-detention_reason-other = Otro
option-detention_reason-unknown = Se desconoce

list-detention_place = Lugares de detención
option-detention_place-civilian_building = Edificio civil
option-detention_place-informal_place = Lugar de detención informal
option-detention_place-intelligence_premises = Locales de un servicio de inteligencia
option-detention_place-juvenile_centre = Centro de menores
option-detention_place-military_site = Sitio militar
option-detention_place-prison = Prisión
option-detention_place-other = Otro

list-detention_length = Duraciones de la detención
option-detention_length-under_1_month = Menos de un mes
option-detention_length-1_to_3_months = 1 a 3 meses
option-detention_length-3_to_6_months = 3 a 6 meses
option-detention_length-6_to_12_months = 6 a 12 meses
option-detention_length-over_1_year = Más de un año

list-ill_treatment = Formas de maltrato
option-ill_treatment-blindfolded = Ojos vendados
option-ill_treatment-hands_tied = Manos atadas
option-ill_treatment-legs_tied = Piernas atadas
option-ill_treatment-no_toilet = Sin acceso al baño
option-ill_treatment-no_food_or_water = Sin comida ni agua
option-ill_treatment-held_abroad = Retenido fuera del país
option-ill_treatment-night_arrest = Arrestado de noche
option-ill_treatment-no_lawyer_or_parent = Sin abogado ni progenitores
option-ill_treatment-rights_not_told = Sin informarle de sus derechos
option-ill_treatment-physical_violence = Violencia física
option-ill_treatment-foreign_language_paper = Obligado a firmar en otro idioma
option-ill_treatment-solitary_confinement = Aislamiento
option-ill_treatment-strip_search = Registro sin ropa
option-ill_treatment-threats_to_family = Amenazas a la familia
option-ill_treatment-threats_to_child = Amenazas al niño o niña
option-ill_treatment-moved_on_vehicle_floor = Llevado en el suelo de un vehículo
option-ill_treatment-verbal_abuse = Maltrato verbal
option-ill_treatment-informant_pressure = Presión para ser informante
option-ill_treatment-painful_position_or_sexual_abuse = Posiciones dolorosas, o abuso sexual o su intento

list-vulnerability = Vulnerabilidades
option-vulnerability-abducted = Secuestrado
option-vulnerability-recruited = Reclutado
option-vulnerability-detained = Detenido
option-vulnerability-disabled = Con discapacidad
option-vulnerability-unaccompanied = No acompañado
option-vulnerability-separated = Separado de su familia
option-vulnerability-internally_displaced = Desplazado interno
option-vulnerability-refugee = Refugiado
option-vulnerability-asylum_seeker = Solicitante de asilo
option-vulnerability-returnee = Retornado
option-vulnerability-stateless = Apátrida
option-vulnerability-unknown = Se desconoce

list-disability = Discapacidades
option-disability-none = Ninguno
option-disability-physical = Física
option-disability-sensory = Sensorial
option-disability-intellectual = Intelectual
option-disability-psychosocial = Psicosocial
option-disability-physical_and_mental = Física y mental
option-disability-unknown = Se desconoce

list-displacement = Tipos de desplazamiento
option-displacement-none = Ninguno
option-displacement-internally_displaced = Desplazado interno
option-displacement-refugee = Refugiado
option-displacement-asylum_seeker = Solicitante de asilo
option-displacement-returnee = Retornado
option-displacement-stateless = Apátrida
option-displacement-unknown = Se desconoce

list-source_category = Tipos de fuentes
option-source_category-victim = Víctima (primaria)
option-source_category-witness = Testigo (primaria)
option-source_category-alleged_perpetrator = Presunto autor (primaria)
option-source_category-secondary = Secundaria

list-evidence = Formas de información
option-evidence-oral_testimony = Testimonio oral
option-evidence-written_statement = Declaración escrita
option-evidence-official_document = Documento oficial
option-evidence-photograph = Fotografía
option-evidence-video = Vídeo
option-evidence-audio = Grabación de audio
option-evidence-monitor_observation = Visto por un observador
option-evidence-satellite_imagery = Imágenes de satélite
option-evidence-physical_evidence = Prueba material
option-evidence-injuries = Lesiones o cicatrices
option-evidence-other = Otro

list-organisation_kind = Quién informa
option-organisation_kind-civil_society = Sociedad civil
option-organisation_kind-faith_based_organisation = Organización religiosa
option-organisation_kind-national_ngo = Organización no gubernamental nacional
option-organisation_kind-international_ngo = Organización no gubernamental internacional
option-organisation_kind-community_leader = Líder comunitario
option-organisation_kind-community_member = Miembro de la comunidad
option-organisation_kind-family = Familia
option-organisation_kind-social_worker = Trabajador social
option-organisation_kind-teacher = Docente
option-organisation_kind-health_worker = Personal de salud
option-organisation_kind-law_enforcement = Fuerzas del orden
option-organisation_kind-justice_official = Funcionario de justicia
option-organisation_kind-government = Gobierno
option-organisation_kind-un_staff = Personal de las Naciones Unidas
option-organisation_kind-media = Medios de comunicación
option-organisation_kind-other = Otro
option-organisation_kind-unknown = Se desconoce

list-consent_giver = Quién da el consentimiento
option-consent_giver-person = La persona
option-consent_giver-guardian = El progenitor o tutor
option-consent_giver-both = Ambos
option-consent_giver-unknown = Se desconoce

list-force_kind = Tipos de fuerzas
option-force_kind-national_army = Ejército nacional
option-force_kind-security_forces = Fuerzas de seguridad
option-force_kind-police = Policía
option-force_kind-paramilitary = Fuerzas paramilitares
option-force_kind-international_forces = Fuerzas internacionales
option-force_kind-other = Otro
option-force_kind-unknown = Se desconoce

list-response_kind = Tipos de respuestas
option-response_kind-medical_referral = Derivación a atención médica
option-response_kind-psychosocial_referral = Derivación a apoyo psicosocial
option-response_kind-legal_referral = Derivación a asistencia jurídica
option-response_kind-protection_referral = Derivación a protección de la infancia
option-response_kind-education_referral = Derivación a educación
option-response_kind-family_reunification = Búsqueda o reunificación familiar
option-response_kind-reintegration = Reintegración
option-response_kind-law_enforcement_referral = Remisión a la policía o la justicia
option-response_kind-advocacy_with_party = Incidencia ante la parte
option-response_kind-public_statement = Declaración pública
option-response_kind-none_required = Ninguna necesaria
option-response_kind-other = Otro

list-response_state = Situaciones de una respuesta
option-response_state-pending = Pendiente
option-response_state-provided = Hecho o prestado
option-response_state-not_possible = No es posible
option-response_state-declined = Rechazado por la persona

list-material_kind = Clases de material de apoyo
option-material_kind-photograph = Fotografía
option-material_kind-video = Vídeo
option-material_kind-audio = Grabación de audio
option-material_kind-official_document = Documento oficial
option-material_kind-medical_record = Historia clínica
option-material_kind-statement = Declaración
option-material_kind-map_or_imagery = Mapa o imágenes
option-material_kind-other = Otro

list-party = Partes en el conflicto
list-area = Zonas
list-partner = Asociados
list-nationality = Nacionalidades
list-ethnicity = Grupos étnicos
list-religion = Religiones
list-social_group = Grupos sociales

kind-schema = esquema
kind-text = texto corto
kind-long_text = texto
kind-id = identificador
kind-code = uno de la lista
kind-codes = varios de la lista
kind-term = uno de la lista, o palabras propias
kind-terms = varios de la lista, o palabras propias
kind-integer = número entero
kind-decimal = número
kind-boolean = verdadero o falso
kind-date = día
kind-past_date = día, no futuro
kind-birth_date = fecha de nacimiento
kind-period = días de inicio y fin
kind-tally = números de niños, niñas y menores de sexo desconocido
kind-adult_tally = números de hombres, mujeres y adultos de sexo desconocido
kind-links = violaciones del documento
kind-party = parte del registro
kind-parties = partes del registro
kind-area = zona del registro
kind-partner = asociado del registro, o un nombre
kind-country = país, código ISO 3166 de tres letras
kind-section = sección
kind-sections = lista de secciones
kind-details = detalles del tipo

word-dictionary = Diccionario de campos
word-version = Versión
word-field = Campo
word-name = Clave
word-kind = Tipo de valor
word-compartment = Sellado en
word-required = Obligatorio
word-yes = sí
word-lists = Listas
word-code = Código
word-meaning = Significado
word-local_list = Cada situación completa esta lista.
word-case = caso
word-identity = identidad
word-case_if_coded = caso si está codificado, identidad si son palabras propias
