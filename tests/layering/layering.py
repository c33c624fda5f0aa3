#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The rules of the source tree that a compiler does not check: which folder may include which, whose
door an outside library is, the licence line, names and lengths of files, no floating point.

    layering.py ROOT    prints every breach as PATH:LINE: what is wrong; exit code 1 if there is one
"""
import pathlib
import re
import sys

# Everybody may also include values and itself (ledger/README.md).
MAY_INCLUDE = {
    "values": set(),
    "events": set(),
    "chain": set(),
    "methodology": set(),
    "registry": {"events", "chain", "methodology"},
    "store": {"chain", "registry", "events", "methodology"},
    "figures": {"registry", "events", "chain", "methodology"},
    "replay": {"figures", "store", "registry", "events", "chain", "methodology"},
    "intake": {"replay", "figures", "store", "registry", "events", "chain", "methodology"},
    "publish": {"store", "registry", "events", "chain", "methodology"},
    "audit": {"replay", "figures", "store", "registry", "events", "chain", "methodology"},
    "texts": {"audit", "replay", "figures", "store", "registry", "events", "chain", "methodology"},
}
# Audit reads the store; it never writes.
NEVER = {"audit": {"ledger/store/writer.hpp"}}
# Outside libraries, and the folders that may include them.
DOORS = {
    "openssl/": {"ledger/values", "ledger/chain"},
    "SQLiteCpp/": {"ledger/store"},
    "sqlite3.h": {"ledger/store"},
    "boost/program_options": {"cli", "samples/generator"},
    "cairo": {"ledger/texts/page"},
    "fontconfig/": {"ledger/texts/page"},
    "pango/": {"ledger/texts/page"},
}
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
    """The headers that the door's and the layers' CMakeLists.txt list under HEADERS."""
    door = (root / "ledger" / "CMakeLists.txt").read_text(encoding="utf-8")
    listed = {f"ledger/{name}" for name in re.findall(r"CMAKE_CURRENT_SOURCE_DIR\}/(\w+\.hpp)", door)}
    for script in (root / "ledger").glob("*/CMakeLists.txt"):
        for block in re.findall(r"HEADERS\s+([^)]*?)(?:\b[A-Z]{4,}\b|\))", script.read_text(encoding="utf-8")):
            listed |= {f"ledger/{script.parent.name}/{name}" for name in block.split()}
    return listed


def layer_of(path):
    """`chain` for ledger/chain/entry.hpp; nothing for a file directly in ledger/ or elsewhere."""
    return path.parts[1] if path.parts[0] == "ledger" and len(path.parts) > 2 else None


def included_wrongly(path, target, public):
    """Why `path` must not include "target" (a path from the root), or nothing."""
    layer, top = layer_of(path), path.parts[0]
    folder = layer_of(pathlib.PurePosixPath(target))
    inside = target.startswith("ledger/")
    if layer is not None:
        if layer not in MAY_INCLUDE:
            return f"ledger/{layer} is no layer that tests/layering knows"
        if not inside or folder is None:
            return f'a layer must not include "{target}"'
        if folder not in MAY_INCLUDE[layer] | {"values", layer}:
            return f'{layer} must not include {folder} ("{target}")'
        if target in NEVER.get(layer, ()):
            return f'{layer} must never include "{target}"'
    elif path.parts[:2] == ("samples", "generator"):
        if not target.startswith(("samples/generator/", "ledger/values/")):
            return f'the generator includes only values and itself, not "{target}"'
    elif top in ("cli", "ledger") and not target.startswith(("ledger/", top + "/")):
        return f'{top} must not include "{target}"'
    leaves_its_folder = inside and folder != layer and not (top == "ledger" and layer is None and folder is None)
    if top in ("ledger", "cli", "samples") and leaves_its_folder and target not in public:
        return f'"{target}" is not one of its layer\'s public HEADERS'
    return None


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
    if path.parts[0] != "ledger" or path.suffix not in CODE:
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
    return found + list(breaches_of_names(headers))


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    found = breaches(pathlib.Path(sys.argv[1]))
    print("\n".join(found) if found else "layering: sound")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
