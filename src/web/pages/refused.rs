//! Why something was refused, in the words of the page's language. The program's own words are English, and speak to
//! whoever types commands.

use super::doors::role_key;
use super::said::places;
use super::words::Words;
use crate::casework::{BadPassword, CaseError, LONGEST_PASSWORD, SHORTEST_PASSWORD, WhyLook, shortened};
use domain::access::{
    BREAK_GLASS_DELAY, BadAccount, Denied, EXPORT_ALONE, MAX_LOGIN, MIN_LOGIN, PROPOSAL_HOURS,
    ProposalRefusal, Role, WhyVoid,
};
use domain::attachment::{BadAttachment, LONGEST_NAME, MOST_BYTES};
use domain::violation::{IncidentStatus, Status, Step};
use domain::workflow::{
    MAX_REASON, MOST_REFERRAL_DAYS, PaperRefusal, ReferralRefusal, Refusal, ReleaseRefusal, StageRefusal,
    TOLD_TO_PROVIDERS,
};
use report::ReportError;

/// Why something was not done: in the program's own words where the language has none.
pub(super) fn why_not(words: &Words, error: &CaseError) -> String {
    in_words(words, error).unwrap_or_else(|| error.to_string())
}

/// What the rules say, if there are words for it: not for what only a program or a command is refused, nor for what a
/// report template has that it should not have.
pub(super) fn in_words(words: &Words, error: &CaseError) -> Option<String> {
    Some(match error {
        CaseError::Refused(refusals) => {
            refusals.iter().map(|refusal| decided(words, refusal)).collect::<Vec<_>>().join(" ")
        }
        CaseError::Stage(refusal) => staged(words, refusal),
        CaseError::Paper(refusal) => paper(words, refusal),
        CaseError::Referral(refusal) => referred(words, refusal),
        CaseError::Proposal(refusal) => proposed(words, refusal),
        CaseError::Release(refusal) => released(words, refusal),
        CaseError::Account(bad) => account(words, bad),
        CaseError::Password(bad) => match bad {
            BadPassword::Short => words.count("refused-password-short", SHORTEST_PASSWORD as u64),
            BadPassword::Long => words.count("refused-password-long", LONGEST_PASSWORD as u64),
            BadPassword::Guessed => words.text("refused-password-guessed"),
        },
        CaseError::Attachment(bad) => attached(words, *bad),
        CaseError::Report(ReportError::Disclosure(error)) => protected(words, error)?,
        CaseError::Denied(Denied { closed: true, .. }) => words.text("refused-closed"),
        CaseError::Denied(Denied { action, .. }) => {
            let roles = action.roles().iter().map(|role| self::role(words, *role)).collect::<Vec<_>>();
            words.of_it("refused-role", &roles.join(&words.text("refused-or")))
        }
        CaseError::NoGrant(_) => words.text("refused-no-grant"),
        CaseError::WantsALook(why) => match why {
            WhyLook::Others => words.text("refused-look-others"),
            WhyLook::Decided => words.text("refused-look-decided"),
            WhyLook::NotOpen => words.text("refused-look-not-open"),
            WhyLook::WithItsReport => words.text("refused-look-with-its-report"),
            WhyLook::LeavesOut(paths) => {
                words.of_it("refused-look-leaves-out", &shortened(&places(words, paths)))
            }
        },
        CaseError::TooManyJobs => words.text("refused-too-many-jobs"),
        CaseError::Stale => words.text("refused-stale"),
        _ => return None,
    })
}

/// Why a step cannot be taken.
pub(super) fn decided(words: &Words, refusal: &Refusal) -> String {
    let step = |step: &Step| words.option("step", step.code());
    let status = |status: &Status| words.option("status", status.code());
    match refusal {
        Refusal::OutOfOrder { step: wanted, missing } => {
            words.of_them("refused-out-of-order", &[("step", step(wanted)), ("before", step(missing))])
        }
        Refusal::NotConcluded { step: wanted, before } => {
            words.of_them("refused-not-concluded", &[("step", step(wanted)), ("before", step(before))])
        }
        Refusal::AlreadyDecided { step: wanted, status: stands } => {
            words.of_them("refused-already-decided", &[("step", step(wanted)), ("status", status(stands))])
        }
        Refusal::NothingToReopen { step: wanted } => words.of_it("refused-nothing-to-reopen", &step(wanted)),
        Refusal::OwnSubmission => words.text("refused-own-submission"),
        Refusal::SamePerson { step: wanted, other } => {
            words.of_them("refused-same-person", &[("step", step(wanted)), ("before", step(other))])
        }
        Refusal::Reason => words.count("refused-reason", MAX_REASON as u64),
        Refusal::Future(day) => words.of_it("refused-future", &words.date(day)),
        Refusal::BeforeIncident { date, occurred } => words.of_them(
            "refused-before-incident",
            &[("day", words.date(date)), ("earlier", words.date(occurred))],
        ),
        Refusal::BeforeEarlierStep { step: wanted, date, before, earlier } => words.of_them(
            "refused-before-earlier-step",
            &[
                ("step", step(wanted)),
                ("day", words.date(date)),
                ("before", step(before)),
                ("earlier", words.date(earlier)),
            ],
        ),
    }
}

fn staged(words: &Words, refusal: &StageRefusal) -> String {
    let stage = |stage: &IncidentStatus| words.option("incident_status", stage.code());
    match refusal {
        StageRefusal::Already(stands) => words.of_it("refused-stage-already", &stage(stands)),
        StageRefusal::NotOpen(stands) => words.of_it("refused-stage-not-open", &stage(stands)),
        StageRefusal::Reason => words.count("refused-reason", MAX_REASON as u64),
        StageRefusal::StandsForOthers(others) => words.of_it("refused-stands-for-others", &others.join(", ")),
        StageRefusal::MergedHere => words.text("refused-merged-here"),
        StageRefusal::Merged => words.text("refused-merged"),
        StageRefusal::OfItself => words.text("refused-of-itself"),
    }
}

fn paper(words: &Words, refusal: &PaperRefusal) -> String {
    match refusal {
        PaperRefusal::Text(most) => words.count("refused-text", *most as u64),
        PaperRefusal::Full(_) => words.text("referral-full"),
        PaperRefusal::Past => words.text("refused-past"),
        PaperRefusal::Closed => words.text("refused-question-closed"),
    }
}

fn referred(words: &Words, refusal: &ReferralRefusal) -> String {
    match refusal {
        ReferralRefusal::NoConsent => words.text("referral-no-consent"),
        ReferralRefusal::Nothing => words.text("referral-nothing"),
        ReferralRefusal::Names => words.text("referral-names-others"),
        ReferralRefusal::Days => words.count("referral-days-wrong", MOST_REFERRAL_DAYS),
        ReferralRefusal::NoChild(_) => words.text("referral-no-child"),
        ReferralRefusal::Void => words.text("referral-void"),
        ReferralRefusal::Full => words.text("referral-full"),
        ReferralRefusal::NotTold(_) => words.of_it("refused-not-told", &TOLD_TO_PROVIDERS.join(", ")),
        ReferralRefusal::Over => words.text("refused-referral-over"),
    }
}

fn proposed(words: &Words, refusal: &ProposalRefusal) -> String {
    match refusal {
        ProposalRefusal::SamePerson => words.text("refused-proposer"),
        ProposalRefusal::Lapsed => words.count("refused-lapsed", PROPOSAL_HOURS as u64),
        ProposalRefusal::Closed(state) => {
            words.of_it("refused-proposal-closed", &words.text(&format!("proposal-is-{}", state.code())))
        }
        ProposalRefusal::Void(why) => words.text(match why {
            WhyVoid::OtherParameters => "refused-void-parameters",
            WhyVoid::OtherFingerprint => "refused-void-fingerprint",
            WhyVoid::Proposer => "refused-void-proposer",
            WhyVoid::Situation => "refused-void-situation",
            WhyVoid::Record => "refused-void-record",
            WhyVoid::Due => "refused-void-due",
            WhyVoid::Target => "refused-void-target",
        }),
        ProposalRefusal::Proposed(_) => words.text("refused-proposed"),
        ProposalRefusal::TooSoon => words.count("refused-too-soon", BREAK_GLASS_DELAY as u64),
        ProposalRefusal::NotOneOfTheTwo => words.text("refused-not-one-of-the-two"),
        ProposalRefusal::ExportNeedsTwo => words.count("refused-export-needs-two", EXPORT_ALONE),
        ProposalRefusal::HandOverNeedsTwo => words.text("refused-hand-over-needs-two"),
    }
}

fn released(words: &Words, refusal: &ReleaseRefusal) -> String {
    match refusal {
        ReleaseRefusal::Breached => words.text("release-refused-breached"),
        ReleaseRefusal::SamePerson => words.text("release-refused-same-person"),
        ReleaseRefusal::Closed(state) => {
            words.of_it("release-refused-closed", &words.text(&format!("release-is-{}", state.code())))
        }
        ReleaseRefusal::OtherDigest => words.text("release-refused-digest"),
        ReleaseRefusal::Overtaken => words.text("release-refused-overtaken"),
        ReleaseRefusal::Identifying(passages) => words.count("n-identifying", *passages as u64),
        ReleaseRefusal::Reason => words.text("release-refused-reason"),
        ReleaseRefusal::Checkpoint => words.text("release-refused-checkpoint"),
    }
}

fn account(words: &Words, bad: &BadAccount) -> String {
    match bad {
        BadAccount::Login => words.of_them(
            "refused-login",
            &[("least", words.number(MIN_LOGIN as u64)), ("most", words.number(MAX_LOGIN as u64))],
        ),
        BadAccount::NoRole => words.text("refused-no-role"),
        BadAccount::Apart { apart, opens } => {
            words.of_them("refused-apart", &[("apart", role(words, *apart)), ("opens", role(words, *opens))])
        }
    }
}

fn attached(words: &Words, bad: BadAttachment) -> String {
    match bad {
        BadAttachment::Name => words.count("refused-file-name", LONGEST_NAME as u64),
        BadAttachment::Ending => words.text("refused-file-ending"),
        BadAttachment::Size => words.count("refused-file-size", MOST_BYTES >> 20),
        BadAttachment::Content => words.text("refused-file-content"),
        BadAttachment::Digest | BadAttachment::Report | BadAttachment::Encrypted | BadAttachment::Other => {
            words.text("refused-file-other")
        }
    }
}

fn protected(words: &Words, error: &disclosure::Error) -> Option<String> {
    Some(match error {
        disclosure::Error::Unfinished => words.text("refused-unfinished"),
        disclosure::Error::Contradiction { .. } => words.text("refused-contradiction"),
        disclosure::Error::TooLarge { .. } => words.text("refused-too-many-figures"),
        disclosure::Error::Forced { figure } => words.of_it("refused-forced", figure),
        disclosure::Error::Malformed(_) => return None,
    })
}

fn role(words: &Words, role: Role) -> String {
    words.text(&role_key(role.code()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::access::{Action, ProposalState};
    use domain::id::ProposalId;
    use domain::workflow::ReleaseState;
    use jiff::civil::date;

    /// One of each.
    fn refusals() -> Vec<CaseError> {
        let (step, before) = (Step::Technical, Step::Initial);
        let (day, earlier) = (date(2026, 2, 1), date(2026, 3, 1));
        let mut all: Vec<CaseError> = vec![
            CaseError::Refused(vec![
                Refusal::OutOfOrder { step, missing: before },
                Refusal::NotConcluded { step, before },
                Refusal::AlreadyDecided { step, status: Status::Verified },
                Refusal::NothingToReopen { step },
                Refusal::OwnSubmission,
                Refusal::SamePerson { step, other: before },
                Refusal::Reason,
                Refusal::Future(day),
                Refusal::BeforeIncident { date: day, occurred: earlier },
                Refusal::BeforeEarlierStep { step, date: day, before, earlier },
            ]),
            Denied { action: Action::Refer, closed: true }.into(),
            Denied { action: Action::Refer, closed: false }.into(),
            CaseError::NoGrant("case"),
            CaseError::TooManyJobs,
            CaseError::Stale,
        ];
        let stage = [
            StageRefusal::Already(IncidentStatus::Open),
            StageRefusal::NotOpen(IncidentStatus::Void),
            StageRefusal::Reason,
            StageRefusal::StandsForOthers(vec!["A".to_owned(), "B".to_owned()]),
            StageRefusal::MergedHere,
            StageRefusal::Merged,
            StageRefusal::OfItself,
        ];
        all.extend(stage.map(CaseError::from));
        let paper = [PaperRefusal::Text(9), PaperRefusal::Full(9), PaperRefusal::Past, PaperRefusal::Closed];
        all.extend(paper.map(CaseError::from));
        let referral = [
            ReferralRefusal::NoConsent,
            ReferralRefusal::NoChild("c1".to_owned()),
            ReferralRefusal::NotTold("story".to_owned()),
            ReferralRefusal::Nothing,
            ReferralRefusal::Names,
            ReferralRefusal::Days,
            ReferralRefusal::Void,
            ReferralRefusal::Full,
            ReferralRefusal::Over,
        ];
        all.extend(referral.map(CaseError::from));
        let states = ProposalState::ALL.iter().map(|state| ProposalRefusal::Closed(*state));
        all.extend(states.map(CaseError::from));
        let void = [
            WhyVoid::OtherParameters,
            WhyVoid::OtherFingerprint,
            WhyVoid::Proposer,
            WhyVoid::Situation,
            WhyVoid::Record,
            WhyVoid::Due,
            WhyVoid::Target,
        ];
        all.extend(void.map(|why| ProposalRefusal::Void(why).into()));
        let proposal = [
            ProposalRefusal::SamePerson,
            ProposalRefusal::Lapsed,
            ProposalRefusal::Proposed(ProposalId([7; 16])),
            ProposalRefusal::TooSoon,
            ProposalRefusal::NotOneOfTheTwo,
            ProposalRefusal::ExportNeedsTwo,
            ProposalRefusal::HandOverNeedsTwo,
        ];
        all.extend(proposal.map(CaseError::from));
        let states = ReleaseState::ALL.iter().map(|state| ReleaseRefusal::Closed(*state));
        all.extend(states.map(CaseError::from));
        let release = [
            ReleaseRefusal::Breached,
            ReleaseRefusal::SamePerson,
            ReleaseRefusal::OtherDigest,
            ReleaseRefusal::Overtaken,
            ReleaseRefusal::Identifying(1),
            ReleaseRefusal::Identifying(3),
            ReleaseRefusal::Reason,
            ReleaseRefusal::Checkpoint,
        ];
        all.extend(release.map(CaseError::from));
        let apart = BadAccount::Apart { apart: Role::Administrator, opens: Role::Verifier };
        all.extend([BadAccount::Login, BadAccount::NoRole, apart].map(CaseError::from));
        all.extend([BadPassword::Short, BadPassword::Long, BadPassword::Guessed].map(CaseError::from));
        let look = [WhyLook::Others, WhyLook::Decided, WhyLook::NotOpen, WhyLook::WithItsReport];
        all.extend(look.map(CaseError::WantsALook));
        all.push(CaseError::WantsALook(WhyLook::LeavesOut(vec!["victims[1]".to_owned()])));
        let attachment = [
            BadAttachment::Name,
            BadAttachment::Ending,
            BadAttachment::Size,
            BadAttachment::Content,
            BadAttachment::Other,
        ];
        all.extend(attachment.map(CaseError::from));
        let disclosure = [
            disclosure::Error::Unfinished,
            disclosure::Error::Contradiction { what: "a sum".to_owned() },
            disclosure::Error::TooLarge { what: "figures", found: 3, most: 2 },
            disclosure::Error::Forced { figure: "verified.victims: killing, boys".to_owned() },
        ];
        all.extend(disclosure.map(|error| ReportError::from(error).into()));
        all
    }

    #[test]
    fn every_refusal_has_words_in_every_language() {
        let english: Vec<String> =
            refusals().iter().map(|error| in_words(Words::usual(), error).unwrap()).collect();
        for words in Words::languages() {
            for (error, english) in refusals().iter().zip(&english) {
                let said = in_words(words, error).unwrap();
                let has_hole = ["refused-", "referral-", "release-", "-is-", "{", "role-"]
                    .iter()
                    .any(|mark| said.contains(mark));
                assert!(!said.is_empty() && !has_hole, "{}: {error}: {said}", words.language());
                assert_eq!(words.language() == "en", said == *english, "{}: {said}", words.language());
            }
        }
    }

    #[test]
    fn what_would_be_lost_is_called_as_the_form_calls_it() {
        let paths =
            ["victims[1].age", "violations[0].tally.boys", "violations[0].tally.girls", "narrative", "x"];
        let look = WhyLook::LeavesOut(paths.map(str::to_owned).to_vec());
        let said = in_words(Words::usual(), &CaseError::WantsALook(look)).unwrap();
        assert!(
            said.contains(
                ": Child victims 2: Age in years, Violations 1: Children by sex, Account (confidential), x"
            ),
            "{said}"
        );
    }

    #[test]
    fn a_refusal_names_what_it_is_about() {
        let early = CaseError::Refused(vec![Refusal::BeforeIncident {
            date: date(2026, 2, 1),
            occurred: date(2026, 3, 1),
        }]);
        assert_eq!(
            in_words(Words::of("fr").unwrap(), &early).unwrap(),
            "La date de la décision, 1er février 2026, précède l’incident (1er mars 2026)."
        );
        assert_eq!(in_words(Words::usual(), &CaseError::Invalid("x".to_owned())), None);
    }
}
