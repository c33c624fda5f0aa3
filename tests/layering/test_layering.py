#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The project keeps the rules of layering.py, and layering.py finds each kind of breach."""
import pathlib
import tempfile
import unittest

import layering

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPDX = "// SPDX-License-Identifier: Apache-2.0\n"


class Project(unittest.TestCase):
    def test_the_project_keeps_the_rules(self):
        found = layering.breaches(ROOT)
        if found:
            self.fail("\n" + "\n".join(found))

    def test_every_folder_is_looked_at(self):
        seen = {layering.folder_of(path) for path, _ in layering.sources(ROOT)} - {None}
        self.assertEqual(seen, set(layering.USES))
        seen = {layering.folder_of(path, "cli") for path, _ in layering.sources(ROOT)} - {None}
        self.assertEqual(seen, set(layering.PROGRAM_USES))


class Planted(unittest.TestCase):
    """Each test plants one breach in a small sound tree."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for layer in set(layering.USES) - {"."}:
            self.plant(f"ledger/{layer}/CMakeLists.txt",
                       f"lcl_layer({layer}\n  HEADERS open.hpp writer.hpp\n  SOURCES open.cpp)\n", spdx="# " + SPDX[3:])
            self.plant(f"ledger/{layer}/open.hpp", '#include "ledger/values/open.hpp"\n#include <string>\n')
            self.plant(f"ledger/{layer}/closed.hpp", "")
        self.install("ledger.hpp audit/open.hpp values/open.hpp")
        self.plant("ledger/ledger.hpp", '#include "ledger/audit/open.hpp"\n')
        self.plant("ledger/chain/keys.cpp", '#include <openssl/evp.h>\n#include "ledger/chain/closed.hpp"\n')
        self.plant("cli/main.cpp", '#include <boost/program_options.hpp>\n#include "ledger/ledger.hpp"\n')
        self.assertEqual(layering.breaches(self.root), [])

    def install(self, headers):
        self.plant("ledger/CMakeLists.txt", f"set(installed_headers\n  {headers})\n", spdx="# " + SPDX[3:])

    def plant(self, path, text, spdx=SPDX):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(spdx + text, encoding="utf-8")

    def assert_found(self, path, line, words):
        found = layering.breaches(self.root)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(f"{path}:{line}: "), found[0])
        self.assertIn(words, found[0])

    def test_a_layer_that_reaches_upwards(self):
        self.plant("ledger/chain/entry.cpp", '\n#include "ledger/store/open.hpp"\n')
        self.assert_found("ledger/chain/entry.cpp", 3, "chain must not include store")

    def test_two_types_of_one_name(self):
        self.plant("ledger/chain/entry.hpp", "namespace lcl {\nstruct Field {};\n}\n")
        self.plant("ledger/events/fields.hpp", "namespace lcl::inner {\nstruct Field {};\n}\n")
        self.assertEqual(layering.breaches(self.root), [])
        self.plant("ledger/store/fields.hpp", "namespace lcl {\nenum class Field : int { a };\n}\n")
        self.assert_found("ledger/store/fields.hpp", 3, "lcl::Field is a type of ledger/chain/entry.hpp too")

    def test_values_that_include_another_layer(self):
        self.plant("ledger/values/a.hpp", '#include "ledger/events/open.hpp"\n')
        self.assert_found("ledger/values/a.hpp", 2, "values must not include events")

    def test_every_pair_of_layers_is_decided_as_stated(self):
        stated = {"store": {"chain", "registry", "events", "tables", "methodology"},
                  "publish": {"store", "chain", "registry", "events", "tables", "methodology"},
                  "audit": {"replay", "figures", "store", "chain", "registry", "events", "tables", "methodology"}}
        for layer, allowed in stated.items():
            self.assertEqual(layering.MAY_INCLUDE[layer], allowed | {layer, "values"})
        for layer in layering.USES:
            for other in set(layering.USES) - {"."}:
                with self.subTest(layer=layer, other=other):
                    self.plant(f"ledger/{layer}/a.cpp", f'#include "ledger/{other}/open.hpp"\n')
                    sound = other in layering.MAY_INCLUDE[layer] | {layer}
                    self.assertEqual(len(layering.breaches(self.root)), 0 if sound else 1)
            (self.root / f"ledger/{layer}/a.cpp").unlink()

    def test_no_arrow_points_up(self):
        for layer in layering.USES:
            for other in layering.MAY_INCLUDE[layer] - {layer, "values"}:
                self.assertNotIn(layer, layering.MAY_INCLUDE[other], f"{layer} and {other} need each other")

    def test_what_reads_and_could_write(self):
        for folder in ("audit/", "replay/", "texts/", ""):
            with self.subTest(folder=folder):
                self.plant(f"ledger/{folder}a.cpp", '#include "ledger/store/writer.hpp"\n')
                self.assert_found(f"ledger/{folder}a.cpp", 2, "must never include")
                (self.root / f"ledger/{folder}a.cpp").unlink()

    def test_the_program_s_folders_point_one_way(self):
        self.plant("cli/commands/verify.hpp", "")
        self.plant("cli/kit/files.hpp", '#include "cli/commands/verify.hpp"\n')
        self.assert_found("cli/kit/files.hpp", 2, "cli/kit must not include")
        self.plant("cli/kit/files.hpp", "")
        self.plant("cli/extras/a.cpp", '#include "cli/kit/files.hpp"\n')
        self.assert_found("cli/extras/a.cpp", 2, "no folder")

    def test_an_installed_header_that_needs_one_that_is_not(self):
        self.plant("ledger/audit/open.hpp", '#include "ledger/chain/open.hpp"\n')
        self.assert_found("ledger/audit/open.hpp", 2, "an installed header must not include")

    def test_an_installation_that_bypasses_the_door(self):
        self.plant("ledger/store/writer.hpp", "")
        self.install("ledger.hpp audit/open.hpp values/open.hpp store/writer.hpp")
        self.assert_found("ledger/CMakeLists.txt", 1, "bypasses")

    def test_an_installation_of_too_many_headers(self):
        names = [f"values/open{number}.hpp" for number in range(layering.MOST_INSTALLED)]
        for name in names:
            self.plant(f"ledger/{name}", "")
        self.install(" ".join(["ledger.hpp", "audit/open.hpp", "values/open.hpp", *names]))
        self.assert_found("ledger/CMakeLists.txt", 1, "are the most")

    def test_a_layer_that_includes_the_door(self):
        self.plant("ledger/figures/a.cpp", '#include "ledger/ledger.hpp"\n')
        self.assert_found("ledger/figures/a.cpp", 2, "a layer must not include the door")

    def test_a_library_that_includes_the_program(self):
        self.plant("ledger/ledger.cpp", '#include "cli/main.hpp"\n')
        self.assert_found("ledger/ledger.cpp", 2, "the library must not include")

    def test_a_command_that_includes_a_private_header(self):
        self.plant("cli/verify.cpp", '#include "ledger/chain/closed.hpp"\n')
        self.assert_found("cli/verify.cpp", 2, "public HEADERS")

    def test_a_layer_that_includes_another_s_private_header(self):
        self.plant("ledger/registry/a.cpp", '#include "ledger/chain/closed.hpp"\n')
        self.assert_found("ledger/registry/a.cpp", 2, "public HEADERS")

    def test_an_unknown_layer(self):
        self.plant("ledger/extras/a.cpp", '#include "ledger/values/open.hpp"\n')
        self.assert_found("ledger/extras/a.cpp", 2, "no folder")

    def test_an_include_that_is_not_written_from_the_root(self):
        self.plant("ledger/chain/a.cpp", '#include "closed.hpp"\n')
        self.assert_found("ledger/chain/a.cpp", 2, "from the root")

    def test_outside_libraries_behind_the_wrong_door(self):
        for include in ("openssl/sha.h", "SQLiteCpp/Database.h", "sqlite3.h", "boost/program_options.hpp"):
            with self.subTest(include=include):
                self.plant("ledger/figures/a.cpp", f"#include <{include}>\n")
                self.assert_found("ledger/figures/a.cpp", 2, f"<{include}> belongs in")

    def test_a_file_without_licence(self):
        self.plant("ledger/chain/a.cpp", "int a;\n", spdx="")
        self.assert_found("ledger/chain/a.cpp", 1, "SPDX")

    def test_a_script_s_licence_comes_after_its_interpreter(self):
        self.plant("tests/run.sh", "# SPDX-License-Identifier: Apache-2.0\n", spdx="#!/bin/sh\n")
        self.assertEqual(layering.breaches(self.root), [])

    def test_a_file_that_is_too_long(self):
        self.plant("ledger/chain/a.cpp", "\n" * layering.MAX_LINES)
        self.assert_found("ledger/chain/a.cpp", layering.MAX_LINES + 1, "451 lines")

    def test_a_name_that_says_nothing(self):
        for name in ("util", "string_helpers", "misc"):
            with self.subTest(name=name):
                self.plant(f"cli/{name}.cpp", "")
                self.assert_found(f"cli/{name}.cpp", 1, "says nothing")
                (self.root / f"cli/{name}.cpp").unlink()

    def test_floating_point_in_the_ledger(self):
        self.plant("ledger/figures/a.cpp", '// a double check\nconst char* word = "float";\ndouble mass;\n')
        self.assert_found("ledger/figures/a.cpp", 4, "no floating point")


if __name__ == "__main__":
    unittest.main()
