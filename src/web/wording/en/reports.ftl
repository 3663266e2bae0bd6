# Reports for the task force's own use, and the jobs that make them.

section-reports = Reports
reports-what = Reports for the task force’s own use: their figures are exact, and nothing in them is withheld. Do not pass them on; what others may have is under Releases.
reports-new = Make a report
reports-report = Report
period-label = Period
period-last-quarter = Last quarter
period-this-quarter = This quarter
period-last-year = Last year
period-this-year = This year
period-days = From one day to another
days-from = First day
days-to = Last day
days-hint = The two days count only where the period is “From one day to another”.
no-such-period = Choose a period.
no-such-days = Give the first and the last day of the period.
days-backwards = The period ends before it begins: exchange the two days.
reports-make = Made as
make-workbook = Workbook
make-page = Page to print
make-bundle = CSV files
make-tables = Tables as JSON
make-release = All of it as JSON
make-csv = One CSV file
reports-language = Language of the report
reports-area-level = Administrative level { $it }
reports-choose = Choose something in every list.
reports-go = Make the report
reports-own = A table of your own
reports-own-hint = One table: what is counted, by what, and of what.
own-count = What is counted
own-rows = Rows by ({ $number })
own-columns = Columns
own-violation = Only this violation
own-area = Only this area
own-party = Only this party
columns-total = Total only
columns-sexes = Boys, girls, sex unknown
columns-types = Types of violation
columns-groups = The six grave violations
reports-yours = Your reports
reports-none = You have had none made yet.
reports-kept = Only you see them. Each is kept for a day.
reports-asked = Asked for
reports-state = How it stands
reports-get = Download
reports-all = All your reports
reports-until = Kept until
reports-wait = You can leave this page: it goes on without you.
reports-wait-release = Drafting counts, protects and attacks the release. That can take some minutes.
reports-see-release = Read the draft
reports-cancel = Cancel and remove
reports-remove = Remove
job-of-release = Draft of a release: { $it }
job-of-keys = Records are moved to new keys
job-queued = Waiting for its turn
job-running = Being made
job-done = Done
job-failed = Failed
job-interrupted = Interrupted
job-failure-forbidden = You may no longer do this.
job-failure-invalid = It could not be made as it was asked for. Of a release: a figure that is shown on purpose would give another one away, the narrative names what it may not, or the tables cannot be protected. Change what you ask and try again.
job-failure-unavailable = The server was stopped or the store could not be reached. Ask for it again.
job-failure-internal = Something went wrong here. Ask for it again; if it happens again, tell your administrator.
done-job-removed = It was removed.

# The health of the data.

section-health = Data health
health-how = The grave violations of open incidents, as of { $it }. Figures are of violations, not of children; those of consent are of people.
health-waiting = What waits, and for how long
health-step = Waits for
health-pending = More to be known: a step was left pending
health-all = All
health-days = { $n ->
    [one] up to { $number } day
   *[other] up to { $number } days
}
health-longer = { $n ->
    [one] more than { $number } day
   *[other] more than { $number } days
}
health-waiting-how = Counted from the last step that was taken or set aside, or from the day of recording.
health-lacking = What records lack
health-what = What
health-count = Violations
health-of = Of { $it }
health-share = { $it } %
health-no-party = No party of the register is named
health-no-area = No known area
health-no-date = No date of the incident: never counted as late
health-undated = Verified without a date: in no table
health-verified = When the verified were verified
health-of-verified = Of the verified
health-in-time = Within the quarter in which the incident ended
health-late = Late: after it
health-consents = Consent
health-people = Who
health-given = Agreed that it is reported
health-refused = Refused
health-unrecorded = Nothing recorded
health-sources = Sources
health-children = Children
health-consents-go = Count the consents
health-consents-how = Every open record is gone through, which takes a moment.
