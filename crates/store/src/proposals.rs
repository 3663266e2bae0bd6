//! Proposals of acts that take two people.
//!
//! A proposal is read only as the log knows it: what somebody altered or put here behind the program's back
//! is neither shown nor approved.

use crate::backend::Store;
use crate::entity::proposal;
use crate::error::StoreError;
use crate::log::Entry;
use crate::write::Write;
use domain::access::{Permit, Proposal, ProposalState, TwoPersonAct, act};
use domain::audit::LogAct;
use domain::id::{AccountId, ProposalId};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use vault::digest_of;

/// The most that a list shows: the newest.
const MOST_LISTED: u64 = 200;

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalRow {
    /// Its id.
    pub id: ProposalId,
    /// The situation's number.
    pub situation: i32,
    /// 1 while it is pending; one more with each change.
    pub version: u64,
    /// What the rules look at.
    pub proposal: Proposal,
    /// What exactly is proposed: ids, codes and digests, in one fixed form.
    pub parameters: String,
    /// The proposer's signature over what is proposed.
    pub signature: [u8; 64],
    /// Who approved it, took it back, or found it void.
    pub closed_by: Option<AccountId>,
}

impl ProposalRow {
    fn digest(&self) -> [u8; 32] {
        let Proposal { act, proposer, proposed_hour, state, closed_hour } = self.proposal;
        let closed_by = self.closed_by.map(|by| by.0);
        let closed_hour = closed_hour.map(i64::to_be_bytes);
        digest_of(&[
            b"proposal",
            &self.id.0,
            &self.situation.to_be_bytes(),
            act.code().as_bytes(),
            self.parameters.as_bytes(),
            &proposer.0,
            &proposed_hour.to_be_bytes(),
            &self.signature,
            state.code().as_bytes(),
            closed_by.as_ref().map_or(&[][..], |by| by),
            closed_hour.as_ref().map_or(&[][..], |hour| hour),
        ])
    }

    fn of(model: proposal::Model) -> Result<ProposalRow, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "proposal",
            column,
            row: model.id.iter().take(16).map(|byte| format!("{byte:02x}")).collect(),
        };
        let account = |bytes: &[u8], column| bytes.try_into().map(AccountId).map_err(|_| corrupt(column));
        Ok(ProposalRow {
            id: ProposalId(model.id.as_slice().try_into().map_err(|_| corrupt("id"))?),
            situation: model.situation,
            version: u64::try_from(model.version).map_err(|_| corrupt("version"))?,
            proposal: Proposal {
                act: TwoPersonAct::from_code(&model.act).ok_or_else(|| corrupt("act"))?,
                proposer: account(&model.proposer, "proposer")?,
                proposed_hour: model.proposed_hour,
                state: ProposalState::from_code(&model.state).ok_or_else(|| corrupt("state"))?,
                closed_hour: model.closed_hour,
            },
            signature: model.signature.as_slice().try_into().map_err(|_| corrupt("signature"))?,
            closed_by: model.closed_by.as_deref().map(|by| account(by, "closed_by")).transpose()?,
            parameters: model.parameters,
        })
    }

    fn model(&self) -> proposal::Model {
        proposal::Model {
            id: self.id.0.to_vec(),
            situation: self.situation,
            version: self.version as i64,
            act: self.proposal.act.code().to_owned(),
            parameters: self.parameters.clone(),
            proposer: self.proposal.proposer.0.to_vec(),
            proposed_hour: self.proposal.proposed_hour,
            signature: self.signature.to_vec(),
            state: self.proposal.state.code().to_owned(),
            closed_by: self.closed_by.map(|by| by.0.to_vec()),
            closed_hour: self.proposal.closed_hour,
        }
    }

    fn what(&self) -> String {
        format!("the proposal {}", self.id)
    }
}

impl Store {
    /// The newest proposals for co-chairs of the permit's situation, newest first.
    pub async fn proposals(&self, permit: &Permit<act::Propose>) -> Result<Vec<ProposalRow>, StoreError> {
        self.listed(permit.number(), proposal::Column::Act.ne(TwoPersonAct::BreakGlass.code())).await
    }

    /// The newest proposals to break the glass, newest first.
    pub async fn break_glass(&self, permit: &Permit<act::Veto>) -> Result<Vec<ProposalRow>, StoreError> {
        self.listed(permit.number(), proposal::Column::Act.eq(TwoPersonAct::BreakGlass.code())).await
    }

    async fn listed(&self, situation: i32, of: SimpleExpr) -> Result<Vec<ProposalRow>, StoreError> {
        let rows = proposal::Entity::find()
            .filter(proposal::Column::Situation.eq(situation))
            .filter(of)
            .order_by_desc(proposal::Column::ProposedHour)
            .order_by_asc(proposal::Column::Id)
            .limit(MOST_LISTED)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(ProposalRow::of).collect()
    }

    /// A proposal of the permit's situation.
    pub async fn proposal(
        &self,
        permit: &Permit<act::Propose>,
        id: ProposalId,
    ) -> Result<Option<ProposalRow>, StoreError> {
        find(&self.reader(), permit.number(), id).await
    }

    /// Every proposal with the version and digest that the log should have of it.
    pub(crate) async fn proposal_objects(&self) -> Result<Vec<([u8; 16], i32, u64, [u8; 32])>, StoreError> {
        let rows = proposal::Entity::find().all(&self.reader()).await?;
        rows.into_iter()
            .map(|model| {
                let row = ProposalRow::of(model)?;
                Ok((row.id.0, row.situation, row.version, row.digest()))
            })
            .collect()
    }
}

async fn find(
    on: &impl ConnectionTrait,
    situation: i32,
    id: ProposalId,
) -> Result<Option<ProposalRow>, StoreError> {
    let found = proposal::Entity::find_by_id(id.0.to_vec())
        .filter(proposal::Column::Situation.eq(situation))
        .one(on)
        .await?;
    found.map(ProposalRow::of).transpose()
}

impl Write<'_> {
    /// A proposal as the log knows it. Nobody else changes it before this change is made or given up.
    pub async fn proposal(&self, situation: i32, id: ProposalId) -> Result<Option<ProposalRow>, StoreError> {
        if !self.sees(situation) {
            return Ok(None);
        }
        match find(&self.tx, situation, id).await? {
            Some(row) => Ok(Some(self.as_logged(row).await?)),
            None => Ok(None),
        }
    }

    /// Proposals of an act in a state that were proposed or closed at this hour or later, as the log knows them.
    pub async fn proposals_of(
        &self,
        situation: i32,
        act: TwoPersonAct,
        state: ProposalState,
        since: i64,
    ) -> Result<Vec<ProposalRow>, StoreError> {
        if !self.sees(situation) {
            return Ok(Vec::new());
        }
        let time = match state {
            ProposalState::Pending => proposal::Column::ProposedHour,
            _ => proposal::Column::ClosedHour,
        };
        let rows = proposal::Entity::find()
            .filter(proposal::Column::Situation.eq(situation))
            .filter(proposal::Column::Act.eq(act.code()))
            .filter(proposal::Column::State.eq(state.code()))
            .filter(time.gte(since))
            .order_by_asc(proposal::Column::Id)
            .all(&self.tx)
            .await?;
        let mut logged = Vec::with_capacity(rows.len());
        for model in rows {
            logged.push(self.as_logged(ProposalRow::of(model)?).await?);
        }
        Ok(logged)
    }

    async fn as_logged(&self, row: ProposalRow) -> Result<ProposalRow, StoreError> {
        if self.logged(row.id.0, row.digest(), &row.what()).await? != row.version {
            return Err(StoreError::Altered { what: row.what() });
        }
        Ok(row)
    }

    /// Adds a proposal.
    pub async fn add_proposal(&mut self, row: &ProposalRow) -> Result<(), StoreError> {
        self.may(LogAct::Proposed, row.situation)?;
        proposal::Entity::insert(row.model().into_active_model()).exec_without_returning(&self.tx).await?;
        self.proposal_entry(row, LogAct::Proposed, row.proposal.proposer);
        Ok(())
    }

    /// Brings a proposal from where it was read in this change to another state. `hour` is the database's.
    pub async fn close_proposal(
        &mut self,
        mut row: ProposalRow,
        state: ProposalState,
        by: AccountId,
        hour: i64,
    ) -> Result<ProposalRow, StoreError> {
        let act = match state {
            ProposalState::Pending => LogAct::Proposed,
            ProposalState::Approved => LogAct::Approved,
            ProposalState::Done => LogAct::GlassBroken,
            ProposalState::Withdrawn => LogAct::Withdrawn,
            ProposalState::Void => LogAct::ProposalVoided,
        };
        self.may(act, row.situation)?;
        row = self.as_logged(row).await?;
        row.version += 1;
        row.proposal.state = state;
        row.proposal.closed_hour = Some(hour);
        row.closed_by = Some(by);
        row.model().into_active_model().reset_all().update(&self.tx).await?;
        self.proposal_entry(&row, act, by);
        Ok(row)
    }

    fn proposal_entry(&mut self, row: &ProposalRow, act: LogAct, by: AccountId) {
        self.log(Entry {
            actor: by.0,
            act,
            situation: row.situation,
            object: row.id.0,
            version: row.version,
            digest: row.digest(),
        });
    }
}
