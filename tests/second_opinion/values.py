# SPDX-License-Identifier: Apache-2.0
"""The forms of values: schemas/README.md, section Values. Each function says whether a value has the form,
or gives what it means and None where it has not."""
import base64
import binascii
import datetime
import re
import unicodedata

from canonical_json import LARGEST_INTEGER

ZERO_DIGEST = "0" * 64
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_INSTANT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.([0-9]{3})Z")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
DAY_MS = 86_400_000
_EPOCH = datetime.date(1970, 1, 1).toordinal()


def matches(pattern, value):
    return isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) is not None


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_INTEGER


def is_digest(value):
    return matches(r"[0-9a-f]{64}", value)


def is_short_hex(value):
    """A pseudonym, a salt or a nonce."""
    return matches(r"[0-9a-f]{32}", value)


def is_project(value):
    return matches(r"[A-Z0-9]{3,16}", value)


def is_country(value):
    return matches(r"[A-Z]{2}", value)


def is_origin(value):
    return matches(r"[a-z0-9.-]+(/[a-z0-9._-]+)*", value) and 3 <= len(value) <= 128


def is_text(value, longest):
    return (isinstance(value, str) and 1 <= len(value) <= longest and not _CONTROL.search(value)
            and unicodedata.is_normalized("NFC", value))


def is_siret(value):
    if not matches(r"[0-9]{14}", value):
        return False
    digits = [int(digit) for digit in value]
    luhn = sum(digit if at % 2 else sum(divmod(2 * digit, 10)) for at, digit in enumerate(digits))
    return luhn % 10 == 0 or (value.startswith("356000000") and sum(digits) % 5 == 0)


_VAT = re.compile("(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK)[0-9A-Z+*]{2,12}")


def _luhn(digits):
    return sum(int(digit) if at % 2 else sum(divmod(2 * int(digit), 10))
               for at, digit in enumerate(digits[::-1], start=1)) % 10 == 0


def national_number(party):
    """Of a party: the SIREN that a SIRET or a French VAT number has in it, or an empty text; None of what is none."""
    if is_siret(party):
        return party[:9]
    if matches("[0-9A-Z]{18}[0-9]{2}", party) and int("".join(str(int(char, 36)) for char in party)) % 97 == 1:
        return ""
    if not isinstance(party, str) or not _VAT.fullmatch(party) or not any(char in "0123456789" for char in party):
        return None
    if not party.startswith("FR"):
        return ""
    return party[4:] if matches("FR[0-9A-Z+*]{2}[0-9]{9}", party) and _luhn(party[4:]) else None


def date(value):
    """Milliseconds since 1970 at the start of a day in UTC, or None."""
    match = _DAY.fullmatch(value) if isinstance(value, str) and value.isascii() else None
    if not match:
        return None
    try:
        return (datetime.date(*map(int, match.groups())).toordinal() - _EPOCH) * DAY_MS
    except ValueError:
        return None


def instant(value):
    """Milliseconds since 1970, or None."""
    match = _INSTANT.fullmatch(value) if isinstance(value, str) and value.isascii() else None
    day = date(match[1]) if match else None
    if day is None:
        return None
    hour, minute, second, ms = map(int, match.groups()[1:])
    if hour > 23 or minute > 59 or second > 59:
        return None
    return day + ((hour * 60 + minute) * 60 + second) * 1000 + ms


def instant_text(ms):
    day, rest = divmod(ms, DAY_MS)
    seconds, ms = divmod(rest, 1000)
    minutes, second = divmod(seconds, 60)
    return f"{datetime.date.fromordinal(day + _EPOCH)}T{minutes // 60:02}:{minutes % 60:02}:{second:02}.{ms:03}Z"


def year(ms):
    return datetime.date.fromordinal(ms // DAY_MS + _EPOCH).year


def month(ms):
    return str(datetime.date.fromordinal(ms // DAY_MS + _EPOCH))[:7]


def start_of_year(number):
    """Of the year 10000 too, which is where the last vintage ends."""
    last = datetime.date(9999, 12, 31).toordinal() + 1
    ordinal = datetime.date(number, 1, 1).toordinal() if number <= 9999 else last
    return (ordinal - _EPOCH) * DAY_MS


def unbase64(value):
    """The bytes of padded base64 whose unused bits are zero, or None."""
    if not isinstance(value, str):
        return None
    try:
        data = base64.b64decode(value.encode("ascii"), validate=True)
    except (UnicodeError, binascii.Error):
        return None
    return data if base64.b64encode(data).decode() == value else None
