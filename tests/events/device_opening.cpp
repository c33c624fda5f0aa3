// SPDX-License-Identifier: Apache-2.0
// Openings against the example of schemas/README.md, and lines that are none.
#include <doctest/doctest.h>

#include "ledger/events/device_identity.hpp"
#include "ledger/events/device_opening.hpp"

namespace {

// schemas/README.md, "Device".
constexpr const char* opening_line =
    "{\"device\":\"8747e63fa1ea5f3c286beb50e67a3d65\",\"identity\":"
    "\"1d5b2d9a26a3b474c3b090f3264f56218386c75a49b56fce6e4aaf1f0bc6b175\",\"opening\":"
    "\"fd95aef713dbefdb9375587fce70d5ac\",\"seq\":8}\n";

std::vector<lcl::DeviceOpening> openings_in(const std::string& text) {
  const auto read = lcl::parse_openings(text);
  const auto* openings = std::get_if<std::vector<lcl::DeviceOpening>>(&read);
  return openings == nullptr ? std::vector<lcl::DeviceOpening>{} : *openings;
}

std::vector<std::uint64_t> refused_lines(const std::string& text) {
  const auto read = lcl::parse_openings(text);
  std::vector<std::uint64_t> lines;
  if (const auto* refused = std::get_if<std::vector<lcl::Refused>>(&read)) {
    for (const lcl::Refused& each : *refused) {
      CHECK(each.refusal == lcl::Refusal::malformed_opening);
      lines.push_back(each.place.line);
    }
  }
  return lines;
}

std::string spoilt(std::string text, const std::string& old, const std::string& by) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), by);
}

// schemas/README.md, "Payload of an event": the private part of entry 8.
constexpr const char* private_part =
    "{\"reference\":\"DEPOT-0001\",\"salt\":\"b0b1b2b3b4b5b6b7b8b9babbbcbdbebf\"}";

std::string with_parts(const std::string& parts) {
  return spoilt(opening_line, "\"seq\":8", "\"parts\":[" + parts + "],\"seq\":8");
}

std::string part_of(const std::string& entry, const std::string& part) {
  return "{\"entry\":" + entry + ",\"private\":" + part + "}";
}

}  // namespace

TEST_CASE("openings: a private part is read with its reference, and hashes as its event names it") {
  const std::string line = with_parts(part_of("8", private_part) + "," + part_of("9", private_part));
  const auto openings = openings_in(line);
  REQUIRE(openings.size() == 1);
  REQUIRE(openings.front().parts.size() == 2);
  CHECK(openings.front().parts.front().entry == 8);
  CHECK(openings.front().parts.front().reference() == "DEPOT-0001");
  CHECK(lcl::hex(lcl::sha256(openings.front().parts.front().bytes)) ==
        "745ac0cbc901bb712741000561e548a75a4c93d82dea6a538a0bd0acb78b8948");
  CHECK(lcl::to_text(openings) == line);
}

TEST_CASE("openings: what is no private part is refused") {
  const std::string good = part_of("8", private_part);
  for (const std::string& bad :
       {std::string("7"), part_of("-8", private_part), part_of("8", "7"), part_of("8", "{}"),
        good + "," + good, part_of("8", "{\"reference\":7,\"salt\":\"b0\"}"),
        part_of("8", "{\"name\":\"x\",\"salt\":\"b0\"}")}) {
    CAPTURE(bad);
    CHECK(refused_lines(with_parts(bad)) == std::vector<std::uint64_t>{1});
  }
  CHECK(refused_lines(with_parts("")) == std::vector<std::uint64_t>{1});
}

TEST_CASE("openings: one shows the identifier that was recorded, and no other") {
  const auto openings = openings_in(opening_line);
  REQUIRE(openings.size() == 1);
  CHECK(openings.front().collection == 8);
  CHECK(openings.front().shows("imei:35209900176148"));
  CHECK_FALSE(openings.front().shows("imei:35209900176149"));
  CHECK_FALSE(openings.front().shows("imei:35209900176152"));
}

TEST_CASE("openings: they are written as they are read") {
  const std::string two = opening_line + spoilt(opening_line, "\"seq\":8", "\"seq\":9");
  CHECK(openings_in(two).size() == 2);
  CHECK(lcl::to_text(openings_in(two)) == two);
  CHECK(openings_in("").empty());
  CHECK(refused_lines("").empty());
}

TEST_CASE("openings: a line that is none is refused with its number") {
  const std::string good = opening_line;
  for (const std::string& bad :
       {std::string("\n"), std::string("{}\n"), std::string("[]\n"), std::string("7\n"),
        good.substr(0, good.size() - 1), spoilt(good, "\"seq\":8", "\"seq\":-8"),
        spoilt(good, "\"seq\":8", "\"seq\":\"8\""), spoilt(good, "\"seq\":8", "\"seq\":8,\"text\":\"x\""),
        spoilt(good, "{\"device\"", "{ \"device\""), spoilt(good, "8747e6", "8747E6"),
        spoilt(good, "fd95ae", "fd95a"), spoilt(good, "1d5b2d", "1d5b2dd")}) {
    CAPTURE(bad);
    CHECK(refused_lines(bad) == std::vector<std::uint64_t>{1});
    CHECK(refused_lines(good + bad) == std::vector<std::uint64_t>{2});
  }
  CHECK(refused_lines(good + good) == std::vector<std::uint64_t>{2});
  CHECK(refused_lines(std::string(1'000, '\n')).size() == 100);
}
