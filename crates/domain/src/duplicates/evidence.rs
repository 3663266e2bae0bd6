//! What each aspect says for or against two incidents being one, in bits.
//!
//! A bit doubles the odds. What agrees counts by how rarely it would agree by chance: twice as rare is one bit more,
//! and how rare it is comes from the incidents of the situation (Fellegi and Sunter's weights, with the frequencies of
//! the values). What disagrees counts by how seldom two reports of one incident disagree in that way. The numbers here
//! are a judgement of that and of what nobody counts, names and ages above all; there are no labelled pairs.

use super::children::{Child, Match, matched};
use super::names::{Name, best_matches};
use super::sketch::{Sketch, mask, total};
use super::usual::Usual;
use super::{Aspect, Reason};
use std::collections::BTreeSet;

/// One in so many incidents is told again, before anything is compared.
const ONE_IN: f64 = 5.0;
/// Fractions of a bit that are told apart. As they are powers of two, sums are exact and the same in any order.
const FRACTIONS: f64 = 256.0;

/// On how many days the second of two reports may put what happened on one, as if each were as likely.
const SPREAD: f64 = 8.0;
/// Days between two reports, and how that compares with being told for the same day: up to three days nothing is lost
/// (of reports, burials and hospitals each has a day of its own); more is a slip, and happens to one in twenty.
const DAYS: &[(f64, f64)] =
    &[(3.0, 1.0), (4.0, 0.2), (5.0, 0.05), (6.0, 0.012), (10.0, 0.006), (31.0, 0.003)];

/// Only the second of two reports knows no more than the month so many times as often as any report does.
const VAGUE: f64 = 2.0;

/// Of reports of one incident that both know their area, how many give one inside the other, compared with the same.
const INSIDE: f64 = 0.5;
/// The same for two areas beside each other in one of the second level or below, of the first level, and in the
/// country.
const BESIDE_BELOW: f64 = 0.1;
const BESIDE: f64 = 0.007;
const ELSEWHERE: f64 = 0.002;

/// Of reports of one incident, how many tell the same types; how many all of the other's and more; how many otherwise.
const SAME_TYPES: f64 = 0.8;
const MORE_TYPES: f64 = 0.2;
const OTHER_TYPES: f64 = 0.02;
const NO_TYPES: f64 = -10.0;

/// Of reports of one incident, how many have the same tally of a type, one that may be the same when sexes become
/// known, one that is about the same, and another one.
const SAME_TALLY: f64 = 0.5;
const UNKNOWN_SEX: f64 = 0.15;
const ABOUT: f64 = 0.4;
const OTHER_TALLY: f64 = 0.012;
/// Children who are listed on both sides say what the tallies say: then a tally that agrees counts for so much less.
const LISTED_TOO: f64 = 0.6;

/// Of reports of one incident that both name a party, how many name the same one.
const SAME_PARTY: f64 = 0.9;
const OTHER_PARTY: f64 = -5.0;

/// A child of the same sex, of another one.
const SEX: (f64, f64) = (0.5, -4.0);
/// A child of the same age, one, two, and more years apart. An age is an estimate more often than it says so.
const AGES: [f64; 4] = [3.0, 1.1, -3.5, -6.0];
/// By how alike two names are, from strangers to the same. Two given and family names agree by chance in fewer than
/// one in a hundred pairs of children; names that share one word are no reason either way.
const NAMES: &[(f64, f64)] =
    &[(0.0, -5.5), (0.2, -4.0), (0.4, 0.0), (0.5, 4.0), (0.7, 7.0), (1.0, MOST_NAME)];
const MOST_NAME: f64 = 7.5;
/// The least that a child of one list and a child of the other say: lists are incomplete, and these may be two.
const LEAST_CHILD: f64 = -9.0;
/// A child of the longer list that the shorter one does not have.
const CHILD_MORE: f64 = -0.5;
/// Children of one family, ages of one school class: what many children say together is not the sum of it.
const CHILDREN: (f64, f64) = (-10.0, 8.0);
const ALL_NAMES: (f64, f64) = (-12.0, 14.0);

/// By how alike two names of places are. Names of towns of one district share words, and have several spellings.
const PLACES: &[(f64, f64)] = &[(0.0, -2.5), (0.2, -2.5), (0.3, 0.0), (0.45, 2.0), (0.6, 2.5)];
/// By kilometres: positions from a phone and from a map differ by a few.
const KM: &[(f64, f64)] = &[(3.0, 2.5), (5.0, 1.5), (6.0, -2.5), (8.0, -5.0), (20.0, -7.0)];
/// A name of a place and a position say the same thing twice: of what says less, so much counts.
const SAID_TWICE: f64 = 0.25;
/// The most that place and distance say together, rounded up.
pub(super) const MOST_PLACE: f64 = 3.25;
/// Kilometres within which points agree wholly, and from which on not at all.
const AGREEING_KM: (f64, f64) = (3.0, 25.0);
/// Radius of the earth in kilometres.
const EARTH_KM: f64 = 6371.0;

/// Categories of sources are everywhere.
const SAME_SOURCES: f64 = 0.25;

/// How far two incidents agree, from 0 to 1, and the bits of it.
type Said = (f64, f64);

/// The odds that any two incidents are one, in bits.
pub(super) fn at_first(usual: &Usual) -> f64 {
    exact(-(usual.incidents() * ONE_IN).log2())
}

/// The most that the names of children may say, where only the coded halves were read.
pub(super) fn most_names(one: &Sketch, other: &Sketch) -> f64 {
    let children = one.children.len().min(other.children.len());
    (children as f64 * MOST_NAME).min(ALL_NAMES.1)
}

/// What can be compared of two incidents, in the order of [`Aspect`].
pub(super) fn reasons(one: &Sketch, other: &Sketch, usual: &Usual) -> Vec<Reason> {
    let (children, names) = children(one, other);
    let (place, distance) = once(place(one, other), distance(one, other));
    let of = |aspect| match aspect {
        Aspect::Date => dates(one, other, usual),
        Aspect::Area => area(&one.area, &other.area, usual),
        Aspect::Types => types(one, other, usual),
        Aspect::Tally => tallies(one, other, usual),
        Aspect::Parties => parties(&one.parties, &other.parties, usual),
        Aspect::Children => children,
        Aspect::Sources => shared(&one.sources, &other.sources).map(|share| (share, SAME_SOURCES * share)),
        Aspect::Place => place,
        Aspect::Distance => distance,
        Aspect::Names => names,
    };
    let reason =
        |&aspect| of(aspect).map(|(agreement, bits)| Reason { aspect, agreement, bits: exact(bits) });
    Aspect::ALL.iter().filter_map(reason).collect()
}

fn exact(bits: f64) -> f64 {
    (bits * FRACTIONS).round() / FRACTIONS
}

/// The value at a place of a line through points, which is level outside of them.
fn along(line: &[(f64, f64)], at: f64) -> f64 {
    let after = line.partition_point(|(x, _)| *x < at);
    match (after.checked_sub(1).and_then(|before| line.get(before)), line.get(after)) {
        (Some((x, y)), Some((next_x, next_y))) => y + (next_y - y) * (at - x) / (next_x - x),
        (Some((_, y)), None) | (None, Some((_, y))) => *y,
        (None, None) => 0.0,
    }
}

/// How many areas two paths share, from the country on.
fn shared_path(one: &[u32], other: &[u32]) -> usize {
    one.iter().zip(other).take_while(|(here, there)| here == there).count()
}

/// The smallest area that holds both.
fn common(one: &[u32], other: &[u32]) -> Option<u32> {
    shared_path(one, other).checked_sub(1).and_then(|last| one.get(last)).copied()
}

/// How many incidents of the area could have been told for these days by chance, and how many there are at all. Where
/// one area is inside the other, whichever says less.
fn dates(here: &Sketch, there: &Sketch, usual: &Usual) -> Option<Said> {
    let (one, other) = (here.days?, there.days?);
    let near = along(DAYS, f64::from(one.gap(other)));
    let length = f64::from(one.length().max(other.length()));
    let vague = if one.exact == other.exact { 1.0 } else { VAGUE };
    let mut best = (near, (length / vague).max(SPREAD) / near);
    if one.exact && other.exact {
        // What goes on for weeks and is told to have begun on the same day agrees in more than a day of these weeks.
        let begin = along(DAYS, f64::from(one.from.abs_diff(other.from)));
        if SPREAD / begin < best.1 {
            best = (begin, SPREAD / begin);
        }
    }
    let bits = |area: Option<u32>| {
        let chance = usual.a_day(area, one).max(usual.a_day(area, other)) * best.1;
        (usual.in_area(area) / chance).log2()
    };
    let path = shared_path(&here.area, &there.area);
    let bits = if path > 0 && (path == here.area.len() || path == there.area.len()) {
        bits(here.area.last().copied()).min(bits(there.area.last().copied()))
    } else {
        bits(common(&here.area, &there.area))
    };
    Some((best.0, bits))
}

/// By how few incidents are known to be there and no nearer, or, where the areas lie apart, how few the smallest area
/// has that holds both.
fn area(one: &[u32], other: &[u32], usual: &Usual) -> Option<Said> {
    let (here, there) = (*one.last()?, *other.last()?);
    let path = shared_path(one, other);
    let rare = |area| usual.incidents() / usual.no_nearer(area);
    if path > 0 && (path == one.len() || path == other.len()) {
        let (wider, nearer) = if one.len() <= other.len() { (here, there) } else { (there, here) };
        // The wider area, and no more than the nearer one would say.
        let inside = (INSIDE * rare(wider)).min(rare(nearer));
        return Some(match here == there {
            true => (1.0, rare(here).log2()),
            false => (if path > 1 { 0.8 } else { 0.3 }, inside.log2()),
        });
    }
    let (agreement, share) = match path {
        0 | 1 => (0.0, ELSEWHERE),
        2 => (0.3, BESIDE),
        _ => (0.3, BESIDE_BELOW),
    };
    let rare = usual.incidents() / usual.in_area(common(one, other));
    Some((agreement, (rare * share).log2()))
}

fn types(one: &Sketch, other: &Sketch, usual: &Usual) -> Option<Said> {
    let (here, there) = (mask(one), mask(other));
    let (both, either) = (here & there, here | there);
    if here == 0 || there == 0 {
        return None;
    }
    let share = match both {
        0 => return Some((0.0, NO_TYPES)),
        _ if both == either => SAME_TYPES,
        _ if both == here || both == there => MORE_TYPES,
        _ => OTHER_TYPES,
    };
    let agreement = f64::from(both.count_ones()) / f64::from(either.count_ones());
    Some((agreement, (share / usual.with_types(both)).log2()))
}

/// The type that says most, and the others for half: they are mostly the same children's.
fn tallies(one: &Sketch, other: &Sketch, usual: &Usual) -> Option<Said> {
    let of_type = |(kind, here): (&_, &[u32; 3])| {
        let there = other.violations.get(kind)?;
        let (few, many) = (total(here).min(total(there)), total(here).max(total(there)));
        // None is how it is written that nobody knows.
        if few == 0 {
            return None;
        }
        let alike = alike(*here, *there);
        // A child in five more or fewer, and one in any case.
        let slack = (many / 5).max(1);
        let about = |tally: &[u32; 3]| {
            let total = total(tally);
            usual.with_total(*kind, total.saturating_sub(slack), total.saturating_add(slack))
        };
        let besides = |tally: &[u32; 3]| (about(tally) - usual.with_tally(*kind, *tally)).max(0.05);
        let surest = |tally: &[u32; 3]| (SAME_TALLY / usual.with_tally(*kind, *tally)).log2().max(0.0);
        let bits = if here == there {
            surest(here)
        } else if alike == many {
            let vaguer = if here[2] > there[2] { here } else { there };
            (UNKNOWN_SEX / usual.with_tally(*kind, *vaguer))
                .log2()
                .clamp(-1.0, surest(here).min(surest(there)))
        } else if alike > 0 && many - alike <= slack {
            (ABOUT / besides(here).max(besides(there))).log2().clamp(-2.0, 2.0)
        } else {
            (OTHER_TALLY / (1.0 - about(here).min(about(there))).max(0.15)).log2()
        };
        Some((f64::from(alike) / f64::from(many), bits))
    };
    let mut said: Vec<Said> = one.violations.iter().filter_map(of_type).collect();
    said.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
    let (first, rest) = said.split_first()?;
    let agreement = said.iter().map(|one| one.0).sum::<f64>() / said.len() as f64;
    let bits = first.1 + rest.iter().map(|one| one.1).sum::<f64>() / 2.0;
    let listed = !one.children.is_empty() && !other.children.is_empty();
    Some((agreement, if listed && bits > 0.0 { bits * LISTED_TOO } else { bits }))
}

/// How many children of two tallies may be the same ones, those of unknown sex anybody.
fn alike(one: [u32; 3], other: [u32; 3]) -> u32 {
    let [boys, girls, unknown] = one;
    let [other_boys, other_girls, other_unknown] = other;
    let same = boys.min(other_boys).saturating_add(girls.min(other_girls));
    let left =
        boys.saturating_sub(other_boys).saturating_add(girls.saturating_sub(other_girls)).min(other_unknown);
    let right =
        other_boys.saturating_sub(boys).saturating_add(other_girls.saturating_sub(girls)).min(unknown);
    let rest = (unknown - right).min(other_unknown - left);
    same.saturating_add(left).saturating_add(right).saturating_add(rest)
}

/// By the rarest party that both name.
fn parties(one: &BTreeSet<u32>, other: &BTreeSet<u32>, usual: &Usual) -> Option<Said> {
    let agreement = shared(one, other)?;
    let rarest = one.intersection(other).map(|party| usual.with_party(*party)).reduce(f64::min);
    Some((agreement, rarest.map_or(OTHER_PARTY, |rarest| (SAME_PARTY / rarest).log2().max(0.0))))
}

/// Children by sex and age, and by their names.
fn children(one: &Sketch, other: &Sketch) -> (Option<Said>, Option<Said>) {
    let all = matched(&one.children, &other.children, child);
    if all.is_empty() {
        return (None, None);
    }
    let many = one.children.len().max(other.children.len());
    let coded: f64 = all.iter().map(|one| one.coded).sum();
    let more = (many - all.len()) as f64 * CHILD_MORE;
    let agreement = all.iter().map(|one| one.agreement).sum::<f64>() / many as f64;
    let children = (agreement, (coded + more).clamp(CHILDREN.0, CHILDREN.1));
    let likenesses: Vec<f64> = all.iter().filter_map(|one| one.likeness).collect();
    let names = (!likenesses.is_empty()).then(|| {
        let likeness = likenesses.iter().sum::<f64>() / likenesses.len() as f64;
        let named: f64 = all.iter().map(|one| one.named).sum();
        (likeness, named.clamp(ALL_NAMES.0, ALL_NAMES.1))
    });
    (Some(children), names)
}

fn child(one: &Child, other: &Child) -> Match {
    let sex =
        one.sex.zip(other.sex).map(|(one, other)| if one == other { (1.0, SEX.0) } else { (0.0, SEX.1) });
    let age = one.age.zip(other.age).map(|(one, other)| {
        let [same, near, far, farther] = AGES;
        match one.abs_diff(other) {
            0 => (1.0, same),
            1 => (0.8, near),
            2 => (0.3, far),
            _ => (0.0, farther),
        }
    });
    let agreement = match (sex, age) {
        (Some((sex, _)), Some((age, _))) => (sex + age) / 2.0,
        (Some((one, _)), None) | (None, Some((one, _))) => one,
        (None, None) => 0.5,
    };
    let bits = |said: Option<Said>| said.map_or(0.0, |(_, bits)| bits);
    let coded = (bits(sex) + bits(age)).max(LEAST_CHILD);
    let likeness = one.name.as_ref().zip(other.name.as_ref()).map(|(one, other)| one.likeness(other));
    let named = likeness.map_or(0.0, |likeness| along(NAMES, likeness)).max(LEAST_CHILD - coded);
    Match { coded: exact(coded), named: exact(named), agreement, likeness }
}

fn place(one: &Sketch, other: &Sketch) -> Option<Said> {
    if one.places.is_empty() || other.places.is_empty() {
        return None;
    }
    let likeness = best_matches(&one.places, &other.places, Name::likeness);
    Some((likeness, along(PLACES, likeness)))
}

fn distance(one: &Sketch, other: &Sketch) -> Option<Said> {
    let km = apart(one.point?, other.point?);
    let (near, far) = AGREEING_KM;
    Some((((far - km) / (far - near)).clamp(0.0, 1.0), along(KM, km)))
}

/// Where place and distance say the same, what says less counts for little.
fn once(place: Option<Said>, distance: Option<Said>) -> (Option<Said>, Option<Said>) {
    let (Some((alike, named)), Some((near, measured))) = (place, distance) else { return (place, distance) };
    match named * measured > 0.0 {
        true if named.abs() >= measured.abs() => (place, Some((near, measured * SAID_TWICE))),
        true => (Some((alike, named * SAID_TWICE)), distance),
        false => (place, distance),
    }
}

/// What two sets share of what either has.
fn shared<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> Option<f64> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let common = one.intersection(other).count();
    Some(common as f64 / (one.len() + other.len() - common) as f64)
}

/// Kilometres along the earth (haversine).
fn apart(one: (f64, f64), other: (f64, f64)) -> f64 {
    let [lat, other_lat] = [one.0, other.0].map(f64::to_radians);
    let half = |difference: f64| (difference.to_radians() / 2.0).sin().powi(2);
    let chord = half(one.0 - other.0) + lat.cos() * other_lat.cos() * half(one.1 - other.1);
    2.0 * EARTH_KM * chord.sqrt().min(1.0).asin()
}
