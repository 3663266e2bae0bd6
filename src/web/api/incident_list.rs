//! Lists of incidents and what they can be asked.

use crate::casework::{Filter, IncidentLine, ListPage, Victim, ViolationLine};
use crate::web::bounded::{Place, Text, Whole};
use crate::web::extract::{Asked, At, Json, Several};
use crate::web::problem::Problem;
use axum::Json as Answer;
use domain::counting::{Boundary, Criteria, Days, Late};
use domain::violation::{IncidentStatus, PartyCategory, Sex, Status, Step, ViolationType};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const USUAL_PAGE: usize = 50;

/// Which incidents a list is of. Where several codes may be given, they stand with commas between them and any
/// one of them will do.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuestion {
    /// `open`, `closed`, `duplicate`, `void`.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    status: Several<IncidentStatus>,
    /// It holds a violation of one of these types; what is said of violations below is asked of that one.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    violation: Several<ViolationType>,
    /// Statuses of the initial step that stand.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    initial: Several<Status>,
    /// Statuses of the technical step.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    technical: Several<Status>,
    /// Statuses of the CTFMR step.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    ctfmr: Several<Status>,
    /// The CTFMR status is of this day or later: with `decided_to`, the period of the report that counts it.
    #[param(value_type = Option<String>, format = Date)]
    decided_from: Option<Date>,
    /// The CTFMR status is of this day or before.
    #[param(value_type = Option<String>, format = Date)]
    decided_to: Option<Date>,
    /// `true`: it was verified after the quarter of the incident had ended; `false`: in time.
    late: Option<bool>,
    /// It waits for this step: `initial`, `technical`, `ctfmr`.
    #[param(value_type = Option<String>)]
    waiting_for: Option<Step>,
    /// It has waited since this day or before.
    #[param(value_type = Option<String>, format = Date)]
    waiting_since_to: Option<Date>,
    /// It began on this day or later.
    #[param(value_type = Option<String>, format = Date)]
    occurred_from: Option<Date>,
    /// It began on this day or before.
    #[param(value_type = Option<String>, format = Date)]
    occurred_to: Option<Date>,
    /// It was recorded on this day or later.
    #[param(value_type = Option<String>, format = Date)]
    recorded_from: Option<Date>,
    /// It was recorded on this day or before.
    #[param(value_type = Option<String>, format = Date)]
    recorded_to: Option<Date>,
    /// It was recorded or amended on this day or later.
    #[param(value_type = Option<String>, format = Date)]
    changed_from: Option<Date>,
    /// It was recorded or last amended on this day or before.
    #[param(value_type = Option<String>, format = Date)]
    changed_to: Option<Date>,
    /// Codes of areas: it lies there, or in an area inside.
    #[serde(default)]
    #[param(value_type = Option<String>, max_length = 2000)]
    area: Several<String>,
    /// Codes of parties to which it is attributed.
    #[serde(default)]
    #[param(value_type = Option<String>, max_length = 2000)]
    party: Several<String>,
    /// Kinds of parties to which it is attributed: `armed_force`, `armed_group`, `other`, `unknown`.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    party_category: Several<PartyCategory>,
    /// It affected boys, girls, or children of unknown sex: `boy`, `girl`, `unknown`.
    #[param(value_type = Option<String>)]
    children: Option<Sex>,
    /// A victim of this sex is recorded: `boy`, `girl`, `unknown`.
    #[param(value_type = Option<String>)]
    victim_sex: Option<Sex>,
    /// A victim of at least this age, in years.
    #[param(inline)]
    victim_age_from: Option<Whole<0, 17>>,
    /// A victim of at most this age.
    #[param(inline)]
    victim_age_to: Option<Whole<0, 17>>,
    /// Options of fields that only one type of violation has, such as `weapon:small_arm`: each field named holds one
    /// of the options named for it. `sixfold dictionary` lists them.
    #[serde(default)]
    #[param(value_type = Option<String>, max_length = 2000)]
    detail: Several<String>,
    /// The sender's own id.
    #[param(inline)]
    external_id: Option<Text<200>>,
    /// `next` of the page before.
    #[param(inline)]
    before: Option<Place>,
    /// How many; 50 unless said otherwise.
    #[param(inline)]
    limit: Option<Whole<1, 200>>,
}

impl ListQuestion {
    fn most(&self) -> usize {
        self.limit.map_or(USUAL_PAGE, Whole::count)
    }

    /// What is asked, on the day on which what goes on is taken to end.
    fn filter(self, today: Date) -> Result<Filter, Problem> {
        let detail = |pair: String| {
            let parts = pair.split_once(':').map(|(field, option)| (field.to_owned(), option.to_owned()));
            parts.ok_or_else(|| {
                Problem::invalid("detail holds fields with options, as field:option.", Vec::new())
            })
        };
        let days = |from, to| Days { from, to };
        let criteria = Criteria {
            status: self.status.0,
            occurred: days(self.occurred_from, self.occurred_to),
            recorded: days(self.recorded_from, self.recorded_to),
            changed: days(self.changed_from, self.changed_to),
            areas: None,
            types: self.violation.0,
            initial: self.initial.0,
            technical: self.technical.0,
            ctfmr: self.ctfmr.0,
            decided: days(self.decided_from, self.decided_to),
            late: self.late.map(|is| Late { is, boundary: Boundary::Quarter, as_of: today }),
            waiting_for: self.waiting_for,
            waiting_since: days(None, self.waiting_since_to),
            parties: None,
            children: self.children,
        };
        Ok(Filter {
            criteria,
            areas: self.area.0,
            parties: self.party.0,
            party_categories: self.party_category.0,
            external_id: self.external_id.map(|id| id.0),
            details: self.detail.0.into_iter().map(detail).collect::<Result<_, _>>()?,
            victim: Victim {
                sex: self.victim_sex,
                age_from: self.victim_age_from.map(|age| age.get().unsigned_abs()),
                age_to: self.victim_age_to.map(|age| age.get().unsigned_abs()),
            },
        })
    }
}

/// A page of incidents, newest first.
#[derive(Serialize, ToSchema)]
pub(super) struct IncidentPage {
    /// The incidents.
    incidents: Vec<IncidentEntry>,
    /// Where the next page begins; absent on the last one.
    next: Option<i64>,
    /// How many there are on all pages; absent where records had to be opened to find them.
    total: Option<u64>,
}

/// An incident in a list: coded content alone.
#[derive(Serialize, ToSchema)]
pub(super) struct IncidentEntry {
    /// Its id here.
    id: String,
    /// The version of the record.
    version: u64,
    /// The sender's own id.
    external_id: String,
    /// Where it stands.
    status: &'static str,
    /// The first day.
    #[schema(value_type = Option<String>)]
    occurred_from: Option<Date>,
    /// The code of its area.
    area: Option<String>,
    /// Codes of the parties named.
    parties: Vec<String>,
    /// The day on which it was recorded.
    #[schema(value_type = String)]
    recorded_on: Date,
    /// The day of its last amendment, or of recording.
    #[schema(value_type = String)]
    changed_on: Date,
    /// Its violations.
    violations: Vec<ViolationEntry>,
}

/// A violation in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct ViolationEntry {
    /// Its id in the document.
    id: String,
    /// Its type.
    #[serde(rename = "type")]
    kind: &'static str,
    /// Boys.
    boys: u32,
    /// Girls.
    girls: u32,
    /// Children of unknown sex.
    unknown: u32,
    /// The status of the initial step in force.
    initial: Option<&'static str>,
    /// Of the technical step.
    technical: Option<&'static str>,
    /// Of the CTFMR step.
    ctfmr: Option<&'static str>,
    /// The date of the CTFMR status.
    #[schema(value_type = Option<String>)]
    ctfmr_date: Option<Date>,
    /// The step that is next; absent when all are taken.
    waiting_for: Option<&'static str>,
}

impl From<ViolationLine> for ViolationEntry {
    fn from(line: ViolationLine) -> Self {
        let [boys, girls, unknown] = line.tally;
        let [initial, technical, ctfmr] = line.standing.map(|status| status.map(Status::code));
        ViolationEntry {
            id: line.id,
            kind: line.kind.code(),
            boys,
            girls,
            unknown,
            initial,
            technical,
            ctfmr,
            ctfmr_date: line.ctfmr_date,
            waiting_for: line.next.map(Step::code),
        }
    }
}

impl From<IncidentLine> for IncidentEntry {
    fn from(line: IncidentLine) -> Self {
        IncidentEntry {
            id: line.id.to_string(),
            version: line.version,
            external_id: line.external_id,
            status: line.status.code(),
            occurred_from: line.occurred_from,
            area: line.area,
            parties: line.parties,
            recorded_on: line.recorded_on,
            changed_on: line.changed_on,
            violations: line.violations.into_iter().map(ViolationEntry::from).collect(),
        }
    }
}

impl From<ListPage> for IncidentPage {
    fn from(page: ListPage) -> Self {
        let incidents = page.lines.into_iter().map(IncidentEntry::from).collect();
        IncidentPage { incidents, next: page.next, total: page.total }
    }
}

/// A list of incidents, newest first. The packed facts, opened and scanned, tell which; nothing is indexed.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/incidents", tag = "incidents",
    params(("situation" = String, Path, description = "The situation's code."), ListQuestion),
    responses((status = 200, body = IncidentPage), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn list(
    At(desk): At,
    Asked(asked): Asked<ListQuestion>,
) -> Result<Answer<IncidentPage>, Problem> {
    let (most, before) = (asked.most(), asked.before.map(Place::get));
    let page = desk.list(&asked.filter(desk.now().today)?, before, most).await?;
    Ok(Answer(page.into()))
}

/// Words to look for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WordsWanted {
    /// One to eight words. Each is the beginning of a word that is there, or another spelling of one.
    #[schema(value_type = String, min_length = 1, max_length = 200)]
    words: Text<200>,
}

/// The incidents of a list that hold words in what they say: narratives, names, places, contacts. Words stand in the
/// body and not in the address, which others keep. A page may be short or empty before the last one: go on while
/// there is `next`. That identity content is read is in the log.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/incidents/search", tag = "incidents",
    params(("situation" = String, Path, description = "The situation's code."), ListQuestion),
    request_body = WordsWanted,
    responses((status = 200, body = IncidentPage), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn search(
    At(desk): At,
    Asked(asked): Asked<ListQuestion>,
    Json(WordsWanted { words }): Json<WordsWanted>,
) -> Result<Answer<IncidentPage>, Problem> {
    let (most, before) = (asked.most(), asked.before.map(Place::get));
    let page = desk.find_words(&asked.filter(desk.now().today)?, &words.0, before, most).await?;
    Ok(Answer(page.into()))
}
