# SPDX-License-Identifier: Apache-2.0
"""An authenticator app (RFC 6238), and a recovery code that was never made."""
import base64
import hashlib
import hmac
import struct
import time

NO_RECOVERY_CODE = "aaaa-aaaa-aaaa-aaaa-aaaa-aaaa"


shift = 0   # seconds by which the database's clock differs from ours


def code(secret, steps=0):
    """The code for secret (base32) now, or steps of 30 s later."""
    step = int(time.time() + shift) // 30 + steps
    mac = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = mac[-1] & 15
    return "%06d" % ((struct.unpack(">I", mac[offset:offset + 4])[0] & 0x7fffffff) % 1000000)


def wrong(secret):
    """A code that no step near now has."""
    near = {code(secret, steps=n) for n in range(-3, 4)}
    return next(c for c in ("000000", "000001", "000002", "000003", "000004", "000005", "000006", "000007") if c not in near)
