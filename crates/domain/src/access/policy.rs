//! The table of role and action.

use crate::audit::LogAct;
use crate::id::{AccountId, SituationId};
use crate::violation::{Step, codes};
use std::marker::PhantomData;

codes! {
    /// What a person is in a situation. A person may be several things.
    Role {
        /// Submits reports and answers follow-up questions.
        Monitor = "monitor",
        /// Triage, duplicates, the initial step.
        Verifier = "verifier",
        /// The joint technical step.
        TechnicalReviewer = "technical_reviewer",
        /// The CTFMR step, grants, releases.
        Cochair = "cochair",
        /// Downloads releases.
        TaskForce = "task_force",
        /// Accounts, registers, settings; no content.
        Administrator = "administrator",
        /// The log and its proofs; no content.
        Auditor = "auditor",
    }
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        codes! {
            /// Something a person does and must answer for.
            Action { $($(#[$doc])* $name = $code),+ }
        }

        /// The acts, as types.
        pub mod acts {
            $(
                $(#[$doc])*
                #[derive(Debug)]
                pub struct $name(());
                impl super::Act for $name {
                    const ACTION: super::Action = super::Action::$name;
                }
            )+
        }
    };
}

actions! {
    /// Send a report that only others can open.
    Submit = "submit",
    /// Put incident documents straight into the case and identity compartments.
    Record = "record",
    /// Add attachments to incidents.
    Attach = "attach",
    /// Take over decisions from an earlier system.
    TakeOver = "take_over",
    /// Open submissions and make records of them.
    Triage = "triage",
    /// Take the initial step.
    DecideInitial = "decide_initial",
    /// Take the technical step.
    DecideTechnical = "decide_technical",
    /// Take the CTFMR step.
    DecideCtfmr = "decide_ctfmr",
    /// Close, void, reopen or merge an incident.
    ChangeStage = "change_stage",
    /// Say who is to look at an incident.
    Assign = "assign",
    /// Write notes on an incident's working paper.
    Note = "note",
    /// Ask whoever reported an incident, and withdraw or settle what was asked.
    Ask = "ask",
    /// Refer a child to a service, say what came of it, and note what is best for a child.
    Refer = "refer",
    /// Take a referral back.
    EndReferral = "end_referral",
    /// Read and answer the questions that are asked of oneself.
    Answer = "answer",
    /// Make and end the keys with which telephones send reports in a monitor's name.
    KeepTelephones = "keep_telephones",
    /// Look for incidents that are likely the same one.
    FindDuplicates = "find_duplicates",
    /// Read coded facts and the history of incidents.
    ReadCase = "read_case",
    /// Read identity content too.
    ReadIdentity = "read_identity",
    /// Build a report for the task force's own use.
    ReportInternal = "report_internal",
    /// Draft a release, approve one.
    Release = "release",
    /// See drafts of releases with what was tried on them, make one anew to compare it, take one back.
    ReviewReleases = "review_releases",
    /// See what is released, and download it.
    ReadReleases = "read_releases",
    /// Make the packed facts anew from the records.
    RebuildFacts = "rebuild_facts",
    /// Fill a store with synthetic incidents.
    Synthesise = "synthesise",
    /// Grant, revoke and rotate keys.
    ManageKeys = "manage_keys",
    /// Propose an act that takes two people, see what is proposed, take a proposal back.
    Propose = "propose",
    /// Approve what another person proposed.
    Approve = "approve",
    /// Have somebody granted what oneself opens, together with another who opens it, when co-chairs cannot be reached.
    BreakGlass = "break_glass",
    /// See that the glass is to be broken, and veto it.
    Veto = "veto",
    /// See how many records are due to be erased, and since when. It takes no key.
    CountDue = "count_due",
    /// Erase records for good, together with another co-chair.
    Erase = "erase",
    /// Write out everything that a situation holds, sealed to keys outside, as two co-chairs agreed.
    HandOver = "hand_over",
    /// Close the situation, or open it again, together with another co-chair.
    CloseSituation = "close_situation",
    /// See who has an account, with what role and which key.
    ListAccounts = "list_accounts",
    /// Change registers and accounts.
    Administer = "administer",
    /// Make another situation in the same store, with keys and accounts of its own.
    FoundSituation = "found_situation",
    /// Register the key of another machine that serves the store, and retire one.
    RegisterNode = "register_node",
    /// Read the log.
    ReadLog = "read_log",
}

/// A kind of act that the policy knows.
pub trait Act {
    /// Its row in the table.
    const ACTION: Action;
}

impl Action {
    /// What taking a step is.
    pub const fn deciding(step: Step) -> Action {
        match step {
            Step::Initial => Action::DecideInitial,
            Step::Technical => Action::DecideTechnical,
            Step::Ctfmr => Action::DecideCtfmr,
        }
    }

    /// The roles that may do it. Adding an action without a row does not compile.
    pub const fn roles(self) -> &'static [Role] {
        use Role::*;
        match self {
            Action::Submit => &[Monitor, Verifier, Cochair],
            Action::Record => &[Verifier, Cochair],
            Action::Attach => &[Verifier, Cochair],
            Action::TakeOver => &[Cochair],
            Action::Triage => &[Verifier],
            Action::DecideInitial => &[Verifier],
            Action::DecideTechnical => &[TechnicalReviewer],
            Action::DecideCtfmr => &[Cochair],
            Action::ChangeStage => &[Verifier, Cochair],
            Action::Assign | Action::Ask | Action::Refer | Action::EndReferral => &[Verifier, Cochair],
            Action::Note => &[Verifier, TechnicalReviewer, Cochair],
            Action::Answer => &[Monitor, Verifier, Cochair],
            Action::KeepTelephones => &[Monitor, Administrator],
            Action::FindDuplicates | Action::ReadCase => &[Verifier, TechnicalReviewer, Cochair],
            Action::ReadIdentity => &[Verifier, Cochair],
            Action::ReportInternal => &[Verifier, TechnicalReviewer, Cochair],
            Action::Release | Action::ReviewReleases => &[Cochair],
            Action::ReadReleases => &[Cochair, TaskForce],
            Action::RebuildFacts => &[Verifier, Cochair],
            Action::Synthesise => &[Cochair],
            Action::ManageKeys | Action::Propose | Action::Approve | Action::Erase => &[Cochair],
            Action::HandOver | Action::CloseSituation => &[Cochair],
            Action::BreakGlass => &[Verifier, Cochair],
            Action::Veto => &[Verifier, TechnicalReviewer, Cochair, TaskForce],
            Action::ListAccounts | Action::CountDue => &[Cochair, Administrator],
            Action::Administer | Action::FoundSituation | Action::RegisterNode => &[Administrator],
            Action::ReadLog => &[Auditor],
        }
    }
}

impl Action {
    /// What a change on a permit for it may say in the log: the store refuses anything else, so a permit to
    /// read changes nothing and a permit to decide records nothing.
    pub const fn writes(self) -> &'static [LogAct] {
        use LogAct::*;
        match self {
            Action::Submit => &[Submitted, AttachmentSent],
            Action::Attach => &[AttachmentAdded],
            Action::Record => &[Recorded, Amended, FactsChanged, WorkingPaperChanged, ReferralEnded],
            Action::Synthesise => &[Recorded, Amended, FactsChanged],
            Action::Triage => &[
                Recorded,
                Amended,
                FactsChanged,
                Triaged,
                WorkingPaperChanged,
                ReferralEnded,
                QuestionClosed,
                AttachmentAdded,
            ],
            Action::DecideInitial | Action::DecideTechnical | Action::DecideCtfmr => &[Decided, FactsChanged],
            Action::ChangeStage => {
                &[StageChanged, ToldApart, FactsChanged, WorkingPaperChanged, ReferralEnded]
            }
            Action::Assign | Action::Note => &[WorkingPaperChanged],
            Action::Ask => &[WorkingPaperChanged, QuestionAsked, QuestionClosed],
            Action::Refer => &[Amended, FactsChanged, WorkingPaperChanged, ReferralMade, ReferralEnded],
            Action::EndReferral => &[WorkingPaperChanged, ReferralEnded],
            Action::Answer => &[Submitted, QuestionClosed],
            Action::KeepTelephones => &[TelephoneAdded, TelephoneEnded],
            Action::TakeOver
            | Action::FindDuplicates
            | Action::ReadCase
            | Action::ListAccounts
            | Action::CountDue
            | Action::ReadLog => &[],
            Action::ReadIdentity => &[IdentityRead],
            Action::ReportInternal => &[Reported],
            Action::Release => &[ReleaseDrafted, ReleaseApproved, ReleasePublished, ReleaseSuperseded],
            Action::ReviewReleases => &[ReleaseWithdrawn],
            Action::ReadReleases => &[ReleaseDownloaded],
            Action::RebuildFacts => &[FactsChanged],
            Action::ManageKeys => {
                &[KeyCreated, Granted, Revoked, Rewrapped, FactsChanged, WorkingPaperChanged]
            }
            Action::Propose => &[Proposed, Withdrawn, ProposalVoided],
            Action::Approve => &[Approved, ProposalVoided],
            Action::BreakGlass => &[Proposed, Approved, ProposalVoided, GlassBroken, Granted],
            Action::Veto => &[Withdrawn],
            Action::Erase => &[Erased, FactsChanged],
            Action::HandOver => &[HandedOver],
            Action::CloseSituation => &[SituationClosed, SituationReopened],
            Action::Administer => &[
                AccountCreated,
                PasswordChanged,
                SecondFactorChanged,
                AccountSuspended,
                AccountRestored,
                AccountRemoved,
                RolesChanged,
                Revoked,
                TelephoneEnded,
                RegisterChanged,
                DeadlinesChanged,
                FaceChanged,
                RetentionChanged,
            ],
            Action::FoundSituation => {
                &[SituationCreated, RegisterChanged, AccountCreated, RolesChanged, KeyCreated, Granted]
            }
            Action::RegisterNode => &[NodeRegistered, NodeRetired],
        }
    }
}

impl Action {
    /// Whether it is done in a situation that is closed too: what is read, kept safe, and erased when its time is over. For how
    /// long records are kept is set there too, and what is due is counted: the months run on when the work has ended, and
    /// most records come due after it.
    pub const fn outlasts_closing(self) -> bool {
        match self {
            Action::Submit
            | Action::Record
            | Action::Attach
            | Action::TakeOver
            | Action::Triage
            | Action::DecideInitial
            | Action::DecideTechnical
            | Action::DecideCtfmr
            | Action::ChangeStage
            | Action::Assign
            | Action::Note
            | Action::Ask
            | Action::Refer
            | Action::Answer
            | Action::Release
            | Action::Synthesise => false,
            Action::FindDuplicates
            | Action::ReadCase
            | Action::ReadIdentity
            | Action::ReportInternal
            | Action::ReviewReleases
            | Action::ReadReleases
            | Action::RebuildFacts
            | Action::KeepTelephones
            | Action::EndReferral
            | Action::ManageKeys
            | Action::Propose
            | Action::Approve
            | Action::BreakGlass
            | Action::Veto
            | Action::CountDue
            | Action::Erase
            | Action::HandOver
            | Action::CloseSituation
            | Action::ListAccounts
            | Action::Administer
            | Action::FoundSituation
            | Action::RegisterNode
            | Action::ReadLog => true,
        }
    }
}

/// Somebody signed in, with what they are in one situation. Made where the password was checked.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The account.
    pub account: AccountId,
    /// The situation.
    pub situation: SituationId,
    /// The situation's number in its store: what its rows carry.
    pub number: i32,
    /// The roles there.
    pub roles: Vec<Role>,
    /// Whether the situation is closed.
    pub is_closed: bool,
}

/// The policy's no.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", why(*action, *closed))]
pub struct Denied {
    /// What was asked for.
    pub action: Action,
    /// Whether the person's roles allow it, and the situation is closed.
    pub closed: bool,
}

fn why(action: Action, closed: bool) -> String {
    if closed {
        return "the situation is closed: it can be read, and nothing is added or decided; two co-chairs can open it again"
            .to_owned();
    }
    let roles: Vec<_> = action.roles().iter().map(|role| role.code()).collect();
    format!("this needs the role {}", roles.join(" or "))
}

/// The policy's yes to one act in one situation.
#[derive(Debug)]
pub struct Permit<A> {
    actor: AccountId,
    situation: SituationId,
    number: i32,
    act: PhantomData<A>,
}

/// What a permit lets be written: by whom, where, and what the log may say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mandate {
    /// Who.
    pub actor: AccountId,
    /// The number of the situation.
    pub number: i32,
    /// What.
    pub writes: &'static [LogAct],
    /// Whether it is done in a situation that is closed too.
    pub outlasts_closing: bool,
}

impl<A: Act> Permit<A> {
    /// Who was permitted.
    pub fn actor(&self) -> AccountId {
        self.actor
    }

    /// Where.
    pub fn situation(&self) -> SituationId {
        self.situation
    }

    /// The number of the situation: the rows that it opens carry it.
    pub fn number(&self) -> i32 {
        self.number
    }

    /// What it lets be written.
    pub fn mandate(&self) -> Mandate {
        let outlasts_closing = A::ACTION.outlasts_closing();
        Mandate { actor: self.actor, number: self.number, writes: A::ACTION.writes(), outlasts_closing }
    }
}

/// Asks the policy.
pub fn permit<A: Act>(actor: &Actor) -> Result<Permit<A>, Denied> {
    allows(actor, A::ACTION)?;
    Ok(Permit { actor: actor.account, situation: actor.situation, number: actor.number, act: PhantomData })
}

/// The policy's answer to whoever does nothing yet.
pub fn allows(actor: &Actor, action: Action) -> Result<(), Denied> {
    if !actor.roles.iter().any(|role| action.roles().contains(role)) {
        return Err(Denied { action, closed: false });
    }
    if actor.is_closed && !action.outlasts_closing() {
        return Err(Denied { action, closed: true });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole table, printed: a change of policy shows as a change of this text.
    #[test]
    fn the_table_is_what_the_design_says() {
        let table: String = Action::ALL
            .iter()
            .map(|action| {
                let roles: Vec<_> = action.roles().iter().map(|role| role.code()).collect();
                let writes: Vec<_> = action.writes().iter().map(|act| act.code()).collect();
                let writes = if writes.is_empty() { "nothing".to_owned() } else { writes.join(", ") };
                let ends = if action.outlasts_closing() { "" } else { "; not once closed" };
                format!("{action}: {}; writes {writes}{ends}\n", roles.join(", "))
            })
            .collect();
        insta::assert_snapshot!(table, @r"
        submit: monitor, verifier, cochair; writes submitted, attachment_sent; not once closed
        record: verifier, cochair; writes recorded, amended, facts_changed, working_paper_changed, referral_ended; not once closed
        attach: verifier, cochair; writes attachment_added; not once closed
        take_over: cochair; writes nothing; not once closed
        triage: verifier; writes recorded, amended, facts_changed, triaged, working_paper_changed, referral_ended, question_closed, attachment_added; not once closed
        decide_initial: verifier; writes decided, facts_changed; not once closed
        decide_technical: technical_reviewer; writes decided, facts_changed; not once closed
        decide_ctfmr: cochair; writes decided, facts_changed; not once closed
        change_stage: verifier, cochair; writes stage_changed, told_apart, facts_changed, working_paper_changed, referral_ended; not once closed
        assign: verifier, cochair; writes working_paper_changed; not once closed
        note: verifier, technical_reviewer, cochair; writes working_paper_changed; not once closed
        ask: verifier, cochair; writes working_paper_changed, question_asked, question_closed; not once closed
        refer: verifier, cochair; writes amended, facts_changed, working_paper_changed, referral_made, referral_ended; not once closed
        end_referral: verifier, cochair; writes working_paper_changed, referral_ended
        answer: monitor, verifier, cochair; writes submitted, question_closed; not once closed
        keep_telephones: monitor, administrator; writes telephone_added, telephone_ended
        find_duplicates: verifier, technical_reviewer, cochair; writes nothing
        read_case: verifier, technical_reviewer, cochair; writes nothing
        read_identity: verifier, cochair; writes identity_read
        report_internal: verifier, technical_reviewer, cochair; writes reported
        release: cochair; writes release_drafted, release_approved, release_published, release_superseded; not once closed
        review_releases: cochair; writes release_withdrawn
        read_releases: cochair, task_force; writes release_downloaded
        rebuild_facts: verifier, cochair; writes facts_changed
        synthesise: cochair; writes recorded, amended, facts_changed; not once closed
        manage_keys: cochair; writes key_created, granted, revoked, rewrapped, facts_changed, working_paper_changed
        propose: cochair; writes proposed, withdrawn, proposal_voided
        approve: cochair; writes approved, proposal_voided
        break_glass: verifier, cochair; writes proposed, approved, proposal_voided, glass_broken, granted
        veto: verifier, technical_reviewer, cochair, task_force; writes withdrawn
        count_due: cochair, administrator; writes nothing
        erase: cochair; writes erased, facts_changed
        hand_over: cochair; writes handed_over
        close_situation: cochair; writes situation_closed, situation_reopened
        list_accounts: cochair, administrator; writes nothing
        administer: administrator; writes account_created, password_changed, second_factor_changed, account_suspended, account_restored, account_removed, roles_changed, revoked, telephone_ended, register_changed, deadlines_changed, face_changed, retention_changed
        found_situation: administrator; writes situation_created, register_changed, account_created, roles_changed, key_created, granted
        register_node: administrator; writes node_registered, node_retired
        read_log: auditor; writes nothing
        ");
    }

    #[test]
    fn those_who_may_open_nothing_are_refused_everything_that_opens() {
        for role in [Role::Monitor, Role::TaskForce, Role::Administrator, Role::Auditor] {
            let actor = Actor {
                account: AccountId([1; 16]),
                situation: SituationId([2; 16]),
                number: 1,
                roles: vec![role],
                is_closed: false,
            };
            assert!(permit::<acts::ReadCase>(&actor).is_err());
            assert!(permit::<acts::FindDuplicates>(&actor).is_err());
            assert!(permit::<acts::ReadIdentity>(&actor).is_err());
            assert!(permit::<acts::Triage>(&actor).is_err());
            assert!(permit::<acts::ReportInternal>(&actor).is_err());
        }
    }

    /// What cannot be undone by opening it again must not be lost by closing: nothing is added and nothing decided, and
    /// whatever reads, keeps or erases goes on.
    #[test]
    fn a_closed_situation_is_read_and_not_written() {
        for action in Action::ALL {
            for role in Role::ALL {
                let open = Actor {
                    account: AccountId([1; 16]),
                    situation: SituationId([2; 16]),
                    number: 1,
                    roles: vec![*role],
                    is_closed: false,
                };
                let closed = Actor { is_closed: true, ..open.clone() };
                let expected = allows(&open, *action).and_then(|()| {
                    if action.outlasts_closing() {
                        Ok(())
                    } else {
                        Err(Denied { action: *action, closed: true })
                    }
                });
                assert_eq!(allows(&closed, *action), expected, "{role} {action}");
            }
            let adds =
                [LogAct::Submitted, LogAct::Recorded, LogAct::Amended, LogAct::Decided, LogAct::StageChanged];
            if action.writes().iter().any(|act| adds.contains(act)) {
                assert!(!action.outlasts_closing(), "{action}");
            }
        }
    }
}
