//! The dictionary is whole: what it serves, what it names, what it holds together.

use domain::dictionary::{Compartment, Kind, LANGUAGES, dictionary, languages};
use domain::interchange::{AgeBand, AttributionLevel, ConcernType, DatePrecision, GroupSex, SharedWith};
use domain::violation::{IncidentStatus, PartyCategory, Sex, Status, Step, ViolationType};
use std::collections::{BTreeMap, BTreeSet};

/// What serves each field of MRMIMS+: our path or what it is computed from.
fn served() -> BTreeMap<String, Vec<String>> {
    let mut served: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // A field of an included section stands in several sections and is one field.
    let fields = dictionary().sections().iter().flat_map(|section| &section.fields);
    let ours = fields.flat_map(|field| {
        field.mrmims.iter().map(move |row| (row.clone(), format!("{}.{}", field.of, field.name)))
    });
    for (row, ours) in ours.chain(dictionary().computed().iter().cloned()) {
        let places = served.entry(row).or_default();
        if !places.contains(&ours) {
            places.push(ours);
        }
    }
    served
}

#[test]
fn each_field_of_mrmims_is_served_once() {
    let served = served();
    assert!(served.len() >= 300, "{} fields of MRMIMS+ have a place", served.len());
    for (row, places) in &served {
        assert_eq!(places.len(), 1, "{row} is served by {places:?}");
    }
}

#[test]
fn every_field_of_the_reference_list_has_a_place() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reference/fields.csv");
    // The list is not part of the repository: it is checked where it is at hand.
    let Ok(list) = std::fs::read(path) else { return };
    let served = served();
    let mut reader = csv::Reader::from_reader(list.as_slice());
    let rows: BTreeSet<String> =
        reader.records().map(|row| row.unwrap()).map(|row| format!("{}.{}", &row[0], &row[1])).collect();
    let ours: BTreeSet<String> = served.into_keys().collect();
    assert_eq!(rows.difference(&ours).collect::<Vec<_>>(), Vec::<&String>::new(), "without a place");
    assert_eq!(ours.difference(&rows).collect::<Vec<_>>(), Vec::<&String>::new(), "not in the list");
}

#[test]
fn lists_repeat_the_enums_of_the_crate() {
    fn codes<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str) -> Vec<&'static str> {
        all.iter().map(|value| code(*value)).collect()
    }
    let lists = [
        ("incident_status", codes(IncidentStatus::ALL, IncidentStatus::code)),
        ("violation_type", codes(ViolationType::ALL, ViolationType::code)),
        ("step", codes(Step::ALL, Step::code)),
        ("status", codes(Status::ALL, Status::code)),
        ("sex", codes(Sex::ALL, Sex::code)),
        ("party_category", codes(PartyCategory::ALL, PartyCategory::code)),
        ("date_precision", codes(DatePrecision::ALL, DatePrecision::code)),
        ("attribution", codes(AttributionLevel::ALL, AttributionLevel::code)),
        ("group_sex", codes(GroupSex::ALL, GroupSex::code)),
        ("age_band", codes(AgeBand::ALL, AgeBand::code)),
        ("concern_type", codes(ConcernType::ALL, ConcernType::code)),
        ("shared_with", codes(SharedWith::ALL, SharedWith::code)),
    ];
    for (name, expected) in lists {
        assert_eq!(dictionary().list(name).unwrap().codes, expected, "{name}");
    }
}

#[test]
fn free_text_is_identity_content_but_for_the_senders_id() {
    for field in dictionary().sections().iter().flat_map(|section| &section.fields) {
        let is_text = matches!(field.kind, Kind::Text { .. } | Kind::LongText { .. } | Kind::Partner);
        if is_text && field.name != "external_id" {
            assert_eq!(field.compartment, Compartment::Identity, "{}.{}", field.of, field.name);
        }
    }
    for (section, field) in [
        ("location", "latitude"),
        ("victim", "ethnicity"),
        ("victim", "born_on"),
        ("source", "interviewed_on"),
        ("source", "area"),
        ("consent", "given_on"),
    ] {
        let field = dictionary().section(section).unwrap().field(field).unwrap();
        assert_eq!(field.compartment, Compartment::Identity, "{}", field.name);
    }
}

#[test]
fn every_language_has_every_label_and_no_other() {
    let keys: BTreeSet<String> = dictionary().label_keys().into_iter().collect();
    for language in LANGUAGES {
        let path = format!("{}/languages/{language}.ftl", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        assert!(fluent_bundle::FluentResource::try_new(text.clone()).is_ok(), "{language}.ftl has a fault");
        let lines = text.lines().filter(|line| !line.starts_with('#') && line.contains(" = "));
        let said: Vec<String> = lines.map(|line| line.split(" = ").next().unwrap().to_owned()).collect();
        let once: BTreeSet<String> = said.iter().cloned().collect();
        assert_eq!(said.len(), once.len(), "{language}.ftl has a key twice");
        assert_eq!(
            keys.difference(&once).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "missing in {language}"
        );
        assert_eq!(once.difference(&keys).collect::<Vec<_>>(), Vec::<&String>::new(), "stray in {language}");
    }
}

#[test]
fn labels_fall_back_to_english_and_then_to_the_key() {
    assert_eq!(
        languages().label("xx", "option-status-verified"),
        languages().label("en", "option-status-verified")
    );
    assert_eq!(languages().label("fr", "no-such-key"), "no-such-key");
    assert_ne!(
        languages().option("ar", "violation_type", "killing"),
        languages().option("en", "violation_type", "killing")
    );
}

#[test]
fn the_dictionary_reads_as_a_document() {
    let text = dictionary().render_markdown("en");
    let head: String = text.lines().take(40).flat_map(|line| [line, "\n"]).collect();
    insta::assert_snapshot!(head);
    for section in dictionary().sections() {
        assert!(text.contains(&format!("(`{}`)", section.name)));
    }
    assert!(serde_json::to_string(dictionary()).unwrap().contains("mortar_or_rocket"));
}
