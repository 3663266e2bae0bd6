//! `sixfold dictionary`.

use super::CliError;
use super::files::write_private;
use super::output::{print, print_text};
use std::path::PathBuf;
use std::process::ExitCode;

/// Print the field dictionary.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The language of the labels: en, fr, es or ar
    #[arg(long, default_value = "en", value_name = "CODE")]
    language: String,
    /// As JSON, for programs
    #[arg(long, conflicts_with = "guide")]
    json: bool,
    /// Write the field guide, an HTML file to be printed: what each violation is and is not, what to ask, and every field
    #[arg(long, value_name = "FILE")]
    guide: Option<PathBuf>,
}

pub(super) fn run(args: Args) -> Result<ExitCode, CliError> {
    let language = &args.language;
    if let Some(file) = &args.guide {
        let guide = crate::web::field_guide(language)
            .ok_or_else(|| CliError::callers(format!("no language {language:?}: use en, fr, es or ar")))?;
        write_private(file, guide.as_bytes())?;
    } else if args.json {
        print(domain::dictionary::dictionary())?;
    } else {
        print_text(&domain::dictionary::dictionary().render_markdown(language))?;
    }
    Ok(ExitCode::SUCCESS)
}
