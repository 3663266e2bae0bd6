# Textes de ce rapport en français.

title = Violations
rule-asked = Sont comptées les violations d’incidents ouverts vérifiées pendant la période, tardivement ou non, sauf si la première feuille dit qu’il a été demandé autre chose.
rule-late = Tardivement signifie vérifié après la fin de la période de l’incident : le trimestre, ou l’année dans les rapports annuels.
rule-units = Les meurtres, les atteintes à l’intégrité physique, le recrutement et l’utilisation, les violences sexuelles, les enlèvements et la privation de liberté comptent des enfants. Le reste compte des incidents. Un enfant victime de plusieurs violations compte une fois pour chacune.
tab-killing = Meurtres
tab-maiming = Atteintes à l’intégrité
tab-abduction = Enlèvements
tab-recruitment = Recrutement et utilisation
tab-sexual-violence = Violences sexuelles
tab-schools = Attaques contre des écoles
tab-hospitals = Attaques contre des hôpitaux
tab-denial = Refus d’accès
tab-military-use = Utilisation militaire
tab-detention = Privation de liberté
