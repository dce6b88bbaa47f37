"""A made-up SAML identity provider and what happens with its answers: ``python sign_in.py DIR`` prints it as JSON.

In a process of its own, because Django learns of a provider only when it starts. Nothing of the program is replaced: the
provider's metadata is fetched over HTTP, its answers are signed with its key (xmlsec) and posted as a browser would.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import threading
import urllib.parse
import zlib
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent)]
ENTITY = "https://idp.harborton.invalid/saml"
HOST = "localhost"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"


def key_and_certificate() -> tuple[str, str]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "INVENTED")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    return pem.decode(), made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def metadata(certificate: str) -> bytes:
    body = "".join(certificate.splitlines()[1:-1])
    return (
        f'<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{ENTITY}"><IDPSSODescriptor '
        'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo '
        f'xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{body}</X509Certificate></X509Data>'
        '</KeyInfo></KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" '
        f'Location="{ENTITY}/sso"/></IDPSSODescriptor></EntityDescriptor>'
    ).encode()


def served(content: bytes) -> str:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/metadata"


def answer(asked: str, email: str, *, old: bool = False) -> str:
    """The provider's answer to a request, not yet signed."""
    request_id = re.search(r'ID="([^"]+)"', asked)[1]
    acs = re.search(r'AssertionConsumerServiceURL="([^"]+)"', asked)[1]
    audience = re.search(r"<saml:Issuer>([^<]+)", asked)[1]
    now = datetime.now(UTC) - timedelta(hours=1 if old else 0)
    at, until = (moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (now, now + timedelta(minutes=5)))
    return (
        '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" '
        f'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" Version="2.0" IssueInstant="{at}" '
        f'Destination="{acs}" InResponseTo="{request_id}"><saml:Issuer>{ENTITY}</saml:Issuer><samlp:Status>'
        '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>'
        f'<saml:Assertion ID="_a" Version="2.0" IssueInstant="{at}"><saml:Issuer>{ENTITY}</saml:Issuer><saml:Subject>'
        f'<saml:NameID>{email}</saml:NameID><saml:SubjectConfirmation Method="{BEARER}"><saml:SubjectConfirmationData '
        f'NotOnOrAfter="{until}" Recipient="{acs}" InResponseTo="{request_id}"/></saml:SubjectConfirmation>'
        f'</saml:Subject><saml:Conditions NotBefore="{at}" NotOnOrAfter="{until}"><saml:AudienceRestriction>'
        f"<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
        f'<saml:AuthnStatement AuthnInstant="{at}"><saml:AuthnContext><saml:AuthnContextClassRef>'
        "urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>"
        '</saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>'
        f"{email}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>"
    )


def signed(xml: str, pair: tuple[str, str]) -> str:
    from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils

    made = Utils.add_sign(xml, *pair)
    return made.decode() if isinstance(made, bytes) else str(made)


def main(folder: Path) -> dict[str, Any]:
    pair, other = key_and_certificate(), key_and_certificate()
    from tallystick.site import setup

    home = folder / "home"
    from agencies import HARBORTON
    from tallystick.services.home import create_home

    made = create_home(home, agency=HARBORTON, ordinance="boston", invented=True)
    with (home / "tallystick.toml").open("a") as settings:
        settings.write(
            f'\n[[sign_in.saml]]\nid = "city"\nname = "City"\nentity = "{ENTITY}"\n'
            f'metadata = "{served(metadata(pair[1]))}"\nclaim = "email"\n'
        )
    setup(home)
    from django.contrib.auth.models import User
    from django.test import Client

    from tallystick.model.words import Role
    from tallystick.services.setup import make_database
    from tallystick.services.users import add_user

    make_database(made)
    add_user("clerk", (Role.CLERK,))
    User.objects.filter(username="clerk").update(email="m.clerk@city.example")

    def asks(client: Client) -> str:
        page = client.post("/account/saml/city/login/")
        sent = urllib.parse.parse_qs(urllib.parse.urlsplit(page.headers["Location"]).query)["SAMLRequest"][0]
        return zlib.decompress(base64.b64decode(sent), -15).decode()

    def hands_in(client: Client, xml: str) -> bool:
        client.post("/account/saml/city/acs/", {"SAMLResponse": base64.b64encode(xml.encode()).decode()}, follow=True)
        return client.get("/inbox/").status_code == 200

    def tries(change: Any) -> bool:
        client = Client(headers={"Host": HOST})
        return hands_in(client, change(asks(client)))

    person = "m.clerk@city.example"
    told = {
        "a known person": tries(lambda asked: signed(answer(asked, person), pair)),
        "nobody signed it": tries(lambda asked: answer(asked, person)),
        "another key signed it": tries(lambda asked: signed(answer(asked, person), other)),
        "changed after signing": tries(
            lambda asked: signed(answer(asked, "x@city.example"), pair).replace("x@city.example", person)
        ),
        "too old": tries(lambda asked: signed(answer(asked, person, old=True), pair)),
        "a stranger": tries(lambda asked: signed(answer(asked, "stranger@city.example"), pair)),
    }
    client = Client(headers={"Host": HOST})
    once = signed(answer(asks(client), person), pair)
    told["the first time"] = hands_in(client, once)
    client.post("/logout/")
    told["handed in again"] = hands_in(client, once)
    told["in another session"] = hands_in(Client(headers={"Host": HOST}), once)
    told["users"] = User.objects.count()
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
