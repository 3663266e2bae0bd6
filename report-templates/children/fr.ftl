# Textes de ce rapport en français.

title = Enfants pris individuellement
rule-asked = Sont comptées les violations d’incidents ouverts vérifiées pendant la période, tardivement ou non, sauf si la première feuille dit qu’il a été demandé autre chose.
rule-late = Tardivement signifie vérifié après la fin de la période de l’incident : le trimestre, ou l’année dans les rapports annuels.
rule-children = Seuls les enfants décrits individuellement sont comptés ici, chacun une fois. Ils sont moins nombreux que les enfants touchés et ne constituent pas un chiffre du mécanisme.
rule-each = Un enfant victime de plusieurs violations, ou de violations de plusieurs parties, figure sur plusieurs lignes des tableaux par violation et par partie, et une seule fois dans les autres.
tab-who = Qui ils sont
tab-suffered = Ce qu’ils ont subi
tab-detained = Détenus
tab-groups = Groupes
chart-violation = Enfants par violation et âge
