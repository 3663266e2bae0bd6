//! Registers change while monitoring goes on; what was recorded with them stays what it was.

use crate::program::{Site, lines};
use crate::raw::Raw;
use crate::story;
use crate::support::{decided, is_sound, report};
use crate::world::{World, on_both_engines, take, typed};
use domain::audit::LogAct;
use domain::register::{Table, Tables};
use domain::tables::Period;
use jiff::civil::date;
use serde_json::{Value, json};
use sixfold::casework::{CaseError, Desk, ReportAsk, Taking};
use std::fs;
use std::io::Read;
use store::StoreError;

/// The tables of a desk's registers with lines added.
fn with(desk: &Desk, areas: &str, parties: &str) -> Tables {
    let now = |table| desk.situation().registers.to_csv(table);
    let more = |table, lines: &str| (!lines.is_empty()).then(|| format!("{}{lines}", now(table)));
    Tables { areas: more(Table::Areas, areas), parties: more(Table::Parties, parties), partners: None }
}

const NEW_PARTY: &str = "XAR-P8,Party 8,armed_group,P8,2025-06-01,,,XAR-P1\n";
const NEW_AREA: &str = "XAR07,Region 7,1,XAR\nXAR07001,District 7.1,2,XAR07\n";

/// The versions under which the log has the registers.
async fn logged(world: &World) -> Vec<u64> {
    let rows = world.store.log_page(0, 10_000).await.unwrap();
    let of_register = rows.iter().filter(|row| row.entry.act == LogAct::RegisterChanged);
    of_register.map(|row| row.entry.version).collect()
}

on_both_engines! {
    async fn what_is_added_is_recorded_and_counted_and_what_was_counted_stays(world: World) {
        let cochair = world.cochair().await;
        take(&cochair, &[decided("OLD")], Taking::Decisions).await;
        let before = report(&cochair).await;

        let mut administrator = world.desk("administrator-1").await;
        let tables = with(&administrator, NEW_AREA, NEW_PARTY);
        let (_, planned) = administrator.try_registers(&tables).await.unwrap();
        assert_eq!(logged(&world).await, [1], "trying changes nothing");
        let changed = administrator.change_registers(&tables, None).await.unwrap();
        assert_eq!(changed, planned);
        assert_eq!(changed.areas.added, ["XAR07", "XAR07001"]);
        assert_eq!(changed.parties.added, ["XAR-P8"]);
        // The same desk goes on from what it wrote: renamed, ended, and nothing at all.
        let mut renamed = Tables { partners: Some("code,name,kind\nAID,Aid,un_staff\n".to_owned()), ..Tables::default() };
        let parties = administrator.situation().registers.to_csv(Table::Parties);
        renamed.parties = Some(parties.replace("XAR-P1,Party 1,armed_group,,,", "XAR-P1,First Front,armed_group,Party 1,,2025-05-31"));
        let changed = administrator.change_registers(&renamed, None).await.unwrap();
        assert_eq!(changed.parties.changed[0].what, ["name", "aliases", "valid_to"]);
        assert_eq!(changed.partners.added, ["AID"]);
        assert!(administrator.change_registers(&renamed, None).await.unwrap().is_empty());
        assert_eq!(logged(&world).await, [1, 2, 3]);
        let past = administrator.register_history(Some(Table::Parties)).await.unwrap();
        let told: Vec<_> = past.iter().map(|one| (one.version, one.by.as_deref(), one.noted.added, one.noted.changed)).collect();
        let by = Some("administrator-1");
        assert_eq!(told, [(3, by, 0, 1), (2, by, 1, 0), (1, None, 7, 0)]);
        assert_eq!(past[0].noted.cells[0], ["XAR-P1", "name", "Party 1", "First Front"]);
        assert!(matches!(cochair.register_history(None).await, Err(CaseError::Denied(_))));

        // Somebody who signed in before still knows what was there, and no more than that.
        assert_eq!(report(&cochair).await, before);
        let fresh = world.desk("cochair-2").await;
        let registers = &fresh.situation().registers;
        assert_eq!(registers.parties.find("first front").unwrap().code, "XAR-P1");
        assert_eq!(registers.partners.by_code("AID").unwrap().kind.as_deref(), Some("un_staff"));
        assert_eq!(report(&fresh).await, before);

        let mut document = decided("NEW");
        document["perpetrators"][0]["party"] = json!("XAR-P8");
        document["location"]["area"] = json!("XAR07001");
        take(&fresh, &[document], Taking::Decisions).await;
        let after = report(&fresh).await;
        assert_eq!(after["verified.by_party"]["XAR-P8"]["killing"], 3);
        assert_eq!(after["verified.by_area"]["XAR07"]["maiming"], 5);
        assert_eq!(after["verified.by_party"]["XAR-P1"], before["verified.by_party"]["XAR-P1"]);
        assert_eq!(after["verified.by_area"]["XAR01"], before["verified.by_area"]["XAR01"]);
        is_sound(&world, &fresh).await;

        // Facts now name what the one who signed in before does not know: no figure without its row.
        let period = Period { from: date(2025, 10, 1), to: date(2025, 12, 31) };
        let ask = ReportAsk { period, ..story::report() };
        let refused = cochair.report(&ask).await.unwrap_err();
        assert!(matches!(refused, CaseError::Store(StoreError::Conflict { .. })), "{refused}");
    }

    async fn of_two_who_change_at_the_same_time_the_second_reads_again(world: World) {
        let mut first = world.desk("administrator-1").await;
        let mut second = world.desk("administrator-1").await;
        let (one, other) = (with(&first, "", NEW_PARTY), with(&second, NEW_AREA, ""));
        first.change_registers(&one, None).await.unwrap();
        let refused = second.change_registers(&other, None).await.unwrap_err();
        assert!(matches!(refused, CaseError::Store(StoreError::Conflict { .. })), "{refused}");
        let mut again = world.desk("administrator-1").await;
        assert!(again.situation().registers.areas.by_code("XAR07").is_none());
        let other = with(&again, NEW_AREA, "");
        again.change_registers(&other, None).await.unwrap();
        assert!(again.situation().registers.parties.by_code("XAR-P8").is_some());
        is_sound(&world, &world.cochair().await).await;
    }

    async fn nobody_but_an_administrator_changes_a_register(world: World) {
        for login in ["cochair-1", "verifier-1", "technical-reviewer-1", "monitor-1", "task-force-1", "auditor-1"] {
            let mut desk = world.desk(login).await;
            let tables = with(&desk, "", NEW_PARTY);
            assert!(matches!(desk.try_registers(&tables).await, Err(CaseError::Denied(_))), "{login}");
            assert!(matches!(desk.change_registers(&tables, None).await, Err(CaseError::Denied(_))), "{login}");
        }
        assert_eq!(logged(&world).await, [1]);
    }

    /// Logging the whole register anew would make an alteration the program's own.
    async fn a_register_altered_behind_the_back_is_not_signed_over(world: World) {
        let raw = Raw::open(&world).await;
        for sql in [
            "UPDATE party SET name = 'Somebody else' WHERE number = 1",
            "UPDATE area SET parent = 1 WHERE number = 7",
        ] {
            raw.keep("now").await;
            assert_eq!(raw.run(sql).await, 1);
            let mut administrator = world.desk("administrator-1").await;
            let tables = with(&administrator, "", NEW_PARTY);
            let refused = administrator.change_registers(&tables, None).await.unwrap_err();
            assert!(matches!(refused, CaseError::Store(StoreError::Altered { .. })), "{refused}");
            assert!(!world.store.verify(None).await.unwrap().findings.is_empty());
            for table in raw.tables().await {
                raw.put_back("now", &table).await;
                raw.run(&format!("DROP TABLE keep_now_{table}")).await;
            }
        }
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// One bad row of one table keeps all of them out.
    async fn a_refused_table_changes_nothing(world: World) {
        let mut administrator = world.desk("administrator-1").await;
        let before = administrator.situation().registers.clone();
        let now = |table| before.to_csv(table);
        for tables in [
            Tables { parties: Some(now(Table::Parties).replace("XAR-P2,", "XAR-P22,")), ..Tables::default() },
            Tables { areas: Some(now(Table::Areas).replace(",2,XAR02", ",2,XAR03")), ..Tables::default() },
            Tables { parties: Some(format!("{}{NEW_PARTY}", now(Table::Parties))), areas: Some("code\n".to_owned()), partners: None },
        ] {
            let refused = administrator.change_registers(&tables, None).await.unwrap_err();
            assert!(matches!(refused, CaseError::Registers(_)), "{refused}");
        }
        assert_eq!(world.desk("administrator-1").await.situation().registers, before);
        assert_eq!(logged(&world).await, [1]);
        typed(&administrator, &story::document("A"));
    }
}

#[test]
fn a_register_is_shown_edited_and_read_again() {
    let site = Site::new();
    let shown = site.by("verifier-1", &["register", "show", "parties"]).done().out;
    assert_eq!(
        shown,
        "code,name,category,aliases,valid_from,valid_to,parent,successor_of\n\
         XAR-P1,Front,armed_group,,,,,\nXAR-P4,Army,armed_force,,,,,\n"
    );
    let folder = site.desk.path().join("edited");
    let out = folder.to_str().unwrap();
    site.by("administrator-1", &["register", "show", "--out", out]).done();
    site.by("administrator-1", &["register", "show", "--out", out]).refused(2, &["areas.csv", "already"]);
    site.by("administrator-1", &["register", "show"]).refused(2, &["REGISTER"]);
    let said = site.by("administrator-1", &["register", "change", out]).done();
    assert!(said.err.contains("nothing was written"), "{said:?}");

    let edit = |name: &str, from: &str, to: &str| {
        let path = folder.join(name);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(path, text.replace(from, to)).unwrap();
    };
    edit(
        "parties.csv",
        "XAR-P1,Front,armed_group,,,,,\n",
        "XAR-P9,Splinter,armed_group,,2026-01-01,,,XAR-P1\nXAR-P1,Old Front,armed_group,,,2025-12-31,,\n",
    );
    edit("areas.csv", "XAR01002,Hill,2,XAR01\n", "XAR01002,Hill,2,XAR01\nXAR01003,Dale,2,XAR01\n");
    edit("partners.csv", "code,name,kind\n", "code,name,kind\nAID,Aid,un_staff\n");
    let expected = json!({
        "areas": {"added": ["XAR01003"], "changed": []},
        "parties": {"added": ["XAR-P9"], "changed": [{"code": "XAR-P1",
            "what": ["name", "valid_to"], "was": ["Front", ""], "is": ["Old Front", "2025-12-31"]}]},
        "partners": {"added": ["AID"], "changed": []},
    });
    let dry = site.by("administrator-1", &["register", "change", out, "--dry-run"]).done();
    assert_eq!(dry.json(), expected);
    let mut counted = with_party("XAR-P9");
    counted["violations"][0]["verification"] = json!({"ctfmr": {"status": "verified", "date": "2026-02-10"}});
    let new = site.file("new.jsonl", &lines(&[counted]));
    let early = site.by("cochair-1", &["intake", "--decided", &new]);
    assert_eq!((early.status, &early.json()["errors"][0]["path"]), (2, &json!("perpetrators[0].party")));
    site.by("cochair-1", &["register", "change", out]).refused(2, &["administrator"]);
    assert_eq!(site.by("administrator-1", &["register", "change", out]).done().json(), expected);
    assert_eq!(site.by("cochair-1", &["intake", "--decided", &new]).done().json()["accepted"], json!(1));
    assert!(site.sound().contains_key("A"));

    let period = ["--from", "2026-01-01", "--to", "2026-03-31"];
    let book = site.desk.path().join("ghn.xlsx");
    site.by("cochair-1", &[&["report", "ghn", "--out", book.to_str().unwrap()], &period[..]].concat()).done();
    let book = texts(&fs::read(book).unwrap());
    assert!(book.contains("Splinter"), "a party that is new is named");

    edit("parties.csv", "XAR-P4,Army,armed_force,,,,,\n", "");
    edit("areas.csv", "XAR01002,Hill,2,XAR01", "XAR01002,Hill,1,XAR");
    site.by("administrator-1", &["register", "change", out]).refused(
        2,
        &[
            "parties.csv: line 1: the code XAR-P4 is missing",
            "areas.csv: line 4: XAR01002 has level 2",
            "valid_to",
        ],
    );
    let parties = folder.join("parties.csv");
    site.by("administrator-1", &["register", "change", "--parties", parties.to_str().unwrap()])
        .refused(2, &["XAR-P4"]);
    site.by("administrator-1", &["register", "change"]).refused(2, &["DIR"]);
    site.by("administrator-1", &["register", "change", site.desk.path().join("tmp").to_str().unwrap()])
        .refused(2, &["areas.csv, parties.csv and partners.csv"]);
    let areas = site.by("auditor-1", &["register", "show", "areas"]).done().out;
    assert!(areas.ends_with("XAR01002,Hill,2,XAR01\nXAR01003,Dale,2,XAR01\n"), "{areas}");
}

/// What the parts of a workbook say.
fn texts(book: &[u8]) -> String {
    let mut all = String::new();
    for at in memchr::memmem::find_iter(book, b"PK\x03\x04") {
        let length = |at: usize| usize::from(u16::from_le_bytes([book[at], book[at + 1]]));
        let from = at + 30 + length(at + 26) + length(at + 28);
        flate2::read::DeflateDecoder::new(&book[from..]).read_to_string(&mut all).unwrap();
    }
    all
}

fn with_party(party: &str) -> Value {
    let mut document = story::document("A");
    document["perpetrators"][0]["party"] = json!(party);
    document
}

#[test]
fn a_new_store_takes_partners_where_there_are_any() {
    let site = Site::new();
    let register = site.desk.path().join("register");
    let make = |name: &str| {
        let store = format!("sqlite://{}", site.desk.path().join(format!("{name}.db")).display());
        let out = site.desk.path().join(format!("{name}.json"));
        let said = site.call(
            &[
                "init",
                "--store",
                &store,
                "--node-key",
                &format!("{}.key", out.display()),
                "--situation",
                "XAR",
                "--name",
                "A",
                "--register",
                register.to_str().unwrap(),
                "--accounts-out",
                out.to_str().unwrap(),
            ],
            None,
        );
        (said, store, out)
    };
    fs::write(register.join("partners.csv"), "code,name,kind\nAID,Aid,club\n").unwrap();
    fs::write(register.join("areas.csv"), "code,name,level,parent\nXAR,Arandia,one,\n").unwrap();
    make("bad").0.refused(2, &["areas.csv: line 2: level", "partners.csv: line 2: kind"]);
    fs::write(register.join("areas.csv"), "code,name,level,parent\nXAR,Arandia,0,\n").unwrap();
    fs::write(register.join("partners.csv"), "code,name,kind\nAID,\"Aid, first\",un_staff\n").unwrap();
    let (said, store, out) = make("good");
    said.done();
    let accounts: Value = serde_json::from_slice(&fs::read(&out).unwrap()).unwrap();
    let auditor =
        accounts["accounts"].as_array().unwrap().iter().find(|one| one["role"] == "auditor").unwrap();
    let shown = site.call(
        &[
            "register",
            "show",
            "partners",
            "--store",
            &store,
            "--node-key",
            &format!("{}.key", out.display()),
            "--situation",
            "XAR",
            "--login",
            auditor["login"].as_str().unwrap(),
        ],
        auditor["password"].as_str(),
    );
    assert_eq!(shown.done().out, "code,name,kind\nAID,\"Aid, first\",un_staff\n");
}

/// A warning is of a document that was accepted: nothing is wrong with it, and somebody should look at it.
#[test]
fn a_party_named_outside_its_days_is_accepted_and_told() {
    let site = Site::new();
    let parties = site.file(
        "parties.csv",
        b"code,name,category,valid_to\nXAR-P1,Front,armed_group,2025-12-31\nXAR-P4,Army,armed_force,\n",
    );
    site.by("administrator-1", &["register", "change", "--parties", &parties]).done();
    let late = |id: &str| {
        let mut document = with_party("XAR-P1");
        document["external_id"] = json!(id);
        document
    };
    let mut wrong = late("WRONG");
    wrong["violations"][0]["type"] = json!("murder");
    let first = site.file("first.jsonl", &lines(&[story::document("GOOD"), late("LATE"), wrong]));
    let said = site.by("verifier-1", &["intake", &first]);
    assert_eq!(said.status, 2, "{said:?}");
    let told = said.json();
    assert_eq!((&told["accepted"], &told["rejected"]), (&json!(2), &json!(1)));
    let warnings = told["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 1, "{told}");
    assert_eq!((&warnings[0]["line"], &warnings[0]["path"]), (&json!(2), &json!("perpetrators[0].party")));
    assert!(
        warnings[0]["message"].as_str().unwrap().contains("XAR-P1 is not in use on 2026-01-20"),
        "{told}"
    );
    assert_eq!(warnings[0].get("file"), None, "of one file it goes without saying");

    // Unchanged is not accepted; amended is, and with several files each line says which.
    let mut amended = late("LATE");
    amended["narrative"] = json!("told again");
    let second = site.file("second.jsonl", &lines(&[amended]));
    let told = site.by("verifier-1", &["intake", &first, &second]).json();
    let warnings = told["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 1, "{told}");
    assert_eq!((&warnings[0]["file"], &warnings[0]["line"]), (&json!(second), &json!(1)));
    assert_eq!((&told["amended"][0]["file"], &told["amended"][0]["line"]), (&json!(second), &json!(1)));
    assert_eq!(told["errors"][0]["file"], json!(first));

    // Monitors, who cannot open what they sent, are told as they send it.
    let told = site.by("monitor-1", &["intake", &second]).done().json();
    assert_eq!((&told["accepted"], told["warnings"].as_array().unwrap().len()), (&json!(1), 1));
    let again = site.by("monitor-1", &["intake", &second]).done().json();
    assert_eq!((&again["unchanged"], &again["warnings"]), (&json!(1), &json!([])));
}
