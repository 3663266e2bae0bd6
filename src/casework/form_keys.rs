//! The pair to which telephones encrypt their forms: making it, and carrying it through a change of keys.
//!
//! Whoever makes a pair has seen its private half, so it is made by who opens what it opens: a co-chair, who holds the
//! intake key. An administrator opens nothing, and would open this.

use super::keyring::form_key_place;
use super::{CaseError, Desk, Situation};
use domain::access::act;
use domain::id::AccountId;
use store::FormKeyRow;
use vault::{AccountKey, Compartment, CompartmentKey, Entropy, FormKey, Padding, SystemEntropy};

/// A pair of a situation, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormKeyLine {
    /// Which of the situation's pairs, from 1; the last one stands in the forms.
    pub number: u32,
    /// SHA-256 of the public half (SubjectPublicKeyInfo, in DER).
    pub digest: [u8; 32],
}

impl FormKeyLine {
    fn of(row: &FormKeyRow) -> FormKeyLine {
        FormKeyLine { number: row.number, digest: vault::sha256(&row.public) }
    }
}

impl Desk {
    /// The pairs to which telephones encrypt or encrypted, the one in use last. There is none as long as no co-chair made one:
    /// then telephones send in the clear, within TLS.
    pub async fn form_keys(&self) -> Result<Vec<FormKeyLine>, CaseError> {
        self.permit::<act::ManageKeys>().await?;
        let rows = self.store.form_keys(self.situation.row.number).await?;
        Ok(rows.iter().map(FormKeyLine::of).collect())
    }

    /// Makes a pair and brings it into use: the form that telephones fetch from now on has its public half. Earlier ones are
    /// kept, since what was encrypted to them may still come.
    pub async fn make_form_key(&self) -> Result<FormKeyLine, CaseError> {
        let permit = self.permit::<act::ManageKeys>().await?;
        let intake = self.keys.current(Compartment::Intake)?;
        let mut rng = SystemEntropy::checked()?;
        // Primes are looked for by trying: other requests do not wait for it.
        let pair = tokio::task::block_in_place(|| FormKey::generate(&mut rng))?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        write.expect_epoch(self.situation.row.number, intake.epoch()).await?;
        let rows = self.store.form_keys(self.situation.row.number).await?;
        let number = rows.last().map_or(1, |row| row.number + 1);
        let by = (self.actor.account, &*self.key);
        let row = made_form_key(&self.situation, number, &pair, intake, by, &mut rng)?;
        write.put_form_key(&row, self.actor.account).await?;
        write.commit().await?;
        Ok(FormKeyLine::of(&row))
    }
}

/// The row of a new pair, signed by who brings it into use, the private half under the intake key.
pub(super) fn made_form_key(
    situation: &Situation,
    number: u32,
    pair: &FormKey,
    intake: &CompartmentKey,
    (signer, key): (AccountId, &AccountKey),
    rng: &mut dyn Entropy,
) -> Result<FormKeyRow, CaseError> {
    let vault = situation.row.id.0;
    let sealed = intake.seal(&form_key_place(&vault, number), &pair.to_bytes()?, Padding::To(1), rng)?;
    let row = FormKeyRow {
        situation: situation.row.number,
        number,
        public: pair.public()?,
        signer,
        signature: [0; 64],
        epoch: intake.epoch(),
        sealed,
    };
    let signature = key.sign(&row.signed(&vault));
    Ok(FormKeyRow { signature, ..row })
}

/// The row of a pair with its private half under the key of a new epoch.
pub(super) fn rewrapped_form_key(
    situation: &Situation,
    row: &FormKeyRow,
    old: &CompartmentKey,
    new: &CompartmentKey,
    rng: &mut dyn Entropy,
) -> Result<FormKeyRow, CaseError> {
    let mut row = row.clone();
    let place = form_key_place(&situation.row.id.0, row.number);
    row.sealed.key = new.rewrap(old, &place, &row.sealed.key, rng)?;
    row.epoch = new.epoch();
    Ok(row)
}
