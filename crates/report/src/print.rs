//! The document as one page of HTML for reading and printing: no script, no style from elsewhere, nothing to load.

use crate::beside::{AMENDED, Beside};
use crate::facts::{facts, findings};
use crate::grid::{self, Grid};
use crate::shown::ShownTable;
use crate::workbook::WITHHELD;
use crate::{Names, Result, Template, Wording};
use askama::Template as _;
use domain::tables::TableDocument;

/// What a table has where there is none.
const NONE: &str = "–";

#[derive(askama::Template)]
#[template(path = "report.html")]
struct Page<'p> {
    language: &'p str,
    direction: &'static str,
    title: String,
    situation: String,
    marking: String,
    facts: Vec<(String, String)>,
    paragraphs: Vec<String>,
    beside: Option<BesideTables>,
    rules_heading: String,
    rules: Vec<String>,
    findings_heading: String,
    findings: Vec<(String, String)>,
    legend_heading: String,
    legend: Vec<(&'static str, String)>,
    contents_heading: String,
    sheets: Vec<Sheet>,
}

/// What a release says beside its tables.
struct BesideTables {
    narrative_heading: String,
    /// Paragraphs, and whether each is a heading.
    narrative: Vec<(bool, String)>,
    amendments_heading: String,
    amended: String,
    headings: Vec<String>,
    /// Words of table, row and column; the figures before and now.
    amendments: Vec<([String; 3], [String; 2])>,
}

struct Sheet {
    heading: String,
    about: Option<String>,
    tables: Vec<Table>,
}

struct Table {
    number: usize,
    title: String,
    notes: Vec<String>,
    /// What stands instead of rows.
    sentence: Option<String>,
    rows_heading: String,
    headings: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
    total: Option<(String, Vec<String>)>,
    withheld: Option<String>,
}

/// The page of a document in a language.
///
/// # Errors
/// Where the template cannot show the document, or does not have the language.
pub fn html(template: &Template, document: &TableDocument, names: &Names, language: &str) -> Result<String> {
    release_html(template, document, names, language, &Beside::default())
}

/// The page of a release's document in a language, with what the release says beside its tables.
///
/// # Errors
/// As [`html`].
pub fn release_html(
    template: &Template,
    document: &TableDocument,
    names: &Names,
    language: &str,
    beside: &Beside,
) -> Result<String> {
    grid::check(template, document)?;
    let wording = template.wording(language)?;
    let grids = grid::lay_out(template, document, names, wording);
    let mut legend = vec![(NONE, wording.text("legend-zero"))];
    if grids.iter().any(Grid::is_withheld) {
        legend.push((WITHHELD, wording.text("legend-withheld")));
    }
    let mut rest = grids.iter();
    let sheets = template.sheets(document.tier).iter().map(|sheet| Sheet {
        heading: wording.text(&sheet.title),
        about: sheet.about.as_ref().map(|about| wording.text(about)),
        tables: rest.by_ref().take(sheet.tables.len()).map(|grid| table(grid, wording)).collect(),
    });
    let findings: Vec<(String, String)> =
        findings(document, wording).into_iter().map(|(text, count)| (text, wording.number(count))).collect();
    let page = Page {
        language,
        direction: if wording.is_right_to_left() { "rtl" } else { "ltr" },
        title: template.title(wording),
        situation: format!("{} ({})", names.situation(), document.situation),
        marking: wording.text(&format!("tier-{}", document.tier)),
        facts: facts(document, names, wording),
        paragraphs: crate::sentences(template, document, names, language)?,
        beside: (!beside.is_empty()).then(|| beside_tables(beside, document, &grids, names, wording)),
        rules_heading: wording.text("cover-rules"),
        rules: template.cover(document.tier).rules.iter().map(|rule| wording.text(rule)).collect(),
        findings_heading: wording.text("cover-findings"),
        findings,
        legend_heading: wording.text("cover-legend"),
        legend,
        contents_heading: wording.text("cover-contents"),
        sheets: sheets.collect(),
    };
    Ok(page.render()?)
}

fn beside_tables(
    beside: &Beside,
    document: &TableDocument,
    grids: &[Grid<'_>],
    names: &Names,
    wording: &Wording,
) -> BesideTables {
    let amendments = beside.lines(document, grids, names, wording).into_iter();
    let figure = |figure| if figure == 0 { NONE.to_owned() } else { wording.number(figure) };
    BesideTables {
        narrative_heading: wording.text("release-narrative"),
        narrative: beside
            .paragraphs()
            .map(|paragraph| match Beside::heading(paragraph) {
                Some(heading) => (true, heading.to_owned()),
                None => (false, paragraph.to_owned()),
            })
            .collect(),
        amendments_heading: wording.text("release-amendments"),
        amended: wording.text("release-amended"),
        headings: AMENDED.iter().map(|key| wording.text(key)).collect(),
        amendments: amendments
            .map(|line| ([line.table, line.row, line.column], [figure(line.was), figure(line.is)]))
            .collect(),
    }
}

fn table(grid: &Grid<'_>, wording: &Wording) -> Table {
    let figures = |figures: &[grid::Figure]| -> Vec<String> {
        let figure = |figure: &grid::Figure| match figure {
            None => WITHHELD.to_owned(),
            Some(0) => NONE.to_owned(),
            Some(figure) => wording.number(*figure),
        };
        figures.iter().map(figure).collect()
    };
    let shown = ShownTable::of(grid, wording);
    Table {
        rows: shown.rows.iter().map(|row| (row.label.clone(), figures(&row.figures))).collect(),
        total: shown.total.map(|total| (total.label, figures(&total.figures))),
        number: shown.number,
        title: shown.title,
        notes: shown.notes,
        sentence: shown.sentence,
        rows_heading: shown.rows_heading,
        headings: shown.headings,
        withheld: shown.withheld,
    }
}
