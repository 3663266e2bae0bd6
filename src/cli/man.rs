//! `sixfold man`.

use super::CliError;
use super::output::say;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write the manual pages.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  sixfold man --out man1 && man -l man1/sixfold.1")]
pub(super) struct Args {
    /// The folder for the pages; it is made where there is none
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run(args: &Args, mut program: clap::Command) -> Result<ExitCode, CliError> {
    fs::create_dir_all(&args.out)
        .map_err(|error| CliError::system(format!("{}: {error}", args.out.display())))?;
    program.build();
    let count = write(&program, "sixfold", &args.out)?;
    say(&format!("{count} pages are in {}", args.out.display()));
    Ok(ExitCode::SUCCESS)
}

/// Writes the page of a command and those of the commands under it; gives how many.
fn write(command: &clap::Command, name: &str, folder: &Path) -> Result<usize, CliError> {
    let path = folder.join(format!("{name}.1"));
    let failed = |error: std::io::Error| CliError::system(format!("{}: {error}", path.display()));
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .title(name.to_owned())
        .source(concat!("sixfold ", env!("CARGO_PKG_VERSION")))
        .manual("Sixfold")
        .render(&mut page)
        .map_err(failed)?;
    fs::write(&path, page).map_err(failed)?;
    let mut count = 1;
    for under in command.get_subcommands().filter(|under| !under.is_hide_set() && under.get_name() != "help")
    {
        count += write(under, &format!("{name}-{}", under.get_name()), folder)?;
    }
    Ok(count)
}
