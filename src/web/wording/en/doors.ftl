# Coming in and going out.

sign-in-title = Sign in
sign-in = Sign in
sign-in-wrong = The login, the password or the code is wrong, or the account is not active.
sign-in-help = You have a login and a first password from your administrator. Whoever loses their password asks the administrator for a new one: nothing is lost.
login = Login
password = Password
code = One-time code
code-hint = Six digits from your app. Leave it empty if you have not set one up.
done-signed-out = You are signed out.

confirm-title = Your password once more
confirm-why = What you are about to do asks for your password again, so that nobody does it at a screen you have left.
confirm = Go on
confirm-wrong = The password or the code is wrong.

password-title = Choose a password
password-first = The password of your invitation was made by a machine and seen by others. Choose one that only you know.
password-how = At least 15 characters. Four or five words that have nothing to do with each other are good and easy to remember. Your password is the only thing that opens what you may read: nobody can look it up for you.
password-new = New password
password-again = The same once more
password-choose = Choose this password
password-not-alike = The two are not the same.
done-password = Your password is changed. All your other sessions have ended.

second-factor-title = Set up a second factor
second-factor-app = Open an app that shows one-time codes on a telephone that only you use, such as Aegis or FreeOTP.
second-factor-read = Read this picture with it.
second-factor-type = Or type this key:
second-factor-show = Type the six digits that the app shows now.
second-factor-enrol = Set it up
done-second-factor = Your second factor is set up.
done-second-factor-wrong = The code did not belong to the picture. Here is a new one: read it and try again.

situations-title = Situations
situations-none = You have no role in any situation.

units-title = Units
units-caption = Conversion of units

passkey-sign-in = Sign in with a passkey
passkey-confirm = Confirm with a passkey
passkey-wrong = That did not work. Check what you typed, and that the device holds a passkey of this account.
passkey-or = Or make a passkey
passkey-how = A passkey is kept by a device, such as this one or a security key, and is used by unlocking that device. It cannot be read out to somebody, guessed, or given to a false page.
passkey-name = What you call the device
passkey-make = Make a passkey
done-passkey = Your passkey is made. Other sessions of yours have ended.
factor-remove = Take away
factor-remove-how = Taking one away ends your other sessions. Whoever must have a second factor keeps one.
done-factor-removed = The second factor was taken away.
