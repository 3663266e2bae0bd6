//! Work on many items at once, and work that lets other work go first.

use std::num::NonZero;
use std::thread::{available_parallelism, scope};

/// Lets every other thread of the machine go first from now on, and still makes way where all cores are busy.
pub(super) fn give_way() {
    // Elsewhere it would slow down the whole process (setpriority(2): on Linux the calling thread alone).
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, GIVES_WAY) {
        tracing::debug!(%error, "work on passwords could not be made to give way");
    }
}

/// The least weight there is (sched(7)): with a tenth of the others' they still waited for it.
#[cfg(target_os = "linux")]
const GIVES_WAY: i32 = 19;

/// Does something to every item, on as many threads as there are cores; results are in the items' order.
pub fn on_all_cores<T: Sync, R: Send>(items: &[T], each: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = available_parallelism().map_or(1, NonZero::get);
    if items.len() < 2 * cores || cores == 1 {
        return items.iter().map(each).collect();
    }
    let (each, size) = (&each, items.len().div_ceil(cores));
    scope(|scope| {
        let parts: Vec<_> = items
            .chunks(size)
            .map(|part| scope.spawn(move || part.iter().map(each).collect::<Vec<R>>()))
            .collect();
        let mut all = Vec::with_capacity(items.len());
        for part in parts {
            match part.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    })
}
