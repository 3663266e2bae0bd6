//! The whole workbook as text, so that a change of a word or a cell shows in review.

use super::{reader, samples};
use report::workbook;
use std::fmt::Write;

fn rendering(language: &str) -> String {
    let bytes =
        samples::with_ghn(|ghn| workbook(ghn, &samples::sample(), &samples::names(), language).unwrap());
    let mut text = String::new();
    for (tab, range) in reader::sheets(&bytes) {
        writeln!(text, "## {tab}").unwrap();
        for at in 0..=range.end().unwrap_or_default().0 {
            let cells = reader::row(&range, at);
            let line = cells.join(" | ");
            writeln!(text, "{}", line.trim_end_matches([' ', '|'])).unwrap();
        }
        writeln!(text).unwrap();
    }
    text
}

#[test]
fn the_sample_in_english() {
    insta::assert_snapshot!("ghn_en", rendering("en"));
}

#[test]
fn the_sample_in_arabic() {
    insta::assert_snapshot!("ghn_ar", rendering("ar"));
}
