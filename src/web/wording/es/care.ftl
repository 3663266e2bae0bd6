# Derivaciones de niños a servicios, y notas sobre su interés superior.

care-go = Derivaciones e interés superior
care-title = Derivaciones e interés superior
care-how = Las palabras de esta página no son prueba, no se cuentan en ninguna parte y no salen con ninguna exportación. Que un niño fue derivado, a qué y con qué resultado consta en el expediente como respuesta, salvo que el niño se haya negado a que se informe sobre él. Los nombres están abiertos aquí.
care-no-children = El expediente no nombra a ningún niño en particular.
referrals = Derivaciones
referrals-none = Nadie ha derivado a este niño.
refer = Derivar a este niño
referral-service = Servicio
referral-provider = Proveedor
referral-tell = Lo que se dice al proveedor
referral-tell-hint = Solo lo que debe saber para encontrar al niño y ayudarlo. Lo que pasó lo cuenta el propio niño.
referral-needs = Lo que el niño necesita
referral-needs-hint = Con sus propias palabras. No nombre a nadie más ni diga quién lo hizo.
referral-answer-to = A quién responde el proveedor
referral-days = Días durante los que puede abrirse
referral-days-wrong = Elija de 1 a { $number } días.
referral-told = Comunicado
referral-open = Resultado aún no conocido
referral-withdrawn = Retirada
referral-gone = Ya no puede abrirse.
referral-can-be-opened = Puede abrirse hasta el { $it }.
referral-opened = { $n ->
    [0] Nunca se ha abierto.
    [one] Se ha abierto { $number } vez.
   *[other] Se ha abierto { $number } veces.
}
referral-outcome = Qué resultó
referral-withdraw = Retirarla
referral-no-consent = No consta consentimiento para compartir la identidad de este niño con un proveedor de servicios. Pídalo primero y modifique el expediente.
referral-nothing = Nada de lo que usted marca consta. Marque al menos una cosa que conste.
referral-names-others = Sus palabras nombran a otra persona del expediente, un contacto suyo o un código del expediente. Quítelo.
referral-words-wrong = Escriba algo, sin exceder lo que cabe en el campo.
referral-which-service = Elija un servicio.
done-referral-withdrawn = Está retirada. Lo que se dijo al proveedor ya no puede abrirse.
done-referral-concluded = Queda anotado, y consta en el expediente.
best-interests = Interés superior
best-interests-none = No hay nada anotado.
best-interests-write = Escribir una nota
best-interests-text = Lo mejor para este niño
best-interests-hint = Qué se sopesó, con quién, qué dijo el niño y qué se decidió.
referral-slip-title = Código para el proveedor
referral-slip-once = Esta página se muestra una sola vez. El código no se guarda en ninguna parte.
referral-address = Dirección
referral-code = Código
referral-until = Hasta
referral-slip-how = Dé la dirección y el código al proveedor por vías distintas, por ejemplo una en papel y otra por teléfono. Quien tenga el código lee lo que usted marcó, diez veces como máximo. Si cae en malas manos, retire la derivación.
referral-slip-back = Volver a las derivaciones
referral-title = Abrir una derivación
referral-door-how = Un equipo de tareas ha derivado a un niño a su servicio y le ha dado a usted un código de cuarenta dígitos. Escríbalo aquí. Lo que lea después es confidencial.
referral-open-it = Abrirla
referral-mistyped = Esto no es un código: busque un dígito mal escrito u omitido.
referral-not-there = No hay nada bajo este código. Puede haber caducado, haberse retirado o haberse abierto tantas veces como es posible. Pregunte a quien se lo dio.
referral-letter-for = Confidencial, solo para { $it }. Si no es usted, cierre esta página y avise a quien le dio el código.
referral-on = Derivado el
referral-letter-how = Anote lo que necesite: puede abrirse hasta esa fecha, y diez veces como máximo; volver a cargar la página o cambiar de idioma pide el código de nuevo. Diga a la persona nombrada arriba qué resultó; no responda aquí.
referral-no-child = El expediente ya no incluye a este niño.
referral-void = El incidente está anulado o se fusionó con otro. Si se fusionó, derive al niño desde el incidente que se conserva.
referral-full = Ya hay tantas como puede haber.
referral-stale = Alguien modificó esto desde que usted lo leyó, o se envió dos veces. Mire las derivaciones de arriba antes de volver a enviar.
care-others = Niños que el expediente ya no nombra
referral-leave = Salir
