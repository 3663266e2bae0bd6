//! Which incidents are likely the same one, reported twice (decision 0025).
//!
//! Two incidents are compared fact by fact. A fact that one of them does not have is left out; each of the others has
//! a weight and an agreement between 0 and 1, and the score is the weighted mean. So a document that differs in its
//! id alone scores 1, and a fact that is made to agree never lowers the score. Nothing is merged by a score: people
//! look and decide.

mod names;
mod sketch;

pub use sketch::{Outline, Sketch};

use crate::violation::codes;
use names::{Name, best_matches};
use sketch::Days;
use std::collections::BTreeSet;

/// Days between two incidents within which they are looked at at all: a month, since "in May" is a date too.
pub const WINDOW: u32 = 31;
/// Days between two ranges at which their dates no longer agree at all.
const FAR_DAYS: f64 = 15.0;
/// Kilometres within which two points are one place: positions from a phone and from a map differ by that.
const NEAR_KM: f64 = 1.0;
/// Kilometres at which two points no longer agree at all.
const FAR_KM: f64 = 25.0;
/// Radius of the earth in kilometres.
const EARTH_KM: f64 = 6371.0;
/// The highest score of incidents that share no type of violation: they may belong together, and are not one.
pub const DISJOINT: f64 = 0.3;
/// From this score on two incidents are shown as likely the same.
pub const LIKELY: f64 = 0.7;
/// So much weight must have been compared: date, types and tallies together, or as much of other facts.
pub const ENOUGH: u32 = 50;

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
    /// How much it counts for. A child's name says most, since hardly two children of one name are hurt in one month
    /// and region; date, area, types and tallies say what an incident is; parties and places are often written
    /// differently; sources of the same category are everywhere.
    pub const fn weight(self) -> u32 {
        match self {
            Aspect::Names => 25,
            Aspect::Date => 20,
            Aspect::Area | Aspect::Types | Aspect::Tally => 15,
            Aspect::Parties | Aspect::Children | Aspect::Place | Aspect::Distance => 10,
            Aspect::Sources => 5,
        }
    }

    /// Whether it is read from identity content.
    pub const fn is_identity(self) -> bool {
        matches!(self, Aspect::Place | Aspect::Distance | Aspect::Names)
    }

    /// Whether the packed facts tell it.
    const fn is_fact(self) -> bool {
        matches!(self, Aspect::Area | Aspect::Types | Aspect::Tally | Aspect::Parties)
    }
}

/// How far two incidents agree in one aspect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// In what.
    pub aspect: Aspect,
    /// From 0, not at all, to 1.
    pub agreement: f64,
}

/// How alike two incidents are.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// From 0 to 1.
    pub score: f64,
    /// The weight of what both have, and so could be compared.
    pub compared: u32,
    /// What was compared, in the order of [`Aspect`].
    pub reasons: Vec<Reason>,
    /// Whether they share no type.
    disjoint: bool,
}

impl Likeness {
    /// Compares two incidents. The same, whichever is named first.
    pub fn of(one: &Sketch, other: &Sketch) -> Likeness {
        let reasons: Vec<Reason> = Aspect::ALL
            .iter()
            .filter_map(|&aspect| Some(Reason { aspect, agreement: agreement(aspect, one, other)? }))
            .collect();
        let disjoint = !one.violations.keys().any(|kind| other.violations.contains_key(kind));
        let (score, compared) = mean(&reasons);
        Likeness { score: if disjoint { score.min(DISJOINT) } else { score }, compared, reasons, disjoint }
    }

    /// Whether people should look at them.
    pub fn is_likely(&self) -> bool {
        self.score >= LIKELY && self.compared >= ENOUGH
    }

    /// What they are put in order by: a high score of which little could be compared stands behind one that is
    /// almost as high and rests on more.
    pub fn strength(&self) -> f64 {
        self.score * f64::from(self.compared)
    }

    /// Whether they may yet be found likely by facts that have not been read: of the packed facts, all others; of
    /// the coded half, what is identity content.
    pub fn may_be_likely(&self, read: Read) -> bool {
        let unread = Aspect::ALL.iter().filter(|aspect| match read {
            Read::Facts => !aspect.is_fact(),
            Read::Coded => aspect.is_identity(),
        });
        let agreeing = unread.map(|&aspect| Reason { aspect, agreement: 1.0 });
        let (best, compared) = mean(&self.reasons.iter().copied().chain(agreeing).collect::<Vec<_>>());
        !self.disjoint && best >= LIKELY && compared >= ENOUGH
    }
}

/// How much of two incidents was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// The packed facts.
    Facts,
    /// The coded half of the records.
    Coded,
}

fn mean(reasons: &[Reason]) -> (f64, u32) {
    let compared: u32 = reasons.iter().map(|reason| reason.aspect.weight()).sum();
    let sum: f64 = reasons.iter().map(|reason| f64::from(reason.aspect.weight()) * reason.agreement).sum();
    (if compared > 0 { sum / f64::from(compared) } else { 0.0 }, compared)
}

/// How far two incidents agree in an aspect; none where one of them does not have it.
fn agreement(aspect: Aspect, one: &Sketch, other: &Sketch) -> Option<f64> {
    match aspect {
        Aspect::Date => Some(dates(one.days?, other.days?)),
        Aspect::Area => areas(&one.area, &other.area),
        Aspect::Types => {
            let types = |sketch: &Sketch| sketch.violations.keys().copied().collect();
            shared(&types(one), &types(other))
        }
        Aspect::Tally => tallies(one, other),
        Aspect::Parties => shared(&one.parties, &other.parties),
        Aspect::Children => both(&one.children, &other.children, |here, there| {
            let sex = known(here.0, there.0, |one, other| if one == other { 1.0 } else { 0.0 });
            // An age is an estimate more often than it says so.
            let age = known(here.1, there.1, |one, other| match one.abs_diff(other) {
                0 => 1.0,
                1 => 0.8,
                _ => 0.0,
            });
            (sex + age) / 2.0
        }),
        Aspect::Sources => shared(&one.sources, &other.sources),
        Aspect::Place => both(&one.places, &other.places, Name::likeness),
        Aspect::Distance => Some(points(one.point?, other.point?)),
        Aspect::Names => both(&one.names, &other.names, Name::likeness),
    }
}

/// 1 up to a near distance, 0 from a far one on, and in a straight line between them.
fn falling(distance: f64, near: f64, far: f64) -> f64 {
    ((far - distance) / (far - near)).clamp(0.0, 1.0)
}

/// Mostly how far the ranges are from each other, and for the rest whether they begin together: what happened on a
/// day of a year is not the same as what went on for all of it.
fn dates(one: Days, other: Days) -> f64 {
    let apart = falling(f64::from(one.gap(other)), 0.0, FAR_DAYS);
    let begin = falling(f64::from(one.from.abs_diff(other.from)), 0.0, FAR_DAYS);
    0.7 * apart + 0.3 * begin
}

/// The same area 1, one inside the other 0.8, together in an area below the country or known for no more than the
/// country 0.3. Neighbours are not known.
fn areas(one: &[u32], other: &[u32]) -> Option<f64> {
    let (here, there) = (one.last()?, other.last()?);
    let common = one.iter().zip(other).take_while(|(here, there)| here == there).count();
    Some(match common {
        _ if here == there => 1.0,
        0 => 0.0,
        1 if one.len() > 1 && other.len() > 1 => 0.0,
        common if common > 1 && (common == one.len() || common == other.len()) => 0.8,
        _ => 0.3,
    })
}

/// What two sets share of what either has.
fn shared<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> Option<f64> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let common = one.intersection(other).count();
    Some(common as f64 / (one.len() + other.len() - common) as f64)
}

/// For each shared type, half whether there are as many children, half whether they are of the same sex.
fn tallies(one: &Sketch, other: &Sketch) -> Option<f64> {
    let ratio = |least: f64, most: f64| if most > 0.0 { least / most } else { 1.0 };
    let (mut sum, mut count) = (0.0, 0.0);
    for (kind, here) in &one.violations {
        let Some(there) = other.violations.get(kind) else { continue };
        let total = |tally: &[u32; 3]| tally.iter().map(|count| f64::from(*count)).sum::<f64>();
        let pairs = || here.iter().zip(there).map(|(here, there)| (f64::from(*here), f64::from(*there)));
        let children = ratio(total(here).min(total(there)), total(here).max(total(there)));
        let least: f64 = pairs().map(|(here, there)| here.min(there)).sum();
        let most: f64 = pairs().map(|(here, there)| here.max(there)).sum();
        sum += (children + ratio(least, most)) / 2.0;
        count += 1.0;
    }
    (count > 0.0).then(|| sum / count)
}

/// How well the items of two lists match; none where one of them is empty.
fn both<T>(one: &[T], other: &[T], likeness: impl Fn(&T, &T) -> f64) -> Option<f64> {
    (!one.is_empty() && !other.is_empty()).then(|| best_matches(one, other, likeness))
}

/// Compares what is known; half where one side does not know it.
fn known<T>(one: Option<T>, other: Option<T>, compare: impl Fn(T, T) -> f64) -> f64 {
    match (one, other) {
        (Some(one), Some(other)) => compare(one, other),
        (None, None) => 1.0,
        _ => 0.5,
    }
}

/// By the distance along the earth (haversine).
fn points(one: (f64, f64), other: (f64, f64)) -> f64 {
    let [lat, other_lat] = [one.0, other.0].map(f64::to_radians);
    let half = |difference: f64| (difference.to_radians() / 2.0).sin().powi(2);
    let chord = half(one.0 - other.0) + lat.cos() * other_lat.cos() * half(one.1 - other.1);
    falling(2.0 * EARTH_KM * chord.sqrt().min(1.0).asin(), NEAR_KM, FAR_KM)
}
