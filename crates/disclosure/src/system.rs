//! Everything an attacker knows, as one linear system over counts.
//!
//! Every displayed number of every table and every earlier release is a sum of the same atoms with a known
//! value; a percentage, a band, a legend or a sort order gives it bounds. Whatever else is known (which party
//! is present where, what the attacker did) enters in the same way.

use crate::form::{Atom, Form};
use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// The most atoms of one system.
pub const MOST_ATOMS: usize = 400_000;
/// The most facts of one system.
pub const MOST_FACTS: usize = 400_000;
/// The most terms of all facts together.
pub const MOST_TERMS: usize = 40_000_000;
/// The most often that an atom is taken in a sum.
pub const MOST_TIMES: i64 = 10_000;
/// The greatest count and the greatest bound: a thousand million.
pub const GREATEST: i64 = 1_000_000_000;

/// From where an attacker knows something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// It stands in the release that is judged, or follows from what stands there.
    Published,
    /// It stands in an earlier release, or in one for another tier.
    EarlierRelease,
    /// It is official: published on purpose, as figures of the Secretary-General's reports are.
    Invariant,
    /// It is known from elsewhere: presence of parties, an own record.
    Outside,
}

/// What an attacker knows of one sum: that it lies between two bounds, which are equal for a published number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The sum.
    pub form: Form,
    /// The least that it can be; without it there is no lower bound.
    pub low: Option<i64>,
    /// The most that it can be; without it there is no upper bound.
    pub high: Option<i64>,
    /// From where that is known.
    pub source: Source,
}

impl Fact {
    /// The sum is known.
    #[must_use]
    pub fn exactly(form: Form, value: i64, source: Source) -> Self {
        Self { form, low: Some(value), high: Some(value), source }
    }

    /// The sum lies between bounds. Sums of counts are whole, so that bounds that are not are rounded inwards.
    #[must_use]
    pub fn between(form: Form, low: Option<f64>, high: Option<f64>, source: Source) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "kept within the range just before")]
        let whole = |bound: f64| bound.clamp(-GREATEST as f64, GREATEST as f64) as i64;
        // A bound that was computed, such as 0.3 * 10, may miss a whole number by a hair: that number is
        // then taken as possible.
        let low = low.map(|bound| whole((bound - 1e-9).ceil()));
        let high = high.map(|bound| whole((bound + 1e-9).floor()));
        Self { form, low, high, source }
    }

    /// Whether the sum is one number.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }

    /// Whether the fact holds of a world.
    #[must_use]
    pub fn holds(&self, world: &[i64]) -> bool {
        self.form.of(world).is_some_and(|value| {
            self.low.is_none_or(|low| low <= value) && self.high.is_none_or(|high| value <= high)
        })
    }
}

/// A sum that nobody may learn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// How its table names it. It is told in reports of breaches, so it holds no count.
    pub name: String,
    /// The sum.
    pub form: Form,
    /// How far apart the least and the greatest whole number must lie that it can still be.
    pub width: u32,
    /// Whether zero must be among what it can be, so that not even existence is disclosed.
    pub may_be_zero: bool,
    /// Where nobody who attacks knows whether it is protected: it is if it counts somebody, and fewer than this.
    /// A world in which it does not is as good as a wide one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<u32>,
}

impl Target {
    /// Whether two values that it can be show that it is safe.
    #[must_use]
    pub fn is_safe_between(&self, least: i64, greatest: i64) -> bool {
        let width = greatest.checked_sub(least);
        let is_wide = width.is_some_and(|width| width >= i64::from(self.width));
        is_wide && (!self.may_be_zero || least == 0) || self.is_spared_between(least, greatest)
    }

    /// Whether it may be a number that is not protected.
    #[must_use]
    pub fn is_spared_between(&self, least: i64, greatest: i64) -> bool {
        self.below.is_some_and(|below| least <= 0 || greatest >= i64::from(below))
    }
}

/// What is known, and what must not be learnt from it. Atoms are whole numbers of at least zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct System {
    /// How many atoms there are.
    pub atoms: usize,
    /// What is known.
    pub facts: Vec<Fact>,
    /// What must not be learnt.
    pub targets: Vec<Target>,
}

impl System {
    /// Checks sizes and that every form is made of atoms of this system, before any work is done on it.
    ///
    /// # Errors
    /// [`Error::TooLarge`] and [`Error::Malformed`].
    pub fn check(&self) -> Result<()> {
        limit("atoms", self.atoms, MOST_ATOMS)?;
        limit("published figures and other facts", self.facts.len(), MOST_FACTS)?;
        limit("protected figures", self.targets.len(), MOST_FACTS)?;
        let forms =
            || self.facts.iter().map(|fact| &fact.form).chain(self.targets.iter().map(|target| &target.form));
        limit("terms of all figures", forms().map(|form| form.terms().len()).sum(), MOST_TERMS)?;
        let known = |&(atom, times): &(Atom, i64)| {
            (atom as usize) < self.atoms && times.saturating_abs() <= MOST_TIMES
        };
        if !forms().all(|form| form.terms().iter().all(known)) {
            return Err(Error::Malformed("a figure is made of counts that the system does not have, or takes one more than ten thousand times".into()));
        }
        let bounds = self.facts.iter().flat_map(|fact| [fact.low, fact.high]).flatten();
        if let Some(bound) = bounds.map(i64::saturating_abs).max().filter(|bound| *bound > GREATEST) {
            let found = usize::try_from(bound).unwrap_or(usize::MAX);
            return limit("the greatest figure", found, GREATEST as usize);
        }
        Ok(())
    }
}

pub(crate) fn limit(what: &'static str, found: usize, most: usize) -> Result<()> {
    if found > most { Err(Error::TooLarge { what, found, most }) } else { Ok(()) }
}
