# Wording of this report in English.

title = Individual children
rule-asked = Counted are violations of open incidents that were verified in the period, late or not, unless the first sheet says that it was asked otherwise.
rule-late = Late means verified after the end of the span in which the incident took place: the quarter, or in yearly reports the year.
rule-children = Only children of whom a record tells one by one are counted here, each once. They are fewer than the children affected, and no figure of the mechanism.
rule-each = A child who suffered several violations, or violations of several parties, stands in several rows of the tables by violation and by party, and once in every other.
tab-who = Who they are
tab-suffered = What they suffered
tab-detained = Detained
tab-groups = Groups
chart-violation = Children by violation and age
