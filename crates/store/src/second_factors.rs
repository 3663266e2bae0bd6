//! Second factors: what somebody must show besides a password. What they are is sealed with the account's own
//! key; that they are there, and how often they were used, is not.

use crate::backend::Store;
use crate::entity::second_factor;
use crate::error::StoreError;
use domain::id::AccountId;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set,
};
use vault::digest_of;

/// A second factor of an account, sealed with the account's own key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactorRow {
    /// Whose it is.
    pub account: AccountId,
    /// What kind it is, such as `totp`.
    pub kind: String,
    /// Which of its kind; zeros where an account has at most one.
    pub id: [u8; 16],
    /// The sealed seed or passkey.
    pub sealed_body: Vec<u8>,
    /// The last step that was used, a number that grows with time: each is good once (RFC 6238 section 5.2).
    pub used_step: i64,
    /// How many signatures a device said that it has made; 0 where it does not count.
    pub counter: i64,
}

impl SecondFactorRow {
    /// What the log says of it. Step and count go up with every use and are not in it.
    pub(crate) fn digest(&self) -> [u8; 32] {
        match self.id == [0; 16] {
            // As it was said before there were several of a kind.
            true => digest_of(&[self.kind.as_bytes(), &self.sealed_body]),
            false => digest_of(&[self.kind.as_bytes(), &self.id, &self.sealed_body]),
        }
    }

    fn of(model: second_factor::Model) -> Result<SecondFactorRow, StoreError> {
        let corrupt =
            |column| StoreError::Corrupt { table: "second_factor", column, row: model.kind.clone() };
        Ok(SecondFactorRow {
            account: AccountId(model.account.as_slice().try_into().map_err(|_| corrupt("account"))?),
            id: model.id.as_slice().try_into().map_err(|_| corrupt("id"))?,
            kind: model.kind,
            sealed_body: model.sealed_body,
            used_step: model.used_step,
            counter: model.counter,
        })
    }
}

impl Store {
    /// The second factors of an account.
    pub async fn second_factors(&self, account: AccountId) -> Result<Vec<SecondFactorRow>, StoreError> {
        second_factors(&self.reader(), account).await
    }

    /// Uses up a step of a second factor; false where it, or a later one, has been used, or where the count of
    /// signatures has not grown (W3C Web Authentication Level 3, section 7.2, step 22).
    pub async fn use_step(&self, row: &SecondFactorRow, step: i64, counter: i64) -> Result<bool, StoreError> {
        // Devices that do not count say 0 always.
        let grown = Condition::any()
            .add(second_factor::Column::Counter.lt(counter))
            .add(Condition::all().add(second_factor::Column::Counter.eq(0)).add(Expr::value(counter == 0)));
        let done = second_factor::Entity::update_many()
            .col_expr(second_factor::Column::UsedStep, Expr::value(step))
            .col_expr(second_factor::Column::Counter, Expr::value(counter))
            .filter(second_factor::Column::Account.eq(row.account.0.to_vec()))
            .filter(second_factor::Column::Kind.eq(row.kind.as_str()))
            .filter(second_factor::Column::Id.eq(row.id.to_vec()))
            .filter(second_factor::Column::UsedStep.lt(step))
            .filter(grown)
            .exec(&self.writer())
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// How many second factors belong to none of these accounts.
    pub(crate) async fn stray_second_factors(
        &self,
        accounts: &[crate::accounts::AccountRow],
    ) -> Result<usize, StoreError> {
        let rows = second_factor::Entity::find().all(&self.reader()).await?;
        let belongs =
            |row: &second_factor::Model| accounts.iter().any(|account| account.id.0[..] == row.account);
        Ok(rows.iter().filter(|row| !belongs(row)).count())
    }
}

pub(crate) async fn second_factors(
    on: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<SecondFactorRow>, StoreError> {
    let rows = second_factor::Entity::find()
        .filter(second_factor::Column::Account.eq(account.0.to_vec()))
        .order_by_desc(second_factor::Column::Kind)
        .order_by_asc(second_factor::Column::Id)
        .all(on)
        .await?;
    rows.into_iter().map(SecondFactorRow::of).collect()
}

pub(crate) async fn put_second_factor(
    on: &impl ConnectionTrait,
    row: &SecondFactorRow,
) -> Result<(), StoreError> {
    let key = (row.account.0.to_vec(), row.kind.clone(), row.id.to_vec());
    let model = second_factor::ActiveModel {
        account: Set(row.account.0.to_vec()),
        kind: Set(row.kind.clone()),
        id: Set(row.id.to_vec()),
        sealed_body: Set(row.sealed_body.clone()),
        used_step: Set(row.used_step),
        counter: Set(row.counter),
    };
    if second_factor::Entity::find_by_id(key).one(on).await?.is_some() {
        model.update(on).await?;
    } else {
        second_factor::Entity::insert(model).exec_without_returning(on).await?;
    }
    Ok(())
}

/// Takes a second factor away.
pub(crate) async fn remove_second_factor(
    on: &impl ConnectionTrait,
    row: &SecondFactorRow,
) -> Result<(), StoreError> {
    let key = (row.account.0.to_vec(), row.kind.clone(), row.id.to_vec());
    second_factor::Entity::delete_by_id(key).exec(on).await?;
    Ok(())
}

pub(crate) async fn remove_second_factors(
    on: &impl ConnectionTrait,
    account: AccountId,
) -> Result<(), StoreError> {
    second_factor::Entity::delete_many()
        .filter(second_factor::Column::Account.eq(account.0.to_vec()))
        .exec(on)
        .await?;
    Ok(())
}
