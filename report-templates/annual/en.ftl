# Wording of the annual report input in English.

title = Input to the annual report on children and armed conflict

# Cover
summary-verified = Verified, of the year
summary-late = Verified, of earlier years

rule-verified = Verified: the task force confirmed the violation within the period, and it took place in the year of its confirmation.
rule-late = Of earlier years: confirmed within the period, after the end of the year in which it took place. These figures stand beside the others and are no part of them.
rule-units = Killing, maiming, recruitment and use, sexual violence and abduction count children. Attacks on schools, attacks on hospitals and denial of humanitarian access count incidents. A child who suffered several violations counts once under each.
rule-children = Children affected counts each child once for an incident, however many violations they suffered in it. It is therefore smaller than the number of violations.
rule-beside = Military use of schools and hospitals and deprivation of liberty are monitored and are not among the six grave violations: no total has them.

# Sheets (31 characters at most; shown on the tabs)
sheet-verified = Verified
sheet-children = Children affected
sheet-late = Of earlier years
sheet-how = How and why
sheet-beside = Beside the violations
tab-verified-by-party = Verified by party
tab-verified-by-area = Verified by area
tab-multiple-children = Multiple - children
tab-multiple-groups = Multiple - groups
tab-late-by-party = Earlier years by party
tab-military-use-by-party = Military use by party
tab-detention-by-party = Detention by party

about-verified = Violations that took place in the year and were verified in it.
about-children = Children affected, as distinct from violations, and those who suffered several violations.
about-late = Violations of earlier years, verified in this one.
about-how = What was recorded of how violations were committed. A record may not say, and may say several things.
about-beside = What is monitored beside the six grave violations, and what is not verified. No part of any figure above.

# Tables
table-verified-violations = Verified violations
table-verified-victims = Children: verified violations by sex
table-verified-killing-maiming = Children killed and maimed, together
table-verified-incidents = Incidents: verified attacks and denial of access
table-verified-protected-persons = Of these, attacks on protected persons
table-verified-by-party = Verified violations by party
table-verified-by-area = Verified violations by area
table-children-verified = Children affected by verified violations of the year
table-children-late = Children affected by violations of earlier years
table-multiple-children = Children affected by multiple violations
table-multiple-groups = Groups of children affected by multiple violations
table-late-by-year = Violations of earlier years by year
table-late-victims = Children: violations of earlier years by sex
table-late-incidents = Incidents: attacks and denial of access of earlier years
table-late-by-party = Violations of earlier years by party
table-recruitment-by-role = Recruitment and use by role
table-killing-maiming-by-weapon = Killing and maiming by weapon or method
table-sexual-violence-by-form = Sexual violence by form
table-attacks-by-form = Attacks on schools and hospitals by form
table-abduction-by-purpose = Abduction by purpose
table-abduction-by-ending = Abduction: anyone freed
table-denial-by-method = Denial of humanitarian access by method
table-military-use = Military use of schools and hospitals
table-military-use-by-party = Military use by party
table-detention = Deprivation of liberty by reason
table-detention-by-party = Deprivation of liberty by party
table-unverified = Reported, not verified

unit-protected-persons = Number of incidents. They are among the attacks above, not beside them.
unit-multiple-children = Number of children, each counted once, by the set of violations suffered, verified late or not.
unit-multiple-groups = Number of groups of children, by the set of violations suffered.

# Charts
chart-victims = Children: verified violations by sex
chart-incidents = Incidents: verified attacks and denial of access
chart-party = Verified violations by party

# Sentences
text-total-children = The United Nations verified { $violations } grave { $violations_n ->
    [one] violation
   *[other] violations
} against { $children } { $children_n ->
    [one] child
   *[other] children
} ({ $sexes }).
text-total = The United Nations verified { $violations } grave { $violations_n ->
    [one] violation
   *[other] violations
}.
text-multiple = { $children_n ->
    [one] One child was
   *[other] A total of { $children } children were
} affected by multiple violations.
text-late = In addition, { $violations } { $violations_n ->
    [one] violation that occurred in an earlier year was
   *[other] violations that occurred in earlier years were
} verified: { $years }.
text-recruitment = The recruitment and use of { $children } { $children_n ->
    [one] child
   *[other] children
} ({ $sexes }) was attributed to { $parties }.
text-recruitment-roles = Roles recorded: { $roles }.
text-recruitment-late = The recruitment and use in earlier years of { $children } { $children_n ->
    [one] child
   *[other] children
} was also verified: { $years }.
text-detention = The deprivation of liberty of { $children } { $children_n ->
    [one] child
   *[other] children
} ({ $sexes }) for alleged association with armed forces or groups was verified: { $parties }.
text-killing-maiming = The killing ({ $killed }) and maiming ({ $maimed }) of { $children } { $children_n ->
    [one] child
   *[other] children
} ({ $sexes }) was attributed to { $parties }.
text-killing-maiming-weapons = Casualties resulted from { $weapons }, and occurred in { $areas }.
text-killing-maiming-late = The killing and maiming in earlier years of { $children } { $children_n ->
    [one] child
   *[other] children
} was also verified: { $years }.
text-sexual-violence = Rape and other forms of sexual violence against { $children } { $children_n ->
    [one] child
   *[other] children
} ({ $sexes }) were attributed to { $parties }.
text-sexual-violence-late = Sexual violence in earlier years against { $children } { $children_n ->
    [one] child
   *[other] children
} was also verified: { $years }.
text-attacks = { $attacks_n ->
    [one] One attack
   *[other] A total of { $attacks } attacks
} on schools ({ $schools }) and hospitals ({ $hospitals }) { $attacks_n ->
    [one] was
   *[other] were
} attributed to { $parties }.
text-protected-persons = { $attacks_n ->
    [one] One of them was
   *[other] Of these, { $attacks } were
} directed at protected persons.
text-attacks-late = { $attacks_n ->
    [one] One attack
   *[other] A total of { $attacks } attacks
} on schools and hospitals in earlier years { $attacks_n ->
    [one] was
   *[other] were
} also verified: { $years }.
text-military-use = The military use of { $uses } { $uses_n ->
    [one] facility
   *[other] facilities
} – { $facilities } – was attributed to { $parties }.
text-military-use-ended = { $uses_n ->
    [one] One of them has
   *[other] Of these, { $uses } have
} been vacated.
text-abduction = The abduction of { $children } { $children_n ->
    [one] child
   *[other] children
} ({ $sexes }) was attributed to { $parties }.
text-abduction-purposes = Purposes recorded: { $purposes }.
text-abduction-freed = Of the abductions of { $children } { $children_n ->
    [one] child
   *[other] children
} it is recorded that children were freed.
text-abduction-late = The abduction in earlier years of { $children } { $children_n ->
    [one] child
   *[other] children
} was also verified: { $years }.
text-denial = { $incidents_n ->
    [one] One incident
   *[other] A total of { $incidents } incidents
} of denial of humanitarian access { $incidents_n ->
    [one] was
   *[other] were
} attributed to { $parties }.
text-denial-methods = They took the form of: { $methods }.
text-denial-late = { $incidents_n ->
    [one] One incident
   *[other] A total of { $incidents } incidents
} of denial of humanitarian access in earlier years { $incidents_n ->
    [one] was
   *[other] were
} also verified: { $years }.
text-pending = Reports of { $violations } further { $violations_n ->
    [one] violation
   *[other] violations
} are pending verification or could not be verified.
