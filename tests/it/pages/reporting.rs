//! A monitor at the form: what is typed is sealed in the browser, arrives once, and is opened by a verifier.

use super::accessible::found;
use super::browser::Browser;
use super::site::Site;
use crate::world::{Engine, World};
use domain::access::Role;
use serde_json::{Value, json};
use sixfold::casework::SecondFactor;

const FORM: &str = "/situations/XAR/report";

/// RFC 9180, A.1.1, the first message: its AEAD has a shorter key, and all else is what seals here.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_seals_is_hpke_as_it_was_published() {
    let world = World::new(Engine::Sqlite).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    browser.goto(&site.path("/sign-in")).await;
    let made = browser
        .run_to_end(
            r#"const end = arguments[arguments.length - 1];
            (async () => {
              const { hex, join, seal, unhex } = await import("/assets/hpke.js");
              const secret = unhex("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736");
              const pkcs8 = join(unhex("302e020100300506032b656e04220420"), secret);
              const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, false, ["deriveBits"]);
              const enc = unhex("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431");
              const publicKey = await crypto.subtle.importKey("raw", enc, { name: "X25519" }, true, []);
              const what = {
                info: unhex("4f6465206f6e2061204772656369616e2055726e"),
                aad: unhex("436f756e742d30"),
                plain: unhex("4265617574792069732074727574682c20747275746820626561757479"),
                exportContext: new Uint8Array(0),
              };
              const to = unhex("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d");
              const made = await seal(to, what, { privateKey, publicKey }, 1);
              return [made.enc, made.ciphertext, made.exported].map(hex);
            })().then(end, (error) => end([String(error)]));"#,
        )
        .await;
    let expected = json!([
        "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431",
        "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a",
        "3853fe2b4035195a573ffc53856e77058e15d9ea064de3e59f4961d0095250ee"
    ]);
    assert_eq!(made, expected);
    drop(browser);
    site.stop().await;
}

/// Answers questions of the form as typing and ticking does.
pub(super) async fn fill(browser: &Browser, answers: &[(&str, Value)]) {
    for (selector, value) in answers {
        browser.find(selector).await;
        browser
            .run_with(
                "const one = document.querySelector(arguments[0]);
                if (arguments[1] === true) { if (!one.checked) one.click(); return; }
                one.value = arguments[1];
                one.dispatchEvent(new Event('input', { bubbles: true }));
                one.dispatchEvent(new Event('change', { bubbles: true }));",
                vec![(*selector).into(), value.clone()],
            )
            .await;
    }
}

/// The form with its areas, as it is when it has come.
pub(super) async fn open(site: &Site, browser: &Browser) {
    browser.goto(&site.path(FORM)).await;
    browser.find("#report:not([hidden]) #incident-location-area-search ~ .levels select").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_is_filled_in_sent_and_opened() {
    for language in ["en", "ar"] {
        let world = World::new(Engine::Sqlite).await;
        let site = Site::over(&world, SecondFactor::Optional, 0).await;
        let browser = Browser::start(language).await;
        site.as_role(&world, &browser, Role::Monitor).await;
        open(&site, &browser).await;
        // What is missing is said, and nothing is sent.
        browser.click("nav.choices a[href='#group-send']").await;
        browser.click("#group-send button[type=submit]").await;
        browser.find("#faults:not([hidden]) li + li").await;
        fill(
            &browser,
            &[
                ("[name=span][value=once]", json!(true)),
                ("#precision", json!("month")),
                ("#from-month", json!("11")),
                ("#from-year", json!("٢٠٢٥")),
                ("#incident-location-area-search", json!("District 2.3")),
                ("#kinds [value=killing]", json!(true)),
                ("#kinds [value=attack_on_school]", json!(true)),
            ],
        )
        .await;
        for list in ["perpetrators", "victims", "sources"] {
            browser.run(&format!("document.querySelector('[data-add={list}]').click()")).await;
        }
        let killing = "[data-list=violations] [data-type=killing]";
        let school = "[data-list=violations] [data-type=attack_on_school]";
        fill(
            &browser,
            &[
                (&format!("{killing} [data-field=tally] [data-key=girls]"), json!("2")),
                (&format!("{killing} [data-field=weapon] select"), json!("other")),
                (&format!("{killing} [data-field=weapon_other] input"), json!("an invented thing")),
                (&format!("{school} [data-field=facility_name] input"), json!("Lantern School")),
                ("[data-list=perpetrators] [data-field=party] select", json!("XAR-P2")),
                ("[data-list=perpetrators] [data-links] label:nth-child(1) input", json!(true)),
                ("[data-list=victims] [data-field=sex] [value=girl]", json!(true)),
                ("[data-list=victims] [data-field=name] input", json!("Orla Invented")),
                ("[data-list=victims] [data-links] label:nth-child(1) input", json!(true)),
                ("[data-list=victims] [data-links] label:nth-child(2) input", json!(true)),
                ("[data-list=sources] [data-field=category] select", json!("witness")),
                ("[data-list=sources] [data-links] label:nth-child(2) input", json!(true)),
                ("#incident-narrative", json!("An invented account.\nIt has two lines.")),
                ("#incident-public_summary", json!("Orla Invented went to a school.")),
            ],
        )
        .await;
        // A name in what may be shared is found before anything is sealed.
        browser.click("#group-send button[type=submit]").await;
        browser.says("orla invented").await;
        fill(&browser, &[("#incident-public_summary", json!("An invented school."))]).await;
        let reference = browser.run("return document.getElementById('reference').value").await;
        browser.click("#group-send button[type=submit]").await;
        browser.find("#receipt:not([hidden]) [data-checked]:not([hidden])").await;
        assert_eq!(browser.count("#report").await, 0, "what was typed is gone from the page");
        let kept = browser.run("return [localStorage.length, sessionStorage.length]").await;
        assert_eq!(kept, json!([0, 0]));
        browser.click("form[action='/sign-out'] button").await;
        browser.at("/sign-in").await;
        site.as_role(&world, &browser, Role::Verifier).await;
        browser.click("form[action$='/triage'] button").await;
        browser.find("main .notice[role=status]").await;
        browser.goto(&site.path("/situations/XAR/queue?state=new")).await;
        browser.says(reference.as_str().unwrap()).await;
        browser.click("tbody th a").await;
        browser.click("a[href$='open=identity']").await;
        for said in [
            "Orla Invented",
            "an invented thing",
            "Lantern School",
            "District 2.3",
            "Party 2",
            "It has two lines.",
        ] {
            browser.says(said).await;
        }
        drop(browser);
        site.stop().await;
    }
}

/// A server that is gone, a session that is over, and a device that keeps nothing, when the report is sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_goes_wrong_the_report_is_kept_or_stays_on_the_screen() {
    let world = World::new(Engine::Sqlite).await;
    let mut site = Site::over(&world, SecondFactor::Optional, 0).await;
    let port = site.address.port();
    let browser = Browser::start("en").await;
    site.as_role(&world, &browser, Role::Monitor).await;
    for keeps in [true, false] {
        open(&site, &browser).await;
        if !keeps {
            browser
                .run("IDBFactory.prototype.open = () => { throw new Error('full'); }; location.hash = ''")
                .await;
            browser.run("IDBDatabase.prototype.transaction = () => { throw new Error('full'); };").await;
        }
        fill(
            &browser,
            &[
                ("[name=span][value=unknown]", json!(true)),
                ("#kinds [value=attack_on_hospital]", json!(true)),
                ("#incident-narrative", json!("An invented account.")),
            ],
        )
        .await;
        browser.click("nav.choices a[href='#group-send']").await;
        site.stop().await;
        browser.click("#group-send button[type=submit]").await;
        if keeps {
            browser.find("#laid-by:not([hidden])").await;
            site = Site::over(&world, SecondFactor::Optional, port).await;
            browser.run("dispatchEvent(new Event('online'))").await;
            browser.says("Arrived and stored").await;
            continue;
        }
        browser.says("The server could not be reached").await;
        site = Site::over(&world, SecondFactor::Optional, port).await;
        browser
            .run_to_end("const end = arguments[0]; fetch('/sign-out', { method: 'POST' }).then(end, end)")
            .await;
        browser.click("#group-send button[type=submit]").await;
        browser.says("Your session is over").await;
        let story = browser.run("return document.getElementById('incident-narrative').value").await;
        assert_eq!(story, json!("An invented account."));
    }
    assert_eq!(world.verifier().await.waiting_reports().await.unwrap(), 1);
    drop(browser);
    site.stop().await;
}

/// Everything that the form can ask, open at once, for everybody; and what it says where there is no script.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_form_is_for_everybody() {
    let world = World::new(Engine::Sqlite).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    for language in ["en", "ar"] {
        let world = &world;
        let browser = Browser::start(language).await;
        if language == "en" {
            site.as_role(world, &browser, Role::Monitor).await;
        } else {
            let login = world.login(Role::Monitor);
            site.sign_in(&browser, login, &super::site::password(login)).await;
            browser.at("/situations/XAR").await;
        }
        open(&site, &browser).await;
        browser
            .run(
                "document.getElementById('all-groups').click();
                document.querySelector('[name=span][value=several]').click();
                for (const kind of document.querySelectorAll('#kinds input')) kind.click();
                for (const add of document.querySelectorAll('[data-add]')) add.click();
                for (const fold of document.querySelectorAll('details')) fold.open = true;
                document.querySelector('#group-send button[type=submit]').click();",
            )
            .await;
        browser.find("#faults:not([hidden]) li").await;
        for width in [1200, 320] {
            browser.wide(width).await;
            assert_eq!(found(&browser).await, Vec::<String>::new(), "{language} {width}");
            let over = browser.run("return document.scrollingElement.scrollWidth - window.innerWidth").await;
            assert!(over.as_i64().unwrap() <= 0, "{language}: {over} pixels wider than {width}");
        }
        // Nothing was sent: leaving quickly asks nothing.
        browser.click("#leave button").await;
        browser.at("/units").await;
        if language == "en" {
            let off = json!({"value": true});
            browser.protocol("Emulation.setScriptExecutionDisabled", off).await;
            let login = world.login(Role::Monitor);
            site.sign_in(&browser, login, &super::site::password(login)).await;
            browser.find("form[action='/sign-out']").await;
            browser.goto(&site.path(FORM)).await;
            let said = browser.find("#no-sealing").await.text().await.unwrap();
            assert!(said.contains("JavaScript"), "{said}");
            assert_eq!(browser.count("#report[hidden]").await, 1);
        }
        drop(browser);
    }
    site.stop().await;
}
