//! Tables too long to share a sheet.

use super::{reader, samples};
use report::workbook;

#[test]
fn a_long_table_stands_on_its_own_sheet_with_every_figure() {
    let (document, names) = samples::long(3_000);
    let bytes = samples::with_ghn(|ghn| workbook(ghn, &document, &names, "en").unwrap());
    let sheets = reader::sheets(&bytes);
    let tabs: Vec<&str> = sheets.iter().map(|(tab, _)| tab.as_str()).collect();
    let expected = [
        "Note",
        "Verified",
        "Verified by area",
        "Verified late",
        "Not verified",
        "Multiple violations",
        "Charts",
        "Data (HXL)",
    ];
    assert_eq!(tabs, expected);
    let read = reader::table(&sheets, 4).unwrap();
    assert_eq!(read.len(), 3_001);
    for at in [0_u64, 1, 1_499, 2_999] {
        let row = &read[&format!("Place {at}")];
        assert_eq!(row["Killing"], (at + 1).to_string());
        assert_eq!(row["Denial of humanitarian access"], (at + 8).to_string());
        assert_eq!(row["Total"], (8 * at + 36).to_string());
    }
    assert_eq!(read["Total"]["Killing"], (1..=3_000_u64).sum::<u64>().to_string());
    let (_, shared) = &sheets[1];
    let announced = (0..=shared.end().unwrap().0).map(|at| reader::cell(shared, at, 0));
    let sentence = "This table has 3000 rows and stands on its own sheet, “Verified by area”.";
    assert!(announced.into_iter().any(|text| text == sentence));
    let (_, data) = sheets.last().unwrap();
    let rows =
        (2..=data.end().unwrap().0).filter(|at| reader::cell(data, *at, 0) == "verified.by_area").count();
    assert_eq!(rows, 3_000 * 8);
}
