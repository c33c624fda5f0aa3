# SPDX-License-Identifier: Apache-2.0
"""A project whose registry is led from afar, through its service and whoever is between."""
from afar import Between, Client
from life import Life, console, log_of
from served import Service

CONSOLES = 60
SIRET = "73282932000074"


class FromAfar(Life):
    def serve(self, registry, url):
        work = self.place.folder / f"work-{registry.name}"
        service = Service(registry, work, "--url", url)
        self.addCleanup(service.stop)
        self.services.append(service)
        return service.url

    def setUp(self):
        super().setUp()
        self.services = []
        self.between = Between("")
        self.addCleanup(self.between.stop)
        self.between.to = self.serve(self.place.registry, self.between.url)

    def client(self):
        client = Client(self.between.url)
        self.addCleanup(client.remove)
        return client

    def party(self, name):
        client = self.client()
        client.take(self.by(name)[1])
        return client

    def does(self, client, *words, code=0):
        done = client.lcl(*words)
        self.assertEqual(done.returncode, code, f"lcl {' '.join(map(str, words))}\n{done.out}{done.err}")
        return done

    def entry(self, client, *words):
        """The entry of an act that is signed on the client's machine."""
        code, answer = client.json(*words, "--key", "own.pem")
        self.assertEqual(code, 0, (words, answer))
        return answer["entry"]["seq"]

    def entries_of(self, kind):
        return len(self.answer("log", 0, "log", "--kind", kind)["entries"])

    def register(self, client, code=0):
        return self.does(client, "participant", "register", SIRET, "--name", "Atelier", "--key", "own.pem", code=code)

    def log(self, client, **facts):
        return client.write("sold.ndjson", log_of(console(number, **facts) for number in range(CONSOLES)))

    def submits(self, client, *more, code=0):
        return self.does(client, "submit", "sold.ndjson", "--project", "DEMO", "--key", "own.pem", *more, code=code)
