"""Reads R's lazy-load databases (.rdx, .rdb) and serialised values (RDS, XDR form).

Only what Debian's r-cran-rnaturalearthdata holds is read; anything else is refused with its type number.
Format: R Internals, section 1.8 (serialization formats).
"""

import lzma
import struct
import zlib


class RObject:
    """A value with attributes: `value` is a list, bytes-decoded text list or None; `attributes` a dict."""

    __slots__ = ("value", "attributes")

    def __init__(self, value, attributes=None):
        self.value = value
        self.attributes = attributes or {}

    def slot(self, name):
        return self.attributes[name]

    def named(self):
        """The members of a list with names, as a dict."""
        return dict(zip(self.attributes["names"].value, self.value))


class Reader:
    def __init__(self, data):
        self.data = data
        self.at = 0
        self.references = []
        if self.take(2) != b"X\n":
            raise ValueError("not an XDR serialisation")
        version = self.integer()
        self.integer()
        self.integer()
        if version == 3:
            self.take(self.integer())

    def take(self, n):
        piece = self.data[self.at:self.at + n]
        if len(piece) != n:
            raise ValueError("the data end early")
        self.at += n
        return piece

    def integer(self):
        return struct.unpack(">i", self.take(4))[0]

    def length(self):
        n = self.integer()
        if n < 0:
            raise ValueError("long vectors are not read")
        return n

    def item(self):
        flags = self.integer()
        kind, has_attributes, has_tag = flags & 255, flags & 512, flags & 1024
        if kind in (254, 253, 242, 241):  # nil, the global, base and empty environments
            return None
        if kind == 255:
            index = flags >> 8 or self.integer()
            return self.references[index - 1]
        if kind == 1:
            name = self.item()
            self.references.append(name)
            return name
        if kind in (247, 249, 250):  # persistent, namespace, package: names in place of environments
            self.integer()
            value = RObject([self.item() for _ in range(self.length())])
            self.references.append(value)
            return value
        if kind == 4:
            return self.environment()
        if kind in (2, 6):
            return self.pairs(kind, has_attributes, has_tag)
        if kind == 9:
            n = self.integer()
            return None if n == -1 else self.take(n).decode("utf-8" if flags & (8 << 12) else "latin-1")
        if kind == 238:
            return self.alternative()
        return self.vector(kind, has_attributes)

    def environment(self):
        self.integer()
        value = RObject(None)
        self.references.append(value)
        for name in ("enclosure", "frame", "table", "attributes"):
            value.attributes[name] = self.item()
        return value

    def pairs(self, kind, has_attributes, has_tag):
        pairs = []
        while True:
            if has_attributes:
                self.item()
            tag = self.item() if has_tag else None
            pairs.append((tag, self.item()))
            flags = self.integer()
            if flags & 255 != kind:
                self.at -= 4
                self.item()
                return pairs
            has_attributes, has_tag = flags & 512, flags & 1024

    def alternative(self):
        info, state, _ = self.item(), self.item(), self.item()
        name = info[0][1]
        if name == "compact_intseq":
            n, start, step = state.value
            return RObject([int(start + i * step) for i in range(int(n))])
        raise ValueError(f"alternative form {name} is not read")

    def vector(self, kind, has_attributes):
        if kind == 25:  # S4: all of it is attributes
            value = None
        else:
            n = self.length()
            if kind in (10, 13):
                value = list(struct.unpack(f">{n}i", self.take(4 * n)))
            elif kind == 14:
                value = list(struct.unpack(f">{n}d", self.take(8 * n)))
            elif kind in (16, 19, 20):
                value = [self.item() for _ in range(n)]
            else:
                raise ValueError(f"type {kind} is not read")
        return RObject(value, dict(self.item() or []) if has_attributes else None)


def read_database(rdx, rdb, name):
    """The value called `name` in the database whose index and blobs are given as bytes."""
    index = Reader(zlib.decompress(rdx, wbits=47)).item().named()
    offset, size = index["variables"].named()[name].value
    blob = rdb[offset:offset + size]
    length, form = struct.unpack(">I", blob[:4])[0], blob[4:5]
    if form != b"Z":
        raise ValueError(f"compression {form!r} is not read")
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 6}]
    data = lzma.decompress(blob[5:], format=lzma.FORMAT_RAW, filters=filters)
    if len(data) != length:
        raise ValueError("a blob has the wrong length")
    return Reader(data).item()


def columns(frame):
    """The columns of a data frame as lists; factors as their labels."""
    result = {}
    for name, column in frame.named().items():
        levels = column.attributes.get("levels")
        if levels is None:
            result[name] = column.value
        else:
            result[name] = [levels.value[i - 1] if i > 0 else None for i in column.value]
    return result
