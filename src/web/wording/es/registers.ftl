# Los registros de referencia y los límites, modificados a partir de archivos.

registers = Registros de referencia
registers-how = Los registros de referencia solo crecen: un código que estuvo en ellos permanece. Un administrador los modifica a partir de tablas, aquí o en la línea de comandos (sixfold register).
registers-change = Modificar: { $it }
registers-get = Obtener la tabla (CSV): { $it }
n-entries = { $n ->
    [one] { $number } entrada
   *[other] { $number } entradas
 }
register-change = Modificar el registro
register-how = Obtenga la tabla, edítela en una hoja de cálculo, guárdela como CSV (UTF-8) y elíjala aquí. Antes de guardar nada se muestra lo que cambiaría.
register-grows = El archivo es la tabla entera tal como debe quedar. No puede faltar ningún código, porque hay fichas que lo citan: ponga fin a una parte con valid_to. Una zona conserva su nivel y su zona superior: una zona trasladada es un código nuevo.
register-get = Obtener la tabla (CSV)
register-file = La tabla (CSV, 4 MiB como máximo)
register-try = Mostrar lo que cambiaría
register-none-chosen = Elija primero un archivo.
register-not-text = El archivo no es texto en UTF-8. Guárdelo desde la hoja de cálculo como «CSV UTF-8» y elíjalo de nuevo.
register-preview = Lo que cambiaría la tabla
register-nothing-stored = Todavía no se ha guardado nada. Lea lo que cambiaría y después modifique el registro más abajo.
register-same = El registro ya es así. No hay nada que cambiar.
register-refused = La tabla se rechaza y no se ha guardado nada. Corrija estas líneas y elija el archivo de nuevo.
register-line = Línea
register-why = Motivo
register-new = Entradas nuevas
register-changed = Entradas modificadas
register-column = Columna
register-was = Ahora es
register-is = Sería
n-more-lines = y { $number } más
register-forever = Los códigos nuevos permanecen en el registro para siempre.
register-store = Modificar así el registro
register-not = Dejarlo como está
done-register = El registro está modificado.
register-history = Historial
register-history-none = Aquí no consta ninguna modificación. De lo que se modificó antes da cuenta el registro de actividad.
register-founded = con la situación
register-version = versión { $number }
register-which = Qué exactamente
n-added = { $n ->
    [one] { $number } añadida
   *[other] { $number } añadidas
 }
n-changed = { $n ->
    [one] { $number } modificada
   *[other] { $number } modificadas
 }
n-removed = { $n ->
    [one] { $number } retirada
   *[other] { $number } retiradas
 }

boundaries = Límites
boundaries-n = { $n ->
    [0] Ninguna zona tiene límites.
    [one] { $number } zona tiene límites.
   *[other] { $number } zonas tienen límites.
 }
boundaries-change = Leer un archivo de límites
boundaries-how = Elija el archivo de límites propio de la situación: GeoJSON, en grados (WGS 84), un conjunto de polígonos cada uno de los cuales nombra su zona por el código. Con límites, las cifras publicadas por zona se dibujan en un mapa.
boundaries-kept = Las formas se simplifican y se proyectan en un plano; el archivo mismo no se conserva y no se consulta ningún servidor de mapas. Los límites del mismo nivel dejan paso a los nuevos. Dibujarlos no supone ningún reconocimiento.
boundaries-file = El archivo de límites (GeoJSON, 8 MiB como máximo)
boundaries-property = Propiedad con el código de la zona
boundaries-property-hint = Por ejemplo ADM1_PCODE. Si se deja vacía, se reconoce.
boundaries-try = Mostrar lo que da
boundaries-preview = Lo que da el archivo
boundaries-nothing-stored = Todavía no se ha guardado nada. Mire el mapa y las listas y después conserve los límites más abajo.
boundaries-refused = El archivo se rechaza y no se ha guardado nada.
boundaries-read = Los códigos se encontraron en la propiedad { $it }.
boundaries-not-placed = En el archivo y no en el registro de zonas
boundaries-feature = Elemento { $number }
boundaries-no-code = no da ningún código
boundaries-without = En el registro, en el mismo nivel, y sin forma en el archivo
boundaries-store = Conservar estos límites
boundaries-remove = Quitar todos los límites
boundaries-remove-how = El panel queda entonces sin mapa. Ninguna cifra cambia.
done-boundaries = Los límites están modificados.
map-title = Mapa: { $it }
map-how = Las zonas se sombrean según la cifra publicada ({ $it }), en cinco clases como máximo, de igual anchura, desde 1 hasta la mayor cifra mostrada. Donde hay sitio, la cifra figura en la zona.
map-table = Todas las cifras en una tabla
map-no-figure = sin cifra en esta publicación
map-nothing = Sin cifra en esta publicación:
map-shapeless = En el cuadro y no en el mapa:
map-none = No hay mapa, porque no se conservan límites de estas zonas. Un administrador puede leer el archivo de límites propio de la situación:
