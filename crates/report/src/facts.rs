//! What a reader must know of a document before any figure: of what, for when, for whom, counted how.

use crate::label::label;
use crate::template::dimension_label;
use crate::{Names, Wording};
use domain::tables::TableDocument;
use domain::tabulate::{Dimension, Standing};

/// Each fact's words and what it is.
pub(crate) fn facts(document: &TableDocument, names: &Names, wording: &Wording) -> Vec<(String, String)> {
    let areas = match document.area_level {
        0 => wording.text("area-level-0"),
        level => wording.with("area-level-other", &[("level", i64::from(level).into())]),
    };
    let mut facts = vec![
        (wording.text("cover-period"), period(document, wording)),
        (wording.text("cover-as-of"), wording.date(document.as_of)),
        (wording.text("cover-attribution"), wording.text(&format!("attribution-{}", document.attribution))),
        (wording.text("cover-areas"), areas),
    ];
    let comma = wording.text("sentence-comma");
    if let Some(selection) = &document.selection {
        let status = |standing: &Standing| {
            label(wording, names, document.area_level, &Dimension::Status, standing.code())
        };
        let statuses: Vec<String> = selection.statuses.iter().map(status).collect();
        let mut asked = vec![wording.text(&format!("selection-{}", selection.date)), statuses.join(&comma)];
        asked.extend(
            selection.late.map(|late| wording.text(if late { "value-late" } else { "value-in_time" })),
        );
        facts.push((wording.text("cover-selection"), asked.join(" · ")));
    }
    for (name, values) in &document.only {
        let Ok(dimension) = Dimension::from_name(name) else { continue };
        let value = |value: &String| label(wording, names, document.area_level, &dimension, value);
        let values: Vec<String> = values.iter().map(value).collect();
        let only = wording.with("cover-only", &[("dimension", dimension_label(wording, &dimension).into())]);
        facts.push((only, values.join(&comma)));
    }
    facts
}

/// The period in words.
pub(crate) fn period(document: &TableDocument, wording: &Wording) -> String {
    let date = |date| wording.date(date).into();
    let period = &document.period;
    wording.with("period", &[("from", date(period.from)), ("to", date(period.to))])
}

/// What is to be known of the data: words and how many records.
pub(crate) fn findings(document: &TableDocument, wording: &Wording) -> Vec<(String, u64)> {
    let finding = |note: &domain::tables::DataNote| {
        let key = format!("note-{}", note.code);
        let text = match wording.has(&key) {
            true => wording.text(&key),
            false => {
                wording.with("note-other", &[("code", crate::workbook::safe(&note.code).into_owned().into())])
            }
        };
        (text, note.count)
    };
    document.notes.iter().map(finding).collect()
}
