# Textos de este informe en español.

title = Violaciones
rule-asked = Se cuentan las violaciones de incidentes abiertos verificadas en el período, con retraso o no, salvo que la primera hoja diga que se pidió otra cosa.
rule-late = Con retraso significa verificado después de terminar el período del incidente: el trimestre, o el año en los informes anuales.
rule-units = El asesinato, la mutilación, el reclutamiento y la utilización, la violencia sexual, el secuestro y la privación de libertad cuentan niños. Lo demás cuenta incidentes. Un niño que sufrió varias violaciones cuenta una vez en cada una.
tab-killing = Asesinato
tab-maiming = Mutilación
tab-abduction = Secuestro
tab-recruitment = Reclutamiento y utilización
tab-sexual-violence = Violencia sexual
tab-schools = Ataques contra escuelas
tab-hospitals = Ataques contra hospitales
tab-denial = Denegación de acceso
tab-military-use = Uso militar
tab-detention = Privación de libertad
