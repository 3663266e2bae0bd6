//! Break-glass: what is opened to somebody when co-chairs cannot be reached (decision 0047).
//!
//! Two who hold the keys want it, everybody sees it coming for three days, and any of them can veto it.

use super::proposals::{Grant, Parameters, digest};
use super::{Approval, CaseError, Desk, ProposalLine};
use domain::access::{AccountStatus, Action, ProposalRefusal, ProposalState, Role, WhyVoid, act, permit};
use domain::id::ProposalId;
use std::collections::BTreeSet;
use store::{AccountRow, ProposalRow};
use vault::Compartment;

/// Who may be one of the two: who holds identity content.
const INITIATORS: &[Role] = Action::BreakGlass.roles();

impl Desk {
    /// Whether somebody here wants the glass broken, and this person may veto it.
    pub fn is_alarmed(&self) -> bool {
        self.alarm && Action::Veto.roles().iter().any(|role| self.actor.roles.contains(role))
    }

    /// The same for who is not told by a page.
    pub async fn looks_for_alarm(&self) -> Result<bool, CaseError> {
        Ok(!self.standing_break_glass().await?.is_empty())
    }

    /// What can still be vetoed, for whom the policy lets see it.
    pub(super) async fn standing_break_glass(&self) -> Result<Vec<ProposalRow>, CaseError> {
        let Ok(permit) = permit::<act::Veto>(&self.actor) else { return Ok(Vec::new()) };
        let hour = self.database_hour().await?;
        let mut rows = self.store.break_glass(&permit).await?;
        rows.retain(|row| row.proposal.stands(hour));
        Ok(rows)
    }

    /// What is and was asked for, newest first.
    pub async fn break_glass_proposals(&self) -> Result<Vec<ProposalLine>, CaseError> {
        let permit = self.permit::<act::Veto>().await?;
        let hour = self.database_hour().await?;
        let mut lines = Vec::new();
        for row in self.store.break_glass(&permit).await? {
            lines.push(self.line(&row, hour).await?);
        }
        Ok(lines)
    }

    /// Asks that what this person opens, as far as the other's roles open it, is sealed to another. The same, asked for again
    /// by the same person, is the same proposal.
    pub async fn break_glass(&self, login: &str, fingerprint: &str) -> Result<ProposalLine, CaseError> {
        let permit = self.permit::<act::BreakGlass>().await?;
        let write = self.store.write(&permit, self.now.hour).await?;
        let hour = self.database_hour().await?;
        let (to, opens) = self.grantee(login, fingerprint).await?;
        if to.id == self.actor.account {
            write.abandon().await?;
            self.log_refusal(Action::BreakGlass).await?;
            return Err(ProposalRefusal::SamePerson.into());
        }
        let gives: BTreeSet<Compartment> =
            opens.into_iter().filter(|one| self.keys.current(*one).is_ok()).collect();
        if gives.is_empty() {
            return Err(CaseError::Invalid(format!("you open nothing that the roles of {login} open")));
        }
        let parameters = Parameters::BreakGlass(Grant::of(&to, &gives));
        let row = self.propose_once(write, &parameters, hour, INITIATORS).await?;
        self.line(&row, hour).await
    }

    /// The second person wants the same: from now on it comes, unless somebody vetoes it.
    pub async fn join_break_glass(
        &self,
        id: ProposalId,
        approval: &Approval<'_>,
    ) -> Result<ProposalLine, CaseError> {
        let permit = self.permit::<act::BreakGlass>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let hour = self.database_hour().await?;
        let row = write.proposal(permit.number(), id).await?.ok_or(CaseError::NotFound)?;
        let grant = of_break_glass(&row)?;
        let for_oneself = grant.account == self.actor.account;
        let refused = row.proposal.approvable(self.actor.account, hour);
        let refused = if for_oneself { Err(ProposalRefusal::SamePerson) } else { refused };
        if let Err(refusal) = refused {
            write.abandon().await?;
            if refusal == ProposalRefusal::SamePerson {
                self.log_refusal(Action::BreakGlass).await?;
            }
            return Err(refusal.into());
        }
        approval.has_fingerprint()?;
        self.expect_to_stand(&write, INITIATORS).await?;
        let void = match self.weigh_break_glass(&row, &grant).await? {
            Err(why) => Some(why),
            Ok(_) if approval.digest != digest(self.actor.situation, &row) => Some(WhyVoid::OtherParameters),
            Ok((to, _)) if !approval.heard(&to) => Some(WhyVoid::OtherFingerprint),
            Ok(_) => None,
        };
        let state = if void.is_some() { ProposalState::Void } else { ProposalState::Approved };
        let row = write.close_proposal(row, state, self.actor.account, hour).await?;
        write.commit().await?;
        match void {
            Some(why) => Err(ProposalRefusal::Void(why).into()),
            None => self.line(&row, hour).await,
        }
    }

    /// Seals what two asked for, once its time has come: one of the two does it, with their own keys, once.
    pub async fn open_by_break_glass(&self, id: ProposalId) -> Result<(String, Vec<Compartment>), CaseError> {
        let permit = self.permit::<act::BreakGlass>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let hour = self.database_hour().await?;
        let row = write.proposal(permit.number(), id).await?.ok_or(CaseError::NotFound)?;
        let grant = of_break_glass(&row)?;
        if let Err(refusal) = row.proposal.openable(self.actor.account, row.closed_by, hour) {
            write.abandon().await?;
            self.log_refusal(Action::BreakGlass).await?;
            return Err(refusal.into());
        }
        self.expect_to_stand(&write, INITIATORS).await?;
        let second = match row.closed_by {
            Some(second) => self.stands(second, INITIATORS).await?,
            None => None,
        };
        let weighed = match self.weigh_break_glass(&row, &grant).await? {
            Ok(_) if second.is_none() => Err(WhyVoid::Proposer),
            weighed => weighed,
        };
        let by = self.actor.account;
        let (to, gives) = match weighed {
            Ok(weighed) => weighed,
            Err(why) => {
                write.close_proposal(row, ProposalState::Void, by, hour).await?;
                write.commit().await?;
                return Err(ProposalRefusal::Void(why).into());
            }
        };
        self.give(&mut write, &to, &gives).await?;
        write.close_proposal(row, ProposalState::Done, by, hour).await?;
        write.commit().await?;
        Ok((to.login, gives.into_iter().collect()))
    }

    /// Ends what is asked for, before it opens anything. Nobody has to say why.
    pub async fn veto_break_glass(&self, id: ProposalId) -> Result<(), CaseError> {
        let permit = self.permit::<act::Veto>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let hour = self.database_hour().await?;
        let row = write.proposal(permit.number(), id).await?.ok_or(CaseError::NotFound)?;
        of_break_glass(&row)?;
        row.proposal.withdrawable(hour)?;
        write.close_proposal(row, ProposalState::Withdrawn, self.actor.account, hour).await?;
        write.commit().await?;
        Ok(())
    }

    /// Looks again at who asked for it and at whom it is for, whose roles may open more by now and not less.
    async fn weigh_break_glass(
        &self,
        row: &ProposalRow,
        grant: &Grant,
    ) -> Result<Result<(AccountRow, BTreeSet<Compartment>), WhyVoid>, CaseError> {
        if !self.proposer_stands(row, INITIATORS).await? {
            return Ok(Err(WhyVoid::Proposer));
        }
        let target = self.store.account_of(grant.account).await?;
        let Some(target) = target.filter(|target| target.status == AccountStatus::Active) else {
            return Ok(Err(WhyVoid::Target));
        };
        let opens = self.opened_by(&target).await?;
        let gives: BTreeSet<Compartment> = opens
            .into_iter()
            .filter(|one| grant.compartments.iter().any(|code| code == one.code()))
            .collect();
        if Grant::of(&target, &gives) == *grant { Ok(Ok((target, gives))) } else { Ok(Err(WhyVoid::Target)) }
    }
}

/// What a proposal to break the glass names; another kind of proposal is none here.
fn of_break_glass(row: &ProposalRow) -> Result<Grant, CaseError> {
    match Parameters::of(row)? {
        Parameters::BreakGlass(grant) => Ok(grant),
        _ => Err(CaseError::NotFound),
    }
}
