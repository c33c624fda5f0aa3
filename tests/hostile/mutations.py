#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Changes an honest ledger's pages at random, and holds every answer about the result to the honest one: whatever a
command says with exit code 0 is what it says of the honest file, else it says that something is wrong.

A third of the cases are a bundle, a third a ledger's file from elsewhere, and a third the file of a registry that its user
made, which somebody changed where it lies.

  mutations.py [CASES [SEED]]     by default as many as LCL_MUTATIONS says, or 500; 20,000 take some 40 minutes
"""
import os
import pathlib
import random
import struct
import sys
import tempfile

import bounded
from sqlite_pages import KINDS, Pages

CASES = int(os.environ.get("LCL_MUTATIONS", "500"))
KINDS_OF_FILE = ("bundle", "ledger", "own")


class Mutator:
    """One random change after the other, each to a page's bytes, cells, links or place."""

    def __init__(self, content, seed):
        self.pages, self.random = Pages(content), random.Random(seed)
        self.changes = []

    def page(self):
        return self.random.randint(1, len(self.pages))

    def tree_page(self):
        """A page that begins as one of a tree does."""
        pages = [page for page in range(1, len(self.pages) + 1) if self.pages.kind(page) in KINDS]
        return self.random.choice(pages or [1])

    def flip(self):
        at = self.random.randrange(len(self.pages.content))
        self.pages.content[at] ^= 1 << self.random.randrange(8)

    def flip_in_head(self):
        page = self.tree_page()
        at = (page - 1) * self.pages.size + self.pages.head(page) + self.random.randrange(40)
        self.pages.content[at] = self.random.randrange(256)

    def swap_pages(self):
        a, b = self.page(), self.page()
        self.pages[a], self.pages[b] = self.pages[b], self.pages[a]

    def copy_page(self):
        self.pages[self.page()] = self.pages[self.page()]

    def zero_page(self):
        self.pages[self.page()] = bytes(self.pages.size)

    def relink_child(self):
        inner = [page for page in range(1, len(self.pages) + 1)
                 if self.pages.kind(page) in KINDS and self.pages.is_interior(page)]
        if not inner:
            return self.flip()
        page = self.random.choice(inner)
        place, _ = self.random.choice(self.pages.children(page))
        return self.pages.set_child(page, place, self.page())

    def relink_overflow(self):
        page = self.tree_page()
        places = [self.pages.overflow(page, offset) for offset in self.pages.cell_offsets(page)]
        places = [place for place in places if place is not None]
        if not places:
            return self.flip()
        return self.pages.put(page, self.random.choice(places), struct.pack(">I", self.page()))

    def cells(self):
        page = self.tree_page()
        return page, self.pages.cell_offsets(page)

    def swap_cells(self):
        page, offsets = self.cells()
        if len(offsets) > 1:
            a, b = self.random.sample(range(len(offsets)), 2)
            offsets[a], offsets[b] = offsets[b], offsets[a]
            self.pages.set_cell_offsets(page, offsets)

    def drop_cell(self):
        page, offsets = self.cells()
        if offsets:
            del offsets[self.random.randrange(len(offsets))]
            self.pages.set_cell_offsets(page, offsets)

    def repeat_cell(self):
        page, offsets = self.cells()
        if offsets:
            offsets[self.random.randrange(len(offsets))] = self.random.choice(offsets)
            self.pages.set_cell_offsets(page, offsets)

    def change_cell(self):
        """A byte of a cell's head: its length, its key, the types of its columns."""
        page, offsets = self.cells()
        if offsets:
            at = self.random.choice(offsets) + self.random.randrange(16)
            self.pages.put(page, min(at, self.pages.size - 1), bytes([self.random.randrange(256)]))

    def move_cells(self):
        """The cells of two pages of one kind, each in the other's place."""
        a, b = self.tree_page(), self.tree_page()
        if self.pages.kind(a) == self.pages.kind(b) and 1 not in (a, b):
            self.swap_halves(a, b)

    def swap_halves(self, a, b):
        half = self.pages.size // 2
        one, other = self.pages[a], self.pages[b]
        self.pages[a], self.pages[b] = one[:half] + other[half:], other[:half] + one[half:]

    def mutate(self):
        ways = (self.flip, self.flip_in_head, self.swap_pages, self.copy_page, self.zero_page, self.relink_child,
                self.relink_overflow, self.swap_cells, self.drop_cell, self.repeat_cell, self.change_cell, self.move_cells)
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            way = self.random.choice(ways)
            try:
                way()
                self.changes.append(way.__name__)
            except (struct.error, IndexError):  # a change before has left no page to read
                self.changes.append(f"no {way.__name__}")
        return bytes(self.pages.content)




def main(cases=CASES, seed=20250905):
    with tempfile.TemporaryDirectory(prefix="lcl-test-") as folder:
        place = pathlib.Path(folder)
        (place / "honest").mkdir()
        honest = bounded.Honest(place / "honest")
        # Pages small enough that trees have some depth.
        small = {name: bounded.altered(honest.content(name), place, "PRAGMA page_size = 1024; VACUUM;")
                 for name in KINDS_OF_FILE}
        tried = bounded.Cases(honest, place)
        for number in range(cases):
            name = KINDS_OF_FILE[number % len(KINDS_OF_FILE)]
            mutator = Mutator(honest.content(name) if number % 2 else small[name], f"{seed} {number}")
            content = mutator.mutate()
            tried.content(f"case {number} of seed {seed}, {name}: {', '.join(mutator.changes)}", content, bounded.MANY, name)
        faults = tried.finish()
    for label, found in faults.items():
        for each in found:
            print(f"{label}: {each}")
    print(f"{cases} cases, {len(faults)} with a fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
