//! Tallies: boys, girls and children of unknown sex. The total is always the sum, never stored.

use super::AgeBand;
use super::fields::{BadShape, Fields, Part, Shaped, put, take_number};
use serde_json::Value;
use std::collections::BTreeMap;

/// The greatest number that a tally may hold: more children than any one incident can have.
pub const MAX_COUNT: u32 = 1_000_000;

/// Numbers of children by sex.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Boys.
    pub boys: u32,
    /// Girls.
    pub girls: u32,
    /// Children whose sex is not known.
    pub unknown: u32,
}

impl Counts {
    /// All children.
    pub fn total(self) -> u32 {
        self.boys.saturating_add(self.girls).saturating_add(self.unknown)
    }
}

/// Numbers of children by sex and, where known, by age.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Boys.
    pub boys: u32,
    /// Girls.
    pub girls: u32,
    /// Children whose sex is not known.
    pub unknown: u32,
    /// The same children by age band; empty where ages were not tallied. Adds up to the above.
    pub by_age: BTreeMap<AgeBand, Counts>,
}

impl Tally {
    /// A tally without ages.
    pub fn new(boys: u32, girls: u32, unknown: u32) -> Self {
        Self { boys, girls, unknown, by_age: BTreeMap::new() }
    }

    /// Boys, girls, unknown together.
    pub fn counts(&self) -> Counts {
        Counts { boys: self.boys, girls: self.girls, unknown: self.unknown }
    }

    /// All children.
    pub fn total(&self) -> u32 {
        self.counts().total()
    }
}

fn take_counts(fields: &mut Fields) -> Shaped<Counts> {
    let mut of = |key| take_number(fields, key).map(Option::unwrap_or_default);
    Ok(Counts { boys: of("boys")?, girls: of("girls")?, unknown: of("unknown")? })
}

fn put_counts(fields: &mut Fields, counts: Counts) {
    put(fields, "boys", counts.boys);
    put(fields, "girls", counts.girls);
    put(fields, "unknown", counts.unknown);
}

impl Part for Tally {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        let Counts { boys, girls, unknown } = take_counts(&mut fields)?;
        let mut by_age = BTreeMap::new();
        match fields.remove("by_age") {
            None | Some(Value::Null) => {}
            Some(Value::Object(bands)) => {
                for (band, counts) in bands {
                    let Value::Object(mut counts) = counts else { continue };
                    let known = AgeBand::from_code(&band)
                        .ok_or_else(|| BadShape::at(&band, "an age band").under("by_age"))?;
                    by_age.insert(known, take_counts(&mut counts).map_err(|bad| bad.under(&band))?);
                }
            }
            Some(_) => return Err(BadShape::at("by_age", "an object")),
        }
        Ok(Self { boys, girls, unknown, by_age })
    }

    fn into_fields(self) -> Fields {
        let mut fields = Fields::new();
        put_counts(&mut fields, self.counts());
        if !self.by_age.is_empty() {
            let mut bands = Fields::new();
            for (band, counts) in self.by_age {
                let mut of_band = Fields::new();
                put_counts(&mut of_band, counts);
                put(&mut bands, band.code(), of_band);
            }
            put(&mut fields, "by_age", bands);
        }
        fields
    }
}
