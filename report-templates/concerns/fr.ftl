# Textes de ce rapport en français.

title = Autres problèmes de protection
rule-beside = Ces problèmes ne relèvent pas du mécanisme de surveillance et de communication de l’information : il ne les vérifie pas et ils n’entrent dans aucun chiffre de violations.
rule-not-findings = Les chiffres non vérifiés ne sont pas des conclusions et ne doivent pas être cités comme telles.
tab-concerns = Problèmes
chart-type = Enfants par problème
