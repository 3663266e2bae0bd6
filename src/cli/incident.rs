//! `sixfold incident`.

use super::output::print;
use super::{CliError, DeskArgs, files};
use crate::casework::StageAsk;
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;

/// What to do with an incident.
#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Close it: kept, no longer counted
    Close(Change),
    /// Void it: it was recorded in error; kept, no longer counted
    Void(Change),
    /// Open it again
    Reopen(Change),
    /// Mark it as a duplicate of another incident, which stays and is counted
    Merge {
        #[command(flatten)]
        change: Change,
        /// The external id of the incident that stays
        #[arg(long, value_name = "ID")]
        into: String,
    },
    /// Show what happened to it, oldest first
    History {
        #[command(flatten)]
        desk: DeskArgs,
        /// The incident's external id
        #[arg(long)]
        incident: String,
    },
}

/// A change of stage.
#[derive(clap::Args)]
pub(super) struct Change {
    #[command(flatten)]
    desk: DeskArgs,
    /// The incident's external id
    #[arg(long)]
    incident: String,
    /// Why; other users of the machine can see it while the call runs
    #[arg(long, required_unless_present = "reason_file")]
    reason: Option<String>,
    /// A file that says why
    #[arg(long, value_name = "FILE", conflicts_with = "reason")]
    reason_file: Option<PathBuf>,
}

#[derive(Serialize)]
struct Changed {
    incident: String,
    version: u64,
}

pub(super) async fn run(command: Command) -> Result<ExitCode, CliError> {
    let (change, ask) = match command {
        Command::Close(change) => (change, StageAsk::Close),
        Command::Void(change) => (change, StageAsk::Void),
        Command::Reopen(change) => (change, StageAsk::Reopen),
        Command::Merge { change, into } => (change, StageAsk::Merge { into }),
        Command::History { desk, incident } => {
            print(&desk.at_desk(async |desk| Ok(desk.history(&incident).await?)).await?)?;
            return Ok(ExitCode::SUCCESS);
        }
    };
    let reason = files::reason(change.reason.as_deref(), change.reason_file.as_deref())?;
    change
        .desk
        .clone()
        .at_desk(async |desk| {
            let version = desk.change_stage(&change.incident, &ask, &reason).await?;
            print(&Changed { incident: change.incident, version })?;
            Ok(ExitCode::SUCCESS)
        })
        .await
}
