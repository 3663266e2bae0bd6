//! What the values of dimensions are called, and in which order they stand.

use crate::names::JOINT;
use crate::{Names, Wording};
use domain::counting::{UNATTRIBUTED, UNKNOWN_AREA};
use domain::dictionary::languages;
use domain::tabulate::{Dimension, NOT_STATED, UNDECIDED};
use domain::violation::ViolationType;
use std::collections::BTreeSet;

/// The words of a value.
pub(crate) fn label(
    wording: &Wording,
    names: &Names,
    area_level: u8,
    dimension: &Dimension,
    value: &str,
) -> String {
    let violation = |code: &str| wording.text(&format!("violation-{code}"));
    let option = |list: &str, code: &str| languages().option(wording.language(), list, code);
    let joined =
        |words: &dyn Fn(&str) -> String| value.split(JOINT).map(words).collect::<Vec<_>>().join(JOINT);
    match dimension {
        Dimension::Party if value == UNATTRIBUTED => wording.text("row-unattributed"),
        Dimension::Party => joined(&|code| names.party_name(code).to_owned()),
        Dimension::Area if value == UNKNOWN_AREA => wording.text("row-unknown"),
        Dimension::Area => names.area_path(value, area_level),
        _ if value == NOT_STATED => wording.text("value-not_stated"),
        Dimension::ViolationType => violation(value),
        Dimension::ViolationSet => {
            in_field_order(value).into_iter().map(violation).collect::<Vec<_>>().join(JOINT)
        }
        Dimension::ViolationGroup => wording.text(&format!("group-{value}")),
        Dimension::Sex => wording.text(&format!("column-{value}")),
        Dimension::AgeBand => option("age_band", value),
        Dimension::PartyCategory => joined(&|code| option("party_category", code)),
        Dimension::Attribution => option("attribution", value),
        Dimension::Span(_) | Dimension::YearOfIncident => value.to_owned(),
        Dimension::Status if value == UNDECIDED => wording.text("value-undecided"),
        Dimension::Status | Dimension::Decided => option("status", value),
        Dimension::Awaiting if value == "none" => wording.text("value-no-step"),
        Dimension::Awaiting | Dimension::Step => option("step", value),
        Dimension::Lateness | Dimension::Waiting | Dimension::Missing => {
            wording.text(&format!("value-{value}"))
        }
        Dimension::ReporterKind => option("organisation_kind", value),
        Dimension::Answered => option("yes_no_unknown", value),
        Dimension::Field(field) => match field.list_with(value) {
            Some(list) => option(list, value),
            None if matches!(value, "ongoing" | "ended") => wording.text(&format!("value-{value}")),
            None if matches!(value, "yes" | "no") => option("yes_no_unknown", value),
            None => value.to_owned(),
        },
    }
}

/// The field's order: single before joined, the order of registers and lists, what is not known last.
pub(crate) fn order<'k>(
    names: &Names,
    dimension: &Dimension,
    value: &'k str,
) -> (usize, Vec<usize>, &'k str) {
    const LAST: usize = usize::MAX;
    match dimension {
        Dimension::Party if value == UNATTRIBUTED => (LAST, Vec::new(), value),
        Dimension::Party => {
            let places: Vec<usize> = value.split(JOINT).map(|code| names.party_order(code)).collect();
            (places.len(), places, value)
        }
        Dimension::Area if value == UNKNOWN_AREA => (LAST, Vec::new(), value),
        Dimension::Area => (0, names.area_order(value), value),
        _ if value == NOT_STATED => (LAST, Vec::new(), value),
        Dimension::ViolationSet => {
            let kinds: BTreeSet<_> = value.split('+').filter_map(ViolationType::from_code).collect();
            (kinds.len(), kinds.into_iter().map(|kind| kind as usize).collect(), value)
        }
        other => {
            let known = other.values().and_then(|values| values.iter().position(|known| *known == value));
            (0, known.or_else(|| value.parse().ok()).into_iter().collect(), value)
        }
    }
}

/// The codes of a set of types in the field's order; its key has them in the alphabet's.
fn in_field_order(key: &str) -> Vec<&str> {
    let mut codes: Vec<&str> = key.split('+').collect();
    codes.sort_by_key(|code| ViolationType::from_code(code));
    codes
}
