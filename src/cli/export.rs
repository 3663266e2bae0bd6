//! `sixfold export`.

use super::output::say;
use super::{CliError, DeskArgs};
use domain::interchange::{Recipient, Withheld};
use std::io::Write;
use std::process::ExitCode;

/// Write out incident documents.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold export --store … --situation XAR --login cochair-1 --for unicef > incidents.jsonl\n\n\
Consent is enforced: who refused reporting is left out; whose identity may not be shared with the recipient keeps\n\
only coded facts. Of more than 100 incidents it takes two co-chairs: `sixfold proposal export`, then `approve`.\n\
The documents go to standard output as JSON Lines; how much was withheld is said on standard error."
)]
pub(super) struct Args {
    #[command(flatten)]
    desk: DeskArgs,
    /// For whom: unicef, ctfmr_member, service_provider, other or anyone
    #[arg(long = "for", value_name = "RECIPIENT", value_parser = recipient)]
    recipient: Recipient,
}

pub(super) fn recipient(code: &str) -> Result<Recipient, String> {
    Recipient::from_code(code)
        .ok_or_else(|| "one of unicef, ctfmr_member, service_provider, other, anyone".to_owned())
}

/// Whoever hands documents on must be able to say that they are not whole.
fn told(withheld: Withheld) -> String {
    let Withheld { refused, identities, others } = withheld;
    if withheld == Withheld::default() {
        return "nothing was withheld".to_owned();
    }
    format!(
        "withheld because consent was refused or not asked for: {refused} persons who refused reporting, \
         {identities} identities, {others} texts and places beside them"
    )
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    args.desk
        .clone()
        .at_desk(async |desk| {
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            let problem = |error| CliError::system(format!("standard output: {error}"));
            let mut export = desk.export(args.recipient).await?;
            let mut failed = 0;
            loop {
                let documents = export.next().await?;
                if documents.is_empty() {
                    break;
                }
                for document in documents {
                    match document {
                        Ok(document) => {
                            let line = document.to_canonical_json();
                            out.write_all(&line).and_then(|()| out.write_all(b"\n")).map_err(problem)?;
                        }
                        Err(error) => {
                            failed += 1;
                            say(&error.to_string());
                        }
                    }
                }
            }
            out.flush().map_err(problem)?;
            say(&told(export.withheld()));
            Ok(if failed > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
        })
        .await
}
