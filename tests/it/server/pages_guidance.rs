//! The pages for everybody, and the help that stands in each page.

use super::client::{Caller, Server, see};
use crate::support::document;
use crate::world::{Engine, World, take};
use domain::access::Role;
use domain::dictionary::{LANGUAGES, languages};
use domain::violation::{Status, ViolationType};
use sixfold::casework::Taking;
use sixfold::web::access::Access;
use std::collections::HashMap;

/// Text as a template writes it.
fn escaped(text: &str) -> String {
    text.replace('&', "&#38;").replace('"', "&#34;").replace('\'', "&#39;")
}

/// Whoever follows a link reads the page in the language that it names, whatever else they asked for, and nothing on
/// it is of a situation.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_read_how_we_count_and_the_guide_in_every_language() {
    let world = World::new(Engine::Sqlite).await;
    let desk = world.cochair().await;
    take(&desk, &[document("INV-1")], Taking::ContentOnly).await;
    let server = Server::over(&world);
    let mut stranger = server.stranger();
    for language in LANGUAGES {
        for path in ["/how-we-count", "/field-guide"] {
            let other = if *language == "en" { "ar" } else { "en" };
            let page = see(&mut stranger, &format!("{path}?language={language}"), other).await;
            assert_eq!(page.status, 200, "{path} {language}");
            let page = page.text();
            assert!(page.contains(&format!("<html lang=\"{language}\"")), "{path} {language}");
            // Another language is chosen as anywhere, and leads back without the one that the link named.
            assert!(page.contains(&format!("name=\"then\" value=\"{path}\"")), "{path}");
            for kind in ViolationType::ALL {
                let name = escaped(&languages().option(language, "violation_type", kind.code()));
                assert!(page.contains(&name), "{path} {language}: {name}");
            }
            let situation = desk.situation();
            assert!(!page.contains(&situation.row.name) && !page.contains("XAR"), "{path} {language}");
            for party in situation.registers.parties.all() {
                assert!(!page.contains(&party.name), "{path} {language}: {}", party.name);
            }
            for area in situation.registers.areas.all() {
                assert!(!page.contains(&area.name), "{path} {language}: {}", area.name);
            }
        }
        let page = see(&mut stranger, "/how-we-count", language).await.text();
        for status in Status::ALL {
            let name = escaped(&languages().option(language, "status", status.code()));
            assert!(page.contains(&format!("<h3>{name}</h3>")), "{language}: {name}");
        }
        assert!(page.contains(domain::counting::RULES), "{language}");
        // What a link names and is no language of ours changes nothing.
        let page = see(&mut stranger, "/how-we-count?language=%22%3E%3Cb%3E", language).await.text();
        assert!(page.contains(&format!("<html lang=\"{language}\"")) && !page.contains("<b>"), "{language}");
    }
    let door = see(&mut stranger, "/sign-in", "en").await.text();
    for path in ["/how-we-count", "/field-guide"] {
        assert!(door.contains(&format!("href=\"{path}\"")), "{path}");
    }
}

/// Help that is there once, folded away, and says something.
fn help(page: &str) -> Option<&str> {
    let mut parts = page.split("<details class=\"help\"><summary>").skip(1);
    let (part, None) = (parts.next()?, parts.next()) else { return None };
    let (_, said) = part.split_once("</summary><p>")?;
    said.split("</p></details>").next().filter(|said| said.len() > 40)
}

/// Every page of a situation says what it is for: also one that is not written yet.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_a_situation_says_what_it_is_for() {
    let world = World::new(Engine::Sqlite).await;
    let desk = world.cochair().await;
    take(&desk, &[document("INV-1"), document("INV-2")], Taking::ContentOnly).await;
    drop(desk);
    let server = Server::over(&world);
    let mut callers: HashMap<Role, Caller> = HashMap::new();
    let mut said: HashMap<String, String> = HashMap::new();
    for role in Role::ALL {
        callers.insert(*role, server.caller(&world, *role).await);
    }
    let pages =
        server.routes.iter().filter(|route| route.method == "GET" && !route.path.starts_with("/api/"));
    for route in pages {
        let Some(path) = route.path.strip_prefix("/situations/{situation}") else { continue };
        // A workbook says itself what it is for.
        if path.contains('{') || path == "/import/template" {
            continue;
        }
        let role = match route.access {
            Access::Inside => Role::Auditor,
            other => other.roles().unwrap()[0],
        };
        let page = see(callers.get_mut(&role).unwrap(), &format!("/situations/XAR{path}"), "en").await;
        assert_eq!(page.status, 200, "{path}");
        let page = page.text();
        let help = help(&page).unwrap_or_else(|| panic!("{path} has no help"));
        assert!(said.insert(help.to_owned(), path.to_owned()).is_none(), "{path} says what another says");
    }
    assert!(said.len() >= 12, "{said:?}");
    // An incident, and two beside each other, are more than the list that they are of.
    let verifier = callers.get_mut(&Role::Verifier).unwrap();
    let list = see(verifier, "/situations/XAR/incidents", "ar").await.text();
    let ids: Vec<&str> = list
        .split("/situations/XAR/incidents/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|id| id.len() == 32)
        .collect();
    let one = format!("/situations/XAR/incidents/{}", ids[0]);
    for path in [format!("{one}/beside/{}", ids[1]), one] {
        let page = see(verifier, &path, "en").await.text();
        let help = help(&page).unwrap_or_else(|| panic!("{path} has no help"));
        assert!(said.insert(help.to_owned(), path.clone()).is_none(), "{path} says what another says");
    }
}

/// The guide as a file is the one of the page, and a language that there is not is refused before a file is made.
#[test]
fn the_command_line_writes_the_guide_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let write = |language: &str| {
        let file = folder.path().join(format!("{language}.html"));
        let file_name = file.to_str().unwrap();
        let call = ["dictionary", "--guide", file_name, "--language", language];
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_sixfold")).args(call).output().unwrap();
        (done.status.code(), std::fs::read_to_string(&file).ok())
    };
    for language in LANGUAGES {
        assert_eq!(write(language), (Some(0), sixfold::web::field_guide(language)), "{language}");
    }
    assert_eq!(write("xx"), (Some(2), None));
}
