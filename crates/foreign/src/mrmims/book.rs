//! The violation workbook of MRMIMS+: a sheet with a row for each violation, in which the fields of its incident are
//! repeated, and a sheet each for those of the violations, in which an entry stands once for each of its violations.
//! It becomes the same incidents as the JSON has, and goes the same way from there.
//!
//! Columns are known by the ids of their fields. What a header in words means is not guessed: such a column goes to the
//! notes under its words, and where it may be one that figures depend on, the file is refused.

use super::export::{ASSOCIATED, KINDS, Kind};
use super::part::What;
use super::people::PARTY_NAMES;
use super::tables::{self, Meaning};
use super::value::{excerpt, slug};
use crate::sheet::{Book, Cell, Row, Sheet, column_name, workbook};
use domain::interchange::Fields;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Rows at the top of a sheet among which its headers are looked for.
const TOP: usize = 6;
/// Between the options of a cell that holds several.
const SEVERAL: &str = "|||";

const INCIDENT: [&str; 3] = ["incident_id", "incident", "unique_identifier"];
const VIOLATION: [&str; 3] = ["violation_id", "violation", "violations_ids"];
const TYPE: [&str; 2] = ["violation_type", "type"];
const SUMMARY: &str = "violation_summary";

/// Without these, each under one of its names, nobody knows what counts, when and where.
const NEEDED: [&[&str]; 5] = [
    &["status"],
    &["ctfmr_verified"],
    &["ctfmr_verified_date"],
    &["incident_date", "date_of_incident", "date_of_incident_from"],
    &["incident_location"],
];
/// Without these nobody knows how many, where a violation counts children.
const NUMBERS: [&[&str]; 4] = [
    &["violation_tally_boys"],
    &["violation_tally_girls"],
    &["violation_tally_unknown"],
    &["violation_tally_total"],
];
/// A range has both: a tick without a last day would go on for ever, a last day without a tick be left out.
const RANGE: [&[&str]; 2] = [
    &["is_incident_date_range", "date_of_incident_date_or_date_range"],
    &["incident_date_end", "date_of_incident_to"],
];

/// Fields of an incident that have no field of ours by their own name.
const OF_INCIDENT: [&str; 13] = [
    "incident_code",
    "short_id",
    "incident_date",
    "incident_date_end",
    "is_incident_date_range",
    "date_of_incident_from",
    "date_of_incident_to",
    "date_of_incident_date_or_date_range",
    "enabled",
    "record_state",
    "reporting_location_hierarchy",
    "owned_by",
    "created_by",
];

/// Columns of a sheet with their names, from its headers.
struct Columns {
    first_row: usize,
    names: Vec<(u32, String)>,
}

impl Columns {
    /// The headers are the row with an incident and a violation; above numbers by sex stands what they count.
    fn of(sheet: &Sheet) -> Option<Columns> {
        let at = sheet.rows.iter().take(TOP).position(|row| {
            let has = |known: &[&str]| {
                row.cells.iter().any(|(_, cell)| known.contains(&slug(&cell.shown()).as_str()))
            };
            has(&INCIDENT) && has(&VIOLATION)
        })?;
        let header = &sheet.rows[at];
        let above = at.checked_sub(1).map(|above| &sheet.rows[above]);
        let mut names: Vec<(u32, String)> = Vec::new();
        let mut used: HashMap<String, u32> = HashMap::new();
        let cells = sheet.rows[at..].iter().flat_map(|row| &row.cells).filter(|(_, cell)| !cell.is_blank());
        let filled: BTreeSet<u32> = cells.map(|(column, _)| *column).collect();
        for column in &filled {
            let cell = header.cell(*column);
            let own = slug(&cell.shown());
            let name = match own.as_str() {
                // Words in other letters, or none: what stands below still goes to the notes.
                "" if cell.is_blank() => format!("column {}", column_name(*column)),
                "" => excerpt(&cell.shown()),
                "boys" | "girls" | "men" | "women" | "unknown" | "total" => {
                    match above.and_then(|row| over(row, *column)) {
                        Some(counted) => format!("{counted}_{own}"),
                        None => own,
                    }
                }
                _ => own,
            };
            // A name that stands twice is two columns.
            let count = used.entry(name.clone()).or_default();
            *count += 1;
            names.push((*column, if *count == 1 { name } else { format!("{name}_{count}") }));
        }
        Some(Columns { first_row: at + 1, names })
    }

    fn has(&self, known: &[&str]) -> bool {
        self.names.iter().any(|(_, name)| known.contains(&name.as_str()))
    }

    /// Refuses a sheet that lacks one of these, each under any of its names.
    fn need(&self, sheet: &Sheet, needed: &[&[&str]]) -> Result<(), String> {
        let missing =
            needed.iter().filter(|names| !self.has(names)).filter_map(|names| names.first().copied());
        let missing: Vec<&str> = missing.collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(format!(
            "has no column {} in the sheet {:?}: what counts would not be known. Put the ids of fields into its headers \
             where they have words (docs/convert-mrmims.md)",
            missing.join(", "),
            excerpt(&sheet.name)
        ))
    }

    /// What a row says, by name.
    fn read(&self, row: &Row) -> Fields {
        let said =
            self.names.iter().filter_map(|(column, name)| Some((name.clone(), value(row.cell(*column))?)));
        said.collect()
    }
}

/// The group in which a column stands: the last that begins at it or before it.
fn over(row: &Row, column: u32) -> Option<String> {
    let group = row.cells.iter().take_while(|(at, _)| *at <= column).last()?;
    Some(slug(&group.1.shown())).filter(|name| !name.is_empty())
}

fn value(cell: &Cell) -> Option<Value> {
    match cell {
        _ if cell.is_blank() => None,
        Cell::Boolean(tick) => Some(json!(tick)),
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Some(json!(*number as i64)),
        Cell::Number(number) => Some(json!(number)),
        Cell::Text(text) if text.contains(SEVERAL) => {
            let each = text.split(SEVERAL).map(str::trim).filter(|part| !part.is_empty());
            Some(each.collect())
        }
        other => Some(json!(other.shown())),
    }
}

fn take(fields: &mut Fields, keys: &[&str]) -> Option<String> {
    let found = keys.iter().find_map(|key| fields.remove(*key))?;
    Some(super::value::words(&found)).filter(|text| !text.is_empty())
}

/// The list of the export in which violations of a type stand.
fn list_of(said: &str) -> Option<&'static str> {
    let own = slug(said);
    if let Some((name, _)) = KINDS.iter().find(|(name, _)| *name == own) {
        return Some(name);
    }
    let Meaning::Code(code) = tables::option("violation_type", said) else { return None };
    let of = |kind: Kind| match kind {
        Kind::One(kind) => Some(kind.code()),
        Kind::Facility => None,
    };
    KINDS.iter().find(|(_, kind)| of(*kind) == Some(code)).map(|(name, _)| *name)
}

/// Whether a violation of the sheet is of a type that counts children.
fn counts_children(sheet: &Sheet, columns: &Columns) -> bool {
    let types: Vec<u32> =
        columns.names.iter().filter(|(_, name)| TYPE.contains(&name.as_str())).map(|(at, _)| *at).collect();
    let counts = |said: &str| {
        let list = list_of(said);
        KINDS.iter().any(|(name, kind)| {
            Some(*name) == list && matches!(kind, Kind::One(kind) if kind.counts_children())
        })
    };
    let rows = sheet.rows.iter().skip(columns.first_row);
    rows.flat_map(|row| types.iter().map(|at| row.cell(*at).shown())).any(|said| counts(&said))
}

/// The association of a sheet, by its name.
fn association(sheet: &Sheet) -> Option<&'static str> {
    let name = slug(&sheet.name);
    let stem = |known: &str| known.trim_end_matches('s').to_owned();
    ASSOCIATED.iter().map(|(known, _)| *known).find(|known| name.contains(&stem(known)))
}

/// The incidents of a workbook, as the JSON has them.
pub(super) fn incidents(bytes: &[u8]) -> Result<Vec<Value>, String> {
    of_book(&workbook(bytes).map_err(|error| error.message)?)
}

pub(super) fn of_book(book: &Book) -> Result<Vec<Value>, String> {
    let (mut found, mut others) = (None, Vec::new());
    let filled = |sheet: &&Sheet| sheet.rows.iter().any(|row| !row.is_blank());
    for sheet in book.sheets.iter().filter(filled).filter(|sheet| association(sheet).is_none()) {
        match Columns::of(sheet).filter(|columns| columns.has(&TYPE)) {
            Some(columns) if found.is_none() => found = Some((sheet, columns)),
            _ => others.push(format!("{:?}", excerpt(&sheet.name))),
        }
    }
    let Some((sheet, columns)) = found else {
        return Err(
            "is no violation workbook: no sheet has columns incident_id, violation_id and violation_type"
                .to_owned(),
        );
    };
    if !others.is_empty() {
        return Err(format!(
            "has sheets that nobody would read: {}. One sheet holds all violations, {:?} here, and others are named \
             after victims, groups, sources, perpetrators and responses; move what is in them, or take them out",
            others.join(", "),
            excerpt(&sheet.name)
        ));
    }
    let mut needed = NEEDED.to_vec();
    if counts_children(sheet, &columns) {
        needed.extend(NUMBERS);
    }
    if RANGE.iter().any(|names| columns.has(names)) {
        needed.extend(RANGE);
    }
    columns.need(sheet, &needed)?;
    let forms = What::Incident.forms();
    let is_of_incident = |name: &str| {
        OF_INCIDENT.contains(&name)
            || tables::ours(&forms, name).is_some()
            || name.rsplit_once('_').is_some_and(|(base, _)| base == "incident_total_tally")
    };
    let mut order: Vec<String> = Vec::new();
    let mut incidents: BTreeMap<String, Fields> = BTreeMap::new();
    for row in sheet.rows.iter().skip(columns.first_row).filter(|row| !row.is_blank()) {
        let mut said = columns.read(row);
        let Some(id) = take(&mut said, &INCIDENT) else {
            return Err(format!("names no incident in the row {}", sheet.place(row.number, 0)));
        };
        let violation = take(&mut said, &VIOLATION);
        let kind = take(&mut said, &TYPE).unwrap_or_default();
        said.remove(SUMMARY);
        let incident = incidents.entry(id.clone()).or_insert_with(|| {
            order.push(id.clone());
            Map::from_iter([("incident_id".to_owned(), json!(id))])
        });
        let mut own = Map::new();
        for (name, value) in said {
            if !is_of_incident(&name) {
                own.insert(name, value);
                continue;
            }
            match incident.get(&name) {
                None => {
                    incident.insert(name, value);
                }
                Some(there) if *there == value => {}
                // Another row says otherwise: what it says stays with its violation.
                Some(_) => {
                    own.insert(format!("incident_{name}_here"), value);
                }
            }
        }
        if let Some(violation) = violation {
            own.insert("unique_id".to_owned(), json!(violation));
        }
        match list_of(&kind) {
            Some(list) => push(incident, list, own),
            // Told when the incident is opened, with what it says.
            None => {
                own.insert("type".to_owned(), json!(kind));
                push(incident, "violations", own);
            }
        }
    }
    for sheet in &book.sheets {
        let Some(list) = association(sheet) else { continue };
        let Some(columns) = Columns::of(sheet) else {
            if sheet.rows.is_empty() {
                continue;
            }
            return Err(format!("has no columns incident_id and violation_id in the sheet {:?}", sheet.name));
        };
        associate(sheet, &columns, list, &mut incidents)?;
    }
    Ok(order.iter().filter_map(|id| incidents.remove(id)).map(Value::Object).collect())
}

fn push(incident: &mut Fields, list: &str, entry: Fields) {
    let there = incident.entry(list).or_insert_with(|| json!([]));
    if let Value::Array(there) = there {
        there.push(Value::Object(entry));
    }
}

/// Puts the rows of a sheet to their incidents, each with its link. Rows of one entry become one where they say the
/// same, as in a JSON that has it in each of its violations.
fn associate(
    sheet: &Sheet,
    columns: &Columns,
    list: &'static str,
    incidents: &mut BTreeMap<String, Fields>,
) -> Result<(), String> {
    let own_id = format!("{}_id", list.trim_end_matches('s'));
    columns.need(sheet, &[&[own_id.as_str(), "unique_id"]])?;
    if list == "perpetrators" {
        columns.need(sheet, &[&PARTY_NAMES])?;
    }
    for row in sheet.rows.iter().skip(columns.first_row).filter(|row| !row.is_blank()) {
        let mut said = columns.read(row);
        let place = || sheet.place(row.number, 0);
        let id =
            take(&mut said, &INCIDENT).ok_or_else(|| format!("names no incident in the row {}", place()))?;
        let links: Vec<String> = VIOLATION
            .iter()
            .filter_map(|key| said.remove(*key))
            .flat_map(|v| super::value::texts(&v))
            .collect();
        for key in [TYPE[0], TYPE[1], SUMMARY, "incident_code"] {
            said.remove(key);
        }
        let entry = take(&mut said, &[own_id.as_str(), "unique_id"]);
        // The id of a source and the code that somebody gave it stand under one name.
        if let Some(code) = said.remove(&format!("{own_id}_2")) {
            said.insert(own_id.clone(), code);
        }
        let Some(incident) = incidents.get_mut(&id) else {
            return Err(format!("names an incident in the row {} that no violation has", place()));
        };
        if let Some(entry) = entry {
            said.insert("unique_id".to_owned(), json!(entry));
        }
        said.insert("violations_ids".to_owned(), json!(links));
        push(incident, list, said);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TODAY, incident, registers};
    use super::*;
    use crate::mrmims::convert;
    use proptest::prelude::*;

    fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
        let rows = rows.iter().zip(1..).map(|(cells, number)| Row {
            number,
            cells: cells
                .iter()
                .zip(0..)
                .filter(|(text, _)| !text.is_empty())
                .map(|(text, column)| {
                    (column, text.parse().map_or_else(|_| Cell::Text((*text).to_owned()), Cell::Number))
                })
                .collect(),
        });
        Sheet { name: name.to_owned(), rows: rows.collect(), ..Sheet::default() }
    }

    fn export() -> Book {
        let violations = sheet(
            "Violations",
            &[
                &["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "Killing"],
                &[
                    "IDs",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "violation_tally",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "incident_total_tally",
                ],
                &[
                    "Incident ID",
                    "Violation ID",
                    "Violation Type",
                    "Violation Summary",
                    "status",
                    "incident_date",
                    "is_incident_date_range",
                    "incident_location",
                    "verified",
                    "ctfmr_verified",
                    "ctfmr_verified_date",
                    "Boys",
                    "Girls",
                    "Unknown",
                    "Total",
                    "factors_of_recruitment",
                    "weapon_type",
                    "Boys",
                    "Total",
                    "Mood",
                    "incident_date_end",
                ],
                &[
                    "a",
                    "k1",
                    "Killing",
                    "s",
                    "open",
                    "2024-02-03",
                    "false",
                    "XAR01002",
                    "verified",
                    "Verified",
                    "2024-03-01",
                    "2",
                    "1",
                    "",
                    "3",
                    "",
                    "Mortar/Rocket",
                    "2",
                    "2",
                    "grim",
                ],
                &[
                    "a",
                    "r1",
                    "recruitment",
                    "s",
                    "open",
                    "2024-02-03",
                    "false",
                    "XAR01002",
                    "",
                    "",
                    "",
                    "1",
                    "",
                    "",
                    "1",
                    "idealism ||| to_seek_revenge",
                    "",
                    "2",
                    "2",
                ],
            ],
        );
        let victims = sheet(
            "Individual Victim(s)",
            &[
                &["IDs"],
                &[
                    "incident",
                    "violation",
                    "violation_type",
                    "violation_summary",
                    "incident_code",
                    "Individual Victim ID",
                    "individual_sex",
                    "individual_age",
                ],
                &["a", "k1", "Killing", "s", "c", "v1", "female", "9"],
                &["a", "r1", "Recruitment", "s", "c", "v1", "female", "9"],
            ],
        );
        let sources = sheet(
            "Sources",
            &[
                &[
                    "incident",
                    "violation",
                    "violation_type",
                    "violation_summary",
                    "incident_code",
                    "Source ID",
                    "source_id",
                ],
                &["a", "k1", "Killing", "s", "c", "s1", "S-04"],
            ],
        );
        let perpetrators = sheet(
            "Perpetrators",
            &[
                &["incident", "violation", "perpetrator_id", "armed_force_group_party_name"],
                &["a", "k1", "p1", "armed_force_1"],
                &["a", "r1", "p1", "Front of the North"],
            ],
        );
        let (none, blank) = (sheet("Responses", &[]), sheet("Sheet5", &[&[" "]]));
        Book { sheets: vec![violations, victims, sources, none, perpetrators, blank] }
    }

    #[test]
    fn a_workbook_gives_the_documents_of_the_json_of_the_same_incidents() {
        let mut json = incident(
            "a",
            json!({"incident_location": "XAR01002", "incident_total_tally": {"boys": 2, "total": 2}}),
        );
        for key in
            ["id", "incident_code", "enabled", "module_id", "incident_description", "violation_category"]
        {
            json.as_object_mut().unwrap().remove(key);
        }
        json["killing"] = json!([{"unique_id": "k1", "violation_tally": {"boys": 2, "girls": 1, "total": 3},
            "weapon_type": "mortar_rocket", "verified": "verified", "ctfmr_verified": "verified",
            "ctfmr_verified_date": "2024-03-01", "mood": "grim"}]);
        json["recruitment"] = json!([{"unique_id": "r1", "violation_tally": {"boys": 1, "total": 1},
            "factors_of_recruitment": ["idealism", "to_seek_revenge"]}]);
        json["individual_victims"] = json!([{"unique_id": "v1", "violations_ids": ["k1", "r1"], "individual_sex": "female",
            "individual_age": 9}]);
        json["sources"] = json!([{"unique_id": "s1", "violations_ids": ["k1"], "source_id": "S-04"}]);
        json["perpetrators"] = json!([
            {"unique_id": "p1", "violations_ids": ["k1"], "armed_force_group_party_name": "armed_force_1"},
            {"unique_id": "p1", "violations_ids": ["r1"], "armed_force_group_party_name": "Front of the North"},
        ]);
        let made = |incidents: Vec<Value>| {
            let page = json!({"data": incidents}).to_string();
            convert(&[("f", page.as_bytes())], &registers(), false, TODAY).unwrap()
        };
        let (of_book, of_json) = (made(of_book(&export()).unwrap()), made(vec![json]));
        assert_eq!(of_json.account.documents, 1);
        let text = String::from_utf8(of_book.documents).unwrap();
        assert_eq!(text, String::from_utf8(of_json.documents).unwrap());
        assert!(of_book.account.no_place.iter().any(|place| place.field == "killing.mood"));
        // The second row of p1 names another party: nobody's violation is dropped.
        let made: Value = serde_json::from_str(&text).unwrap();
        let said = |entry: &Value| (entry["id"].clone(), entry["party"].clone(), entry["violations"].clone());
        assert_eq!(
            made["perpetrators"].as_array().unwrap().iter().map(said).collect::<Vec<_>>(),
            [(json!("p1"), json!("XAR-F1"), json!(["k1"])), (json!("p1-2"), json!("XAR-G1"), json!(["r1"])),]
        );
        assert!(of_book.account.told.iter().any(|told| told.message.contains("p1-2")));
    }

    #[test]
    fn a_workbook_whose_headers_hide_what_counts_is_refused() {
        for (at, header, name) in [
            (0, 4, "status"),
            (0, 5, "incident_date"),
            (0, 6, "is_incident_date_range"),
            (0, 7, "incident_location"),
            (0, 9, "ctfmr_verified"),
            (0, 10, "ctfmr_verified_date"),
            (0, 11, "violation_tally_boys"),
            (0, 12, "violation_tally_girls"),
            (0, 13, "violation_tally_unknown"),
            (0, 14, "violation_tally_total"),
            (0, 20, "incident_date_end"),
            (1, 5, "individual_victim_id"),
            (4, 2, "perpetrator_id"),
            (4, 3, "armed_force_group_party_name"),
        ] {
            let mut book = export();
            let headers = [2, 1, 1, 0, 0][at];
            book.sheets[at].rows[headers].cells[header].1 = Cell::Text("In words".to_owned());
            let error = of_book(&book).unwrap_err();
            let said = format!("has no column {name} in the sheet {:?}", book.sheets[at].name);
            assert!(error.contains(&said), "{name}: {error}");
        }
        // Attacks, uses and denials count as such: they need no numbers.
        let mut book = export();
        book.sheets[0].rows[2].cells[11].1 = Cell::Text("In words".to_owned());
        for row in [3, 4] {
            book.sheets[0].rows[row].cells[2].1 = Cell::Text("military_use".to_owned());
        }
        assert!(of_book(&book).is_ok());
        // What nobody would read.
        for name in ["Violations (2)", "Lookups"] {
            let mut book = export();
            let rows =
                if name == "Lookups" { sheet(name, &[&["x"]]).rows } else { book.sheets[0].rows.clone() };
            book.sheets.push(Sheet { name: name.to_owned(), rows, ..Sheet::default() });
            let error = of_book(&book).unwrap_err();
            assert!(error.contains(&format!("{name:?}")) && error.contains("nobody would read"), "{error}");
        }
        assert!(of_book(&Book::default()).unwrap_err().contains("no violation workbook"));
        let mut book = export();
        book.sheets[1].rows[2].cells[0].1 = Cell::Text("b".to_owned());
        assert!(of_book(&book).unwrap_err().contains("Individual Victim(s)!A3"));
        let mut book = export();
        book.sheets[0].rows[3].cells[2].1 = Cell::Text("Rumour".to_owned());
        let page = json!(of_book(&book).unwrap()).to_string();
        let account = convert(&[("f", page.as_bytes())], &registers(), false, TODAY).unwrap().account;
        assert_eq!((account.rejected, account.reasons[0].reason), (1, "bad_shape"));
    }

    #[test]
    fn what_stands_under_no_header_or_one_in_other_letters_is_kept() {
        let mut book = export();
        let rows = &mut book.sheets[0].rows;
        rows[2].cells.push((21, Cell::Text("المزاج".to_owned())));
        rows[3].cells.extend([(21, Cell::Text("grey".to_owned())), (22, Cell::Text("loose".to_owned()))]);
        let page = json!(of_book(&book).unwrap()).to_string();
        let made = convert(&[("f", page.as_bytes())], &registers(), false, TODAY).unwrap();
        let text = String::from_utf8(made.documents).unwrap();
        for line in ["المزاج: grey", "column W: loose"] {
            assert!(text.contains(line), "{line} in {text}");
        }
    }

    proptest! {
        /// Whatever stands in the cells, the workbook is read or refused, and its incidents are accounted for.
        #[test]
        fn nothing_in_a_cell_stops_the_reading(
            words in proptest::collection::vec("a|b|killing|recruitment|k1|open|verified|2024-02-03|-1|3|x \\|\\|\\| y|\\PC{0,6}", 24),
            at in proptest::collection::vec((0_usize..5, 0_usize..7, 0_u32..20), 24),
        ) {
            let mut book = export();
            for (word, (sheet, row, column)) in words.into_iter().zip(at) {
                if let Some(row) = book.sheets[sheet].rows.get_mut(row) {
                    row.cells.retain(|(there, _)| *there != column);
                    row.cells.push((column, Cell::Text(word)));
                    row.cells.sort_by_key(|(column, _)| *column);
                }
            }
            if let Ok(incidents) = of_book(&book) {
                let count = incidents.len();
                let page = json!(incidents).to_string();
                let account = convert(&[("f", page.as_bytes())], &registers(), false, TODAY).unwrap().account;
                prop_assert_eq!(account.incidents, count);
                prop_assert_eq!(account.documents + account.rejected, count);
            }
        }
    }
}
