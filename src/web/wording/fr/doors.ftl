# L’entrée et la sortie.

sign-in-title = Connexion
sign-in = Se connecter
sign-in-wrong = L’identifiant, le mot de passe ou le code est inexact, ou le compte n’est pas actif.
sign-in-help = Votre administrateur vous a remis un identifiant et un premier mot de passe. En cas de perte du mot de passe, demandez-en un nouveau à l’administrateur : rien n’est perdu.
login = Identifiant
password = Mot de passe
code = Code à usage unique
code-hint = Les six chiffres de votre application. Laissez ce champ vide si vous n’en avez pas configuré.
done-signed-out = Vous êtes hors connexion.

confirm-title = Votre mot de passe, une fois encore
confirm-why = L’action que vous allez effectuer redemande votre mot de passe, afin que personne ne l’effectue sur un écran que vous auriez quitté.
confirm = Continuer
confirm-wrong = Le mot de passe ou le code est inexact.

password-title = Choisir un mot de passe
password-first = Le mot de passe de votre invitation a été créé par une machine et vu par d’autres personnes. Choisissez-en un que personne d’autre ne connaît.
password-how = Au moins 15 caractères. Quatre ou cinq mots sans rapport entre eux conviennent bien et se retiennent facilement. Votre mot de passe est le seul moyen d’ouvrir ce que vous pouvez lire : personne ne peut le retrouver pour vous.
password-new = Nouveau mot de passe
password-again = Le même, une fois encore
password-choose = Choisir ce mot de passe
password-not-alike = Les deux mots de passe ne sont pas identiques.
done-password = Votre mot de passe est changé. Toutes vos autres sessions sont terminées.

second-factor-title = Configurer un second facteur
second-factor-app = Sur un téléphone que personne d’autre n’utilise, ouvrez une application qui affiche des codes à usage unique, comme Aegis ou FreeOTP.
second-factor-read = Lisez cette image avec l’application.
second-factor-type = Ou saisissez cette clé :
second-factor-show = Saisissez les six chiffres que l’application affiche maintenant.
second-factor-enrol = Configurer
done-second-factor = Votre second facteur est configuré.
done-second-factor-wrong = Le code ne correspondait pas à l’image. En voici une nouvelle : lisez-la et réessayez.

situations-title = Situations
situations-none = Vous n’avez de rôle dans aucune situation.

units-title = Unités
units-caption = Conversion d’unités

passkey-sign-in = Se connecter avec une clé d’accès
passkey-confirm = Confirmer avec une clé d’accès
passkey-wrong = Cela n’a pas fonctionné. Vérifiez votre saisie, et que l’appareil détient une clé d’accès de ce compte.
passkey-or = Ou créer une clé d’accès
passkey-how = Une clé d’accès est conservée par un appareil, celui-ci ou une clé de sécurité, et s’utilise en déverrouillant cet appareil. On ne peut ni la dicter à quelqu’un, ni la deviner, ni la donner à une fausse page.
passkey-name = Comment vous appelez l’appareil
passkey-make = Créer une clé d’accès
done-passkey = Votre clé d’accès est créée. Vos autres sessions ont pris fin.
factor-remove = Retirer
factor-remove-how = Le retrait d’un second facteur met fin à vos autres sessions. Quiconque doit avoir un second facteur en garde un.
done-factor-removed = Le second facteur a été retiré.
