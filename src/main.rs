//! The program `sixfold`.

use clap::Parser;
use sixfold::cli::{Cli, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(status) => status,
        Err(error) => error.report(),
    }
}
