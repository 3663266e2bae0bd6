# تقارير لاستعمال فرقة العمل، والمهام التي تُعدّها.

section-reports = التقارير
reports-what = تقارير لاستعمال فرقة العمل وحدها: أرقامها دقيقة ولا يُحجب فيها شيء. يُرجى عدم تمريرها إلى غيركم؛ أما ما يجوز لغيركم الحصول عليه فتحت «الإصدارات».
reports-new = إعداد تقرير
reports-report = التقرير
period-label = الفترة
period-last-quarter = الربع الماضي
period-this-quarter = الربع الحالي
period-last-year = السنة الماضية
period-this-year = السنة الحالية
period-days = من يوم إلى يوم
days-from = اليوم الأول
days-to = اليوم الأخير
days-hint = لا يُؤخذ باليومين إلا إذا كانت الفترة «من يوم إلى يوم».
no-such-period = يُرجى اختيار فترة.
no-such-days = يُرجى إدخال اليوم الأول واليوم الأخير من الفترة.
days-backwards = تنتهي الفترة قبل أن تبدأ: يُرجى تبديل اليومين.
reports-make = شكل التقرير
make-workbook = مصنف
make-page = صفحة للطباعة
make-bundle = ملفات CSV
make-tables = الجداول بصيغة JSON
make-release = الكل بصيغة JSON
make-csv = ملف CSV واحد
reports-language = لغة التقرير
reports-area-level = المستوى الإداري { $it }
reports-choose = يُرجى اختيار قيمة من كل قائمة.
reports-go = إعداد التقرير
reports-own = جدول من اختياركم
reports-own-hint = جدول واحد: ما الذي يُحسب، وحسب ماذا، ومن ماذا.
own-count = ما الذي يُحسب
own-rows = الصفوف حسب ({ $number })
own-columns = الأعمدة
own-violation = هذا الانتهاك فقط
own-area = هذه المنطقة فقط
own-party = هذا الطرف فقط
columns-total = المجموع فقط
columns-sexes = فتيان، فتيات، الجنس غير معروف
columns-types = أنواع الانتهاك
columns-groups = الانتهاكات الجسيمة الستة
reports-yours = تقاريركم
reports-none = لم تطلبوا إعداد أي تقرير بعد.
reports-kept = لا يراها أحد غيركم. ويُحتفظ بكل منها يومًا واحدًا.
reports-asked = وقت الطلب
reports-state = الحالة
reports-get = تنزيل
reports-all = جميع تقاريركم
reports-until = يُحتفظ به حتى
reports-wait = يمكنكم مغادرة هذه الصفحة: يستمر العمل من دونكم.
reports-wait-release = يشمل إعداد المسودة حساب الإصدار وحمايته ومهاجمته. وقد يستغرق ذلك بضع دقائق.
reports-see-release = قراءة المسودة
reports-cancel = إلغاء وحذف
reports-remove = حذف
job-of-release = مسودة إصدار: { $it }
job-of-keys = نقل ملفات الحوادث إلى مفاتيح جديدة
job-queued = في انتظار دوره
job-running = قيد الإعداد
job-done = تم
job-failed = فشل
job-interrupted = توقف
job-failure-forbidden = لم يعد هذا من صلاحياتكم.
job-failure-invalid = تعذّر إعداده كما طُلب. وفي حالة الإصدار: رقم يُنشر عن قصد من شأنه أن يكشف رقمًا آخر، أو يذكر النص ما لا يجوز ذكره، أو لا يمكن حماية الجداول. يُرجى تغيير الطلب والمحاولة من جديد.
job-failure-unavailable = أُوقف الخادم أو تعذّر الوصول إلى قاعدة البيانات. يُرجى إعادة الطلب.
job-failure-internal = حدث خطأ هنا. يُرجى إعادة الطلب؛ وإذا تكرر ذلك فأبلغوا مدير النظام.
done-job-removed = تم حذفه.

# سلامة البيانات.

section-health = سلامة البيانات
health-how = الانتهاكات الجسيمة في الحوادث المفتوحة، حتى { $it }. الأرقام هي أعداد انتهاكات لا أعداد أطفال، أما أرقام الموافقة فهي أعداد أشخاص.
health-waiting = ما ينتظر، ومنذ متى
health-step = بانتظار
health-pending = معلومات لم تكتمل بعد: مرحلة بقيت قيد التحقق
health-all = المجموع
health-days = { $it } يومًا
health-longer = { $n ->
    [zero] أكثر من { $number } يوم
    [one] أكثر من يوم واحد
    [two] أكثر من يومين
    [few] أكثر من { $number } أيام
    [many] أكثر من { $number } يومًا
   *[other] أكثر من { $number } يوم
}
health-waiting-how = يُحسب من آخر مرحلة بُتّ فيها أو أُلغي قرارها، أو من يوم التسجيل.
health-lacking = ما ينقص ملفات الحوادث
health-what = ماذا
health-count = الانتهاكات
health-of = من { $it }
health-share = { $it }٪
health-no-party = لم يُذكر أي طرف من السجل المرجعي
health-no-area = المنطقة غير معروفة
health-no-date = حادثة بلا تاريخ: لا تُحسب متأخرة أبدًا
health-undated = تم التحقق منه بلا تاريخ: لا يرد في أي جدول
health-verified = متى جرى التحقق مما تم التحقق منه
health-of-verified = مما تم التحقق منه
health-in-time = خلال الربع الذي انتهت فيه الحادثة
health-late = متأخرًا: بعده
health-endless = حادثة بلا تاريخ انتهاء: لا تُحسب متأخرة
health-consents = الموافقة
health-people = من
health-given = يوافق على الإبلاغ
health-refused = يرفض
health-unrecorded = لا شيء مسجّل
health-sources = المصادر
health-children = الأطفال
health-consents-go = عدّ الموافقات
health-consents-how = يُمر على ملفات الحوادث المفتوحة كلها، ويستغرق هذا لحظة.
