"""Words by which people and organizations are gathered for an invitation."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from meetings import audit
from meetings.actor import Actor
from meetings.db import db, one_at_a_time
from meetings.directory.models import Organization, Person, Tag, Tagging
from meetings.directory.queries import tags
from meetings.directory.rules.entries import tag_names
from meetings.errors import Refused
from meetings.localized import fold

_OWN_SORT = 1000


def add_tag(names: Mapping[str, str], *, by: Actor, at: datetime) -> Tag:
    """A tag of the secretariat's own. Raises Refused without a name, or for a known one."""
    found = tag_names(names)
    one_at_a_time("directory.tags")
    _refuse_known(found, but=None)
    stem = re.sub(r"[^a-z0-9]+", "_", fold(next(iter(found.values())))).strip("_")[:40] or "tag"
    code, number = stem, 2
    while db.session.get(Tag, code) is not None:
        code, number = f"{stem}_{number}", number + 1
    made = Tag(code=code, names=found, sort=_OWN_SORT, is_own=True)
    db.session.add(made)
    db.session.flush()
    audit.record("directory.add_tag", ("tag", code), by=by, at=at, changes={"names": found})
    return made


def rename_tag(tag: Tag, names: Mapping[str, str], *, by: Actor, at: datetime) -> None:
    """Write a tag of the secretariat's own anew; who bears it keeps it.

    Raises Refused for a tag that comes with the product, without a name, or for a known one.
    """
    if not tag.is_own:
        raise Refused(_l("This tag comes with the product: add one of your own."), code="own")
    found = tag_names(names)
    one_at_a_time("directory.tags")
    _refuse_known(found, but=tag.code)
    before, tag.names = tag.names, found
    db.session.flush()
    changes = {"before": before, "after": found}
    audit.record("directory.rename_tag", ("tag", tag.code), by=by, at=at, changes=changes)


def set_tags(
    record: Person | Organization, codes: Collection[str], *, by: Actor, at: datetime
) -> None:
    """Give a record these tags and no other. Raises Refused for a tag that isn't known."""
    wanted = set(codes)
    if wanted - {each.code for each in tags.tags()}:
        raise Refused(_l("Choose from the list."), field="tags", code="tags")
    is_person = isinstance(record, Person)
    column = Tagging.person_id if is_person else Tagging.organization_id
    one_at_a_time(f"directory.tags.{record.public_id}")
    before = set(tags.codes_of(record))
    if before == wanted:
        return
    gone = before - wanted
    db.session.execute(delete(Tagging).where(column == record.id, Tagging.tag_code.in_(gone)))
    for code in sorted(wanted - before):
        db.session.add(Tagging(tag_code=code, **{column.key: record.id}))
    db.session.flush()
    subject = ("person" if is_person else "organization", record.public_id)
    changes = {"before": sorted(before), "after": sorted(wanted)}
    audit.record("directory.set_tags", subject, by=by, at=at, changes=changes)


def _refuse_known(names: Mapping[str, str], *, but: str | None) -> None:
    for tag in tags.tags():
        for lang, name in names.items():
            if tag.code != but and fold(tag.names.get(lang, "")) == fold(name):
                raise Refused(_l("There is a tag of this name already."), field=lang, code="known")
