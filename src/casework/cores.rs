//! Work on many items at once.

use std::num::NonZero;
use std::thread::{available_parallelism, scope};

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
