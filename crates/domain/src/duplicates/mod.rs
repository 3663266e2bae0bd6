//! Which incidents are likely the same one, reported twice (decision 0025).
//!
//! Two incidents are compared fact by fact. A fact that one of them does not have is left out; each of the others says
//! something for or against their being one, in bits: what agrees says more the rarer it is in the situation. The sum
//! of it is the odds, the score the chance, and where another incident fits far better the chance goes to that one.
//! Nothing is merged by a score: people look and decide.

mod children;
mod evidence;
mod names;
mod neighbours;
mod rivals;
mod sketch;
mod usual;

pub use neighbours::Neighbours;
pub use rivals::{Link, WEAK};
pub use sketch::{Outline, Sketch};
pub use usual::Usual;

use crate::violation::codes;

/// Days between two incidents within which they are looked at at all: a month, since "in May" is a date too.
pub const WINDOW: u32 = 31;
/// The highest score of incidents that share no type of violation: they may belong together, and are not one.
pub const DISJOINT: f64 = 0.1;
/// From this score on two incidents are shown as likely the same. Chosen where invented second reports are found nearly
/// all, and of the pairs shown one in fifty is wrong.
pub const LIKELY: f64 = 0.6;

codes! {
    /// What two incidents agree or disagree in.
    Aspect {
        /// When it happened.
        Date = "date",
        /// The administrative area.
        Area = "area",
        /// The types of violation.
        Types = "types",
        /// The children by type and sex.
        Tally = "tally",
        /// The parties named.
        Parties = "parties",
        /// Children known one by one, by sex and age.
        Children = "children",
        /// The categories of sources.
        Sources = "sources",
        /// Names of the place and of facilities.
        Place = "place",
        /// The distance between the coordinates.
        Distance = "distance",
        /// Names of children.
        Names = "names",
    }
}

impl Aspect {
    /// Whether it is read from identity content.
    pub const fn is_identity(self) -> bool {
        matches!(self, Aspect::Place | Aspect::Distance | Aspect::Names)
    }
}

/// How far two incidents agree in one aspect, and what that says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// In what.
    pub aspect: Aspect,
    /// From 0, not at all, to 1.
    pub agreement: f64,
    /// What it says for their being one, in bits: one doubles the odds. Below 0 it says that they are two.
    pub bits: f64,
}

/// How alike two incidents are.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// The chance that they are one, from 0 to 1.
    pub score: f64,
    /// The odds of it, in bits: what is expected of any two incidents, and all reasons.
    pub bits: f64,
    /// What was compared, in the order of [`Aspect`].
    pub reasons: Vec<Reason>,
    /// Whether they share no type.
    disjoint: bool,
    /// The odds when all that only identity content tells agrees.
    most: f64,
}

impl Likeness {
    /// Compares two incidents, as if there were no others. The same, whichever is named first.
    pub fn of(one: &Sketch, other: &Sketch, usual: &Usual) -> Likeness {
        let reasons = evidence::reasons(one, other, usual);
        let disjoint = sketch::mask(one) & sketch::mask(other) == 0;
        let bits = evidence::at_first(usual) + reasons.iter().map(|reason| reason.bits).sum::<f64>();
        let score = 1.0 / (1.0 + (-bits).exp2());
        let most = bits + evidence::most_names(one, other) + evidence::MOST_PLACE;
        Likeness { score: if disjoint { score.min(DISJOINT) } else { score }, bits, reasons, disjoint, most }
    }

    /// The same among all that either of them may be: each with its number and its links, of which one is the other.
    pub fn among(mut self, here: (u32, &[Link]), there: (u32, &[Link])) -> Likeness {
        self.score = self.score.min(rivals::chance(self.bits, here, there));
        self
    }

    /// How much could be compared: the bits of all reasons, whichever way they point.
    pub fn compared(&self) -> f64 {
        self.reasons.iter().map(|reason| reason.bits.abs()).sum()
    }

    /// Whether people should look at them.
    pub fn is_likely(&self) -> bool {
        self.score >= LIKELY
    }

    /// Whether it may be a link of any weight, when only the coded halves were read and what identity content tells may
    /// agree as well as it can.
    pub fn may_be_link(&self) -> bool {
        !self.disjoint && self.most >= WEAK
    }

    /// Whether it is a link of any weight: likely, or somebody's rival.
    pub fn is_link(&self) -> bool {
        !self.disjoint && self.bits >= WEAK
    }
}
