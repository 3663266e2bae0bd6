//! What holders of a key say to those who come after them.
//!
//! Rows of accounts, keys and custodians can be added by whoever writes to the database. Before anything is
//! sealed to such a row, or a key is taken from one, a holder's tag on it is checked.

use super::CaseError;
use domain::id::AccountId;
use store::{CompartmentKeyRow, CustodianRow, GrantRow};
use vault::{Compartment, CompartmentKey, PublicKey, VaultError};

const GRANT: &str = "grant";
const NEXT: &str = "next";
const CUSTODIAN: &str = "custodian";

/// The tag of a grant: who holds the key, with which public key.
pub(super) fn of_grant(key: &CompartmentKey, to: AccountId, public: &PublicKey) -> Vec<u8> {
    key.vouch(GRANT, &[&to.0, &public.to_bytes()]).to_vec()
}

/// Whether a holder of the key gave it to this person with this public key.
pub(super) fn checks_grant(key: &CompartmentKey, row: &GrantRow, public: &PublicKey) -> bool {
    key.check_vouch(GRANT, &[&row.account.0, &public.to_bytes()], &row.vouched).is_ok()
}

/// The tag of a new epoch's key, by the key before it; the first vouches for itself.
pub(super) fn of_next(before: &CompartmentKey, public: &[u8], epoch: u32) -> Vec<u8> {
    before.vouch(NEXT, &[&epoch.to_be_bytes(), public]).to_vec()
}

/// Refuses a key that is not the one whose row is in the store, or whose row no holder of the key before it
/// wrote. A person who does not hold the key before it has nothing to check that with.
pub(super) fn check_key(
    key: &CompartmentKey,
    before: Option<&CompartmentKey>,
    row: &CompartmentKeyRow,
) -> Result<(), CaseError> {
    let public = public_of(key)?;
    if public != row.public {
        return Err(VaultError::WrongKey.into());
    }
    let by = if row.epoch == 1 { Some(key) } else { before };
    match by {
        Some(by) => Ok(by.check_vouch(NEXT, &[&row.epoch.to_be_bytes(), &public], &row.vouched)?),
        None => Ok(()),
    }
}

/// What is public of a compartment's key.
pub(super) fn public_of(key: &CompartmentKey) -> Result<Vec<u8>, CaseError> {
    Ok(match key.compartment() {
        Compartment::Intake => key.submission_key()?.to_bytes(),
        _ => key.key_id().to_vec(),
    })
}

/// The tag of a custodian's public key, by the case key.
pub(super) fn of_custodian(case: &CompartmentKey, number: u8, public: &str) -> Vec<u8> {
    case.vouch(CUSTODIAN, &[&[number], public.as_bytes()]).to_vec()
}

/// Refuses a custodian that no holder of the case key put there.
pub(super) fn check_custodian(case: &CompartmentKey, row: &CustodianRow) -> Result<(), CaseError> {
    Ok(case.check_vouch(CUSTODIAN, &[&[row.number], row.public_key.as_bytes()], &row.vouched)?)
}
