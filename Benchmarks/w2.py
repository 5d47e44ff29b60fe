"""The specs of workload W2: the chart of W1 with the 200 data sets of ../shared/bench."""
import csv, json, os


def write(data, template, folder):
    """Writes 000.vl.json, 001.vl.json, ... into `folder`, which it makes."""
    os.makedirs(folder)
    charts = {}
    with open(os.path.join(data, "w2.csv")) as file:
        for row in csv.DictReader(file):
            charts.setdefault(int(row["chart"]), []).append({"group": row["group"], "series": row["series"], "value": int(row["value"])})
    with open(template) as file:
        spec = json.load(file)
    for number, values in charts.items():
        spec["title"]["text"] = f"Chart {number:03}: rain by season and station"
        spec["data"] = {"values": values}
        with open(os.path.join(folder, f"{number:03}.vl.json"), "w") as file:
            json.dump(spec, file)


def paths(folder):
    """The specs in the order of their numbers."""
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
