//! What people do, from the door to the end, in two directions of writing.

use super::browser::Browser;
use super::site::{Site, first_password, incident, password, record};
use crate::world::{Engine, World};
use domain::access::Role;
use serde_json::json;
use sixfold::casework::SecondFactor;

/// Sets up an app that shows one-time codes, with the key that the page shows for typing.
pub(super) async fn set_up_second_factor(world: &World, browser: &Browser) {
    browser.at("/account/second-factor").await;
    assert_eq!(browser.count("figure.code svg").await, 1);
    let key = browser.find("figure.code code").await.text().await.unwrap().replace(' ', "");
    let now = world.store.clock().await.unwrap().unsigned_abs();
    let code = vault::CodeSeed::from_base32(&key).unwrap().code_at(now).unwrap();
    browser.fill("#code", &code).await;
    browser.click("main form button").await;
    browser.at("/situations/XAR").await;
}

/// Takes the step that is theirs on the first violation of an incident.
pub(super) async fn decide(browser: &Browser, step: &str, reason: &str) {
    browser.click(&format!("form.decision:has(input[value={step}]) input[value=verified]")).await;
    browser.fill(&format!("form.decision:has(input[value={step}]) textarea"), reason).await;
    browser.click(&format!("form.decision:has(input[value={step}]) button")).await;
}

/// Three people, three steps, each with a second factor; in English and in Arabic.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_people_decide_one_after_another() {
    for language in ["en", "ar"] {
        let world = World::new(Engine::Sqlite).await;
        record(&world, &[incident("INV-1")]).await;
        let site = Site::over(&world, SecondFactor::Required, 0).await;
        let browser = Browser::start(language).await;
        // The co-chair who recorded the incident takes no step on it: the other one does.
        let people = [
            (world.login(Role::Verifier).to_owned(), "initial"),
            (world.login(Role::TechnicalReviewer).to_owned(), "technical"),
            ("cochair-2".to_owned(), "ctfmr"),
        ];
        for (login, step) in &people {
            site.sign_in(&browser, login, &first_password(&world, login)).await;
            browser.at("/account/password").await;
            browser.find(&format!("html[lang={language}]")).await;
            browser.fill("#password", &password(login)).await;
            browser.fill("#again", &password(login)).await;
            browser.click("main form button").await;
            set_up_second_factor(&world, &browser).await;
            browser.click("nav.ways a[href$='/queue']").await;
            browser.click("tbody th a").await;
            decide(&browser, step, &format!("weighed at the {step} step")).await;
            browser.find("main .notice[role=status]").await;
            assert!(browser.count("article .stepper li.verified").await >= 1);
            browser.click("form[action='/sign-out'] button").await;
            browser.at("/sign-in").await;
        }
        let desk = world.cochair().await;
        let history = desk.history("INV-1").await.unwrap();
        let decided = history.lines.iter().filter(|line| line.what == "decided");
        let decided: Vec<(String, String)> =
            decided.map(|line| (line.by.clone(), line.detail.to_string())).collect();
        let expected: Vec<(String, String)> = people
            .iter()
            .map(|(login, step)| (login.clone(), format!("{step} verified on 2026-03-01")))
            .collect();
        assert_eq!(decided, expected, "{language}");
        drop(browser);
        site.stop().await;
    }
}

/// Reading and deciding need no script.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_step_is_taken_without_a_script() {
    let world = World::new(Engine::Sqlite).await;
    record(&world, &[incident("INV-1")]).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    let off = serde_json::json!({"value": true});
    browser.protocol("Emulation.setScriptExecutionDisabled", off).await;
    site.as_role(&world, &browser, Role::Verifier).await;
    browser.goto(&site.path("/situations/XAR/queue?state=new")).await;
    browser.click("tbody th a").await;
    decide(&browser, "initial", "weighed").await;
    browser.find("main .notice[role=status]").await;
    // Many at once: the other violation of the incident.
    browser.goto(&site.path("/situations/XAR/queue?state=new")).await;
    browser.click("input[name=take]").await;
    browser.find("#status option[value=pending]").await.click().await.unwrap();
    browser.fill("#reason", "more is needed").await;
    browser.click(".bulk button").await;
    browser.find("main .notice[role=status]").await;
    assert_eq!(browser.count("main .wrong").await, 0);
    drop(browser);
    site.stop().await;
    let lines = world.cochair().await.history("INV-1").await.unwrap().lines;
    assert_eq!(lines.iter().filter(|line| line.what == "decided").count(), 2);
}

/// Lists are gone through by keys alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_are_decided_by_keys() {
    let world = World::new(Engine::Sqlite).await;
    record(&world, &[incident("INV-1"), incident("INV-2"), incident("INV-3")]).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    site.as_role(&world, &browser, Role::Verifier).await;
    browser.goto(&site.path("/situations/XAR/queue")).await;
    browser.find("tbody tr").await;
    let keys = async |text: &str| browser.driver.action_chain().send_keys(text).perform().await.unwrap();
    keys("jxjx").await;
    assert_eq!(browser.count("input[name=take]:checked").await, 0, "outside of the list, letters do nothing");
    browser.run("document.querySelector('.scroll').focus()").await;
    keys("jxjx").await;
    assert_eq!(browser.count("input[name=take]:checked").await, 4);
    keys("kx").await;
    assert_eq!(browser.count("input[name=take]:checked").await, 2);
    browser.find("#status option[value=verified]").await.click().await.unwrap();
    browser.fill("#reason", "weighed, all of them: jkx").await;
    assert_eq!(browser.count("input[name=take]:checked").await, 2, "what is typed ticks nothing");
    browser.click(".bulk button").await;
    browser.says("2 steps were taken").await;
    // On a small screen each cell says what it is; on paper there is the list, and nothing to press.
    browser.wide(320).await;
    let label = "return getComputedStyle(document.querySelector('tbody td'), '::before').content";
    assert_eq!(browser.run(label).await, "\"When\"");
    browser.wide(1200).await;
    let seen = "return ['tbody tr', '.bulk', 'main button', '.choices'].map((one) => document.querySelector(one).checkVisibility())";
    assert_eq!(browser.run(seen).await, json!([true, true, true, true]));
    let chosen = "return ['[aria-current]', ':not([aria-current])'].map((one) => getComputedStyle(document.querySelector('.choices a' + one)).borderTopWidth)";
    browser
        .protocol(
            "Emulation.setEmulatedMedia",
            json!({"features": [{"name": "forced-colors", "value": "active"}]}),
        )
        .await;
    let widths = browser.run(chosen).await;
    assert_ne!(widths[0], widths[1], "what is chosen shows without colours of ours");
    browser.protocol("Emulation.setEmulatedMedia", json!({"media": "print"})).await;
    assert_eq!(browser.run(seen).await, json!([true, false, false, false]));
    drop(browser);
    site.stop().await;
}
