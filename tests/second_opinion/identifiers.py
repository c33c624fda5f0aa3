# SPDX-License-Identifier: Apache-2.0
"""A device's own identifiers: schemas/README.md, section Device, and the lists of schemas/device-identifiers.json."""
import hashlib
import hmac
import json
import pathlib
import re

LISTS = json.loads((pathlib.Path(__file__).resolve().parents[2] / "schemas/device-identifiers.json")
                   .read_text(encoding="utf-8"))
_INVISIBLE = re.compile("[\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
                        "\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0]")


def _condensed(text):
    return re.sub("[^A-Z0-9]", "", text.upper() if text.isascii() else
                  "".join(letter.upper() for letter in text if letter.isascii()))


def _is_junk(text):
    condensed = _condensed(text)
    return (len(set(condensed)) == 1 or re.fullmatch("[!-~]+", text) and not condensed or condensed in LISTS["fillers"]
            or re.fullmatch(r"[0-9]([.,][0-9]+)?[eE]\+[0-9]+", text) is not None)


def _luhn(digits):
    total = 0
    for at, digit in enumerate(reversed(digits)):
        total += int(digit) if at % 2 == 0 else sum(divmod(2 * int(digit), 10))
    return total % 10 == 0


def refused_imei(text):
    """The word it is refused with, or None."""
    if _INVISIBLE.search(text):
        return "invisible_character"
    text = text.strip(" \t")
    digits = re.fullmatch("[0-9]+", text) is not None
    if text and (len(set(text)) == 1 if digits else _is_junk(text)):
        return "junk_identifier"
    if not digits or not 14 <= len(text) <= 16:
        return "malformed_imei"
    if len(text) == 15 and not _luhn(text):
        return "imei_check_digit"
    if text[:2] in LISTS["test_bodies"] or text[:14] in LISTS["placeholder_imeis"]:
        return "junk_identifier"
    if len(text) == 14 and "0" + text[0] in LISTS["reporting_bodies"] and _luhn("0" + text):
        return "imei_zero_lost"
    return None if text[:2] in LISTS["reporting_bodies"] else "imei_reporting_body"


def refused_name(text):
    """Of a manufacturer or a serial."""
    if _INVISIBLE.search(text):
        return "invisible_character"
    text = text.strip(" \t")
    if not re.fullmatch("[ -9;-~]{1,64}", text):
        return "malformed_serial"
    return "junk_identifier" if _is_junk(text) else None


def normal_imei(text):
    return text.strip(" \t")[:14]


def normal_serial(text):
    return _condensed(text)


def normal_manufacturer(text):
    words = re.findall("[a-z0-9]+", re.sub("[.']", "", text).lower())
    while len(words) > 1 and words[-1] in LISTS["legal_forms"]:
        words.pop()
    return "".join(words)


def refusals(device, participant):
    """The words that a `device` is refused with, by field; one misplaced identifier at most."""
    judges = {"imei": refused_imei, "imei2": refused_imei, "manufacturer": refused_name, "serial": refused_name}
    words = {name: judges[name](text) for name, text in device.items()}
    words = {name: word for name, word in words.items() if word}
    if words:
        return words
    imeis = [normal_imei(device[name]) for name in ("imei", "imei2") if name in device]
    serial = normal_serial(device.get("serial", ""))
    for name in ("imei", "imei2"):
        if name in device and normal_imei(device[name]) == participant:
            return {name: "misplaced_identifier"}
    if serial and (serial == participant or (len(serial) == 15 and not refused_imei(serial))
                   or serial.startswith(tuple(imeis))):
        return {"serial": "misplaced_identifier"}
    return {}


def texts(device):
    """What is hashed, in the order imei, imei2, serial."""
    found = []
    for name in ("imei", "imei2"):
        text = f"imei:{normal_imei(device[name])}" if name in device else None
        if text and text not in found:
            found.append(text)
    if "serial" in device:
        found.append(f"serial:{normal_manufacturer(device['manufacturer'])}:{normal_serial(device['serial'])}")
    return found


def pseudonym(pepper, text):
    return hmac.new(pepper, text.encode("ascii"), hashlib.sha256).hexdigest()[:32]
