"""The countries of Natural Earth 1:50m out of Debian's package, as plain polygons."""

import subprocess
from pathlib import Path

from rds import columns, read_database

FOLDER = "usr/lib/R/site-library/rnaturalearthdata/data/Rdata"


def unpack(package, folder):
    subprocess.run(["dpkg-deb", "-x", str(package), str(folder)], check=True)
    base = Path(folder) / FOLDER
    return base.with_suffix(".rdx").read_bytes(), base.with_suffix(".rdb").read_bytes()


def read_countries(package, folder):
    """[(attributes, [polygon])], a polygon being its rings (closed lists of points), the outline first."""
    rdx, rdb = unpack(package, folder)
    frame = read_database(rdx, rdb, "countries50")
    table = columns(frame.slot("data"))
    countries = []
    for i, shape in enumerate(frame.slot("polygons").value):
        attributes = {name: values[i] for name, values in table.items()}
        outlines, holes = [], []
        for ring in shape.slot("Polygons").value:
            parts = split_at_pinches(points(ring.slot("coords")))
            (holes if ring.slot("hole").value[0] else outlines).extend(parts)
        countries.append((attributes, nest(outlines, holes)))
    return countries


def points(matrix):
    rows = matrix.attributes["dim"].value[0]
    ring = list(zip(matrix.value[:rows], matrix.value[rows:]))
    return ring if ring[0] == ring[-1] else ring + ring[:1]


def split_at_pinches(ring):
    """A ring that visits a point twice is several rings that touch there (India's, near 78.7 E 31.9 N)."""
    seen, open_ring, parts = {}, [], []
    for point in ring[:-1]:
        if point in seen:
            start = seen[point]
            loop = open_ring[start:]
            for other in loop[1:]:
                del seen[other]
            del open_ring[start + 1:]
            if len(loop) > 2:
                parts.append(loop + loop[:1])
        else:
            seen[point] = len(open_ring)
            open_ring.append(point)
    return parts + ([open_ring + open_ring[:1]] if len(open_ring) > 2 else [])


def signed_area(ring):
    """Half the sum of cross products: positive when the ring runs counter-clockwise (x right, y up)."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) / 2


def nest(outlines, holes):
    """Each hole with the smallest outline that holds it; outlines clockwise, holes counter-clockwise (as d3-geo wants)."""
    polygons = [[wound(ring, clockwise=True)] for ring in outlines]
    by_size = sorted(range(len(polygons)), key=lambda i: abs(signed_area(polygons[i][0])))
    for hole in holes:
        owner = next((i for i in by_size if contains(polygons[i][0], hole)), None)
        if owner is not None:
            polygons[owner].append(wound(hole, clockwise=False))
    return polygons


def wound(ring, clockwise):
    return ring if (signed_area(ring) < 0) == clockwise else ring[::-1]


def contains(outline, hole):
    """True when most corners of the hole lie inside the outline (some may lie on it)."""
    inside = sum(holds(outline, point) for point in hole[:-1])
    return inside * 2 > len(hole) - 1


def holds(ring, point):
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:]):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside
