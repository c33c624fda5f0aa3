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

    def test_every_layer_is_looked_at(self):
        seen = {layering.layer_of(path) for path, _ in layering.sources(ROOT)} - {None}
        self.assertEqual(seen, set(layering.MAY_INCLUDE))


class Planted(unittest.TestCase):
    """Each test plants one breach in a small sound tree."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for layer in layering.MAY_INCLUDE:
            self.plant(f"ledger/{layer}/CMakeLists.txt",
                       f"lcl_layer({layer}\n  HEADERS open.hpp writer.hpp\n  SOURCES open.cpp)\n", spdx="# " + SPDX[3:])
            self.plant(f"ledger/{layer}/open.hpp", '#include "ledger/values/open.hpp"\n#include <string>\n')
            self.plant(f"ledger/{layer}/closed.hpp", "")
        self.plant("ledger/CMakeLists.txt", "FILES ${CMAKE_CURRENT_SOURCE_DIR}/ledger.hpp)\n", spdx="# " + SPDX[3:])
        self.plant("ledger/ledger.hpp", '#include "ledger/audit/open.hpp"\n')
        self.plant("ledger/chain/keys.cpp", '#include <openssl/evp.h>\n#include "ledger/chain/closed.hpp"\n')
        self.plant("cli/main.cpp", '#include <boost/program_options.hpp>\n#include "ledger/ledger.hpp"\n')
        self.assertEqual(layering.breaches(self.root), [])

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
        for layer, allowed in layering.MAY_INCLUDE.items():
            for other in layering.MAY_INCLUDE:
                with self.subTest(layer=layer, other=other):
                    self.plant(f"ledger/{layer}/a.cpp", f'#include "ledger/{other}/open.hpp"\n')
                    sound = other in allowed or other in ("values", layer)
                    self.assertEqual(len(layering.breaches(self.root)), 0 if sound else 1)
            (self.root / f"ledger/{layer}/a.cpp").unlink()

    def test_an_audit_that_could_write(self):
        self.plant("ledger/audit/a.cpp", '#include "ledger/store/writer.hpp"\n')
        self.assert_found("ledger/audit/a.cpp", 2, "audit must never include")

    def test_a_layer_that_includes_the_door(self):
        self.plant("ledger/figures/a.cpp", '#include "ledger/ledger.hpp"\n')
        self.assert_found("ledger/figures/a.cpp", 2, "a layer must not include")

    def test_a_library_that_includes_the_program(self):
        self.plant("ledger/ledger.cpp", '#include "cli/main.hpp"\n')
        self.assert_found("ledger/ledger.cpp", 2, "ledger must not include")

    def test_a_command_that_includes_a_private_header(self):
        self.plant("cli/verify.cpp", '#include "ledger/chain/closed.hpp"\n')
        self.assert_found("cli/verify.cpp", 2, "public HEADERS")

    def test_a_layer_that_includes_another_s_private_header(self):
        self.plant("ledger/registry/a.cpp", '#include "ledger/chain/closed.hpp"\n')
        self.assert_found("ledger/registry/a.cpp", 2, "public HEADERS")

    def test_an_unknown_layer(self):
        self.plant("ledger/extras/a.cpp", '#include "ledger/values/open.hpp"\n')
        self.assert_found("ledger/extras/a.cpp", 2, "no layer")

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
