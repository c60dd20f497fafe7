"""Organizations that bear a tag are no recipients: the officer is told so, with their addresses."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from meetings.actor import CLI
from meetings.directory import operations
from tests.factories.accounts import make_user
from tests.factories.directory import AT, make_person
from tests.factories.invitations import make_mailing
from tests.factories.registration import make_open_meeting
from tests.factories.statistics import make_organization
from tests.support.pages import Client, Site

Stored = Callable[[], AbstractContextManager[None]]


def test_organizations_of_a_tag_are_named_with_their_addresses(
    page: Site, client: Client, stored: Stored
) -> None:
    with stored():
        for name, country, email in (
            ("Red Ixchel", "HN", "red@ixchel.example"),
            ("Radio Sur", "HN", ""),
            ("Radio Norte", "GT", "norte@radio.example"),
        ):
            made = make_organization(name, country=country, email=email)
            operations.set_tags(made, ["media"], by=CLI, at=AT)
        operations.set_tags(make_person("Nayeli"), ["media"], by=CLI, at=AT)
        meeting = make_open_meeting()
        mailing, identity = make_mailing(meeting).public_id, make_user().get_id()
        address = f"/en/manage/meetings/{meeting.slug}/invitations/{mailing}"
    client.sign_in(identity)
    whom = page.get(f"{address}/recipients")
    honduras: dict[str, Any] = {"tag-tag": "media", "tag-country": "HN"}
    added = whom.submit("#by-tag form", **honduras)
    assert "No person bears this tag" in added.text
    for shown in (added, page.get(address)):
        told = shown.one(".notice--warn:has(ul)")
        assert "2 organizations of the tags are not written to" in told
        assert "Red Ixchel: red@ixchel.example" in told
        assert "Radio Sur: No e-mail address is known" in told
        assert "Norte" not in told
    everywhere = added.submit("#by-tag form", **(honduras | {"tag-country": ""}))
    assert "They are on the list." in everywhere.text
    assert "3 organizations" in everywhere.text
