//! When something is asked, and when it happened.

use super::form::{Build, Drawn};
use super::xml::Element;
use super::{MORE, TOTAL};
use domain::dictionary::asking::{self, Wanted};
use domain::dictionary::{Field, Kind, Section};

/// The expression on which a field is asked, from where it stands; empty for always.
pub(super) fn relevant(section: &Section, field: &Field, is_more: bool) -> String {
    let mut all = Vec::new();
    if is_more {
        all.push(format!("../{MORE} = 'OK'"));
    }
    if let Some(when) = asking::when(section, field)
        && let Some(of) = section.field(&when.field)
    {
        let at = match of.kind {
            Kind::Tally | Kind::AdultTally => format!("../{}/{TOTAL}", of.name),
            _ => format!("../{}", of.name),
        };
        all.push(match when.wanted {
            Wanted::Nothing => format!("{at} = ''"),
            Wanted::Anything => format!("{at} != ''"),
            Wanted::AtLeast(number) => format!("count-selected({at}) >= {number}"),
            Wanted::OneOf(codes) => {
                let any: Vec<String> = codes.iter().map(|code| format!("selected({at}, '{code}')")).collect();
                if any.len() == 1 { any.concat() } else { format!("({})", any.join(" or ")) }
            }
        });
    }
    all.join(" and ")
}

/// The ways of saying a day, each with its element, the precisions for which it stands, and how it is chosen.
pub(super) const DAYS: [(&str, &[&str], &str); 3] =
    [("day", &["day"], ""), ("month", &["month", "quarter"], "month-year"), ("year", &["year"], "year")];

/// The spans: their codes, and the keys of their words.
const SPANS: [(&str, &str); 4] = [
    ("once", "when-once"),
    ("several", "when-several"),
    ("ongoing", "when-ongoing"),
    ("unknown", "when-unknown"),
];

impl Build<'_> {
    /// When it happened: how far it reaches, how exactly it is known, and the days in the calendar that fits.
    pub(super) fn occurred(&mut self) -> Drawn {
        let at = "/data/occurred";
        let items: Vec<(String, String)> =
            SPANS.iter().map(|(code, key)| ((*code).to_owned(), (*key).to_owned())).collect();
        self.choices("_span", &items);
        self.list("date_precision");
        let mut parts = vec![
            self.choose(at, "_span", "when-how", "_span", ""),
            self.choose(at, "precision", "field-occurred-precision", "date_precision", KNOWN),
        ];
        // Most dates are known by the day.
        if let Some(precision) = parts.last_mut().and_then(|(nodes, _)| nodes.first_mut()) {
            precision.text = "day".to_owned();
        }
        for (end, label) in [("from", "when-from"), ("to", "when-to")] {
            for (kind, precisions, appearance) in DAYS {
                let (name, is_end) = (day_name(end, kind), end == "to");
                let is_so: Vec<String> =
                    precisions.iter().map(|code| format!("../precision = '{code}'")).collect();
                let span = if is_end { "../_span = 'several'".to_owned() } else { KNOWN.to_owned() };
                let relevant = format!("({span}) and ({})", is_so.join(" or "));
                let first = format!("../from_{kind}");
                let not_before =
                    if is_end { format!(" and (. >= {first} or {first} = '')") } else { String::new() };
                let constraint = format!(". <= today() and . >= date('1990-01-01'){not_before}");
                parts.push(self.date(at, name, label, appearance, &relevant, &constraint));
            }
        }
        parts.push(self.tick(at, "estimated", "field-occurred-estimated", KNOWN));
        parts.push(self.long(at, "notes", "field-occurred-notes", "hint-when-notes", "", 2_000));
        self.group(at, "occurred", "field-incident-occurred", "", "", parts)
    }
}

/// Where a date is known.
const KNOWN: &str = "../_span = 'once' or ../_span = 'several' or ../_span = 'ongoing'";

/// The element of an end of a span in a calendar.
pub(super) fn day_name(end: &str, kind: &str) -> &'static str {
    match (end, kind) {
        ("from", "day") => "from_day",
        ("from", "month") => "from_month",
        ("from", _) => "from_year",
        (_, "day") => "to_day",
        (_, "month") => "to_month",
        _ => "to_year",
    }
}

/// What is bound to an element.
pub(super) fn bind(at: &str, kind: &'static str, relevant: &str) -> Element {
    let bind = Element::new("bind").with("nodeset", at.to_owned()).with("type", kind);
    if relevant.is_empty() { bind } else { bind.with("relevant", relevant.to_owned()) }
}
