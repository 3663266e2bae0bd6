//! The table document as JSON, and what must hold of one before anything is made of it.

use crate::{ReportError, Result};
use domain::tables::{Row, TABLES_SCHEMA, TableDocument};

/// The columns of a count of children by sex. A row that has one of them gives all three.
pub(crate) const SEXES: [&str; 3] = ["boys", "girls", "unknown"];

/// The document as JSON: rows whose every figure is zero are left out, keys keep their order, and a
/// row that counts children by sex gives each sex, zero or not.
pub fn json(document: &TableDocument) -> Result<String> {
    let mut document = document.clone();
    for table in &mut document.tables {
        table.rows.retain(|row| !row.is_empty());
        for row in &mut table.rows {
            if SEXES.iter().any(|sex| row.cells.contains_key(*sex)) {
                for sex in SEXES {
                    row.cells.entry(sex.to_owned()).or_insert(Some(0));
                }
            }
        }
    }
    Ok(serde_json::to_string_pretty(&document)?)
}

/// The document of a JSON text.
pub fn parse(json: &str) -> Result<TableDocument> {
    let document: TableDocument = serde_json::from_str(json)?;
    check(&document)?;
    Ok(document)
}

/// Refuses a document that would be read wrongly: another schema, a table or row given twice, a cell
/// that says it is withheld and carries a figure, or that is absent and does not say so.
pub(crate) fn check(document: &TableDocument) -> Result<()> {
    let bad = |at: &str, problem: String, remedy: &str| {
        Err(ReportError::document(&document.report, at, problem, remedy))
    };
    if document.schema != TABLES_SCHEMA {
        let problem = format!("is {:?}, not {TABLES_SCHEMA:?}", document.schema);
        return bad("schema", problem, "make the document with a program that writes this schema");
    }
    let mut ids = std::collections::HashSet::new();
    for table in &document.tables {
        if !ids.insert(table.id.as_str()) {
            return bad(&table.id, "is given twice".to_owned(), "give each table once");
        }
        let mut keys = std::collections::HashSet::new();
        for row in &table.rows {
            let at = || format!("{}, row {}", table.id, row.key);
            if !keys.insert(row.key.as_str()) {
                return bad(&at(), "is given twice".to_owned(), "give each row once");
            }
            if let Some(column) = contradiction(row) {
                let problem = format!("cell {column} is not both null and marked as suppressed");
                return bad(
                    &at(),
                    problem,
                    "suppress the cell by null and its reason, or give its figure and none",
                );
            }
        }
    }
    Ok(())
}

/// A column whose cell and whose mark of suppression disagree.
fn contradiction(row: &Row) -> Option<&str> {
    let unmarked =
        row.cells.iter().find(|(column, cell)| cell.is_none() != row.suppressed.contains_key(*column));
    let without_cell = row.suppressed.keys().find(|column| !row.cells.contains_key(*column));
    unmarked.map(|(column, _)| column.as_str()).or(without_cell.map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(rows: &str) -> String {
        format!(
            r#"{{"schema":"sixfold.tables/1","report":"ghn","situation":"XAR",
            "period":{{"from":"2022-01-01","to":"2022-03-31"}},"tier":"internal","attribution":"joint",
            "as_of":"2022-04-10","tables":[{{"id":"verified.victims","rows":[{rows}]}}]}}"#
        )
    }

    #[test]
    fn rows_of_zeros_are_left_out_and_sexes_are_given() {
        let read =
            parse(&document(r#"{"key":"killing","boys":2,"total":2},{"key":"maiming","boys":0,"total":0}"#));
        let written = json(&read.unwrap()).unwrap();
        let value: serde_json::Value = serde_json::from_str(&written).unwrap();
        let rows = &value["tables"][0]["rows"];
        let expected =
            serde_json::json!([{"key": "killing", "boys": 2, "girls": 0, "unknown": 0, "total": 2}]);
        assert_eq!(*rows, expected);
        assert_eq!(json(&parse(&written).unwrap()).unwrap(), written);
    }

    #[test]
    fn suppressed_cells_stay_null_with_their_reason() {
        let read = parse(&document(
            r#"{"key":"killing","boys":null,"girls":null,"total":9,"suppressed":{"boys":"primary","girls":"complementary"}}"#,
        ))
        .unwrap();
        let written = json(&read).unwrap();
        assert!(
            written.contains("\"boys\": null") && written.contains("\"girls\": \"complementary\""),
            "{written}"
        );
    }

    #[test]
    fn a_cell_that_contradicts_its_mark_is_refused() {
        for row in [
            r#"{"key":"killing","boys":2,"suppressed":{"boys":"primary"}}"#,
            r#"{"key":"killing","boys":null}"#,
            r#"{"key":"killing","suppressed":{"boys":"primary"}}"#,
        ] {
            let error = parse(&document(row)).unwrap_err().to_string();
            assert!(error.contains("verified.victims, row killing: cell boys"), "{error}");
        }
    }

    #[test]
    fn another_schema_or_a_row_given_twice_is_refused() {
        let other = document("").replace("tables/1", "tables/9");
        assert!(parse(&other).unwrap_err().to_string().contains("schema"));
        let twice = document(r#"{"key":"killing","boys":2},{"key":"killing","boys":3}"#);
        assert!(parse(&twice).unwrap_err().to_string().contains("given twice"));
    }
}
