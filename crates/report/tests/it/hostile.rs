//! Names come from people, and some people mean harm.

use super::{package, reader, samples};
use domain::violation::PartyCategory;
use report::{Names, workbook};

#[test]
fn names_never_become_formulas_or_break_the_file() {
    let mut names = Names::new("=HYPERLINK(\"http://example.invalid\",\"x\")");
    names.party("XAR-F1", "+cmd|' /C calc'!A0", PartyCategory::ArmedForce);
    names.party("XAR-G1", "\t@SUM(1)\u{0}</c><f>1</f> & _x0041_ \u{202E}", PartyCategory::ArmedGroup);
    names.area("XAR01", "-2", None).area("XAR02", "＝1", None);
    let document = samples::sample();
    let bytes = samples::with_ghn(|ghn| workbook(ghn, &document, &names, "en").unwrap());
    for (name, text) in package::parts(&bytes) {
        assert!(!text.contains("<f>") && !text.contains("<f "), "{name} has a formula");
        assert!(!text.contains("TargetMode=\"External\""), "{name} links outside");
    }
    let sheets = reader::sheets(&bytes);
    let read = reader::table(&sheets, 3).unwrap();
    assert!(read.contains_key("'+cmd|' /C calc'!A0"), "{read:?}");
    assert!(read.contains_key("'@SUM(1)</c><f>1</f> & _x0041_ "), "{read:?}");
    let areas = reader::table(&sheets, 4).unwrap();
    assert!(areas.contains_key("'-2") && areas.contains_key("'＝1"), "{areas:?}");
    let (_, data) = sheets.last().unwrap();
    let dangerous = data.used_cells().filter_map(|(_, _, value)| match value {
        calamine::Data::String(text) => Some(text),
        _ => None,
    });
    for text in dangerous {
        assert!(!text.starts_with(['=', '+', '-', '@', '＝', '\t', '\r', '\0']), "{text:?}");
    }
}

#[test]
fn text_streamed_and_text_written_read_the_same() {
    let mut names = samples::names();
    names.party("XAR-F1", "A & B <c> _x0041_ \"q\"  two", PartyCategory::ArmedForce);
    let document = samples::sample();
    let bytes = samples::with_ghn(|ghn| workbook(ghn, &document, &names, "en").unwrap());
    let sheets = reader::sheets(&bytes);
    let written = reader::table(&sheets, 3).unwrap();
    let (_, data) = sheets.last().unwrap();
    let streamed =
        (2..=data.end().unwrap().0).map(|at| reader::cell(data, at, 9)).find(|name| name.starts_with("A &"));
    assert!(written.contains_key(&streamed.unwrap()), "{written:?}");
}
