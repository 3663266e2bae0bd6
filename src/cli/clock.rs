//! The clock of a machine that serves a store beside others: it says when it is wrong, and goes by the database's.

use super::access::since_1970;
use crate::casework::{CaseError, MOST_CLOCK_DIFFERENCE, Now, Office};
use crate::web::clock_is_ahead;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};
use store::StoreError;

/// How often the two are compared.
const EVERY: Duration = Duration::from_secs(5);

/// What the database's clock said when they were last compared, in milliseconds since 1970, and when that was on a clock that
/// nobody sets. Requests are given days and hours by it, so that nodes whose clocks differ agree on what today is.
static DATABASES: RwLock<Option<(Instant, i64)>> = RwLock::new(None);

fn own() -> i64 {
    milliseconds(since_1970())
}

fn milliseconds(passed: Duration) -> i64 {
    i64::try_from(passed.as_millis()).unwrap_or(i64::MAX)
}

/// The moment of a request, by the database's clock.
pub(super) fn now() -> Now {
    let databases = *DATABASES.read().unwrap_or_else(PoisonError::into_inner);
    let now = databases.map_or_else(own, |(at, then)| then.saturating_add(milliseconds(at.elapsed())));
    Now::at_second(now.div_euclid(1000))
}

/// What is known of the clocks.
pub(super) struct Watch {
    office: Arc<Office>,
    /// When this machine's clock was last set right in our eyes: what it said, and on a clock that nobody sets.
    since: (i64, Instant),
    said: i64,
}

impl Watch {
    /// Compares the clocks for the first time.
    pub(super) async fn begin(office: Arc<Office>) -> Watch {
        let mut watch = Watch { office, since: (own(), Instant::now()), said: 0 };
        watch.look().await;
        watch
    }

    /// Goes on comparing, until this machine's key is retired.
    pub(super) async fn run(mut self) {
        loop {
            tokio::time::sleep(EVERY).await;
            self.look().await;
            if let Err(CaseError::Store(StoreError::NodeRetired)) = self.office.is_ready().await {
                tracing::error!("this machine's key was retired: it serves this store no longer");
                return;
            }
        }
    }

    async fn look(&mut self) {
        let passed = milliseconds(self.since.1.elapsed());
        let jumped = own().saturating_sub(self.since.0.saturating_add(passed)) / 1000;
        if is_much(jumped) {
            tracing::warn!(
                seconds = jumped,
                "this machine's clock was set: it went on by so many seconds more than passed"
            );
            self.since = (own(), Instant::now());
        }
        // A database that does not answer is told of by those who need it.
        let Ok(ahead) = self.office.compare_clocks(own).await else { return };
        let databases = Some((Instant::now(), own().saturating_sub(ahead)));
        *DATABASES.write().unwrap_or_else(PoisonError::into_inner) = databases;
        clock_is_ahead(ahead);
        let seconds = ahead / 1000;
        if is_much(seconds) && is_much(seconds - self.said) {
            tracing::warn!(
                seconds,
                "this machine's clock is ahead of the database's by so many seconds; set it right"
            );
            self.said = seconds;
        } else if self.said != 0 && !is_much(seconds) {
            tracing::info!(seconds, "this machine's clock agrees with the database's again");
            self.said = 0;
        }
    }
}

fn is_much(seconds: i64) -> bool {
    seconds.unsigned_abs() > MOST_CLOCK_DIFFERENCE
}
