//! A table document as a spreadsheet: what a task force would have made by hand on a good day.
//!
//! Nothing is counted here but totals of rows. The file names no author, holds no formula, comment,
//! hidden sheet or outside link, and is the same bytes for the same input.

mod beside;
mod charts;
mod cover;
mod data;
mod page;
mod plan;
mod stream;
mod style;
mod tables;
mod text;

pub use text::safe;

use crate::template::Frame;
use crate::{Beside, Names, Result, Template, Wording, grid};
use domain::tables::TableDocument;
use jiff::civil::Date;
use plan::Plan;
use rust_xlsxwriter::{DocProperties, ExcelDateTime};
use std::io::{Cursor, Seek, Write};
use style::Style;

/// The sign of a withheld figure, whatever it is withheld for.
pub(crate) const WITHHELD: &str = "*";
/// The sign of a figure whose table is not in the document.
const ABSENT: &str = "..";

/// A workbook about to be written.
#[derive(Debug)]
pub struct Workbook<'a> {
    template: &'a Template,
    document: &'a TableDocument,
    names: &'a Names,
    wording: &'a Wording,
    generated_on: Option<Date>,
    checkpoint: Option<String>,
    beside: Beside,
}

/// What every sheet needs to know.
struct Context<'a> {
    wording: &'a Wording,
    style: Style,
    title: String,
    marking: String,
    /// Situation, period and the day on which the figures stand, in one line.
    line: String,
    frame: Frame,
}

/// The workbook of a document in a language, as bytes.
pub fn workbook(
    template: &Template,
    document: &TableDocument,
    names: &Names,
    language: &str,
) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    Workbook::new(template, document, names, language)?.write_to(&mut bytes)?;
    Ok(bytes.into_inner())
}

impl<'a> Workbook<'a> {
    /// A workbook of a document; refused when the template cannot show all of it.
    pub fn new(
        template: &'a Template,
        document: &'a TableDocument,
        names: &'a Names,
        language: &str,
    ) -> Result<Self> {
        grid::check(template, document)?;
        let wording = template.wording(language)?;
        let beside = Beside::default();
        Ok(Self { template, document, names, wording, generated_on: None, checkpoint: None, beside })
    }

    /// Says on the cover on which day the workbook was made.
    #[must_use]
    pub fn generated_on(mut self, date: Date) -> Self {
        self.generated_on = Some(date);
        self
    }

    /// Carries a checkpoint of the audit log on the cover, so that readers become its witnesses.
    #[must_use]
    pub fn checkpoint(mut self, checkpoint: impl Into<String>) -> Self {
        self.checkpoint = Some(checkpoint.into());
        self
    }

    /// Has a sheet of what a release says beside its tables, if it says anything.
    #[must_use]
    pub fn beside(mut self, beside: Beside) -> Self {
        self.beside = beside;
        self
    }

    /// Writes the workbook. Long sheets go row by row into the writer: memory stays that of the
    /// document, and no figure touches a temporary file.
    pub fn write_to<W: Write + Seek + Send>(&self, out: W) -> Result<()> {
        let context = self.context();
        let grids = grid::lay_out(self.template, self.document, self.names, self.wording);
        let plan = Plan::new(self.template.sheets(self.document.tier), &grids, &context);
        let data = data::Data::new(self.document, self.names, &plan, &context);
        let mut book = rust_xlsxwriter::Workbook::new();
        book.set_properties(&DocProperties::new().set_creation_datetime(&midnight(self.document.as_of)?));
        let mut streams = Vec::new();
        cover::draw(book.add_worksheet(), self, &plan, &context)?;
        if !self.beside.is_empty() {
            let lines = self.beside.lines(self.document, &grids, self.names, self.wording);
            beside::draw(book.add_worksheet(), &self.beside, &lines, &context)?;
        }
        for page in &plan.pages {
            tables::draw(book.add_worksheet(), page, &context)?;
            if page.is_own {
                let sheet = book.worksheets().len();
                streams.push(stream::Stream::new(sheet, page.blocks[0].first_row(), |rows| {
                    tables::rows(rows, &page.blocks[0], &context)
                }));
            }
        }
        if !self.template.charts(self.document.tier).is_empty() {
            charts::draw(book.add_worksheet(), self.template.charts(self.document.tier), &plan, &context)?;
        }
        data.draw(book.add_worksheet())?;
        streams.push(stream::Stream::new(book.worksheets().len(), data::FIRST_ROW, |rows| data.rows(rows)));
        let skeleton = book.save_to_buffer()?;
        stream::finish(&skeleton, &streams, out)
    }

    fn context(&self) -> Context<'a> {
        let wording = self.wording;
        let document = self.document;
        let situation = text::safe(self.names.situation());
        let line = format!(
            "{situation} · {} · {} {}",
            crate::facts::period(document, wording),
            wording.text("cover-as-of"),
            wording.date(document.as_of)
        );
        Context {
            wording,
            style: Style::new(wording.is_right_to_left()),
            title: self.template.title(wording),
            marking: wording.text(&format!("tier-{}", document.tier)),
            line,
            frame: Frame::of(document),
        }
    }
}

/// A day's start, as the file format has times. The made-on time is the document's own day, so that
/// the same document gives the same bytes and tells nobody's working hours.
fn midnight(date: Date) -> Result<ExcelDateTime> {
    let year = u16::try_from(date.year()).unwrap_or_default();
    Ok(ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs())?)
}
