"""A real Dovecot for a test: its own folder, its own ports, TLS with a certificate made for it, Maildir boxes."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from imapclient import IMAPClient

USER, PASSWORD = "detainers", "an invented secret"
TOKEN = "an-invented-token"
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
mail_location = maildir:{folder}/mail/%u
auth_mechanisms = plain xoauth2
first_valid_uid = 1
namespace {{
  inbox = yes
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """A running server; ``restart`` and ``stop`` as a mail server does at night."""

    folder: Path
    port: int
    process: list[subprocess.Popen[bytes]]

    @property
    def authority(self) -> Path:
        return self.folder / "cert.pem"

    @contextmanager
    def client(self) -> Iterator[IMAPClient]:
        trust = ssl.create_default_context(cafile=str(self.authority))
        with IMAPClient("localhost", self.port, ssl_context=trust, timeout=20) as client:
            client.login(USER, PASSWORD)
            yield client

    def deliver(self, message: bytes, folder: str = "INBOX") -> None:
        with self.client() as client:
            client.append(folder, message)

    def count(self, folder: str = "INBOX") -> int:
        with self.client() as client:
            return int(client.folder_status(folder, ["MESSAGES"])[b"MESSAGES"]) if client.folder_exists(folder) else 0

    def stop(self) -> None:
        while self.process:
            one = self.process.pop()
            one.terminate()
            one.wait()

    def start(self) -> None:
        words = [installed() or "dovecot", "-F", "-c", str(self.folder / "dovecot.conf")]
        self.process.append(subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        for _ in range(200):
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError((self.folder / "dovecot.log").read_text())


def installed() -> str | None:
    """Where Debian's dovecot-imapd puts the program."""
    return shutil.which("dovecot") or shutil.which("/usr/sbin/dovecot")


@contextmanager
def running(folder: Path, *, introspection: str = "http://127.0.0.1:1/") -> Iterator[Dovecot]:
    """A server in ``folder``; access tokens are checked at the address ``introspection``."""
    folder.chmod(0o755)
    (folder / "mail").mkdir(mode=0o777)
    (folder / "run").mkdir()
    me = pwd.getpwuid(os.geteuid())
    root = me.pw_uid == 0
    keeper = pwd.getpwnam("mail") if root else me
    os.chown(folder / "mail", keeper.pw_uid, keeper.pw_gid)
    port = _free_port()
    _certificate(folder)
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
    (folder / "oauth2.conf").write_text(
        f"introspection_url = {introspection}?token=\nintrospection_mode = get\nusername_attribute = username\n"
        "active_attribute = active\nactive_value = true\n"
    )
    text = CONFIGURATION.format(
        folder=folder,
        port=port,
        internal="dovecot" if root else me.pw_name,
        group="dovecot" if root else me.pw_gid,
        login="dovenull" if root else me.pw_name,
        uid=keeper.pw_uid,
        gid=keeper.pw_gid,
    )
    (folder / "dovecot.conf").write_text(text)
    made = Dovecot(folder, port, [])
    made.start()
    try:
        yield made
    finally:
        made.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
