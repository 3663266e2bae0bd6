//! `sixfold export`.

use super::{CliError, DeskArgs};
use domain::interchange::Recipient;
use std::io::Write;
use std::process::ExitCode;

/// Write out incident documents.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold export --store … --situation XAR --login cochair-1 --for unicef > incidents.jsonl\n\n\
Consent is enforced: who refused reporting is left out; whose identity may not be shared with the recipient keeps\n\
only coded facts. The documents go to standard output as JSON Lines."
)]
pub(super) struct Args {
    #[command(flatten)]
    desk: DeskArgs,
    /// For whom: unicef, ctfmr_member, service_provider, other or anyone
    #[arg(long = "for", value_name = "RECIPIENT", value_parser = recipient)]
    recipient: Recipient,
}

fn recipient(code: &str) -> Result<Recipient, String> {
    Recipient::from_code(code)
        .ok_or_else(|| "one of unicef, ctfmr_member, service_provider, other, anyone".to_owned())
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    args.desk
        .clone()
        .at_desk(async |desk| {
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            let problem = |error| CliError::system(format!("standard output: {error}"));
            let mut export = desk.export(args.recipient).await?;
            loop {
                let documents = export.next().await?;
                if documents.is_empty() {
                    out.flush().map_err(problem)?;
                    return Ok(ExitCode::SUCCESS);
                }
                for document in documents {
                    out.write_all(&document.to_canonical_json())
                        .and_then(|()| out.write_all(b"\n"))
                        .map_err(problem)?;
                }
            }
        })
        .await
}
