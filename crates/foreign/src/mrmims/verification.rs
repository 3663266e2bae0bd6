//! The decisions of the three stages. In the old system they are free fields: no order is kept between them, and only
//! the last of them is read by reports. It is taken as it stands; what the others say against it goes to the notes.

use super::incident::When;
use super::ledger::Ledger;
use super::part::{Part, What};
use super::tables::{self, Meaning};
use super::value::{self, excerpt, past_day, texts, words};
use domain::interchange::Fields;
use jiff::civil::{Date, date};
use serde_json::{Map, Value, json};

/// Our steps with the fields of their status and their day.
const STEPS: [(&str, &str, &str); 3] = [
    ("initial", "verified", "verification_date_focal_point"),
    ("technical", "verified_ctfmr_technical", "verification_date_ctfmr_technical"),
    ("ctfmr", "ctfmr_verified", "ctfmr_verified_date"),
];

const KEPT: &str = "the notes of the verification";

/// Puts the decisions of a violation.
pub(super) fn put(part: &mut Part<'_>, when: When, ledger: &mut Ledger) {
    let mut notes: Vec<String> = Vec::new();
    let mut decisions: [Option<Fields>; 3] = [None, None, None];
    let mut days: [Option<Date>; 3] = [None; 3];
    let mut late = None;
    for (step, (_, status_key, day_key)) in STEPS.into_iter().enumerate() {
        let (status, said_day) = (part.take(status_key), part.take(day_key));
        let mut note = |ledger: &mut Ledger, key: &str, said: &Value, why: &'static str| {
            notes.push(format!("{key}: {}", value::clean(&words(said), true)));
            ledger.homeless(format!("verification.{key}"), why, KEPT);
        };
        let code = match status.as_ref().map(|said| tables::option("status", &words(said))) {
            Some(Meaning::Code(code)) => code,
            Some(_) => {
                let said = status.unwrap_or_default();
                let message = format!(
                    "{:?} is no status of verification: nothing is decided here",
                    excerpt(&words(&said))
                );
                ledger.tell(part.at(status_key), message);
                note(ledger, status_key, &said, "no status of verification");
                if let Some(day) = said_day {
                    note(ledger, day_key, &day, "the day of no decision");
                }
                continue;
            }
            None => {
                if let Some(day) = said_day {
                    note(ledger, day_key, &day, "the day of no decision");
                }
                continue;
            }
        };
        let mut decision = Map::new();
        decision.insert("status".to_owned(), json!(code));
        if let Some(said) = said_day {
            // Of the step that reports read, a day that is out of the question is for intake to refuse, not for a
            // program to leave out.
            let read = if step == 2 { value::day(&said) } else { past_day(&said, part.world.today) };
            days[step] = read;
            match read {
                Some(day) => {
                    decision.insert("date".to_owned(), json!(day.to_string()));
                }
                None => {
                    ledger.tell(part.at(day_key), "is no day of a decision; it is kept in the notes");
                    note(ledger, day_key, &said, "no day that can be taken");
                }
            }
        }
        if step == 2 && code == "verified" {
            late = days[2].and_then(|day| is_late(day, when));
        }
        decisions[step] = Some(decision);
    }
    in_order(part, &mut decisions, &mut days, when, &mut notes, ledger);
    for (decision, (step, status, _)) in decisions.iter().zip(STEPS) {
        let verified =
            decision.as_ref().filter(|decision| decision.get("status") == Some(&json!("verified")));
        if verified.is_some_and(|decision| !decision.contains_key("date")) {
            ledger.undated = true;
            let figures = if step == "ctfmr" { "it is in no table" } else { "figures do not need its day" };
            let message = format!("verified on no day: intake takes it with --keep-undated; {figures}");
            ledger.tell(part.at(status), message);
        }
    }
    if let Some(said) = part.take("is_late_verification").and_then(|said| value::truth(&said))
        && late.is_some_and(|late| late != said)
    {
        let was = if said { "late" } else { "in time" };
        ledger.tell(
            part.at("is_late_verification"),
            format!("the old system has it as {was}; by its dates it is not"),
        );
    }
    if let Some(said) = part.take("verified_ghn_reported") {
        for report in texts(&said) {
            *ledger.reported_in.entry(excerpt(&report)).or_default() += 1;
        }
        notes.push(format!("verified_ghn_reported: {}", value::clean(&words(&said), true)));
        ledger.homeless(
            "verification.verified_ghn_reported".to_owned(),
            "a note of which report it went into",
            KEPT,
        );
    }
    let mut verification = Map::new();
    for ((step, ..), decision) in STEPS.into_iter().zip(decisions) {
        if let Some(decision) = decision {
            verification.insert(step.to_owned(), Value::Object(decision));
        }
    }
    if let Some(said) = part.take("verification_additional") {
        notes.insert(0, value::clean(&words(&said), true));
    }
    if !notes.is_empty() {
        verification.insert("notes".to_owned(), json!(notes.join("\n")));
    }
    debug_assert!(matches!(part.what, What::Violation(_)));
    if !verification.is_empty() {
        part.ours.insert("verification".to_owned(), Value::Object(verification));
    }
}

/// Days of earlier steps that lie after a later one's, or before the incident, go to the notes: steps come in order
/// here, and the CTFMR's day is the one that figures follow.
fn in_order(
    part: &Part<'_>,
    decisions: &mut [Option<Fields>; 3],
    days: &mut [Option<Date>; 3],
    when: When,
    notes: &mut Vec<String>,
    ledger: &mut Ledger,
) {
    for step in [1, 0] {
        let Some(day) = days[step] else { continue };
        let later = days[step + 1..].iter().flatten().min().copied();
        let why = match (later, when.from) {
            (Some(later), _) if day > later => "after a later step's",
            (_, Some(from)) if day < from => "before the incident",
            _ => continue,
        };
        let (_, _, key) = STEPS[step];
        ledger.tell(
            part.at(key),
            format!("{day} lies {why}; the step stands without its day, which is in the notes"),
        );
        ledger.homeless(format!("verification.{key}"), "out of order", KEPT);
        notes.push(format!("{key}: {day}"));
        if let Some(decision) = &mut decisions[step] {
            decision.remove("date");
        }
        days[step] = None;
    }
}

/// Whether a day of verification is after the quarter of the incident; of a range that goes on nobody knows.
fn is_late(day: Date, when: When) -> Option<bool> {
    let end = when.to.or(when.from).filter(|_| !when.ongoing)?;
    let first = date(end.year(), (end.month() - 1) / 3 * 3 + 1, 1);
    let next = first.checked_add(jiff::Span::new().months(3)).ok()?;
    Some(day >= next)
}
