//! Making a situation with its vault and its first accounts: the first of a new store, or another.

use super::keyring::naming_place;
use super::keys::compartments;
use super::people::{generate_password, new_account, random_id};
use super::vouch::{of_custodian, of_grant, of_next, public_of};
use super::{CaseError, Desk, Now, register_history, situation};
use domain::access::{Role, act, check_login};
use domain::id::{AccountId, SituationId};
use domain::register::Registers;
use std::collections::BTreeSet;
use store::{
    CompartmentKeyRow, CustodianRow, GrantRow, Location, NamingKeyRow, RecoveryRow, RoleRow, SituationRow,
    Store, Unasked, Write,
};
use vault::{
    AccountKey, Compartment, CompartmentKey, CustodianKey, CustodianPublic, MOST_CUSTODIANS, NamingKey,
    NodeKey, Padding, Password, SystemEntropy, VaultId,
};

/// Recovery needs this many custodians together.
pub(super) const THRESHOLD: usize = 2;
/// So many custodians are made where none are named.
pub const CUSTODIANS: usize = 3;

/// The first accounts: two co-chairs, one of each other role.
const FIRST: [(Role, &str); 8] = [
    (Role::Cochair, "cochair-1"),
    (Role::Cochair, "cochair-2"),
    (Role::Verifier, "verifier-1"),
    (Role::TechnicalReviewer, "technical-reviewer-1"),
    (Role::Monitor, "monitor-1"),
    (Role::TaskForce, "task-force-1"),
    (Role::Administrator, "administrator-1"),
    (Role::Auditor, "auditor-1"),
];

/// What a new situation holds.
#[derive(Clone, Debug)]
pub struct Founding {
    /// The situation's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its registers.
    pub registers: Registers,
    /// Public keys of the recovery custodians; where there are none, three are made.
    pub custodians: Vec<CustodianPublic>,
    /// The moment.
    pub now: Now,
}

/// A first account with its generated password.
#[derive(Clone, serde::Serialize)]
pub struct NewAccount {
    /// The role.
    pub role: Role,
    /// The login.
    pub login: String,
    /// The password: shown once, to be changed.
    pub password: String,
}

/// What founding made that must be handed over.
pub struct Founded {
    /// The store, open.
    pub store: Store,
    /// What must be handed over.
    pub handed: Handed,
}

/// What must be handed over to people, each their own.
pub struct Handed {
    /// The first accounts.
    pub accounts: Vec<NewAccount>,
    /// Secrets of custodians that were made here, to be handed to three different people and forgotten.
    pub custodians: Vec<CustodianKey>,
}

/// Makes a store with its first situation.
pub async fn found(location: &Location, node: NodeKey, founding: Founding) -> Result<Founded, CaseError> {
    check(&founding)?;
    let made = accounts(&FIRST, "")?;
    let store = Store::create(location, node).await?;
    store.begin_log(founding.now.hour).await?;
    let mut write = store.write_unasked(Unasked::Founding, founding.now.hour).await?;
    let custodians = fill(&mut write, 1, &founding, &made, None).await?;
    write.commit().await?;
    Ok(Founded { store, handed: Handed { accounts: handed(made), custodians } })
}

impl Desk {
    /// Makes another situation in the store, with a vault, registers and accounts of its own. Whoever makes it
    /// administers it and opens nothing in it. The logins of its first people begin with `prefix`, since those of
    /// the first situation are taken.
    pub async fn found_situation(&self, founding: Founding, prefix: &str) -> Result<Handed, CaseError> {
        let permit = self.permit::<act::FoundSituation>().await?;
        check(&founding)?;
        let people: Vec<_> = FIRST.iter().copied().filter(|(role, _)| *role != Role::Administrator).collect();
        for (_, login) in &people {
            check_login(&format!("{prefix}{login}"))?;
        }
        let made = accounts(&people, prefix)?;
        let (mut write, number) = self.store.write_situation(&permit, self.now.hour).await?;
        let same = |there: &SituationRow| there.code.eq_ignore_ascii_case(&founding.code);
        if self.store.situations().await?.iter().any(same) {
            return Err(CaseError::Invalid(format!("there is a situation {} already", founding.code)));
        }
        let there = self.store.accounts().await?;
        let taken = |new: &Made| there.iter().any(|old| old.login.eq_ignore_ascii_case(&new.row.login));
        if let Some(new) = made.iter().find(|new| taken(new)) {
            let login = &new.row.login;
            return Err(CaseError::Invalid(format!(
                "there is an account with the login {login} already: let the new ones begin with something else"
            )));
        }
        let custodians = fill(&mut write, number, &founding, &made, Some(self.actor.account)).await?;
        let mut own =
            there.into_iter().find(|row| row.id == self.actor.account).ok_or(CaseError::NoSession)?;
        own.version += 1;
        write.change_roles(&own, number, &[Role::Administrator], self.actor.account).await?;
        write.commit().await?;
        Ok(Handed { accounts: handed(made), custodians })
    }
}

/// Writes a situation; gives the secrets of custodians that were made for it. `by` is whoever makes it where others
/// are there already.
async fn fill(
    write: &mut Write<'_>,
    number: i32,
    founding: &Founding,
    made: &[Made],
    by: Option<AccountId>,
) -> Result<Vec<CustodianKey>, CaseError> {
    let mut rng = SystemEntropy::checked()?;
    let row = SituationRow {
        closing_version: 0,
        closed_hour: None,
        number,
        id: SituationId(random_id(&mut rng)?),
        code: founding.code.clone(),
        name: founding.name.clone(),
        register_version: 1,
        key_version: 0,
    };
    let vault = VaultId { id: row.id.0, situation: row.code.clone() };
    let (custodian_keys, custodians) = custodians(founding, &mut rng)?;

    let notes = register_history::founding(&founding.registers);
    write.add_situation(&row, situation::rows(&founding.registers), notes, by).await?;
    let founder = made[0].row.id;
    for account in made {
        let role = RoleRow { situation: row.number, role: account.role };
        write.add_account(&account.row, &[role], by.unwrap_or(founder)).await?;
    }
    for compartment in Compartment::ALL {
        let key = CompartmentKey::generate(&vault, compartment, 1, &mut rng)?;
        write
            .add_compartment_key(&public_row(row.number, &key, &key, founder, &made[0].key)?, founder)
            .await?;
        for account in made.iter().filter(|account| compartments(account.role).contains(&compartment)) {
            let grant =
                vault::grant(&key, &account.row.public, account.row.id.0, &made[0].key, founder.0, &mut rng)?;
            let granted = GrantRow {
                situation: row.number,
                compartment,
                epoch: 1,
                account: account.row.id,
                granter: founder,
                grant,
                vouched: of_grant(&key, account.row.id, &account.row.public),
            };
            write.put_grant(&granted).await?;
        }
        for envelope in vault::recovery_envelopes(&key, &custodians, THRESHOLD, &mut rng)? {
            let row = RecoveryRow { situation: row.number, compartment, epoch: 1, envelope };
            write.add_recovery(&row, founder).await?;
        }
        if compartment == Compartment::Case {
            for (number, public) in custodians.iter().enumerate() {
                let (number, public_key) = (number as u8, public.to_text());
                let vouched = of_custodian(&key, number, &public_key);
                let row = CustodianRow { situation: row.number, number, public_key, epoch: 1, vouched };
                write.add_custodian(&row, founder).await?;
            }
            let naming = NamingKey::generate(&mut rng)?;
            let sealed = key.seal(&naming_place(&vault.id), naming.bytes(), Padding::To(1), &mut rng)?;
            write.put_naming_key(&NamingKeyRow { situation: row.number, epoch: 1, sealed }, founder).await?;
        }
    }
    Ok(custodian_keys)
}

fn handed(made: Vec<Made>) -> Vec<NewAccount> {
    let new = |made: Made| NewAccount { role: made.role, login: made.row.login, password: made.password };
    made.into_iter().map(new).collect()
}

/// The row of what is public of a compartment's key, signed by who brings it into use and vouched for by the
/// key before it.
pub(super) fn public_row(
    situation: i32,
    key: &CompartmentKey,
    before: &CompartmentKey,
    signer: AccountId,
    signing: &AccountKey,
) -> Result<CompartmentKeyRow, CaseError> {
    let public = public_of(key)?;
    let mut row = CompartmentKeyRow {
        situation,
        compartment: key.compartment(),
        epoch: key.epoch(),
        vouched: of_next(before, &public, key.epoch()),
        public,
        signer,
        signature: [0; 64],
    };
    row.signature = signing.sign(&row.signed(&key.vault().id));
    Ok(row)
}

struct Made {
    role: Role,
    row: store::AccountRow,
    key: vault::AccountKey,
    password: String,
}

fn accounts(people: &[(Role, &str)], prefix: &str) -> Result<Vec<Made>, CaseError> {
    let mut rng = SystemEntropy::checked()?;
    let mut drawn = Vec::new();
    for (role, login) in people {
        let login = format!("{prefix}{login}");
        drawn.push((*role, login, AccountId(random_id(&mut rng)?), generate_password(&mut rng)?));
    }
    // Stretching a password takes a good part of a second on purpose; they need not wait for each other.
    std::thread::scope(|scope| {
        let halves: Vec<_> = drawn
            .chunks(people.len().div_ceil(2))
            .map(|half| {
                scope.spawn(move || {
                    let mut rng = SystemEntropy::new();
                    half.iter()
                        .map(|(role, login, id, password)| {
                            let (row, key) =
                                new_account(*id, login, &Password::new(password.clone()), &mut rng)?;
                            Ok(Made { role: *role, row, key, password: password.clone() })
                        })
                        .collect::<Result<Vec<_>, CaseError>>()
                })
            })
            .collect();
        let mut all = Vec::new();
        for half in halves {
            let made = half.join().map_err(|_| CaseError::Invalid("a key could not be made".to_owned()))?;
            all.extend(made?);
        }
        Ok(all)
    })
}

fn custodians(
    founding: &Founding,
    rng: &mut SystemEntropy,
) -> Result<(Vec<CustodianKey>, Vec<CustodianPublic>), CaseError> {
    if !founding.custodians.is_empty() {
        return Ok((Vec::new(), founding.custodians.clone()));
    }
    let mut keys = Vec::new();
    for _ in 0..CUSTODIANS {
        keys.push(CustodianKey::generate(rng)?);
    }
    let public = keys.iter().map(CustodianKey::public).collect();
    Ok((keys, public))
}

/// Refuses what cannot be the code of a situation, or its name.
pub fn check_situation(code: &str, name: &str) -> Result<(), CaseError> {
    let usable = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if code.is_empty() || code.len() > 20 || !code.chars().all(usable) {
        return Err(CaseError::Invalid(
            "a situation's code has 1 to 20 letters, digits, - or _ (usually the ISO 3166 alpha-3 code)"
                .to_owned(),
        ));
    }
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
        return Err(CaseError::Invalid("a situation's name has 1 to 200 characters".to_owned()));
    }
    Ok(())
}

fn check(founding: &Founding) -> Result<(), CaseError> {
    check_situation(&founding.code, &founding.name)?;
    check_custodians(&founding.custodians)
}

/// Refuses custodians of whom no two are enough, or too many.
pub fn check_custodians(custodians: &[CustodianPublic]) -> Result<(), CaseError> {
    let different: BTreeSet<[u8; 16]> = custodians.iter().map(CustodianPublic::id).collect();
    if different.len() != custodians.len() {
        return Err(CaseError::Invalid("the same custodian is named twice".to_owned()));
    }
    if !(custodians.is_empty() || (THRESHOLD..=MOST_CUSTODIANS).contains(&custodians.len())) {
        return Err(CaseError::Invalid(format!(
            "recovery needs {THRESHOLD} to {MOST_CUSTODIANS} custodians; three are usual"
        )));
    }
    Ok(())
}
