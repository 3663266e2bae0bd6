//! Referring a child to a service: what the provider is told lies under a code that is stored nowhere, until it expires.
//! What came of it is a response of the record; notes on what is best for a child lie in the working paper.

use super::intake::Outcome;
use super::{CaseError, Desk, Office, Taking};
use domain::access::act;
use domain::audit::LogAct;
use domain::id::{IncidentId, ReferralId};
use domain::identifying::{Identifiers, Kind, PreparedText};
use domain::interchange::{Incident, Response, split};
use domain::workflow::{
    BestInterest, MAX_NOTE, MAX_PROVIDER, MOST_REFERRAL_DAYS, Referral, ReferralLetter, ReferralOutcome,
    ReferralRefusal, ReferralState, ReferralWords, Service, USUAL_REFERRAL_DAYS, check_best_interests,
    check_text, told_of,
};
use jiff::civil::Date;
use serde_json::Value;
use std::collections::HashMap;
use store::{Entry, IncidentRow, ReferralRow, Write};
use vault::{ReferralCode, SystemEntropy, Zeroizing};

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

        let mut write = self.store.write_on(vec![permit.mandate(), reads.mandate()], self.now.hour).await?;
        let row = write.incidents(&[incident]).await?.pop().ok_or(CaseError::NotFound)?;
        self.reads_in(&mut write, &row);
        let document = self.document_of(&row)?;
        let child = child_of(&document, ask.victim)?;
        let told = told_of(child, ask.tell)?;
        if self.names_others(&document, ask.victim, &needs) {
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
        let response = format!("referral-{}", &id.to_string()[..12]);
        let violations = child["violations"].as_array().into_iter().flatten();
        let violations = violations.filter_map(Value::as_str).map(str::to_owned).collect();
        let version = self
            .respond(&mut write, &row, &document, &response, ReferralState::Open, |new| {
                new.kind = Some(ask.service.code().to_owned());
                new.date = Some(self.now.today);
                new.violations = violations;
            })
            .await?;
        write.add_referral(&referral, self.actor.account).await?;
        let mut open = self.paper_in(&write, incident).await?;
        let mut talk = self.open_talk(open.row.as_ref())?;
        open.paper.refer(Referral {
            id,
            victim: ask.victim.to_owned(),
            service: ask.service,
            response,
            on: self.now.today,
            by: self.actor.account,
            expires_hour,
            state: ReferralState::Open,
        })?;
        let told = told.keys().cloned().collect();
        talk.referrals.push(ReferralWords { id, provider, told, needs });
        self.put_paper(&mut write, open, Some(&talk)).await?;
        write.commit().await?;
        Ok(Referred { id, code: code.to_text(), expires_hour, version })
    }

    /// Takes a referral back: what was told is forgotten at once, and the response is left as it is for whoever amends the
    /// record. Done in a closed situation too.
    pub async fn withdraw_referral(&self, incident: IncidentId, id: ReferralId) -> Result<(), CaseError> {
        let permit = self.permit::<act::EndReferral>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let mut open = self.paper_in(&write, incident).await?;
        let state = ReferralState::Withdrawn { on: self.now.today, by: self.actor.account };
        open.paper.end_referral(id, state)?.ok_or(CaseError::NotFound)?;
        write.end_referral(self.situation.row.number, id, self.actor.account).await?;
        self.put_paper(&mut write, open, None).await?;
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
        let reads = self.permit::<act::ReadIdentity>().await?;
        let mut write = self.store.write_on(vec![permit.mandate(), reads.mandate()], self.now.hour).await?;
        let mut open = self.paper_in(&write, incident).await?;
        let state = ReferralState::Concluded { on: self.now.today, by: self.actor.account, outcome };
        let referral = open.paper.end_referral(id, state)?.ok_or(CaseError::NotFound)?.clone();
        let row = write.incidents(&[incident]).await?.pop().ok_or(CaseError::NotFound)?;
        self.reads_in(&mut write, &row);
        let document = self.document_of(&row)?;
        let version = self
            .respond(&mut write, &row, &document, &referral.response, state, |gone| {
                gone.kind = Some(referral.service.code().to_owned());
                gone.date = Some(referral.on);
            })
            .await?;
        write.end_referral(self.situation.row.number, id, self.actor.account).await?;
        self.put_paper(&mut write, open, None).await?;
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
        let open = self.paper_in(&write, incident).await?;
        let mut talk = self.open_talk(open.row.as_ref())?;
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
                line.is_there =
                    row.sealed.is_some() && hour < row.expires_hour && row.opened < store::MOST_OPENINGS;
            }
        }
        Ok(())
    }

    /// Takes back, inside an amendment, the referrals of children of whom the record no longer says that they agree.
    pub(super) async fn end_referrals_of(
        &self,
        write: &mut Write<'_>,
        incident: IncidentId,
        victims: &[String],
        by: domain::id::AccountId,
    ) -> Result<(), CaseError> {
        let mut open = self.paper_in(write, incident).await?;
        let ends = open.paper.open_referrals().filter(|referral| victims.contains(&referral.victim));
        let ends: Vec<ReferralId> = ends.map(|referral| referral.id).collect();
        if ends.is_empty() {
            return Ok(());
        }
        for id in ends {
            open.paper.end_referral(id, ReferralState::Withdrawn { on: self.now.today, by })?;
            write.end_referral(self.situation.row.number, id, self.actor.account).await?;
        }
        self.put_paper(write, open, None).await?;
        Ok(())
    }

    /// Puts a response of this id into the record, or its new state. `new` fills one that is not there.
    async fn respond(
        &self,
        write: &mut Write<'_>,
        row: &IncidentRow,
        document: &Value,
        id: &str,
        state: ReferralState,
        new: impl FnOnce(&mut Response),
    ) -> Result<u64, CaseError> {
        let unreadable = || CaseError::Unreadable(row.id.to_string());
        let mut incident = Incident::from_value(document.clone()).map_err(|_| unreadable())?;
        let found = incident.responses.iter().position(|response| response.id == id);
        let at = found.unwrap_or_else(|| {
            let mut response = Response { id: id.to_owned(), ..Response::default() };
            new(&mut response);
            incident.responses.push(response);
            incident.responses.len() - 1
        });
        incident.responses[at].state = Some(code_of(state).to_owned());
        let ready = self.prepare(incident, Taking::ContentOnly)?.without_status();
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
        let found = PreparedText::new(words).identify(&of, &self.tellable());
        found.iter().any(|passage| matches!(passage.kind, Kind::Name | Kind::Contact | Kind::CaseCode))
    }

    fn document_of(&self, row: &IncidentRow) -> Result<Value, CaseError> {
        let identity = self.keys.open_identity(row)?;
        Ok(self.case_of(row.id, row.version, &self.keys.open_case(row)?, Some(identity))?.document)
    }

    /// Says in the log of a change that identity content is read for it.
    fn reads_in(&self, write: &mut Write<'_>, row: &IncidentRow) {
        write.log(Entry {
            actor: self.actor.account.0,
            act: LogAct::IdentityRead,
            situation: self.situation.row.number,
            object: row.id.0,
            version: row.version,
            digest: row.digest(),
        });
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

/// The state of a response, a code of `response_state`.
fn code_of(state: ReferralState) -> &'static str {
    match state {
        ReferralState::Open | ReferralState::Withdrawn { .. } => "pending",
        ReferralState::Concluded { outcome, .. } => outcome.code(),
    }
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
