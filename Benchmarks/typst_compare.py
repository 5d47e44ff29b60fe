#!/usr/bin/env python3
"""Benchmarks/typst_compare.py [--keep FOLDER]

Sets the Universal Declaration of Human Rights with Monsoon and with Typst (the Python package typst), in the same font, size, leading and measure, justified and
hyphenated, and prints for both: pages, lines, hyphens at line ends, rivers, and how much the spaces between words differ.

A river is a run of gaps between words on three lines or more, each gap below the other by at least half of the narrower one.
"""
import argparse, json, os, re, statistics, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MONSOON = os.environ.get("MONSOON_BINARY", os.path.join(ROOT, ".build/release/monsoon"))
SIZE, LEADING, TOP = 9.1, 13, 78
BASELINE = 0.73 * LEADING
MEASURES = {"112 mm": 112 * 72 / 25.4, "84 mm": 84 * 72 / 25.4, "55 mm": 55 * 72 / 25.4}


def prose():
    """The paragraphs of the Universal Declaration of Human Rights."""
    with open(os.path.join(ROOT, "Benchmarks/specs/rights.txt")) as file:
        return file.read().strip().split("\n")


def monsoon(paragraphs, measure, folder):
    spec = {
        "monsoon": 1,
        "document": {"title": "Prose", "lang": "en", "theme": {"theme": "compare", "page": {"grid": f"{LEADING}pt", "first_line_indent": "11pt"},
                     "text": {"body": {"family": "Noto Serif", "size": f"{SIZE}pt", "leading": f"{LEADING}pt", "align": "justify", "hyphenate": True}}}},
        "pages": {"default": {"size": "a4", "margin": {"left": "50pt", "right": f"{595.276 - 50 - measure}pt", "top": f"{TOP}pt", "bottom": "60pt"}}},
        "body": [{"md": text} for text in ["\n\n".join(paragraphs)]],
    }
    source, out = os.path.join(folder, "prose.yaml"), os.path.join(folder, "monsoon.pdf")
    with open(source, "w") as file:
        json.dump(spec, file, ensure_ascii=False)
    subprocess.run([MONSOON, "render", source, "-o", out], check=True)
    return out


def typst(paragraphs, measure, folder):
    import typst as engine
    source, out = os.path.join(folder, "prose.typ"), os.path.join(folder, "typst.pdf")
    with open(source, "w") as file:
        # Typst's leading is the gap between the foot of one line and the top of the next; with these edges lines are 13 pt apart.
        file.write(f"""#set page(width: 595.276pt, height: 841.89pt, margin: (left: 50pt, right: {595.276 - 50 - measure}pt, top: {TOP}pt, bottom: 60pt))
#set text(font: "Noto Serif", size: {SIZE}pt, lang: "en", hyphenate: true, top-edge: {BASELINE}pt, bottom-edge: {BASELINE - LEADING}pt)
#set par(justify: true, leading: 0pt, spacing: 0pt, first-line-indent: 11pt)
""" + "\n\n".join(paragraphs) + "\n")
    engine.compile(source, output=out, font_paths=[os.path.join(ROOT, "fonts/files")])
    return out


def lines(pdf):
    """The words of each line with their left and right edges, page by page."""
    page = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    result = []
    for part in page.split("<page ")[1:]:
        rows = {}
        for x0, y0, x1, y1, word in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', part):
            rows.setdefault(round(float(y1)), []).append((float(x0), float(x1), word))
        merged = []
        for y in sorted(rows):
            if merged and y - merged[-1][0] < LEADING / 2:
                merged[-1][1].extend(rows[y])
            else:
                merged.append([y, rows[y]])
        result.append([sorted(words) for _, words in merged])
    return result


def rivers(page):
    count, open_rivers = 0, []
    for words in page:
        gaps = [(a[1], b[0]) for a, b in zip(words, words[1:])]
        following = []
        for gap in gaps:
            length = max((n for last, n in open_rivers if overlap(last, gap)), default=0) + 1
            count += length == 3
            following.append((gap, length))
        open_rivers = following
    return count


def overlap(a, b):
    return min(a[1], b[1]) - max(a[0], b[0]) >= 0.5 * min(a[1] - a[0], b[1] - b[0])


def measured(pdf):
    pages = lines(pdf)
    rows = [row for page in pages for row in page]
    spaces = [b[0] - a[1] for row in rows for a, b in zip(row, row[1:])]
    return {"pages": len(pages), "lines": len(rows), "hyphens": sum(row[-1][2].endswith(("-", "\u2010", "\u00ad")) for row in rows),
            "rivers": sum(map(rivers, pages)), "widest space, pt": f"{max(spaces):.1f}", "spread of spaces, pt": f"{statistics.pstdev(spaces):.2f}"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", help="leave the PDF files in this folder")
    options = parser.parse_args()
    paragraphs = prose()
    print(f"{len(paragraphs)} paragraphs, {sum(len(p.split()) for p in paragraphs)} words\n\n| measure | | monsoon | typst |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        for name, measure in MEASURES.items():
            folder = os.path.join(options.keep or scratch, name.replace(" ", ""))
            os.makedirs(folder, exist_ok=True)
            ours, theirs = measured(monsoon(paragraphs, measure, folder)), measured(typst(paragraphs, measure, folder))
            for key in ours:
                print(f"| {name} | {key} | {ours[key]} | {theirs[key]} |")


if __name__ == "__main__":
    main()
