//! Boundary files: shown before they are kept, and drawn under released figures.

use super::client::Server;
use super::pages_registers::{hidden, see, upload};
use crate::releases::{ask, incidents, publish};
use crate::story::{boundary_file, read_boundaries};
use crate::world::{Engine, World, registers, take};
use axum::body::Body;
use axum::http::header;
use domain::access::Role;
use domain::register::Areas;
use domain::tables::Tier;
use sixfold::casework::Taking;

const AT: &str = "/situations/XAR/boundaries";
const API: &str = "/api/v1/situations/XAR/boundaries";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_boundary_file_is_shown_first_and_kept_then() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut administrator = server.caller(&world, Role::Administrator).await;
    let settings = see(&mut administrator, "/situations/XAR/settings", "en").await.text();
    assert!(
        settings.contains("There is no map") && settings.contains(&format!("href=\"{AT}\"")),
        "{settings}"
    );
    let file = boundary_file("ADM1_PCODE", &["XAR01", "XAR02", "<b>XAR99"]);
    let fields = [("file", file.as_bytes()), ("property", &b""[..])];
    let shown = upload(&mut administrator, &format!("{AT}/preview"), &fields).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    let page = shown.text();
    for said in [
        "Nothing is stored yet",
        "2 areas have a boundary",
        "the property ADM1_PCODE.",
        "&#60;b&#62;XAR99",
        "Region 3",
        "class=\"shape c0\"",
        "No area has a boundary",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("<b>XAR99"));
    let (version, outlines) = (hidden(&page, "version"), hidden(&page, "outlines"));
    let fields = [("version", version.as_bytes()), ("outlines", outlines.as_bytes())];
    // Nothing but outlines comes back from a page of ours.
    let forged = [("version", version.as_bytes()), ("outlines", &b"XAR01\tM0 0\n"[..])];
    assert_eq!(upload(&mut administrator, AT, &forged).await.status, 400);
    let kept = upload(&mut administrator, AT, &fields).await;
    assert_eq!(
        (kept.status, kept.headers["location"].to_str().unwrap()),
        (303, "/situations/XAR/boundaries?done=boundaries")
    );
    assert_eq!(upload(&mut administrator, AT, &fields).await.status, 412, "the version is another now");
    let page = see(&mut administrator, AT, "en").await.text();
    assert!(page.contains("2 added") && page.contains("administrator-1"), "{page}");

    let mut member = server.caller(&world, Role::TaskForce).await;
    let there = member.get(API).await.json();
    assert_eq!(there["areas"][0]["area"], "XAR01");
    assert!(there["areas"][0]["path"].as_str().unwrap().starts_with('M'));
    assert_eq!(see(&mut member, AT, "en").await.status, 403);
    for (file, said) in [
        (b"".to_vec(), "Choose a file first"),
        (b"{}".to_vec(), "no GeoJSON FeatureCollection"),
        (boundary_file("pcode", &["nothing"]).into_bytes(), "no property of the features has codes"),
    ] {
        let shown = upload(&mut administrator, &format!("{AT}/preview"), &[("file", &file)]).await;
        assert_eq!(shown.status, 422);
        assert!(shown.text().contains(said), "{said}: {}", shown.text());
    }
    let large =
        upload(&mut administrator, &format!("{AT}/preview"), &[("file", &vec![b' '; (8 << 20) + 8192])])
            .await;
    assert_eq!(large.status, 413);
    let nothing = upload(&mut administrator, AT, &[("version", b"2"), ("outlines", b"")]).await;
    assert_eq!(nothing.status, 400, "what did not arrive takes nothing away");
    let gone = upload(&mut administrator, AT, &[("version", b"2"), ("remove", b"yes")]).await;
    assert_eq!(gone.status, 303);
    assert_eq!(member.get(API).await.json()["areas"].as_array().unwrap().len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_reads_a_boundary_file_or_tries_it() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut administrator = server.caller(&world, Role::Administrator).await;
    let file = boundary_file("anything", &["XAR01", "XAR77"]);
    let put = async |caller: &mut super::client::Caller, path: &str, version: Option<&str>, file: &str| {
        let mut request = caller.request("PUT", path).header(header::CONTENT_TYPE, "application/geo+json");
        if let Some(version) = version {
            request = request.header(header::IF_MATCH, version);
        }
        let request = request.body(Body::from(file.to_owned())).unwrap();
        caller.send(request).await
    };
    assert_eq!(put(&mut administrator, API, None, &file).await.status, 428);
    let tried = put(&mut administrator, &format!("{API}?dry_run=true"), Some("\"1\""), &file).await.json();
    assert_eq!((&tried["stored"], &tried["property"]), (&false.into(), &"anything".into()));
    assert_eq!(tried["not_placed"][0]["code"], "XAR77");
    assert_eq!(tried["without"].as_array().unwrap().len(), 5);
    let wrong = put(&mut administrator, &format!("{API}?property=name"), Some("\"1\""), &file).await;
    assert_eq!(wrong.status, 422, "{}", wrong.text());
    assert_eq!(put(&mut administrator, API, Some("\"9\""), &file).await.status, 412);
    assert_eq!(put(&mut administrator, API, Some("\"1\""), &file).await.json()["stored"], true);
    let read = administrator.get(API).await;
    assert_eq!(read.headers["etag"], "\"2\"");
    let mut monitor = server.caller(&world, Role::Monitor).await;
    assert_eq!(put(&mut monitor, API, Some("\"2\""), &file).await.status, 403);
    let gone =
        administrator.request("DELETE", API).header(header::IF_MATCH, "\"2\"").body(Body::empty()).unwrap();
    assert_eq!(administrator.send(gone).await.status, 204);
    assert_eq!(
        administrator.get("/api/v1/situations/XAR/registers/boundaries/history").await.json()[0]["removed"],
        1
    );
}

/// The map shows released figures, and what is hidden or missing as that; an area's name is text.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_dashboard_draws_released_figures_on_a_map() {
    let mut named = registers();
    let table = named.areas.to_csv().replace("Region 2", "\"\"\"><b>Region</b> 2\"");
    named.areas = Areas::from_csv(&table).unwrap();
    let world = World::with(Engine::Sqlite, named).await;
    let (one, other) = (world.desk("cochair-1").await, world.desk("cochair-2").await);
    take(&one, &incidents(0, 60), Taking::Decisions).await;
    publish(&one, &other, &ask(Tier::Public)).await;
    let server = Server::over(&world);
    let mut member = server.caller(&world, Role::TaskForce).await;
    let path = "/situations/XAR/dashboard";
    let page = see(&mut member, path, "en").await.text();
    assert!(
        !page.contains("chart-map") && !page.contains("There is no map"),
        "a member can do nothing about it"
    );
    read_boundaries(&world).await;
    let page = see(&mut member, path, "en").await.text();
    let map = page
        .split("id=\"chart-map\"")
        .nth(1)
        .unwrap_or_else(|| panic!("{page}"))
        .split("</section>")
        .next()
        .unwrap();
    assert_eq!(map.matches("<path class=\"shape ").count(), 3, "{map}");
    assert!(!page.contains("<b>Region"), "{page}");
    assert!(map.contains("&#34;&#62;&#60;b&#62;Region&#60;/b&#62; 2"), "{map}");
    assert!(map.contains("class=\"legend\"") && !map.contains("style="), "{map}");
    // Each area is called with its figure, as the table has it.
    let shapes: Vec<&str> = map.split("<path class=\"shape ").skip(1).collect();
    let table =
        page.split("aria-labelledby=\"chart-area\"").nth(2).unwrap().split("</table>").next().unwrap();
    let mut figures = 0;
    for shape in shapes {
        let title = shape.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        let (name, figure) = title.rsplit_once(": ").unwrap();
        let kind = shape.split('"').next().unwrap();
        match kind {
            "veiled" => assert_eq!(figure, "* withheld"),
            "nothing" => assert_eq!(figure, "no figure in this release"),
            "c0" => assert_eq!(figure, "0"),
            _ => assert!(figure.parse::<u64>().unwrap() > 0, "{kind} {title}"),
        }
        if kind != "nothing" {
            let row = table
                .split(&format!("<th scope=\"row\">{name}</th>"))
                .nth(1)
                .unwrap_or_else(|| panic!("{name}: {table}"));
            assert!(
                row.split("</tr>").next().unwrap().contains(&format!("<td>{figure}</td>")),
                "{title}: {row}"
            );
            figures += 1;
        }
    }
    assert!(figures > 0, "{map}");
    let arabic = see(&mut member, path, "ar").await.text();
    assert!(arabic.contains("خريطة"), "{arabic}");
}
