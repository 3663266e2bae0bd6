//! `sixfold intake`.

use super::output::{print, say};
use super::{CliError, DeskArgs, progress};
use crate::casework::{CaseError, Desk, Outcome, Prepared, Taking, on_all_cores};
use domain::access::{Permit, act, permit};
use domain::interchange::{Incident, Item, Problem, Splitter, read, read_moved, warnings};
use domain::register::Registers;
use jiff::civil::Date;
use serde::Serialize;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How many documents are made ready and stored together.
const BATCH: usize = 512;

/// Read incident documents, seal and store them.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  sixfold intake reports.jsonl --store sqlite://arandia.db --situation XAR --login verifier-1\n  \
generate-reports | sixfold intake - --store … --situation XAR --login monitor-1\n\n\
Documents are sixfold.incident/1: one JSON object a line, or one JSON array (`sixfold dictionary` lists the fields).\n\
The same document sent again changes nothing; the same external_id with other content makes a new version.\n\
Prints {\"accepted\", \"unchanged\", \"rejected\", \"errors\", \"warnings\", …}; a rejected document never stops the others\n\
(exit status 2 says that there were some), and a warning is of an accepted one: look at it. Decisions in the documents are left out unless --decided is given."
)]
pub(super) struct Args {
    /// The files to read; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    desk: DeskArgs,
    /// Take over verification decisions from an earlier system too, marked so (co-chairs)
    #[arg(long)]
    decided: bool,
    /// Keep verified decisions without a date, as an earlier system left them: they are in no table, and
    /// reports say how many there are
    #[arg(long, requires = "decided")]
    keep_undated: bool,
}

/// What a run of intake did.
#[derive(Default, Serialize)]
pub(super) struct Tally {
    pub(super) accepted: u64,
    pub(super) unchanged: u64,
    pub(super) rejected: u64,
    pub(super) errors: Vec<Note>,
    /// What a person should look at in documents that were accepted all the same.
    pub(super) warnings: Vec<Note>,
    /// New versions of incidents that were there, among the accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) amended: Vec<AmendedLine>,
    /// Decisions in the documents that were left out, since they are taken here.
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) decisions_left_out: u64,
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}

/// Something about a place in a document.
#[derive(Serialize)]
pub(super) struct Note {
    /// The file, where several were read.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    pub(super) line: u64,
    pub(super) path: String,
    pub(super) message: String,
}

/// An incident that a document amended.
#[derive(Serialize)]
pub(super) struct AmendedLine {
    /// The file, where several were read.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    line: u64,
    version: u64,
    changed: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    set_aside: Vec<String>,
}

/// How this person's documents go in.
enum Way {
    /// Straight into the case and identity compartments.
    Record(Permit<act::Record>, Taking),
    /// Sealed, for others to open.
    Submit,
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    for path in args.files.iter().filter(|path| path.as_os_str() != "-") {
        File::open(path).map_err(|error| CliError::callers(format!("{}: {error}", path.display())))?;
    }
    args.desk
        .clone()
        .at_desk(async |desk| {
            let reader: Reader = if args.keep_undated { read_moved } else { read };
            let mut run = Run::new(desk, taking(args.decided), reader).await?;
            for path in &args.files {
                run.file = (args.files.len() > 1).then(|| path.display().to_string());
                if let Err(error) = run.file(path).await {
                    // What was stored before is stored: say so before the error.
                    print(&run.tally)?;
                    return Err(error);
                }
            }
            print(&run.tally)?;
            run.tally.say_what_was_left_out();
            Ok(if run.tally.rejected > 0 { ExitCode::from(2) } else { ExitCode::SUCCESS })
        })
        .await
}

/// Whether decisions are taken over too.
pub(super) fn taking(decided: bool) -> Taking {
    if decided { Taking::Decisions } else { Taking::ContentOnly }
}

impl Tally {
    /// Says that decisions were left out, if any were.
    pub(super) fn say_what_was_left_out(&self) {
        if self.decisions_left_out > 0 {
            say(&format!(
                "{} verification decisions in the documents were left out: decisions are taken here (sixfold decide), \
                 or taken over from an earlier system by a co-chair (--decided)",
                self.decisions_left_out
            ));
        }
    }
}

async fn way(desk: &Desk, taking: Taking) -> Result<Way, CliError> {
    // Whoever can only submit is not refused for not being able to record.
    if taking == Taking::ContentOnly && permit::<act::Record>(desk.actor()).is_err() {
        return Ok(Way::Submit);
    }
    Ok(Way::Record(desk.may_record(taking).await?, taking))
}

/// Documents on their way in, a batch at a time.
pub(super) struct Run<'d> {
    desk: &'d Desk,
    way: Way,
    pub(super) tally: Tally,
    file: Option<String>,
    batch: Vec<Item>,
    /// How documents are read.
    reader: Reader,
    /// The lines of documents that were there already and say the same.
    pub(super) unchanged: Vec<u64>,
}

pub(super) type Reader = fn(&[u8], &Registers, Date) -> Result<Incident, Vec<Problem>>;

impl<'d> Run<'d> {
    pub(super) async fn new(desk: &'d Desk, taking: Taking, reader: Reader) -> Result<Self, CliError> {
        let way = way(desk, taking).await?;
        let (batch, unchanged) = (Vec::with_capacity(BATCH), Vec::new());
        Ok(Self { desk, way, tally: Tally::default(), file: None, batch, reader, unchanged })
    }

    /// Takes a document; it is stored with its batch.
    pub(super) async fn push(&mut self, item: Item) -> Result<(), CliError> {
        self.batch.push(item);
        if self.batch.len() == BATCH {
            self.store().await?;
        }
        Ok(())
    }

    async fn file(&mut self, path: &Path) -> Result<(), CliError> {
        let problem = |error| CliError::system(format!("{}: {error}", path.display()));
        let (mut from, length): (Box<dyn Read + Send>, u64) = if path.as_os_str() == "-" {
            (Box::new(std::io::stdin()), 0)
        } else {
            let file = File::open(path).map_err(problem)?;
            let length = file.metadata().map_or(0, |meta| meta.len());
            (Box::new(file), length)
        };
        let bar = progress::bytes(length);
        let mut splitter = Splitter::new();
        let mut chunk = vec![0; 64 * 1024];
        loop {
            let read = from.read(&mut chunk).map_err(problem)?;
            if read == 0 {
                break;
            }
            let mut found = Vec::new();
            splitter.push(&chunk[..read], |item| found.push(item));
            for item in found {
                self.push(item).await?;
            }
            bar.inc(read as u64);
        }
        let mut found = Vec::new();
        splitter.finish(|item| found.push(item));
        self.batch.extend(found);
        self.store().await?;
        bar.finish_and_clear();
        Ok(())
    }

    /// Stores what was taken since the last batch.
    pub(super) async fn store(&mut self) -> Result<(), CliError> {
        let items = std::mem::take(&mut self.batch);
        let (lines, documents) = self.typed(items);
        match &self.way {
            Way::Submit => {
                let new = self.desk.submit(&documents).await?;
                for (line, new) in lines.into_iter().zip(new) {
                    if new {
                        self.accepted(line);
                    } else {
                        self.unchanged(line);
                    }
                }
            }
            Way::Record(permit, taking) => {
                let ready = ready(self.desk, documents, *taking)?;
                let outcomes = self.desk.record(permit, ready).await?;
                for (line, outcome) in lines.into_iter().zip(outcomes) {
                    self.count(line, outcome);
                }
            }
        }
        Ok(())
    }

    fn count(&mut self, line: Line, outcome: Outcome) {
        match outcome {
            Outcome::New { decisions_left_out } => {
                self.tally.decisions_left_out += decisions_left_out as u64;
                self.accepted(line);
            }
            Outcome::Amended { version, changed, set_aside, decisions_left_out } => {
                let file = self.file.clone();
                self.tally.decisions_left_out += decisions_left_out as u64;
                self.tally.amended.push(AmendedLine { file, line: line.number, version, changed, set_aside });
                self.accepted(line);
            }
            Outcome::Unchanged | Outcome::Answered => self.unchanged(line),
            Outcome::Refused { .. } | Outcome::Stale { .. } => {
                self.tally.rejected += 1;
                let message = outcome.why_not().unwrap_or_default();
                let note = self.note(line.number, Problem { path: String::new(), message });
                self.tally.errors.push(note);
            }
        }
    }

    fn unchanged(&mut self, line: Line) {
        self.tally.unchanged += 1;
        self.unchanged.push(line.number);
    }

    fn accepted(&mut self, line: Line) {
        self.tally.accepted += 1;
        for warning in line.warnings {
            let note = self.note(line.number, warning);
            self.tally.warnings.push(note);
        }
    }

    fn note(&self, line: u64, problem: Problem) -> Note {
        Note { file: self.file.clone(), line, path: problem.path, message: problem.message }
    }

    /// Reads documents on all cores; what is wrong with a document is told, and the others go on.
    fn typed(&mut self, items: Vec<Item>) -> (Vec<Line>, Vec<Incident>) {
        let (registers, today) = (&self.desk.situation().registers, self.desk.now().today);
        let reader = self.reader;
        let one = |item: &Item| match &item.document {
            Ok(bytes) => reader(bytes, registers, today).map(|incident| {
                let told = warnings(&incident, registers);
                (incident, told)
            }),
            Err(unreadable) => Err(vec![Problem { path: String::new(), message: unreadable.to_string() }]),
        };
        let results = on_all_cores(&items, one);
        let (mut lines, mut documents) = (Vec::new(), Vec::new());
        for (item, result) in items.iter().zip(results) {
            match result {
                Ok((incident, warnings)) => {
                    lines.push(Line { number: item.line, warnings });
                    documents.push(incident);
                }
                Err(problems) => {
                    self.tally.rejected += 1;
                    for problem in problems {
                        let note = self.note(item.line, problem);
                        self.tally.errors.push(note);
                    }
                }
            }
        }
        (lines, documents)
    }
}

/// Where a document is that reads, and what a person should look at in it.
struct Line {
    number: u64,
    warnings: Vec<Problem>,
}

/// Seals documents on all cores.
pub(super) fn ready(
    desk: &Desk,
    documents: Vec<Incident>,
    taking: Taking,
) -> Result<Vec<Prepared>, CliError> {
    let prepared = on_all_cores(&documents, |incident| desk.prepare(incident.clone(), taking));
    Ok(prepared.into_iter().collect::<Result<Vec<_>, CaseError>>()?)
}
