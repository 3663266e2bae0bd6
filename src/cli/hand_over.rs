//! `sixfold hand-over`.

use super::files::NewFile;
use super::output::{print, say};
use super::{CliError, DeskArgs};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use vault::Addressee;

/// Write out everything that a situation holds, sealed to keys outside (two co-chairs).
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold proposal hand-over --to age1… --store … --situation XAR --login cochair-1\n  \
sixfold proposal approve --proposal … --digest … --store … --situation XAR --login cochair-2\n  \
sixfold hand-over --to age1… --out arandia.zip.age --store … --situation XAR --login cochair-1\n\n\
The keys are made by whoever takes the situation over (`age-keygen`), and read out to both co-chairs. The file opens with\n\
any program for the age format: `age --decrypt --identity KEYS arandia.zip.age > arandia.zip`. It holds every record with its\n\
history, attachments, releases, registers and the log; README.txt in it says how to read them."
)]
pub(super) struct Args {
    #[command(flatten)]
    desk: DeskArgs,
    /// A public key of age, as it was approved; several times for several keys
    #[arg(long = "to", value_name = "KEY", value_parser = addressee, required = true)]
    to: Vec<Addressee>,
    /// The file to write; it must not be there yet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn addressee(text: &str) -> Result<Addressee, String> {
    text.parse().map_err(|error: vault::VaultError| error.to_string())
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    let Args { desk, to, out } = args;
    desk.at_desk(async |desk| {
        let file = NewFile::begin(&out)?;
        let buffered = std::io::BufWriter::with_capacity(1 << 20, file);
        let (held, buffered) = desk.hand_over(&to, buffered).await?;
        let unwritten = |error: &std::io::Error| CliError::system(format!("{}: {error}", out.display()));
        let mut file = buffered.into_inner().map_err(|error| unwritten(error.error()))?;
        file.flush().map_err(|error| unwritten(&error))?;
        file.keep()?;
        print(&held)?;
        if held.waiting > 0 {
            say(&format!(
                "{} reports or attachments wait to be opened and are not in it: triage them first",
                held.waiting
            ));
        }
        for left_out in &held.left_out {
            say(&format!("not in it: {left_out}"));
        }
        let whole = held.waiting == 0 && held.left_out.is_empty();
        Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(1) })
    })
    .await
}
