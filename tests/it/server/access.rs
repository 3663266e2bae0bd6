//! A1, A3, A5, A6: every route is tried by everybody, and answers as it is declared.

use super::client::{Caller, Server};
use crate::raw::Raw;
use crate::world::{Engine, World, on_both_engines};
use domain::access::Role;
use serde_json::json;
use sixfold::web::Declared;
use sixfold::web::access::Access;

/// A path with something in the place of each parameter.
fn path(route: &Declared, situation: &str) -> String {
    let named = route.path.replace("{situation}", situation).replace("{report}", "ghn");
    let mut path = String::new();
    for part in named.split('/').skip(1) {
        path.push('/');
        path.push_str(if part.starts_with('{') { "0123456789abcdef0123456789abcdef" } else { part });
    }
    path
}

/// Asks without a useful body: only who may ask is of interest.
async fn ask(caller: &mut Caller, route: &Declared, situation: &str) -> (u16, String) {
    let path = path(route, situation);
    let answer = match route.method {
        "GET" => caller.get(&path).await,
        "DELETE" => caller.delete(&path).await,
        method => caller.with_json(method, &path, json!({"nothing": "that is known"})).await,
    };
    // A telephone is answered in XML, with a status alone to tell by.
    if route.access == Access::Telephone {
        return (answer.status, if answer.status == 404 { "not_found".to_owned() } else { answer.text() });
    }
    let problem = if answer.status >= 400 { answer.problem() } else { String::new() };
    (answer.status, problem)
}

/// What ends the session that asks.
fn ends(route: &Declared) -> bool {
    let ends = [("DELETE", "/api/v1/session"), ("POST", "/sign-out"), ("POST", "/leave")];
    ends.contains(&(route.method, route.path.as_str()))
}

/// Whether an answer came from behind the gate: from the handler and what it calls.
fn let_in((status, problem): &(u16, String)) -> bool {
    *status != 401
        && !["forbidden", "new_password_needed", "second_factor_needed"].contains(&problem.as_str())
}

/// The declaration, printed: a change of who may do what shows as a change of this text.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_routes_are_those_that_were_meant() {
    let server = Server::over(&World::new(Engine::Sqlite).await);
    let mut lines: Vec<String> = server
        .routes
        .iter()
        .map(|route| {
            let who = match route.access {
                Access::May(_) | Access::Fresh(_) => {
                    let roles = route.access.roles().unwrap();
                    let roles = roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(", ");
                    let fresh = matches!(route.access, Access::Fresh(_));
                    if fresh { format!("{roles}; the password shown a moment ago") } else { roles }
                }
                other => format!("{other:?}").to_lowercase(),
            };
            format!("{} {}: {who}", route.method, route.path)
        })
        .collect();
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"));
}

on_both_engines! {
    /// A1: every route by every role.
    async fn each_role_is_let_in_where_it_is_declared_and_nowhere_else(world: World) {
        let server = Server::over(&world);
        let mut stranger = server.stranger();
        for route in &server.routes {
            let got = ask(&mut stranger, route, "XAR").await;
            // Without the secret of a telephone there is nothing.
            let expected = route.access == Access::Anyone || (route.access == Access::Telephone && got.0 == 404);
            // Whoever signs in with nothing useful is told that it is not understood, or not signed in.
            assert!(expected || got.0 == 401, "{route:?}: {got:?}");
        }
        for role in Role::ALL {
            let mut caller = server.caller(&world, *role).await;
            for route in server.routes.iter().filter(|route| !ends(route)) {
                let got = ask(&mut caller, route, "XAR").await;
                let expected = route.access.roles().is_none_or(|roles| roles.contains(role));
                if route.path != "/api/v1/session" || route.method != "POST" {
                    assert_eq!(let_in(&got), expected, "{role}: {route:?}: {got:?}");
                }
                assert!(got.0 < 500, "{role}: {route:?}: {got:?}");
            }
            let out = server.routes.iter().find(|route| ends(route) && route.method == "DELETE").unwrap();
            assert_eq!(ask(&mut caller, out, "XAR").await.0, 204);
        }
    }

    /// A5: a situation that is not there and one in which somebody has no role are the same to them.
    async fn another_situation_is_none(world: World) {
        let raw = Raw::open(&world).await;
        let bytes = raw.literal(&[9; 16]);
        raw.run(&format!(
            "INSERT INTO situation (number, id, code, name) VALUES (2, {bytes}, 'XBR', 'Borania')"
        ))
        .await;
        let server = Server::over(&world);
        let mut caller = server.caller(&world, Role::Cochair).await;
        for route in server.routes.iter().filter(|route| route.path.contains("{situation}")) {
            let there = ask(&mut caller, route, "XBR").await;
            assert_eq!(there, (404, "not_found".to_owned()), "{route:?}");
            assert_eq!(ask(&mut caller, route, "NONE").await, there, "{route:?}");
        }
    }

    /// A3: an account in another state is let in nowhere, from the next request on.
    async fn a_state_changes_what_is_let_in_at_once(world: World) {
        let server = Server::over(&world);
        let mut arrived = server.arrived(&world, "verifier-1").await;
        for route in server.routes.iter().filter(|route| !ends(route)) {
            let got = ask(&mut arrived, route, "XAR").await;
            match route.access {
                Access::Person | Access::Inside | Access::May(_) | Access::Fresh(_) => assert_eq!(got.1, "new_password_needed", "{route:?}"),
                Access::Telephone => assert_eq!(got.0, 404, "{route:?}"),
                Access::Anyone | Access::Arriving => assert!(got.0 < 500, "{route:?}: {got:?}"),
            }
        }
        let mut caller = server.settled(&world, "verifier-1").await;
        assert_eq!(caller.get("/api/v1/situations/XAR/registers").await.status, 200);
        let raw = Raw::open(&world).await;
        raw.run("UPDATE account SET status = 'suspended' WHERE login = 'verifier-1'").await;
        let of_nobody = [Access::Anyone, Access::Telephone];
        let routes = server.routes.iter().filter(|route| !of_nobody.contains(&route.access));
        for route in routes {
            assert_eq!(ask(&mut caller, route, "XAR").await.0, 401, "{route:?}");
        }
        raw.run("UPDATE account SET status = 'active' WHERE login = 'verifier-1'").await;
        // The session is gone, and does not come back with the account.
        assert_eq!(caller.get("/api/v1/session").await.status, 401);
    }
}

/// A6: what a request does not know is refused, and nothing of it is done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fields_that_nobody_knows_are_refused() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut caller = server.caller(&world, Role::Verifier).await;
    let password = super::client::password_of("verifier-1");
    for extra in ["role", "status", "verified_at", "vault_id", "version", "owner"] {
        let body = json!({"login": "verifier-1", "password": password, extra: "x"});
        let answer = server.stranger().post("/api/v1/session", body).await;
        assert_eq!((answer.status, answer.problem()), (400, "bad_request".to_owned()), "{extra}");
        let body = json!({"password": "another kettle orbit plume wharf", extra: "x"});
        assert_eq!(caller.put("/api/v1/session/password", body).await.status, 400, "{extra}");
    }
    let asked = "/api/v1/situations/XAR/reports/ghn/tables?from=2026-01-01&to=2026-03-31&secret=x";
    assert_eq!(caller.get(asked).await.status, 400);
    assert_eq!(server.stranger().sign_in("verifier-1", &password, None).await.status, 204);
}
