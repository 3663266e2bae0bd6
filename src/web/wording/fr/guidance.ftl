# Pages pour tout le monde : comment nous comptons, et le guide de terrain.

count-title = Comment nous comptons
count-what = Ce que comptent les chiffres publiés sur les violations graves commises contre des enfants, et ce qu’ils laissent de côté, en mots simples. Il n’y a sur cette page aucun chiffre, ni aucun nom de pays, de lieu ou de partie.
count-version = Version des règles de comptage : { $it }
count-source = Source : { $it }
count-source-rules = règles de comptage, { $it }
count-source-resolution = résolution { $it } du Conseil de sécurité
count-source-guidelines = directives du mécanisme de surveillance et de communication de l’information
count-source-verification = règles de vérification, imposées par ce programme
count-source-disclosure = contrôle de la divulgation de ce programme

count-four = Ce qui constitue une violation
count-four-child = Un enfant : toute personne qui avait moins de 18 ans au moment des faits.
count-four-conflict = Un conflit armé dont l’acte fait partie.
count-four-party = Une partie au conflit, force armée ou groupe armé, qui l’a commis. Toutes les parties sont surveillées, et être nommée ne vaut reconnaissance pour aucune.
count-four-act = L’un des actes ci-dessous. Le Conseil de sécurité a créé le mécanisme qui les consigne.

count-six = Les six violations graves
count-six-how = Il y en a six. Elles sont consignées en huit types, car on distingue le meurtre de la mutilation, et les attaques contre les écoles de celles contre les hôpitaux.
count-unit-children = On compte : chaque enfant.
count-unit-incidents = On compte : chaque cas une fois, quel que soit le nombre d’enfants touchés.

count-one = Ce qu’est une violation
count-one-children = Là où l’on compte des enfants, une violation compte ses garçons, ses filles et ses enfants de sexe inconnu.
count-one-incident = Un incident peut contenir plusieurs violations. Chacune a son nombre, ses parties et sa vérification.
count-one-several = Un enfant qui a subi plusieurs violations compte sous chacune. La somme des violations n’est donc pas un nombre d’enfants.
count-one-multiple = Les enfants dont on sait qu’ils ont subi plusieurs violations figurent aussi dans un tableau à part, si au moins deux d’entre elles, du même incident, ont été vérifiées dans la période.

count-steps = Trois étapes, par trois personnes
count-steps-by = Franchie par : { $it }
count-steps-other = Nul ne franchit deux étapes pour la même violation, ni aucune pour ce qu’il a lui-même signalé ou modifié. Chaque décision a une date et un motif, et aucune n’est effacée.
count-steps-last = Les chiffres ne tiennent compte que de la dernière étape, celle de l’équipe spéciale de pays, et seulement de la décision en vigueur. Tant que cette décision n’est pas prise, une violation n’est dans aucun tableau ; la couverture d’un rapport dit combien attendent.
count-steps-over = Ce qui a été repris d’un système antérieur garde les décisions qui y ont été prises.

count-standing = Vérifié, à temps ou tardivement, en attente
count-status-verified = Compté, dans la période où l’équipe spéciale en a décidé ainsi.
count-status-pending = Compté à part, comme non vérifié, dans la période où l’incident a commencé.
count-status-not-verified = Compté à part, comme non vérifié, dans la période où l’incident a commencé. Que cela n’ait pu être vérifié ne veut pas dire que cela n’a pas eu lieu.
count-status-not-mrm = Dans aucun chiffre.
count-status-did-not-occur = Dans aucun chiffre.
count-late = Ce que l’équipe spéciale a vérifié avant la fin du trimestre des faits l’est à temps ; dans un rapport annuel, avant la fin de l’année. Ce qu’elle a vérifié ensuite l’est tardivement. Cela figure à part, dans la période où cela a été vérifié.
count-late-ranges = Un incident de plusieurs jours appartient au trimestre de son dernier jour, un incident qui dure encore à celui du jour auquel le rapport est arrêté. Un incident sans date n’est jamais compté comme tardif.
count-undated = Ce qui a été vérifié sans date de décision n’est dans aucun tableau, et les notes du rapport disent combien il y en a.

count-by = Par qui, et où
count-by-joint = Ce que plusieurs parties ont fait ensemble compte une fois, dans une ligne qui les nomme ensemble ; ce dont on ne connaît pas l’auteur a une ligne à part. La somme des lignes est donc égale au total. Un rapport qui compte au contraire sous chaque partie dit que la somme de ses lignes peut dépasser le total.
count-by-attribution = Vérifier n’exige pas que l’auteur soit confirmé : l’attribution peut être confirmée, alléguée ou soupçonnée. Une attribution infirmée ne compte pour personne.
count-by-area = Les zones sont celles de l’incident, au niveau du rapport. Là où ce n’est pas connu, une ligne le dit.

count-beside = Ce qui est consigné à côté, et jamais compté parmi les six
count-stages = Où en est un incident, et ce qui n’est jamais compté
count-incident-open = Compté, pour autant que ses violations le soient.
count-incident-closed = Conservé, et dans aucun chiffre.
count-incident-duplicate = Le même qu’un autre incident, qui est compté. Conservé, et dans aucun chiffre.
count-incident-void = Enregistré par erreur. Conservé, et dans aucun chiffre.

count-changes = Ce qui change un chiffre plus tard
count-changes-anew = Une décision peut être prise de nouveau, avec un motif. La nouvelle vaut dès lors, et les étapes suivantes sont à franchir de nouveau.
count-changes-amended = Si ce qui est compté d’une violation est modifié, ses décisions cessent d’avoir effet, et elle est à vérifier de nouveau.
count-changes-facts = Les chiffres suivent aussitôt chaque modification d’un dossier, et peuvent être refaits à partir des dossiers et comparés.
count-changes-erased = Un dossier effacé, parce que sa durée de conservation est écoulée ou qu’une personne n’y consent plus, n’entre plus dans aucun chiffre ultérieur. Ce qui a été publié reste tel quel, et les rapports internes de l’équipe spéciale disent combien de dossiers ont été effacés.
count-changes-released = Ce qui a été publié reste tel quel. Une correction est une nouvelle édition ; une édition peut être retirée, mais pas modifiée.

count-small = Pourquoi les petits chiffres sont masqués
count-small-why = Un petit chiffre peut mener à un enfant : qui connaît le lieu peut savoir de qui il s’agissait.
count-small-how = Un chiffre qui compte trop peu d’enfants, ou derrière lequel se trouvent trop peu d’incidents ou de sources, est masqué ; d’autres le sont aussi, dans la mesure où ils révéleraient ce qu’il était.
count-small-sexual = Pour les violences sexuelles, on ne doit pas même pouvoir apprendre s’il y a eu un cas, à moins qu’un grand chiffre montré ne le dise déjà.
count-small-attack = Avant toute publication, le programme essaie lui-même de calculer ce qui est masqué à partir de tout ce qui a jamais été publié. Seul ce qui y résiste peut être signé, et deux coprésidents doivent signer.
count-small-limits = Ce qui est garanti est l’écart entre le plus petit et le plus grand nombre qu’un chiffre masqué peut encore être, non la probabilité de chaque nombre. Qui connaît d’autres cas de l’intérieur peut en apprendre davantage.
count-tier-internal = Chiffres exacts, pour son propre usage.
count-tier-partner = Les petits chiffres sont masqués.
count-tier-public = Plus de chiffres sont masqués que pour les partenaires.

count-ask = Comment demander
count-ask-what = Demandez à l’équipe spéciale qui a publié le chiffre. Nommez le document, sa période, la ligne et la colonne.
count-ask-how = Un document publié peut être refait à partir de ce qui a été figé avec lui, et les personnes habilitées peuvent suivre ses chiffres jusqu’aux dossiers qui les fondent. Comment on a compté peut se dire ; qui est un enfant, jamais.
count-ask-guide = Ce que l’on demande quand une violation est signalée : le guide de terrain

manual-title = Guide de terrain
manual-open = Ouvrir le guide de terrain
manual-what = Pour qui signale des violations commises contre des enfants : ce qu’est et n’est pas chaque violation, ce qu’il faut demander, ce qu’il ne faut jamais demander à un enfant, et toutes les questions du formulaire. Rien n’y concerne une situation particulière. Il peut être imprimé.
manual-contents = Sommaire
manual-before = Avant de demander
manual-safe = Ce document peut vous mettre en danger si on le trouve sur vous. Lisez-le là où vous êtes en sécurité, et laissez-le sur place.
manual-incident = L’incident, et ce qui est demandé pour chaque violation
manual-more = Aide et autres problèmes de protection
manual-others = Ce que d’autres remplissent
manual-is = Ce que c’est
manual-is-not = Ce que ce n’est pas
manual-ask = Ce qu’il faut demander
manual-never = Ce qu’il ne faut jamais demander à un enfant
manual-fields = Ce qui est demandé pour cette violation
manual-needed = nécessaire
manual-not-asked = rempli par d’autres ou par le programme
manual-apart = scellé à part
manual-only-if = Demandé seulement si : { $it }
manual-if-open = « { $it } » reste vide
manual-if-said = « { $it } » est rempli
manual-if-several = plusieurs violations sont cochées
manual-list = Voir la liste « { $it } »
manual-part = Voir « { $it } »
manual-lists = Listes
