//! Accounts: pseudonymous logins, the locked key of each, and roles.

use crate::backend::Store;
use crate::entity::{account, account_role, former_key};
use crate::error::StoreError;
use crate::log::Entry;
use crate::second_factors::{
    SecondFactorRow, put_second_factor, remove_second_factor, remove_second_factors, second_factors,
};
use crate::write::Write;
use domain::access::{AccountStatus, Role};
use domain::audit::LogAct;
use domain::id::AccountId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use vault::{Cost, Locked, PublicKey, digest_of};

/// A role in a situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoleRow {
    /// The situation's number.
    pub situation: i32,
    /// The role.
    pub role: Role,
}

/// An account. Who is behind it is content and is not here.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// Its id.
    pub id: AccountId,
    /// The login, a pseudonym.
    pub login: String,
    /// Whether somebody can sign in with it.
    pub status: AccountStatus,
    /// How often the row has been changed.
    pub version: u64,
    /// Counts changes of password and key.
    pub credential_epoch: u32,
    /// The person's key, locked with the password.
    pub locked: Locked,
    /// What others seal to and check signatures with.
    pub public: PublicKey,
    /// Whether the password is still the one that was generated.
    pub initial_password: bool,
    /// Until when a generated password may be used, in seconds since 1970; without it, until it is changed.
    pub password_until: Option<i64>,
}

impl AccountRow {
    fn digest(
        &self,
        roles: &[RoleRow],
        former: &[former_key::Model],
        factors: &[SecondFactorRow],
    ) -> [u8; 32] {
        let mut list = String::new();
        let mut roles = roles.to_vec();
        roles.sort_unstable();
        for role in roles {
            list.push_str(&format!("{}:{};", role.situation, role.role));
        }
        let former: Vec<u8> =
            former.iter().flat_map(|key| digest_of(&[&key.version.to_be_bytes(), &key.public_key])).collect();
        let factors: Vec<u8> = factors.iter().flat_map(SecondFactorRow::digest).collect();
        let until = self.password_until.map(i64::to_be_bytes);
        let epoch = self.credential_epoch.to_be_bytes();
        let memory = self.locked.cost.memory_kib.to_be_bytes();
        let (passes, lanes) = (self.locked.cost.passes.to_be_bytes(), self.locked.cost.lanes.to_be_bytes());
        let (public, initial) = (self.public.to_bytes(), [u8::from(self.initial_password)]);
        let mut parts: Vec<&[u8]> = vec![
            &self.id.0,
            self.login.as_bytes(),
            self.status.code().as_bytes(),
            &epoch,
            &self.locked.salt,
            &memory,
            &passes,
            &lanes,
            &self.locked.sealed,
            &public,
            &initial,
            list.as_bytes(),
            &former,
        ];
        // Rows from before these columns are in the log without them.
        if !factors.is_empty() {
            parts.extend([&b"second factors"[..], &factors]);
        }
        if let Some(until) = &until {
            parts.extend([&b"password until"[..], until]);
        }
        digest_of(&parts)
    }

    pub(crate) fn of(model: account::Model) -> Result<AccountRow, StoreError> {
        let corrupt = |column| StoreError::Corrupt { table: "account", column, row: model.login.clone() };
        let small = |n: i32, column| u32::try_from(n).map_err(|_| corrupt(column));
        Ok(AccountRow {
            id: AccountId(model.id.as_slice().try_into().map_err(|_| corrupt("id"))?),
            version: model.version as u64,
            credential_epoch: small(model.credential_epoch, "credential_epoch")?,
            locked: Locked {
                salt: model.kdf_salt.as_slice().try_into().map_err(|_| corrupt("kdf_salt"))?,
                cost: Cost {
                    memory_kib: small(model.kdf_memory_kib, "kdf_memory_kib")?,
                    passes: small(model.kdf_passes, "kdf_passes")?,
                    lanes: small(model.kdf_lanes, "kdf_lanes")?,
                },
                sealed: model.locked_key,
            },
            public: PublicKey::from_bytes(&model.public_key).map_err(|_| corrupt("public_key"))?,
            initial_password: model.initial_password,
            password_until: model.password_until,
            status: AccountStatus::from_code(&model.status).ok_or_else(|| corrupt("status"))?,
            login: model.login,
        })
    }

    fn model(&self) -> account::Model {
        account::Model {
            id: self.id.0.to_vec(),
            login: self.login.clone(),
            status: self.status.code().to_owned(),
            version: self.version as i64,
            credential_epoch: self.credential_epoch as i32,
            kdf_salt: self.locked.salt.to_vec(),
            kdf_memory_kib: self.locked.cost.memory_kib as i32,
            kdf_passes: self.locked.cost.passes as i32,
            kdf_lanes: self.locked.cost.lanes as i32,
            locked_key: self.locked.sealed.clone(),
            public_key: self.public.to_bytes(),
            initial_password: self.initial_password,
            password_until: self.password_until,
        }
    }
}

/// What becomes of an account's second factors.
#[derive(Clone, Copy, Debug)]
pub enum FactorChange<'f> {
    /// One is added, or takes the place of the one of its kind and id.
    Put(&'f SecondFactorRow),
    /// One is taken away.
    Remove(&'f SecondFactorRow),
}

impl Store {
    /// The account of a login.
    pub async fn account(&self, login: &str) -> Result<Option<AccountRow>, StoreError> {
        let row =
            account::Entity::find().filter(account::Column::Login.eq(login)).one(&self.reader()).await?;
        row.map(AccountRow::of).transpose()
    }

    /// The account of an id.
    pub async fn account_of(&self, id: AccountId) -> Result<Option<AccountRow>, StoreError> {
        let row = account::Entity::find_by_id(id.0.to_vec()).one(&self.reader()).await?;
        row.map(AccountRow::of).transpose()
    }

    /// Every account, by login.
    pub async fn accounts(&self) -> Result<Vec<AccountRow>, StoreError> {
        let rows = account::Entity::find().order_by_asc(account::Column::Login).all(&self.reader()).await?;
        rows.into_iter().map(AccountRow::of).collect()
    }

    /// The roles of an account.
    pub async fn roles(&self, account: AccountId) -> Result<Vec<RoleRow>, StoreError> {
        roles(&self.reader(), account).await
    }

    /// Who has which roles in a situation.
    pub async fn roles_in(&self, situation: i32) -> Result<Vec<(AccountId, Role)>, StoreError> {
        let rows = account_role::Entity::find()
            .filter(account_role::Column::Situation.eq(situation))
            .all(&self.reader())
            .await?;
        let read = |row: account_role::Model| {
            let bad = |column| StoreError::Corrupt { table: "account_role", column, row: row.role.clone() };
            let account = AccountId(row.account.as_slice().try_into().map_err(|_| bad("account"))?);
            Ok((account, Role::from_code(&row.role).ok_or_else(|| bad("role"))?))
        };
        rows.into_iter().map(read).collect()
    }

    /// The digest of an account as it is stored now.
    pub(crate) async fn account_digest(&self, row: &AccountRow) -> Result<[u8; 32], StoreError> {
        let former = former_keys(&self.reader(), row.id).await?;
        let factors = second_factors(&self.reader(), row.id).await?;
        Ok(row.digest(&roles(&self.reader(), row.id).await?, &former, &factors))
    }

    /// The public keys of accounts: the present one of each, then those it had before. What such a key signed
    /// while it was in use stands: a co-chair's lost password must not take from others what that co-chair
    /// gave them.
    pub async fn public_keys(&self, of: &[AccountId]) -> Result<Vec<(AccountId, PublicKey)>, StoreError> {
        let ids = || of.iter().map(|id| id.0.to_vec());
        let present = account::Entity::find()
            .filter(account::Column::Id.is_in(ids()))
            .select_only()
            .columns([account::Column::Id, account::Column::PublicKey])
            .into_tuple();
        let former = former_key::Entity::find()
            .filter(former_key::Column::Account.is_in(ids()))
            .order_by_desc(former_key::Column::Version)
            .select_only()
            .columns([former_key::Column::Account, former_key::Column::PublicKey])
            .into_tuple();
        let mut rows: Vec<(Vec<u8>, Vec<u8>)> = present.all(&self.reader()).await?;
        rows.extend(former.all(&self.reader()).await?);
        rows.into_iter()
            .map(|(id, key)| {
                let corrupt = || StoreError::Corrupt {
                    table: "account",
                    column: "id",
                    row: id.iter().map(|byte| format!("{byte:02x}")).collect(),
                };
                let account = AccountId(id.as_slice().try_into().map_err(|_| corrupt())?);
                Ok((account, PublicKey::from_bytes(&key)?))
            })
            .collect()
    }

    /// How many former keys belong to none of these accounts.
    pub(crate) async fn stray_former_keys(&self, accounts: &[AccountRow]) -> Result<usize, StoreError> {
        let rows = former_key::Entity::find().all(&self.reader()).await?;
        let belongs =
            |row: &former_key::Model| accounts.iter().any(|account| account.id.0[..] == row.account);
        Ok(rows.iter().filter(|row| !belongs(row)).count())
    }
}

impl Write<'_> {
    /// Adds an account with its roles.
    pub async fn add_account(
        &mut self,
        row: &AccountRow,
        roles: &[RoleRow],
        by: AccountId,
    ) -> Result<(), StoreError> {
        account::Entity::insert(row.model().into_active_model()).exec_without_returning(&self.tx).await?;
        self.insert_roles(row.id, roles).await?;
        self.log(Entry {
            actor: by.0,
            act: LogAct::AccountCreated,
            situation: roles.first().map_or(0, |role| role.situation),
            object: row.id.0,
            version: row.version,
            digest: row.digest(roles, &[], &[]),
        });
        Ok(())
    }

    /// Replaces the lock on an account's key (and the key, where it is new).
    pub async fn change_lock(&mut self, row: &AccountRow, by: AccountId) -> Result<(), StoreError> {
        let roles = roles(&self.tx, row.id).await?;
        self.change(row, &roles, LogAct::PasswordChanged, 0, by, None).await
    }

    /// Suspends an account, restores it, or suspends it for good. `situation` is where that was decided.
    pub async fn change_status(
        &mut self,
        row: &AccountRow,
        situation: i32,
        by: AccountId,
    ) -> Result<(), StoreError> {
        let roles = roles(&self.tx, row.id).await?;
        let act = match row.status {
            AccountStatus::Active => LogAct::AccountRestored,
            AccountStatus::Suspended => LogAct::AccountSuspended,
            AccountStatus::Removed => LogAct::AccountRemoved,
        };
        self.change(row, &roles, act, situation, by, None).await
    }

    /// Gives an account other roles in a situation; what it is in others stays.
    pub async fn change_roles(
        &mut self,
        row: &AccountRow,
        situation: i32,
        to: &[Role],
        by: AccountId,
    ) -> Result<(), StoreError> {
        let mut now = roles(&self.tx, row.id).await?;
        now.retain(|role| role.situation != situation);
        now.extend(to.iter().map(|role| RoleRow { situation, role: *role }));
        self.change(row, &now, LogAct::RolesChanged, situation, by, None).await
    }

    /// Adds a second factor or takes one away. `row` is the account's next version.
    pub async fn change_second_factor(
        &mut self,
        row: &AccountRow,
        change: FactorChange<'_>,
        by: AccountId,
    ) -> Result<(), StoreError> {
        let roles = roles(&self.tx, row.id).await?;
        self.change(row, &roles, LogAct::SecondFactorChanged, 0, by, Some(change)).await
    }

    /// Writes an account's next version with its roles.
    async fn change(
        &mut self,
        row: &AccountRow,
        to: &[RoleRow],
        act: LogAct,
        situation: i32,
        by: AccountId,
        factor: Option<FactorChange<'_>>,
    ) -> Result<(), StoreError> {
        let what = format!("the account {}", row.login);
        let stored = account::Entity::find_by_id(row.id.0.to_vec()).one(&self.tx).await?;
        let stored = stored
            .map(AccountRow::of)
            .transpose()?
            .filter(|stored| stored.version + 1 == row.version)
            .ok_or_else(|| StoreError::Conflict { what: what.clone() })?;
        let before = roles(&self.tx, row.id).await?;
        let (former, factors) =
            (former_keys(&self.tx, row.id).await?, second_factors(&self.tx, row.id).await?);
        let digest = stored.digest(&before, &former, &factors);
        if self.logged(row.id.0, digest, &what).await? != stored.version {
            return Err(StoreError::Altered { what });
        }
        if stored.public != row.public {
            let former = former_key::Model {
                account: row.id.0.to_vec(),
                version: stored.version as i64,
                public_key: stored.public.to_bytes(),
            };
            former_key::Entity::insert(former.into_active_model()).exec_without_returning(&self.tx).await?;
            // Sealed with the key that is gone, they would keep the person out for good.
            remove_second_factors(&self.tx, row.id).await?;
            self.withdraw_everywhere(row.id, by).await?;
        }
        row.model().into_active_model().reset_all().update(&self.tx).await?;
        if before != to {
            account_role::Entity::delete_many()
                .filter(account_role::Column::Account.eq(row.id.0.to_vec()))
                .exec(&self.tx)
                .await?;
            self.insert_roles(row.id, to).await?;
        }
        if let Some(factor) = factor {
            match factor {
                FactorChange::Put(factor) => put_second_factor(&self.tx, factor).await?,
                FactorChange::Remove(factor) => remove_second_factor(&self.tx, factor).await?,
            }
        }
        let (former, factors) =
            (former_keys(&self.tx, row.id).await?, second_factors(&self.tx, row.id).await?);
        let digest = row.digest(to, &former, &factors);
        self.log(Entry { actor: by.0, act, situation, object: row.id.0, version: row.version, digest });
        Ok(())
    }

    async fn insert_roles(&self, account: AccountId, roles: &[RoleRow]) -> Result<(), StoreError> {
        for role in roles {
            let model = account_role::Model {
                account: account.0.to_vec(),
                situation: role.situation,
                role: role.role.code().to_owned(),
            };
            account_role::Entity::insert(model.into_active_model()).exec_without_returning(&self.tx).await?;
        }
        Ok(())
    }
}

impl Write<'_> {
    /// An account with its roles, as it stands inside this change, if it is what the log last said of it: for
    /// sealing something to its key, which somebody who writes to the database could have replaced.
    pub async fn account_as_logged(
        &self,
        id: AccountId,
    ) -> Result<Option<(AccountRow, Vec<RoleRow>)>, StoreError> {
        let row = account::Entity::find_by_id(id.0.to_vec()).one(&self.tx).await?;
        let Some(row) = row.map(AccountRow::of).transpose()? else { return Ok(None) };
        let roles = roles(&self.tx, id).await?;
        let (former, factors) = (former_keys(&self.tx, id).await?, second_factors(&self.tx, id).await?);
        self.logged(id.0, row.digest(&roles, &former, &factors), &format!("the account {}", row.login))
            .await?;
        Ok(Some((row, roles)))
    }
}

async fn former_keys(
    on: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<former_key::Model>, StoreError> {
    Ok(former_key::Entity::find()
        .filter(former_key::Column::Account.eq(account.0.to_vec()))
        .order_by_asc(former_key::Column::Version)
        .all(on)
        .await?)
}

async fn roles(on: &impl ConnectionTrait, account: AccountId) -> Result<Vec<RoleRow>, StoreError> {
    let rows = account_role::Entity::find()
        .filter(account_role::Column::Account.eq(account.0.to_vec()))
        .all(on)
        .await?;
    rows.into_iter()
        .map(|row| {
            let role = Role::from_code(&row.role).ok_or(StoreError::Corrupt {
                table: "account_role",
                column: "role",
                row: account.to_string(),
            })?;
            Ok(RoleRow { situation: row.situation, role })
        })
        .collect()
}
