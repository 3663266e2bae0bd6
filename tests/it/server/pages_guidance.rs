//! The pages for everybody.

use super::client::Server;
use super::pages_reports::see;
use crate::support::document;
use crate::world::{Engine, World, take};
use domain::dictionary::{LANGUAGES, languages};
use domain::violation::{Status, ViolationType};
use sixfold::casework::Taking;

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
