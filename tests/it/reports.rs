//! Every report of a template from the sealed store: they agree with each other, and what cannot be asked is refused.

use crate::ghn::{Figures, figures};
use crate::program::Site;
use crate::world::{World, on_both_engines, registers};
use domain::counting::Cell;
use domain::tables::{Attribution, Period, TableDocument, Tier};
use domain::tabulate::{DateOf, Span, Standing};
use domain::violation::ViolationType;
use jiff::civil::date;
use report::{AD_HOC, AdHoc, Template, Templates};
use sixfold::asked::{Narrowed, tables};
use sixfold::casework::{Desk, ReportAsk, Taking};
use sixfold::synthetic::{Generator, Scene};
use std::collections::BTreeMap;

const PERIOD: Period = Period { from: date(2025, 3, 1), to: date(2026, 1, 31) };

fn ask(template: &Template, narrowed: &Narrowed) -> ReportAsk {
    ReportAsk {
        name: template.name().to_owned(),
        period: PERIOD,
        as_of: Some(date(2026, 2, 10)),
        tier: Tier::Internal,
        attribution: Attribution::Joint,
        area_level: 1,
        boundary: template.late_boundary(),
        tables: tables(template, Tier::Internal, PERIOD, narrowed).unwrap(),
    }
}

async fn filled(world: &World) -> Desk {
    let cochair = world.cochair().await;
    let registers = registers();
    let scene =
        Scene { from: date(2024, 10, 1), to: date(2026, 2, 1), decided: true, prefix: "R".to_owned() };
    let generator = Generator::new(&registers, 11, scene);
    let permit = cochair.may_record(Taking::Decisions).await.unwrap();
    let ready = (0..400).map(|at| cochair.prepare(generator.incident(at, 4), Taking::Decisions).unwrap());
    cochair.record(&permit, ready.collect()).await.unwrap();
    cochair
}

async fn of(desk: &Desk, templates: &Templates, name: &str, narrowed: &Narrowed) -> Figures {
    figures(&desk.report(&ask(templates.get(name).unwrap(), narrowed)).await.unwrap())
}

fn sum(figures: &Figures, table: &str, columns: &[&str]) -> u64 {
    let rows = figures.get(table).map(BTreeMap::values).into_iter().flatten();
    rows.flat_map(|row| columns.iter().filter_map(|column| row.get(*column))).sum()
}

on_both_engines! {
    /// The same violations, counted by seven reports in seven ways, are as many.
    async fn reports_agree(world: World) {
        let desk = filled(&world).await;
        let templates = Templates::embedded().unwrap();
        let usual = Narrowed::default();
        let ghn = of(&desk, &templates, "ghn", &usual).await;
        let (country, annual) =
            (of(&desk, &templates, "country", &usual).await, of(&desk, &templates, "annual", &usual).await);
        let (violations, perpetrators) =
            (of(&desk, &templates, "violations", &usual).await, of(&desk, &templates, "perpetrators", &usual).await);
        let mut whole = 0;
        for kind in ViolationType::grave() {
            let code = kind.code();
            let table = match kind {
                ViolationType::AttackOnSchool => "attacks_on_schools",
                ViolationType::AttackOnHospital => "attacks_on_hospitals",
                _ => code,
            };
            let counted = sum(&ghn, "verified.by_area", &[code]) + sum(&ghn, "late.by_area", &[code]);
            assert!(counted > 0, "{code}");
            for part in ["figures", "by_area", "by_party"] {
                assert_eq!(sum(&violations, &format!("{table}.{part}"), &["total"]), counted, "{code} {part}");
            }
            assert_eq!(sum(&perpetrators, "party.by_violation", &[code]), counted, "{code}");
            assert_eq!(sum(&perpetrators, "party.by_quarter", &[code]), counted, "{code}");
            assert_eq!(sum(&annual, "verified.by_party", &[code]) + sum(&annual, "late.by_year", &[code]), counted);
            whole += counted;
        }
        for (table, columns) in [
            ("trend.by_year", &["total"][..]), ("trend.by_quarter", &["total"]), ("parties.by_year", &["total"]),
            ("areas.by_year", &["2025", "2026"]), ("violations.in_time", &["in_time", "late"]),
        ] {
            assert_eq!(sum(&country, table, columns), whole, "{table}");
        }
        // Sexes add up to the children, who are fewer than the violations they suffered.
        let sexes = ["boys", "girls", "unknown"];
        for table in ["children.verified", "children.late"] {
            assert_eq!(sum(&annual, table, &sexes), sum(&annual, table, &["total"]));
        }
        let children = sum(&annual, "children.verified", &["total"]);
        assert!(children > 0 && children < sum(&annual, "verified.victims", &["total"]));
        assert_eq!(sum(&annual, "unverified.violations", &["total"]), sum(&ghn, "unverified.by_area", &["total"]));
        assert_eq!(annual["multiple.children"], ghn["multiple.children"]);
        // What waits is what has not been decided, and every record that is counted lacks something or nothing.
        let pipeline = of(&desk, &templates, "pipeline", &usual).await;
        let waiting = sum(&pipeline, "waiting.by_step", &["total"]);
        assert!(waiting > 0);
        assert_eq!(sum(&pipeline, "waiting.by_area", &["total"]), waiting);
        assert_eq!(sum(&pipeline, "standing.by_area", &["total"]), sum(&pipeline, "standing.by_violation", &["total"]));
        assert!(sum(&of(&desk, &templates, "children", &usual).await, "children.by_age", &["total"]) > 0);
        assert!(sum(&of(&desk, &templates, "concerns", &usual).await, "concerns.by_type", &["total"]) > 0);
    }

    /// What is asked otherwise is counted otherwise, and said in the document.
    async fn a_question_can_be_narrowed_split_and_asked_by_another_date(world: World) {
        let desk = filled(&world).await;
        let templates = Templates::embedded().unwrap();
        let usual = of(&desk, &templates, "violations", &Narrowed::default()).await;
        let by_month = Narrowed { by: Some(Span::Month), ..Narrowed::default() };
        let months = of(&desk, &templates, "violations", &by_month).await;
        assert!(months["killing.figures"].keys().any(|key| key == "2025-05"));
        assert_eq!(sum(&months, "killing.figures", &["total"]), sum(&usual, "killing.figures", &["total"]));
        let mut here = Narrowed::default();
        here.narrow("area=XAR01").unwrap();
        here.narrow("violation_type=killing").unwrap();
        let document = desk.report(&ask(templates.get("violations").unwrap(), &here)).await.unwrap();
        let narrowed = figures(&document);
        let of_area = usual["killing.by_area"].iter().filter(|(key, _)| key.ends_with(" / XAR01"));
        assert_eq!(sum(&narrowed, "killing.figures", &["total"]), of_area.map(|(_, row)| row["total"]).sum::<u64>());
        assert!(!narrowed.contains_key("maiming.figures"), "two narrowings hold together");
        assert_eq!(document.only["area"], ["XAR01"]);
        let pending = Narrowed {
            date: Some(DateOf::Incident), statuses: vec![Standing::Pending, Standing::NotVerified], ..Narrowed::default()
        };
        let document = desk.report(&ask(templates.get("violations").unwrap(), &pending)).await.unwrap();
        let ghn = of(&desk, &templates, "ghn", &Narrowed::default()).await;
        assert_eq!(sum(&figures(&document), "killing.figures", &["total"]), sum(&ghn, "unverified.by_area", &["killing"]));
        assert_eq!(document.selection.unwrap().date, DateOf::Incident);
    }

    /// Any table that is asked for once.
    async fn a_table_is_asked_for_once(world: World) {
        let desk = filled(&world).await;
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let asked = AdHoc {
            count: domain::tabulate::Measure::Violations,
            part: domain::tabulate::Part::Asked,
            rows: names(&["area", "year"]),
            columns: names(&["violation_types", "total"]),
            only: BTreeMap::new(),
        };
        let template = asked.template().unwrap();
        let document: TableDocument = desk.report(&ask(&template, &Narrowed::default())).await.unwrap();
        assert_eq!(document.report, AD_HOC);
        let ghn = of(&desk, &Templates::embedded().unwrap(), "ghn", &Narrowed::default()).await;
        let whole = sum(&ghn, "verified.by_area", &["total"]) + sum(&ghn, "late.by_area", &["total"]);
        assert_eq!(sum(&figures(&document), "table", &["total"]), whole);
    }

    /// What the incidents behind a figure of a declared table add, together, is the figure.
    async fn a_figure_is_what_is_behind_it(world: World) {
        let desk = filled(&world).await;
        let templates = Templates::embedded().unwrap();
        let asked = ask(templates.get("annual").unwrap(), &Narrowed::default());
        let annual = figures(&desk.report(&asked).await.unwrap());
        for (table, column) in
            [("killing_maiming.by_weapon", "killing"), ("children.verified", "total"), ("verified.by_party", "total")]
        {
            let (key, row) = annual[table].iter().next().unwrap();
            let behind = desk.behind(&asked, Cell { table, key, column }).await.unwrap();
            assert_eq!(behind.iter().map(|one| one.adds).sum::<u64>(), row[column], "{table}");
            assert!(behind.iter().all(|one| one.adds > 0) && !behind.is_empty());
        }
        let nowhere = Cell { table: "children.verified", key: "nobody", column: "total" };
        assert!(desk.behind(&asked, nowhere).await.unwrap().is_empty());
    }

    /// What a report cannot answer is refused before anything is counted; who may not see figures sees none.
    async fn what_cannot_be_asked_is_refused(world: World) {
        let desk = world.cochair().await;
        let templates = Templates::embedded().unwrap();
        let refused = |name: &str, narrowed: &Narrowed| {
            tables(templates.get(name).unwrap(), Tier::Internal, PERIOD, narrowed).unwrap_err().to_string()
        };
        let mut here = Narrowed::default();
        here.narrow("area=XAR01").unwrap();
        assert!(refused("ghn", &here).contains("ask a report whose tables are declared"));
        let late = Narrowed { late: Some(true), ..Narrowed::default() };
        assert!(refused("perpetrators", &late).contains("says itself which violations it counts"));
        let mut odd = Narrowed::default();
        odd.narrow("violation_type=theft").unwrap();
        assert!(refused("violations", &odd).contains("\"theft\" is no value of violation_type"));
        let mut bad = Narrowed::default();
        for text in ["area", "=x", "area="] {
            assert!(bad.narrow(text).unwrap_err().contains("dimension=value"));
        }
        here.narrow("area=XAR02").unwrap_err();
        for tier in [Tier::Partner, Tier::Public] {
            let wider = ReportAsk { tier, ..ask(templates.get("annual").unwrap(), &Narrowed::default()) };
            let error = desk.report(&wider).await.unwrap_err();
            assert!(error.is_callers() && error.to_string().contains("give the table tiers"), "{error}");
        }
        for login in ["monitor-1", "administrator-1", "auditor-1"] {
            let desk = world.desk(login).await;
            let asked = ask(templates.get("pipeline").unwrap(), &Narrowed::default());
            assert!(desk.report(&asked).await.unwrap_err().is_callers(), "{login}");
        }
    }
}

#[test]
fn the_documentation_names_every_measure_dimension_and_report() {
    let text = include_str!("../../docs/reports.md");
    let has = |name: &str| text.contains(&format!("`{name}`"));
    for measure in domain::tabulate::Measure::ALL {
        assert!(has(measure.code()), "{measure}");
    }
    for part in domain::tabulate::Part::ALL {
        assert!(has(part.code()), "{part}");
    }
    for dimension in domain::tabulate::Dimension::names() {
        assert!(has(dimension), "{dimension}");
    }
    for template in Templates::embedded().unwrap().iter() {
        assert!(has(template.name()), "{}", template.name());
    }
}

/// The real program: every form of a report, a table kept as a template and used again, and what is refused.
#[test]
fn the_program_writes_every_form_and_keeps_a_table() {
    let site = Site::new();
    site.by("cochair-1", &["synth", "--violations", "300", "--seed", "5"]).done();
    let path = |name: &str| site.desk.path().join(name).to_str().unwrap().to_owned();
    let (xlsx, html, zip, text) = (path("a.xlsx"), path("a.html"), path("a.zip"), path("a.txt"));
    let period = ["--from", "2025-01-01", "--to", "2025-12-31"];
    let with =
        |arguments: &[&str]| [arguments, &period].concat().into_iter().map(str::to_owned).collect::<Vec<_>>();
    let call = |arguments: &[&str]| {
        let all = with(arguments);
        site.by("cochair-1", &all.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let forms = ["--out", &xlsx, "--html", &html, "--csv", &zip, "--text", &text, "--language", "es"];
    let said = call(&[&["report", "annual"][..], &forms].concat()).done();
    assert_eq!(said.out, "", "nothing is told twice");
    for (file, begins) in
        [(&xlsx, "PK"), (&zip, "PK"), (&html, "<!DOCTYPE html>"), (&text, "Las Naciones Unidas")]
    {
        let bytes = std::fs::read(file).unwrap();
        assert!(bytes.starts_with(begins.as_bytes()), "{file}");
    }
    let kept = path("by-area");
    let table =
        ["report", "ad-hoc", "--count", "violations", "--rows", "area", "--columns", "violation_types,total"];
    let once =
        call(&[&table[..], &["--where", "violation_type=killing", "--save-template", &kept]].concat()).done();
    let again = call(&["report", "by-area", "--templates", site.desk.path().to_str().unwrap()]).done();
    assert_eq!(once.json()["tables"], again.json()["tables"]);
    assert!(!again.json()["tables"][0]["rows"].as_array().unwrap().is_empty());
    call(&[&table[..], &["--save-template", &kept]].concat()).refused(2, &["by-area"]);
    call(&["report", "violations", "--count", "cases"]).refused(2, &["ad-hoc", "tables of its own"]);
    call(&["report", "concerns", "--text", "-"]).refused(2, &["has no paragraphs"]);
    call(&["report", "ad-hoc", "--rows", "weather"])
        .refused(2, &["\"weather\" is no dimension", "violation_type"]);
    call(&["report", "violations", "--where", "area"]).refused(2, &["dimension=value"]);
    call(&["report", "violations", "--tier", "public"]).refused(2, &["for which this report is not made"]);
}
