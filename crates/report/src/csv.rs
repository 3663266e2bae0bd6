//! The table document as one table of its cells (RFC 4180): what statistical programs read.

use crate::Result;
use crate::workbook::safe;
use domain::tables::{Suppression, TableDocument};

/// A line a cell: table, key, column, figure. A figure that is withheld is empty, and its reason stands in the last
/// column. Zeros are not written, as in the document. Codes come from registers that people write, so none of them
/// stands where a spreadsheet would run it as a formula (OWASP ASVS 5.0 1.2.10).
pub fn csv(document: &TableDocument) -> Result<Vec<u8>> {
    let mut lines = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    lines.write_record(["table", "key", "column", "figure", "withheld"])?;
    for table in &document.tables {
        for row in &table.rows {
            for (column, figure) in row.cells.iter().filter(|(_, figure)| **figure != Some(0)) {
                let figure = figure.map(|figure| figure.to_string()).unwrap_or_default();
                let withheld = row.suppressed.get(column).map_or("", |why| word(*why));
                let [id, key, column] = [&table.id, &row.key, column].map(|cell| safe(cell));
                lines.write_record([&*id, &*key, &*column, &figure, withheld])?;
            }
        }
    }
    lines.into_inner().map_err(|error| ::csv::Error::from(error.into_error()).into())
}

fn word(why: Suppression) -> &'static str {
    match why {
        Suppression::Primary => "primary",
        Suppression::Complementary => "complementary",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(rows: &str) -> TableDocument {
        crate::parse(&format!(
            r#"{{"schema":"sixfold.tables/1","report":"ghn","situation":"XAR",
            "period":{{"from":"2022-01-01","to":"2022-03-31"}},"tier":"internal","attribution":"joint",
            "as_of":"2022-04-10","tables":[{{"id":"verified.by_party","rows":[{rows}]}}]}}"#
        ))
        .unwrap()
    }

    #[test]
    fn a_line_a_cell_without_zeros_and_with_what_is_withheld() {
        let read = document(
            r#"{"key":"XAR-P1","killing":2,"maiming":0,"total":null,"suppressed":{"total":"primary"}}"#,
        );
        let text = String::from_utf8(csv(&read).unwrap()).unwrap();
        let expected = "table,key,column,figure,withheld\r\nverified.by_party,XAR-P1,killing,2,\r\n\
                        verified.by_party,XAR-P1,total,,primary\r\n";
        assert_eq!(text, expected);
    }

    /// F5: no cell begins as a formula does.
    #[test]
    fn no_cell_is_run_as_a_formula() {
        for key in ["=1+1", "+1", "-1", "@x", "\\tx", "＝1", "a\\\"b,c"] {
            let text = csv(&document(&format!(r#"{{"key":"{key}","killing":2}}"#))).unwrap();
            let mut read = ::csv::Reader::from_reader(&text[..]);
            let line = read.records().next().unwrap().unwrap();
            assert!(!line[1].trim_start().starts_with(['=', '+', '-', '@', '＝']), "{:?}", &line[1]);
        }
    }
}
