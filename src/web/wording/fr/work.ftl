# Ce qui attend, les listes, les doublons.

you-are = Vous êtes ici en tant que :
arrived = Signalements reçus
n-reports = { $n ->
    [0] Aucun signalement n’attend d’être ouvert.
    [one] { $number } signalement attend d’être ouvert.
   *[other] { $number } signalements attendent d’être ouverts.
}
triage-run = Les ouvrir
triage-title = Ouverture des signalements
triage-waiting = Ceux-ci doivent être examinés avant d’être acceptés. Cochez ceux que vous avez examinés.
triage-accept = Accepter les éléments cochés
done-triage = Les signalements ont été ouverts.
waiting-look = L’examiner
waiting-title = Un signalement en attente
waiting-received = Arrivé le { $it }
waiting-wrong = Aucun dossier ne peut en être créé en l’état :
waiting-answer = Il répond à une question. Il sera accepté avec les autres à l’ouverture des signalements, dès que la question existera.
waiting-text = Le signalement tel qu’il a été reçu
waiting-hint = Corrigez ce qui ne va pas et ne changez rien d’autre. Le dossier est créé au nom de la personne qui a envoyé le signalement ; le signalement tel qu’il a été reçu n’est ensuite plus conservé.
waiting-record = Enregistrer le signalement
done-waiting-recorded = Le signalement est enregistré.
n-recorded = { $n ->
    [one] { $number } dossier créé ou modifié
   *[other] { $number } dossiers créés ou modifiés
}
n-answered = { $n ->
    [one] { $number } réponse reçue
   *[other] { $number } réponses reçues
}
n-attached = { $n ->
    [one] { $number } pièce jointe rattachée à son incident
   *[other] { $number } pièces jointes rattachées à leurs incidents
}
waiting = Ce qui attend
notices = Ce qui vous concerne
notices-none = Rien de nouveau.
notices-seen = Marquer comme lu
done-seen = C’est marqué comme lu.
fingerprint = L’empreinte de votre clé, à lire à la personne qui vous accorde l’accès :
notice-question = Une question vous est posée sur un incident que vous avez signalé.
notice-assigned = Un incident vous a été confié.
notice-assigned-due = Un incident vous a été confié, échéance le { $it }.
notice-overdue = Un incident qui vous est confié a dépassé son échéance.
notice-overdue-due = L’échéance d’un incident qui vous est confié était le { $it }.
notice-answered = Une réponse est arrivée.
notice-answered-due = Une réponse est arrivée ; l’échéance de l’incident est le { $it }.
notice-reports = Des signalements attendent d’être ouverts.
notice-grant = Une personne attend un accès : { $it }
notice-break-glass = Un accès d’urgence est demandé. Vous pouvez y opposer votre veto.

waits-anything = Tout
waits-new = Étape initiale
waits-returned = Réponse de la personne qui a signalé
waits-answered = Lecture d’une réponse
waits-waiting-technical = Étape technique
waits-waiting-ctfmr = Équipe spéciale de pays
waits-overdue = Échéance dépassée
waits-signature = Publications à signer
waits-approval = Propositions à approuver
queue-states = Ce qui est attendu
queue-whose = À qui ils sont confiés
queue-empty = Rien n’attend ici.
with-anybody = Confiés ou non
with-me = Confiés à moi
with-nobody = Confiés à personne

incident = Incident
when = Quand
where = Où
violations = Violations
violation = Violation
party = Partie
waits-for = En attente de
with-whom = Confié à
due-on = échéance le { $it }
n-children = { $n ->
    [one] { $number } enfant
   *[other] { $number } enfants
}
n-notes = { $n ->
    [one] { $number } remarque
   *[other] { $number } remarques
}
step-not-taken = non franchie
date-unknown = Date inconnue
area-unknown = Zone inconnue

bulk = Décider pour les violations cochées
bulk-how = Chaque violation fait l’objet d’une décision distincte. Dans la liste, les touches j et k passent d’une ligne à l’autre et x coche.
bulk-none = Cochez au moins une violation.
decide-status = Décision
bulk-decide = Décider
n-decided = { $n ->
    [0] Aucune étape n’a été franchie.
    [one] { $number } étape a été franchie.
   *[other] { $number } étapes ont été franchies.
}
n-refused = { $n ->
    [one] { $number } étape n’a pas pu être franchie, pour la raison suivante :
   *[other] { $number } étapes n’ont pas pu être franchies, pour les raisons suivantes :
}

narrow = Affiner la liste
narrow-go = Afficher
narrow-not = Tout afficher
incident-id = Référence de l’incident
ctfmr-status = Décision de l’équipe spéciale de pays
stands = Statut de l’incident
occurred-from = Commencé à partir du
occurred-to = Commencé au plus tard le
n-incidents = { $n ->
    [one] { $number } incident
   *[other] { $number } incidents
}
incidents-none = Aucun incident ne correspond à ces critères.

duplicates-how = Incidents qui se ressemblent par la date, le lieu, les victimes et les auteurs. Ce sont des personnes qui décident s’il s’agit du même.
duplicates-none = Aucun ici.
aspect-date = date
aspect-area = zone
aspect-types = types de violation
aspect-tally = nombres d’enfants
aspect-parties = parties
aspect-children = enfants
aspect-sources = sources
aspect-place = lieu
aspect-distance = distance
aspect-names = noms
beside-title = Côte à côte
beside-same = S’agit-il du même incident ?
beside-yes = Oui : le premier est intégré à { $it }, qui est conservé
beside-no = Non : ne plus les présenter ensemble
differs = diffère
done-told-apart = Ils ne seront plus présentés ensemble.
done-merged = Les deux ne font plus qu’un.

changed-from = Enregistré ou modifié depuis
search-keep = Enregistrer cette recherche
search-name = Nom que vous lui donnez
search-hint = Enregistrée pour vous seulement : personne d’autre ne peut l’ouvrir. La référence d’un incident n’en fait pas partie.
searches = Vos recherches
search-forget = Supprimer
done-search-kept = La recherche a été enregistrée.
done-search-forgotten = La recherche a été supprimée.
look-for = Chercher des mots
look-for-words = Mots
look-for-hint = Dans les récits, noms, lieux et contacts, quelle que soit l’orthographe, en écriture latine, arabe ou cyrillique ; de un à huit mots. La lecture de ce qui permet d’identifier quelqu’un est consignée au journal.
look-for-go = Chercher
look-for-more = Tous les incidents n’ont pas encore été parcourus.
