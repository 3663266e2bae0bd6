//! Releases: from the draft to what its audience holds, and what stands in between.

use crate::support::is_sound;
use crate::world::{World, on_both_engines, take};
use domain::access::{Denied, Role};
use domain::counting::{Boundary, CellName};
use domain::id::ReleaseId;
use domain::register::{Table, Tables};
use domain::tables::{Attribution, Period, TableDocument, Tier};
use domain::workflow::{ReleaseRefusal, ReleaseState};
use jiff::civil::date;
use report::Templates;
use serde_json::{Value, json};
use sixfold::casework::{CaseError, Desk, Exemption, ReleaseAsk, ReleaseLine, Taking, digest_from};
use sixfold::workbooks::{ReleaseForm, release_file};

/// Invented incidents of the fourth quarter of 2025, verified in it: many in some regions, few in others.
pub(crate) fn incidents(from: usize, to: usize) -> Vec<Value> {
    let incident = |n: usize| {
        let kind = ["killing", "maiming", "abduction", "sexual_violence", "attack_on_school"][n % 7 % 5];
        let party = 1 + n * n % 4;
        let verified = |day: usize| json!({"status": "verified", "date": format!("2025-12-{:02}", 1 + day)});
        json!({
            "schema": "sixfold.incident/1",
            "external_id": format!("MMR-2025-{n:04}"),
            "status": "open",
            "occurred": {"from": format!("2025-{:02}-{:02}", 10 + n % 2, 1 + n % 28), "precision": "day"},
            "location": {"area": format!("XAR0{}00{}", 1 + n % 9 % 6, 1 + n % 4), "place": "Invented hamlet of Quellmoor"},
            "narrative": "Invented.",
            "violations": [{
                "id": "k1", "type": kind,
                "tally": if kind == "attack_on_school" { json!({"boys": 0, "girls": 0, "unknown": 0}) } else {
                    json!({"boys": 1 + n % 4, "girls": n % 3, "unknown": usize::from(n.is_multiple_of(9))})
                },
                "verification": {"initial": verified(1), "technical": verified(2), "ctfmr": verified(3 + n % 20)},
            }],
            "perpetrators": [{"id": "p1", "party": format!("XAR-P{party}"), "attribution": "confirmed", "violations": ["k1"]}],
            "victims": [{"id": "c1", "sex": "girl", "age": 12, "name": "Zarifa Torvald-Menuk", "violations": ["k1"]}],
        })
    };
    (from..to).map(incident).collect()
}

pub(crate) fn ask(tier: Tier) -> ReleaseAsk {
    ReleaseAsk {
        report: sixfold::casework::ReportAsk {
            name: "ghn".to_owned(),
            period: Period { from: date(2025, 10, 1), to: date(2025, 12, 31) },
            as_of: None,
            tier,
            attribution: Attribution::Joint,
            area_level: 1,
            boundary: Boundary::Quarter,
            tables: Default::default(),
        },
        narrative: String::new(),
        exempt: Vec::new(),
        template: "0".repeat(64),
    }
}

async fn approve(desk: &Desk, line: &ReleaseLine) -> Result<ReleaseState, CaseError> {
    desk.approve_release(line.id, digest_from(&line.digest).unwrap()).await
}

/// Drafts, approves twice, and gives what is out.
pub(crate) async fn publish(one: &Desk, other: &Desk, ask: &ReleaseAsk) -> ReleaseId {
    let line = one.draft_release(ask).await.unwrap();
    let attempts = one.release(line.id).await.unwrap().attempts;
    let breaches: Vec<_> = attempts.iter().filter(|attempt| !attempt.breaches.is_empty()).collect();
    assert_eq!(line.state, ReleaseState::Attacked, "{breaches:?}");
    assert_eq!(approve(one, &line).await.unwrap(), ReleaseState::Approved);
    assert_eq!(approve(other, &line).await.unwrap(), ReleaseState::Published);
    line.id
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, CaseError>) -> ReleaseRefusal {
    match outcome {
        Err(CaseError::Release(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn hidden(document: &TableDocument) -> usize {
    document.tables.iter().flat_map(|table| &table.rows).map(|row| row.suppressed.len()).sum()
}

/// Every withheld cell of a document.
pub(crate) fn withheld(document: &TableDocument) -> Vec<CellName> {
    let mut cells = Vec::new();
    for table in &document.tables {
        for row in &table.rows {
            cells.extend(row.suppressed.keys().map(|column| CellName {
                table: table.id.clone(),
                key: row.key.clone(),
                column: column.clone(),
            }));
        }
    }
    cells
}

on_both_engines! {
    /// Two co-chairs in order; whoever the tier is for has it then, and nobody before.
    async fn two_co_chairs_publish_what_was_attacked(world: World) {
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        take(&one, &incidents(0, 150), Taking::Decisions).await;
        let reader = world.desk(world.login(Role::TaskForce)).await;
        let line = one.draft_release(&ask(Tier::Public)).await.unwrap();
        assert_eq!(line.state, ReleaseState::Attacked);
        assert!(matches!(reader.published_release(line.id).await, Err(CaseError::NotFound)));
        assert_eq!(reader.releases().await.unwrap(), []);
        let mut wrong = digest_from(&line.digest).unwrap();
        wrong[0] ^= 1;
        assert_eq!(refused(one.approve_release(line.id, wrong).await), ReleaseRefusal::OtherDigest);
        assert_eq!(approve(&one, &line).await.unwrap(), ReleaseState::Approved);
        assert_eq!(refused(approve(&one, &line).await), ReleaseRefusal::SamePerson);
        assert!(matches!(reader.published_release(line.id).await, Err(CaseError::NotFound)));
        assert_eq!(approve(&other, &line).await.unwrap(), ReleaseState::Published);
        assert_eq!(refused(approve(&other, &line).await), ReleaseRefusal::Closed(ReleaseState::Published));

        let release = reader.published_release(line.id).await.unwrap();
        assert!(hidden(&release.document) > 0);
        assert_eq!(release.document.notes, []);
        let sheet = one.release(line.id).await.unwrap();
        assert_eq!(sheet.attempts.len(), 3, "nobody in particular, and each of two parties: {:?}", sheet.attempts);
        assert!(sheet.attempts.iter().all(|attempt| attempt.breaches.is_empty()));
        assert!(one.reproduce_release(line.id).await.unwrap().proven.is_some());
        // What stands there is the report, or nothing.
        let exact = one.report(&sixfold::casework::ReportAsk { tier: Tier::Internal, ..ask(Tier::Public).report }).await.unwrap();
        for table in &release.document.tables {
            for row in &table.rows {
                for (column, figure) in row.cells.iter().filter_map(|(column, cell)| Some((column, (*cell)?))) {
                    let row = exact.table(&table.id).unwrap().rows.iter().find(|one| one.key == row.key).unwrap();
                    assert_eq!(row.figure(column), Some(figure));
                }
            }
        }
        assert!(matches!(reader.release(line.id).await, Err(CaseError::Denied(Denied { .. }))));
        for (login, role) in [("monitor-1", "read"), ("verifier-1", "read"), ("auditor-1", "read")] {
            let desk = world.desk(login).await;
            assert!(matches!(desk.releases().await, Err(CaseError::Denied(_))), "{login} may not {role}");
            assert!(matches!(desk.draft_release(&ask(Tier::Public)).await, Err(CaseError::Denied(_))), "{login}");
        }
        is_sound(&world, &one).await;
    }

    /// A later release takes the place of the one before, says what changed, and never undoes it; who took one back
    /// has not taken it out of anybody's hands.
    async fn what_is_out_is_part_of_every_attack_to_come(world: World) {
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        take(&one, &incidents(0, 150), Taking::Decisions).await;
        let first = publish(&one, &other, &ask(Tier::Public)).await;
        let before = one.published_release(first).await.unwrap();
        // One more case, and many more of another kind.
        take(&one, &incidents(150, 151), Taking::Decisions).await;
        let mut many = incidents(200, 270);
        for document in &mut many {
            document["violations"][0]["type"] = json!("recruitment_use");
        }
        take(&one, &many, Taking::Decisions).await;
        let second = publish(&one, &other, &ask(Tier::Public)).await;
        let after = one.published_release(second).await.unwrap();
        assert_eq!(after.supersedes, Some(first));
        assert!(!after.amendments.is_empty());
        for cell in withheld(&before.document) {
            assert!(withheld(&after.document).contains(&cell), "{cell:?} was hidden before");
        }
        for amendment in &after.amendments {
            assert!(amendment.was.abs_diff(amendment.is) >= 3, "a small change tells of one case: {amendment:?}");
        }
        let states: Vec<_> = one.releases().await.unwrap().into_iter().map(|line| (line.id, line.state)).collect();
        assert!(states.contains(&(first, ReleaseState::Superseded)) && states.contains(&(second, ReleaseState::Published)));

        assert_eq!(one.withdraw_release(second).await.unwrap(), ReleaseState::Withdrawn);
        assert!(matches!(one.published_release(second).await, Err(CaseError::NotFound)));
        assert_eq!(refused(one.withdraw_release(second).await), ReleaseRefusal::Closed(ReleaseState::Withdrawn));
        let third = publish(&one, &other, &ask(Tier::Public)).await;
        let third = one.published_release(third).await.unwrap();
        for cell in withheld(&after.document) {
            assert!(withheld(&third.document).contains(&cell), "{cell:?} was hidden in what was withdrawn");
        }
        assert!(one.reproduce_release(first).await.unwrap().proven.is_some(), "with what was out then");
        is_sound(&world, &one).await;
    }

    /// What came out since a draft was made is part of the attack when it is approved.
    async fn a_draft_that_was_overtaken_is_attacked_anew(world: World) {
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        take(&one, &incidents(0, 150), Taking::Decisions).await;
        let early = one.draft_release(&ask(Tier::Public)).await.unwrap();
        approve(&one, &early).await.unwrap();
        take(&one, &incidents(150, 152), Taking::Decisions).await;
        publish(&one, &other, &ask(Tier::Public)).await;
        // The same figures but for two cases, in the other order: their difference is those cases.
        match approve(&other, &early).await {
            Err(CaseError::Release(ReleaseRefusal::Overtaken)) => {}
            Ok(ReleaseState::Published) => panic!("two cases are the difference of two releases"),
            other => panic!("{other:?}"),
        }
        is_sound(&world, &one).await;
    }

    /// Incidents of concern are told by their own public summaries, which are searched like all of the narrative.
    async fn incidents_of_concern_are_told_by_their_summaries(world: World) {
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        let mut documents = incidents(0, 150);
        documents[3]["public_summary"] = json!("In one month several children were hurt.\nThe camp was rebuilt.");
        documents[4]["public_summary"] = json!("Zarifa Torvald-Menuk was hurt.");
        documents[5]["public_summary"] = json!("Reported, and not verified.");
        documents[5]["violations"][0]["verification"] = json!({});
        take(&one, &documents, Taking::Decisions).await;
        let told = |id: &str| format!("# Incidents of concern\n@incident MMR-2025-{id}\n# Developments\nTalks went on.");
        let with = |text: String| ReleaseAsk { narrative: text, ..ask(Tier::Public) };
        for (id, why) in [("9999", "no such incident"), ("0002", "no public summary"), ("0005", "verified violation")] {
            let error = one.draft_release(&with(told(id))).await.unwrap_err();
            assert!(error.is_callers() && error.to_string().contains(why), "{id}: {error}");
        }
        let line = one.draft_release(&with(told("0004"))).await.unwrap();
        assert!(matches!(refused(approve(&one, &line).await), ReleaseRefusal::Identifying(_)));
        let id = publish(&one, &other, &with(told("0003"))).await;
        let release = one.published_release(id).await.unwrap();
        assert_eq!(
            release.narrative,
            "# Incidents of concern\nIn one month several children were hurt. The camp was rebuilt.\n# Developments\nTalks went on."
        );
    }

    /// A narrative that names anybody is shown to the co-chairs with what it names, and not approved.
    async fn a_narrative_that_identifies_somebody_is_not_approved(world: World) {
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        take(&one, &incidents(0, 60), Taking::Decisions).await;
        for (text, kind) in [
            ("Among them was Zareefa Menuk, it was said.", "name"),
            ("The hamlet of Quellmoor was attacked: the invented hamlet of Quellmoor.", "place"),
            ("See case MMR-2025-0003.", "case_code"),
            ("Most were killed in District 2.3.", "place"),
        ] {
            let line = one.draft_release(&ReleaseAsk { narrative: text.to_owned(), ..ask(Tier::Public) }).await.unwrap();
            let sheet = one.release(line.id).await.unwrap();
            assert!(sheet.identifying.iter().any(|passage| passage.kind == kind), "{text}: {:?}", sheet.identifying);
            assert!(matches!(refused(approve(&one, &line).await), ReleaseRefusal::Identifying(1..)));
        }
        let harmless = "In the fourth quarter, violations in Region 1 rose.".to_owned();
        let line = one.draft_release(&ReleaseAsk { narrative: harmless.clone(), ..ask(Tier::Public) }).await.unwrap();
        approve(&other, &line).await.unwrap();
        approve(&one, &line).await.unwrap();
        assert_eq!(one.published_release(line.id).await.unwrap().narrative, harmless);
    }

    /// A figure published on purpose has a reason that both sign, and without one it is refused.
    async fn an_exemption_is_named_and_reasoned(world: World) {
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        take(&one, &incidents(0, 150), Taking::Decisions).await;
        let small = CellName {
            table: "verified.victims".to_owned(),
            key: "abduction".to_owned(),
            column: "unknown".to_owned(),
        };
        let exempt = |reason: &str| ReleaseAsk {
            exempt: vec![Exemption { cell: small.clone(), reason: reason.to_owned() }],
            ..ask(Tier::Public)
        };
        let unreasoned = one.draft_release(&exempt(" ")).await;
        assert!(matches!(&unreasoned, Err(CaseError::Invalid(what)) if what.contains("say why")), "{unreasoned:?}");
        let plain = one.draft_release(&ask(Tier::Public)).await.unwrap();
        let plain = one.release(plain.id).await.unwrap().release;
        assert!(withheld(&plain.document).contains(&small), "{:?}", plain.document);
        let id = publish(&one, &other, &exempt("published by the Council on an invented day")).await;
        let release = one.published_release(id).await.unwrap();
        assert!(!withheld(&release.document).contains(&small));
        assert_eq!(release.exempt.len(), 1);
    }

    /// What a tier does not allow, and what is none of its kind, is refused with what to change.
    async fn what_cannot_be_released_is_refused_before_it_is_counted(world: World) {
        let one = world.cochair().await;
        take(&one, &incidents(0, 20), Taking::Decisions).await;
        let why = async |ask: ReleaseAsk| one.draft_release(&ask).await.unwrap_err().to_string();
        assert!(why(ask(Tier::Internal)).await.contains("partners or the public"));
        let mut month = ask(Tier::Public);
        month.report.period.to = date(2025, 10, 31);
        assert!(why(month).await.contains("take a quarter"));
        let mut fine = ask(Tier::Partner);
        fine.report.area_level = 2;
        assert!(why(fine).await.contains("level 1"));
        let mut each = ask(Tier::Partner);
        each.report.attribution = Attribution::Each;
        assert!(why(each).await.contains("once"));
        let mut long = ask(Tier::Public);
        long.narrative = "x".repeat(60_001);
        assert!(why(long).await.contains("60000"));
        assert_eq!(one.releases().await.unwrap(), []);
    }

    /// Whoever downloads a release later gets the same bytes, whatever parties and areas are called by then; and it
    /// names nobody whom it does not show.
    async fn names_stay_as_they_were_when_it_was_drafted(world: World) {
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        take(&one, &incidents(0, 150), Taking::Decisions).await;
        let id = publish(&one, &other, &ask(Tier::Public)).await;
        let templates = Templates::embedded().unwrap();
        let template = templates.get("ghn").unwrap();
        let files = async |desk: &Desk| {
            let release = desk.published_release(id).await.unwrap();
            let forms = [ReleaseForm::Release, ReleaseForm::Workbook, ReleaseForm::Page, ReleaseForm::Bundle];
            forms.map(|form| release_file(desk, template, &release, form, "en").unwrap())
        };
        let before = files(&one).await;
        let text = String::from_utf8_lossy(&before[0]).into_owned();
        assert!(text.contains("Party 1") && text.contains("Region 1") && text.contains("Arandia"));
        for absent in ["Party 7", "District"] {
            assert!(!text.contains(absent), "{absent}");
        }
        let mut administrator = world.desk("administrator-1").await;
        let csv = |table| administrator.situation().registers.to_csv(table);
        let parties = csv(Table::Parties).replace("XAR-P1,Party 1,", "XAR-P1,Another Front,");
        let areas = csv(Table::Areas).replace("XAR01,Region 1,", "XAR01,Another Region,");
        let tables = Tables { parties: Some(parties), areas: Some(areas), partners: None };
        assert!(!administrator.change_registers(&tables, None).await.unwrap().is_empty());
        let later = world.desk("cochair-2").await;
        let registers = &later.situation().registers;
        assert!(registers.to_csv(Table::Areas).contains("Another Region"));
        assert!(registers.to_csv(Table::Parties).contains("Another Front"));
        assert!(files(&later).await == before, "the same bytes");
        assert!(later.reproduce_release(id).await.unwrap().proven.is_some());
        is_sound(&world, &later).await;
    }

    /// Releases go on under new keys, and who signed them is still checked.
    async fn releases_outlive_the_keys_under_which_they_were_sealed(world: World) {
        let (mut one, other) = (world.cochair().await, world.desk("cochair-2").await);
        take(&one, &incidents(0, 60), Taking::Decisions).await;
        let id = publish(&one, &other, &ask(Tier::Public)).await;
        let before = one.published_release(id).await.unwrap();
        one.rotate().await.unwrap();
        while !one.rewrap().await.unwrap().done {}
        assert_eq!(one.left_to_rewrap().await.unwrap(), 0);
        assert_eq!(one.published_release(id).await.unwrap(), before);
        assert!(one.reproduce_release(id).await.unwrap().proven.is_some());
        is_sound(&world, &one).await;
    }
}

/// What is hidden is in no byte of what is handed out, and the file holds nothing to hide it in.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_hidden_is_in_no_byte_of_the_files() {
    let world = World::new(crate::world::Engine::Sqlite).await;
    let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
    // Figures that occur by themselves: four digits each.
    let mut documents = incidents(0, 150);
    for (n, document) in documents.iter_mut().enumerate() {
        if document["violations"][0]["type"] == json!("killing") {
            document["violations"][0]["tally"] = json!({"boys": 1_301 + 17 * n, "girls": 0, "unknown": 0});
            document["location"]["area"] = json!(format!("XAR0{}", 1 + n % 2));
            // One incident stands behind many children: that is as telling as few children.
            let party = if n == 0 { 7 } else { 1 };
            document["perpetrators"][0]["party"] = json!(format!("XAR-P{party}"));
        }
    }
    take(&one, &documents, Taking::Decisions).await;
    let id = publish(&one, &other, &ask(Tier::Public)).await;
    let release = one.published_release(id).await.unwrap();
    let exact = one
        .report(&sixfold::casework::ReportAsk { tier: Tier::Internal, ..ask(Tier::Public).report })
        .await
        .unwrap();
    let figure = |document: &TableDocument, cell: &CellName| {
        let rows = &document.table(&cell.table).unwrap().rows;
        rows.iter().find(|row| row.key == cell.key).map_or(Some(0), |row| row.figure(&cell.column))
    };
    let shown: Vec<u64> = release
        .document
        .tables
        .iter()
        .flat_map(|table| &table.rows)
        .flat_map(|row| row.cells.values().flatten().copied())
        .collect();
    let large: Vec<u64> = withheld(&release.document)
        .iter()
        .filter_map(|cell| figure(&exact, cell))
        .filter(|figure| *figure > 999 && !shown.contains(figure))
        .collect();
    assert!(!large.is_empty(), "some large figure is hidden beside a small one");

    let templates = Templates::embedded().unwrap();
    let template = templates.get("ghn").unwrap();
    let mut files: Vec<(String, String)> = vec![
        ("json".to_owned(), report::json(&release.document).unwrap()),
        ("release".to_owned(), serde_json::to_string(&release).unwrap()),
    ];
    for language in ["en", "fr", "es", "ar"] {
        let bytes = sixfold::workbooks::release_workbook(&one, template, &release, language).unwrap();
        let again = sixfold::workbooks::release_workbook(&one, template, &release, language).unwrap();
        assert!(bytes == again, "the same release, the same bytes");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).unwrap();
            let mut text = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut text).unwrap();
            files.push((
                format!("{language} {}", file.name().unwrap()),
                String::from_utf8_lossy(&text).into_owned(),
            ));
        }
    }
    for (name, text) in &files {
        for figure in &large {
            // As a number of its own, in any grouping.
            let digits = figure.to_string();
            let grouped = format!("{},{}", &digits[..digits.len() - 3], &digits[digits.len() - 3..]);
            for written in [digits, grouped] {
                let found = text.match_indices(&written).find(|(at, _)| {
                    let before = text[..*at].chars().next_back();
                    let after = text[at + written.len()..].chars().next();
                    ![before, after]
                        .into_iter()
                        .flatten()
                        .any(|c| c.is_ascii_hexdigit() || c == '.' || c == '-')
                });
                assert!(found.is_none(), "{name} holds {written}");
            }
        }
        for never in ["hidden=\"1\"", "veryHidden", "<f>", "<comment", "dc:creator>S", "Zarifa"] {
            assert!(!text.contains(never), "{name} holds {never}");
        }
        // Names that a workbook needs to be printed, and no others.
        let others =
            text.matches("<definedName ").count() - text.matches("<definedName name=\"_xlnm.").count();
        assert_eq!(others, 0, "{name}");
    }
    // The same search finds the figures where they are.
    let inside = report::json(&exact).unwrap();
    assert!(large.iter().all(|figure| inside.contains(&figure.to_string())));
}
