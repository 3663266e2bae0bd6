//! A monitor where there is no network: what was reported is kept sealed on the device, and arrives once, whatever ends when.

use super::browser::Browser;
use super::link::{Link, Weather};
use super::reporting::{fill, open};
use super::site::{Site, password};
use crate::world::{Engine, World};
use domain::access::Role;
use domain::interchange::Recipient;
use serde_json::{Value, json};
use sixfold::casework::SecondFactor;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const FORM: &str = "/situations/XAR/report";
/// Words that must not be found on a device.
const CANARY: &str = "Vellichor-Umbrel";
/// Words that are put there in the clear, so that the search is known to find.
const CONTROL: &str = "Quandary-Osprey";

/// How many reports lie on the device, by where they stand.
async fn kept(browser: &Browser, state: &str) -> u64 {
    let script = format!(
        "const end = arguments[0];
        // The one that the page has: another could not be had where there is no network.
        const loaded = performance.getEntriesByType('resource').map((one) => one.name);
        import(loaded.find((one) => one.includes('/assets/store.js')) ?? '/assets/store.js')
            .then(({{ reports }}) => reports())
            .then((all) => end(all.filter((one) => one.state === '{state}').length), (error) => end(String(error)));"
    );
    let said = browser.run_to_end(&script).await;
    said.as_u64().unwrap_or_else(|| panic!("{said}"))
}

/// Waits until so many lie there.
async fn until_kept(browser: &Browser, state: &str, wanted: u64) {
    for _ in 0..1200 {
        if kept(browser, state).await == wanted {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{wanted} {state} reports are not on the device:\n{}", browser.text().await);
}

/// The form, and everything it needs, kept for later.
async fn visit(site: &Site, browser: &Browser) {
    open(site, browser).await;
    let script = "const end = arguments[0];
        const all = ['/situations/XAR/report', '/api/v1/situations/XAR/registers'];
        const look = async () => {
            const found = await Promise.all(all.map((one) => caches.match(one)));
            const scripts = performance.getEntriesByType('resource').map((one) => new URL(one.name))
                .filter((one) => one.pathname.startsWith('/assets/') && one.pathname.endsWith('.js'));
            const kept = await Promise.all(scripts.map((one) => caches.match(one.pathname + one.search)));
            if ([...found, ...kept].every((one) => one !== undefined)) end(true); else setTimeout(look, 50);
        };
        look();";
    assert_eq!(browser.run_to_end(script).await, json!(true));
}

async fn write(browser: &Browser, story: &str) {
    browser.find("#report:not([hidden]) #incident-location-area-search ~ .levels select").await;
    fill(
        browser,
        &[
            ("[name=span][value=unknown]", json!(true)),
            ("#kinds [value=attack_on_hospital]", json!(true)),
            ("#incident-narrative", json!(story)),
        ],
    )
    .await;
}

async fn press_send(browser: &Browser) {
    browser.run("document.querySelector('#group-send button[type=submit]').click()").await;
}

/// Every file of a profile that holds some words, in any of the ways in which a browser writes text.
fn holding(folder: &Path, words: &str) -> Vec<String> {
    let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(holding(&path, words));
        } else if let Ok(bytes) = fs::read(&path) {
            let has = |needle: &[u8]| memchr::memmem::find(&bytes, needle).is_some();
            if has(words.as_bytes()) || has(&wide) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_reports_wait_sealed_on_a_device_that_was_killed_and_arrive_once() {
    let world = World::new(Engine::Sqlite).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let profile = TempDir::new().unwrap();
    let browser = Browser::start_in("en", profile.path()).await;
    site.as_role(&world, &browser, Role::Monitor).await;
    visit(&site, &browser).await;
    browser
        .run_to_end(&format!(
            "const end = arguments[0];
            const request = indexedDB.open('control', 1);
            request.onupgradeneeded = () => request.result.createObjectStore('said');
            request.onsuccess = () => {{
                const tx = request.result.transaction('said', 'readwrite', {{ durability: 'strict' }});
                tx.objectStore('said').put('{CONTROL}', 1);
                tx.oncomplete = () => end(true);
            }};"
        ))
        .await;
    let port = site.address.port();
    let form = site.path(FORM);
    site.stop().await;
    for number in 1..=10 {
        browser.goto(&form).await;
        write(&browser, &format!("{CANARY} account {number}")).await;
        let text = browser.text().await;
        // Whoever takes the device does not read on it what it is, or whose.
        assert!(!text.contains("Sixfold") && !text.contains(world.login(Role::Monitor)), "{text}");
        press_send(&browser).await;
        browser.find("#laid-by:not([hidden])").await;
        browser.says(&format!("not sent yet: {number}")).await;
    }
    assert_eq!((kept(&browser, "waiting").await, kept(&browser, "begun").await), (10, 0));
    browser.kill().await;
    assert_eq!(holding(profile.path(), CANARY), Vec::<String>::new());
    assert!(!holding(profile.path(), CONTROL).is_empty(), "the search finds what is there");
    let site = Site::over(&world, SecondFactor::Optional, port).await;
    let browser = Browser::start_in("en", profile.path()).await;
    let login = world.login(Role::Monitor);
    site.sign_in(&browser, login, &password(login)).await;
    browser.says("Arrived and stored").await;
    until_kept(&browser, "waiting", 0).await;
    assert_eq!(world.verifier().await.waiting_reports().await.unwrap(), 10);
    // With nothing left to send, signing out leaves nothing.
    browser.click("form[action='/sign-out'] button").await;
    browser.at("/sign-in").await;
    let left = browser
        .run_to_end(
            "const end = arguments[0];
            (async () => {
                const { reports, pin } = await import('/assets/store.js');
                const workers = await navigator.serviceWorker.getRegistrations();
                return [(await reports()).length, (await pin('XAR')) ?? null, await caches.keys(), workers.length];
            })().then(end, (error) => end(String(error)))",
        )
        .await;
    assert_eq!(left, json!([0, null, [], 0]));
    drop(browser);
    site.stop().await;
}

/// A browser that is killed while a report is written, after it was kept, while it is sent, and when its receipt is on the way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_killed_at_any_step_loses_and_doubles_nothing() {
    let world = World::new(Engine::Sqlite).await;
    let link = Link::open().await;
    let site = Site::behind(&world, link.port).await;
    link.lead_to(site.address.port());
    let profile = TempDir::new().unwrap();
    let login = world.login(Role::Monitor);
    let mut browser = Browser::start_in("en", profile.path()).await;
    site.as_role(&world, &browser, Role::Monitor).await;
    visit(&site, &browser).await;
    let arrived = async || world.verifier().await.waiting_reports().await.unwrap();

    // While it is written: what was there is sealed, and goes when somebody says so.
    write(&browser, &format!("{CANARY}, half of it")).await;
    until_kept(&browser, "begun", 1).await;
    browser.kill().await;
    assert_eq!(holding(profile.path(), CANARY), Vec::<String>::new());
    assert_eq!(arrived().await, 0);
    browser = Browser::start_in("en", profile.path()).await;
    site.sign_in(&browser, login, &password(login)).await;
    browser.says("Begun on this device").await;
    assert_eq!(arrived().await, 0, "nobody has said that it shall go");
    open(&site, &browser).await;
    browser.click("#begun:not([hidden]) li button").await;
    until_kept(&browser, "begun", 0).await;
    until_kept(&browser, "waiting", 0).await;
    assert_eq!(arrived().await, 1);

    let mut expected = 1;
    for weather in [Weather::Gone, Weather::Mute] {
        open(&site, &browser).await;
        write(&browser, "An invented account").await;
        link.turns(weather);
        press_send(&browser).await;
        until_kept(&browser, "waiting", 1).await;
        if weather == Weather::Mute {
            // It has arrived, and the device does not know.
            while arrived().await == expected {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        }
        browser.kill().await;
        expected += 1;
        link.turns(Weather::Fine);
        browser = Browser::start_in("en", profile.path()).await;
        site.sign_in(&browser, login, &password(login)).await;
        browser.at("/situations/XAR").await;
        until_kept(&browser, "waiting", 0).await;
        assert_eq!(arrived().await, expected, "{weather:?}");
    }
    drop(browser);
    site.stop().await;
}

/// Half a report that is no document yet: all of it can be opened by whoever verifies.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_a_report_that_is_no_document_can_be_read_by_who_opens_it() {
    let world = World::new(Engine::Sqlite).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    site.as_role(&world, &browser, Role::Monitor).await;
    open(&site, &browser).await;
    fill(
        &browser,
        &[
            ("#kinds [value=killing]", json!(true)),
            ("#incident-narrative", json!(format!("{CANARY}: no number of children is said"))),
        ],
    )
    .await;
    until_kept(&browser, "begun", 1).await;
    // The page ends without a word; the browser stays.
    browser.goto("about:blank").await;
    open(&site, &browser).await;
    browser.click("#begun:not([hidden]) li button").await;
    until_kept(&browser, "begun", 0).await;
    until_kept(&browser, "waiting", 0).await;
    let verifier = world.verifier().await;
    let done = verifier.triage(&Default::default()).await.unwrap();
    assert!(done.len() == 1 && done[0].outcome.is_ok(), "{done:?}");
    site.stop().await;
    drop(browser);
    let mut export = verifier.export(Recipient::Unicef).await.unwrap();
    let found = export.next().await.unwrap().remove(0).unwrap().to_value().to_string();
    assert!(found.contains(CANARY) && found.contains("killing"), "{found}");
}

/// Leaving quickly, with a network and without one, shows the neutral page and keeps what is not sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leaving_quickly_keeps_what_is_not_sent() {
    let world = World::new(Engine::Sqlite).await;
    let link = Link::open().await;
    let site = Site::behind(&world, link.port).await;
    link.lead_to(site.address.port());
    let browser = Browser::start("en").await;
    site.as_role(&world, &browser, Role::Monitor).await;
    visit(&site, &browser).await;
    link.turns(Weather::Gone);
    browser.goto(&site.path(FORM)).await;
    write(&browser, "An invented account").await;
    press_send(&browser).await;
    until_kept(&browser, "waiting", 1).await;
    browser.click("#leave button").await;
    browser.at("/units").await;
    link.turns(Weather::Fine);
    assert_eq!(kept(&browser, "waiting").await, 1);
    // With a network again, half a report is left behind with the other.
    link.turns(Weather::Mute);
    browser.goto(&site.path(FORM)).await;
    write(&browser, "Another invented account").await;
    until_kept(&browser, "begun", 1).await;
    link.turns(Weather::Fine);
    browser.click("#leave button").await;
    browser.at("/units").await;
    let login = world.login(Role::Monitor);
    site.sign_in(&browser, login, &password(login)).await;
    browser.says("Begun on this device").await;
    until_kept(&browser, "waiting", 0).await;
    assert_eq!(kept(&browser, "begun").await, 1);
    assert_eq!(world.verifier().await.waiting_reports().await.unwrap(), 1);
    drop(browser);
    site.stop().await;
}

/// The whole of it over 16 kbit/s where every fifth request is cut in its middle.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_goes_through_a_thin_link_that_cuts() {
    let world = World::new(Engine::Sqlite).await;
    let link = Link::open().await;
    let site = Site::behind(&world, link.port).await;
    link.lead_to(site.address.port());
    let browser = Browser::start("en").await;
    site.as_role(&world, &browser, Role::Monitor).await;
    visit(&site, &browser).await;
    let story = "An invented account. ".repeat(720);
    for number in 1..=2 {
        link.turns(Weather::Fine);
        open(&site, &browser).await;
        write(&browser, &story).await;
        link.turns(Weather::Thin(2_000));
        let begun = std::time::Instant::now();
        press_send(&browser).await;
        until_kept(&browser, "waiting", 1).await;
        until_kept(&browser, "waiting", 0).await;
        eprintln!(
            "report {number}: {:.1} s, {} requests cut so far",
            begun.elapsed().as_secs_f64(),
            link.cuts()
        );
    }
    assert!(link.cuts() > 0, "something was cut");
    link.turns(Weather::Fine);
    assert_eq!(world.verifier().await.waiting_reports().await.unwrap(), 2);
    drop(browser);
    site.stop().await;
}

/// Keys that a device refuses, and one that it takes: calculated by the page's own code.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_takes_later_keys_of_those_it_trusts_and_no_others() {
    let world = World::new(Engine::Sqlite).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    site.as_role(&world, &browser, Role::Monitor).await;
    let digits = world.cochair().await.pin_digits().await.unwrap();
    let told = async || {
        browser
            .run_to_end(
                "const end = arguments[0];
                fetch('/api/v1/situations/XAR/submission-key').then((it) => it.json()).then(end, end);",
            )
            .await
    };
    let first = told().await;
    world.cochair().await.rotate().await.unwrap();
    let second = told().await;
    assert_ne!(first["public"], second["public"]);
    let judge = async |told: &Value, pinned: Option<&Value>| {
        let pinned = pinned.map_or("undefined".to_owned(), |key| {
            format!(
                "{{ situation: 'XAR', vault: {0}.vault, signers: {0}.signers, key: {0}, isCompared: true }}",
                key
            )
        });
        let script = format!(
            "const end = arguments[0];
            import('/assets/trust.js').then(async ({{ judged, digits }}) => {{
                const pin = await judged('XAR', {told}, {pinned});
                return [pin.key.epoch, await digits(pin)];
            }}).then(end, (error) => end(error.constructor.name));"
        );
        browser.run_to_end(&script).await
    };
    let with = |key: &Value, name: &str, value: Value| {
        let mut changed = key.clone();
        changed[name] = value;
        changed
    };
    let other = "11".repeat(32);
    // The first key is taken as it comes, with the digits that the task force has.
    assert_eq!(judge(&first, None).await, json!([first["epoch"], digits]));
    assert_eq!(judge(&second, Some(&first)).await[0], second["epoch"]);
    assert_eq!(judge(&second, Some(&second)).await[0], second["epoch"]);
    for (refused, pinned) in [
        // Older than was seen, signed as it is.
        (first.clone(), Some(&second)),
        // Another key under the old signature, or a signature that is none.
        (with(&second, "public", json!(other)), Some(&first)),
        (with(&second, "public", json!(other)), None),
        (with(&second, "signature", json!("00".repeat(64))), Some(&first)),
        (with(&second, "epoch", json!(7)), Some(&first)),
        // Signed by somebody whom the device does not know.
        (second.clone(), Some(&with(&first, "signers", json!([other])))),
        (with(&second, "signers", json!([other])), None),
        (second.clone(), Some(&with(&first, "vault", json!("11".repeat(16))))),
    ] {
        assert_eq!(judge(&refused, pinned).await, json!("Untrusted"), "{refused} after {pinned:?}");
    }
    // A slip of another task force stops everything.
    browser.goto(&site.path(&format!("{FORM}#000000000000"))).await;
    browser.find("#distrust:not([hidden])").await;
    write(&browser, "An invented account").await;
    press_send(&browser).await;
    browser.find("#failed:not([hidden])").await;
    assert_eq!(world.verifier().await.waiting_reports().await.unwrap(), 0);
    // What a slip refused is not trusted without one either: nothing is sealed to it.
    browser.goto("about:blank").await;
    browser.goto(&site.path(FORM)).await;
    browser.find("#distrust:not([hidden])").await;
    write(&browser, "An invented account").await;
    tokio::time::sleep(std::time::Duration::from_secs(4)).await;
    assert_eq!(kept(&browser, "begun").await, 0);
    // The right one is compared by opening it.
    browser.goto("about:blank").await;
    browser.goto(&site.path(&format!("{FORM}#{}", digits.replace(' ', "")))).await;
    browser.find("#compared:not([hidden])").await;
    drop(browser);
    site.stop().await;
}

/// A report that was sealed before the keys were changed, and is sent after.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_sealed_before_the_keys_changed_is_opened_all_the_same() {
    let world = World::new(Engine::Sqlite).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    site.as_role(&world, &browser, Role::Monitor).await;
    visit(&site, &browser).await;
    let (port, form) = (site.address.port(), site.path(FORM));
    site.stop().await;
    browser.goto(&form).await;
    write(&browser, "An invented account from before").await;
    press_send(&browser).await;
    browser.find("#laid-by:not([hidden])").await;
    world.cochair().await.rotate().await.unwrap();
    let site = Site::over(&world, SecondFactor::Optional, port).await;
    browser.goto(&site.path("/situations/XAR")).await;
    browser.says("Arrived and stored").await;
    let verifier = world.verifier().await;
    let done = verifier.triage(&Default::default()).await.unwrap();
    assert!(done.len() == 1 && done[0].outcome.is_ok(), "{done:?}");
    drop(browser);
    site.stop().await;
}
