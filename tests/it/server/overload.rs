//! R21: more is asked at once than the server can do.

use super::client::{Server, Setup};
use crate::world::{Engine, World};
use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use serde_json::json;
use sixfold::web::Bounds;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::oneshot;

async fn busy_server(world: &World, requests: usize) -> Server {
    let bounds = Bounds { requests, ..Bounds::default() };
    Server::with(world, Setup { bounds, ..Setup::default() })
}

/// What cannot be done soon is turned away with a time to wait; what is under way is finished, and whether the
/// server lives is answered all the while.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_much_is_turned_away_and_the_rest_is_done() {
    let world = World::new(Engine::Sqlite).await;
    let server = busy_server(&world, 1).await;
    let account = &world.accounts[0];
    let many: Vec<_> = (0..60)
        .map(|_| {
            let mut caller = server.stranger();
            let (login, password) = (account.login.clone(), account.password.clone());
            tokio::spawn(async move { caller.sign_in(&login, &password, None).await })
        })
        .collect();
    for probe in ["/healthz", "/readyz"] {
        assert_eq!(server.stranger().get(probe).await.status, 200);
    }
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for one in many {
        let answer = one.await.unwrap();
        *counts.entry(answer.status).or_default() += 1;
        if answer.status != 204 {
            assert_eq!((answer.status, answer.problem()), (503, "busy".to_owned()));
            assert_eq!(answer.headers["retry-after"], "2");
            assert!(answer.json()["reference"].is_string());
        }
    }
    assert!(counts[&204] > 0 && counts.get(&503).is_some_and(|turned_away| *turned_away > 0), "{counts:?}");
    // Afterwards everything is as before.
    assert_eq!(server.stranger().sign_in(&account.login, &account.password, None).await.status, 204);
}

/// A body that says when it is waited for, and comes when it is told to.
pub(super) struct Slow {
    pub(super) begin: Option<oneshot::Sender<()>>,
    pub(super) sent: oneshot::Receiver<()>,
    pub(super) rest: Option<Bytes>,
}

impl HttpBody for Slow {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(begin) = self.begin.take() {
            begin.send(()).unwrap();
        }
        if self.rest.is_some() && Pin::new(&mut self.sent).poll(context).is_pending() {
            return Poll::Pending;
        }
        Poll::Ready(self.rest.take().map(|rest| Ok(Frame::data(rest))))
    }
}

/// Who is slow to send holds no turn: others are served meanwhile, and so is the slow one in the end.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_slow_to_send_keeps_nobody_waiting() {
    let world = World::new(Engine::Sqlite).await;
    let server = busy_server(&world, 1).await;
    let account = &world.accounts[0];
    let shown = json!({"login": account.login, "password": account.password}).to_string();
    let (send, sent) = oneshot::channel();
    let (begin, begun) = oneshot::channel();
    let body = Slow { begin: Some(begin), sent, rest: Some(Bytes::from(shown)) };
    let mut caller = server.stranger();
    let request = caller.request("POST", "/api/v1/session").header("content-type", "application/json");
    let request = request.body(Body::new(body)).unwrap();
    let slow = tokio::spawn(async move { caller.send(request).await });
    begun.await.unwrap();
    assert_eq!(server.stranger().sign_in(&account.login, &account.password, None).await.status, 204);
    send.send(()).unwrap();
    assert_eq!(slow.await.unwrap().status, 204);
}
