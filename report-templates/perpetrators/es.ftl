# Textos de este informe en español.

title = Perfil de los autores
rule-verified = Verificado en el período, con retraso o no.
rule-attribution = Una violación puede estar verificada y su autor ser solo presunto. La atribución es tan segura como la menos segura de las de la violación; la que resultó errónea no atribuye nada.
rule-listing = Cinco violaciones pueden llevar a incluir a una parte en la lista: reclutamiento y utilización, asesinato y mutilación, violencia sexual, ataques contra escuelas u hospitales, y secuestro. La denegación de acceso humanitario es objeto de seguimiento y no es motivo de inclusión.
rule-units = El asesinato, la mutilación, el reclutamiento y la utilización, la violencia sexual, el secuestro y la privación de libertad cuentan niños. Lo demás cuenta incidentes. Un niño que sufrió varias violaciones cuenta una vez en cada una.
rule-not-findings = Las cifras no verificadas no son conclusiones y no deben citarse como tales.
tab-violations = Violaciones
tab-where = Dónde y cuándo
tab-how = Cómo
tab-beside = Junto a las violaciones
tab-unverified = No verificadas
about-violations = Violaciones verificadas de cada parte, atribución confirmada y presunta por separado.
about-where = Violaciones verificadas de cada parte por zona, por trimestre de verificación y por año del incidente.
about-beside = Lo que es objeto de seguimiento junto a las seis violaciones graves, y lo hecho con las partes.
about-unverified = Incidentes del período cuya verificación está pendiente o no pudo completarse. No son conclusiones.
chart-party = Violaciones verificadas por parte
