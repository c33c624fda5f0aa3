#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The Debian package of this build: what dpkg-deb, lintian, man, pkg-config and a program built from it alone make of
it, and what a system that has nothing else makes of it. BUILD, LCL and LCL_SAMPLE_LOG come from CTest."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from labelled_registry import LabelledRegistry, ROOT, generated_log  # noqa: E402

MADE_AT = {"SOURCE_DATE_EPOCH": "1764547200"}


def run(*words, **more):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False,
                          **{**more, "env": {**os.environ, **more.get("env", {})}})
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, words))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def packed(folder):
    run("cpack", "--config", pathlib.Path(os.environ["BUILD"], "CPackConfig.cmake"), "-B", folder, env=MADE_AT)
    [package] = folder.glob("*.deb")
    return package


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.package = packed(cls.folder / "first")
        cls.root = cls.folder / "root"
        run("dpkg-deb", "--extract", cls.package, cls.root)
        cls.lcl = cls.root / "usr/bin/lcl"

    def test_it_says_what_it_needs_of_the_system(self):
        control = run("dpkg-deb", "--field", self.package)
        for name in ("libsqlite3-0", "libssl3", "libcairo2", "libxlsxwriter"):
            self.assertRegex(control, rf"(?m)^Depends:.*\b{name}")

    @unittest.skipUnless(os.environ.get("LCL_LINTIAN"), "it takes a minute: LCL_LINTIAN=1, with lintian installed")
    def test_lintian_finds_nothing(self):
        self.assertEqual(run("lintian", "--allow-root", "--fail-on", "error,warning", self.package), "")

    def test_the_same_build_is_packed_into_the_same_bytes(self):
        self.assertEqual(packed(self.folder / "second").read_bytes(), self.package.read_bytes())

    def test_the_program_runs_from_where_it_was_unpacked_and_finds_what_draws_pdf(self):
        registry = LabelledRegistry(self.folder)
        registry.submit(generated_log(self.folder / "log.ndjson", 20))
        page = self.folder / "figures.pdf"
        run(self.lcl, "tally", "--project", "DEMO", "--period", "2025", "--registry", registry.path, "--output", page)
        self.assertTrue(page.read_bytes().startswith(b"%PDF-"))

    def test_every_command_has_a_manual_page_that_man_reads_without_a_word(self):
        pages, french = ({path.name.removesuffix(".1.gz") for path in (self.root / f"usr/share/man/{folder}").iterdir()}
                         for folder in ("man1", "fr/man1"))
        names = re.findall(r"^  ([a-z]+)", run(self.lcl, "help").split("commands\n")[1].split("\ntopics")[0], re.M)
        self.assertEqual(pages, {"lcl"} | {f"lcl-{name}" for name in names if name != "help"})
        self.assertEqual(french, pages)
        for page in [*(f"fr/man1/{page}" for page in sorted(french)), *(f"man1/{page}" for page in sorted(pages))]:
            read = subprocess.run(["man", "--warnings", "--local-file", "-Tutf8", self.root / f"usr/share/man/{page}.1.gz"],
                                  capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "100"})
            self.assertEqual((read.returncode, read.stderr), (0, ""), page)
        plain = re.sub(".\b", "", read.stdout)
        self.assertIn("lcl-witness - the commands that begin with lcl witness", " ".join(plain.split()))

    def test_what_shells_complete_and_what_commands_are_given_is_there(self):
        share = self.root / "usr/share"
        for path in ("bash-completion/completions/lcl", "zsh/vendor-completions/_lcl", "fish/vendor_completions.d/lcl.fish",
                     "lcl/schemas/methodologies/reconditioning-reference-2.0.json", "lcl/schemas/README.md",
                     "lcl/mappings/shop-orders.json", "lcl/service/nginx.conf", "lcl/service/lcl.service"):
            self.assertTrue((share / path).is_file(), path)
        run(self.lcl, "methodology", "check", share / "lcl/schemas/methodologies/reconditioning-reference-2.0.json")

    def test_a_program_is_built_by_pkg_config_alone(self):
        pkg_config = {"PKG_CONFIG_PATH": str(self.root / "usr/share/pkgconfig")}
        flags = run("pkg-config", "--cflags", "--libs", "lcl", env=pkg_config).split()
        run("c++", "-std=c++20", ROOT / "samples/embed/main.cpp", "-o", self.folder / "embed", *flags)
        done = subprocess.run([self.folder / "embed"], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (2, "usage: embed REGISTRY PROJECT KEY YEAR <log.ndjson\n"))


# What samples/service/lcl.service asks for before it is started: a user, and a registry that is this user's.
AS_THE_UNIT_SAYS = """
adduser --system --group --home /var/lib/lcl lcl
as_lcl() { runuser -u lcl -- "$@"; }
cd /var/lib/lcl
as_lcl lcl key new certifier.pem
as_lcl lcl init registry --origin registry.example/test --certifier certifier.pem.pub
as_lcl lcl key new developer.pem
as_lcl lcl publish public --pages --registry registry
cp /usr/share/lcl/service/lcl.service /etc/systemd/system/
"""
# What is asked of the service once it runs, by somebody on the same machine.
TRIED_UNDER_SYSTEMD = """
exec >/seen 2>&1
export HOME=/root LC_ALL=C.UTF-8
curl --silent --retry 20 --retry-connrefused --retry-delay 1 http://127.0.0.1:8080/healthz; echo
curl --silent --output /dev/null --write-out '%{http_code} /index.html\\n' http://127.0.0.1:8080/index.html
lcl key grant /var/lib/lcl/developer.pem.pub --role developer --party 73282932000074 --key /var/lib/lcl/certifier.pem \\
  --registry http://127.0.0.1:8080
main=$(systemctl show --property MainPID --value lcl.service)
echo "user $(stat -c %U "/proc/$main")"
grep -E '^(CapEff|NoNewPrivs|Seccomp):' "/proc/$main/status"
systemd-analyze security --no-pager lcl.service | grep Overall
systemctl stop lcl.service
echo "after the stop: $(systemctl show --property ActiveState --property Result --property ExecMainStatus --value lcl.service | sort -r | tr '\\n' ' ')"
journalctl --no-pager --unit lcl.service
"""


@unittest.skipUnless(os.environ.get("LCL_CLEAN_ROOT"), "it takes minutes, root and a mirror of Debian: LCL_CLEAN_ROOT=1, with debootstrap installed")
class CleanRoot(unittest.TestCase):
    """A Debian 12 that has nothing but its base, into which the package is installed as anybody installs it."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.root = pathlib.Path(folder.name, "root")
        run("debootstrap", "--variant=minbase", "bookworm", cls.root)
        shutil.copy(packed(pathlib.Path(folder.name, "packed")), cls.root / "lcl.deb")
        cls.inside("apt-get", "install", "--yes", "--no-install-recommends", "/lcl.deb")

    @classmethod
    def inside(cls, *words):
        run("mount", "-t", "proc", "proc", cls.root / "proc")
        try:
            return run("chroot", cls.root, "env", "-i", "PATH=/usr/bin:/bin:/usr/sbin:/sbin", "HOME=/root", "DEBIAN_FRONTEND=noninteractive",
                       "LC_ALL=C.UTF-8", *words)
        finally:
            run("umount", cls.root / "proc")

    def test_a_first_start_ends_in_a_page_of_figures(self):
        self.inside("lcl", "start", "/first", "--name", "Reno SAS", "--party", "73282932000074")
        self.inside("lcl", "tally", "--project", "TRIAL1", "--period", "2025", "--registry", "/first/registry", "--output", "/figures.pdf")
        self.assertTrue((self.root / "figures.pdf").read_bytes().startswith(b"%PDF-"))
        self.assertIn("intègre", self.inside("lcl", "--lang", "fr", "verify", "--registry", "/first/registry"))
        self.inside("lcl", "doctor", "--registry", "/first/registry")

    def test_a_program_is_built_with_cmake_and_with_pkg_config(self):
        needed = re.findall(r"^build (\S+)", (ROOT / "tests/packages.txt").read_text(encoding="utf-8"), re.M)
        self.inside("apt-get", "install", "--yes", "--no-install-recommends", *needed)
        shutil.copytree(ROOT / "samples/embed", self.root / "embed")
        self.inside("cmake", "-S", "/embed", "-B", "/made", "-G", "Ninja")
        self.inside("cmake", "--build", "/made")
        self.inside("sh", "-c", "c++ -std=c++20 /embed/main.cpp -o /made/by-pkg-config $(pkg-config --cflags --libs lcl)")
        for program in ("embed", "by-pkg-config"):
            done = subprocess.run(["chroot", self.root, f"/made/{program}"], capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stderr), (2, "usage: embed REGISTRY PROJECT KEY YEAR <log.ndjson\n"))

    @unittest.skipUnless(shutil.which("systemd-nspawn"), "it takes what boots a system in a folder: systemd-container")
    def test_under_systemd_it_serves_as_a_user_of_its_own_that_can_do_little_else(self):
        self.inside("apt-get", "install", "--yes", "--no-install-recommends", "systemd-sysv", "adduser", "curl")
        self.inside("sh", "-euc", AS_THE_UNIT_SAYS)
        (self.root / "try.sh").write_text(TRIED_UNDER_SYSTEMD, encoding="utf-8")
        (self.root / "etc/systemd/system/try.service").write_text(
            "[Unit]\nWants=lcl.service\nAfter=lcl.service\n[Service]\nType=oneshot\nExecStart=sh /try.sh\n"
            "ExecStopPost=systemctl --no-block poweroff\n[Install]\nWantedBy=multi-user.target\n", encoding="utf-8")
        self.inside("systemctl", "enable", "lcl.service", "try.service")
        run("systemd-nspawn", "--directory", self.root, "--boot", "--register=no", "--keep-unit", "--private-network",
            stdin=subprocess.DEVNULL, timeout=120)
        seen = (self.root / "seen").read_text(encoding="utf-8")
        for line in ('"status":"ok"', "200 /index.html", "entry 1: key_granted", "user lcl", "CapEff:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2",
                     "after the stop: success inactive 0"):
            self.assertIn(line, seen)
        exposure = re.search(r"Overall exposure level for lcl.service: (\d+\.\d)", seen)
        self.assertLess(float(exposure[1]), 2.0, seen)


if __name__ == "__main__":
    unittest.main()
