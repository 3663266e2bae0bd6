//! Releases as anybody attacks them: their documents alone, without the counts behind them.

use crate::generated::{edition, incidents, quarter};
use crate::histories::{hide_small_alone, history, overlapping};
use crate::release::publish;
use disclosure::Budget;
use disclosure::attack::{Depth, Finding, attack};
use domain::tables::{Attribution, TableDocument, Tier};
use report::release::Edition;

/// What is found of the protected figures of some documents, as they are handed out.
pub(crate) fn found(documents: &[TableDocument]) -> Vec<Finding> {
    let files = documents.iter().map(|document| report::json(document).unwrap());
    let read: Vec<TableDocument> = files.map(|file| report::parse(&file).unwrap()).collect();
    let mut found = Vec::new();
    for publication in report::published(&read).unwrap() {
        let system = publication.system(None).unwrap();
        let report = attack(&system, None, Depth::Width, &mut Budget::unlimited()).unwrap();
        found.extend(report.findings);
    }
    found
}

/// The documents of editions that came out one after the other, and of how many of their figures more was known
/// before by those who know nothing of their own.
pub(crate) fn published(editions: Vec<Edition>) -> (Vec<TableDocument>, usize) {
    let mut released = Vec::new();
    let mut known_before = 0;
    for edition in editions {
        let (_, attempts) = publish(edition, &mut released);
        let nobody = attempts.iter().filter(|attempt| attempt.party.is_none());
        known_before += nobody.map(|attempt| attempt.known_before).sum::<usize>();
    }
    (released.into_iter().map(|edition| edition.document).collect(), known_before)
}

pub(crate) fn breaches(found: &[Finding]) -> Vec<&Finding> {
    found.iter().filter(|finding| finding.verdict != disclosure::attack::Verdict::Safe).collect()
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 3, ..Default::default() })]

    /// What was found safe with the counts is safe without them: all but what releases are not held to, as it was
    /// known before. Where the first quarter shows that an area had nothing, and the whole year adds nothing to the
    /// quarter anywhere, the year's hidden figure of that area is the zero that the quarter showed.
    #[test]
    fn documents_of_releases_give_nothing_away(seed in 0_u64..1_000_000, count in 30_u32..400) {
        let (documents, known_before) = published(history(seed, count));
        let found = found(&documents);
        let breaches = breaches(&found);
        proptest::prop_assert!(breaches.len() <= known_before, "seed {seed}, {count}: {breaches:?}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 3, ..Default::default() })]

    /// Nor is what lies between their periods, in whatever order they come out: only what releases are not held to,
    /// as it was known before (of a year that shows three attacks, any quarter has three at the most). All are
    /// public: what a public edition hides partners may know, and documents do not tell that it is what lies between.
    #[test]
    fn documents_of_overlapping_periods_give_nothing_away(seed in 0_u64..1_000_000, count in 30_u32..300) {
        let (documents, known_before) = published(overlapping(seed, count, false));
        let found = found(&documents);
        let breaches = breaches(&found);
        proptest::prop_assert!(breaches.len() <= known_before, "seed {seed}, {count}: {breaches:?}");
    }
}

/// The control: the same attack undoes documents in which only small figures are hidden.
#[test]
fn documents_that_hide_small_figures_alone_are_undone() {
    let (from, to) = quarter(0);
    let mut careless = edition(&incidents(5, 600), Tier::Public, from, to, Attribution::Joint).document;
    hide_small_alone(&mut careless);
    let found = found(&[careless]);
    assert!(breaches(&found).iter().any(|finding| finding.reached.0 == finding.reached.1), "{found:?}");
}
