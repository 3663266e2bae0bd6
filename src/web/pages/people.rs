//! Accounts of a situation: who is there, who comes and goes, and what is granted to them by whom.

use super::doors::{picture, role_key};
use super::form::Form;
use super::frame::{Deeper, Frame, Section, base, may, on_to, page};
use super::reader::Reader;
use super::words::Words;
use crate::casework::{ActDone, Approval, Desk, Granting, ProposalLine, digest_from};
use crate::web::extract::{At, Path};
use crate::web::problem::Problem;
use crate::web::state::Web;
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::access::{AccountStatus, Action, Role};
use domain::id::{IncidentId, ProposalId};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/people.html")]
struct Page {
    frame: Frame,
    people: Vec<Person>,
    roles: Vec<(&'static str, String)>,
    proposals: Vec<Proposed>,
    administers: bool,
    grants: bool,
}

struct Person {
    login: String,
    status: String,
    is_active: bool,
    is_suspended: bool,
    is_removed: bool,
    /// The password is still the generated one.
    is_new: bool,
    roles: Vec<String>,
    has: Vec<&'static str>,
    fingerprint: String,
}

/// Records whose time is over, in words.
struct Due {
    records: String,
    as_of: String,
    /// The same day, as the list's address says it.
    day: String,
    months: String,
    /// The pages and ids of those that are kept.
    kept: Vec<(String, String)>,
}

struct Proposed {
    id: String,
    what: String,
    account: Option<String>,
    /// The page of the record that is to be erased, its id, and why.
    erases: Option<(String, String, String)>,
    due: Option<Due>,
    compartments: String,
    keys: Vec<String>,
    by: String,
    state: String,
    digest: String,
    waits: bool,
    is_grant: bool,
    is_own: bool,
    can_be_withdrawn: bool,
}

pub(super) async fn people(reader: Reader, At(desk): At) -> Result<Response, Problem> {
    let words = reader.words;
    let actor = desk.actor();
    let name = |role: Role| words.text(&role_key(role.code()));
    let people = desk.accounts().await?.into_iter().map(|(row, roles)| Person {
        status: words.text(&format!("account-{}", row.status.code())),
        is_active: row.status == AccountStatus::Active,
        is_suspended: row.status == AccountStatus::Suspended,
        is_removed: row.status == AccountStatus::Removed,
        is_new: row.initial_password,
        roles: roles.iter().map(|role| name(role.role)).collect(),
        has: roles.iter().map(|role| role.role.code()).collect(),
        fingerprint: row.public.fingerprint(),
        login: row.login,
    });
    let proposes = may(actor, Action::Propose);
    let proposals = if proposes { desk.proposals().await? } else { Vec::new() };
    page(&Page {
        people: people.collect(),
        roles: Role::ALL.iter().map(|role| (role.code(), name(*role))).collect(),
        proposals: proposals.iter().map(|line| proposed(words, &desk, line)).collect(),
        administers: may(actor, Action::Administer),
        grants: may(actor, Action::ManageKeys),
        frame: reader.inside(&desk, Section::People, words.text("section-people")),
    })
}

fn proposed(words: &Words, desk: &Desk, line: &ProposalLine) -> Proposed {
    let act = line.proposal.act.code();
    let href = |incident: &IncidentId| format!("{}/incidents/{incident}", base(&desk.situation().row.code));
    Proposed {
        id: line.id.to_string(),
        what: words.text(&format!("proposal-{}", act.replace('_', "-"))),
        account: line.account.clone(),
        erases: line.erases.map(|(incident, ground)| {
            let why = words.text(&format!("ground-{}", ground.code().replace('_', "-")));
            (href(&incident), incident.to_string(), why)
        }),
        due: line.due.as_ref().map(|due| Due {
            records: words.count("n-records", due.records),
            as_of: words.of_it("retention-as-of", &words.date(&due.as_of)),
            day: due.as_of.to_string(),
            months: words.count("n-months", due.months),
            kept: due.kept.iter().map(|one| (href(one), one.to_string())).collect(),
        }),
        compartments: line
            .compartments
            .iter()
            .map(|one| words.text(&format!("compartment-{one}")))
            .collect::<Vec<_>>()
            .join(", "),
        keys: line.keys.clone(),
        by: line.proposed_by.clone(),
        state: words.text(&format!("proposal-is-{}", line.state())),
        digest: hex::encode(line.digest),
        waits: line.waits,
        is_grant: act == "grant_identity",
        is_own: line.proposed_by == desk.login(),
        can_be_withdrawn: line.waits || line.gives_leave,
    }
}

/// Back to the people, after something was done.
fn back(desk: &Desk, done: &str) -> Response {
    on_to(&format!("{}/people", base(&desk.situation().row.code)), done)
}

/// A slip to hand over: what it says is shown once.
#[derive(Template)]
#[template(path = "pages/slip.html")]
struct Slip {
    frame: Frame,
    /// Where to sign in.
    address: String,
    login: String,
    password: String,
    roles: Vec<String>,
    /// For whoever reports: the twelve digits, and a picture of the address of the form with them.
    digits: Option<(String, String)>,
}

async fn slip(
    reader: &Reader,
    desk: &Desk,
    origin: &str,
    login: String,
    password: String,
    roles: &[Role],
) -> Result<Response, Problem> {
    let words = reader.words;
    let submits = Action::Submit.roles().iter().any(|role| roles.contains(role));
    let digits = if submits && may(desk.actor(), Action::Administer) {
        let digits = desk.pin_digits().await?;
        let form = format!("{origin}{}/report", base(&desk.situation().row.code));
        let picture = picture(&format!("{form}#{}", digits.replace(' ', "")))?;
        Some((digits, picture))
    } else {
        None
    };
    page(&Slip {
        address: origin.to_owned(),
        digits,
        login,
        password,
        roles: roles.iter().map(|role| words.text(&role_key(role.code()))).collect(),
        frame: reader.inside(desk, Section::People, words.text("slip-title")).deeper(Deeper::Slip),
    })
}

/// Somebody to invite.
#[derive(Deserialize)]
pub(super) struct Invited {
    login: String,
    #[serde(default)]
    roles: Vec<Role>,
}

pub(super) async fn invite(
    State(web): State<Web>,
    headers: HeaderMap,
    reader: Reader,
    At(desk): At,
    Form(invited): Form<Invited>,
) -> Result<Response, Problem> {
    let login = invited.login.trim().to_owned();
    let password = desk.invite(&login, &invited.roles).await?;
    let origin = web.trust().site(&headers)?.origin;
    slip(&reader, &desk, &origin, login, password, &invited.roles).await
}

/// The account that a path names.
#[derive(Deserialize)]
pub(super) struct Named {
    login: String,
}

pub(super) async fn reset(
    State(web): State<Web>,
    headers: HeaderMap,
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
) -> Result<Response, Problem> {
    let password = desk.reset_for_a_day(&named.login).await?;
    let origin = web.trust().site(&headers)?.origin;
    slip(&reader, &desk, &origin, named.login, password, &[]).await
}

/// Whether somebody can sign in.
#[derive(Deserialize)]
pub(super) struct Standing {
    status: AccountStatus,
}

pub(super) async fn status(
    At(desk): At,
    Path(named): Path<Named>,
    Form(standing): Form<Standing>,
) -> Result<Response, Problem> {
    match standing.status {
        AccountStatus::Active => desk.restore_account(&named.login).await?,
        AccountStatus::Suspended => desk.suspend_account(&named.login).await?,
        AccountStatus::Removed => {
            desk.remove_account(&named.login).await?;
        }
    }
    Ok(back(&desk, "account-status"))
}

/// What somebody is in the situation.
#[derive(Deserialize)]
pub(super) struct Roles {
    #[serde(default)]
    roles: Vec<Role>,
}

pub(super) async fn roles(
    At(desk): At,
    Path(named): Path<Named>,
    Form(to): Form<Roles>,
) -> Result<Response, Problem> {
    desk.change_roles(&named.login, &to.roles).await?;
    Ok(back(&desk, "account-roles"))
}

/// The fingerprint as the person read it out.
#[derive(Deserialize)]
pub(super) struct ReadOut {
    fingerprint: String,
}

pub(super) async fn grant(
    At(desk): At,
    Path(named): Path<Named>,
    Form(read): Form<ReadOut>,
) -> Result<Response, Problem> {
    Ok(match desk.grant(&named.login, &read.fingerprint).await? {
        Granting::Given(_) => back(&desk, "granted"),
        Granting::Proposed(_) => back(&desk, "proposed"),
    })
}

pub(super) async fn revoke(At(desk): At, Path(named): Path<Named>) -> Result<Response, Problem> {
    desk.revoke(&named.login).await?;
    Ok(back(&desk, "revoked"))
}

/// The proposal that a path names.
#[derive(Deserialize)]
pub(super) struct NamedProposal {
    pub(super) proposal: ProposalId,
}

/// A second person's approval of exactly what the page showed.
#[derive(Deserialize)]
pub(super) struct Approved {
    digest: String,
    #[serde(default)]
    fingerprint: String,
}

impl Approved {
    pub(super) fn approval(&self) -> Result<Approval<'_>, Problem> {
        let fingerprint = Some(self.fingerprint.trim()).filter(|text| !text.is_empty());
        Ok(Approval { digest: digest_from(&self.digest)?, fingerprint })
    }
}

pub(super) async fn approve(
    At(desk): At,
    Path(named): Path<NamedProposal>,
    Form(approved): Form<Approved>,
) -> Result<Response, Problem> {
    let done = desk.approve(named.proposal, &approved.approval()?).await?;
    Ok(back(
        &desk,
        match done {
            ActDone::Erased { scrubbed: true, .. } => "erased",
            ActDone::Erased { scrubbed: false, .. } => "erased-remains",
            ActDone::ErasedDue { scrubbed: true, .. } => "erased-due",
            ActDone::ErasedDue { scrubbed: false, .. } => "erased-due-remains",
            ActDone::Closed => "closed",
            ActDone::Reopened => "reopened",
            ActDone::Granted { .. } | ActDone::ExportAllowed { .. } | ActDone::HandOverAllowed { .. } => {
                "approved"
            }
        },
    ))
}

pub(super) async fn withdraw(At(desk): At, Path(named): Path<NamedProposal>) -> Result<Response, Problem> {
    desk.withdraw(named.proposal).await?;
    Ok(back(&desk, "withdrawn"))
}
