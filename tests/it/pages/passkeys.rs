//! A passkey, made and shown in the browser by a device that is kept in it.

use super::browser::Browser;
use super::site::{Site, password};
use crate::world::{Engine, World};
use domain::access::Role;
use serde_json::json;
use sixfold::casework::SecondFactor;

/// A device of the browser's own that makes sure who holds it.
async fn hold_a_device(browser: &Browser) {
    browser.protocol("WebAuthn.enable", json!({})).await;
    let device = json!({"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
        "isUserVerified": true, "automaticPresenceSimulation": true,
    }});
    browser.protocol("WebAuthn.addVirtualAuthenticator", device).await;
}

/// Made in place of a code where one must be had, shown at the door and again for what needs it, and taken away.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passkey_is_made_and_shown() {
    let world = World::new(Engine::Sqlite).await;
    let site = Site::named(&world, SecondFactor::Required, "localhost", 0).await;
    let browser = Browser::start("en").await;
    browser.goto(&site.path("/sign-in")).await;
    hold_a_device(&browser).await;
    let login = world.login(Role::Verifier).to_owned();
    site.sign_in(&browser, &login, &super::site::first_password(&world, &login)).await;
    browser.at("/account/password").await;
    browser.fill("#password", &password(&login)).await;
    browser.fill("#again", &password(&login)).await;
    browser.click("main form button").await;
    browser.at("/account/second-factor").await;
    // Without a name there is none, and the page says what is missing.
    browser.click("button[data-passkey=make]").await;
    assert_eq!(browser.count("#name:invalid").await, 1);
    browser.fill("#name", "A telephone").await;
    browser.click("button[data-passkey=make]").await;
    browser.at("/situations/XAR").await;
    browser.says("Your passkey is made").await;
    browser.click("form[action='/sign-out'] button").await;
    browser.at("/sign-in").await;

    // A password alone is not enough, and neither is a passkey with a wrong one.
    site.sign_in(&browser, &login, &password(&login)).await;
    browser.find("main .wrong:not([hidden])").await;
    for (given, opens) in [("kettle orbit nobody plume", false), (&password(&login)[..], true)] {
        browser.goto(&site.path("/sign-in?then=/account")).await;
        browser.fill("#login", &login).await;
        browser.fill("#password", given).await;
        browser.click("button[data-passkey=sign-in]").await;
        match opens {
            true => browser.at("/account").await,
            false => drop(browser.find(".passkey-wrong:not([hidden])").await),
        }
    }
    browser.says("A telephone").await;
    browser.goto(&site.path("/confirm?then=/account")).await;
    browser.fill("#password", &password(&login)).await;
    browser.click("button[data-passkey=confirm]").await;
    browser.at("/account").await;
    // The only one of somebody who must have one stays.
    browser.click("form[action='/account/factors'] button").await;
    browser.says("only second factor").await;
    drop(browser);
    site.stop().await;
}
