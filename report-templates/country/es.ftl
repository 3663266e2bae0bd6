# Textos de este informe en español.

title = Informe sobre los niños y los conflictos armados en el país
rule-verified = Verificado en el período, con retraso o no. Los años y trimestres son los de la verificación, salvo que un cuadro diga que son los del incidente.
rule-late = Con retraso significa verificado después de terminar el período del incidente: el trimestre, o el año en los informes anuales.
rule-units = El asesinato, la mutilación, el reclutamiento y la utilización, la violencia sexual, el secuestro y la privación de libertad cuentan niños. Lo demás cuenta incidentes. Un niño que sufrió varias violaciones cuenta una vez en cada una.
rule-children = Los niños afectados cuentan a cada niño una vez por incidente. Un niño de dos incidentes cuenta dos veces: los registros no dicen que sea el mismo.
tab-trends = Tendencias
tab-violations = Violaciones
tab-parties = Partes
tab-areas = Zonas
tab-beside = Junto a las violaciones
about-trends = Violaciones verificadas a lo largo del tiempo. Los años y trimestres sin verificación figuran también.
about-beside = Lo que es objeto de seguimiento junto a las seis violaciones graves, lo que se hizo y lo no verificado.
chart-years = Violaciones verificadas por año
chart-quarters = Violaciones verificadas por trimestre
chart-victims = Niños: violaciones por año y sexo
chart-children = Niños afectados por año
chart-parties = Violaciones verificadas por parte
