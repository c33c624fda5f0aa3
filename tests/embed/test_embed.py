#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The installed library, as somebody else's program uses it: samples/embed is built against a fresh installation of
this build and hands a log in. LCL, LCL_SAMPLE_LOG, BUILD, COMPILER, FLAGS and BUILD_TYPE come from CTest."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from labelled_registry import LabelledRegistry, ROOT, generated_log  # noqa: E402


def run(*words, **more):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, **more)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, words))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Embedded(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.prefix = cls.folder / "prefix"
        run("cmake", "--install", os.environ["BUILD"], "--prefix", cls.prefix)
        run("cmake", "-S", ROOT / "samples/embed", "-B", cls.folder / "build", "-G", "Ninja",
            f"-DCMAKE_PREFIX_PATH={cls.prefix}", f"-DCMAKE_CXX_COMPILER={os.environ['COMPILER']}",
            f"-DCMAKE_CXX_FLAGS={os.environ['FLAGS']}", f"-DCMAKE_BUILD_TYPE={os.environ['BUILD_TYPE']}")
        run("cmake", "--build", cls.folder / "build")
        cls.registry = LabelledRegistry(cls.folder)

    def embed(self, log):
        with log.open("rb") as lines:
            return subprocess.run([self.folder / "build/embed", self.registry.path, "DEMO", self.registry.developer,
                                   "2024"], stdin=lines, cwd=self.folder, capture_output=True, text=True, check=False)

    def headers(self):
        return sorted(path.relative_to(self.prefix / "include").as_posix()
                      for path in (self.prefix / "include").rglob("*.hpp"))

    def test_a_log_is_handed_in_and_what_it_earns_is_said(self):
        answer = self.embed(generated_log(self.folder / "log.ndjson", 40))
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        tally = self.registry.tally("2024", "category")
        self.assertRegex(answer.stdout, r"^\d+ events recorded, ")
        self.assertEqual(re.search(r", (\S+) kgCO2e in 2024$", answer.stdout).group(1), tally["tally"]["sums"]["net"])
        self.registry.run("verify")
        again = self.embed(generated_log(self.folder / "more.ndjson", 3, 3))
        self.assertEqual((again.returncode, again.stderr), (0, ""))
        same = self.embed(self.folder / "more.ndjson")
        self.assertEqual((same.returncode, same.stderr), (1, "nothing was recorded\n"))

    def test_a_bad_line_is_named_and_nothing_is_recorded(self):
        log = generated_log(self.folder / "bad.ndjson", 5, 2)
        lines = log.read_text(encoding="utf-8").splitlines()
        log.write_text("\n".join([lines[0].replace('"country":"FR"', '"country":"Fr"'), *lines[1:]]) + "\n",
                       encoding="utf-8")
        before = self.registry.size()
        answer = self.embed(log)
        self.assertEqual(answer.returncode, 1)
        self.assertTrue(answer.stderr.startswith("line 1: "), answer.stderr)
        self.assertEqual(self.registry.size(), before)

    def test_every_installed_header_compiles_with_what_is_installed(self):
        headers = self.headers()
        self.assertIn("ledger/ledger.hpp", headers)
        self.assertNotIn("ledger/store/writer.hpp", headers)
        every = self.folder / "every.cpp"
        every.write_text("".join(f"#include <{header}>\n" for header in headers), encoding="utf-8")
        run(os.environ["COMPILER"], "-std=c++20", "-fsyntax-only", "-I", self.prefix / "include", every)


if __name__ == "__main__":
    unittest.main()
