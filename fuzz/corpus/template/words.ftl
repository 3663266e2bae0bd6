# Wording of this report in English.

title = Other protection concerns
rule-beside = These concerns lie outside the monitoring and reporting mechanism: they are not verified by it and are no part of any figure of violations.
rule-not-findings = Figures that are not verified are not findings and should not be quoted as such.
tab-concerns = Concerns
chart-type = Children by concern
