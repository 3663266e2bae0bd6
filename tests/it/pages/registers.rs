//! Registers and boundaries from files, in a browser: what is shown first, with names that would run in a careless page.

use super::accessible::found;
use super::browser::Browser;
use super::hostile::{POLYGLOTS, nothing_ran, watch};
use super::site::Site;
use crate::releases::{ask, incidents, publish};
use crate::story::boundary_file;
use crate::world::{Engine, World, take};
use domain::access::Role;
use domain::register::Table;
use domain::tables::Tier;
use sixfold::casework::{SecondFactor, Taking};
use std::fs;
use std::path::Path;

/// Chooses a file in a form and sends it.
async fn choose(browser: &Browser, file: &Path) {
    browser.find("#file").await.send_keys(file.to_str().unwrap()).await.unwrap();
    browser.click("form[action$='/preview'] button").await;
}

/// Nothing ran, nothing is wrong for anybody, and nothing stands beside the page, on a telephone either.
async fn is_fine(browser: &Browser, what: &str) {
    nothing_ran(browser, what).await;
    for width in [1200, 320] {
        browser.wide(width).await;
        assert_eq!(found(browser).await, Vec::<String>::new(), "{what} {width}");
        let over = browser.run("return document.scrollingElement.scrollWidth - window.innerWidth").await;
        assert!(over.as_i64().unwrap_or_default() <= 0, "{what}: {over} pixels wider than {width}");
    }
    browser.wide(1200).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_are_shown_then_stored_and_no_name_in_them_runs() {
    let world = World::new(Engine::Sqlite).await;
    let (one, other) = (world.desk("cochair-1").await, world.desk("cochair-2").await);
    take(&one, &incidents(0, 60), Taking::Decisions).await;
    // Every region is called by a string that would run, and one district by its code too.
    let mut table = one.situation().registers.to_csv(Table::Areas);
    for (at, text) in POLYGLOTS.iter().enumerate() {
        let quoted = format!("\"{}\"", text.replace('"', "\"\""));
        table = table.replace(&format!("Region {},", at + 1), &format!("{quoted},"));
    }
    table.push_str("\"\"\"><b id=injected>\",New district,2,XAR01\n");
    let areas = world.dir.path().join("areas.csv");
    fs::write(&areas, table).unwrap();
    drop((one, other));

    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    watch(&browser).await;
    site.as_role(&world, &browser, Role::Administrator).await;
    let register = "/situations/XAR/registers/areas";
    browser.goto(&site.path(register)).await;
    let broken = world.dir.path().join("broken.csv");
    fs::write(&broken, "code,name,level,parent\nXAR,<b id=injected>,0,\n").unwrap();
    choose(&browser, &broken).await;
    browser.says("The table is refused").await;
    is_fine(&browser, "a refused table").await;
    choose(&browser, &areas).await;
    browser.says("Nothing is stored yet").await;
    is_fine(&browser, "a table that is shown").await;
    assert_eq!(world.desk("auditor-1").await.situation().row.register_version, 1, "nothing is stored yet");
    browser.click("form[action$='/areas'] button").await;
    browser.says("The register is changed").await;
    browser.says("1 added · 6 changed").await;
    is_fine(&browser, "a register with its history").await;

    let file = world.dir.path().join("boundaries.geojson");
    let codes = ["XAR01", "XAR02", "XAR03", "XAR04", "XAR05", "XAR06", "\"><b id=injected>", POLYGLOTS[2]];
    fs::write(&file, boundary_file(POLYGLOTS[1], &codes)).unwrap();
    browser.goto(&site.path("/situations/XAR/boundaries")).await;
    choose(&browser, &file).await;
    browser.says("Nothing is stored yet").await;
    browser.says("7 areas have a boundary").await;
    is_fine(&browser, "boundaries that are shown").await;
    browser.click("form[action$='/boundaries'] button").await;
    browser.says("The boundaries are changed").await;
    browser.goto(&site.path("/situations/XAR/settings")).await;
    nothing_ran(&browser, "/settings").await;
    // What was released from then on calls the areas so, and the map and the tables show it.
    let (one, other) = (world.desk("cochair-1").await, world.desk("cochair-2").await);
    publish(&one, &other, &ask(Tier::Public)).await;
    browser.click("form[action='/sign-out'] button").await;
    browser.at("/sign-in").await;
    site.as_role(&world, &browser, Role::TaskForce).await;
    browser.goto(&site.path("/situations/XAR/dashboard")).await;
    browser.find("svg.map .shape").await;
    assert_eq!(browser.count("svg.map .shape").await, 6);
    is_fine(&browser, "a dashboard with a map").await;
    drop(browser);
    site.stop().await;
}
