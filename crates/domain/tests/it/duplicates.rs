//! What holds of the likeness of any two incidents.

use domain::counting::Block;
use domain::duplicates::{DISJOINT, Likeness, Link, Neighbours, Outline, Sketch, Usual};
use domain::interchange::{Incident, Perpetrator, Source, Tally, Victim, Violation, split};
use domain::record::{CaseRecord, Content};
use domain::register::{Areas, Parties, Registers};
use domain::violation::{IncidentStatus, Sex, ViolationType};
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::json;

fn registers() -> Registers {
    let areas = "code,name,level,parent\nXAR,Arandia,0,\nXAR01,North,1,XAR\nXAR0101,One,2,XAR01\nXAR0102,Two,2,XAR01\n\
                 XAR02,South,1,XAR\nXAR0201,Three,2,XAR02\n";
    let parties = "code,name,category\nP1,One,armed_group\nP2,Two,armed_group\nP3,Three,armed_force\n";
    Registers {
        areas: Areas::from_csv(areas).unwrap(),
        parties: Parties::from_csv(parties).unwrap(),
        partners: Default::default(),
    }
}

/// Parts of an incident that can be put into another one.
type Part = fn(&Incident, &mut Incident) -> bool;

const PARTS: &[Part] = &[
    |from, to| {
        to.occurred = from.occurred.clone();
        from.occurred.from.is_some()
    },
    |from, to| {
        to.location.area = from.location.area.clone();
        from.location.area.is_some()
    },
    |from, to| {
        (to.location.latitude, to.location.longitude) = (from.location.latitude, from.location.longitude);
        from.location.latitude.is_some()
    },
    |from, to| {
        to.location.other = from.location.other.clone();
        !from.location.other.is_empty()
    },
    |from, to| {
        to.sources = from.sources.clone();
        !from.sources.is_empty()
    },
    |from, to| {
        (to.violations, to.perpetrators) = (from.violations.clone(), from.perpetrators.clone());
        !from.perpetrators.is_empty()
    },
];

prop_compose! {
    fn incident()(
        id in "[a-z]{8}",
        day in prop::option::of(0..60_i64),
        length in prop::option::of(0..40_i64),
        area in prop::option::of(prop::sample::select(vec!["XAR", "XAR01", "XAR0101", "XAR0102", "XAR0201"])),
        point in prop::option::of((14.0..16.0_f64, 43.0..45.0_f64)),
        place in prop::option::of(prop::sample::select(vec!["Invented", "Inventid", "Elsewhere", "مكان"])),
        kinds in prop::collection::vec((prop::sample::select(ViolationType::ALL.to_vec()), 0..4_u32, 0..4_u32, 0..3_u32), 1..4),
        parties in prop::collection::vec(prop::sample::select(vec!["P1", "P2", "P3"]), 0..3),
        children in prop::collection::vec((prop::option::of(prop::sample::select(Sex::ALL.to_vec())), prop::option::of(0..18_u8),
            prop::option::of(prop::sample::select(vec!["Khalid Amin", "خالد الأمين", "Fatima", "فاطمة"]))), 0..4),
        sources in prop::collection::vec(prop::sample::select(vec!["victim", "witness", "un_staff"]), 0..3),
    ) -> Incident {
        let mut incident = Incident::new(id);
        let first = date(2025, 11, 1);
        incident.occurred.from = day.map(|day| first.saturating_add(jiff::Span::new().days(day)));
        incident.occurred.to = incident.occurred.from.zip(length).map(|(from, length)| from.saturating_add(jiff::Span::new().days(length)));
        incident.location.area = area.map(str::to_owned);
        (incident.location.latitude, incident.location.longitude) = point.unzip();
        if let Some(place) = place {
            incident.location.other.insert("place".to_owned(), json!(place));
        }
        for (at, (kind, boys, girls, unknown)) in kinds.into_iter().enumerate() {
            incident.violations.push(Violation::new(format!("v{at}"), kind, Tally::new(boys, girls, unknown)));
        }
        for (at, party) in parties.into_iter().enumerate() {
            incident.perpetrators.push(Perpetrator {
                id: format!("p{at}"), party: Some(party.to_owned()), violations: vec!["v0".to_owned()], ..Default::default()
            });
        }
        for (at, (sex, age, name)) in children.into_iter().enumerate() {
            let mut victim = Victim { id: format!("c{at}"), sex, age, ..Default::default() };
            if let Some(name) = name {
                victim.other.insert("name".to_owned(), json!(name));
            }
            incident.victims.push(victim);
        }
        for (at, category) in sources.into_iter().enumerate() {
            incident.sources.push(Source { id: format!("s{at}"), category: Some(category.to_owned()), ..Default::default() });
        }
        incident
    }
}

fn whole(incident: &Incident) -> Sketch {
    Sketch::of(incident, &registers())
}

fn coded(incident: &Incident) -> Sketch {
    let (case, _) = split(incident.to_value());
    Sketch::of(&Incident::from_value(case).unwrap(), &registers())
}

fn facts(incident: &Incident) -> domain::counting::IncidentFacts {
    let who = domain::id::AccountId([1; 16]);
    let record =
        CaseRecord::new(Content::of(&incident.to_value()), IncidentStatus::Open, who, date(2026, 1, 1));
    let facts = record.facts(0, incident, &registers());
    // As they come out of a block.
    Block::pack(vec![facts]).unpack().unwrap().remove(0)
}

/// What is usual among some incidents.
fn usual(incidents: &[&Incident]) -> Usual {
    let facts: Vec<_> = incidents.iter().map(|incident| facts(incident)).collect();
    Usual::of(&facts, &registers())
}

proptest! {
    #[test]
    fn likeness_does_not_depend_on_the_order(one in incident(), other in incident()) {
        let usual = usual(&[&one, &other]);
        let both = |sketch: fn(&Incident) -> Sketch| {
            let (here, there) = (sketch(&one), sketch(&other));
            (Likeness::of(&here, &there, &usual), Likeness::of(&there, &here, &usual))
        };
        for (here, there) in [both(whole), both(coded)] {
            prop_assert_eq!(here, there);
        }
        let outline = |incident: &Incident| Outline::of(&facts(incident), &registers());
        prop_assert_eq!(outline(&one).may_be(&outline(&other)), outline(&other).may_be(&outline(&one)));
    }

    /// Nothing is more like an incident than the same document under another id.
    #[test]
    fn nothing_is_more_alike_than_a_copy(one in incident(), other in incident(), third in incident()) {
        let mut copy = one.clone();
        copy.external_id.push('x');
        let usual = usual(&[&one, &other, &third]);
        for sketch in [whole, coded] {
            let likeness = Likeness::of(&sketch(&one), &sketch(&copy), &usual);
            prop_assert!(likeness.reasons.iter().all(|reason| reason.bits >= 0.0), "{:?}", likeness);
            let less = Likeness::of(&sketch(&one), &sketch(&other), &usual);
            prop_assert!(likeness.bits >= less.bits - 0.1, "{:?} {:?}", likeness, less);
        }
        prop_assert!(Outline::of(&facts(&one), &registers()).may_be(&Outline::of(&facts(&copy), &registers())));
    }

    #[test]
    fn what_is_made_to_agree_does_not_lower_the_odds(one in incident(), other in incident(), third in incident()) {
        let usual = usual(&[&one, &other, &third]);
        let before = Likeness::of(&whole(&one), &whole(&other), &usual);
        for part in PARTS {
            let mut nearer = other.clone();
            if part(&one, &mut nearer) {
                let after = Likeness::of(&whole(&one), &whole(&nearer), &usual);
                prop_assert!(after.bits >= before.bits - 0.1, "{:?} {:?}", before, after);
            }
        }
    }

    #[test]
    fn without_a_shared_type_the_score_stays_low(one in incident(), mut other in incident()) {
        let of_one: Vec<ViolationType> = one.violations.iter().map(|violation| violation.kind).collect();
        other.violations.retain(|violation| !of_one.contains(&violation.kind));
        let likeness = Likeness::of(&whole(&one), &whole(&other), &usual(&[&one, &other]));
        prop_assert!(likeness.score <= DISJOINT && !likeness.is_likely() && !likeness.is_link());
    }

    /// Nothing that is a link by the whole documents is left out before identity content is opened.
    #[test]
    fn what_is_left_out_early_would_not_have_been_a_link(one in incident(), other in incident()) {
        let usual = usual(&[&one, &other]);
        if Likeness::of(&whole(&one), &whole(&other), &usual).is_link() {
            prop_assert!(Likeness::of(&coded(&one), &coded(&other), &usual).may_be_link());
        }
    }

    /// Who is looked at is the same as when every pair is.
    #[test]
    fn neighbours_are_all_that_may_be_one(incidents in prop::collection::vec(incident(), 0..20)) {
        let registers = registers();
        let outlines: Vec<Outline> =
            incidents.iter().map(|incident| Outline::of(&facts(incident), &registers)).collect();
        let neighbours = Neighbours::of(outlines.clone());
        for (at, outline) in outlines.iter().enumerate() {
            let all = outlines.iter().enumerate();
            let expected: Vec<usize> =
                all.filter(|(other, it)| *other != at && outline.may_be(it)).map(|(other, _)| other).collect();
            prop_assert_eq!(neighbours.to(at), expected);
        }
    }
}

/// A partner that fits far better takes a pair's chance, unless the two partners are surely one themselves.
#[test]
fn a_better_partner_is_a_rival_and_a_third_report_is_none() {
    let first = killing();
    let likeness = Likeness::of(&whole(&first), &whole(&first), &usual(&[&first]));
    let at = |bits| {
        let mut at = likeness.clone();
        (at.bits, at.score) = (bits, 0.99);
        at
    };
    let link = |to, bits| Link { to, bits };
    // 1 and 2 are looked at, and 1 may be 3 as well.
    let score = |bits, rival, between: &[Link]| {
        let there = [&[link(1, bits)], between].concat();
        at(bits).among((1, &[link(2, bits), link(3, rival)]), (2, &there)).score
    };
    assert_eq!(at(4.0).among((1, &[link(2, 4.0)]), (2, &[link(1, 4.0)])).score, 16.0 / 17.0);
    assert!(score(4.0, 9.0, &[]) < 0.05);
    assert!(score(4.0, 9.0, &[link(3, 1.0)]) < 0.05);
    assert_eq!(score(4.0, 9.0, &[link(3, 9.0)]), 16.0 / 17.0);
    assert!(score(9.0, 4.0, &[]) > 0.9);
}

fn killing() -> Incident {
    let mut first = Incident::new("first");
    first.occurred.from = Some(date(2025, 11, 3));
    first.location.area = Some("XAR0101".to_owned());
    first.violations.push(Violation::new("k", ViolationType::Killing, Tally::new(2, 0, 1)));
    first
}

/// A year of killings of one child each, one every two days, in turn in three districts.
fn year() -> Vec<Incident> {
    let incident = |at: i64| {
        let mut incident = killing();
        incident.occurred.from = Some(date(2025, 1, 1).saturating_add(jiff::Span::new().days(at * 2)));
        let areas = ["XAR0101", "XAR0102", "XAR0201"];
        incident.location.area = Some(areas[at as usize % areas.len()].to_owned());
        incident.violations[0].tally = Tally::new(1, 0, 0);
        incident
    };
    (0..182).map(incident).collect()
}

/// What is said by what, printed: a change of what counts shows as a change of this text.
#[test]
fn what_counts_is_what_was_decided() {
    let mut first = killing();
    first.location.latitude = Some(15.0);
    first.location.longitude = Some(44.0);
    first.location.other.insert("place".to_owned(), json!("Invented"));
    first.perpetrators.push(Perpetrator {
        id: "p".to_owned(),
        party: Some("P1".to_owned()),
        violations: vec!["k".to_owned()],
        ..Default::default()
    });
    first.sources.push(Source {
        id: "s".to_owned(),
        category: Some("witness".to_owned()),
        ..Default::default()
    });
    let child = |sex, age, name: &str| {
        let mut victim = Victim { id: "c".to_owned(), sex: Some(sex), age: Some(age), ..Default::default() };
        victim.other.insert("name".to_owned(), json!(name));
        victim
    };
    first.victims.push(child(Sex::Boy, 9, "Khalid Amin"));
    let usual = usual(&year().iter().collect::<Vec<_>>());
    let mut said = String::new();
    let mut tell = |how: &str, change: &dyn Fn(&mut Incident)| {
        let mut other = first.clone();
        change(&mut other);
        let likeness = Likeness::of(&whole(&first), &whole(&other), &usual);
        let reasons: Vec<String> = likeness
            .reasons
            .iter()
            .map(|reason| {
                let identity = if reason.aspect.is_identity() { "*" } else { "" };
                format!("{}{identity} {:+.1}", reason.aspect, reason.bits)
            })
            .collect();
        said += &format!("{how}: {:+.1}, of it {}\n", likeness.bits, reasons.join(", "));
    };
    tell("a copy", &|_| {});
    tell("three days later", &|other| other.occurred.from = Some(date(2025, 11, 6)));
    tell("a week later", &|other| other.occurred.from = Some(date(2025, 11, 10)));
    tell("known to the month", &|other| {
        other.occurred.precision = Some(domain::interchange::DatePrecision::Month);
    });
    tell("known to the region", &|other| other.location.area = Some("XAR01".to_owned()));
    tell("in the next district", &|other| other.location.area = Some("XAR0102".to_owned()));
    tell("a child more", &|other| other.violations[0].tally = Tally::new(3, 0, 1));
    tell("sexes not known", &|other| other.violations[0].tally = Tally::new(0, 0, 3));
    tell("many more children", &|other| other.violations[0].tally = Tally::new(9, 0, 0));
    tell("another party", &|other| other.perpetrators[0].party = Some("P2".to_owned()));
    tell("another child", &|other| other.victims[0] = child(Sex::Girl, 15, "Fatima Salih"));
    tell("the child's name in another script", &|other| other.victims[0] = child(Sex::Boy, 10, "خالد الأمين"));
    tell("another place", &|other| {
        other.location.other.insert("place".to_owned(), json!("Elsewhere"));
        other.location.latitude = Some(15.1);
    });
    insta::assert_snapshot!(said);
}

/// Invented incidents, each like the first one in its own way, in a year that has many of one child and one of three.
#[test]
fn what_people_would_look_at_is_likely_and_what_they_would_not_is_not() {
    let first = killing();
    let usual = usual(&year().iter().collect::<Vec<_>>());
    let likely = |change: fn(&mut Incident)| {
        let mut other = first.clone();
        change(&mut other);
        Likeness::of(&whole(&first), &whole(&other), &usual).is_likely()
    };
    assert!(likely(|_| {}));
    assert!(likely(|other| other.occurred.from = Some(date(2025, 11, 5))));
    assert!(likely(|other| other.violations[0].tally = Tally::new(3, 0, 0)));
    assert!(likely(|other| other.location.area = Some("XAR01".to_owned())));
    assert!(!likely(|other| other.violations[0].kind = ViolationType::Abduction));
    assert!(!likely(|other| other.occurred.from = Some(date(2025, 11, 25))));
    assert!(!likely(|other| other.violations[0].tally = Tally::new(0, 9, 0)));
    assert!(!likely(|other| other.location.area = Some("XAR0201".to_owned())));
    assert!(!likely(|other| other.location.area = Some("XAR0102".to_owned())));
    // One of many in a year: what agrees says little where everything does.
    let [one, other] = [20, 20].map(|at| year().swap_remove(at));
    assert!(!Likeness::of(&whole(&one), &whole(&other), &usual).is_likely());
}
