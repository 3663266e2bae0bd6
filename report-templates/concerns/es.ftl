# Textos de este informe en español.

title = Otros problemas de protección
rule-beside = Estos problemas quedan fuera del mecanismo de supervisión y presentación de informes: no los verifica y no forman parte de ninguna cifra de violaciones.
rule-not-findings = Las cifras no verificadas no son conclusiones y no deben citarse como tales.
tab-concerns = Problemas
chart-type = Niños por problema
