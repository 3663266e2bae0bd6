//! Figures of operation for whoever keeps the server running: how many requests, how they went, how long they
//! took. Never content, never who: routes are patterns.

use axum::Router;
use axum::routing::get;
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use std::time::Duration;

const REQUESTS: &str = "sixfold_requests_total";
const SECONDS: &str = "sixfold_request_seconds";
const UNDER_WAY: &str = "sixfold_requests_under_way";
const CLOCK_AHEAD: &str = "sixfold_clock_ahead_seconds";

/// Upper edges of the buckets of durations, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// Begins to keep figures in this process. Without it, counting costs next to nothing and keeps nothing.
pub fn keep() -> Result<PrometheusHandle, BuildError> {
    let builder = PrometheusBuilder::new();
    builder.set_buckets_for_metric(Matcher::Full(SECONDS.to_owned()), &BUCKETS)?.install_recorder()
}

/// What is served on an address of its own, to those who watch over the machine.
pub(super) fn router(handle: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(async move || handle.render()))
}

/// A request under way, until it is dropped.
pub(super) struct UnderWay;

impl UnderWay {
    pub(super) fn begin() -> UnderWay {
        gauge!(UNDER_WAY).increment(1.0);
        UnderWay
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        gauge!(UNDER_WAY).decrement(1.0);
    }
}

/// By how many milliseconds this machine's clock is ahead of the database's.
pub fn clock_is_ahead(milliseconds: i64) {
    gauge!(CLOCK_AHEAD).set(milliseconds as f64 / 1000.0);
}

/// Counts a request that was answered.
pub(super) fn answered(method: &str, route: &str, status: u16, took: Duration) {
    let labels = [("method", method.to_owned()), ("route", route.to_owned()), ("status", status.to_string())];
    counter!(REQUESTS, &labels).increment(1);
    histogram!(SECONDS, &labels[..2]).record(took.as_secs_f64());
}
