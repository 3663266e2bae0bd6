//! The stylesheet, the script and the icon: ours, and all that pages load.

use super::frame::{base, face_key};
use super::reader::Reader;
use crate::web::extract::{Asked, Path};
use crate::web::problem::Problem;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::face::Face;
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

pub(super) const STYLE: &str = include_str!("../assets/sixfold.css");
const SCRIPT: &str = include_str!("../assets/sixfold.js");
const REPORT: &str = include_str!("../assets/report.js");
const ATTACH: &str = include_str!("../assets/attach.js");
const CHECK: &str = include_str!("../assets/check.js");
const FORM: &str = include_str!("../assets/form.js");
const PASSKEY: &str = include_str!("../assets/passkey.js");
const HPKE: &str = include_str!("../assets/hpke.js");
const STORE: &str = include_str!("../assets/store.js");
const TRUST: &str = include_str!("../assets/trust.js");
const POST: &str = include_str!("../assets/post.js");
const UNSENT: &str = include_str!("../assets/unsent.js");
const WORKER: &str = include_str!("../assets/worker.js");
/// How the field client looks on a telephone.
const fn quiet(face: Face) -> &'static str {
    match face {
        Face::Notes => include_str!("../assets/quiet-notes.svg"),
        Face::Lists => include_str!("../assets/quiet-lists.svg"),
        Face::Recipes => include_str!("../assets/quiet-recipes.svg"),
        Face::Calendar => include_str!("../assets/quiet-calendar.svg"),
        Face::Weather => include_str!("../assets/quiet-weather.svg"),
    }
}
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

static TRUST_SCRIPT: LazyLock<String> =
    LazyLock::new(|| naming(TRUST, &[("hpke.js", HPKE), ("store.js", STORE)]));

static POST_SCRIPT: LazyLock<String> =
    LazyLock::new(|| naming(POST, &[("hpke.js", HPKE), ("store.js", STORE)]));

static UNSENT_SCRIPT: LazyLock<String> =
    LazyLock::new(|| naming(UNSENT, &[("post.js", &POST_SCRIPT), ("store.js", STORE)]));

/// The script with which reports are made.
static REPORT_SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let own = [
        ("attach.js", &ATTACH_SCRIPT[..]),
        ("check.js", &CHECK_SCRIPT[..]),
        ("post.js", &POST_SCRIPT[..]),
        ("trust.js", &TRUST_SCRIPT[..]),
    ];
    naming(&naming(REPORT, &own), &[("hpke.js", HPKE), ("form.js", FORM), ("store.js", STORE)])
});

/// The address of the form's script.
pub(super) fn report() -> &'static str {
    static ADDRESS: LazyLock<String> = LazyLock::new(|| address("report.js", &REPORT_SCRIPT));
    &ADDRESS
}

/// The address of the script that shows what is not sent.
pub(super) fn unsent() -> &'static str {
    static ADDRESS: LazyLock<String> = LazyLock::new(|| address("unsent.js", &UNSENT_SCRIPT));
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

pub(super) async fn store_script() -> Response {
    kept("text/javascript; charset=utf-8", STORE)
}

pub(super) async fn trust_script() -> Response {
    kept("text/javascript; charset=utf-8", &TRUST_SCRIPT)
}

pub(super) async fn post_script() -> Response {
    kept("text/javascript; charset=utf-8", &POST_SCRIPT)
}

pub(super) async fn unsent_script() -> Response {
    kept("text/javascript; charset=utf-8", &UNSENT_SCRIPT)
}

/// The face that a path names.
#[derive(Deserialize)]
pub(super) struct Faced {
    icon: String,
}

pub(super) async fn quiet_icon(Path(faced): Path<Faced>) -> Result<Response, Problem> {
    let face = faced.icon.strip_suffix(".svg").and_then(Face::from_code).ok_or_else(Problem::not_found)?;
    Ok(kept("image/svg+xml", quiet(face)))
}

/// Where the picture of a face is.
pub(super) fn quiet_icon_of(face: Face) -> String {
    format!("/assets/quiet/{face}.svg")
}

/// The script that keeps the form on a telephone; its address is always the same, so the browser asks for it anew.
pub(super) async fn worker() -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"))], WORKER)
        .into_response()
}

/// For which situation something is to be kept.
#[derive(Deserialize)]
pub(super) struct Wanted {
    situation: String,
    /// How it is called there; the usual name where nothing is said.
    #[serde(default)]
    face: Option<String>,
}

/// How the form is called and looks among a telephone's programs (W3C, Web Application Manifest): as anything might.
pub(super) async fn manifest(reader: Reader, Asked(wanted): Asked<Wanted>) -> Result<Response, Problem> {
    // Whoever asks gets back what they asked with, and learns nothing of what is here.
    let is_code = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if wanted.situation.is_empty() || wanted.situation.len() > 40 || !wanted.situation.bytes().all(is_code) {
        return Err(Problem::not_found());
    }
    let face = match wanted.face.as_deref() {
        None => Face::default(),
        Some(code) => Face::from_code(code).ok_or_else(Problem::not_found)?,
    };
    let name = reader.words.text(&face_key(face));
    let start = format!("{}/report", base(&wanted.situation));
    let manifest = json!({
        "name": name,
        "short_name": name,
        "id": start,
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "lang": reader.words.language(),
        "dir": reader.words.direction(),
        "icons": [{"src": quiet_icon_of(face), "type": "image/svg+xml", "sizes": "any"}],
    });
    let kind = HeaderValue::from_static("application/manifest+json");
    Ok(([(header::CONTENT_TYPE, kind)], manifest.to_string()).into_response())
}
