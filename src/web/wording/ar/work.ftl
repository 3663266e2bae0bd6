# ما ينتظر، والقوائم، والتكرارات.

you-are = صفتكم هنا:
arrived = التقارير الواردة
n-reports = { $n ->
    [zero] لا تقارير تنتظر فتحها.
    [one] تقرير واحد ينتظر فتحه.
    [two] تقريران ينتظران فتحهما.
    [few] { $number } تقارير تنتظر فتحها.
    [many] { $number } تقريرًا تنتظر فتحها.
   *[other] { $number } تقرير تنتظر فتحها.
}
triage-run = فتحها
triage-title = فتح التقارير
triage-waiting = تحتاج هذه إلى نظر قبل قبولها. يُرجى تحديد ما نظرتم فيه.
triage-accept = قبول المحدد
done-triage = فُتحت التقارير.
waiting-look = النظر فيه
waiting-title = تقرير قيد الانتظار
waiting-received = وصل في { $it }
waiting-wrong = لا يمكن إنشاء ملف حادثة منه كما هو:
waiting-answer = هذه إجابة عن سؤال. وتُقبل مع غيرها عند فتح التقارير متى وُجد السؤال.
waiting-text = التقرير كما وصل
waiting-hint = يُرجى تصحيح الخطأ دون تغيير سواه. ويُنشأ ملف الحادثة باسم من أرسل التقرير، ثم لا يُحتفظ بالتقرير كما وصل.
waiting-record = تسجيل التقرير
done-waiting-recorded = سُجّل التقرير.
n-recorded = { $n ->
    [zero] لم يُنشأ أو يُعدَّل أي ملف حادثة
    [one] أُنشئ أو عُدّل ملف حادثة واحد
    [two] أُنشئ أو عُدّل ملفا حادثتين
    [few] أُنشئت أو عُدّلت { $number } ملفات حوادث
    [many] أُنشئ أو عُدّل { $number } ملف حادثة
   *[other] أُنشئ أو عُدّل { $number } ملف حادثة
}
n-answered = { $n ->
    [zero] لم ترد أي إجابة
    [one] وردت إجابة واحدة
    [two] وردت إجابتان
    [few] وردت { $number } إجابات
    [many] وردت { $number } إجابة
   *[other] وردت { $number } إجابة
}
n-attached = { $n ->
    [zero] لم يُلحق أي مرفق بحادثته
    [one] أُلحق مرفق واحد بحادثته
    [two] أُلحق مرفقان بحادثتيهما
    [few] أُلحقت { $number } مرفقات بحوادثها
    [many] أُلحق { $number } مرفقًا بحوادثها
   *[other] أُلحق { $number } مرفق بحوادثها
}
waiting = قيد الانتظار
notices = ما يخصكم
notices-none = لا جديد.
notices-seen = وضع علامة «مقروء»
done-seen = وُضعت علامة «مقروء».
fingerprint = بصمة مفتاحكم، لتقرؤوها على من يمنحكم الإذن بالاطلاع:
notice-question = وُجّه إليكم سؤال عن حادثة أبلغتم عنها.
notice-assigned = كُلّفتم بحادثة.
notice-assigned-due = كُلّفتم بحادثة، وتاريخ استحقاقها { $it }.
notice-overdue = فات تاريخ استحقاق حادثة كُلّفتم بها.
notice-overdue-due = كان تاريخ استحقاق حادثة كُلّفتم بها { $it }.
notice-answered = وردت إجابة.
notice-answered-due = وردت إجابة؛ وتاريخ استحقاق الحادثة { $it }.
notice-reports = تقارير تنتظر فتحها.
notice-grant = شخص ينتظر الإذن بالاطلاع: { $it }
notice-break-glass = هناك من يطلب الاطلاع الطارئ. يمكنكم نقض الطلب.

waits-anything = الكل
waits-new = المرحلة الأولية
waits-returned = إجابة مقدّم التقرير
waits-answered = قراءة إجابة
waits-waiting-technical = المرحلة الفنية
waits-waiting-ctfmr = فرقة العمل القطرية
waits-overdue = فات تاريخ الاستحقاق
waits-signature = إصدارات تنتظر التوقيع
waits-approval = مقترحات تنتظر الموافقة
queue-states = ما تنتظره
queue-whose = المكلَّف بها
queue-empty = لا شيء ينتظر هنا.
with-anybody = أيًّا كان المكلَّف بها
with-me = كُلّفتُ بها
with-nobody = لم يُكلَّف بها أحد

incident = الحادثة
when = متى
where = أين
violations = الانتهاكات
violation = الانتهاك
party = الطرف
waits-for = في انتظار
with-whom = المكلَّف بها
due-on = تاريخ الاستحقاق { $it }
n-children = { $n ->
    [zero] لا أطفال
    [one] طفل واحد
    [two] طفلان
    [few] { $number } أطفال
    [many] { $number } طفلًا
   *[other] { $number } طفل
}
n-notes = { $n ->
    [zero] لا ملاحظات
    [one] ملاحظة واحدة
    [two] ملاحظتان
    [few] { $number } ملاحظات
    [many] { $number } ملاحظة
   *[other] { $number } ملاحظة
}
step-not-taken = لم يُبتّ فيها
date-unknown = التاريخ غير معروف
area-unknown = المنطقة غير معروفة

bulk = البتّ في الانتهاكات المحددة
bulk-how = يُبتّ في كل انتهاك على حدة. وفي القائمة ينتقل المفتاحان j وk من سطر إلى آخر، ويحدد المفتاح x.
bulk-none = يُرجى تحديد انتهاك واحد على الأقل.
decide-status = القرار
bulk-decide = اتخاذ القرار
n-decided = { $n ->
    [zero] لم يُبتّ في أي مرحلة.
    [one] بُتّ في مرحلة واحدة.
    [two] بُتّ في مرحلتين.
    [few] بُتّ في { $number } مراحل.
    [many] بُتّ في { $number } مرحلة.
   *[other] بُتّ في { $number } مرحلة.
}
n-refused = { $n ->
    [zero] لم يتعذر البتّ في أي مرحلة.
    [one] تعذر البتّ في مرحلة واحدة، والسبب هو:
    [two] تعذر البتّ في مرحلتين، والسبب هو:
    [few] تعذر البتّ في { $number } مراحل، والأسباب هي:
    [many] تعذر البتّ في { $number } مرحلة، والأسباب هي:
   *[other] تعذر البتّ في { $number } مرحلة، والأسباب هي:
}

narrow = تصفية القائمة
narrow-go = عرض
narrow-not = عرض الكل
incident-id = مرجع الحادثة
ctfmr-status = قرار فرقة العمل القطرية
stands = حالة الحادثة
occurred-from = بدأت اعتبارًا من
occurred-to = بدأت في موعد أقصاه
n-incidents = { $n ->
    [zero] لا حوادث
    [one] حادثة واحدة
    [two] حادثتان
    [few] { $number } حوادث
    [many] { $number } حادثة
   *[other] { $number } حادثة
}
incidents-none = لا توجد حادثة تطابق هذه المعايير.

duplicates-how = حوادث تتشابه في الزمان والمكان والضحايا ومرتكبي الانتهاك. والأشخاص هم من يقررون هل هي الحادثة نفسها.
duplicates-none = لا شيء هنا.
aspect-date = التاريخ
aspect-area = المنطقة
aspect-types = أنواع الانتهاك
aspect-tally = أعداد الأطفال
aspect-parties = الأطراف
aspect-children = الأطفال
aspect-sources = المصادر
aspect-place = المكان
aspect-distance = المسافة
aspect-names = الأسماء
beside-title = جنبًا إلى جنب
beside-same = هل هما الحادثة نفسها؟
beside-yes = نعم: تُدمج الأولى في { $it } التي تبقى
beside-no = لا: لا تُعرضان معًا مرة أخرى
differs = مختلف
done-told-apart = لن تُعرضا معًا مرة أخرى.
done-merged = أصبحت الحادثتان حادثة واحدة.

changed-from = سُجّلت أو عُدّلت منذ
search-keep = حفظ هذا البحث
search-name = الاسم الذي تطلقونه عليه
search-hint = محفوظ لكم وحدكم: لا يستطيع غيركم فتحه. ومرجع الحادثة ليس جزءًا منه.
searches = عمليات البحث التي حفظتموها
search-forget = حذف
done-search-kept = حُفظ البحث.
done-search-forgotten = حُذف البحث.
look-for = البحث عن كلمات
look-for-words = الكلمات
look-for-hint = في السرد والأسماء والأماكن ووسائل الاتصال، بأي تهجئة، بالحروف اللاتينية أو العربية أو السيريلية؛ من كلمة إلى ثماني كلمات. وتُدوَّن في السجل قراءة المحتوى الذي يكشف الهوية.
look-for-go = بحث
look-for-more = لم تُفحص كل الحوادث بعد.
