//! Who calls: everything that a request must know of its session, in one read.
//!
//! The row of the session, the account behind it with its roles, the database's clock, and what tells whether
//! a situation is as it was: read apart, these are seven reads a request.

use crate::accounts::{AccountRow, RoleRow};
use crate::backend::Store;
use crate::entity::{account, session};
use crate::error::StoreError;
use crate::sessions::SessionRow;
use domain::access::{BREAK_GLASS_DELAY, PROPOSAL_HOURS, Role};
use sea_orm::{DbErr, FromQueryResult, IdenStatic, Iterable, QueryResult, Statement};

/// A session with the account behind it, as they stand now.
#[derive(Clone, Debug)]
pub struct CallerRow {
    /// The session, whether or not it has ended.
    pub session: SessionRow,
    /// Whose it is.
    pub account: AccountRow,
    /// What they are, in every situation.
    pub roles: Vec<RoleRow>,
    /// The database's clock, in seconds since 1970.
    pub now: i64,
    /// The situation that was named, if it is there.
    pub situation: Option<SituationMarks>,
    /// Whether somebody there wants the glass broken, and it can still be vetoed.
    pub alarm: bool,
}

/// By what one knows that what is kept of a situation in memory is what is in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SituationMarks {
    /// Its number.
    pub number: i32,
    /// Changes with its registers.
    pub registers: i64,
    /// Changes with its keys and with whom they are granted to.
    pub keys: i64,
    /// Changes as it is closed and opened again.
    pub closing: i64,
}

/// The row as the query gives it; roles and marks as text, which both engines put together alike.
struct Found {
    session: session::Model,
    account: account::Model,
    roles: Option<String>,
    now: i64,
    marks: Option<String>,
    alarms: i64,
}

impl FromQueryResult for Found {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        Ok(Found {
            session: session::Model::from_query_result(row, "s_")?,
            account: account::Model::from_query_result(row, "a_")?,
            roles: row.try_get("", "roles")?,
            now: row.try_get("", "now")?,
            marks: row.try_get("", "marks")?,
            alarms: row.try_get("", "alarms")?,
        })
    }
}

impl Store {
    /// The session of an id with all that belongs to it, and the marks of the situation of a code.
    pub async fn caller(
        &self,
        session: &[u8; 32],
        situation: Option<&str>,
    ) -> Result<Option<CallerRow>, StoreError> {
        let mut columns = String::new();
        for column in session::Column::iter() {
            columns.push_str(&format!("session.{0} AS s_{0}, ", column.as_str()));
        }
        for column in account::Column::iter() {
            columns.push_str(&format!("account.{0} AS a_{0}, ", column.as_str()));
        }
        let sql = format!(
            "SELECT {columns}{now} AS now, \
             (SELECT string_agg(situation || ' ' || role, ' ') FROM account_role \
              WHERE account_role.account = session.account) AS roles, \
             (SELECT number || ' ' || register_version || ' ' || key_version || ' ' || closing_version FROM situation WHERE code = $2) AS marks, \
             (SELECT count(*) FROM proposal JOIN situation ON situation.number = proposal.situation \
              WHERE situation.code = $2 AND proposal.act = 'break_glass' AND \
              (proposal.state = 'pending' AND proposal.proposed_hour > {now} / 3600 - {waits} OR \
               proposal.state = 'approved' AND proposal.closed_hour > {now} / 3600 - {stands})) AS alarms \
             FROM session JOIN account ON account.id = session.account WHERE session.id = $1",
            now = self.now_sql(),
            waits = PROPOSAL_HOURS,
            stands = BREAK_GLASS_DELAY + PROPOSAL_HOURS,
        );
        let backend = sea_orm::ConnectionTrait::get_database_backend(&self.reader());
        let values = [session.to_vec().into(), situation.map(str::to_owned).into()];
        let found = Found::find_by_statement(Statement::from_sql_and_values(backend, sql, values));
        let Some(found) = found.one(&self.reader()).await? else { return Ok(None) };
        let corrupt =
            |table| StoreError::Corrupt { table, column: "number", row: found.account.login.clone() };
        let roles = found.roles.as_deref().unwrap_or_default();
        let roles = roles_of(roles).ok_or_else(|| corrupt("account_role"))?;
        let situation =
            found.marks.as_deref().map(|marks| marks_of(marks).ok_or_else(|| corrupt("situation")));
        Ok(Some(CallerRow {
            situation: situation.transpose()?,
            alarm: found.alarms > 0,
            roles,
            now: found.now,
            session: SessionRow::of(found.session)?,
            account: AccountRow::of(found.account)?,
        }))
    }
}

fn roles_of(text: &str) -> Option<Vec<RoleRow>> {
    let mut words = text.split_ascii_whitespace();
    let mut roles = Vec::new();
    while let Some(situation) = words.next() {
        roles.push(RoleRow { situation: situation.parse().ok()?, role: Role::from_code(words.next()?)? });
    }
    Some(roles)
}

fn marks_of(text: &str) -> Option<SituationMarks> {
    let mut words = text.split_ascii_whitespace();
    let number = words.next()?.parse().ok()?;
    let mut next = || words.next()?.parse().ok();
    Some(SituationMarks { number, registers: next()?, keys: next()?, closing: next()? })
}
