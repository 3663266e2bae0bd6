//! The API's description: as a document, and as a page to read.

use super::client::Server;
use crate::world::{Engine, World};
use domain::access::Role;

/// Every route, and every type that one is described with, is on the page; each link leads somewhere.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_route_is_on_the_page() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut caller = server.caller(&world, Role::Monitor).await;
    let answer = caller.get("/api/v1/docs").await;
    assert_eq!(
        (answer.status, answer.headers["content-type"].to_str().unwrap()),
        (200, "text/html; charset=utf-8")
    );
    let page = answer.text();
    assert!(server.routes.len() > 40);
    // Pages and what they load are for people, and are described nowhere but on themselves.
    let for_programs = ["/api/", "/healthz", "/readyz", "/assets/api.css"];
    let is_for_programs = |path: &str| for_programs.iter().any(|start| path.starts_with(start));
    for route in server.routes.iter().filter(|route| is_for_programs(&route.path)) {
        let shown = format!("<span class=\"method\">{}</span> <code>{}</code>", route.method, route.path);
        assert_eq!(page.matches(&shown).count(), 1, "{shown}");
    }
    let document = caller.get("/api/v1/openapi.json").await.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("id=\"type-{name}\"")), "{name}");
    }
    let after = |text: &str, before: &str| -> Vec<String> {
        text.split(before).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let ids = after(&page, " id=\"");
    for (at, id) in ids.iter().enumerate() {
        assert!(!ids[..at].contains(id), "{id} is there twice");
    }
    for link in after(&page, "href=\"#").into_iter().chain(after(&page, "aria-labelledby=\"")) {
        assert!(ids.contains(&link), "{link} leads nowhere");
    }
    // One heading of the page, then subjects, then operations, with no level left out.
    assert_eq!(page.matches("<h1").count(), 1);
    assert_eq!(page.matches("<h4").count(), 0);
}

/// D3: nothing in it runs or is styled but by what this server serves from a file of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_has_no_script_and_no_style_of_its_own() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut caller = server.caller(&world, Role::Auditor).await;
    let answer = caller.get("/api/v1/docs").await;
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");
    let page = answer.text().to_lowercase();
    for refused in [
        "<script",
        "<style",
        " style=",
        "javascript:",
        " onload=",
        " onclick=",
        "http://",
        "https://",
        "<img",
        "<iframe",
    ] {
        assert!(!page.contains(refused), "{refused}");
    }
    assert_eq!(page.matches("<link").count(), 1);
    assert!(page.contains(r#"<link rel="stylesheet" href="/assets/api.css">"#));
    let style = server.stranger().get("/assets/api.css").await;
    assert_eq!(
        (style.status, style.headers["content-type"].to_str().unwrap()),
        (200, "text/css; charset=utf-8")
    );
    assert!(!style.text().contains("url(") && !style.text().contains("@import"));
    // It is for those who are signed in.
    for path in ["/api/v1/docs", "/api/v1/openapi.json"] {
        assert_eq!(server.stranger().get(path).await.status, 401, "{path}");
    }
}
