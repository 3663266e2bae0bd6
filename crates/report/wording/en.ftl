# Wording that every report shares, in English. A template's own file adds its titles.

date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
period = { $from } to { $to }

tier-internal = INTERNAL — task force only
tier-partner = PARTNERS — under an information-sharing protocol
tier-public = PUBLIC

violation-killing = Killing
violation-maiming = Maiming
violation-recruitment_use = Recruitment and use
violation-sexual_violence = Rape and other sexual violence
violation-abduction = Abduction
violation-attack_on_school = Attacks on schools
violation-attack_on_hospital = Attacks on hospitals
violation-denial_of_humanitarian_access = Denial of humanitarian access

column-boys = Boys
column-girls = Girls
column-unknown = Sex unknown
column-total = Total
column-children = Children
column-groups = Groups

rows-violation_type = Violation
rows-party = Party
rows-area = Area
rows-violation_set = Violations suffered
row-unattributed = Not attributed
row-unknown = Area not known
row-total = Total

counted-children = children
counted-incidents = incidents

# Cover
sheet-cover = Note
cover-period = Period
cover-as-of = Figures as they stood on
cover-attribution = Parties
cover-areas = Areas
cover-generated = Made on
cover-checkpoint = Log checkpoint
attribution-joint = A violation attributed to several parties counts once, under their joined names. Rows add up to the total.
attribution-each = A violation attributed to several parties counts in full under each of them. Rows may add up to more than the total.
area-level-0 = The whole country
area-level-other = Administrative level { $level }
cover-summary = Summary
cover-violation = Violation
cover-counted = Counted in
cover-all = All violations
cover-rules = How to read the figures
cover-findings = What to know of the data
cover-findings-count = Records
cover-findings-none = No gaps were found in the records behind this report.
cover-legend = Signs
legend-zero = None
legend-withheld = Withheld, so that no child can be recognised. It may be any number, zero included; a total with a withheld part is withheld too.
legend-absent = Not part of this release
cover-contents = Contents

# Data-quality notes, by code
note-verified_without_date = Verified violations without a date of decision: in no table
note-awaiting_triage = Reports that wait to be opened and are in no figure
note-undecided = Violations of the period on which the task force has not decided: in no table
note-date_unknown = Counted violations whose incident has no date: never counted as late
note-area_unknown = Counted violations whose area is not known
note-unattributed = Counted violations not attributed to a party
note-not_counted_incidents = Incidents of the period that are closed, duplicate or void: not counted
note-erased_records = Records of this situation that were erased, ever: in no figure
note-other = Note “{ $code }”

# Tables
table-heading = Table { $number }. { $title }
table-empty = No violations in this period.
table-absent = Not part of this release.
table-moved = This table has { $rows } rows and stands on its own sheet, “{ $sheet }”.
table-each = A violation attributed to several parties counts in full under each: rows may add up to more than the violations verified, so no total is given.
table-withheld = * Withheld, so that no child can be recognised.

# Of a release: what stands beside its tables
sheet-release = Text and changes
about-release = What this release says beside its tables, and which figures the release before it gave otherwise.
release-narrative = Narrative
release-amendments = Changes since the release before
release-amended = Figures that differ from those of the release whose place this one takes: late verifications, corrections and reopened decisions.
release-row = Row
release-column = Column
release-was = Before
release-is = Now

# Charts
sheet-charts = Charts
about-charts = The verified figures as pictures. They show the tables of this workbook.
chart-empty = No violations in this period: no chart.
chart-long = More rows than a chart can show: see the table.
chart-none-shown = Every figure of this chart is withheld: see the table.
chart-withheld = Withheld figures are not drawn, so bars may be shorter than the true number.
chart-alt = Bar chart. { $title }. { $rows }.
chart-alt-more = and others

# Data
sheet-data = Data (HXL)
about-data = Every figure that is not zero, one row each, with HXL tags, for pivot tables and other tools. Totals that are sums of rows are left out.
data-table = Table
data-from = From
data-to = To
data-status = Status
data-violation-code = Violation code
data-violation = Violation
data-area-code = Area code
data-area = Area
data-party-code = Party code
data-party = Party
data-party-category = Kind of party
data-boys = Boys
data-girls = Girls
data-unknown = Sex unknown
data-children = Children
data-incidents = Incidents
data-groups = Groups
data-withheld = Withheld

page = Page { $page } of { $pages }

# Tables that are declared in full: what is counted, and by what
table-by = { $counted } by { $by }
table-repeated-rows = One count can stand in several rows, which therefore may add up to more than there are: no total is given.
table-repeated-columns = One count can stand in several columns, which therefore may add up to more than the total.
row-none = none

measure-violations = Violations
measure-cases = Records of violations
measure-incidents = Incidents
measure-children = Children affected
measure-victims = Children known one by one
measure-groups = Groups of children
measure-sources = Sources
measure-responses = Responses
measure-decisions = Decisions
measure-concerns = Children of other protection concerns

unit-of-violations = Number of violations: children for killing to abduction, incidents for attacks and denial of access.
unit-of-cases = Number of violations recorded, each once, however many children it has.
unit-of-incidents = Number of incidents, each once.
unit-of-children = Number of children, each once for an incident, however many violations they suffered in it.
unit-of-victims = Number of children of whom the record tells one by one, each once. Children known only by number are not among them.
unit-of-groups = Number of groups of children, each once.
unit-of-sources = Number of sources, each once, however many violations they tell of.
unit-of-responses = Number of responses, each once, however many violations it answers.
unit-of-decisions = Number of decisions of any step, by the day on which they were recorded, those set aside later among them.
unit-of-concerns = Number of children, of incidents of the period. Not verified by the mechanism, and no part of any figure of violations.

rows-violation_group = Violation
rows-sex = Sex
rows-age_band = Age
rows-party_category = Kind of party
rows-attribution = Attribution
rows-month = Month
rows-quarter = Quarter
rows-year = Year
rows-year_of_incident = Year of the incident
rows-status = Status
rows-lateness = Verified in time or late
rows-awaiting = Next step
rows-waiting = Waiting since
rows-step = Step
rows-decided = Decision
rows-missing = What is missing
rows-reporter_kind = Reported by
rows-answered = Response provided

violation-military_use = Military use of schools and hospitals
violation-deprivation_of_liberty = Deprivation of liberty for alleged association

group-recruitment_use = Recruitment and use
group-killing_maiming = Killing and maiming
group-sexual_violence = Rape and other sexual violence
group-attacks_schools_hospitals = Attacks on schools and hospitals
group-abduction = Abduction
group-denial_of_humanitarian_access = Denial of humanitarian access
group-military_use = Military use of schools and hospitals
group-deprivation_of_liberty = Deprivation of liberty for alleged association

value-not_stated = Not stated
value-undecided = Not yet decided
value-no-step = None: all are taken
value-in_time = In time
value-late = Late
value-0_30 = up to 30 days
value-31_90 = 31 to 90 days
value-91_180 = 91 to 180 days
value-181_365 = 181 to 365 days
value-over_365 = more than a year
value-date = Date of the incident
value-area = Area
value-children = Number of children
value-perpetrator = Any perpetrator
value-party = A party of the register
value-source = Any source
value-primary_source = A primary source
value-first_reported = Date of the first report
value-ongoing = Goes on
value-ended = Has ended
value-nothing = Nothing of these

data-by = By
data-by-code = Value code
data-by-name = Value
data-measure = Counted
data-figure = Figure

# Sentences
sentence-comma = {", "}
sentence-and = { $items } and { $last }
sentence-item = { $name } ({ $count })
sentence-unattributed = unidentified perpetrators
sentence-jointly = { $names } jointly
sentence-boys = { $count } { $count_n ->
    [one] boy
   *[other] boys
}
sentence-girls = { $count } { $count_n ->
    [one] girl
   *[other] girls
}
sentence-unknown = { $count } sex unknown

# Reports that are asked for once
title-ad-hoc = Ad hoc report
tab-ad-hoc = Figures

# What was asked of a report
cover-selection = Asked
cover-only = Only: { $dimension }
selection-decision = date of the decision
selection-incident = date of the incident
selection-first_report = date of the first report
selection-any = any date
