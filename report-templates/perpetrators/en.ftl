# Wording of this report in English.

title = Perpetrator profile
rule-verified = Verified in the period, late or not.
rule-attribution = A violation can be verified while who did it is only alleged. Attribution is as sure as the least sure of those to whom the violation is attributed; one that was found to be wrong attributes nothing.
rule-listing = Five violations can put a party on the list: recruitment and use, killing and maiming, sexual violence, attacks on schools or hospitals, and abduction. Denial of humanitarian access is monitored and is no ground for listing.
rule-units = Killing, maiming, recruitment and use, sexual violence, abduction and deprivation of liberty count children. Everything else counts incidents. A child who suffered several violations counts once under each.
rule-not-findings = Figures that are not verified are not findings and should not be quoted as such.
tab-violations = Violations
tab-where = Where and when
tab-how = How
tab-beside = Beside the violations
tab-unverified = Not verified
about-violations = Verified violations of each party, attribution confirmed and alleged apart.
about-where = Verified violations of each party by area, by quarter of verification and by year of the incident.
about-beside = What is monitored beside the six grave violations, and what was done with the parties.
about-unverified = Incidents of the period whose verification is pending or could not be completed. Not findings.
chart-party = Verified violations by party
