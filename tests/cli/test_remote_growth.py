#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A mirror that is kept from call to call: it costs what is new, and what a registry says is new is believed of nobody."""
import json
import unittest

from from_afar import CONSOLES, SIRET, FromAfar
from life import console

GROWTH = "/v1/bundles/DEMO/growth"
TALLY = ("tally", "--project", "DEMO", "--period", "2025")


class Growing(FromAfar):
    """A mirror that is kept costs what is new."""

    def reach(self):
        self.submit(console(number) for number in range(CONSOLES))

    def setUp(self):
        super().setUp()
        self.developer = self.party("developer")
        self.does(self.developer, "key", "session", "session.pem", "--key", "own.pem", "--origin", self.origin())
        self.tallies()

    def tallies(self):
        """What the developer is told, which is what the registry says."""
        code, told = self.developer.json(*TALLY, "--session", "session.pem")
        self.assertEqual((code, told), self.place.json(*TALLY))

    def asked(self):
        return [path for path, _ in self.between.sent]

    def verified(self):
        for bundle in self.developer.kept("XDG_CACHE_HOME/lcl/remote/*/*.bundle"):
            self.assertIn("sound", self.place.lcl("verify", bundle).out)

    def test_what_was_fetched_is_not_fetched_again(self):
        whole = self.between.sent[-1][1]
        for number in range(10):
            self.submit([console(CONSOLES + number)])
            self.tallies()
        self.assertEqual(self.asked(), ["/v1/bundles/DEMO"] + [GROWTH] * 10)
        self.assertLess(max(length for path, length in self.between.sent if path == GROWTH), whole / 20)
        self.tallies()
        self.assertLess(self.between.sent[-1][1], 200)
        self.verified()

    def test_acts_of_others_come_with_the_own(self):
        for name, siret in (("Un", SIRET), ("Deux", "55210055400013"), ("Trois", "32212091600208")):
            self.does(self.developer, "participant", "register", siret, "--name", name, "--key", "own.pem")
            self.submit([console(CONSOLES + len(name))])
        self.assertEqual(self.asked().count("/v1/bundles/statements"), 1)
        self.assertEqual(self.asked().count("/v1/bundles/statements/growth"), 2)
        self.tallies()
        self.verified()

    def test_a_mirror_that_was_spoilt_here_is_fetched_whole(self):
        (mirror,) = self.developer.kept("XDG_CACHE_HOME/lcl/remote/*/DEMO.bundle")
        spoilt = bytearray(mirror.read_bytes())
        spoilt[len(spoilt) // 2:] = bytes(len(spoilt) - len(spoilt) // 2)
        mirror.write_bytes(spoilt)
        self.submit([console(CONSOLES)])
        self.tallies()
        self.assertEqual(self.asked()[-1], "/v1/bundles/DEMO")
        self.tallies()
        self.assertEqual(self.asked()[-1], GROWTH)
        self.verified()

    def test_a_growth_that_is_cut_off_on_the_way_is_gone_on_with(self):
        self.submit([console(CONSOLES)])
        self.between.cut = 500
        self.tallies()
        self.assertEqual(self.asked(), ["/v1/bundles/DEMO", GROWTH, GROWTH])
        self.assertEqual(self.between.seen[-1][2].get("Range"), "bytes=500-")

    def test_a_registry_that_knows_no_growth_gives_the_whole(self):
        def change(_method, path, send):
            status, headers, body = send()
            return (409, headers, b"{}") if "growth" in path else (status, headers, body)

        self.between.change = change
        self.submit([console(CONSOLES)])
        self.tallies()
        self.assertEqual(self.asked()[-1], "/v1/bundles/DEMO")

    def lied_to(self, lie, said):
        """A growth that is `lie` of the true one is told of and dropped, and the whole is fetched."""
        def change(_method, path, send):
            status, headers, body = send()
            return (status, headers, lie(body)) if "growth" in path else (status, headers, body)

        self.submit([console(self.sold)])
        self.sold += 1
        self.between.change = change
        done = self.does(self.developer, *TALLY, "--session", "session.pem")
        self.between.change = lambda method, path, send: send()
        self.assertIn("could not be brought up to date", done.err)
        self.assertIn(said, done.err)
        self.assertEqual(self.asked()[-2:], [GROWTH, "/v1/bundles/DEMO"])
        self.tallies()
        self.assertEqual(self.asked()[-1], GROWTH)
        self.assertEqual(self.developer.kept("XDG_CACHE_HOME/lcl/remote/*/*.growth*"), [])

    sold = CONSOLES

    def test_one_that_leaves_out_an_entry_is_dropped(self):
        def lie(body):
            lines = body.splitlines(True)
            return b"".join(lines[:2] + lines[3:])

        self.lied_to(lie, "is missing")

    def test_one_that_swaps_payloads_is_dropped(self):
        def lie(body):
            lines = body.splitlines(True)
            (one, first), (two, second) = (line.split(b"\t") for line in lines[2:4])
            return b"".join([*lines[:2], one + b"\t" + second, two + b"\t" + first, *lines[4:]])

        self.lied_to(lie, "its payload is not the one that it names")

    def test_one_that_withholds_what_is_to_be_disclosed_is_dropped(self):
        def lie(body):
            lines = body.splitlines(True)
            return b"".join([*lines[:2], lines[2].split(b"\t")[0] + b"\t\n", *lines[3:]])

        self.lied_to(lie, "its payload is withheld, and has to be disclosed")

    def test_one_that_goes_back_to_an_older_size_is_dropped(self):
        def lie(body):
            span = json.loads(body.splitlines()[0])
            return json.dumps(span | {"size": span["from"]["size"] - 1}, sort_keys=True, separators=(",", ":")).encode() + b"\n"

        self.lied_to(lie, "it goes back from size")

    def test_one_of_another_project_is_dropped(self):
        self.lied_to(lambda body: body.replace(b'"project":"DEMO"', b'"project":"OTHER"', 1), "another bundle")

    def test_one_that_ends_in_the_middle_is_dropped(self):
        self.lied_to(lambda body: body[:len(body) // 2], "is not of its form")
        self.lied_to(lambda body: b"".join(body.splitlines(True)[:3]), "is missing")
        self.lied_to(lambda body: b"".join(body.splitlines(True)[:-1]), "is missing")

    def test_one_of_ten_gigabytes_is_not_taken(self):
        def endless():
            while True:
                yield b"{" * 65536

        self.lied_to(lambda body: (10 << 30, endless()), "more than there can be")

    def test_one_without_end_is_not_read_to_its_end(self):
        self.lied_to(lambda body: body + b"{" * (8 << 20), "is not of its form")

    def test_that_nothing_is_new_is_not_believed_of_who_said_otherwise_before(self):
        self.does(self.developer, "participant", "register", SIRET, "--name", "Atelier", "--key", "own.pem")
        self.between.change = lambda method, path, send: (
            (200, {"Content-Type": "text/plain"}, self.nothing_new()) if "growth" in path else send())
        done = self.does(self.developer, *TALLY, "--session", "session.pem")
        self.assertIn("shows another history than before", done.err)
        self.assertEqual(self.asked()[-2:], [GROWTH, "/v1/bundles/DEMO"])

    def nothing_new(self):
        """What was true when the mirror was fetched."""
        asked = self.between.seen[-1][1]
        size, root = asked.split("from=")[1].split("&root=")
        return (f'{{"format":1,"from":{{"root":"{root}","size":{size}}},"project":"DEMO","size":{size}}}\n').encode()


if __name__ == "__main__":
    unittest.main()
