use super::*;
use crate::register::{Area, Areas};
use proptest::prelude::*;
use serde_json::json;

/// Invented places.
fn areas() -> Areas {
    let area = |number, code: &str, name: &str, level, parent| Area {
        number,
        code: code.to_owned(),
        name: name.to_owned(),
        level,
        parent,
        ..Area::default()
    };
    Areas::from(vec![
        area(0, "XAR", "Arandia", 0, None),
        area(1, "XAR01", "Northmark", 1, Some(0)),
        area(2, "XAR01002", "Tolvane Valley", 2, Some(1)),
        area(3, "XAR01003", "Oruna", 2, Some(1)),
    ])
}

/// Invented people.
fn record() -> Identifiers {
    let coded = json!({
        "external_id": "MMR-2022-0117",
        "occurred": {"from": "2022-03-03", "to": "2022-03-05", "precision": "day"},
        "location": {"area": "XAR01002"},
        "victims": [{"id": "c1", "age": 12, "sex": "girl"}],
    });
    let identity = json!({
        "location": {"place": "Hill of the Two Wells", "latitude": 12.34567, "longitude": -1.98765},
        "narrative": "not compared",
        "victims": [{"id": "c1", "name": "Zarifa Torvald-Menuk", "guardian": "Odalie Brenn (mother)"},
                    {"id": "c2", "name": "N'Guessan"}],
        "monitor": "Pavlo Quist",
        "monitor_code": "MON-07",
        "violations": [
            {"id": "k1", "details": {"facility_name": "Lake Ilmen school"}, "verification": {"verifier_code": "VER-88"}},
            {"id": "k2", "details": {"facility_name": "Primary school", "held_at": "the old Sawmill"}},
            {"id": "k3", "details": {"facility_name": "Government school for girls", "held_at": "barracks"}},
            {"id": "k4", "details": {"held_at": "military camp", "facility_name": "Forest High School"}},
        ],
        "perpetrators": [{"id": "p1", "names": "Commander Rask Tolben; Ivo Stern; Tomas Maison"},
                         {"id": "p2", "names": "Unknown soldiers, a commander of the rebels, Commander Ali"}],
        "sources": [{"id": "s1", "name": "كريم البندقوي", "contact": "+999 (0) 700 123-456, k.bandaq@example.org",
                     "interviewer": "Selma Okoye"},
                    {"id": "s2", "interviewer": "Child protection officer"}],
    });
    Identifiers::of(&coded, &identity, &areas())
}

fn found(text: &str) -> Vec<(&'static str, &str)> {
    let register = Register::of(&areas(), 1, ["Torvald Front", "National forces"]);
    let prepared = PreparedText::new(text);
    let mut passages = prepared.identify(&record(), &register);
    passages.extend(prepared.kept_areas(&register));
    passages.sort_unstable();
    passages.dedup();
    passages.iter().map(|passage| (passage.kind.code(), &text[passage.from..passage.to])).collect()
}

#[test]
fn what_identifies_somebody_is_found_in_any_writing() {
    for (text, kind) in [
        ("The girl Zarifa was taken.", "name"),
        ("ZARIFA was taken", "name"),
        ("La fille, Zarîfa, a été enlevée", "name"),
        ("according to Zareefa Minuk", "name"),
        ("Za\u{200b}rifa was taken", "name"),
        ("Zаrifа was taken", "name"),
        ("قالت ظريفة منوك إن", "name"),
        ("as Karim el Bandaqwi said", "name"),
        ("ذكر البندقوي", "name"),
        ("her mother, Odalie Brenn, said", "name"),
        ("asked by Selma Okoye", "name"),
        ("sent by Pavlo Quist", "name"),
        ("under Rask Tolben", "name"),
        ("by Stern’s men", "name"),
        ("Maison said so", "name"),
        ("Zarifa's mother", "name"),
        ("la mère d’Odalie", "name"),
        ("N'Guessan's mother", "name"),
        ("held by commander Ali", "name"),
        ("odalie brenn said", "name"),
        ("in the lake ilmen school", "place"),
        ("at Forest High School", "place"),
        ("jusqu’Odalie’s", "name"),
        ("à l'école Lake Ilmen, Zarifa’ mother", "name"),
        ("at the Lake Ilmen school", "place"),
        ("held at the old Sawmill", "place"),
        ("case MMR-2022-0117 shows", "case_code"),
        ("as MON-07 wrote", "case_code"),
        ("verified by VER-88", "case_code"),
        ("until 5 March 2022, in Northmark", "date_with_place"),
        ("case mmr 2022 0117 shows", "case_code"),
        ("call 0700123456", "contact"),
        ("call ٠٧٠٠ ١٢٣ ٤٥٦", "contact"),
        ("write to K.Bandaq@example.org.", "contact"),
        ("at the hill of the two wells", "place"),
        ("in Tolvane Valley", "place"),
        ("in Oruna, in 2022", "place"),
        ("the code XAR01003", "place"),
        ("at 12.3456, -1.9877", "coordinates"),
        ("at ١٢٫٣٤٥٦", "coordinates"),
        ("On 3 March 2022 a girl was killed in Northmark.", "date_with_place"),
        ("Le 3 mars 2022, dans le Northmark", "date_with_place"),
        ("El 3 de marzo de 2022, en Northmark", "date_with_place"),
        ("in Northmark (2022-03-03)", "date_with_place"),
        ("Northmark, 03/03/2022", "date_with_place"),
        ("On March 3, 2022 in Northmark", "date_with_place"),
        ("في ٣ مارس ٢٠٢٢ في Northmark", "date_with_place"),
        ("A 12-year-old girl from Northmark", "age_with_place"),
        ("une fille âgée de 12 ans dans le Northmark", "age_with_place"),
        ("una niña de 12 años en Northmark", "age_with_place"),
        ("فتاة عمرها ١٢ في Northmark", "age_with_place"),
    ] {
        let found = found(text);
        assert!(found.iter().any(|(is, _)| *is == kind), "{text}: {found:?}");
    }
}

#[test]
fn what_may_be_told_is_not_reported() {
    for text in [
        "",
        "The United Nations verified 12 violations in Northmark between January and March 2022.",
        "The Torvald Front and national forces were responsible for most of them.",
        "Children were held in barracks and in a military camp near the river; Government schools for girls were closed.",
        "Soldiers took the mother of a child to their commander. Unknown soldiers and rebels were seen.",
        "The Child protection officer and the monitoring team asked each guardian.",
        "A primary school, the Primary school of a village and a hospital were hit.",
        "Schools in Northmark were attacked in March 2022. A girl of 12 years was killed elsewhere.",
        "On 3 March 2022 the Council met.",
        "In Arandia, three wells were hit on 4 March 2022, in Northmark.",
        "Violations rose by 12.5 per cent, to 117 in 2022.",
        "a 14-year-old boy from Northmark",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn nothing_of_a_record_is_printed() {
    assert_eq!(format!("{:?}", record()), "Identifiers(..)");
}

proptest! {
    /// Wherever it is put, a name is found; whatever the text, passages are parts of it.
    #[test]
    fn a_name_is_found_wherever_it_stands(before in "\\PC{0,60}", after in "\\PC{0,60}") {
        let text = format!("{before} Zarifa Menuk {after}");
        let passages = PreparedText::new(&text).identify(&record(), &Register::default());
        for passage in &passages {
            prop_assert!(text.get(passage.from..passage.to).is_some());
        }
        prop_assert!(passages.iter().any(|passage| passage.kind == Kind::Name));
    }
}
