//! A first mapping, with a reason for every guess.

use super::known::{Headings, REFERENCE, Tag, area_level, headings, is_tag, tag};
use super::{BadMapping, Mapped, Mapping, SCHEMA, Unread, target};
use crate::sheet::{Book, Cell, Row, Sheet, column_name};
use crate::words::{Words, folded};
use domain::dictionary::{Kind, dictionary};
use domain::interchange::excerpt;
use domain::register::Registers;
use jiff::civil::{Date, DateTime};
use std::collections::HashMap;

/// How many rows the row of headings is looked for in.
const HEADINGS_WITHIN: usize = 20;
/// How many records show what a column holds.
const SHOWN: usize = 500;

/// Said of a column of days of which it is not known how they are written.
const UNKNOWN_DAYS: &str = "its days are not written as 2026-01-31: say in `days` how they are";

/// What a column seems to be.
struct Guess {
    column: u32,
    heading: String,
    filled: usize,
    to: Result<(String, u8, String), String>,
}

/// Proposes a mapping of a file's largest sheet.
pub fn propose(book: &Book, registers: &Registers) -> Result<Mapping, BadMapping> {
    let sheet = book.sheets.iter().max_by_key(|sheet| sheet.rows.len());
    let sheet = sheet
        .filter(|sheet| !sheet.rows.is_empty())
        .ok_or_else(|| BadMapping::because("the file is empty"))?;
    let heading_row = heading_row(sheet);
    let at = heading_row.number;
    let tags = sheet.rows.iter().find(|row| row.number >= at && row.number <= at + 3 && is_tagged(row));
    let first_row = tags.map_or(at, |row| row.number).max(at) + 1;
    let records: Vec<&Row> =
        sheet.rows.iter().filter(|row| row.number >= first_row && !row.is_blank()).collect();
    let mut columns: Vec<u32> =
        records.iter().flat_map(|row| row.cells.iter().map(|(column, _)| *column)).collect();
    columns.extend(heading_row.cells.iter().map(|(column, _)| *column));
    columns.sort_unstable();
    columns.dedup();
    let words = Words::new(registers);
    let known = headings();
    let mut guesses: Vec<Guess> = columns
        .into_iter()
        .map(|column| {
            let values: Vec<&Cell> =
                records.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_blank()).collect();
            let heading = heading_row.cell(column).shown().into_owned();
            let tag = tags.map(|row| row.cell(column).shown().into_owned()).filter(|tag| is_tag(tag));
            let to = guess(&heading, tag.as_deref(), &values, known, registers, &words);
            let filled = values.iter().filter(|cell| !is_tag(&cell.shown())).count();
            Guess { column, heading, filled, to }
        })
        .collect();
    one_column_a_field(&mut guesses);
    let counts = guesses.iter().fold(HashMap::new(), |mut counts: HashMap<String, usize>, guess| {
        *counts.entry(folded(&guess.heading)).or_default() += 1;
        counts
    });
    let name = |guess: &Guess| match counts.get(&folded(&guess.heading)) {
        Some(1) if !guess.heading.is_empty() => guess.heading.clone(),
        _ => column_name(guess.column),
    };
    let days = days(&guesses, &records);
    if let [format] = &days[..] {
        for (_, confidence, reason) in guesses.iter_mut().filter_map(|guess| guess.to.as_mut().ok()) {
            if let Some(known) = reason.strip_suffix(UNKNOWN_DAYS) {
                (*confidence, *reason) =
                    (*confidence * 2, format!("{known}its days are written as {format}"));
            }
        }
    }
    let mut mapping = Mapping {
        schema: SCHEMA.to_owned(),
        sheet: sheet.name.clone(),
        headings: at,
        first_row,
        reference: None,
        prefix: String::new(),
        days,
        yes: Vec::new(),
        no: Vec::new(),
        keep_others: false,
        constants: Default::default(),
        columns: Vec::new(),
        unread: Vec::new(),
    };
    for guess in &guesses {
        match &guess.to {
            Ok((to, _, _)) if to == REFERENCE => mapping.reference = Some(name(guess)),
            Ok((to, confidence, reason)) => mapping.columns.push(Mapped {
                heading: name(guess),
                to: to.clone(),
                values: Default::default(),
                confidence: Some(*confidence),
                reason: Some(reason.clone()),
            }),
            Err(reason) => {
                mapping.unread.push(Unread {
                    heading: name(guess),
                    filled: guess.filled,
                    reason: reason.clone(),
                });
            }
        }
    }
    Ok(mapping)
}

/// The row with the most texts among the first ones that have records below them.
fn heading_row(sheet: &Sheet) -> &Row {
    let texts = |row: &Row| {
        row.cells.iter().filter(|(_, cell)| matches!(cell, Cell::Text(_)) && !cell.is_blank()).count()
    };
    let most = sheet.rows.iter().take(HEADINGS_WITHIN).map(texts).max().unwrap_or_default();
    // The first that comes near it: records may have as many texts.
    let found =
        sheet.rows.iter().take(HEADINGS_WITHIN).find(|row| texts(row) * 5 >= most * 3 && !is_tagged(row));
    found.unwrap_or(&sheet.rows[0])
}

fn is_tagged(row: &Row) -> bool {
    let filled = row.cells.iter().filter(|(_, cell)| !cell.is_blank());
    let (tags, all) =
        filled.fold((0, 0), |(tags, all), (_, cell)| (tags + usize::from(is_tag(&cell.shown())), all + 1));
    tags >= 2 && tags * 2 > all
}

fn guess(
    heading: &str,
    hxl: Option<&str>,
    values: &[&Cell],
    known: &Headings,
    registers: &Registers,
    words: &Words<'_>,
) -> Result<(String, u8, String), String> {
    let shown: Vec<&Cell> =
        values.iter().copied().filter(|cell| !is_tag(&cell.shown())).take(SHOWN).collect();
    if shown.is_empty() {
        return Err("no cell is filled".to_owned());
    }
    let share =
        |fits: &dyn Fn(&Cell) -> bool| shown.iter().filter(|cell| fits(cell)).count() * 100 / shown.len();
    let codes = share(&|cell| registers.areas.by_code(&cell.shown()).is_some());
    if codes >= 80 {
        return Ok((
            "location.area".to_owned(),
            99,
            format!("{codes} % of its values are codes of the register of areas"),
        ));
    }
    let parties = share(&|cell| registers.parties.find(&cell.shown()).is_some());
    if parties >= 50 {
        let reason = format!("{parties} % of its values are in the register of parties");
        return Ok(("perpetrators[0].party".to_owned(), 90, reason));
    }
    let types = share(&|cell| is_option(words, "violation_type", &cell.shown()));
    if types >= 50 {
        return Ok((
            "violations[0].type".to_owned(),
            90,
            format!("{types} % of its values are types of violations"),
        ));
    }
    let by_heading = known.get(&folded(heading));
    let (to, confidence, reason) = match (hxl.map(tag), by_heading) {
        (Some(Tag::Field(to, confidence)), _) => {
            (to.to_owned(), confidence, format!("its tag {}", excerpt(hxl.unwrap_or_default())))
        }
        (_, Some((to, why))) => (to.clone(), 80, format!("its heading is {why}")),
        (Some(Tag::Not(why)), None) => return Err(why.to_owned()),
        (None, None) if share(&|cell| matches!(cell, Cell::Date(_))) >= 90 => {
            ("occurred.from".to_owned(), 40, "its values are days".to_owned())
        }
        (None, None) => return Err("its heading is not known".to_owned()),
    };
    if to == REFERENCE {
        return Ok((to, confidence, reason));
    }
    // What could not be taken anyway is not proposed.
    let Some(target) = target(&to, None) else { return Err("no field is known for it".to_owned()) };
    let level = area_level(heading).or_else(|| area_level(hxl?));
    let fits = share(&|cell| match target.kind {
        Kind::Area => is_area(words, cell, level, registers),
        kind => fits(words, kind, cell, registers),
    });
    if fits < 50 && !matches!(target.kind, Kind::Date | Kind::PastDate | Kind::Area) {
        let label = target.kind.name().replace('_', " ");
        return Err(format!(
            "it seems to be {to}, but only {fits} % of its values are fit for that ({label})"
        ));
    }
    if matches!(target.kind, Kind::Date | Kind::PastDate) && fits < 50 {
        return Ok((to, confidence / 2, format!("{reason}; {UNKNOWN_DAYS}")));
    }
    let confidence = (usize::from(confidence) * (50 + fits / 2) / 100) as u8;
    Ok((to, confidence, format!("{reason}; {fits} % of its values fit")))
}

/// Whether a value is one that a field may hold.
fn fits(words: &Words<'_>, kind: &Kind, cell: &Cell, registers: &Registers) -> bool {
    let shown = cell.shown();
    match kind {
        Kind::Date | Kind::PastDate | Kind::BirthDate => is_day(cell),
        Kind::Integer { min, max } => shown.parse().is_ok_and(|number: u64| (*min..=*max).contains(&number)),
        Kind::Decimal { min, max } => shown.parse().is_ok_and(|number: f64| (*min..=*max).contains(&number)),
        Kind::Code { list } => is_option(words, list, &shown),
        Kind::Party => registers.parties.find(&shown).is_some(),
        _ => true,
    }
}

fn is_area(words: &Words<'_>, cell: &Cell, level: Option<u8>, registers: &Registers) -> bool {
    words.area(&cell.shown(), level).is_ok_and(|code| registers.areas.by_code(&code).is_some())
}

fn is_option(words: &Words<'_>, list: &str, shown: &str) -> bool {
    let code = words.option(list, shown);
    code.is_ok_and(|code| dictionary().list(list).is_some_and(|list| list.has(&code)))
}

fn is_day(cell: &Cell) -> bool {
    let shown = cell.shown();
    matches!(cell, Cell::Date(_)) || shown.parse::<Date>().is_ok() || shown.parse::<DateTime>().is_ok()
}

/// Leaves each field to the column that fits it best.
fn one_column_a_field(guesses: &mut [Guess]) {
    let mut best: HashMap<String, (u8, u32, String)> = HashMap::new();
    for guess in guesses.iter() {
        if let Ok((to, confidence, _)) = &guess.to {
            let known =
                best.entry(to.clone()).or_insert_with(|| (*confidence, guess.column, guess.heading.clone()));
            if *confidence > known.0 {
                *known = (*confidence, guess.column, guess.heading.clone());
            }
        }
    }
    for guess in guesses.iter_mut() {
        let Ok((to, _, _)) = &guess.to else { continue };
        if let Some((_, column, heading)) = best.get(to)
            && *column != guess.column
        {
            guess.to = Err(format!("{to} is read from {:?}, which fits better", excerpt(heading)));
        }
    }
}

/// How the days of the proposed columns are written, where their values leave no doubt: a wrong guess would be a wrong
/// date.
fn days(guesses: &[Guess], records: &[&Row]) -> Vec<String> {
    let columns = guesses.iter().filter(|guess| {
        guess.to.as_ref().is_ok_and(|(to, _, _)| {
            target(to, None)
                .is_some_and(|target| matches!(target.kind, Kind::Date | Kind::PastDate | Kind::BirthDate))
        })
    });
    // A column says nothing of how another one is written, and a mapping has the formats for all of them: they must be
    // written alike, each without a doubt.
    let mut formats = columns.filter_map(|guess| days_of(guess.column, records));
    match formats.next().flatten() {
        Some(first) if formats.all(|format| format == Some(first)) => vec![first.to_owned()],
        _ => Vec::new(),
    }
}

/// How the days of a column are written; `None` inside where that could be two ways, outside where nothing needs it.
fn days_of(column: u32, records: &[&Row]) -> Option<Option<&'static str>> {
    let written = records.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_blank() && !is_day(cell));
    let written: Vec<String> = written.map(|cell| cell.shown().into_owned()).collect();
    if written.is_empty() {
        return None;
    }
    const FORMATS: [&str; 10] = [
        "%d/%m/%Y",
        "%m/%d/%Y",
        "%d.%m.%Y",
        "%d-%m-%Y",
        "%m-%d-%Y",
        "%Y/%m/%d",
        "%d %B %Y",
        "%d %b %Y",
        "%B %d, %Y",
        "%d-%b-%Y",
    ];
    let fit = |format: &&str| written.iter().all(|day| Date::strptime(format, day).is_ok());
    let fitting: Vec<&'static str> = FORMATS.into_iter().filter(fit).collect();
    // `%b` and `%B` are one; anything else that fits twice is a doubt.
    Some(match fitting[..] {
        [one] => Some(one),
        [one, two] if one.replace("%B", "%b") == two => Some(one),
        _ => None,
    })
}
