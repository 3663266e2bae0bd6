//! What holds of the likeness of any two incidents.

use domain::counting::Block;
use domain::duplicates::{Aspect, DISJOINT, Likeness, Outline, Read, Sketch};
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

proptest! {
    #[test]
    fn likeness_does_not_depend_on_the_order(one in incident(), other in incident()) {
        prop_assert_eq!(Likeness::of(&whole(&one), &whole(&other)), Likeness::of(&whole(&other), &whole(&one)));
        prop_assert_eq!(Likeness::of(&coded(&one), &coded(&other)), Likeness::of(&coded(&other), &coded(&one)));
        let outline = |incident: &Incident| Outline::of(&facts(incident), &registers());
        prop_assert_eq!(outline(&one).may_be(&outline(&other)), outline(&other).may_be(&outline(&one)));
    }

    #[test]
    fn a_document_that_differs_in_its_id_alone_scores_one(one in incident()) {
        let mut other = one.clone();
        other.external_id.push('x');
        for sketch in [whole, coded] {
            let likeness = Likeness::of(&sketch(&one), &sketch(&other));
            prop_assert_eq!(likeness.score, 1.0);
        }
        prop_assert!(Outline::of(&facts(&one), &registers()).may_be(&Outline::of(&facts(&other), &registers())));
    }

    #[test]
    fn what_is_made_to_agree_does_not_lower_the_score(one in incident(), other in incident()) {
        let before = Likeness::of(&whole(&one), &whole(&other));
        for part in PARTS {
            let mut nearer = other.clone();
            if part(&one, &mut nearer) {
                let after = Likeness::of(&whole(&one), &whole(&nearer));
                prop_assert!(after.score >= before.score - 1e-12, "{:?} {:?}", before, after);
            }
        }
    }

    #[test]
    fn without_a_shared_type_the_score_stays_low(one in incident(), mut other in incident()) {
        let of_one: Vec<ViolationType> = one.violations.iter().map(|violation| violation.kind).collect();
        other.violations.retain(|violation| !of_one.contains(&violation.kind));
        let likeness = Likeness::of(&whole(&one), &whole(&other));
        prop_assert!(likeness.score <= DISJOINT && !likeness.is_likely());
    }

    /// Nothing that the whole documents would show as likely is left out before they are opened.
    #[test]
    fn what_is_left_out_early_would_not_have_been_found(one in incident(), other in incident()) {
        let registers = registers();
        if Likeness::of(&whole(&one), &whole(&other)).is_likely() {
            let of_facts = |incident: &Incident| Sketch::of_facts(&facts(incident), &registers);
            prop_assert!(Likeness::of(&of_facts(&one), &of_facts(&other)).may_be_likely(Read::Facts));
            prop_assert!(Likeness::of(&coded(&one), &coded(&other)).may_be_likely(Read::Coded));
        }
    }
}

/// The weights, printed: a change of what counts shows as a change of this text.
#[test]
fn the_weights_are_what_was_decided() {
    let weights: String = Aspect::ALL
        .iter()
        .map(|aspect| {
            let identity = if aspect.is_identity() { " (identity)" } else { "" };
            format!("{aspect} {}{identity}\n", aspect.weight())
        })
        .collect();
    insta::assert_snapshot!(weights, @r"
    date 20
    area 15
    types 15
    tally 15
    parties 10
    children 10
    sources 5
    place 10 (identity)
    distance 10 (identity)
    names 25 (identity)
    ");
}

/// Invented incidents, each like the first one in its own way.
#[test]
fn what_people_would_look_at_is_likely_and_what_they_would_not_is_not() {
    let mut first = Incident::new("first");
    first.occurred.from = Some(date(2025, 11, 3));
    first.location.area = Some("XAR0101".to_owned());
    first.violations.push(Violation::new("k", ViolationType::Killing, Tally::new(2, 0, 1)));
    let likely = |change: fn(&mut Incident)| {
        let mut other = first.clone();
        change(&mut other);
        Likeness::of(&whole(&first), &whole(&other)).is_likely()
    };
    assert!(likely(|_| {}));
    assert!(likely(|other| other.occurred.from = Some(date(2025, 11, 5))));
    assert!(likely(|other| other.violations[0].tally = Tally::new(3, 0, 0)));
    assert!(likely(|other| other.location.area = Some("XAR01".to_owned())));
    assert!(likely(|other| {
        other.occurred.precision = Some(domain::interchange::DatePrecision::Month);
        other.occurred.from = Some(date(2025, 11, 30));
    }));
    assert!(!likely(|other| other.violations[0].kind = ViolationType::Abduction));
    assert!(!likely(|other| {
        other.occurred.from = Some(date(2025, 11, 25));
        other.violations[0].tally = Tally::new(0, 9, 0);
    }));
    assert!(!likely(|other| {
        other.location.area = Some("XAR0201".to_owned());
        other.violations[0].tally = Tally::new(0, 1, 0);
    }));
}
