"""Whether somebody may be written to though she was not convened: what she agreed to, and what
other ground the secretariat has.

Who registers by a form, or accepts an invitation by hers, is asked, apart from what registering
needs, whether the secretariat may invite her to later meetings. Her answer holds for all her
records, whatever list names her.

| her answer | no part in the meeting, no mandate | another ground |
|---|---|---|
| agreed, and still does | written to | written to |
| never asked | written to | written to |
| did not agree | left out | written to |
| took it back | left out | written to |

Another ground is one of these, and none of them rests on her consent:
- she holds a mandate: a term in the body that the meeting convenes, or in one that the mailing
  names, on the meeting's days. A body is convened by its statute; its members are not asked
  whether they like it. It is hers whatever period the mailing names the members of; who was a
  member in another time only holds none;
- she takes part in this very meeting: nominated, invited, registered. Mail about it is no
  invitation to a later one, and what is necessary for it must reach her;
- she was named for this meeting by its own lists (a status, a registration), though she is no
  longer in it: she is told what becomes of it.

That a mail is marked as necessary is no ground by itself: who has no part in a meeting needs
nothing of it.

Never asked is not the same as withheld. Whom a State nominated, who did not answer an invitation,
whom the secretariat entered or took from a table gave her address for an official purpose of the
same kind and has refused nothing; to leave her out would silence lists of authorities that no form
ever reached. She is written to, and each such mail offers to end them; that she then says counts
(`fitting.receipt`: unsubscribed). Who gave her answer before the question stood in the form
(version 2026-1 of the text) was not asked either.
"""

from __future__ import annotations

from meetings.registration.rules.consents import Answer

NAMED_HERE = frozenset({"body", "status", "registrations"})  # sources that are a ground


def may_write(answer: Answer, *, has_ground: bool) -> bool:
    """Whether her answer lets somebody be written to; see the table above."""
    return has_ground or answer not in (Answer.WITHHELD, Answer.WITHDRAWN)
