# السجلات المرجعية والحدود، تُعدَّل انطلاقًا من ملفات.

registers = السجلات المرجعية
registers-how = السجلات المرجعية لا يُحذف منها شيء، بل يُضاف إليها فقط: فالرمز الذي ورد فيها يبقى. ويعدّلها مدير النظام انطلاقًا من جداول، هنا أو من سطر الأوامر (sixfold register).
registers-change = تعديل: { $it }
registers-get = تنزيل الجدول (CSV): { $it }
n-entries = { $n ->
    [zero] لا مداخل
    [one] مدخل واحد
    [two] مدخلان
    [few] { $number } مداخل
    [many] { $number } مدخلًا
   *[other] { $number } مدخل
 }
register-change = تعديل السجل
register-how = نزّلوا الجدول وعدّلوه في برنامج جداول واحفظوه بصيغة CSV (UTF-8) ثم اختاروه هنا. ويُعرض ما سيغيّره قبل حفظ أي شيء.
register-grows = الملف هو الجدول كله كما ينبغي أن يكون. ولا يجوز أن ينقصه أي رمز لأن في البيانات المسجلة ما يشير إليه: أنهوا استخدام الطرف بواسطة valid_to. وتحتفظ المنطقة بمستواها وبالمنطقة التي تتبعها: فالمنطقة المنقولة رمز جديد.
register-get = تنزيل الجدول (CSV)
register-file = الجدول (CSV، ‏4 ميبيبايت على الأكثر)
register-try = عرض ما سيغيّره
register-none-chosen = اختاروا ملفًا أولًا.
register-not-text = الملف ليس نصًا بترميز UTF-8. احفظوه من برنامج الجداول بصيغة «CSV UTF-8» واختاروه مرة أخرى.
register-preview = ما سيغيّره الجدول
register-nothing-stored = لم يُحفظ شيء بعد. اقرأوا ما سيتغيّر ثم عدّلوا السجل أدناه.
register-same = السجل على هذه الحال أصلًا. ليس هناك ما يُغيَّر.
register-refused = رُفض الجدول ولم يُحفظ شيء. صحّحوا هذه الأسطر واختاروا الملف مرة أخرى.
register-line = السطر
register-why = السبب
register-new = مداخل جديدة
register-changed = مداخل معدّلة
register-column = العمود
register-was = الآن
register-is = سيصبح
n-more-lines = وعدد ما سوى ذلك { $number }
register-forever = الرموز الجديدة تبقى في السجل بصفة نهائية.
register-store = تعديل السجل على هذا النحو
register-not = تركه كما هو
done-register = تم تعديل السجل.
register-history = سجل التعديلات
register-history-none = لا تعديل مدوَّن هنا. وما عُدّل قبل ذلك مدوَّن في صفحة «السجل».
register-founded = مع إنشاء الحالة
register-version = الإصدار { $number }
register-which = ما الذي تغيّر تحديدًا
n-added = أُضيف { $number }
n-changed = عُدّل { $number }
n-removed = حُذف { $number }

boundaries = الحدود
boundaries-n = { $n ->
    [zero] ليس لأي منطقة حدود.
    [one] لمنطقة واحدة حدود.
    [two] لمنطقتين حدود.
    [few] لعدد { $number } مناطق حدود.
    [many] لعدد { $number } منطقة حدود.
   *[other] لعدد { $number } منطقة حدود.
 }
boundaries-change = قراءة ملف حدود
boundaries-how = اختاروا ملف الحدود الخاص بالحالة: GeoJSON بالدرجات (WGS 84)، وهو مجموعة مضلعات يذكر كل منها منطقته برمزها. وبوجود الحدود تُرسم الأرقام الصادرة حسب المنطقة على خريطة.
boundaries-kept = تُبسَّط الأشكال وتُسقط على سطح مستوٍ؛ ولا يُحتفظ بالملف نفسه ولا يُسأل أي خادم خرائط. وتحل الحدود الجديدة محل حدود المستوى نفسه. ولا ينطوي رسمها على أي اعتراف.
boundaries-file = ملف الحدود (GeoJSON، ‏8 ميبيبايت على الأكثر)
boundaries-property = الخاصية التي فيها رمز المنطقة
boundaries-property-hint = مثل ADM1_PCODE. وإذا تُركت فارغة جرى التعرف عليها.
boundaries-try = عرض ما يعطيه
boundaries-preview = ما يعطيه الملف
boundaries-nothing-stored = لم يُحفظ شيء بعد. انظروا إلى الخريطة والقوائم ثم احتفظوا بالحدود أدناه.
boundaries-refused = رُفض الملف ولم يُحفظ شيء.
boundaries-read = وُجدت الرموز في الخاصية { $it }.
boundaries-not-placed = في الملف وليست في سجل المناطق
boundaries-feature = العنصر { $number }
boundaries-no-code = لا يذكر رمزًا
boundaries-without = في السجل، في المستوى نفسه، وليس لها شكل في الملف
boundaries-store = الاحتفاظ بهذه الحدود
boundaries-remove = إزالة جميع الحدود
boundaries-remove-how = تبقى لوحة المؤشرات عندئذ بلا خريطة. ولا يتغير أي رقم.
done-boundaries = تم تعديل الحدود.
map-title = خريطة: { $it }
map-how = تُظلَّل المناطق حسب الرقم الصادر ({ $it })، في خمس فئات على الأكثر متساوية العرض من 1 إلى أكبر رقم معروض. وحيث يتسع المكان يظهر الرقم داخل المنطقة.
map-table = جميع الأرقام في جدول
map-no-figure = لا رقم في هذا الإصدار
map-nothing = لا رقم في هذا الإصدار:
map-shapeless = في الجدول وليس على الخريطة:
map-none = ليست هناك خريطة لأنه لا يُحتفظ بحدود لهذه المناطق. ويمكن لمدير النظام قراءة ملف الحدود الخاص بالحالة:
