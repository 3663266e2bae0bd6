# The words of the dictionary in Arabic. One key a label: see docs of domain::dictionary.

section-incident = الحادثة

field-incident-schema = المخطط
field-incident-external_id = مرجع المُرسِل
field-incident-status = الحالة
field-incident-title = العنوان
field-incident-occurred = وقت الوقوع
field-incident-first_reported = تاريخ أول علم بها
field-incident-location = مكان الوقوع
field-incident-narrative = السرد (سري)
field-incident-update = ما عُرف لاحقًا
field-incident-public_summary = ملخص يجوز تداوله
field-incident-children_affected = مجموع الأطفال المتضررين
field-incident-perpetrator_count = عدد مرتكبي الانتهاك
field-incident-monitor = الراصد
field-incident-monitor_code = رمز الراصد
field-incident-member = عضو فرقة العمل أو شريكها
field-incident-notes = ملاحظات
field-incident-violations = الانتهاكات
field-incident-perpetrators = مرتكبو الانتهاك
field-incident-victims = الأطفال الضحايا
field-incident-groups = مجموعات الأطفال
field-incident-sources = المصادر
field-incident-responses = الاستجابات
field-incident-concerns = شواغل حماية أخرى
field-incident-materials = المواد الداعمة

section-occurred = وقت وقوع الحادثة

field-occurred-from = اليوم الأول
field-occurred-to = اليوم الأخير
field-occurred-ongoing = لا تزال مستمرة
field-occurred-precision = درجة الدقة
field-occurred-estimated = التاريخ تقديري
field-occurred-notes = ملاحظات عن التاريخ

section-location = مكان وقوع الحادثة

field-location-area = المنطقة
field-location-place_type = نوع المكان
field-location-place_type_other = نوع المكان بالتوضيح
field-location-precision = درجة الدقة
field-location-place = المكان
field-location-latitude = خط العرض
field-location-longitude = خط الطول
field-location-notes = ملاحظات عن المكان

section-violation = الانتهاك

field-violation-id = المعرّف في الوثيقة
field-violation-type = النوع
field-violation-tally = الأطفال حسب الجنس
field-violation-tally_estimated = الأعداد تقديرية
field-violation-details = تفاصيل هذا النوع
field-violation-linked = مرتبط بانتهاك آخر
field-violation-linked_types = أنواع الانتهاكات المرتبطة
field-violation-cross_border = عبر الحدود
field-violation-notes = ملاحظات
field-violation-verification = التحقق
field-violation-primary_sources = عدد المصادر الأولية
field-violation-secondary_sources = عدد المصادر الثانوية
field-violation-un_sources = من بين المصادر الأمم المتحدة أو شركاء مدربون

section-details-killing = القتل

field-means-attack_mode = طريقة الهجوم
field-means-attack_mode_other = طريقة الهجوم بالتوضيح
field-means-weapon = السلاح أو الوسيلة
field-means-weapon_other = السلاح أو الوسيلة بالتوضيح

field-harm-context = الملابسات
field-harm-context_other = الملابسات بالتوضيح
field-harm-targeted = استُهدف الأطفال عمدًا
field-harm-taking_part = كان الأطفال يشاركون في القتال
field-harm-indiscriminate = دلائل على هجوم عشوائي
field-harm-indiscriminate_detail = ماهية الدلائل

section-details-maiming = التشويه

field-details-maiming-consequences = الأضرار الدائمة
field-details-maiming-consequence_other = الأضرار الدائمة بالتوضيح

section-details-recruitment_use = التجنيد والاستخدام

field-details-recruitment_use-factors = عوامل التجنيد
field-details-recruitment_use-factor_other = العوامل بالتوضيح
field-details-recruitment_use-campaign = ضمن حملة تجنيد
field-details-recruitment_use-campaign_detail = تفاصيل الحملة
field-details-recruitment_use-recruited_before = جُنّد من قبل
field-details-recruitment_use-recruited_before_detail = تفاصيل التجنيد السابق
field-details-recruitment_use-role = الدور
field-details-recruitment_use-combat_roles = أدوار قتالية
field-details-recruitment_use-combat_role_other = الدور القتالي بالتوضيح
field-details-recruitment_use-support_roles = أدوار مساندة
field-details-recruitment_use-support_role_other = الدور المساند بالتوضيح
field-details-recruitment_use-carried_weapon = حمل سلاحًا أو استخدمه
field-details-recruitment_use-trained = تلقى تدريبًا عسكريًا
field-details-recruitment_use-saw_others = رأى أطفالًا مجندين آخرين
field-details-recruitment_use-others_seen = العدد التقريبي للآخرين
field-details-recruitment_use-left = غادر أطفال
field-details-recruitment_use-left_number = عدد من غادروا
field-details-recruitment_use-left_number_estimated = العدد تقديري
field-details-recruitment_use-left_on = تاريخ المغادرة
field-details-recruitment_use-left_on_estimated = التاريخ تقديري
field-details-recruitment_use-way_out = كيفية المغادرة
field-details-recruitment_use-detained = احتُجز بدعوى الارتباط
field-details-recruitment_use-detention = الاحتجاز

section-details-sexual_violence = العنف الجنسي

field-details-sexual_violence-forms = الأشكال
field-details-sexual_violence-form_other = الشكل بالتوضيح
field-details-sexual_violence-during_operations = أثناء عمليات عسكرية
field-details-sexual_violence-consequences = عواقب ذُكرت دون سؤال

section-details-abduction = الاختطاف

field-details-abduction-purposes = الأغراض
field-details-abduction-purpose_other = الغرض بالتوضيح
field-details-abduction-held_in = بلد الاحتجاز
field-details-abduction-held_at = مكان الاحتجاز
field-details-abduction-held_notes = ملاحظات عن مكان الاحتجاز
field-details-abduction-freed = استعاد أحدهم حريته
field-details-abduction-endings = كيفية الانتهاء
field-details-abduction-ending_other = كيفية الانتهاء بالتوضيح

section-details-attack_on_school = هجوم على مدرسة

field-facility_attack-recurrent = هوجم من قبل
field-facility_attack-directly_targeted = استُهدف المرفق أو العاملون فيه
field-facility_attack-objective = هدف المهاجمين
field-facility_attack-children_killed = أطفال قُتلوا في الهجوم
field-facility_attack-children_injured = أطفال أُصيبوا في الهجوم
field-facility_attack-staff_killed = عاملون محميون قُتلوا
field-facility_attack-staff_injured = عاملون محميون أُصيبوا

field-school-school_kinds = نوع المدرسة
field-school-school_kind_other = نوع المدرسة بالتوضيح
field-school-pupil_ages = أعمار التلاميذ
field-school-pupil_sex = جنس التلاميذ
field-school-school_notes = ملاحظات عن المدرسة

field-service-facility_name = اسم المرفق
field-service-operational_before = كان يعمل من قبل
field-service-damage = أضرار المبنى
field-service-closed = أُغلق نتيجة لذلك
field-service-closed_days = أيام الإغلاق
field-service-children_cut_off = أطفال حُرموا من الخدمة
field-service-children_cut_off_estimated = العدد تقديري

field-details-attack_on_school-forms = الأشكال

section-details-attack_on_hospital = هجوم على مستشفى

field-health-health_kinds = نوع المرفق الصحي
field-health-health_kind_other = نوع المرفق الصحي بالتوضيح
field-health-health_notes = ملاحظات عن المرفق الصحي

field-details-attack_on_hospital-forms = الأشكال

section-details-denial_of_humanitarian_access = منع وصول المساعدات الإنسانية

field-details-denial_of_humanitarian_access-methods = طرق المنع
field-details-denial_of_humanitarian_access-method_other = طريقة المنع بالتوضيح
field-details-denial_of_humanitarian_access-organisations = الجهات الممنوعة
field-details-denial_of_humanitarian_access-organisation_other = الجهة الممنوعة بالتوضيح
field-details-denial_of_humanitarian_access-aid = المساعدة أو الخدمة المفقودة
field-details-denial_of_humanitarian_access-personnel_killed = عاملون إنسانيون قُتلوا
field-details-denial_of_humanitarian_access-personnel_killed_estimated = العدد تقديري
field-details-denial_of_humanitarian_access-personnel_injured = عاملون إنسانيون أُصيبوا
field-details-denial_of_humanitarian_access-personnel_injured_estimated = العدد تقديري
field-details-denial_of_humanitarian_access-personnel_abducted = عاملون إنسانيون اختُطفوا
field-details-denial_of_humanitarian_access-personnel_abducted_estimated = العدد تقديري
field-details-denial_of_humanitarian_access-personnel_threatened = عاملون إنسانيون هُدّدوا
field-details-denial_of_humanitarian_access-personnel_threatened_estimated = العدد تقديري
field-details-denial_of_humanitarian_access-vehicles_taken = مركبات استُولي عليها
field-details-denial_of_humanitarian_access-vehicles_taken_estimated = العدد تقديري
field-details-denial_of_humanitarian_access-property_value_usd = القيمة المفقودة بدولارات الولايات المتحدة
field-details-denial_of_humanitarian_access-adults_affected = البالغون المتضررون
field-details-denial_of_humanitarian_access-adults_affected_estimated = العدد تقديري
field-details-denial_of_humanitarian_access-population_affected = الفئات المتضررة

section-details-military_use = الاستخدام العسكري لمدرسة أو مستشفى

field-details-military_use-facility = المرفق المستخدم
field-details-military_use-used = مدة الاستخدام
field-details-military_use-purposes = الأغراض
field-details-military_use-purpose_other = الغرض بالتوضيح

section-details-deprivation_of_liberty = الحرمان من الحرية

field-detention-reason = السبب المعلن
field-detention-reason_detail = تفاصيل السبب
field-detention-by = الجهة المحتجِزة
field-detention-parties = الأطراف المحتجِزة
field-detention-places = أماكن الاحتجاز
field-detention-place_other = مكان الاحتجاز بالتوضيح
field-detention-lengths = المدة
field-detention-length_detail = المدة بالتحديد
field-detention-still_held = لا يزال محتجزًا
field-detention-ill_treated = تعرّض لسوء المعاملة
field-detention-ill_treatment = أشكال سوء المعاملة
field-detention-ill_treatment_detail = تفاصيل سوء المعاملة

field-details-deprivation_of_liberty-held = مدة الاحتجاز

section-detention = الاحتجاز
section-verification = التحقق

field-verification-initial = الأولية
field-verification-technical = الفنية
field-verification-ctfmr = فرقة العمل القطرية
field-verification-verifier_code = رمز المتحقق
field-verification-notes = سبب التعليق أو الاستبعاد وملاحظات

section-decision = قرار المرحلة

field-decision-status = الحالة
field-decision-date = التاريخ
field-decision-reason = السبب

section-perpetrator = مرتكب الانتهاك

field-perpetrator-id = المعرّف في الوثيقة
field-perpetrator-party = طرف النزاع
field-perpetrator-category = نوع الطرف
field-perpetrator-force_kind = نوع القوة
field-perpetrator-attribution = درجة التأكد
field-perpetrator-attribution_basis = أساس ذلك
field-perpetrator-violations = الانتهاكات
field-perpetrator-size = عدد الأشخاص
field-perpetrator-size_estimated = العدد تقديري
field-perpetrator-has_children = بينهم أطفال
field-perpetrator-children = عدد الأطفال بينهم
field-perpetrator-children_estimated = العدد تقديري
field-perpetrator-sex = الجنس
field-perpetrator-nationalities = الجنسيات
field-perpetrator-ethnicities = المجموعات الإثنية
field-perpetrator-names = الأسماء والألقاب
field-perpetrator-rank = الرتبة
field-perpetrator-arrested = أُوقف
field-perpetrator-arrest_detail = تفاصيل التوقيف
field-perpetrator-detained = محبوس
field-perpetrator-detention_detail = تفاصيل الحبس
field-perpetrator-convicted = أُدين
field-perpetrator-conviction_detail = تفاصيل الإدانة
field-perpetrator-notes = ملاحظات

section-victim = الطفل الضحية

field-victim-id = المعرّف في الوثيقة
field-victim-code = رمز الطفل
field-victim-sex = الجنس
field-victim-age = العمر بالسنوات
field-victim-age_estimated = العمر تقديري
field-victim-born_on = تاريخ الميلاد
field-victim-multiple_violations = تعرّض لعدة انتهاكات
field-victim-violations = الانتهاكات
field-victim-name = الاسم
field-victim-contact = وسيلة الاتصال
field-victim-guardian = أحد الوالدين أو الوصي
field-victim-nationalities = الجنسيات
field-victim-ethnicity = المجموعة الإثنية
field-victim-religion = الديانة
field-victim-social_group = الفئة الاجتماعية
field-victim-disability = الإعاقة
field-victim-displacement = النزوح
field-victim-vulnerabilities = أوجه الضعف
field-victim-detained = حُرم من الحرية
field-victim-detention = الاحتجاز
field-victim-consent = الموافقة
field-victim-notes = ملاحظات

section-victim_detention = احتجاز الطفل

field-victim_detention-held = مدة الاحتجاز

section-consent = الموافقة

field-consent-reporting = يوافق على الإبلاغ دون اسم
field-consent-follow_up = يجوز الاتصال به مجددًا
field-consent-share_identity_with = يجوز إطلاع هؤلاء على الهوية
field-consent-share_identity_other = مع من غيرهم
field-consent-given_by = من أعطى الموافقة
field-consent-given_on = تاريخ الموافقة

section-group = مجموعة أطفال

field-group-id = المعرّف في الوثيقة
field-group-description = الوصف
field-group-children = عدد الأطفال
field-group-estimated = العدد تقديري
field-group-sex = الجنس
field-group-age_bands = الأعمار
field-group-multiple_violations = تعرّض لعدة انتهاكات
field-group-violations = الانتهاكات
field-group-nationalities = الجنسيات
field-group-ethnicities = المجموعات الإثنية
field-group-religions = الديانات
field-group-social_groups = الفئات الاجتماعية
field-group-vulnerabilities = أوجه الضعف
field-group-children_with_disabilities = أطفال ذوو إعاقة
field-group-displacement = النزوح
field-group-adults = بالغون أيضًا
field-group-adults_estimated = العدد تقديري
field-group-adults_sex = جنس البالغين
field-group-notes = ملاحظات

section-source = المصدر

field-source-id = المعرّف في الوثيقة
field-source-code = رمز المصدر
field-source-category = نوع المصدر
field-source-evidence = شكل المعلومات
field-source-evidence_other = الشكل بالتوضيح
field-source-organisation_kind = صفة المصدر
field-source-organisation_kind_other = صفة المصدر بالتوضيح
field-source-description = الوصف
field-source-violations = الانتهاكات
field-source-name = الاسم
field-source-contact = وسيلة الاتصال
field-source-sex = الجنس
field-source-age_group = طفل أم بالغ
field-source-interviewed_on = تاريخ المقابلة
field-source-interviewer = أجرى المقابلة
field-source-collected_by = الجهة التي سمعت المصدر
field-source-area = المنطقة
field-source-place = المكان
field-source-reliability = موثوقية المصدر
field-source-reliability_reason = سبب تقدير الموثوقية
field-source-credibility = مصداقية المعلومات
field-source-credibility_reason = سبب تقدير المصداقية
field-source-needs_services = يحتاج إلى خدمات
field-source-consent = الموافقة
field-source-notes = ملاحظات

section-response = الاستجابة

field-response-id = المعرّف في الوثيقة
field-response-kind = الإجراء المتخذ
field-response-kind_other = الإجراء بالتوضيح
field-response-state = الوضع
field-response-date = التاريخ
field-response-due = تاريخ الاستحقاق
field-response-violations = الانتهاكات
field-response-provider = مقدم الخدمة
field-response-addressed_to = موجّه إلى
field-response-notes = ملاحظات
field-response-follow_up_notes = ملاحظات المتابعة

section-concern = شاغل حماية آخر

field-concern-id = المعرّف في الوثيقة
field-concern-type = النوع
field-concern-type_other = النوع بالتوضيح
field-concern-tally = الأطفال حسب الجنس
field-concern-notes = ملاحظات

section-material = مادة داعمة

field-material-id = المعرّف في الوثيقة
field-material-kind = النوع
field-material-title = العنوان
field-material-file_name = اسم الملف
field-material-size_bytes = الحجم بالبايت
field-material-sha256 = البصمة (SHA-256)
field-material-received_on = تاريخ الاستلام
field-material-violations = الانتهاكات
field-material-notes = ملاحظات

list-incident_status = حالة الحادثة
option-incident_status-open = مفتوحة
option-incident_status-closed = مغلقة
option-incident_status-duplicate = مكررة
option-incident_status-void = ملغاة

list-violation_type = أنواع الانتهاكات
option-violation_type-killing = القتل
option-violation_type-maiming = التشويه
option-violation_type-recruitment_use = التجنيد والاستخدام
option-violation_type-sexual_violence = العنف الجنسي
option-violation_type-abduction = الاختطاف
option-violation_type-attack_on_school = هجوم على مدرسة
option-violation_type-attack_on_hospital = هجوم على مستشفى
option-violation_type-denial_of_humanitarian_access = منع وصول المساعدات الإنسانية
option-violation_type-military_use = الاستخدام العسكري لمدرسة أو مستشفى
option-violation_type-deprivation_of_liberty = الحرمان من الحرية

list-step = مراحل التحقق
option-step-initial = الأولية
option-step-technical = الفنية
option-step-ctfmr = فرقة العمل القطرية

list-status = حالات التحقق
option-status-pending = قيد التحقق
option-status-verified = تم التحقق منه
option-status-not_verified = أُبلغ عنه وتعذر التحقق منه
option-status-not_mrm = خارج نطاق الآلية
option-status-did_not_occur = تبيّن أنه لم يقع

list-sex = جنس الطفل
option-sex-boy = فتى
option-sex-girl = فتاة
option-sex-unknown = غير معروف

list-party_category = أنواع الأطراف
option-party_category-armed_force = قوة مسلحة
option-party_category-armed_group = جماعة مسلحة
option-party_category-other = غير ذلك
option-party_category-unknown = غير معروف

list-date_precision = دقة التاريخ
option-date_precision-day = اليوم
option-date_precision-month = الشهر
option-date_precision-quarter = الربع
option-date_precision-year = السنة

list-attribution = درجة تأكيد الإسناد
option-attribution-confirmed = مؤكد
option-attribution-alleged = مزعوم
option-attribution-suspected = مشتبه فيه
option-attribution-refuted = ثبت خطؤه
option-attribution-unknown = غير معروف

list-group_sex = جنس المجموعة
option-group_sex-male = ذكور فقط
option-group_sex-female = إناث فقط
option-group_sex-mixed = مختلط
option-group_sex-unknown = غير معروف

list-age_band = الفئات العمرية
option-age_band-0_5 = 0–5 سنوات
option-age_band-6_11 = 6–11 سنة
option-age_band-12_17 = 12–17 سنة
option-age_band-unknown = غير معروف

list-concern_type = شواغل الحماية الأخرى
option-concern_type-trafficking = الاتجار بالأطفال
option-concern_type-sexual_exploitation = الاستغلال الجنسي
option-concern_type-violence_abuse_neglect = العنف أو الإساءة أو الإهمال
option-concern_type-child_labour = عمل الأطفال
option-concern_type-child_in_institution = طفل في مؤسسة
option-concern_type-unlawful_detention = احتجاز غير مشروع
option-concern_type-other = غير ذلك

list-shared_with = من يجوز له معرفة الهوية
option-shared_with-unicef = اليونيسف
option-shared_with-ctfmr_member = أعضاء فرقة العمل الآخرون
option-shared_with-service_provider = مقدمو الخدمات
option-shared_with-other = غير ذلك
option-shared_with-no_one = لا أحد

list-yes_no_unknown = نعم، لا، غير معروف
option-yes_no_unknown-yes = نعم
option-yes_no_unknown-no = لا
option-yes_no_unknown-unknown = غير معروف

list-yes_no_partly_unknown = نعم، لا، جزئيًا، غير معروف
option-yes_no_partly_unknown-yes = نعم
option-yes_no_partly_unknown-no = لا
option-yes_no_partly_unknown-partly = جزئيًا
option-yes_no_partly_unknown-unknown = غير معروف

list-grade = الدرجات
option-grade-high = مرتفعة
option-grade-medium = متوسطة
option-grade-low = منخفضة

list-adult_sex = جنس البالغ
option-adult_sex-male = رجل
option-adult_sex-female = امرأة
option-adult_sex-unknown = غير معروف

list-age_group = طفل أم بالغ
option-age_group-child = طفل
option-age_group-adult = بالغ
option-age_group-unknown = غير معروف

list-group_age_band = أعمار المجموعة
option-group_age_band-0_5 = 0–5 سنوات
option-group_age_band-6_11 = 6–11 سنة
option-group_age_band-12_17 = 12–17 سنة
option-group_age_band-6_10 = 6–10 سنوات
option-group_age_band-11_13 = 11–13 سنة
option-group_age_band-14_17 = 14–17 سنة
option-group_age_band-unknown = غير معروف

list-school_age = أعمار التلاميذ
option-school_age-0_5 = 0–5 سنوات
option-school_age-6_10 = 6–10 سنوات
option-school_age-11_13 = 11–13 سنة
option-school_age-14_17 = 14–17 سنة

list-perpetrator_count = أعداد مرتكبي الانتهاك
option-perpetrator_count-one = واحد
option-perpetrator_count-two = اثنان
option-perpetrator_count-three = ثلاثة
option-perpetrator_count-more_than_three = أكثر من ثلاثة
option-perpetrator_count-unknown = غير معروف

list-place_type = أنواع الأماكن
option-place_type-home = منزل
option-place_type-school = مدرسة
option-place_type-hospital = مستشفى أو عيادة
option-place_type-religious_building = مبنى ديني
option-place_type-cultural_site = موقع ثقافي
option-place_type-playground = ملعب أطفال
option-place_type-sports_ground = ملعب رياضي
option-place_type-market = سوق
option-place_type-road = طريق أو شارع
option-place_type-farmland = أرض زراعية
option-place_type-forest = غابة أو أحراش
option-place_type-displacement_camp = مخيم نازحين أو لاجئين
option-place_type-populated_area = منطقة مأهولة
option-place_type-remote_area = منطقة نائية
option-place_type-area_held_by_armed_group = منطقة تسيطر عليها جماعة مسلحة
option-place_type-area_near_military_site = قرب موقع عسكري
option-place_type-military_site = موقع عسكري
option-place_type-checkpoint = نقطة تفتيش
option-place_type-detention_place = مكان احتجاز
option-place_type-government_building = مبنى حكومي
option-place_type-un_premises = مقر للأمم المتحدة
option-place_type-ngo_premises = مقر منظمة غير حكومية
option-place_type-civil_society_premises = مقر جماعة من المجتمع المدني
option-place_type-other = غير ذلك
option-place_type-unknown = غير معروف

list-location_precision = دقة المكان
option-location_precision-exact = نقطة محددة
option-location_precision-place = قرية أو حي أو موقع
option-location_precision-area3 = منطقة من المستوى الثالث
option-location_precision-area2 = منطقة من المستوى الثاني
option-location_precision-area1 = منطقة من المستوى الأول
option-location_precision-country = البلد فقط
option-location_precision-unknown = غير معروف

list-weapon = الأسلحة والوسائل
option-weapon-small_arm = سلاح صغير
option-weapon-light_weapon = سلاح خفيف بطاقم
option-weapon-mortar_or_rocket = هاون أو صاروخ غير موجه
option-weapon-artillery = مدفعية
option-weapon-missile = صاروخ موجه
option-weapon-air_strike = غارة جوية
option-weapon-aerial_bomb = قنبلة جوية
option-weapon-barrel_bomb = برميل متفجر
option-weapon-unmanned_aircraft = طائرة مسيّرة
option-weapon-cluster_submunition = ذخيرة عنقودية
option-weapon-landmine = لغم أرضي
option-weapon-explosive_remnant = مخلفات حربية متفجرة
option-weapon-booby_trap = شرك خداعي
option-weapon-hand_grenade = قنبلة يدوية
option-weapon-ied_command_wire = عبوة ناسفة تُفجّر بسلك
option-weapon-ied_remote_controlled = عبوة ناسفة تُفجّر عن بعد
option-weapon-ied_timer = عبوة ناسفة موقوتة
option-weapon-ied_vehicle_borne = عبوة ناسفة في مركبة
option-weapon-ied_person_borne = عبوة ناسفة يحملها شخص
option-weapon-ied_airborne = عبوة ناسفة من الجو
option-weapon-ied_grenade = قنبلة يدوية الصنع
option-weapon-ied_other = عبوة ناسفة أخرى
option-weapon-sharp_weapon = سلاح حاد
option-weapon-baton = هراوة
option-weapon-beheading = قطع الرأس
option-weapon-burning = الحرق حيًا
option-weapon-hanging = الشنق
option-weapon-stoning = الرجم
option-weapon-tear_gas = غاز مسيل للدموع
option-weapon-water_cannon = خراطيم المياه
option-weapon-chemical = سلاح كيميائي
option-weapon-biological = سلاح بيولوجي
option-weapon-radiological = سلاح إشعاعي أو نووي
option-weapon-other = غير ذلك
option-weapon-unknown = غير معروف

list-attack_mode = طرق الهجوم
option-attack_mode-land_based_attack = هجوم بري
option-attack_mode-aerial_attack = هجوم جوي
option-attack_mode-sea_based_attack = هجوم بحري
option-attack_mode-shooting = إطلاق نار
option-attack_mode-suicide_attack = هجوم انتحاري
option-attack_mode-arson = حرق متعمد
option-attack_mode-other = غير ذلك
option-attack_mode-unknown = غير معروف

list-harm_context = ملابسات القتل والتشويه
option-harm_context-fighting = اشتباكات
option-harm_context-explosive_remnants = مخلفات حربية متفجرة
option-harm_context-political_violence = عنف سياسي
option-harm_context-arrest_or_search = عملية توقيف أو تفتيش
option-harm_context-single_killing = قتل فردي
option-harm_context-torture = التعذيب
option-harm_context-cruel_treatment = معاملة قاسية أو لاإنسانية
option-harm_context-other = غير ذلك
option-harm_context-unknown = غير معروف

list-maiming_consequence = الأضرار الدائمة للتشويه
option-maiming_consequence-permanent_disability = إعاقة دائمة
option-maiming_consequence-serious_injury = إصابة خطيرة
option-maiming_consequence-other = غير ذلك

list-recruitment_factor = عوامل التجنيد
option-recruitment_factor-abduction = الاختطاف
option-recruitment_factor-conscription = التجنيد الإجباري
option-recruitment_factor-intimidation = الترهيب
option-recruitment_factor-family_or_community_pressure = ضغط الأسرة أو المجتمع
option-recruitment_factor-family_problems = مشاكل أو إساءة في المنزل
option-recruitment_factor-money = الحاجة إلى المال
option-recruitment_factor-idealism = الإيمان بقضية
option-recruitment_factor-lack_of_services = غياب الخدمات الأساسية
option-recruitment_factor-insecurity = انعدام الأمن
option-recruitment_factor-joining_friends = اللحاق بالأصدقاء
option-recruitment_factor-revenge = الانتقام
option-recruitment_factor-other = غير ذلك
option-recruitment_factor-unknown = غير معروف

list-child_role = أدوار الطفل المجند
option-child_role-combatant = مقاتل
option-child_role-non_combatant = غير مقاتل
option-child_role-unknown = غير معروف

list-combat_role = الأدوار القتالية
option-combat_role-fighter = مقاتل
option-combat_role-informant_or_spy = مخبر أو جاسوس
option-combat_role-guard = حارس
option-combat_role-mine_laying = زرع الألغام
option-combat_role-checkpoint = العمل في نقطة تفتيش
option-combat_role-suicide_bomber = انتحاري
option-combat_role-other = غير ذلك

list-support_role = الأدوار المساندة
option-support_role-cook = طاهٍ
option-support_role-domestic_worker = عمل منزلي
option-support_role-porter = حمّال
option-support_role-messenger = ساعٍ
option-support_role-human_shield = درع بشري
option-support_role-sexual_purposes = لأغراض جنسية
option-support_role-other = غير ذلك

list-way_out = طرق المغادرة
option-way_out-formal_release = إطلاق سراح رسمي
option-way_out-informal_release = إطلاق سراح غير رسمي
option-way_out-escaped = فرار
option-way_out-community_or_family = بوساطة المجتمع أو الأسرة
option-way_out-surrendered = استسلام
option-way_out-captured = أسر
option-way_out-arrested = توقيف
option-way_out-group_dissolved = انحلال القوة أو الجماعة
option-way_out-other = غير ذلك
option-way_out-unknown = غير معروف

list-sexual_violence_form = أشكال العنف الجنسي
option-sexual_violence_form-rape = اغتصاب
option-sexual_violence_form-gang_rape = اغتصاب جماعي
option-sexual_violence_form-sexual_assault = اعتداء جنسي
option-sexual_violence_form-sexual_slavery_or_trafficking = استرقاق جنسي أو اتجار
option-sexual_violence_form-forced_prostitution = بغاء قسري
option-sexual_violence_form-forced_marriage = زواج قسري
option-sexual_violence_form-forced_pregnancy = حمل قسري
option-sexual_violence_form-forced_abortion = إجهاض قسري
option-sexual_violence_form-forced_sterilisation = تعقيم قسري
option-sexual_violence_form-sexual_mutilation = تشويه جنسي
option-sexual_violence_form-other = غير ذلك

list-sexual_violence_consequence = عواقب العنف الجنسي
option-sexual_violence_consequence-child_born_of_rape = طفل مولود من اغتصاب
option-sexual_violence_consequence-unsafe_abortion = أضرار إجهاض غير آمن
option-sexual_violence_consequence-infanticide = قتل الوليد
option-sexual_violence_consequence-death = وفاة
option-sexual_violence_consequence-injury = إصابة
option-sexual_violence_consequence-disability = إعاقة
option-sexual_violence_consequence-illness = مرض
option-sexual_violence_consequence-sexually_transmitted_infection = عدوى منقولة جنسيًا
option-sexual_violence_consequence-mental_health = ضرر بالصحة النفسية
option-sexual_violence_consequence-suicide = انتحار
option-sexual_violence_consequence-family_rejection = نبذ الأسرة
option-sexual_violence_consequence-community_rejection = نبذ المجتمع
option-sexual_violence_consequence-prosecuted = توقيف أو ملاحقة بسببه
option-sexual_violence_consequence-left_school = ترك المدرسة

list-abduction_purpose = أغراض الاختطاف
option-abduction_purpose-recruitment_use = التجنيد والاستخدام
option-abduction_purpose-sexual_violence = العنف الجنسي
option-abduction_purpose-killing_or_maiming = القتل أو التشويه
option-abduction_purpose-forced_marriage = زواج قسري
option-abduction_purpose-forced_labour = العمل القسري
option-abduction_purpose-enslavement = الاسترقاق
option-abduction_purpose-trafficking = الاتجار بالأطفال
option-abduction_purpose-sale = بيع الطفل
option-abduction_purpose-extortion = الفدية أو الابتزاز
option-abduction_purpose-indoctrination = التلقين العقائدي
option-abduction_purpose-intimidation = الترهيب
option-abduction_purpose-punishment = العقاب
option-abduction_purpose-other = غير ذلك
option-abduction_purpose-unknown = غير معروف

list-abduction_ending = نهايات الاختطاف
option-abduction_ending-released = إفراج الخاطفين
option-abduction_ending-ransom_paid = دفع فدية
option-abduction_ending-escaped = فرار
option-abduction_ending-operation = عملية عسكرية أو شرطية
option-abduction_ending-handed_over = تسليم رسمي
option-abduction_ending-group_dissolved = انحلال القوة أو الجماعة
option-abduction_ending-other = غير ذلك

list-school_attack_form = أشكال الهجوم على المدارس
option-school_attack_form-attack_on_school = هجوم على المدرسة
option-school_attack_form-attack_on_personnel = هجوم على العاملين أو التلاميذ
option-school_attack_form-threat = تهديد بالهجوم
option-school_attack_form-interference = تدخل آخر

list-hospital_attack_form = أشكال الهجوم على المستشفيات
option-hospital_attack_form-attack_on_hospital = هجوم على المستشفى
option-hospital_attack_form-attack_on_personnel = هجوم على الطاقم أو المرضى
option-hospital_attack_form-threat = تهديد بالهجوم
option-hospital_attack_form-interference = تدخل آخر

list-school_kind = أنواع المدارس
option-school_kind-pre_primary = ما قبل الابتدائي
option-school_kind-primary = ابتدائية
option-school_kind-secondary = ثانوية
option-school_kind-vocational = مهنية
option-school_kind-religious = دينية
option-school_kind-secular = غير دينية
option-school_kind-formal = نظامية
option-school_kind-informal = غير نظامية
option-school_kind-other = غير ذلك

list-health_kind = أنواع المرافق الصحية
option-health_kind-hospital = مستشفى
option-health_kind-health_centre = مركز صحي
option-health_kind-dispensary = مستوصف
option-health_kind-mobile_unit = وحدة صحية متنقلة
option-health_kind-ambulance = سيارة إسعاف
option-health_kind-other = غير ذلك

list-damage = الأضرار
option-damage-destroyed = مدمّر
option-damage-serious = جسيمة
option-damage-minor = طفيفة
option-damage-none = لا شيء

list-facility_used = المرافق المستخدمة
option-facility_used-school = مدرسة
option-facility_used-hospital = مستشفى

list-military_purpose = أغراض الاستخدام العسكري
option-military_purpose-barracks = ثكنة أو مهجع
option-military_purpose-command_post = مركز قيادة
option-military_purpose-firing_position = موقع إطلاق نار
option-military_purpose-storage = مخزن
option-military_purpose-weapons_store = مستودع أسلحة
option-military_purpose-unknown = غير معروف
option-military_purpose-other = غير ذلك

list-denial_method = طرق منع الوصول
option-denial_method-siege = حصار
option-denial_method-entry_refused = منع دخول العاملين الإنسانيين
option-denial_method-travel_restricted = تقييد التنقل داخل البلد
option-denial_method-import_restricted = تقييد استيراد مواد الإغاثة
option-denial_method-funding_restricted = تقييد أموال المنظمات
option-denial_method-beneficiaries_restricted = منع الناس من الوصول إلى المساعدة
option-denial_method-violence_against_beneficiaries = تهديد المستفيدين أو العنف ضدهم
option-denial_method-violence_against_personnel = تهديد العاملين الإنسانيين أو العنف ضدهم
option-denial_method-abduction_of_personnel = اختطاف عاملين إنسانيين
option-denial_method-vehicle_taken = الاستيلاء على مركبة
option-denial_method-theft = سرقة
option-denial_method-property_damage = إتلاف ممتلكات
option-denial_method-other = غير ذلك

list-organisation_affected = الجهات الممنوعة
option-organisation_affected-government = حكومة
option-organisation_affected-de_facto_authority = سلطة أمر واقع
option-organisation_affected-intergovernmental = منظمة حكومية دولية
option-organisation_affected-international_ngo = منظمة غير حكومية دولية
option-organisation_affected-national_ngo = منظمة غير حكومية وطنية
option-organisation_affected-red_cross_red_crescent = الصليب الأحمر أو الهلال الأحمر
option-organisation_affected-faith_based = منظمة دينية
option-organisation_affected-community = جماعة أهلية
option-organisation_affected-private = شركة خاصة
option-organisation_affected-other = غير ذلك
option-organisation_affected-unknown = غير معروف

list-aid_kind = أنواع المساعدة
option-aid_kind-food = غذاء
option-aid_kind-medical_care = رعاية طبية
option-aid_kind-medical_supplies = مستلزمات طبية
option-aid_kind-school_supplies = مستلزمات مدرسية
option-aid_kind-water_and_sanitation = مياه وصرف صحي
option-aid_kind-other_essentials = ضروريات أخرى

list-detention_reason = أسباب الاحتجاز
option-detention_reason-security = أسباب أمنية
option-detention_reason-association = الارتباط المزعوم بقوة أو جماعة
option-detention_reason-other = غير ذلك
option-detention_reason-unknown = غير معروف

list-detention_place = أماكن الاحتجاز
option-detention_place-civilian_building = مبنى مدني
option-detention_place-informal_place = مكان احتجاز غير رسمي
option-detention_place-intelligence_premises = مقر جهاز استخبارات
option-detention_place-juvenile_centre = مركز أحداث
option-detention_place-military_site = موقع عسكري
option-detention_place-prison = سجن
option-detention_place-other = غير ذلك

list-detention_length = مدد الاحتجاز
option-detention_length-under_1_month = أقل من شهر
option-detention_length-1_to_3_months = من شهر إلى 3 أشهر
option-detention_length-3_to_6_months = من 3 إلى 6 أشهر
option-detention_length-6_to_12_months = من 6 أشهر إلى سنة
option-detention_length-over_1_year = أكثر من سنة

list-ill_treatment = أشكال سوء المعاملة
option-ill_treatment-blindfolded = عصب العينين
option-ill_treatment-hands_tied = تقييد اليدين
option-ill_treatment-legs_tied = تقييد الساقين
option-ill_treatment-no_toilet = الحرمان من المرحاض
option-ill_treatment-no_food_or_water = الحرمان من الطعام أو الماء
option-ill_treatment-held_abroad = احتجاز خارج البلد
option-ill_treatment-night_arrest = توقيف ليلي
option-ill_treatment-no_lawyer_or_parent = دون محامٍ أو أحد الوالدين
option-ill_treatment-rights_not_told = لم يُبلّغ بحقوقه
option-ill_treatment-physical_violence = عنف جسدي
option-ill_treatment-foreign_language_paper = إجبار على التوقيع بلغة أجنبية
option-ill_treatment-solitary_confinement = حبس انفرادي
option-ill_treatment-strip_search = تفتيش عارٍ
option-ill_treatment-threats_to_family = تهديد الأسرة
option-ill_treatment-threats_to_child = تهديد الطفل
option-ill_treatment-moved_on_vehicle_floor = نُقل على أرضية مركبة
option-ill_treatment-verbal_abuse = إساءة لفظية
option-ill_treatment-informant_pressure = ضغط ليصبح مخبرًا
option-ill_treatment-painful_position_or_sexual_abuse = أوضاع مؤلمة أو إساءة جنسية أو محاولتها

list-vulnerability = أوجه الضعف
option-vulnerability-abducted = مختطف
option-vulnerability-recruited = مجند
option-vulnerability-detained = محتجز
option-vulnerability-disabled = ذو إعاقة
option-vulnerability-unaccompanied = غير مصحوب
option-vulnerability-separated = منفصل عن أسرته
option-vulnerability-internally_displaced = نازح داخليًا
option-vulnerability-refugee = لاجئ
option-vulnerability-asylum_seeker = طالب لجوء
option-vulnerability-returnee = عائد
option-vulnerability-stateless = عديم الجنسية
option-vulnerability-unknown = غير معروف

list-disability = الإعاقات
option-disability-none = لا شيء
option-disability-physical = جسدية
option-disability-sensory = حسية
option-disability-intellectual = ذهنية
option-disability-psychosocial = نفسية اجتماعية
option-disability-physical_and_mental = جسدية وعقلية
option-disability-unknown = غير معروف

list-displacement = أنواع النزوح
option-displacement-none = لا شيء
option-displacement-internally_displaced = نازح داخليًا
option-displacement-refugee = لاجئ
option-displacement-asylum_seeker = طالب لجوء
option-displacement-returnee = عائد
option-displacement-stateless = عديم الجنسية
option-displacement-unknown = غير معروف

list-source_category = أنواع المصادر
option-source_category-victim = ضحية (أولي)
option-source_category-witness = شاهد (أولي)
option-source_category-alleged_perpetrator = مرتكب مزعوم (أولي)
option-source_category-secondary = ثانوي

list-evidence = أشكال المعلومات
option-evidence-oral_testimony = شهادة شفوية
option-evidence-written_statement = إفادة مكتوبة
option-evidence-official_document = وثيقة رسمية
option-evidence-photograph = صورة
option-evidence-video = فيديو
option-evidence-audio = تسجيل صوتي
option-evidence-monitor_observation = معاينة راصد
option-evidence-satellite_imagery = صور ساتلية
option-evidence-physical_evidence = دليل مادي
option-evidence-injuries = إصابات أو ندوب
option-evidence-other = غير ذلك

list-organisation_kind = الجهات المبلّغة
option-organisation_kind-civil_society = المجتمع المدني
option-organisation_kind-faith_based_organisation = منظمة دينية
option-organisation_kind-national_ngo = منظمة غير حكومية وطنية
option-organisation_kind-international_ngo = منظمة غير حكومية دولية
option-organisation_kind-community_leader = قائد مجتمعي
option-organisation_kind-community_member = فرد من المجتمع
option-organisation_kind-family = الأسرة
option-organisation_kind-social_worker = أخصائي اجتماعي
option-organisation_kind-teacher = معلم
option-organisation_kind-health_worker = عامل صحي
option-organisation_kind-law_enforcement = إنفاذ القانون
option-organisation_kind-justice_official = موظف قضائي
option-organisation_kind-government = حكومة
option-organisation_kind-un_staff = موظف في الأمم المتحدة
option-organisation_kind-media = وسائل الإعلام
option-organisation_kind-other = غير ذلك
option-organisation_kind-unknown = غير معروف

list-consent_giver = من يعطي الموافقة
option-consent_giver-person = الشخص نفسه
option-consent_giver-guardian = أحد الوالدين أو الوصي
option-consent_giver-both = كلاهما
option-consent_giver-unknown = غير معروف

list-force_kind = أنواع القوات
option-force_kind-national_army = الجيش الوطني
option-force_kind-security_forces = قوات الأمن
option-force_kind-police = الشرطة
option-force_kind-paramilitary = قوات شبه عسكرية
option-force_kind-international_forces = قوات دولية
option-force_kind-other = غير ذلك
option-force_kind-unknown = غير معروف

list-response_kind = أنواع الاستجابات
option-response_kind-medical_referral = إحالة إلى الرعاية الطبية
option-response_kind-psychosocial_referral = إحالة إلى الدعم النفسي الاجتماعي
option-response_kind-legal_referral = إحالة إلى المساعدة القانونية
option-response_kind-protection_referral = إحالة إلى حماية الطفل
option-response_kind-education_referral = إحالة إلى التعليم
option-response_kind-family_reunification = تتبع الأسرة أو لمّ شملها
option-response_kind-reintegration = إعادة الإدماج
option-response_kind-law_enforcement_referral = إحالة إلى الشرطة أو القضاء
option-response_kind-advocacy_with_party = مناصرة لدى الطرف
option-response_kind-public_statement = بيان علني
option-response_kind-none_required = لا حاجة إلى استجابة
option-response_kind-other = غير ذلك

list-response_state = أوضاع الاستجابة
option-response_state-pending = قيد الانتظار
option-response_state-provided = نُفّذ أو قُدّم
option-response_state-not_possible = غير ممكن
option-response_state-declined = رفضه الشخص

list-material_kind = أنواع المواد الداعمة
option-material_kind-photograph = صورة
option-material_kind-video = فيديو
option-material_kind-audio = تسجيل صوتي
option-material_kind-official_document = وثيقة رسمية
option-material_kind-medical_record = سجل طبي
option-material_kind-statement = إفادة
option-material_kind-map_or_imagery = خريطة أو صور
option-material_kind-other = غير ذلك

list-party = أطراف النزاع
list-area = المناطق
list-partner = الشركاء
list-nationality = الجنسيات
list-ethnicity = المجموعات الإثنية
list-religion = الديانات
list-social_group = الفئات الاجتماعية

kind-schema = مخطط
kind-text = نص قصير
kind-long_text = نص
kind-id = معرّف
kind-code = واحد من القائمة
kind-codes = عدة من القائمة
kind-term = واحد من القائمة أو نص حر
kind-terms = عدة من القائمة أو نص حر
kind-integer = عدد صحيح
kind-decimal = عدد
kind-boolean = صح أو خطأ
kind-date = يوم
kind-past_date = يوم ليس في المستقبل
kind-birth_date = تاريخ ميلاد
kind-period = من يوم إلى يوم
kind-tally = أعداد الفتيان والفتيات ومجهولي الجنس
kind-adult_tally = أعداد الرجال والنساء ومجهولي الجنس
kind-links = انتهاكات الوثيقة
kind-party = طرف من السجل
kind-parties = أطراف من السجل
kind-area = منطقة من السجل
kind-partner = شريك من السجل أو اسم
kind-country = بلد، رمز ISO 3166 من ثلاثة أحرف
kind-section = قسم
kind-sections = قائمة أقسام
kind-details = تفاصيل النوع

word-dictionary = قاموس الحقول
word-version = الإصدار
word-field = الحقل
word-name = المفتاح
word-kind = الصنف
word-compartment = مختوم في
word-required = إلزامي
word-yes = نعم
word-lists = القوائم
word-code = الرمز
word-meaning = المعنى
word-local_list = تملأ كل حالة هذه القائمة.
word-case = الملف
word-identity = الهوية
word-case_if_coded = الملف إن كان مرمّزًا، والهوية إن كان نصًا حرًا
