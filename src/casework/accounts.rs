//! Accounts come, go and change while monitoring goes on.

use super::keys::compartments;
use super::people::{excerpt, generate_password, new_account, random_id};
use super::{CaseError, Desk};
use domain::access::{AccountStatus, Permit, Role, act, check_login, check_roles};
use domain::id::AccountId;
use std::collections::BTreeSet;
use store::{AccountRow, RoleRow, Write};
use vault::{Compartment, Password, SystemEntropy};

/// A generated password that crosses a network is good for so many seconds (ASVS 5.0 6.4.1).
pub(super) const INVITATION: i64 = 24 * 3600;

/// What a change of roles did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolesChanged {
    /// The roles before.
    pub before: Vec<Role>,
    /// The roles now.
    pub after: Vec<Role>,
    /// Compartments that no role opens any more: their grants are withdrawn.
    pub withdrawn: Vec<Compartment>,
    /// Compartments that the roles open and that are not granted.
    pub to_grant: Vec<Compartment>,
}

impl Desk {
    /// Makes an account; gives its generated password. It opens nothing until co-chairs grant it.
    pub async fn add_account(&self, login: &str, roles: &[Role]) -> Result<String, CaseError> {
        self.make_account(login, roles, None).await
    }

    /// As [`Desk::add_account`], with a password that is good for a day.
    pub async fn invite(&self, login: &str, roles: &[Role]) -> Result<String, CaseError> {
        let until = self.store.clock().await? + INVITATION;
        self.make_account(login, roles, Some(until)).await
    }

    async fn make_account(
        &self,
        login: &str,
        roles: &[Role],
        until: Option<i64>,
    ) -> Result<String, CaseError> {
        let permit = self.permit::<act::Administer>().await?;
        check_login(login)?;
        check_roles(roles)?;
        let mut rng = SystemEntropy::checked()?;
        let password = generate_password(&mut rng)?;
        let id = AccountId(random_id(&mut rng)?);
        let (mut row, _) = new_account(id, login, &Password::new(password.clone()), &mut rng)?;
        row.password_until = until;
        let situation = self.situation.row.number;
        let roles: BTreeSet<RoleRow> = roles.iter().map(|role| RoleRow { situation, role: *role }).collect();
        let roles: Vec<RoleRow> = roles.into_iter().collect();
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let there = self.store.accounts().await?;
        if there.iter().any(|other| other.login.eq_ignore_ascii_case(login)) {
            return Err(CaseError::Invalid(format!("there is an account with the login {login} already")));
        }
        write.add_account(&row, &roles, self.actor.account).await?;
        write.commit().await?;
        Ok(password)
    }

    /// Gives somebody of another situation roles in this one, under the same login. Whoever does it administers
    /// that one too; to others, who is there is nobody.
    pub async fn admit_account(&self, login: &str, roles: &[Role]) -> Result<(), CaseError> {
        let permit = self.permit::<act::Administer>().await?;
        check_roles(roles)?;
        let roles: Vec<Role> = roles.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let unknown = || CaseError::UnknownLogin(excerpt(login).to_string());
        let mut row = self.store.account(login).await?.ok_or_else(unknown)?;
        let theirs = self.store.roles(row.id).await?;
        if theirs.iter().any(|role| role.situation == self.situation.row.number) {
            return Err(CaseError::Invalid(format!(
                "{login} is in this situation already: change the roles"
            )));
        }
        let elsewhere = self.not_administered(&theirs).await?;
        if theirs.iter().all(|role| elsewhere.contains(&role.situation)) {
            return Err(unknown());
        }
        if row.status != AccountStatus::Active {
            return Err(CaseError::Invalid(format!("{login} cannot sign in: restore the account first")));
        }
        row.version += 1;
        write.change_roles(&row, self.situation.row.number, &roles, self.actor.account).await?;
        write.commit().await?;
        Ok(())
    }

    /// Suspends an account: nobody signs in with it until it is restored. What is granted to it stays; its telephones are
    /// ended, in every situation.
    pub async fn suspend_account(&self, login: &str) -> Result<(), CaseError> {
        let permit = self.permit::<act::Administer>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let row = self.without(login).await?;
        self.is_no_administrator_elsewhere(&row).await?;
        if row.status == AccountStatus::Suspended {
            return Err(CaseError::Invalid(format!("{login} is suspended already")));
        }
        self.end_telephones_everywhere(&mut write, row.id).await?;
        self.put_status(&mut write, row, AccountStatus::Suspended).await?;
        write.commit().await?;
        Ok(())
    }

    /// Lets people sign in again with a suspended account.
    pub async fn restore_account(&self, login: &str) -> Result<(), CaseError> {
        let permit = self.permit::<act::Administer>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let (row, _) = self.member(login).await?;
        self.administers_all_of(&row).await?;
        if row.status == AccountStatus::Active {
            return Err(CaseError::Invalid(format!("{login} is active already")));
        }
        self.put_status(&mut write, row, AccountStatus::Active).await?;
        write.commit().await?;
        Ok(())
    }

    /// Takes somebody out of the situation: ends their telephones and withdraws what is granted to them here. The account is
    /// suspended for good, and its row stays, since history names it; where it has roles in other situations too, it
    /// loses those of this one and stays what it is there. Gives how many grants there were.
    pub async fn remove_account(&self, login: &str) -> Result<usize, CaseError> {
        let permit = self.permit::<act::Administer>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let mut row = self.without(login).await?;
        let here = self.situation.row.number;
        let grants = self.store.grants(here, Some(row.id)).await?;
        self.end_telephones_of(&mut write, row.id).await?;
        if self.store.roles(row.id).await?.iter().any(|role| role.situation != here) {
            row.version += 1;
            write.change_roles(&row, here, &[], self.actor.account).await?;
        } else {
            self.put_status(&mut write, row, AccountStatus::Removed).await?;
        }
        for grant in &grants {
            write.remove_grant(grant, self.actor.account).await?;
        }
        write.commit().await?;
        Ok(grants.len())
    }

    /// Gives an account these roles and no others in the situation, and withdraws what they no longer open. Who is no
    /// monitor any more has no telephones any more.
    pub async fn change_roles(&self, login: &str, roles: &[Role]) -> Result<RolesChanged, CaseError> {
        let permit: Permit<act::Administer> = self.permit().await?;
        check_roles(roles)?;
        let after: Vec<Role> = roles.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let (mut row, before) = self.member(login).await?;
        self.not_oneself(&row)?;
        if before == after {
            return Err(CaseError::Invalid(format!("{login} has these roles and no others already")));
        }
        if !after.contains(&Role::Administrator) {
            self.leaves_an_administrator(&row).await?;
        }
        if !after.contains(&Role::Monitor) {
            self.end_telephones_of(&mut write, row.id).await?;
        }
        let situation = self.situation.row.number;
        row.version += 1;
        write.change_roles(&row, situation, &after, self.actor.account).await?;
        let opens: BTreeSet<Compartment> =
            after.iter().flat_map(|role| compartments(*role).iter().copied()).collect();
        let grants = self.store.grants(situation, Some(row.id)).await?;
        let held: BTreeSet<Compartment> = grants.iter().map(|grant| grant.compartment).collect();
        for grant in grants.iter().filter(|grant| !opens.contains(&grant.compartment)) {
            write.remove_grant(grant, self.actor.account).await?;
        }
        write.commit().await?;
        let less = |one: &BTreeSet<_>, other: &BTreeSet<_>| one.difference(other).copied().collect();
        let (withdrawn, to_grant) = (less(&held, &opens), less(&opens, &held));
        Ok(RolesChanged { before, after, withdrawn, to_grant })
    }

    /// An account of the situation, with its roles here. Those of other situations are their administrators'.
    pub(super) async fn member(&self, login: &str) -> Result<(AccountRow, Vec<Role>), CaseError> {
        let unknown = || CaseError::UnknownLogin(excerpt(login).to_string());
        let row = self.store.account(login).await?.ok_or_else(unknown)?;
        let mut roles = self.roles_here(&row).await?;
        if roles.is_empty() {
            return Err(unknown());
        }
        if row.status == AccountStatus::Removed {
            return Err(CaseError::Invalid(format!("{login} was removed for good; add another account")));
        }
        roles.sort_unstable();
        Ok((row, roles))
    }

    /// An account that is about to go: somebody else's, and not the last that can administer.
    async fn without(&self, login: &str) -> Result<AccountRow, CaseError> {
        let (row, _) = self.member(login).await?;
        self.not_oneself(&row)?;
        self.leaves_an_administrator(&row).await?;
        Ok(row)
    }

    /// Refuses what gives power over an account in situations that this person does not administer: a new password
    /// would be theirs to use there, and somebody who was suspended there would be back.
    pub(super) async fn administers_all_of(&self, row: &AccountRow) -> Result<(), CaseError> {
        let theirs = self.store.roles(row.id).await?;
        if self.not_administered(&theirs).await?.is_empty() {
            return Ok(());
        }
        Err(works_elsewhere(&row.login))
    }

    /// Whoever administers one of somebody's situations suspends them, and asks nobody first: but not who administers
    /// another, and would be missing there.
    async fn is_no_administrator_elsewhere(&self, row: &AccountRow) -> Result<(), CaseError> {
        let theirs = self.store.roles(row.id).await?;
        let elsewhere = self.not_administered(&theirs).await?;
        let administers =
            |role: &RoleRow| role.role == Role::Administrator && elsewhere.contains(&role.situation);
        if theirs.iter().any(administers) { Err(works_elsewhere(&row.login)) } else { Ok(()) }
    }

    /// Those of somebody's situations that this person does not administer.
    async fn not_administered(&self, theirs: &[RoleRow]) -> Result<BTreeSet<i32>, CaseError> {
        let mine = self.store.roles(self.actor.account).await?;
        let administered = |situation: &i32| {
            mine.iter().any(|own| (own.situation, own.role) == (*situation, Role::Administrator))
        };
        Ok(theirs.iter().map(|role| role.situation).filter(|one| !administered(one)).collect())
    }

    fn not_oneself(&self, row: &AccountRow) -> Result<(), CaseError> {
        if row.id == self.actor.account {
            return Err(CaseError::Invalid(
                "this is your own account: another administrator changes it".to_owned(),
            ));
        }
        Ok(())
    }

    /// Whoever asks may have been suspended by somebody else since they signed in, so they are looked up too.
    async fn leaves_an_administrator(&self, gone: &AccountRow) -> Result<(), CaseError> {
        for row in self.store.accounts().await? {
            let stays = row.id != gone.id && row.status == AccountStatus::Active;
            if stays && self.roles_here(&row).await?.contains(&Role::Administrator) {
                return Ok(());
            }
        }
        Err(CaseError::Invalid(format!("{} is the last administrator who can sign in", gone.login)))
    }

    pub(super) async fn roles_here(&self, row: &AccountRow) -> Result<Vec<Role>, CaseError> {
        let here = self.situation.row.number;
        let roles = self.store.roles(row.id).await?;
        Ok(roles.iter().filter(|role| role.situation == here).map(|role| role.role).collect())
    }

    async fn put_status(
        &self,
        write: &mut Write<'_>,
        mut row: AccountRow,
        status: AccountStatus,
    ) -> Result<(), CaseError> {
        row.version += 1;
        row.status = status;
        Ok(write.change_status(&row, self.situation.row.number, self.actor.account).await?)
    }
}

fn works_elsewhere(login: &str) -> CaseError {
    CaseError::Invalid(format!(
        "{login} works in a situation that you do not administer too: somebody who administers all of them does this, or \
         take {login} out of this one"
    ))
}
