# Orientations d’enfants vers des services, et notes sur leur intérêt supérieur.

care-go = Orientations et intérêt supérieur
care-title = Orientations et intérêt supérieur
care-how = Les mots de cette page ne sont pas des éléments de preuve, ne sont comptés nulle part et ne sortent avec aucune exportation. Qu’un enfant a été orienté, vers quoi et avec quelle suite figure au dossier comme réponse, sauf si l’enfant a refusé que son cas soit signalé. Les noms sont ouverts ici.
care-no-children = Le dossier ne nomme aucun enfant en particulier.
referrals = Orientations
referrals-none = Personne n’a orienté cet enfant.
refer = Orienter cet enfant
referral-service = Service
referral-provider = Prestataire
referral-tell = Ce qui est dit au prestataire
referral-tell-hint = Seulement ce qu’il doit savoir pour trouver l’enfant et l’aider. Ce qui s’est passé, c’est à l’enfant de le dire.
referral-needs = Ce dont l’enfant a besoin
referral-needs-hint = Dans vos propres mots. Ne nommez personne d’autre, et ne dites pas qui a commis les faits.
referral-answer-to = À qui le prestataire répond
referral-days = Nombre de jours pendant lesquels l’orientation peut être ouverte
referral-days-wrong = Choisissez de 1 à { $number } jours.
referral-told = Communiqué
referral-open = Suite pas encore connue
referral-withdrawn = Retirée
referral-gone = Elle ne peut plus être ouverte.
referral-can-be-opened = Elle peut être ouverte jusqu’au { $it }.
referral-opened = { $n ->
    [0] Jamais ouverte.
    [one] Ouverte { $number } fois.
   *[other] Ouverte { $number } fois.
}
referral-outcome = La suite donnée
referral-withdraw = La retirer
referral-no-consent = Aucun consentement à communiquer l’identité de cet enfant à un prestataire n’est enregistré. Demandez-le d’abord, et complétez le dossier.
referral-nothing = Rien de ce que vous cochez n’est enregistré. Cochez au moins une chose qui l’est.
referral-names-others = Vos mots nomment une autre personne du dossier, un de ses contacts ou un code du dossier. Retirez cela.
referral-words-wrong = Écrivez quelque chose, sans dépasser ce que le champ contient.
referral-which-service = Choisissez un service.
done-referral-withdrawn = Elle est retirée. Ce qui était dit au prestataire ne peut plus être ouvert.
done-referral-concluded = C’est noté, et le dossier le dit.
best-interests = Intérêt supérieur
best-interests-none = Rien n’est noté.
best-interests-write = Écrire une note
best-interests-text = L’intérêt supérieur de cet enfant
best-interests-hint = Ce qui a été pesé, avec qui, ce que l’enfant a dit et ce qui a été décidé.
referral-slip-title = Code pour le prestataire
referral-slip-once = Cette page n’est montrée qu’une fois. Le code n’est conservé nulle part.
referral-address = Adresse
referral-code = Code
referral-until = Jusqu’au
referral-slip-how = Donnez l’adresse et le code au prestataire par des voies différentes, par exemple l’une sur papier et l’autre par téléphone. Quiconque a le code lit ce que vous avez coché, dix fois au plus. S’il tombe en de mauvaises mains, retirez l’orientation.
referral-slip-back = Retour aux orientations
referral-title = Ouvrir une orientation
referral-door-how = Une équipe spéciale a orienté un enfant vers vous et vous a donné un code de quarante chiffres. Saisissez-le ici. Ce que vous lirez ensuite est confidentiel.
referral-open-it = Ouvrir
referral-mistyped = Ce n’est pas un code : cherchez un chiffre mal saisi ou oublié.
referral-not-there = Il n’y a rien sous ce code. L’orientation a pu expirer, être retirée, ou avoir été ouverte autant de fois que possible. Demandez à la personne qui vous l’a donné.
referral-letter-for = Confidentiel, réservé à { $it }. Si ce n’est pas vous, fermez cette page et prévenez la personne qui vous a donné le code.
referral-on = Orienté le
referral-letter-how = Notez ce dont vous avez besoin : cette page peut être ouverte jusqu’à cette date, et dix fois au plus ; la recharger ou changer de langue demande de nouveau le code. Dites à la personne nommée ci-dessus quelle suite a été donnée ; ne répondez pas ici.
referral-no-child = Cet enfant n’est plus au dossier.
referral-void = L’incident est annulé ou a été fusionné avec un autre. Dans ce dernier cas, orientez l’enfant à partir de l’incident conservé.
referral-full = Il y en a déjà autant que possible.
referral-stale = Quelqu’un a modifié cela depuis votre lecture, ou l’envoi s’est fait deux fois. Regardez les orientations ci-dessus avant de renvoyer.
care-others = Enfants que le dossier ne nomme plus
referral-leave = Quitter
