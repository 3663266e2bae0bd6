//! The shared attack cases (`../shared/cases/disclosure.json`). Where they are absent, the few that
//! `attack.rs` states in its own words stand for them.

use disclosure::attack::{Depth, Verdict, attack};
use disclosure::policy::{Behind, Reason, Tier};
use disclosure::ratio::{Printed, bases};
use disclosure::{Budget, Fact, Form, Policy, Source, System, Target};
use serde_json::Value;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/cases/disclosure.json");

/// Every case, or nothing on a machine that does not have them.
fn cases() -> Vec<Value> {
    let Ok(text) = std::fs::read_to_string(CASES) else {
        eprintln!("{CASES} is not here: its cases are not tried, only those of this crate");
        return Vec::new();
    };
    let mut all: Value = serde_json::from_str(&text).unwrap();
    all["cases"].as_array_mut().map(std::mem::take).unwrap()
}

fn of_class(class: &str) -> Vec<Value> {
    cases().into_iter().filter(|case| case["class"] == class).collect()
}

/// A sum as the cases write it: a list of names, or names with how often each is taken.
fn form(sum: &Value, names: &[&str]) -> Form {
    let atom = |name: &str| u32::try_from(names.iter().position(|known| *known == name).unwrap()).unwrap();
    match sum {
        Value::Array(list) => Form::sum(list.iter().map(|name| atom(name.as_str().unwrap()))),
        Value::Object(times) => {
            Form::weighted(times.iter().map(|(name, times)| (atom(name), times.as_i64().unwrap())))
        }
        other => panic!("{other} is no sum"),
    }
}

fn fact(published: &Value, names: &[&str]) -> Fact {
    let form = form(&published["sum"], names);
    match published["eq"].as_i64() {
        Some(value) => Fact::exactly(form, value, Source::Published),
        None => Fact::between(form, published["ge"].as_f64(), published["le"].as_f64(), Source::Published),
    }
}

fn system(case: &Value, facts: Vec<Fact>) -> System {
    let names = names(case);
    let target = Target {
        name: case["title"].as_str().unwrap().into(),
        form: form(&case["target"], &names),
        width: u32::try_from(case["policy_W"].as_u64().unwrap()).unwrap(),
        may_be_zero: false,
        below: None,
    };
    System { atoms: names.len(), facts, targets: vec![target] }
}

fn names(case: &Value) -> Vec<&str> {
    case["vars"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
}

fn truth(case: &Value) -> Vec<i64> {
    names(case).iter().map(|name| case["truth"][name].as_i64().unwrap()).collect()
}

/// The interval of the target, checked with and without knowing the truth.
fn interval(case: &Value, system: &System) -> ((i64, Option<i64>), Verdict) {
    let truth = truth(case);
    let mut found = Vec::new();
    for world in [Some(&truth[..]), None] {
        let report = attack(system, world, Depth::Ends, &mut Budget::of(10_000)).unwrap();
        let finding = &report.findings[0];
        assert!(finding.is_exact(), "{}: {finding:?}", case["id"]);
        assert_eq!(report.certificate.is_some(), finding.verdict == Verdict::Safe);
        found.push(((finding.reached.0, finding.greatest), finding.verdict));
    }
    assert_eq!(found[0], found[1], "{}", case["id"]);
    found[0]
}

fn stated(interval: &Value) -> (i64, Option<i64>) {
    #[expect(clippy::cast_possible_truncation, reason = "the cases state small whole numbers")]
    let whole = |end: &Value| end.as_f64().map(|end| end as i64);
    (whole(&interval[0]).unwrap(), whole(&interval[1]))
}

#[test]
fn every_linear_case_has_its_interval_and_its_verdict() {
    for case in of_class("linear") {
        let names = names(&case);
        let published = case["published"].as_array().unwrap();
        let facts: Vec<Fact> = published.iter().map(|published| fact(published, &names)).collect();
        let system = system(&case, facts);
        assert_eq!(system.targets[0].form.of(&truth(&case)), case["true_value"].as_i64());
        let (found, verdict) = interval(&case, &system);
        assert_eq!(found, stated(&case["expect"]["integer_interval"]), "{}", case["id"]);
        // Over real numbers the interval is never narrower.
        let real = &case["expect"]["lp_interval"];
        assert!(real[0].as_f64().unwrap() <= found.0 as f64, "{}", case["id"]);
        assert!(real[1].as_f64().is_none_or(|end| found.1.unwrap() as f64 <= end), "{}", case["id"]);
        let expected = match case["must"].as_str().unwrap() {
            "reject" => Verdict::Breached,
            "accept" => Verdict::Safe,
            other => panic!("{}: what is {other}?", case["id"]),
        };
        assert_eq!(verdict, expected, "{}", case["id"]);
    }
}

#[test]
fn every_stated_remedy_is_accepted_with_its_interval() {
    for case in of_class("linear") {
        let Some(remedy) = case.get("one_acceptable_fix") else { continue };
        let names = names(&case);
        let dropped: Vec<u64> =
            remedy["drop_published"].as_array().unwrap().iter().map(|at| at.as_u64().unwrap()).collect();
        let published = (0..).zip(case["published"].as_array().unwrap());
        let kept = published.filter(|(at, _)| !dropped.contains(at)).map(|(_, published)| published);
        let added = remedy["add_published"].as_array().into_iter().flatten();
        let facts = kept.chain(added).map(|published| fact(published, &names)).collect();
        let (found, verdict) = interval(&case, &system(&case, facts));
        assert_eq!(found, stated(&remedy["integer_interval"]), "{}", case["id"]);
        assert_eq!(verdict, Verdict::Safe, "{}", case["id"]);
    }
}

#[test]
fn a_group_of_which_nearly_all_share_something_is_disclosed() {
    let policy = Policy::floor(Tier::Public);
    for case in of_class("group") {
        let table = &case["table"];
        let (part, group) = (table["sexual_violence"].as_u64().unwrap(), table["total"].as_u64().unwrap());
        assert_eq!(case["must"], "reject");
        assert!(policy.sensitive.discloses_group(part, group), "{}", case["id"]);
        assert_eq!(policy.sensitive.reason(part, None), None, "no threshold sees it");
    }
}

#[test]
fn many_children_of_one_incident_or_one_source_are_protected() {
    let policy = Policy::floor(Tier::Partner);
    for case in of_class("contributors") {
        let count = |name: &str| case["cell"][name].as_u64().unwrap();
        let behind = Behind { incidents: count("incidents"), sources: count("sources") };
        assert_eq!(case["must"], "primary_suppress");
        assert_eq!(policy.ordinary.reason(count("children"), Some(behind)), Some(Reason::FewIncidents));
        assert!(policy.sensitive.reason(count("children"), Some(behind)).is_some());
    }
}

#[test]
fn shares_without_a_base_give_it_away() {
    for case in of_class("ratio") {
        let printed = &case["published"];
        let shares: Vec<Printed> = printed["shares"]
            .as_array()
            .unwrap()
            .iter()
            .map(|share| {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a percentage")]
                let units = (share.as_f64().unwrap() * 10.0).round() as u32;
                Printed { units, whole: 1000 }
            })
            .collect();
        let greatest = u32::try_from(printed["axis_max"].as_u64().unwrap()).unwrap();
        let found = bases(&shares, greatest);
        let expected: Vec<u64> = case["expect"]["feasible_bases_1_to_4"]
            .as_array()
            .unwrap()
            .iter()
            .map(|base| base.as_u64().unwrap())
            .collect();
        assert_eq!(found.iter().map(|(base, _)| u64::from(*base)).collect::<Vec<_>>(), expected);
        for ((_, counts), expected) in found.iter().zip(case["expect"]["counts"].as_array().unwrap()) {
            let expected: Vec<i64> =
                expected.as_array().unwrap().iter().map(|count| count.as_i64().unwrap()).collect();
            assert!(counts.iter().zip(expected).all(|(&(low, high), count)| low == count && high == count));
        }
    }
}

#[test]
fn every_case_is_tried_here_or_is_about_the_bytes_of_documents() {
    let tried = ["linear", "group", "contributors", "ratio"];
    for case in cases() {
        let class = case["class"].as_str().unwrap();
        // Whoever writes documents answers for what stands in their bytes; this crate knows counts only.
        assert!(tried.contains(&class) || class == "file", "{} is of an unknown class, {class}", case["id"]);
    }
}
