# Textes de ce rapport en français.

title = Rapport de pays sur le sort des enfants en temps de conflit armé
rule-verified = Vérifié pendant la période, tardivement ou non. Années et trimestres sont ceux de la vérification, sauf si un tableau dit que ce sont ceux de l’incident.
rule-late = Tardivement signifie vérifié après la fin de la période de l’incident : le trimestre, ou l’année dans les rapports annuels.
rule-units = Les meurtres, les atteintes à l’intégrité physique, le recrutement et l’utilisation, les violences sexuelles, les enlèvements et la privation de liberté comptent des enfants. Le reste compte des incidents. Un enfant victime de plusieurs violations compte une fois pour chacune.
rule-children = Les enfants touchés comptent chaque enfant une fois par incident. Un enfant de deux incidents compte deux fois : les fiches ne disent pas que c’est le même.
tab-trends = Tendances
tab-violations = Violations
tab-parties = Parties
tab-areas = Zones
tab-beside = À côté des violations
about-trends = Violations vérifiées dans le temps. Les années et trimestres sans vérification figurent aussi.
about-beside = Ce qui est suivi à côté des six violations graves, ce qui a été fait, et ce qui n’est pas vérifié.
chart-years = Violations vérifiées par année
chart-quarters = Violations vérifiées par trimestre
chart-victims = Enfants : violations par année et sexe
chart-children = Enfants touchés par année
chart-parties = Violations vérifiées par partie
