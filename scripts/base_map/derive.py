"""Derives the base maps of layouts/base from Natural Earth 1:50m. See layouts/base/README.md.

Usage: derive.py PACKAGE.deb OUTPUT-FOLDER
"""

import math
import sys
import tempfile
from pathlib import Path

from names import CODES, NAMES
from seam import stitch
from source import read_countries, signed_area
from topology import Arcs, Grid, crossing_edges, junctions, ring_cells, thin, topojson

# West, south, east, north: all but Antarctica; past 180 because Russia and Fiji are whole.
BOX = (-180.0, -56.0, 192.0, 83.7)
# Asia and the Pacific: full detail where an arc touches it.
WINDOW = (60.0, -15.0, 192.0, 62.0)


def in_window(point):
    return WINDOW[0] <= point[0] <= WINDOW[2] and WINDOW[1] <= point[1] <= WINDOW[3]


class Edition:
    """How much detail a base map keeps; areas in square degrees at the equator."""

    def __init__(self, name, size, window, least_inside, least_outside, islet_inside, islet_outside):
        self.name, self.size, self.window = name, size, window
        self.least_inside, self.least_outside = least_inside, least_outside
        self.islet_inside, self.islet_outside = islet_inside, islet_outside


EDITIONS = [
    Edition("asia-pacific", 100_000, WINDOW, 0.0, 0.006, 0.0, 0.05),
    Edition("world-light", 20_000, None, 0.03, 0.03, 0.2, 0.35),
]


def load(package):
    with tempfile.TemporaryDirectory() as folder:
        countries = read_countries(package, folder)
    world = []
    for attributes, polygons in countries:
        if attributes["adm0_a3"] == "ATA":
            continue
        if attributes["adm0_a3"] in ("RUS", "FJI"):
            polygons = stitch(polygons)
        world.append((attributes, polygons))
    return world


def select(polygons, edition):
    """The polygons that are large enough, the largest first; a country never loses its largest."""
    def size(polygon):
        ring = polygon[0]
        latitude = sum(y for _, y in ring[:-1]) / (len(ring) - 1)
        return abs(signed_area(ring)) * math.cos(math.radians(latitude))

    ordered = sorted(polygons, key=lambda p: (-size(p), p[0][0]))
    kept = []
    for i, polygon in enumerate(ordered):
        limit = edition.islet_inside if in_window(polygon[0][0]) else edition.islet_outside
        if i == 0 or size(polygon) > limit:
            kept.append(polygon)
    return kept


def snapped(polygon, grid, is_largest):
    """The rings of a polygon on the grid; a country too small for it becomes one cell."""
    outline = grid.ring(polygon[0])
    if outline is None:
        if not is_largest:
            return []
        x, y = grid.snap(polygon[0][0])
        outline = [(x, y), (x, y + 1), (x + 1, y + 1), (x + 1, y)]
    return [outline] + [hole for hole in map(grid.ring, polygon[1:]) if hole]


def derive(world, edition):
    grid = Grid(BOX, edition.size)
    shapes = []
    for attributes, polygons in world:
        kept = [snapped(p, grid, i == 0) for i, p in enumerate(select(polygons, edition))]
        shapes.append((attributes, [rings for rings in kept if rings]))
    parting = junctions([ring for _, polygons in shapes for rings in polygons for ring in rings])
    arcs = Arcs()
    numbered = [(a, [[arcs.cut(ring, parting) for ring in rings] for rings in polygons]) for a, polygons in shapes]
    thinned = simplify(arcs.all, grid, edition, [ring for _, ps in numbered for rings in ps for ring in rings])
    geometries = []
    for attributes, polygons in sorted(numbered, key=lambda shape: code(shape[0])):
        iso3 = code(attributes)
        name = NAMES.get(iso3, attributes["name_long"])
        geometries.append({"type": "MultiPolygon", "id": iso3, "properties": {"iso3": iso3, "name": name}, "arcs": polygons})
    return topojson(grid, geometries, thinned, edition.window), len(geometries), thinned


def simplify(arcs, grid, edition, rings):
    """Thins every arc; arcs of a ring that came to cross itself get their points back, step by step."""
    def least(arc):
        ends = (grid.degrees(arc[0]), grid.degrees(arc[len(arc) // 2]), grid.degrees(arc[-1]))
        return edition.least_inside if any(map(in_window, ends)) else edition.least_outside

    limits = [least(arc) for arc in arcs]
    thinned = [thin(arc, grid, limit) for arc, limit in zip(arcs, limits)]
    for attempt in range(8):
        bad = sorted({n if n >= 0 else ~n for ring in rings if crossing_edges(ring_cells(ring, thinned)) for n in ring})
        if not bad:
            break
        for i in bad:
            limits[i] = 0.0 if attempt > 4 else limits[i] / 4
            thinned[i] = thin(arcs[i], grid, limits[i])
    left = sum(crossing_edges(ring_cells(ring, thinned)) for ring in rings)
    if left:
        raise ValueError(f"{edition.name}: {left} rings cross themselves")
    return thinned


def code(attributes):
    """ISO 3166-1 alpha-3; for what has none, a code from ISO's range for users (XAA to XZZ)."""
    own = CODES.get(attributes["adm0_a3"])
    iso3 = own or attributes["iso_a3"] or attributes["adm0_a3"]
    return attributes["adm0_a3"] if iso3 == "-99" else iso3


def main():
    package, output = Path(sys.argv[1]), Path(sys.argv[2])
    world = load(package)
    for edition in EDITIONS:
        text, features, arcs = derive(world, edition)
        (output / f"{edition.name}.topojson").write_text(text, encoding="utf-8")
        points = sum(map(len, arcs))
        print(f"{edition.name}: {features} features, {len(arcs)} arcs, {points} points, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
