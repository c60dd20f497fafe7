"""The fixtures keep their promises: fresh databases, real mail, a real browser."""

from __future__ import annotations

import smtplib
import socket
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error
from sqlalchemy import text

from meetings.db import db
from tests.support.databases import Workspace


@pytest.mark.parametrize("attempt", [1, 2])
def test_a_test_never_sees_what_another_one_stored(session, stored, attempt: int) -> None:
    assert "left_over" not in db.inspect(db.engine).get_table_names(), attempt
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE left_over (id INTEGER)"))


def test_a_client_refuses_to_work_beside_an_open_context(session, client) -> None:
    with pytest.raises(AssertionError, match="leave the app context"):
        client.get("/en/sign-in")


def test_a_post_without_a_token_is_refused(client) -> None:
    assert client.post("/en/sign-in", csrf=False).status_code == 400
    assert client.post("/en/sign-in").status_code == 422


def test_mail_arrives(smtp_server) -> None:
    address = urlsplit(smtp_server.url)
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "Un día"
    message.set_content("Hola")
    with smtplib.SMTP(str(address.hostname), address.port or 0) as connection:
        connection.send_message(message)
    assert [str(mail["Subject"]) for mail in smtp_server.to("c@d.example")] == ["Un día"]


def test_no_other_machine_is_reached() -> None:
    with socket.socket() as connection, pytest.raises(AssertionError, match="reached for"):
        connection.connect(("192.0.2.1", 80))


def test_a_browser_opens_a_page_of_the_product(live_server, window, axe) -> None:
    phone = window(width=360, language="es")
    phone.goto(live_server.url + "/es/sign-in")
    assert phone.locator("h1").count() == 1
    axe(phone)


def test_a_script_error_in_a_page_fails_its_test(browser) -> None:
    from tests.support.browser import Windows

    windows = Windows(browser)
    windows.open().evaluate("console.error('broken')")
    windows.close()
    with pytest.raises(AssertionError, match="broken"):
        windows.assert_quiet()


@pytest.mark.parametrize("address", ["http://example.org/", "http://192.0.2.1/"])
def test_a_browser_reaches_no_other_machine(browser, address) -> None:
    from tests.support.browser import Windows

    windows = Windows(browser)
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        windows.open().goto(address)
    windows.close()


def test_each_worker_has_a_database_of_its_own(workspace: Workspace) -> None:
    other = Workspace(workspace.folder, "gw7")
    assert workspace.url("sqlite") != other.url("sqlite")
