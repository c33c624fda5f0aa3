# SPDX-License-Identifier: Apache-2.0
"""Ed25519 keys and signatures: schemas/README.md, section Keys. The curve's equation is checked here; the
signatures are verified by the package cryptography."""
import base64
import functools
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

import values

DER_PREFIX = bytes.fromhex("302a300506032b6570032100")
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def _decoded(point):
    """(x, y) of a canonically encoded point of the curve, or None (RFC 8032, 5.1.3)."""
    number = int.from_bytes(point, "little")
    y, sign = number & (2**255 - 1), number >> 255
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square or (x == 0 and sign):
        return None
    return (x if x % 2 == sign else P - x), y


def _doubled(point):
    x, y = point
    product = D * x * x * y * y % P
    return (2 * x * y * pow(1 + product, P - 2, P) % P, (y * y + x * x) * pow(1 - product, P - 2, P) % P)


@functools.cache
def is_sound_point(point):
    """Canonical, on the curve, and not of order 1, 2, 4 or 8."""
    at = _decoded(point) if len(point) == 32 else None
    if at is None:
        return False
    for _ in range(3):
        at = _doubled(at)
    return at != (0, 1)


def from_der(der):
    """The 32 bytes of the point of a DER SubjectPublicKeyInfo, or None."""
    if der is None or len(der) != 44 or not der.startswith(DER_PREFIX) or not is_sound_point(der[12:]):
        return None
    return der[12:]


def from_text(text):
    """The point of a key as acts state it: base64 of its DER; or None."""
    return from_der(values.unbase64(text))


def text_of(point):
    """As acts state it."""
    return base64.b64encode(DER_PREFIX + point).decode()


def fingerprint(point):
    return hashlib.sha256(DER_PREFIX + point).hexdigest()


def verifies(point, message, signature):
    """RFC 8032, 5.1.7, strict: S < L."""
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= L:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(point).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
