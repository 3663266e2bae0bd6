//! Somebody who calls the server.

use crate::world::World;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response, header};
use domain::access::Role;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sixfold::casework::{Now, Office, SecondFactor, SessionLimits};
use sixfold::web::{Bounds, Declared, Settings, SignIns, Traces, Web, router};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use tower::ServiceExt;

pub(super) const ORIGIN: &str = "http://127.0.0.1:8612";
pub(super) const HOST: &str = "127.0.0.1:8612";

/// A server over a world's store.
pub(super) struct Server {
    pub(super) router: Router,
    pub(super) routes: Vec<Declared>,
    pub(super) office: Arc<Office>,
}

/// How a test's server differs from the usual one.
pub(super) struct Setup {
    pub(super) second_factor: SecondFactor,
    pub(super) limits: SessionLimits,
    pub(super) sign_ins: SignIns,
    pub(super) origin: &'static str,
    pub(super) proxies: Vec<std::net::IpAddr>,
    pub(super) bounds: Bounds,
    pub(super) traces: Option<Traces>,
}

impl Default for Setup {
    /// Without second factors and with a limit on sign-ins that no test meets by chance.
    fn default() -> Self {
        let many = NonZeroU32::new(100_000).unwrap();
        Setup {
            second_factor: SecondFactor::Optional,
            limits: SessionLimits::default(),
            sign_ins: SignIns { login: many, address: many, all: many },
            origin: ORIGIN,
            proxies: Vec::new(),
            bounds: Bounds::default(),
            traces: None,
        }
    }
}

/// The moment of every request.
fn clock() -> Now {
    Now::on(crate::world::TODAY)
}

impl Server {
    pub(super) fn over(world: &World) -> Server {
        Self::with(world, Setup::default())
    }

    pub(super) fn with(world: &World, setup: Setup) -> Server {
        let office = Arc::new(Office::new(Arc::clone(&world.store), setup.second_factor, setup.limits, 2));
        let settings = Settings {
            strangers: sixfold::reader::Reader::at(env!("CARGO_BIN_EXE_sixfold")),
            origins: vec![setup.origin.to_owned()],
            trusted_proxies: setup.proxies,
            sign_ins: setup.sign_ins,
            bounds: setup.bounds,
            traces: setup.traces,
            clock,
        };
        let web = Web::new(Arc::clone(&office), &settings);
        let (router, routes, _) = router(&web);
        Server { router, routes, office }
    }

    /// A caller who is not signed in.
    pub(super) fn stranger(&self) -> Caller {
        Caller { router: self.router.clone(), cookie: None, device: None }
    }

    /// An account of the world, signed in with the password that was generated.
    pub(super) async fn arrived(&self, world: &World, login: &str) -> Caller {
        let account = world.accounts.iter().find(|account| account.login == login).unwrap();
        let mut caller = self.stranger();
        let answer = caller.sign_in(login, &account.password, None).await;
        assert_eq!(answer.status, 204, "{answer:?}");
        caller
    }

    /// The account of a role, with a password of its own.
    pub(super) async fn caller(&self, world: &World, role: Role) -> Caller {
        let login = world.login(role).to_owned();
        self.settled(world, &login).await
    }

    pub(super) async fn settled(&self, world: &World, login: &str) -> Caller {
        let mut caller = self.arrived(world, login).await;
        let answer = caller.put("/api/v1/session/password", json!({"password": password_of(login)})).await;
        assert_eq!(answer.status, 204, "{answer:?}");
        caller
    }
}

/// The password that [`Server::settled`] chooses.
pub(super) fn password_of(login: &str) -> String {
    format!("kettle orbit {login} plume wharf")
}

/// A caller with the cookies that the server gave.
#[derive(Clone)]
pub(super) struct Caller {
    router: Router,
    /// Of the session.
    pub(super) cookie: Option<String>,
    /// By which the server knows the browser again.
    pub(super) device: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: axum::http::HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The last word of the problem's type.
    pub(super) fn problem(&self) -> String {
        self.json()["type"].as_str().unwrap().rsplit(':').next().unwrap().to_owned()
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Caller {
    /// A request of a page of this server, with the caller's cookie.
    pub(super) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let mut request =
            Request::builder().method(method).uri(path).header(header::HOST, HOST).header("origin", ORIGIN);
        for cookie in [&self.cookie, &self.device].into_iter().flatten() {
            request = request.header(header::COOKIE, cookie);
        }
        request
    }

    /// Sends a request; cookies in the answer take the place of the caller's.
    pub(super) async fn send(&mut self, request: Request<Body>) -> Answer {
        self.send_from(request, "192.0.2.7:4711").await
    }

    pub(super) async fn send_from(&mut self, mut request: Request<Body>, peer: &str) -> Answer {
        let peer: SocketAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let value = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
            let of = if value.contains("-device=") { &mut self.device } else { &mut self.cookie };
            *of = (!value.ends_with('=')).then_some(value);
        }
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// Asks for something whose body may break off.
    pub(super) async fn fetch(&self, path: &str) -> Response<Body> {
        let request = self.request("GET", path).body(Body::empty()).unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub(super) async fn get(&mut self, path: &str) -> Answer {
        let request = self.request("GET", path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    pub(super) async fn delete(&mut self, path: &str) -> Answer {
        let request = self.request("DELETE", path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    pub(super) async fn post(&mut self, path: &str, body: Value) -> Answer {
        self.with_json("POST", path, body).await
    }

    pub(super) async fn put(&mut self, path: &str, body: Value) -> Answer {
        self.with_json("PUT", path, body).await
    }

    pub(super) async fn with_json(&mut self, method: &str, path: &str, body: Value) -> Answer {
        let request = self.request(method, path).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    pub(super) async fn sign_in(&mut self, login: &str, password: &str, code: Option<&str>) -> Answer {
        self.post("/api/v1/session", json!({"login": login, "password": password, "code": code})).await
    }
}

/// A page, as a browser asks for it.
pub(super) async fn see(caller: &mut Caller, path: &str, language: &str) -> Answer {
    let request = caller.request("GET", path).header(header::ACCEPT, "text/html");
    let request = request.header(header::ACCEPT_LANGUAGE, language).body(Body::empty()).unwrap();
    caller.send(request).await
}

/// A form, as a browser sends it.
pub(super) async fn fill_in(caller: &mut Caller, path: &str, fields: &[(&str, &str)]) -> Answer {
    let body = serde_html_form::to_string(fields).unwrap();
    let request = caller.request("POST", path).header(header::ACCEPT, "text/html");
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    caller.send(request.body(Body::from(body)).unwrap()).await
}
