//! A public summary, looked at while it is typed.

use super::browser::Browser;
use super::site::{Site, incident, record};
use crate::world::{Engine, World};
use domain::access::Role;
use sixfold::casework::SecondFactor;

/// What identifies somebody is said without a button, and what is typed in the meantime stays; so it does after a
/// refusal, which is then overcome.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_is_said_while_it_is_typed() {
    let world = World::new(Engine::Sqlite).await;
    let mut one = incident("INV-1");
    one["public_summary"] = "Told in few words.".into();
    record(&world, &[one]).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("ar").await;
    site.as_role(&world, &browser, Role::Verifier).await;
    browser.goto(&site.path("/situations/XAR/incidents")).await;
    browser.click("tbody th a").await;
    browser.click("a[href$='/summary']").await;
    assert_eq!(browser.count("#found mark").await, 0);
    let text = browser.find("#text").await;
    text.send_keys(" Orlo was there.").await.unwrap();
    browser.find("#found mark").await;
    assert_eq!(browser.find("#found mark").await.text().await.unwrap(), "Orlo");
    let value = browser.run("return document.querySelector('#text').value").await;
    assert_eq!(value, "Told in few words. Orlo was there.");
    browser.click("button[value=save]").await;
    browser.find("#found .wrong").await;
    browser.fill("#text", "A boy was there.").await;
    browser.click("button[value=save]").await;
    browser.find("main .notice[role=status]").await;
    browser.click("a[href$='open=identity']").await;
    browser.says("A boy was there.").await;
    drop(browser);
    site.stop().await;
}
