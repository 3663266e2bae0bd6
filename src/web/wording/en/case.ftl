# One incident.

version-n = Version { $number }
identity-go = Open names, places and the story
identity-logged = That you open them is noted in the log.
identity-open = Names, places and the story are open.
identity-close = Close them
what-happened = What happened
alike = Possibly the same as
evidence = Evidence and people
evidence-none = Nothing is recorded.
who-did-it = Who did it
no-party = No party is named.
who-says-so = Who says so
no-source = No source is recorded.
n-primary = { $n ->
    [one] { $number } primary source
   *[other] { $number } primary sources
}
n-secondary = { $n ->
    [one] { $number } secondary source
   *[other] { $number } secondary sources
}
n-boys = { $n ->
    [one] { $number } boy
   *[other] { $number } boys
}
n-girls = { $n ->
    [one] { $number } girl
   *[other] { $number } girls
}
n-sex-unknown = { $number } of unknown sex
n-men = { $n ->
    [one] { $number } man
   *[other] { $number } men
}
n-women = { $n ->
    [one] { $number } woman
   *[other] { $number } women
}
party-unknown = Unidentified perpetrators
source-unknown = Source not described
still-going-on = still going on
estimated = estimated
concerns-violations = Concerns

next-step = Next: { $it }.
whose-initial = A verifier takes it.
whose-technical = A technical reviewer takes it.
whose-ctfmr = A co-chair takes it for the country task force.
all-steps-taken = All steps are taken.
decide = Decide
decide-reason = Reason
decide-date = Date of the decision
decide-anew = Decide anew: { $it }
decide-anew-hint = The old decision stays in the history, and later steps go out of force.
choose-a-status = Choose what is decided.
no-such-day = The date of the decision is no day.
done-decided = The step was taken.

attachments = Attachments
attachment = Attachment
attachment-unreadable = An attachment that does not open
paper = Working paper
with-nobody-yet = Nobody has been asked to look at it.
assign = Give it to somebody
assign-to = To
assign-due = By
notes = Notes
note-write = Write a note
note-text = Note
note-hint = Names do not belong here: every technical reviewer reads notes.
questions = Questions to the reporter
question-open = open
question-answered = answered
question-withdrawn = withdrawn
question-settled = settled
question-sealed = Its words are with names and the story.
question-withdraw = Withdraw the question
question-settle = The answer is dealt with
ask = Ask the reporter
ask-text = Question
ask-hint = It is sealed to the reporter. Ask for what is needed to decide, and for nothing else.
ask-send = Send the question
done-assigned = It is given.
done-noted = The note is written.
done-asked = The question is sent.
done-settled = The question is closed.

history = History
history-recorded = Recorded
history-put-right = Put right
history-amended = Amended
history-decided = Decided
history-set-aside = Set aside
history-stage = Moved
taken-over = taken over from an earlier system
set-aside-from = { $it } and later steps
history-merged-in = Took in
history-taken-out = Gave back
history-told-apart = Told apart from
stage-change = Close, void or merge
stage-closed = Close
stage-void = Void: recorded in error
stage-duplicate = Merge into another incident
stage-open = Open again
stage-into = Reference of the incident that stays
done-stage = The incident was moved.
erase = Erase for good
erase-propose = Propose to erase it
erase-how = Two co-chairs erase a record: you propose it, another approves it within three days. Every version, note, question and attachment goes, and cannot be brought back. Releases that counted it and files that somebody downloaded stay as they were, and earlier backups hold it until they are deleted. If it should only not be counted, void the incident instead: it is kept, and in no figure.
erase-ground = Why
ground-consent-withdrawn = Consent was withdrawn
ground-protection-risk = That the record exists endangers somebody
ground-recorded-in-error = It should never have been recorded here
ground-retention-over = The time for which such records are kept is over
ground-legal-obligation = A law or an agreement requires it
done-erase = It is proposed. Another co-chair must approve it.

# The public summary.

summary-title = Public summary
summary-go = Write the public summary
summary-back = Back to the incident
summary-how = The public summary is what others may read of this incident: releases quote it. It names nobody and no place that would lead to somebody. What you write is compared with every name, place, contact and code of this record whenever you pause.
summary-text = Summary for wider sharing
summary-nothing-found = Nothing in it is a name, a place, a contact or a code of this record. A nickname or a description can still give somebody away: read it as a neighbour would.
summary-found = This identifies somebody or some place. A release that quotes it cannot be signed:
summary-anyway = Keep it as it is. While this stands in it, no release takes it along, and no export to anybody who may not have the story.
summary-look = Look at it
summary-identifies = It was not kept: what is listed here identifies somebody or some place.
summary-stale = Somebody changed this incident in the meantime. Open it anew in another window, and bring your words over.
summary-too-long = { $n ->
    [one] A summary has at most { $number } character.
   *[other] A summary has at most { $number } characters.
}
done-summary = The public summary was kept.
