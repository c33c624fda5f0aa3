# SPDX-License-Identifier: Apache-2.0
"""The Merkle tree and its tiles: schemas/README.md, section Merkle tree."""
import hashlib

TILE_WIDTH = 256


def sha256(data):
    return hashlib.sha256(data).digest()


EMPTY_ROOT = sha256(b"")


def leaf_hash(entry):
    return sha256(b"\0" + entry)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


class Tree:
    """A tree that grows leaf by leaf. `peaks` are the roots of its perfect subtrees, largest first."""

    def __init__(self):
        self.leaves = []
        self._peaks = []

    def append(self, leaf):
        self.leaves.append(leaf)
        self._peaks.append((1, leaf))
        while len(self._peaks) > 1 and self._peaks[-1][0] == self._peaks[-2][0]:
            (size, right), (_, left) = self._peaks.pop(), self._peaks.pop()
            self._peaks.append((2 * size, node_hash(left, right)))

    def root(self):
        return fold([peak for _, peak in self._peaks])

    def root_with_last(self, leaf):
        """The root as it would be with another last leaf."""
        other = Tree()
        for earlier in self.leaves[:-1]:
            other.append(earlier)
        other.append(leaf)
        return other.root()

    def tiles(self):
        """Every tile of the tree: (level, index) → its hashes, one after the other."""
        found, level, hashes = {}, 0, self.leaves
        while hashes:
            for at in range(0, len(hashes), TILE_WIDTH):
                found[level, at // TILE_WIDTH] = b"".join(hashes[at:at + TILE_WIDTH])
            hashes = [perfect_root(hashes[at:at + TILE_WIDTH])
                      for at in range(0, len(hashes) - TILE_WIDTH + 1, TILE_WIDTH)]
            level += 1
        return found


def fold(peaks):
    """The root over the roots of perfect subtrees, largest first."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def perfect_root(hashes):
    """The root of 2^k hashes."""
    while len(hashes) > 1:
        hashes = [node_hash(hashes[at], hashes[at + 1]) for at in range(0, len(hashes), 2)]
    return hashes[0]
