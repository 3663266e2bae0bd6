//! The stylesheet, the script and the icon: ours, and all that pages load.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

const STYLE: &str = include_str!("../assets/sixfold.css");
const SCRIPT: &str = include_str!("../assets/sixfold.js");
const ICON: &str = include_str!("../assets/icon.svg");

/// A file under an address that changes with its content, so that browsers may keep it for good.
fn address(name: &str, content: &str) -> String {
    let digest = vault::digest_of(&[content.as_bytes()]);
    format!("/assets/{name}?v={}", hex::encode(&digest[..8]))
}

/// The address of the stylesheet.
pub(super) fn style() -> &'static str {
    static ADDRESS: LazyLock<String> = LazyLock::new(|| address("sixfold.css", STYLE));
    &ADDRESS
}

/// The address of the script.
pub(super) fn script() -> &'static str {
    static ADDRESS: LazyLock<String> = LazyLock::new(|| address("sixfold.js", SCRIPT));
    &ADDRESS
}

fn kept(kind: &'static str, content: &'static str) -> Response {
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, content).into_response()
}

pub(super) async fn stylesheet() -> Response {
    kept("text/css; charset=utf-8", STYLE)
}

pub(super) async fn javascript() -> Response {
    kept("text/javascript; charset=utf-8", SCRIPT)
}

pub(super) async fn icon() -> Response {
    kept("image/svg+xml", ICON)
}
