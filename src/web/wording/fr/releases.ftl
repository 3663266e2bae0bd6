# Les publications destinées aux partenaires et au public, et le tableau de bord de ce qui est publié.

section-releases = Publications
section-dashboard = Tableau de bord
releases-what = Chiffres publiés par l’équipe spéciale. Ce qui permettrait de reconnaître un enfant y est masqué.
releases-what-cochair = Chiffres destinés aux partenaires et au public. Le programme masque ce qui permettrait de reconnaître un enfant et attaque ses propres tableaux ; deux coprésidents signent ; alors seulement la publication paraît.
releases-new = Préparer une publication
releases-new-open = Ce qui doit être publié
releases-tier = Destinataires
releases-months = Une publication porte sur des mois entiers, trois au moins.
releases-narrative-hint = Il précède les tableaux. Il ne doit nommer personne, ni aucun lieu plus précis que les zones des tableaux : il est comparé à tous les dossiers avant que quiconque puisse signer. Une ligne qui commence par # est un titre ; @incident suivi de la référence d’un incident y insère son résumé public.
releases-draft = Préparer
releases-none = Aucune publication pour le moment.
releases-all = Toutes les publications
releases-files = Ce que contiennent les fichiers
made-workbook = Pour Excel ou LibreOffice : notes, tableaux par feuilles, graphiques, et une feuille de données pour les tableaux croisés.
made-page = À lire et à imprimer dans un navigateur : texte, modifications et tous les tableaux sur une page.
made-bundle = Un ZIP avec un fichier CSV par tableau et un fichier de toutes les cellules, pour d’autres programmes.
made-tables = Les tableaux pour des programmes (sixfold.tables/1).
made-release = Tableaux, texte, modifications et règles pour des programmes, tels que les coprésidents les ont signés (sixfold.release/1).
release-for-internal = L’équipe spéciale elle-même
release-for-partner = Partenaires
release-for-public = Public
release-is-draft = Non sûre
release-is-attacked = Attend deux signatures
release-is-approved = Attend la seconde signature
release-is-published = Publiée
release-is-superseded = Remplacée
release-is-withdrawn = Retirée
release-is-discarded = Abandonnée
release-waits-draft = L’attaque a trouvé des chiffres que ce projet révèle : personne ne peut le signer. Abandonnez-le et préparez-en un autre.
release-waits-attacked = Deux coprésidents sont attendus. Chacun la lit et signe son empreinte, l’un après l’autre.
release-waits-approved = { $it } a signé. La seconde signature revient à un autre coprésident : avant qu’elle compte, la publication est attaquée à nouveau avec tout ce qui a paru entre-temps.
release-waits-approved-own = Vous avez signé. La seconde signature revient à un autre coprésident, qui doit la lire aussi : avant qu’elle compte, la publication est attaquée à nouveau avec tout ce qui a paru entre-temps.
release-waits-published = Elle a paru : ses destinataires peuvent l’obtenir.
release-waits-superseded = Une publication plus récente du même rapport, pour la même période et les mêmes destinataires, a paru. Qui possède celle-ci la possède toujours.
release-waits-withdrawn = Elle a été retirée. Qui la possède la possède toujours : toute publication ultérieure est attaquée avec elle.
release-waits-discarded = Elle a été abandonnée avant que quiconque l’ait reçue.
release-title = Publication
release-drafted = Préparée
release-approved-by = Signée par
release-counting = Règles de comptage
release-digest = Empreinte de ce qui est signé. Comparez-la à celle que voit l’autre coprésident :
release-sign = Signer cette publication
release-sign-hint = Votre mot de passe vous est d’abord demandé.
release-hidden = Ce qui est masqué
release-attack = Ce que l’attaque a tenté
release-tables = Tableaux
release-no-before = Elle ne remplace aucune autre publication.
release-no-change = Aucun chiffre montré par les deux ne diffère de la publication qu’elle remplace.
release-hidden-why = Est masqué tout chiffre que les règles protègent, ainsi que tout ce qui permettrait d’en retrouver un. Tous portent le même signe, afin que personne ne sache lesquels sont petits.
release-rule-few = { $n ->
    [one] Les chiffres de moins de { $number } enfant sont protégés.
    [many] Les chiffres de moins de { $number } enfants sont protégés.
   *[other] Les chiffres de moins de { $number } enfants sont protégés.
}
release-rule-sensitive = { $n ->
    [one] Pour les violences sexuelles : les chiffres de moins de { $number } enfant.
    [many] Pour les violences sexuelles : les chiffres de moins de { $number } enfants.
   *[other] Pour les violences sexuelles : les chiffres de moins de { $number } enfants.
}
release-rule-width = { $n ->
    [one] Personne ne doit pouvoir situer un chiffre protégé dans un intervalle de moins de { $number }.
    [many] Personne ne doit pouvoir situer un chiffre protégé dans un intervalle de moins de { $number }.
   *[other] Personne ne doit pouvoir situer un chiffre protégé dans un intervalle de moins de { $number }.
}
release-rule-existence = Pour les violences sexuelles, on ne doit pas même pouvoir apprendre qu’il y a eu un cas.
release-rule-existence-all = Pour tout chiffre protégé, on ne doit pas même pouvoir apprendre qu’il y a eu un cas.
release-rule-width-sensitive = Pour les violences sexuelles : dans aucun intervalle de moins de { $number }.
release-rule-incidents = Nombre minimal d’incidents derrière un chiffre montré : { $number }.
release-rule-incidents-sensitive = Nombre minimal derrière un chiffre de violences sexuelles : { $number }.
release-rule-share = Part maximale montrée des violences sexuelles dans ce qu’une partie a fait, ou dans ce qui s’est passé dans une zone : { $number } %.
release-rule-type = { $type } : nombre minimal d’enfants dans un chiffre montré : { $children } ; nombre minimal d’incidents derrière lui : { $incidents } ; dans aucun intervalle de moins de { $width }.
release-rule-type-incidents = { $type } : nombre minimal d’incidents dans un chiffre montré : { $incidents } ; dans aucun intervalle de moins de { $width }.
release-rule-type-existence = { $type } : on ne doit pas même pouvoir apprendre qu’il y a eu un cas.
release-rule-type-sensitive = { $type } : protégé comme les violences sexuelles ; part maximale montrée dans ce qu’une partie a fait, ou dans ce qui s’est passé dans une zone : { $share } %.
release-rule-shortest = Période la plus courte d’un rapport ou d’une ligne, en mois : { $number }.
release-rule-longest = Période la plus longue d’un rapport, en mois : { $number }.
release-rule-areas-none = Rien n’est indiqué par zone.
release-rule-areas-level-1 = Les zones sont indiquées au premier niveau sous le pays.
release-rule-areas-any = Les zones sont indiquées à tous les niveaux.
release-rule-areas-sensitive = Aucune violence sexuelle n’est indiquée par zone.
release-rule-parties-none = Rien n’est indiqué par partie.
release-rule-parties-kind = Les parties sont indiquées par catégorie, sans leur nom.
release-rule-parties-named = Les parties sont indiquées par leur nom.
n-hidden = { $n ->
    [0] Aucun chiffre n’est masqué
    [one] { $number } chiffre est masqué
    [many] { $number } de chiffres sont masqués
   *[other] { $number } chiffres sont masqués
}
n-exempt = { $n ->
    [0] Aucun chiffre que les règles masqueraient n’est publié à dessein.
    [one] { $number } chiffre que les règles masqueraient est publié à dessein.
    [many] { $number } de chiffres que les règles masqueraient sont publiés à dessein.
   *[other] { $number } chiffres que les règles masqueraient sont publiés à dessein.
}
n-amended = { $n ->
    [0] Aucun chiffre ne diffère de la publication précédente.
    [one] { $number } chiffre diffère de la publication précédente.
    [many] { $number } de chiffres diffèrent de la publication précédente.
   *[other] { $number } chiffres diffèrent de la publication précédente.
}
n-identifying = { $n ->
    [one] Le texte contient { $number } passage qui identifie une personne ou un lieu : personne ne peut signer. Abandonnez ce projet et préparez-en un autre sans ce passage.
    [many] Le texte contient { $number } de passages qui identifient une personne ou un lieu : personne ne peut signer. Abandonnez ce projet et préparez-en un autre sans ces passages.
   *[other] Le texte contient { $number } passages qui identifient une personne ou un lieu : personne ne peut signer. Abandonnez ce projet et préparez-en un autre sans ces passages.
}
n-apart = { $number } d’écart
exempt = Chiffres publiés à dessein
exempt-n = Chiffre { $number }
exempt-hint = Chiffres que les règles masqueraient et que l’équipe spéciale montre néanmoins. Les deux coprésidents les signent avec leurs raisons. Si l’un d’eux en révèle un autre, le projet est refusé.
exempt-reason = Qui l’a décidé, et sur la base de quel consentement
exempt-whole = Un chiffre publié à dessein exige les quatre : tableau, ligne, colonne et raison.
exempt-none = Aucun.
attack-survived = L’attaque n’a trouvé aucun chiffre que cette publication révèle.
attack-breached = L’attaque a trouvé des chiffres que cette publication révèle : ils sont nommés ci-dessous.
release-attack-what = Le programme s’est mis à la place de chaque lecteur, avec en main toutes les publications déjà parues, et de chaque partie, qui sait en outre ce qu’elle a fait elle-même.
attempt-who = Qui essaie
attempt-by-internal = L’équipe spéciale
attempt-by-partner = Partenaires
attempt-by-public = Public
attempt-party = en tant que { $it }
attempt-protected = Chiffres protégés
attempt-tightest = Intervalle le plus étroit
attempt-known = Faits connus
attempt-known-before = Connus auparavant
attempt-breaches = Non sûrs
attempt-read = Comment lire ce tableau
attempt-read-tightest = Intervalle le plus étroit : pour le chiffre protégé dont on s’approche le plus, l’écart entre le plus petit et le plus grand nombre qu’il peut encore être.
attempt-read-before = Connus auparavant : chiffres protégés dont on pouvait apprendre plus que les règles ne le permettent, par les publications antérieures et par ce que l’on sait soi-même. Cette publication n’y ajoute rien.
identifying-name = nom
identifying-contact = coordonnées d’une personne
identifying-place = lieu
identifying-coordinates = coordonnées géographiques
identifying-case-code = code de dossier
identifying-date-with-place = date avec un lieu
identifying-age-with-place = âge avec un lieu
release-no-narrative = Elle ne comporte pas de texte.
release-with-narrative = Son texte ne nomme personne d’aucun dossier.
release-sign-title = Signer une publication
release-read-again = Revenir à ce que vous signez
release-you-sign = Ce que vous signez
release-sign-what = Par votre signature, vous déclarez avoir lu cette publication, dont l’empreinte est celle qui figure ci-dessus, et que ses destinataires peuvent la recevoir. Elle ne peut être reprise à qui la possède.
release-signs-first = La vôtre est la première de deux signatures. La publication ne paraît pas avant qu’un autre coprésident ait signé aussi.
release-signs-second = La vôtre est la seconde signature : avec elle, la publication paraît aussitôt.
release-have-read = J’ai lu la publication, ce qui y est masqué et ce qui a été tenté contre elle.
release-tick = Cochez que vous l’avez lue.
release-sign-go = Signer
release-withdraw = Retirer cette publication
release-discard = Abandonner ce projet
release-then-withdraw = Plus personne ne peut la télécharger. Qui la possède la possède toujours : toute publication ultérieure est attaquée avec elle. C’est irréversible.
release-then-discard = Plus personne ne peut le signer. C’est irréversible ; il peut être préparé de nouveau.
release-refused-breached = L’attaque a trouvé des chiffres que ce projet révèle : abandonnez-le et préparez-en un autre.
release-refused-same-person = Vous l’avez déjà signée : un autre coprésident donne la seconde signature.
release-refused-closed = Elle ne peut plus être signée. État : { $it }
release-refused-digest = L’empreinte n’est pas celle de cette publication : relisez-la et signez ce que vous avez lu.
release-refused-overtaken = Avec ce qui a paru depuis sa préparation, cette publication révélerait des chiffres : abandonnez-la et préparez-en une autre.
release-refused-reason = La raison donnée pour un chiffre publié à dessein paraît avec la publication ; or la vôtre identifie une personne ou un lieu. Dites qui l’a décidé, et rien de plus.
release-refused-checkpoint = Le journal ne contient plus ce qu’il contenait lorsque la publication a été préparée. Ne signez pas : prévenez votre administrateur et l’auditeur, et préparez-la de nouveau quand on saura ce qui s’est passé.
done-signed = Vous avez signé. Un autre coprésident est maintenant attendu.
done-published = Vous avez signé, et la publication a paru.
done-taken-back = La publication a été retirée.
done-discarded = Le projet a été abandonné.

dashboard-what = Les chiffres des publications parues, et rien d’autre. Leur consultation est consignée au journal, comme un téléchargement.
dashboard-none = Rien n’est encore publié.
dashboard-choose = Choisir une publication
dashboard-table = Les chiffres sous forme de tableau
dashboard-victims = Enfants, par violation : vérifiées
dashboard-incidents = Incidents, par violation : vérifiés
dashboard-stages = Vérifiées, vérifiées tardivement, signalées mais non vérifiées
dashboard-stages-note = Ce qui n’est pas vérifié n’est pas une constatation. Enfants, des meurtres aux enlèvements ; incidents, pour les attaques et le refus d’accès.
dashboard-part-verified = Vérifiées
dashboard-part-late = Tardivement
dashboard-part-unverified = Non vérifiées
dashboard-trend = Vérifiées, par trimestre
dashboard-trend-note = Les trimestres publiés pour les mêmes destinataires. Un trimestre qui n’est pas publié n’y figure pas.
dashboard-no-trend = L’évolution par trimestre s’affiche dès que deux trimestres sont publiés pour les mêmes destinataires.
chart-hidden = * masqué
