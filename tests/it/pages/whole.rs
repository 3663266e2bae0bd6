//! The whole way of a report, by the people who take it there, each in a browser of their own session.

use super::accessible::found;
use super::browser::Browser;
use super::journeys::{decide, set_up_second_factor};
use super::reporting::{fill, open};
use super::site::{Site, first_password, password};
use crate::world::{Engine, World};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use domain::access::Role;
use serde_json::{Value, json};
use sixfold::casework::SecondFactor;
use std::io::Cursor;

/// The day on which it is decided.
const DECIDED: &str = "2026-02-20";

/// Arrives with a password that somebody else knows, and chooses one.
async fn choose(site: &Site, browser: &Browser, login: &str, first: &str) {
    site.sign_in(browser, login, first).await;
    browser.at("/account/password").await;
    browser.fill("#password", &password(login)).await;
    browser.fill("#again", &password(login)).await;
    browser.click("main form button").await;
}

/// Pages that nobody comes to but by doing something are for everybody too.
async fn is_for_everybody(browser: &Browser, page: &str) {
    assert_eq!(found(browser).await, Vec::<String>::new(), "{page}");
}

async fn leave(browser: &Browser) {
    browser.click("form[action='/sign-out'] button").await;
    browser.at("/sign-in").await;
}

/// What a link of the page leads to, as a program would open it.
async fn downloaded(browser: &Browser, link: &str) -> Vec<u8> {
    browser.find(link).await;
    let script = format!(
        "const end = arguments[arguments.length - 1];
        fetch(document.querySelector(\"{link}\").href).then((answer) => answer.arrayBuffer()).then((file) => {{
            let text = ''; for (const byte of new Uint8Array(file)) text += String.fromCharCode(byte); end(btoa(text));
        }}, (error) => end(String(error)));"
    );
    let text = browser.run_to_end(&script).await;
    STANDARD.decode(text.as_str().unwrap()).unwrap()
}

/// Every cell of a workbook that says something.
fn cells(workbook: Vec<u8>) -> Vec<String> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(workbook)).unwrap();
    let sheets = workbook.worksheets();
    let all = sheets.iter().flat_map(|(_, range)| range.rows().flatten());
    all.filter(|cell| **cell != Data::Empty).map(ToString::to_string).collect()
}

/// Takes the step that is theirs on the one violation, on a day of the month.
async fn verify(browser: &Browser, step: &str) {
    browser.click("nav.ways a[href$='/queue']").await;
    browser.click("tbody th a").await;
    fill(browser, &[(&format!("form.decision:has(input[value={step}]) input[type=date]"), json!(DECIDED))])
        .await;
    decide(browser, step, "three sources agree").await;
    browser.find("main .notice[role=status]").await;
}

async fn sign(browser: &Browser, release: &str) {
    browser.click(&format!("a[href='{release}/sign']")).await;
    is_for_everybody(browser, "sign").await;
    browser.click("input[name=read]").await;
    browser.click("form[action$='/sign'] button").await;
    browser.find("main .notice[role=status]").await;
}

fn days() -> Vec<(&'static str, Value)> {
    vec![("#period", json!("days")), ("#from", json!("2025-12-01")), ("#to", json!("2026-02-28"))]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_goes_from_an_invitation_to_a_workbook() {
    for language in ["en", "ar"] {
        let world = World::new(Engine::Sqlite).await;
        let site = Site::over(&world, SecondFactor::Required, 0).await;
        let browser = Browser::start(language).await;
        let come = async |login: &str| {
            choose(&site, &browser, login, &first_password(&world, login)).await;
            set_up_second_factor(&world, &browser).await;
        };

        // An administrator invites; what the slip says lets a monitor in.
        come(world.login(Role::Administrator)).await;
        browser.click("nav.ways a[href$='/people']").await;
        browser.fill("#login", "monitor-9").await;
        browser.click("#invite ~ form input[value=monitor]").await;
        browser.click("#invite ~ form button").await;
        is_for_everybody(&browser, "slip").await;
        let address = browser.find(".slip div:nth-child(1) code").await.text().await.unwrap();
        assert_eq!(address, site.path(""));
        let slip = browser.find(".slip div:nth-child(3) code").await.text().await.unwrap();
        leave(&browser).await;

        // Whoever can open nothing need not have a second factor.
        choose(&site, &browser, "monitor-9", &slip).await;
        browser.at("/situations/XAR").await;
        open(&site, &browser).await;
        let answers = [
            ("[name=span][value=once]", json!(true)),
            ("#incident-location-area-search", json!("District 2.3")),
            ("#kinds [value=killing]", json!(true)),
        ];
        fill(&browser, &answers).await;
        fill(
            &browser,
            &[("#precision", json!("month")), ("#from-month", json!("1")), ("#from-year", json!("2026"))],
        )
        .await;
        for list in ["perpetrators", "victims", "sources"] {
            browser.run(&format!("document.querySelector('[data-add={list}]').click()")).await;
        }
        let of_killing = "[data-list=violations] [data-type=killing]";
        fill(
            &browser,
            &[
                (&format!("{of_killing} [data-field=tally] [data-key=girls]"), json!("7")),
                ("[data-list=perpetrators] [data-field=party] select", json!("XAR-P2")),
                ("[data-list=perpetrators] [data-links] label:nth-child(1) input", json!(true)),
                ("[data-list=victims] [data-field=name] input", json!("Orla Invented")),
                ("[data-list=victims] [data-links] label:nth-child(1) input", json!(true)),
                ("[data-list=sources] [data-field=category] select", json!("witness")),
                ("[data-list=sources] [data-links] label:nth-child(1) input", json!(true)),
            ],
        )
        .await;
        browser.click("nav.choices a[href='#group-send']").await;
        browser.click("#group-send button[type=submit]").await;
        browser.find("#receipt:not([hidden]) [data-checked]:not([hidden])").await;
        leave(&browser).await;

        // It is opened, and three people take the three steps.
        come(world.login(Role::Verifier)).await;
        browser.click("form[action$='/triage'] button").await;
        browser.find("main .notice[role=status]").await;
        verify(&browser, "initial").await;
        leave(&browser).await;
        come(world.login(Role::TechnicalReviewer)).await;
        verify(&browser, "technical").await;
        leave(&browser).await;
        come("cochair-1").await;
        verify(&browser, "ctfmr").await;

        // A report for the task force itself says what was decided.
        browser.click("nav.ways a[href$='/reports']").await;
        fill(&browser, &days()).await;
        browser.click("#make ~ form button").await;
        browser.find("a.button[download]").await;
        is_for_everybody(&browser, "job").await;
        let internal = cells(downloaded(&browser, "a.button[download]").await);
        assert!(internal.iter().filter(|cell| *cell == "7").count() >= 4, "{internal:?}");
        assert!(internal.iter().any(|cell| cell.contains("Party 2")));

        // A release for the public is drafted and signed by both co-chairs.
        browser.click("nav.ways a[href$='/releases']").await;
        browser.click("#draft ~ details > summary").await;
        fill(&browser, &days()).await;
        fill(
            &browser,
            &[("#tier", json!("public")), ("#narrative", json!("Little was reported in these months."))],
        )
        .await;
        browser.click("#draft ~ details form button[type=submit]").await;
        browser.click(".job a.button[href*='/releases/']").await;
        browser.find("#attack").await;
        let release = browser.path().await;
        sign(&browser, &release).await;
        leave(&browser).await;
        come("cochair-2").await;
        browser.goto(&site.path(&release)).await;
        sign(&browser, &release).await;
        leave(&browser).await;

        // A member of the task force has it, and a figure that would give somebody away is not in it.
        come(world.login(Role::TaskForce)).await;
        browser.click("nav.ways a[href$='/releases']").await;
        let public = cells(downloaded(&browser, ".files a[href*='workbook']").await);
        assert!(public.iter().any(|cell| cell == "*"), "{public:?}");
        assert!(public.iter().all(|cell| !cell.contains("Orla")));
        browser.click("nav.ways a[href$='/dashboard']").await;
        browser.find("svg[role=img]").await;
        drop(browser);
        site.stop().await;
    }
}
