"""A server that answers as Supabase Auth does, written from its documented HTTP interface (openapi.yaml and guides).

It serves on a port of the operating system's choosing. What real projects let their owners set is here set too:
`codes` people find in their mail, `letters` sent, `banned` accounts, and `next_answer`, which a test sets to have one
request met by something else. It checks what it is sent as the real one does, and keeps it in `requests`.
"""

import json
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

ANON_KEY = "sb_publishable_of_the_tests"
SECRET_KEY = "sb_secret_of_the_tests"
TOKEN_SECONDS = 3600


@dataclass
class Account:
    """A row of auth.users. `code` is what stands in the newest letter, for signing in or for a new password."""

    email: str
    password: str = ""
    id: UUID = field(default_factory=uuid4)
    banned: bool = False
    confirmed: bool = True
    code: str = ""
    metadata: dict = field(default_factory=dict)


class Failure(Exception):
    """An answer of ErrorSchema."""

    def __init__(self, status: int, code: str, message: str = "", *, headers: dict | None = None, **more: object):
        self.status, self.headers = status, headers or {}
        self.body = {"code": status, "error_code": code, "msg": message or code} | more


class SupabaseAuth:
    """`url` is the project's address. A `with` block, or `close()`, ends the server."""

    def __init__(self) -> None:
        self.keys = {"first": ec.generate_private_key(ec.SECP256R1())}
        self.accounts: dict[str, Account] = {}
        self.sessions: dict[str, dict] = {}  # by id: account, and the one refresh token that is good
        self.requests: list[tuple[str, str, dict]] = []
        self.callers: list[str] = []  # the IP address that each of these is counted for; "" is whoever calls
        self.next_answer: object = None
        self.letters_left = 1000
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def add(self, email: str, password: str = "", **facts: object) -> Account:
        self.accounts[email] = account = Account(email=email, password=password, **facts)
        return account

    def paths(self) -> list[str]:
        """What was asked, but for the keys."""
        return [f"{method} {path}" for method, path, _ in self.requests if "jwks" not in path]

    # The endpoints. Each takes the body and the account that the bearer token is of.

    def post_token(self, query: dict, body: dict) -> dict:
        if query.get("grant_type") == ["password"]:
            account = self.accounts.get(body["email"].lower())
            if account is None or not account.password or account.password != body["password"]:
                raise Failure(400, "invalid_credentials", "Invalid login credentials")
            if account.banned:
                raise Failure(400, "user_banned", "User is banned")
            if not account.confirmed:
                raise Failure(400, "email_not_confirmed", "Email not confirmed")
            return self.session_of(account)
        if query.get("grant_type") == ["refresh_token"]:
            return self.refreshed(body["refresh_token"])
        raise Failure(400, "validation_failed", "unsupported_grant_type")

    def refreshed(self, refresh_token: str) -> dict:
        for session_id, session in self.sessions.items():
            if refresh_token == session["refresh_token"]:
                if session["account"].banned:
                    raise Failure(400, "user_banned", "Invalid Refresh Token: User Banned")
                return self.session_of(session["account"], session_id)
            if refresh_token in session["used"]:
                raise Failure(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used")
        raise Failure(400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found")

    def post_otp(self, query: dict, body: dict) -> dict:
        account = self.accounts.get(body["email"].lower())
        if account is None:
            if body.get("create_user", True):
                account = self.add(body["email"].lower())
            else:
                raise Failure(422, "otp_disabled", "Signups not allowed for otp")
        return self.letter(account)

    def post_recover(self, query: dict, body: dict) -> dict:
        account = self.accounts.get(body["email"].lower())
        return self.letter(account, "recovery") if account else {}

    def letter(self, account: Account, purpose: str = "email") -> dict:
        if self.letters_left <= 0:
            message = "For security purposes, you can only request this after 60 seconds."
            raise Failure(429, "over_email_send_rate_limit", message, headers={"Retry-After": "90"})
        self.letters_left -= 1
        account.code = f"{secrets.randbelow(10**6):06}"
        return {}

    def post_verify(self, query: dict, body: dict) -> dict:
        if body["type"] not in ("email", "recovery", "magiclink", "signup", "invite"):
            raise Failure(400, "validation_failed", "Invalid email verification type")
        account = self.accounts.get(body["email"].lower())
        if account is None or not account.code or body["token"] != account.code:
            raise Failure(403, "otp_expired", "Token has expired or is invalid")
        if account.banned:
            raise Failure(403, "user_banned", "User is banned")
        account.code, account.confirmed = "", True
        return self.session_of(account)

    def put_user(self, query: dict, body: dict, session: dict) -> dict:
        account = session["account"]
        if "password" in body:
            if len(body["password"]) < 12:
                raise Failure(422, "weak_password", "Password is too short", weak_password={"reasons": ["length"]})
            if body["password"] == account.password:
                raise Failure(422, "same_password", "New password should be different from the old password.")
            account.password = body["password"]
        return self.user(account)

    def get_user(self, query: dict, body: dict, session: dict) -> dict:
        return self.user(session["account"])

    def post_logout(self, query: dict, body: dict, session: dict) -> None:
        (scope,) = query.get("scope", ["global"])
        same = {key for key, other in self.sessions.items() if other["account"] is session["account"]}
        own = {session["id"]}
        for session_id in {"local": own, "others": same - own, "global": same}[scope]:
            del self.sessions[session_id]

    def post_admin_users(self, query: dict, body: dict) -> dict:
        if body["email"] in self.accounts:
            raise Failure(422, "email_exists", "A user with this email address has already been registered")
        given = {"id": UUID(body["id"])} if "id" in body else {}
        return self.user(self.add(body["email"], confirmed=body.get("email_confirm", False), **given))

    def post_admin_generate_link(self, query: dict, body: dict) -> dict:
        account = self.accounts.get(body["email"])
        if account is None:
            raise Failure(404, "user_not_found", "User with this email not found")
        self.letter(account)
        link = {"action_link": "https://link.example", "email_otp": account.code, "verification_type": body["type"]}
        return self.user(account) | link

    def session_of(self, account: Account, session_id: str | None = None) -> dict:
        session_id = session_id or str(uuid4())
        session = self.sessions.setdefault(session_id, {"id": session_id, "account": account, "used": set()})
        if "refresh_token" in session:
            session["used"].add(session["refresh_token"])
        session["refresh_token"] = secrets.token_urlsafe(9)
        return {
            "access_token": self.token(account, session_id=session_id),
            "token_type": "bearer",
            "expires_in": TOKEN_SECONDS,
            "refresh_token": session["refresh_token"],
            "user": self.user(account),
        }

    def token(self, account: Account, **other: object) -> str:
        now = int(time.time())
        claims = {
            "sub": str(account.id),
            "email": account.email,
            "aud": "authenticated",
            "role": "authenticated",
            "iss": f"{self.url}/auth/v1",
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            "user_metadata": account.metadata,
            "app_metadata": account.metadata,
        }
        kid, key = next(iter(self.keys.items()))
        return jwt.encode(claims | other, key, algorithm="ES256", headers={"kid": kid})

    def user(self, account: Account) -> dict:
        return {
            "id": str(account.id),
            "aud": "authenticated",
            "role": "authenticated",
            "email": account.email,
            "email_confirmed_at": "2026-01-01T00:00:00Z" if account.confirmed else None,
            "user_metadata": account.metadata,
            "app_metadata": account.metadata,
        }

    def jwks(self) -> dict:
        public = [
            json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key())) | {"kid": kid, "alg": "ES256", "use": "sig"}
            for kid, key in self.keys.items()
        ]
        return {"keys": public}

    def answer(self, method: str, address: str, headers: dict, content: bytes) -> tuple[int, dict, object]:
        """Status, headers and body for one request."""
        url = urlsplit(address)
        path = url.path.removeprefix("/auth/v1")
        if path == "/.well-known/jwks.json":
            return 200, {}, self.jwks()
        if headers.get("apikey") not in (ANON_KEY, SECRET_KEY):
            return 401, {}, {"message": "Invalid API key"}
        name = f"{method.lower()}{path.replace('/', '_')}"
        endpoint = getattr(self, name, None)
        if endpoint is None:
            raise Failure(404, "not_found")
        try:
            body = json.loads(content) if content else {}
        except ValueError:
            raise Failure(400, "bad_json") from None
        bearer = headers.get("Authorization", "").removeprefix("Bearer ")
        if path.startswith("/admin/"):
            if bearer != SECRET_KEY:
                raise Failure(403, "not_admin", "User not allowed")
            return 200, {}, endpoint(parse_qs(url.query), body)
        if path in ("/user", "/logout"):
            return 204 if path == "/logout" else 200, {}, endpoint(parse_qs(url.query), body, self.of_bearer(bearer))
        return 200, {}, endpoint(parse_qs(url.query), body)

    def of_bearer(self, token: str) -> dict:
        if not token:
            raise Failure(401, "no_authorization", "This endpoint requires a Bearer token")
        try:
            claims = jwt.decode(token, options={"verify_signature": False, "verify_exp": True})
        except jwt.PyJWTError:
            raise Failure(403, "bad_jwt", "invalid JWT") from None
        if claims["session_id"] not in self.sessions:
            raise Failure(403, "session_not_found", "Session from session_id claim in JWT does not exist")
        return self.sessions[claims["session_id"]]


def _handler_of(auth: SupabaseAuth) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            auth.requests.append((self.command, self.path, json.loads(content or b"{}")))
            has_secret = self.headers.get("apikey") == SECRET_KEY
            auth.callers.append(self.headers.get("Sb-Forwarded-For", "") if has_secret else "")
            planned = None if "jwks" in self.path else auth.next_answer
            try:
                if planned is not None:
                    auth.next_answer = None
                    answer = planned() if callable(planned) else planned
                    if isinstance(answer, Exception):
                        raise answer
                else:
                    answer = auth.answer(self.command, self.path, dict(self.headers), content)
            except Failure as failure:
                answer = failure.status, failure.headers, failure.body
            self.send(*answer)

        do_GET = do_POST = do_PUT = respond  # noqa: N815  names that http.server asks for

        def send(self, status: int, headers: dict, body: object) -> None:
            content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(content))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(BrokenPipeError):  # who asked has stopped waiting
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
