//! How much may be worked. The crate reads no clock: a caller who has one hands in a question.

use crate::{Error, Result};

/// How much work may still be done, in steps of the solver. Whoever has a clock asks it in
/// [`Budget::while_allowed`]; tests count steps with [`Budget::of`], so that they do not depend on a machine.
pub struct Budget<'a> {
    left: u64,
    may_go_on: Option<&'a mut dyn FnMut() -> bool>,
}

impl<'a> Budget<'a> {
    /// So many steps and no more.
    #[must_use]
    pub fn of(steps: u64) -> Self {
        Self { left: steps, may_go_on: None }
    }

    /// As long as the question is answered with yes. It is asked before every step of the solver, which takes
    /// well under a hundredth of a second; a search by branching is one step, of at most two thousand branches.
    #[must_use]
    pub fn while_allowed(may_go_on: &'a mut dyn FnMut() -> bool) -> Self {
        Self { left: u64::MAX, may_go_on: Some(may_go_on) }
    }

    /// No end. Only for what is known to be small.
    #[must_use]
    pub fn unlimited() -> Self {
        Self::of(u64::MAX)
    }

    /// The steps that are left, where nothing else bounds the work: as many may be taken by each of several threads.
    /// None where somebody is asked, who may be asked by one thread alone.
    #[must_use]
    pub fn steps(&self) -> Option<u64> {
        self.may_go_on.is_none().then_some(self.left)
    }

    /// Leaves no more than so many steps.
    pub fn leave(&mut self, steps: u64) {
        self.left = self.left.min(steps);
    }

    /// # Errors
    /// [`Error::Unfinished`] when nothing is left.
    pub(crate) fn spend(&mut self) -> Result<()> {
        let allowed = self.may_go_on.as_mut().is_none_or(|ask| ask());
        if self.left == 0 || !allowed {
            self.left = 0;
            return Err(Error::Unfinished);
        }
        self.left -= 1;
        Ok(())
    }
}

impl std::fmt::Debug for Budget<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Budget").field("left", &self.left).finish_non_exhaustive()
    }
}
