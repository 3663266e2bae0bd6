# What waits, lists, duplicates.

you-are = You are here as:
arrived = Reports that have arrived
n-reports = { $n ->
    [0] No report waits to be opened.
    [one] { $number } report waits to be opened.
   *[other] { $number } reports wait to be opened.
}
triage-run = Open them
triage-title = Opening reports
triage-waiting = These need a look before they are taken. Tick those that you have looked at.
triage-accept = Take those ticked
done-triage = The reports were opened.
waiting-look = Look at it
waiting-title = A report that waits
waiting-received = Arrived { $it }
waiting-wrong = No record can be made of it as it is:
waiting-answer = It answers a question. It is taken with the others when reports are opened, once the question is there.
waiting-text = The report as it came
waiting-hint = Put right what is wrong and change nothing else. The record is made in the name of whoever sent the report; the report as it came is then no longer kept.
waiting-record = Record it
done-waiting-recorded = The report is recorded.
n-recorded = { $n ->
    [one] { $number } record made or amended
   *[other] { $number } records made or amended
}
n-answered = { $n ->
    [one] { $number } answer received
   *[other] { $number } answers received
}
n-attached = { $n ->
    [one] { $number } attachment put to its incident
   *[other] { $number } attachments put to their incidents
}
waiting = What waits
notices = What concerns you
notices-none = Nothing new.
notices-seen = Mark as read
done-seen = They are marked as read.
fingerprint = The fingerprint of your key, to be read out to whoever grants you access:
notice-question = Somebody asks you about an incident that you reported.
notice-assigned = An incident was given to you.
notice-assigned-due = An incident was given to you, by { $it }.
notice-overdue = An incident of yours is overdue.
notice-overdue-due = An incident of yours was due on { $it }.
notice-answered = An answer has come.
notice-answered-due = An answer has come; the incident is due on { $it }.
notice-reports = Reports wait to be opened.
notice-grant = Somebody waits for access: { $it }
notice-break-glass = Somebody asks for emergency access. You can veto it.

waits-anything = Anything
waits-new = Initial step
waits-returned = An answer of the reporter
waits-answered = Somebody to read an answer
waits-waiting-technical = Technical step
waits-waiting-ctfmr = Country task force
waits-overdue = Overdue
waits-signature = Releases to sign
waits-approval = Proposals to approve
queue-states = For what they wait
queue-whose = With whom they are
queue-empty = Nothing waits here.
with-anybody = With anybody
with-me = With me
with-nobody = With nobody

incident = Incident
when = When
where = Where
violations = Violations
violation = Violation
party = Party
waits-for = Waits for
with-whom = With
due-on = due on { $it }
n-children = { $n ->
    [one] { $number } child
   *[other] { $number } children
}
n-notes = { $n ->
    [one] { $number } note
   *[other] { $number } notes
}
step-not-taken = not taken
date-unknown = Date unknown
area-unknown = Area unknown

bulk = Decide on those ticked
bulk-how = Each violation is decided for itself. In the list, j and k go from line to line, x ticks.
bulk-none = Tick at least one violation.
decide-status = Decision
bulk-decide = Decide
n-decided = { $n ->
    [one] { $number } step was taken.
   *[other] { $number } steps were taken.
}
n-refused = { $n ->
    [one] { $number } was not, and this is why:
   *[other] { $number } were not, and this is why:
}

narrow = Narrow the list
narrow-go = Show
narrow-not = Show all
incident-id = Incident’s reference
ctfmr-status = Decision of the country task force
stands = Where it stands
occurred-from = Began on or after
occurred-to = Began on or before
n-incidents = { $n ->
    [one] { $number } incident
   *[other] { $number } incidents
}
incidents-none = No incident answers to this.

duplicates-how = Incidents that are alike in when, where, whom and by whom. People decide whether they are the same.
duplicates-none = None here.
aspect-date = date
aspect-area = area
aspect-types = types of violation
aspect-tally = numbers of children
aspect-parties = parties
aspect-children = children
aspect-sources = sources
aspect-place = place
aspect-distance = distance
aspect-names = names
beside-title = Side by side
beside-same = Are they the same incident?
beside-yes = Yes: the first goes into { $it }, which stays
beside-no = No: do not show them together again
differs = differs
done-told-apart = They will not be shown together again.
done-merged = The two are one now.

changed-from = Recorded or changed since
search-keep = Keep this search
search-name = What you call it
search-hint = Kept for you alone: nobody else can open it. The reference of an incident is not part of it.
searches = Your searches
search-forget = Forget
done-search-kept = The search was kept.
done-search-forgotten = The search was forgotten.
look-for = Look for words
look-for-words = Words
look-for-hint = In stories, names, places and contacts, in any spelling, in Latin, Arabic or Cyrillic script; one to eight words. That you read identity content is noted in the log.
look-for-go = Look
look-for-more = Not all incidents have been looked at yet.
