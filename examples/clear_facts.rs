//! Writes the coded facts of the synthetic incidents in the clear, for `benches/peers` to give to other engines.
//!
//!     cargo run --release --example clear_facts -- --registers DIR --violations N --seed K --as-of DATE --to DIR
//!
//! The incidents are those of `sixfold synth` with the same registers, number and seed. `violations.csv` has
//! a row for every violation; `marked.csv` a row for every link of a child or group marked as affected by
//! several violations. The facts are read off the incident documents, not off the packed facts, and the day
//! after which a verification is late is worked out here: what the other engines count owes nothing to the
//! counting it is compared with.

#![allow(clippy::print_stderr, reason = "a program for the terminal")]

use domain::interchange::{Incident, Occurred};
use domain::register::{Areas, Parties, Registers};
use domain::violation::{IncidentStatus, Sex};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use sixfold::synthetic::{Generator, Scene};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

struct Asked {
    registers: PathBuf,
    violations: u64,
    seed: u64,
    as_of: Date,
    to: PathBuf,
}

fn main() -> ExitCode {
    match asked().and_then(|asked| write(&asked)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("clear_facts: {error}");
            ExitCode::from(2)
        }
    }
}

fn asked() -> Result<Asked, Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| {
        let at = given.iter().position(|argument| argument == name);
        at.and_then(|at| given.get(at + 1)).ok_or_else(|| format!("{name} and its value are missing"))
    };
    Ok(Asked {
        registers: value("--registers")?.into(),
        violations: value("--violations")?.parse()?,
        seed: value("--seed")?.parse()?,
        as_of: value("--as-of")?.parse()?,
        to: value("--to")?.into(),
    })
}

fn write(asked: &Asked) -> Result<(), Box<dyn Error>> {
    let registers = registers(&asked.registers)?;
    // The scene of `sixfold synth`.
    let scene =
        Scene { from: date(2019, 1, 1), to: date(2025, 12, 31), decided: true, prefix: "SYNTH".to_owned() };
    let generator = Generator::new(&registers, asked.seed, scene);
    let mut violations = csv::Writer::from_path(asked.to.join("violations.csv"))?;
    violations.write_record([
        "incident",
        "violation",
        "open",
        "type",
        "status",
        "decided",
        "occurred_from",
        "late_after",
        "area",
        "party",
        "boys",
        "girls",
        "unknown",
    ])?;
    let mut marked = csv::Writer::from_path(asked.to.join("marked.csv"))?;
    marked.write_record(["marked", "kind", "sex", "incident", "violation"])?;
    let (mut number, mut left, mut marks) = (0, asked.violations, 0);
    while left > 0 {
        let count = (generator.violations(number) as u64).min(left);
        let incident = generator.incident(number, count as usize);
        write_violations(&mut violations, number, &incident, &registers, asked.as_of)?;
        write_marked(&mut marked, number, &incident, &mut marks)?;
        number += 1;
        left -= count;
    }
    violations.flush()?;
    marked.flush()?;
    Ok(())
}

fn registers(folder: &Path) -> Result<Registers, Box<dyn Error>> {
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let bad = |problems| format!("{}: {problems:?}", folder.display());
    Ok(Registers {
        areas: Areas::from_csv(&read("areas.csv")?).map_err(bad)?,
        parties: Parties::from_csv(&read("parties.csv")?).map_err(bad)?,
        partners: Default::default(),
    })
}

fn write_violations(
    to: &mut csv::Writer<std::fs::File>,
    number: u64,
    incident: &Incident,
    registers: &Registers,
    as_of: Date,
) -> csv::Result<()> {
    let text = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    for (at, violation) in incident.violations.iter().enumerate() {
        let decision = violation.verification.ctfmr.as_ref();
        to.write_record([
            number.to_string().as_str(),
            &at.to_string(),
            if incident.status == IncidentStatus::Open { "1" } else { "0" },
            violation.kind.code(),
            decision.map_or("", |decision| decision.status.code()),
            &text(decision.and_then(|decision| decision.date)),
            &text(incident.occurred.from),
            &text(late_after(&incident.occurred, as_of)),
            region(incident, registers).unwrap_or("unknown"),
            &parties(incident, &violation.id),
            &violation.tally.boys.to_string(),
            &violation.tally.girls.to_string(),
            &violation.tally.unknown.to_string(),
        ])?;
    }
    Ok(())
}

fn write_marked(
    to: &mut csv::Writer<std::fs::File>,
    number: u64,
    incident: &Incident,
    marks: &mut u64,
) -> csv::Result<()> {
    let children = incident.victims.iter().filter(|victim| victim.multiple_violations).map(|victim| {
        let sex = victim.sex.unwrap_or(Sex::Unknown);
        ("child", sex.code(), &victim.violations)
    });
    let groups = incident.groups.iter().filter(|group| group.multiple_violations);
    let groups = groups.map(|group| ("group", "", &group.violations));
    for (kind, sex, linked) in children.chain(groups) {
        for (at, violation) in incident.violations.iter().enumerate() {
            if linked.contains(&violation.id) {
                to.write_record([&marks.to_string(), kind, sex, &number.to_string(), &at.to_string()])?;
            }
        }
        *marks += 1;
    }
    Ok(())
}

/// The last day of the quarter in which an incident ended; of the report's own day for one that goes on.
fn late_after(occurred: &Occurred, as_of: Date) -> Option<Date> {
    let from = occurred.from?;
    let end = if occurred.ongoing { as_of } else { occurred.to.unwrap_or(from) };
    let last_month = (end.month() + 2) / 3 * 3;
    Some(date(end.year(), last_month, 1).saturating_add(1.month()).saturating_sub(1.day()))
}

/// The area of the first level in which an incident happened.
fn region<'r>(incident: &Incident, registers: &'r Registers) -> Option<&'r str> {
    let area = registers.areas.by_code(incident.location.area.as_deref()?)?;
    let region = registers.areas.get(registers.areas.ancestor_at(area.number, 1)?)?;
    Some(&region.code)
}

/// The parties of a violation: their codes, sorted, joined.
fn parties(incident: &Incident, violation: &String) -> String {
    let by = incident.perpetrators.iter().filter(|by| by.violations.contains(violation));
    let mut codes: Vec<&str> = by.filter_map(|by| by.party.as_deref()).collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.is_empty() { "unattributed".to_owned() } else { codes.join(" + ") }
}
