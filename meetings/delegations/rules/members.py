"""A list of a delegation as it is written: each step gives a new list. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

from flask_babel import lazy_gettext as _l

from meetings.directory.models import Sex
from meetings.directory.rules import full_name, identity
from meetings.directory.rules.likeness import PersonFacts, compare_people
from meetings.errors import Refused
from meetings.registration.models import GONE
from meetings.registration.rules import NOT_STATED

MOST: Final = 200
HEAD: Final = "head_of_delegation"
PRINCIPAL: Final = "principal_delegate"
ADVISER: Final = "adviser"


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody on a list (see DelegationMember)."""

    key: str
    replaces_key: str | None = None
    is_head: bool = False
    honorific: str = ""
    given_names: str
    surnames: str = ""
    email: str = ""
    sex: str = Sex.NOT_STATED
    capacity_code: str
    functions: tuple[str, ...] = ()
    post: str = ""
    personnel_kind_code: str = NOT_STATED
    mode: str = ""
    language: str = "es"
    participation_id: int | None = None
    standing: str = ""

    @property
    def name(self) -> str:
        """Given names, then surnames."""
        return full_name(self.given_names, self.surnames)

    @property
    def comes(self) -> bool:
        """Whether she is in the delegation as the list stands: who has ended is kept on it to be
        named again or substituted, and is on no paper."""
        return self.standing not in GONE

    @property
    def heads(self) -> bool:
        """Whether she heads the delegation as the list stands: who has ended heads nobody."""
        return self.is_head and self.comes

    @property
    def identity(self) -> str:
        """The name as it is compared."""
        return identity(self.given_names, self.surnames)


NAMES: Final = tuple(each.name for each in fields(Member))
List = tuple[Member, ...]
Step = Callable[[List], List]
Called = tuple[str, str]  # given names and surnames


def added(members: List, new: Member) -> List:
    """With somebody at the end. Raises Refused (code twice) for who is on the list already."""
    if any(each.key == new.key for each in members):
        return members  # the second click
    if len(members) >= MOST:
        raise Refused(_l("A list holds at most %(count)d people.", count=MOST), code="many")
    _check_once(members, new)
    return (*members, new)


def changed(members: List, key: str, *, new: Member, called: Called | None = None) -> List:
    """With what was corrected of somebody; the place, the head and the key stay.

    Raises Refused for another person's name in the place of one who was nominated (code another):
    than how she is `called` outside of the list, so that no small steps lead to it.
    """
    old = found(members, key)
    _check_once([each for each in members if each.key != key], new)
    if old.participation_id is not None and old.identity != new.identity:
        check_same(called or (old.given_names, old.surnames), new)
    kept = replace(
        new,
        key=key,
        is_head=old.is_head,
        replaces_key=old.replaces_key,
        participation_id=old.participation_id,
        standing=old.standing,
    )
    return tuple(kept if each.key == key else each for each in members)


def without(members: List, key: str) -> List:
    """Without somebody."""
    found(members, key)
    return tuple(each for each in members if each.key != key)


def replaced(members: List, key: str, *, new: Member) -> List:
    """With somebody else in her place in the order; the head's successor heads the delegation.

    Who replaces somebody that replaced another one replaces that first one, unless the one
    between was nominated.
    """
    if any(each.key == new.key for each in members):
        return members  # the second click
    old = found(members, key)
    others = [each for each in members if each.key != key]
    _check_once(others, new)
    _check_other(old, new)
    first = key if old.participation_id is not None else old.replaces_key
    successor = replace(new, is_head=old.is_head, replaces_key=first)
    return tuple(successor if each.key == key else each for each in members)


def parted(members: List, ended: Collection[str]) -> tuple[List, List]:
    """Those who come, in order of protocol, and those who have `ended` (their keys): these lead no
    delegation and have no place in its order."""
    come = tuple(each for each in members if each.key not in ended)
    return come, tuple(each for each in members if each.key in ended)


def moved(members: List, key: str, *, step: int, ended: Collection[str] = ()) -> List:
    """With somebody one place up (-1) or down (1) among those who come; at the end of these nothing
    moves. Who has `ended` stands after them."""
    one = found(members, key)
    come, gone = parted(members, ended)
    if one in gone:
        return members
    place = come.index(one)
    to = min(max(place + step, 0), len(come) - 1)
    if to == place:
        return members
    rest = [each for each in come if each.key != key]
    rest.insert(to, one)
    return (*rest, *gone)


def headed(members: List, key: str) -> List:
    """With this head of delegation and no other."""
    found(members, key)
    return tuple(replace(each, is_head=each.key == key) for each in members)


def again(members: List, key: str) -> List:
    """With somebody who had left nominated anew: the same person, a new nomination."""
    return named_again(members, key, new=replace(found(members, key), key=str(uuid.uuid4())))


def named_again(members: List, key: str, *, new: Member) -> List:
    """The same, with what is said of her now; her place in the order and the head stay."""
    if any(each.key == new.key for each in members):
        return members  # the second click
    old = found(members, key)
    _check_once([each for each in members if each.key != key], new)
    anew = replace(
        new,
        replaces_key=None,
        is_head=old.is_head,
        participation_id=old.participation_id,
        standing="",
    )
    return tuple(anew if each.key == key else each for each in members)


def anew(gone: Member) -> Member:
    """Somebody who was taken off a list, as she is put on it once more: no head, in nobody's place,
    the same person still."""
    return replace(gone, key=str(uuid.uuid4()), replaces_key=None, is_head=False, standing="")


def begun(members: List, earlier: Sequence[Member], *, offered: Sequence[str]) -> List:
    """With those of an earlier delegation who are not on the list yet, in their order.

    Who came in a capacity that is not offered now comes as an adviser, else in the second one that
    is: a delegation has one principal delegate, who is the first of them where nobody was it.
    """
    known = {each.identity for each in members}
    has_head = any(each.heads for each in members)
    if not offered:
        return members
    others = ADVISER if ADVISER in offered else offered[min(1, len(offered) - 1)]
    is_led = any(each.capacity_code == offered[0] for each in (*members, *earlier))
    new: list[Member] = []
    for each in earlier:
        if each.identity in known or each.standing in GONE:
            continue
        code = each.capacity_code
        if code not in offered:
            code, is_led = (others if is_led else offered[0]), True
        made = replace(
            each,
            key=str(uuid.uuid4()),
            replaces_key=None,
            is_head=each.is_head and not has_head,
            capacity_code=code,
            standing="",
        )
        new.append(made)
    return (*members, *new)


def found(members: Sequence[Member], key: str) -> Member:
    """Who has this key. Raises Refused (code gone) when she left the list meanwhile."""
    for each in members:
        if each.key == key:
            return each
    raise Refused(_l("This person is no longer on the list."), code="gone")


def headless(members: Sequence[Member], *, ended: Collection[str] = ()) -> object | None:
    """The sentence that a delegation has no head, None where it has one or nobody is named.
    `ended` are the keys of those who have ended since the list was made."""
    heads = [each for each in members if each.is_head]
    if not members or any(each.heads and each.key not in ended for each in heads):
        return None
    if not heads:
        return _l("Nobody is marked as head of delegation.")
    return _l(
        "The delegation has no head now: %(name)s, who headed it, does not come.",
        name=heads[0].name,
    )


def remarks(members: Sequence[Member], *, ended: Collection[str] = ()) -> list[object]:
    """What whoever submits a list should look at before she does, beside that nobody heads it
    (`headless`); `ended` as there."""
    told: list[object] = []
    come = [each for each in members if each.key not in ended and each.standing not in GONE]
    first = [each.name for each in come if each.capacity_code == PRINCIPAL]
    if len(first) > 1:
        told.append(
            _l(
                "More than one person is named as principal delegate: %(names)s. A delegation has "
                "one; the others are alternates or advisers.",
                names=", ".join(first),
            )
        )
    return told


def _check_once(others: Iterable[Member], new: Member) -> None:
    """The same name with the same address, or with none, is the same person twice."""
    for each in others:
        same_mailbox = not each.email or not new.email or each.email == new.email
        if each.identity == new.identity and same_mailbox:
            raise Refused(
                _l("%(name)s is on the list already.", name=new.name),
                field="given_names",
                code="twice",
            )


def _check_other(old: Member, new: Member) -> None:
    """Nobody comes in her own place."""
    if old.comes and old.identity == new.identity:
        sentence = _l(
            "%(name)s cannot come in her or his own place. To change what is said of a person, use "
            "Correct.",
            name=new.name,
        )
        raise Refused(sentence, field="given_names", code="itself")


def check_same(called: Called, new: Member) -> None:
    """Raise Refused (field given_names, code another) where somebody who was nominated, and is
    `called` so, would bear another human being's name."""
    after = PersonFacts(new.given_names, new.surnames)
    if identity(*called) != new.identity and compare_people(PersonFacts(*called), after) is None:
        sentence = _l(
            "This is another person’s name. To let somebody else come in the place of %(name)s, "
            "use Substitute.",
            name=full_name(*called),
        )
        raise Refused(sentence, field="given_names", code="another")
