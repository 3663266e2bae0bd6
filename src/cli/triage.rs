//! `sixfold triage`.

use super::output::{print, print_text, say};
use super::{CliError, DeskArgs, files};
use crate::casework::Outcome;
use domain::id::{AttachmentId, SubmissionId};
use domain::interchange::read;
use serde::Serialize;
use std::collections::HashSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The greatest report, in bytes.
const MOST: u64 = 4 << 20;

/// Open what monitors sent and make records of it.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold triage --store sqlite://arandia.db --situation XAR --login verifier-1\n\n\
Every submission that waits is opened, checked, recorded in the name of whoever sent it, and the sealed original\n\
is forgotten. One that does not read as a valid document, or that concerns an incident somebody else recorded or\n\
decided on, stays and is listed. Such a one is read with --show, put right in a file, and recorded with --correct."
)]
pub(super) struct Args {
    #[command(flatten)]
    desk: DeskArgs,
    /// Take this submission although it concerns an incident that somebody else recorded, or one on which
    /// something has been decided (repeat for each)
    #[arg(long, value_name = "ID")]
    accept: Vec<SubmissionId>,
    /// Take this attachment although somebody else recorded the incident that it names (repeat for each)
    #[arg(long, value_name = "ID")]
    accept_attachment: Vec<AttachmentId>,
    /// Print a report that waits, as it came, and what is wrong with it; nothing else is done
    #[arg(long, value_name = "ID", conflicts_with_all = ["accept", "accept_attachment"])]
    show: Option<SubmissionId>,
    /// Record the document of --with in the place of this report that waits; nothing else is done
    #[arg(long, value_name = "ID", requires = "with", conflicts_with_all = ["accept", "accept_attachment", "show"])]
    correct: Option<SubmissionId>,
    /// The report as it ought to read, an incident document
    #[arg(long, value_name = "FILE", requires = "correct")]
    with: Option<PathBuf>,
}

#[derive(Default, Serialize)]
struct Tally {
    recorded: u64,
    amended: u64,
    unchanged: u64,
    /// Answers to questions, now in the working papers.
    answered: u64,
    /// Those that stay and wait.
    failed: u64,
    /// Violations whose decisions were set aside.
    set_aside: Vec<String>,
    errors: Vec<Failed>,
    /// Attachments that were put to their incidents.
    attached: u64,
    /// Attachments that stay and wait, each with why.
    attachments_waiting: Vec<AttachmentWaiting>,
}

#[derive(Serialize)]
struct AttachmentWaiting {
    attachment: String,
    message: String,
}

impl Tally {
    fn fail(&mut self, submission: SubmissionId, message: String) {
        self.failed += 1;
        self.errors.push(Failed { submission: submission.to_string(), message });
    }
}

#[derive(Serialize)]
struct Failed {
    submission: String,
    message: String,
}

async fn show(desk: &DeskArgs, id: SubmissionId) -> Result<ExitCode, CliError> {
    let report = desk.at_desk(async |desk| Ok(desk.waiting_report(id).await?)).await?;
    for problem in &report.problems {
        say(&CliError::callers(problem.to_string()).shown());
    }
    // A terminal would obey what a stranger wrote; a file keeps every byte of it.
    let text = match std::io::stdout().is_terminal() {
        true => report.text.replace(|c: char| c.is_control() && !matches!(c, '\n' | '\t'), " "),
        false => report.text,
    };
    print_text(&text)?;
    Ok(ExitCode::SUCCESS)
}

async fn correct(desk: &DeskArgs, id: SubmissionId, with: &Path) -> Result<ExitCode, CliError> {
    let bytes = files::read(with, MOST)?;
    desk.at_desk(async |desk| {
        let incident = read(&bytes, &desk.situation().registers, desk.now().today).map_err(|problems| {
            let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
            CliError::callers(format!("{}: not a valid document\n{}", with.display(), told.join("\n")))
        })?;
        desk.record_waiting(id, incident).await?;
        Ok(())
    })
    .await?;
    say("the report is recorded");
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    match (args.show, args.correct, &args.with) {
        (Some(id), ..) => return show(&args.desk, id).await,
        (None, Some(id), Some(with)) => return correct(&args.desk, id, with).await,
        _ => {}
    }
    let accepted: HashSet<SubmissionId> = args.accept.into_iter().collect();
    let accepted_attachments: HashSet<AttachmentId> = args.accept_attachment.into_iter().collect();
    args.desk
        .at_desk(async |desk| {
            let mut tally = Tally::default();
            for triaged in desk.triage(&accepted).await? {
                match triaged.outcome {
                    Ok(Outcome::New { .. }) => tally.recorded += 1,
                    Ok(Outcome::Amended { set_aside, .. }) => {
                        tally.amended += 1;
                        tally.set_aside.extend(set_aside);
                    }
                    Ok(Outcome::Unchanged) => tally.unchanged += 1,
                    Ok(Outcome::Answered) => tally.answered += 1,
                    Ok(outcome @ (Outcome::Refused { .. } | Outcome::Stale { .. })) => {
                        tally.fail(triaged.submission, outcome.why_not().unwrap_or_default());
                    }
                    Err(error) => tally.fail(triaged.submission, error.to_string()),
                }
            }
            for placed in desk.place_attachments(&accepted_attachments).await? {
                match placed.outcome {
                    Ok(_) => tally.attached += 1,
                    Err(error) => tally.attachments_waiting.push(AttachmentWaiting {
                        attachment: placed.attachment.to_string(),
                        message: error.to_string(),
                    }),
                }
            }
            print(&tally)?;
            Ok(if tally.failed > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
        })
        .await
}
