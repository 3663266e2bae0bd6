//! Accounts: generated passwords, changing one's own, resetting another's.

use super::accounts::INVITATION;
use super::{CaseError, Desk};
use domain::access::{AccountStatus, act};
use domain::id::AccountId;
use store::{AccountRow, RoleRow, Unasked};
use vault::{AccountKey, Cost, Entropy, Password, SystemEntropy};

/// The least length of a password that a person chooses, in characters (ASVS 6.2.1 asks for 15 where a
/// password is the only factor).
pub const SHORTEST_PASSWORD: usize = 15;
/// The greatest length: more is no safer and costs to judge.
pub const LONGEST_PASSWORD: usize = 256;

/// Letters and digits that are not mistaken for one another when read aloud or copied by hand.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A password of 120 random bits, in groups that can be copied by hand.
pub(super) fn generate_password(rng: &mut dyn Entropy) -> Result<String, CaseError> {
    let mut bytes = [0_u8; 24];
    rng.fill(&mut bytes)?;
    let groups: Vec<String> = bytes
        .chunks(4)
        .map(|four| four.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
        .collect();
    Ok(groups.join("-"))
}

pub(super) fn random_id(rng: &mut dyn Entropy) -> Result<[u8; 16], CaseError> {
    let mut id = [0; 16];
    rng.fill(&mut id)?;
    Ok(id)
}

/// A new account with a new key, locked with a password.
pub(super) fn new_account(
    id: AccountId,
    login: &str,
    password: &Password,
    rng: &mut dyn Entropy,
) -> Result<(AccountRow, AccountKey), CaseError> {
    let key = AccountKey::generate(rng)?;
    let row = AccountRow {
        id,
        login: login.to_owned(),
        status: AccountStatus::Active,
        version: 1,
        credential_epoch: 1,
        locked: key.lock(id.0, 1, password, Cost::STANDARD, rng)?,
        public: key.public(),
        initial_password: true,
        password_until: None,
    };
    Ok((row, key))
}

/// Why something cannot be a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    /// It has too few characters.
    #[error("a password has at least {SHORTEST_PASSWORD} characters")]
    Short,
    /// It has too many.
    #[error("a password has at most {LONGEST_PASSWORD} characters")]
    Long,
    /// Programs that try what people choose try it early.
    #[error(
        "this password is easily guessed; four or more words that have nothing to do with each other make a good one"
    )]
    Guessed,
}

/// Refuses a password that is short or easily guessed. There is no rule on the kinds of characters
/// (ASVS 5.0 6.2.5), and nothing is cut off or changed.
pub(super) fn check_password(new: &Password, login: &str) -> Result<(), CaseError> {
    let length = new.expose().chars().count();
    if length < SHORTEST_PASSWORD {
        return Err(BadPassword::Short.into());
    }
    if length > LONGEST_PASSWORD {
        return Err(BadPassword::Long.into());
    }
    if zxcvbn::zxcvbn(new.expose(), &[login, "sixfold"]).score() < zxcvbn::Score::Three {
        return Err(BadPassword::Guessed.into());
    }
    Ok(())
}

impl Desk {
    /// Locks the person's key with another password. Nothing else changes: no content depends on it.
    pub async fn change_password(&mut self, new: &Password) -> Result<(), CaseError> {
        check_password(new, &self.account.login)?;
        let mut row = self.account.clone();
        row.version += 1;
        row.credential_epoch += 1;
        row.initial_password = false;
        row.password_until = None;
        let mut rng = SystemEntropy::new();
        row.locked = self.key.lock(row.id.0, row.credential_epoch, new, Cost::STANDARD, &mut rng)?;
        let mut write = self.store.write_unasked(Unasked::OwnCredentials(row.id), self.now.hour).await?;
        write.change_lock(&row, self.actor.account).await?;
        write.commit().await?;
        self.account = row;
        Ok(())
    }

    /// Gives an account a new key and a new generated password. What was sealed to the old key is withdrawn, in every
    /// situation: co-chairs grant it again. Its telephones are ended in all of them: whoever has its old password may have added one.
    pub async fn reset_account(&self, login: &str) -> Result<String, CaseError> {
        self.reset(login, None).await
    }

    /// As [`Desk::reset_account`], with a password that is good for a day.
    pub async fn reset_for_a_day(&self, login: &str) -> Result<String, CaseError> {
        let until = self.store.clock().await? + INVITATION;
        self.reset(login, Some(until)).await
    }

    async fn reset(&self, login: &str, until: Option<i64>) -> Result<String, CaseError> {
        let permit = self.permit::<act::Administer>().await?;
        let (mut row, _) = self.member(login).await?;
        self.administers_all_of(&row).await?;
        let mut rng = SystemEntropy::new();
        let password = generate_password(&mut rng)?;
        let key = AccountKey::generate(&mut rng)?;
        row.version += 1;
        row.credential_epoch += 1;
        row.initial_password = true;
        row.password_until = until;
        row.public = key.public();
        row.locked = key.lock(
            row.id.0,
            row.credential_epoch,
            &Password::new(password.clone()),
            Cost::STANDARD,
            &mut rng,
        )?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        write.change_lock(&row, self.actor.account).await?;
        self.end_telephones_everywhere(&mut write, row.id).await?;
        write.commit().await?;
        Ok(password)
    }

    /// The accounts of the situation with their roles and fingerprints: for those who administer or grant.
    pub async fn accounts(&self) -> Result<Vec<(AccountRow, Vec<RoleRow>)>, CaseError> {
        self.permit::<act::ListAccounts>().await?;
        let mut all = Vec::new();
        for row in self.store.accounts().await? {
            let mut roles = self.store.roles(row.id).await?;
            roles.retain(|role| role.situation == self.situation.row.number);
            if !roles.is_empty() {
                all.push((row, roles));
            }
        }
        Ok(all)
    }
}

pub(super) fn excerpt(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}
