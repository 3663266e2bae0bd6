# Textes de ce rapport en français.

title = Profil des auteurs
rule-verified = Vérifié pendant la période, tardivement ou non.
rule-attribution = Une violation peut être vérifiée alors que son auteur n’est que présumé. L’attribution est aussi sûre que la moins sûre de celles de la violation ; celle qui s’est révélée fausse n’attribue rien.
rule-listing = Cinq violations peuvent valoir à une partie d’être inscrite sur la liste : recrutement et utilisation, meurtres et atteintes à l’intégrité physique, violences sexuelles, attaques contre des écoles ou des hôpitaux, enlèvements. Le refus d’accès humanitaire est suivi et n’est pas un motif d’inscription.
rule-units = Les meurtres, les atteintes à l’intégrité physique, le recrutement et l’utilisation, les violences sexuelles, les enlèvements et la privation de liberté comptent des enfants. Le reste compte des incidents. Un enfant victime de plusieurs violations compte une fois pour chacune.
rule-not-findings = Les chiffres non vérifiés ne sont pas des conclusions et ne doivent pas être cités comme telles.
tab-violations = Violations
tab-where = Où et quand
tab-how = Comment
tab-beside = À côté des violations
tab-unverified = Non vérifiées
about-violations = Violations vérifiées de chaque partie, attribution confirmée et présumée séparément.
about-where = Violations vérifiées de chaque partie par zone, par trimestre de vérification et par année de l’incident.
about-beside = Ce qui est suivi à côté des six violations graves, et ce qui a été fait auprès des parties.
about-unverified = Incidents de la période dont la vérification est en cours ou n’a pu aboutir. Pas des conclusions.
chart-party = Violations vérifiées par partie
