//! Every page in every language, against WCAG 2.2 AA as axe checks it, and at the width of a small telephone.

use super::browser::Browser;
use super::site::{Site, incident, record};
use crate::releases::{ask, incidents, publish};
use crate::story::read_boundaries;
use crate::world::{Engine, World, take};
use domain::access::Role;
use domain::tables::Tier;
use serde_json::Value;
use sixfold::casework::{SecondFactor, Taking};

/// axe-core 4.14.1 (MPL-2.0), as its makers publish it.
const AXE: &str = include_str!("axe.min.js");
const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];

/// What axe finds wrong with the page.
pub(super) async fn found(browser: &Browser) -> Vec<String> {
    let is_there = browser.run("return typeof axe !== 'undefined'").await;
    if is_there != true {
        browser.run(AXE).await;
    }
    let tags = r#"["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]"#;
    let asked = format!(
        "const end = arguments[arguments.length - 1];
        axe.run(document, {{ runOnly: {tags} }}).then(
            (report) => end(report.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html).join(' | '))),
            (error) => end([String(error)]));"
    );
    let found = browser.run_to_end(&asked).await;
    found.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

/// Looks at a page in every language, light and dark, wide and narrow.
async fn look(site: &Site, browser: &Browser, path: &str, wrong: &mut Vec<String>) {
    for language in LANGUAGES {
        browser.goto(&site.path(path)).await;
        // Asked again while the next page is being read, it finds a list without its options.
        let choose = "const list = document.getElementById('language');
            if (list && [...list.options].some((option) => option.value === arguments[0])) {
                list.value = arguments[0]; list.form.submit();
            }";
        browser.run_with(choose, vec![language.into()]).await;
        browser.find(&format!("html[lang={language}]")).await;
        for (scheme, width) in [("light", 1200), ("dark", 320)] {
            browser.wide(width).await;
            let features =
                serde_json::json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
            browser.protocol("Emulation.setEmulatedMedia", features).await;
            for problem in found(browser).await {
                wrong.push(format!("{path} {language} {scheme} {width}: {problem}"));
            }
            let over = browser.run("return document.scrollingElement.scrollWidth - window.innerWidth").await;
            if over.as_i64().unwrap_or_default() > 0 {
                wrong.push(format!("{path} {language}: {over} pixels wider than {width}"));
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_for_everybody() {
    let world = World::new(Engine::Sqlite).await;
    record(&world, &[incident("INV-1"), incident("INV-2")]).await;
    read_boundaries(&world).await;
    crate::retention::recorded(&world, jiff::civil::date(2020, 5, 4), &["OLD-1", "OLD-2"]).await;
    let months = domain::retention::Retention::checked(Some(24));
    world.desk(world.login(Role::Administrator)).await.change_setting(months, 0).await.unwrap();
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    let mut wrong = Vec::new();
    look(&site, &browser, "/sign-in", &mut wrong).await;
    look(&site, &browser, "/nothing-here", &mut wrong).await;
    look(&site, &browser, "/how-we-count", &mut wrong).await;
    look(&site, &browser, "/field-guide", &mut wrong).await;
    look(&site, &browser, "/referral", &mut wrong).await;
    site.as_role(&world, &browser, Role::Verifier).await;
    let id = incident_id(&site, &browser).await;
    let other =
        browser.run("return document.querySelectorAll('tbody th a')[1].pathname.split('/').pop()").await;
    let (one, beside, summary, care) = (
        format!("/situations/XAR/incidents/{id}?open=identity"),
        format!("/situations/XAR/incidents/{id}/beside/{}", other.as_str().unwrap()),
        format!("/situations/XAR/incidents/{id}/summary"),
        format!("/situations/XAR/incidents/{id}/care"),
    );
    let pages = [
        "/situations/XAR",
        "/situations/XAR/queue",
        "/situations/XAR/incidents",
        "/situations/XAR/duplicates",
        "/account",
        "/account/password",
        "/account/second-factor",
        "/confirm",
        "/situations/XAR/health?consents=count",
        &one,
        &beside,
        &summary,
        &care,
    ];
    for path in pages {
        look(&site, &browser, path, &mut wrong).await;
    }
    let others = [
        (
            Role::Cochair,
            &[
                "/situations/XAR",
                "/situations/XAR/people",
                "/situations/XAR/settings",
                "/situations/XAR/retention",
                "/situations/XAR/break-glass",
            ][..],
        ),
        (
            Role::Administrator,
            &[
                "/situations/XAR/people",
                "/situations/XAR/settings",
                "/situations/XAR/retention",
                "/situations/XAR/registers/areas",
                "/situations/XAR/boundaries",
            ],
        ),
        (Role::Auditor, &["/situations/XAR/log"]),
        (Role::Monitor, &["/situations/XAR/questions", "/situations/XAR/report", "/situations/XAR/import"]),
    ];
    for (role, paths) in others {
        browser.goto(&site.path("/account")).await;
        browser.click("form[action='/sign-out'] button").await;
        browser.at("/sign-in").await;
        site.as_role(&world, &browser, role).await;
        for path in paths {
            look(&site, &browser, path, &mut wrong).await;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    drop(browser);
    site.stop().await;
}

/// Reports, a release that is out, and the dashboard over it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_figures_is_for_everybody() {
    let world = World::new(Engine::Sqlite).await;
    let (one, other) = (world.desk("cochair-1").await, world.desk("cochair-2").await);
    take(&one, &incidents(0, 60), Taking::Decisions).await;
    let release = publish(&one, &other, &ask(Tier::Public)).await;
    read_boundaries(&world).await;
    drop((one, other));
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    let mut wrong = Vec::new();
    site.as_role(&world, &browser, Role::Cochair).await;
    let release = format!("/situations/XAR/releases/{release}");
    let pages = [
        "/situations/XAR/reports",
        "/situations/XAR/releases",
        "/situations/XAR/dashboard",
        release.as_str(),
    ];
    for path in pages {
        look(&site, &browser, path, &mut wrong).await;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // On paper the figures stand below their drawings.
    browser.goto(&site.path("/situations/XAR/dashboard")).await;
    let seen = "return document.querySelector('.chart details table').checkVisibility()";
    browser.protocol("Emulation.setEmulatedMedia", serde_json::json!({"media": "screen"})).await;
    assert_eq!(browser.run(seen).await, false);
    browser.protocol("Emulation.setEmulatedMedia", serde_json::json!({"media": "print"})).await;
    assert_eq!(browser.run(seen).await, true);
    drop(browser);
    site.stop().await;
}

/// The id of the first incident of the list.
async fn incident_id(site: &Site, browser: &Browser) -> String {
    browser.goto(&site.path("/situations/XAR/incidents")).await;
    let path = browser.run("return document.querySelector('tbody th a').pathname").await;
    match path {
        Value::String(path) => path.rsplit('/').next().unwrap().to_owned(),
        other => panic!("{other}"),
    }
}

/// The check can fail: a page with a picture of nothing is found out.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_is_not_for_everybody_is_found_out() {
    let world = World::new(Engine::Sqlite).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    browser.goto(&site.path("/sign-in")).await;
    browser.run("document.querySelector('main').append(document.createElement('img'))").await;
    assert!(found(&browser).await.iter().any(|one| one.starts_with("image-alt")));
    drop(browser);
    site.stop().await;
}
