# Wording of this report in English.

title = Verification pipeline and data quality
rule-waiting = What waits is counted on the day of the report, whatever the date of its incident. It waits since the last decision on it, or since it was recorded.
rule-any = All other sheets count violations of incidents that took place in the period, whatever was decided of them; decisions count by the day on which they were recorded.
rule-not-findings = Figures that are not verified are not findings and should not be quoted as such.
tab-waiting = Waiting
tab-decided = Decided
tab-complete = Completeness
tab-sources = Sources and consent
about-waiting = Violations on which the task force has not decided, or that it left pending.
about-decided = Decisions of the period at every step, and how the violations of the period stand.
about-complete = What records of the period lack. A record that lacks several things stands under each.
about-sources = Sources of the violations of the period, and what they and the children agreed to. No source is told of alone.
