"""Notices arrive, or the reason is kept; a secret is never written anywhere but where it belongs."""

from __future__ import annotations

import json
import logging
import socket
import ssl
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from ingest.notifying import notify, read_notices
from tests.ingest.fetching.bad_server import BadServer, redirect, serving, status
from tests.ingest.notifying.test_notices import FAILED, LEFT_OUT, run

TOKEN, PASSWORD = "tok-5f1e9c", "pass-77ab03"
PATH = "/hook/key-c0ffee42"
MAIL = {"BANGFU_MAIL_FROM": "bangfu@example.cn", "BANGFU_MAIL_TO": "night@example.cn, day@example.cn"}


@pytest.fixture
def server() -> Iterator[BadServer]:
    with serving() as running:
        yield running


class Mailbox:
    """An SMTP server's memory; it knows one user."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        assert isinstance(envelope.content, bytes)
        if self.answer.startswith("250"):
            self.messages.append(message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default))
        return self.answer

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def mailbox(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Mailbox, dict[str, str]]]:
    """A mail server on loopback that wants STARTTLS and a password, and the environment that leads to it."""
    context, box = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), Mailbox()
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]  # the controller knocks at its own door, so it must know the number
    controller = Controller(
        box,
        "127.0.0.1",
        port,
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=box.authenticate,
    )
    controller.start()
    try:
        where = {"BANGFU_SMTP_HOST": "127.0.0.1", "BANGFU_SMTP_PORT": str(port)}
        yield box, MAIL | where | {"BANGFU_SMTP_USER": "bangfu", "BANGFU_SMTP_PASSWORD": PASSWORD}
    finally:
        controller.stop()


def test_a_webhook_gets_the_notice_as_json(server: BadServer, tmp_path: Path) -> None:
    url = server.says(PATH, status(200))
    sent = notify(FAILED, [run()], tmp_path / "n.jsonl", {"BANGFU_WEBHOOK_URL": url, "BANGFU_WEBHOOK_TOKEN": TOKEN})
    assert [(one.channel, one.kind, one.is_sent) for one in sent] == [("webhook", "failed", True)]
    (request,) = server.asked
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    body = json.loads(request.body)
    assert (body["kind"], body["run"]["exit_code"], body["subject"]) == ("failed", 1, "bangfu: the refresh failed")


def test_a_chat_service_gets_the_body_it_wants(server: BadServer, tmp_path: Path) -> None:
    url = server.says(PATH, status(200))
    form = '{"msgtype": "text", "text": {"content": "{text}"}}'
    left_out = LEFT_OUT | {"reason": 'a "quoted" 字\nand a line'}
    notify(
        run(quarantine=[left_out]), [], tmp_path / "n.jsonl", {"BANGFU_WEBHOOK_URL": url, "BANGFU_WEBHOOK_BODY": form}
    )
    content = json.loads(server.asked[0].body)["text"]["content"]
    assert content.startswith("bangfu: 1 newly left out\n5 documents published\n")
    assert 'a "quoted" 字\nand a line' in content


def test_a_mail_arrives(mailbox: tuple[Mailbox, dict[str, str]], tmp_path: Path) -> None:
    box, environment = mailbox
    (sent,) = notify(run(quarantine=[LEFT_OUT]), [], tmp_path / "n.jsonl", environment)
    assert sent.is_sent, sent.reason
    (message,) = box.messages
    assert (message["Subject"], message["To"]) == ("bangfu: 1 newly left out", "night@example.cn, day@example.cn")
    assert "a/bad.pdf: no form was found (not_a_form)" in message.get_content()


def test_nothing_is_sent_where_nothing_changed(server: BadServer, tmp_path: Path) -> None:
    url = server.says(PATH, status(200))
    assert notify(run("unchanged"), [run()], tmp_path / "n.jsonl", {"BANGFU_WEBHOOK_URL": url}) == []
    assert server.asked == []


def test_a_webhook_that_was_unwell_is_tried_again(server: BadServer, tmp_path: Path) -> None:
    url = server.says(PATH, status(502), status(200))
    assert [one.is_sent for one in notify(FAILED, [], tmp_path / "n.jsonl", {"BANGFU_WEBHOOK_URL": url})] == [True]


def test_a_notice_that_cannot_be_sent_is_kept_with_its_reason_and_without_secrets(
    server: BadServer, mailbox: tuple[Mailbox, dict[str, str]], tmp_path: Path,
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Every way to fail that names its address or its password somewhere: in no log, no record and no reason does it show."""
    box, mail = mailbox
    caplog.set_level(logging.DEBUG)
    record = tmp_path / "n.jsonl"
    hook = {"BANGFU_WEBHOOK_TOKEN": TOKEN}
    wrong_password = mail | {"BANGFU_SMTP_PASSWORD": "wrong-" + PASSWORD}
    cases: list[tuple[dict[str, str], str, str]] = [
        (hook | {"BANGFU_WEBHOOK_URL": server.says(PATH, status(403))}, "webhook", "the webhook answered 403"),
        (hook | {"BANGFU_WEBHOOK_URL": server.says(f"{PATH}/away", redirect(PATH))}, "webhook", "the webhook answered 302"),
        (hook | {"BANGFU_WEBHOOK_URL": f"http://127.0.0.1:1{PATH}"}, "webhook", "ConnectError"),
        (hook | {"BANGFU_WEBHOOK_URL": f"http://[::{PATH}"}, "webhook", "InvalidURL"),
        (hook | {"BANGFU_WEBHOOK_URL": f"ftp://127.0.0.1{PATH}"}, "settings", "BANGFU_WEBHOOK_URL must begin with https"),
        (hook, "settings", "BANGFU_WEBHOOK_URL must begin with https"),
        (hook | {"BANGFU_WEBHOOK_URL": f"https://x{PATH}", "BANGFU_WEBHOOK_BODY": "{}"}, "settings", "BANGFU_WEBHOOK_BODY must hold {text}"),
        (wrong_password, "mail", "does not accept BANGFU_SMTP_USER"),
        (mail | {"BANGFU_SMTP_PORT": "1"}, "mail", "ConnectionRefusedError"),
        (mail | {"BANGFU_SMTP_PORT": "99999"}, "settings", "BANGFU_SMTP_PORT: Input should be less than 65536"),
        (mail | {"BANGFU_SMTP_SECURITY": "none"}, "settings", "BANGFU_SMTP_PASSWORD would be sent over an open line"),
        (mail | {"BANGFU_SMTP_USER": ""}, "settings", "BANGFU_SMTP_PASSWORD is set without BANGFU_SMTP_USER"),
        (mail | {"BANGFU_SMTP_PASSWORD": ""}, "settings", "BANGFU_SMTP_USER is set without BANGFU_SMTP_PASSWORD"),
        (mail | {"BANGFU_MAIL_TO": ""}, "settings", "BANGFU_MAIL_TO: Field required"),
    ]  # fmt: skip
    for environment, channel, reason in cases:
        (sent,) = notify(FAILED, [], record, environment)
        assert (sent.channel, sent.is_sent) == (channel, False)
        assert reason in sent.reason
    box.answer = "550 refused"
    assert [one.reason for one in notify(FAILED, [], record, mail)] == ["the mail server answered 550"]
    assert len(read_notices(record)) == len(cases) + 1
    out, err = capfd.readouterr()
    written = record.read_text(encoding="utf-8") + caplog.text + out + err
    assert [secret for secret in (TOKEN, PASSWORD, "c0ffee42") if secret in written] == []


def test_one_channel_that_is_set_up_wrong_does_not_silence_the_other(server: BadServer, tmp_path: Path) -> None:
    url = server.says(PATH, status(200))
    sent = notify(FAILED, [], tmp_path / "n.jsonl", {"BANGFU_WEBHOOK_URL": url, "BANGFU_SMTP_HOST": "127.0.0.1"})
    assert [(one.channel, one.is_sent) for one in sent] == [("settings", False), ("settings", False), ("webhook", True)]


def test_a_record_that_cannot_be_written_stops_nobody(server: BadServer, tmp_path: Path) -> None:
    url = server.says(PATH, status(200))
    assert notify(FAILED, [], tmp_path / "no" / "folder" / "n.jsonl", {"BANGFU_WEBHOOK_URL": url})[0].is_sent


def test_what_nobody_heard_is_told_by_the_next_run_that_can(server: BadServer, tmp_path: Path) -> None:
    where = {"BANGFU_WEBHOOK_URL": server.says(PATH, status(403), status(200))}
    record, first = tmp_path / "n.jsonl", run(quarantine=[LEFT_OUT], run_id="first")
    record.write_bytes(b"\xff}\n{}\nnull\n")  # what a bad disk left
    assert [one.is_sent for one in notify(first, [], record, where)] == [False]
    quiet = run("unchanged", run_id="second")
    (again,) = notify(quiet, [first], record, where)
    assert (again.run_id, again.kind, again.is_sent) == ("first", "left_out", True)
    assert notify(run("unchanged", run_id="third"), [quiet, first], record, where) == []
