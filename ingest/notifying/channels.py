"""How a notice goes out: a webhook, mail. What an exception of a library says is never passed on: it may hold an address with its key.

Own code rather than a library of a hundred services: two channels are wanted, both stand on what is installed, every chat service
takes a webhook once its body can be shaped, and secrets stay in three functions that a test can watch.
"""

from __future__ import annotations

import json
import logging
import smtplib
import ssl
from abc import ABC, abstractmethod
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

import httpx
import stamina
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from stamina.instrumentation import set_on_retry_hooks

from ingest.notifying.notices import Notice

_SECONDS = 10.0  # for one attempt to connect, to send, to be answered
_ATTEMPTS = 3
_PLACE = "{text}"
_WEBHOOK, _MAIL = ("BANGFU_WEBHOOK_",), ("BANGFU_SMTP_", "BANGFU_MAIL_")

set_on_retry_hooks(())  # stamina's own would write what an exception says
for library in ("httpx", "httpcore"):
    logging.getLogger(library).setLevel(logging.WARNING)  # below that they write addresses


class _NotTaken(Exception):
    """The other side answered, and not well. `is_passing`: another attempt may go better."""

    def __init__(self, reason: str, is_passing: bool) -> None:
        super().__init__(reason)
        self.is_passing = is_passing


class Channel(ABC):
    """A way out. `name` stands in logs."""

    name: str

    def send(self, notice: Notice) -> str | None:
        """Send it, over several attempts. Returns why that failed, in words without secrets; None when it went out."""
        try:
            for attempt in stamina.retry_context(_is_worth_another, attempts=_ATTEMPTS, wait_initial=0.5, wait_max=5):
                with attempt:
                    self._send(notice)
        except _NotTaken as error:
            return str(error)
        except (httpx.HTTPError, httpx.InvalidURL, smtplib.SMTPException, OSError, ValueError) as error:
            return type(error).__name__
        return None

    @abstractmethod
    def _send(self, notice: Notice) -> None: ...


def _is_worth_another(error: Exception) -> bool:
    if isinstance(error, _NotTaken):
        return error.is_passing
    return isinstance(error, httpx.TransportError | OSError) and not isinstance(error, ssl.SSLError)


class Webhook(Channel):
    """A POST to an address. The body is the notice as JSON, or a text of one's own with `{text}` for its words."""

    name = "webhook"

    def __init__(self, url: SecretStr, token: SecretStr | None = None, body: str | None = None) -> None:
        self._url, self._token, self._body = url, token, body

    def _send(self, notice: Notice) -> None:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token.get_secret_value()}"
        answer = httpx.post(
            self._url.get_secret_value(), content=self._content(notice), headers=headers, timeout=_SECONDS
        )
        if not answer.is_success:
            is_passing = answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error
            raise _NotTaken(f"the webhook answered {answer.status_code}", is_passing)

    def _content(self, notice: Notice) -> bytes:
        if self._body is None:
            return json.dumps(notice.to_json(), ensure_ascii=False).encode()
        words = json.dumps(f"{notice.subject}\n{notice.text}", ensure_ascii=False)[1:-1]
        return self._body.replace(_PLACE, words).encode()


class _MailSettings(BaseModel):
    """Where mail goes and how it gets there, by the names of the environment's variables."""

    model_config = ConfigDict(populate_by_name=True)

    host: str = Field(alias="BANGFU_SMTP_HOST", min_length=1)
    port: int = Field(587, alias="BANGFU_SMTP_PORT", gt=0, lt=65536)
    security: str = Field("starttls", alias="BANGFU_SMTP_SECURITY", pattern=r"^(starttls|tls|none)$")
    user: str | None = Field(None, alias="BANGFU_SMTP_USER")
    password: SecretStr | None = Field(None, alias="BANGFU_SMTP_PASSWORD")
    sender: str = Field(alias="BANGFU_MAIL_FROM", pattern=r"^[^\r\n]+@[^\r\n]+$")
    receivers: str = Field(alias="BANGFU_MAIL_TO", pattern=r"^[^\r\n]+@[^\r\n]+$")

    @model_validator(mode="after")
    def _password_is_used_and_safe(self) -> _MailSettings:
        if self.password is not None and self.user is None:
            raise ValueError("BANGFU_SMTP_PASSWORD is set without BANGFU_SMTP_USER: set both, or neither")
        if self.user is not None and self.password is None:
            raise ValueError("BANGFU_SMTP_USER is set without BANGFU_SMTP_PASSWORD: set both, or neither")
        if self.security == "none" and self.password is not None:
            raise ValueError(
                "BANGFU_SMTP_PASSWORD would be sent over an open line: set BANGFU_SMTP_SECURITY to starttls or tls"
            )
        return self


class Mail(Channel):
    """A message over SMTP, by default encrypted with STARTTLS."""

    name = "mail"

    def __init__(self, settings: _MailSettings) -> None:
        self._settings = settings

    def _send(self, notice: Notice) -> None:
        try:
            self._hand_over(self._message(notice))
        except smtplib.SMTPAuthenticationError as error:
            raise _NotTaken(
                "the mail server does not accept BANGFU_SMTP_USER and BANGFU_SMTP_PASSWORD", False
            ) from error
        except smtplib.SMTPResponseException as error:
            raise _NotTaken(f"the mail server answered {error.smtp_code}", 400 <= error.smtp_code < 500) from error
        except smtplib.SMTPRecipientsRefused as error:
            raise _NotTaken("the mail server refuses every address in BANGFU_MAIL_TO", False) from error

    def _hand_over(self, message: EmailMessage) -> None:
        said = self._settings
        trust = ssl.create_default_context()
        if said.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(said.host, said.port, timeout=_SECONDS, context=trust)
        else:
            server = smtplib.SMTP(said.host, said.port, timeout=_SECONDS)
        with server:
            if said.security == "starttls":
                server.starttls(context=trust)
            if said.user and said.password:
                server.login(said.user, said.password.get_secret_value())
            server.send_message(message)

    def _message(self, notice: Notice) -> EmailMessage:
        message = EmailMessage()
        message["Subject"], message["From"], message["To"] = (
            notice.subject,
            self._settings.sender,
            self._settings.receivers,
        )
        message["Date"], message["Message-ID"] = formatdate(), make_msgid("bangfu", "bangfu.invalid")
        message["Auto-Submitted"] = "auto-generated"  # so that nobody's absence answers it
        message.set_content(notice.text)
        return message


def channels(environment: Mapping[str, str]) -> tuple[list[Channel], list[str]]:
    """The ways out that the environment names, and what is wrong with it: variables by name, never with their values."""
    said = {name: value for name, value in environment.items() if value}
    found: list[Channel] = []
    faults: list[str] = []
    for room, prefixes in ((_webhook, _WEBHOOK), (_mail, _MAIL)):
        if any(name.startswith(prefixes) for name in said):
            try:
                found.append(room(said))
            except ValidationError as error:
                faults += [
                    f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}".removeprefix(": ") for fault in error.errors()
                ]
            except ValueError as error:
                faults.append(str(error))
    return found, faults


def _webhook(said: Mapping[str, str]) -> Channel:
    url, token, body = (said.get(f"BANGFU_WEBHOOK_{name}") for name in ("URL", "TOKEN", "BODY"))
    if not url or not url.startswith(("http://", "https://")):
        raise ValueError("BANGFU_WEBHOOK_URL must begin with https:// or http://")
    if body is not None and _PLACE not in body:
        raise ValueError(f"BANGFU_WEBHOOK_BODY must hold {_PLACE}, where the words go")
    return Webhook(SecretStr(url), SecretStr(token) if token else None, body)


def _mail(said: Mapping[str, str]) -> Channel:
    return Mail(_MailSettings.model_validate(said))
