# Los informes para uso del equipo de tareas y los trabajos que los elaboran.

section-reports = Informes
reports-what = Informes para uso exclusivo del equipo de tareas: sus cifras son exactas y en ellos no se reserva nada. No los transmita; lo que otros pueden recibir está en Publicaciones.
reports-new = Elaborar un informe
reports-report = Informe
period-label = Período
period-last-quarter = Trimestre pasado
period-this-quarter = Este trimestre
period-last-year = Año pasado
period-this-year = Este año
period-days = De un día a otro
days-from = Primer día
days-to = Último día
days-hint = Los dos días solo cuentan si el período es «De un día a otro».
no-such-period = Elija un período.
no-such-days = Indique el primer y el último día del período.
days-backwards = El período termina antes de empezar: intercambie los dos días.
reports-make = Elaborado como
make-workbook = Libro de cálculo
make-page = Página para imprimir
make-bundle = Archivos CSV
make-tables = Cuadros en JSON
make-release = Todo en JSON
make-csv = Un solo archivo CSV
reports-language = Idioma del informe
reports-area-level = Nivel administrativo { $it }
reports-choose = Elija un valor en cada lista.
reports-go = Elaborar el informe
reports-own = Un cuadro a su medida
reports-own-hint = Un solo cuadro: qué se cuenta, según qué y de qué.
own-count = Qué se cuenta
own-rows = Filas por ({ $number })
own-columns = Columnas
own-violation = Solo esta violación
own-area = Solo esta zona
own-party = Solo esta parte
columns-total = Solo el total
columns-sexes = Niños, niñas, sexo desconocido
columns-types = Tipos de violación
columns-groups = Las seis violaciones graves
reports-yours = Sus informes
reports-none = Aún no ha pedido ninguno.
reports-kept = Solo usted los ve. Cada uno se conserva un día.
reports-asked = Solicitado
reports-state = Estado
reports-get = Descargar
reports-all = Todos sus informes
reports-until = Se conserva hasta
reports-wait = Puede salir de esta página: el trabajo continúa sin usted.
reports-wait-release = La preparación cuenta, protege y ataca la publicación. Puede tardar unos minutos.
reports-see-release = Leer el borrador
reports-cancel = Cancelar y eliminar
reports-remove = Eliminar
job-of-release = Borrador de publicación: { $it }
job-of-keys = Los expedientes pasan a claves nuevas
job-queued = Espera su turno
job-running = En curso
job-done = Terminado
job-failed = Fallido
job-interrupted = Interrumpido
job-failure-forbidden = Ya no tiene autorización para ello.
job-failure-invalid = No se pudo elaborar tal como se pidió. En una publicación: una cifra que se muestra a propósito revelaría otra, el texto nombra lo que no puede nombrar o los cuadros no se pueden proteger. Cambie lo que pide e inténtelo de nuevo.
job-failure-unavailable = El servidor se detuvo o no se pudo acceder al almacén. Pídalo de nuevo.
job-failure-internal = Algo falló aquí. Pídalo de nuevo; si vuelve a ocurrir, avise a su administrador.
done-job-removed = Se ha eliminado.

# La salud de los datos.

section-health = Salud de los datos
health-how = Las violaciones graves de los incidentes abiertos, al { $it }. Las cifras cuentan violaciones, no niños y niñas; las del consentimiento cuentan personas.
health-waiting = Lo que espera, y desde cuándo
health-step = En espera de
health-pending = Falta información: una etapa quedó pendiente
health-all = Total
health-days = { $n ->
    [one] hasta { $number } día
    [many] hasta { $number } de días
   *[other] hasta { $number } días
}
health-longer = { $n ->
    [one] más de { $number } día
    [many] más de { $number } de días
   *[other] más de { $number } días
}
health-waiting-how = Contado desde la última etapa decidida o anulada, o desde el día del registro.
health-lacking = Lo que falta en los expedientes
health-what = Qué
health-count = Violaciones
health-of = De { $it }
health-share = { $it } %
health-no-party = No se nombra ninguna parte del registro de referencia
health-no-area = Zona desconocida
health-no-date = Incidente sin fecha: nunca cuenta como tardío
health-undated = Verificada sin fecha: en ningún cuadro
health-verified = Cuándo se verificaron las verificadas
health-of-verified = De las verificadas
health-in-time = Dentro del trimestre en que terminó el incidente
health-late = Con retraso: después de él
health-consents = Consentimiento
health-people = Quién
health-given = Acepta que se informe
health-refused = Se niega
health-unrecorded = Nada registrado
health-sources = Fuentes
health-children = Niños y niñas
health-consents-go = Contar los consentimientos
health-consents-how = Se recorre cada expediente abierto, lo que tarda un momento.
