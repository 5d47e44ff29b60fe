"""Joins what the source cut at 180 degrees: Russia and Fiji become whole, with longitudes past 180."""

from source import wound

SEAM = 180.0


def on_seam(point):
    return abs(abs(point[0]) - SEAM) < 2e-3


def stitch(polygons):
    """The polygons with every edge that lies on the seam removed and the open ends joined across it."""
    whole, pieces = [], []
    for rings in polygons:
        if any(on_seam(p) for p in rings[0]):
            if len(rings) > 1:
                raise ValueError("a hole at the seam is not expected")
            pieces += open_at_seam(rings[0])
        else:
            whole.append(rings)
    return whole + [[wound(ring, clockwise=True)] for ring in join(pieces)]


def open_at_seam(ring):
    """The stretches of a ring between its edges on the seam, moved to one side."""
    west = min(x for x, _ in ring) < -100
    body = [(SEAM if on_seam(p) else p[0] + (360 if west else 0), p[1]) for p in ring[:-1]]
    n = len(body)
    cuts = [i for i in range(n) if body[i][0] == SEAM and body[(i + 1) % n][0] == SEAM]
    if not cuts:
        return [body + body[:1]]
    stretches = []
    for k, cut in enumerate(cuts):
        start, end = cut + 1, cuts[(k + 1) % len(cuts)] + (n if k + 1 == len(cuts) else 0)
        stretch = [body[i % n] for i in range(start, end + 1)]
        if len(stretch) > 1:
            stretches.append(stretch)
    return stretches


def join(pieces):
    """Closed rings out of stretches whose ends meet on the seam at the same latitude."""
    rings = [p for p in pieces if p[0] == p[-1]]
    left = [p for p in pieces if p[0] != p[-1]]
    while left:
        chain = left.pop(0)
        while True:
            gap = abs(chain[0][1] - chain[-1][1])
            nearest = min(range(len(left)), key=lambda i: abs(left[i][0][1] - chain[-1][1]), default=None)
            if nearest is None or gap <= abs(left[nearest][0][1] - chain[-1][1]):
                break
            chain = chain[:-1] + left.pop(nearest)
        if gap > 0.01:
            raise ValueError(f"a piece at the seam does not close: {chain[0]} and {chain[-1]}")
        rings.append(chain[:-1] + chain[:1])
    return rings
