//! Compartment keys of every epoch, as they are sealed to people and to custodians.

use crate::backend::Store;
use crate::entity::{compartment_key, custodian, key_grant, naming_key, recovery_envelope};
use crate::error::StoreError;
use crate::log::Entry;
use crate::write::{Write, numbered_object};
use domain::audit::LogAct;
use domain::id::AccountId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use vault::{Compartment, Grant, RecoveryEnvelope, Sealed, digest_of};

/// What is public of a compartment's key in one epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompartmentKeyRow {
    /// The situation's number.
    pub situation: i32,
    /// The compartment.
    pub compartment: Compartment,
    /// The epoch, from 1.
    pub epoch: u32,
    /// The key to which submissions are sealed; for compartments that take none, the key's public id.
    pub public: Vec<u8>,
    /// The co-chair who brought it into use.
    pub signer: AccountId,
    /// Their signature over [`CompartmentKeyRow::signed`].
    pub signature: [u8; 64],
    /// What a holder of the epoch before vouched for; in the first epoch, of this one.
    pub vouched: Vec<u8>,
}

/// A compartment key sealed to one person.
#[derive(Clone, Debug)]
pub struct GrantRow {
    /// The situation's number.
    pub situation: i32,
    /// The compartment.
    pub compartment: Compartment,
    /// The epoch.
    pub epoch: u32,
    /// To whom.
    pub account: AccountId,
    /// By whom.
    pub granter: AccountId,
    /// The sealed key and the granter's signature.
    pub grant: Grant,
    /// What a holder of the granted key vouched for: that this person, with this public key, was given it.
    pub vouched: Vec<u8>,
}

/// The offline public key of a recovery custodian.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustodianRow {
    /// The situation's number.
    pub situation: i32,
    /// The custodian's number, from 0.
    pub number: u8,
    /// The key in its text form.
    pub public_key: String,
    /// The epoch of the case key under which it is vouched for.
    pub epoch: u32,
    /// What a holder of that key vouched for.
    pub vouched: Vec<u8>,
}

impl CustodianRow {
    fn digest(&self) -> [u8; 32] {
        digest_of(&[self.public_key.as_bytes(), &self.epoch.to_be_bytes(), &self.vouched])
    }
}

/// A compartment key sealed to a set of custodians.
#[derive(Clone, Debug)]
pub struct RecoveryRow {
    /// The situation's number.
    pub situation: i32,
    /// The compartment.
    pub compartment: Compartment,
    /// The epoch.
    pub epoch: u32,
    /// Custodians and sealed key.
    pub envelope: RecoveryEnvelope,
}

/// The key that names incidents, sealed in the case compartment.
#[derive(Clone, Debug)]
pub struct NamingKeyRow {
    /// The situation's number.
    pub situation: i32,
    /// The epoch of the case key under which it is wrapped.
    pub epoch: u32,
    /// The sealed key.
    pub sealed: Sealed,
}

fn compartment(code: &str, table: &'static str) -> Result<Compartment, StoreError> {
    Compartment::from_code(code).ok_or_else(|| StoreError::Corrupt {
        table,
        column: "compartment",
        row: code.chars().take(20).collect(),
    })
}

impl CompartmentKeyRow {
    fn object(&self) -> [u8; 16] {
        short(&digest_of(&[
            b"compartment_key",
            &self.situation.to_be_bytes(),
            self.compartment.code().as_bytes(),
            &self.epoch.to_be_bytes(),
        ]))
    }

    fn digest(&self) -> [u8; 32] {
        digest_of(&[&self.object(), &self.public, &self.signer.0, &self.signature, &self.vouched])
    }

    /// What the signer signs: a key put here by somebody else must not be sealed to.
    pub fn signed(&self, vault: &[u8; 16]) -> [u8; 32] {
        digest_of(&[
            b"compartment_key",
            vault,
            self.compartment.code().as_bytes(),
            &self.epoch.to_be_bytes(),
            &self.public,
        ])
    }
}

impl GrantRow {
    fn of(row: key_grant::Model) -> Result<GrantRow, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "key_grant",
            column,
            row: format!("{} {}", row.compartment, row.epoch),
        };
        Ok(GrantRow {
            situation: row.situation,
            compartment: compartment(&row.compartment, "key_grant")?,
            epoch: row.epoch as u32,
            account: AccountId(row.account.as_slice().try_into().map_err(|_| corrupt("account"))?),
            granter: AccountId(row.granter.as_slice().try_into().map_err(|_| corrupt("granter"))?),
            grant: Grant {
                signature: row.signature.as_slice().try_into().map_err(|_| corrupt("signature"))?,
                sealed: row.sealed_key,
            },
            vouched: row.vouched,
        })
    }

    fn object(&self) -> [u8; 16] {
        short(&digest_of(&[
            b"key_grant",
            &self.situation.to_be_bytes(),
            self.compartment.code().as_bytes(),
            &self.epoch.to_be_bytes(),
            &self.account.0,
        ]))
    }

    fn digest(&self) -> [u8; 32] {
        digest_of(&[
            &self.object(),
            &self.granter.0,
            &self.grant.sealed,
            &self.grant.signature,
            &self.vouched,
        ])
    }
}

impl NamingKeyRow {
    fn digest(&self) -> [u8; 32] {
        digest_of(&[&self.epoch.to_be_bytes(), &self.sealed.key, &self.sealed.body])
    }
}

impl RecoveryRow {
    fn digest(&self) -> [u8; 32] {
        digest_of(&[&self.envelope.custodians, &self.envelope.sealed])
    }
}

/// The id that a digest begins with.
pub(crate) fn short(digest: &[u8; 32]) -> [u8; 16] {
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    id
}

/// The objects and digests of everything here, for [`Store::verify`].
pub(crate) type Objects = Vec<([u8; 16], [u8; 32], String)>;

impl Store {
    /// The compartment keys of a situation, oldest epoch first.
    pub async fn compartment_keys(&self, situation: i32) -> Result<Vec<CompartmentKeyRow>, StoreError> {
        let rows = compartment_key::Entity::find()
            .filter(compartment_key::Column::Situation.eq(situation))
            .order_by_asc(compartment_key::Column::Epoch)
            .all(&self.reader())
            .await?;
        rows.into_iter()
            .map(|row| {
                let corrupt = |column| StoreError::Corrupt {
                    table: "compartment_key",
                    column,
                    row: format!("{} {}", row.compartment, row.epoch),
                };
                Ok(CompartmentKeyRow {
                    situation: row.situation,
                    compartment: compartment(&row.compartment, "compartment_key")?,
                    epoch: row.epoch as u32,
                    signer: AccountId(row.signer.as_slice().try_into().map_err(|_| corrupt("signer"))?),
                    signature: row.signature.as_slice().try_into().map_err(|_| corrupt("signature"))?,
                    public: row.public,
                    vouched: row.vouched,
                })
            })
            .collect()
    }

    /// The grants of a situation: all of them, or one person's.
    pub async fn grants(
        &self,
        situation: i32,
        account: Option<AccountId>,
    ) -> Result<Vec<GrantRow>, StoreError> {
        let mut find = key_grant::Entity::find().filter(key_grant::Column::Situation.eq(situation));
        if let Some(account) = account {
            find = find.filter(key_grant::Column::Account.eq(account.0.to_vec()));
        }
        let rows = find.order_by_asc(key_grant::Column::Epoch).all(&self.reader()).await?;
        rows.into_iter().map(GrantRow::of).collect()
    }

    /// The recovery custodians of a situation.
    pub async fn custodians(&self, situation: i32) -> Result<Vec<CustodianRow>, StoreError> {
        let rows = custodian::Entity::find()
            .filter(custodian::Column::Situation.eq(situation))
            .order_by_asc(custodian::Column::Number)
            .all(&self.reader())
            .await?;
        rows.into_iter()
            .map(|row| {
                let number = u8::try_from(row.number).map_err(|_| StoreError::Corrupt {
                    table: "custodian",
                    column: "number",
                    row: row.number.to_string(),
                })?;
                let epoch = row.epoch as u32;
                Ok(CustodianRow {
                    situation: row.situation,
                    number,
                    public_key: row.public_key,
                    epoch,
                    vouched: row.vouched,
                })
            })
            .collect()
    }

    /// The recovery envelopes of a situation.
    pub async fn recovery_envelopes(&self, situation: i32) -> Result<Vec<RecoveryRow>, StoreError> {
        let rows = recovery_envelope::Entity::find()
            .filter(recovery_envelope::Column::Situation.eq(situation))
            .order_by_asc(recovery_envelope::Column::Epoch)
            .all(&self.reader())
            .await?;
        rows.into_iter()
            .map(|row| {
                Ok(RecoveryRow {
                    situation: row.situation,
                    compartment: compartment(&row.compartment, "recovery_envelope")?,
                    epoch: row.epoch as u32,
                    envelope: RecoveryEnvelope { custodians: row.custodians, sealed: row.sealed_key },
                })
            })
            .collect()
    }

    /// The key that names incidents of a situation.
    pub async fn naming_key(&self, situation: i32) -> Result<Option<NamingKeyRow>, StoreError> {
        let row = naming_key::Entity::find_by_id(situation).one(&self.reader()).await?;
        Ok(row.map(|row| NamingKeyRow {
            situation: row.situation,
            epoch: row.epoch as u32,
            sealed: Sealed { key: row.name_key, body: row.name_body },
        }))
    }

    pub(crate) async fn key_objects(&self, situation: i32) -> Result<Objects, StoreError> {
        let mut objects = Objects::new();
        for row in self.compartment_keys(situation).await? {
            objects.push((
                row.object(),
                row.digest(),
                format!("key of {} epoch {}", row.compartment.code(), row.epoch),
            ));
        }
        for row in self.grants(situation, None).await? {
            let what = format!("grant of {} epoch {} to {}", row.compartment.code(), row.epoch, row.account);
            objects.push((row.object(), row.digest(), what));
        }
        if let Some(row) = self.naming_key(situation).await? {
            objects.push((
                numbered_object("naming", situation as u64),
                row.digest(),
                "naming key".to_owned(),
            ));
        }
        for row in self.form_keys(situation).await? {
            objects.push((row.object(), row.digest(), format!("form key {}", row.number)));
        }
        let custodians = self.custodians(situation).await?;
        for row in custodians {
            let object = numbered_object("custody", (situation as u64) << 8 | u64::from(row.number));
            objects.push((object, row.digest(), format!("custodian {}", row.number + 1)));
        }
        for row in self.recovery_envelopes(situation).await? {
            let what = format!("recovery envelope of {} epoch {}", row.compartment.code(), row.epoch);
            objects.push((recovery_object(&row), row.digest(), what));
        }
        Ok(objects)
    }
}

fn recovery_object(row: &RecoveryRow) -> [u8; 16] {
    short(&digest_of(&[
        b"recovery_envelope",
        &row.situation.to_be_bytes(),
        row.compartment.code().as_bytes(),
        &row.epoch.to_be_bytes(),
        &row.envelope.custodians,
    ]))
}

impl Write<'_> {
    /// Refuses to go on when another epoch than this has come into use: whoever seals must sign in again.
    pub async fn expect_epoch(&self, situation: i32, epoch: u32) -> Result<(), StoreError> {
        if self.is_epoch_in_use(situation, epoch).await? {
            Ok(())
        } else {
            Err(StoreError::Conflict { what: "the keys of the situation".to_owned() })
        }
    }

    /// Whether the keys of an epoch are those in use.
    pub async fn is_epoch_in_use(&self, situation: i32, epoch: u32) -> Result<bool, StoreError> {
        let latest = compartment_key::Entity::find()
            .filter(compartment_key::Column::Situation.eq(situation))
            .order_by_desc(compartment_key::Column::Epoch)
            .one(&self.tx)
            .await?;
        Ok(latest.is_some_and(|latest| latest.epoch as u32 == epoch))
    }

    /// Brings a compartment's key of an epoch into use.
    pub async fn add_compartment_key(
        &mut self,
        row: &CompartmentKeyRow,
        by: AccountId,
    ) -> Result<(), StoreError> {
        let model = compartment_key::Model {
            situation: row.situation,
            compartment: row.compartment.code().to_owned(),
            epoch: row.epoch as i32,
            public: row.public.clone(),
            signer: row.signer.0.to_vec(),
            signature: row.signature.to_vec(),
            vouched: row.vouched.clone(),
        };
        compartment_key::Entity::insert(model.into_active_model()).exec_without_returning(&self.tx).await?;
        self.key_entry(by, LogAct::KeyCreated, row.situation, row.object(), row.digest());
        Ok(())
    }

    /// Seals a compartment key to a person, or again to the same person.
    pub async fn put_grant(&mut self, row: &GrantRow) -> Result<(), StoreError> {
        let model = key_grant::Model {
            situation: row.situation,
            compartment: row.compartment.code().to_owned(),
            epoch: row.epoch as i32,
            account: row.account.0.to_vec(),
            granter: row.granter.0.to_vec(),
            sealed_key: row.grant.sealed.clone(),
            signature: row.grant.signature.to_vec(),
            vouched: row.vouched.clone(),
        };
        use key_grant::Column;
        key_grant::Entity::insert(model.into_active_model())
            .on_conflict(
                OnConflict::columns([Column::Situation, Column::Compartment, Column::Epoch, Column::Account])
                    .update_columns([Column::Granter, Column::SealedKey, Column::Signature, Column::Vouched])
                    .to_owned(),
            )
            .exec_without_returning(&self.tx)
            .await?;
        self.key_entry(row.granter, LogAct::Granted, row.situation, row.object(), row.digest());
        Ok(())
    }

    /// Withdraws a grant.
    pub async fn remove_grant(&mut self, row: &GrantRow, by: AccountId) -> Result<(), StoreError> {
        self.delete_grant(row).await?;
        self.key_entry(by, LogAct::Revoked, row.situation, row.object(), [0; 32]);
        Ok(())
    }

    async fn delete_grant(&self, row: &GrantRow) -> Result<(), StoreError> {
        let key =
            (row.situation, row.compartment.code().to_owned(), row.epoch as i32, row.account.0.to_vec());
        key_grant::Entity::delete_by_id(key).exec(&self.tx).await?;
        Ok(())
    }

    /// Withdraws what is sealed to an account's key, in whatever situation: the key is gone.
    pub(crate) async fn withdraw_everywhere(
        &mut self,
        account: AccountId,
        by: AccountId,
    ) -> Result<(), StoreError> {
        let find = key_grant::Entity::find().filter(key_grant::Column::Account.eq(account.0.to_vec()));
        for row in find.all(&self.tx).await? {
            let grant = GrantRow::of(row)?;
            self.delete_grant(&grant).await?;
            let (object, version) = (grant.object(), self.next_version());
            let (actor, act, situation) = (by.0, LogAct::Revoked, grant.situation);
            self.log_following(Entry { actor, act, situation, object, version, digest: [0; 32] });
        }
        Ok(())
    }

    /// Adds a recovery custodian.
    pub async fn add_custodian(&mut self, row: &CustodianRow, by: AccountId) -> Result<(), StoreError> {
        let model = custodian::Model {
            situation: row.situation,
            number: i32::from(row.number),
            public_key: row.public_key.clone(),
            epoch: row.epoch as i32,
            vouched: row.vouched.clone(),
        };
        custodian::Entity::insert(model.into_active_model()).exec_without_returning(&self.tx).await?;
        let object = numbered_object("custody", (row.situation as u64) << 8 | u64::from(row.number));
        self.key_entry(by, LogAct::KeyCreated, row.situation, object, row.digest());
        Ok(())
    }

    /// Adds a recovery envelope.
    pub async fn add_recovery(&mut self, row: &RecoveryRow, by: AccountId) -> Result<(), StoreError> {
        let model = recovery_envelope::Model {
            situation: row.situation,
            compartment: row.compartment.code().to_owned(),
            epoch: row.epoch as i32,
            custodians: row.envelope.custodians.clone(),
            sealed_key: row.envelope.sealed.clone(),
        };
        recovery_envelope::Entity::insert(model.into_active_model()).exec_without_returning(&self.tx).await?;
        self.key_entry(by, LogAct::KeyCreated, row.situation, recovery_object(row), row.digest());
        Ok(())
    }

    /// Stores the key that names incidents, or its new wrapping.
    pub async fn put_naming_key(&mut self, row: &NamingKeyRow, by: AccountId) -> Result<(), StoreError> {
        let model = naming_key::Model {
            situation: row.situation,
            epoch: row.epoch as i32,
            name_key: row.sealed.key.clone(),
            name_body: row.sealed.body.clone(),
        };
        use naming_key::Column;
        naming_key::Entity::insert(model.into_active_model())
            .on_conflict(
                OnConflict::column(Column::Situation)
                    .update_columns([Column::Epoch, Column::NameKey, Column::NameBody])
                    .to_owned(),
            )
            .exec_without_returning(&self.tx)
            .await?;
        let object = numbered_object("naming", row.situation as u64);
        self.key_entry(by, LogAct::KeyCreated, row.situation, object, row.digest());
        Ok(())
    }

    /// Says that a key is there, or is sealed anew.
    pub(crate) fn key_created(&mut self, by: AccountId, situation: i32, object: [u8; 16], digest: [u8; 32]) {
        self.key_entry(by, LogAct::KeyCreated, situation, object, digest);
    }

    /// Keys come and go under one object, so their versions follow the log.
    fn key_entry(&mut self, by: AccountId, act: LogAct, situation: i32, object: [u8; 16], digest: [u8; 32]) {
        let version = self.next_version();
        self.log(Entry { actor: by.0, act, situation, object, version, digest });
    }
}
