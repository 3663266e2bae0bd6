//! A6: no body of the API takes a member that its description does not name.

use super::client::{Caller, Server};
use crate::support::document;
use crate::world::{Engine, World};
use domain::access::Role;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What somebody adds to get more than is theirs.
const ADDED: [&str; 8] =
    ["role", "status", "verified_at", "vault_id", "version", "owner", "is_admin", "__proto__"];

/// A schema, with references followed.
fn followed<'d>(description: &'d Value, schema: &'d Value) -> &'d Value {
    match schema["$ref"].as_str() {
        Some(at) => followed(description, description.pointer(at.trim_start_matches('#')).unwrap()),
        None => schema,
    }
}

/// The kinds of object that a schema allows, each with the members that it knows and the one that says which kind it is.
fn kinds<'d>(description: &'d Value, schema: &'d Value) -> Vec<(Vec<&'d str>, Value)> {
    let schema = followed(description, schema);
    if let Some(several) = ["oneOf", "anyOf"].iter().find_map(|key| schema[*key].as_array()) {
        return several.iter().flat_map(|one| kinds(description, one)).collect();
    }
    let parts: Vec<&Value> = match schema["allOf"].as_array() {
        Some(parts) => parts.iter().map(|part| followed(description, part)).collect(),
        None => vec![schema],
    };
    let members = || parts.iter().filter_map(|part| part["properties"].as_object()).flatten();
    let tag = members().filter_map(|(name, of)| {
        let of = followed(description, of);
        let only = of["const"].as_str().or_else(|| match of["enum"].as_array().map(Vec::as_slice) {
            Some([only]) => only.as_str(),
            _ => None,
        });
        only.map(|only| (name.clone(), json!(only)))
    });
    let tag = Value::Object(tag.collect());
    vec![(members().map(|(name, _)| name.as_str()).collect(), tag)]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_body_takes_a_member_that_nobody_described() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut people = BTreeMap::<Role, Caller>::new();
    for role in Role::ALL {
        people.insert(*role, server.caller(&world, *role).await);
    }
    let cochair = people.get_mut(&Role::Cochair).unwrap();
    let description = cochair.get("/api/v1/openapi.json").await.json();
    let (mut bodies, mut documents, mut tried) = (0, 0, 0);
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let Some(schema) = operation.pointer("/requestBody/content/application~1json/schema") else {
                continue;
            };
            let method = method.to_uppercase();
            let route =
                server.routes.iter().find(|route| route.path == *path && route.method == method).unwrap();
            let role =
                route.access.roles().and_then(|roles| roles.first().copied()).unwrap_or(Role::Verifier);
            let caller = people.get_mut(&role).unwrap();
            let part = |part: &str| match part {
                "{situation}" => "XAR".to_owned(),
                other if other.starts_with('{') => "0123456789abcdef0123456789abcdef".to_owned(),
                other => other.to_owned(),
            };
            let named = path.split('/').map(part).collect::<Vec<_>>().join("/");
            let kinds = kinds(&description, schema);
            if kinds.iter().all(|(members, _)| members.is_empty())
                && followed(&description, schema)["type"] != "object"
            {
                documents += 1;
                continue;
            }
            bodies += 1;
            for (known, tag) in kinds {
                for added in ADDED.iter().filter(|added| !known.contains(*added)) {
                    // What says of which kind it is comes first.
                    let mut text = tag.to_string();
                    text.truncate(text.len() - 1);
                    let comma = if tag.as_object().unwrap().is_empty() { "" } else { "," };
                    let text = format!("{text}{comma}\"{added}\":\"x\"}}");
                    let request = caller.request(&method, &named).header("content-type", "application/json");
                    let request = request
                        .header("if-match", "\"1\"")
                        .body(axum::body::Body::from(text.clone()))
                        .unwrap();
                    let answer = caller.send(request).await;
                    let said = answer.json()["detail"].as_str().unwrap_or_default().to_owned();
                    assert!(
                        answer.status == 400 && said.contains(&format!("unknown field `{added}`")),
                        "{method} {path} {text}: {} {said}",
                        answer.status
                    );
                    tried += 1;
                }
            }
        }
    }
    println!("{bodies} bodies, {documents} documents, {tried} tries");
    assert!(bodies >= 20 && documents >= 2, "{bodies} {documents}");
}

/// Documents are read by the reader of incidents, which names what it does not know, wherever it stands.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_document_takes_a_member_that_nobody_described() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut cochair = server.caller(&world, Role::Cochair).await;
    let at = "/api/v1/situations/XAR";
    let made = cochair.post(&format!("{at}/incidents"), document("A6")).await.json();
    let incident = made["incident"].as_str().unwrap().to_owned();
    for place in ["", "/violations/0", "/location", "/perpetrators/0"] {
        for added in ["role", "verified_at", "vault_id", "version", "owner", "is_admin"] {
            let mut more = document("A6");
            more.pointer_mut(place).unwrap()[added] = json!("x");
            let request = |method, path: String| (method, path, more.clone());
            for (method, path, body) in [
                request("POST", format!("{at}/incidents")),
                request("PUT", format!("{at}/incidents/{incident}")),
                request("POST", format!("{at}/submissions")),
            ] {
                let asked = cochair.request(method, &path).header("content-type", "application/json");
                let asked =
                    asked.header("if-match", "\"1\"").body(axum::body::Body::from(body.to_string())).unwrap();
                let answer = cochair.send(asked).await;
                let said = answer.json()["problems"].to_string();
                assert!(answer.status == 422 && said.contains(added), "{method} {place} {added}: {answer:?}");
            }
        }
    }
    let version = cochair.get(&format!("{at}/incidents/{incident}")).await.headers["etag"].clone();
    assert_eq!(version, "\"1\"");
}
