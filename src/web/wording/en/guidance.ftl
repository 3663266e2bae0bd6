# Pages for everybody: how we count, and the field guide.

count-title = How we count
count-what = What the published figures on grave violations against children count, and what they leave out, in plain words. No figure stands on this page, and no name of a country, place or party.
count-version = Version of the counting rules: { $it }
count-source = Source: { $it }
count-source-rules = counting rules, { $it }
count-source-resolution = Security Council resolution { $it }
count-source-guidelines = guidelines of the monitoring and reporting mechanism
count-source-verification = rules of verification, enforced by this program
count-source-disclosure = disclosure control of this program

count-four = What makes a violation
count-four-child = A child: anybody who was under 18 when it happened.
count-four-conflict = An armed conflict that the act is part of.
count-four-party = A party to the conflict, an armed force or an armed group, that did it. All parties are watched, and being named gives none of them recognition.
count-four-act = One of the acts below. The Security Council set up the mechanism that records them.

count-six = The six grave violations
count-six-how = There are six. They are recorded as eight types, since killing and maiming are told apart, and so are attacks on schools and on hospitals.
count-unit-children = Counted: each child.
count-unit-incidents = Counted: each one once, however many children it touched.

count-one = What one violation is
count-one-children = Where children are counted, a violation counts its boys, its girls and its children whose sex is not known.
count-one-incident = One incident can hold several violations. Each has its own number, its own parties and its own verification.
count-one-several = A child who suffered several violations counts under each of them. The sum of violations is therefore not a number of children.
count-one-multiple = Children known to have suffered several violations stand in a table of their own as well, if at least two of these, of the same incident, were verified within the period.

count-steps = Three steps, by three people
count-steps-by = Taken by: { $it }
count-steps-other = Nobody takes two steps on the same violation, and nobody takes any on what they reported or changed themselves. Each decision has a date and a reason, and none is erased.
count-steps-last = Figures read the last step alone, that of the country task force, and only the decision that stands. Until it is taken, a violation is in no table; the cover of a report says how many wait.
count-steps-over = What was taken over from an earlier system keeps the decisions that were taken there.

count-standing = Verified, in time or late, pending
count-status-verified = Counted, in the period in which the task force decided so.
count-status-pending = Counted apart, as not verified, in the period in which the incident began.
count-status-not-verified = Counted apart, as not verified, in the period in which the incident began. That it could not be verified does not mean that it did not happen.
count-status-not-mrm = In no figure.
count-status-did-not-occur = In no figure.
count-late = What the task force verified by the end of the quarter in which it happened is in time; in an annual report, by the end of the year. What it verified after that is late. It stands apart, in the period in which it was verified.
count-late-ranges = An incident of several days belongs to the quarter of its last day, one that still goes on to that of the day on which the report stands. One without a date is never late.
count-undated = What was verified without a date of decision is in no table, and the report’s notes say how many those are.

count-by = By whom, and where
count-by-joint = What several parties did together counts once, in a row that names them together; what nobody is known to have done has a row of its own. So rows add up to the total. A report that counts under each party instead says that its rows may add up to more.
count-by-attribution = Verifying does not need a confirmed perpetrator: who did it may be confirmed, alleged or suspected. An attribution that was found to be wrong counts for nobody.
count-by-area = Areas are those of the incident, at the level of the report. Where that is not known, a row says so.

count-beside = What is recorded beside, and never counted among the six
count-stages = Where an incident stands, and what is never counted
count-incident-open = Counted, as far as its violations are.
count-incident-closed = Kept, and in no figure.
count-incident-duplicate = The same as another incident, which is counted. Kept, and in no figure.
count-incident-void = Recorded in error. Kept, and in no figure.

count-changes = What changes a figure later
count-changes-anew = A decision can be taken anew, with a reason. The new one stands from then on, and later steps must be taken again.
count-changes-amended = If what is counted of a violation is changed, its decisions no longer stand, and it must be verified again.
count-changes-facts = Figures follow every change of a record at once, and can be made anew from the records and compared.
count-changes-erased = A record that is erased, because its time is over or because somebody no longer agrees to it, is in no later figure. What was published stays as it was, and the task force’s own reports say how many records were erased.
count-changes-released = What was published stays as it was. A correction is a new edition; an edition can be withdrawn, but not altered.

count-small = Why small figures are withheld
count-small-why = A small figure can lead to a child: whoever knows the place may know who it was.
count-small-how = A figure that counts too few children, or behind which stand too few incidents or sources, is withheld; so are others, as far as they would tell what it was.
count-small-sexual = For sexual violence not even whether there was a case may be learnt, unless a large figure that is shown tells it already.
count-small-attack = Before figures are published, the program itself tries to calculate what is withheld from everything that was ever published. Only what withstands that can be signed, and two co-chairs must sign.
count-small-limits = What is ensured is how far apart the least and the greatest number lie that a withheld figure may still be, not how likely each number is. Whoever knows other cases from the inside can learn more.
count-tier-internal = Exact figures, for its own use.
count-tier-partner = Small figures are withheld.
count-tier-public = More is withheld than for partners.

count-ask = How to ask
count-ask-what = Ask the task force that published the figure. Name the document, its period, and the row and column.
count-ask-how = A published document can be made anew from what was frozen with it, and those who are allowed to can follow its figures to the records behind them. How something was counted can be told; who a child is, never.
count-ask-guide = What is asked when a violation is reported: the field guide

manual-title = Field guide
manual-open = Open the field guide
manual-what = For whoever reports violations against children: what each violation is and is not, what to ask, what never to ask a child, and every question of the form. Nothing in it is about any situation. It can be printed.
manual-contents = Contents
manual-before = Before you ask
manual-safe = This paper can put you in danger where it is found on you. Read it where you are safe, and leave it there.
manual-incident = The incident, and what is asked of every violation
manual-more = Help, and other concerns
manual-others = What others fill in
manual-is = What it is
manual-is-not = What it is not
manual-ask = What to ask
manual-never = What never to ask a child
manual-fields = What is asked of this violation
manual-needed = needed
manual-not-asked = filled in by others or by the program
manual-apart = sealed apart
manual-only-if = Asked only if: { $it }
manual-if-open = “{ $it }” is left open
manual-if-said = “{ $it }” is filled in
manual-if-several = several violations are ticked
manual-list = See the list “{ $it }”
manual-part = See “{ $it }”
manual-lists = Lists
