//! D4, D5, D6: strings that would run in a page that was careless, requests to anywhere else, pages within pages.

use super::browser::Browser;
use super::site::{Site, incident, record};
use crate::world::{Engine, World};
use domain::access::Role;
use serde_json::{Value, json};
use sixfold::casework::SecondFactor;

/// Strings that break out of text, attributes, scripts, addresses and templates, each telling on itself.
pub(super) const POLYGLOTS: [&str; 6] = [
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=window.ran=1 )//%0D%0A//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=window.ran=1//>\\x3e",
    "\"><img src=x onerror=window.ran=1>",
    "'><script>window.ran=1</script>",
    "</textarea><script>window.ran=1</script>",
    "{{ 7 * 7 }}{% raw %}",
    "\u{202e}<b id=injected>",
];

/// Watches a page for what must not happen, from before its first line on.
pub(super) async fn watch(browser: &Browser) {
    let script = "window.ran = 0; window.reports = [];
        window.alert = window.confirm = window.prompt = () => { window.ran = 1; };
        document.addEventListener('securitypolicyviolation', (event) => window.reports.push(event.blockedURI + ' ' + event.violatedDirective));";
    browser.protocol("Page.enable", json!({})).await;
    browser.protocol("Page.addScriptToEvaluateOnNewDocument", json!({"source": script})).await;
}

pub(super) async fn nothing_ran(browser: &Browser, path: &str) {
    let seen = browser
        .run("return [window.ran, window.reports, document.querySelectorAll('#injected, main script, main img:not([src^=\"/assets/quiet/\"])').length, performance.getEntriesByType('resource').map((one) => new URL(one.name).origin).filter((one) => one !== location.origin)]")
        .await;
    assert_eq!(seen, json!([0, [], 0, []]), "{path}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_is_stored_runs() {
    let world = World::new(Engine::Sqlite).await;
    let mut incidents = Vec::new();
    for (at, text) in POLYGLOTS.iter().enumerate() {
        let mut one = incident(&format!("INV-{at}"));
        one["external_id"] = json!(format!("{at}{}", text.chars().take(90).collect::<String>()));
        for pointer in [
            "/title",
            "/narrative",
            "/public_summary",
            "/location/place",
            "/victims/0/name",
            "/sources/0/name",
            "/sources/0/contact",
        ] {
            if let Some(place) = one.pointer_mut(pointer) {
                *place = Value::String((*text).to_owned());
            }
        }
        one["notes"] = json!(text);
        incidents.push(one);
    }
    // Ids are of few characters: such a string is refused there, and stored nowhere.
    let desk = world.cochair().await;
    for one in &mut incidents {
        let bytes = one.to_string().into_bytes();
        if domain::interchange::read(&bytes, &desk.situation().registers, crate::world::TODAY).is_err() {
            let at = one["external_id"].as_str().unwrap().chars().next().unwrap();
            one["external_id"] = json!(format!("INV-{at}"));
        }
    }
    record(&world, &incidents).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    watch(&browser).await;
    // An address and a login that are echoed.
    for path in [
        "/sign-in?then=/%22%3E%3Cscript%3Ewindow.ran=1%3C/script%3E",
        "/%3Cscript%3Ewindow.ran=1%3C/script%3E",
    ] {
        browser.goto(&site.path(path)).await;
        nothing_ran(&browser, path).await;
    }
    for text in POLYGLOTS {
        site.sign_in(
            &browser,
            &text.chars().take(90).filter(|c| !c.is_control()).collect::<String>(),
            "nonsense",
        )
        .await;
        nothing_ran(&browser, "/sign-in").await;
    }
    site.as_role(&world, &browser, Role::Verifier).await;
    browser.goto(&site.path("/situations/XAR/incidents")).await;
    nothing_ran(&browser, "/incidents").await;
    let links =
        browser.run("return [...document.querySelectorAll('tbody th a')].map((one) => one.pathname)").await;
    let links: Vec<String> =
        links.as_array().unwrap().iter().map(|link| link.as_str().unwrap().to_owned()).collect();
    assert_eq!(links.len(), POLYGLOTS.len());
    let id = |link: &String| link.rsplit('/').next().unwrap().to_owned();
    for (at, link) in links.iter().enumerate() {
        let path = format!("{link}?open=identity");
        browser.goto(&site.path(&path)).await;
        nothing_ran(&browser, &path).await;
        // Typed back, refused, and shown again.
        browser.click("form.decision input[value=verified]").await;
        browser.run_with("document.querySelector('form.decision textarea').value = arguments[0]; document.querySelector('form.decision input[type=date]').value = '2025-01-01'", vec![POLYGLOTS[at].into()]).await;
        browser.click("form.decision button").await;
        browser.find("form.decision .wrong").await;
        nothing_ran(&browser, &path).await;
        let path = format!("{link}/summary");
        browser.goto(&site.path(&path)).await;
        nothing_ran(&browser, &path).await;
        let other = &links[(at + 1) % links.len()];
        let path = format!("{link}/beside/{}?open=identity", id(other));
        browser.goto(&site.path(&path)).await;
        nothing_ran(&browser, &path).await;
    }
    for path in ["/situations/XAR/queue", "/situations/XAR/duplicates"] {
        browser.goto(&site.path(path)).await;
        nothing_ran(&browser, path).await;
    }
    drop(browser);
    site.stop().await;
}

/// The watch can see something: a page that runs a script of another is found out, and what it loads is blocked.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_script_that_is_slipped_in_is_blocked_and_seen() {
    let world = World::new(Engine::Sqlite).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    watch(&browser).await;
    browser.goto(&site.path("/sign-in")).await;
    let slipped_in = "const end = arguments[arguments.length - 1]; const one = document.createElement('a'); \
        one.href = 'javascript:window.ran=1'; document.body.append(one); one.click(); \
        setTimeout(() => end([window.ran, window.reports.length > 0]), 500)";
    assert_eq!(browser.run_to_end(slipped_in).await, json!([0, true]));
    // D6: no page of ours stands within another.
    let within = format!(
        "const end = arguments[arguments.length - 1]; const frame = document.createElement('iframe'); frame.src = '{}'; document.body.append(frame); setTimeout(() => {{ let text = ''; try {{ text = frame.contentDocument?.body?.innerText ?? ''; }} catch {{}} end(text); }}, 1000);",
        site.path("/sign-in")
    );
    let text = browser.run_to_end(&within).await;
    assert!(!text.as_str().unwrap().contains("Password"), "{text}");
    drop(browser);
    site.stop().await;
}
