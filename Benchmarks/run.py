#!/usr/bin/env python3
"""Benchmarks/run.py [W1 W2 W3 ...] [-n RUNS]

Measures Monsoon against hand-written C on Cairo and Pango, each workload in turn A B A B, and prints the ratio of
user + sys CPU time (median of the pairs). The C reference and its data are those of ../shared/bench (that of W6 is
w6.c); without them there is nothing to compare with and the script says so.
"""
import argparse, os, shutil, statistics, subprocess, sys, tempfile

import w2, w5, w6

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(os.path.dirname(ROOT), "shared", "bench")
MONSOON = os.environ.get("MONSOON_BINARY", os.path.join(ROOT, ".build/release/monsoon"))
# workload: spec, data files it reads, arguments of the reference, output suffix, further arguments of ours
WORKLOADS = {
    "W1": ("w1.vl.json", [], ["w1"], ".png", ["--scale", "1"]),
    "W2": ("charts", [], ["w2"], "", ["--scale", "1"]),
    "W3": ("w3.yaml", ["w3_10k.csv"], ["w3"], ".pdf", []),
    "W3L": ("w3l.yaml", ["w3_100k.csv"], ["w3"], ".pdf", []),
    "W5": ("w5.yaml", ["w5_charts.csv", "w4.csv"], ["w5"], ".pdf", []),
    "W6": ("w6.yaml", [], ["w6"], ".pdf", []),
}


def build_reference(folder):
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "pangocairo", "cairo-pdf", "libpng", "zlib"],
                           capture_output=True, text=True, check=True).stdout.split()
    binary = os.path.join(folder, "reference")
    subprocess.run(["gcc", "-O2", "-w", "-o", binary, os.path.join(SHARED, "peers/c/base.c"), *flags, "-lm"], check=True)
    return binary


def once(command):
    """One cold process: user + sys seconds and peak memory in MB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}\n{message.decode(errors='replace')}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(name, reference, folder, runs):
    spec, files, arguments, suffix, options = WORKLOADS[name]
    if name == "W5":
        w5.write(os.path.join(SHARED, "data"), folder)
        shutil.copy(os.path.join(SHARED, "data/countries-50m.json"), os.path.join(folder, "countries.topojson"))
    elif name == "W2":
        w2.write(os.path.join(SHARED, "data"), os.path.join(ROOT, "Benchmarks/specs/w1.vl.json"), os.path.join(folder, spec))
        os.makedirs(os.path.join(folder, "monsoon"))
        os.makedirs(os.path.join(folder, "c"))
    elif name == "W6":
        w6.write(os.path.join(SHARED, "data"), folder)
    else:
        shutil.copy(os.path.join(ROOT, "Benchmarks/specs", spec), folder)
    for file in files:
        shutil.copy(os.path.join(SHARED, "data", file), folder)
    ours, theirs = (os.path.join(folder, who + suffix) for who in ("monsoon", "c"))
    extra = ["100k"] if name == "W3L" else []
    specs = w2.paths(os.path.join(folder, spec)) if name == "W2" else [os.path.join(folder, spec)]
    a = [MONSOON, "render", *specs, "-o", ours + ("" if suffix else "/"), *options]
    b = [*w6.reference(ROOT, folder), theirs] if name == "W6" else [reference, *arguments, os.path.join(SHARED, "data"), theirs, *extra]
    once(a), once(b)
    pairs = [(once(a), once(b)) for _ in range(runs)]
    ratio = statistics.median(x[0] / y[0] for x, y in pairs)
    cpu = [statistics.median(p[i][0] for p in pairs) * 1000 for i in (0, 1)]
    memory = [statistics.median(p[i][1] for p in pairs) for i in (0, 1)]
    sizes = [sum(map(os.path.getsize, outputs(f))) / 1024 for f in (ours, theirs)]
    print(f"| {name} | {cpu[0]:.1f} | {cpu[1]:.1f} | {ratio:.2f} | {memory[0]:.0f} / {memory[1]:.0f} | {sizes[0]:.0f} / {sizes[1]:.0f} |", flush=True)
    if name == "W2":
        larger = sum(os.path.getsize(x) > os.path.getsize(y) for x, y in zip(outputs(ours), outputs(theirs), strict=True))
        print(f"\nW2: {larger} of {len(outputs(ours))} files are larger than the reference's", flush=True)


def outputs(path):
    """The file, or the files of a folder."""
    return [os.path.join(path, name) for name in sorted(os.listdir(path))] if os.path.isdir(path) else [path]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("workloads", nargs="*", default=["W1", "W3"])
    parser.add_argument("-n", type=int, default=9)
    options = parser.parse_args()
    if not os.path.isdir(SHARED):
        sys.exit("no ../shared/bench: the C reference is not here")
    print("| workload | monsoon ms | C ms | ratio | MB | KB |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        reference = build_reference(folder)
        for name in options.workloads or ["W1", "W3"]:
            measure(name, reference, folder, options.n)


if __name__ == "__main__":
    main()
