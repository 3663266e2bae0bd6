# Textos de este informe en español.

title = Niños uno por uno
rule-asked = Se cuentan las violaciones de incidentes abiertos verificadas en el período, con retraso o no, salvo que la primera hoja diga que se pidió otra cosa.
rule-late = Con retraso significa verificado después de terminar el período del incidente: el trimestre, o el año en los informes anuales.
rule-children = Aquí solo se cuentan los niños descritos uno por uno, cada uno una vez. Son menos que los niños afectados y no son una cifra del mecanismo.
rule-each = Un niño que sufrió varias violaciones, o violaciones de varias partes, figura en varias filas de los cuadros por violación y por parte, y una vez en los demás.
tab-who = Quiénes son
tab-suffered = Lo que sufrieron
tab-detained = Detenidos
tab-groups = Grupos
chart-violation = Niños por violación y edad
