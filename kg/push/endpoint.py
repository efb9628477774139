"""Requests to another store: sent again where that may help, and every failure in words that tell what to do.

What is sent is safe to send twice. So a request is repeated after a broken connection, a time-out and any answer that
blames the server's state rather than the request (408, 429, 5xx), after a pause that doubles each time, or as long as
`Retry-After` asks for. A redirect is not followed: urllib would turn the POST into a GET, and nothing would arrive.
"""

import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import IO

from kg.errors import PushError

AGENT = "prosegraph (https://w3id.org/prosegraph/)"
BUSY = frozenset({408, 429})
LONGEST = 60.0
"""Seconds of a pause at most, whatever a server asks for."""
SAID = 2000
"""Bytes of a refusal that are read."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """A bearer token, or a name and a password (Basic, or Digest where the server asks for it); "" for none."""

    token: str = field(default="", repr=False)
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answered: a status, and the beginning of what it said."""

    status: int
    reason: str
    text: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the request was done; a page with a form to fill in (Virtuoso's answer to some) does nothing."""
        text = self.text.lower()
        return 200 <= self.status < 300 and ("<html" not in text or "success" in text)

    def __str__(self) -> str:
        """Give status and text on one line."""
        said = " ".join(self.text.split())[:300]
        return f"HTTP {self.status} {self.reason}" + (f": {said}" if said else "")


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> None:
        """Give up: the redirect becomes an `HTTPError`."""


class Endpoint:
    """An address that takes requests; raises `PushError` where it is none of http or https, or holds a password."""

    def __init__(
        self,
        url: str,
        *,
        credentials: Credentials = Credentials(),
        timeout: float = 120.0,
        tries: int = 6,
        pause: float = 1.0,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url = _checked(url)
        self.credentials = credentials
        self.timeout, self.tries, self.pause, self.wait = timeout, tries, pause, wait
        self._opener = _opener(self.url, credentials)

    def request(
        self,
        method: str,
        *,
        body: bytes = b"",
        media: str = "",
        parameters: Mapping[str, str] | None = None,
        tries: int | None = None,
    ) -> Reply:
        """Send a request, again where that may help, and give the last answer; raises `PushError` without any."""
        left = self.tries if tries is None else tries
        for attempt in range(left):
            last = attempt == left - 1
            try:
                reply, asked = self._send(method, body, media, parameters or {})
                if last or not (reply.status in BUSY or reply.status >= 500):
                    return _allowed(reply, self.url)
            except (OSError, http.client.HTTPException) as error:
                asked = 0.0
                if last:
                    why = getattr(error, "reason", None) or error
                    raise PushError(
                        f"{self.url} can't be reached: {why}; is it running, and is the address right?"
                    ) from error
            self.wait(min(LONGEST, max(asked, self.pause * 2**attempt)))
        raise AssertionError("the last try returns or raises")

    def _send(self, method: str, body: bytes, media: str, parameters: Mapping[str, str]) -> tuple[Reply, float]:
        """Send it once; the second part of the answer is for how many seconds the server wants to be left alone."""
        join = "&" if urllib.parse.urlsplit(self.url).query else "?"
        # A parameter without a value, as the Graph Store Protocol's "default", has no equals sign either.
        query = "&".join(
            f"{key}={urllib.parse.quote(value, safe='')}" if value else key for key, value in parameters.items()
        )
        headers = {"User-Agent": AGENT, "Accept": "*/*"} | ({"Content-Type": media} if media else {})
        request = urllib.request.Request(  # noqa: S310 -- _checked lets only http(s) through
            self.url + (join + query if query else ""), data=body if media else None, headers=headers, method=method
        )
        try:
            with self._opener.open(request, timeout=self.timeout) as answer:
                return Reply(answer.status, answer.reason, answer.read(SAID).decode("utf-8", "replace")), 0.0
        except urllib.error.HTTPError as error:
            with error:
                text = error.headers.get("Location", "") if 300 <= error.code < 400 else _text(error)
                return Reply(error.code, str(error.reason), text), _seconds(error.headers)


def _checked(url: str) -> str:
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PushError(f"{url!r} is no address of a store; give one that begins with http:// or https://")
    if parts.username is not None:
        raise PushError("the address holds a user's name; give it with --user, and the password in KG_PUSH_PASSWORD")
    return urllib.parse.urlunsplit(parts._replace(fragment=""))


def _opener(url: str, credentials: Credentials) -> urllib.request.OpenerDirector:
    opener = urllib.request.build_opener(_Stay)
    if credentials.token:
        opener.addheaders = [("Authorization", f"Bearer {credentials.token}")]
    elif credentials.user:
        known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, url, credentials.user, credentials.password)
        opener.add_handler(urllib.request.HTTPDigestAuthHandler(known))
        opener.add_handler(urllib.request.HTTPBasicAuthHandler(known))
    return opener


def _allowed(reply: Reply, url: str) -> Reply:
    """Pass an answer on, unless it is about who asks or where; those are the same for every request."""
    if reply.status in (401, 403):
        raise PushError(
            f"{url} lets you not write ({reply}); put a token into KG_PUSH_TOKEN, or give --user, and the "
            "password in KG_PUSH_PASSWORD"
        )
    if 300 <= reply.status < 400:
        raise PushError(f"{url} has moved to {reply.text or 'another place'}; push to the new address")
    return reply


def _text(error: urllib.error.HTTPError) -> str:
    try:
        return error.read(SAID).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""


def _seconds(headers: Message) -> float:
    """Read `Retry-After` where it is in seconds; as a date it is passed over."""
    value = str(headers.get("Retry-After", ""))
    return float(value) if value.isdecimal() else 0.0
