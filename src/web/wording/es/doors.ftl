# Entrar y salir.

sign-in-title = Inicio de sesión
sign-in = Iniciar sesión
sign-in-wrong = El usuario, la contraseña o el código no son correctos, o la cuenta no está activa.
sign-in-help = Su administrador le dio un usuario y una primera contraseña. Quien pierde su contraseña pide otra al administrador: no se pierde nada.
login = Usuario
password = Contraseña
code = Código de un solo uso
code-hint = Los seis dígitos de su aplicación. Déjelo vacío si no ha configurado ninguna.
done-signed-out = Su sesión está cerrada.

confirm-title = Su contraseña, una vez más
confirm-why = Lo que va a hacer pide de nuevo su contraseña, para que nadie lo haga en una pantalla que usted haya dejado.
confirm = Continuar
confirm-wrong = La contraseña o el código no son correctos.

password-title = Elegir una contraseña
password-first = La contraseña de su invitación la creó una máquina y la vieron otras personas. Elija una que solo usted conozca.
password-how = Al menos 15 caracteres. Cuatro o cinco palabras sin relación entre sí son una buena opción y se recuerdan fácilmente. Su contraseña es lo único que abre lo que usted puede leer: nadie puede consultarla por usted.
password-new = Nueva contraseña
password-again = La misma, una vez más
password-choose = Elegir esta contraseña
password-not-alike = Las dos contraseñas no coinciden.
done-password = Se cambió su contraseña. Todas sus demás sesiones han terminado.

second-factor-title = Configurar un segundo factor
second-factor-app = En un teléfono que solo use usted, abra una aplicación que muestre códigos de un solo uso, como Aegis o FreeOTP.
second-factor-read = Lea esta imagen con la aplicación.
second-factor-type = O escriba esta clave:
second-factor-show = Escriba los seis dígitos que la aplicación muestra ahora.
second-factor-enrol = Configurar
done-second-factor = Su segundo factor está configurado.
done-second-factor-wrong = El código no correspondía a la imagen. Aquí tiene otra: léala e inténtelo de nuevo.

situations-title = Situaciones
situations-none = No tiene ninguna función en ninguna situación.

units-title = Unidades
units-caption = Conversión de unidades

passkey-sign-in = Iniciar sesión con una llave de acceso
passkey-confirm = Confirmar con una llave de acceso
passkey-wrong = No funcionó. Compruebe lo que escribió y que el dispositivo guarde una llave de acceso de esta cuenta.
passkey-or = O crear una llave de acceso
passkey-how = Una llave de acceso la guarda un dispositivo, como este o una llave de seguridad, y se usa desbloqueando ese dispositivo. No se le puede dictar a nadie, ni adivinar, ni dar a una página falsa.
passkey-name = Cómo llama usted al dispositivo
passkey-make = Crear una llave de acceso
done-passkey = Su llave de acceso está creada. Sus demás sesiones han terminado.
factor-remove = Quitar
factor-remove-how = Al quitar uno terminan sus demás sesiones. Quien debe tener un segundo factor conserva uno.
done-factor-removed = Se quitó el segundo factor.
