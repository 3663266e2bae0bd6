//! Releases of reports whose tables their templates declare, beside those of the note.

use crate::releases::{ask, hidden, incidents, publish, withheld};
use crate::support::is_sound;
use crate::world::{on_both_engines, take};
use disclosure::policy::Areas;
use domain::counting::CellName;
use domain::tables::{Period, TableDocument, Tier};
use domain::tabulate::Counts;
use jiff::civil::{Date, date};
use report::{Template, Templates};
use serde_json::json;
use sixfold::asked::{self, Narrowed};
use sixfold::casework::{Release, ReleaseAsk, ReportAsk, Taking};
use sixfold::workbooks::{ReleaseForm, release_file};
use std::collections::BTreeSet;

const QUARTER: (Date, Date) = (date(2025, 10, 1), date(2025, 12, 31));
const YEAR: (Date, Date) = (date(2025, 1, 1), date(2025, 12, 31));

/// A release of a report for a tier, as the command line asks it.
fn of(template: &Template, tier: Tier, (from, to): (Date, Date), narrowed: &Narrowed) -> ReleaseAsk {
    let period = Period { from, to };
    let report = ReportAsk {
        name: template.name().to_owned(),
        period,
        tier,
        boundary: template.late_boundary(),
        tables: asked::tables(template, tier, period, narrowed).unwrap(),
        ..ask(tier).report
    };
    asked::release(template, report, String::new(), Vec::new()).unwrap()
}

/// The note with other lines before its cover, and its tables by area for the task force alone.
fn note_with(lines: &str) -> Template {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("report-templates/ghn");
    let read = |file: &str| {
        let mut text = std::fs::read_to_string(folder.join(file)).unwrap();
        if file == "template.toml" {
            text = text.replacen("[cover]", lines, 1);
            for part in ["verified", "late", "unverified"] {
                let id = format!("id = \"{part}.by_area\"");
                text = text.replacen(&id, &format!("{id}\ntiers = [\"internal\"]"), 1);
            }
        }
        Ok(text)
    };
    Template::read("ghn", read).unwrap()
}

/// What is shown is the exact figure of the task force's own report.
fn assert_true(document: &TableDocument, exact: &TableDocument) {
    let mut shown = 0;
    for table in &document.tables {
        for row in &table.rows {
            for (column, figure) in row.cells.iter().filter_map(|(column, cell)| Some((column, (*cell)?))) {
                let true_row = exact.table(&table.id).unwrap().rows.iter().find(|one| one.key == row.key);
                assert_eq!(true_row.unwrap().figure(column), Some(figure), "{}: {}", table.id, row.key);
                shown += usize::from(figure > 0);
            }
        }
    }
    assert!(shown > 0, "something is told");
}

on_both_engines! {
    /// The annual report, the country report and the perpetrator profile come out beside notes, each attacked with all
    /// before it; what is shown is true, and what only the task force has is in none.
    async fn reports_are_released_beside_the_note(world: World) {
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        take(&one, &incidents(0, 150), Taking::Decisions).await;
        let templates = Templates::embedded().unwrap();
        publish(&one, &other, &ask(Tier::Public)).await;
        let mut released = Vec::new();
        for (name, tier) in [("annual", Tier::Public), ("country", Tier::Public), ("perpetrators", Tier::Partner)] {
            let template = templates.get(name).unwrap();
            let asked_for = of(template, tier, YEAR, &Narrowed::default());
            let id = publish(&one, &other, &asked_for).await;
            let release = one.published_release(id).await.unwrap();
            assert!(hidden(&release.document) > 0, "{name}");
            assert!(release.document.tables.iter().all(|table| Counts::of(table).is_some()), "{name}");
            let exact = ReportAsk {
                tier: Tier::Internal,
                tables: asked::tables(template, Tier::Internal, asked_for.report.period, &Narrowed::default()).unwrap(),
                ..asked_for.report.clone()
            };
            let exact = one.report(&exact).await.unwrap();
            assert!(exact.tables.len() > release.document.tables.len(), "{name}");
            assert_true(&release.document, &exact);
            assert!(one.reproduce_release(id).await.unwrap().proven.is_some(), "{name}");
            for language in ["en", "fr", "es", "ar"] {
                for form in [ReleaseForm::Workbook, ReleaseForm::Page, ReleaseForm::Bundle, ReleaseForm::Tables] {
                    assert!(!release_file(&one, template, &release, form, language).unwrap().is_empty());
                }
            }
            let page = release_file(&one, template, &release, ReleaseForm::Page, "en").unwrap();
            let page = String::from_utf8(page).unwrap();
            assert_eq!(page.matches("<table>").count(), template.tables(tier).count(), "{name}");
            released.push((id, release.document));
        }
        // Whoever has all of the public documents learns no more from them alone.
        let public: Vec<TableDocument> =
            released.iter().map(|(_, document)| document.clone()).filter(|one| one.tier == Tier::Public).collect();
        for publication in report::published(&public).unwrap() {
            let system = publication.system(None).unwrap();
            let mut budget = disclosure::Budget::of(2_000_000);
            let report =
                disclosure::attack::attack(&system, None, disclosure::attack::Depth::Width, &mut budget).unwrap();
            assert_eq!(report.breaches().count(), 0);
        }
        // The note of the year, after all of them.
        let ghn = templates.get("ghn").unwrap();
        publish(&one, &other, &of(ghn, Tier::Public, YEAR, &Narrowed::default())).await;
        is_sound(&world, &one).await;
    }

    /// A later release of a declared report takes the place of the one before and amends it row by row; one that was
    /// asked otherwise is another.
    async fn a_later_report_amends_the_one_before(world: World) {
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        take(&one, &incidents(0, 150), Taking::Decisions).await;
        let templates = Templates::embedded().unwrap();
        let country = templates.get("country").unwrap();
        let whole = of(country, Tier::Public, YEAR, &Narrowed::default());
        let first = publish(&one, &other, &whole).await;
        let before = one.published_release(first).await.unwrap().document;
        let mut many = incidents(200, 270);
        for document in &mut many {
            document["violations"][0]["type"] = json!("recruitment_use");
        }
        take(&one, &many, Taking::Decisions).await;
        let mut narrowed = Narrowed::default();
        narrowed.narrow("violation_group=killing_maiming").unwrap();
        let part = publish(&one, &other, &of(country, Tier::Public, YEAR, &narrowed)).await;
        let part = one.published_release(part).await.unwrap();
        assert_eq!((part.supersedes, part.amendments.len()), (None, 0));
        assert_eq!(part.document.only["violation_group"], ["killing_maiming"]);
        let second = publish(&one, &other, &whole).await;
        let after = one.published_release(second).await.unwrap();
        assert_eq!(after.supersedes, Some(first));
        assert!(after.amendments.iter().any(|amendment| amendment.cell.column == "recruitment_use" || amendment.cell.key == "recruitment_use"));
        for cell in withheld(&before) {
            assert!(withheld(&after.document).contains(&cell), "{cell:?} was hidden before");
        }
        assert!(one.reproduce_release(first).await.unwrap().proven.is_some() && one.reproduce_release(second).await.unwrap().proven.is_some());
    }

    /// What a task force sets stricter in its template decides what is hidden, is frozen and signed, and holds for the
    /// narrative; a later release under the floor shows nothing of what it hid.
    async fn a_template_sets_its_own_policy(world: World) {
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        take(&one, &incidents(0, 150), Taking::Decisions).await;
        let settings = "[policy.public]\nareas = \"none\"\nordinary.children = 60\nviolations.abduction.width = 30\n\n[cover]";
        let own = note_with(settings);
        let strict = of(&own, Tier::Public, QUARTER, &Narrowed::default());
        let line = one.draft_release(&strict).await.unwrap();
        let sheet = one.release(line.id).await.unwrap();
        let policy = sheet.release.policy.clone();
        assert_eq!((policy.ordinary.children, policy.plan().areas), (60, Areas::None));
        assert_eq!(policy, own.policy(Tier::Public));
        assert_eq!((policy.violations.len(), policy.violations["abduction"].rules.width), (1, 30));
        let templates = Templates::embedded().unwrap();
        let usual = of(templates.get("ghn").unwrap(), Tier::Public, QUARTER, &Narrowed::default());
        let plain = one.draft_release(&usual).await.unwrap();
        let plain = one.release(plain.id).await.unwrap().release;
        let shared = |document: &TableDocument| -> BTreeSet<CellName> {
            withheld(document).into_iter().filter(|cell| !cell.table.ends_with("by_area")).collect()
        };
        let hidden = shared(&sheet.release.document);
        assert!(sheet.release.document.table("verified.by_area").is_none());
        assert!(hidden.difference(&shared(&plain.document)).next().is_some(), "it hides more");

        // The policy is part of what is signed.
        let mut floor = sheet.release.clone();
        floor.policy = plain.policy;
        let bytes = |release: &Release| serde_json::to_vec(release).unwrap();
        assert_ne!(bytes(&floor), bytes(&sheet.release));

        // Areas that no table tells no narrative tells.
        let told = "In the fourth quarter, violations in Region 1 rose.".to_owned();
        let naming = one.draft_release(&ReleaseAsk { narrative: told, ..strict.clone() }).await.unwrap();
        assert_eq!(one.release(naming.id).await.unwrap().identifying[0].kind, "place");

        publish(&one, &other, &strict).await;
        let later = publish(&one, &other, &usual).await;
        let later = one.published_release(later).await.unwrap();
        assert!(hidden.is_subset(&shared(&later.document)), "what was hidden stays hidden");
        assert!(one.reproduce_release(later.id).await.unwrap().proven.is_some());

        // A policy below the floor never gets as far as a draft, whoever hands it in.
        let mut weak = usual;
        let mut policy = own.policy(Tier::Public);
        policy.sensitive.children = 3;
        weak.report.tables.policy = Some(policy);
        let why = one.draft_release(&weak).await.unwrap_err();
        assert!(why.is_callers() && why.to_string().contains("sensitive.children to 3"), "{why}");
        is_sound(&world, &one).await;
    }

    /// A copy of the note with tables left out is released, and says nothing of what it leaves out.
    async fn a_note_without_some_of_its_tables_is_released(world: World) {
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        take(&one, &incidents(0, 150), Taking::Decisions).await;
        let mut short = ask(Tier::Public);
        let kept = ["verified.victims", "verified.incidents", "verified.by_party"];
        short.report.tables.counted = Some(kept.map(str::to_owned).into());
        let id = publish(&one, &other, &short).await;
        let release = one.published_release(id).await.unwrap();
        assert_eq!(release.document.tables.iter().map(|table| table.id.as_str()).collect::<Vec<_>>(), kept);
        assert!(one.reproduce_release(id).await.unwrap().proven.is_some());
        let whole = publish(&one, &other, &ask(Tier::Public)).await;
        assert!(one.published_release(whole).await.unwrap().document.table("verified.by_area").is_some());
    }

    /// What disclosure control does not know is refused before it is counted, with what to change.
    async fn what_no_attack_knows_is_refused(world: World) {
        let one = world.cochair().await;
        take(&one, &incidents(0, 20), Taking::Decisions).await;
        let templates = Templates::embedded().unwrap();
        let violations = templates.get("violations").unwrap();
        let period = Period { from: YEAR.0, to: YEAR.1 };
        let refused = asked::tables(violations, Tier::Public, period, &Narrowed::default()).unwrap_err();
        assert!(refused.to_string().contains("for which this report is not made"), "{refused}");
        let annual = templates.get("annual").unwrap();
        let mut narrowed = Narrowed::default();
        narrowed.narrow("details.weapon=firearm").unwrap();
        if let Ok(tables) = asked::tables(annual, Tier::Public, period, &narrowed) {
            let mut weapons = of(annual, Tier::Public, YEAR, &Narrowed::default());
            weapons.report.tables = tables;
            match one.draft_release(&weapons).await {
                Err(error) if error.is_callers() => assert!(error.to_string().contains("details.weapon"), "{error}"),
                other => panic!("{other:?}"),
            }
        }
        let country = templates.get("country").unwrap();
        let part = of(country, Tier::Public, (date(2025, 1, 1), date(2025, 9, 30)), &Narrowed::default());
        let why = one.draft_release(&part).await.unwrap_err().to_string();
        assert!(why.contains("split by years") && why.contains("whole"), "{why}");
        let months = Narrowed { by: Some(domain::tabulate::Span::Month), ..Narrowed::default() };
        let why = one.draft_release(&of(country, Tier::Public, YEAR, &months)).await.unwrap_err();
        assert!(why.is_callers() && why.to_string().contains("months"), "{why}");
        assert_eq!(one.releases().await.unwrap(), []);
    }
}
