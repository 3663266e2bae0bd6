//! `sixfold template`.

use super::files::write_private;
use super::output::say;
use super::{CliError, DeskArgs};
use domain::dictionary::LANGUAGES;
use std::path::PathBuf;
use std::process::ExitCode;

/// Make the workbook in which incidents are written down, for `sixfold import`.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold template --out arandia.xlsx --language fr --store … --situation XAR --login verifier-1\n\n\
One sheet a kind of record, with lists to choose from: the field dictionary's, and the situation's areas, parties and\n\
partners. Rows name their incident by its reference. Make it anew when registers change; older ones stay readable."
)]
pub(super) struct Args {
    #[command(flatten)]
    desk: DeskArgs,
    /// Where the workbook goes
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The language of its labels
    #[arg(long, default_value = "en", value_parser = clap::builder::PossibleValuesParser::new(LANGUAGES))]
    language: String,
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    let Args { desk, out, language } = args;
    desk.at_desk(async |desk| {
        let situation = desk.situation();
        let made = foreign::template::make(&situation.registers, &situation.row.code, &language, &[]);
        let made = made.map_err(|error| CliError::system(error.to_string()))?;
        write_private(&out, &made)?;
        say(&format!("{} is the template of {}", out.display(), situation.row.code));
        Ok(ExitCode::SUCCESS)
    })
    .await
}
