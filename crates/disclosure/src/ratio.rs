//! What rounded shares, rates and averages give away: bounds on the counts behind them.

use crate::form::Form;
use crate::system::{Fact, Source};

/// A share as it is printed: so many units of the last printed place, rounded half up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The printed number without its point: 125 for 12.5 per cent.
    pub units: u32,
    /// How many units the whole has: 1000 for per cent with one decimal.
    pub whole: u32,
}

impl Printed {
    /// The counts that are printed so when they are shares of a known base, from least to greatest; nothing
    /// if none is.
    #[must_use]
    pub fn counts(self, base: u32) -> Option<(i64, i64)> {
        // (units - 1/2) / whole * base <= count < (units + 1/2) / whole * base
        let (units, whole, base) = (i128::from(self.units), i128::from(self.whole), i128::from(base));
        if whole == 0 {
            return None;
        }
        let below = (2 * units - 1) * base;
        let low = (below + 2 * whole - 1).div_euclid(2 * whole).max(0);
        let high = ((2 * units + 1) * base - 1).div_euclid(2 * whole);
        let (low, high) = (i64::try_from(low).ok()?, i64::try_from(high).ok()?);
        (low <= high).then_some((low, high))
    }

    /// What an attacker knows of a count that was printed as a share of a known base.
    #[must_use]
    pub fn fact(self, form: Form, base: u32) -> Option<Fact> {
        let (low, high) = self.counts(base)?;
        Some(Fact { form, low: Some(low), high: Some(high), source: Source::Published })
    }
}

/// Every base up to a greatest one, and every way to split it, that is printed as these shares of one whole:
/// what shares give away though their base is not shown. Only bases that fit are listed.
#[must_use]
pub fn bases(shares: &[Printed], greatest: u32) -> Vec<(u32, Vec<(i64, i64)>)> {
    let fits = |base: u32| {
        let counts = shares.iter().map(|share| share.counts(base)).collect::<Option<Vec<_>>>()?;
        let (least, most) = counts.iter().fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
        (least..=most).contains(&i64::from(base)).then_some((base, counts))
    };
    (1..=greatest).filter_map(fits).collect()
}
