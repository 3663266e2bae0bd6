//! Table documents as what an attacker reads: every figure that stands in them or is withheld, over the same counts.
//!
//! Documents of different periods share counts where their days overlap: the days are cut wherever a document begins
//! or ends, and each document counts the pieces that it covers. What lies between the periods of several stands in no
//! document, and is protected where it is small. Children and groups affected by several violations do
//! not add up over time: those of each period are counts of their own. A figure that a document leaves out is zero, as
//! its reader takes it.

use crate::between::spans;
use crate::document::SEXES;
use crate::release::tier_of;
use crate::{ReportError, Result};
use disclosure::tables::{Cell, Dimension, Hidden, Publication, Release, Revision, Table};
use disclosure::{Fact, Parts, Policy, System, Target};
use domain::tables::{Attribution, Period, Row, Suppression, TableDocument, Tier};
use domain::violation::ViolationType;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

const PARTS: [&str; 3] = ["verified", "late", "unverified"];

/// What documents have published, in the order in which they are given: for each tier what its readers hold, who
/// hold the documents of wider tiers too, and in it violations, and beside them the children and groups affected by
/// several, which are counted apart.
///
/// Protected is what documents of the tier itself hide as primary: what a wider one hides, its readers may know.
/// So is what lies between documents of one day where it is small: where it counts somebody in every world, and in
/// every one fewer than the tier's policy shows.
///
/// That there is any case of sexual violence at all is protected unless shown figures that are part of the hidden
/// one come to as many as its tier may show: those of documents of the same day, or of earlier ones, to which the
/// hidden figure adds nothing.
///
/// # Errors
/// [`ReportError::Document`] where a document contradicts itself, or is not comparable with the others: of another
/// situation or another level of areas, or with a table that is not one of the Global Horizontal Note's.
pub fn published(documents: &[TableDocument]) -> Result<Vec<Publication>> {
    for document in documents {
        crate::document::check(document)?;
        let first = &documents[0];
        let bad = |at: &str, problem: String, remedy: &str| {
            Err(ReportError::document(&document.report, at, problem, remedy))
        };
        if document.situation != first.situation {
            let problem = format!("is {:?}, and another's is {:?}", document.situation, first.situation);
            return bad("situation", problem, "attack the documents of one situation at a time");
        }
        if document.area_level != first.area_level {
            let problem = format!("is {}, and another's is {}", document.area_level, first.area_level);
            return bad("area_level", problem, "attack documents of one level of areas together");
        }
        if document.period.to < document.period.from {
            return bad("period", "ends before it begins".to_owned(), "correct it");
        }
        if let Some(table) = document.tables.iter().find(|table| place(&table.id).is_none()) {
            let remedy = "only the tables of the Global Horizontal Note are known here; describe others as \
                          `sixfold attack --help` says";
            return bad(&table.id, "is an unknown table".to_owned(), remedy);
        }
    }
    let mut publications = Vec::new();
    for audience in [Tier::Public, Tier::Partner, Tier::Internal] {
        if !documents.iter().any(|document| document.tier == audience) {
            continue;
        }
        let mut held: Vec<Held<'_>> = (1..)
            .zip(documents)
            .filter(|(_, document)| document.tier >= audience)
            .map(|(number, document)| Held { number, document, is_attacked: document.tier == audience })
            .collect();
        // As of one day everything counted is the same, whatever was published in between.
        held.sort_by_key(|held| held.document.as_of);
        let mut counted = violations(&held);
        add_rests(&mut counted, &held, &Policy::floor(tier_of(audience)));
        for mut publication in [counted, several(&held)] {
            leave_told(&mut publication, &held)?;
            publications.push(publication);
        }
    }
    Ok(publications)
}

/// A document that the readers of a tier hold.
struct Held<'d> {
    /// Which of those given it is.
    number: usize,
    document: &'d TableDocument,
    /// Whether what it hides is hidden from them.
    is_attacked: bool,
}

/// Adds what each document counts in the days that others of its day of counting cut out of it.
fn add_rests(publication: &mut Publication, held: &[Held<'_>], policy: &Policy) {
    let pieces = pieces(held);
    let days: BTreeSet<Date> = held.iter().map(|held| held.document.as_of).collect();
    let mut rests: Vec<Vec<Table>> = vec![Vec::new(); held.len()];
    for day in days {
        let of_day: Vec<usize> = (0..held.len()).filter(|at| held[*at].document.as_of == day).collect();
        let periods: Vec<Period> = of_day.iter().map(|at| held[*at].document.period).collect();
        for span in spans(&periods) {
            let whole = periods[span.of];
            // What lies between documents of wider tiers alone is not hidden from these readers.
            let is_attacked = of_day.iter().zip(&periods).any(|(at, period)| {
                held[*at].is_attacked && period.from <= whole.to && whole.from <= period.to
            });
            // What stands in a document is judged there.
            if !is_attacked || periods.iter().any(|period| span.days == [*period]) {
                continue;
            }
            let name = span.to_string();
            let within: Vec<String> =
                pieces.iter().filter(|piece| span.covers(**piece)).map(|piece| label(*piece)).collect();
            if within.len() > 1 {
                publication.dimensions[0].groups.insert(name.clone(), within);
            }
            let of = of_day[span.of];
            let tables = publication.releases[of].tables.iter();
            rests[of].extend(tables.map(|table| rest(table, &name, policy)));
        }
    }
    for (release, rests) in publication.releases.iter_mut().zip(rests) {
        release.tables.extend(rests);
    }
}

/// The cells of a table over some of its days.
fn rest(table: &Table, days: &str, policy: &Policy) -> Table {
    let of = |cell: &Cell| {
        let counted = cell.at.get("violation").and_then(|code| code.split(' ').next()).unwrap_or_default();
        let rules = policy.rules(counted == ViolationType::SexualViolence.code());
        let by_incident = ViolationType::from_code(counted).is_some_and(|kind| !kind.counts_children());
        let hidden = Hidden {
            width: rules.width.max(1),
            may_be_zero: rules.hides_existence,
            below: Some(if by_incident { rules.incidents } else { rules.children }),
        };
        let mut at = cell.at.clone();
        at.insert("period".to_owned(), days.to_owned());
        Cell { at, value: None, hidden: Some(hidden) }
    };
    // Of nothing there is no part.
    let cells = table.cells.iter().filter(|cell| cell.value != Some(0)).map(of).collect();
    Table { id: table.id.clone(), measure: table.measure.clone(), cells }
}

/// Leaves existence unprotected where shown figures tell it already.
fn leave_told(publication: &mut Publication, held: &[Held<'_>]) -> Result<()> {
    // Whichever day they count, figures are compared by what they are about.
    let mut about = publication.clone();
    about.releases.iter_mut().for_each(|release| release.revision = Revision::Same);
    let System { facts, targets, .. } = about.system(None)?;
    let mut left = (&facts[..], &targets[..]);
    let mut shown: Vec<(Date, &[Fact])> = Vec::new();
    let mut hides: Vec<&[Target]> = Vec::new();
    for (release, held) in publication.releases.iter().zip(held) {
        let cells = || release.tables.iter().flat_map(|table| &table.cells);
        let (here, later) = left.0.split_at(cells().filter(|cell| cell.value.is_some()).count());
        let (hidden, hidden_later) = left.1.split_at(cells().filter(|cell| protects(cell)).count());
        shown.push((held.document.as_of, here));
        hides.push(hidden);
        left = (later, hidden_later);
    }
    let days: BTreeSet<Date> = shown.iter().map(|(day, _)| *day).collect();
    let parts: BTreeMap<Date, Parts> = days
        .into_iter()
        .map(|day| {
            let facts = shown.iter().filter(|(of, _)| *of == day).flat_map(|(_, facts)| facts.iter());
            (day, Parts::of(facts))
        })
        .collect();
    for ((release, held), hidden) in publication.releases.iter_mut().zip(held).zip(hides) {
        let least = Policy::floor(tier_of(held.document.tier)).sensitive.children;
        let cells = release.tables.iter_mut().flat_map(|table| &mut table.cells);
        for (cell, target) in cells.filter(|cell| protects(cell)).zip(hidden) {
            let Some(hidden) = cell.hidden.as_mut().filter(|hidden| hidden.may_be_zero) else { continue };
            let mut until = parts.range(..=held.document.as_of);
            hidden.may_be_zero = !until.any(|(_, parts)| parts.hold(&target.form, i64::from(least)));
        }
    }
    Ok(())
}

fn protects(cell: &Cell) -> bool {
    cell.value.is_none() && cell.hidden.is_some()
}

/// A table's part of the report and what its rows are.
fn place(table: &str) -> Option<(&str, &str)> {
    let (part, rows) = table.split_once('.')?;
    let known = match rows {
        "victims" | "incidents" | "by_party" | "by_area" => PARTS.contains(&part),
        "children" | "groups" => part == "multiple",
        _ => false,
    };
    known.then_some((part, rows))
}

fn tables<'d>(documents: &'d [Held<'d>], wanted: &'d str) -> impl Iterator<Item = &'d domain::tables::Table> {
    let is = move |table: &&domain::tables::Table| place(&table.id).is_some_and(|(_, rows)| rows == wanted);
    documents.iter().flat_map(|held| &held.document.tables).filter(is)
}

fn violations(documents: &[Held<'_>]) -> Publication {
    let keys = |rows: &str| -> Vec<String> {
        let keys: BTreeSet<&str> =
            tables(documents, rows).flat_map(|table| &table.rows).map(|row| row.key.as_str()).collect();
        keys.into_iter().map(str::to_owned).collect()
    };
    let mut counted = Dimension { name: "violation".to_owned(), ..Dimension::default() };
    for kind in ViolationType::grave() {
        if kind.counts_children() {
            let by_sex: Vec<String> = SEXES.iter().map(|sex| format!("{} {sex}", kind.code())).collect();
            counted.groups.insert(kind.code().to_owned(), by_sex.clone());
            counted.categories.extend(by_sex);
        } else {
            counted.categories.push(kind.code().to_owned());
        }
    }
    let plain = |name: &str, categories: Vec<String>| Dimension {
        name: name.to_owned(),
        categories,
        groups: BTreeMap::new(),
    };
    let (parties, areas) = (keys("by_party"), keys("by_area"));
    // Where no document tells them apart, all are one.
    let or_one = |keys: &[String]| if keys.is_empty() { vec!["any".to_owned()] } else { keys.to_vec() };
    Publication {
        dimensions: vec![
            periods(documents),
            plain("part", PARTS.map(str::to_owned).to_vec()),
            counted,
            plain("party", or_one(&parties)),
            plain("area", or_one(&areas)),
        ],
        releases: releases(documents, |held, table| {
            let document = held.document;
            let (part, rows) = place(&table.id)?;
            let at = |more: &[(&str, &str)]| located(document, part, more);
            let hides = |kind: &str| held.hides(kind == ViolationType::SexualViolence.code());
            let mut cells = Vec::new();
            match rows {
                "victims" => {
                    for kind in ViolationType::grave().iter().filter(|kind| kind.counts_children()) {
                        let row = table.rows.iter().find(|row| row.key == kind.code());
                        for sex in SEXES {
                            let code = format!("{} {sex}", kind.code());
                            cells.push(cell(row, sex, at(&[("violation", &code)]), hides(kind.code())));
                        }
                        cells.push(cell(row, "total", at(&[("violation", kind.code())]), hides(kind.code())));
                    }
                }
                "incidents" => {
                    for kind in ViolationType::grave().iter().filter(|kind| !kind.counts_children()) {
                        let row = table.rows.iter().find(|row| row.key == kind.code());
                        cells.push(cell(row, "total", at(&[("violation", kind.code())]), hides(kind.code())));
                    }
                }
                "by_party" | "by_area" => {
                    let (dimension, keys) =
                        if rows == "by_party" { ("party", &parties) } else { ("area", &areas) };
                    // A row that stands in another document and not in this one says that all of it is zero.
                    for key in keys {
                        let row = table.rows.iter().find(|row| row.key == *key);
                        for kind in ViolationType::grave() {
                            let at = at(&[(dimension, key), ("violation", kind.code())]);
                            cells.push(cell(row, kind.code(), at, hides(kind.code())));
                        }
                        cells.push(cell(row, "total", at(&[(dimension, key)]), hides("")));
                    }
                }
                _ => return None,
            }
            // Counted in full under each party, rows tell nothing of the others.
            let each = rows == "by_party" && document.attribution == Attribution::Each;
            let measure = if each { "under each party" } else { "once" };
            Some(Table { id: table.id.clone(), measure: measure.to_owned(), cells })
        }),
    }
}

fn several(documents: &[Held<'_>]) -> Publication {
    let sets: BTreeSet<&str> = ["children", "groups"]
        .into_iter()
        .flat_map(|rows| tables(documents, rows))
        .flat_map(|table| &table.rows)
        .map(|row| row.key.as_str())
        .collect();
    let mut types = Dimension { name: "violations".to_owned(), ..Dimension::default() };
    for set in &sets {
        let by_sex: Vec<String> = SEXES.iter().map(|sex| format!("{set} {sex}")).collect();
        types.groups.insert((*set).to_owned(), by_sex.clone());
        types.categories.extend(by_sex);
    }
    if types.categories.is_empty() {
        types.categories.push("none".to_owned());
    }
    Publication {
        dimensions: vec![own_periods(documents), types],
        releases: releases(documents, |held, table| {
            let (part, rows) = place(&table.id)?;
            if part != "multiple" {
                return None;
            }
            let at = |code: &str| {
                BTreeMap::from([
                    ("period".to_owned(), label(held.document.period)),
                    ("violations".to_owned(), code.to_owned()),
                ])
            };
            let mut cells = Vec::new();
            for set in &sets {
                let row = table.rows.iter().find(|row| row.key == *set);
                let is_sensitive = set.split('+').any(|kind| kind == ViolationType::SexualViolence.code());
                let hides = held.hides(is_sensitive);
                if rows == "groups" {
                    cells.push(cell(row, "groups", at(set), hides));
                    continue;
                }
                for sex in SEXES {
                    cells.push(cell(row, sex, at(&format!("{set} {sex}")), hides));
                }
                cells.push(cell(row, "children", at(set), hides));
            }
            Some(Table { id: table.id.clone(), measure: rows.to_owned(), cells })
        }),
    }
}

/// The days cut wherever a document begins or ends.
fn pieces(documents: &[Held<'_>]) -> Vec<Period> {
    let next = |day: Date| day.saturating_add(1.day());
    let periods = || documents.iter().map(|held| held.document.period);
    let cuts: BTreeSet<Date> = periods().flat_map(|period| [period.from, next(period.to)]).collect();
    let cuts: Vec<Date> = cuts.into_iter().collect();
    cuts.windows(2)
        .map(|two| Period { from: two[0], to: two[1].saturating_sub(1.day()) })
        .filter(|piece| periods().any(|period| covers(period, *piece)))
        .collect()
}

/// The pieces, and what each document covers of them.
fn periods(documents: &[Held<'_>]) -> Dimension {
    let periods = || documents.iter().map(|held| held.document.period);
    let pieces = pieces(documents);
    let mut groups = BTreeMap::new();
    for period in periods() {
        let within: Vec<String> =
            pieces.iter().filter(|piece| covers(period, **piece)).map(|piece| label(*piece)).collect();
        if within.len() > 1 {
            groups.insert(label(period), within);
        }
    }
    Dimension { name: "period".to_owned(), categories: pieces.into_iter().map(label).collect(), groups }
}

/// Each period that a document has, apart from all others. A child with one violation verified in one quarter and
/// another in the next is affected by several in the year and in neither quarter: the year is no sum of them.
fn own_periods(documents: &[Held<'_>]) -> Dimension {
    let labels: BTreeSet<String> = documents.iter().map(|held| label(held.document.period)).collect();
    Dimension { name: "period".to_owned(), categories: labels.into_iter().collect(), groups: BTreeMap::new() }
}

fn covers(whole: Period, piece: Period) -> bool {
    whole.from <= piece.from && piece.to <= whole.to
}

fn label(period: Period) -> String {
    format!("{}/{}", period.from, period.to)
}

fn releases(
    documents: &[Held<'_>],
    table: impl Fn(&Held<'_>, &domain::tables::Table) -> Option<Table>,
) -> Vec<Release> {
    let mut before: Option<&TableDocument> = None;
    let mut releases = Vec::new();
    for held in documents {
        let Held { number, document, .. } = held;
        // As of one day everything counted is the same. Later, cases were added and decisions reopened.
        let revision = match before {
            Some(before) if before.as_of != document.as_of => Revision::Free,
            _ => Revision::Same,
        };
        before = Some(document);
        releases.push(Release {
            id: format!("{number} ({} {}, {})", document.report, label(document.period), document.tier),
            revision,
            tables: document.tables.iter().filter_map(|one| table(held, one)).collect(),
            statements: Vec::new(),
        });
    }
    releases
}

fn located(document: &TableDocument, part: &str, more: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut at =
        BTreeMap::from([("period".to_owned(), label(document.period)), ("part".to_owned(), part.to_owned())]);
    at.extend(more.iter().map(|(dimension, code)| ((*dimension).to_owned(), (*code).to_owned())));
    at
}

/// A figure as it stands. Only what is hidden for its own sake is protected; the rest is hidden for that.
fn cell(row: Option<&Row>, column: &str, at: BTreeMap<String, String>, hides: Option<Hidden>) -> Cell {
    let figure = row.map_or(Some(0), |row| row.figure(column));
    let why = row.and_then(|row| row.suppressed.get(column));
    Cell {
        at,
        value: figure.and_then(|figure| i64::try_from(figure).ok()),
        hidden: hides.filter(|_| figure.is_none() && why == Some(&Suppression::Primary)),
    }
}

impl Held<'_> {
    /// What is promised to hold of a figure that is hidden here, if it is from those who attack.
    fn hides(&self, is_sensitive: bool) -> Option<Hidden> {
        let policy = Policy::floor(tier_of(self.document.tier));
        let rules = policy.rules(is_sensitive);
        let (width, may_be_zero) = (rules.width.max(1), rules.hides_existence);
        self.is_attacked.then_some(Hidden { width, may_be_zero, below: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use disclosure::Budget;
    use disclosure::attack::{Depth, Verdict, attack};

    /// A document of some days at the public tier, with the tables that are given.
    fn document(from: &str, to: &str, as_of: &str, tables: &str) -> TableDocument {
        crate::parse(&format!(
            r#"{{"schema":"sixfold.tables/1","report":"ghn","situation":"XAR",
            "period":{{"from":"{from}","to":"{to}"}},"tier":"public","attribution":"joint",
            "as_of":"{as_of}","tables":[{tables}]}}"#
        ))
        .unwrap()
    }

    fn killing(cells: &str) -> String {
        format!(r#"{{"id":"verified.victims","rows":[{{"key":"killing",{cells}}}]}}"#)
    }

    const TWO_HIDDEN: &str =
        r#""boys":null,"girls":null,"total":12,"suppressed":{"boys":"primary","girls":"complementary"}"#;

    /// What is found of each protected figure, by name.
    fn found(documents: &[TableDocument]) -> Vec<(String, (i64, i64))> {
        let mut found = Vec::new();
        for publication in published(documents).unwrap() {
            let system = publication.system(None).unwrap();
            let report = attack(&system, None, Depth::Ends, &mut Budget::of(100_000)).unwrap();
            found.extend(report.findings.into_iter().map(|finding| (finding.name, finding.reached)));
        }
        found
    }

    fn only(documents: &[TableDocument]) -> (i64, i64) {
        let found = found(documents);
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].1
    }

    #[test]
    fn a_row_that_is_hidden_once_is_given_back_by_its_total() {
        let once = r#""boys":null,"girls":9,"total":12,"suppressed":{"boys":"primary"}"#;
        let one = document("2024-01-01", "2024-03-31", "2024-04-10", &killing(once));
        assert_eq!(only(&[one]), (3, 3), "no unknown is said, so there are none");
        let two = document("2024-01-01", "2024-03-31", "2024-04-10", &killing(TWO_HIDDEN));
        assert_eq!(only(&[two]), (0, 12));
    }

    #[test]
    fn another_table_gives_it_back() {
        let tables = format!(
            r#"{},{{"id":"verified.by_party","rows":[{{"key":"XAR-P1","killing":null,"total":null,
            "suppressed":{{"killing":"primary","total":"complementary"}}}},{{"key":"unattributed","killing":10,"total":10}}]}}"#,
            killing(r#""boys":12,"total":12"#)
        );
        let found = found(&[document("2024-01-01", "2024-03-31", "2024-04-10", &tables)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1, (2, 2));
        assert!(found[0].0.contains("party XAR-P1"), "{}", found[0].0);
    }

    #[test]
    fn quarters_and_their_half_year_are_one_system() {
        let first = document("2024-01-01", "2024-03-31", "2024-07-10", &killing(TWO_HIDDEN));
        let second =
            document("2024-04-01", "2024-06-30", "2024-07-10", &killing(r#""boys":7,"girls":1,"total":8"#));
        let half =
            document("2024-01-01", "2024-06-30", "2024-07-10", &killing(r#""boys":11,"girls":9,"total":20"#));
        assert_eq!(only(&[first.clone(), second.clone()]), (0, 12));
        assert_eq!(only(&[first.clone(), second.clone(), half.clone()]), (4, 4));
        // As of a later day cases may have come and gone: nothing follows.
        let later = TableDocument { as_of: half.as_of.saturating_add(90.days()), ..half };
        assert_eq!(only(&[first, second, later]), (0, 12));
    }

    #[test]
    fn what_lies_between_two_periods_is_found_out_where_it_is_small() {
        let half = |boys: &str| document("2024-01-01", "2024-06-30", "2025-01-10", &killing(boys));
        let year = |boys: &str| document("2024-01-01", "2024-12-31", "2025-01-10", &killing(boys));
        let of = |documents: &[TableDocument]| -> Vec<((i64, i64), Verdict)> {
            let system = published(documents).unwrap()[0].system(None).unwrap();
            let report = attack(&system, None, Depth::Width, &mut Budget::of(100_000)).unwrap();
            let boys = report.findings.iter().filter(|finding| finding.name.contains("killing boys"));
            boys.map(|finding| (finding.reached, finding.verdict)).collect()
        };
        let shows = half(r#""boys":17,"total":17"#);
        let alone = year(r#""boys":18,"total":18"#);
        assert_eq!(of(&[shows.clone(), alone.clone()]), [((1, 1), Verdict::Breached)]);
        assert_eq!(of(&[alone.clone(), shows.clone()]), [((1, 1), Verdict::Breached)]);
        assert_eq!(of(&[shows.clone(), year(r#""boys":29,"total":29"#)]), [((12, 12), Verdict::Safe)]);
        // As of a later day cases may have come and gone: nothing follows.
        let later = TableDocument { as_of: alone.as_of.saturating_add(90.days()), ..alone };
        assert_eq!(of(&[shows, later]), []);
    }

    #[test]
    fn children_affected_by_several_do_not_add_up_over_time() {
        let several = |cells: &str| {
            format!(r#"{{"id":"multiple.children","rows":[{{"key":"abduction+killing",{cells}}}]}}"#)
        };
        let hides = r#""boys":null,"girls":null,"children":7,"suppressed":{"boys":"primary","girls":"complementary"}"#;
        let first = document("2024-01-01", "2024-03-31", "2025-01-10", &several(hides));
        // No such child in the second quarter, and more of them in both together than in each.
        let second = document("2024-04-01", "2024-06-30", "2025-01-10", "");
        let half = document(
            "2024-01-01",
            "2024-06-30",
            "2025-01-10",
            &several(r#""boys":5,"girls":4,"children":9"#),
        );
        assert_eq!(only(&[first.clone(), second, half]), (0, 7));
        // The same period again is the same children.
        let again = document(
            "2024-01-01",
            "2024-03-31",
            "2025-01-10",
            &several(r#""boys":3,"girls":4,"children":7"#),
        );
        assert_eq!(only(&[first, again]), (3, 3));
    }

    #[test]
    fn a_row_that_only_another_document_has_is_zero() {
        let area = |rows: &str| format!(r#"{{"id":"verified.by_area","rows":[{rows}]}}"#);
        let full = area(r#"{"key":"XAR01","killing":4,"total":4},{"key":"XAR02","killing":5,"total":5}"#);
        let hides = area(
            r#"{"key":"XAR01","killing":null,"total":9,"maiming":null,
            "suppressed":{"killing":"primary","maiming":"complementary"}}"#,
        );
        let earlier = document("2024-01-01", "2024-03-31", "2024-04-10", &full);
        let alone = document("2024-04-01", "2024-06-30", "2024-04-10", &hides);
        let publication = &published(&[earlier, alone]).unwrap()[0];
        let shown = publication.releases[1].tables[0].cells.iter();
        let elsewhere: Vec<Option<i64>> = shown
            .filter(|cell| cell.at.get("area").is_some_and(|area| area == "XAR02"))
            .map(|cell| cell.value)
            .collect();
        assert_eq!(elsewhere, vec![Some(0); 9]);
    }

    /// Whether zero is asked for of the only protected figure.
    fn hides_existence(documents: &[TableDocument]) -> bool {
        let publications = published(documents).unwrap();
        let releases = publications.iter().flat_map(|publication| &publication.releases);
        let cells = releases.flat_map(|release| &release.tables).flat_map(|table| &table.cells);
        let hidden: Vec<Hidden> = cells.filter_map(|cell| cell.hidden).collect();
        assert_eq!(hidden.len(), 1, "{hidden:?}");
        hidden[0].may_be_zero
    }

    #[test]
    fn existence_is_protected_unless_a_shown_part_tells_it() {
        let sexual = |cells: &str| {
            format!(r#"{{"id":"verified.victims","rows":[{{"key":"sexual_violence",{cells}}}]}}"#)
        };
        let whole = |boys: &str| {
            sexual(&format!(
                r#""boys":{boys},"girls":null,"total":null,"suppressed":{{"girls":"complementary","total":"primary"}}"#
            ))
        };
        let of = |day: &str, tables: &str| document("2024-01-01", "2024-03-31", day, tables);
        // A threshold's worth of boys is shown: there are cases. Fewer may be a mistake, and tell too much.
        assert!(!hides_existence(&[of("2024-04-10", &whole("10"))]));
        assert!(hides_existence(&[of("2024-04-10", &whole("9"))]));
        // So it is if the part stands in a table by party, or in an earlier document of a part of the days, and not
        // if in a later one.
        let by_party =
            r#"{"id":"verified.by_party","rows":[{"key":"XAR-P1","sexual_violence":12,"total":12}]}"#;
        let none = whole(r#"null"#).replace(r#""suppressed":{"#, r#""suppressed":{"boys":"complementary","#);
        assert!(hides_existence(&[of("2024-04-10", &none)]));
        assert!(!hides_existence(&[of("2024-04-10", &format!("{none},{by_party}"))]));
        let shows = sexual(r#""boys":12,"total":12"#);
        let month = document("2024-02-01", "2024-02-29", "2024-03-10", &shows);
        assert!(!hides_existence(&[month.clone(), of("2024-04-10", &none)]));
        let later = TableDocument { as_of: month.as_of.saturating_add(90.days()), ..month };
        assert!(hides_existence(&[of("2024-04-10", &none), later]));
    }

    #[test]
    fn a_small_figure_that_cannot_be_zero_is_found_out() {
        let tables = r#"{"id":"verified.victims","rows":[{"key":"sexual_violence","boys":0,"girls":30,"total":30},
            {"key":"killing","boys":9,"girls":21,"total":30}]},
            {"id":"verified.by_party","rows":[
            {"key":"XAR-P1","sexual_violence":null,"killing":null,"total":null,
             "suppressed":{"sexual_violence":"primary","killing":"complementary","total":"complementary"}},
            {"key":"XAR-P2","sexual_violence":null,"killing":null,"total":24,
             "suppressed":{"sexual_violence":"complementary","killing":"complementary"}}]}"#;
        let one = document("2024-01-01", "2024-03-31", "2024-04-10", tables);
        let system = published(&[one]).unwrap()[0].system(None).unwrap();
        let report = attack(&system, None, Depth::Width, &mut Budget::of(10_000)).unwrap();
        let finding = &report.findings[0];
        // Wide enough, and it may well be ten or more; but nothing shown says so.
        assert_eq!((finding.reached, finding.verdict), ((6, 30), Verdict::Breached));
    }

    #[test]
    fn partners_may_know_what_the_public_may_not() {
        let wide = document("2024-01-01", "2024-03-31", "2024-04-10", &killing(TWO_HIDDEN));
        let narrow = |cells: &str| TableDocument {
            tier: Tier::Partner,
            ..document("2024-01-01", "2024-03-31", "2024-04-10", &killing(cells))
        };
        let told = narrow(r#""boys":7,"girls":5,"total":12"#);
        assert_eq!(only(&[wide.clone(), told]), (0, 12));
        // What partners may not know they may not learn from what the public has either.
        let hides = narrow(
            r#""boys":null,"girls":null,"total":12,"suppressed":{"boys":"primary","girls":"primary"}"#,
        );
        let shows =
            document("2024-01-01", "2024-03-31", "2024-04-10", &killing(r#""boys":3,"girls":9,"total":12"#));
        assert_eq!(found(&[hides, shows]).len(), 2);
        assert!(found(&[narrow(TWO_HIDDEN), wide]).iter().all(|(_, reached)| *reached == (0, 12)));
    }

    #[test]
    fn what_cannot_be_compared_is_refused() {
        let one = document("2024-01-01", "2024-03-31", "2024-04-10", "");
        for other in [
            TableDocument { situation: "XBE".to_owned(), ..one.clone() },
            TableDocument { area_level: 2, ..one.clone() },
            document("2024-03-31", "2024-01-01", "2024-04-10", ""),
            document("2024-01-01", "2024-03-31", "2024-04-10", r#"{"id":"verified.by_month","rows":[]}"#),
        ] {
            assert!(published(&[one.clone(), other]).is_err());
        }
        assert!(published(&[]).is_ok());
    }
}
