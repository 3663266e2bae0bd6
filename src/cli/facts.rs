//! `sixfold facts`.

use super::output::{print, say};
use super::{CliError, DeskArgs};
use std::process::ExitCode;

/// What to do with the packed facts.
#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Make the facts of every record anew and compare them with the packed ones
    Check(DeskArgs),
    /// Make the packed facts anew from the records
    Rebuild(DeskArgs),
}

pub(super) async fn run(command: Command) -> Result<ExitCode, CliError> {
    match command {
        Command::Check(args) => {
            let check = args.at_desk(async |desk| Ok(desk.check_facts().await?)).await?;
            print(&check)?;
            if check.differing.is_empty() {
                return Ok(ExitCode::SUCCESS);
            }
            say(
                "the packed facts differ from the records; run `sixfold audit verify`, then `sixfold facts rebuild`",
            );
            Ok(ExitCode::from(1))
        }
        Command::Rebuild(args) => {
            print(&args.at_desk(async |desk| Ok(desk.rebuild_facts().await?)).await?)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
