//! `sixfold erasures` and `sixfold scrub`.

use super::output::{print_text, say};
use super::{CliError, StoreArgs, files};
use crate::casework::list_erasures;
use std::path::PathBuf;
use std::process::ExitCode;

/// Writes the list of what was erased.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  sixfold erasures --store sqlite://arandia.db --out erasures.json\n\n\
Ids and hours, no content, signed by this machine. Make it after every erasure and keep it where the backups are:\n\
`sixfold restore` erases again what it names, so that no backup brings an erased record back.")]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    let store = args.store.open_to_copy().await?;
    let listed = list_erasures(&store).await;
    store.close().await?;
    let (text, count) = listed?;
    match args.out {
        Some(path) => {
            files::write_private(&path, text.as_bytes())?;
            say(&format!("{count} erased things are listed in {}", path.display()));
        }
        None => print_text(&text)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes the database's files free of what was erased.
pub(super) async fn scrub(args: StoreArgs) -> Result<ExitCode, CliError> {
    let store = args.open().await?;
    let done = store.scrub().await;
    store.close().await?;
    done?;
    say("the database's files are free of what was erased");
    Ok(ExitCode::SUCCESS)
}
