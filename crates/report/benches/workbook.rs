//! How long a workbook takes: the usual one, and one whose data sheet has 100,000 rows.
//! `cargo bench -p report`.

use domain::tables::{Row, TableDocument};
use domain::violation::ViolationType;
use report::{Names, Templates, Workbook};
use std::io::Cursor;

fn main() {
    divan::main();
}

/// The sample with so many areas in each of its tables by area; each area gives eight data rows.
fn document(templates: &Templates, areas: u64) -> (TableDocument, Names) {
    let sample = templates.get("ghn").and_then(|ghn| report::parse(ghn.sample()));
    let mut document = sample.unwrap_or_else(|error| panic!("{error}"));
    let mut names = Names::new("Arandia (fictional)");
    let mut rows = Vec::new();
    for at in 0..areas {
        let code = format!("XAR{at:06}");
        names.area(&code, format!("District {at}"), None);
        let mut row = Row::new(code);
        for (kind, figure) in ViolationType::grave().iter().zip(1..) {
            row.set(kind.code(), figure * (at % 97 + 1));
        }
        row.set("total", 36 * (at % 97 + 1));
        rows.push(row);
    }
    if areas > 0 {
        for table in &mut document.tables {
            if table.id == "verified.by_area" {
                table.rows.clone_from(&rows);
            }
        }
    }
    (document, names)
}

fn write(bencher: divan::Bencher<'_, '_>, areas: u64) {
    let templates = Templates::embedded().unwrap_or_else(|error| panic!("{error}"));
    let (document, names) = document(&templates, areas);
    bencher.bench_local(|| {
        let mut bytes = Cursor::new(Vec::new());
        let ghn = templates.get("ghn")?;
        Workbook::new(ghn, &document, &names, "en")?.write_to(&mut bytes)?;
        report::Result::Ok(bytes.into_inner().len())
    });
}

#[divan::bench]
fn usual(bencher: divan::Bencher<'_, '_>) {
    write(bencher, 0);
}

#[divan::bench(sample_count = 20)]
fn data_rows_100k(bencher: divan::Bencher<'_, '_>) {
    write(bencher, 12_500);
}
