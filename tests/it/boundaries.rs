//! Boundaries are kept by level, told of in the history, and signed over as the registers are.

use crate::raw::Raw;
use crate::story::boundary_file;
use crate::world::{World, on_both_engines};
use domain::register::{Table, Tables};
use sixfold::casework::{CaseError, Desk, RegisterNoted};
use store::StoreError;

const LOGIN: &str = "administrator-1";

/// Reads a file of squares into the store.
async fn keep(desk: &Desk, codes: &[&str]) -> Result<RegisterNoted, CaseError> {
    let file = boundary_file("pcode", codes);
    let read = desk.try_boundaries(file.as_bytes(), None).await?;
    desk.change_boundaries(read.outlines, desk.situation().row.register_version).await
}

async fn codes(world: &World) -> Vec<String> {
    let desk = world.desk("task-force-1").await;
    let areas = &desk.situation().registers.areas;
    let outlines = desk.boundaries().await.unwrap();
    outlines.keys().map(|number| areas.get(*number).unwrap().code.clone()).collect()
}

fn counts(noted: &RegisterNoted) -> [usize; 3] {
    [noted.added, noted.changed, noted.removed]
}

on_both_engines! {
    async fn boundaries_give_way_to_those_of_their_own_level(world: World) {
        let done = keep(&world.desk(LOGIN).await, &["XAR01", "XAR02"]).await.unwrap();
        assert_eq!(counts(&done), [2, 0, 0]);
        let done = keep(&world.desk(LOGIN).await, &["XAR01001"]).await.unwrap();
        assert_eq!(counts(&done), [1, 0, 0]);
        // One of the regions is gone, one stands elsewhere on the plane, one is new; the district stays.
        let done = keep(&world.desk(LOGIN).await, &["XAR03", "XAR02", "XAR04"]).await.unwrap();
        assert_eq!(counts(&done), [2, 1, 1]);
        assert_eq!(codes(&world).await, ["XAR01001", "XAR02", "XAR03", "XAR04"]);
        // The same once more changes nothing and is no change.
        let done = keep(&world.desk(LOGIN).await, &["XAR03", "XAR02", "XAR04"]).await.unwrap();
        assert_eq!(done, RegisterNoted::default());
        let desk = world.desk(LOGIN).await;
        let past = desk.register_history(None).await.unwrap();
        let told: Vec<_> = past.iter().map(|one| (one.version, one.by.as_deref(), counts(&one.noted))).collect();
        let by = Some(LOGIN);
        assert_eq!(told, [(4, by, [2, 1, 1]), (3, by, [1, 0, 0]), (2, by, [2, 0, 0])]);
        // Registers and boundaries are versions of one thing, and each leaves the other as it is.
        let mut again = world.desk(LOGIN).await;
        let partners = Tables::only(Table::Partners, "code,name,kind\nAID,Aid,un_staff\n".to_owned());
        again.change_registers(&partners, Some(4)).await.unwrap();
        assert_eq!(codes(&world).await.len(), 4);
        assert!(matches!(keep(&desk, &["XAR05"]).await, Err(CaseError::Stale)), "the registers changed meanwhile");
        let desk = world.desk(LOGIN).await;
        let gone = desk.change_boundaries(Default::default(), 5).await.unwrap();
        assert_eq!(counts(&gone), [0, 0, 4]);
        assert_eq!(codes(&world).await, Vec::<String>::new());
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    async fn nobody_but_an_administrator_reads_a_boundary_file(world: World) {
        let file = boundary_file("pcode", &["XAR01"]);
        let read = world.desk(LOGIN).await.try_boundaries(file.as_bytes(), None).await.unwrap();
        for login in ["cochair-1", "verifier-1", "monitor-1", "task-force-1", "auditor-1"] {
            let desk = world.desk(login).await;
            assert!(matches!(desk.try_boundaries(file.as_bytes(), None).await, Err(CaseError::Denied(_))), "{login}");
            let changed = desk.change_boundaries(read.outlines.clone(), 1).await;
            assert!(matches!(changed, Err(CaseError::Denied(_))), "{login}");
        }
        assert_eq!(codes(&world).await, Vec::<String>::new());
    }

    /// What was altered behind the program's back is found, and does not become the program's own.
    async fn an_altered_boundary_is_not_signed_over(world: World) {
        keep(&world.desk(LOGIN).await, &["XAR01", "XAR02"]).await.unwrap();
        let raw = Raw::open(&world).await;
        raw.keep("now").await;
        for sql in [
            "UPDATE boundary SET outline = '0,0 9,0 9,9' WHERE area = 1",
            "DELETE FROM boundary WHERE area = 1",
            "UPDATE register_change SET details = replace(details, '2', '3') WHERE subject = 'boundaries'",
        ] {
            assert_eq!(raw.run(sql).await, 1, "{sql}");
            let refused = keep(&world.desk(LOGIN).await, &["XAR03"]).await.unwrap_err();
            assert!(matches!(refused, CaseError::Store(StoreError::Altered { .. })), "{sql}: {refused}");
            assert!(!world.store.verify(None).await.unwrap().findings.is_empty(), "{sql}");
            for table in ["boundary", "register_change"] {
                raw.put_back("now", table).await;
            }
        }
        // What is no outline at all is not drawn.
        raw.run("UPDATE boundary SET outline = 'M0 0L9 9z\"><script>' WHERE area = 1").await;
        let corrupt = world.desk("task-force-1").await.boundaries().await.unwrap_err();
        assert!(matches!(corrupt, CaseError::Store(StoreError::Corrupt { .. })), "{corrupt}");
    }
}
