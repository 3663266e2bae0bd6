//! A desk's table document as what people receive: workbook, page, bundle, paragraphs. The command line and the
//! server make the same ones.

use crate::casework::{Amendment, Desk, Release};
use domain::counting::CellName;
use domain::tables::TableDocument;
use report::{Amended, Beside, Names, ReportError, Shown, Template, Workbook};

/// The bytes of a release's workbook. The same release gives the same bytes, whenever it is downloaded, as long as the
/// template is the same; the log's size, which tells how busy a task force is, stays inside.
pub fn release_workbook(
    desk: &Desk,
    template: &Template,
    release: &Release,
    language: &str,
) -> Result<Vec<u8>, ReportError> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    Workbook::new(template, &release.document, &names_of(desk, release), language)?
        .generated_on(release.drafted_on)
        .beside(beside(release))
        .write_to(&mut bytes)?;
    Ok(bytes.into_inner())
}

/// What a release says beside its tables.
fn beside(release: &Release) -> Beside {
    let amended = |one: &Amendment| Amended { cell: one.cell.clone(), was: one.was, is: one.is };
    Beside {
        narrative: release.narrative.clone(),
        amendments: release.amendments.iter().map(amended).collect(),
    }
}

/// What a release is handed out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseForm {
    /// All of it as JSON: tables, narrative, amendments, policy (`sixfold.release/1`).
    Release,
    /// Its tables as JSON (`sixfold.tables/1`).
    Tables,
    /// A workbook.
    Workbook,
    /// A page of HTML.
    Page,
    /// CSV files in a ZIP.
    Bundle,
}

/// The bytes of a release's file.
pub fn release_file(
    desk: &Desk,
    template: &Template,
    release: &Release,
    form: ReleaseForm,
    language: &str,
) -> Result<Vec<u8>, ReportError> {
    let document = &release.document;
    match form {
        ReleaseForm::Release => {
            let unwritable = |error: serde_json::Error| {
                ReportError::document(&document.report, "release", error.to_string(), "draft it again")
            };
            serde_json::to_vec_pretty(release).map_err(unwritable)
        }
        ReleaseForm::Tables => report::json(document).map(String::into_bytes),
        ReleaseForm::Workbook => release_workbook(desk, template, release, language),
        ReleaseForm::Page => {
            report::release_html(template, document, &names_of(desk, release), language, &beside(release))
                .map(String::into_bytes)
        }
        ReleaseForm::Bundle => report::csv_bundle(template, document, &names_of(desk, release), language),
    }
}

/// A release's tables in words, and what some of its figures are called.
pub fn release_shown(
    desk: &Desk,
    template: &Template,
    release: &Release,
    language: &str,
    cells: &[CellName],
) -> Result<Shown, ReportError> {
    report::shown(template, &release.document, &names_of(desk, release), language, cells)
}

/// The bytes of the workbook, with the log's signed head at that moment.
pub fn workbook(
    desk: &Desk,
    template: &Template,
    document: &TableDocument,
    checkpoint: &str,
    language: &str,
) -> Result<Vec<u8>, ReportError> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    Workbook::new(template, document, &names(desk), language)?
        .generated_on(desk.now().today)
        .checkpoint(checkpoint_line(checkpoint))
        .write_to(&mut bytes)?;
    Ok(bytes.into_inner())
}

/// The report's paragraphs.
pub fn paragraphs(
    desk: &Desk,
    template: &Template,
    document: &TableDocument,
    language: &str,
) -> Result<Vec<String>, ReportError> {
    report::sentences(template, document, &names(desk), language)
}

/// The report as a page of HTML.
pub fn html(
    desk: &Desk,
    template: &Template,
    document: &TableDocument,
    language: &str,
) -> Result<String, ReportError> {
    report::html(template, document, &names(desk), language)
}

/// The report as CSV files in a ZIP.
pub fn csv_bundle(
    desk: &Desk,
    template: &Template,
    document: &TableDocument,
    language: &str,
) -> Result<Vec<u8>, ReportError> {
    report::csv_bundle(template, document, &names(desk), language)
}

/// What a release calls parties and areas: as they were called when it was drafted.
fn names_of(desk: &Desk, release: &Release) -> Names {
    let Some(shown) = &release.names else { return names(desk) };
    let mut names = Names::new(shown.situation.clone());
    for party in &shown.parties {
        names.party(party.code.clone(), party.name.clone(), party.category);
    }
    for area in &shown.areas {
        names.area(area.code.clone(), area.name.clone(), area.parent.as_deref());
    }
    names
}

fn names(desk: &Desk) -> Names {
    let situation = desk.situation();
    let mut names = Names::new(situation.row.name.clone());
    for party in situation.registers.parties.all() {
        names.party(party.code.clone(), party.name.clone(), party.category);
    }
    let areas = &situation.registers.areas;
    for area in areas.all() {
        let parent = area.parent.and_then(|parent| areas.get(parent)).map(|parent| parent.code.as_str());
        names.area(area.code.clone(), area.name.clone(), parent);
    }
    names
}

/// Length and root of the log, on one line: enough to look the head up by.
fn checkpoint_line(checkpoint: &str) -> String {
    checkpoint.lines().skip(1).take(2).collect::<Vec<_>>().join(" ")
}
