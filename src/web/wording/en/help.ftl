# Help in the page: what it is for, what one does here, what happens afterwards.

help-this-page = About this page
help-overview = This page shows what waits in the situation and what concerns you. Follow a line to the place where it is done. What is new is marked.
help-report = Here you report what happened to children. Answer what you know, part by part. When you send it, the report is sealed in this browser, and you get a receipt to keep. Those who verify it may ask you more, under “Questions to you”.
help-questions = People who verify your reports ask you here. Answer what you can without putting anybody in danger. The answer goes to those who verify the report.
help-queue = These are open incidents that wait for somebody. Choose for what they wait and with whom they are; open one, or tick several and decide on them together. Each step that is taken is noted in the log, and the incident goes on to whoever takes the next one.
help-incidents = These are the incidents that are recorded, whether they are counted or not. Narrow the list by reference, type, decision, place, party and date. Open one to read it and to take the step that is yours.
help-duplicates = Here the program looks for incidents that may be the same and says in what they are alike. Open two of them side by side to see what differs. Nothing becomes one by itself: people decide.
help-reports = Here you make reports for the task force itself, with exact figures. Choose the report and the period; it is made while you do something else, and only you can fetch it. What others may have is under “Releases”.
help-releases = Releases are figures for partners and for the public. In each, small figures are withheld, and the program has tried to calculate them from everything that was published. A release is out when two co-chairs have signed it, and can be downloaded here.
help-dashboard = These charts show figures that are published, and nothing else. Choose a release; behind each chart stands its table. What is withheld is marked: it may be any number, zero included.
help-people = Here accounts are made and changed, and access is granted. An administrator makes an account, which opens nothing. A co-chair then grants what its roles open, once the fingerprint of its key has been read out. Access to names and places takes two co-chairs.
help-settings = Here stand the rules of the situation: how many days a step may wait, and the registers of parties, areas and partners. Administrators change the days. Registers only grow, since records name what is in them.
help-log = Every act is listed here: who did what, and in which hour. No entry says what a record says. Keep a copy of the signed head elsewhere: with it anybody can show later whether something was changed.
help-triage = Reports that had arrived have been opened and became records. Those that are listed would change an incident that somebody else recorded or that has been decided on. Look at each before you tick it; what you do not take goes on waiting.
help-case = This is one incident: what was reported, the evidence for each violation, and what was decided. If the next step is yours, decide it here with a reason; if something keeps you from it, that is said. Names, places and the story stand behind a button, and opening them is noted in the log. No decision is erased: a later one takes its place.
help-beside = Two incidents that may be the same stand side by side, and what differs is marked. If they are the same, one goes into the other and is no longer counted. If they are not, they are not shown together again.
help-job = Here you see how far it is. You may leave the page meanwhile and come back. What is ready is fetched here, by you alone. Remove it when you no longer need it.
help-release = This is one release, with what is withheld in it and what was tried on it. Read it before you sign. When two co-chairs have signed it is out; after that it can be withdrawn, but not changed.
help-sign = With your signature you vouch for exactly the release that this page shows. Before it is taken, the program attacks the release once more. With the second signature the release is out.
help-slip = This slip holds a login and a first password, and is shown once. Hand it over in person. At the first sign-in the person chooses another password, which nobody else knows.
