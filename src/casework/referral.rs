//! Referring a child to a service: what the provider is told lies under a code that is stored nowhere, until it expires.
//! What came of it is a response of the record; notes on what is best for a child lie in the working paper.

use super::intake::Outcome;
use super::paper::OpenPaper;
use super::{CaseError, Desk, Office, Taking};
use domain::access::act;
use domain::dictionary::{Kind as FieldKind, dictionary};
use domain::id::{AccountId, IncidentId, ReferralId};
use domain::identifying::{Identifiers, Kind, PreparedText};
use domain::interchange::{Incident, Response, refuses_reporting, split};
use domain::workflow::{
    BestInterest, MAX_NOTE, MAX_PROVIDER, MOST_REFERRAL_DAYS, Referral, ReferralLetter, ReferralOutcome,
    ReferralRefusal, ReferralState, ReferralWords, Service, Stage, USUAL_REFERRAL_DAYS, check_best_interests,
    check_text, told_of,
};
use jiff::civil::Date;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use store::{IncidentRow, ReferralRow, Write};
use vault::{ReferralCode, SystemEntropy, Zeroizing};

/// The state of a response of which it is not known what came of it.
pub(super) const WAITS: &str = "pending";

/// A referral as people see it, without its words.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ReferralLine {
    /// Its id.
    pub id: String,
    /// The child's id in the document.
    pub victim: String,
    /// The service, a code of `response_kind`.
    pub service: &'static str,
    /// The day.
    pub on: Date,
    /// The login of who referred.
    pub by: String,
    /// `open`, `withdrawn`, or what came of it: `provided`, `not_possible`, `declined`.
    pub state: &'static str,
    /// The day on which it came to stand so, where it is no longer open.
    pub since: Option<Date>,
    /// From when on what is told is opened no more, in whole hours since 1970.
    pub expires_hour: i64,
    /// How often the provider opened it, as far as that is known here.
    pub opened: Option<u32>,
    /// Whether the provider can still open it.
    pub is_there: bool,
}

/// Words about children of an incident that are no evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CareWords {
    /// Of referrals.
    pub referrals: Vec<ReferralWords>,
    /// On what is best for a child, each with the login of who wrote it.
    pub best_interests: Vec<(String, BestInterest)>,
}

/// A referral to be made.
#[derive(Clone, Copy, Debug)]
pub struct Refer<'r> {
    /// The child's id in the document.
    pub victim: &'r str,
    /// To what.
    pub service: Service,
    /// Fields of the child that are told, of [`domain::workflow::TOLD_TO_PROVIDERS`].
    pub tell: &'r [String],
    /// What the child needs.
    pub needs: &'r str,
    /// Which provider.
    pub provider: &'r str,
    /// To whom the provider says what came of it.
    pub answer_to: &'r str,
    /// For how many days it can be opened.
    pub days: Option<u16>,
    /// The version of the working paper that the person read, where they did: what was sent twice is not done twice.
    pub paper: Option<u64>,
}

/// Referrals that end with a change of their incident, and the paper that says so.
pub(super) struct Ending {
    open: OpenPaper,
    ids: Vec<ReferralId>,
    /// Ids of the responses in the document that wait for what comes of them.
    pub(super) responses: Vec<String>,
}

/// A referral that was made.
pub struct Referred {
    /// Its id.
    pub id: ReferralId,
    /// What opens it; shown once.
    pub code: Zeroizing<String>,
    /// From when on it is opened no more, in whole hours since 1970.
    pub expires_hour: i64,
    /// The version of the record that says so.
    pub version: u64,
}

/// What a provider opened.
pub struct OpenedLetter {
    /// What it says.
    pub letter: ReferralLetter,
    /// From when on it is opened no more, in whole hours since 1970.
    pub expires_hour: i64,
}

impl Desk {
    /// Refers a child to a service. Seals what the provider is told under a new code, and adds to the record a response that
    /// waits. Only with the consent that the record holds, and only what was asked for; the words may name nobody else of
    /// the record.
    pub async fn refer(&self, incident: IncidentId, ask: &Refer<'_>) -> Result<Referred, CaseError> {
        let permit = self.permit::<act::Refer>().await?;
        let reads = self.permit::<act::ReadIdentity>().await?;
        let days = ask.days.unwrap_or(USUAL_REFERRAL_DAYS);
        if !(1..=MOST_REFERRAL_DAYS).contains(&days) {
            return Err(ReferralRefusal::Days.into());
        }
        let needs = check_text(ask.needs, MAX_NOTE)?;
        let provider = check_text(ask.provider, MAX_PROVIDER)?;
        let answer_to = check_text(ask.answer_to, MAX_PROVIDER)?;
        let mut rng = SystemEntropy::new();
        let code = ReferralCode::generate(&mut rng)?;
        let id = ReferralId(code.id());
        let hour = self.database_hour().await?;
        let expires_hour = hour + i64::from(days) * 24;

        // Whoever is refused learns of a name too.
        let row = self.incident_row(incident).await?;
        self.log_reading(&reads, row.id.0, row.version, row.digest()).await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let row = write.incidents(&[incident]).await?.pop().ok_or(CaseError::NotFound)?;
        let mut open = self.paper_in(&write, incident).await?;
        if ask.paper.is_some_and(|paper| paper != open.version()) {
            return Err(CaseError::Stale);
        }
        if !matches!(self.keys.open_case(&row)?.stages.current(), Stage::Open | Stage::Closed) {
            return Err(ReferralRefusal::Void.into());
        }
        let document = self.document_of(&row)?;
        let child = child_of(&document, ask.victim)?;
        let told = told_of(child, ask.tell)?;
        if self.names_others(&document, ask.victim, &format!("{needs}\n{answer_to}")) {
            return Err(ReferralRefusal::Names.into());
        }
        let letter = ReferralLetter {
            service: ask.service,
            on: self.now.today,
            provider: provider.clone(),
            child: told.clone(),
            needs: needs.clone(),
            answer_to,
        };
        let plain = Zeroizing::new(super::intake::bytes_of(&letter));
        let sealed = code.seal(&self.situation.row.id.0, expires_hour, &plain, &mut rng)?;
        let referral = ReferralRow {
            id,
            situation: self.situation.row.number,
            version: 1,
            made_hour: hour,
            expires_hour,
            opened: 0,
            opened_hour: None,
            sealed: Some(sealed),
        };
        let made = Referral {
            id,
            victim: ask.victim.to_owned(),
            service: ask.service,
            // Who agreed to be helped and not to be told of is in no document for it.
            response: (!refuses_reporting(child)).then(|| format!("referral-{}", &id.to_string()[..12])),
            on: self.now.today,
            by: self.actor.account,
            expires_hour,
            state: ReferralState::Open,
        };
        let version = self.respond(&mut write, &row, &document, &made).await?;
        write.add_referral(&referral, self.actor.account).await?;
        let mut talk = self.open_talk(open.row.as_ref())?;
        open.paper.refer(made)?;
        let told = told.keys().cloned().collect();
        talk.referrals.push(ReferralWords { id, provider, told, needs });
        self.put_paper(&mut write, open, Some(&talk)).await?;
        write.commit().await?;
        Ok(Referred { id, code: code.to_text(), expires_hour, version })
    }

    /// Takes a referral back: what was told is forgotten at once, and the response that waits goes out of the record. Done in
    /// a closed situation too, where the record stays as it is.
    pub async fn withdraw_referral(&self, incident: IncidentId, id: ReferralId) -> Result<(), CaseError> {
        let mut mandates = vec![self.permit::<act::EndReferral>().await?.mandate()];
        if !self.is_closed() {
            mandates.push(self.permit::<act::Refer>().await?.mandate());
        }
        let mut write = self.store.write_on(mandates, self.now.hour).await?;
        let mut open = self.paper_in(&write, incident).await?;
        let state = ReferralState::Withdrawn { on: self.now.today, by: self.actor.account };
        let referral = open.paper.end_referral(id, state)?.ok_or(CaseError::NotFound)?.clone();
        if !self.is_closed() {
            let row = write.incidents(&[incident]).await?.pop().ok_or(CaseError::NotFound)?;
            let document = self.document_of(&row)?;
            self.respond(&mut write, &row, &document, &referral).await?;
        }
        self.put_paper(&mut write, open, None).await?;
        write.end_referral(self.situation.row.number, id, self.actor.account).await?;
        write.commit().await?;
        Ok(())
    }

    /// Says what came of a referral: the response in the record says so from now on, and what was told is forgotten. Gives
    /// the record's version.
    pub async fn conclude_referral(
        &self,
        incident: IncidentId,
        id: ReferralId,
        outcome: ReferralOutcome,
    ) -> Result<u64, CaseError> {
        let permit = self.permit::<act::Refer>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let mut open = self.paper_in(&write, incident).await?;
        let state = ReferralState::Concluded { on: self.now.today, by: self.actor.account, outcome };
        let referral = open.paper.end_referral(id, state)?.ok_or(CaseError::NotFound)?.clone();
        let row = write.incidents(&[incident]).await?.pop().ok_or(CaseError::NotFound)?;
        let document = self.document_of(&row)?;
        let version = self.respond(&mut write, &row, &document, &referral).await?;
        self.put_paper(&mut write, open, None).await?;
        write.end_referral(self.situation.row.number, id, self.actor.account).await?;
        write.commit().await?;
        Ok(version)
    }

    /// Adds a note on what is best for a child of an incident.
    pub async fn note_best_interest(
        &self,
        incident: IncidentId,
        victim: &str,
        text: &str,
    ) -> Result<(), CaseError> {
        let permit = self.permit::<act::Refer>().await?;
        let text = check_text(text, MAX_NOTE)?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let row = write.incidents(&[incident]).await?.pop().ok_or(CaseError::NotFound)?;
        child_of(&self.keys.open_case(&row)?.content.value(), victim)?;
        let mut open = self.paper_in(&write, incident).await?;
        let mut talk = self.open_talk(open.row.as_ref())?;
        open.paper.cared_on = Some(self.now.today);
        check_best_interests(talk.best_interests.len())?;
        let (on, by) = (self.now.today, self.actor.account);
        talk.best_interests.push(BestInterest { victim: victim.to_owned(), on, by, text });
        self.put_paper(&mut write, open, Some(&talk)).await?;
        write.commit().await?;
        Ok(())
    }

    /// The words of an incident's referrals and the notes on what is best for its children. That they were read is in the
    /// log before they are opened.
    pub async fn care_words(&self, incident: IncidentId) -> Result<CareWords, CaseError> {
        let reads = self.permit::<act::ReadCase>().await?;
        let permit = self.permit::<act::ReadIdentity>().await?;
        let row = self.store.incidents(&reads, &[incident]).await?.pop().ok_or(CaseError::NotFound)?;
        let paper = self.store.paper(&reads, self.keys.paper(incident)?).await?;
        self.log_reading(&permit, incident.0, row.version, row.digest()).await?;
        let (talk, logins) = (self.open_talk(paper.as_ref())?, self.logins().await?);
        let login = |note: BestInterest| {
            let by = logins.get(&note.by).cloned().unwrap_or_else(|| note.by.to_string());
            (by, note)
        };
        Ok(CareWords {
            referrals: talk.referrals,
            best_interests: talk.best_interests.into_iter().map(login).collect(),
        })
    }

    /// Says of referrals how often they were opened and whether they are still there.
    pub(super) async fn look_after(&self, lines: &mut [ReferralLine]) -> Result<(), CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let ids: Vec<ReferralId> = lines.iter().filter_map(|line| line.id.parse().ok()).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let hour = self.database_hour().await?;
        let rows = self.store.referrals(&permit, &ids).await?.into_iter();
        let rows: HashMap<String, ReferralRow> = rows.map(|row| (row.id.to_string(), row)).collect();
        for line in lines {
            if let Some(row) = rows.get(&line.id) {
                line.opened = Some(row.opened);
                line.is_there = row.sealed.is_some() && hour < row.expires_hour;
            }
        }
        Ok(())
    }

    /// The referrals of an incident that end with a change of it: of these children, or of all. Reads, and changes nothing.
    pub(super) async fn ending(
        &self,
        write: &Write<'_>,
        incident: IncidentId,
        of: Option<&[String]>,
    ) -> Result<Option<Ending>, CaseError> {
        if of.is_some_and(<[String]>::is_empty) {
            return Ok(None);
        }
        let open = self.paper_in(write, incident).await?;
        let ends = || open.paper.open_referrals().filter(|one| of.is_none_or(|of| of.contains(&one.victim)));
        let ids: Vec<ReferralId> = ends().map(|referral| referral.id).collect();
        let responses = ends().filter_map(|referral| referral.response.clone()).collect();
        Ok(if ids.is_empty() { None } else { Some(Ending { open, ids, responses }) })
    }

    /// Ends them. Whatever can go wrong but the store goes wrong before anything is written.
    pub(super) async fn end(
        &self,
        write: &mut Write<'_>,
        ending: Ending,
        by: AccountId,
    ) -> Result<(), CaseError> {
        let Ending { mut open, ids, .. } = ending;
        for id in &ids {
            open.paper.end_referral(*id, ReferralState::Withdrawn { on: self.now.today, by })?;
        }
        self.put_paper(write, open, None).await?;
        for id in ids {
            write.end_referral(self.situation.row.number, id, self.actor.account).await?;
        }
        Ok(())
    }

    /// Puts into the record what a referral comes to: a response that waits, then what came of it; a response that waits no
    /// longer for anything goes out of it. Gives the record's version.
    async fn respond(
        &self,
        write: &mut Write<'_>,
        row: &IncidentRow,
        document: &Value,
        referral: &Referral,
    ) -> Result<u64, CaseError> {
        let Some(id) = &referral.response else { return Ok(row.version) };
        let unreadable = || CaseError::Unreadable(row.id.to_string());
        let mut incident = Incident::from_value(document.clone()).map_err(|_| unreadable())?;
        let there = incident.responses.iter().position(|response| response.id == *id);
        let state = match referral.state {
            ReferralState::Open => WAITS,
            ReferralState::Concluded { outcome, .. } => outcome.code(),
            ReferralState::Withdrawn { .. } => {
                let waits = |one: &Response| one.id == *id && one.state.as_deref() == Some(WAITS);
                incident.responses.retain(|one| !waits(one));
                return self.record_responses(write, row, incident).await;
            }
        };
        match there {
            Some(at) => incident.responses[at].state = Some(state.to_owned()),
            // Somebody may have sent the document again without it.
            None => {
                let child = child_of(document, &referral.victim).ok();
                let violations = child.and_then(|child| child.get("violations")?.as_array());
                let violations = violations.into_iter().flatten().filter_map(Value::as_str);
                incident.responses.push(Response {
                    id: id.clone(),
                    kind: Some(referral.service.code().to_owned()),
                    state: Some(state.to_owned()),
                    date: Some(referral.on),
                    violations: violations.map(str::to_owned).collect(),
                    ..Response::default()
                });
            }
        }
        self.record_responses(write, row, incident).await
    }

    async fn record_responses(
        &self,
        write: &mut Write<'_>,
        row: &IncidentRow,
        incident: Incident,
    ) -> Result<u64, CaseError> {
        if incident.responses.len() > most_responses() {
            return Err(ReferralRefusal::Full.into());
        }
        let ready = self.prepare(incident, Taking::ContentOnly)?.without_status();
        let unreadable = || CaseError::Unreadable(row.id.to_string());
        match self.record_in(write, vec![ready]).await?.pop().ok_or_else(unreadable)? {
            Outcome::Amended { version, .. } => Ok(version),
            Outcome::Unchanged => Ok(row.version),
            other => Err(CaseError::Invalid(other.why_not().unwrap_or_else(|| unreadable().to_string()))),
        }
    }

    /// Whether words for a provider name somebody of the record other than the child, a contact of theirs, or a code.
    fn names_others(&self, document: &Value, victim: &str, words: &str) -> bool {
        let mut others = document.clone();
        for child in others["victims"].as_array_mut().into_iter().flatten() {
            if let Some(fields) = child.as_object_mut().filter(|fields| fields["id"] == victim) {
                fields.retain(|key, _| ["id", "code"].contains(&key.as_str()));
            }
        }
        let (coded, identity) = split(others);
        let of = Identifiers::of(&coded, &identity, &self.situation.registers.areas);
        let own = child_of(document, victim).ok();
        let own = ["name", "guardian"].iter().filter_map(|key| own?.get(*key)?.as_str());
        let own: HashSet<String> = own.flat_map(plain_words).collect();
        let found = PreparedText::new(words).identify(&of, &self.tellable());
        found.iter().any(|passage| match passage.kind {
            // A child is called by the name that it shares with its brother.
            Kind::Name => {
                let said = words.get(passage.from..passage.to).unwrap_or_default();
                !plain_words(said).all(|word| own.contains(&word))
            }
            Kind::Contact | Kind::CaseCode => true,
            _ => false,
        })
    }

    fn document_of(&self, row: &IncidentRow) -> Result<Value, CaseError> {
        let identity = self.keys.open_identity(row)?;
        Ok(self.case_of(row.id, row.version, &self.keys.open_case(row)?, Some(identity))?.document)
    }
}

impl Office {
    /// What whoever has the code of a referral is told. It counts how often; whatever is wrong with a code that reads as one,
    /// the answer is the same: there is nothing here.
    pub async fn open_referral(&self, code: &str) -> Result<OpenedLetter, CaseError> {
        let code = ReferralCode::from_text(code).map_err(|error| CaseError::Invalid(error.to_string()))?;
        let hour = self.store.clock().await?.div_euclid(3600);
        let opened = self.store.open_referral(ReferralId(code.id()), hour).await?;
        let opened = opened.ok_or(CaseError::NotFound)?;
        let plain = code.open(&opened.situation, opened.expires_hour, &opened.sealed)?;
        let letter = serde_json::from_slice(&plain)
            .map_err(|_| CaseError::Unreadable(ReferralId(code.id()).to_string()))?;
        Ok(OpenedLetter { letter, expires_hour: opened.expires_hour })
    }
}

/// Lines of referrals, as far as the paper itself says it.
pub(super) fn lines(
    paper: &domain::workflow::WorkingPaper,
    login: impl Fn(&domain::id::AccountId) -> String,
) -> Vec<ReferralLine> {
    let line = |referral: &Referral| ReferralLine {
        id: referral.id.to_string(),
        victim: referral.victim.clone(),
        service: referral.service.code(),
        on: referral.on,
        by: login(&referral.by),
        state: match referral.state {
            ReferralState::Open => "open",
            ReferralState::Withdrawn { .. } => "withdrawn",
            ReferralState::Concluded { outcome, .. } => outcome.code(),
        },
        since: match referral.state {
            ReferralState::Open => None,
            ReferralState::Withdrawn { on, .. } | ReferralState::Concluded { on, .. } => Some(on),
        },
        expires_hour: referral.expires_hour,
        opened: None,
        is_there: false,
    };
    paper.referrals.iter().map(line).collect()
}

/// How many responses a document may hold.
fn most_responses() -> usize {
    let field = dictionary().section("incident").and_then(|section| section.field("responses"));
    match field.map(|field| &field.kind) {
        Some(FieldKind::Sections { max, .. }) => *max,
        _ => 0,
    }
}

fn plain_words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase)
}

fn child_of<'d>(
    document: &'d Value,
    victim: &str,
) -> Result<&'d serde_json::Map<String, Value>, ReferralRefusal> {
    let mut children = document["victims"].as_array().into_iter().flatten().filter_map(Value::as_object);
    children
        .find(|child| child.get("id").is_some_and(|id| id == victim))
        .ok_or_else(|| ReferralRefusal::NoChild(victim.chars().take(40).collect()))
}
