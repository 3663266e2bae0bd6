//! Questions to those who reported incidents, sealed to each of them, until they are answered or withdrawn.

use crate::backend::Store;
use crate::entity::question;
use crate::error::StoreError;
use crate::log::Entry;
use crate::write::Write;
use domain::access::{Permit, act};
use domain::audit::LogAct;
use domain::id::{AccountId, QuestionId};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use vault::digest_of;

/// A question that waits for its recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionRow {
    /// Its id.
    pub id: QuestionId,
    /// The situation's number.
    pub situation: i32,
    /// When it was asked, in whole hours since 1970.
    pub asked_hour: i64,
    /// Whom it is for; forgotten when the question is closed.
    pub account: AccountId,
    /// The letter to them; forgotten when the question is closed.
    pub sealed: Vec<u8>,
}

impl QuestionRow {
    fn digest(&self) -> [u8; 32] {
        let (place, hour) = (self.situation.to_be_bytes(), self.asked_hour.to_be_bytes());
        digest_of(&[&place, &hour, &self.account.0, &self.sealed])
    }
}

/// What is stored of a closed question: that it was, and where and when it was asked.
fn closed_digest(situation: i32, asked_hour: i64) -> [u8; 32] {
    digest_of(&[b"closed", &situation.to_be_bytes(), &asked_hour.to_be_bytes()])
}

fn corrupt(column: &'static str, id: &[u8]) -> StoreError {
    let row = id.iter().map(|byte| format!("{byte:02x}")).collect();
    StoreError::Corrupt { table: "question", column, row }
}

fn row_of(model: question::Model) -> Result<Option<QuestionRow>, StoreError> {
    let (account, sealed) = match (model.account, model.sealed_body) {
        (Some(account), Some(sealed)) => (account, sealed),
        (None, None) => return Ok(None),
        _ => return Err(corrupt("account", &model.id)),
    };
    Ok(Some(QuestionRow {
        id: QuestionId(model.id.as_slice().try_into().map_err(|_| corrupt("id", &model.id))?),
        situation: model.situation,
        asked_hour: model.asked_hour,
        account: AccountId(account.as_slice().try_into().map_err(|_| corrupt("account", &model.id))?),
        sealed,
    }))
}

impl Store {
    /// The questions that wait for the permit's person in its situation, oldest first.
    pub async fn questions(
        &self,
        permit: &Permit<act::Answer>,
        limit: u64,
    ) -> Result<Vec<QuestionRow>, StoreError> {
        let rows = question::Entity::find()
            .filter(question::Column::Situation.eq(permit.number()))
            .filter(question::Column::Account.eq(permit.actor().0.to_vec()))
            .order_by_asc(question::Column::AskedHour)
            .order_by_asc(question::Column::Id)
            .limit(limit)
            .all(&self.reader())
            .await?;
        let rows: Result<Vec<_>, _> = rows.into_iter().map(row_of).collect();
        Ok(rows?.into_iter().flatten().collect())
    }

    /// Every question with its situation and the version and digest that the log should have of it.
    pub(crate) async fn question_objects(&self) -> Result<Vec<([u8; 16], i32, u64, [u8; 32])>, StoreError> {
        let rows = question::Entity::find().all(&self.reader()).await?;
        rows.into_iter()
            .map(|model| {
                let id = model.id.as_slice().try_into().map_err(|_| corrupt("id", &model.id))?;
                let (situation, closed) = (model.situation, closed_digest(model.situation, model.asked_hour));
                let open = row_of(model)?;
                Ok(open.map_or((id, situation, 2, closed), |row| (id, situation, 1, row.digest())))
            })
            .collect()
    }
}

impl Write<'_> {
    /// Adds a question.
    pub async fn add_question(&mut self, row: QuestionRow, by: AccountId) -> Result<(), StoreError> {
        self.may(LogAct::QuestionAsked, row.situation)?;
        self.log(Entry {
            actor: by.0,
            act: LogAct::QuestionAsked,
            situation: row.situation,
            object: row.id.0,
            version: 1,
            digest: row.digest(),
        });
        let model = question::Model {
            id: row.id.0.to_vec(),
            situation: row.situation,
            asked_hour: row.asked_hour,
            account: Some(row.account.0.to_vec()),
            sealed_body: Some(row.sealed),
        };
        question::Entity::insert(model.into_active_model()).exec_without_returning(&self.tx).await?;
        Ok(())
    }

    /// A question of the permits' situation that is open, as it stands inside this change.
    pub async fn question(&self, id: QuestionId) -> Result<Option<QuestionRow>, StoreError> {
        let row = question::Entity::find_by_id(id.0.to_vec()).one(&self.tx).await?;
        let row = row.map(row_of).transpose()?.flatten();
        Ok(row.filter(|row| self.sees(row.situation)))
    }

    /// Forgets the words and the recipient of a question. The log names who withdrew or triaged; of who
    /// answered it says nothing (`by` is none).
    pub async fn close_question(
        &mut self,
        row: &QuestionRow,
        by: Option<AccountId>,
    ) -> Result<(), StoreError> {
        self.may(LogAct::QuestionClosed, row.situation)?;
        let changes =
            question::ActiveModel { account: Set(None), sealed_body: Set(None), ..Default::default() };
        let done = question::Entity::update_many()
            .set(changes)
            .filter(question::Column::Id.eq(row.id.0.to_vec()))
            .filter(question::Column::SealedBody.is_not_null())
            .exec(&self.tx)
            .await?;
        if done.rows_affected != 1 {
            return Err(StoreError::Conflict { what: "the question".to_owned() });
        }
        self.log(Entry {
            actor: by.map_or([0; 16], |by| by.0),
            act: LogAct::QuestionClosed,
            situation: row.situation,
            object: row.id.0,
            version: 2,
            digest: closed_digest(row.situation, row.asked_hour),
        });
        Ok(())
    }
}
