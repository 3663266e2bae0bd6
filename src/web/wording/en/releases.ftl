# Releases to partners and the public, and the dashboard of what is out.

section-releases = Releases
section-dashboard = Dashboard
releases-what = Figures that the task force has published. What would let a child be recognised is withheld in them.
releases-what-cochair = Figures for partners and the public. The program withholds what would let a child be recognised and attacks its own tables; two co-chairs sign; only then is a release out.
releases-new = Draft a release
releases-new-open = What is to be released
releases-tier = Who it is for
releases-months = A release covers whole months, three at least.
releases-narrative-hint = It stands before the tables. It must name nobody, and no place below the areas of the tables: it is compared with every record before anybody can sign. A line that begins with # is a heading; @incident and an incident’s reference puts in its public summary.
releases-draft = Draft it
releases-none = No release yet.
releases-all = All releases
releases-files = What the files are
made-workbook = For Excel or LibreOffice: notes, tables on sheets, charts, and a sheet of data for pivot tables.
made-page = For reading and printing in a browser: narrative, changes and all tables on one page.
made-bundle = A ZIP with one CSV file a table and one of all cells, for other programs.
made-tables = The tables for programs (sixfold.tables/1).
made-release = Tables, narrative, changes and policy for programs, as the co-chairs signed them (sixfold.release/1).
release-for-internal = The task force itself
release-for-partner = Partners
release-for-public = The public
release-is-draft = Not safe
release-is-attacked = Waits for two signatures
release-is-approved = Waits for the second signature
release-is-published = Published
release-is-superseded = Superseded
release-is-withdrawn = Withdrawn
release-is-discarded = Given up
release-waits-draft = The attack found figures that this draft gives away: nobody can sign it. Give it up and draft it again.
release-waits-attacked = Two co-chairs are waited for. Each reads it and signs its digest, one after the other.
release-waits-approved = { $it } has signed. The second signature waits for another co-chair: before it counts, the release is attacked anew together with whatever came out since.
release-waits-approved-own = You have signed. The second signature waits for another co-chair, who must read it too: before it counts, the release is attacked anew together with whatever came out since.
release-waits-published = It is out: whoever it is for can have it.
release-waits-superseded = A newer release of the same report, period and audience is out. Whoever has this one still has it.
release-waits-withdrawn = It was taken back. Whoever has it still has it, so every later release is attacked together with it.
release-waits-discarded = It was given up before anybody had it.
release-title = Release
release-drafted = Drafted
release-approved-by = Signed by
release-counting = Counting rules
release-digest = Digest of what is signed. Compare it with what the other co-chair sees:
release-sign = Sign this release
release-sign-hint = You are asked for your password first.
release-hidden = What is withheld
release-attack = What the attack tried
release-tables = Tables
release-no-before = It takes no other release’s place.
release-no-change = No figure that both show differs from the release whose place it takes.
release-hidden-why = Withheld is every figure that the policy protects, and whatever else would let one be worked out. All carry the same mark, so that nobody can tell which are small.
release-rule-few = { $n ->
    [one] Figures of fewer than { $number } child are protected.
   *[other] Figures of fewer than { $number } children are protected.
}
release-rule-sensitive = { $n ->
    [one] Of sexual violence: figures of fewer than { $number } child.
   *[other] Of sexual violence: figures of fewer than { $number } children.
}
release-rule-width = { $n ->
    [one] Nobody may be able to pin a protected figure down to a range narrower than { $number }.
   *[other] Nobody may be able to pin a protected figure down to a range narrower than { $number }.
}
release-rule-existence = Of sexual violence not even that there was a case may be learnt.
release-rule-existence-all = Of no protected figure may even be learnt that there was a case.
release-rule-width-sensitive = Of sexual violence, to no range narrower than { $number }.
release-rule-incidents = Fewest incidents behind a figure that is shown: { $number }.
release-rule-incidents-sensitive = Fewest behind a figure of sexual violence: { $number }.
release-rule-share = Of what one party did, or what happened in one area, at most { $number }% may be shown to be sexual violence.
release-rule-type = { $type }: fewest children in a figure that is shown: { $children }; fewest incidents behind it: { $incidents }; to no range narrower than { $width }.
release-rule-type-incidents = { $type }: fewest incidents in a figure that is shown: { $incidents }; to no range narrower than { $width }.
release-rule-type-existence = { $type }: not even that there was a case may be learnt.
release-rule-type-sensitive = { $type }: protected as sexual violence is; most of it that may be shown in what one party did, or what happened in one area: { $share }%.
release-rule-shortest = Shortest period of a report or of a row, in months: { $number }.
release-rule-longest = Longest period of a report, in months: { $number }.
release-rule-areas-none = Nothing is broken down by area.
release-rule-areas-level-1 = Areas are told at the first level below the country.
release-rule-areas-any = Areas are told at every level.
release-rule-areas-sensitive = No sexual violence is told by area.
release-rule-parties-none = Nothing is broken down by party.
release-rule-parties-kind = Parties are told by kind, not by name.
release-rule-parties-named = Parties are told by name.
n-hidden = { $n ->
    [0] No figure is withheld
    [one] { $number } figure is withheld
   *[other] { $number } figures are withheld
}
n-exempt = { $n ->
    [0] No figure is published on purpose that the policy would withhold.
    [one] { $number } figure is published on purpose that the policy would withhold.
   *[other] { $number } figures are published on purpose that the policy would withhold.
}
n-amended = { $n ->
    [0] No figure differs from the release before.
    [one] { $number } figure differs from the release before.
   *[other] { $number } figures differ from the release before.
}
n-identifying = { $n ->
    [one] The narrative holds { $number } passage that identifies somebody or some place: nobody can sign it. Give this draft up and draft it again without it.
   *[other] The narrative holds { $number } passages that identify somebody or some place: nobody can sign it. Give this draft up and draft it again without them.
}
n-apart = { $number } apart
exempt = Figures published on purpose
exempt-n = Figure { $number }
exempt-hint = Figures that the policy would withhold and that the task force shows all the same. Both co-chairs sign them with their reasons. Where one gives another figure away, the draft is refused.
exempt-reason = Who decided it, and on what consent
exempt-whole = A figure that is published on purpose needs all four: table, row, column and reason.
exempt-none = None.
attack-survived = The attack found no figure that this release gives away.
attack-breached = The attack found figures that this release gives away: they are named below.
release-attack-what = The program took the place of each reader, with every release that was ever out in hand, and of each party, which also knows what it did itself.
attempt-who = Who tries
attempt-by-internal = The task force
attempt-by-partner = Partners
attempt-by-public = The public
attempt-party = as { $it }
attempt-protected = Protected figures
attempt-tightest = Tightest range
attempt-known = Facts they know
attempt-known-before = Known before
attempt-breaches = Not safe
attempt-read = How to read this table
attempt-read-tightest = Tightest range: of the protected figure that they come closest to, how far apart the least and the greatest number lie that it can still be.
attempt-read-before = Known before: protected figures of which they could learn more than the policy allows from earlier releases and from what they know themselves. This release adds nothing to that.
identifying-name = name
identifying-contact = contact
identifying-place = place
identifying-coordinates = coordinates
identifying-case-code = case code
identifying-date-with-place = date with a place
identifying-age-with-place = age with a place
release-no-narrative = It has no narrative.
release-with-narrative = Its narrative names nobody of any record.
release-sign-title = Sign a release
release-read-again = Back to what you sign
release-you-sign = What you sign
release-sign-what = With your signature you say that you have read this release, its digest being the one above, and that those it is for may have it. It cannot be called back from whoever has it.
release-signs-first = Yours is the first of two signatures. It is not out before another co-chair signs too.
release-signs-second = Yours is the second signature: with it the release is out at once.
release-have-read = I have read the release, what is withheld in it and what was tried on it.
release-tick = Tick that you have read it.
release-sign-go = Sign
release-withdraw = Take this release back
release-discard = Give this draft up
release-then-withdraw = Nobody can download it any more. Whoever has it still has it, so every later release is attacked together with it. This cannot be undone.
release-then-discard = Nobody can sign it any more. This cannot be undone; it can be drafted again.
release-refused-breached = The attack found figures that this draft gives away: give it up and draft it again.
release-refused-same-person = You have signed it already: another co-chair gives the second signature.
release-refused-closed = It can no longer be signed. It is: { $it }
release-refused-digest = The digest is not that of this release: read it again and sign what you read.
release-refused-overtaken = Together with what was published since it was drafted, this release would give figures away: give it up and draft it again.
release-refused-reason = The reason for a figure that is published on purpose leaves with the release, and this one identifies somebody or some place. Say who decided it, and no more.
release-refused-checkpoint = The log no longer holds what it held when the release was drafted. Do not sign: tell your administrator and the auditor, and draft it again when it is known what happened.
done-signed = You have signed. It now waits for another co-chair.
done-published = You have signed, and the release is out.
done-taken-back = The release was taken back.
done-discarded = The draft was given up.

dashboard-what = Figures of published releases and of nothing else. That you looked at them is in the log, as for a download.
dashboard-none = Nothing is published yet.
dashboard-choose = Choose a release
dashboard-table = The figures as a table
dashboard-victims = Children, by violation: verified
dashboard-incidents = Incidents, by violation: verified
dashboard-stages = Verified, verified late, and reported but not verified
dashboard-stages-note = What is not verified is no finding. Children for killing to abduction, incidents for attacks and denial of access.
dashboard-part-verified = Verified
dashboard-part-late = Verified late
dashboard-part-unverified = Not verified
dashboard-trend = Verified, by quarter
dashboard-trend-note = The quarters that are published for the same audience. A quarter that is not published is not there.
dashboard-no-trend = A trend over quarters is shown once two quarters are published for the same audience.
chart-hidden = * withheld
