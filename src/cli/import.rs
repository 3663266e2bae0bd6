//! `sixfold import`.

use super::files::{read, read_text, write_private, write_secret};
use super::intake::{self, Note, Run};
use super::output::{print, say};
use super::{CliError, DeskArgs};
use crate::casework::Desk;
use crate::reader::{ReadError, Reader};
use domain::interchange::Item;
use domain::register::Registers;
use foreign::mapping::{Mapping, apply, propose};
use foreign::sheet::{Book, MAX_FILE};
use foreign::{Outcome, Reason, Rejected, kobo, template};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Read filled templates, and workbooks or CSV files of others.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  sixfold import filled.xlsx --store … --situation XAR --login verifier-1\n  \
sixfold import events.csv --propose events.toml --store … --situation XAR --login verifier-1\n  \
sixfold import events.csv --mapping events.toml --dry-run --store … --situation XAR --login verifier-1\n\n\
A filled template (`sixfold template`) needs no mapping. For other files --propose writes one: correct it, try it with\n\
--dry-run, keep it and share it. The sheets of a KoboToolbox export are joined first. Files are .xlsx (no macros, no\n\
password) or delimited text in UTF-8.\n\
Prints {\"sheets\", \"rows\", \"accepted\", \"unchanged\", \"rejected\", \"errors\", \"remarks\", \"documents\", …}: accepted, unchanged and\n\
rejected are rows and add up to rows. One bad row rejects its whole incident; the others go in (exit status 2 says\n\
that there were some). What was taken already is recognised by its reference."
)]
pub(super) struct Args {
    /// The files to read
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    desk: DeskArgs,
    /// What the columns of the files are (sixfold.mapping/1)
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Write a first mapping of the file here, and import nothing
    #[arg(long, value_name = "FILE", conflicts_with = "mapping")]
    propose: Option<PathBuf>,
    /// Say what would be taken and what would be rejected, and store nothing
    #[arg(long)]
    dry_run: bool,
    /// Write the rejected rows here as CSV: file, sheet, row, cell, reason
    #[arg(long, value_name = "FILE")]
    rejected_out: Option<PathBuf>,
    /// Take over verification decisions from an earlier system too, marked so (co-chairs)
    #[arg(long)]
    decided: bool,
}

/// What a run of import did. Accepted, unchanged and rejected are rows.
#[derive(Default, Serialize)]
struct Tally {
    sheets: Vec<String>,
    rows: usize,
    accepted: usize,
    unchanged: usize,
    rejected: usize,
    errors: Vec<Error>,
    /// What was not read, and what is hidden.
    remarks: Vec<String>,
    /// What a person should look at in documents that were accepted all the same.
    warnings: Vec<Error>,
    documents: Documents,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    dry_run: bool,
}

/// How many documents the rows make.
#[derive(Default, Serialize)]
struct Documents {
    accepted: usize,
    unchanged: usize,
    rejected: usize,
}

/// Something about a row.
#[derive(Serialize)]
struct Error {
    file: String,
    sheet: String,
    row: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<String>,
    message: String,
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    let mapping = args.mapping.as_deref().map(mapping).transpose()?;
    let reader = Reader::own().map_err(unread)?;
    args.desk
        .clone()
        .at_desk(async |desk| {
            let (registers, today) = (&desk.situation().registers, desk.now().today);
            if let Some(out) = &args.propose {
                return proposed(&args.files, out, &reader, registers);
            }
            // Every file is read before the first one is stored.
            let mut read = Vec::new();
            for path in &args.files {
                let book = book(path, &reader)?;
                read.push((path.display().to_string(), outcome(path, &book, mapping.as_ref(), registers, today)?));
            }
            let mut tally = Tally { dry_run: args.dry_run, ..Tally::default() };
            for (file, outcome) in read {
                if let Err(error) = one(desk, &args, &file, outcome, &mut tally).await {
                    // What was stored before is stored: say so before the error.
                    print(&tally)?;
                    say(&format!("some incidents of {file} may be stored already; import it again, and they are recognised"));
                    return Err(error);
                }
            }
            if let Some(path) = &args.rejected_out {
                write_private(path, &rejected_rows(&tally.errors)?)?;
            }
            print(&tally)?;
            Ok(if tally.rejected > 0 { ExitCode::from(2) } else { ExitCode::SUCCESS })
        })
        .await
}

fn mapping(path: &Path) -> Result<Mapping, CliError> {
    let text = read_text(path, 1 << 20)?;
    Mapping::from_toml(&text).map_err(|error| CliError::callers(format!("{}: {error}", path.display())))
}

fn unread(error: ReadError) -> CliError {
    match error {
        ReadError::System(_) => CliError::system(error.to_string()),
        _ => CliError::callers(error.to_string()),
    }
}

fn book(path: &Path, reader: &Reader) -> Result<Book, CliError> {
    let bytes = read(path, MAX_FILE as u64)?;
    let named = |error: ReadError| match error {
        ReadError::System(_) => unread(error),
        _ => CliError::callers(format!("{}: {error}", path.display())),
    };
    let book = reader.read(&bytes).map_err(named)?;
    if !kobo::is_export(&book) {
        return Ok(book);
    }
    kobo::joined(&book).map_err(|message| CliError::callers(format!("{}: {message}", path.display())))
}

fn proposed(
    files: &[PathBuf],
    out: &Path,
    reader: &Reader,
    registers: &Registers,
) -> Result<ExitCode, CliError> {
    let [file] = files else {
        return Err(CliError::callers("a mapping is proposed of one file at a time"));
    };
    let bad = |error: foreign::mapping::BadMapping| CliError::callers(format!("{}: {error}", file.display()));
    let mapping = propose(&book(file, reader)?, registers).map_err(bad)?;
    write_secret(out, mapping.to_toml().map_err(bad)?.as_bytes())?;
    print(&mapping)?;
    say(&format!(
        "{} columns are recognised, {} are not; look through {} before you import by it",
        mapping.columns.len(),
        mapping.unread.len(),
        out.display()
    ));
    Ok(ExitCode::SUCCESS)
}

fn outcome(
    path: &Path,
    book: &Book,
    mapping: Option<&Mapping>,
    registers: &Registers,
    today: Date,
) -> Result<Outcome, CliError> {
    let bad = |message: String| CliError::callers(format!("{}: {message}", path.display()));
    let outcome = match mapping {
        Some(mapping) => apply(book, mapping, registers, today).map_err(|error| bad(error.to_string()))?,
        None if template::is_template(book) => template::read(book, registers, today),
        None => {
            return Err(bad("this is no filled template; say what its columns are with --mapping, \
                            and begin with --propose FILE"
                .to_owned()));
        }
    };
    // A row that is nowhere would be a lost report.
    if outcome.adds_up() { Ok(outcome) } else { Err(CliError::system("the rows of the file do not add up")) }
}

/// Stores the documents of a file and counts its rows.
async fn one(
    desk: &Desk,
    args: &Args,
    file: &str,
    outcome: Outcome,
    tally: &mut Tally,
) -> Result<(), CliError> {
    let Outcome { sheets, rows, documents, rejected, remarks } = outcome;
    tally.sheets.extend(sheets);
    tally.remarks.extend(remarks);
    let mut bad: Vec<Rejected> = rejected;
    let (mut refused, mut unchanged) = (BTreeMap::<u64, Vec<String>>::new(), HashSet::new());
    if !args.dry_run {
        let mut run = Run::new(desk, intake::taking(args.decided), domain::interchange::read).await?;
        for (number, taken) in (1..).zip(&documents) {
            let document = Ok(taken.document.to_canonical_json());
            run.push(Item { line: number, document }).await?;
        }
        run.store().await?;
        let place = |note: &Note| {
            documents.get((note.line as usize).saturating_sub(1)).and_then(|taken| taken.rows.first())
        };
        for note in &run.tally.errors {
            refused.entry(note.line).or_default().push(said(note));
        }
        for note in &run.tally.warnings {
            if let Some(at) = place(note) {
                let (sheet, row) = (at.sheet.clone(), at.row);
                tally.warnings.push(Error {
                    file: file.to_owned(),
                    sheet,
                    row,
                    cell: None,
                    message: said(note),
                });
            }
        }
        run.tally.say_what_was_left_out();
        unchanged.extend(run.unchanged);
    }
    tally.rows += rows;
    for (number, taken) in (1..).zip(documents) {
        let rows = taken.rows.len();
        if let Some(messages) = refused.remove(&number) {
            tally.documents.rejected += 1;
            let reasons: Vec<Reason> =
                messages.into_iter().map(|message| Reason { cell: None, message }).collect();
            bad.extend(taken.rows.into_iter().map(|at| Rejected { at, reasons: reasons.clone() }));
        } else if unchanged.contains(&number) {
            tally.documents.unchanged += 1;
            tally.unchanged += rows;
        } else {
            tally.documents.accepted += 1;
            tally.accepted += rows;
        }
    }
    tally.rejected += bad.len();
    for Rejected { at, reasons } in bad {
        for Reason { cell, message } in reasons {
            let (file, sheet, row) = (file.to_owned(), at.sheet.clone(), at.row);
            tally.errors.push(Error { file, sheet, row, cell, message });
        }
    }
    Ok(())
}

fn said(note: &Note) -> String {
    if note.path.is_empty() { note.message.clone() } else { format!("{}: {}", note.path, note.message) }
}

/// The rejected rows as CSV, in which no cell is run as a formula by whoever opens it.
fn rejected_rows(errors: &[Error]) -> Result<Vec<u8>, CliError> {
    let problem = |error: csv::Error| CliError::system(error.to_string());
    let mut lines = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    lines.write_record(["file", "sheet", "row", "cell", "reason"]).map_err(problem)?;
    for error in errors {
        let row = error.row.to_string();
        let cell = error.cell.as_deref().unwrap_or_default();
        let [file, sheet, cell, message] =
            [error.file.as_str(), error.sheet.as_str(), cell, error.message.as_str()].map(report::safe);
        lines.write_record([&*file, &*sheet, &row, &*cell, &*message]).map_err(problem)?;
    }
    lines.into_inner().map_err(|error| CliError::system(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// F5: no cell begins as a formula does.
    #[test]
    fn no_cell_is_run_as_a_formula() {
        for text in
            ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\0=1", " =1", "＝1", "＋1", "－1", "＠x", "a\"b,\nc"]
        {
            let error = Error {
                file: text.to_owned(),
                sheet: text.to_owned(),
                row: 7,
                cell: Some(text.to_owned()),
                message: text.to_owned(),
            };
            let bytes = rejected_rows(&[error]).unwrap();
            let line = csv::Reader::from_reader(&bytes[..]).records().next().unwrap().unwrap();
            assert_eq!((line.len(), &line[2]), (5, "7"));
            for cell in line.iter() {
                assert!(
                    !cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']),
                    "{cell:?}"
                );
            }
        }
    }
}
