//! `sixfold queue`, `assign`, `note`, `ask`, `questions` and `answer`: work on incidents that wait.

use super::output::print;
use super::{CliError, DeskArgs, files};
use crate::casework::{Assigned, Work};
use domain::id::QuestionId;
use domain::workflow::Waits;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

const MOST: usize = 1_000;

/// Show which open incidents wait, and for what.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold queue --store … --situation XAR --login verifier-1 --state overdue --assigned-to me\n\n\
Prints {\"incidents\", \"next\"}, newest first; give `next` to --before for what follows. With --counts it prints how\n\
many wait for each thing."
)]
pub(super) struct Queue {
    #[command(flatten)]
    desk: DeskArgs,
    /// new, returned, answered, waiting_technical, waiting_ctfmr or overdue [default: whatever waits]
    #[arg(long, value_parser = state)]
    state: Option<Waits>,
    /// me, nobody or a login
    #[arg(long, value_name = "LOGIN")]
    assigned_to: Option<String>,
    /// Incidents with numbers before this one
    #[arg(long)]
    before: Option<i64>,
    /// Print how many wait for each thing
    #[arg(long, conflicts_with_all = ["state", "assigned_to", "before"])]
    counts: bool,
}

fn state(code: &str) -> Result<Waits, String> {
    Waits::from_code(code)
        .ok_or_else(|| "one of new, returned, answered, waiting_technical, waiting_ctfmr, overdue".to_owned())
}

/// Say who is to look at an incident, and by when.
#[derive(clap::Args)]
pub(super) struct Assign {
    #[command(flatten)]
    desk: DeskArgs,
    /// The incident's external id
    #[arg(long)]
    incident: String,
    /// The login
    #[arg(long, value_name = "LOGIN", required_unless_present = "nobody")]
    to: Option<String>,
    /// Nobody is to look at it
    #[arg(long, conflicts_with_all = ["to", "due"])]
    nobody: bool,
    /// The last day on which it is in time
    #[arg(long)]
    due: Option<Date>,
}

/// Words for an incident's working paper.
#[derive(clap::Args)]
pub(super) struct Words {
    #[command(flatten)]
    desk: DeskArgs,
    /// The incident's external id
    #[arg(long)]
    incident: String,
    /// The words; other users of the machine can see them while the call runs
    #[arg(long, required_unless_present = "text_file")]
    text: Option<String>,
    /// A file that holds the words
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    text_file: Option<PathBuf>,
}

/// An answer to a question.
#[derive(clap::Args)]
pub(super) struct Answer {
    #[command(flatten)]
    desk: DeskArgs,
    /// The question's id, as `sixfold questions` shows it
    #[arg(long, value_name = "ID")]
    question: QuestionId,
    /// The answer; other users of the machine can see it while the call runs
    #[arg(long, required_unless_present = "text_file")]
    text: Option<String>,
    /// A file that holds the answer
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    text_file: Option<PathBuf>,
}

#[derive(Serialize)]
struct QueueLine {
    incident: String,
    states: Vec<Waits>,
    due: Option<Date>,
    assigned_to: Option<String>,
    notes: usize,
}

pub(super) async fn queue(args: Queue) -> Result<ExitCode, CliError> {
    args.desk
        .clone()
        .at_desk(async |desk| {
            if args.counts {
                print(&desk.work_counts().await?)?;
                return Ok(ExitCode::SUCCESS);
            }
            let assigned = match args.assigned_to.as_deref() {
                None => Assigned::Anybody,
                Some("me") => Assigned::Me,
                Some("nobody") => Assigned::Nobody,
                Some(login) => Assigned::Login(login.to_owned()),
            };
            let page = desk.work(&Work { waits: args.state, assigned }, args.before, MOST).await?;
            let lines = page.lines.into_iter().map(|work| QueueLine {
                incident: work.line.external_id,
                states: work.waits,
                due: work.due,
                assigned_to: work.assigned_to,
                notes: work.notes,
            });
            print(&json!({"incidents": lines.collect::<Vec<_>>(), "next": page.next}))?;
            Ok(ExitCode::SUCCESS)
        })
        .await
}

pub(super) async fn assign(args: Assign) -> Result<ExitCode, CliError> {
    args.desk
        .clone()
        .at_desk(async |desk| {
            let incident = desk.incident_id(&args.incident)?;
            let version = desk.assign(incident, args.to.as_deref(), args.due, None).await?;
            print(&json!({"incident": args.incident, "paper": version}))?;
            Ok(ExitCode::SUCCESS)
        })
        .await
}

pub(super) async fn note(args: Words) -> Result<ExitCode, CliError> {
    let text = files::reason(args.text.as_deref(), args.text_file.as_deref())?;
    args.desk
        .clone()
        .at_desk(async |desk| {
            let version = desk.note(desk.incident_id(&args.incident)?, &text).await?;
            print(&json!({"incident": args.incident, "paper": version}))?;
            Ok(ExitCode::SUCCESS)
        })
        .await
}

pub(super) async fn ask(args: Words) -> Result<ExitCode, CliError> {
    let text = files::reason(args.text.as_deref(), args.text_file.as_deref())?;
    args.desk
        .clone()
        .at_desk(async |desk| {
            let (question, version) = desk.ask(desk.incident_id(&args.incident)?, &text).await?;
            print(&json!({"incident": args.incident, "question": question, "paper": version}))?;
            Ok(ExitCode::SUCCESS)
        })
        .await
}

pub(super) async fn questions(desk: DeskArgs) -> Result<ExitCode, CliError> {
    print(&desk.at_desk(async |desk| Ok(desk.questions().await?)).await?)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn answer(args: Answer) -> Result<ExitCode, CliError> {
    let text = files::reason(args.text.as_deref(), args.text_file.as_deref())?;
    args.desk
        .clone()
        .at_desk(async |desk| {
            let receipt = desk.answer(args.question, &text).await?;
            print(&json!({"submission": receipt.submission, "new": receipt.is_new}))?;
            Ok(ExitCode::SUCCESS)
        })
        .await
}
