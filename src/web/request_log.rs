//! One line of the log a request: what was asked, how it went, how long it took. Never content: the path is
//! the route's pattern, not what was in it; no address, no cookie, no login.

use super::collect;
use super::metrics;
use super::pages::Reader;
use super::problem::Problem;
use super::state::Web;
use super::traces::Span;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use vault::{Entropy, SystemEntropy};

/// The header that carries a request's reference.
const REFERENCE: HeaderName = HeaderName::from_static("sixfold-reference");

/// The reference of a request: eight letters and digits that can be read out on the telephone.
fn reference() -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut drawn = [0; 8];
    // Without randomness no request succeeds anyway; then they all have the same reference.
    let _ = SystemEntropy::new().fill(&mut drawn);
    drawn.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

/// A method by its name. Another is a caller's own word, which has no place in a log and no end as a label of
/// figures.
fn named(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "_OTHER",
    }
}

/// Runs a request, writes its line, and lets its span be sent where traces are kept.
pub(super) async fn line(State(web): State<Web>, request: Request, next: Next) -> Response {
    let reference = reference();
    let reader = Reader::of_page(&request);
    let method = named(request.method());
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let _under_way = metrics::UnderWay::begin();
    let span = web.traces().map(|traces| (traces, Span::begin(traces, method, route.as_deref())));
    let began = Instant::now();
    let mut response = next.run(request).await;
    let took = began.elapsed();
    if let Ok(value) = HeaderValue::from_str(&reference) {
        response.headers_mut().insert(REFERENCE, value);
    }
    let problem = response.extensions().get::<Arc<Problem>>().cloned();
    if let Some((traces, span)) = span {
        traces.send(span.end(traces, response.status(), &reference));
    }
    write(&reference, method, route.as_deref(), &response, took, problem.as_deref());
    let is_telephone = route.as_deref().is_some_and(|route| route.starts_with(collect::AT));
    match (problem, reader) {
        (Some(problem), _) if is_telephone => collect::trouble(response, &problem, &reference),
        (Some(problem), Some(reader)) => reader.trouble(response, &problem, &reference),
        (Some(problem), None) => with_reference(response, &problem, &reference),
        (None, _) => response,
    }
}

fn write(
    reference: &str,
    method: &str,
    route: Option<&str>,
    response: &Response,
    took: Duration,
    problem: Option<&Problem>,
) {
    let status = response.status().as_u16();
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let kind = problem.map_or("", |problem| problem.kind);
    let route = route.unwrap_or("-");
    metrics::answered(method, route, status, took);
    match problem.and_then(Problem::cause) {
        Some(cause) => {
            tracing::error!(reference, method, route, status, milliseconds, kind, cause, "request failed");
        }
        None => tracing::info!(reference, method, route, status, milliseconds, kind, "request"),
    }
}

/// The same problem with the reference in its body.
fn with_reference(response: Response, problem: &Problem, reference: &str) -> Response {
    let (mut parts, _) = response.into_parts();
    let body = problem.body(Some(reference));
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    Response::from_parts(parts, Body::from(body))
}
