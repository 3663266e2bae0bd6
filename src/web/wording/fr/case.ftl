# Un incident.

version-n = Version { $number }
identity-go = Ouvrir les noms, les lieux et le récit
identity-logged = Leur ouverture est consignée au journal.
identity-open = Les noms, les lieux et le récit sont ouverts.
identity-close = Les fermer
what-happened = Ce qui s’est passé
alike = Peut-être le même incident que
evidence = Informations et personnes
evidence-none = Rien n’est enregistré.
who-did-it = Qui l’a commise
no-party = Aucune partie n’est désignée.
who-says-so = Qui la signale
no-source = Aucune source n’est enregistrée.
n-primary = { $n ->
    [one] { $number } source primaire
   *[other] { $number } sources primaires
}
n-secondary = { $n ->
    [one] { $number } source secondaire
   *[other] { $number } sources secondaires
}
n-boys = { $n ->
    [one] { $number } garçon
   *[other] { $number } garçons
}
n-girls = { $n ->
    [one] { $number } fille
   *[other] { $number } filles
}
n-sex-unknown = { $number } de sexe inconnu
n-men = { $n ->
    [one] { $number } homme
   *[other] { $number } hommes
}
n-women = { $n ->
    [one] { $number } femme
   *[other] { $number } femmes
}
party-unknown = Auteurs non identifiés
source-unknown = Source non décrite
still-going-on = toujours en cours
estimated = date estimée
concerns-violations = Concerne

next-step = Prochaine étape : { $it }.
whose-initial = Elle revient à un vérificateur.
whose-technical = Elle revient à un examinateur technique.
whose-ctfmr = Elle revient à un coprésident, au nom de l’équipe spéciale de pays.
all-steps-taken = Toutes les étapes sont franchies.
decide = Décider
decide-reason = Motif
decide-date = Date de la décision
decide-anew = Décider à nouveau : { $it }
decide-anew-hint = L’ancienne décision reste dans l’historique, et les étapes suivantes cessent d’avoir effet.
choose-a-status = Choisissez une décision.
no-such-day = La date de la décision n’est pas un jour valable.
done-decided = L’étape a été franchie.

attachments = Pièces jointes
attachment = Pièce jointe
attachment-unreadable = Une pièce jointe qui ne s’ouvre pas
paper = Feuille de travail
with-nobody-yet = L’examen n’a encore été confié à personne.
assign = Confier à quelqu’un
assign-to = À
assign-due = Échéance
notes = Remarques
note-write = Rédiger une remarque
note-text = Remarque
note-hint = N’y mettez aucun nom : tous les examinateurs techniques lisent les remarques.
questions = Questions à la personne qui a signalé
question-open = ouverte
question-answered = réponse reçue
question-withdrawn = retirée
question-settled = réglée
question-sealed = Son texte se trouve avec les noms et le récit.
question-withdraw = Retirer la question
question-settle = Marquer la réponse comme traitée
ask = Interroger la personne qui a signalé
ask-text = Question
ask-hint = La question est scellée à l’intention de cette personne. Demandez ce qui est nécessaire pour décider, et rien d’autre.
ask-send = Envoyer la question
done-assigned = L’incident est confié.
done-noted = La remarque est enregistrée.
done-asked = La question est envoyée.
done-settled = La question est close.

history = Historique
history-recorded = Enregistré
history-put-right = Corrigé
history-amended = Modifié
history-decided = Décidé
history-set-aside = Décision annulée
history-stage = Statut changé
taken-over = repris d’un système antérieur
set-aside-from = { $it } et étapes suivantes
history-merged-in = A intégré
history-taken-out = A restitué
history-told-apart = Distingué de
stage-change = Clore, annuler ou fusionner
stage-closed = Clore
stage-void = Annuler : enregistré par erreur
stage-duplicate = Fusionner avec un autre incident
stage-open = Rouvrir
stage-into = Référence de l’incident conservé
done-stage = Le statut de l’incident a été changé.
erase = Effacer définitivement
erase-propose = Proposer l’effacement
erase-how = L’effacement d’un dossier exige deux coprésidents : vous le proposez, un autre l’approuve dans les trois jours. Toutes les versions, notes, questions et pièces jointes disparaissent et ne peuvent pas être récupérées. Les publications où il a été compté et les fichiers déjà téléchargés restent tels quels, et les sauvegardes antérieures le contiennent jusqu’à ce qu’elles soient supprimées. S’il s’agit seulement de ne plus le compter, annulez plutôt l’incident : il est conservé, et dans aucun chiffre.
erase-ground = Motif
ground-consent-withdrawn = Le consentement a été retiré
ground-protection-risk = L’existence même du dossier met quelqu’un en danger
ground-recorded-in-error = Le dossier n’aurait jamais dû être enregistré ici
ground-retention-over = La durée de conservation de tels dossiers est écoulée
ground-legal-obligation = Une loi ou un accord l’exige
done-erase = La proposition est faite. Un autre coprésident doit l’approuver.

# Le résumé public.

summary-title = Résumé public
summary-go = Rédiger le résumé public
summary-back = Retour à l’incident
summary-how = Le résumé public est ce que d’autres peuvent lire de cet incident : les publications le citent. Il ne nomme personne, ni aucun lieu qui mènerait à quelqu’un. À chaque pause, ce que vous écrivez est comparé à tous les noms, lieux, contacts et codes de ce dossier.
summary-text = Résumé pour une diffusion plus large
summary-nothing-found = Il ne contient aucun nom, lieu, contact ou code de ce dossier. Un surnom ou une description peut encore trahir quelqu’un : lisez-le comme le ferait une personne du voisinage.
summary-found = Ceci identifie une personne ou un lieu. Une publication qui le cite ne peut pas être signée :
summary-anyway = Le garder tel quel. Tant que cela y figure, aucune publication ne l’emporte, ni aucun export vers qui ne peut avoir le récit.
summary-look = Vérifier
summary-identifies = Il n’a pas été enregistré : ce qui est énuméré ici identifie une personne ou un lieu.
summary-stale = Quelqu’un a modifié cet incident entre-temps. Rouvrez-le dans une autre fenêtre et reportez-y votre texte.
summary-too-long = { $n ->
    [one] Un résumé compte au plus { $number } caractère.
    [many] Un résumé compte au plus { $number } de caractères.
   *[other] Un résumé compte au plus { $number } caractères.
}
done-summary = Le résumé public a été enregistré.
