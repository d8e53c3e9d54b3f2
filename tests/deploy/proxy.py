"""The nginx of deploy/, run as it is but for its addresses, certificate and folders."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.servers import HOST, Process, accepts, free_port
from tests.source import ROOT

DEPLOY = ROOT / "deploy"
SITE = DEPLOY / "nginx" / "ecm.conf"
AROUND = """
{user}pid {folder}/nginx.pid;
daemon off;
worker_processes 2;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {site};
}}
"""


def program() -> str | None:
    """Return where nginx is: Debian keeps it off the PATH of most accounts."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


class Nginx(Process):
    """nginx with deploy/nginx/ecm.conf before web processes and the public site."""

    name = "nginx"

    def __init__(self, folder: Path, web: list[int], public: int) -> None:
        super().__init__(folder)
        self.certificate = folder / "conseil.pem"
        self.web, self.public = web, public
        self.plain, self.figures = free_port(), free_port()
        self.base_url = f"https://{HOST}:{self.port}"

    def render(self) -> Path:
        """Write the site with the addresses of this machine, and what goes around it."""
        certify(self.certificate, self.folder / "conseil.key")
        site = self.folder / "ecm.conf"
        site.write_text(placed(SITE.read_text(), self.places()))
        (self.folder / "ecm").mkdir()
        (self.folder / "kept").mkdir()
        for snippet in (DEPLOY / "nginx" / "ecm").iterdir():
            words = snippet.read_text().replace(
                "/etc/nginx/ecm/", f"{self.folder}/ecm/"
            )
            (self.folder / "ecm" / snippet.name).write_text(words)
        whole = self.folder / "nginx.conf"
        # Its workers would be nobody, who may not enter where the tests write.
        user = "user root;\n" if os.geteuid() == 0 else ""
        words = AROUND.format(user=user, folder=self.folder, site=site)
        whole.write_text(words)
        return whole

    def places(self) -> dict[str, str]:
        """Return what an installation changes in the file, and what it is here."""
        first, second = self.web
        return {
            "server 127.0.0.1:8000 ": f"server {HOST}:{first} ",
            "server 127.0.0.1:8001 ": f"server {HOST}:{second} ",
            "server 127.0.0.1:8100 ": f"server {HOST}:{self.public} ",
            "(8000|8001)": f"({first}|{second})",
            "listen 80;": f"listen {HOST}:{self.plain};",
            "listen 443 ": f"listen {HOST}:{self.port} ",
            "listen 127.0.0.1:9180;": f"listen {HOST}:{self.figures};",
            "/etc/ssl/conseil.pem": str(self.certificate),
            "/etc/ssl/private/conseil.key": str(self.folder / "conseil.key"),
            "/var/log/nginx/": f"{self.folder}/",
            # A folder of its own: nginx throws out whatever else it finds among its pages.
            "/var/cache/nginx/": f"{self.folder}/kept/",
            "/etc/nginx/ecm/": f"{self.folder}/ecm/",
        }

    def command(self) -> list[str]:
        found = program()
        assert found, "nginx is not installed"
        conf = self.folder / "nginx.conf"
        return [found, "-p", str(self.folder), "-c", str(conf), "-e", "stderr"]

    def answers(self) -> bool:
        return accepts(self.port)


def placed(text: str, places: dict[str, str]) -> str:
    """Return a file with its places changed; every one must be there."""
    for before, after in places.items():
        assert before in text, f"nothing to change: {before}"
        text = text.replace(before, after)
    return text


def certify(certificate: Path, key: Path) -> None:
    """Write a certificate for this machine that is its own authority."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "conseil")])
    names = [x509.IPAddress(ip_address(HOST)), x509.DNSName("www.gouv.example")]
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(True, None), critical=True)
        .sign(secret, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
