//! What every answer says to the browser, whatever it is (OWASP ASVS 5.0 chapter 3.4).

use super::state::Web;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

macro_rules! policy {
    ($types:literal) => {
        concat!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; ",
            "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; ",
            "require-trusted-types-for 'script'; trusted-types ",
            $types
        )
    };
}

/// What the page with the form may do: as every page, and start the one script that keeps it on a telephone.
pub(super) const POLICY_OF_THE_FORM: HeaderValue = HeaderValue::from_static(policy!("keep"));

const ALWAYS: [(HeaderName, &str); 10] = [
    (header::CONTENT_SECURITY_POLICY, policy!("'none'")),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // For browsers that do not know `frame-ancestors`.
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
    (HeaderName::from_static("x-permitted-cross-domain-policies"), "none"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
];

/// Two years, as browsers' lists ask for.
const TLS_ONLY: &str = "max-age=63072000; includeSubDomains";

/// An onion service is reached through Tor alone: there is no other way that its visitors could be led down, and what
/// their browser kept of it would say that they came.
fn is_onion(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    name.to_ascii_lowercase().ends_with(".onion")
}

/// Adds them to an answer. An answer that says something stricter keeps it.
pub(super) async fn guard(State(web): State<Web>, request: Request, next: Next) -> Response {
    let lasting = web.trust().is_secure() && !is_onion(request.headers());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if lasting {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TLS_ONLY));
    }
    headers.remove(header::SERVER);
    response
}
