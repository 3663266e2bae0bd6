//! Acts that take two co-chairs: proposed by one, approved by another.

use super::hex;
use crate::casework::{ActDone, Approval, CaseError, EraseDue, ProposalLine, Propose};
use crate::web::extract::{At, Json, Path};
use crate::web::problem::Problem;
use axum::Json as Answer;
use axum::http::StatusCode;
use domain::access::ErasureGround;
use domain::id::{IncidentId, ProposalId};
use domain::interchange::Recipient;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vault::Addressee;

/// The proposal that the path names.
#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) proposal: ProposalId,
}

/// A proposal. Times are whole hours since 1970, by the database's clock.
#[derive(Serialize, ToSchema)]
pub(super) struct Proposal {
    /// Its id.
    #[schema(value_type = String)]
    id: ProposalId,
    /// `grant_identity`, `export`, `hand_over`, `erase`, `erase_due`, `close`, `reopen` or `break_glass`.
    act: &'static str,
    /// `pending`, `approved`, `done` (what breaks the glass), `withdrawn`, `void`, or `lapsed`: its time is over.
    state: &'static str,
    /// Whether what was approved can be done now: an export or a handing over, for 72 hours after the approval; what breaks the glass, for 72 hours
    /// that begin 72 hours after it.
    in_force: bool,
    /// Whom it is for, a login: who is granted something, or who writes the documents out.
    account: Option<String>,
    /// Compartments to be granted.
    compartments: Vec<String>,
    /// For whom the documents are.
    #[schema(value_type = Option<String>)]
    recipient: Option<Recipient>,
    /// The public keys of age to which everything is sealed.
    keys: Vec<String>,
    /// The incident that is to be erased.
    #[schema(value_type = Option<String>)]
    incident: Option<IncidentId>,
    /// Why: `consent_withdrawn`, `protection_risk`, `recorded_in_error`, `retention_over`, `legal_obligation`.
    ground: Option<&'static str>,
    /// The records whose time is over and that are to be erased.
    due: Option<ProposedDue>,
    /// Who proposed it, a login.
    proposed_by: String,
    /// When.
    proposed_hour: i64,
    /// Who approved it, took it back or found it void, a login.
    closed_by: Option<String>,
    /// When.
    closed_hour: Option<i64>,
    /// SHA-256 over what is proposed, 64 hexadecimal digits: an approval repeats it.
    digest: String,
}

/// The records whose time was over as of a day, but for some.
#[derive(Serialize, ToSchema)]
pub(super) struct ProposedDue {
    /// The day.
    #[schema(value_type = String, format = Date)]
    as_of: Date,
    /// For how many months records are kept.
    months: u16,
    /// Incidents that are kept for now.
    #[schema(value_type = Vec<String>)]
    kept: Vec<IncidentId>,
    /// How many records go.
    records: usize,
}

impl From<EraseDue> for ProposedDue {
    fn from(due: EraseDue) -> ProposedDue {
        ProposedDue { as_of: due.as_of, months: due.months, kept: due.kept, records: due.records }
    }
}

impl From<ProposalLine> for Proposal {
    fn from(line: ProposalLine) -> Proposal {
        Proposal {
            state: line.state(),
            ground: line.ground().map(ErasureGround::code),
            id: line.id,
            act: line.proposal.act.code(),
            in_force: line.gives_leave,
            account: line.account,
            compartments: line.compartments,
            recipient: line.recipient,
            keys: line.keys,
            incident: line.erases.map(|(incident, _)| incident),
            due: line.due.map(ProposedDue::from),
            proposed_by: line.proposed_by,
            proposed_hour: line.proposal.proposed_hour,
            closed_by: line.closed_by,
            closed_hour: line.proposal.closed_hour,
            digest: hex(&line.digest),
        }
    }
}

/// What to propose.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum NewProposal {
    /// To seal to somebody what their roles open, the identity compartment among it.
    GrantIdentity {
        /// To whom.
        login: String,
        /// The fingerprint as the person read it out: thirty digits.
        #[schema(max_length = 60)]
        fingerprint: String,
    },
    /// To write out every document.
    Export {
        /// `unicef`, `ctfmr_member`, `service_provider`, `other`, `anyone`.
        #[schema(value_type = String)]
        recipient: Recipient,
        /// Who writes them out; without it, who proposes it.
        by: Option<String>,
    },
    /// To erase a record for good: its versions, notes, questions and attachments.
    Erase {
        /// The incident's id.
        #[schema(value_type = String)]
        incident: IncidentId,
        /// `consent_withdrawn`, `protection_risk`, `recorded_in_error`, `retention_over`, `legal_obligation`.
        #[schema(value_type = String)]
        ground: ErasureGround,
    },
    /// To erase the records whose time is over: at most 1,000, oldest first.
    EraseDue {
        /// As of this day; as of today, by the database's clock, unless said otherwise.
        #[schema(value_type = Option<String>, format = Date)]
        as_of: Option<Date>,
        /// Ids of incidents that are kept for now, of those that would go.
        #[serde(default)]
        #[schema(value_type = Vec<String>, max_items = 1000)]
        kept: Vec<IncidentId>,
    },
    /// To write out everything that the situation holds, sealed to keys outside (`sixfold hand-over`).
    HandOver {
        /// Public keys of age, `age1` and 58 letters and digits, of whoever takes the situation over: one to sixteen.
        #[schema(min_items = 1, max_items = 16)]
        keys: Vec<String>,
        /// Who writes it out; without it, who proposes it.
        by: Option<String>,
    },
    /// To close the situation: it is read and kept, and nothing is added.
    Close {},
    /// To open a closed situation again.
    Reopen {},
}

/// A second person's approval.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewApproval {
    /// The digest of what is approved, as the proposal shows it.
    #[schema(min_length = 64, max_length = 64)]
    digest: String,
    /// For a grant: the fingerprint as the person read it out to the second person, thirty digits.
    #[schema(max_length = 60)]
    fingerprint: Option<String>,
}

/// What casework is told of an approval.
pub(super) fn approval_of(new: &NewApproval) -> Result<Approval<'_>, Problem> {
    let digest = crate::casework::digest_from(&new.digest)?;
    Ok(Approval { digest, fingerprint: new.fingerprint.as_deref() })
}

/// What an approval did.
#[derive(Serialize, ToSchema)]
pub(super) struct ApprovedAct {
    /// `grant_identity`, `export`, `hand_over`, `erase`, `close` or `reopen`.
    act: &'static str,
    /// Who was granted something, or may write the documents out.
    account: Option<String>,
    /// The compartments that were sealed.
    compartments: Vec<&'static str>,
    /// For whom the documents are.
    #[schema(value_type = Option<String>)]
    recipient: Option<Recipient>,
    /// The public keys of age to which everything may be sealed.
    keys: Vec<String>,
    /// The incident that was erased.
    #[schema(value_type = Option<String>)]
    incident: Option<IncidentId>,
    /// How many records were erased, their time being over.
    records: Option<usize>,
    /// Of what was erased: whether the database's files are free of it too; if not, an operator runs `sixfold scrub`.
    scrubbed: Option<bool>,
}

/// The newest 200 proposals, newest first.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/proposals", tag = "proposals",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Vec<Proposal>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn list(At(desk): At) -> Result<Answer<Vec<Proposal>>, Problem> {
    Ok(Answer(desk.proposals().await?.into_iter().map(Proposal::from).collect()))
}

/// A proposal.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/proposals/{proposal}", tag = "proposals",
    params(("situation" = String, Path, description = "The situation's code."),
        ("proposal" = String, Path, description = "The proposal's id.")),
    responses((status = 200, body = Proposal), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn show(At(desk): At, Path(named): Path<Named>) -> Result<Answer<Proposal>, Problem> {
    Ok(Answer(desk.proposal(named.proposal).await?.into()))
}

/// Propose an act that takes two. The same, proposed again by the same person, is the same proposal; what
/// another person has proposed is to be approved.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/proposals", tag = "proposals",
    params(("situation" = String, Path, description = "The situation's code.")), request_body = NewProposal,
    responses((status = 201, body = Proposal), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn propose(
    At(desk): At,
    Json(new): Json<NewProposal>,
) -> Result<(StatusCode, Answer<Proposal>), Problem> {
    let to = match &new {
        NewProposal::HandOver { keys, .. } => {
            keys.iter().map(|key| key.parse()).collect::<Result<Vec<Addressee>, _>>().map_err(|_| {
                let what = "keys: public keys of age, age1 and 58 letters and digits";
                Problem::from(CaseError::Invalid(what.to_owned()))
            })?
        }
        _ => Vec::new(),
    };
    let what = match &new {
        NewProposal::GrantIdentity { login, fingerprint } => Propose::Grant { login, fingerprint },
        NewProposal::Export { recipient, by } => Propose::Export { recipient: *recipient, by: by.as_deref() },
        NewProposal::HandOver { by, .. } => Propose::HandOver { to: &to, by: by.as_deref() },
        NewProposal::Close {} => Propose::Close,
        NewProposal::Reopen {} => Propose::Reopen,
        NewProposal::EraseDue { as_of, kept } => Propose::EraseDue { as_of: *as_of, kept },
        NewProposal::Erase { incident, ground } => Propose::Erase { incident: *incident, ground: *ground },
    };
    Ok((StatusCode::CREATED, Answer(desk.propose(what).await?.into())))
}

/// Approve what another co-chair proposed. A grant is given, records erased, and the situation closed or opened, at
/// once; an export or a handing over can be made for 72 hours. What is not approved as it was proposed, or is no longer as it was, is void: 409, and it is proposed again.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/proposals/{proposal}/approval", tag = "proposals",
    params(("situation" = String, Path, description = "The situation's code."),
        ("proposal" = String, Path, description = "The proposal's id.")),
    request_body = NewApproval,
    responses((status = 200, body = ApprovedAct), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn approve(
    At(desk): At,
    Path(named): Path<Named>,
    Json(new): Json<NewApproval>,
) -> Result<Answer<ApprovedAct>, Problem> {
    let done = desk.approve(named.proposal, &approval_of(&new)?).await?;
    let act = done.act().code();
    let nothing = ApprovedAct {
        act,
        account: None,
        compartments: Vec::new(),
        recipient: None,
        keys: Vec::new(),
        incident: None,
        records: None,
        scrubbed: None,
    };
    Ok(Answer(match done {
        ActDone::Granted { to, compartments } => {
            let compartments = compartments.into_iter().map(vault::Compartment::code).collect();
            ApprovedAct { account: Some(to), compartments, ..nothing }
        }
        ActDone::ExportAllowed { by, recipient } => {
            ApprovedAct { account: Some(by), recipient: Some(recipient), ..nothing }
        }
        ActDone::HandOverAllowed { by, keys } => ApprovedAct { account: Some(by), keys, ..nothing },
        ActDone::Closed | ActDone::Reopened => nothing,
        ActDone::Erased { incident, scrubbed } => {
            ApprovedAct { incident: Some(incident), scrubbed: Some(scrubbed), ..nothing }
        }
        ActDone::ErasedDue { records, scrubbed } => {
            ApprovedAct { records: Some(records), scrubbed: Some(scrubbed), ..nothing }
        }
    }))
}

/// Take back a proposal that is waiting, or the leave that an approved one gives. Any co-chair may.
#[utoipa::path(delete, path = "/api/v1/situations/{situation}/proposals/{proposal}", tag = "proposals",
    params(("situation" = String, Path, description = "The situation's code."),
        ("proposal" = String, Path, description = "The proposal's id.")),
    responses((status = 204, description = "Done."), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn withdraw(At(desk): At, Path(named): Path<Named>) -> Result<StatusCode, Problem> {
    desk.withdraw(named.proposal).await?;
    Ok(StatusCode::NO_CONTENT)
}
