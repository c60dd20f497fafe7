"""Secrets that people carry: signed links, passes that can be typed, digests for the audit."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import struct
import zlib
from functools import cache, lru_cache

import segno
from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
PASS_LENGTH = 20  # 20 characters of 5 bits: 100 bits
_IN_QR = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # what two characters of 11 bits may be
_PAIR_BITS, _SIDE = 11, 21
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def new_pass() -> str:
    """A random pass of 100 bits, as it is stored."""
    return "".join(ALPHABET[byte % 32] for byte in secrets.token_bytes(PASS_LENGTH))


def read_pass(typed: str) -> str | None:
    """A typed or scanned pass as it is stored, None when it cannot be one."""
    code = typed.upper().translate(_LOOKALIKES)
    fits = len(code) == PASS_LENGTH and all(character in ALPHABET for character in code)
    return code if fits else None


def show_pass(code: str) -> str:
    """A pass in groups of four, as it is printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def pass_image(code: str) -> bytes:
    """A pass as a QR code (a PNG of 232 x 232) that holds the code and nothing else.

    A module is eight black or white pixels wide, which is one byte of a PNG with two colours.
    """
    modules, quiet = _modules(code), b"\xff" * 4
    rows = [quiet + modules[start : start + _SIDE] + quiet for start in range(0, _SIDE**2, _SIDE)]
    blank = b"\xff" * len(rows[0])
    lines = b"".join((b"\0" + row) * 8 for row in [*[blank] * 4, *rows, *[blank] * 4])
    size = struct.pack(">II5B", len(blank) * 8, len(lines) // (len(blank) + 1), 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", size), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _modules(code: str) -> bytes:
    """The modules of a pass, row by row, a byte each: light ones have all bits set.

    QR codes of one size and length are linear: a bit of the text that is set turns over the same
    modules whatever the other bits are, those of the error correction too.
    """
    drawn, turned = _drawings()
    for pair in range(PASS_LENGTH // 2):
        first, second = (_IN_QR.index(each) for each in code[2 * pair : 2 * pair + 2])
        value = first * len(_IN_QR) + second
        for bit in range(_PAIR_BITS):
            if value >> bit & 1:
                drawn ^= turned[pair][bit]
    return drawn.to_bytes(_SIDE**2, "big")


@cache
def _drawings() -> tuple[int, list[list[int]]]:
    """The modules of a pass of noughts, and which ones each bit of each two characters turns."""
    noughts = _drawn("")
    bits = [divmod(1 << bit, len(_IN_QR)) for bit in range(_PAIR_BITS)]
    pairs = [_IN_QR[first] + _IN_QR[second] for first, second in bits]
    starts = ["00" * number for number in range(PASS_LENGTH // 2)]
    return noughts, [[noughts ^ _drawn(start + pair) for pair in pairs] for start in starts]


def _drawn(beginning: str) -> int:
    """The modules of a text that ends in noughts.

    The mask is fixed: trying all eight costs as much again and reads no better at this size.
    """
    text = beginning.ljust(PASS_LENGTH, "0")
    made = segno.make_qr(text, error="m", version=1, mask=3, mode="alphanumeric")
    return int.from_bytes(bytes(0 if dark else 255 for row in made.matrix for dark in row), "big")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def sign_link(purpose: str, public_id: str, generation: int) -> str:
    """A token for an address; raising the generation where it is kept revokes it."""
    return _serializer(purpose).dumps([public_id, generation])


def read_link(purpose: str, token: str) -> tuple[str, int] | None:
    """The id and generation of a token of ours, None for anything else."""
    try:
        public_id, generation = _serializer(purpose).loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    if not (isinstance(public_id, str) and isinstance(generation, int)):
        return None
    return public_id, generation


def seal(purpose: str, value: object) -> str:
    """A value of JSON that a page carries and gives back unchanged: compressed and signed."""
    return str(_serializer(purpose).dumps(value))


def unseal(purpose: str, sealed: str) -> object | None:
    """What was sealed for this purpose, None for anything else."""
    try:
        found: object = _serializer(purpose).loads(sealed)
    except (BadSignature, ValueError, TypeError):
        return None
    return found


def digest(text: str) -> str:
    """A keyed digest: shows that a value is unchanged without letting it be guessed."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _serializer(purpose: str) -> URLSafeSerializer:
    return _made(str(current_app.secret_key), f"meetings.{purpose}")


@lru_cache(maxsize=32)
def _made(key: str, salt: str) -> URLSafeSerializer:
    """One for each purpose: making it costs as much as signing."""
    return URLSafeSerializer(key, salt=salt)
