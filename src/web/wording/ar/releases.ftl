# الإصدارات الموجهة إلى الشركاء والجمهور، ولوحة ما صدر منها.

section-releases = الإصدارات
section-dashboard = لوحة المؤشرات
releases-what = أرقام نشرتها فرقة العمل. ويُحجب فيها ما من شأنه أن يتيح التعرف على طفل.
releases-what-cochair = أرقام للشركاء وللجمهور. يحجب البرنامج ما من شأنه أن يتيح التعرف على طفل ويهاجم جداوله بنفسه؛ ثم يوقّع رئيسان مشاركان؛ وعندئذ فقط يصدر الإصدار.
releases-new = إعداد مسودة إصدار
releases-new-open = ما سيصدر
releases-tier = لمن هو
releases-months = يغطي الإصدار أشهرًا كاملة، ثلاثة على الأقل.
releases-narrative-hint = يرد قبل الجداول. ويجب ألا يسمّي أحدًا ولا مكانًا أدق من مناطق الجداول: فهو يُقارَن بجميع ملفات الحوادث قبل أن يتمكن أحد من التوقيع. والسطر الذي يبدأ بالعلامة # عنوان؛ و@incident متبوعًا بمرجع حادثة يُدرج ملخصها العام.
releases-draft = إعداد المسودة
releases-none = لا إصدارات حتى الآن.
releases-all = جميع الإصدارات
releases-files = ما هي الملفات
made-workbook = لبرنامج Excel أو LibreOffice: ملاحظات وجداول في أوراق ورسوم بيانية وورقة بيانات للجداول المحورية.
made-page = للقراءة والطباعة في المتصفح: النص والتغييرات وجميع الجداول في صفحة واحدة.
made-bundle = ملف ZIP فيه ملف CSV لكل جدول وملف لجميع الخلايا، لبرامج أخرى.
made-tables = الجداول للبرامج (sixfold.tables/1).
made-release = الجداول والنص والتغييرات والقواعد للبرامج، كما وقّعها الرئيسان المشاركان (sixfold.release/1).
release-for-internal = فرقة العمل نفسها
release-for-partner = الشركاء
release-for-public = الجمهور
release-is-draft = غير مأمون
release-is-attacked = ينتظر توقيعين
release-is-approved = ينتظر التوقيع الثاني
release-is-published = منشور
release-is-superseded = حل محله غيره
release-is-withdrawn = مسحوب
release-is-discarded = متروك
release-waits-draft = وجد الهجوم أرقامًا تكشفها هذه المسودة: لا يمكن لأحد توقيعها. يُرجى تركها وإعداد غيرها.
release-waits-attacked = يُنتظر رئيسان مشاركان. يقرؤه كل منهما ويوقّع بصمته، واحدًا بعد الآخر.
release-waits-approved = وقّع { $it }. والتوقيع الثاني لرئيس مشارك آخر: وقبل أن يُعتد به يُهاجَم الإصدار من جديد مع كل ما صدر في هذه الأثناء.
release-waits-approved-own = وقّعتم. والتوقيع الثاني لرئيس مشارك آخر عليه أن يقرأه أيضًا: وقبل أن يُعتد به يُهاجَم الإصدار من جديد مع كل ما صدر في هذه الأثناء.
release-waits-published = صدر: يمكن لمن وُجّه إليهم الحصول عليه.
release-waits-superseded = صدر إصدار أحدث للتقرير نفسه والفترة نفسها والجهة نفسها. ومن لديه هذا الإصدار فلا يزال لديه.
release-waits-withdrawn = سُحب. ومن لديه فلا يزال لديه، ولذلك يُهاجَم كل إصدار لاحق معه.
release-waits-discarded = تُرك قبل أن يحصل عليه أحد.
release-title = إصدار
release-drafted = أُعدت المسودة
release-approved-by = وقّعه
release-counting = قواعد الحساب
release-digest = بصمة ما يُوقَّع. يُرجى مقارنتها بما يراه الرئيس المشارك الآخر:
release-sign = توقيع هذا الإصدار
release-sign-hint = تُطلب كلمة المرور أولًا.
release-hidden = ما حُجب
release-attack = ما حاوله الهجوم
release-tables = الجداول
release-no-before = لا يحل محل إصدار آخر.
release-no-change = لا يختلف أي رقم يرد في كليهما عن الإصدار الذي يحل هذا محله.
release-hidden-why = يُحجب كل رقم تحميه القواعد وكل ما من شأنه أن يتيح استنتاجه. وتحمل جميعها العلامة نفسها كي لا يُعرف أيها صغير.
release-rule-few = { $n ->
    [zero] لا تُحمى أرقام.
    [one] تُحمى الأرقام التي تقل عن طفل واحد.
    [two] تُحمى الأرقام التي تقل عن طفلين.
    [few] تُحمى الأرقام التي تقل عن { $number } أطفال.
    [many] تُحمى الأرقام التي تقل عن { $number } طفلًا.
   *[other] تُحمى الأرقام التي تقل عن { $number } طفل.
}
release-rule-sensitive = { $n ->
    [zero] في العنف الجنسي: لا تُحمى أرقام.
    [one] في العنف الجنسي: الأرقام التي تقل عن طفل واحد.
    [two] في العنف الجنسي: الأرقام التي تقل عن طفلين.
    [few] في العنف الجنسي: الأرقام التي تقل عن { $number } أطفال.
    [many] في العنف الجنسي: الأرقام التي تقل عن { $number } طفلًا.
   *[other] في العنف الجنسي: الأرقام التي تقل عن { $number } طفل.
}
release-rule-width = يجب ألا يتمكن أحد من حصر رقم محمي في مدى أضيق من { $number }.
release-rule-existence = في العنف الجنسي يجب ألا يُعرف حتى وجود حالة.
release-rule-existence-all = يجب ألا يُعرف من أي رقم محمي حتى وجود حالة.
release-rule-width-sensitive = في العنف الجنسي: لا مدى أضيق من { $number }.
release-rule-incidents = أقل عدد من الحوادث وراء رقم معروض: { $number }.
release-rule-incidents-sensitive = أقل عدد منها وراء رقم عن العنف الجنسي: { $number }.
release-rule-share = أكبر نسبة معروضة للعنف الجنسي مما ارتكبه طرف واحد أو وقع في منطقة واحدة: { $number }٪.
release-rule-type = { $type }: أقل عدد من الأطفال في رقم معروض: { $children }؛ أقل عدد من الحوادث وراءه: { $incidents }؛ لا مدى أضيق من { $width }.
release-rule-type-incidents = { $type }: أقل عدد من الحوادث في رقم معروض: { $incidents }؛ لا مدى أضيق من { $width }.
release-rule-type-existence = { $type }: يجب ألا يُعرف حتى وجود حالة.
release-rule-type-sensitive = { $type }: يُحمى كما يُحمى العنف الجنسي؛ أكبر نسبة معروضة منه مما ارتكبه طرف واحد أو وقع في منطقة واحدة: { $share }٪.
release-rule-shortest = أقصر فترة لتقرير أو لصف منه، بالأشهر: { $number }.
release-rule-longest = أطول فترة لتقرير، بالأشهر: { $number }.
release-rule-areas-none = لا يُذكر شيء بحسب المنطقة.
release-rule-areas-level-1 = تُذكر المناطق على المستوى الأول تحت البلد.
release-rule-areas-any = تُذكر المناطق على جميع المستويات.
release-rule-areas-sensitive = لا يُذكر العنف الجنسي بحسب المنطقة.
release-rule-parties-none = لا يُذكر شيء بحسب الطرف.
release-rule-parties-kind = تُذكر الأطراف بنوعها لا باسمها.
release-rule-parties-named = تُذكر الأطراف باسمها.
n-hidden = { $n ->
    [zero] لم يُحجب أي رقم
    [one] حُجب رقم واحد ({ $number })
    [two] حُجب رقمان ({ $number })
    [few] حُجبت { $number } أرقام
    [many] حُجب { $number } رقمًا
   *[other] حُجب { $number } رقم
}
n-exempt = { $n ->
    [zero] لا يُنشر عن قصد أي رقم كانت القواعد ستحجبه.
    [one] يُنشر عن قصد رقم واحد ({ $number }) كانت القواعد ستحجبه.
    [two] يُنشر عن قصد رقمان ({ $number }) كانت القواعد ستحجبهما.
    [few] تُنشر عن قصد { $number } أرقام كانت القواعد ستحجبها.
    [many] يُنشر عن قصد { $number } رقمًا كانت القواعد ستحجبه.
   *[other] يُنشر عن قصد { $number } رقم كانت القواعد ستحجبه.
}
n-amended = { $n ->
    [zero] لا يختلف أي رقم عن الإصدار السابق.
    [one] يختلف رقم واحد ({ $number }) عن الإصدار السابق.
    [two] يختلف رقمان ({ $number }) عن الإصدار السابق.
    [few] تختلف { $number } أرقام عن الإصدار السابق.
    [many] يختلف { $number } رقمًا عن الإصدار السابق.
   *[other] يختلف { $number } رقم عن الإصدار السابق.
}
n-identifying = { $n ->
    [zero] لا يحوي النص أي مقطع يحدد هوية شخص أو مكان.
    [one] يحوي النص مقطعًا واحدًا ({ $number }) يحدد هوية شخص أو مكان: لا يمكن لأحد التوقيع. يُرجى ترك هذه المسودة وإعداد غيرها من دونه.
    [two] يحوي النص مقطعين ({ $number }) يحددان هوية شخص أو مكان: لا يمكن لأحد التوقيع. يُرجى ترك هذه المسودة وإعداد غيرها من دونهما.
    [few] يحوي النص { $number } مقاطع تحدد هوية شخص أو مكان: لا يمكن لأحد التوقيع. يُرجى ترك هذه المسودة وإعداد غيرها من دونها.
    [many] يحوي النص { $number } مقطعًا يحدد هوية شخص أو مكان: لا يمكن لأحد التوقيع. يُرجى ترك هذه المسودة وإعداد غيرها من دونها.
   *[other] يحوي النص { $number } مقطع يحدد هوية شخص أو مكان: لا يمكن لأحد التوقيع. يُرجى ترك هذه المسودة وإعداد غيرها من دونها.
}
n-apart = الفارق { $number }
exempt = أرقام تُنشر عن قصد
exempt-n = الرقم { $number }
exempt-hint = أرقام كانت القواعد ستحجبها وتُظهرها فرقة العمل مع ذلك. ويوقّعها الرئيسان المشاركان مع أسبابها. وإذا كشف أحدها رقمًا آخر رُفضت المسودة.
exempt-reason = من قرر ذلك، وبناءً على أي موافقة
exempt-whole = الرقم الذي يُنشر عن قصد يحتاج إلى الأربعة جميعًا: الجدول والصف والعمود والسبب.
exempt-none = لا شيء.
attack-survived = لم يجد الهجوم أي رقم يكشفه هذا الإصدار.
attack-breached = وجد الهجوم أرقامًا يكشفها هذا الإصدار، وهي مذكورة أدناه.
release-attack-what = وضع البرنامج نفسه مكان كل قارئ في يده جميع الإصدارات السابقة، ومكان كل طرف يعرف فوق ذلك ما فعله هو.
attempt-who = من يحاول
attempt-by-internal = فرقة العمل
attempt-by-partner = الشركاء
attempt-by-public = الجمهور
attempt-party = بصفته { $it }
attempt-protected = الأرقام المحمية
attempt-tightest = أضيق مدى
attempt-known = وقائع معروفة لديه
attempt-known-before = معروفة من قبل
attempt-breaches = غير مأمونة
attempt-read = كيفية قراءة هذا الجدول
attempt-read-tightest = أضيق مدى: للرقم المحمي الذي يقترب منه أكثر من غيره، الفارق بين أصغر عدد وأكبر عدد يمكن أن يكونه بعد.
attempt-read-before = معروفة من قبل: أرقام محمية كان يمكن أن يُعرف عنها أكثر مما تسمح به القواعد، من إصدارات سابقة ومما يعرفه المحاوِل نفسه. ولا يضيف هذا الإصدار شيئًا إلى ذلك.
identifying-name = اسم
identifying-contact = بيانات اتصال
identifying-place = مكان
identifying-coordinates = إحداثيات
identifying-case-code = رمز حالة
identifying-date-with-place = تاريخ مع مكان
identifying-age-with-place = عمر مع مكان
release-no-narrative = لا نص له.
release-with-narrative = لا يسمّي نصه أحدًا من أي ملف حادثة.
release-sign-title = توقيع إصدار
release-read-again = العودة إلى ما توقّعونه
release-you-sign = ما توقّعونه
release-sign-what = بتوقيعكم تقرّون بأنكم قرأتم هذا الإصدار الذي بصمته هي المبيّنة أعلاه، وبأنه يجوز لمن وُجّه إليهم الحصول عليه. ولا يمكن استرداده ممن لديه.
release-signs-first = توقيعكم هو الأول من توقيعين. ولا يصدر قبل أن يوقّع رئيس مشارك آخر أيضًا.
release-signs-second = توقيعكم هو الثاني: وبه يصدر الإصدار في الحال.
release-have-read = قرأت الإصدار وما حُجب فيه وما حاوله الهجوم عليه.
release-tick = يُرجى تأكيد أنكم قرأتموه.
release-sign-go = توقيع
release-withdraw = سحب هذا الإصدار
release-discard = ترك هذه المسودة
release-then-withdraw = لن يتمكن أحد من تنزيله بعد ذلك. ومن لديه فلا يزال لديه، ولذلك يُهاجَم كل إصدار لاحق معه. ولا يمكن التراجع عن ذلك.
release-then-discard = لن يتمكن أحد من توقيعها بعد ذلك. ولا يمكن التراجع عن ذلك؛ ويمكن إعدادها من جديد.
release-refused-breached = وجد الهجوم أرقامًا تكشفها هذه المسودة: يُرجى تركها وإعداد غيرها.
release-refused-same-person = لقد وقّعتم من قبل: التوقيع الثاني لرئيس مشارك آخر.
release-refused-closed = لم يعد توقيعه ممكنًا. حالته: { $it }
release-refused-digest = البصمة ليست بصمة هذا الإصدار: يُرجى قراءته من جديد وتوقيع ما قرأتموه.
release-refused-overtaken = من شأن هذا الإصدار مع ما نُشر منذ إعداد مسودته أن يكشف أرقامًا: يُرجى تركه وإعداد غيره.
release-refused-reason = سبب نشر رقم عن قصد يخرج مع الإصدار، وهذا السبب يدل على شخص أو مكان. اذكروا من قرر ذلك لا غير.
release-refused-checkpoint = لم يعد السجل يحوي ما كان يحويه عند إعداد المسودة. يُرجى عدم التوقيع وإبلاغ مدير النظام والمدقق، وإعداد المسودة من جديد بعد معرفة ما حدث.
done-signed = وقّعتم. ويُنتظر الآن رئيس مشارك آخر.
done-published = وقّعتم، وصدر الإصدار.
done-taken-back = سُحب الإصدار.
done-discarded = تُركت المسودة.

dashboard-what = أرقام الإصدارات المنشورة ولا شيء غيرها. ويُدوَّن في السجل اطلاعكم عليها، كما في التنزيل.
dashboard-none = لم يُنشر شيء بعد.
dashboard-choose = اختيار إصدار
dashboard-table = الأرقام في جدول
dashboard-victims = الأطفال حسب الانتهاك: متحقَّق منها
dashboard-incidents = الحوادث حسب الانتهاك: متحقَّق منها
dashboard-stages = متحقَّق منها، ومتحقَّق منها متأخرًا، ومبلَّغ عنها لم يتم التحقق منها
dashboard-stages-note = ما لم يتم التحقق منه ليس استنتاجًا. الأطفال من القتل إلى الاختطاف، والحوادث في الهجمات ومنع وصول المساعدات.
dashboard-part-verified = متحقَّق منها
dashboard-part-late = متأخرة
dashboard-part-unverified = غير متحقَّق منها
dashboard-trend = المتحقَّق منها حسب الربع
dashboard-trend-note = الأرباع المنشورة للجهة نفسها. والربع الذي لم يُنشر لا يرد فيها.
dashboard-no-trend = يظهر التطور حسب الأرباع متى نُشر ربعان للجهة نفسها.
chart-hidden = * محجوب
