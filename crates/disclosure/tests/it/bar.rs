//! How much is hidden on the instances on which other tools were measured. The long ones are in the benchmark.

use crate::instances::{Instance, SOSIAL_LINKED, Z3_HIERARCHICAL, Z3_LINKED};
use disclosure::Budget;
use disclosure::attack::{Depth, attack};
use disclosure::protect::{Against, Fate, protect};

/// Cells hidden beside those that are protected themselves.
fn hidden_beside(instance: &Instance, against: Against, width: u32) -> Option<usize> {
    let draft = instance.draft(width)?;
    let protected = protect(&draft, against, &mut Budget::unlimited()).unwrap();
    if against == Against::Intervals {
        let system = draft.published(|figure| protected.fates[figure] != Fate::Shown);
        let report = attack(&system, Some(&draft.counts), Depth::Width, &mut Budget::unlimited()).unwrap();
        assert!(report.is_safe(), "{}", report.breaches().count());
    }
    Some(protected.fates.iter().filter(|fate| **fate == Fate::Complementary).count())
}

fn at_most(found: Option<usize>, most: usize) {
    if let Some(found) = found {
        assert!(found <= most, "{found} are hidden, and {most} are allowed");
    }
}

#[test]
fn under_the_rule_of_other_tools_fewer_cells_are_hidden() {
    at_most(hidden_beside(&Z3_HIERARCHICAL, Against::Combinations, 1), 150);
    at_most(hidden_beside(&Z3_LINKED, Against::Combinations, 1), 250);
    at_most(hidden_beside(&SOSIAL_LINKED, Against::Combinations, 1), 1_200);
}

#[test]
fn so_are_they_where_whole_numbers_prove_that_nothing_is_exactly_known() {
    at_most(hidden_beside(&Z3_HIERARCHICAL, Against::Intervals, 1), 150);
    at_most(hidden_beside(&Z3_LINKED, Against::Intervals, 1), 250);
}
