//! Pages of case parts: what a walk over many records reads.
//!
//! A row costs the database layer a dozen small values to copy, hand over and free, which for a hundred
//! thousand records is more work than opening them. So a page comes as one row: what is clear of its records as
//! text, and their ids, keys and bodies each strung together, all four in the one order of the scan. Both
//! engines take the same words for it; SQLite strings bytes together as text of any bytes, which it does not
//! look into. A page put together wrongly would not open: every part is sealed for its place.

use crate::backend::Store;
use crate::entity::incident;
use crate::error::StoreError;
use domain::access::{Permit, act};
use domain::id::IncidentId;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::ops::Range;

/// Number, version, epoch, and the lengths of key and body, each followed by a blank.
const CLEAR: &str =
    "string_agg(format('%s %s %s %s %s ', number, version, epoch, length(case_key), length(case_body)), '')";

/// The columns of a page: none of them where there is no record.
type Columns = (Option<String>, Option<Vec<u8>>, Option<Vec<u8>>, Option<Vec<u8>>);

/// The case parts of current records with neighbouring numbers.
pub struct Cases {
    clear: String,
    ids: Vec<u8>,
    keys: Vec<u8>,
    bodies: Vec<u8>,
}

/// The case part alone of a current record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseRow<'p> {
    /// The incident's number.
    pub number: i64,
    /// Its id.
    pub id: IncidentId,
    /// The version of the record.
    pub version: u64,
    /// The epoch of the key.
    pub epoch: u32,
    /// The wrapped key of the case part.
    pub key: &'p [u8],
    /// Its content.
    pub body: &'p [u8],
}

impl Store {
    /// The case parts of the records of the permit's situation with numbers in a range.
    pub async fn cases_between(
        &self,
        permit: &Permit<act::ReadCase>,
        numbers: Range<i64>,
    ) -> Result<Cases, StoreError> {
        let column = incident::Column::Number;
        self.cases(permit, column.gte(numbers.start).and(column.lt(numbers.end))).await
    }

    /// The case parts of the records of the permit's situation with these numbers: some hundreds at once.
    pub async fn cases_of(
        &self,
        permit: &Permit<act::ReadCase>,
        numbers: &[i64],
    ) -> Result<Cases, StoreError> {
        self.cases(permit, incident::Column::Number.is_in(numbers.iter().copied())).await
    }

    async fn cases(&self, permit: &Permit<act::ReadCase>, which: Expr) -> Result<Cases, StoreError> {
        let page: Option<Columns> = incident::Entity::find()
            .filter(which)
            .filter(incident::Column::Situation.eq(permit.number()))
            .select_only()
            .expr(Expr::cust(CLEAR))
            .expr(Expr::cust("string_agg(id, '')"))
            .expr(Expr::cust("string_agg(case_key, '')"))
            .expr(Expr::cust("string_agg(case_body, '')"))
            .into_tuple()
            .one(&self.reader())
            .await?;
        let (clear, ids, keys, bodies) = page.unwrap_or_default();
        Ok(Cases {
            clear: clear.unwrap_or_default(),
            ids: ids.unwrap_or_default(),
            keys: keys.unwrap_or_default(),
            bodies: bodies.unwrap_or_default(),
        })
    }
}

impl Cases {
    /// The records of the page, in the order of their numbers.
    pub fn rows(&self) -> Result<Vec<CaseRow<'_>>, StoreError> {
        let corrupt = || StoreError::Corrupt {
            table: "incident",
            column: "case_body",
            row: self.clear.split(' ').next().unwrap_or_default().to_owned(),
        };
        let mut clear = self.clear.split_ascii_whitespace().map(|word| word.parse::<i64>());
        let (ids, rest) = self.ids.as_chunks::<16>();
        let (mut keys, mut bodies) = (&*self.keys, &*self.bodies);
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            let mut next = || clear.next().and_then(Result::ok).ok_or_else(corrupt);
            let (number, version, epoch) = (next()?, next()?, next()?);
            let key = keys.split_off(..next()? as usize).ok_or_else(corrupt)?;
            let body = bodies.split_off(..next()? as usize).ok_or_else(corrupt)?;
            let (version, epoch) = (version as u64, epoch as u32);
            rows.push(CaseRow { number, id: IncidentId(*id), version, epoch, key, body });
        }
        if !(rest.is_empty() && keys.is_empty() && bodies.is_empty() && clear.next().is_none()) {
            return Err(corrupt());
        }
        rows.sort_unstable_by_key(|row| row.number);
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Cases {
        let clear = "7 2 0 2 3 5 1 1 1 1 ".to_owned();
        Cases { clear, ids: [[7; 16], [5; 16]].concat(), keys: b"kkK".to_vec(), bodies: b"bbbB".to_vec() }
    }

    #[test]
    fn a_page_is_taken_apart_in_the_order_of_the_numbers() {
        let page = page();
        let row = |number: i64, version, epoch, key, body| CaseRow {
            number,
            id: IncidentId([number as u8; 16]),
            version,
            epoch,
            key,
            body,
        };
        assert_eq!(page.rows().unwrap(), [row(5, 1, 1, b"K", b"B"), row(7, 2, 0, b"kk", b"bbb")]);
        let none = Cases { clear: String::new(), ids: vec![], keys: vec![], bodies: vec![] };
        assert_eq!(none.rows().unwrap(), []);
    }

    #[test]
    fn a_page_whose_parts_do_not_fit_is_refused() {
        let alterations: [fn(&mut Cases); 7] = [
            |page| page.clear.truncate(4),
            |page| page.clear.push_str("9 "),
            |page| page.clear.replace_range(6..7, "-"),
            |page| page.ids.truncate(31),
            |page| page.ids.truncate(16),
            |page| page.keys.truncate(2),
            |page| page.bodies.push(0),
        ];
        for alter in alterations {
            let mut page = page();
            alter(&mut page);
            assert!(matches!(page.rows(), Err(StoreError::Corrupt { .. })), "{}", page.clear);
        }
    }
}
