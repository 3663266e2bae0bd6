# حادثة واحدة.

version-n = الإصدار { $number }
identity-go = فتح الأسماء والأماكن والسرد
identity-logged = يُدوَّن فتحها في السجل.
identity-open = الأسماء والأماكن والسرد مفتوحة.
identity-close = إغلاقها
what-happened = ما الذي حدث
alike = قد تكون هي الحادثة نفسها
evidence = المعلومات والأشخاص
evidence-none = لم يُسجَّل شيء.
who-did-it = من ارتكبه
no-party = لم يُذكر أي طرف.
who-says-so = من أفاد به
no-source = لم يُسجَّل أي مصدر.
n-primary = { $n ->
    [zero] لا مصادر أولية
    [one] مصدر أولي واحد
    [two] مصدران أوليان
    [few] { $number } مصادر أولية
    [many] { $number } مصدرًا أوليًا
   *[other] { $number } مصدر أولي
}
n-secondary = { $n ->
    [zero] لا مصادر ثانوية
    [one] مصدر ثانوي واحد
    [two] مصدران ثانويان
    [few] { $number } مصادر ثانوية
    [many] { $number } مصدرًا ثانويًا
   *[other] { $number } مصدر ثانوي
}
n-boys = { $n ->
    [zero] لا فتيان
    [one] فتى واحد
    [two] فتيان
    [few] { $number } فتية
    [many] { $number } فتى
   *[other] { $number } فتى
}
n-girls = { $n ->
    [zero] لا فتيات
    [one] فتاة واحدة
    [two] فتاتان
    [few] { $number } فتيات
    [many] { $number } فتاة
   *[other] { $number } فتاة
}
n-sex-unknown = { $number } من مجهولي الجنس
n-men = { $n ->
    [zero] لا رجال
    [one] رجل واحد
    [two] رجلان
    [few] { $number } رجال
    [many] { $number } رجلًا
   *[other] { $number } رجل
}
n-women = { $n ->
    [zero] لا نساء
    [one] امرأة واحدة
    [two] امرأتان
    [few] { $number } نساء
    [many] { $number } امرأة
   *[other] { $number } امرأة
}
party-unknown = مرتكبو انتهاك مجهولو الهوية
source-unknown = مصدر غير موصوف
still-going-on = لا تزال مستمرة
estimated = التاريخ تقديري
concerns-violations = الانتهاكات المعنية

next-step = المرحلة التالية: { $it }.
whose-initial = يتولاها متحقق.
whose-technical = يتولاها مراجع فني.
whose-ctfmr = يتولاها رئيس مشارك باسم فرقة العمل القطرية.
all-steps-taken = بُتّ في جميع المراحل.
decide = اتخاذ القرار
decide-reason = السبب
decide-date = تاريخ القرار
decide-anew = اتخاذ القرار من جديد: { $it }
decide-anew-hint = يبقى القرار السابق في التسلسل الزمني، ويبطل مفعول المراحل اللاحقة.
choose-a-status = يُرجى اختيار القرار.
no-such-day = تاريخ القرار ليس يومًا صحيحًا.
done-decided = بُتّ في المرحلة.

attachments = المرفقات
attachment = مرفق
attachment-unreadable = مرفق لا يُفتح
paper = ورقة العمل
with-nobody-yet = لم يُطلب من أحد النظر فيها بعد.
assign = تكليف شخص بها
assign-to = المكلَّف بها
assign-due = تاريخ الاستحقاق
notes = ملاحظات
note-write = كتابة ملاحظة
note-text = الملاحظة
note-hint = لا تُكتب الأسماء هنا: جميع المراجعين الفنيين يقرؤون الملاحظات.
questions = أسئلة إلى مقدّم التقرير
question-open = مفتوح
question-answered = أُجيب عنه
question-withdrawn = مسحوب
question-settled = انتهى النظر فيه
question-sealed = نصه محفوظ مع الأسماء والسرد.
question-withdraw = سحب السؤال
question-settle = إنهاء النظر في الإجابة
ask = سؤال مقدّم التقرير
ask-text = السؤال
ask-hint = السؤال مختوم لمقدّم التقرير. يُسأل عما يلزم لاتخاذ القرار، ولا شيء سواه.
ask-send = إرسال السؤال
done-assigned = سُجّل التكليف.
done-noted = كُتبت الملاحظة.
done-asked = أُرسل السؤال.
done-settled = أُغلق السؤال.

history = التسلسل الزمني
history-recorded = تسجيل
history-put-right = تصحيح
history-amended = تعديل
history-decided = قرار
history-set-aside = إلغاء قرار
history-stage = تغيير الحالة
taken-over = منقول من نظام سابق
set-aside-from = { $it } والمراحل اللاحقة
history-merged-in = دُمجت فيها
history-taken-out = فُصلت عنها
history-told-apart = مُيّزت عن
stage-change = إغلاق أو إلغاء أو دمج
stage-closed = إغلاق
stage-void = إلغاء: سُجّلت خطأً
stage-duplicate = دمج في حادثة أخرى
stage-open = إعادة فتح
stage-into = مرجع الحادثة التي تبقى
done-stage = تم تغيير حالة الحادثة.
erase = محو ملف الحادثة نهائيًا
erase-propose = اقتراح المحو
erase-how = يتطلب محو ملف الحادثة رئيسين مشاركين: تقترحونه أنتم ويوافق عليه رئيس مشارك آخر في غضون ثلاثة أيام. وتُمحى جميع إصدارات الملف وملاحظاته وأسئلته ومرفقاته ولا يمكن استعادتها. أما الإصدارات المنشورة التي احتُسبت فيها الحادثة والملفات التي سبق تنزيلها فتبقى كما كانت، ويبقى ملف الحادثة في النسخ الاحتياطية السابقة إلى أن تُحذف. وإن كان المقصود ألا تُحتسب الحادثة فحسب فألغوها بدلًا من محوها: تبقى محفوظة، وليست في أي رقم.
erase-ground = السبب
ground-consent-withdrawn = سُحبت الموافقة
ground-protection-risk = وجود ملف الحادثة في حد ذاته يعرّض شخصًا للخطر
ground-recorded-in-error = ما كان ينبغي قط تسجيل هذه الحادثة هنا
ground-retention-over = انقضت مدة الاحتفاظ بمثل هذه الملفات
ground-legal-obligation = يقتضي ذلك قانون أو اتفاق
done-erase = قُدّم المقترح. ويجب أن يوافق عليه رئيس مشارك آخر.

# الملخص العام.

summary-title = الملخص العام
summary-go = كتابة الملخص العام
summary-back = العودة إلى الحادثة
summary-how = الملخص العام هو ما يمكن للآخرين قراءته عن هذه الحادثة: تقتبسه الإصدارات. ولا يسمّي أحدًا ولا مكانًا يقود إلى أحد. وكلما توقفتم عن الكتابة قورن ما كتبتموه بكل اسم ومكان ووسيلة اتصال ورمز في ملف هذه الحادثة.
summary-text = ملخص لنشر أوسع
summary-nothing-found = ليس فيه اسم ولا مكان ولا وسيلة اتصال ولا رمز من ملف هذه الحادثة. وقد يكشف لقب أو وصف شخصًا مع ذلك: اقرؤوه كما يقرؤه أحد الجيران.
summary-found = هذا يكشف هوية شخص أو مكان. ولا يمكن توقيع إصدار يقتبسه:
summary-anyway = احفظوه كما هو. ما دام هذا فيه لا يخرج في أي إصدار، ولا في أي تصدير إلى من لا يجوز له الاطلاع على السرد.
summary-look = فحص النص
summary-identifies = لم يُحفظ: ما هو مذكور هنا يكشف هوية شخص أو مكان.
summary-stale = غيّر شخص هذه الحادثة في هذه الأثناء. يُرجى فتحها من جديد في نافذة أخرى ونقل نصكم إليها.
summary-too-long = { $n ->
    [zero] لا يتجاوز الملخص { $number } حرف.
    [one] لا يتجاوز الملخص حرفًا واحدًا.
    [two] لا يتجاوز الملخص حرفين.
    [few] لا يتجاوز الملخص { $number } أحرف.
    [many] لا يتجاوز الملخص { $number } حرفًا.
   *[other] لا يتجاوز الملخص { $number } حرف.
}
done-summary = حُفظ الملخص العام.
