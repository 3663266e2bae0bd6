# Les registres et les limites, modifiés à partir de fichiers.

registers = Registres
registers-how = Les registres ne font que s’étendre : un code qui y a figuré y reste. Un administrateur les modifie à partir de tableaux, ici ou en ligne de commande (sixfold register).
registers-change = Modifier : { $it }
registers-get = Prendre le tableau (CSV) : { $it }
n-entries = { $n ->
    [one] { $number } entrée
   *[other] { $number } entrées
 }
register-change = Modifier le registre
register-how = Prenez le tableau, modifiez-le dans un tableur, enregistrez-le en CSV (UTF-8) et choisissez-le ici. Ce qu’il changerait est montré avant que rien ne soit enregistré.
register-grows = Le fichier est le tableau entier, tel qu’il doit être. Aucun code ne peut manquer, car des fiches le citent : mettez fin à une partie avec valid_to. Une zone garde son niveau et sa zone mère : une zone déplacée reçoit un nouveau code.
register-get = Prendre le tableau (CSV)
register-file = Le tableau (CSV, 4 Mio au plus)
register-try = Montrer ce qu’il changerait
register-none-chosen = Choisissez d’abord un fichier.
register-not-text = Le fichier n’est pas du texte en UTF-8. Enregistrez-le depuis le tableur en « CSV UTF-8 » et choisissez-le de nouveau.
register-preview = Ce que le tableau changerait
register-nothing-stored = Rien n’est encore enregistré. Lisez ce qui changerait, puis modifiez le registre ci-dessous.
register-same = Le registre est déjà ainsi. Il n’y a rien à changer.
register-refused = Le tableau est refusé et rien n’est enregistré. Corrigez ces lignes et choisissez le fichier de nouveau.
register-line = Ligne
register-why = Motif
register-new = Nouvelles entrées
register-changed = Entrées modifiées
register-column = Colonne
register-was = Actuellement
register-is = Deviendrait
n-more-lines = et { $number } de plus
register-forever = Les nouveaux codes restent définitivement dans le registre.
register-store = Modifier ainsi le registre
register-not = Le laisser tel quel
done-register = Le registre est modifié.
register-history = Historique
register-history-none = Aucune modification n’est notée ici. Ce qui a été modifié avant figure dans le journal.
register-founded = avec la situation
register-version = version { $number }
register-which = Quoi exactement
n-added = { $n ->
    [one] { $number } ajout
   *[other] { $number } ajouts
 }
n-changed = { $n ->
    [one] { $number } modification
   *[other] { $number } modifications
 }
n-removed = { $n ->
    [one] { $number } retrait
   *[other] { $number } retraits
 }

boundaries = Limites
boundaries-n = { $n ->
    [0] Aucune zone n’a de limites.
    [one] { $number } zone a ses limites.
   *[other] { $number } zones ont leurs limites.
 }
boundaries-change = Lire un fichier de limites
boundaries-how = Choisissez le fichier de limites propre à la situation : GeoJSON, en degrés (WGS 84), un ensemble de polygones dont chacun désigne sa zone par son code. Avec des limites, les chiffres publiés par zone sont dessinés sur une carte.
boundaries-kept = Les formes sont simplifiées et projetées sur un plan ; le fichier lui-même n’est pas conservé et aucun serveur de cartes n’est interrogé. Les limites du même niveau cèdent la place aux nouvelles. Leur tracé n’emporte aucune reconnaissance.
boundaries-file = Le fichier de limites (GeoJSON, 8 Mio au plus)
boundaries-property = Propriété contenant le code de la zone
boundaries-property-hint = Par exemple ADM1_PCODE. Laissée vide, elle est reconnue.
boundaries-try = Montrer ce qu’il donne
boundaries-preview = Ce que donne le fichier
boundaries-nothing-stored = Rien n’est encore enregistré. Regardez la carte et les listes, puis gardez les limites ci-dessous.
boundaries-refused = Le fichier est refusé et rien n’est enregistré.
boundaries-read = Les codes ont été trouvés dans la propriété { $it }.
boundaries-not-placed = Dans le fichier, et absents du registre des zones
boundaries-feature = Objet { $number }
boundaries-no-code = ne donne aucun code
boundaries-without = Dans le registre, au même niveau, et sans forme dans le fichier
boundaries-store = Garder ces limites
boundaries-remove = Retirer toutes les limites
boundaries-remove-how = Le tableau de bord n’a alors plus de carte. Aucun chiffre ne change.
done-boundaries = Les limites sont modifiées.
map-title = Carte : { $it }
map-how = Les zones sont ombrées selon le chiffre publié ({ $it }), en cinq classes au plus, de largeur égale, de 1 au plus grand chiffre montré. Là où la place suffit, le chiffre figure dans la zone.
map-table = Tous les chiffres en tableau
map-no-figure = aucun chiffre dans cette publication
map-nothing = Aucun chiffre dans cette publication :
map-shapeless = Dans le tableau et non sur la carte :
map-none = Il n’y a pas de carte, car aucune limite de ces zones n’est conservée. Un administrateur peut lire le fichier de limites propre à la situation :
