//! What headings and tags usually mean: labels and codes of the dictionary in its languages, tags of the Humanitarian
//! Exchange Language, and words that event data use.

use crate::field::{Of, tables};
use crate::words::folded;
use domain::dictionary::{LANGUAGES, languages};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Stands for the sender's own reference, which is no field of its own.
pub(super) const REFERENCE: &str = "external_id";

/// Headings that event data have, folded, with the path of their field.
const HEADINGS: &[(&str, &[&str])] = &[
    (
        REFERENCE,
        &[
            "id",
            "event id",
            "incident id",
            "reference",
            "ref",
            "record id",
            "case id",
            "event id cnty",
            "sind event id",
            "identifiant",
            "référence",
            "id evento",
            "referencia",
            "المعرف",
            "المرجع",
        ],
    ),
    (
        "occurred.from",
        &[
            "date",
            "event date",
            "incident date",
            "date of incident",
            "date of event",
            "date start",
            "start date",
            "date from",
            "date de l'incident",
            "date de l'événement",
            "date début",
            "date de début",
            "fecha",
            "fecha del incidente",
            "fecha del evento",
            "fecha de inicio",
            "fecha inicio",
            "التاريخ",
            "تاريخ الحادث",
            "تاريخ البداية",
        ],
    ),
    (
        "occurred.to",
        &[
            "date end",
            "end date",
            "date to",
            "date de fin",
            "date fin",
            "fecha de fin",
            "fecha fin",
            "تاريخ النهاية",
        ],
    ),
    (
        "first_reported",
        &["date reported", "date of report", "report date", "date du rapport", "fecha del informe"],
    ),
    ("location.latitude", &["latitude", "lat", "y", "latitud", "خط العرض"]),
    ("location.longitude", &["longitude", "lon", "long", "lng", "x", "longitud", "خط الطول"]),
    (
        "location.area",
        &[
            "pcode",
            "p code",
            "adm2 pcode",
            "adm1 pcode",
            "adm3 pcode",
            "admin2pcod",
            "area",
            "area code",
            "district",
            "township",
            "governorate",
            "province",
            "state",
            "region",
            "admin 1",
            "admin 2",
            "admin1",
            "admin2",
            "adm 1",
            "adm 2",
            "adm1",
            "adm2",
            "département",
            "région",
            "departamento",
            "provincia",
            "región",
            "المحافظة",
            "المديرية",
            "المنطقة",
        ],
    ),
    (
        "location.place",
        &[
            "location",
            "place",
            "village",
            "town",
            "locality",
            "where coordinates",
            "location of event",
            "lieu",
            "localité",
            "lugar",
            "localidad",
            "المكان",
            "القرية",
        ],
    ),
    (
        "narrative",
        &[
            "description",
            "event description",
            "incident description",
            "narrative",
            "summary",
            "what happened",
            "description de l'incident",
            "récit",
            "descripción",
            "relato",
            "الوصف",
            "وصف الحادث",
        ],
    ),
    (
        "violations[0].type",
        &[
            "violation",
            "violation type",
            "type of violation",
            "type de violation",
            "tipo de violación",
            "نوع الانتهاك",
        ],
    ),
    ("violations[0].tally.boys", &["boys", "number of boys", "garçons", "niños", "الأولاد", "ذكور"]),
    ("violations[0].tally.girls", &["girls", "number of girls", "filles", "niñas", "البنات", "إناث"]),
    (
        "perpetrators[0].party",
        &[
            "perpetrator",
            "party",
            "actor",
            "armed group",
            "auteur",
            "partie",
            "auteur présumé",
            "parte",
            "autor",
            "actor armado",
            "الجاني",
            "الطرف",
        ],
    ),
    ("sources[0].description", &["source", "sources", "source article", "fuente", "المصدر"]),
    ("notes", &["notes", "remarks", "comments", "remarques", "observaciones", "notas", "ملاحظات"]),
];

/// Paths by what a heading may be, folded: the usual words, then labels and keys of the dictionary.
pub(super) fn headings() -> &'static Headings {
    static KNOWN: LazyLock<Headings> = LazyLock::new(known_headings);
    &KNOWN
}

/// Paths with the reason for taking them, by a folded heading.
pub(super) type Headings = HashMap<String, (String, &'static str)>;

fn known_headings() -> Headings {
    let mut known = Headings::new();
    for (path, words) in HEADINGS {
        for word in *words {
            known.entry(folded(word)).or_insert_with(|| ((*path).to_owned(), "a usual heading"));
        }
    }
    for table in tables() {
        let before = match table.of {
            Of::Incident => String::new(),
            Of::List(list) => format!("{list}[0]."),
            Of::Details(_) => continue,
        };
        for column in &table.columns {
            let path = format!("{before}{}", column.path);
            let mut add = |word: String, why: &'static str| {
                known.entry(word).or_insert_with(|| (path.clone(), why));
            };
            add(folded(&path.replace(['.', '[', ']'], " ")), "the path of the field");
            if table.of == Of::Incident {
                add(folded(column.path.replace('.', " ").as_str()), "the key of the field");
            }
            for language in LANGUAGES {
                let labels: Vec<String> =
                    column.labels.iter().map(|key| languages().label(language, key)).collect();
                add(folded(&labels.join(" ")), "the label of the field");
                // A label by itself says little where many records have such a field.
                if let (Of::Incident, Some(last)) = (table.of, labels.last()) {
                    add(folded(last), "the label of the field");
                }
            }
        }
    }
    known.remove("");
    known
}

/// The level of areas that a heading or a tag says: `#adm2+code`, `Admin 2`, and the first for the words of the largest
/// parts of a country. Where a country calls lower parts so, names are refused rather than taken for wrong ones.
pub(super) fn area_level(heading: &str) -> Option<u8> {
    const FIRST: [&str; 10] = [
        "governorate",
        "province",
        "state",
        "region",
        "département",
        "région",
        "departamento",
        "provincia",
        "región",
        "المحافظة",
    ];
    let word = folded(heading.split('+').next().unwrap_or_default());
    if FIRST.iter().any(|first| folded(first) == word) {
        return Some(1);
    }
    let word = word.replace(' ', "");
    let digit = word.strip_prefix("admin").or_else(|| word.strip_prefix("adm"))?.chars().next()?;
    digit.to_digit(10).and_then(|level| u8::try_from(level).ok())
}

/// What a tag of the Humanitarian Exchange Language means.
pub(super) enum Tag {
    /// It is a field, so sure in percent.
    Field(&'static str, u8),
    /// It is something that is not taken, and why.
    Not(&'static str),
}

/// Whether a cell is a tag.
pub(super) fn is_tag(text: &str) -> bool {
    let mut letters = text.trim().strip_prefix('#').unwrap_or_default().chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && text.chars().count() < 100
}

/// The meaning of a tag with its attributes.
pub(super) fn tag(text: &str) -> Tag {
    let plain: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let mut parts = plain.trim_start_matches('#').split('+');
    let tag = parts.next().unwrap_or_default();
    let attributes: Vec<&str> = parts.collect();
    let has = |any: &[&str]| any.iter().any(|one| attributes.contains(one));
    match tag {
        "date" if has(&["year", "month", "week"]) => Tag::Not("a part of a date is no day"),
        "date" if has(&["end", "to"]) => Tag::Field("occurred.to", 90),
        "date" if has(&["reported", "published", "updated"]) => Tag::Field("first_reported", 70),
        "date" => Tag::Field("occurred.from", 95),
        "adm1" | "admin1" | "adm2" | "admin2" | "adm3" | "admin3" | "adm4" | "admin4" => {
            // The deepest area tells most, and a code more than a name.
            let depth = tag.bytes().last().map_or(0, |digit| digit - b'0');
            Tag::Field("location.area", 70 + depth + if has(&["code"]) { 20 } else { 0 })
        }
        "loc" => Tag::Field("location.place", 85),
        "geo" if has(&["lat"]) => Tag::Field("location.latitude", 95),
        "geo" if has(&["lon"]) => Tag::Field("location.longitude", 95),
        "lat" => Tag::Field("location.latitude", 90),
        "lon" | "long" => Tag::Field("location.longitude", 90),
        "event" | "cause" if has(&["type", "category"]) => Tag::Field("violations[0].type", 60),
        "event" | "meta" if has(&["id", "code"]) => Tag::Field(REFERENCE, 90),
        "event" | "description" => Tag::Field("narrative", 80),
        "meta" | "source" if tag == "source" || has(&["source"]) => Tag::Field("sources[0].description", 60),
        "affected" | "reached" | "inneed" | "targeted" | "population" => {
            Tag::Not("it counts people, and perhaps not only children: say yourself which tally it is")
        }
        "group" | "actor" | "org" => Tag::Not("its names are not those of the register of parties"),
        "country" | "region" => Tag::Not("the situation says in which country this is"),
        _ => Tag::Not("no field is known for its tag"),
    }
}
