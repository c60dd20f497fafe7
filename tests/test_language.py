"""Four languages: the prefix, the redirect without one, the switch that keeps the page."""

from __future__ import annotations

import pytest

from meetings import language
from tests.support.pages import Page


@pytest.mark.parametrize(
    ("accepts", "lang"),
    [
        ("es", "es"),
        ("pt-BR,pt;q=0.9,en;q=0.5", "pt"),
        ("de,fr;q=0.8", "fr"),
        ("de", "en"),
        ("", "en"),
        ("*", "en"),
        ("nonsense;;q=x", "en"),
    ],
)
def test_an_address_without_language_leads_to_the_readers(client, accepts: str, lang: str) -> None:
    query = "kind=forum&kind=panel&q=S%C3%A3o"
    answer = client.get(f"/calendar?{query}", headers={"Accept-Language": accepts})
    assert answer.status_code == 302
    assert answer.location == f"/{lang}/calendar?{query}"
    assert "Accept-Language" in answer.headers["Vary"]


def in_french(page: Page) -> str:
    """Where the switch to French leads."""
    (link,) = page.tree.cssselect("a[hreflang=fr]")
    return str(link.get("href"))


def test_the_root_leads_to_the_landing_page(client) -> None:
    assert client.get("/", headers={"Accept-Language": "fr"}).location == "/fr/"


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/meetings/nothing.ics",
        "/feeds/x",
        "/api/v1/x",
        "/static/x",
        "/metrics",
        "/de/calendar",
        "/en/nowhere",
        "/%0d%0aSet-Cookie:%20a=b",
    ],
)
def test_what_is_no_page_is_not_redirected_to_one(client, path: str) -> None:
    answer = client.get(path, headers={"Accept-Language": "es"})
    assert answer.status_code == 404


def test_no_redirect_leads_to_another_site(client) -> None:
    answer = client.get("/", environ_overrides={"PATH_INFO": "//evil.example/calendar"})
    assert not answer.headers.get("Location", "").startswith(("//", "/\\"))


def test_what_serves_programs_has_no_language(client) -> None:
    for path in ("/healthz", "/readyz", "/calendar.ics", "/static/css/tokens.css"):
        with client.get(path, headers={"Accept-Language": "es"}) as answer:
            assert answer.status_code == 200


def test_a_form_is_never_redirected(client) -> None:
    assert client.post("/sign-in").status_code == 404


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_the_page_says_its_language(page, lang: str) -> None:
    assert page.get(f"/{lang}/sign-in").tree.get("lang") == lang


def test_the_switch_keeps_the_page_and_its_query(page) -> None:
    entry = page.get("/es/sign-in?next=/es/today&a=1&a=2&q=S%C3%A3o")
    assert in_french(entry) == "/fr/sign-in?next=/es/today&a=1&a=2&q=S%C3%A3o"
    assert entry.one("[aria-current=true]").endswith("Español")


@pytest.mark.parametrize("query", ["lang=xx", "_scheme=javascript", "_external=1", "_anchor=x"])
def test_no_query_breaks_the_switch(page, query: str) -> None:
    entry = page.get(f"/es/sign-in?{query}")
    assert in_french(entry) == f"/fr/sign-in?{query}"


def test_the_switch_stands_on_a_page_that_does_not_exist(client) -> None:
    shown = client.get("/es/no-such-page?x=1")
    assert shown.status_code == 404
    assert 'href="/fr/no-such-page?x=1"' in shown.text
    assert 'lang="es"' in shown.text


def test_addresses_for_mails_are_whole_and_in_the_readers_language(make_app) -> None:
    app = make_app(base_url="https://cim.example/")
    with app.app_context():
        address = language.address("accounts.sign_in", lang="fr")
        assert address == "https://cim.example/fr/sign-in"
        assert language.address("feeds.calendar", lang="fr") == "https://cim.example/calendar.ics"


def test_content_falls_back_in_the_order_of_the_installation(make_app) -> None:
    with make_app(languages="pt,es").app_context():
        assert language.content({"en": "a", "es": "b"}, "fr").text == "b"
        assert language.content({"en": "a"}, "fr").text == ""
