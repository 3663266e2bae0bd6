//! Referring a child to a service, with what the child or the guardian agreed to share and no more, and notes on what is
//! best for a child. Neither is evidence, and nothing of it is counted.
//!
//! Consent to share a name for referral is layered apart from consent to reporting (MRM Field Manual, annex on informed
//! consent): a child who is in no report may be referred, and one whose story is told may not.

use super::paper::{PaperRefusal, WorkingPaper};
use crate::id::{AccountId, ReferralId};
use crate::interchange::{Recipient, shares_identity};
use crate::violation::codes;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// For how many days what is told to a provider can be opened: at most, and unless somebody says otherwise.
pub const MOST_REFERRAL_DAYS: u16 = 60;
/// See [`MOST_REFERRAL_DAYS`].
pub const USUAL_REFERRAL_DAYS: u16 = 14;
/// The greatest length of the name of a provider and of who is answered, in characters.
pub const MAX_PROVIDER: usize = 200;
/// A paper holds at most so many referrals, and as many notes on best interests.
const MOST_REFERRALS: usize = 200;

/// What of a child may be told to a provider, by the names of the dictionary: who and where the child is, and what a service
/// must know. What a child suffered, by whom, its people and its faith are for the child to tell.
pub const TOLD_TO_PROVIDERS: &[&str] =
    &["name", "contact", "guardian", "sex", "age", "age_estimated", "born_on", "disability"];

codes! {
    /// A service to which a child is referred: those of the list `response_kind` that are referrals.
    Service {
        /// Medical care.
        Medical = "medical_referral",
        /// Psychosocial support.
        Psychosocial = "psychosocial_referral",
        /// Legal aid.
        Legal = "legal_referral",
        /// Child protection.
        Protection = "protection_referral",
        /// Education.
        Education = "education_referral",
        /// Tracing and reunification of a family.
        FamilyReunification = "family_reunification",
        /// Reintegration.
        Reintegration = "reintegration",
    }
}

codes! {
    /// What came of a referral: the states of the list `response_state` that are no waiting.
    ReferralOutcome {
        /// The service was provided.
        Provided = "provided",
        /// It could not be.
        NotPossible = "not_possible",
        /// The child or the guardian did not want it.
        Declined = "declined",
    }
}

/// Where a referral stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is", deny_unknown_fields)]
pub enum ReferralState {
    /// What came of it is not known yet.
    Open,
    /// It was taken back: by somebody, or since the consent to it is no longer there.
    Withdrawn {
        /// The day.
        on: Date,
        /// Who took it back, or recorded that there is no consent.
        by: AccountId,
    },
    /// What came of it is known.
    Concluded {
        /// The day.
        on: Date,
        /// Who recorded it.
        by: AccountId,
        /// What it is.
        outcome: ReferralOutcome,
    },
}

/// A referral, without its words: those are identity content ([`ReferralWords`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referral {
    /// Its id; what is told to the provider lies under it until it ends.
    pub id: ReferralId,
    /// The child's id in the document.
    pub victim: String,
    /// To what.
    pub service: Service,
    /// The id of the response in the document that says so; none for a child who agreed to be helped and not to be told of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<String>,
    /// The day.
    pub on: Date,
    /// Who referred.
    pub by: AccountId,
    /// From when on what is told can no longer be opened, in whole hours since 1970.
    pub expires_hour: i64,
    /// Where it stands.
    pub state: ReferralState,
}

/// The words of a referral.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferralWords {
    /// The referral.
    pub id: ReferralId,
    /// Which provider.
    pub provider: String,
    /// Which fields of the child were told.
    pub told: Vec<String>,
    /// What the child needs, as it was told to the provider.
    pub needs: String,
}

/// A note on what is best for a child: what was weighed, with whom, and what was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BestInterest {
    /// The child's id in the document.
    pub victim: String,
    /// The day.
    pub on: Date,
    /// Who wrote it.
    pub by: AccountId,
    /// What it says.
    pub text: String,
}

/// What is told to a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferralLetter {
    /// To what the child is referred.
    pub service: Service,
    /// The day.
    pub on: Date,
    /// The provider's name, so that whoever opens it knows whether it is for them.
    pub provider: String,
    /// Who the child is: fields of [`TOLD_TO_PROVIDERS`].
    pub child: Map<String, Value>,
    /// What the child needs.
    pub needs: String,
    /// To whom the provider says what came of it.
    pub answer_to: String,
}

/// Why a child is not referred.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReferralRefusal {
    /// Nobody agreed to it.
    #[error(
        "no consent is recorded to share this child's identity with a service provider; ask first, and amend the record"
    )]
    NoConsent,
    /// There is no such child in the record.
    #[error("the record has no child {0:?}")]
    NoChild(String),
    /// What may not be told, or is not known.
    #[error("{0:?} is not told to providers: what may be told is {list}", list = TOLD_TO_PROVIDERS.join(", "))]
    NotTold(String),
    /// Of what is to be told nothing is known.
    #[error(
        "nothing is recorded of the child that a provider could find them by; say at least one thing that is"
    )]
    Nothing,
    /// What else the words name.
    #[error(
        "what the provider reads names somebody else of the record, a contact of theirs or a code of the case; leave \
         that out"
    )]
    Names,
    /// The days.
    #[error("what is told can be opened for 1 to {MOST_REFERRAL_DAYS} days")]
    Days,
    /// The record is none any more.
    #[error("the incident is void or stands for another one; refer the child from the one that stays")]
    Void,
    /// There are as many responses as there may be.
    #[error("the record holds as many responses as it may")]
    Full,
    /// It is over.
    #[error("the referral was withdrawn or concluded already")]
    Over,
}

/// What of a child is told: those of the fields asked for that are recorded, if the child or the guardian agreed. With an age it
/// is told whether it is an estimate.
///
/// # Errors
/// [`ReferralRefusal`] without consent, for a field that is never told, and where nothing is left.
pub fn told_of(child: &Map<String, Value>, fields: &[String]) -> Result<Map<String, Value>, ReferralRefusal> {
    if !shares_identity(child, Recipient::ServiceProvider) {
        return Err(ReferralRefusal::NoConsent);
    }
    if let Some(other) = fields.iter().find(|field| !TOLD_TO_PROVIDERS.contains(&field.as_str())) {
        return Err(ReferralRefusal::NotTold(other.clone()));
    }
    let told: Map<String, Value> = child
        .iter()
        .filter(|(key, _)| {
            fields.contains(key) || (*key == "age_estimated" && fields.iter().any(|one| one == "age"))
        })
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if told.is_empty() { Err(ReferralRefusal::Nothing) } else { Ok(told) }
}

/// Ids of children of whom one version of a document says that they may be referred, and a later one does not, or no longer
/// has them.
pub fn no_longer_agree(before: &Value, after: &Value) -> Vec<String> {
    let agree = |document: &Value| -> Vec<String> {
        let children = document["victims"].as_array().into_iter().flatten().filter_map(Value::as_object);
        let agree = children.filter(|child| shares_identity(child, Recipient::ServiceProvider));
        agree.filter_map(|child| child.get("id")?.as_str()).map(str::to_owned).collect()
    };
    let still = agree(after);
    agree(before).into_iter().filter(|child| !still.contains(child)).collect()
}

impl WorkingPaper {
    /// Adds a referral.
    ///
    /// # Errors
    /// [`PaperRefusal::Full`] where there are as many as there may be.
    pub fn refer(&mut self, referral: Referral) -> Result<(), PaperRefusal> {
        if self.referrals.len() >= MOST_REFERRALS {
            return Err(PaperRefusal::Full(MOST_REFERRALS));
        }
        self.referrals.push(referral);
        Ok(())
    }

    /// Ends a referral that is open. Nothing where there is none of the id.
    ///
    /// # Errors
    /// [`ReferralRefusal::Over`] where it has ended.
    pub fn end_referral(
        &mut self,
        id: ReferralId,
        state: ReferralState,
    ) -> Result<Option<&Referral>, ReferralRefusal> {
        let Some(referral) = self.referrals.iter_mut().find(|referral| referral.id == id) else {
            return Ok(None);
        };
        if referral.state != ReferralState::Open {
            return Err(ReferralRefusal::Over);
        }
        referral.state = state;
        Ok(Some(referral))
    }

    /// Referrals of which it is not known what came of them.
    pub fn open_referrals(&self) -> impl Iterator<Item = &Referral> {
        self.referrals.iter().filter(|referral| referral.state == ReferralState::Open)
    }
}

/// Whether one more note on best interests may be added to so many.
///
/// # Errors
/// [`PaperRefusal::Full`].
pub fn check_best_interests(there: usize) -> Result<(), PaperRefusal> {
    if there >= MOST_REFERRALS { Err(PaperRefusal::Full(MOST_REFERRALS)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::dictionary;
    use crate::id::IncidentId;
    use jiff::civil::date;
    use serde_json::json;

    fn child(consent: Value) -> Map<String, Value> {
        let child = json!({
            "id": "v1", "code": "C-7", "name": "Lina Example", "contact": "by the well", "age": 11, "ethnicity": "x",
            "notes": "what happened", "violations": ["k1"], "consent": consent, "age_estimated": true,
        });
        child.as_object().unwrap().clone()
    }

    fn fields(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_child_is_referred_with_consent_to_just_that() {
        let asked = fields(&["name", "contact", "age", "guardian"]);
        for (consent, agreed) in [
            (json!({"share_identity_with": ["service_provider"]}), true),
            (json!({"reporting": false, "share_identity_with": ["service_provider"]}), true),
            (json!({"share_identity_with": ["unicef", "ctfmr_member"]}), false),
            (json!({"share_identity_with": ["service_provider", "no_one"]}), false),
            (json!({"reporting": true, "follow_up": true}), false),
            (json!({}), false),
        ] {
            let told = told_of(&child(consent.clone()), &asked);
            if agreed {
                let told = Value::Object(told.unwrap());
                assert_eq!(
                    told,
                    json!({"name": "Lina Example", "contact": "by the well", "age": 11, "age_estimated": true})
                );
            } else {
                assert_eq!(told, Err(ReferralRefusal::NoConsent), "{consent}");
            }
        }
        let mut silent = child(json!({}));
        silent.remove("consent");
        assert_eq!(told_of(&silent, &asked), Err(ReferralRefusal::NoConsent));
    }

    #[test]
    fn what_a_provider_need_not_know_is_never_told() {
        let agreed = child(json!({"share_identity_with": ["service_provider"]}));
        let victim = dictionary().section("victim").unwrap();
        let mut told = Vec::new();
        for field in &victim.fields {
            match told_of(&agreed, &fields(&["name", &field.name])) {
                Ok(_) => told.push(field.name.as_str()),
                Err(refusal) => assert_eq!(refusal, ReferralRefusal::NotTold(field.name.to_string())),
            }
        }
        told.sort_unstable();
        let mut may = TOLD_TO_PROVIDERS.to_vec();
        may.sort_unstable();
        assert_eq!(told, may);
        assert_eq!(told_of(&agreed, &fields(&["guardian"])), Err(ReferralRefusal::Nothing));
        assert_eq!(told_of(&agreed, &[]), Err(ReferralRefusal::Nothing));
    }

    #[test]
    fn consent_that_is_taken_back_is_noticed() {
        let of = |ids: &[(&str, bool)]| {
            let children: Vec<Value> = ids
                .iter()
                .map(|(id, agrees)| {
                    let with = if *agrees { json!(["service_provider"]) } else { json!(["unicef"]) };
                    json!({"id": id, "consent": {"share_identity_with": with}})
                })
                .collect();
            json!({ "victims": children })
        };
        let before = of(&[("a", true), ("b", true), ("c", true), ("d", false)]);
        assert_eq!(no_longer_agree(&before, &of(&[("a", true), ("b", false), ("d", true)])), ["b", "c"]);
        assert!(no_longer_agree(&json!({}), &before).is_empty());
        assert_eq!(no_longer_agree(&before, &json!({})).len(), 3);
    }

    #[test]
    fn services_and_outcomes_are_those_of_the_dictionary() {
        let kinds = dictionary().list("response_kind").unwrap();
        assert!(Service::ALL.iter().all(|service| kinds.has(service.code())));
        let states = dictionary().list("response_state").unwrap();
        assert!(ReferralOutcome::ALL.iter().all(|outcome| states.has(outcome.code())));
    }

    #[test]
    fn a_referral_ends_once() {
        let mut paper = WorkingPaper::of(IncidentId([1; 16]));
        let (id, by, on) = (ReferralId([2; 16]), AccountId([3; 16]), date(2026, 3, 1));
        let referral = |id| Referral {
            id,
            victim: "v1".to_owned(),
            service: Service::Medical,
            response: Some("ref-1".to_owned()),
            on,
            by,
            expires_hour: 9,
            state: ReferralState::Open,
        };
        paper.refer(referral(id)).unwrap();
        assert_eq!(paper.open_referrals().count(), 1);
        let concluded = ReferralState::Concluded { on, by, outcome: ReferralOutcome::Provided };
        assert_eq!(paper.end_referral(ReferralId([9; 16]), concluded), Ok(None));
        assert!(paper.end_referral(id, concluded).unwrap().is_some());
        assert_eq!(paper.open_referrals().count(), 0);
        let withdrawn = ReferralState::Withdrawn { on, by };
        assert_eq!(paper.end_referral(id, withdrawn), Err(ReferralRefusal::Over));
        for n in 1..MOST_REFERRALS {
            paper.refer(referral(ReferralId([n as u8; 16]))).unwrap();
        }
        assert_eq!(paper.refer(referral(id)), Err(PaperRefusal::Full(MOST_REFERRALS)));
        assert_eq!(check_best_interests(MOST_REFERRALS), Err(PaperRefusal::Full(MOST_REFERRALS)));
        assert_eq!(check_best_interests(0), Ok(()));
    }
}
