# نصوص المدخلات في التقرير السنوي بالعربية.

title = المدخلات في التقرير السنوي عن الأطفال والنزاع المسلح

# الغلاف
summary-verified = متحقَّق منها، من السنة
summary-late = متحقَّق منها، من سنوات سابقة

rule-verified = متحقَّق منها: أكدت فرقة العمل الانتهاك خلال الفترة، وقد وقع في سنة تأكيده.
rule-late = من سنوات سابقة: أُكدت خلال الفترة بعد انتهاء السنة التي وقعت فيها. وهذه الأرقام ترد إلى جانب غيرها وليست جزءاً منها.
rule-units = يُحصى الأطفال في القتل والتشويه والتجنيد والاستخدام والعنف الجنسي والاختطاف. وتُحصى الحوادث في الهجمات على المدارس والهجمات على المستشفيات ومنع وصول المساعدات الإنسانية. والطفل الذي تعرّض لعدة انتهاكات يُحصى مرة في كل منها.
rule-children = الأطفال المتضررون: يُحصى كل طفل مرة واحدة في الحادث مهما كان عدد الانتهاكات، ولذلك فعددهم أقل من عدد الانتهاكات.
rule-beside = الاستخدام العسكري للمدارس والمستشفيات والحرمان من الحرية يُرصدان وليسا من الانتهاكات الجسيمة الستة، ولا يدخلان في أي مجموع.

# الأوراق (31 حرفاً على الأكثر)
sheet-verified = متحقَّق منها
sheet-children = الأطفال المتضررون
sheet-late = من سنوات سابقة
sheet-how = كيف ولماذا
sheet-beside = إلى جانب الانتهاكات
tab-verified-by-party = متحقق منها بحسب الطرف
tab-verified-by-area = متحقق منها بحسب المنطقة
tab-multiple-children = متعددة - أطفال
tab-multiple-groups = متعددة - مجموعات
tab-late-by-party = سابقة بحسب الطرف
tab-military-use-by-party = استخدام عسكري بحسب الطرف
tab-detention-by-party = احتجاز بحسب الطرف

about-verified = انتهاكات وقعت في السنة وجرى التحقق منها فيها.
about-children = الأطفال المتضررون، تمييزاً لهم عن الانتهاكات، ومن تعرّض منهم لعدة انتهاكات.
about-late = انتهاكات من سنوات سابقة جرى التحقق منها في هذه السنة.
about-how = ما سُجّل عن كيفية ارتكاب الانتهاكات. وقد لا يذكر السجل شيئاً وقد يذكر عدة أمور.
about-beside = ما يُرصد إلى جانب الانتهاكات الجسيمة الستة، وما لم يجر التحقق منه. ولا يدخل شيء منه في الأرقام أعلاه.

# الجداول
table-verified-violations = الانتهاكات المتحقَّق منها
table-verified-victims = الأطفال: الانتهاكات المتحقَّق منها بحسب الجنس
table-verified-killing-maiming = الأطفال القتلى والمشوَّهون معاً
table-verified-incidents = الحوادث: الهجمات ومنع الوصول المتحقَّق منها
table-verified-protected-persons = منها هجمات على أشخاص محميين
table-verified-by-party = الانتهاكات المتحقَّق منها بحسب الطرف
table-verified-by-area = الانتهاكات المتحقَّق منها بحسب المنطقة
table-children-verified = الأطفال المتضررون من انتهاكات السنة المتحقَّق منها
table-children-late = الأطفال المتضررون من انتهاكات سنوات سابقة
table-multiple-children = الأطفال الذين تعرّضوا لانتهاكات متعددة
table-multiple-groups = مجموعات الأطفال التي تعرّضت لانتهاكات متعددة
table-late-by-year = انتهاكات سنوات سابقة بحسب السنة
table-late-victims = الأطفال: انتهاكات سنوات سابقة بحسب الجنس
table-late-incidents = الحوادث: هجمات ومنع وصول من سنوات سابقة
table-late-by-party = انتهاكات سنوات سابقة بحسب الطرف
table-recruitment-by-role = التجنيد والاستخدام بحسب الدور
table-killing-maiming-by-weapon = القتل والتشويه بحسب السلاح أو الطريقة
table-sexual-violence-by-form = العنف الجنسي بحسب الشكل
table-attacks-by-form = الهجمات على المدارس والمستشفيات بحسب الشكل
table-abduction-by-purpose = الاختطاف بحسب الغرض
table-abduction-by-ending = الاختطاف: الإفراج
table-denial-by-method = منع وصول المساعدات الإنسانية بحسب الطريقة
table-military-use = الاستخدام العسكري للمدارس والمستشفيات
table-military-use-by-party = الاستخدام العسكري بحسب الطرف
table-detention = الحرمان من الحرية بحسب السبب
table-detention-by-party = الحرمان من الحرية بحسب الطرف
table-unverified = أُبلغ عنها ولم يجر التحقق منها

unit-protected-persons = عدد الحوادث. وهي من الهجمات أعلاه لا إضافة إليها.
unit-multiple-children = عدد الأطفال، كلٌّ مرة واحدة، بحسب مجموعة الانتهاكات التي تعرّضوا لها، سواء جرى التحقق منها متأخراً أم لا.
unit-multiple-groups = عدد مجموعات الأطفال بحسب مجموعة الانتهاكات التي تعرّضت لها.

# الرسوم البيانية
chart-victims = الأطفال: الانتهاكات المتحقَّق منها بحسب الجنس
chart-incidents = الحوادث: الهجمات ومنع الوصول المتحقَّق منها
chart-party = الانتهاكات المتحقَّق منها بحسب الطرف

# جمل
text-total-children = تحققت الأمم المتحدة من انتهاكات جسيمة عددها { $violations } ضد أطفال عددهم { $children } ({ $sexes }).
text-total = تحققت الأمم المتحدة من انتهاكات جسيمة عددها { $violations }.
text-multiple = وبلغ عدد الأطفال الذين تعرّضوا لانتهاكات متعددة { $children }.
text-late = وبالإضافة إلى ذلك، جرى التحقق من انتهاكات وقعت في سنوات سابقة عددها { $violations }: { $years }.
text-recruitment = ونُسب تجنيد أطفال عددهم { $children } واستخدامهم ({ $sexes }) إلى: { $parties }.
text-recruitment-roles = والأدوار المسجلة: { $roles }.
text-recruitment-late = وجرى التحقق أيضاً من تجنيد أطفال عددهم { $children } واستخدامهم في سنوات سابقة: { $years }.
text-detention = وجرى التحقق من حرمان أطفال عددهم { $children } ({ $sexes }) من الحرية بدعوى ارتباطهم بقوات أو جماعات مسلحة: { $parties }.
text-killing-maiming = ونُسب قتل ({ $killed }) وتشويه ({ $maimed }) أطفال عددهم { $children } ({ $sexes }) إلى: { $parties }.
text-killing-maiming-weapons = والأسباب المسجلة: { $weapons }. والمناطق: { $areas }.
text-killing-maiming-late = وجرى التحقق أيضاً من قتل وتشويه أطفال عددهم { $children } في سنوات سابقة: { $years }.
text-sexual-violence = ونُسب الاغتصاب وغيره من أشكال العنف الجنسي ضد أطفال عددهم { $children } ({ $sexes }) إلى: { $parties }.
text-sexual-violence-late = وجرى التحقق أيضاً من عنف جنسي ضد أطفال عددهم { $children } في سنوات سابقة: { $years }.
text-attacks = ونُسبت هجمات عددها { $attacks } على مدارس ({ $schools }) ومستشفيات ({ $hospitals }) إلى: { $parties }.
text-protected-persons = ومنها { $attacks } على أشخاص محميين.
text-attacks-late = وجرى التحقق أيضاً من هجمات على مدارس ومستشفيات في سنوات سابقة عددها { $attacks }: { $years }.
text-military-use = ونُسب الاستخدام العسكري لمرافق عددها { $uses } ({ $facilities }) إلى: { $parties }.
text-military-use-ended = وقد أُخلي منها { $uses }.
text-abduction = ونُسب اختطاف أطفال عددهم { $children } ({ $sexes }) إلى: { $parties }.
text-abduction-purposes = والأغراض المسجلة: { $purposes }.
text-abduction-freed = ومن المسجل في حالات اختطاف أطفال عددهم { $children } أنه أُفرج عن أطفال.
text-abduction-late = وجرى التحقق أيضاً من اختطاف أطفال عددهم { $children } في سنوات سابقة: { $years }.
text-denial = ونُسبت حوادث منع وصول المساعدات الإنسانية وعددها { $incidents } إلى: { $parties }.
text-denial-methods = والأشكال المسجلة: { $methods }.
text-denial-late = وجرى التحقق أيضاً من حوادث منع وصول المساعدات الإنسانية في سنوات سابقة عددها { $incidents }: { $years }.
text-pending = ولا تزال تقارير عن انتهاكات أخرى عددها { $violations } في انتظار التحقق أو تعذّر التحقق منها.
