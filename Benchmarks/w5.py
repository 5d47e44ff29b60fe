"""The spec of workload W5: the six-page brief of ../shared/bench, made from its line oriented text."""
import csv, json, os

SCALE = 380 / 1200 / 0.75  # the C reference draws its 1200 px charts 380 pt wide

CHART = """      transform: [{{filter: "datum.chart == {index}"}}]
      title: {{text: "Chart {index:03}: rain by season and station", fontSize: {t28}, font: Noto Sans, color: "#222222", offset: {t20}}}
      encoding:
        x: {{field: group, type: nominal, sort: null, title: Season, scale: {{paddingInner: 0.2, paddingOuter: 0.1}}, axis: {{labelAngle: 0}}}}
        xOffset: {{field: series, sort: null, scale: {{paddingInner: 0}}}}
        y: {{field: value, type: quantitative, title: Rain (cm), scale: {{domain: [0, 100]}}, axis: {{tickCount: 5}}}}
        color: {{field: series, type: nominal, sort: null, title: null}}
      layer:
        - {{mark: bar}}
        - mark: {{type: text, dy: -3, fontSize: {t14}, color: "#222222"}}
          encoding: {{text: {{field: value}}, color: {{value: "#222222"}}}}
"""

HEAD = """monsoon: 1
document:
  title: "Monsoon season brief 2026"
  theme:
    theme: w5
    text:
      body: {{family: Noto Sans, size: 11pt, leading: 16pt}}
      title: {{family: Noto Sans, weight: bold, size: 22pt, leading: 30pt}}
      h2: {{family: Noto Sans, weight: bold, size: 15pt, leading: 22pt}}
      table-body: {{family: Noto Sans, size: 10pt, leading: 13pt}}
      table-header: {{family: Noto Sans, weight: bold, size: 10pt, leading: 13pt}}
    config:
      font: Noto Sans
      view: {{stroke: null}}
      axis: {{labelFontSize: {t17}, titleFontSize: {t18}, labelColor: "#444444", gridColor: "#dddddd", domainColor: "#444444", ticks: false}}
      legend: {{labelFontSize: {t17}, symbolType: square, symbolSize: 70}}
data:
  charts: {{csv: w5_charts.csv}}
  tables: {{csv: tables.csv}}
  values: {{csv: w4.csv}}
  countries: {{topojson: countries.topojson, object: countries}}
pages: {{default: {{size: a4, margin: 50pt, footer: {{center: "{{{{ page }}}}"}}}}}}
body:
"""

MAP = """  - map: map-{index}
    number: false
    height: 371pt
    data: countries
    transform: [{{lookup: properties.adm0A3, from: {{data: values, key: a3, fields: [value, name]}}}}]
    projection: {{type: mercator}}
    extent: [[25, -12], [150, 56]]
    mark: {{type: geoshape}}
    encoding:
      color: {{field: value, type: quantitative, scale: {{type: threshold, domain: [20, 40, 60, 80], range: ["#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c"]}}}}
    labels: {labels}
    context: false
    no_data: "no data"
"""


def sizes():
    return {f"t{px}": round(px * SCALE, 2) for px in (14, 17, 18, 20, 28)}


def write(data, folder):
    """Writes w5.yaml and the data it reads into `folder`. The stations' tables become one file for each table."""
    rows = list(csv.reader(open(os.path.join(data, "w5_tables.csv"))))
    spec = HEAD.format(**sizes()).replace("  tables: {csv: tables.csv}\n", "".join(f"  table{n}: {{csv: table{n}.csv}}\n" for n in "01"))
    for number in "01":
        with open(os.path.join(folder, f"table{number}.csv"), "w") as file:
            csv.writer(file, lineterminator="\n").writerows(row[1:] for row in rows if row[0] == number)
    named = [row[0] for row in csv.reader(open(os.path.join(data, "w4.csv"))) if row[5] == "1"]
    for index, line in enumerate(open(os.path.join(data, "w5.txt"))):
        kind, _, text = line.rstrip("\n").partition("\t")
        spec += block(kind, text, index, ids(data, named))
    with open(os.path.join(folder, "w5.yaml"), "w") as file:
        file.write(spec)


def ids(data, named):
    """The ids in the topology of the countries that the reference names."""
    countries = json.load(open(os.path.join(data, "countries-50m.json")))["objects"]["countries"]["geometries"]
    return [f'"{country["id"]}"' for country in countries if country["properties"]["adm0A3"] in named]


def block(kind, text, index, labels):
    if kind == "H":
        return f'  - heading: "{text}"\n'
    if kind == "S":
        return f'  - heading: "{text}"\n    level: 2\n'
    if kind == "P":
        return f'  - md: "{text}"\n'
    if kind == "C":
        return f"  - chart: fig-{index}\n    number: false\n    width: 380pt\n    height: 253pt\n    data: charts\n" + \
            CHART.format(index=int(text), **sizes()).replace("      ", "    ", 1).replace("\n      ", "\n    ")
    if kind == "T":
        return f"  - table: tab-{index}\n    number: false\n    data: table{text}\n    metrics: {{row_height: 16pt}}\n"
    return MAP.format(index=index, labels="[" + ", ".join(labels) + "]")
