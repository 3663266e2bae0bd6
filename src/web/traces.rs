//! Traces for whoever keeps the server running: one span a request, sent to an OpenTelemetry collector on this
//! machine (OTLP 1.x over HTTP, in JSON). Never content: a span has the route's pattern, the method, the status,
//! the reference and two times; no path, query, address, login or cookie. A trace begins here: what a caller says
//! of an outer one is not taken over.
//!
//! The OpenTelemetry crates would be nine more, with a thread of their own and, for this machine, a client like the
//! one below all the same.
//!
//! Spans are sent beside the requests. Where the collector is away or slow they are dropped, and nobody waits.

use axum::http::StatusCode;
use serde_json::{Value, json};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use vault::{Entropy, SystemEntropy};

/// Spans that wait to be sent; more are dropped.
const MOST_WAITING: usize = 4_096;
/// Spans that are sent together at most.
const MOST_TOGETHER: usize = 512;
/// What was gathered is sent this often.
const EVERY: Duration = Duration::from_secs(2);
/// The collector has this long to take what is sent.
const LONGEST: Duration = Duration::from_secs(3);
/// Where finished spans go.
#[derive(Clone, Debug)]
pub struct Traces {
    spans: mpsc::Sender<Value>,
    /// The time since 1970 in UTC.
    clock: fn() -> Duration,
}

impl Traces {
    /// Hands a finished span over, if there is room.
    pub(super) fn send(&self, span: Value) {
        // Nobody waits for a collector.
        let _ = self.spans.try_send(span);
    }
}

/// A request under way.
pub(super) struct Span {
    method: &'static str,
    route: Option<String>,
    begun: Duration,
}

impl Span {
    pub(super) fn begin(traces: &Traces, method: &'static str, route: Option<&str>) -> Span {
        Span { method, route: route.map(str::to_owned), begun: (traces.clock)() }
    }

    /// The span of the answer, as the collector reads it.
    pub(super) fn end(self, traces: &Traces, status: StatusCode, reference: &str) -> Value {
        let mut ids = [0; 24];
        // Without randomness no request succeeds; the collector then refuses a span without ids.
        let _ = SystemEntropy::new().fill(&mut ids);
        let (trace, id) = ids.split_at(16);
        let text = |key: &str, value: &str| json!({"key": key, "value": {"stringValue": value}});
        let mut attributes = vec![
            text("http.request.method", self.method),
            json!({"key": "http.response.status_code", "value": {"intValue": status.as_u16().to_string()}}),
            text("sixfold.reference", reference),
        ];
        attributes.extend(self.route.as_deref().map(|route| text("http.route", route)));
        let name = self.route.map_or(self.method.to_owned(), |route| format!("{} {route}", self.method));
        json!({
            "traceId": hex(trace),
            "spanId": hex(id),
            "name": name,
            "kind": SERVER,
            "startTimeUnixNano": self.begun.as_nanos().to_string(),
            "endTimeUnixNano": (traces.clock)().max(self.begun).as_nanos().to_string(),
            "attributes": attributes,
            "status": if status.is_server_error() { json!({"code": FAILED}) } else { json!({}) },
        })
    }
}

/// OTLP's number for the span of a server, and for the status of one that failed.
const SERVER: u8 = 2;
const FAILED: u8 = 2;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The sending of spans, until it is finished.
pub struct Tracing {
    traces: Traces,
    end: oneshot::Sender<()>,
    sending: JoinHandle<()>,
}

impl Tracing {
    /// Begins to send spans to a collector, on the runtime of the caller. `clock` is the time since 1970 in UTC.
    pub fn to(collector: SocketAddr, clock: fn() -> Duration) -> Tracing {
        let (spans, waiting) = mpsc::channel(MOST_WAITING);
        let (end, ended) = oneshot::channel();
        Tracing {
            traces: Traces { spans, clock },
            end,
            sending: tokio::spawn(send(collector, waiting, ended)),
        }
    }

    /// Where spans are handed over.
    pub fn traces(&self) -> Traces {
        self.traces.clone()
    }

    /// Sends what is left, and ends.
    pub async fn finish(self) {
        let _ = self.end.send(());
        // A collector that hangs does not keep the server from ending.
        let _ = tokio::time::timeout(2 * LONGEST, self.sending).await;
    }
}

async fn send(collector: SocketAddr, mut waiting: mpsc::Receiver<Value>, mut ended: oneshot::Receiver<()>) {
    let mut works = true;
    let mut over = false;
    while !over {
        over = tokio::time::timeout(EVERY, &mut ended).await.is_ok();
        loop {
            let mut spans = Vec::new();
            while spans.len() < MOST_TOGETHER
                && let Ok(span) = waiting.try_recv()
            {
                spans.push(span);
            }
            if spans.is_empty() {
                break;
            }
            let sent = tokio::time::timeout(LONGEST, post(collector, spans)).await;
            let sent = sent.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
            // Said once, and not for every batch that is lost.
            match (&sent, works) {
                (Err(error), true) => tracing::warn!(cause = %error, "the collector takes no traces"),
                (Ok(()), false) => tracing::info!("the collector takes traces again"),
                _ => {}
            }
            works = sent.is_ok();
        }
    }
}

/// Sends spans in one request over a connection of its own.
async fn post(collector: SocketAddr, spans: Vec<Value>) -> io::Result<()> {
    let service = json!({"key": "service.name", "value": {"stringValue": "sixfold"}});
    let body = json!({"resourceSpans": [{
        "resource": {"attributes": [service]},
        "scopeSpans": [{"scope": {"name": "sixfold"}, "spans": spans}],
    }]})
    .to_string();
    let head = format!(
        "POST /v1/traces HTTP/1.1\r\nhost: {collector}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(collector).await?;
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    let mut status = [0; 12];
    stream.read_exact(&mut status).await?;
    if status.starts_with(b"HTTP/1.1 2") { Ok(()) } else { Err(io::Error::other("it refused them")) }
}
