//! The list of routes. There is no other, and none of them is without a declaration of who may use it.

use super::access::{Access, gate};
use super::admission::admit;
use super::problem::Problem;
use super::state::Web;
use super::{api, collect, headers, pages, request_log};
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::MethodRouter;
use std::collections::BTreeMap;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{self, OpenApi, RefOr};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

/// A request is answered within this time or given up.
const LONGEST: Duration = Duration::from_secs(30);
/// One that brings a chunk of an attachment has longer: 64 KiB take half a minute at 16 kbit/s. So has one for which a
/// release is attacked or made anew: beside twelve earlier ones the first takes eight seconds of a core that nobody else
/// uses, the second half a minute.
const LONGEST_SLOW: Duration = Duration::from_secs(120);

/// One that brings a telephone's files has longest: Collect sends each file in one piece, however large.
const LONGEST_SLOWEST: Duration = Duration::from_secs(900);

const PROBLEM: &str = "application/problem+json";

/// A route as it is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The method, in capitals.
    pub method: &'static str,
    /// The path with its parameters: `/api/v1/situations/{situation}/incidents`.
    pub path: String,
    /// Who may use it.
    pub access: Access,
}

/// Routes as they are collected.
pub(super) struct Routes {
    web: Web,
    router: OpenApiRouter<Web>,
    declared: Vec<Declared>,
    /// What each named type of the API looks like.
    schemas: BTreeMap<String, serde_json::Value>,
}

impl Routes {
    /// Adds a handler.
    pub(super) fn add(self, access: Access, handler: UtoipaMethodRouter<Web>) -> Routes {
        self.add_within(LONGEST, access, handler)
    }

    /// Adds a handler that takes a chunk from a slow network, or calculates for long.
    pub(super) fn add_slow(self, access: Access, handler: UtoipaMethodRouter<Web>) -> Routes {
        self.add_within(LONGEST_SLOW, access, handler)
    }

    /// Adds a page, or what a page's form is sent to.
    pub(super) fn page(
        self,
        access: Access,
        method: &'static str,
        path: &str,
        handler: MethodRouter<Web>,
    ) -> Routes {
        self.page_within(LONGEST, access, method, path, handler)
    }

    /// Adds what a page's form is sent to where it calculates for long.
    pub(super) fn page_slow(
        self,
        access: Access,
        method: &'static str,
        path: &str,
        handler: MethodRouter<Web>,
    ) -> Routes {
        self.page_within(LONGEST_SLOW, access, method, path, handler)
    }

    /// Adds what a telephone sends whole films to.
    pub(super) fn page_slowest(
        self,
        access: Access,
        method: &'static str,
        path: &str,
        handler: MethodRouter<Web>,
    ) -> Routes {
        self.page_within(LONGEST_SLOWEST, access, method, path, handler)
    }

    fn page_within(
        mut self,
        longest: Duration,
        access: Access,
        method: &'static str,
        path: &str,
        handler: MethodRouter<Web>,
    ) -> Routes {
        self.declared.push(Declared { method, path: path.to_owned(), access });
        let gated = self.gated(longest, access, handler);
        self.router = self.router.route(path, gated);
        self
    }

    /// Who may use a handler is asked before it runs; nothing is routed past this.
    fn gated(&self, longest: Duration, access: Access, handler: MethodRouter<Web>) -> MethodRouter<Web> {
        handler
            .route_layer(from_fn_with_state((self.web.clone(), access), gate))
            .route_layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, longest))
    }

    fn add_within(mut self, longest: Duration, access: Access, handler: UtoipaMethodRouter<Web>) -> Routes {
        let (schemas, mut paths, methods) = handler;
        for (name, schema) in &schemas {
            let said = serde_json::to_value(schema).unwrap_or_default();
            let known = self.schemas.entry(name.clone()).or_insert_with(|| said.clone());
            // One of them would describe the answers of both.
            assert!(*known == said, "two types of the API are called {name}");
        }
        for (path, item) in &mut paths.paths {
            for (method, operation) in [
                ("GET", &mut item.get),
                ("PUT", &mut item.put),
                ("POST", &mut item.post),
                ("DELETE", &mut item.delete),
                ("PATCH", &mut item.patch),
            ] {
                if let Some(operation) = operation {
                    describe(operation, access);
                    self.declared.push(Declared { method, path: path.clone(), access });
                }
            }
        }
        let gated = self.gated(longest, access, methods);
        self.router = self.router.routes((schemas, paths, gated));
        self
    }
}

/// Says in the API's description who may use an operation.
fn describe(operation: &mut Operation, access: Access) {
    let who = match access {
        Access::Anyone => "Anybody.".to_owned(),
        Access::Telephone => "A telephone that was added.".to_owned(),
        Access::Arriving => "Whoever is signed in, even if a password must be chosen first.".to_owned(),
        Access::Person => "Whoever is signed in.".to_owned(),
        Access::Inside => "Whoever has a role in the situation.".to_owned(),
        Access::May(_) | Access::Fresh(_) => {
            let roles = access.roles().unwrap_or_default();
            let roles: Vec<&str> = roles.iter().map(|role| role.code()).collect();
            let when =
                if matches!(access, Access::Fresh(_)) { "; the password shown a moment ago" } else { "" };
            format!("Roles in the situation: {}{when}.", roles.join(", "))
        }
    };
    for (status, response) in &mut operation.responses.responses {
        if let (true, RefOr::T(response)) = (status.starts_with(['4', '5']), response) {
            as_problem(response);
        }
    }
    let body = operation.request_body.is_some();
    for (status, said) in everywhere(access).iter().chain(if body { BODY } else { &[] }) {
        operation.responses.responses.entry((*status).to_owned()).or_insert_with(|| RefOr::T(problem(said)));
    }
    let said = operation.description.take().unwrap_or_default();
    operation.description = Some(format!("{said}\n\n**Who:** {who}").trim().to_owned());
}

/// What any route that takes a body may answer to it.
const BODY: &[(&str, &str)] = &[
    ("400", "Not understood."),
    ("413", "More than is taken."),
    ("415", "Another content type than is taken."),
    ("422", "Understood, and not possible as it is."),
];

/// What any route of this access may answer besides what its handler says.
fn everywhere(access: Access) -> &'static [(&'static str, &'static str)] {
    const ALL: &[(&str, &str)] = &[
        ("400", "Not understood."),
        ("401", "Not signed in, or the password is asked for once more."),
        ("403", "Not yours to do, something comes first, or sent by another page."),
        ("404", "Nothing here by that name, or none for this person."),
        ("408", "The request took too long."),
        ("421", "The server does not answer under that name."),
        ("500", "Something went wrong; nothing of the request was stored."),
        ("503", "Not available now; try again in a moment."),
    ];
    match access {
        Access::Anyone | Access::Telephone => &ALL[4..],
        Access::Arriving | Access::Person | Access::Inside | Access::May(_) | Access::Fresh(_) => ALL,
    }
}

fn problem(said: &str) -> openapi::Response {
    let reference = openapi::Ref::from_schema_name("Problem");
    let content = openapi::ContentBuilder::new().schema(Some(reference)).build();
    openapi::ResponseBuilder::new().description(said).content(PROBLEM, content).build()
}

/// Problems have a content type of their own (RFC 9457).
fn as_problem(response: &mut openapi::Response) {
    if let Some(content) = response.content.shift_remove("application/json") {
        response.content.insert(PROBLEM.to_owned(), content);
    }
}

/// Everything that the server answers, the list of its routes, and their description.
pub fn router(web: &Web) -> (Router, Vec<Declared>, OpenApi) {
    let routes = Routes {
        web: web.clone(),
        router: OpenApiRouter::with_openapi(api::description()),
        declared: Vec::new(),
        schemas: BTreeMap::new(),
    };
    let Routes { router, declared, .. } = collect::routes(pages::routes(api::routes(routes)));
    let (router, openapi) = router.split_for_parts();
    let document = openapi.clone();
    let router = router
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .layer(axum::Extension(std::sync::Arc::new(document)))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(web.clone(), admit))
        .layer(from_fn_with_state(web.clone(), doorstep))
        .layer(from_fn_with_state(web.clone(), headers::guard))
        .layer(from_fn_with_state(web.clone(), request_log::line))
        .with_state(web.clone());
    (router, declared, openapi)
}

/// Before anything else: is the request for this host, and does it come from a page of ours?
async fn doorstep(State(web): State<Web>, request: Request, next: Next) -> Result<Response, Problem> {
    web.trust().host(request.uri(), request.headers())?;
    // A telephone is no browser: nothing of it goes by itself where another page wants it, least of all its secret.
    let route = request.extensions().get::<MatchedPath>();
    if !route.is_some_and(|route| route.as_str().starts_with(collect::AT)) {
        web.trust().sender(request.method(), request.headers())?;
    }
    let response = next.run(request).await;
    if response.status() == StatusCode::REQUEST_TIMEOUT {
        return Err(Problem::too_slow());
    }
    Ok(response)
}

/// A panic is a defect of ours: the request fails, the server goes on, and the log says where.
fn panicked(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let what = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic".to_owned());
    axum::response::IntoResponse::into_response(Problem::internal(what))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use std::any::Any;
    use std::sync::Arc;

    #[tokio::test]
    async fn a_panic_is_told_to_the_log_alone() {
        let said = "index out of bounds at /srv/src/store.rs: SELECT case_body";
        let panics: [(Box<dyn Any + Send>, &str); 3] =
            [(Box::new(said), said), (Box::new(said.to_owned()), said), (Box::new(7), "a panic")];
        for (panic, cause) in panics {
            let response = panicked(panic);
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            let problem = response.extensions().get::<Arc<Problem>>().unwrap();
            assert_eq!(problem.cause(), Some(cause));
            let body = to_bytes(response.into_body(), 10_000).await.unwrap();
            let body = String::from_utf8(body.to_vec()).unwrap();
            assert!(body.contains("urn:sixfold:problem:internal"), "{body}");
            for word in ["index", "srv", "store.rs", "SELECT", "panic"] {
                assert!(!body.contains(word), "{word}: {body}");
            }
        }
    }
}
