//! Names of areas as others write them, against a sample that was labelled by hand.

use domain::gazetteer::{Gazetteer, MOST, PlaceQuery, Proposals, Reason};
use domain::register::Areas;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};

const SAMPLE: &str = include_str!("../gazetteer/sample.csv");
const PCODES: &str = include_str!("../gazetteer/pcodes.csv");

#[derive(serde::Deserialize)]
struct Labelled {
    country: String,
    adm1: String,
    adm2: String,
    right: String,
    source: String,
}

/// Every country of the list in one register; a code that the list has for two places is left out, as it says neither.
fn register() -> Areas {
    let mut reader = csv::Reader::from_reader(PCODES.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut lines: HashMap<&str, Vec<&csv::StringRecord>> = HashMap::new();
    rows.iter().for_each(|row| lines.entry(&row[2]).or_default().push(row));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["code", "name", "level", "parent"]).unwrap();
    let countries: std::collections::BTreeSet<&str> = rows.iter().map(|row| &row[0]).collect();
    for country in countries {
        writer.write_record([country, country, "0", ""]).unwrap();
    }
    for row in &rows {
        let same = &lines[&row[2]];
        let first = same.iter().min_by_key(|row| row[1].to_owned()).unwrap();
        if std::ptr::eq(*first, row) && same.iter().all(|other| other[3] == row[3]) {
            writer.write_record([&row[2], &row[3], &row[1], &row[4]]).unwrap();
        }
    }
    Areas::from_csv(&String::from_utf8(writer.into_inner().unwrap()).unwrap()).unwrap()
}

fn sample() -> Vec<Labelled> {
    csv::Reader::from_reader(SAMPLE.as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// What came of the sample, all of it in one document: what is accepted, what is wrong, what is missed and where it
/// stands among the proposals.
#[test]
fn what_is_accepted_is_right_and_what_is_missed_is_said() {
    let areas = register();
    let gazetteer = Gazetteer::of(&areas);
    let sample = sample();
    let (mut right, mut wrong, mut known, mut first, mut among) = (0, 0, 0, 0, 0);
    let mut told = String::new();
    let mut by_reason: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for place in &sample {
        let query = PlaceQuery {
            names: vec![&place.adm1, &place.adm2],
            level: Some(1),
            within: Some(areas.by_code(&place.country).unwrap().number),
            ..PlaceQuery::default()
        };
        let proposals = gazetteer.propose(&query);
        let code = |area: u32| areas.get(area).unwrap().code.as_str();
        let accepted = proposals.accepted().map(code);
        let is_known = !["none", "ambiguous"].contains(&place.right.as_str());
        known += u32::from(is_known);
        first += u32::from(proposals.all.first().is_some_and(|one| code(one.area) == place.right));
        among += u32::from(proposals.all.iter().any(|one| code(one.area) == place.right));
        if let Some(accepted) = accepted {
            let is_right = accepted == place.right;
            *if is_right { &mut right } else { &mut wrong } += 1;
            let of_reason = by_reason.entry(proposals.all[0].reasons[0].code()).or_default();
            *if is_right { &mut of_reason.0 } else { &mut of_reason.1 } += 1;
        }
        if accepted != is_known.then_some(place.right.as_str()) {
            let proposed = proposals.all.iter().take(3).map(|one| {
                let reasons: Vec<&str> = one.reasons.iter().map(|reason| reason.code()).collect();
                format!(
                    "{} {} {:.2} {}",
                    code(one.area),
                    areas.get(one.area).unwrap().name,
                    one.confidence,
                    reasons.join("+")
                )
            });
            let verdict = if accepted.is_some() { "WRONG" } else { "left to people" };
            let names = format!("{} {} > {}", place.country, place.adm1, place.adm2);
            told += &format!(
                "{verdict}: {names} is {}: {}\n",
                place.right,
                proposed.collect::<Vec<_>>().join("; ")
            );
        }
    }
    let share = |some: u32, all: u32| f64::from(some) / f64::from(all.max(1));
    let (precision, recall) = (share(right, right + wrong), share(right, known));
    let summary = format!(
        "{} names, {known} of which mean one area; accepted {} of which right {right}: precision {precision:.3}, \
         recall {recall:.3}; right one proposed first {first}, proposed at all {among}\n{by_reason:?}\n\n",
        sample.len(),
        right + wrong,
    );
    insta::assert_snapshot!(format!("{summary}{told}"));
    assert!(precision >= 0.99, "{summary}");
    assert!(recall >= 0.80, "{summary}");
    assert!(sample.iter().all(|place| !place.source.is_empty()));
}

/// An invented country whose register says more than names: other scripts, what was, and when.
fn arandia() -> Areas {
    Areas::from_csv(
        "code,name,level,parent,names,former_names,former_codes,valid_from,valid_to\n\
         XAR,Arandia,0,,,,,,\n\
         XAR01,Kelmar,1,XAR,كلمار; Келмар; Quelmar,Port Harrow,XAR91,,\n\
         XAR02,Tovra,1,XAR,,Greater Tovra,XAR92,,2021-12-31\n\
         XAR03,Tovra Hills,1,XAR,,Greater Tovra,XAR92,2022-01-01,\n\
         XAR04,Osim,1,XAR,Kelmar Upper,,,,\n\
         XAR05,Osim City,1,XAR,,,,,\n\
         XAR06,Idrab,1,XAR,,,,,\n\
         XAR0101,Haldun,2,XAR01,,,,,\n\
         XAR0401,Haldun,2,XAR04,,,,,\n\
         XAR0402,Lone,2,XAR04,,,,,\n",
    )
    .unwrap()
}

fn proposals(query: PlaceQuery) -> Vec<(String, Vec<Reason>)> {
    let areas = arandia();
    let found: Proposals = Gazetteer::of(&areas).propose(&query);
    found.all.into_iter().map(|one| (areas.get(one.area).unwrap().code.clone(), one.reasons)).collect()
}

fn accepted(query: PlaceQuery) -> Option<String> {
    let areas = arandia();
    Gazetteer::of(&areas).propose(&query).accepted().map(|area| areas.get(area).unwrap().code.clone())
}

fn named<'q>(names: &[&'q str]) -> PlaceQuery<'q> {
    PlaceQuery { names: names.to_vec(), level: Some(1), ..PlaceQuery::default() }
}

#[test]
fn what_a_register_says_of_other_names_and_codes_is_taken() {
    for (name, code) in [
        ("KELMAR", "XAR01"),
        ("Quelmar Province", "XAR01"),
        ("محافظة كلمار", "XAR01"),
        ("Келмар", "XAR01"),
        ("Port Harrow", "XAR01"),
        ("Idrab", "XAR06"),
        ("Lone", "XAR0402"),
    ] {
        assert_eq!(accepted(named(&[name])).as_deref(), Some(code), "{name}");
    }
    let of_code = |code, names: &[&'static str]| accepted(PlaceQuery { code: Some(code), ..named(names) });
    assert_eq!(of_code(" xar91 ", &[]).as_deref(), Some("XAR01"));
    assert_eq!(of_code("XAR0101", &["Kelmar", "Haldun"]).as_deref(), Some("XAR0101"));
    assert_eq!(
        of_code("XAR0101", &["Haldon"]).as_deref(),
        Some("XAR0101"),
        "a misspelled name does not contradict"
    );
}

#[test]
fn what_could_be_two_or_is_only_like_one_is_left_to_people() {
    for (name, why) in [
        ("Kelmer", "spelled alike"),
        ("إدراب", "like another script's, and not said by the register"),
        ("Osim", "the region or the city"),
        ("Osim Town", "the city, in other words, or a town in the region"),
        ("Tovra Province", "begins another's name"),
        ("Greater Tovra", "was the name of two"),
        ("Haldun", "in two regions"),
        ("Lone State", "no region"),
        ("Nowhere", "unknown"),
        ("No Information", "not given"),
    ] {
        if name == "Osim Town" {
            assert_eq!(accepted(named(&[name])).as_deref(), Some("XAR05"), "{why}");
            continue;
        }
        assert_eq!(accepted(named(&[name])), None, "{name}: {why}");
    }
    assert_eq!(accepted(PlaceQuery { code: Some("XAR92"), ..PlaceQuery::default() }), None, "it was divided");
    assert_eq!(
        accepted(PlaceQuery { code: Some("XAR06"), ..named(&["Kelmar"]) }),
        None,
        "one of the two is wrong"
    );
    assert_eq!(accepted(PlaceQuery { level: None, ..named(&["Haldun"]) }), None);
    assert_eq!(accepted(named(&["Idrab", "Haldun"])), None, "it does not lie there");
    assert_eq!(accepted(named(&["Idrab", "Nothing"])), None);
    let on = |day| accepted(PlaceQuery { on: Some(day), ..named(&["Tovra Hills"]) });
    assert_eq!(on(date(2021, 1, 1)), None, "it was not yet");
    assert_eq!(on(date(2022, 1, 1)).as_deref(), Some("XAR03"));
}

/// A name that goes on from the one asked for is a rival, though it was found as one that is spelled alike, or many
/// that are spelled alike stand before it.
#[test]
fn a_name_that_goes_on_is_a_rival_however_it_was_found() {
    let accepted = |areas: &str, names: &[&str]| {
        let areas = Areas::from_csv(&format!("code,name,level,parent\nXAR,Arandia,0,\n{areas}")).unwrap();
        let query = PlaceQuery { names: names.to_vec(), level: Some(1), ..PlaceQuery::default() };
        Gazetteer::of(&areas).propose(&query).accepted().map(|area| areas.get(area).unwrap().code.clone())
    };
    let city = "XAR01,Varkiv,1,XAR\n";
    assert_eq!(accepted(city, &["Varkiv Oblast"]).as_deref(), Some("XAR01"));
    assert_eq!(accepted(&format!("{city}XAR02,Varkivska,1,XAR\n"), &["Varkiv Oblast"]), None);
    let mut many = city.to_owned();
    for (n, name) in ["a", "e", "i", "o", "u"]
        .iter()
        .flat_map(|one| ["a", "e", "i", "o", "u"].iter().map(move |two| (one, two)))
        .flat_map(|(one, two)| ["b", "f", "w"].iter().map(move |end| format!("V{one}rk{two}{end}")))
        .enumerate()
    {
        many += &format!("XAR1{n:02},{name},1,XAR\n");
    }
    assert_eq!(accepted(&many, &["Varkiv Oblast"]).as_deref(), Some("XAR01"));
    let rival = "XAR03,Varkiv Mountains and Plains of the Sunrise,1,XAR\n";
    assert_eq!(accepted(&format!("{many}{rival}"), &["Varkiv Oblast"]), None);
    // Lower down even the name itself is not taken where one on the level that was named goes on from it.
    let below = "XAR02,Tovra,1,XAR\nXAR0201,Varkiv,2,XAR02\n";
    assert_eq!(accepted(below, &["Varkiv"]).as_deref(), Some("XAR0201"));
    assert_eq!(accepted(&format!("{below}XAR03,Varkivska,1,XAR\n"), &["Varkiv"]), None);
}

#[test]
fn of_many_names_the_last_is_looked_for() {
    let mut names = vec!["Nothing"; 9];
    names.extend(["Osim", "Lone"]);
    let query = PlaceQuery { names, ..PlaceQuery::default() };
    assert_eq!(accepted(query).as_deref(), Some("XAR0402"));
    assert_eq!(accepted(PlaceQuery { names: vec!["Idrab"; 300], ..PlaceQuery::default() }).as_deref(), None);
}

#[test]
fn what_is_proposed_says_why() {
    let of = |names: &[&'static str]| proposals(named(names)).into_iter().next();
    let said = |code: &str, reasons: &[Reason]| Some((code.to_owned(), reasons.to_vec()));
    assert_eq!(of(&["Kelmar", "Haldun"]), said("XAR0101", &[Reason::Name, Reason::Within]));
    assert_eq!(of(&["إدراب"]), said("XAR06", &[Reason::Script]));
    assert_eq!(of(&["Kelmarr"]), said("XAR01", &[Reason::Letters]));
    assert_eq!(of(&["Kalmer"]), said("XAR01", &[Reason::Spelling]));
    assert_eq!(of(&["Idrab", "Nothing"]), said("XAR06", &[Reason::Holder]));
    let two = proposals(named(&["Idrab", "Haldun"]));
    assert!(two.len() == 2 && two.iter().all(|(_, reasons)| reasons.contains(&Reason::Elsewhere)), "{two:?}");
    let then = proposals(PlaceQuery { on: Some(date(2023, 1, 1)), ..named(&["Tovra"]) });
    assert!(
        then.iter().any(|(code, reasons)| code == "XAR02" && reasons.contains(&Reason::NotThen)),
        "{then:?}"
    );
    let inside = arandia().by_code("XAR04").unwrap().number;
    let within = PlaceQuery { names: vec!["Haldun"], within: Some(inside), ..PlaceQuery::default() };
    assert_eq!(accepted(within).as_deref(), Some("XAR0401"));
}

proptest! {
    /// Whatever is asked: what is accepted is among the proposals, first, and found by what is the same.
    #[test]
    fn likeness_never_decides(
        names in prop::collection::vec(prop_oneof!["\\PC{0,40}", "(Kelm|Tovr|Osi|Haldu|كلما)[a-zا]{0,3}( City| Hills| Province)?"], 0..4),
        code in prop::option::of("(XAR0[0-9]{1,3}|\\PC{0,9})"),
        level in prop::option::of(0..12_u8),
        within in prop::option::of(0..12_u32),
    ) {
        let areas = arandia();
        let names = names.iter().map(String::as_str).collect();
        let found = Gazetteer::of(&areas).propose(&PlaceQuery { code: code.as_deref(), names, level, within, on: None });
        prop_assert!(found.all.len() <= MOST);
        prop_assert!(found.all.iter().all(|one| (0.0..=1.0).contains(&one.confidence)));
        if let Some(accepted) = found.accepted() {
            prop_assert_eq!(found.all[0].area, accepted);
            prop_assert!(found.all[0].reasons.iter().all(|reason| reason.is_safe()));
        }
    }
}
