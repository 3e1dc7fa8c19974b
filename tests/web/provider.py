"""A provider of single sign-on (OpenID Connect) for tests: it keeps to the protocol, but for what it is told to say."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "houvast", "a secret of the provider"


class Provider(ThreadingHTTPServer):
    """Everybody who comes is `email`; `claims` goes over what it would say of them."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.email, self.is_verified = "ada@provider.example", True
        self.claims = {}
        self.asked = {}
        """What was asked at the door, by the code that was given for it; each code is good for once."""

    @property
    def address(self):
        return f"http://localhost:{self.server_port}"

    def open(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def settings(self):
        """Return the provider as the settings of Django have it."""
        options = {"server_url": self.address, "oauth_pkce_enabled": True}
        app = {"provider_id": "oidc", "name": "Provider", "client_id": CLIENT, "secret": SECRET, "settings": options}
        return {"openid_connect": {"APPS": [app]}}

    def person(self):
        return {"sub": self.email, "email": self.email, "email_verified": self.is_verified}

    def discovery(self):
        here = self.address
        return {
            "issuer": here,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "userinfo_endpoint": f"{here}/userinfo",
            "jwks_uri": f"{here}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }

    def token(self, form):
        """Return a token for a code; the code, the secret and the proof of who asked have to be right."""
        asked = self.asked.pop(form.get("code"), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        is_right = asked is not None and proof.rstrip(b"=").decode() == asked["code_challenge"]
        if not is_right or (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return None
        now = int(time.time())
        said = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, **self.person(), **self.claims}
        signed = jwt.encode(said, self.key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "a", "token_type": "Bearer", "expires_in": 300, "id_token": signed}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = urlsplit(self.path)
        if asked.path == "/.well-known/openid-configuration":
            self._send(self.server.discovery())
        elif asked.path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))
            self._send({"keys": [{**public, "kid": "one", "alg": "RS256"}]})
        elif asked.path == "/userinfo":
            self._send(self.server.person())
        else:
            self._lead_back(dict(parse_qsl(asked.query)))

    def do_POST(self):
        form = {key: each[0] for key, each in parse_qs(self._body()).items()}
        token = self.server.token(form)
        self._send(token or {"error": "invalid_grant"}, 200 if token else 400)

    def _lead_back(self, asked):
        code = secrets.token_urlsafe(16)
        self.server.asked[code] = asked
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _body(self):
        return self.rfile.read(int(self.headers["Content-Length"])).decode()

    def _send(self, content, status=200):
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_said):
        """Say nothing."""
