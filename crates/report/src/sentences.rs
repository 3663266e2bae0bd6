//! The figures of a document as sentences, in the house style of the Secretary-General's reports.
//!
//! Every number comes from a cell of the document or is a sum of its cells: a sentence cannot say what no table has.
//! What is withheld is told as the sign that tables have for it, never as a number.

use crate::grid::{self, Grid, GridRow};
use crate::names::JOINT;
use crate::template::{Figure, Of, Sentence};
use crate::workbook::WITHHELD;
use crate::{Names, Result, Template, Wording};
use domain::counting::{UNATTRIBUTED, UNKNOWN_AREA};
use domain::tables::TableDocument;
use domain::tabulate::{Dimension, NOT_STATED};
use fluent_bundle::FluentValue;

/// The paragraphs of a document in a language's words, in order; those that have nothing to tell are left out.
///
/// # Errors
/// Where the template cannot show the document, or does not have the language.
pub fn sentences(
    template: &Template,
    document: &TableDocument,
    names: &Names,
    language: &str,
) -> Result<Vec<String>> {
    grid::check(template, document)?;
    let wording = template.wording(language)?;
    let grids = grid::lay_out(template, document, names, wording);
    let writer = Writer { wording, grids: &grids };
    let paragraphs = template.paragraphs(document.tier).iter().map(|paragraph| {
        let sentences = paragraph.sentences.iter().filter_map(|sentence| writer.sentence(sentence));
        sentences.collect::<Vec<String>>().join(" ")
    });
    Ok(paragraphs.filter(|paragraph| !paragraph.is_empty()).collect())
}

struct Writer<'w> {
    wording: &'w Wording,
    grids: &'w [Grid<'w>],
}

/// A figure of a sentence; none where it, or part of it, is withheld.
type Told = Option<u64>;

impl Writer<'_> {
    fn sentence(&self, sentence: &Sentence) -> Option<String> {
        if self.figure(&sentence.leads) == Some(0) {
            return None;
        }
        if sentence.unless.as_ref().is_some_and(|figure| self.figure(figure) != Some(0)) {
            return None;
        }
        let mut words: Vec<(String, FluentValue<'_>)> = Vec::new();
        for (name, figure) in &sentence.figures {
            let told = self.figure(figure);
            words.push((format!("{name}_n"), told.unwrap_or(2).into()));
            words.push((name.clone(), self.number(told).into()));
        }
        if let Some(of) = &sentence.sexes {
            words.push(("sexes".to_owned(), self.sexes(of).into()));
        }
        for (name, of) in &sentence.lists {
            // Where nothing was stated there is nothing to list.
            words.push((name.clone(), self.list(of)?.into()));
        }
        let values: Vec<(&str, FluentValue<'_>)> =
            words.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        Some(self.wording.with(&sentence.message, &values))
    }

    fn grid(&self, table: &str) -> Option<&Grid<'_>> {
        self.grids.iter().find(|grid| grid.table.id == table)
    }

    fn figure(&self, figure: &Figure) -> Told {
        let Some(grid) = self.grid(&figure.table) else { return Some(0) };
        let rows = grid.rows.iter().filter(|row| figure.row == "*" || row.key == figure.row);
        sum(rows.flat_map(|row| {
            figure.columns.iter().map(|column| grid.column(column).map_or(Some(0), |at| row.figures[at]))
        }))
    }

    fn number(&self, told: Told) -> String {
        told.map_or_else(|| WITHHELD.to_owned(), |number| self.wording.number(number))
    }

    /// Boys, girls and sex unknown, those that are there.
    fn sexes(&self, of: &Of) -> String {
        let told = ["boys", "girls", "unknown"].into_iter().filter_map(|sex| {
            let figure =
                Figure { table: of.table.clone(), row: of.what.clone(), columns: vec![sex.to_owned()] };
            let told = self.figure(&figure);
            let values = [("count", self.number(told).into()), ("count_n", told.unwrap_or(2).into())];
            (told != Some(0)).then(|| self.wording.with(&format!("sentence-{sex}"), &values))
        });
        told.collect::<Vec<_>>().join(&self.wording.text("sentence-comma"))
    }

    /// Every row of a table with its figure, the greatest first; what was not stated is not told.
    fn list(&self, of: &Of) -> Option<String> {
        let grid = self.grid(&of.table)?;
        let columns: Vec<usize> = of.what.split('+').filter_map(|column| grid.column(column)).collect();
        let mut items: Vec<(Told, String)> = grid
            .rows
            .iter()
            .filter(|row| row.key != NOT_STATED && row.key != UNKNOWN_AREA)
            .map(|row| (sum(columns.iter().map(|at| row.figures[*at])), row))
            .filter(|(told, _)| *told != Some(0))
            .map(|(told, row)| (told, self.inside_a_sentence(grid, row)))
            .collect();
        items.sort_by_key(|item| std::cmp::Reverse(item.0));
        let items = items.into_iter().map(|(told, label)| {
            let values = [("name", label.into()), ("count", self.number(told).into())];
            self.wording.with("sentence-item", &values)
        });
        self.joined(items.collect())
    }

    fn joined(&self, mut items: Vec<String>) -> Option<String> {
        let last = items.pop()?;
        if items.is_empty() {
            return Some(last);
        }
        let items = items.join(&self.wording.text("sentence-comma"));
        Some(self.wording.with("sentence-and", &[("items", items.into()), ("last", last.into())]))
    }

    /// A name of the registers. Between right-to-left words one in Latin letters is kept apart from what follows
    /// (Unicode Standard Annex 9), or its figure would seem to be that of another.
    fn name(&self, name: &str) -> String {
        match self.wording.is_right_to_left() {
            true => format!("\u{2068}{name}\u{2069}"),
            false => name.to_owned(),
        }
    }

    /// What a row is called inside a sentence.
    fn inside_a_sentence(&self, grid: &Grid<'_>, row: &GridRow<'_>) -> String {
        match grid.table.rows.0[..] {
            [Dimension::Party] if row.key == UNATTRIBUTED => self.wording.text("sentence-unattributed"),
            [Dimension::Party] => {
                let names: Vec<String> = row.label.split(JOINT).map(|name| self.name(name)).collect();
                let (is_joint, names) = (names.len() > 1, self.joined(names).unwrap_or_default());
                match is_joint {
                    true => self.wording.with("sentence-jointly", &[("names", names.into())]),
                    false => names,
                }
            }
            [Dimension::Area] => self.name(&row.label),
            _ => small(&row.label),
        }
    }
}

/// A label of a code list begins small inside a sentence, but for an abbreviation.
fn small(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

/// A sum; none where a part is withheld.
fn sum(mut parts: impl Iterator<Item = Told>) -> Told {
    parts.try_fold(0_u64, |sum, part| part.map(|part| sum.saturating_add(part)))
}
