//! The cookies that carry a session's secret, and that by which a browser is known again: nowhere else are they
//! written down.

use super::state::Web;
use crate::casework::SignedIn;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use vault::{DeviceSecret, SessionSecret};

/// With TLS the name binds the cookie to this host and path; without it, browsers would refuse that name.
const SECURE: &str = "__Host-sixfold";
const PLAIN: &str = "sixfold";
const SECURE_DEVICE: &str = "__Host-sixfold-device";
const PLAIN_DEVICE: &str = "sixfold-device";

/// Browsers keep no cookie for longer (RFC 6265bis): 400 days, counted anew by each sign-in.
const DEVICE_KEPT: &str = "34560000";

fn name(web: &Web) -> &'static str {
    if web.trust().is_secure() { SECURE } else { PLAIN }
}

fn device_name(web: &Web) -> &'static str {
    if web.trust().is_secure() { SECURE_DEVICE } else { PLAIN_DEVICE }
}

/// The secret that a request carries.
pub(super) fn secret(web: &Web, headers: &HeaderMap) -> Option<SessionSecret> {
    let jar = CookieJar::from_headers(headers);
    SessionSecret::from_text(jar.get(name(web))?.value()).ok()
}

/// The secret of the browser that a request comes from.
pub(super) fn device(web: &Web, headers: &HeaderMap) -> Option<DeviceSecret> {
    let jar = CookieJar::from_headers(headers);
    DeviceSecret::from_text(jar.get(device_name(web))?.value()).ok()
}

/// The header that sets the cookie of a known browser.
pub(super) fn set_device(web: &Web, secret: &DeviceSecret) -> (HeaderName, HeaderValue) {
    let kept = format!("{}; Max-Age={DEVICE_KEPT}", built(device_name(web), web, &secret.to_text()));
    header_of(&kept)
}

/// The header that sets the cookie of a session. It goes when the browser is closed; when the session ends
/// is the server's to say.
pub(super) fn set(web: &Web, begun: &SignedIn) -> (HeaderName, HeaderValue) {
    header_of(&built(name(web), web, &begun.secret.to_text()).to_string())
}

/// The header that takes the cookie away.
pub(super) fn unset(web: &Web) -> (HeaderName, HeaderValue) {
    let mut gone = built(name(web), web, "");
    gone.make_removal();
    header_of(&gone.to_string())
}

fn built<'v>(name: &'static str, web: &Web, value: &'v str) -> Cookie<'v> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(web.trust().is_secure())
        .build()
}

fn header_of(cookie: &str) -> (HeaderName, HeaderValue) {
    let mut value = HeaderValue::from_str(cookie).unwrap_or(HeaderValue::from_static(""));
    value.set_sensitive(true);
    (header::SET_COOKIE, value)
}
