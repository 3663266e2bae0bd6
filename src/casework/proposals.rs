//! Acts that take two co-chairs: what one proposes and either may take back (decision 0026).

use super::people::random_id;
use super::vouch::checks_grant;
use super::{CaseError, Desk};
use domain::access::{
    AccountStatus, Action, ErasureGround, PROPOSAL_HOURS, Permit, Proposal, ProposalRefusal, ProposalState,
    Role, TwoPersonAct, act,
};
use domain::id::{AccountId, IncidentId, ProposalId, SituationId};
use domain::interchange::Recipient;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{AccountRow, ProposalRow, StoreError, Write};
use vault::{Addressee, Compartment, MOST_ADDRESSEES, PublicKey, SystemEntropy, digest_of};

/// What exactly is proposed. Written in one form, of which the digest is what both people approve. All of it
/// lies in the clear elsewhere too; an act with content among its parameters would have to seal it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Parameters {
    Grant(Grant),
    Export(Export),
    Erase(Erase),
    EraseDue(EraseDue),
    BreakGlass(Grant),
    HandOver(HandOver),
    Close(Whole),
    Reopen(Whole),
}

/// To seal these compartments to this account with this key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grant {
    pub(super) account: AccountId,
    /// SHA-256 of the public key, in hexadecimal digits.
    pub(super) key: String,
    /// Codes, in the order of [`Compartment::ALL`].
    pub(super) compartments: Vec<String>,
}

/// That this account writes out every document for this recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Export {
    pub(super) account: AccountId,
    pub(super) recipient: Recipient,
}

/// That this record is erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Erase {
    pub(super) incident: IncidentId,
    pub(super) ground: ErasureGround,
}

/// That the records whose time was over as of a day are erased, but for some.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EraseDue {
    /// The day.
    pub as_of: Date,
    /// For how many months records were kept.
    pub months: u16,
    /// Records that are kept for now, in the order of their ids.
    pub kept: Vec<IncidentId>,
    /// How many records go.
    pub records: usize,
    /// The digest of their ids and versions, in hexadecimal digits.
    pub digest: String,
}

/// That this account writes out everything, sealed to these keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HandOver {
    pub(super) account: AccountId,
    /// Public keys of age, each once, in the order of their letters.
    pub(super) keys: Vec<String>,
}

impl HandOver {
    /// The keys, each once.
    pub(super) fn addressees(&self) -> Result<Vec<Addressee>, CaseError> {
        Ok(self.keys.iter().map(|key| key.parse()).collect::<Result<_, _>>()?)
    }
}

impl HandOver {
    pub(super) fn of(account: AccountId, to: &[Addressee]) -> HandOver {
        let keys: BTreeSet<String> = to.iter().map(Addressee::to_string).collect();
        HandOver { account, keys: keys.into_iter().collect() }
    }
}

/// What is done to the situation as a whole, and as it was closed and opened so often before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Whole {
    pub(super) closing_version: u64,
}

impl Grant {
    pub(super) fn of(to: &AccountRow, opens: &BTreeSet<Compartment>) -> Grant {
        Grant {
            account: to.id,
            key: key_digest(&to.public),
            compartments: Compartment::ALL
                .iter()
                .filter(|one| opens.contains(one))
                .map(|one| one.code().to_owned())
                .collect(),
        }
    }
}

fn key_digest(public: &PublicKey) -> String {
    vault::sha256(&public.to_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Parameters {
    pub(super) fn act(&self) -> TwoPersonAct {
        match self {
            Parameters::Grant(_) => TwoPersonAct::GrantIdentity,
            Parameters::Export(_) => TwoPersonAct::Export,
            Parameters::Erase(_) => TwoPersonAct::Erase,
            Parameters::EraseDue(_) => TwoPersonAct::EraseDue,
            Parameters::BreakGlass(_) => TwoPersonAct::BreakGlass,
            Parameters::HandOver(_) => TwoPersonAct::HandOver,
            Parameters::Close(_) => TwoPersonAct::Close,
            Parameters::Reopen(_) => TwoPersonAct::Reopen,
        }
    }

    /// Whom it is for, where it is for somebody.
    pub(super) fn account(&self) -> Option<AccountId> {
        match self {
            Parameters::Grant(grant) | Parameters::BreakGlass(grant) => Some(grant.account),
            Parameters::Export(export) => Some(export.account),
            Parameters::HandOver(hand_over) => Some(hand_over.account),
            Parameters::Erase(_) | Parameters::EraseDue(_) | Parameters::Close(_) | Parameters::Reopen(_) => {
                None
            }
        }
    }

    fn text(&self) -> String {
        let text = match self {
            Parameters::Grant(grant) | Parameters::BreakGlass(grant) => serde_json::to_string(grant),
            Parameters::Export(export) => serde_json::to_string(export),
            Parameters::Erase(erase) => serde_json::to_string(erase),
            Parameters::EraseDue(due) => serde_json::to_string(due),
            Parameters::HandOver(hand_over) => serde_json::to_string(hand_over),
            Parameters::Close(whole) | Parameters::Reopen(whole) => serde_json::to_string(whole),
        };
        text.unwrap_or_default()
    }

    pub(super) fn of(row: &ProposalRow) -> Result<Parameters, CaseError> {
        let text = &row.parameters;
        let read = match row.proposal.act {
            TwoPersonAct::GrantIdentity => serde_json::from_str(text).map(Parameters::Grant),
            TwoPersonAct::Export => serde_json::from_str(text).map(Parameters::Export),
            TwoPersonAct::Erase => serde_json::from_str(text).map(Parameters::Erase),
            TwoPersonAct::EraseDue => serde_json::from_str(text).map(Parameters::EraseDue),
            TwoPersonAct::BreakGlass => serde_json::from_str(text).map(Parameters::BreakGlass),
            TwoPersonAct::HandOver => serde_json::from_str(text).map(Parameters::HandOver),
            TwoPersonAct::Close => serde_json::from_str(text).map(Parameters::Close),
            TwoPersonAct::Reopen => serde_json::from_str(text).map(Parameters::Reopen),
        };
        read.map_err(|_| {
            let row = row.id.to_string();
            StoreError::Corrupt { table: "proposal", column: "parameters", row }.into()
        })
    }
}

/// The digest of what is proposed: the situation, the proposal, the act and its parameters.
pub(super) fn digest(situation: SituationId, row: &ProposalRow) -> [u8; 32] {
    let act = row.proposal.act.code().as_bytes();
    digest_of(&[b"proposed", &situation.0, &row.id.0, act, row.parameters.as_bytes()])
}

/// What the proposer signs: what is proposed, and when, so that an old proposal is not made new.
pub(super) fn signed(situation: SituationId, row: &ProposalRow) -> [u8; 32] {
    digest_of(&[&digest(situation, row), &row.proposal.proposed_hour.to_be_bytes()])
}

/// What somebody proposes.
#[derive(Clone, Copy, Debug)]
pub enum Propose<'p> {
    /// To seal to a person what their roles open, the identity compartment among it.
    Grant {
        /// To whom.
        login: &'p str,
        /// The fingerprint that they read out.
        fingerprint: &'p str,
    },
    /// To write out every document.
    Export {
        /// For whom the documents are.
        recipient: Recipient,
        /// Who writes them out; without it, who proposes it.
        by: Option<&'p str>,
    },
    /// To erase a record for good.
    Erase {
        /// Which.
        incident: IncidentId,
        /// Why.
        ground: ErasureGround,
    },
    /// To erase the records whose time is over.
    EraseDue {
        /// As of this day; as of today unless said otherwise.
        as_of: Option<Date>,
        /// Records that are kept for now.
        kept: &'p [IncidentId],
    },
    /// To write out everything that the situation holds, sealed to keys outside.
    HandOver {
        /// Whose keys.
        to: &'p [Addressee],
        /// Who writes it out; without it, who proposes it.
        by: Option<&'p str>,
    },
    /// To close the situation.
    Close,
    /// To open it again.
    Reopen,
}

/// A proposal as lists show it. A fingerprint is not among it: each of the two hears it from the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalLine {
    /// Its id.
    pub id: ProposalId,
    /// What the rules look at.
    pub proposal: Proposal,
    /// Whether it still waits for a second person.
    pub waits: bool,
    /// Whether it gives leave to do what is done after the approval.
    pub gives_leave: bool,
    /// Whether anything can still come of it.
    pub stands: bool,
    /// Who proposed it, a login.
    pub proposed_by: String,
    /// Who approved it, took it back or found it void, a login.
    pub closed_by: Option<String>,
    /// Whom it is for, a login: who is granted something, or who writes the documents out.
    pub account: Option<String>,
    /// Compartments to be granted.
    pub compartments: Vec<String>,
    /// For whom the documents are.
    pub recipient: Option<Recipient>,
    /// The record that is to be erased, and why.
    pub erases: Option<(IncidentId, ErasureGround)>,
    /// The records whose time is over and that are to be erased.
    pub due: Option<EraseDue>,
    /// To which keys everything is sealed.
    pub keys: Vec<String>,
    /// The digest of what is proposed: an approval repeats it.
    pub digest: [u8; 32],
}

impl ProposalLine {
    /// Why something is to be erased, where it is.
    pub fn ground(&self) -> Option<ErasureGround> {
        let due = self.due.as_ref().map(|_| ErasureGround::RetentionOver);
        self.erases.map(|(_, ground)| ground).or(due)
    }

    /// Where it stands, in a word: the code of its state, or `lapsed`.
    pub fn state(&self) -> &'static str {
        match self.proposal.state {
            ProposalState::Pending if !self.waits => "lapsed",
            ProposalState::Approved if self.proposal.act == TwoPersonAct::BreakGlass && !self.stands => {
                "lapsed"
            }
            state => state.code(),
        }
    }
}

impl Desk {
    /// The newest proposals, newest first.
    pub async fn proposals(&self) -> Result<Vec<ProposalLine>, CaseError> {
        let permit: Permit<act::Propose> = self.permit().await?;
        let hour = self.database_hour().await?;
        let mut lines = Vec::new();
        for row in self.store.proposals(&permit).await? {
            lines.push(self.line(&row, hour).await?);
        }
        Ok(lines)
    }

    /// A proposal.
    pub async fn proposal(&self, id: ProposalId) -> Result<ProposalLine, CaseError> {
        let permit: Permit<act::Propose> = self.permit().await?;
        let row = self.store.proposal(&permit, id).await?.ok_or(CaseError::NotFound)?;
        not_of_break_glass(&row)?;
        self.line(&row, self.database_hour().await?).await
    }

    /// Proposes an act for another co-chair to approve. The same, proposed again by the same person, is the same
    /// proposal.
    pub async fn propose(&self, what: Propose<'_>) -> Result<ProposalLine, CaseError> {
        let permit: Permit<act::Propose> = self.permit().await?;
        let write = self.store.write(&permit, self.now.hour).await?;
        let hour = self.database_hour().await?;
        let parameters = match what {
            Propose::Grant { login, fingerprint } => {
                let (to, opens) = self.grantee(login, fingerprint).await?;
                if !opens.contains(&Compartment::Identity) {
                    return Err(CaseError::Invalid(format!(
                        "what the roles of {login} open takes one co-chair: `sixfold keys grant`"
                    )));
                }
                if to.id == self.actor.account {
                    write.abandon().await?;
                    self.log_refusal(Action::Propose).await?;
                    return Err(ProposalRefusal::SamePerson.into());
                }
                Parameters::Grant(Grant::of(&to, &opens))
            }
            Propose::Export { recipient, by } => {
                Parameters::Export(Export { account: self.writer(by, may_export).await?, recipient })
            }
            Propose::HandOver { to, by } => {
                let hand_over = HandOver::of(self.writer(by, may_hand_over).await?, to);
                if !(1..=MOST_ADDRESSEES).contains(&hand_over.keys.len()) {
                    return Err(CaseError::Invalid(format!(
                        "everything is sealed to 1 to {MOST_ADDRESSEES} keys: name them"
                    )));
                }
                Parameters::HandOver(hand_over)
            }
            Propose::Close => {
                self.closable().await?.map_err(|why| CaseError::Invalid(why.to_owned()))?;
                Parameters::Close(self.as_it_stands())
            }
            Propose::Reopen => {
                self.reopenable().map_err(|why| CaseError::Invalid(why.to_owned()))?;
                Parameters::Reopen(self.as_it_stands())
            }
            Propose::Erase { incident, ground } => {
                self.erasable(incident).await?;
                Parameters::Erase(Erase { incident, ground })
            }
            Propose::EraseDue { as_of, kept } => Parameters::EraseDue(self.proposed_due(as_of, kept).await?),
        };
        let row = self.propose_once(write, &parameters, hour, &[Role::Cochair]).await?;
        self.line(&row, hour).await
    }

    /// Who writes something out, which their roles must allow.
    async fn writer(&self, by: Option<&str>, may: fn(Role) -> bool) -> Result<AccountId, CaseError> {
        let login = by.unwrap_or(&self.account.login);
        let (row, roles) = self.member(login).await?;
        if row.status != AccountStatus::Active || !roles.iter().any(|role| may(*role)) {
            return Err(CaseError::Invalid(format!("{login} cannot write it out: say who does")));
        }
        Ok(row.id)
    }

    /// The proposal of this: a new one, or the one that the same person made before. What somebody else proposed is to
    /// be approved.
    pub(super) async fn propose_once(
        &self,
        mut write: Write<'_>,
        parameters: &Parameters,
        hour: i64,
        roles: &[Role],
    ) -> Result<ProposalRow, CaseError> {
        self.expect_to_stand(&write, roles).await?;
        match self.like(&write, parameters, hour).await? {
            Some(row) if row.proposal.proposer == self.actor.account => {
                write.abandon().await?;
                Ok(row)
            }
            Some(row) => Err(ProposalRefusal::Proposed(row.id).into()),
            None => {
                let row = self.add_proposal(&mut write, parameters, hour).await?;
                write.commit().await?;
                Ok(row)
            }
        }
    }

    /// Takes back a proposal that is waiting, or the leave that an approved one gives. Either of the two may.
    pub async fn withdraw(&self, id: ProposalId) -> Result<(), CaseError> {
        let permit: Permit<act::Propose> = self.permit().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let hour = self.database_hour().await?;
        let row = write.proposal(permit.number(), id).await?.ok_or(CaseError::NotFound)?;
        not_of_break_glass(&row)?;
        row.proposal.withdrawable(hour)?;
        write.close_proposal(row, ProposalState::Withdrawn, self.actor.account, hour).await?;
        write.commit().await?;
        Ok(())
    }

    /// The hour by the database's clock: a node whose own is wrong prolongs nothing.
    pub(super) async fn database_hour(&self) -> Result<i64, CaseError> {
        Ok(self.store.clock().await?.div_euclid(3600))
    }

    /// The waiting proposal of the same.
    pub(super) async fn like(
        &self,
        write: &Write<'_>,
        parameters: &Parameters,
        hour: i64,
    ) -> Result<Option<ProposalRow>, CaseError> {
        let text = parameters.text();
        let since = hour.saturating_sub(PROPOSAL_HOURS);
        let number = self.situation.row.number;
        let rows = write.proposals_of(number, parameters.act(), ProposalState::Pending, since).await?;
        Ok(rows.into_iter().find(|row| row.proposal.waits(hour) && row.parameters == text))
    }

    pub(super) async fn add_proposal(
        &self,
        write: &mut Write<'_>,
        parameters: &Parameters,
        hour: i64,
    ) -> Result<ProposalRow, CaseError> {
        let mut row = ProposalRow {
            id: ProposalId(random_id(&mut SystemEntropy::new())?),
            situation: self.situation.row.number,
            version: 1,
            proposal: Proposal {
                act: parameters.act(),
                proposer: self.actor.account,
                proposed_hour: hour,
                state: ProposalState::Pending,
                closed_hour: None,
            },
            parameters: parameters.text(),
            signature: [0; 64],
            closed_by: None,
        };
        row.signature = self.key.sign(&signed(self.actor.situation, &row));
        write.add_proposal(&row).await?;
        Ok(row)
    }

    /// Refuses whoever has been suspended, has lost the role, the key or the grant since they signed in, and
    /// whoever has not seen the keys that are in use.
    pub(super) async fn expect_to_stand(&self, write: &Write<'_>, roles: &[Role]) -> Result<(), CaseError> {
        write.expect_epoch(self.situation.row.number, self.keys.epoch()?).await?;
        match self.stands(self.actor.account, roles).await? {
            Some(row) if row.public == self.key.public() => Ok(()),
            _ => Err(CaseError::NoSession),
        }
    }

    /// The account, if it is now an active one of somebody in one of these roles who was given the identity key in use by a
    /// holder of it. Who was reset holds nothing: an administrator who resets somebody does not become one of the two.
    pub(super) async fn stands(
        &self,
        account: AccountId,
        roles: &[Role],
    ) -> Result<Option<AccountRow>, CaseError> {
        let Some(row) = self.store.account_of(account).await? else { return Ok(None) };
        let has = self.roles_here(&row).await?.iter().any(|role| roles.contains(role));
        if row.status != AccountStatus::Active || !has {
            return Ok(None);
        }
        let key = self.keys.current(Compartment::Identity)?;
        let grants = self.store.grants(self.situation.row.number, Some(account)).await?;
        let held = grants.iter().any(|grant| {
            (grant.compartment, grant.epoch) == (key.compartment(), key.epoch())
                && checks_grant(key, grant, &row.public)
        });
        Ok(held.then_some(row))
    }

    pub(super) async fn line(&self, row: &ProposalRow, hour: i64) -> Result<ProposalLine, CaseError> {
        let parameters = Parameters::of(row)?;
        let (mut compartments, mut recipient, mut erases, mut keys) = (Vec::new(), None, None, Vec::new());
        let mut due = None;
        match &parameters {
            Parameters::Grant(grant) | Parameters::BreakGlass(grant) => {
                compartments.clone_from(&grant.compartments);
            }
            Parameters::Export(export) => recipient = Some(export.recipient),
            Parameters::Erase(erase) => erases = Some((erase.incident, erase.ground)),
            Parameters::EraseDue(set) => due = Some(set.clone()),
            Parameters::HandOver(hand_over) => keys.clone_from(&hand_over.keys),
            Parameters::Close(_) | Parameters::Reopen(_) => {}
        }
        let account = match parameters.account() {
            Some(account) => Some(self.login_of(account).await?),
            None => None,
        };
        let closed_by = match row.closed_by {
            Some(by) => Some(self.login_of(by).await?),
            None => None,
        };
        Ok(ProposalLine {
            id: row.id,
            proposal: row.proposal,
            waits: row.proposal.waits(hour),
            gives_leave: row.proposal.gives_leave(hour),
            stands: row.proposal.stands(hour),
            proposed_by: self.login_of(row.proposal.proposer).await?,
            closed_by,
            account,
            compartments,
            recipient,
            erases,
            due,
            keys,
            digest: digest(self.actor.situation, row),
        })
    }

    async fn login_of(&self, account: AccountId) -> Result<String, CaseError> {
        Ok(self.store.account_of(account).await?.map_or_else(|| account.to_string(), |row| row.login))
    }
}

/// What breaks the glass is on a list of its own, with rules of its own.
pub(super) fn not_of_break_glass(row: &ProposalRow) -> Result<(), CaseError> {
    if row.proposal.act == TwoPersonAct::BreakGlass { Err(CaseError::NotFound) } else { Ok(()) }
}

/// Whether a role may hand the situation over.
pub(super) fn may_hand_over(role: Role) -> bool {
    Action::HandOver.roles().contains(&role)
}

/// Whether a role may write documents out.
pub(super) fn may_export(role: Role) -> bool {
    Action::ReadIdentity.roles().contains(&role)
}
