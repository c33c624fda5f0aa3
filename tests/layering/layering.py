#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The rules of the source tree that a compiler does not check: which folder may include which, whose
door an outside library is, the licence line, names and lengths of files, no floating point.

    layering.py ROOT    prints every breach as PATH:LINE: what is wrong; exit code 1 if there is one
"""
import pathlib
import re
import sys

# Whom a folder of ledger/ may include: those it names, and whom those may (ledger/README.md, "Folders"). All may
# include values and themselves. `.` is what lies in ledger/ itself: the door, which no folder may include.
USES = {
    "values": [],
    "tables": [],
    "events": ["tables"],
    "mapping": ["events"],
    "chain": [],
    "methodology": [],
    "registry": ["events", "chain", "methodology"],
    "store": ["chain", "registry"],
    "figures": ["registry", "events", "methodology"],
    "replay": ["figures", "store"],
    "intake": ["replay", "store", "events"],
    "publish": ["store", "chain", "registry"],
    "audit": ["replay"],
    "texts": ["figures", "replay", "intake", "publish", "audit"],
    ".": ["replay", "intake", "publish", "audit"],
}


def may_include(folder):
    """The folders whose headers a file of `folder` may include."""
    return {"values", folder}.union(*(may_include(used) for used in USES[folder]))


MAY_INCLUDE = {folder: may_include(folder) - {"."} for folder in USES}
# The same of cli/: main, a file for each command word, and what they share. All may include the library.
PROGRAM_USES = {"remote": set(), "kit": {"remote"}, "package": set(), "service": {"kit"}, "commands": {"kit", "service", "remote"},
                ".": {"kit", "commands"}}
MOST_INSTALLED = 20
# What reads never includes what writes.
NEVER = {folder: {"ledger/store/writer.hpp"} for folder in ("replay", "audit", "texts", ".")}
# Outside libraries, and the folders that may include them.
DOORS = {
    "openssl/": {"ledger/values", "ledger/chain"},
    "SQLiteCpp/": {"ledger/store"},
    "sqlite3.h": {"ledger/store"},
    "boost/asio": {"cli/service"},
    "boost/beast": {"cli/service"},
    "curl/": {"cli/remote"},
    "boost/multiprecision": {"ledger/figures"},
    "boost/program_options": {"cli", "samples/generator"},
    "expat.h": {"ledger/tables"},
    "minizip/": {"ledger/tables"},
    "zlib.h": {"ledger/tables"},
    "zstd.h": {"ledger/tables"},
    "cairo": {"ledger/texts/page"},
    "fontconfig/": {"ledger/texts/page"},
    "pango/": {"ledger/texts/page"},
    "qrencode.h": {"ledger/texts/page"},
    "xlsxwriter.h": {"ledger/texts/listing"},
}
# A spreadsheet's number is a double: here, and nowhere else, an exact decimal becomes one, where it comes back whole.
MAY_FLOAT = {"ledger/texts/listing/workbook.cpp"}
SOURCE_FOLDERS = ("ledger", "cli", "samples", "schemas", "tests", ".ci")
CODE = {".cpp", ".hpp"}
LICENSED = CODE | {".py", ".sh", ".cmake", ".sql"}
BANNED_WORDS = {"util", "utils", "helper", "helpers", "manager", "common", "data", "info", "process", "misc"}
MAX_LINES = 450

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.M)
FLOATING = re.compile(r"\b(?:double|float|stod|stof|strtod|strtof)\b")
TYPE = re.compile(r"^(namespace [\w:]+|(?:struct|class|enum class) (\w+)(?: final)?(?: : [^;{]*)?) ?\{", re.M)
NOT_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"' + r"|'(?:\\.|[^'\\\n])'", re.S)


def sources(root):
    """Every source file of the project, as (path relative to the root, text)."""
    for folder in SOURCE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and (path.suffix in LICENSED or path.name in ("CMakeLists.txt", "run")):
                yield path.relative_to(root), path.read_text(encoding="utf-8")


def public_headers(root):
    """The headers that other folders may include: those that the layers' CMakeLists.txt list under HEADERS, the door."""
    listed = {"ledger/ledger.hpp"}
    for script in (root / "ledger").glob("*/CMakeLists.txt"):
        for block in re.findall(r"HEADERS\s+([^)]*?)(?:\b[A-Z]{4,}\b|\))", script.read_text(encoding="utf-8")):
            listed |= {f"ledger/{script.parent.name}/{name}" for name in block.split()}
    return listed


def installed_headers(root):
    """The headers that ledger/CMakeLists.txt installs."""
    script = (root / "ledger" / "CMakeLists.txt").read_text(encoding="utf-8")
    listed = re.search(r"set\(installed_headers\s+([^)]*)\)", script)
    return {f"ledger/{name}" for name in listed.group(1).split()} if listed else set()


def folder_of(path, top="ledger"):
    """`chain` for ledger/chain/entry.hpp, `.` for a file directly in ledger/; nothing elsewhere. Of cli/ alike."""
    if path.parts[0] != top:
        return None
    return path.parts[1] if len(path.parts) > 2 else "."


def included_by_library(folder, target):
    """Why a file of ledger/`folder` must not include "target" (a path from the root), or nothing."""
    if folder not in USES:
        return f"ledger/{folder} is no folder that tests/layering knows"
    other = folder_of(pathlib.PurePosixPath(target))
    if other is None:
        return f'the library must not include "{target}"'
    if other == "." and folder != ".":
        return f'a layer must not include the door ("{target}")'
    if other not in MAY_INCLUDE[folder] | {folder}:
        return f'{folder} must not include {other} ("{target}")'
    if target in NEVER.get(folder, ()):
        return f'{folder} must never include "{target}"'
    return None


def included_by_program(folder, target):
    """The same of a file of cli/`folder`."""
    if folder not in PROGRAM_USES:
        return f"cli/{folder} is no folder that tests/layering knows"
    if target.startswith("ledger/"):
        return None
    other = folder_of(pathlib.PurePosixPath(target), "cli")
    if other is None or other not in PROGRAM_USES[folder] | {folder}:
        return f'cli/{folder} must not include "{target}"'
    return None


def included_wrongly(path, target, public):
    """Why `path` must not include "target" (a path from the root), or nothing."""
    folder, top = folder_of(path), path.parts[0]
    if folder is not None:
        wrong = included_by_library(folder, target)
    elif top == "cli":
        wrong = included_by_program(folder_of(path, "cli"), target)
    elif path.parts[:2] == ("samples", "generator") and not target.startswith(("samples/generator/", "ledger/values/")):
        wrong = f'the generator includes only values and itself, not "{target}"'
    else:
        wrong = None
    leaves = target.startswith("ledger/") and folder_of(pathlib.PurePosixPath(target)) != folder
    if wrong is None and top in ("ledger", "cli", "samples") and leaves and target not in public:
        return f'"{target}" is not one of its layer\'s public HEADERS'
    return wrong


def breaches_of_includes(path, text, public):
    for match in INCLUDE.finditer(text):
        line = text.count("\n", 0, match.start(1) if match.group(1) else match.start(2)) + 1
        quoted, angled = match.groups()
        if quoted is not None:
            if "/" not in quoted or quoted.startswith("."):
                yield line, f'write the include from the root, not "{quoted}"'
            elif wrong := included_wrongly(path, quoted, public):
                yield line, wrong
        elif path.parts[0] in ("ledger", "cli"):
            if angled.startswith(("ledger/", "cli/")):
                yield line, f'write "{angled}" in quotes'
            for door, folders in DOORS.items():
                if angled.startswith(door) and not str(path).startswith(tuple(f + "/" for f in folders)):
                    yield line, f"<{angled}> belongs in {' and '.join(sorted(folders))} only"


def breaches_of_form(path, text):
    lines = text.splitlines()
    licence = 1 if lines and lines[0].startswith("#!") else 0
    if len(lines) <= licence or not re.fullmatch(r"(//|#|--) SPDX-License-Identifier: Apache-2\.0", lines[licence]):
        yield licence + 1, "the SPDX line must come first"
    if len(lines) > MAX_LINES:
        yield MAX_LINES + 1, f"the file has {len(lines)} lines; {MAX_LINES} is the most"
    for name in path.parts:
        if name.split(".")[0].lower().split("_")[-1] in BANNED_WORDS:
            yield 1, f"'{name}' says nothing of what is in it"


def breaches_of_exactness(path, text):
    if path.parts[0] != "ledger" or path.suffix not in CODE or str(path) in MAY_FLOAT:
        return
    code = NOT_CODE.sub(lambda match: "\n" * match.group().count("\n"), text)
    for match in FLOATING.finditer(code):
        yield code.count("\n", 0, match.start()) + 1, f"no floating point in the ledger ({match.group()})"


def types_of(text):
    """The types that a header defines at the top of a namespace, as (qualified name, line)."""
    namespace = ""
    for match in TYPE.finditer(text):
        if match.group(2) is None:
            namespace = match.group(1).removeprefix("namespace ")
        else:
            yield f"{namespace}::{match.group(2)}", text.count("\n", 0, match.start()) + 1


def breaches_of_names(headers):
    """Two headers with a type of one name: each of their users would link with either (one-definition rule)."""
    first = {}
    for path, text in headers:
        for name, line in types_of(text):
            if first.setdefault(name, path) != path:
                yield f"{path}:{line}: {name} is a type of {first[name]} too"


def breaches_of_installation(root):
    """What is installed is a handful of headers that include no others of ours, and nothing that writes to the store."""
    installed = installed_headers(root)
    script = "ledger/CMakeLists.txt:1"
    if len(installed) > MOST_INSTALLED:
        yield f"{script}: {len(installed)} headers are installed; {MOST_INSTALLED} are the most"
    if "ledger/store/writer.hpp" in installed:
        yield f"{script}: ledger/store/writer.hpp bypasses the one place where entries are made"
    for header in sorted(installed):
        text = (root / header).read_text(encoding="utf-8")
        for match in INCLUDE.finditer(text):
            if match.group(1) and match.group(1) not in installed:
                line = text.count("\n", 0, match.start(1)) + 1
                yield f'{header}:{line}: an installed header must not include "{match.group(1)}", which is not'


def breaches(root):
    """Every breach in the tree, as `PATH:LINE: what is wrong`."""
    public = public_headers(root)
    found = []
    for path, text in sources(root):
        broken = [*breaches_of_form(path, text), *breaches_of_exactness(path, text)]
        if path.suffix in CODE:
            broken += breaches_of_includes(path, text, public)
        found += [f"{path}:{line}: {wrong}" for line, wrong in broken]
    headers = ((path, text) for path, text in sources(root) if path.suffix == ".hpp" and path.parts[0] != "tests")
    return found + list(breaches_of_names(headers)) + list(breaches_of_installation(root))


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    found = breaches(pathlib.Path(sys.argv[1]))
    print("\n".join(found) if found else "layering: sound")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
