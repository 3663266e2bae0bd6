//! The pages of reports, releases and the dashboard: who may see them, and what their forms do.

use super::client::{Answer, Caller, Server, fill_in, password_of, see};
use crate::releases::incidents;
use crate::world::{Engine, World, on_both_engines, take};
use domain::access::Role;
use sixfold::casework::Taking;
use std::time::Duration;

const AT: &str = "/situations/XAR";

/// Where an answer leads, without what it says was done.
fn leads_to(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let to = answer.headers["location"].to_str().unwrap();
    to.split('?').next().unwrap().to_owned()
}

/// What follows a mark in a page, up to the next quotation mark.
fn after<'p>(page: &'p str, mark: &str) -> &'p str {
    let at = page.find(mark).unwrap_or_else(|| panic!("no {mark} in {page}"));
    page[at + mark.len()..].split('"').next().unwrap()
}

/// Looks at a job's page until it is over.
async fn over(caller: &mut Caller, path: &str) -> String {
    for _ in 0..600 {
        let page = see(caller, path, "en").await;
        assert_eq!(page.status, 200, "{}", page.text());
        let page = page.text();
        if !page.contains("data-events") {
            return page;
        }
        assert!(page.contains("http-equiv=\"refresh\""), "without a script the page looks again by itself");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the job never ended");
}

const REPORT: [(&str, &str); 8] = [
    ("report", "ghn"),
    ("period", "days"),
    ("from", "2025-10-01"),
    ("to", "2025-12-31"),
    ("make", "workbook"),
    ("language", "fr"),
    ("attribution", "joint"),
    ("area_level", "1"),
];

/// How many releases the first page says wait for a co-chair's signature.
async fn to_sign(cochair: &mut Caller) -> usize {
    let page = see(cochair, AT, "en").await.text();
    let (before, _) = page.split_once("</span> Releases to sign").unwrap_or_else(|| panic!("{page}"));
    before.rsplit('>').next().unwrap().parse().unwrap()
}

/// The fields of a form with one of them otherwise.
fn but<'f>(fields: &[(&'f str, &'f str)], name: &str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    fields.iter().map(|(field, usual)| (*field, if *field == name { value } else { *usual })).collect()
}

const DRAFT: [(&str, &str); 6] = [
    ("report", "ghn"),
    ("period", "days"),
    ("from", "2025-10-01"),
    ("to", "2025-12-31"),
    ("tier", "public"),
    ("narrative", "In the fourth quarter, violations in Region 1 rose."),
];

/// Drafts a release by the form, and gives the path of its page.
async fn drafted(caller: &mut Caller, fields: &[(&str, &str)]) -> String {
    let job = leads_to(&fill_in(caller, &format!("{AT}/releases"), fields).await);
    let page = over(caller, &job).await;
    format!("{AT}/releases/{}", after(&page, &format!("<a class=\"button\" href=\"{AT}/releases/")))
}

/// Signs a release by the form of its page.
async fn sign(caller: &mut Caller, release: &str) -> Answer {
    let page = see(caller, &format!("{release}/sign"), "en").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let page = page.text();
    let digest = after(&page, "name=\"digest\" value=\"").to_owned();
    let shown = digest.as_bytes().chunks(8).map(|part| std::str::from_utf8(part).unwrap());
    assert!(page.contains(&shown.collect::<Vec<_>>().join(" ")), "what is signed is shown");
    fill_in(caller, &format!("{release}/sign"), &[("digest", &digest), ("read", "yes")]).await
}

/// Each page by each role, in each language.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_for_whom_they_are_meant() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let makes = [Role::Verifier, Role::TechnicalReviewer, Role::Cochair];
    let reads = [Role::Cochair, Role::TaskForce];
    for role in Role::ALL {
        let mut caller = server.caller(&world, *role).await;
        for (path, roles) in
            [("reports", &makes[..]), ("health", &makes), ("releases", &reads), ("dashboard", &reads)]
        {
            for language in ["en", "fr", "es", "ar"] {
                let page = see(&mut caller, &format!("{AT}/{path}"), language).await;
                let expected = if roles.contains(role) { 200 } else { 403 };
                assert_eq!(page.status, expected, "{role} {path}: {}", page.text());
                assert!(page.text().contains(&format!("<html lang=\"{language}\"")));
                for forbidden in ["style=", "<style", "onclick", "<script>"] {
                    assert!(!page.text().contains(forbidden), "{path}: {forbidden}");
                }
            }
        }
        let front = see(&mut caller, AT, "en").await.text();
        assert_eq!(front.contains(&format!("{AT}/reports\"")), makes.contains(role), "{role}");
        assert_eq!(front.contains(&format!("{AT}/dashboard\"")), reads.contains(role), "{role}");
        let releases = see(&mut caller, &format!("{AT}/releases"), "en").await.text();
        assert_eq!(releases.contains("name=\"narrative\""), *role == Role::Cochair, "{role}");
    }
}

on_both_engines! {
    async fn a_report_asked_for_by_the_form_ends_in_a_workbook(world: World) {
        take(&world.cochair().await, &incidents(0, 20), Taking::Decisions).await;
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let job = leads_to(&fill_in(&mut verifier, &format!("{AT}/reports"), &REPORT).await);
        let page = over(&mut verifier, &job).await;
        let file = verifier.get(after(&page, "<a class=\"button\" href=\"")).await;
        assert_eq!(file.status, 200);
        assert!(file.body.starts_with(b"PK"));
        let list = see(&mut verifier, &format!("{AT}/reports"), "en").await.text();
        assert!(list.contains(&job) && list.contains("Global Horizontal Note"));

        // A table of one's own, and a span by its name.
        let own = [
            ("report", "ad-hoc"), ("count", "violations"), ("rows", "area"), ("rows", ""), ("rows", "month"),
            ("columns", "sexes"), ("violation", "killing"), ("area", ""), ("party", ""), ("period", "last-quarter"),
            ("from", ""), ("to", ""), ("make", "tables"), ("language", "en"), ("attribution", "joint"), ("area_level", "1"),
        ];
        let job = leads_to(&fill_in(&mut verifier, &format!("{AT}/reports"), &own).await);
        let page = over(&mut verifier, &job).await;
        let tables = verifier.get(after(&page, "<a class=\"button\" href=\"")).await.json();
        assert_eq!(tables["where"]["violation_type"][0], "killing");
        assert!(tables["tables"][0]["rows"][0]["key"].as_str().unwrap().starts_with("XAR"));
        assert_eq!(tables["period"]["from"], "2025-10-01");

        // To somebody else it is not there, and it is gone once it was removed.
        let mut other = server.settled(&world, "cochair-2").await;
        assert_eq!(see(&mut other, &job, "en").await.status, 404);
        let gone = fill_in(&mut verifier, &format!("{job}/remove"), &[]).await;
        assert_eq!(leads_to(&gone), format!("{AT}/reports"));
        assert_eq!(see(&mut verifier, &job, "en").await.status, 404);
    }

    async fn what_a_form_cannot_mean_is_said_on_the_page(world: World) {
        let server = Server::over(&world);
        let mut one = server.settled(&world, "cochair-1").await;
        let path = format!("{AT}/reports");
        for (name, value, said) in [
            ("period", "fortnight", "Choose a period."),
            ("from", "31/12/2025", "Give the first and the last day"),
            ("from", "2026-01-01", "The period ends before it begins"),
            ("make", "picture", "Choose something in every list."),
            ("language", "xx", "Choose something in every list."),
            ("attribution", "", "Choose something in every list."),
            ("area_level", "9", "register of areas has no level 9"),
        ] {
            let page = fill_in(&mut one, &path, &but(&REPORT, name, value)).await;
            assert_eq!(page.status, 422, "{name}={value}: {}", page.text());
            let page = page.text();
            assert!(page.contains("role=\"alert\"") && page.contains(said), "{name}={value}: {page}");
            assert!(page.contains("value=\"2025-12-31\""), "what was filled in is still there");
        }
        assert_eq!(fill_in(&mut one, &path, &but(&REPORT, "report", "weekly")).await.status, 404);
        let polyglot = "\"><script>alert(1)</script><svg/onload=alert(1)>";
        let page = fill_in(&mut one, &path, &but(&REPORT, "from", polyglot)).await.text();
        assert!(!page.contains("<script>alert") && !page.contains("<svg/onload"));

        let path = format!("{AT}/releases");
        for (name, value, said) in [
            ("tier", "", "Choose something in every list."),
            ("tier", "internal", "a release is for partners or the public"),
            ("from", "2025-10-02", "month"),
        ] {
            let page = fill_in(&mut one, &path, &but(&DRAFT, name, value)).await;
            assert_eq!(page.status, 422, "{name}={value}: {}", page.text());
            let page = page.text();
            assert!(page.contains(said) && page.contains("violations in Region 1 rose"), "{name}={value}: {page}");
        }
        let half = [&DRAFT[..], &[("exempt_table", "verified.victims"), ("exempt_row", ""), ("exempt_column", ""), ("exempt_reason", "")]].concat();
        let page = fill_in(&mut one, &path, &half).await;
        assert_eq!(page.status, 422);
        assert!(page.text().contains("needs all four"));
    }

    /// From the form to the file and back: two co-chairs, the audience then and not before.
    async fn a_release_is_drafted_read_signed_downloaded_and_taken_back(world: World) {
        let desk = world.cochair().await;
        take(&desk, &incidents(0, 60), Taking::Decisions).await;
        let server = Server::over(&world);
        let mut one = server.settled(&world, "cochair-1").await;
        let mut other = server.settled(&world, "cochair-2").await;
        let mut reader = server.caller(&world, Role::TaskForce).await;
        let release = drafted(&mut one, &DRAFT).await;
        assert_eq!((to_sign(&mut one).await, to_sign(&mut other).await), (1, 1));

        // What is read: tables with hidden figures marked, what was tried, the narrative, the digest.
        let page = see(&mut other, &release, "en").await.text();
        for said in ["Two co-chairs are waited for", "id=\"attack\"", "The attack found no figure", "violations in Region 1 rose", "It takes no other release"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(page.contains("<span class=\"veil-sign\">*</span></td>"));
        for language in ["fr", "es", "ar"] {
            for path in [release.clone(), format!("{release}/sign")] {
                assert_eq!(see(&mut other, &path, language).await.status, 200, "{language}");
            }
        }
        // Not yet its audience's.
        assert!(!see(&mut reader, &format!("{AT}/releases"), "en").await.text().contains("make=workbook"));
        assert_eq!(see(&mut reader, &release, "en").await.status, 403);
        assert!(see(&mut reader, &format!("{AT}/dashboard"), "en").await.text().contains("Nothing is published yet"));

        // A signature is given to what was read, by somebody who says so, and not twice.
        let unread = fill_in(&mut one, &format!("{release}/sign"), &[("digest", &"0".repeat(64))]).await;
        assert_eq!(unread.status, 422);
        let digest = "0".repeat(64);
        let another = fill_in(&mut one, &format!("{release}/sign"), &[("digest", &digest), ("read", "yes")]).await;
        assert_eq!(another.status, 409);
        assert!(another.text().contains("The digest is not that of this release"));
        let signed = sign(&mut one, &release).await;
        assert_eq!(leads_to(&signed), release);
        assert_eq!((to_sign(&mut one).await, to_sign(&mut other).await), (0, 1));
        let page = see(&mut one, &release, "en").await.text();
        assert!(page.contains("You have signed.") && !page.contains(&format!("{release}/sign\"")));
        let digest = after(&see(&mut other, &format!("{release}/sign"), "en").await.text(), "name=\"digest\" value=\"").to_owned();
        let page = see(&mut one, &format!("{release}/sign"), "en").await.text();
        assert!(!page.contains("name=\"digest\""), "there is nothing more for them to sign");
        let twice = fill_in(&mut one, &format!("{release}/sign"), &[("digest", &digest), ("read", "yes")]).await;
        assert_eq!(twice.status, 403);
        assert!(twice.text().contains("another co-chair gives the second signature"));
        let page = see(&mut other, &release, "en").await.text();
        assert!(page.contains("cochair-1 has signed."));
        assert!(see(&mut other, &format!("{release}/sign"), "en").await.text().contains("with it the release is out at once"));
        assert_eq!(leads_to(&sign(&mut other, &release).await), release);

        // Its audience sees it, has its files, and a dashboard of it.
        let list = see(&mut reader, &format!("{AT}/releases"), "en").await.text();
        let file = after(&list, "<a href=\"/api/").to_owned();
        let file = reader.get(&format!("/api/{}", file.replace("&#38;", "&").replace("&amp;", "&"))).await;
        assert_eq!(file.status, 200, "{file:?}");
        assert!(file.body.starts_with(b"PK"));
        let head = world.store.head().await.unwrap().size;
        let dashboard = see(&mut reader, &format!("{AT}/dashboard"), "en").await.text();
        assert_eq!(world.store.head().await.unwrap().size, head + 1, "that figures were seen is in the log, once");
        assert!(dashboard.matches("<svg role=\"img\"").count() >= 4, "{dashboard}");
        assert!(dashboard.contains("* withheld") && dashboard.contains("class=\"bar veiled\""));

        // No page says a figure that is hidden: each hidden one stands in a table alone with its row.
        let id = release.rsplit('/').next().unwrap().parse().unwrap();
        let out = desk.published_release(id).await.unwrap();
        let exact = server.caller(&world, Role::Verifier).await.get(
            "/api/v1/situations/XAR/reports/ghn/tables?from=2025-10-01&to=2025-12-31&tier=internal").await.json();
        let mut hidden = 0;
        for table in &out.document.tables {
            let exact = exact["tables"].as_array().unwrap().iter().find(|one| one["id"] == table.id.as_str()).unwrap();
            for row in &table.rows {
                let exact = exact["rows"].as_array().unwrap().iter().find(|one| one["key"] == row.key.as_str());
                for column in row.suppressed.keys() {
                    assert_eq!(row.figure(column), None);
                    let figure = exact.and_then(|exact| exact[column].as_u64()).unwrap_or(0);
                    hidden += usize::from(figure > 0);
                    if column == "total" && table.id == "verified.victims" && figure > 0 {
                        let name = match row.key.as_str() {
                            "sexual_violence" => "Rape and other sexual violence".to_owned(),
                            key => domain::dictionary::languages().option("en", "violation_type", key),
                        };
                        assert!(dashboard.contains(&format!("{name}: * withheld")), "{name}");
                        assert!(!dashboard.contains(&format!("{name}: {figure}")), "{name}");
                    }
                }
            }
        }
        assert!(hidden > 0, "figures were hidden at all");
        assert_eq!(see(&mut reader, &format!("{AT}/dashboard?release={}", "0".repeat(32)), "en").await.status, 404);

        // Taken back, it is nobody's any more to download or to draw.
        let back = fill_in(&mut other, &format!("{release}/withdraw"), &[]).await;
        assert_eq!(leads_to(&back), release);
        assert!(see(&mut other, &release, "en").await.text().contains("It was taken back."));
        let list = see(&mut reader, &format!("{AT}/releases"), "en").await.text();
        assert!(list.contains("Withdrawn") && !list.contains("make=workbook"));
        assert!(see(&mut reader, &format!("{AT}/dashboard"), "en").await.text().contains("Nothing is published yet"));
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// Changes since the last release stand row by row; a narrative that names somebody is shown with what it names.
    async fn a_second_release_says_what_changed_and_a_narrative_whom_it_names(world: World) {
        let desk = world.cochair().await;
        take(&desk, &incidents(0, 150), Taking::Decisions).await;
        let server = Server::over(&world);
        let mut one = server.settled(&world, "cochair-1").await;
        let mut other = server.settled(&world, "cochair-2").await;
        let first = drafted(&mut one, &but(&DRAFT, "tier", "partner")).await;
        sign(&mut one, &first).await;
        assert_eq!(leads_to(&sign(&mut other, &first).await), first);
        take(&desk, &incidents(150, 210), Taking::Decisions).await;
        let named = but(&but(&DRAFT, "tier", "partner"), "narrative", "Among them was Zarifa Torvald-Menuk.");
        let second = drafted(&mut one, &named).await;
        let page = see(&mut other, &second, "en").await.text();
        assert!(page.contains("<mark>") && page.contains("[name]"), "{page}");
        assert!(!page.contains(&format!("{second}/sign\"")), "nobody can sign it");
        assert!(page.contains("Figures that differ from those of the release"), "{page}");
        assert!(page.contains("Table 1. "), "an amendment is named as the tables name it");
        let asked = see(&mut other, &format!("{second}/sign"), "en").await.text();
        assert!(asked.contains("The narrative holds") && !asked.contains("name=\"digest\""));
        let digest: String = after(&asked, "<code class=\"digest\" dir=\"ltr\">").split('<').next().unwrap().split(' ').collect();
        let refused = fill_in(&mut other, &format!("{second}/sign"), &[("digest", &digest), ("read", "yes")]).await;
        assert_eq!(refused.status, 409);
        assert!(refused.text().contains("The narrative holds"));
        let back = fill_in(&mut one, &format!("{second}/withdraw"), &[]).await;
        assert!(back.headers["location"].to_str().unwrap().contains("done=discarded"));
    }

    /// Who did not show the password in the last minutes is asked for it before the button is shown.
    async fn signing_asks_for_the_password_first(world: World) {
        take(&world.cochair().await, &incidents(0, 60), Taking::Decisions).await;
        let server = Server::over(&world);
        let mut one = server.settled(&world, "cochair-1").await;
        let release = drafted(&mut one, &DRAFT).await;
        let raw = crate::raw::Raw::open(&world).await;
        raw.run(&format!("UPDATE session SET confirmed_at = {}", world.store.clock().await.unwrap() - 301)).await;
        let asked = see(&mut one, &format!("{release}/sign"), "en").await;
        assert_eq!(leads_to(&asked), "/confirm");
        assert_eq!(see(&mut one, &release, "en").await.status, 200, "reading needs none");
        let sent = fill_in(&mut one, &format!("{release}/sign"), &[("digest", &"0".repeat(64)), ("read", "yes")]).await;
        assert_eq!(sent.status, 401);
        let then = format!("{release}/sign");
        let shown = fill_in(&mut one, "/confirm", &[("password", &password_of("cochair-1")), ("then", &then)]).await;
        assert_eq!(leads_to(&shown), then);
        assert_eq!(leads_to(&sign(&mut one, &release).await), release);
    }
}
