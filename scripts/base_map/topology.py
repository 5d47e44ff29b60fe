"""Rings to a topology: whole-number grid, shared arcs, thinning (Visvalingam and Whyatt), and the TopoJSON text."""

import heapq
import json
import math


class Grid:
    """A grid of `size` columns and rows over a box of degrees."""

    def __init__(self, box, size):
        self.west, self.south, east, north = box
        self.kx, self.ky = (east - self.west) / (size - 1), (north - self.south) / (size - 1)
        self.box = box

    def snap(self, point):
        return (round((point[0] - self.west) / self.kx), round((point[1] - self.south) / self.ky))

    def degrees(self, cell):
        return (self.west + cell[0] * self.kx, self.south + cell[1] * self.ky)

    def ring(self, ring):
        """The ring on the grid without repeated points and without spikes; None when less than a triangle is left."""
        cells = [self.snap(p) for p in ring[:-1]]
        while True:
            n = len(cells)
            if n < 3:
                return None
            kept = [c for i, c in enumerate(cells) if c != cells[i - 1] and cells[i - 1] != cells[(i + 1) % n]]
            if len(kept) == n:
                return cells
            # One spike at a time keeps its foot.
            i = next(i for i in range(n) if cells[i] == cells[i - 1] or cells[i - 1] == cells[(i + 1) % n])
            del cells[i]


def junctions(rings):
    """The points where borders part: their neighbours differ from one ring to the next."""
    neighbours, parting = {}, set()
    for cells in rings:
        n = len(cells)
        for i, cell in enumerate(cells):
            pair = tuple(sorted((cells[i - 1], cells[(i + 1) % n])))
            if neighbours.setdefault(cell, pair) != pair:
                parting.add(cell)
    return parting


class Arcs:
    """Stretches of border, each kept once whichever way it is walked."""

    def __init__(self):
        self.all = []
        self.numbers = {}

    def number(self, stretch):
        key = tuple(stretch)
        if key in self.numbers:
            return self.numbers[key]
        backward = key[::-1]
        if backward in self.numbers:
            return ~self.numbers[backward]
        self.numbers[key] = len(self.all)
        self.all.append(list(stretch))
        return self.numbers[key]

    def cut(self, cells, parting):
        """The numbers of the arcs that make up a ring."""
        n = len(cells)
        stops = [i for i in range(n) if cells[i] in parting]
        if not stops:
            i = cells.index(min(cells))
            return [self.number(cells[i:] + cells[:i + 1])]
        ends = stops[1:] + [stops[0] + n]
        return [self.number([cells[k % n] for k in range(a, b + 1)]) for a, b in zip(stops, ends)]


def thin(arc, grid, least):
    """The arc without the points whose triangle is smaller than `least` square degrees at the equator."""
    n, fewest = len(arc), 4 if arc[0] == arc[-1] else 2
    if n <= fewest or least <= 0:
        return arc
    latitude = grid.degrees(arc[n // 2])[1]
    limit = least / (grid.kx * grid.ky * max(0.15, math.cos(math.radians(latitude))))
    before, after, version = list(range(-1, n - 1)), list(range(1, n + 1)), [0] * n
    alive = [True] * n

    def area(i):
        (ax, ay), (bx, by), (cx, cy) = arc[before[i]], arc[i], arc[after[i]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    heap = [(area(i), i, 0) for i in range(1, n - 1)]
    heapq.heapify(heap)
    left, floor = n, 0
    while heap and left > fewest:
        size, i, stamp = heapq.heappop(heap)
        if not alive[i] or stamp != version[i]:
            continue
        floor = max(floor, size)
        if floor > limit:
            break
        alive[i] = False
        left -= 1
        a, b = before[i], after[i]
        after[a], before[b] = b, a
        for k in (a, b):
            if 0 < k < n - 1:
                version[k] += 1
                heapq.heappush(heap, (max(area(k), floor), k, version[k]))
    return [p for p, keep in zip(arc, alive) if keep]


def crossing_edges(cells):
    """True when two edges of a closed ring that are not neighbours meet."""
    n = len(cells)
    if len(set(cells)) < n or n < 3:
        return True
    span = max(1, max(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in zip(cells, cells[1:] + cells[:1])))
    side = max(8, min(span, 400))
    boxes = {}
    for i in range(n):
        a, b = cells[i], cells[(i + 1) % n]
        for x in range(min(a[0], b[0]) // side, max(a[0], b[0]) // side + 1):
            for y in range(min(a[1], b[1]) // side, max(a[1], b[1]) // side + 1):
                boxes.setdefault((x, y), []).append(i)
    for edges in boxes.values():
        for k, i in enumerate(edges):
            for j in edges[k + 1:]:
                if (j - i) % n not in (1, n - 1) and meet(cells[i], cells[(i + 1) % n], cells[j], cells[(j + 1) % n]):
                    return True
    return False


def meet(a, b, c, d):
    def side(p, q, r):
        s = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
        return (s > 0) - (s < 0)

    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return False
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    return side(a, b, c) * side(a, b, d) <= 0 and side(c, d, a) * side(c, d, b) <= 0


def ring_cells(numbers, arcs):
    cells = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        cells += arc[:-1]
    return cells


def differences(arc):
    steps = [list(arc[0])]
    for a, b in zip(arc, arc[1:]):
        steps.append([b[0] - a[0], b[1] - a[1]])
    return steps


def topojson(grid, geometries, arcs, window):
    shape = {
        "type": "Topology",
        "bbox": list(grid.box),
        **({"window": list(window)} if window else {}),
        "transform": {"scale": [grid.kx, grid.ky], "translate": [grid.west, grid.south]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [differences(arc) for arc in arcs],
    }
    return json.dumps(shape, separators=(",", ":"), ensure_ascii=False) + "\n"
