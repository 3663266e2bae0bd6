//! The server: people's sessions, the pages, the JSON API, and what stands around them.
//!
//! Every route is declared with who may use it ([`access`]); there is no way to add one without. A handler
//! is a paragraph: one caller, one input, one verb of casework. Nothing here knows a row of the store.

pub mod access;
mod admission;
mod api;
mod bounded;
mod collect;
mod cookie;
mod extract;
mod headers;
mod limiter;
pub mod mail;
mod metrics;
mod pages;
mod patience;
mod problem;
mod request_log;
mod routes;
mod serve;
mod sign_in;
mod state;
mod traces;
mod trust;

pub use admission::Bounds;
pub use metrics::{clock_is_ahead, keep as keep_metrics};
pub use pages::{envelopes, field_guide};
pub use routes::{Declared, router};
pub use serve::{Listening, Tls, serve, serve_metrics};
pub use state::{Settings, SignIns, Web};
pub use traces::{Traces, Tracing};
