# إحالة الأطفال إلى الخدمات، وملاحظات عن مصالحهم الفضلى.

care-go = الإحالات والمصالح الفضلى
care-title = الإحالات والمصالح الفضلى
care-how = لا شيء في هذه الصفحة يُعدّ دليلًا، ولا يُحصى منه شيء. والأسماء مفتوحة هنا.
care-no-children = لا يذكر الملف طفلًا بعينه.
referrals = الإحالات
referrals-none = لم يُحِل أحد هذا الطفل.
refer = إحالة هذا الطفل
referral-service = الخدمة
referral-provider = مقدّم الخدمة
referral-tell = ما يُقال لمقدّم الخدمة
referral-tell-hint = ما يلزمه فقط ليجد الطفل ويساعده. أما ما حدث فللطفل أن يرويه.
referral-needs = ما يحتاج إليه الطفل
referral-needs-hint = بكلماتكم. لا تذكروا اسم أحد غيره، ولا تقولوا من الفاعل.
referral-answer-to = من يجيبه مقدّم الخدمة
referral-days = عدد الأيام التي يمكن فتحها فيها
referral-days-wrong = اختاروا من 1 إلى { $number } من الأيام.
referral-told = ما قيل
referral-open = لم تُعرف النتيجة بعد
referral-withdrawn = سُحبت
referral-gone = لم يعد فتحها ممكنًا.
referral-can-be-opened = يمكن فتحها حتى { $it }.
referral-opened = { $n ->
    [0] لم تُفتح قط.
    [one] فُتحت مرة واحدة.
    [two] فُتحت مرتين.
    [few] فُتحت { $number } مرات.
    [many] فُتحت { $number } مرة.
   *[other] فُتحت { $number } مرة.
}
referral-outcome = النتيجة
referral-withdraw = سحبها
referral-no-consent = لا تُسجَّل موافقة على مشاركة هوية هذا الطفل مع مقدّم خدمة. اطلبوا الموافقة أولًا ثم عدّلوا الملف.
referral-nothing = لا يُسجَّل شيء مما أشّرتم عليه. أشّروا على شيء مسجَّل واحد على الأقل.
referral-names-others = تذكر كلماتكم شخصًا آخر من الملف أو وسيلة اتصال به أو رمزًا للحالة. احذفوا ذلك.
referral-words-wrong = اكتبوا شيئًا لا يتجاوز سعة الحقل.
referral-which-service = اختاروا خدمة.
done-referral-withdrawn = سُحبت الإحالة، ولم يعد فتح ما قيل لمقدّم الخدمة ممكنًا.
done-referral-concluded = دُوّنت النتيجة، وهي مذكورة في الملف.
best-interests = المصالح الفضلى
best-interests-none = لم يُدوَّن شيء.
best-interests-write = كتابة ملاحظة
best-interests-text = ما هو الأفضل لهذا الطفل
best-interests-hint = ما الذي وُزن، ومع من، وما قاله الطفل، وما تقرّر.
referral-slip-title = رمز لمقدّم الخدمة
referral-slip-once = تُعرض هذه الصفحة مرة واحدة. ولا يُحفظ الرمز في أي مكان.
referral-address = العنوان
referral-code = الرمز
referral-until = حتى
referral-slip-how = أعطوا مقدّم الخدمة العنوان والرمز بطريقين مختلفين، كأن يكون أحدهما على ورق والآخر بالهاتف. ومن كان لديه الرمز يقرأ ما أشّرتم عليه، عشر مرات على الأكثر. وإن وقع في أيدٍ غير أمينة فاسحبوا الإحالة.
referral-slip-back = العودة إلى الإحالات
referral-title = فتح إحالة
referral-door-how = أحالت إليكم فرقة عمل طفلًا وأعطتكم رمزًا من أربعين رقمًا. اكتبوه هنا. وما ستقرؤونه بعد ذلك سرّي.
referral-open-it = فتحها
referral-mistyped = هذا ليس رمزًا: ابحثوا عن رقم كُتب خطأً أو أُسقط.
referral-not-there = لا شيء تحت هذا الرمز. ربما انتهت مدته أو سُحب أو فُتح بقدر ما يمكن. اسألوا من أعطاكم إياه.
referral-letter-for = سرّي، ولا يخصّ إلا { $it }. إن لم تكونوا المقصودين فأغلقوا هذه الصفحة وأخبروا من أعطاكم الرمز.
referral-on = تاريخ الإحالة
referral-letter-how = دوّنوا ما تحتاجون إليه: يمكن فتحها حتى ذلك الموعد، وعشر مرات على الأكثر. وأخبروا الشخص المذكور أعلاه بالنتيجة؛ ولا تجيبوا هنا.
