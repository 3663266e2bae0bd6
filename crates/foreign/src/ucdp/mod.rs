//! Georeferenced events of organised violence, as the Uppsala Conflict Data Program publishes them (GED, CC BY).
//!
//! The file counts the dead, never children. An event is a lead where its sources speak of children, and no number of
//! it becomes a number of children. Why, and how each column is read, is in `docs/convert-ucdp.md`.

mod event;

pub use crate::events::{Account, Converted, Reason, Unmatched};

use crate::places::{NoMatch, Places, find};
use domain::gazetteer::Gazetteer;
use domain::interchange::{Incident, read};
use domain::register::{Areas, Parties, Registers};
use domain::violation::PartyCategory;
use event::{Event, Row, Side, Table};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Why an event makes no document.
#[derive(Clone, Debug, PartialEq, Eq)]
enum NotTaken {
    BadValue(String),
    Duplicate,
    NothingOfChildren,
    FacilityOnly(Vec<&'static str>),
    NoCivilians(Vec<&'static str>),
    NotAParty(String),
    Refused(String),
}

impl NotTaken {
    fn code(&self) -> &'static str {
        match self {
            NotTaken::BadValue(_) => "bad_value",
            NotTaken::Duplicate => "duplicate_id",
            NotTaken::NothingOfChildren => "nothing_of_children",
            NotTaken::FacilityOnly(_) => "school_or_hospital_named",
            NotTaken::NoCivilians(_) => "no_civilian_killed",
            NotTaken::NotAParty(_) => "not_a_party",
            NotTaken::Refused(_) => "refused_by_intake",
        }
    }
}

impl std::fmt::Display for NotTaken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NotTaken::BadValue(what) => f.write_str(what),
            NotTaken::Duplicate => f.write_str("an earlier event of the file has the same id"),
            NotTaken::NothingOfChildren => f.write_str("its sources say nothing of children"),
            NotTaken::FacilityOnly(words) => write!(
                f,
                "its sources name {}, but neither children nor an attack on it: look at them",
                words.join(", ")
            ),
            NotTaken::NoCivilians(words) => {
                write!(f, "its sources name {}, but nobody killed is a civilian or unknown", words.join(", "))
            }
            NotTaken::NotAParty(who) => write!(f, "no armed force or group is said to have done it: {who}"),
            NotTaken::Refused(why) => write!(f, "intake would refuse the document: {why}"),
        }
    }
}

/// Sides by their code: the name as first written, and the kinds that events say of them.
type Sides = BTreeMap<String, (String, BTreeSet<PartyCategory>)>;

/// Which country's events are taken.
#[derive(Clone, Copy, Debug)]
pub struct Country<'a> {
    /// Its code, ISO 3166 alpha-3.
    pub code: &'a str,
    /// Its name in the file, for files without a column of codes.
    pub name: Option<&'a str>,
}

/// Converts the events of a country. `pcodes` is a list of administrative areas as [`Places::read`] takes it; `today` is
/// the day on which intake would judge the documents.
pub fn convert(text: &str, country: Country<'_>, pcodes: &str, today: Date) -> Result<Converted, String> {
    let code = country.code;
    if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(format!("a country is an ISO 3166 alpha-3 code such as MMR, got {code:?}"));
    }
    let table = Table::read(text)?;
    let is_of = |row: &Row<'_>| match country.name {
        Some(name) => row.cell("country") == name,
        None => row.cell("iso3") == code,
    };
    let rows: Vec<Row<'_>> = table.rows().filter(is_of).collect();
    if rows.is_empty() {
        let known: BTreeSet<&str> = table.rows().map(|row| row.cell("country")).collect();
        let known: Vec<&str> = known.into_iter().take(20).collect();
        return Err(format!(
            "has no event of {}; it has {} (name one with --country-name where the file has no codes)",
            country.name.unwrap_or(code),
            known.join(", ")
        ));
    }
    let places = Places::read(pcodes, code)?;
    let mut rejected: Vec<(String, NotTaken)> = Vec::new();
    let mut taken: Vec<(Event, Vec<&'static str>)> = Vec::new();
    let mut ids = BTreeSet::new();
    for row in &rows {
        let id = row.cell("id").chars().filter(|c| !c.is_control()).take(40).collect::<String>();
        let found = if ids.insert(id.clone()) { lead(*row) } else { Err(NotTaken::Duplicate) };
        match found {
            Ok(lead) => taken.push(lead),
            Err(why) => rejected.push((id, why)),
        }
    }
    let mut sides = Sides::new();
    for (event, _) in &taken {
        for (side, kind) in accused(event) {
            let (_, kinds) =
                sides.entry(code_of(code, side)).or_insert_with(|| (side.name.clone(), BTreeSet::new()));
            kinds.extend(kind);
        }
    }
    let name = rows.first().map(|row| row.cell("country")).filter(|name| !name.is_empty()).unwrap_or(code);
    let (areas, parties) = (places.register(name)?, register(&sides)?);
    let registers = Registers {
        areas: Areas::from_csv(&areas).map_err(|found| problem("areas.csv", &found))?,
        parties: Parties::from_csv(&parties).map_err(|found| problem("parties.csv", &found))?,
        partners: Default::default(),
    };
    let gazetteer = Gazetteer::of(&registers.areas);
    let mut documents = Vec::new();
    let mut made: Vec<(Incident, Option<(String, NoMatch)>)> = Vec::new();
    for (event, words) in taken {
        // Not known better than the country, whatever name stands there.
        let found = match event.where_precision {
            Some(1..=5) => find(&gazetteer, &registers.areas, &event.admin1),
            _ => Err(NoMatch::NotGiven),
        };
        let value = document(&event, &words, code, found.as_deref().unwrap_or(code), &registers.parties);
        match read(value.to_string().as_bytes(), &registers, today) {
            Ok(incident) => {
                documents.extend(incident.to_canonical_json());
                documents.push(b'\n');
                made.push((incident, found.err().map(|why| (event.admin1, why))));
            }
            Err(problems) => {
                let said: Vec<String> =
                    problems.iter().take(5).map(|p| format!("{} {}", p.path, p.message)).collect();
                rejected.push((event.id, NotTaken::Refused(said.join("; "))));
            }
        }
    }
    let account = account(code, rows.len(), &made, rejected);
    Ok(Converted { documents, areas, parties, account })
}

fn problem(file: &str, found: &[domain::register::RegisterProblem]) -> String {
    let first = found.first().map(ToString::to_string).unwrap_or_default();
    format!("{file} would not be a register: {first}")
}

/// An event that is a lead, with the words that make it one.
fn lead(row: Row<'_>) -> Result<(Event, Vec<&'static str>), NotTaken> {
    let event = row.read().map_err(NotTaken::BadValue)?;
    if event.id.is_empty() || event.id.len() > 40 {
        return Err(NotTaken::BadValue("\"id\" is no id".to_owned()));
    }
    let (children, facilities) = event.words();
    if children.is_empty() {
        return Err(match facilities.is_empty() {
            true => NotTaken::NothingOfChildren,
            false => NotTaken::FacilityOnly(facilities),
        });
    }
    if event.civilians + event.unknown == 0 {
        return Err(NotTaken::NoCivilians(children));
    }
    if accused(&event).is_empty() {
        let names = [&event.a, &event.b].into_iter().flatten().map(|side| side.name.clone());
        return Err(NotTaken::NotAParty(names.collect::<Vec<_>>().join(", ")));
    }
    Ok((event, children))
}

/// The sides that may have done it, with their kind where the type of violence says it. Civilians are no side of theirs,
/// and the supporters of a party in elections or in the street are no armed group.
fn accused(event: &Event) -> Vec<(&Side, Option<PartyCategory>)> {
    let is_state = |side: &Side| side.name.starts_with("Government of ");
    let is_party = |side: &&Side| side.name != "Civilians" && !side.name.starts_with("Supporters of ");
    let kind = |side: &Side| {
        if is_state(side) {
            Some(PartyCategory::ArmedForce)
        } else if event.kind == "2" {
            // Communities fight there too, not only groups with a name and a command.
            None
        } else {
            Some(PartyCategory::ArmedGroup)
        }
    };
    let b = event.b.as_ref().filter(|_| event.kind != "3");
    event.a.iter().chain(b).filter(is_party).map(|side| (side, kind(side))).collect()
}

/// A code of the file's own number, so that a later file gives the same side the same code.
fn code_of(country: &str, side: &Side) -> String {
    if side.id.is_empty() {
        let plain = crate::places::plain(&side.name).to_uppercase().replace(' ', "-");
        let letters: String =
            plain.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(24).collect();
        return format!("{country}-UCDP-{}", letters.trim_matches('-'));
    }
    format!("{country}-UCDP-{}", side.id)
}

/// The register `parties.csv`.
fn register(sides: &Sides) -> Result<String, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let bad = |error: csv::Error| error.to_string();
    writer.write_record(["code", "name", "category"]).map_err(bad)?;
    let mut names: BTreeSet<String> = BTreeSet::new();
    for (code, (name, kinds)) in sides {
        // Two numbers under one name are two sides; a register tells them apart by name.
        let own = if names.insert(name.to_lowercase()) { name.clone() } else { format!("{name} ({code})") };
        // A spreadsheet would calculate what begins so.
        let own = own.trim_start_matches(['=', '+', '-', '@', '＝', '＋', '－', '＠']).trim();
        let own: String = if own.is_empty() { code.clone() } else { own.chars().take(200).collect() };
        // Events that disagree say nothing.
        let kind = match (kinds.first(), kinds.len()) {
            (Some(kind), 1) => *kind,
            _ => PartyCategory::Unknown,
        };
        writer.write_record([code.as_str(), &own, kind.code()]).map_err(bad)?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

fn document(event: &Event, words: &[&str], country: &str, area: &str, parties: &Parties) -> Value {
    let when = event.when();
    let mut occurred = json!({"from": event.start.to_string(), "precision": when.precision.code()});
    if let Some(to) = when.to {
        occurred["to"] = json!(to.to_string());
    }
    if when.estimated {
        occurred["estimated"] = json!(true);
        occurred["notes"] = json!(format!("between {} and {}", event.start, event.end));
    }
    let precision = match event.where_precision {
        Some(1) => "place",
        Some(2 | 3) => "area2",
        Some(4) => "area1",
        Some(6) => "country",
        _ => "unknown",
    };
    let mut location = json!({"area": area, "precision": precision, "place_type": "unknown"});
    // Beyond the neighbourhood of a place, coordinates are the middle of an area: a point where nothing happened.
    if let (Some((north, east)), Some(1 | 2)) = (event.coordinates, event.where_precision) {
        location["latitude"] = json!(north);
        location["longitude"] = json!(east);
    }
    let place = [&event.place, &event.admin2].into_iter().find(|text| !text.is_empty());
    if let Some(place) = place {
        location["place"] = json!(place.chars().take(200).collect::<String>());
    }
    let accused = accused(event);
    // Where both sides fought, nobody says which of them killed whom.
    let attribution = if accused.len() == 1 { "alleged" } else { "unknown" };
    let perpetrators: Vec<Value> = accused
        .into_iter()
        .map(|(side, _)| code_of(country, side))
        .filter(|code| parties.by_code(code).is_some())
        .zip(1..)
        .map(|(code, n)| {
            json!({"id": format!("p{n}"), "party": code, "attribution": attribution, "violations": ["v1"]})
        })
        .collect();
    let narrative = format!(
        "{}\n{}\nA lead from published event data, by the words: {}. The file counts {} killed civilians, {} killed \
         people of whom nothing is known and {} killed in all. It says of none of them how old they were: no number of \
         it is a number of children.",
        event.headline,
        event.article,
        words.join(", "),
        event.civilians,
        event.unknown,
        event.best
    );
    json!({
        "schema": "sixfold.incident/1",
        "external_id": format!("UCDP-GED-{}", event.id),
        "status": "open",
        "occurred": occurred,
        "location": location,
        "narrative": narrative.trim().chars().take(20_000).collect::<String>(),
        "violations": [{
            "id": "v1", "type": "killing", "tally": {"boys": 0, "girls": 0, "unknown": 0}, "secondary_sources": 1,
            "notes": "Whether children were killed, and how many, is to be found out: none are counted.",
        }],
        "perpetrators": perpetrators,
        "sources": [{
            "id": "s1", "category": "secondary", "organisation_kind": "other",
            "organisation_kind_other": "research", "violations": ["v1"],
            "name": "Uppsala Conflict Data Program",
            "description": format!("Georeferenced Event Dataset, event {}", event.id),
        }],
    })
}

fn account(
    country: &str,
    events: usize,
    made: &[(Incident, Option<(String, NoMatch)>)],
    rejected: Vec<(String, NotTaken)>,
) -> Account {
    let documents: Vec<&Incident> = made.iter().map(|(incident, _)| incident).collect();
    let matched = made.iter().filter(|(_, missed)| missed.is_none()).count();
    let missed = made.iter().filter_map(|(_, missed)| missed.as_ref());
    let missed = missed.filter(|(_, why)| *why != NoMatch::NotGiven).map(|(name, why)| (name.as_str(), why));
    let reason =
        |(event, why): (String, NotTaken)| Reason { event, reason: why.code(), message: why.to_string() };
    Account::of(country, events, &documents, matched, missed, rejected.into_iter().map(reason).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2024, 6, 1);
    const PCODES: &str = "Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date\n\
        XAR,1,XA1,North,XAR,2024-01-01\nXAR,1,XA2,South,XAR,2024-01-01\n";
    const XAR: Country<'_> = Country { code: "XAR", name: None };

    /// Columns with an invented event's values.
    const EVENT: &[(&str, &str)] = &[
        ("id", "1"),
        ("type_of_violence", "3"),
        ("conflict_name", "Front - Civilians"),
        ("side_a_new_id", "77"),
        ("side_a", "Front of the North"),
        ("side_b_new_id", "1"),
        ("side_b", "Civilians"),
        ("source_article", "Invented Times, 2015-02-03"),
        ("source_office", "Invented Times"),
        ("source_headline", "Three children among the dead"),
        ("where_prec", "1"),
        ("where_coordinates", "Old Mill"),
        ("adm_1", "North region"),
        ("adm_2", "Mill District"),
        ("latitude", "10.5"),
        ("longitude", "20.25"),
        ("country", "Arandia"),
        ("iso3", "XAR"),
        ("date_prec", "1"),
        ("date_start", "2015-02-03"),
        ("date_end", "2015-02-03"),
        ("deaths_civilians", "7"),
        ("deaths_unknown", "0"),
        ("best", "9"),
    ];

    fn file(events: &[&[(&str, &str)]]) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(EVENT.iter().map(|(column, _)| column)).unwrap();
        for event in events {
            let cell = |(column, usual): &(&str, &'static str)| {
                event.iter().find(|(name, _)| name == column).map_or(*usual, |(_, value)| value).to_owned()
            };
            writer.write_record(EVENT.iter().map(cell)).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }

    fn documents(events: &[&[(&str, &str)]]) -> (Vec<Value>, Account) {
        let made = convert(&file(events), XAR, PCODES, TODAY).unwrap();
        let text = String::from_utf8(made.documents).unwrap();
        (text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), made.account)
    }

    #[test]
    fn no_number_of_the_file_becomes_a_number_of_children() {
        let (documents, account) =
            documents(&[&[], &[("id", "2"), ("deaths_unknown", "40"), ("best", "400")]]);
        assert_eq!((account.events, account.documents), (2, 2));
        for document in documents {
            let [violation] = document["violations"].as_array().unwrap().as_slice() else { panic!() };
            assert_eq!(violation["tally"], json!({"boys": 0, "girls": 0, "unknown": 0}));
            assert!(document.get("children_affected").is_none() && document.get("groups").is_none());
            assert!(violation.get("verification").is_none(), "a lead is no decision");
            assert_eq!(document["sources"][0]["category"], "secondary");
        }
    }

    #[test]
    fn a_file_that_ends_inside_a_quote_is_refused() {
        let whole = file(&[&[], &[("id", "2")]]);
        let cut = format!("{},\"9\n", whole.strip_suffix(",9\n").unwrap());
        let refused = convert(&cut, XAR, PCODES, TODAY).err().map(|error| error.to_string());
        assert!(refused.as_ref().is_some_and(|said| said.contains("line 3 opens a quote")), "{refused:?}");
    }

    #[test]
    fn only_events_whose_sources_speak_of_children_are_leads() {
        let (documents, account) = documents(&[
            &[],
            &[("id", "2"), ("source_headline", "Nine killed in the market")],
            &[("id", "3"), ("source_headline", "Shell hits school")],
            &[("id", "4"), ("source_headline", "Student wing clashes; minor injuries")],
            &[("id", "5"), ("deaths_civilians", "0")],
            &[
                ("id", "6"),
                ("side_a", "Supporters of A"),
                ("side_b", "Supporters of B"),
                ("type_of_violence", "2"),
            ],
            &[("id", "7"), ("deaths_civilians", "many")],
            &[("id", "8"), ("date_start", "1989-01-01"), ("date_end", "1989-01-01")],
            &[("id", "1")],
            &[("id", "9"), ("date_end", "2015-01-01")],
        ]);
        let reasons: Vec<(&str, &str)> =
            account.reasons.iter().map(|reason| (reason.event.as_str(), reason.reason)).collect();
        assert_eq!(
            reasons,
            [
                ("2", "nothing_of_children"),
                ("3", "school_or_hospital_named"),
                ("4", "nothing_of_children"),
                ("5", "no_civilian_killed"),
                ("6", "not_a_party"),
                ("7", "bad_value"),
                ("1", "duplicate_id"),
                ("9", "bad_value"),
                ("8", "refused_by_intake"),
            ]
        );
        assert_eq!((documents.len(), account.documents + account.rejected), (1, account.events));
    }

    #[test]
    fn days_and_places_are_no_surer_than_they_are() {
        let occurred = |precision: &str, start: &str, end: &str| {
            let (documents, _) =
                documents(&[&[("date_prec", precision), ("date_start", start), ("date_end", end)]]);
            let of = |key: &str| {
                documents[0]["occurred"].get(key).and_then(Value::as_str).unwrap_or("-").to_owned()
            };
            format!("{} {} {}", of("from"), of("to"), of("precision"))
        };
        for (precision, start, end, is) in [
            ("1", "2015-02-03", "2015-02-03", "2015-02-03 - day"),
            ("1", "2015-02-03", "2015-02-05", "2015-02-03 2015-02-05 day"),
            ("2", "2015-02-03", "2015-02-05", "2015-02-03 - month"),
            ("4", "2015-01-28", "2015-02-05", "2015-01-28 - quarter"),
            ("5", "2015-01-28", "2015-11-05", "2015-01-28 - year"),
            ("2", "2014-12-31", "2015-01-01", "2014-12-31 2015-01-01 day"),
        ] {
            assert_eq!(occurred(precision, start, end), is);
        }
        let location = |precision: &str| documents(&[&[("where_prec", precision)]]).0[0]["location"].clone();
        for (precision, area, is, has_point) in [
            ("1", "XA1", "place", true),
            ("2", "XA1", "area2", true),
            ("3", "XA1", "area2", false),
            ("4", "XA1", "area1", false),
            ("5", "XA1", "unknown", false),
            ("6", "XAR", "country", false),
            ("7", "XAR", "unknown", false),
        ] {
            let found = location(precision);
            assert_eq!((&found["area"], &found["precision"]), (&json!(area), &json!(is)), "{precision}");
            assert_eq!(found.get("latitude").is_some(), has_point, "{precision}");
        }
    }

    #[test]
    fn sides_are_parties_with_the_kind_that_the_violence_says() {
        let made = convert(
            &file(&[
                &[],
                &[
                    ("id", "2"),
                    ("type_of_violence", "1"),
                    ("side_a", "Government of Arandia"),
                    ("side_a_new_id", "5"),
                    ("side_b", "Front of the North"),
                    ("side_b_new_id", "77"),
                ],
                &[
                    ("id", "3"),
                    ("type_of_violence", "2"),
                    ("side_a", "Hill people"),
                    ("side_a_new_id", "8"),
                    ("side_b", "Supporters of B"),
                    ("side_b_new_id", "9"),
                ],
                &[("id", "4"), ("side_a", "=1+1"), ("side_a_new_id", "")],
            ]),
            XAR,
            PCODES,
            TODAY,
        )
        .unwrap();
        assert_eq!(
            made.parties,
            "code,name,category\nXAR-UCDP-1-1,1+1,armed_group\nXAR-UCDP-5,Government of Arandia,armed_force\n\
             XAR-UCDP-77,Front of the North,armed_group\nXAR-UCDP-8,Hill people,unknown\n"
        );
        let text = String::from_utf8(made.documents).unwrap();
        let both: Value = serde_json::from_str(text.lines().nth(1).unwrap()).unwrap();
        let said: Vec<&str> = both["perpetrators"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["attribution"].as_str().unwrap())
            .collect();
        assert_eq!(said, ["unknown", "unknown"]);
    }

    #[test]
    fn tags_are_no_event_and_other_files_are_refused() {
        let mut with_tags: Vec<String> = file(&[&[]]).lines().map(str::to_owned).collect();
        let tags: Vec<&str> =
            EVENT.iter().map(|(column, _)| if *column == "adm_1" { "#adm1+name" } else { "" }).collect();
        with_tags.insert(1, tags.join(","));
        let made = convert(&with_tags.join("\n"), XAR, PCODES, TODAY).unwrap();
        assert_eq!((made.account.events, made.account.documents), (1, 1));
        let error = |text: &str, country| convert(text, country, PCODES, TODAY).unwrap_err();
        assert!(error("a,b\n1,2\n", XAR).contains("no column"));
        assert!(error(&file(&[&[]]), Country { code: "xar", name: None }).contains("alpha-3"));
        assert!(error(&file(&[&[]]), Country { code: "XBE", name: None }).contains("it has Arandia"));
        let named = Country { code: "XAR", name: Some("Arandia") };
        assert_eq!(convert(&file(&[&[]]), named, PCODES, TODAY).unwrap().account.events, 1);
    }

    proptest! {
        #[test]
        fn nothing_stops_the_conversion(cells in proptest::collection::vec("\\PC{0,12}|[0-9-]{0,10}", 4 * EVENT.len())) {
            let rows: Vec<Vec<(&str, &str)>> = cells
                .chunks(EVENT.len())
                .map(|row| {
                    EVENT.iter().zip(row).filter(|((column, _), _)| *column != "iso3").enumerate()
                        .map(|(at, ((column, usual), cell))| (*column, if at % 3 == 0 { cell.as_str() } else { *usual }))
                        .collect()
                })
                .collect();
            let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
            if let Ok(made) = convert(&file(&rows), XAR, PCODES, TODAY) {
                prop_assert_eq!(made.account.events, 4);
                prop_assert_eq!(made.account.documents + made.account.rejected, 4);
            }
        }
    }
}
