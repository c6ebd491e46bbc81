"""Checks of Schemathesis beside its own: `SCHEMATHESIS_HOOKS=checks.py st run --checks no_lasting_server_error,…`."""

import time

import requests
import schemathesis

ATTEMPTS = 5
PAUSE_SECONDS = 1


def is_unavailable(response):
    """Whether this is the documented answer of a service that cannot answer right now, which clients ask for again."""
    try:
        return response.status_code == 503 and response.json().get("code") == "unavailable"
    except ValueError:
        return False


@schemathesis.check
def no_lasting_server_error(ctx, response, case):
    """No answer is a server's error, but for an `unavailable` that is gone when the request is repeated."""
    attempt = 1
    with requests.Session() as session:
        while is_unavailable(response) and attempt < ATTEMPTS:
            time.sleep(PAUSE_SECONDS)
            response = session.send(response.request, timeout=60)
            attempt += 1
    assert response.status_code < 500, f"{response.status_code} at attempt {attempt}: {response.text[:500]}"
