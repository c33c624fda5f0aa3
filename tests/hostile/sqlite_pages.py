# SPDX-License-Identifier: Apache-2.0
"""Pages of an SQLite database, read and written byte by byte (https://sqlite.org/fileformat.html), so that a test can
make files that SQLite never would."""
import struct

LEAF_TABLE, LEAF_INDEX, INTERIOR_TABLE, INTERIOR_INDEX = 13, 10, 5, 2
KINDS = (LEAF_TABLE, LEAF_INDEX, INTERIOR_TABLE, INTERIOR_INDEX)


def varint(value):
    value &= (1 << 64) - 1
    if value >= 1 << 56:
        return bytes(0x80 | value >> shift & 0x7F for shift in range(57, 7, -7)) + bytes([value & 0xFF])
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.append(0x80 | value & 0x7F)
    return bytes(reversed(groups))


def read_varint(data, at):
    """The value, and where what follows it begins."""
    value = 0
    for count in range(8):
        value = value << 7 | data[at + count] & 0x7F
        if data[at + count] < 0x80:
            return value, at + count + 1
    return value << 8 | data[at + 8], at + 9


def record(*values):
    """A row's content as stored: None, integers, bytes and texts."""
    types, body = b"", b""
    for value in values:
        if value is None:
            types += varint(0)
        elif isinstance(value, int):
            types += varint(6)
            body += struct.pack(">q", value)
        else:
            data = value.encode() if isinstance(value, str) else value
            types += varint(2 * len(data) + (13 if isinstance(value, str) else 12))
            body += data
    return varint(len(types) + 1) + types + body


def promised_record(*types):
    """The head of a record whose columns have these serial types, its body missing."""
    head = b"".join(varint(each) for each in types)
    return varint(len(head) + 1) + head


class Pages:
    """A database of which every page can be changed; pages count from 1."""

    def __init__(self, content):
        self.content = bytearray(content)
        self.size = struct.unpack_from(">H", content, 16)[0]
        self.size = 65536 if self.size == 1 else self.size

    def __len__(self):
        return len(self.content) // self.size

    def __getitem__(self, page):
        return bytes(self.content[(page - 1) * self.size:page * self.size])

    def __setitem__(self, page, content):
        assert len(content) == self.size
        self.content[(page - 1) * self.size:page * self.size] = content

    def append(self, content=b""):
        """A page more, and its number."""
        self.content += content.ljust(self.size, b"\0")
        self.content[28:32] = struct.pack(">I", len(self))
        return len(self)

    def put(self, page, offset, data):
        start = (page - 1) * self.size + offset
        self.content[start:start + len(data)] = data

    def head(self, page):
        """Where the page's own header begins."""
        return 100 if page == 1 else 0

    def kind(self, page):
        return self[page][self.head(page)]

    def is_interior(self, page):
        return self.kind(page) in (INTERIOR_TABLE, INTERIOR_INDEX)

    def cell_offsets(self, page):
        data, head = self[page], self.head(page)
        count = struct.unpack_from(">H", data, head + 3)[0]
        start = head + (12 if self.is_interior(page) else 8)
        return [struct.unpack_from(">H", data, start + 2 * number)[0] for number in range(count)]

    def set_cell_offsets(self, page, offsets):
        head = self.head(page)
        self.put(page, head + 3, struct.pack(">H", len(offsets)))
        self.put(page, head + (12 if self.is_interior(page) else 8), b"".join(struct.pack(">H", each) for each in offsets))

    def children(self, page):
        """Where an interior page keeps the numbers of the pages below it, and the numbers."""
        data = self[page]
        places = self.cell_offsets(page) + [self.head(page) + 8]
        return [(place, struct.unpack_from(">I", data, place)[0]) for place in places]

    def set_child(self, page, place, child):
        self.put(page, place, struct.pack(">I", child))

    def local(self, payload, is_index):
        """How much of a payload stands in its cell."""
        usable = self.size
        greatest = (usable - 12) * 64 // 255 - 23 if is_index else usable - 35
        if payload <= greatest:
            return payload
        least = (usable - 12) * 32 // 255 - 23
        surplus = least + (payload - least) % (usable - 4)
        return surplus if surplus <= greatest else least

    def overflow(self, page, offset):
        """Where a cell keeps the number of its first overflow page; None if it has none."""
        data, kind = self[page], self.kind(page)
        at = offset + (4 if kind == INTERIOR_INDEX else 0)
        if kind == INTERIOR_TABLE:
            return None
        payload, at = read_varint(data, at)
        if kind == LEAF_TABLE:
            _, at = read_varint(data, at)
        local = self.local(payload, kind != LEAF_TABLE)
        return None if local == payload else at + local

    def put_cells(self, page, kind, cells, right=0):
        """Writes a whole page of these cells, in this order."""
        start = self.head(page)
        head = bytearray(self[page][:start])
        area, offsets, end = b"", [], self.size
        for cell in cells:
            cell = cell.ljust(4, b"\0")
            end -= len(cell)
            offsets.append(end)
            area = cell + area
        head += struct.pack(">BHHHB", kind, 0, len(cells), end % 65536, 0)
        if kind in (INTERIOR_TABLE, INTERIOR_INDEX):
            head += struct.pack(">I", right)
        head += b"".join(struct.pack(">H", each) for each in offsets)
        assert len(head) <= end, "the cells do not fit"
        self[page] = bytes(head).ljust(end, b"\0") + area

    def table_cell(self, rowid, content, promised=None, overflow=0):
        """A row of a table; with `promised` bytes, of which the rest begins on page `overflow`."""
        if promised is None:
            return varint(len(content)) + varint(rowid) + content
        local = self.local(promised, False)
        return varint(promised) + varint(rowid) + content.ljust(local, b"x")[:local] + struct.pack(">I", overflow)

    def index_cell(self, content, promised=None, overflow=0):
        if promised is None:
            return varint(len(content)) + content
        local = self.local(promised, True)
        return varint(promised) + content.ljust(local, b"x")[:local] + struct.pack(">I", overflow)

    def reachable(self, page, seen=None):
        """The tree's pages from `page` down."""
        seen = seen if seen is not None else []
        seen.append(page)
        if self.is_interior(page):
            for _, child in self.children(page):
                self.reachable(child, seen)
        return seen
