//! The pairs to which telephones encrypt their forms: public halves that anybody may read, private ones sealed in the
//! intake compartment.

use crate::backend::Store;
use crate::entity::form_key;
use crate::error::StoreError;
use crate::write::{Write, numbered_object};
use domain::id::AccountId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use vault::{Sealed, digest_of};

/// A pair of a situation. All are kept: what was encrypted to an earlier one may still come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormKeyRow {
    /// The situation's number.
    pub situation: i32,
    /// Which of its pairs, from 1; the last one stands in the forms.
    pub number: u32,
    /// The public half: SubjectPublicKeyInfo (RFC 5280), in DER.
    pub public: Vec<u8>,
    /// The co-chair who made it.
    pub signer: AccountId,
    /// Their signature over [`FormKeyRow::signed`].
    pub signature: [u8; 64],
    /// The epoch of the intake key under which the private half is.
    pub epoch: u32,
    /// The private half, sealed.
    pub sealed: Sealed,
}

impl FormKeyRow {
    /// What the signer signs: no report is to be encrypted to a key that somebody else put here.
    pub fn signed(&self, vault: &[u8; 16]) -> [u8; 32] {
        digest_of(&[b"form_key", vault, &self.number.to_be_bytes(), &self.public])
    }

    pub(crate) fn object(&self) -> [u8; 16] {
        numbered_object("form_key", (self.situation as u64) << 32 | u64::from(self.number))
    }

    pub(crate) fn digest(&self) -> [u8; 32] {
        let epoch = self.epoch.to_be_bytes();
        let Sealed { key, body } = &self.sealed;
        digest_of(&[&self.public, &self.signer.0, &self.signature, &epoch, key, body])
    }

    fn of(model: form_key::Model) -> Result<FormKeyRow, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "form_key",
            column,
            row: format!("{} {}", model.situation, model.number),
        };
        Ok(FormKeyRow {
            situation: model.situation,
            number: u32::try_from(model.number).map_err(|_| corrupt("number"))?,
            signer: AccountId(model.signer.as_slice().try_into().map_err(|_| corrupt("signer"))?),
            signature: model.signature.as_slice().try_into().map_err(|_| corrupt("signature"))?,
            epoch: u32::try_from(model.epoch).map_err(|_| corrupt("epoch"))?,
            public: model.public,
            sealed: Sealed { key: model.private_key, body: model.private_body },
        })
    }

    fn model(&self) -> form_key::Model {
        form_key::Model {
            situation: self.situation,
            number: self.number as i32,
            public: self.public.clone(),
            signer: self.signer.0.to_vec(),
            signature: self.signature.to_vec(),
            epoch: self.epoch as i32,
            private_key: self.sealed.key.clone(),
            private_body: self.sealed.body.clone(),
        }
    }
}

impl Store {
    /// The pairs of a situation, in their order.
    pub async fn form_keys(&self, situation: i32) -> Result<Vec<FormKeyRow>, StoreError> {
        let rows = form_key::Entity::find()
            .filter(form_key::Column::Situation.eq(situation))
            .order_by_asc(form_key::Column::Number)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(FormKeyRow::of).collect()
    }
}

impl Write<'_> {
    /// Stores a pair, or its private half sealed under a new epoch.
    pub async fn put_form_key(&mut self, row: &FormKeyRow, by: AccountId) -> Result<(), StoreError> {
        use form_key::Column;
        form_key::Entity::insert(row.model().into_active_model())
            .on_conflict(
                OnConflict::columns([Column::Situation, Column::Number])
                    .update_columns([Column::Epoch, Column::PrivateKey, Column::PrivateBody])
                    .to_owned(),
            )
            .exec_without_returning(&self.tx)
            .await?;
        self.key_created(by, row.situation, row.object(), row.digest());
        Ok(())
    }
}
