//! How much is done at once. What comes beyond it waits a moment and is then turned away, while what is under
//! way is finished: a server that takes on everything finishes nothing.

use super::problem::Problem;
use super::state::Web;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A request waits so long for its turn.
const LONGEST_WAIT: Duration = Duration::from_secs(1);
/// What a machine that sends requests here asks is answered however much there is to do.
const PROBES: [&str; 2] = ["/healthz", "/readyz"];

/// How much the server takes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Requests that are worked on at once.
    pub requests: usize,
    /// Connections that are open at once.
    pub connections: usize,
}

impl Default for Bounds {
    /// Twice the users of a task force at work in the same moment; and more slow connections than one machine
    /// can easily hold open.
    fn default() -> Self {
        Bounds { requests: 128, connections: 4_096 }
    }
}

/// The turns of requests that are worked on.
pub(super) struct Turns(Arc<Semaphore>);

impl Turns {
    pub(super) fn new(most: usize) -> Turns {
        Turns(Arc::new(Semaphore::new(most.clamp(1, Semaphore::MAX_PERMITS))))
    }
}

/// The turn of one request. It is given up while the sender is waited for, so that slow senders keep nobody
/// else from being served.
#[derive(Clone)]
pub(super) struct Turn {
    turns: Arc<Semaphore>,
    taken: Arc<Mutex<Option<OwnedSemaphorePermit>>>,
}

impl Turn {
    async fn take(turns: &Turns) -> Result<Turn, Problem> {
        let turn = Turn { turns: Arc::clone(&turns.0), taken: Arc::default() };
        turn.again().await?;
        Ok(turn)
    }

    /// Gives the turn up for now.
    pub(super) fn pause(&self) {
        self.put(None);
    }

    /// Takes a turn again.
    pub(super) async fn again(&self) -> Result<(), Problem> {
        let taken = tokio::time::timeout(LONGEST_WAIT, Arc::clone(&self.turns).acquire_owned()).await;
        let taken = taken.ok().and_then(Result::ok).ok_or_else(Problem::busy)?;
        self.put(Some(taken));
        Ok(())
    }

    fn put(&self, taken: Option<OwnedSemaphorePermit>) {
        *self.taken.lock().unwrap_or_else(PoisonError::into_inner) = taken;
    }
}

/// Lets a request in when it is its turn.
pub(super) async fn admit(
    State(web): State<Web>,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if PROBES.contains(&request.uri().path()) {
        return Ok(next.run(request).await);
    }
    let turn = Turn::take(web.turns()).await?;
    request.extensions_mut().insert(turn.clone());
    let response = next.run(request).await;
    turn.pause();
    Ok(response)
}
