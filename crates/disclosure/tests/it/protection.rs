//! Random tables, hierarchies, histories and policies: always attacked, never a breach.

use disclosure::attack::{Depth, attack};
use disclosure::protect::{Against, Draft, Fate, Figure, Protected, Role, protect};
use disclosure::{Budget, Error, Fact, Form, Source};
use proptest::prelude::*;

const BUDGET: u64 = 2_000_000;

/// A table of two or three dimensions with all its margins and a grouping of its rows, perhaps two.
#[derive(Clone, Debug)]
struct Table {
    sizes: [usize; 3],
    counts: Vec<i64>,
    groups: Vec<usize>,
    other_groups: Option<Vec<usize>>,
    threshold: i64,
    width: u32,
    may_be_zero: bool,
}

impl Table {
    fn draft(&self) -> Draft {
        let [rows, columns, layers] = self.sizes;
        let mut row_sets: Vec<Vec<usize>> = (0..rows).map(|row| vec![row]).collect();
        for groups in std::iter::once(&self.groups).chain(&self.other_groups) {
            for group in 0..3 {
                row_sets.push((0..rows).filter(|row| groups[*row] == group).collect());
            }
        }
        row_sets.push((0..rows).collect());
        let singles_and_all = |size: usize| {
            let mut sets: Vec<Vec<usize>> = (0..size).map(|at| vec![at]).collect();
            sets.push((0..size).collect());
            sets
        };
        let mut figures = Vec::new();
        for rows in row_sets.iter().filter(|rows| !rows.is_empty()) {
            for of_columns in singles_and_all(columns) {
                for of_layers in singles_and_all(layers) {
                    let atoms = rows.iter().flat_map(|row| {
                        of_columns.iter().flat_map({
                            let of_layers = &of_layers;
                            move |column| {
                                of_layers.iter().map(move |layer| (row * columns + column) * layers + layer)
                            }
                        })
                    });
                    let form = Form::sum(atoms.map(|atom| u32::try_from(atom).unwrap()));
                    let value = form.of(&self.counts).unwrap();
                    let role = if (1..=self.threshold).contains(&value) {
                        Role::Protected { width: self.width, may_be_zero: self.may_be_zero }
                    } else {
                        Role::Open
                    };
                    figures.push(Figure {
                        name: format!("{rows:?} {of_columns:?} {of_layers:?}"),
                        form,
                        role,
                    });
                }
            }
        }
        Draft { counts: self.counts.clone(), figures, facts: Vec::new() }
    }
}

fn tables() -> impl Strategy<Value = Table> {
    (2_usize..6, 2_usize..4, 1_usize..3).prop_flat_map(|(rows, columns, layers)| {
        let count = prop_oneof![3 => Just(0_i64), 4 => 1_i64..5, 3 => 5_i64..60];
        let groups = prop::collection::vec(0_usize..3, rows);
        let other = prop::option::of(prop::collection::vec(0_usize..3, rows));
        let counts = prop::collection::vec(count, rows * columns * layers);
        (counts, groups, other, 1_i64..9, 1_u32..8, any::<bool>()).prop_map(
            move |(counts, groups, other_groups, threshold, width, may_be_zero)| Table {
                sizes: [rows, columns, layers],
                counts,
                groups,
                other_groups,
                threshold,
                width,
                may_be_zero,
            },
        )
    })
}

fn protected(draft: &Draft) -> Protected {
    protect(draft, Against::Intervals, &mut Budget::of(BUDGET)).unwrap()
}

fn hidden(protected: &Protected) -> impl Fn(usize) -> bool {
    |figure| protected.fates[figure] != Fate::Shown
}

/// Attacks with and without knowing the truth: the second is all that an attacker can do.
fn assert_safe(draft: &Draft, protected: &Protected) {
    let system = draft.published(hidden(protected));
    for truth in [Some(&draft.counts[..]), None] {
        let report = attack(&system, truth, Depth::Width, &mut Budget::of(BUDGET)).unwrap();
        assert!(report.is_safe(), "{:?}", report.breaches().collect::<Vec<_>>());
        report.certificate.unwrap().verify(&system).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn protected_tables_are_never_breached(table in tables()) {
        let draft = table.draft();
        let result = protected(&draft);
        for (figure, fate) in draft.figures.iter().zip(&result.fates) {
            prop_assert_eq!(matches!(figure.role, Role::Protected { .. }), *fate == Fate::Primary);
        }
        assert_safe(&draft, &result);
        prop_assert_eq!(protected(&draft).fates, result.fates, "the same draft, the same release");
    }

    #[test]
    fn the_next_release_does_not_undo_the_last(
        table in tables(),
        late in prop::collection::vec(prop_oneof![4 => Just(0_i64), 1 => 1_i64..4], 30),
    ) {
        let draft = table.draft();
        let first = protected(&draft);
        // Late-verified cases: the second release counts both, the attacker still holds the first.
        let atoms = draft.counts.len();
        let mut counts = draft.counts.clone();
        counts.extend((0..atoms).map(|atom| late[atom % late.len()]));
        let mut next = Draft { counts, ..Draft::default() };
        for (figure, fate) in draft.figures.iter().zip(&first.fates) {
            let both = figure.form.terms().iter().map(|&(atom, _)| atom);
            let added: Vec<u32> = both.clone().map(|atom| atom + u32::try_from(atoms).unwrap()).collect();
            let form = Form::sum(both.chain(added.iter().copied()));
            let value = form.of(&next.counts).unwrap();
            let role = match figure.role {
                _ if (1..=table.threshold).contains(&value) => {
                    Role::Protected { width: table.width, may_be_zero: table.may_be_zero }
                }
                Role::Protected { .. } => Role::Withheld,
                _ if *fate == Fate::Complementary => Role::Withheld,
                role => role,
            };
            next.figures.push(Figure { name: format!("{} now", figure.name), form, role });
            if *fate == Fate::Shown {
                let value = figure.form.of(&draft.counts).unwrap();
                next.facts.push(Fact::exactly(figure.form.clone(), value, Source::EarlierRelease));
            } else if matches!(figure.role, Role::Protected { .. }) {
                next.figures.push(figure.clone());
            }
            // What was added since is a small figure of its own.
            let added = Form::sum(added);
            let value = added.of(&next.counts).unwrap();
            if (1..=table.threshold).contains(&value) {
                let role = Role::Protected { width: table.width, may_be_zero: false };
                next.figures.push(Figure { name: format!("{} added", figure.name), form: added, role });
            }
        }
        let second = protected(&next);
        for (figure, fate) in next.figures.iter().zip(&second.fates) {
            prop_assert!(figure.role != Role::Withheld || *fate != Fate::Shown, "hidden once, hidden again");
        }
        assert_safe(&next, &second);
    }
}

/// Children by region and by sex; two small cells.
fn plain() -> Draft {
    let table = Table {
        sizes: [4, 2, 1],
        counts: vec![3, 20, 14, 9, 11, 16, 2, 31],
        groups: vec![0, 0, 1, 1],
        other_groups: None,
        threshold: 4,
        width: 3,
        may_be_zero: false,
    };
    table.draft()
}

#[test]
fn without_complementary_suppression_the_attack_finds_breaches() {
    let draft = plain();
    let small = |figure: usize| matches!(draft.figures[figure].role, Role::Protected { .. });
    let report = attack(&draft.published(small), None, Depth::Width, &mut Budget::of(BUDGET)).unwrap();
    assert!(!report.is_safe());
    assert!(report.breaches().count() >= 2);
    assert_eq!(report.certificate, None);
    assert_safe(&draft, &protected(&draft));
}

#[test]
fn official_figures_stay_and_what_they_force_is_an_error() {
    let mut draft = plain();
    let total = draft.figures.len() - 1;
    draft.figures[total].role = Role::Fixed;
    let result = protected(&draft);
    assert_eq!(result.fates[total], Fate::Shown);
    assert_safe(&draft, &result);
    for figure in &mut draft.figures {
        if figure.role == Role::Open {
            figure.role = Role::Fixed;
        }
    }
    let error = protect(&draft, Against::Intervals, &mut Budget::of(BUDGET)).unwrap_err();
    assert!(matches!(error, Error::Forced { .. }), "{error}");
}

#[test]
fn a_known_absence_is_taken_into_account() {
    let mut draft = plain();
    draft.counts[3] = 0;
    draft.facts.push(Fact::exactly(Form::sum([3]), 0, Source::Outside));
    let result = protected(&draft);
    assert_safe(&draft, &result);
}

#[test]
fn unfinished_protection_is_an_error() {
    let error = protect(&plain(), Against::Intervals, &mut Budget::of(3)).unwrap_err();
    assert!(matches!(error, Error::Unfinished), "{error}");
}

#[test]
fn under_the_rule_of_other_tools_nothing_is_a_combination_of_what_is_shown() {
    let draft = plain();
    let result = protect(&draft, Against::Combinations, &mut Budget::of(BUDGET)).unwrap();
    let complementary = result.fates.iter().filter(|fate| **fate == Fate::Complementary).count();
    assert!(complementary > 0);
    let report =
        attack(&draft.published(hidden(&result)), None, Depth::Ends, &mut Budget::of(BUDGET)).unwrap();
    assert!(report.findings.iter().all(|finding| finding.width() > 0));
}

/// How many of some sums are independent, modulo a prime that the crate does not use.
fn rank(forms: &[&Form], atoms: usize) -> usize {
    const PRIME: i64 = 1_000_000_007;
    let inverse = |of: i64| {
        (0..30).rev().fold(1, |power, bit| {
            let squared = power * power % PRIME;
            if (PRIME - 2) >> bit & 1 == 1 { squared * of % PRIME } else { squared }
        })
    };
    let mut basis: Vec<(usize, Vec<i64>)> = Vec::new();
    for form in forms {
        let mut row = vec![0; atoms];
        form.terms().iter().for_each(|&(atom, times)| row[atom as usize] = times.rem_euclid(PRIME));
        for (pivot, of) in &basis {
            let times = row[*pivot];
            row.iter_mut().zip(of).for_each(|(to, by)| *to = (*to + (PRIME - times) * by) % PRIME);
        }
        if let Some(pivot) = row.iter().position(|entry| *entry != 0) {
            let by = inverse(row[pivot]);
            row.iter_mut().for_each(|entry| *entry = *entry * by % PRIME);
            basis.push((pivot, row));
        }
    }
    basis.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_protected_figure_is_a_combination_of_shown_ones(table in tables()) {
        let draft = table.draft();
        let result = protect(&draft, Against::Combinations, &mut Budget::of(BUDGET)).unwrap();
        let out = draft.figures.iter().zip(&result.fates).filter(|(_, fate)| **fate == Fate::Shown);
        let mut shown: Vec<&Form> = out.map(|(figure, _)| &figure.form).collect();
        let independent = rank(&shown, draft.counts.len());
        for figure in draft.figures.iter().filter(|figure| matches!(figure.role, Role::Protected { .. })) {
            shown.push(&figure.form);
            prop_assert_eq!(rank(&shown, draft.counts.len()), independent + 1, "{}", figure.name);
            shown.pop();
        }
    }
}
