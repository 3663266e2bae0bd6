//! `sixfold triage`.

use super::output::print;
use super::{CliError, DeskArgs};
use crate::casework::Outcome;
use serde::Serialize;
use std::process::ExitCode;

/// Open what monitors sent and make records of it.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold triage --store sqlite://arandia.db --situation XAR --login verifier-1\n\n\
Every submission that waits is opened, checked, recorded in the name of whoever sent it, and the sealed original\n\
is forgotten. One that does not read as a valid document stays and is listed."
)]
pub(super) struct Args {
    #[command(flatten)]
    desk: DeskArgs,
}

#[derive(Default, Serialize)]
struct Tally {
    recorded: u64,
    amended: u64,
    unchanged: u64,
    failed: u64,
    errors: Vec<Failed>,
}

#[derive(Serialize)]
struct Failed {
    submission: String,
    message: String,
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    args.desk
        .at_desk(async |desk| {
            let mut tally = Tally::default();
            for triaged in desk.triage().await? {
                match triaged.outcome {
                    Ok(Outcome::New { .. }) => tally.recorded += 1,
                    Ok(Outcome::Amended { .. }) => tally.amended += 1,
                    Ok(Outcome::Unchanged) => tally.unchanged += 1,
                    Err(error) => {
                        tally.failed += 1;
                        let submission = triaged.submission.to_string();
                        tally.errors.push(Failed { submission, message: error.to_string() });
                    }
                }
            }
            print(&tally)?;
            Ok(if tally.failed > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
        })
        .await
}
