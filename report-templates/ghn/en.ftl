# Wording of the Global Horizontal Note in English.

title = Global Horizontal Note

# Cover
summary-verified = Verified in the period
summary-late = Verified late
summary-unverified = Not verified

rule-verified = Verified: the task force confirmed the violation to the mechanism's standard within the period and before the end of the quarter in which the incident took place. Each decision counts in the period of its own date.
rule-late = Verified late: confirmed within the period, after the end of the quarter in which the incident took place. Late figures stand beside the verified ones and are not part of them.
rule-unverified = Not verified: the incident took place within the period, and its verification is pending or could not be completed. These figures are not findings and should not be quoted as such.
rule-units = Killing, maiming, recruitment and use, sexual violence and abduction count children. Attacks on schools, attacks on hospitals and denial of humanitarian access count incidents. A child who suffered several violations counts once under each.
rule-multiple = Multiple violations: children (and groups of children) with at least two verified violations within one incident, verified late or not.

# Sheets (31 characters at most; shown on the tabs)
sheet-verified = Verified
sheet-late = Verified late
sheet-unverified = Not verified
sheet-multiple = Multiple violations
tab-verified-by-party = Verified by party
tab-verified-by-area = Verified by area
tab-late-by-party = Late by party
tab-late-by-area = Late by area
tab-unverified-by-party = Not verified by party
tab-unverified-by-area = Not verified by area
tab-multiple-children = Multiple - children
tab-multiple-groups = Multiple - groups

about-verified = Violations verified in the period and before the end of the quarter in which they took place.
about-late = Violations verified in the period, after the end of the quarter in which they took place.
about-unverified = Incidents of the period whose verification is pending or could not be completed. Not findings.
about-multiple = Children and groups of children with at least two verified violations within one incident.

# Tables
table-verified-victims = Children: verified violations by sex
table-verified-incidents = Incidents: verified attacks and denial of access
table-verified-by-party = Verified violations by party
table-verified-by-area = Verified violations by area
table-late-victims = Children: violations verified late by sex
table-late-incidents = Incidents: attacks and denial of access verified late
table-late-by-party = Violations verified late by party
table-late-by-area = Violations verified late by area
table-unverified-victims = Children: violations not verified by sex
table-unverified-incidents = Incidents: attacks and denial of access not verified
table-unverified-by-party = Violations not verified by party
table-unverified-by-area = Violations not verified by area
table-multiple-children = Children affected by multiple violations
table-multiple-groups = Groups of children affected by multiple violations

unit-children = Number of children. A child counts once under each violation.
unit-incidents = Number of incidents.
unit-violations = Number of violations: children for killing to abduction, incidents for attacks and denial of access.
unit-multiple-children = Number of children, each counted once, by the set of violations suffered.
unit-multiple-groups = Number of groups of children, by the set of violations suffered.

# Charts
chart-victims = Children: verified violations by sex
chart-incidents = Incidents: verified attacks and denial of access
chart-party = Verified violations by party
chart-area = Verified violations by area and type

# Sentences
text-total = In the period, the task force verified { $violations } grave { $violations_n ->
    [one] violation
   *[other] violations
}: { $areas }.
text-late = In addition, { $violations } { $violations_n ->
    [one] violation of an earlier quarter was
   *[other] violations of earlier quarters were
} verified.
text-multiple = { $children_n ->
    [one] One child was
   *[other] A total of { $children } children were
} affected by multiple violations.
text-recruitment = The recruitment and use of { $children } { $children_n ->
    [one] child
   *[other] children
} ({ $sexes }) was attributed to { $parties }.
text-recruitment-late = The recruitment and use in earlier quarters of { $children } { $children_n ->
    [one] child
   *[other] children
} was verified late.
text-killing = The killing of { $children } { $children_n ->
    [one] child
   *[other] children
} ({ $sexes }) was attributed to { $parties }.
text-maiming = The maiming of { $children } { $children_n ->
    [one] child
   *[other] children
} ({ $sexes }) was attributed to { $parties }.
text-killing-maiming-late = The killing and maiming in earlier quarters of { $children } { $children_n ->
    [one] child
   *[other] children
} was verified late.
text-sexual-violence = Rape and other forms of sexual violence against { $children } { $children_n ->
    [one] child
   *[other] children
} ({ $sexes }) were attributed to { $parties }.
text-sexual-violence-late = Sexual violence in earlier quarters against { $children } { $children_n ->
    [one] child
   *[other] children
} was verified late.
text-attacks = { $attacks_n ->
    [one] One attack
   *[other] A total of { $attacks } attacks
} on schools ({ $schools }) and hospitals ({ $hospitals }) { $attacks_n ->
    [one] was
   *[other] were
} attributed to { $parties }.
text-attacks-late = { $attacks_n ->
    [one] One attack
   *[other] A total of { $attacks } attacks
} on schools and hospitals in earlier quarters { $attacks_n ->
    [one] was
   *[other] were
} verified late.
text-abduction = The abduction of { $children } { $children_n ->
    [one] child
   *[other] children
} ({ $sexes }) was attributed to { $parties }.
text-abduction-late = The abduction in earlier quarters of { $children } { $children_n ->
    [one] child
   *[other] children
} was verified late.
text-denial = { $incidents_n ->
    [one] One incident
   *[other] A total of { $incidents } incidents
} of denial of humanitarian access { $incidents_n ->
    [one] was
   *[other] were
} attributed to { $parties }.
text-denial-late = { $incidents_n ->
    [one] One incident
   *[other] A total of { $incidents } incidents
} of denial of humanitarian access in earlier quarters { $incidents_n ->
    [one] was
   *[other] were
} verified late.
text-unverified = Reports of { $violations } further { $violations_n ->
    [one] violation
   *[other] violations
} of the period are pending verification or could not be verified; they are no findings.
