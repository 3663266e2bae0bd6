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

/// Whether the browser asks before it goes elsewhere.
async fn asks(browser: &Browser) -> bool {
    let tried =
        "const gone = new Event('beforeunload', { cancelable: true }); return !window.dispatchEvent(gone)";
    browser.run(tried).await == true
}

/// Whether the focus is where it is said what was wrong.
async fn heeds(browser: &Browser) -> bool {
    browser.run("return document.activeElement.matches('.wrong[role=alert]')").await == true
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
    // A note that was begun stays where a step is refused.
    browser.run("document.getElementById('note').closest('details').open = true").await;
    browser.fill("#note", "begun").await;
    let date = "form.decision input[type=date]";
    browser.run(&format!("document.querySelector('{date}').value = '2025-12-31'")).await;
    browser.click("form.decision button").await;
    browser.says("lies before the incident").await;
    assert_eq!(typed(&browser).await, TYPED);
    assert_eq!(browser.count("form.decision input[value=verified]:checked").await, 1);
    assert!(heeds(&browser).await);
    assert_eq!(browser.run("return document.getElementById('note').value").await, "begun");
    assert!(browser.find("#note").await.is_displayed().await.unwrap());
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

/// Whoever goes elsewhere in mid-form is asked first, but not where they send it or leave quickly.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_goes_elsewhere_is_asked_first() {
    let world = World::new(Engine::Sqlite).await;
    let (site, browser) = begin(&world).await;
    assert!(asks(&browser).await);
    browser.run("document.body.classList.add('leaving')").await;
    assert!(!asks(&browser).await);
    browser.run("document.body.classList.remove('leaving')").await;
    // What was refused is not kept yet, although it came from the server.
    browser.run("document.querySelector('form.decision input[type=date]').value = '2025-12-31'").await;
    browser.click("form.decision button").await;
    browser.says("lies before the incident").await;
    assert!(asks(&browser).await);
    browser.run("document.querySelector('form.decision textarea').value = ''").await;
    assert!(!asks(&browser).await);
    drop(browser);
    site.stop().await;
}

/// A login that is taken: what was typed for somebody who is to be invited stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_that_is_refused_comes_back() {
    let world = World::new(Engine::Sqlite).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    site.as_role(&world, &browser, Role::Administrator).await;
    browser.goto(&site.path("/situations/XAR/people")).await;
    browser.fill("#login", world.login(Role::Monitor)).await;
    browser.click("section[aria-labelledby=invite] input[value=monitor]").await;
    browser.click("section[aria-labelledby=invite] button").await;
    browser.find(".said-here").await;
    let kept = "return [document.getElementById('login').value, document.querySelectorAll('[aria-labelledby=invite] input:checked').length]";
    assert_eq!(browser.run(kept).await, serde_json::json!([world.login(Role::Monitor), 1]));
    assert!(asks(&browser).await);
    browser.fill("#login", "monitor-9").await;
    browser.click("section[aria-labelledby=invite] button").await;
    browser.find(".slip").await;
    drop(browser);
    site.stop().await;
}

/// Steps on many violations that are refused: status, reason and ticks come back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_that_are_refused_come_back() {
    let world = World::new(Engine::Sqlite).await;
    record(&world, &[incident("INV-1")]).await;
    for (role, step) in [(Role::Verifier, Step::Initial), (Role::TechnicalReviewer, Step::Technical)] {
        let ask = |violation: &str| Ask {
            incident: "INV-1".to_owned(),
            violation: violation.to_owned(),
            step,
            status: Status::Verified,
            date: None,
            reason: "weighed".to_owned(),
            reopen: false,
        };
        for taken in world.desk(world.login(role)).await.decide(&["k1", "a1"].map(ask)).await.unwrap() {
            taken.unwrap();
        }
    }
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    // Who recorded an incident takes no step on it.
    site.arrive(&world, &browser, "cochair-1").await;
    browser.goto(&site.path("/situations/XAR/queue")).await;
    let chosen = "return [document.getElementById('status').value, document.getElementById('reason').value, \
                  document.querySelectorAll('input[name=take]:checked').length]";
    browser.find("#status option[value=verified]").await.click().await.unwrap();
    browser.fill("#reason", TYPED).await;
    browser.click(".bulk button").await;
    browser.says("Tick at least one violation").await;
    assert_eq!(browser.run(chosen).await, serde_json::json!(["verified", TYPED, 0]));
    for at in 0..2 {
        browser.driver.find_all(By::Css("input[name=take]")).await.unwrap()[at].click().await.unwrap();
    }
    browser.click(".bulk button").await;
    browser.says("2 were not, and this is why").await;
    assert_eq!(browser.run(chosen).await, serde_json::json!(["verified", TYPED, 2]));
    assert!(heeds(&browser).await);
    drop(browser);
    site.stop().await;
}

/// Who decides with names and the story in sight has them in sight afterwards.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_open_stays_open() {
    let world = World::new(Engine::Sqlite).await;
    record(&world, &[incident("INV-1")]).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    site.as_role(&world, &browser, Role::Verifier).await;
    browser.goto(&site.path("/situations/XAR/queue")).await;
    browser.click("tbody th a").await;
    browser.click("a[href$='open=identity']").await;
    browser.says("Orlo Invented").await;
    browser.click("form.decision input[value=verified]").await;
    browser.fill("form.decision textarea", TYPED).await;
    browser.click("form.decision button").await;
    browser.says("The step was taken").await;
    browser.says("Orlo Invented").await;
    browser.run("document.getElementById('note').closest('details').open = true").await;
    browser.fill("#note", "and noted").await;
    browser.click("form[action$='/note'] button").await;
    browser.says("The note is written").await;
    browser.says("Orlo Invented").await;
    drop(browser);
    site.stop().await;
}

/// A job that ends while somebody types on the page of reports takes nothing from them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_ends_takes_nothing() {
    let world = World::new(Engine::Sqlite).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    site.as_role(&world, &browser, Role::Verifier).await;
    browser.goto(&site.path("/situations/XAR/reports")).await;
    browser.click("section form button").await;
    browser.find(".job a[download]").await;
    // The list came when the job still went on; what ends is told when the test says so.
    let before = "window.EventSource = class extends EventTarget {
            constructor() { super(); window.told = this; }
            close() {}
        };
        document.addEventListener('readystatechange', () => {
            const place = document.querySelector('td[id^=job-]');
            place.dataset.events = '/nowhere';
            place.replaceChildren();
        }, { once: true });";
    let source = serde_json::json!({"source": before});
    browser.protocol("Page.addScriptToEvaluateOnNewDocument", source).await;
    browser.goto(&site.path("/situations/XAR/reports")).await;
    browser.find("#report option:last-child").await.click().await.unwrap();
    let chosen = "return document.getElementById('report').value";
    let before = browser.run(chosen).await;
    browser.run("window.isSame = true; window.told.dispatchEvent(new Event('end'))").await;
    browser.find("td[id^=job-] a[download]").await;
    assert_eq!(browser.run("return window.isSame").await, true);
    assert_eq!(browser.run(chosen).await, before);
    drop(browser);
    site.stop().await;
}

/// D9: from every page but a door one leaves quickly: from those for everybody, from those that went wrong, and where the
/// session is over.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_leaves_quickly_from_everywhere() {
    let world = World::new(Engine::Sqlite).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    let escape = async || {
        browser.find("#leave").await;
        browser.driver.action_chain().send_keys(Key::Escape + "").perform().await.unwrap();
        browser.at("/units").await;
        assert!(!browser.text().await.contains("Sixfold"));
    };
    site.as_role(&world, &browser, Role::Verifier).await;
    browser.goto(&site.path("/situations/XAR/nothing-here")).await;
    assert_eq!(browser.count("nav.ways a[href='/situations/XAR']").await, 1, "there is a way back");
    browser.goto(&site.path("/field-guide")).await;
    escape().await;
    // Whoever left is signed out, and still leaves quickly.
    for path in ["/how-we-count", "/referral", "/situations/XAR/nothing-here"] {
        browser.goto(&site.path(path)).await;
        escape().await;
    }
    browser.goto(&site.path("/situations/XAR")).await;
    browser.at("/sign-in").await;
    assert_eq!(browser.count("#leave").await, 0);
    drop(browser);
    site.stop().await;
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
