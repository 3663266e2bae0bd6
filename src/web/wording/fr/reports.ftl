# Les rapports à l’usage de l’équipe spéciale, et les travaux qui les établissent.

section-reports = Rapports
reports-what = Rapports à l’usage exclusif de l’équipe spéciale : leurs chiffres sont exacts et rien n’y est masqué. Ne les transmettez pas ; ce que d’autres peuvent recevoir se trouve sous Publications.
reports-new = Établir un rapport
reports-report = Rapport
period-label = Période
period-last-quarter = Trimestre dernier
period-this-quarter = Trimestre en cours
period-last-year = Année dernière
period-this-year = Année en cours
period-days = D’un jour à un autre
days-from = Premier jour
days-to = Dernier jour
days-hint = Les deux jours ne comptent que si la période est « D’un jour à un autre ».
no-such-period = Choisissez une période.
no-such-days = Indiquez le premier et le dernier jour de la période.
days-backwards = La période se termine avant de commencer : inversez les deux jours.
reports-make = Établi sous forme de
make-workbook = Classeur
make-page = Page à imprimer
make-bundle = Fichiers CSV
make-tables = Tableaux en JSON
make-release = L’ensemble en JSON
make-csv = Un seul fichier CSV
reports-language = Langue du rapport
reports-area-level = Niveau administratif { $it }
reports-choose = Choisissez une valeur dans chaque liste.
reports-go = Établir le rapport
reports-own = Un tableau de votre choix
reports-own-hint = Un seul tableau : ce que l’on compte, selon quoi, et parmi quoi.
own-count = Ce que l’on compte
own-rows = Lignes par ({ $number })
own-columns = Colonnes
own-violation = Seulement cette violation
own-area = Seulement cette zone
own-party = Seulement cette partie
columns-total = Total seulement
columns-sexes = Garçons, filles, sexe inconnu
columns-types = Types de violation
columns-groups = Les six violations graves
reports-yours = Vos rapports
reports-none = Vous n’en avez encore fait établir aucun.
reports-kept = Vous êtes la seule personne à les voir. Chacun est conservé pendant un jour.
reports-asked = Demandé le
reports-state = État
reports-get = Télécharger
reports-all = Tous vos rapports
reports-until = Conservé jusqu’au
reports-wait = Vous pouvez quitter cette page : le travail continue sans vous.
reports-wait-release = La préparation compte, protège et attaque la publication. Cela peut prendre quelques minutes.
reports-see-release = Lire le projet
reports-cancel = Annuler et supprimer
reports-remove = Supprimer
job-of-release = Projet de publication : { $it }
job-of-keys = Les dossiers passent à de nouvelles clés
job-queued = Attend son tour
job-running = En cours
job-done = Terminé
job-failed = Échoué
job-interrupted = Interrompu
job-failure-forbidden = Cela ne vous est plus permis.
job-failure-invalid = Il n’a pas pu être établi tel que demandé. Pour une publication : un chiffre montré à dessein en révélerait un autre, le texte nomme ce qu’il ne peut pas nommer, ou les tableaux ne peuvent pas être protégés. Modifiez la demande et recommencez.
job-failure-unavailable = Le serveur a été arrêté ou la base n’a pas pu être atteinte. Refaites la demande.
job-failure-internal = Une erreur s’est produite ici. Refaites la demande ; si elle se reproduit, prévenez votre administrateur.
done-job-removed = Il a été supprimé.

# La santé des données.

section-health = Santé des données
health-how = Les violations graves des incidents ouverts, au { $it }. Les chiffres comptent des violations, non des enfants ; ceux du consentement comptent des personnes.
health-waiting = Ce qui attend, et depuis quand
health-step = En attente de
health-pending = Informations à compléter : une étape est restée en attente
health-all = Total
health-days = { $n ->
    [one] jusqu’à { $number } jour
    [many] jusqu’à { $number } de jours
   *[other] jusqu’à { $number } jours
}
health-longer = { $n ->
    [one] plus de { $number } jour
    [many] plus de { $number } de jours
   *[other] plus de { $number } jours
}
health-waiting-how = Compté depuis la dernière étape franchie ou annulée, ou depuis le jour de l’enregistrement.
health-lacking = Ce qui manque aux dossiers
health-what = Quoi
health-count = Violations
health-of = Sur { $it }
health-share = { $it } %
health-no-party = Aucune partie inscrite au registre n’est nommée
health-no-area = Zone inconnue
health-no-date = Incident sans date : jamais compté comme tardif
health-undated = Vérifiée sans date : dans aucun tableau
health-verified = Quand les violations vérifiées l’ont été
health-of-verified = Parmi les vérifiées
health-in-time = Dans le trimestre où l’incident a pris fin
health-late = Tardivement : après ce trimestre
health-consents = Consentement
health-people = Qui
health-given = Accepte un signalement
health-refused = Refuse
health-unrecorded = Rien d’enregistré
health-sources = Sources
health-children = Enfants
health-consents-go = Compter les consentements
health-consents-how = Chaque dossier ouvert est parcouru, ce qui prend un moment.
