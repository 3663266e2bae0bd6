//! Reports whose tables their templates declare, for wider audiences beside the note: random task forces, always
//! attacked, with their counts and by their documents alone.

use crate::documents::{breaches, found};
use crate::generated::{Dice, edition, incident, incidents, quarter};
use crate::histories::hide_small_alone;
use crate::release::{assert_safe, publish};
use crate::reporting::declared;
use disclosure::Budget;
use domain::counting::{Day, IncidentFacts, Until};
use domain::tables::{Attribution, Table, TableDocument, Tier};
use domain::violation::{Status, ViolationType};
use jiff::civil::{Date, date};
use report::release::{Edition, attack, protect};
use report::{ReportError, Templates};

const YEAR: (Date, Date) = (date(2024, 1, 1), date(2024, 12, 31));

/// A history of notes and of a report that tells the same figures otherwise, in an order that the seed decides.
fn mixed(seed: u64, count: u32, name: &str) -> Vec<Edition> {
    let templates = Templates::embedded().unwrap();
    let template = templates.get(name).unwrap();
    let before = incidents(seed, count);
    let mut after = before.clone();
    let mut dice = Dice(seed ^ 0x51);
    after.extend((0..3).map(|number| incident(&mut dice, count + number)));
    let note =
        |facts: &[_], tier, (from, to): (Date, Date)| edition(facts, tier, from, to, Attribution::Joint);
    let later = |mut edition: Edition| {
        edition.document.as_of = date(2026, 3, 1);
        edition
    };
    let mut editions = vec![
        note(&before, Tier::Public, quarter(0)),
        declared(&before, template, Tier::Public, YEAR.0, YEAR.1),
        note(&before, Tier::Public, YEAR),
        declared(&before, template, Tier::Partner, YEAR.0, YEAR.1),
    ];
    editions.rotate_left(dice.below(4) as usize);
    editions.push(later(declared(&after, template, Tier::Public, YEAR.0, YEAR.1)));
    editions
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 2, ..Default::default() })]

    /// Nothing is given away by a report beside notes of the same months, nor by what changed in between.
    #[test]
    fn no_report_beside_notes_gives_a_protected_figure_away(
        seed in 0_u64..1_000_000,
        count in 30_u32..160,
        name in proptest::sample::select(vec!["annual", "country"]),
    ) {
        let mut out = Vec::new();
        let mut known_before = 0;
        for edition in mixed(seed, count, name) {
            let (_, attempts) = publish(edition, &mut out);
            assert_safe(&attempts);
            let nobody = attempts.iter().filter(|attempt| attempt.party.is_none());
            known_before += nobody.map(|attempt| attempt.known_before).sum::<usize>();
        }
        // Whoever has the documents alone learns no more. All are public: what a public edition hides partners may know,
        // and documents do not tell that it is what lies between.
        let public = out.iter().filter(|edition| edition.document.tier == Tier::Public);
        let documents: Vec<TableDocument> = public.map(|edition| edition.document.clone()).collect();
        let found = found(&documents);
        let breaches = breaches(&found);
        proptest::prop_assert!(breaches.len() <= known_before, "seed {seed}, {count}, {name}: {breaches:?}");
        // The same input gives the same document.
        let mut again = Vec::new();
        for edition in mixed(seed, count, name).into_iter().take(2) {
            publish(edition, &mut again);
        }
        proptest::prop_assert_eq!(&out[..2], &again[..]);
    }
}

/// The control: a report that hides small figures alone is undone, with the counts and without.
#[test]
fn a_report_that_hides_small_figures_alone_is_found_out() {
    let templates = Templates::embedded().unwrap();
    for name in ["annual", "country", "perpetrators"] {
        let template = templates.get(name).unwrap();
        let mut careless = declared(&incidents(5, 400), template, Tier::Public, YEAR.0, YEAR.1);
        hide_small_alone(&mut careless.document);
        let attempts = attack(&careless, &[], &mut Budget::unlimited()).unwrap();
        assert!(attempts[0].breaches.iter().any(|breach| breach.reached.0 == breach.reached.1), "{name}");
        let found = found(&[careless.document]);
        assert!(breaches(&found).iter().any(|finding| finding.reached.0 == finding.reached.1), "{name}");
    }
}

/// The control: two reports that are each protected alone give away what one hides and the other shows.
#[test]
fn reports_that_do_not_know_of_each_other_give_each_other_away() {
    let templates = Templates::embedded().unwrap();
    let facts = incidents(8, 500);
    let mut note = edition(&facts, Tier::Public, YEAR.0, YEAR.1, Attribution::Joint);
    let mut report = declared(&facts, templates.get("annual").unwrap(), Tier::Public, YEAR.0, YEAR.1);
    for one in [&mut note, &mut report] {
        one.document = protect(one, &[], &mut Budget::unlimited()).unwrap();
        assert_safe(&attack(one, &[], &mut Budget::unlimited()).unwrap());
    }
    let attempts = attack(&report, std::slice::from_ref(&note), &mut Budget::unlimited()).unwrap();
    let breaches_of_both: usize = attempts.iter().map(|attempt| attempt.breaches.len()).sum();
    assert!(breaches_of_both > 0);
    let found = found(&[note.document, report.document]);
    assert!(!breaches(&found).is_empty());
}

/// Eighty attacks on schools verified in time, forty of the year before verified late, and one that is late by the
/// quarter and not by the year: the difference of the note and the annual report.
fn one_between_quarter_and_year() -> Vec<IncidentFacts> {
    let one = incidents(2, 1).remove(0);
    let facts = (0..121_u32).map(|number| {
        let (occurred, decided) = match number {
            0 => (date(2024, 2, 10), date(2024, 8, 20)),
            1..=80 => (date(2024, 2, 10), date(2024, 2, 20)),
            _ => (date(2023, 11, 10), date(2024, 2, 20)),
        };
        let mut facts = one.clone();
        facts.number = number;
        facts.from = Day::of(occurred);
        facts.until = facts.from.map_or(Until::Unknown, Until::Day);
        facts.area = Some(number % 2);
        facts.marked.clear();
        facts.violations.truncate(1);
        facts.violations[0].kind = ViolationType::AttackOnSchool;
        facts.violations[0].status = Some(Status::Verified);
        facts.violations[0].decided = Day::of(decided);
        facts.violations[0].parties = vec![number / 2 % 2];
        facts
    });
    facts.collect()
}

/// The control: a note and an annual report that are each protected alone hide nothing here, and their difference is
/// one case. Protected together they do not tell it.
#[test]
fn what_lies_between_the_late_of_two_reports_is_protected() {
    let facts = one_between_quarter_and_year();
    let templates = Templates::embedded().unwrap();
    let both = || {
        let note = edition(&facts, Tier::Public, YEAR.0, YEAR.1, Attribution::Joint);
        (note, declared(&facts, templates.get("annual").unwrap(), Tier::Public, YEAR.0, YEAR.1))
    };
    let (mut note, mut report) = both();
    for one in [&mut note, &mut report] {
        one.document = protect(one, &[], &mut Budget::unlimited()).unwrap();
        let rows = one.document.tables.iter().flat_map(|table| &table.rows);
        assert_eq!(rows.map(|row| row.suppressed.len()).sum::<usize>(), 0, "all are large");
    }
    let attempts = attack(&report, std::slice::from_ref(&note), &mut Budget::unlimited()).unwrap();
    let breaches_of = &attempts[0].breaches;
    let is_between = |breach: &report::release::Breach| {
        breach.figure.ends_with("of it late_in_year") && breach.reached == (1, 1)
    };
    assert!(!breaches_of.is_empty() && breaches_of.iter().all(is_between), "{breaches_of:?}");
    let told = found(&[note.document, report.document]);
    let told = breaches(&told);
    assert!(!told.is_empty() && told.iter().all(|finding| finding.reached == (1, 1)), "{told:?}");
    let (note, report) = both();
    let mut out = Vec::new();
    for edition in [note, report] {
        let (_, attempts) = publish(edition, &mut out);
        assert_safe(&attempts);
    }
    let documents: Vec<TableDocument> = out.into_iter().map(|edition| edition.document).collect();
    assert!(breaches(&found(&documents)).is_empty());
}

/// Exact tables that the counts behind them do not add up to are no draft.
#[test]
fn a_figure_that_its_counts_do_not_add_up_to_is_refused() {
    let templates = Templates::embedded().unwrap();
    let template = templates.get("country").unwrap();
    let right = declared(&incidents(3, 60), template, Tier::Partner, YEAR.0, YEAR.1);
    let refused = |change: &dyn Fn(&mut TableDocument)| {
        let mut wrong = right.clone();
        change(&mut wrong.document);
        protect(&wrong, &[], &mut Budget::unlimited()).unwrap_err().to_string()
    };
    let table = |document: &mut TableDocument, change: &dyn Fn(&mut Table)| {
        change(document.tables.iter_mut().find(|table| table.id == "parties.by_violation").unwrap());
    };
    let more = refused(&|document| {
        table(document, &|table| {
            let cells = &mut table.rows[0].cells;
            let total = cells["total"].unwrap();
            cells.insert("total".to_owned(), Some(total + 1));
        });
    });
    assert!(more.contains("parties.by_violation") && more.contains("add up to"), "{more}");
    let less = refused(&|document| table(document, &|table| drop(table.rows.pop())));
    assert!(less.contains("is 0, and"), "{less}");
    assert!(protect(&right, &[], &mut Budget::unlimited()).is_ok());
}

/// A note without some of its tables says nothing of what they would say.
#[test]
fn a_note_with_tables_left_out_publishes_nothing_of_them() {
    let facts = incidents(21, 300);
    let mut out = Vec::new();
    let mut short = edition(&facts, Tier::Public, quarter(1).0, quarter(1).1, Attribution::Joint);
    short
        .document
        .tables
        .retain(|table| !table.id.ends_with(".by_area") && !table.id.starts_with("multiple"));
    short.fine.incidents.retain(|one| short.document.table(&one.cell.table).is_some());
    let (_, attempts) = publish(short, &mut out);
    assert_safe(&attempts);
    let full = edition(&facts, Tier::Public, quarter(1).0, quarter(1).1, Attribution::Joint);
    let (_, attempts) = publish(full, &mut out);
    assert_safe(&attempts);
    assert!(out[1].document.table("verified.by_area").unwrap().rows.iter().any(|row| !row.is_empty()));
    let documents: Vec<TableDocument> = out.into_iter().map(|edition| edition.document).collect();
    assert!(breaches(&found(&documents)).is_empty());
}

/// What a tier does not allow of declared tables is refused with what to change.
#[test]
fn spans_that_are_too_short_are_refused() {
    let templates = Templates::embedded().unwrap();
    let template = templates.get("country").unwrap();
    let facts = incidents(3, 20);
    let refused = |from, to| {
        let edition = declared(&facts, template, Tier::Public, from, to);
        match report::release::check(&edition.document, &edition.policy) {
            Err(ReportError::Document { .. }) => true,
            Ok(()) => false,
            Err(other) => panic!("{other}"),
        }
    };
    assert!(!refused(YEAR.0, YEAR.1));
    assert!(refused(date(2024, 2, 1), date(2024, 12, 31)), "a quarter of two months");
    assert!(refused(date(2024, 1, 1), date(2025, 3, 31)), "a year of three months");
}
