//! Parameters that say in their type what they may be: what is described is what is asked.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::PartialSchema;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{KnownFormat, RefOr, SchemaFormat};

/// A whole number from the one to the other, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whole<const LEAST: i64, const MOST: i64>(i64);

impl<const LEAST: i64, const MOST: i64> Whole<LEAST, MOST> {
    /// The number.
    pub(super) fn get(self) -> i64 {
        self.0
    }

    /// How many, where the least is not below none.
    pub(super) fn count(self) -> usize {
        usize::try_from(self.0).unwrap_or_default()
    }
}

impl<'de, const LEAST: i64, const MOST: i64> Deserialize<'de> for Whole<LEAST, MOST> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let number = i64::deserialize(from)?;
        if (LEAST..=MOST).contains(&number) {
            return Ok(Whole(number));
        }
        Err(serde::de::Error::custom(match MOST {
            i64::MAX => format!("a number is at least {LEAST}"),
            _ => format!("a number is from {LEAST} to {MOST}"),
        }))
    }
}

impl<const LEAST: i64, const MOST: i64> PartialSchema for Whole<LEAST, MOST> {
    fn schema() -> RefOr<Schema> {
        let number = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
            .minimum(Some(LEAST));
        // The greatest there is says nothing.
        let number = if MOST == i64::MAX { number } else { number.maximum(Some(MOST)) };
        number.into()
    }
}

impl<const LEAST: i64, const MOST: i64> utoipa::ToSchema for Whole<LEAST, MOST> {}

/// A place in a list: `next` of the page before.
pub(super) type Place = Whole<0, { i64::MAX }>;

/// A text of at most so many characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Text<const MOST: usize>(pub(super) String);

impl<'de, const MOST: usize> Deserialize<'de> for Text<MOST> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        if text.chars().count() > MOST {
            return Err(serde::de::Error::custom(format!("a text has at most {MOST} characters")));
        }
        Ok(Text(text))
    }
}

impl<const MOST: usize> PartialSchema for Text<MOST> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).max_length(Some(MOST)).into()
    }
}

impl<const MOST: usize> utoipa::ToSchema for Text<MOST> {}

/// Reads a list of at most so many.
pub(super) fn at_most<'de, const MOST: usize, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    let list = Vec::deserialize(from)?;
    if list.len() > MOST {
        return Err(serde::de::Error::custom(format!("a list has at most {MOST}")));
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_bounds_is_refused_with_the_bounds() {
        type Page = Whole<1, 200>;
        let read = |text: &str| serde_json::from_str::<Page>(text).map_err(|error| error.to_string());
        assert_eq!(read("1").unwrap().get(), 1);
        assert_eq!(read("200").unwrap().count(), 200);
        for bad in ["0", "201", "-1", "1.5", "9223372036854775808"] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert!(read("0").unwrap_err().contains("from 1 to 200"));
        assert!(serde_json::from_str::<Place>("-1").unwrap_err().to_string().contains("at least 0"));
        assert!(serde_json::from_str::<Text<3>>("\"éàü\"").is_ok());
        assert!(serde_json::from_str::<Text<3>>("\"éàüx\"").is_err());
        let list = |text: &str| at_most::<2, u8, _>(&mut serde_json::Deserializer::from_str(text));
        assert_eq!(list("[1, 2]").unwrap(), [1, 2]);
        assert!(list("[1, 2, 3]").is_err());
    }
}
