"""The Standard Webhooks secret that each department of the tests signs with, and the key that the
installations of the tests keep them under."""

from base64 import b64encode, urlsafe_b64encode

from pydantic import SecretStr

from domain.catalogue import DEPARTMENTS

SECRET_KEY = SecretStr(urlsafe_b64encode(b"the key of an installation of tests!"[:32]).decode())
SECRETS = {
    name: "whsec_" + b64encode(f"the secret of the {name} bureau".encode()).decode()
    for name in DEPARTMENTS
}
