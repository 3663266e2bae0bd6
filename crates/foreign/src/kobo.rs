//! Exports of KoboToolbox and ODK as one sheet that a mapping reads.
//!
//! Such an export has a sheet for the form and one more for each of its repeats, whose rows say by `_parent_index` to
//! which row of the form they belong. A mapping reads one sheet, in which rows with the same reference are one
//! incident. So each row of the form is followed by a row for each further entry of its longest repeat, with the entries
//! beside it: the first entry of every repeat in the first row, the second in the second. What the form itself says
//! stands in the first row alone: children that it counts would count once for each victim otherwise.
//!
//! The reference is `_uuid`, which a submission keeps whatever is corrected in it. What the export says of how far its
//! own review went (`_validation_status`) is a column like any other, and no decision.

use crate::sheet::{Book, Cell, MAX_CONTENT, Row, Sheet, column_name};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The column by which a submission is known again: the reference for a mapping.
pub const REFERENCE: &str = "_uuid";

const INDEX: &str = "_index";
const PARENT_INDEX: &str = "_parent_index";
const PARENT_TABLE: &str = "_parent_table_name";

/// Columns of a repeat's sheet that say where it belongs, or repeat what the submission says.
const OF_REPEATS: [&str; 4] = [INDEX, PARENT_INDEX, PARENT_TABLE, "_submission_"];

/// A sheet with its headings, by column. A column that is filled and has none goes by its letters, as in `victims/D`.
struct Table<'b> {
    sheet: &'b Sheet,
    headings: BTreeMap<u32, String>,
}

impl<'b> Table<'b> {
    fn of(sheet: &'b Sheet) -> Option<Self> {
        let first = sheet.rows.first()?;
        let filled = sheet.rows.iter().flat_map(|row| &row.cells).filter(|(_, cell)| !cell.is_blank());
        let columns: BTreeSet<u32> = filled.map(|(column, _)| *column).collect();
        let heading = |column: u32| match first.cell(column).shown() {
            own if own.is_empty() => format!("{}/{}", sheet.name, column_name(column)),
            own => own.into_owned(),
        };
        Some(Self { sheet, headings: columns.into_iter().map(|column| (column, heading(column))).collect() })
    }

    fn column(&self, heading: &str) -> Option<u32> {
        self.headings.iter().find(|(_, known)| *known == heading).map(|(column, _)| *column)
    }

    fn rows(&self) -> impl Iterator<Item = &'b Row> {
        self.sheet.rows.iter().skip(1).filter(|row| !row.is_blank())
    }
}

/// Whether a book is such an export with repeats: its first sheet knows submissions by `_uuid` and rows by `_index`, and
/// others follow. One sheet alone needs no joining.
pub fn is_export(book: &Book) -> bool {
    let form = book.sheets.first().filter(|_| book.sheets.len() > 1).and_then(Table::of);
    form.is_some_and(|form| form.column(REFERENCE).is_some() && form.column(INDEX).is_some())
}

/// The export as one sheet, named as the form's, with its headings in the first row; sheets that are no repeat of the
/// form, such as repeats within repeats, follow as they are. An error says what does not fit together, and where.
pub fn joined(book: &Book) -> Result<Book, String> {
    let Some(form) = book.sheets.first().and_then(Table::of) else {
        return Err("the file has no rows".to_owned());
    };
    let (Some(index), Some(reference)) = (form.column(INDEX), form.column(REFERENCE)) else {
        return Err(format!(
            "the first sheet has no columns {INDEX} and {REFERENCE}: is it an export of KoboToolbox?"
        ));
    };
    let mut known: HashSet<String> = HashSet::new();
    for row in form.rows() {
        let at = row.cell(index).shown().into_owned();
        if at.is_empty() || !known.insert(at) {
            let place = form.sheet.place(row.number, index);
            return Err(format!("{place}: each row of the form has an index of its own"));
        }
    }
    let mut repeats: Vec<(Table<'_>, HashMap<String, Vec<&Row>>)> = Vec::new();
    let mut others: Vec<Sheet> = Vec::new();
    for sheet in book.sheets.iter().skip(1) {
        let repeat = Table::of(sheet).and_then(|table| Some((table.column(PARENT_INDEX)?, table)));
        let Some((parent, table)) = repeat else {
            others.push(sheet.clone());
            continue;
        };
        let of_form = |row: &Row| match table.column(PARENT_TABLE) {
            Some(column) => row.cell(column).shown() == form.sheet.name.as_str(),
            None => true,
        };
        if !table.rows().all(of_form) {
            others.push(sheet.clone());
            continue;
        }
        let mut by_parent: HashMap<String, Vec<&Row>> = HashMap::new();
        for row in table.rows() {
            let at = row.cell(parent).shown().into_owned();
            if !known.contains(&at) {
                return Err(format!(
                    "{}: no row of the form has this index",
                    sheet.place(row.number, parent)
                ));
            }
            by_parent.entry(at).or_default().push(row);
        }
        repeats.push((table, by_parent));
    }
    let mut rows = Vec::new();
    let mut repeated = 0;
    let mut layout: Vec<BTreeMap<u32, u32>> = Vec::new();
    let mut headings: Vec<(u32, Cell)> =
        form.headings.iter().map(|(column, heading)| (*column, Cell::Text(heading.clone()))).collect();
    let mut taken: HashSet<String> = form.headings.values().cloned().collect();
    let mut next = form.headings.keys().last().map_or(0, |last| last + 1);
    for (table, _) in &repeats {
        let mut places = BTreeMap::new();
        for (column, heading) in &table.headings {
            if OF_REPEATS.iter().any(|own| heading.starts_with(own)) {
                continue;
            }
            // Labels are the same in several repeats; the sheet's name tells them apart.
            let own = if taken.contains(heading) {
                format!("{}/{heading}", table.sheet.name)
            } else {
                heading.clone()
            };
            taken.insert(own.clone());
            headings.push((next, Cell::Text(own)));
            places.insert(*column, next);
            next += 1;
        }
        layout.push(places);
    }
    rows.push(Row { number: 1, cells: headings });
    for row in form.rows() {
        let at = row.cell(index).shown();
        let entries: Vec<&[&Row]> = repeats
            .iter()
            .map(|(_, by_parent)| by_parent.get(at.as_ref()).map_or(&[][..], Vec::as_slice))
            .collect();
        let count = entries.iter().map(|entries| entries.len()).max().unwrap_or_default().max(1);
        for n in 0..count {
            let is_here =
                |column: u32| form.headings.contains_key(&column) && (n == 0 || column == reference);
            let own = row.cells.iter().filter(|(column, _)| is_here(*column));
            let mut cells: Vec<(u32, Cell)> = own.cloned().collect();
            for (entries, places) in entries.iter().zip(&layout) {
                let Some(entry) = entries.get(n) else { continue };
                let own = entry
                    .cells
                    .iter()
                    .filter_map(|(column, cell)| Some((*places.get(column)?, cell.clone())));
                cells.extend(own);
            }
            // All other cells are written once.
            repeated += row.cell(reference).shown().len();
            if repeated > MAX_CONTENT {
                let most = MAX_CONTENT >> 20;
                return Err(format!("its {REFERENCE} would be more than {most} MiB; export it in parts"));
            }
            let number =
                u32::try_from(rows.len() + 1).map_err(|_| "the file has too many rows".to_owned())?;
            rows.push(Row { number, cells });
        }
    }
    // What is hidden in any of them is told of the one.
    let all = || std::iter::once(form.sheet).chain(repeats.iter().map(|(table, _)| table.sheet));
    let first = Sheet {
        name: form.sheet.name.clone(),
        hidden: all().any(|sheet| sheet.hidden),
        hidden_rows: all().map(|sheet| sheet.hidden_rows).fold(0, u32::saturating_add),
        merged: all().map(|sheet| sheet.merged).fold(0, u32::saturating_add),
        rows,
    };
    Ok(Book { sheets: std::iter::once(first).chain(others).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Taken;
    use crate::mapping::{Mapping, apply};
    use domain::register::Registers;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn sheet(name: &str, text: &str) -> Sheet {
        let rows = text.lines().zip(1..).map(|(line, number)| Row {
            number,
            cells: line
                .split(',')
                .zip(0..)
                .filter(|(text, _)| !text.is_empty())
                .map(|(text, column)| (column, Cell::Text(text.to_owned())))
                .collect(),
        });
        Sheet { name: name.to_owned(), rows: rows.collect(), ..Sheet::default() }
    }

    fn export() -> Book {
        Book {
            sheets: vec![
                sheet(
                    "form",
                    "when/day,place,_id,_uuid,_validation_status,_index\n2024-02-03,Mill,7,u-1,Approved,1\n2024-02-04,,8,u-2,,2",
                ),
                sheet(
                    "violations",
                    "type,boys,notes,_index,_parent_table_name,_parent_index,_submission__uuid\nkilling,1,a,1,form,1,u-1\nmaiming,2,,2,form,1,u-1",
                ),
                sheet("victims", "sex,notes,_index,_parent_table_name,_parent_index\nboy,b,1,form,1"),
                sheet("wounds", "kind,_index,_parent_table_name,_parent_index\nburn,1,victims,1"),
            ],
        }
    }

    fn shown(sheet: &Sheet) -> Vec<String> {
        let width = sheet.rows[0].cells.last().unwrap().0;
        let line =
            |row: &Row| (0..=width).map(|at| row.cell(at).shown().into_owned()).collect::<Vec<_>>().join(",");
        sheet.rows.iter().map(line).collect()
    }

    #[test]
    fn repeats_stand_beside_their_submission_once_each() {
        let book = export();
        assert!(is_export(&book));
        let joined = joined(&book).unwrap();
        assert_eq!(
            shown(&joined.sheets[0]),
            [
                "when/day,place,_id,_uuid,_validation_status,_index,type,boys,notes,sex,victims/notes",
                "2024-02-03,Mill,7,u-1,Approved,1,killing,1,a,boy,b",
                ",,,u-1,,,maiming,2,,,",
                "2024-02-04,,8,u-2,,2,,,,,",
            ]
        );
        // What is within a repeat stays a sheet of its own, which whoever reads the first one tells.
        assert_eq!(
            joined.sheets[1..].iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(),
            ["wounds"]
        );
    }

    #[test]
    fn what_belongs_nowhere_is_told_with_its_cell() {
        let mut book = export();
        let entry = &mut book.sheets[1].rows[2].cells;
        entry.iter_mut().find(|(column, _)| *column == 5).unwrap().1 = Cell::Text("9".to_owned());
        assert!(joined(&book).unwrap_err().contains("violations!F3"));
        let mut book = export();
        book.sheets[0].rows[2].cells.last_mut().unwrap().1 = Cell::Text("1".to_owned());
        assert!(joined(&book).unwrap_err().contains("form!F3"), "two submissions of one index");
        assert!(joined(&Book::default()).is_err());
        let other = Book { sheets: vec![sheet("form", "a,b\n1,2"), sheet("repeat", "a,b\n1,2")] };
        assert!(!is_export(&other) && joined(&other).unwrap_err().contains("KoboToolbox"));
    }

    #[test]
    fn a_form_is_not_written_out_without_end() {
        let repeat =
            std::iter::once("x,_parent_index".to_owned()).chain((0..20_000).map(|_| "y,1".to_owned()));
        let repeat = sheet("repeat", &repeat.collect::<Vec<_>>().join("\n"));
        let of = |reference: usize, said: usize| {
            let (reference, said) = ("u".repeat(reference), "s".repeat(said));
            let form = format!("_uuid,_index,said\n{reference},1,{said}");
            joined(&Book { sheets: vec![sheet("form", &form), repeat.clone()] })
        };
        assert!(of(30_000, 1).unwrap_err().contains("in parts"));
        assert_eq!(of(36, 30_000).unwrap().sheets[0].rows.len(), 20_001);
    }

    #[test]
    fn columns_without_a_heading_stay_under_their_letters() {
        let form = sheet("form", "_uuid,_index\nu-1,1,kept");
        let victims = sheet("victims", "sex,_parent_index,,age\nboy,1,kept too,9");
        let joined = joined(&Book { sheets: vec![form, victims] }).unwrap();
        assert_eq!(
            shown(&joined.sheets[0]),
            ["_uuid,_index,form/C,sex,victims/C,age", "u-1,1,kept,boy,kept too,9"]
        );
    }

    /// What the form says of its incident it says once, however many entries its repeats have.
    #[test]
    fn a_mapping_counts_what_the_form_counts_once() {
        let form = sheet(
            "form",
            "_uuid,_index,when,boys,unread,notes\nu-1,1,2024-02-03,2,grim,n1\nu-2,2,2024-02-04,1,,",
        );
        let victims = sheet("victims", "age,seen,_parent_index\n9,by two,1\n10,,1\n11,by one,1");
        let joined = joined(&Book { sheets: vec![form, victims] }).unwrap();
        let mapping = Mapping::from_toml(
            r#"schema = "sixfold.mapping/1"
            headings = 1
            first_row = 2
            reference = "_uuid"
            keep_others = true
            constants = { "violations[0].type" = "killing", "violations[1].type" = "attack_on_school" }
            column = [
                { heading = "when", to = "occurred.from" },
                { heading = "boys", to = "violations[0].tally.boys" },
                { heading = "age", to = "victims[0].age" },
            ]"#,
        )
        .unwrap();
        let outcome = apply(&joined, &mapping, &Registers::default(), date(2024, 6, 1)).unwrap();
        assert!(outcome.adds_up() && outcome.rejected.is_empty(), "{:?}", outcome.rejected);
        let [first, second] = outcome.documents.as_slice() else { panic!("{:?}", outcome.documents) };
        let counted = |taken: &Taken| {
            let violations = &taken.document.violations;
            violations.iter().map(|one| (one.kind.code(), one.tally.total())).collect::<Vec<_>>()
        };
        assert_eq!(counted(first), [("killing", 2), ("attack_on_school", 0)]);
        assert_eq!(counted(second), [("killing", 1), ("attack_on_school", 0)]);
        assert_eq!((first.document.victims.len(), first.rows.len()), (3, 3));
        // What no column reads is kept from every row.
        let notes = first.document.other["notes"].as_str().unwrap();
        for line in ["unread: grim", "notes: n1", "seen: by two", "seen: by one"] {
            assert_eq!(notes.lines().filter(|said| *said == line).count(), 1, "{line} in {notes}");
        }
    }

    proptest! {
        /// Every entry of a repeat stands in exactly one row, and every submission in at least one.
        #[test]
        fn nothing_is_lost_or_doubled(parents in proptest::collection::vec(1_usize..5, 0..12), others in proptest::collection::vec(1_usize..5, 0..12)) {
            let mut form = "_uuid,_index".to_owned();
            (1..5).for_each(|n| form.push_str(&format!("\nu{n},{n}")));
            let repeat = |head: &str, mark: &str, parents: &[usize]| {
                let mut text = format!("{head},_parent_index");
                parents.iter().zip(0..).for_each(|(parent, n)| text.push_str(&format!("\n{mark}{n},{parent}")));
                text
            };
            let book = Book { sheets: vec![
                sheet("form", &form),
                sheet("a", &repeat("x", "a", &parents)),
                sheet("b", &repeat("y", "b", &others)),
            ]};
            let found = joined(&book).unwrap();
            let lines = shown(&found.sheets[0]);
            for (mark, parents) in [("a", &parents), ("b", &others)] {
                for (parent, n) in parents.iter().zip(0..) {
                    let cell = format!("{mark}{n}");
                    let at: Vec<&String> = lines.iter().filter(|line| line.split(',').any(|own| own == cell)).collect();
                    prop_assert_eq!(at.len(), 1);
                    let of = format!("u{parent},");
                    prop_assert!(at[0].starts_with(&of));
                }
            }
            for n in 1..5 {
                let of = format!("u{n},");
                prop_assert!(lines.iter().any(|line| line.starts_with(&of)));
            }
        }
    }
}
