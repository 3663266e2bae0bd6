# Referrals of children to services, and notes on what is best for them.

care-go = Referrals and best interests
care-title = Referrals and best interests
care-how = The words on this page are no evidence, are counted nowhere and leave with no export. The record says, as a response, that a child was referred, to what, and what came of it, unless the child refused reporting. Names are open here.
care-no-children = The record names no single child.
referrals = Referrals
referrals-none = Nobody has referred this child.
refer = Refer this child
referral-service = Service
referral-provider = Provider
referral-tell = What the provider is told
referral-tell-hint = Only what they must know to find the child and to help. What happened is for the child to tell.
referral-needs = What the child needs
referral-needs-hint = In your own words. Name nobody else, and do not say who did it.
referral-answer-to = To whom the provider answers
referral-days = Days for which it can be opened
referral-days-wrong = Choose 1 to { $number } days.
referral-told = Told
referral-open = Not known yet
referral-withdrawn = Taken back
referral-gone = It can no longer be opened.
referral-can-be-opened = It can be opened until { $it }.
referral-opened = { $n ->
    [0] Never opened.
    [one] Opened { $number } time.
   *[other] Opened { $number } times.
}
referral-outcome = What came of it
referral-withdraw = Take it back
referral-no-consent = No consent is recorded to share this child’s identity with a service provider. Ask first, and amend the record.
referral-nothing = None of what you tick is recorded. Tick at least one thing that is.
referral-names-others = Your words name somebody else whom the record names, a contact of theirs or a code of the record. Leave that out.
referral-words-wrong = Write something, and not more than the field holds.
referral-which-service = Choose a service.
done-referral-withdrawn = It is taken back. What the provider was told can no longer be opened.
done-referral-concluded = It is noted, and the record says so.
best-interests = Best interests
best-interests-none = Nothing is noted.
best-interests-write = Write a note
best-interests-text = What is best for this child
best-interests-hint = What was weighed, with whom, what the child said, and what was decided.
referral-slip-title = Code for the provider
referral-slip-once = This page is shown once. The code is kept nowhere.
referral-address = Address
referral-code = Code
referral-until = Until
referral-slip-how = Give address and code to the provider by different ways, for instance one on paper and one by telephone. Whoever has the code reads what you ticked, ten times at most. If it gets into wrong hands, take the referral back.
referral-slip-back = Back to the referrals
referral-title = Open a referral
referral-door-how = A task force has referred a child to you and given you a code of forty digits. Type it here. What you then read is confidential.
referral-open-it = Open it
referral-mistyped = This is no code: look for a digit that was mistyped or left out.
referral-not-there = There is nothing under this code. It may have expired, been taken back, or been opened as often as it can be. Ask whoever gave it to you.
referral-letter-for = Confidential, for { $it } alone. If that is not you, close this page and tell whoever gave you the code.
referral-on = Referred on
referral-letter-how = Write down what you need: it can be opened until then, and ten times at most; to load the page again or to change the language, you need the code again. Tell the person named above what came of it; do not answer here.
referral-no-child = The record no longer has this child.
referral-void = The incident is void or was merged into another one. If it was merged, refer the child from the one that stays.
referral-full = There are as many of these as there may be.
referral-stale = Somebody changed this since you read it, or it was sent twice. Look at the referrals above before you send it again.
care-others = Children whom the record no longer names
referral-leave = Leave
