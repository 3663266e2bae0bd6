//! Attacks on random tables against every world that there is, and certificates that were tampered with.

use disclosure::attack::{Depth, Verdict, attack, attack_from};
use disclosure::certificate::Certificate;
use disclosure::world::Change;
use disclosure::{Budget, Fact, Form, Source, System, Target};
use proptest::prelude::*;

/// Counts of up to three, some sums of which are shown, some only within bounds.
fn tables() -> impl Strategy<Value = (Vec<i64>, System)> {
    let counts = prop::collection::vec(0_i64..=3, 5);
    let sums = prop::collection::vec((prop::collection::vec(any::<bool>(), 5), 0_i64..3, 0_i64..3), 1..5);
    (counts, sums).prop_map(|(counts, sums)| {
        let form =
            |taken: &[bool]| Form::sum((0..).zip(taken).filter(|(_, taken)| **taken).map(|(atom, _)| atom));
        let mut facts = vec![Fact::exactly(Form::sum(0..5), counts.iter().sum(), Source::Published)];
        for (taken, below, above) in &sums {
            let value = form(taken).of(&counts).unwrap();
            let (low, high) = (Some(value - below), Some(value + above));
            facts.push(Fact { form: form(taken), low, high, source: Source::Published });
        }
        let target = |atom| Target {
            name: format!("{atom}"),
            form: Form::sum([atom]),
            width: 2,
            may_be_zero: false,
            below: None,
        };
        let mut targets: Vec<Target> = (0..5).map(target).collect();
        targets.push(Target { form: Form::weighted([(0, 1), (1, -1), (2, 2)]), ..target(9) });
        (counts, System { atoms: 5, facts, targets })
    })
}

/// The least and the greatest of each target over all worlds. Their counts add up to what is shown.
fn all_worlds(counts: &[i64], system: &System) -> Vec<(i64, i64)> {
    let total: i64 = counts.iter().sum();
    let mut ends = vec![(i64::MAX, i64::MIN); system.targets.len()];
    let mut world = vec![0; 5];
    fn visit(at: usize, left: i64, world: &mut Vec<i64>, see: &mut dyn FnMut(&[i64])) {
        if at == 4 {
            world[4] = left;
            see(world);
            return;
        }
        for count in 0..=left {
            world[at] = count;
            visit(at + 1, left - count, world, see);
        }
    }
    visit(0, total, &mut world, &mut |world| {
        if system.facts.iter().all(|fact| fact.holds(world)) {
            for (ends, target) in ends.iter_mut().zip(&system.targets) {
                let value = target.form.of(world).unwrap();
                *ends = (ends.0.min(value), ends.1.max(value));
            }
        }
    });
    ends
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_attack_learns_exactly_what_all_worlds_tell((counts, system) in tables()) {
        let ends = all_worlds(&counts, &system);
        for truth in [Some(&counts[..]), None] {
            let report = attack(&system, truth, Depth::Ends, &mut Budget::of(100_000)).unwrap();
            for (finding, ends) in report.findings.iter().zip(&ends) {
                prop_assert_eq!(finding.reached, *ends, "{:?}", finding);
                prop_assert!(finding.is_exact(), "{:?}", finding);
            }
            let quick = attack(&system, truth, Depth::Width, &mut Budget::of(100_000)).unwrap();
            for (finding, (least, greatest)) in quick.findings.iter().zip(&ends) {
                let expected = if greatest - least >= 2 { Verdict::Safe } else { Verdict::Breached };
                prop_assert_eq!(finding.verdict, expected, "{:?}", finding);
            }
            if let Some(certificate) = quick.certificate {
                prop_assert!(certificate.verify(&system).is_ok());
                let slim = certificate.slimmed(&system);
                prop_assert!(slim.verify(&system).is_ok());
                prop_assert!(slim.worlds.len() <= certificate.worlds.len());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is claimed to be a world: what fits is taken over, what does not changes nothing, and what is learnt is the
    /// same.
    #[test]
    fn worlds_to_begin_with_change_no_verdict(
        (counts, system) in tables(),
        claims in prop::collection::vec(prop::collection::vec((0_u32..6, -2_i64..=2), 0..5), 0..8),
    ) {
        let claims: Vec<Change> = claims.into_iter().map(Change::new).collect();
        let mut budget = Budget::of(100_000);
        let alone = attack(&system, Some(&counts), Depth::Width, &mut budget).unwrap();
        let (report, worlds) = attack_from(&system, &counts, Depth::Width, &claims, &mut budget).unwrap();
        for (finding, alone) in report.findings.iter().zip(&alone.findings) {
            prop_assert_eq!(finding.verdict, alone.verdict, "{:?}", finding);
        }
        if let Some(certificate) = report.certificate {
            prop_assert!(certificate.verify(&system).is_ok());
        }
        // What one attack found serves the next.
        let (again, _) = attack_from(&system, &counts, Depth::Width, &worlds, &mut budget).unwrap();
        for (finding, alone) in again.findings.iter().zip(&alone.findings) {
            prop_assert_eq!(finding.verdict, alone.verdict, "{:?}", finding);
        }
    }
}

/// A table that is safe, with the proof.
fn proved() -> (System, Certificate) {
    let shown =
        |atoms: &[u32], value| Fact::exactly(Form::sum(atoms.iter().copied()), value, Source::Published);
    let facts = vec![shown(&[0, 1], 9), shown(&[2, 3], 15), shown(&[0, 2], 11), shown(&[1, 3], 13)];
    let target = |atom| Target {
        name: format!("{atom}"),
        form: Form::sum([atom]),
        width: 3,
        may_be_zero: true,
        below: None,
    };
    let system = System { atoms: 4, facts, targets: vec![target(0)] };
    let truth = [3, 6, 8, 7];
    let report = attack(&system, Some(&truth), Depth::Width, &mut Budget::of(1_000)).unwrap();
    (system, report.certificate.unwrap())
}

#[test]
fn a_certificate_is_checked_by_additions_alone() {
    let (system, certificate) = proved();
    certificate.verify(&system).unwrap();
}

#[test]
fn a_certificate_that_was_tampered_with_is_refused() {
    let (system, good) = proved();
    let refused = |bad: &Certificate| assert!(bad.verify(&system).is_err(), "{bad:?}");
    for world in 0..good.worlds.len() {
        for at in 0..good.worlds[world].terms().len() {
            let mut bad = good.clone();
            let mut terms = bad.worlds[world].terms().to_vec();
            terms[at].1 += 1;
            bad.worlds[world] = Change::new(terms);
            refused(&bad);
        }
    }
    for atom in 0..4 {
        let mut bad = good.clone();
        bad.base[atom] += 1;
        refused(&bad);
    }
    refused(&Certificate { pairs: vec![(0, 0)], ..good.clone() });
    refused(&Certificate { pairs: vec![(0, 99)], ..good.clone() });
    refused(&Certificate { pairs: Vec::new(), ..good.clone() });
    refused(&Certificate { base: vec![3, 6], ..good.clone() });
    // A file may hold what no program would write.
    let twice = r#"[[[0, 1], [0, -1]]]"#;
    refused(&Certificate { worlds: serde_json::from_str(twice).unwrap(), ..good.clone() });
    let below_zero = r#"[[[0, -4], [1, 4], [2, 4], [3, -4]]]"#;
    refused(&Certificate { worlds: serde_json::from_str(below_zero).unwrap(), ..good.clone() });
}

#[test]
fn a_certificate_holds_for_no_other_release() {
    let (mut system, good) = proved();
    system.facts.push(Fact::exactly(Form::sum([0]), 3, Source::Outside));
    assert!(good.verify(&system).is_err());
}
