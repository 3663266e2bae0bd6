//! What was typed is not lost, and what was looked at is gone when somebody leaves.

use super::browser::Browser;
use super::site::{Site, incident, password, record};
use crate::world::{Engine, World};
use domain::access::Role;
use domain::violation::{Status, Step};
use sixfold::casework::{Ask, SecondFactor};
use thirtyfour::prelude::*;

const TYPED: &str = "weighed at length, and typed on a telephone";

async fn begin(world: &World) -> (Site, Browser) {
    record(world, &[incident("INV-1")]).await;
    let site = Site::over(world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    site.as_role(world, &browser, Role::Verifier).await;
    browser.goto(&site.path("/situations/XAR/queue")).await;
    browser.click("tbody th a").await;
    browser.click("form.decision input[value=verified]").await;
    browser.fill("form.decision textarea", TYPED).await;
    (site, browser)
}

async fn typed(browser: &Browser) -> String {
    let value = browser.run("return document.querySelector('form.decision textarea')?.value ?? ''").await;
    value.as_str().unwrap().to_owned()
}

/// A session that ends in mid-form: sign in in another tab, come back, send it again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_is_over_loses_nothing() {
    let world = World::new(Engine::Sqlite).await;
    let (site, browser) = begin(&world).await;
    let login = world.login(Role::Verifier).to_owned();
    let form = browser.driver.window().await.unwrap();
    // Signed out elsewhere, as by a colleague at the same machine.
    browser.driver.new_tab().await.unwrap();
    let tab = browser.driver.windows().await.unwrap().pop().unwrap();
    browser.driver.switch_to_window(tab).await.unwrap();
    browser.goto(&site.path("/situations/XAR")).await;
    browser.click("form[action='/sign-out'] button").await;
    browser.at("/sign-in").await;
    browser.driver.switch_to_window(form.clone()).await.unwrap();
    browser.click("form.decision button").await;
    browser.says("You are signed out").await;
    assert_eq!(typed(&browser).await, TYPED);
    let tab = browser.driver.windows().await.unwrap().pop().unwrap();
    browser.driver.switch_to_window(tab).await.unwrap();
    site.sign_in(&browser, &login, &password(&login)).await;
    browser.at("/situations/XAR").await;
    browser.driver.switch_to_window(form).await.unwrap();
    browser.click("form.decision button").await;
    browser.says("The step was taken").await;
    drop(browser);
    site.stop().await;
}

/// A server that starts anew in mid-form.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_gone_loses_nothing() {
    let world = World::new(Engine::Sqlite).await;
    let (site, browser) = begin(&world).await;
    let port = site.address.port();
    site.stop().await;
    browser.click("form.decision button").await;
    browser.says("The server could not be reached").await;
    assert_eq!(typed(&browser).await, TYPED);
    let site = Site::over(&world, SecondFactor::Optional, port).await;
    browser.click("form.decision button").await;
    browser.says("The step was taken").await;
    drop(browser);
    site.stop().await;
    let lines = world.cochair().await.history("INV-1").await.unwrap().lines;
    assert_eq!(lines.iter().filter(|line| line.what == "decided").count(), 1);
}

/// What the rules refuse comes back with what was typed, and with why.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_comes_back() {
    let world = World::new(Engine::Sqlite).await;
    let (site, browser) = begin(&world).await;
    let date = "form.decision input[type=date]";
    browser.run(&format!("document.querySelector('{date}').value = '2025-12-31'")).await;
    browser.click("form.decision button").await;
    browser.says("lies before the incident").await;
    assert_eq!(typed(&browser).await, TYPED);
    assert_eq!(browser.count("form.decision input[value=verified]:checked").await, 1);
    drop(browser);
    site.stop().await;
}

/// Two people at one step: whoever comes second is told so, and what they typed stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_somebody_else_did_first_loses_nothing() {
    let world = World::new(Engine::Sqlite).await;
    let colleague = world.verifier().await;
    let (site, browser) = begin(&world).await;
    let first = Ask {
        incident: "INV-1".to_owned(),
        violation: "k1".to_owned(),
        step: Step::Initial,
        status: Status::Pending,
        date: None,
        reason: "weighed elsewhere".to_owned(),
        reopen: false,
    };
    colleague.decide(&[first]).await.unwrap().pop().unwrap().unwrap();
    browser.click("form.decision button").await;
    browser.says("was decided already").await;
    let kept = "return [...document.querySelectorAll('form.decision textarea')].some((one) => one.value === arguments[0])";
    assert_eq!(browser.run_with(kept, vec![TYPED.into()]).await, true);
    drop(browser);
    site.stop().await;
    let lines = world.cochair().await.history("INV-1").await.unwrap().lines;
    assert_eq!(lines.iter().filter(|line| line.what == "decided").count(), 1);
}

/// D9: after signing out nothing comes back by the back button, and one key clears the screen.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leaving_leaves_nothing_behind() {
    let world = World::new(Engine::Sqlite).await;
    let (site, browser) = begin(&world).await;
    browser.driver.action_chain().send_keys(Key::Escape + "").perform().await.unwrap();
    browser.at("/units").await;
    assert!(!browser.text().await.contains("Sixfold"));
    for _ in 0..3 {
        browser.driver.back().await.unwrap();
        let text = browser.text().await;
        assert!(!text.contains("INV-1") && !text.contains(TYPED), "{text}");
    }
    let login = world.login(Role::Verifier).to_owned();
    site.sign_in(&browser, &login, &password(&login)).await;
    browser.at("/situations/XAR").await;
    browser.goto(&site.path("/situations/XAR/incidents")).await;
    browser.says("INV-1").await;
    browser.click("form[action='/sign-out'] button").await;
    browser.at("/sign-in").await;
    browser.driver.back().await.unwrap();
    browser.at("/sign-in").await;
    assert!(!browser.text().await.contains("INV-1"));
    drop(browser);
    site.stop().await;
}
