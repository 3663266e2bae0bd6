//! The closed list of audited acts.
//!
//! An entry of the log names an act, an object and a digest of what was stored; never content. The
//! log's tree and its signatures are the vault's and its rows are the store's.

use crate::violation::codes;

codes! {
    /// What an entry of the log records.
    LogAct {
        /// A node that signs checkpoints was registered; the digest is of its public key.
        NodeRegistered = "node_registered",
        /// A node's key was retired: what it signs from then on counts no longer.
        NodeRetired = "node_retired",
        /// The store came back from a copy; the digest is of the signed head of the copy.
        Restored = "restored",
        /// A situation was made, with its registers.
        SituationCreated = "situation_created",
        /// A situation was closed: nothing is added to it any more.
        SituationClosed = "situation_closed",
        /// A closed situation was opened again.
        SituationReopened = "situation_reopened",
        /// A register of areas, parties or partners was changed, or the boundaries of areas.
        RegisterChanged = "register_changed",
        /// An account was made.
        AccountCreated = "account_created",
        /// An account's password, and with it the lock on its key, was changed.
        PasswordChanged = "password_changed",
        /// A second factor was enrolled or taken away.
        SecondFactorChanged = "second_factor_changed",
        /// An account was suspended: nobody signs in with it.
        AccountSuspended = "account_suspended",
        /// A suspended account was restored.
        AccountRestored = "account_restored",
        /// An account was suspended for good.
        AccountRemoved = "account_removed",
        /// The roles of an account were changed.
        RolesChanged = "roles_changed",
        /// A compartment key of an epoch came into use.
        KeyCreated = "key_created",
        /// A compartment key was sealed to a person.
        Granted = "granted",
        /// A grant was withdrawn.
        Revoked = "revoked",
        /// A sealed report arrived.
        Submitted = "submitted",
        /// A submission became a record, or an amendment of one.
        Triaged = "triaged",
        /// A telephone was given a key to send reports with.
        TelephoneAdded = "telephone_added",
        /// The key of a telephone was ended.
        TelephoneEnded = "telephone_ended",
        /// An attachment to a report arrived.
        AttachmentSent = "attachment_sent",
        /// An attachment was added to an incident.
        AttachmentAdded = "attachment_added",
        /// An incident was recorded.
        Recorded = "recorded",
        /// An incident was amended.
        Amended = "amended",
        /// A verification step was decided.
        Decided = "decided",
        /// An incident was closed, voided, reopened or merged.
        StageChanged = "stage_changed",
        /// The days that steps may wait were changed.
        DeadlinesChanged = "deadlines_changed",
        /// How the field client is called on telephones was changed.
        FaceChanged = "face_changed",
        /// For how many months records are kept was changed.
        RetentionChanged = "retention_changed",
        /// The working paper of an incident was changed, or its keys wrapped under a new epoch.
        WorkingPaperChanged = "working_paper_changed",
        /// A question was sealed to whoever reported an incident.
        QuestionAsked = "question_asked",
        /// A question was answered or withdrawn, and its words and recipient forgotten.
        QuestionClosed = "question_closed",
        /// What a service provider is told of a child was sealed under a code.
        ReferralMade = "referral_made",
        /// Whoever has the code of a referral opened it.
        ReferralOpened = "referral_opened",
        /// A referral was withdrawn, concluded or expired, and what was told is forgotten.
        ReferralEnded = "referral_ended",
        /// Somebody said that an incident is not another one.
        ToldApart = "told_apart",
        /// A record, or something that hung on one, was erased: its rows are gone.
        Erased = "erased",
        /// A record's keys were wrapped under a new epoch.
        Rewrapped = "rewrapped",
        /// The packed facts changed with the records they stand for.
        FactsChanged = "facts_changed",
        /// A report was built.
        Reported = "reported",
        /// Identity content was read.
        IdentityRead = "identity_read",
        /// Everything that a situation holds was written out, sealed to keys outside; the digest is of those and of what was written.
        HandedOver = "handed_over",
        /// An act that takes two people was proposed.
        Proposed = "proposed",
        /// A proposal was approved by a second person.
        Approved = "approved",
        /// A proposal, or the leave that it gave, was taken back.
        Withdrawn = "withdrawn",
        /// A proposal was made void, since what it named, or who named it, is no longer the same.
        ProposalVoided = "proposal_voided",
        /// What two asked for when co-chairs could not be reached was granted.
        GlassBroken = "glass_broken",
        /// A release was drafted and attacked.
        ReleaseDrafted = "release_drafted",
        /// A release was approved by one co-chair.
        ReleaseApproved = "release_approved",
        /// A release was approved by a second co-chair, and is out.
        ReleasePublished = "release_published",
        /// A newer release of the same report, period and tier took the place of one.
        ReleaseSuperseded = "release_superseded",
        /// A release was taken back, or given up before it was out.
        ReleaseWithdrawn = "release_withdrawn",
        /// Somebody took a published release out of the store.
        ReleaseDownloaded = "release_downloaded",
        /// An attempt was refused by the policy.
        Refused = "refused",
    }
}

codes! {
    /// What can be erased.
    ErasedKind {
        /// An incident, with every version of its record.
        Incident = "incident",
        /// The working paper of an incident.
        WorkingPaper = "working_paper",
        /// An attachment, with its content.
        Attachment = "attachment",
        /// A question to whoever reported an incident.
        Question = "question",
        /// What was told to a service provider of a child.
        Referral = "referral",
    }
}
