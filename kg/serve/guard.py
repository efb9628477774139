"""What is checked before anything else, for every request, and said in every answer.

- The Host header has to be one of ours, so that no foreign name can be made to point here (DNS rebinding).
- A request that a browser makes for another site is refused unless that site was allowed (`--cors`), whether the
  browser says so by Origin or by Sec-Fetch-Site; links from elsewhere to a page work.
- A long address is refused; a long body is refused while it comes (`answering.body`).
- Every answer has a Content-Security-Policy by which a page loads and runs only files of this server.
"""

import html
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.settings import Settings

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # none at all would make the Origin of our own forms null
    "X-Content-Type-Options": "nosniff",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
}


YASGUI_STYLE = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
"""The one style element that Yasgui writes (for the handles between the columns of a table), by its hash."""

QUERY_POLICY = POLICY.replace("style-src 'self'", f"style-src 'self' {YASGUI_STYLE}")
_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def own_policy(page: str) -> str:
    """Give the policy for a page of ours that brings its scripts along: the one in it, which names their hashes."""
    found = _META.search(page[:20_000])
    return f"{html.unescape(found[1])}; frame-ancestors 'none'" if found else POLICY


class Guard:
    """The outermost layer of the server."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        allowed = self._allowed(headers)

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._mark(MutableHeaders(scope=message), allowed)
            await send(message)

        refused = self._refusal(scope, headers)
        await (refused or self.app)(scope, receive, marked)

    def _allowed(self, headers: Headers) -> str:
        """Give the Origin if it is one that was allowed."""
        origin = headers.get("Origin", "")
        return origin if origin in self.settings.origins else ""

    def _mark(self, headers: MutableHeaders, allowed: str) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if self.settings.origins:
            headers.add_vary_header("Origin")
        if allowed:
            headers["Access-Control-Allow-Origin"] = allowed

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        address = len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"])
        if address > self.settings.address_size:
            return _told(414, f"the address has more than {self.settings.address_size:,} bytes; send a POST")
        host = headers.get("Host", "")
        if _name(host) not in self.settings.hosts:
            return _told(421, f"no server for {host or 'a request without Host'}; allow the name with --allow-host")
        if self._is_foreign(scope, headers):
            return _told(403, "a page of another site asks; allow it with --cors ORIGIN")
        if scope["method"] == "OPTIONS" and "Access-Control-Request-Method" in headers:
            return Response(None, 204, PREFLIGHT)
        return None

    def _is_foreign(self, scope: Scope, headers: Headers) -> bool:
        """Whether a browser asks for another site's script or page, and not just follows a link."""
        origin = headers.get("Origin", "")
        if origin:
            own = {f"{scheme}://{headers.get('Host', '')}" for scheme in ("http", "https")}
            return origin not in own | set(self.settings.origins)
        if headers.get("Sec-Fetch-Site", "none") not in ("cross-site", "same-site"):
            return False
        return not (headers.get("Sec-Fetch-Mode") == "navigate" and scope["method"] in ("GET", "HEAD"))


def _name(host: str) -> str:
    """Take the port off a Host header."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


def _told(status: int, message: str) -> Response:
    return PlainTextResponse(f"{message}\n", status)
