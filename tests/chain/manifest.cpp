// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/manifest.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace lcl {
namespace {

Pseudonym pseudonym_of(char digit) { return *pseudonym_from_hex(std::string(32, digit)); }

Entry listed_event(std::vector<Pseudonym> also) {
  Entry event;
  event.kind = "reconditioning";
  event.device = pseudonym_of('b');
  event.also = std::move(also);
  event.payload = *digest_from_hex(std::string(64, 'c'));
  return event;
}

const std::string bs(32, 'b');
const std::string cs(64, 'c');

TEST_CASE("manifest: a line names kind, pseudonyms and payload") {
  std::string lines;
  append_manifest_line(listed_event({}), lines);
  append_manifest_line(listed_event({pseudonym_of('1'), pseudonym_of('d')}), lines);
  CHECK(lines == "reconditioning " + bs + " " + cs + "\n" + "reconditioning " + bs + "," +
                     std::string(32, '1') + "," + std::string(32, 'd') + " " + cs + "\n");
}

TEST_CASE("manifest: a line that was written is read back, and the rest of the entry left as it is") {
  Entry read;
  read.seq = 7;
  read.project = "PHONES1";
  for (const Entry& event : {listed_event({pseudonym_of('1'), pseudonym_of('d')}), listed_event({}),
                             listed_event({pseudonym_of('0')})}) {
    std::string line;
    append_manifest_line(event, line);
    line.pop_back();
    REQUIRE(read_manifest_line(line, read));
    CHECK(read.kind == event.kind);
    CHECK(read.device == event.device);
    CHECK(read.also == event.also);
    CHECK(read.payload == event.payload);
    CHECK(kind_of_manifest_line(line) == event.kind);
  }
  CHECK(read.seq == 7);
  CHECK(read.project == "PHONES1");
}

TEST_CASE("manifest: whatever is not exactly such a line is none") {
  Entry read;
  const std::string a(32, 'a');
  const std::string d(32, 'd');
  CHECK(read_manifest_line("kind " + bs + "," + a + "," + d + " " + cs, read));
  for (const std::string& line : {std::string(),
                                  std::string("kind"),
                                  "kind " + bs,
                                  "kind " + bs + " ",
                                  " " + bs + " " + cs,
                                  "Kind " + bs + " " + cs,
                                  "kind  " + bs + " " + cs,
                                  "kind " + bs + "  " + cs,
                                  "kind " + bs + " " + cs + " ",
                                  "kind " + bs + " " + cs + "\n",
                                  "kind " + bs + " " + cs + "c",
                                  "kind " + bs + " " + cs.substr(1),
                                  "kind " + bs + ", " + cs,
                                  "kind ," + bs + " " + cs,
                                  "kind " + bs + ",," + d + " " + cs,
                                  "kind " + bs.substr(1) + " " + cs,
                                  "kind " + std::string(32, 'B') + " " + cs,
                                  "kind " + bs + "," + d + "," + a + " " + cs,
                                  "kind " + bs + "," + d + "," + d + " " + cs,
                                  "kind " + bs + "," + bs + " " + cs}) {
    CHECK_MESSAGE(!read_manifest_line(line, read), line);
  }
}

}  // namespace
}  // namespace lcl
