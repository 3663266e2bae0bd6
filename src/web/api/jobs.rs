//! Jobs: reports, drafts of releases and the moving over of records, with their progress and what they made.

use super::releases::{Exempt, NewRelease};
use super::reports::{Form, Made, NewReport, make};
use crate::casework::{Desk, JobKind, JobLine, JobTaken, Progress, Watching};
use crate::web::cookie;
use crate::web::extract::{At, Json, Path};
use crate::web::problem::Problem;
use crate::web::state::Web;
use axum::Json as Answer;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use domain::id::JobId;
use futures_util::stream;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};
use vault::SessionSecret;

/// So often a comment is sent to whoever watches a job that does not move, so that nothing between cuts the line.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// After so many looks at a job, whether the session still stands is asked anew.
const LOOKS: u32 = 10;

/// The job that the path names.
#[derive(Deserialize)]
pub(super) struct Named {
    job: String,
}

/// Something to have done.
#[derive(Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(in crate::web) enum NewJob {
    /// Build a report.
    Report(NewReport),
    /// Draft a release: count it, hide what must be hidden, attack it, and freeze it (co-chairs).
    Release(NewRelease),
    /// Move every record to the epoch in use (co-chairs).
    Rewrap(NewRewrap),
}

/// Nothing needs to be said of it.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct NewRewrap {}

/// The derived description would ask for an object with `kind` that is also one with no member but the others.
impl PartialSchema for NewJob {
    fn schema() -> RefOr<Schema> {
        let kinds = [
            ("report", NewReport::schema()),
            ("release", NewRelease::schema()),
            ("rewrap", NewRewrap::schema()),
        ];
        let described = kinds.into_iter().fold(OneOfBuilder::new(), |one_of, (kind, members)| {
            let RefOr::T(Schema::Object(mut members)) = members else { return one_of };
            let tag = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([kind]));
            members.properties.insert("kind".to_owned(), tag.into());
            members.required.push("kind".to_owned());
            one_of.item(members)
        });
        described.description(Some("Something to have done.")).into()
    }
}

impl ToSchema for NewJob {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        NewReport::schemas(schemas);
        NewRelease::schemas(schemas);
        schemas.push((Form::name().into_owned(), Form::schema()));
        schemas.push((Exempt::name().into_owned(), Exempt::schema()));
    }
}

/// A job as it stands.
#[derive(Serialize, ToSchema)]
pub(super) struct Job {
    /// Its id.
    id: String,
    /// `queued`, `running`, `done`, `failed`, `interrupted`: the server that did it is gone, start it again.
    state: &'static str,
    /// Why it failed: `forbidden`, `invalid`, `unavailable`, `internal`.
    failure: Option<String>,
    /// How much is done.
    done: u64,
    /// Of how much; 0 while that is not known.
    total: u64,
    /// When it was taken (RFC 3339).
    created_at: String,
    /// When it and what it made are forgotten.
    expires_at: String,
    /// What was asked.
    question: NewJob,
}

/// How far a job is: the data of an event.
#[derive(Serialize)]
struct Told<'j> {
    state: &'static str,
    failure: Option<&'j str>,
    done: u64,
    total: u64,
}

fn shown(line: JobLine) -> Result<Job, Problem> {
    let time = |seconds| jiff::Timestamp::from_second(seconds).map(|time| time.to_string());
    Ok(Job {
        question: line.question()?,
        id: line.id.to_string(),
        state: line.state.code(),
        failure: line.failure,
        done: line.done,
        total: line.total,
        created_at: time(line.created_at).unwrap_or_default(),
        expires_at: time(line.expires_at).unwrap_or_default(),
    })
}

fn id(named: &Named) -> Result<JobId, Problem> {
    named.job.parse().map_err(|_| Problem::not_found())
}

/// Takes a job, once it is known that it can be done.
pub(in crate::web) async fn take(desk: &Arc<Desk>, new: NewJob) -> Result<JobId, Problem> {
    let question = serde_json::to_vec(&new).map_err(|error| Problem::internal(error.to_string()))?;
    let JobTaken { id, .. } = match new {
        NewJob::Report(report) => {
            report.check(desk)?;
            let work =
                async move |desk, progress: Arc<Progress>| make(desk, progress, report).await.map(Some);
            desk.start_job(JobKind::Report, &question, work).await?
        }
        NewJob::Release(release) => {
            // Before anything is said of the question: this route is open to others than co-chairs.
            desk.may_any(&[Action::Release]).await?;
            desk.start_release(&question, release.ask(desk)?).await?
        }
        NewJob::Rewrap(NewRewrap {}) => desk.start_rewrap(&question).await?,
    };
    Ok(id)
}

/// Have something done that takes longer than a request. The same question, while it waits or is done, is the same
/// job. What it makes is kept for a day, for nobody else.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/jobs", tag = "jobs", request_body = NewJob,
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 202, body = Job, headers(("Location" = String, description = "The job."))),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem)))]
pub(super) async fn start(At(desk): At, Json(new): Json<NewJob>) -> Result<impl IntoResponse, Problem> {
    let id = take(&desk, new).await?;
    let place = format!("/api/v1/situations/{}/jobs/{id}", desk.situation().row.code);
    Ok((StatusCode::ACCEPTED, [(header::LOCATION, place)], Answer(shown(desk.job(id).await?)?)))
}

/// One's own jobs, newest first.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/jobs", tag = "jobs",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Vec<Job>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn list(At(desk): At) -> Result<Answer<Vec<Job>>, Problem> {
    desk.jobs().await?.into_iter().map(shown).collect::<Result<_, _>>().map(Answer)
}

/// One of one's own jobs.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/jobs/{job}", tag = "jobs",
    params(("situation" = String, Path, description = "The situation's code."),
        ("job" = String, Path, description = "The job's id.")),
    responses((status = 200, body = Job), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn one(At(desk): At, Path(named): Path<Named>) -> Result<Answer<Job>, Problem> {
    Ok(Answer(shown(desk.job(id(&named)?).await?)?))
}

/// End one of one's own jobs, and remove it with what it made.
#[utoipa::path(delete, path = "/api/v1/situations/{situation}/jobs/{job}", tag = "jobs",
    params(("situation" = String, Path, description = "The situation's code."),
        ("job" = String, Path, description = "The job's id.")),
    responses((status = 204, description = "Removed."), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn remove(At(desk): At, Path(named): Path<Named>) -> Result<StatusCode, Problem> {
    desk.remove_job(id(&named)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What one of one's own jobs made.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/jobs/{job}/result", tag = "jobs",
    params(("situation" = String, Path, description = "The situation's code."),
        ("job" = String, Path, description = "The job's id.")),
    responses((status = 200, description = "The file; of a draft, its line in the list of releases.", content_type = "application/octet-stream"),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "It is not done.")))]
pub(super) async fn result(At(desk): At, Path(named): Path<Named>) -> Result<Response, Problem> {
    let (line, bytes) = desk.job_result(id(&named)?).await?;
    let Made { file, kind } = match line.question()? {
        NewJob::Report(report) => report.made(&desk),
        NewJob::Release(release) => Made { file: release.file(&desk), kind: "application/json" },
        NewJob::Rewrap(NewRewrap {}) => return Err(Problem::not_found()),
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\"")),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
    ];
    Ok((headers, bytes.to_vec()).into_response())
}

/// How far one of one's own jobs is, as it happens (server-sent events): `progress`, and at last `end`. Each carries
/// `state`, `failure`, `done` and `total`. The stream ends with the job, or with the session. Whoever comes back
/// with the id of the last event gets what is new since; 204 says that there is nothing more to come.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/jobs/{job}/events", tag = "jobs",
    params(("situation" = String, Path, description = "The situation's code."),
        ("job" = String, Path, description = "The job's id."),
        ("Last-Event-ID" = Option<String>, Header, description = "The id of the last event that was seen.")),
    responses((status = 200, content_type = "text/event-stream", description = "Events."),
        (status = 204, description = "The last event has been seen."), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 503, body = Problem)))]
pub(super) async fn events(
    State(web): State<Web>,
    At(desk): At,
    Path(named): Path<Named>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id = id(&named)?;
    let secret = cookie::secret(&web, &headers).ok_or_else(Problem::unsigned)?;
    let line = desk.job(id).await?;
    let seen = headers.get("last-event-id").and_then(|seen| seen.to_str().ok()).map(str::to_owned);
    if line.state.is_over() && seen.as_deref() == Some(&tag(&line)) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let watching = web.office().jobs().watch()?;
    let watch = Watch { web, desk, secret, watching, id, seen, first: Some(line), looks: 0 };
    let told = stream::unfold(Some(watch), async |watch| {
        let (event, watch) = watch?.next().await?;
        Some((Ok::<_, Infallible>(event), watch))
    });
    let mut response = Sse::new(told).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy that gathers answers would hold back what is to be seen as it happens.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

/// The id of the event that tells of a job as it stands.
fn tag(line: &JobLine) -> String {
    format!("{}-{}-{}", line.state.code(), line.done, line.total)
}

/// Somebody who watches a job.
struct Watch {
    web: Web,
    desk: Arc<Desk>,
    secret: SessionSecret,
    watching: Watching,
    id: JobId,
    /// The id of the last event that was told.
    seen: Option<String>,
    /// The job as it stood when the watching began.
    first: Option<JobLine>,
    looks: u32,
}

impl Watch {
    /// The next event, and who goes on watching if more is to come. None when the job is gone, the session over, the
    /// person no longer let in, or the server about to stop.
    async fn next(mut self) -> Option<(Event, Option<Watch>)> {
        loop {
            let line = match self.first.take() {
                Some(line) => line,
                None => self.look().await?,
            };
            let now = tag(&line);
            if self.seen.as_ref() == Some(&now) {
                continue;
            }
            let told = Told {
                state: line.state.code(),
                failure: line.failure.as_deref(),
                done: line.done,
                total: line.total,
            };
            let name = if line.state.is_over() { "end" } else { "progress" };
            let event = Event::default().id(&now).event(name).json_data(told).ok()?;
            self.seen = Some(now);
            return Some((event, (!line.state.is_over()).then_some(self)));
        }
    }

    async fn look(&mut self) -> Option<JobLine> {
        if !self.watching.pause().await {
            return None;
        }
        self.looks += 1;
        if self.looks.is_multiple_of(LOOKS) && !self.web.office().session_stands(&self.secret).await.ok()? {
            return None;
        }
        self.desk.watched_job(self.id).await.ok()
    }
}
