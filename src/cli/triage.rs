//! `sixfold triage`.

use super::output::print;
use super::{CliError, DeskArgs};
use crate::casework::Outcome;
use domain::id::{AttachmentId, SubmissionId};
use serde::Serialize;
use std::collections::HashSet;
use std::process::ExitCode;

/// Open what monitors sent and make records of it.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold triage --store sqlite://arandia.db --situation XAR --login verifier-1\n\n\
Every submission that waits is opened, checked, recorded in the name of whoever sent it, and the sealed original\n\
is forgotten. One that does not read as a valid document, or that concerns an incident somebody else recorded or\n\
decided on, stays and is listed."
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

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
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
