"""The Standard Webhooks secret that each department of the tests signs with."""

from base64 import b64encode

from domain.catalogue import DEPARTMENTS

SECRETS = {
    name: "whsec_" + b64encode(f"the secret of the {name} bureau".encode()).decode()
    for name in DEPARTMENTS
}
