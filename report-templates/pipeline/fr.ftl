# Textes de ce rapport en français.

title = Vérification en cours et qualité des données
rule-waiting = Ce qui attend est compté au jour du rapport, quelle que soit la date de l’incident. L’attente court depuis la dernière décision ou l’enregistrement.
rule-any = Toutes les autres feuilles comptent les violations d’incidents survenus pendant la période, quelle que soit la décision ; les décisions comptent au jour de leur enregistrement.
rule-not-findings = Les chiffres non vérifiés ne sont pas des conclusions et ne doivent pas être cités comme telles.
tab-waiting = En attente
tab-decided = Décidé
tab-complete = Complétude
tab-sources = Sources et consentement
about-waiting = Violations sur lesquelles l’équipe spéciale n’a pas décidé, ou laissées en attente.
about-decided = Décisions de la période à chaque étape, et état des violations de la période.
about-complete = Ce qui manque aux fiches de la période. Une fiche à laquelle manquent plusieurs choses figure sous chacune.
about-sources = Sources des violations de la période, et ce à quoi elles et les enfants ont consenti. Aucune source n’est décrite seule.
