# SPDX-License-Identifier: Apache-2.0
"""What tests of hostile files share: the honest one, its pages, and the cases made of it."""
import pathlib
import shutil
import sqlite3
import tempfile
import unittest

import bounded
from sqlite_pages import Pages


def schema_roots(content):
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        database = sqlite3.connect(f"file:{file.name}?immutable=1&mode=ro", uri=True)
        roots = dict(database.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0"))
        database.close()
        return roots


class HostileCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="lcl-test-")  # pylint: disable=consider-using-with
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        (cls.folder / "honest").mkdir()
        cls.honest = bounded.Honest(cls.folder / "honest")
        cls.roots = {name: schema_roots(cls.honest.content(name)) for name in cls.honest.files}

    def setUp(self):
        place = self.folder / self.id().rsplit(".", maxsplit=1)[-1]
        place.mkdir()
        self.addCleanup(shutil.rmtree, place)
        self.cases = bounded.Cases(self.honest, place)

    def pages(self, name="bundle"):
        return Pages(self.honest.content(name))

    def held(self):
        faults = self.cases.finish()
        if faults:
            text = "\n".join(f"{label}: {each}" for label, found in faults.items() for each in found)
            self.fail(f"{len(faults)} of {self.cases.tried} cases:\n{text}")

    def crafted(self, label, change, name="bundle", **how):
        """A case of an honest file's pages after `change`."""
        pages = self.pages(name)
        change(pages)
        self.cases.content(f"{name}: {label}", bytes(pages.content), name=name, **how)

    def altered(self, label, script, name="bundle", **how):
        self.cases.content(f"{name}: {label}", bounded.altered(self.honest.content(name), self.folder, script), name=name,
                           **how)
