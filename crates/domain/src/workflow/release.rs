//! The life of a release: drafted and attacked, approved by two co-chairs, published, and out for good.

use crate::id::AccountId;
use crate::violation::codes;

codes! {
    /// Where a release stands.
    ReleaseState {
        /// It was drafted, and the attack found something that it gives away: nobody can approve it.
        Draft = "draft",
        /// The attack found nothing. Two co-chairs are waited for.
        Attacked = "attacked",
        /// One co-chair approved it.
        Approved = "approved",
        /// A second one did, and whoever its tier is for may have it.
        Published = "published",
        /// A newer release of the same report, period and tier is out. Who holds this one still holds it.
        Superseded = "superseded",
        /// It was taken back after it was published. Who holds it still holds it.
        Withdrawn = "withdrawn",
        /// It was given up before anybody had it.
        Discarded = "discarded",
    }
}

impl ReleaseState {
    /// Whether it was ever out: later releases are attacked together with it.
    pub const fn was_out(self) -> bool {
        matches!(self, ReleaseState::Published | ReleaseState::Superseded | ReleaseState::Withdrawn)
    }
}

/// Why a release is not approved or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseRefusal {
    /// The attack was not survived.
    #[error("the attack found figures that this draft gives away (`sixfold release show`): draft it again")]
    Breached,
    /// The same person twice.
    #[error("another co-chair gives the second approval")]
    SamePerson,
    /// It stands where it cannot be approved or withdrawn any more.
    #[error("the release is {0}")]
    Closed(ReleaseState),
    /// What is approved is not what was drafted.
    #[error(
        "the digest is not that of this release: read it (`sixfold release show`) and approve what you read"
    )]
    OtherDigest,
    /// Something was published since it was drafted, and together they give figures away.
    #[error(
        "together with what was published since it was drafted this release gives figures away: draft it again"
    )]
    Overtaken,
    /// The narrative names somebody or something.
    #[error(
        "the narrative holds {0} passages that identify somebody or some place (`sixfold release show`): draft it \
         again without them"
    )]
    Identifying(usize),
    /// The reason why a figure is published on purpose leaves with it.
    #[error(
        "the reason of an exemption identifies somebody or some place of the records: say who decided it, and no more"
    )]
    Reason,
    /// The log no longer holds what it held when the release was drafted.
    #[error(
        "the checkpoint in the release no longer verifies against the log: run `sixfold audit verify`, find out what \
         happened, and draft the release again"
    )]
    Checkpoint,
}

/// What the rules look at in a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Where it stands.
    pub state: ReleaseState,
    /// Who approved it first.
    pub first: Option<AccountId>,
}

impl Approval {
    /// Where it stands once `by` has approved it.
    pub fn approve(&self, by: AccountId) -> Result<ReleaseState, ReleaseRefusal> {
        match (self.state, self.first) {
            (ReleaseState::Draft, _) => Err(ReleaseRefusal::Breached),
            (ReleaseState::Attacked, _) => Ok(ReleaseState::Approved),
            (ReleaseState::Approved, Some(first)) if first == by => Err(ReleaseRefusal::SamePerson),
            (ReleaseState::Approved, _) => Ok(ReleaseState::Published),
            (state, _) => Err(ReleaseRefusal::Closed(state)),
        }
    }

    /// Where it stands once it is taken back.
    pub fn withdraw(&self) -> Result<ReleaseState, ReleaseRefusal> {
        match self.state {
            ReleaseState::Draft | ReleaseState::Attacked | ReleaseState::Approved => {
                Ok(ReleaseState::Discarded)
            }
            ReleaseState::Published => Ok(ReleaseState::Withdrawn),
            state => Err(ReleaseRefusal::Closed(state)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_in_order_and_nothing_after_the_end() {
        let (one, two) = (AccountId([1; 16]), AccountId([2; 16]));
        let at = |state, first| Approval { state, first };
        assert_eq!(at(ReleaseState::Draft, None).approve(one), Err(ReleaseRefusal::Breached));
        assert_eq!(at(ReleaseState::Attacked, None).approve(one), Ok(ReleaseState::Approved));
        assert_eq!(at(ReleaseState::Approved, Some(one)).approve(one), Err(ReleaseRefusal::SamePerson));
        assert_eq!(at(ReleaseState::Approved, Some(one)).approve(two), Ok(ReleaseState::Published));
        for state in [
            ReleaseState::Published,
            ReleaseState::Superseded,
            ReleaseState::Withdrawn,
            ReleaseState::Discarded,
        ] {
            assert_eq!(at(state, Some(one)).approve(two), Err(ReleaseRefusal::Closed(state)));
        }
        let withdrawn: Vec<_> =
            ReleaseState::ALL.iter().map(|state| at(*state, None).withdraw().map_err(|_| ())).collect();
        let (discarded, withdrawn_now) = (Ok(ReleaseState::Discarded), Ok(ReleaseState::Withdrawn));
        assert_eq!(withdrawn, [discarded, discarded, discarded, withdrawn_now, Err(()), Err(()), Err(())]);
    }
}
