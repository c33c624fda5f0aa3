#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A project's life led from afar as it is in earnest: over TLS, through nginx; and, where this machine may make
network namespaces, by four hosts that have nothing in common but a network with the registry's host."""
import os
import shutil
import subprocess
import unittest

import test_remote
from afar import Client
from life import Life
from served import Service
from test_serve_behind_nginx import Nginx, free_port


class BehindTls(test_remote.FromAfar):
    REGISTRY = "127.0.0.1"

    def words_to(self, _host):
        """What leads to a host: here all are this one."""
        return ()

    def setUp(self):
        Life.setUp(self)
        within = self.words_to("registry")
        folder = self.place.folder / "nginx"
        folder.mkdir()
        # The port is known before the service is started, since the service is told its public address.
        service_port = free_port()
        self.nginx = Nginx(folder, service_port, self.REGISTRY, within)
        self.url = f"https://{self.REGISTRY}:{self.nginx.port}"
        service = Service(self.place.registry, self.place.folder / "work", "--url", self.url, "--trust-proxy",
                          listen=f"127.0.0.1:{service_port}", within=within)
        self.addCleanup(service.stop)
        self.nginx.start()
        self.addCleanup(self.nginx.stop)

    def client(self):
        client = Client(self.url, self.words_to("client"), SSL_CERT_FILE=str(self.nginx.certificate))
        self.addCleanup(client.remove)
        return client

    test_four_machines_lead_a_project_s_life = test_remote.ALife.test_four_machines_lead_a_project_s_life

    def test_a_certificate_that_nobody_vouches_for_is_not_spoken_to(self):
        done = Client(self.url, self.words_to("client")).lcl("project", "list")
        self.assertEqual(done.returncode, 2, done.out)
        self.assertIn("does not show a certificate that is trusted here", done.err)


def can_make_hosts():
    if os.geteuid() != 0 or shutil.which("ip") is None:
        return False
    name = f"lcl-try-{os.getpid()}"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False).returncode == 0
    if made:
        subprocess.run(["ip", "netns", "delete", name], check=False)
    return made


@unittest.skipUnless(can_make_hosts(), "no network namespaces can be made here")
class AcrossHosts(BehindTls):
    """The hosts hang on one switch; none has another way to any other, and the service listens to its own host alone."""

    REGISTRY = "10.77.0.1"

    def setUp(self):
        self.hosts = 0
        self.switch = self.host(None)
        self.registry = self.host(self.REGISTRY)
        super().setUp()

    def ip(self, *words):
        subprocess.run(["ip", *words], check=True, capture_output=True)

    def host(self, address):
        name, self.hosts = f"lcl-{os.getpid()}-{self.hosts}", self.hosts + 1
        self.ip("netns", "add", name)
        self.addCleanup(self.ip, "netns", "delete", name)
        self.ip("-n", name, "link", "set", "lo", "up")
        if address is None:
            self.ip("-n", name, "link", "add", "switch", "type", "bridge")
            self.ip("-n", name, "link", "set", "switch", "up")
            return name
        port = f"port{self.hosts}"
        self.ip("-n", name, "link", "add", "net", "type", "veth", "peer", "name", port, "netns", self.switch)
        self.ip("-n", self.switch, "link", "set", port, "master", "switch", "up")
        self.ip("-n", name, "address", "add", f"{address}/24", "dev", "net")
        self.ip("-n", name, "link", "set", "net", "up")
        return name

    def words_to(self, host):
        name = self.registry if host == "registry" else self.host(f"10.77.0.{self.hosts + 10}")
        return ("ip", "netns", "exec", name)

if __name__ == "__main__":
    unittest.main()
