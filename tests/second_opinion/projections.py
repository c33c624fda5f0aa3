# SPDX-License-Identifier: Apache-2.0
"""Projections: schemas/README.md, section Ledger file, and Verification (at the end)."""
import merkle


def tile_findings(tree, stored):
    """(word, seq or None) of every tile that is not the tree's."""
    expected = tree.tiles()
    for place, hashes in expected.items():
        if place not in stored:
            yield "missing_tile", None
        elif stored[place] != hashes:
            yield "wrong_tile", _first_difference(place, hashes, stored[place])
    for place in stored:
        if place not in expected:
            yield "wrong_tile", None


def _first_difference(place, expected, found):
    """Of level 0, the entry of the first hash that differs; None where one tile is only longer."""
    level, index = place
    for at in range(0, min(len(expected), len(found)), 32):
        if level == 0 and expected[at:at + 32] != found[at:at + 32]:
            return index * merkle.TILE_WIDTH + at // 32
    return None


def leaf_of(stored, seq):
    """The leaf hash that the stored tiles have of an entry, or None."""
    tile = stored.get((0, seq // merkle.TILE_WIDTH), b"")
    at = seq % merkle.TILE_WIDTH * 32
    return tile[at:at + 32] if len(tile) >= at + 32 else None


def device_row(device):
    """The row of a device."""
    if not device.standing:
        return None, 0, device.last, None, None, None, 0, ""
    event, stage = device.standing[-1]
    begun, reconditioned = device.cycles[-1]
    return None, stage, device.last, event.seq, begun.seq, reconditioned, event.at, event.project


def device_findings(devices, identifiers, stored):
    """Words of rows that are not what the entries say. Of a device with an unreadable event only the chain is
    known. One row that cannot be read is said alone."""
    if any(stage not in (None, *range(6)) for _, stage, *_ in stored.values()):
        yield "wrong_device_row"
        return
    expected = {bytes.fromhex(pseudonym): device for pseudonym, device in devices.items()}
    own = {pseudonym: device.last for pseudonym, device in expected.items()}
    for other, device in identifiers.items():
        other = bytes.fromhex(other)
        if device is not None:
            expected[other] = (bytes.fromhex(device), None, own.get(other), *[None] * 5)
        elif other not in expected:
            expected[other] = (None, 0, None, None, None, None, 0, "")  # free again, and never a device
    for pseudonym, device in expected.items():
        if pseudonym not in stored:
            yield "missing_device_row"
        elif isinstance(device, tuple):
            if stored[pseudonym] != device:
                yield "wrong_device_row"
        elif stored[pseudonym][1] is None:
            yield "wrong_device_row"
        elif device.readable and stored[pseudonym] != device_row(device):
            yield "wrong_device_row"
        elif stored[pseudonym][2] != device.last:
            yield "wrong_device_row"
    for pseudonym in stored:
        if pseudonym not in expected:
            yield "stray_device_row"
