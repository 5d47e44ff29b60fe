"""Workload W6: 2,000 paragraphs in five scripts (Korean, Thai, Hindi, Vietnamese, Khmer) from ../shared/bench, and its reference in C."""
import json, os, subprocess

HEAD = """monsoon: 1
document:
  title: "Two thousand paragraphs"
  theme:
    theme: w6
    page: {grid: 1pt, first_line_indent: 11pt}
    text:
      body: {family: Noto Sans, size: 11pt, leading: 24pt, orphans: 1, widows: 1}
pages: {default: {size: a4, margin: 50pt, footer: {center: "{{ page }}"}}}
body:
"""


def write(data, folder):
    """Writes w6.yaml for Monsoon and w6.txt for the reference into `folder`.

    Pango knows no words of Khmer, so its text has zero width spaces between them; ours has them where the data have.
    """
    with open(os.path.join(data, "w6.txt")) as file:
        paragraphs = [line.rstrip("\n").split("\t") for line in file]
    with open(os.path.join(data, "w6_sentences.json")) as file:
        khmer = [(sentence.replace("|", ""), sentence.replace("|", "\u200b")) for sentence in json.load(file)["km"]]
    spec = HEAD
    plain = ""
    for language, text in paragraphs:
        number, _, rest = text.partition(". ")
        spec += f"  - md: {json.dumps(number + chr(92) + '. ' + rest, ensure_ascii=False)}\n    lang: {language}\n"
        if language == "km":
            for without, parted in khmer:
                text = text.replace(without, parted)
        plain += f"{language}\t{text}\n"
    for name, content in (("w6.yaml", spec), ("w6.txt", plain)):
        with open(os.path.join(folder, name), "w") as file:
            file.write(content)


def reference(root, folder):
    """The command of the C program, built into `folder`."""
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "pangocairo", "pangofc", "cairo-pdf", "fontconfig"],
                           capture_output=True, text=True, check=True).stdout.split()
    binary = os.path.join(folder, "w6-reference")
    subprocess.run(["gcc", "-O2", "-o", binary, os.path.join(root, "Benchmarks/w6.c"), *flags], check=True)
    os.makedirs(os.path.join(folder, "cache"), exist_ok=True)
    return [binary, os.path.join(folder, "w6.txt"), os.path.join(root, "fonts/files"), os.path.join(folder, "cache")]
