//! Those of an incident: victims, groups, sources, perpetrators, responses, with their links to violations.

use super::export::OldEntry;
use super::incident::Violations;
use super::ledger::Ledger;
use super::part::{NOT_IN_REGISTER, Part, Refusal, What, World, find_party, is_nobody};
use super::tables::{self, Meaning};
use super::value::{self, excerpt, past_day, texts, truth, words};
use serde_json::{Value, json};

/// Makes the entries of one kind.
pub(super) fn all(
    what: What,
    entries: Vec<OldEntry>,
    known: &Violations,
    world: World<'_>,
    ledger: &mut Ledger,
) -> Result<Vec<Value>, Refusal> {
    let mut made = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut part = Part::new(what, entry.path, world, entry.fields);
        part.ours.insert("id".to_owned(), json!(entry.id));
        links(&mut part, entry.links, known, ledger);
        let mut more = Vec::new();
        match what {
            What::Victim => {
                multiple(&mut part, "individual_multiple_violations");
                held(&mut part, &["detention"], ledger);
            }
            What::Group => multiple(&mut part, "group_multiple_violations"),
            What::Perpetrator => more = parties(&mut part, ledger),
            What::Response => more = acts(&mut part),
            What::Source | What::Incident | What::Violation(_) => {}
        }
        part.place(ledger)?;
        let violations = part.ours.get("violations").cloned();
        let first = Value::Object(part.done());
        made.push(first);
        for mut other in more {
            if let Some(violations) = &violations {
                other["violations"] = violations.clone();
            }
            made.push(other);
        }
    }
    Ok(made)
}

/// Links to violations of the document. One that leads nowhere is told and kept.
fn links(part: &mut Part<'_>, links: Vec<String>, known: &Violations, ledger: &mut Ledger) {
    let mut found: Vec<&String> = Vec::new();
    let mut lost = Vec::new();
    for link in &links {
        match known.meant(link) {
            Some(ids) => ids.iter().for_each(|id| {
                if !found.contains(&id) {
                    found.push(id);
                }
            }),
            None => lost.push(link.as_str()),
        }
    }
    for link in lost {
        let message = format!("no violation of the incident is meant by {:?}", excerpt(link));
        part.keep_told(ledger, "violations_ids", &json!(link), "no violation of the incident", message);
    }
    if links.is_empty() {
        ledger.tell(&part.path, "is linked to no violation");
    }
    if !found.is_empty() {
        part.ours.insert("violations".to_owned(), json!(found));
    }
}

fn multiple(part: &mut Part<'_>, key: &str) {
    if let Some(tick) = part.old.get(key).and_then(truth) {
        part.old.remove(key);
        part.ours.insert("multiple_violations".to_owned(), json!(tick));
    }
}

/// A range of days: a day or from and to, with or without a tick that says which.
pub(super) fn period(
    part: &mut Part<'_>,
    from: &[&str],
    to: &[&str],
    range: &[&str],
    ledger: &mut Ledger,
) -> Option<Value> {
    let mut from = part.take_first(from);
    let mut to = part.take_first(to);
    let range = part.take_first(range).map(|(_, said)| match truth(&said) {
        Some(tick) => tick,
        None => value::slug(&words(&said)).contains("range"),
    });
    // Both in one object.
    if let Some((key, Value::Object(both))) = &from {
        let of = |name: &str| {
            both.get(name)
                .filter(|said| !value::is_empty(said))
                .map(|said| (format!("{key}.{name}"), said.clone()))
        };
        let (start, end) = (of("from"), of("to"));
        from = start;
        to = to.or(end);
    }
    let today = part.world.today;
    let mut read = |part: &mut Part<'_>, said: &Option<(String, Value)>| {
        let (key, said) = said.as_ref()?;
        let day = past_day(said, today);
        if day.is_none() {
            let message = "is no day that can be taken; it is kept in the notes".to_owned();
            part.keep_told(ledger, key, said, "no day that can be taken", message);
        }
        day
    };
    let first = read(part, &from);
    let last = read(part, &to);
    match (first, last) {
        (Some(first), Some(last)) if last >= first => {
            Some(json!({"from": first.to_string(), "to": last.to_string()}))
        }
        (Some(first), None) if range == Some(true) && to.is_none() => {
            Some(json!({"from": first.to_string(), "ongoing": true}))
        }
        (first, last) => {
            // A last day without a first, or before it.
            if let (Some(last), Some((key, said))) = (last, &to) {
                let message =
                    format!("{last} ends a range that does not begin before it; it is kept in the notes");
                part.keep_told(ledger, key, said, "no range of days", message);
            }
            first.map(|first| json!({"from": first.to_string()}))
        }
    }
}

/// From when to when somebody was held.
pub(super) fn held(part: &mut Part<'_>, way: &[&str], ledger: &mut Ledger) {
    let from = ["deprivation_liberty_date", "length_deprivation_liberty_from", "length_deprivation_liberty"];
    let to =
        ["deprivation_liberty_end_date", "deprivation_liberty_date_end", "length_deprivation_liberty_to"];
    // The second spelling is the old system's own.
    let range = [
        "deprivation_liberty_date_range",
        "depriviation_liberty_date_range",
        "length_deprivation_liberty_date_or_date_range",
    ];
    if let Some(period) = period(part, &from, &to, &range, ledger) {
        let name = way.first().copied().unwrap_or("detention");
        let object = part.ours.entry(name).or_insert_with(|| json!({}));
        object["held"] = period;
    }
}

/// Where a perpetrator's party stands.
pub(super) const PARTY_NAMES: [&str; 4] =
    ["armed_force_group_party_name", "armed_force_name", "armed_group_name", "other_party_name"];

/// The parties of a perpetrator. Version 2 has one name, version 1 three lists by kind. One entry has one party here,
/// so further ones become entries of their own with the same links.
fn parties(part: &mut Part<'_>, ledger: &mut Ledger) -> Vec<Value> {
    let registers = part.world.registers;
    let mut found: Vec<&domain::register::Party> = Vec::new();
    for key in PARTY_NAMES {
        let Some(said) = part.take(key) else { continue };
        for name in texts(&said) {
            if let Some(party) = find_party(registers, &name) {
                if !found.iter().any(|known| known.code == party.code) {
                    found.push(party);
                }
            } else if value::slug(&name) == "unknown" {
                // Nobody is named: that is what no party says here.
            } else if is_nobody(&name) {
                part.keep(ledger, key, &json!(name), "names no party");
            } else {
                *ledger.parties.entry(name.clone()).or_default() += 1;
                let message = format!(
                    "{:?} is not in the register: unattributed, the name is in the notes",
                    excerpt(&name)
                );
                part.keep_told(ledger, key, &json!(name), NOT_IN_REGISTER, message);
            }
        }
    }
    let Some(first) = found.first() else { return Vec::new() };
    part.ours.insert("party".to_owned(), json!(first.code));
    // The register says of which kind a party is; what was entered beside it is kept where it differs.
    if let Some(said) = part.take("perpetrator_category") {
        let same = match tables::option("party_category", &words(&said)) {
            Meaning::Code(code) => code == first.category.code(),
            _ => false,
        };
        if !same {
            let message =
                format!("{:?} is not what the register has {} as", excerpt(&words(&said)), first.code);
            part.keep_told(ledger, "perpetrator_category", &said, "the register says otherwise", message);
        }
    }
    let attribution = part.old.get("perpetrator_verified").map(words);
    let attribution = attribution.map(|said| tables::option("attribution", &said));
    let id = part.ours.get("id").map(words).unwrap_or_default();
    if found.len() > 1 {
        ledger.tell(&part.path, format!("names {} parties: one entry each here", found.len()));
    }
    let more = found.iter().skip(1).zip(2..).map(|(party, n)| {
        let mut other = json!({"id": format!("{id}-{n}"), "party": party.code});
        if let Some(Meaning::Code(code)) = attribution {
            other["attribution"] = json!(code);
        }
        other
    });
    more.collect()
}

/// What was done. Several acts in one response become one each, with the same state and day.
fn acts(part: &mut Part<'_>) -> Vec<Value> {
    const KEY: &str = "intervention_task_force_type";
    let Some(said) = part.take(KEY) else { return Vec::new() };
    let (mut kinds, mut rest) = (Vec::new(), Vec::new());
    let mut is_pending = false;
    for word in texts(&said) {
        match tables::option("response_kind", &word) {
            Meaning::Code(code) if !kinds.contains(&code) => kinds.push(code),
            Meaning::Code(_) => {}
            // A state and no kind.
            Meaning::NoPlace => is_pending = true,
            Meaning::Less(_) | Meaning::Unknown => rest.push(word),
        }
    }
    if is_pending && part.old.get("intervention_follow_up_type").is_none_or(value::is_empty) {
        part.ours.insert("state".to_owned(), json!("pending"));
    }
    if !rest.is_empty() {
        // Left for the placing of fields, which keeps and tells what it does not know.
        part.old.insert(KEY.to_owned(), json!(rest));
    }
    let id = part.ours.get("id").map(words).unwrap_or_default();
    if let Some(first) = kinds.first() {
        part.ours.insert("kind".to_owned(), json!(first));
    }
    let mut shared = json!({});
    if let Some(state) = part.old.get("intervention_follow_up_type").map(words)
        && let Meaning::Code(code) = tables::option("response_state", &state)
    {
        shared["state"] = json!(code);
    } else if is_pending {
        shared["state"] = json!("pending");
    }
    if let Some(day) =
        part.old.get("intervention_task_force_date").and_then(|said| past_day(said, part.world.today))
    {
        shared["date"] = json!(day.to_string());
    }
    let more = kinds.iter().skip(1).zip(2..).map(|(kind, n)| {
        let mut other = shared.clone();
        other["id"] = json!(format!("{id}-{n}"));
        other["kind"] = json!(kind);
        other
    });
    more.collect()
}
