# Wording of this report in English.

title = Country report on children and armed conflict
rule-verified = Verified in the period, late or not. Years and quarters are those of the verification, unless a table says that they are those of the incident.
rule-late = Late means verified after the end of the span in which the incident took place: the quarter, or in yearly reports the year.
rule-units = Killing, maiming, recruitment and use, sexual violence, abduction and deprivation of liberty count children. Everything else counts incidents. A child who suffered several violations counts once under each.
rule-children = Children affected counts each child once for an incident. A child of two incidents counts twice: records do not tell that it is the same.
tab-trends = Trends
tab-violations = Violations
tab-parties = Parties
tab-areas = Areas
tab-beside = Beside the violations
about-trends = Verified violations over time. Years and quarters in which nothing was verified are listed.
about-beside = What is monitored beside the six grave violations, what was done, and what is not verified.
chart-years = Verified violations by year
chart-quarters = Verified violations by quarter
chart-victims = Children: violations by year and sex
chart-children = Children affected by year
chart-parties = Verified violations by party
