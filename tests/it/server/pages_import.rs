//! Incidents come from files: what would be taken is shown before, what is not is told with its cell, and each is taken once.

use super::client::{Caller, Server};
use super::pages_registers::{hidden, see, upload};
use crate::world::on_both_engines;
use domain::access::Role;
use serde_json::json;

const AT: &str = "/situations/XAR/import";
const TABLE: &str = "Reference;Date of incident;Type of violation;Boys;Area;Colour\n\
    F-1;2026-01-12;killing;2;XAR01002;blue\n\
    F-2;not a day;killing;1;XAR01002;\n";

on_both_engines! {
    async fn a_table_is_shown_then_taken_once(world: World) {
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let empty = verifier.get(&format!("{AT}/template?language=fr")).await;
        assert_eq!(empty.status, 200);
        assert!(empty.body.starts_with(b"PK"), "a workbook");
        assert_eq!(verifier.get(&format!("{AT}/template?language=tlh")).await.status, 404);

        let shown = upload(&mut verifier, &format!("{AT}/preview"), &[("file", TABLE.as_bytes())]).await;
        assert_eq!(shown.status, 200, "{}", shown.text());
        let page = shown.text();
        for said in ["Nothing is stored yet", "F-1", "B3", "violations[0].tally.boys", "Colour"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert_eq!(see(&mut verifier, "/api/v1/situations/XAR/incidents", "en").await.text().matches("F-1").count(), 0);
        let (kept, mapping) = (hidden(&page, "kept"), hidden(&page, "mapping"));
        // Somebody says that a column is to be left out.
        let fields = [("kept", kept.as_bytes()), ("mapping", mapping.as_bytes()), ("columns", &b"yes"[..]), ("to:Area", b"")];
        let again = upload(&mut verifier, &format!("{AT}/preview"), &fields).await;
        assert_eq!(again.status, 200);
        assert!(!hidden(&again.text(), "mapping").contains("location.area"));
        let taken = async |caller: &mut Caller| {
            let fields = [("kept", kept.as_bytes()), ("mapping", mapping.as_bytes())];
            let page = upload(caller, AT, &fields).await;
            assert_eq!(page.status, 200, "{}", page.text());
            let text = page.text();
            let counts = text.split("<dd>").skip(1).take(5).map(|rest| rest.split("</dd>").next().unwrap().to_owned());
            counts.collect::<Vec<_>>().join(" ")
        };
        // New, changed, the same, refused, rows not taken.
        assert_eq!(taken(&mut verifier).await, "1 0 0 0 1");
        assert_eq!(taken(&mut verifier).await, "0 0 1 0 1");
        // Of whoever reports it is a report that waits.
        let mut monitor = server.caller(&world, Role::Monitor).await;
        assert_eq!(taken(&mut monitor).await, "1 0 0 0 1");
        let opened = verifier.post("/api/v1/situations/XAR/triage", json!({})).await;
        assert_eq!(opened.status, 200, "{}", opened.text());
        assert_eq!(opened.json()["recorded"], 1, "{}", opened.text());
    }

    async fn what_cannot_be_read_says_why_and_stores_nothing(world: World) {
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        for (bytes, said) in [
            (&b""[..], "Choose a file first"),
            (b"PK\x03\x04 no workbook", "workbook"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", ".xlsx"),
        ] {
            let page = upload(&mut verifier, &format!("{AT}/preview"), &[("file", bytes)]).await;
            assert_eq!(page.status, 422, "{}", page.text());
            assert!(page.text().contains(said), "{said}: {}", page.text());
        }
        let mapping = b"schema = \"sixfold.mapping/1\"\nnothing = 1\n";
        let fields = [("file", TABLE.as_bytes()), ("mapping", &mapping[..])];
        let page = upload(&mut verifier, &format!("{AT}/preview"), &fields).await;
        assert_eq!(page.status, 422);
        let mut auditor = server.caller(&world, Role::Auditor).await;
        assert_eq!(upload(&mut auditor, &format!("{AT}/preview"), &fields).await.status, 403);
    }
}
