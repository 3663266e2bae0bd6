//! The program `sixfold`.

use clap::Parser;
use mimalloc::MiMalloc;
use sixfold::cli::{Cli, run};
use std::process::ExitCode;
use zeroizing_alloc::ZeroAlloc;

/// Sealing and storing make and drop many small values; this allocator halves what that costs. What is given back is wiped
/// first: typed values, answers and buffers hold what was opened, and no library wipes them.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<MiMalloc> = ZeroAlloc(MiMalloc);

/// Keys and opened records are in this process's memory: a crash must not write it to disk, and no other
/// process of the same user may look into it.
fn keep_memory_private() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // Lowering a limit of one's own is always allowed.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

fn main() -> ExitCode {
    keep_memory_private();
    let cli = Cli::parse();
    match run(cli) {
        Ok(status) => status,
        Err(error) => error.report(),
    }
}
