# Textos de este informe en español.

title = Proceso de verificación y calidad de los datos
rule-waiting = Lo que espera se cuenta el día del informe, sea cual sea la fecha del incidente. Espera desde la última decisión o desde su registro.
rule-any = Todas las demás hojas cuentan violaciones de incidentes ocurridos en el período, sea cual sea la decisión; las decisiones cuentan por el día de su registro.
rule-not-findings = Las cifras no verificadas no son conclusiones y no deben citarse como tales.
tab-waiting = En espera
tab-decided = Decidido
tab-complete = Integridad
tab-sources = Fuentes y consentimiento
about-waiting = Violaciones sobre las que el equipo especial no ha decidido, o que dejó pendientes.
about-decided = Decisiones del período en cada paso, y estado de las violaciones del período.
about-complete = Lo que falta en los registros del período. Un registro al que faltan varias cosas figura en cada una.
about-sources = Fuentes de las violaciones del período, y a qué consintieron ellas y los niños. No se describe ninguna fuente por separado.
