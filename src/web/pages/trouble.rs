//! What goes wrong, as a page: what happened, what to do, and the reference to read out; or the page that helps.

use super::frame::Frame;
use super::reader::Reader;
use super::refused::in_words;
use crate::web::problem::Problem;
use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};

#[derive(Template)]
#[template(path = "pages/trouble.html")]
struct Page<'p> {
    frame: Frame,
    /// What to do.
    remedy: String,
    /// What the rules say.
    why: Option<String>,
    /// What they say in the words of the program, where the language has none.
    detail: &'p str,
    parts: Vec<(&'p str, &'p str)>,
    reference: &'p str,
    /// Where to sign in, or to show the password once more.
    door: Option<(&'static str, String)>,
}

/// Problems that have words of their own; others have those of `trouble-other`.
const KNOWN: &[&str] = &[
    "bad_request",
    "busy",
    "closed",
    "confirm",
    "conflict",
    "forbidden",
    "foreign",
    "internal",
    "invalid",
    "method_not_allowed",
    "no_session",
    "not_found",
    "refused",
    "sign_in",
    "stale",
    "too_large",
    "too_many_attempts",
    "too_slow",
    "unavailable",
    "undecided",
];

/// Problems of which the program's own words tell nothing that the page does not say.
const SAID: &[&str] =
    &["closed", "not_found", "no_session", "confirm", "internal", "method_not_allowed", "foreign", "sign_in"];

pub(super) fn answer(reader: &Reader, response: Response, problem: &Problem, reference: &str) -> Response {
    let then = || form_urlencoded(&reader.here);
    // What was only looked at is looked at again behind the door. What was sent would be lost there: the page says so.
    let door = match problem.kind {
        "no_session" => Some(("trouble-door-sign-in", "/sign-in".to_owned())),
        "confirm" => Some(("trouble-door-confirm", "/confirm".to_owned())),
        "new_password_needed" => Some(("trouble-door-password", "/account/password".to_owned())),
        "second_factor_needed" => Some(("trouble-door-second-factor", "/account/second-factor".to_owned())),
        _ => None,
    };
    if let (Some((_, door)), true) = (&door, reader.looks) {
        let (to, _) = Redirect::to(&format!("{door}?then={}", then())).into_response().into_parts();
        // What every answer says to the browser stays; what was said of the problem's own words does not.
        let (mut parts, _) = response.into_parts();
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.extend(to.headers);
        parts.status = to.status;
        return Response::from_parts(parts, Body::empty());
    }
    let kind =
        if KNOWN.contains(&problem.kind) { problem.kind.replace('_', "-") } else { "other".to_owned() };
    let words = reader.words;
    let why = problem.error().and_then(|error| in_words(words, error));
    let page = Page {
        frame: reader.outside(words.text(&format!("trouble-{kind}"))).astray(),
        remedy: words.text(&format!("trouble-{kind}-remedy")),
        detail: if why.is_some() || SAID.contains(&problem.kind) { "" } else { &problem.detail },
        why,
        parts: problem.problems.iter().map(|part| (part.path.as_str(), part.message.as_str())).collect(),
        reference,
        door,
    };
    let Ok(html) = page.render() else { return response };
    let (mut parts, _) = response.into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(html.len()));
    Response::from_parts(parts, Body::from(html))
}

/// Text as it stands in an address.
pub(super) fn form_urlencoded(text: &str) -> String {
    serde_html_form::to_string([("", text)])
        .map(|pair| pair.trim_start_matches('=').to_owned())
        .unwrap_or_default()
}
