//! Attacks on tables made up here.

use disclosure::attack::{Depth, Verdict, attack};
use disclosure::{Budget, Error, Fact, Form, Source, System, Target};

fn target(form: Form, width: u32) -> Target {
    Target { name: "the hidden cell".into(), form, width, may_be_zero: false, below: None }
}

fn shown(atoms: impl IntoIterator<Item = u32>, value: i64) -> Fact {
    Fact::exactly(Form::sum(atoms), value, Source::Published)
}

/// A cube of 3 x 3 x 3 whose two-way margins are all one: only fractions lie between its few whole worlds.
fn cube_of_margins() -> System {
    let atom = |x: u32, y: u32, z: u32| 9 * x + 3 * y + z;
    let mut facts = Vec::new();
    for a in 0..3 {
        for b in 0..3 {
            facts.push(shown((0..3).map(|c| atom(a, b, c)), 1));
            facts.push(shown((0..3).map(|c| atom(a, c, b)), 1));
            facts.push(shown((0..3).map(|c| atom(c, a, b)), 1));
        }
    }
    System { atoms: 27, facts, targets: vec![target(Form::sum([0]), 1)] }
}

#[test]
fn a_row_gives_its_only_hidden_cell_away() {
    let facts = vec![shown([1], 9), shown([2], 12), shown([0, 1, 2], 24)];
    let system = System { atoms: 3, facts, targets: vec![target(Form::sum([0]), 1)] };
    let report = attack(&system, None, Depth::Width, &mut Budget::of(100)).unwrap();
    assert_eq!(report.findings[0].reached, (3, 3));
    assert_eq!(report.findings[0].verdict, Verdict::Breached);
    assert_eq!(report.certificate, None);
}

#[test]
fn two_hidden_cells_in_each_line_may_still_be_too_narrow() {
    let facts = vec![shown([0, 1], 2), shown([2, 3], 7), shown([0, 2], 2), shown([1, 3], 7)];
    let system = System { atoms: 4, facts, targets: vec![target(Form::sum([0]), 3)] };
    let report = attack(&system, None, Depth::Width, &mut Budget::of(100)).unwrap();
    assert_eq!(report.findings[0].reached, (0, 2));
    assert_eq!(report.findings[0].verdict, Verdict::Breached);
}

#[test]
fn a_figure_that_may_be_zero_in_no_world_discloses_that_something_happened() {
    let facts = vec![shown([0, 1], 20), Fact::between(Form::sum([1]), None, Some(19.0), Source::Published)];
    let mut system = System { atoms: 2, facts, targets: vec![target(Form::sum([0]), 5)] };
    let safe = attack(&system, None, Depth::Width, &mut Budget::of(100)).unwrap();
    assert!(safe.is_safe());
    system.targets[0].may_be_zero = true;
    let report = attack(&system, None, Depth::Width, &mut Budget::of(100)).unwrap();
    assert_eq!(report.findings[0].verdict, Verdict::Breached);
    assert_eq!(report.findings[0].least, Some(1));
}

#[test]
fn an_unfinished_attack_is_an_error_and_no_report() {
    let mut asked = 0;
    let mut may_go_on = || {
        asked += 1;
        asked < 4
    };
    let error = attack(&cube_of_margins(), None, Depth::Ends, &mut Budget::while_allowed(&mut may_go_on));
    assert!(matches!(error, Err(Error::Unfinished)));
}

#[test]
fn tables_that_contradict_each_other_are_refused() {
    let facts = vec![shown([0, 1], 3), shown([0], 2), shown([1], 2)];
    let system = System { atoms: 2, facts, targets: Vec::new() };
    let error = attack(&system, None, Depth::Width, &mut Budget::of(100)).unwrap_err();
    assert!(matches!(error, Error::Contradiction { .. }), "{error}");
    // Half a child is no world: each pair of three has one of two children.
    let facts = vec![shown([0, 1], 1), shown([1, 2], 1), shown([0, 2], 1)];
    let system = System { atoms: 3, facts, targets: vec![target(Form::sum([0]), 1)] };
    let error = attack(&system, None, Depth::Width, &mut Budget::of(100)).unwrap_err();
    assert!(matches!(error, Error::Contradiction { .. }), "{error}");
}

#[test]
fn whole_worlds_are_found_where_most_worlds_are_fractions() {
    let report = attack(&cube_of_margins(), None, Depth::Ends, &mut Budget::of(100_000)).unwrap();
    assert_eq!(report.findings[0].reached, (0, 1));
    assert!(report.findings[0].is_exact());
}

#[test]
fn sizes_are_refused_before_any_work() {
    let system = System { atoms: usize::MAX, facts: Vec::new(), targets: Vec::new() };
    let error = attack(&system, None, Depth::Width, &mut Budget::of(0)).unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error}");
    let system = System { atoms: 1, facts: vec![shown([4], 1)], targets: Vec::new() };
    let error = attack(&system, None, Depth::Width, &mut Budget::of(0)).unwrap_err();
    assert!(matches!(error, Error::Malformed(_)), "{error}");
}

#[test]
fn what_is_protected_where_it_is_small_is_breached_only_where_it_must_be() {
    let found = |total: i64, shown_part: i64, may_be_zero: bool| {
        let facts = vec![shown([0, 1], total), shown([0], shown_part)];
        let target = Target { may_be_zero, below: Some(10), ..target(Form::sum([1]), 5) };
        let system = System { atoms: 2, facts, targets: vec![target] };
        let report = attack(&system, None, Depth::Width, &mut Budget::of(1_000)).unwrap();
        if let Some(certificate) = &report.certificate {
            certificate.verify(&system).unwrap();
        }
        report.findings[0].verdict
    };
    for may_be_zero in [false, true] {
        assert_eq!(found(18, 17, may_be_zero), Verdict::Breached);
        assert_eq!(found(26, 17, may_be_zero), Verdict::Breached);
        // Known to the last digit, and neither of them is a secret.
        assert_eq!(found(27, 17, may_be_zero), Verdict::Safe);
        assert_eq!(found(17, 17, may_be_zero), Verdict::Safe);
    }
    // Six to nine are too near each other; one to six are not, but somebody there is. With ten it may be no secret.
    let between = |low: i64, high: i64, may_be_zero: bool| {
        let facts =
            vec![Fact { form: Form::sum([0]), low: Some(low), high: Some(high), source: Source::Published }];
        let target = Target { may_be_zero, below: Some(10), ..target(Form::sum([0]), 5) };
        let system = System { atoms: 1, facts, targets: vec![target] };
        attack(&system, None, Depth::Width, &mut Budget::of(1_000)).unwrap().findings[0].verdict
    };
    assert_eq!(between(6, 9, false), Verdict::Breached);
    assert_eq!(between(1, 6, false), Verdict::Safe);
    assert_eq!(between(1, 6, true), Verdict::Breached);
    assert_eq!(between(6, 10, true), Verdict::Safe);
}
