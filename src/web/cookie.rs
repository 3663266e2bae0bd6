//! The cookie that carries a session's secret: nowhere else is it written down.

use super::state::Web;
use crate::casework::SignedIn;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use vault::SessionSecret;

/// With TLS the name binds the cookie to this host and path; without it, browsers would refuse that name.
const SECURE: &str = "__Host-sixfold";
const PLAIN: &str = "sixfold";

fn name(web: &Web) -> &'static str {
    if web.trust().is_secure() { SECURE } else { PLAIN }
}

/// The secret that a request carries.
pub(super) fn secret(web: &Web, headers: &HeaderMap) -> Option<SessionSecret> {
    let jar = CookieJar::from_headers(headers);
    SessionSecret::from_text(jar.get(name(web))?.value()).ok()
}

/// The header that sets the cookie of a session. It goes when the browser is closed; when the session ends
/// is the server's to say.
pub(super) fn set(web: &Web, begun: &SignedIn) -> (HeaderName, HeaderValue) {
    header_of(built(web, &begun.secret.to_text()))
}

/// The header that takes the cookie away.
pub(super) fn unset(web: &Web) -> (HeaderName, HeaderValue) {
    let mut gone = built(web, "");
    gone.make_removal();
    header_of(gone)
}

fn built<'v>(web: &Web, value: &'v str) -> Cookie<'v> {
    Cookie::build((name(web), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(web.trust().is_secure())
        .build()
}

fn header_of(cookie: Cookie<'_>) -> (HeaderName, HeaderValue) {
    let mut value = HeaderValue::from_str(&cookie.to_string()).unwrap_or(HeaderValue::from_static(""));
    value.set_sensitive(true);
    (header::SET_COOKIE, value)
}
