//! Signing in, whichever way it is asked for: a page's form or the API.

use super::cookie;
use super::limiter::Who as Tries;
use super::problem::Problem;
use super::state::Web;
use crate::casework::{Asker, CaseError, Session, Shown};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use std::net::SocketAddr;
use vault::{DeviceSecret, Password, SystemEntropy};

/// Signs somebody in within the limits of tries; gives the cookies of the session and of the browser.
pub(super) async fn sign_in(
    web: &Web,
    peer: SocketAddr,
    headers: &HeaderMap,
    login: &str,
    password: Password,
    second: Option<Shown<'_>>,
) -> Result<[(HeaderName, HeaderValue); 2], Problem> {
    web.limiter().from(web.trust().client(peer, headers))?;
    let device = cookie::device(web, headers);
    let known = match &device {
        Some(device) => web.office().knows_device(device, login).await?,
        None => false,
    };
    let (asker, tries) = match &device {
        Some(device) if known => (Asker::Known, Tries::Device(device.id_for(login))),
        _ => (Asker::Anybody, Tries::login(login)),
    };
    web.limiter().attempt(tries)?;
    let old = cookie::secret(web, headers);
    let signed = web.office().sign_in(login, password, second, old.as_ref(), asker).await?;
    // A browser that several people use keeps one secret for all of them.
    let device = match device {
        Some(device) => device,
        None => DeviceSecret::generate(&mut SystemEntropy::new()).map_err(CaseError::from)?,
    };
    web.office().know_device(&device, login, &signed).await?;
    Ok([cookie::set(web, &signed), cookie::set_device(web, &device)])
}

/// Shows the password once more within the limits of tries; gives the cookie of the session, which is a new one.
pub(super) async fn confirm(
    web: &Web,
    peer: SocketAddr,
    headers: &HeaderMap,
    session: Session,
    password: Password,
    second: Option<Shown<'_>>,
) -> Result<(HeaderName, HeaderValue), Problem> {
    web.limiter().from(web.trust().client(peer, headers))?;
    web.limiter().attempt(Tries::Session(session.login().to_owned()))?;
    Ok(cookie::set(web, &session.confirm(password, second).await?))
}

/// Signs out; gives the headers that clear the browser.
pub(super) async fn sign_out(web: &Web, session: Session) -> Result<[(HeaderName, HeaderValue); 2], Problem> {
    session.sign_out().await?;
    Ok(forgotten(web))
}

/// The headers that clear the browser of a session.
pub(super) fn forgotten(web: &Web) -> [(HeaderName, HeaderValue); 2] {
    let clear = (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    [cookie::unset(web), clear]
}
