//! What a field may hold.

use serde::Serialize;

/// What a field may hold. Texts are measured in characters.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// The name of the schema.
    Schema,
    /// A short text on one line.
    Text {
        /// Its longest length.
        max: usize,
    },
    /// A text that may have several lines.
    LongText {
        /// Its longest length.
        max: usize,
    },
    /// An id that the rest of the document refers to.
    Id,
    /// One code of a list.
    Code {
        /// The list.
        list: String,
    },
    /// Codes of a list, each once.
    Codes {
        /// The list.
        list: String,
    },
    /// A code of a list or, where none fits, the sender's own word.
    Term {
        /// The list.
        list: String,
    },
    /// Several of the like.
    Terms {
        /// The list.
        list: String,
    },
    /// A whole number.
    Integer {
        /// The least.
        min: u64,
        /// The greatest.
        max: u64,
    },
    /// A number.
    Decimal {
        /// The least.
        min: f64,
        /// The greatest.
        max: f64,
    },
    /// `true` or `false`.
    Boolean,
    /// A day.
    Date,
    /// A day that is not in the future.
    PastDate,
    /// The birthday of a child.
    BirthDate,
    /// Days from and to, with `ongoing` and `estimated`.
    Period,
    /// Numbers of children: boys, girls, sex unknown, with ages where known.
    Tally,
    /// Numbers of adults: men, women, sex unknown.
    AdultTally,
    /// Ids of violations of the same document.
    Links,
    /// A code of the register of parties.
    Party,
    /// Codes of the register of parties.
    Parties,
    /// A code of the register of areas.
    Area,
    /// A code of the register of partners, or the name of another organisation.
    Partner,
    /// An ISO 3166 code of three letters.
    Country,
    /// An object.
    Section {
        /// Its section.
        section: String,
    },
    /// A list of objects.
    Sections {
        /// The section of each.
        section: String,
        /// How many there may be.
        max: usize,
    },
    /// The object of a violation's details, whose section depends on its type.
    Details,
}

/// The names of the kinds as the tables have them.
pub(super) const KIND_NAMES: &[&str] = &[
    "schema",
    "text",
    "long_text",
    "id",
    "code",
    "codes",
    "term",
    "terms",
    "integer",
    "decimal",
    "boolean",
    "date",
    "past_date",
    "birth_date",
    "period",
    "tally",
    "adult_tally",
    "links",
    "party",
    "parties",
    "area",
    "partner",
    "country",
    "section",
    "sections",
    "details",
];

impl Kind {
    /// Reads the words of the tables, such as `code weapon` or `integer 0 17`.
    pub(super) fn read(words: &str) -> Option<Self> {
        let mut words = words.split(' ');
        let name = words.next()?;
        let mut next = || words.next();
        let kind = match name {
            "schema" => Self::Schema,
            "text" => Self::Text { max: next()?.parse().ok()? },
            "long_text" => Self::LongText { max: next()?.parse().ok()? },
            "id" => Self::Id,
            "code" => Self::Code { list: next()?.to_owned() },
            "codes" => Self::Codes { list: next()?.to_owned() },
            "term" => Self::Term { list: next()?.to_owned() },
            "terms" => Self::Terms { list: next()?.to_owned() },
            "integer" => Self::Integer { min: next()?.parse().ok()?, max: next()?.parse().ok()? },
            "decimal" => Self::Decimal { min: next()?.parse().ok()?, max: next()?.parse().ok()? },
            "boolean" => Self::Boolean,
            "date" => Self::Date,
            "past_date" => Self::PastDate,
            "birth_date" => Self::BirthDate,
            "period" => Self::Period,
            "tally" => Self::Tally,
            "adult_tally" => Self::AdultTally,
            "links" => Self::Links,
            "party" => Self::Party,
            "parties" => Self::Parties,
            "area" => Self::Area,
            "partner" => Self::Partner,
            "country" => Self::Country,
            "section" => Self::Section { section: next()?.to_owned() },
            "sections" => Self::Sections { section: next()?.to_owned(), max: next()?.parse().ok()? },
            "details" => Self::Details,
            _ => return None,
        };
        words.next().is_none().then_some(kind)
    }

    /// The name that the tables have for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Text { .. } => "text",
            Self::LongText { .. } => "long_text",
            Self::Id => "id",
            Self::Code { .. } => "code",
            Self::Codes { .. } => "codes",
            Self::Term { .. } => "term",
            Self::Terms { .. } => "terms",
            Self::Integer { .. } => "integer",
            Self::Decimal { .. } => "decimal",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::PastDate => "past_date",
            Self::BirthDate => "birth_date",
            Self::Period => "period",
            Self::Tally => "tally",
            Self::AdultTally => "adult_tally",
            Self::Links => "links",
            Self::Party => "party",
            Self::Parties => "parties",
            Self::Area => "area",
            Self::Partner => "partner",
            Self::Country => "country",
            Self::Section { .. } => "section",
            Self::Sections { .. } => "sections",
            Self::Details => "details",
        }
    }

    /// The option list that it draws on.
    pub fn list(&self) -> Option<&str> {
        match self {
            Self::Code { list } | Self::Codes { list } | Self::Term { list } | Self::Terms { list } => {
                Some(list)
            }
            _ => None,
        }
    }

    /// Whether it holds what people wrote in their own words.
    pub(super) fn is_own_words(&self) -> bool {
        matches!(
            self,
            Self::Text { .. }
                | Self::LongText { .. }
                | Self::Term { .. }
                | Self::Terms { .. }
                | Self::Partner
        )
    }
}
