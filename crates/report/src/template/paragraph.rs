//! The paragraphs of a template: sentences that say what its tables have.

use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// A paragraph.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// Its sentences, in order.
    #[serde(rename = "sentence")]
    pub sentences: Vec<Sentence>,
}

/// A sentence of figures: a message of the wording, with what is put into it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// Its wording key.
    pub message: String,
    /// The figure of which it tells: where that is zero, the sentence is left out.
    pub leads: Figure,
    /// A figure whose being there makes the sentence needless.
    pub unless: Option<Figure>,
    /// Figures by name. In the message `$name` is the figure as it is printed, and `$name_n` the number, for plurals.
    #[serde(default)]
    pub figures: BTreeMap<String, Figure>,
    /// A row whose boys, girls and sex unknown are told as `$sexes`.
    pub sexes: Option<Of>,
    /// Lists by name: each row of a table with its figure, the greatest first.
    #[serde(default)]
    pub lists: BTreeMap<String, Of>,
}

/// Which figure: `table: row, column`. The row `*` is all of them together, and columns joined by `+` are added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub(crate) table: String,
    pub(crate) row: String,
    pub(crate) columns: Vec<String>,
}

/// Which row of a table, or which columns of it: `table: row`, `table: column+column`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Of {
    pub(crate) table: String,
    pub(crate) what: String,
}

impl<'de> Deserialize<'de> for Of {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let parted = text.split_once(": ").map(|(table, what)| (table.trim(), what.trim()));
        match parted.filter(|(table, what)| !table.is_empty() && !what.is_empty()) {
            Some((table, what)) => Ok(Self { table: table.to_owned(), what: what.to_owned() }),
            None => Err(serde::de::Error::custom(format!("{text:?} is not of the form \"table: row\""))),
        }
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Of { table, what } = Of::deserialize(from)?;
        let Some((row, columns)) = what.rsplit_once(", ") else {
            let problem = format!("\"{table}: {what}\" is not of the form \"table: row, column\"");
            return Err(serde::de::Error::custom(problem));
        };
        let columns = columns.split('+').map(str::to_owned).collect();
        Ok(Self { table, row: row.to_owned(), columns })
    }
}

impl Sentence {
    /// Every table and column that it names, with where.
    pub(crate) fn names(&self) -> Vec<(&'static str, &str, Vec<&str>)> {
        fn figure<'a>(place: &'static str, figure: &'a Figure) -> (&'static str, &'a str, Vec<&'a str>) {
            (place, &figure.table, figure.columns.iter().map(String::as_str).collect())
        }
        let mut names = vec![figure("leads", &self.leads)];
        names.extend(self.unless.iter().map(|one| figure("unless", one)));
        names.extend(self.figures.values().map(|one| figure("figures", one)));
        names.extend(
            self.sexes.iter().map(|of| ("sexes", of.table.as_str(), vec!["boys", "girls", "unknown"])),
        );
        names
            .extend(self.lists.values().map(|of| ("lists", of.table.as_str(), of.what.split('+').collect())));
        names
    }
}
