//! `sixfold audit`.

use super::output::{print, print_text, say};
use super::{CliError, StoreArgs, files};
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;
use store::Store;
use vault::Checkpoint;

/// What to do with the log.
#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Check the whole log, every record's place and version against it, and a checkpoint held elsewhere
    #[command(
        after_help = "Example:\n  sixfold audit verify --store sqlite://arandia.db --checkpoint held-by-the-auditor.txt\n\n\
Needs no login: nothing is opened. Prints {\"entries\", \"objects\", \"findings\", \"checkpoint\"}; exit status 1 says that\n\
something was altered, is missing, was reordered, rolled back or forged. Only a checkpoint kept where the store's\n\
operator cannot reach it shows that the whole store was set back to an older state."
    )]
    Verify {
        #[command(flatten)]
        store: StoreArgs,
        /// A checkpoint that was kept elsewhere
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
    },
    /// Print the log's signed head, to be kept elsewhere
    Checkpoint {
        #[command(flatten)]
        store: StoreArgs,
    },
}

#[derive(Serialize)]
struct Outcome {
    entries: u64,
    objects: u64,
    findings: Vec<Finding>,
    checkpoint: String,
}

#[derive(Serialize)]
struct Finding {
    kind: &'static str,
    what: String,
}

pub(super) async fn run(command: Command) -> Result<ExitCode, CliError> {
    match command {
        Command::Checkpoint { store } => {
            print_text(&store.open().await?.head().await?.checkpoint)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Verify { store, checkpoint } => verify(store, checkpoint).await,
    }
}

async fn verify(store: StoreArgs, checkpoint: Option<PathBuf>) -> Result<ExitCode, CliError> {
    let text = checkpoint.as_ref().map(|path| files::read_text(path, 1 << 16)).transpose()?;
    let store = store.open().await?;
    let held = match text.as_deref().map(|text| held(&store, text)) {
        None => None,
        Some(held) => Some(held.await?),
    };
    let verified = store.verify(held.as_ref()).await;
    store.close().await?;
    let verified = verified?;
    let findings: Vec<Finding> = verified
        .findings
        .iter()
        .map(|finding| Finding { kind: finding.kind, what: finding.what.clone() })
        .collect();
    let sound = findings.is_empty();
    print(&Outcome {
        entries: verified.entries,
        objects: verified.objects,
        findings,
        checkpoint: verified.checkpoint,
    })?;
    if sound {
        say("the log holds, and everything stored agrees with it");
        Ok(ExitCode::SUCCESS)
    } else {
        for finding in &verified.findings {
            say(&format!("{}: {}", finding.kind, finding.what));
        }
        Ok(ExitCode::from(1))
    }
}

/// A checkpoint from elsewhere, which any node of this store may have signed.
async fn held(store: &Store, text: &str) -> Result<Checkpoint, CliError> {
    store.believed(text).await?.ok_or_else(|| {
        CliError::callers(
            "the checkpoint given was not signed by a node of this store, or after its key was retired",
        )
    })
}
