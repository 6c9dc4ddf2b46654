"""Access tokens of a Supabase project, signed as it signs them, with its keys served over HTTP."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

SECRET = "a legacy secret of at least thirty-two signs"


class Project:
    """The part of Supabase Auth that signs tokens and publishes keys."""

    def __init__(self):
        self.keys = {"first": ec.generate_private_key(ec.SECP256R1())}
        self.asked = 0
        self.answer = None  # status, headers and body in place of the keys
        project = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                project.asked += 1
                right = self.path == "/auth/v1/.well-known/jwks.json"
                keys = (200 if right else 404, {}, json.dumps({"keys": project.public()}).encode())
                status, headers, body = project.answer or keys
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def public(self):
        told = []
        for kid, key in self.keys.items():
            algorithm = jwt.algorithms.ECAlgorithm if isinstance(key, ec.EllipticCurvePrivateKey) else None
            algorithm = algorithm or jwt.algorithms.RSAAlgorithm
            name = "ES256" if isinstance(key, ec.EllipticCurvePrivateKey) else "RS256"
            told.append(json.loads(algorithm.to_jwk(key.public_key())) | {"kid": kid, "alg": name, "use": "sig"})
        return told

    def claims(self, user_id, **other):
        now = int(time.time())
        usual = {"sub": str(user_id), "aud": "authenticated", "iss": f"{self.url}/auth/v1", "role": "authenticated"}
        return {name: value for name, value in (usual | {"exp": now + 3600, "iat": now} | other).items() if value}

    def token(self, user_id, *, kid="first", **other):
        key = self.keys[kid]
        name = "ES256" if isinstance(key, ec.EllipticCurvePrivateKey) else "RS256"
        return jwt.encode(self.claims(user_id, **other), key, algorithm=name, headers={"kid": kid})

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def signed_by_hand(claims, secret):
    """HS256 with what is no secret: PyJWT would not do it."""
    parts = [{"alg": "HS256", "typ": "JWT", "kid": "first"}, claims]
    message = b".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    signature = urlsafe_b64encode(hmac.digest(secret.encode(), message, "sha256")).rstrip(b"=")
    return (message + b"." + signature).decode()


@pytest.fixture
def project(settings):
    from mentor_program.accounts.supabase_auth.access_tokens import keys

    project = Project()
    settings.SUPABASE_URL = project.url
    settings.SUPABASE_JWT_SECRET = SECRET
    keys.clear()
    yield project
    keys.clear()
    project.close()


@pytest.fixture
def bearer(call):
    return lambda token, path="/me": call(None).get(path, Authorization=f"Bearer {token}")


def test_a_genuine_token_acts_as_its_person_and_the_tables_say_what_it_may(cast, project, bearer):
    pair = cast.pair()
    told = bearer(project.token(cast.coordinator.user_id)).json()
    assert (told["user_id"], told["is_coordinator"]) == (str(cast.coordinator.user_id), True)
    assert bearer(project.token(cast.mentor_user.user_id), f"/pairings/{pair}").status_code == 200
    assert bearer(project.token(cast.outsider.user_id), f"/pairings/{pair}").status_code == 404


def test_no_claim_makes_anyone_a_coordinator(cast, project, bearer):
    boast = {"user_metadata": {"role": "coordinator"}, "app_metadata": {"role": "admin"}, "role": "service_role"}
    token = project.token(cast.mentor_user.user_id, **boast)
    assert bearer(token).json()["is_coordinator"] is False
    assert bearer(token, "/units").status_code == 403


def test_a_token_changes_things_without_a_csrf_token(cast, project, call):
    pair = cast.pair()
    nobody = call(None)
    nobody.client.handler.enforce_csrf_checks = True
    token = project.token(cast.coordinator.user_id)
    answer = nobody.post(f"/pairings/{pair}/pause", Authorization=f"Bearer {token}")
    assert answer.json()["status"] == "paused"


def test_the_legacy_secret_signs_too_where_it_is_set(cast, project, bearer, settings):
    token = jwt.encode(project.claims(cast.coordinator.user_id), SECRET, algorithm="HS256")
    assert bearer(token).status_code == 200
    settings.SUPABASE_JWT_SECRET = ""
    assert bearer(token).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"exp": 1},
        {"exp": None},
        {"aud": "anon"},
        {"aud": None},
        {"iss": "https://elsewhere.example/auth/v1"},
        {"iss": None},
        {"sub": None},
        {"sub": "not-an-id"},
        {"nbf": 4_000_000_000},
    ],
)
def test_a_claim_that_is_wrong_or_missing_is_refused(cast, project, bearer, wrong):
    assert bearer(project.token(cast.coordinator.user_id)).status_code == 200
    refused = bearer(project.token(cast.coordinator.user_id, **wrong))
    assert (refused.status_code, refused.json()["code"]) == (401, "token_refused")
    assert refused["WWW-Authenticate"] == 'Bearer error="invalid_token"'


def test_a_signature_by_anybody_else_is_refused(cast, project, bearer):
    claims = project.claims(cast.coordinator.user_id)
    stranger = ec.generate_private_key(ec.SECP256R1())
    (public,) = project.public()
    forged = [
        jwt.encode(claims, stranger, algorithm="ES256", headers={"kid": "first"}),
        jwt.encode(claims, stranger, algorithm="ES256", headers={"kid": "other"}),
        jwt.encode(claims, "another secret of at least thirty-two signs", algorithm="HS256"),
        signed_by_hand(claims, json.dumps(public)),
        jwt.encode(claims, None, algorithm="none"),
        project.token(cast.coordinator.user_id)[:-4] + "AAAA",
        "nonsense",
        "a.b.c",
        "",
    ]
    assert {bearer(token).status_code for token in forged} == {401}


def test_a_header_that_is_no_good_is_not_made_up_for_by_a_session(cast, project, call):
    client = call("coordinator")
    for sent in ("Bearer nonsense", "Basic YTpi", "Bearer", ""):
        assert client.get("/me", Authorization=sent).status_code == 401, sent


def test_a_closed_account_is_refused(cast, project, bearer, call):
    call("coordinator")
    cast.owner.execute("update mentor_program.users set is_active = false where id = %s", [cast.coordinator.user_id])
    assert bearer(project.token(cast.coordinator.user_id)).status_code == 401


def test_without_a_project_no_token_is_believed(cast, project, bearer, settings):
    settings.SUPABASE_URL = ""
    assert bearer(project.token(cast.coordinator.user_id)).status_code == 401


def test_keys_are_kept_and_rotation_is_noticed(cast, project, bearer, monkeypatch):
    from mentor_program.accounts.supabase_auth import access_tokens

    for _ in range(3):
        assert bearer(project.token(cast.coordinator.user_id)).status_code == 200
    assert project.asked == 1

    project.keys = {"second": rsa.generate_private_key(65537, 2048)}
    assert bearer(project.token(cast.coordinator.user_id, kid="second")).status_code == 401
    assert project.asked == 1  # whoever invents key ids does not make us ask
    monkeypatch.setattr(access_tokens, "PATIENCE_SECONDS", -1)
    assert bearer(project.token(cast.coordinator.user_id, kid="second")).status_code == 200
    assert project.asked == 2


def test_a_project_out_of_reach_is_our_fault_not_the_tokens(cast, project, bearer, monkeypatch):
    from mentor_program.accounts.supabase_auth import access_tokens

    token = project.token(cast.coordinator.user_id)
    assert bearer(token).status_code == 200
    project.close()
    monkeypatch.setattr(access_tokens, "KEYS_LAST_SECONDS", -1)
    assert bearer(token).status_code == 200  # the keys we have go on being good
    access_tokens.keys.clear()
    refused = bearer(token)
    assert (refused.status_code, refused["Retry-After"]) == (503, "10")


def test_after_a_question_without_an_answer_nobody_waits_for_another_for_a_while(cast, project, bearer, monkeypatch):
    project.answer = (500, {}, b"")
    token = project.token(cast.coordinator.user_id)
    assert [bearer(token).status_code for _ in range(4)] == [503] * 4
    assert project.asked == 1
    project.answer = None
    now = time.monotonic()
    monkeypatch.setattr("time.monotonic", lambda: now + 6)
    assert bearer(token).status_code == 200


def test_keys_of_a_project_out_of_reach_are_not_good_for_ever(cast, project, bearer, monkeypatch):
    from mentor_program.accounts.supabase_auth import access_tokens

    token = project.token(cast.coordinator.user_id)
    assert bearer(token).status_code == 200
    project.answer = (500, {}, b"")
    now = time.monotonic()
    monkeypatch.setattr("time.monotonic", lambda: now + access_tokens.KEYS_GOOD_SECONDS - 60)
    assert bearer(token).status_code == 200
    monkeypatch.setattr("time.monotonic", lambda: now + access_tokens.KEYS_GOOD_SECONDS + 600)
    assert bearer(token).status_code == 503


def test_a_key_taken_back_is_not_believed_after_ten_minutes(cast, project, bearer, monkeypatch):
    old = project.token(cast.coordinator.user_id)
    assert bearer(old).status_code == 200
    project.keys = {"second": ec.generate_private_key(ec.SECP256R1())}
    now = time.monotonic()
    monkeypatch.setattr("time.monotonic", lambda: now + 601)
    assert bearer(old).status_code == 401
    assert bearer(project.token(cast.coordinator.user_id, kid="second")).status_code == 200


@pytest.mark.parametrize(
    "answer",
    [
        (200, {}, b"<html>"),
        (200, {}, b"[]"),
        (200, {}, b"{}"),
        (200, {}, b'{"keys": {}}'),
        (200, {}, b'{"keys": "first"}'),
        (200, {}, b" " * 1_000_001),
        (302, {"Location": "http://127.0.0.1:1/"}, b""),
    ],
)
def test_an_answer_that_holds_no_keys_is_no_answer(cast, project, bearer, answer):
    project.answer = answer
    assert bearer(project.token(cast.coordinator.user_id)).status_code == 503


def test_a_key_that_cannot_be_read_leaves_the_others_good(cast, project, bearer):
    odd = ["first", {"kid": "a", "alg": "ES256", "kty": "EC"}, {"kid": "b", "alg": "RS256", "kty": "RSA", "n": "!"}]
    odd += [{"kid": "c", "alg": "ES256", "kty": "new"}, {"kid": ["d"], "alg": ["ES256"]}, None, 7]
    project.answer = (200, {}, json.dumps({"keys": odd + project.public()}).encode())
    assert bearer(project.token(cast.coordinator.user_id)).status_code == 200


def test_a_key_for_enciphering_or_of_a_secret_verifies_nothing(cast, project, bearer):
    token = project.token(cast.coordinator.user_id)
    (key,) = project.public()
    project.answer = (200, {}, json.dumps({"keys": [key | {"use": "enc"}]}).encode())
    assert bearer(token).status_code == 401
    secret = {"kid": "s", "alg": "HS256", "kty": "oct", "k": urlsafe_b64encode(SECRET.encode()).decode()}
    project.answer = (200, {}, json.dumps({"keys": [secret]}).encode())
    forged = jwt.encode(project.claims(cast.coordinator.user_id), SECRET + "x", algorithm="HS256", headers={"kid": "s"})
    assert bearer(forged).status_code == 401


def test_a_key_is_good_for_its_own_algorithm_alone(cast, project, bearer):
    project.keys["other"] = rsa.generate_private_key(65537, 2048)
    claims = project.claims(cast.coordinator.user_id)
    assert bearer(project.token(cast.coordinator.user_id, kid="other")).status_code == 200
    crossed = jwt.encode(claims, project.keys["other"], algorithm="RS256", headers={"kid": "first"})
    other_size = jwt.encode(claims, project.keys["other"], algorithm="RS512", headers={"kid": "other"})
    assert {bearer(token).status_code for token in (crossed, other_size)} == {401}


def test_an_account_id_in_another_spelling_is_refused(cast, project, bearer):
    user_id = cast.coordinator.user_id
    for spelt in (f"{{{user_id}}}", f"urn:uuid:{user_id}", user_id.hex, f" {user_id}"):
        assert (spelt, bearer(project.token(spelt)).status_code) == (spelt, 401)
    assert bearer(project.token(str(user_id).upper())).status_code == 200


def test_a_token_that_breaks_the_reading_of_it_is_refused(cast, project, bearer):
    nested = urlsafe_b64encode(b"[" * 5000).rstrip(b"=").decode()
    odd = [
        f"{nested}.{nested}.x",
        signed_by_hand({}, "x").replace(".", "..", 1),
        "e30.e30.e30",
        urlsafe_b64encode(b'{"alg": ["ES256"]}').decode() + ".e30.e30",
        urlsafe_b64encode(b'{"alg": "ES256", "kid": 7}').decode() + ".e30.e30",
        urlsafe_b64encode(b'{"alg": "ES256", "crit": ["b64"], "b64": false}').decode() + ".e30.e30",
        "é.é.é",
    ]
    assert {bearer(token).status_code for token in odd} == {401}


def test_a_token_that_has_just_run_out_or_just_begun_is_given_ten_seconds(cast, project, bearer):
    now = int(time.time())
    good = [{"exp": now - 4}, {"nbf": now + 6}, {"iat": now + 6}]
    bad = [{"exp": now - 20}, {"nbf": now + 30}, {"iat": now + 30}]
    assert [bearer(project.token(cast.coordinator.user_id, **claim)).status_code for claim in good] == [200] * 3
    assert [bearer(project.token(cast.coordinator.user_id, **claim)).status_code for claim in bad] == [401] * 3


def test_whoever_has_a_known_key_does_not_wait_for_a_slow_project(cast, project, bearer):
    from mentor_program.accounts.supabase_auth import access_tokens

    token = project.token(cast.coordinator.user_id)
    assert bearer(token).status_code == 200
    with access_tokens.keys._lock:  # as while somebody else asks for another key
        assert bearer(token).status_code == 200
