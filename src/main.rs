//! The program `sixfold`.

use clap::Parser;
use sixfold::cli::{Cli, run};
use std::process::ExitCode;

/// Sealing and storing make and drop many small values; this allocator halves what that costs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(status) => status,
        Err(error) => error.report(),
    }
}
