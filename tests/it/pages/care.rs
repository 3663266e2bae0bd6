//! A child who is referred to a service, and the provider at its own door.

use super::browser::Browser;
use super::site::{Site, incident, record};
use crate::world::{Engine, World};
use domain::access::Role;
use serde_json::json;
use sixfold::casework::SecondFactor;

/// From the case to the slip, from the slip to what the provider reads, and to what came of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_child_is_referred_and_the_provider_reads_it() {
    let world = World::new(Engine::Sqlite).await;
    let mut one = incident("INV-1");
    one["victims"][0]["contact"] = json!("the blue house");
    one["victims"][0]["consent"]["share_identity_with"] = json!(["service_provider"]);
    let other = json!({"id": "c2", "sex": "girl", "name": "Sela Imagined", "violations": ["k1"]});
    one["victims"].as_array_mut().unwrap().push(other);
    record(&world, &[one]).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("ar").await;
    site.as_role(&world, &browser, Role::Verifier).await;
    browser.goto(&site.path("/situations/XAR/incidents")).await;
    browser.click("tbody th a").await;
    browser.click("a[href$='/care']").await;
    // Of the child without consent there is a word instead of a form.
    assert_eq!(browser.count("form[action$='/care/refer']").await, 1);
    assert_eq!(browser.count(".blocked").await, 1);
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)").await;
    browser.run("document.querySelector('#service-c1').value = 'medical_referral'").await;
    browser.fill("#provider-c1", "Hillside clinic").await;
    browser.fill("#needs-c1", "As Sela Imagined saw, an arm is hurt.").await;
    browser.fill("#answer-c1", "the invented desk").await;
    browser.click("form[action$='/care/refer'] button").await;
    // Somebody else is named: what was written is still there.
    browser.find(".wrong[role=alert]").await;
    let kept = browser.run("return document.querySelector('#provider-c1').value").await;
    assert_eq!(kept, "Hillside clinic");
    browser.fill("#needs-c1", "An arm is hurt.").await;
    browser.click("form[action$='/care/refer'] button").await;
    browser.find(".slip").await;
    let code = browser.run("return [...document.querySelectorAll('.slip code')].pop().textContent").await;
    let code = code.as_str().unwrap().to_owned();
    assert_eq!(code.chars().filter(char::is_ascii_digit).count(), 40);
    let address = browser.run("return document.querySelector('.slip code').textContent").await;
    assert!(address.as_str().unwrap().ends_with("/referral"), "{address}");

    // The provider: another browser, no account, digits as they are written there.
    let provider = Browser::start("ar").await;
    provider.goto(&site.path("/referral")).await;
    provider.fill("#code", &code.replacen(|c: char| c.is_ascii_digit(), "", 1)).await;
    provider.click("main form button").await;
    provider.find(".wrong[role=alert]").await;
    let arabic =
        code.chars().map(|c| c.to_digit(10).map_or(c, |digit| char::from_u32(0x660 + digit).unwrap()));
    provider.fill("#code", &arabic.collect::<String>()).await;
    provider.click("main form button").await;
    provider.says("Orlo Invented").await;
    provider.says("the blue house").await;
    provider.says("An arm is hurt.").await;
    let page = provider.run("return document.body.innerText").await;
    for hidden in ["Sela", "Marn", "XAR", "INV-1", "An invented account"] {
        assert!(!page.as_str().unwrap().contains(hidden), "{hidden}: {page}");
    }
    let address = provider.run("return location.href").await;
    assert!(!address.as_str().unwrap().contains(&code[..5]), "{address}");

    browser.click("main a.button").await;
    browser.run("document.querySelector('select[name=outcome]').value = 'provided'").await;
    browser.click("form[action$='/conclude'] button").await;
    browser.find("main .notice[role=status]").await;
    assert_eq!(browser.count("form[action$='/conclude']").await, 0);
    provider.goto(&site.path("/referral")).await;
    provider.fill("#code", &code).await;
    provider.click("main form button").await;
    provider.find(".wrong[role=alert]").await;
    drop((browser, provider));
    site.stop().await;
}
