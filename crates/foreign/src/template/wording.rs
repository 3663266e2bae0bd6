//! What the instructions say, in the languages of the field.

use domain::dictionary::LANGUAGES;

/// The words of a language, English where there are none.
pub(super) fn wording(language: &str) -> &'static Wording {
    let short = language.split(['-', '_']).next().unwrap_or_default();
    ALL.iter().find(|wording| wording.language == short).unwrap_or(&ALL[0])
}

pub(super) struct Wording {
    language: &'static str,
    pub(super) instructions: &'static str,
    pub(super) options: &'static str,
    pub(super) incident: &'static str,
    pub(super) violation: &'static str,
    pub(super) situation: &'static str,
    pub(super) dictionary: &'static str,
    pub(super) layout: &'static str,
    pub(super) details: &'static str,
    pub(super) lines: [&'static str; 8],
}

impl Wording {
    pub(super) fn is_right_to_left(&self) -> bool {
        self.language == "ar"
    }
}

const _: () = assert!(ALL.len() == LANGUAGES.len());

const ALL: [Wording; 4] = [
    Wording {
        language: "en",
        instructions: "Instructions",
        options: "Options",
        incident: "Incident (reference)",
        violation: "Violation (code)",
        situation: "Situation",
        dictionary: "Version of the field dictionary",
        layout: "Layout",
        details: "Details",
        lines: [
            "Each sheet holds one kind of record, each row one record. Start with the sheet of incidents: give each incident a reference of your own in the first column.",
            "On the other sheets the first column names the incident by this reference. Give each violation a short code (k1, k2 …), and name it where a victim, a perpetrator, a source or a response belongs to it.",
            "The sheets of details hold what only one type of violation has. A row there names the incident and the violation. They may stay empty.",
            "Do not change the grey row of keys under the headings. Columns that you do not need may be moved or removed.",
            "Where there is a list, choose from it, or write the code. For several choices in one cell, put | between them.",
            "Days are written as days of the calendar (2026-01-31). What is not known stays empty: zero means none.",
            "If one row of an incident has a mistake, the whole incident is left out, and the cell and the reason are told. Correct it and import the file again: what was taken already is recognised by its reference.",
            "A filled workbook is not protected. Names, contacts and accounts put people in danger: send it only in ways that the task force allows, and delete it after the import.",
        ],
    },
    Wording {
        language: "fr",
        instructions: "Instructions",
        options: "Options",
        incident: "Incident (référence)",
        violation: "Violation (code)",
        situation: "Situation",
        dictionary: "Version du dictionnaire des champs",
        layout: "Disposition",
        details: "Détails",
        lines: [
            "Chaque feuille contient un type d’enregistrement, chaque ligne un enregistrement. Commencez par la feuille des incidents : donnez à chaque incident votre propre référence dans la première colonne.",
            "Sur les autres feuilles, la première colonne désigne l’incident par cette référence. Donnez à chaque violation un code court (k1, k2 …) et indiquez-le là où une victime, un auteur, une source ou une réponse s’y rapporte.",
            "Les feuilles de détails contiennent ce qui est propre à un type de violation. Une ligne y désigne l’incident et la violation. Elles peuvent rester vides.",
            "Ne modifiez pas la ligne grise des clés sous les titres. Les colonnes inutiles peuvent être déplacées ou supprimées.",
            "Là où il y a une liste, choisissez une valeur ou écrivez le code. Pour plusieurs choix dans une cellule, séparez-les par |.",
            "Les dates sont des jours du calendrier (2026-01-31). Ce qui n’est pas connu reste vide : zéro veut dire aucun.",
            "Si une ligne d’un incident contient une erreur, aucune partie de l’incident n’est reprise ; la cellule et la raison sont indiquées. Corrigez et importez de nouveau le fichier : ce qui a déjà été repris est reconnu à sa référence.",
            "Un classeur rempli n’est pas protégé. Les noms, les contacts et les récits mettent des personnes en danger : ne l’envoyez que par les moyens autorisés par l’équipe spéciale et supprimez-le après l’importation.",
        ],
    },
    Wording {
        language: "es",
        instructions: "Instrucciones",
        options: "Opciones",
        incident: "Incidente (referencia)",
        violation: "Violación (código)",
        situation: "Situación",
        dictionary: "Versión del diccionario de campos",
        layout: "Disposición",
        details: "Detalles",
        lines: [
            "Cada hoja contiene un tipo de registro y cada fila un registro. Empiece por la hoja de incidentes: dé a cada incidente una referencia propia en la primera columna.",
            "En las demás hojas, la primera columna nombra el incidente con esa referencia. Dé a cada violación un código corto (k1, k2 …) y escríbalo donde una víctima, un autor, una fuente o una respuesta se refiera a ella.",
            "Las hojas de detalles contienen lo que solo tiene un tipo de violación. Cada fila nombra el incidente y la violación. Pueden quedar vacías.",
            "No cambie la fila gris de claves bajo los títulos. Las columnas que no necesite se pueden mover o quitar.",
            "Donde haya una lista, elija de ella o escriba el código. Para varias opciones en una celda, ponga | entre ellas.",
            "Las fechas son días del calendario (2026-01-31). Lo que no se sabe queda vacío: cero significa ninguno.",
            "Si una fila de un incidente tiene un error, no se importa ninguna parte del incidente, y se indican la celda y el motivo. Corríjala e importe de nuevo el archivo: lo ya importado se reconoce por su referencia.",
            "Un libro de cálculo rellenado no está protegido. Los nombres, contactos y relatos ponen a personas en peligro: envíelo solo por las vías que permita el equipo de tareas y bórrelo después de importarlo.",
        ],
    },
    Wording {
        language: "ar",
        instructions: "التعليمات",
        options: "الخيارات",
        incident: "الحادثة (المرجع)",
        violation: "الانتهاك (الرمز)",
        situation: "الحالة",
        dictionary: "إصدار قاموس الحقول",
        layout: "التخطيط",
        details: "تفاصيل",
        lines: [
            "تضم كل ورقة نوعًا واحدًا من البيانات، وكل صف مدخلًا واحدًا. ابدؤوا بورقة الحوادث: أعطوا كل حادثة مرجعًا خاصًا بكم في العمود الأول.",
            "في الأوراق الأخرى يذكر العمود الأول الحادثة بهذا المرجع. أعطوا كل انتهاك رمزًا قصيرًا (k1 وk2 …) واذكروه حيث تتصل به ضحية أو مرتكب للانتهاك أو مصدر أو استجابة.",
            "تضم أوراق التفاصيل ما يخص نوعًا واحدًا من الانتهاكات. ويذكر كل صف فيها الحادثة والانتهاك. ويمكن أن تبقى فارغة.",
            "لا تغيّروا صف المفاتيح الرمادي تحت العناوين. ويمكن نقل الأعمدة التي لا تحتاجون إليها أو حذفها.",
            "حيث توجد قائمة اختاروا منها أو اكتبوا الرمز. وإذا كانت في خلية واحدة عدة خيارات فضعوا | بينها.",
            "تُكتب التواريخ أيامًا من التقويم (2026-01-31). وما لا يُعرف يبقى فارغًا: فالصفر يعني أنه لا يوجد أحد.",
            "إذا كان في أحد صفوف حادثة خطأ فلا يُستورد أي جزء منها، وتُذكر الخلية والسبب. صحّحوه واستوردوا الملف مرة أخرى: فما استُورد من قبل يُعرف بمرجعه.",
            "المصنف المملوء غير محمي. والأسماء ووسائل الاتصال والسرد تعرّض الناس للخطر: لا ترسلوه إلا بالطرق التي تسمح بها فرقة العمل، واحذفوه بعد الاستيراد.",
        ],
    },
];
