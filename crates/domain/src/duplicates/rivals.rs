//! Which of the pairs of an incident can stand beside each other.
//!
//! What is told twice is told by two reports as a rule, so an incident has one partner, and where another fits far
//! better, the pair is none; of two that fit as well both are looked at. Partners that are likely one themselves are no
//! rivals: then it was told three times.

/// Odds, in bits, from which two partners of one incident are taken to be one themselves.
const ONE: f64 = 2.0;
/// Bits by which another partner must be better: of two that fit as well, both are looked at.
const BETTER: f64 = 0.25;
/// Odds, in bits, below which a link is too weak to be anybody's rival.
pub const WEAK: f64 = -6.0;
/// Odds, in bits, above which a link does not become any stronger.
const MOST: f64 = 60.0;

/// Another incident, and the odds that it is the same one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Its number.
    pub to: u32,
    /// The odds, in bits.
    pub bits: f64,
}

/// The chance that `here` and `there` are one, among all links of either.
pub(super) fn chance(bits: f64, here: (u32, &[Link]), there: (u32, &[Link])) -> f64 {
    let odds = |bits: f64| bits.min(MOST).exp2();
    let side = |(_, mine): (u32, &[Link]), (partner, theirs): (u32, &[Link])| {
        let one = |rival: &&Link| theirs.iter().any(|link| link.to == rival.to && link.bits >= ONE);
        let rivals = mine.iter().filter(|link| link.to != partner && link.bits >= bits + BETTER);
        let rivals: f64 = rivals.filter(|rival| !one(rival)).map(|rival| odds(rival.bits)).sum();
        odds(bits) / (1.0 + odds(bits) + rivals)
    };
    side(here, there).min(side(there, here))
}
