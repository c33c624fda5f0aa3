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


# RFC 9162, 2.1.3 and 2.1.4, by the recursions that define proofs.

def _split(size):
    """The largest power of two below a size of 2 and more."""
    return 1 << (size - 1).bit_length() - 1


def _root_by_path(leaf, index, size, hashes):
    """The root that PATH(index, D[size]) leads to; IndexError where hashes are missing."""
    if size == 1:
        return leaf
    left, (*rest, last) = _split(size), hashes or [None]
    if last is None:
        raise IndexError
    if index < left:
        return node_hash(_root_by_path(leaf, index, left, rest), last)
    return node_hash(last, _root_by_path(leaf, index - left, size - left, rest))


def _height(index, size):
    """How many hashes PATH(index, D[size]) has."""
    steps = 0
    while size > 1:
        left = _split(size)
        index, size, steps = (index, left, steps + 1) if index < left else (index - left, size - left, steps + 1)
    return steps


def is_included(leaf, index, size, hashes, root):
    if not 0 <= index < size or len(hashes) != _height(index, size):
        return False
    return _root_by_path(leaf, index, size, hashes) == root


def _roots_by_subproof(old, size, known, hashes, old_root):
    """(root of the first `old` leaves, root of all) that SUBPROOF(old, D[size], known) leads to."""
    if old == size:
        root = old_root if known else hashes.pop(0)
        return root, root
    left = _split(size)
    if old <= left:
        before, after = _roots_by_subproof(old, left, known, hashes, old_root)
        return before, node_hash(after, hashes.pop(0))
    before, after = _roots_by_subproof(old - left, size - left, False, hashes, old_root)
    other = hashes.pop(0)
    return node_hash(other, before), node_hash(other, after)


def is_extended(old, old_root, size, root, hashes):
    if not 0 < old <= size:
        return False
    rest = list(hashes)
    try:
        found = _roots_by_subproof(old, size, True, rest, old_root)
    except IndexError:
        return False
    return found == (old_root, root) and not rest
