//! The second person of an act that takes two: the act is done, or the proposal is void.

use super::proposals::{
    Export, Grant, Parameters, Whole, digest, may_export, may_hand_over, not_of_break_glass, signed,
};
use super::{CaseError, Desk};
use domain::access::{
    AccountStatus, Action, PROPOSAL_HOURS, ProposalRefusal, ProposalState, Role, TwoPersonAct, WhyVoid, act,
};
use domain::id::{IncidentId, ProposalId};
use domain::interchange::Recipient;
use std::collections::BTreeSet;
use store::{AccountRow, IncidentRow, ProposalRow, Write};
use vault::Compartment;

/// The digits of a fingerprint.
const FINGERPRINT: usize = 30;

/// What the second person says of a proposal.
#[derive(Clone, Copy, Debug)]
pub struct Approval<'a> {
    /// The digest of what they approve, as it was shown to them.
    pub digest: [u8; 32],
    /// For a grant: the fingerprint that the person read out to them.
    pub fingerprint: Option<&'a str>,
}

impl Approval<'_> {
    /// Refuses one without the fingerprint that it takes.
    pub(super) fn has_fingerprint(&self) -> Result<(), CaseError> {
        if digits(self.fingerprint.unwrap_or_default()).len() == FINGERPRINT {
            return Ok(());
        }
        Err(CaseError::Invalid(format!(
            "approving a grant takes the fingerprint that the person read out to you: {FINGERPRINT} digits"
        )))
    }

    /// Whether the fingerprint is that of this person's key.
    pub(super) fn heard(&self, to: &AccountRow) -> bool {
        digits(self.fingerprint.unwrap_or_default()) == digits(&to.public.fingerprint())
    }
}

/// What an approval did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActDone {
    /// The compartments were sealed to this login.
    Granted {
        /// To whom.
        to: String,
        /// Which.
        compartments: Vec<Compartment>,
    },
    /// This login may write out every document for this recipient.
    ExportAllowed {
        /// Who.
        by: String,
        /// For whom.
        recipient: Recipient,
    },
    /// The record was erased.
    Erased {
        /// Which.
        incident: IncidentId,
        /// Whether the database's files are free of it too.
        scrubbed: bool,
    },
    /// The records whose time was over were erased.
    ErasedDue {
        /// How many.
        records: usize,
        /// Whether the database's files are free of them too.
        scrubbed: bool,
    },
    /// This login may write out everything, sealed to these keys.
    HandOverAllowed {
        /// Who.
        by: String,
        /// Public keys of age.
        keys: Vec<String>,
    },
    /// The situation is closed.
    Closed,
    /// The situation is open again.
    Reopened,
}

impl ActDone {
    /// The act.
    pub fn act(&self) -> TwoPersonAct {
        match self {
            ActDone::Granted { .. } => TwoPersonAct::GrantIdentity,
            ActDone::ExportAllowed { .. } => TwoPersonAct::Export,
            ActDone::Erased { .. } => TwoPersonAct::Erase,
            ActDone::ErasedDue { .. } => TwoPersonAct::EraseDue,
            ActDone::HandOverAllowed { .. } => TwoPersonAct::HandOver,
            ActDone::Closed => TwoPersonAct::Close,
            ActDone::Reopened => TwoPersonAct::Reopen,
        }
    }
}

/// What approving comes to, once everybody named has been looked at again.
enum Weighed {
    Grant(Box<AccountRow>, BTreeSet<Compartment>),
    Export(String, Recipient),
    Erase(Box<IncidentRow>),
    EraseDue(Vec<IncidentRow>),
    HandOver(String, Vec<String>),
    Close,
    Reopen,
    Void(WhyVoid),
}

impl Desk {
    /// Approves what another co-chair proposed. A grant is given, and records erased, in the same transaction, with
    /// this person's keys. Whatever is no longer as it was proposed, or is not what is approved, makes the proposal void.
    pub async fn approve(&self, id: ProposalId, approval: &Approval<'_>) -> Result<ActDone, CaseError> {
        let (permit, keys) = (self.permit::<act::Approve>().await?, self.permit::<act::ManageKeys>().await?);
        let erases = self.permit::<act::Erase>().await?;
        let closes = self.permit::<act::CloseSituation>().await?;
        let mandates = vec![permit.mandate(), keys.mandate(), erases.mandate(), closes.mandate()];
        let write = self.store.write_on(mandates, self.now.hour).await?;
        let hour = self.database_hour().await?;
        let row = write.proposal(permit.number(), id).await?.ok_or(CaseError::NotFound)?;
        not_of_break_glass(&row)?;
        let same_person = self.is_for_oneself(&row)?;
        let refused = row.proposal.approvable(self.actor.account, hour);
        let refused = if same_person { Err(ProposalRefusal::SamePerson) } else { refused };
        if let Err(refusal) = refused {
            write.abandon().await?;
            if refusal == ProposalRefusal::SamePerson {
                self.log_refusal(Action::Approve).await?;
            }
            return Err(refusal.into());
        }
        if row.proposal.act == TwoPersonAct::GrantIdentity {
            approval.has_fingerprint()?;
        }
        self.expect_to_stand(&write, &[Role::Cochair]).await?;
        let mut weighed = self.weigh(&row).await?;
        if approval.digest != digest(self.actor.situation, &row) {
            weighed = Weighed::Void(WhyVoid::OtherParameters);
        } else if let Weighed::Grant(to, _) = &weighed
            && !approval.heard(to)
        {
            weighed = Weighed::Void(WhyVoid::OtherFingerprint);
        }
        self.carry_out(write, row, weighed, hour).await
    }

    /// Approves a waiting proposal of a grant by giving the same grant, or proposes it.
    pub(super) async fn grant_with_another(
        &self,
        mut write: Write<'_>,
        to: &AccountRow,
        opens: &BTreeSet<Compartment>,
    ) -> Result<Result<Vec<Compartment>, ProposalRow>, CaseError> {
        if to.id == self.actor.account {
            write.abandon().await?;
            self.log_refusal(Action::Approve).await?;
            return Err(ProposalRefusal::SamePerson.into());
        }
        self.expect_to_stand(&write, &[Role::Cochair]).await?;
        let hour = self.database_hour().await?;
        let parameters = Parameters::Grant(Grant::of(to, opens));
        let waiting = self.like(&write, &parameters, hour).await?;
        let Some(row) = waiting else {
            let row = self.add_proposal(&mut write, &parameters, hour).await?;
            write.commit().await?;
            return Ok(Err(row));
        };
        if row.proposal.proposer == self.actor.account {
            write.abandon().await?;
            return Ok(Err(row));
        }
        let weighed = self.weigh(&row).await?;
        match self.carry_out(write, row, weighed, hour).await? {
            ActDone::Granted { compartments, .. } => Ok(Ok(compartments)),
            _ => Err(CaseError::NotFound),
        }
    }

    /// Nobody is the second person for what they are to hold themselves. Exporting is done by one of the two.
    fn is_for_oneself(&self, row: &ProposalRow) -> Result<bool, CaseError> {
        let grants = row.proposal.act == TwoPersonAct::GrantIdentity;
        Ok(grants && Parameters::of(row)?.account() == Some(self.actor.account))
    }

    /// Looks again at everybody named: nobody can change any of it before this change is made or given up.
    async fn weigh(&self, row: &ProposalRow) -> Result<Weighed, CaseError> {
        if !self.proposer_stands(row, &[Role::Cochair]).await? {
            return Ok(Weighed::Void(WhyVoid::Proposer));
        }
        let parameters = Parameters::of(row)?;
        let of_situation = |so: &Whole, is_so: bool, weighed| {
            let weighed =
                if is_so && *so == self.as_it_stands() { weighed } else { Weighed::Void(WhyVoid::Situation) };
            Ok(weighed)
        };
        match &parameters {
            Parameters::Erase(erase) => {
                return match self.erasable(erase.incident).await {
                    Ok(row) => Ok(Weighed::Erase(Box::new(row))),
                    Err(CaseError::NotFound | CaseError::Invalid(_)) => Ok(Weighed::Void(WhyVoid::Record)),
                    Err(other) => Err(other),
                };
            }
            Parameters::EraseDue(due) => {
                let rows = self.erasable_due(due).await?;
                return Ok(rows.map_or(Weighed::Void(WhyVoid::Due), Weighed::EraseDue));
            }
            Parameters::Close(so) => return of_situation(so, self.closable().await?.is_ok(), Weighed::Close),
            Parameters::Reopen(so) => return of_situation(so, self.reopenable().is_ok(), Weighed::Reopen),
            _ => {}
        }
        let target = match parameters.account() {
            Some(account) => self.store.account_of(account).await?,
            None => None,
        };
        let Some(target) = target.filter(|target| target.status == AccountStatus::Active) else {
            return Ok(Weighed::Void(WhyVoid::Target));
        };
        Ok(match parameters {
            Parameters::Grant(grant) => {
                let opens = self.opened_by(&target).await?;
                if Grant::of(&target, &opens) == grant {
                    Weighed::Grant(Box::new(target), opens)
                } else {
                    Weighed::Void(WhyVoid::Target)
                }
            }
            Parameters::Export(export) => {
                if self.roles_here(&target).await?.iter().any(|role| may_export(*role)) {
                    Weighed::Export(target.login, export.recipient)
                } else {
                    Weighed::Void(WhyVoid::Target)
                }
            }
            Parameters::HandOver(hand_over) => {
                if self.roles_here(&target).await?.iter().any(|role| may_hand_over(*role)) {
                    Weighed::HandOver(target.login, hand_over.keys)
                } else {
                    Weighed::Void(WhyVoid::Target)
                }
            }
            Parameters::Erase(_)
            | Parameters::EraseDue(_)
            | Parameters::BreakGlass(_)
            | Parameters::Close(_)
            | Parameters::Reopen(_) => return Err(CaseError::NotFound),
        })
    }

    /// Whether who proposed it is still in one of these roles, with the key that signed it.
    pub(super) async fn proposer_stands(&self, row: &ProposalRow, roles: &[Role]) -> Result<bool, CaseError> {
        let proposer = self.stands(row.proposal.proposer, roles).await?;
        let signed = signed(self.actor.situation, row);
        Ok(proposer.is_some_and(|proposer| proposer.public.verify(&signed, &row.signature).is_ok()))
    }

    async fn carry_out(
        &self,
        mut write: Write<'_>,
        row: ProposalRow,
        weighed: Weighed,
        hour: i64,
    ) -> Result<ActDone, CaseError> {
        let by = self.actor.account;
        let done = match weighed {
            Weighed::Void(why) => {
                write.close_proposal(row, ProposalState::Void, by, hour).await?;
                write.commit().await?;
                return Err(ProposalRefusal::Void(why).into());
            }
            Weighed::Grant(to, opens) => {
                self.give(&mut write, &to, &opens).await?;
                ActDone::Granted { to: to.login, compartments: opens.into_iter().collect() }
            }
            Weighed::Export(by, recipient) => ActDone::ExportAllowed { by, recipient },
            Weighed::HandOver(by, keys) => ActDone::HandOverAllowed { by, keys },
            Weighed::Close => {
                write.set_closed(self.situation.row.clone(), Some(hour), by).await?;
                ActDone::Closed
            }
            Weighed::Reopen => {
                write.set_closed(self.situation.row.clone(), None, by).await?;
                ActDone::Reopened
            }
            Weighed::Erase(record) => {
                let incident = record.id;
                self.erase_in(&mut write, vec![*record]).await?;
                ActDone::Erased { incident, scrubbed: false }
            }
            Weighed::EraseDue(rows) => {
                let records = rows.len();
                self.erase_in(&mut write, rows).await?;
                ActDone::ErasedDue { records, scrubbed: false }
            }
        };
        write.close_proposal(row, ProposalState::Approved, by, hour).await?;
        write.commit().await?;
        Ok(match done {
            ActDone::Erased { incident, .. } => ActDone::Erased { incident, scrubbed: self.scrub().await },
            ActDone::ErasedDue { records, .. } => {
                ActDone::ErasedDue { records, scrubbed: self.scrub().await }
            }
            done => done,
        })
    }

    /// The approval that lets this person write out every document for a recipient now.
    pub(super) async fn export_approved(
        &self,
        write: &Write<'_>,
        recipient: Recipient,
    ) -> Result<ProposalId, CaseError> {
        let ours = Parameters::Export(Export { account: self.actor.account, recipient });
        Ok(self.approved_now(write, &ours).await?.ok_or(ProposalRefusal::ExportNeedsTwo)?)
    }

    /// The approval of exactly this that gives leave now.
    pub(super) async fn approved_now(
        &self,
        write: &Write<'_>,
        ours: &Parameters,
    ) -> Result<Option<ProposalId>, CaseError> {
        let hour = self.database_hour().await?;
        let since = hour.saturating_sub(PROPOSAL_HOURS);
        let number = self.situation.row.number;
        let rows = write.proposals_of(number, ours.act(), ProposalState::Approved, since).await?;
        for row in rows.iter().filter(|row| row.proposal.gives_leave(hour)) {
            if Parameters::of(row)? == *ours {
                return Ok(Some(row.id));
            }
        }
        Ok(None)
    }
}

/// The digest of a proposal as people hand it on: 64 hexadecimal digits.
pub fn digest_from(text: &str) -> Result<[u8; 32], CaseError> {
    let bad = || CaseError::Invalid("the digest of a proposal is 64 hexadecimal digits".to_owned());
    let (pairs, rest) = text.as_bytes().as_chunks();
    if pairs.len() != 32 || !rest.is_empty() {
        return Err(bad());
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
    let mut digest = [0; 32];
    for (byte, [high, low]) in digest.iter_mut().zip(pairs) {
        *byte = digit(*high).ok_or_else(bad)? << 4 | digit(*low).ok_or_else(bad)?;
    }
    Ok(digest)
}

/// The digits of a fingerprint, however they are grouped.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter_map(vault::digit_of).map(|digit| char::from(b'0' + digit)).collect()
}
