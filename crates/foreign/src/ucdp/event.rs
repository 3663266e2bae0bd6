//! One event of the file, read.

use domain::interchange::DatePrecision;
use jiff::civil::Date;
use std::collections::HashMap;

/// The columns that a file has; one without them is another kind of file.
const COLUMNS: [&str; 23] = [
    "id",
    "type_of_violence",
    "side_a_new_id",
    "side_a",
    "side_b_new_id",
    "side_b",
    "source_article",
    "source_office",
    "source_headline",
    "where_prec",
    "where_coordinates",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "country",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "conflict_name",
];

/// The longest file that is read, in events.
const MOST: usize = 1_000_000;

/// A file's rows.
pub(super) struct Table {
    columns: HashMap<String, usize>,
    rows: Vec<csv::StringRecord>,
}

/// A row, by the names of its columns.
#[derive(Clone, Copy)]
pub(super) struct Row<'t> {
    table: &'t Table,
    at: usize,
}

impl Table {
    pub(super) fn read(text: &str) -> Result<Table, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if let Some(at) = crate::sheet::unclosed(text, b',') {
            let line = at.line();
            return Err(format!(
                "is no whole CSV file: the row on line {line} opens a quote that is never closed"
            ));
        }
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let bad = |error: csv::Error| format!("is no CSV file: {error}");
        let header = reader.headers().map_err(bad)?;
        let columns: HashMap<String, usize> =
            header.iter().zip(0..).map(|(name, at)| (name.trim().to_lowercase(), at)).collect();
        if let Some(missing) = COLUMNS.iter().find(|column| !columns.contains_key(**column)) {
            return Err(format!("has no column {missing:?}: is it a file of georeferenced events?"));
        }
        let mut rows = Vec::new();
        for row in reader.records() {
            let row = row.map_err(bad)?;
            // The second row of files of the Humanitarian Data Exchange: tags, and no event.
            let is_tags = rows.is_empty()
                && row.iter().any(|cell| cell.starts_with('#'))
                && row.iter().all(|cell| cell.is_empty() || cell.starts_with('#'));
            if !is_tags {
                rows.push(row);
            }
            if rows.len() > MOST {
                return Err(format!("has more than {MOST} events; convert it in parts"));
            }
        }
        Ok(Table { columns, rows })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rows.len()).map(|at| Row { table: self, at })
    }
}

impl<'t> Row<'t> {
    /// A cell without the spaces at its ends; a column that is not there is empty.
    pub(super) fn cell(self, column: &str) -> &'t str {
        let at = self.table.columns.get(column);
        at.and_then(|at| self.table.rows[self.at].get(*at)).unwrap_or_default().trim()
    }

    /// A cell on one line, without the control characters that copying leaves behind.
    fn line(self, column: &str) -> String {
        let plain: String = self.cell(column).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn number(self, column: &str) -> Result<u64, String> {
        match self.cell(column) {
            "" => Ok(0),
            text => text.parse().map_err(|_| format!("{column:?} is no number of people")),
        }
    }

    fn day(self, column: &str) -> Result<Date, String> {
        let head = self.cell(column).split([' ', 'T']).next().unwrap_or_default();
        head.parse().map_err(|_| format!("{column:?} is no date YYYY-MM-DD"))
    }

    fn side(self, side: &str) -> Option<Side> {
        let name = self.line(side);
        let id = self.cell(&format!("{side}_new_id"));
        let id = id.chars().filter(char::is_ascii_digit).take(12).collect();
        (!name.is_empty()).then_some(Side { id, name })
    }

    /// Reads the row's values, or says which of them cannot be read.
    pub(super) fn read(self) -> Result<Event, String> {
        let decimal =
            |column: &str| self.cell(column).parse::<f64>().ok().filter(|number| number.is_finite());
        let (start, end) = (self.day("date_start")?, self.day("date_end")?);
        if end < start {
            return Err("\"date_end\" is before \"date_start\"".to_owned());
        }
        Ok(Event {
            id: self.cell("id").to_owned(),
            kind: self.cell("type_of_violence").to_owned(),
            a: self.side("side_a"),
            b: self.side("side_b"),
            headline: self.line("source_headline"),
            article: self.line("source_article"),
            place: self.line("where_coordinates"),
            admin1: self.line("adm_1"),
            admin2: self.line("adm_2"),
            where_precision: self.cell("where_prec").parse().ok(),
            coordinates: decimal("latitude")
                .zip(decimal("longitude"))
                .filter(|(north, east)| north.abs() <= 90.0 && east.abs() <= 180.0),
            date_precision: self.cell("date_prec").parse().ok(),
            start,
            end,
            civilians: self.number("deaths_civilians")?,
            unknown: self.number("deaths_unknown")?,
            best: self.number("best")?,
        })
    }
}

/// A side of the fighting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Side {
    /// The file's own number for it, which stays the same between releases.
    pub(super) id: String,
    pub(super) name: String,
}

/// An event with its values read.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) id: String,
    /// 1 fighting with a state, 2 fighting without one, 3 violence of one side against civilians.
    pub(super) kind: String,
    pub(super) a: Option<Side>,
    pub(super) b: Option<Side>,
    pub(super) headline: String,
    pub(super) article: String,
    pub(super) place: String,
    pub(super) admin1: String,
    pub(super) admin2: String,
    pub(super) where_precision: Option<u32>,
    pub(super) coordinates: Option<(f64, f64)>,
    pub(super) date_precision: Option<u32>,
    pub(super) start: Date,
    pub(super) end: Date,
    /// Killed people, who are adults as far as anybody counted.
    pub(super) civilians: u64,
    pub(super) unknown: u64,
    pub(super) best: u64,
}

/// When an event happened, as a document says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    pub(super) to: Option<Date>,
    pub(super) precision: DatePrecision,
    pub(super) estimated: bool,
}

impl Event {
    /// Days that are known make a range; days between which an unknown one lies make the smallest of month, quarter
    /// and year that holds them all.
    pub(super) fn when(&self) -> When {
        let (start, end) = (self.start, self.end);
        let is_range = (end > start).then_some(end);
        if self.date_precision == Some(1) || is_range.is_none() {
            return When {
                to: is_range,
                precision: DatePrecision::Day,
                estimated: self.date_precision != Some(1),
            };
        }
        let quarter = |day: Date| (day.year(), (day.month() - 1) / 3);
        let precision = if start.first_of_month() == end.first_of_month() {
            DatePrecision::Month
        } else if quarter(start) == quarter(end) {
            DatePrecision::Quarter
        } else if start.year() == end.year() {
            DatePrecision::Year
        } else {
            // Nothing smaller holds both: the days stand as they are, as an estimate.
            return When { to: is_range, precision: DatePrecision::Day, estimated: true };
        };
        When { to: None, precision, estimated: true }
    }

    /// What of the event speaks of children, and what of a school or a hospital, by the words of its sources.
    pub(super) fn words(&self) -> (Vec<&'static str>, Vec<&'static str>) {
        let text = format!("{} {}", self.headline, self.article).to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        let of = |known: &'static [&'static str]| {
            let named = known.iter().filter(|known| words.contains(known));
            named.copied().collect::<Vec<_>>()
        };
        (of(CHILDREN), of(FACILITIES))
    }
}

/// Words that name people under eighteen. A student may be grown, and so may a teenager; a minor may be a
/// small wound.
const CHILDREN: &[&str] = &[
    "child",
    "children",
    "girl",
    "girls",
    "boy",
    "boys",
    "kid",
    "kids",
    "infant",
    "infants",
    "baby",
    "babies",
    "toddler",
    "toddlers",
    "schoolgirl",
    "schoolgirls",
    "schoolboy",
    "schoolboys",
    "schoolchild",
    "schoolchildren",
    "pupil",
    "pupils",
    "newborn",
    "juvenile",
    "juveniles",
];

/// Words that name a school or a hospital. Alone they do not say that it was attacked.
const FACILITIES: &[&str] = &[
    "school",
    "schools",
    "kindergarten",
    "kindergartens",
    "madrasa",
    "madrassa",
    "orphanage",
    "hospital",
    "hospitals",
    "clinic",
    "clinics",
    "ambulance",
    "ambulances",
];
