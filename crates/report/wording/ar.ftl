# نصوص مشتركة بين جميع التقارير بالعربية.

date = { $day } { $month ->
    [1] كانون الثاني/يناير
    [2] شباط/فبراير
    [3] آذار/مارس
    [4] نيسان/أبريل
    [5] أيار/مايو
    [6] حزيران/يونيه
    [7] تموز/يوليه
    [8] آب/أغسطس
    [9] أيلول/سبتمبر
    [10] تشرين الأول/أكتوبر
    [11] تشرين الثاني/نوفمبر
   *[12] كانون الأول/ديسمبر
} { $year }
period = من { $from } إلى { $to }

tier-internal = داخلي — لفرقة العمل فقط
tier-partner = للشركاء — بموجب بروتوكول لتبادل المعلومات
tier-public = عام

violation-killing = القتل
violation-maiming = التشويه
violation-recruitment_use = التجنيد والاستخدام
violation-sexual_violence = الاغتصاب وغيره من العنف الجنسي
violation-abduction = الاختطاف
violation-attack_on_school = الهجمات على المدارس
violation-attack_on_hospital = الهجمات على المستشفيات
violation-denial_of_humanitarian_access = منع وصول المساعدات الإنسانية

column-boys = فتيان
column-girls = فتيات
column-unknown = الجنس غير معروف
column-total = المجموع
column-children = الأطفال
column-groups = المجموعات

rows-violation_type = الانتهاك
rows-party = الطرف
rows-area = المنطقة
rows-violation_set = الانتهاكات المتعرَّض لها
row-unattributed = غير منسوبة إلى طرف
row-unknown = المنطقة غير معروفة
row-total = المجموع

counted-children = أطفال
counted-incidents = حوادث

sheet-cover = مذكرة
cover-period = الفترة
cover-as-of = الأرقام كما هي في
cover-attribution = الأطراف
cover-areas = المناطق
cover-generated = أُعدت في
cover-checkpoint = نقطة تحقق السجل
attribution-joint = يُحسب الانتهاك المنسوب إلى عدة أطراف مرة واحدة تحت أسمائها مجتمعة. ومجموع الصفوف يساوي المجموع الكلي.
attribution-each = يُحسب الانتهاك المنسوب إلى عدة أطراف كاملا تحت كل منها. وقد يزيد مجموع الصفوف على المجموع الكلي.
area-level-0 = البلد بأكمله
area-level-other = المستوى الإداري { $level }
cover-summary = ملخص
cover-violation = الانتهاك
cover-counted = وحدة العد
cover-all = جميع الانتهاكات
cover-rules = كيفية قراءة الأرقام
cover-findings = ما ينبغي معرفته عن البيانات
cover-findings-count = السجلات
cover-findings-none = لم تُكتشف ثغرات في السجلات التي يستند إليها هذا التقرير.
cover-legend = الرموز
legend-zero = لا شيء
legend-withheld = رقم محجوب كي لا يمكن التعرف على أي طفل. وقد يكون أي عدد بما في ذلك الصفر؛ والمجموع الذي حُجب جزء منه محجوب أيضا.
legend-absent = ليس جزءا من هذا الإصدار
cover-contents = المحتويات

note-verified_without_date = انتهاكات متحقَّق منها بلا تاريخ للقرار: لا ترد في أي جدول
note-awaiting_triage = تقارير تنتظر فتحها ولا ترد في أي رقم
note-undecided = انتهاكات في الفترة لم تبت فيها فرقة العمل: لا ترد في أي جدول
note-date_unknown = انتهاكات محسوبة لا تاريخ لحادثها: لا تُحسب متأخرة أبدا
note-area_unknown = انتهاكات محسوبة منطقتها غير معروفة
note-unattributed = انتهاكات محسوبة غير منسوبة إلى طرف
note-not_counted_incidents = حوادث في الفترة مغلقة أو مكررة أو ملغاة: غير محسوبة
note-erased_records = ملفات هذه الحالة التي مُحيت حتى الآن: لا ترد في أي رقم
note-other = ملاحظة «{ $code }»

table-heading = الجدول { $number }. { $title }
table-empty = لا انتهاكات في هذه الفترة.
table-absent = ليس جزءا من هذا الإصدار.
table-moved = عدد صفوف هذا الجدول { $rows }، وهو في ورقة مستقلة: «{ $sheet }».
table-each = يُحسب الانتهاك المنسوب إلى عدة أطراف كاملا تحت كل منها: قد يزيد مجموع الصفوف على عدد الانتهاكات، ولذلك لا يُعطى مجموع.
table-withheld = * رقم محجوب كي لا يمكن التعرف على أي طفل.

# Of a release: what stands beside its tables
sheet-release = النص والتغييرات
about-release = ما يقوله هذا الإصدار إلى جانب جداوله، والأرقام التي أوردها الإصدار السابق على نحو آخر.
release-narrative = النص
release-amendments = التغييرات منذ الإصدار السابق
release-amended = أرقام تختلف عن أرقام الإصدار الذي يحل هذا الإصدار محله: عمليات تحقق متأخرة وتصويبات وقرارات أعيد فتحها.
release-row = الصف
release-column = العمود
release-was = سابقا
release-is = الآن

sheet-charts = رسوم بيانية
about-charts = الأرقام المتحقَّق منها في رسوم تستند إلى جداول هذا المصنف.
chart-empty = لا انتهاكات في هذه الفترة: لا رسم بيانيا.
chart-long = عدد الصفوف أكبر مما يمكن لرسم أن يبيّنه: انظر الجدول.
chart-none-shown = جميع أرقام هذا الرسم محجوبة: انظر الجدول.
chart-withheld = لا تُرسم الأرقام المحجوبة، فقد تكون الأعمدة أقصر من العدد الحقيقي.
chart-alt = رسم بياني بالأعمدة. { $title }. { $rows }.
chart-alt-more = وغيرها

sheet-data = بيانات (HXL)
about-data = كل رقم غير الصفر في صف مستقل مع وسوم HXL، للجداول المحورية وأدوات أخرى. ولا ترد المجاميع التي هي حاصل جمع صفوف.
data-table = الجدول
data-from = من
data-to = إلى
data-status = الوضع
data-violation-code = رمز الانتهاك
data-violation = الانتهاك
data-area-code = رمز المنطقة
data-area = المنطقة
data-party-code = رمز الطرف
data-party = الطرف
data-party-category = نوع الطرف
data-boys = فتيان
data-girls = فتيات
data-unknown = الجنس غير معروف
data-children = الأطفال
data-incidents = الحوادث
data-groups = المجموعات
data-withheld = محجوب

# Footers run from left to right whatever their words do, so the numbers stand alone.
page = { $page } / { $pages }

# جداول معلنة بالكامل: ما الذي يُحصى وبحسب ماذا
table-by = { $counted } بحسب: { $by }
table-repeated-rows = قد ترد الحالة الواحدة في أكثر من صف، فقد يزيد مجموع الصفوف على العدد الفعلي، ولذلك لا يُذكر مجموع.
table-repeated-columns = قد ترد الحالة الواحدة في أكثر من عمود، فقد يزيد مجموع الأعمدة على المجموع.
row-none = لا شيء

measure-violations = الانتهاكات
measure-cases = سجلات الانتهاكات
measure-incidents = الحوادث
measure-children = الأطفال المتضررون
measure-victims = الأطفال المعروفون فرداً فرداً
measure-groups = مجموعات الأطفال
measure-sources = المصادر
measure-responses = الاستجابات
measure-decisions = القرارات
measure-concerns = أطفال في شواغل حماية أخرى

unit-of-violations = عدد الانتهاكات: الأطفال من القتل إلى الاختطاف، والحوادث في الهجمات ومنع وصول المساعدات.
unit-of-cases = عدد الانتهاكات المسجلة، كلٌّ مرة واحدة مهما كان عدد الأطفال.
unit-of-incidents = عدد الحوادث، كلٌّ مرة واحدة.
unit-of-children = عدد الأطفال، كلُّ طفل مرة واحدة في الحادث مهما كان عدد الانتهاكات التي تعرّض لها.
unit-of-victims = عدد الأطفال المذكورين في السجلات فرداً فرداً، كلٌّ مرة واحدة. ولا يشمل من لا يُعرف إلا عددهم.
unit-of-groups = عدد مجموعات الأطفال، كلٌّ مرة واحدة.
unit-of-sources = عدد المصادر، كلٌّ مرة واحدة مهما كان عدد الانتهاكات التي أفاد عنها.
unit-of-responses = عدد الاستجابات، كلٌّ مرة واحدة مهما كان عدد الانتهاكات التي تخصها.
unit-of-decisions = عدد القرارات في أي خطوة بحسب يوم تسجيلها، ومنها ما أُلغي لاحقاً.
unit-of-concerns = عدد الأطفال في حوادث الفترة. لم تتحقق منها الآلية وليست جزءاً من أي رقم للانتهاكات.

rows-violation_group = الانتهاك
rows-sex = الجنس
rows-age_band = العمر
rows-party_category = نوع الطرف
rows-attribution = الإسناد
rows-month = الشهر
rows-quarter = الربع
rows-year = السنة
rows-year_of_incident = سنة الحادث
rows-status = الحالة
rows-lateness = التحقق في حينه أو متأخراً
rows-awaiting = الخطوة التالية
rows-waiting = مدة الانتظار
rows-step = الخطوة
rows-decided = القرار
rows-missing = ما ينقص
rows-reporter_kind = الجهة المبلِّغة
rows-answered = قُدّمت استجابة

violation-military_use = الاستخدام العسكري للمدارس والمستشفيات
violation-deprivation_of_liberty = الحرمان من الحرية بدعوى الارتباط

group-recruitment_use = التجنيد والاستخدام
group-killing_maiming = القتل والتشويه
group-sexual_violence = الاغتصاب وغيره من العنف الجنسي
group-attacks_schools_hospitals = الهجمات على المدارس والمستشفيات
group-abduction = الاختطاف
group-denial_of_humanitarian_access = منع وصول المساعدات الإنسانية
group-military_use = الاستخدام العسكري للمدارس والمستشفيات
group-deprivation_of_liberty = الحرمان من الحرية بدعوى الارتباط

value-not_stated = غير مذكور
value-undecided = لم يُبتّ بعد
value-no-step = لا شيء: اتُّخذت كلها
value-in_time = في حينه
value-late = متأخراً
value-0_30 = حتى 30 يوماً
value-31_90 = من 31 إلى 90 يوماً
value-91_180 = من 91 إلى 180 يوماً
value-181_365 = من 181 إلى 365 يوماً
value-over_365 = أكثر من سنة
value-date = تاريخ الحادث
value-area = المنطقة
value-children = عدد الأطفال
value-perpetrator = أي جانٍ
value-party = طرف من السجل
value-source = أي مصدر
value-primary_source = مصدر أولي
value-first_reported = تاريخ أول إبلاغ
value-ongoing = مستمر
value-ended = انتهى
value-nothing = لا شيء من هذه

data-by = بحسب
data-by-code = رمز القيمة
data-by-name = القيمة
data-measure = ما أُحصي
data-figure = الرقم

# جمل
sentence-comma = {"، "}
sentence-and = { $items } و{ $last }
sentence-item = { $name } ({ $count })
sentence-unattributed = جناة مجهولي الهوية
sentence-jointly = { $names } معاً
sentence-boys = { $count_n ->
    [one] فتى واحد
    [two] فتيان
    [few] { $count } فتية
    [many] { $count } فتى
   *[other] { $count } فتى
}
sentence-girls = { $count_n ->
    [one] فتاة واحدة
    [two] فتاتان
    [few] { $count } فتيات
    [many] { $count } فتاة
   *[other] { $count } فتاة
}
sentence-unknown = { $count } مجهولو الجنس

# Reports that are asked for once
title-ad-hoc = تقرير مخصص
tab-ad-hoc = الأرقام

# What was asked of a report
cover-selection = المطلوب
cover-only = فقط: { $dimension }
selection-decision = تاريخ القرار
selection-incident = تاريخ الحادث
selection-first_report = تاريخ أول إبلاغ
selection-any = أي تاريخ
