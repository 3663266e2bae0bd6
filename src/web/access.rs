//! Who may use a route: declared with it, and asked before its handler runs.
//!
//! The declaration is the first of two walls. The second is the permit that each verb of casework asks of
//! the policy for itself, so a route declared too widely still opens nothing.

use super::collect::{self, Known};
use super::cookie;
use super::problem::Problem;
use super::state::Web;
use crate::casework::{Needs, Session};
use axum::extract::{ConnectInfo, FromRequestParts, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use domain::access::{Action, Role};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Anyone,
    /// A telephone that shows its secret in the path, and no person.
    Telephone,
    /// Whoever is signed in, even if something must be done first.
    Arriving,
    /// Whoever is signed in and has nothing to do first.
    Person,
    /// Whoever has a role in the situation that the path names.
    Inside,
    /// Whoever may do one of these in the situation that the path names.
    May(&'static [Action]),
    /// The same, where the password was shown in the last minutes: for what is dangerous.
    Fresh(&'static [Action]),
}

impl Access {
    /// The roles that it lets in; none where it does not depend on a role.
    pub fn roles(self) -> Option<Vec<Role>> {
        let (Access::May(actions) | Access::Fresh(actions)) = self else { return None };
        let mut roles: Vec<Role> = actions.iter().flat_map(|action| action.roles()).copied().collect();
        roles.sort_unstable();
        roles.dedup();
        Some(roles)
    }
}

/// A session on its way to the handler. Taken once: the handler that gets it owns the person's key.
#[derive(Clone)]
pub(super) struct Caller(pub(super) Arc<Mutex<Option<Session>>>);

/// The layer before a handler: who is it, and may they?
pub(super) async fn gate(
    State((web, access)): State<(Web, Access)>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    if access == Access::Anyone {
        return Ok(next.run(Request::from_parts(parts, body)).await);
    }
    if access == Access::Telephone {
        let known = telephone(&web, &mut parts).await?;
        parts.extensions.insert(known);
        return Ok(next.run(Request::from_parts(parts, body)).await);
    }
    let secret = cookie::secret(&web, &parts.headers).ok_or_else(Problem::unsigned)?;
    let path = RawPathParams::from_request_parts(&mut parts, &()).await;
    let path = path.map_err(|_| Problem::not_found())?;
    let situation = path.iter().find(|(name, _)| *name == "situation").map(|(_, code)| code);
    let session = web.office().resume(secret, situation).await?;
    if access != Access::Arriving
        && let Some(needs) = session.needs()
    {
        return Err(match needs {
            Needs::NewPassword => Problem::must_first(
                "new_password_needed",
                "Choose a password of your own first: PUT /api/v1/session/password.",
            ),
            Needs::SecondFactor => Problem::must_first(
                "second_factor_needed",
                "Enrol a second factor first: POST /api/v1/session/passkey, or /api/v1/session/second-factor for codes.",
            ),
        });
    }
    match access {
        Access::Inside | Access::May(_) | Access::Fresh(_) => {
            let fresh = session.is_fresh();
            let desk = session.desk(situation.ok_or_else(Problem::not_found)?, web.now()).await?;
            if let Access::May(actions) | Access::Fresh(actions) = access {
                desk.may_any(actions).await?;
            }
            if matches!(access, Access::Fresh(_)) {
                fresh?;
            }
            parts.extensions.insert(Arc::new(desk));
        }
        Access::Anyone | Access::Telephone | Access::Arriving | Access::Person => {
            parts.extensions.insert(Caller(Arc::new(Mutex::new(Some(session)))));
        }
    }
    Ok(next.run(Request::from_parts(parts, body)).await)
}

/// The telephone whose secret is in the path. Tries that fail are counted for the address that they come from.
async fn telephone(web: &Web, parts: &mut Parts) -> Result<Known, Problem> {
    let path = RawPathParams::from_request_parts(parts, &()).await.map_err(|_| Problem::not_found())?;
    let named = |name: &str| path.iter().find(|(of, _)| *of == name).map(|(_, value)| value);
    let (Some(secret), Some(situation)) = (named("token"), named("situation")) else {
        return Err(Problem::not_found());
    };
    match collect::known(web, secret, situation).await {
        Err(problem) if problem.is_not_found() => {
            if let Some(ConnectInfo(peer)) = parts.extensions.get::<ConnectInfo<SocketAddr>>() {
                web.limiter().wrong_secret(web.trust().client(*peer, &parts.headers))?;
            }
            Err(problem)
        }
        other => other,
    }
}
