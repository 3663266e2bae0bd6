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
note-other = ملاحظة «{ $code }»

table-heading = الجدول { $number }. { $title }
table-empty = لا انتهاكات في هذه الفترة.
table-absent = ليس جزءا من هذا الإصدار.
table-moved = عدد صفوف هذا الجدول { $rows }، وهو في ورقة مستقلة: «{ $sheet }».
table-each = يُحسب الانتهاك المنسوب إلى عدة أطراف كاملا تحت كل منها: قد يزيد مجموع الصفوف على عدد الانتهاكات، ولذلك لا يُعطى مجموع.
table-withheld = * رقم محجوب كي لا يمكن التعرف على أي طفل.

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
