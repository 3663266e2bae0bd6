# Wording of this report in English.

title = Violations
rule-asked = Counted are violations of open incidents that were verified in the period, late or not, unless the first sheet says that it was asked otherwise.
rule-late = Late means verified after the end of the span in which the incident took place: the quarter, or in yearly reports the year.
rule-units = Killing, maiming, recruitment and use, sexual violence, abduction and deprivation of liberty count children. Everything else counts incidents. A child who suffered several violations counts once under each.
tab-killing = Killing
tab-maiming = Maiming
tab-abduction = Abduction
tab-recruitment = Recruitment and use
tab-sexual-violence = Sexual violence
tab-schools = Attacks on schools
tab-hospitals = Attacks on hospitals
tab-denial = Denial of access
tab-military-use = Military use
tab-detention = Deprivation of liberty
