//! The stylesheet, the script and the icon: ours, and all that pages load.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

pub(super) const STYLE: &str = include_str!("../assets/sixfold.css");
const SCRIPT: &str = include_str!("../assets/sixfold.js");
const REPORT: &str = include_str!("../assets/report.js");
const ATTACH: &str = include_str!("../assets/attach.js");
const CHECK: &str = include_str!("../assets/check.js");
const FORM: &str = include_str!("../assets/form.js");
const PASSKEY: &str = include_str!("../assets/passkey.js");
const HPKE: &str = include_str!("../assets/hpke.js");
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

/// A script that names those that it needs by addresses that change with their content: a browser that kept an earlier
/// one would go on with it.
fn naming(script: &str, needed: &[(&str, &str)]) -> String {
    needed.iter().fold(script.to_owned(), |script, (name, content)| {
        script.replace(&format!("\"./{name}\""), &format!("\"{}\"", address(name, content)))
    })
}

static ATTACH_SCRIPT: LazyLock<String> =
    LazyLock::new(|| naming(ATTACH, &[("hpke.js", HPKE), ("form.js", FORM)]));

static CHECK_SCRIPT: LazyLock<String> = LazyLock::new(|| naming(CHECK, &[("form.js", FORM)]));

/// The script with which reports are made.
static REPORT_SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let own = [("attach.js", &ATTACH_SCRIPT[..]), ("check.js", &CHECK_SCRIPT[..])];
    naming(&naming(REPORT, &own), &[("hpke.js", HPKE), ("form.js", FORM)])
});

/// The address of the form's script.
pub(super) fn report() -> &'static str {
    static ADDRESS: LazyLock<String> = LazyLock::new(|| address("report.js", &REPORT_SCRIPT));
    &ADDRESS
}

/// The address of the script for passkeys.
pub(super) fn passkey() -> &'static str {
    static ADDRESS: LazyLock<String> = LazyLock::new(|| address("passkey.js", PASSKEY));
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

pub(super) async fn report_script() -> Response {
    kept("text/javascript; charset=utf-8", &REPORT_SCRIPT)
}

pub(super) async fn attach_script() -> Response {
    kept("text/javascript; charset=utf-8", &ATTACH_SCRIPT)
}

pub(super) async fn check_script() -> Response {
    kept("text/javascript; charset=utf-8", &CHECK_SCRIPT)
}

pub(super) async fn form_script() -> Response {
    kept("text/javascript; charset=utf-8", FORM)
}

pub(super) async fn hpke_script() -> Response {
    kept("text/javascript; charset=utf-8", HPKE)
}

pub(super) async fn passkey_script() -> Response {
    kept("text/javascript; charset=utf-8", PASSKEY)
}

pub(super) async fn icon() -> Response {
    kept("image/svg+xml", ICON)
}
