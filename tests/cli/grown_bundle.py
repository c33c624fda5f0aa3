# SPDX-License-Identifier: Apache-2.0
"""A bundle that grows, taken in as schemas/README.md says it (Growth of a bundle), by nothing but Python."""
import contextlib
import hashlib
import json
import sqlite3

from program import without_guards

TILE = 256


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(hashes):
    """Of a full tile."""
    while len(hashes) > 1:
        hashes = [node(*hashes[place:place + 2]) for place in range(0, len(hashes), 2)]
    return hashes[0]


def tiles_of(entries):
    """(level, index, hashes) of the tree over these entries."""
    hashes, level = [hashlib.sha256(b"\0" + entry).digest() for entry in entries], 0
    while hashes:
        tiles = [hashes[place:place + TILE] for place in range(0, len(hashes), TILE)]
        yield from ((level, index, b"".join(tile)) for index, tile in enumerate(tiles))
        hashes, level = [root_of(tile) for tile in tiles if len(tile) == TILE], level + 1


def ranges_of(numbers):
    ranges = []
    for number in numbers:
        if ranges and ranges[-1][1] + 1 == number:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ranges


def grow(file, text):
    """Takes `text` into the bundle `file`."""
    first, *lines = text.decode().removesuffix("\n").split("\n")
    span = json.loads(first)
    with contextlib.closing(without_guards(file)) as bundle, bundle:
        seq = span["from"]["size"]
        for line in lines:
            if line.startswith('"'):
                note = json.loads(line)
                bundle.execute("INSERT INTO checkpoints VALUES (?, ?)", (int(note.split("\n")[1]), note))
                continue
            before, payload = line.split("\t")
            if before.startswith("{"):
                bundle.execute("INSERT INTO entries VALUES (?, ?, ?, NULL)", (seq, before.encode(), payload.encode() or None))
                seq += 1
            else:
                bundle.execute("UPDATE entries SET payload = ? WHERE seq = ?", (payload.encode(), int(before)))
        assert seq == span["size"]
        bundle.execute("UPDATE bundle SET size = ?", (seq,))
        bundle.execute("DELETE FROM withheld")
        withheld = [number for (number,) in bundle.execute("SELECT seq FROM entries WHERE payload IS NULL ORDER BY seq")]
        bundle.executemany("INSERT INTO withheld VALUES (?, ?)", ranges_of(withheld))
        bundle.execute("DELETE FROM tiles")
        bundle.executemany("INSERT INTO tiles VALUES (?, ?, ?)",
                           tiles_of([entry for (entry,) in bundle.execute("SELECT entry FROM entries ORDER BY seq")]))


def rows_of(file):
    """All rows of a bundle, by table."""
    with contextlib.closing(sqlite3.connect(file)) as bundle:
        return {table: bundle.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
                for table in ("entries", "checkpoints", "tiles", "bundle", "withheld")}
