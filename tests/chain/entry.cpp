// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/entry.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/json.hpp"
#include "tests/values/seed.hpp"

namespace lcl {
namespace {

using Random = std::mt19937;

std::uint64_t below(Random& random, std::uint64_t limit) {
  return std::uniform_int_distribution<std::uint64_t>{0, limit - 1}(random);
}

template <typename Bytes>
Bytes random_value(Random& random) {
  Bytes value;
  for (auto& byte : value.bytes) byte = static_cast<std::uint8_t>(random());
  return value;
}

std::string random_word(Random& random, std::string_view letters, std::size_t least, std::size_t most) {
  std::string word(least + below(random, most - least + 1), ' ');
  for (char& letter : word) letter = letters[below(random, letters.size())];
  return word;
}

std::uint64_t random_integer(Random& random) {
  return below(random, std::uint64_t{1} << (1 + below(random, 53)));
}

/// An entry and the words it views.
struct RandomEntry {
  explicit RandomEntry(Random& random)
      : kind(random_word(random, "abcdefghijklmnopqrstuvwxyz_", 1, 32)),
        project(random_word(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 3, 16)) {
    entry.seq = random_integer(random);
    entry.prev = random_value<Digest>(random);
    entry.payload = random_value<Digest>(random);
    const auto year_1 = parse_canonical_instant("0001-01-01T00:00:00.000Z")->milliseconds;
    const auto year_9999 = parse_canonical_instant("9999-12-31T23:59:59.999Z")->milliseconds;
    entry.time.milliseconds = std::uniform_int_distribution{year_1, year_9999}(random);
    entry.kind = kind;
    if (below(random, 3) > 0) entry.project = project;
    if (below(random, 4) == 0) {
      point_back(random);
      return;
    }
    entry.device = random_value<Pseudonym>(random);
    if (below(random, 2) == 0) entry.after = random_integer(random);
    for (std::uint64_t n = below(random, 4); n > 0; --n)
      entry.also.push_back(random_value<Pseudonym>(random));
    std::sort(entry.also.begin(), entry.also.end());
  }
  RandomEntry(const RandomEntry&) = delete;
  RandomEntry& operator=(const RandomEntry&) = delete;
  RandomEntry(RandomEntry&&) = delete;
  RandomEntry& operator=(RandomEntry&&) = delete;
  ~RandomEntry() = default;

  std::string kind;
  std::string project;
  Entry entry;

 private:
  /// As a statement does that is not the first.
  void point_back(Random& random) {
    if (entry.seq == 0) return;
    entry.previous = below(random, entry.seq);
    entry.matters = random_value<Digest>(random);
    if (below(random, 2) == 0) entry.on = below(random, *entry.previous + 1);
  }
};

std::string text_of(const Entry& entry) {
  std::string text;
  append_entry(entry, text);
  return text;
}

bool are_equal(const Entry& a, const Entry& b) {
  return a.seq == b.seq && a.prev == b.prev && a.time == b.time && a.kind == b.kind &&
         a.project == b.project && a.device == b.device && a.also == b.also && a.after == b.after &&
         a.previous == b.previous && a.on == b.on && a.matters == b.matters && a.payload == b.payload;
}

/// Whether `bytes` are refused, or are exactly what the entry read from them is written as.
bool is_refused_or_canonical(const std::string& bytes) {
  Entry entry;
  return read_entry(bytes, entry) != nullptr || text_of(entry) == bytes;
}

std::string replaced(std::string text, std::string_view part, std::string_view by) {
  const std::size_t at = text.find(part);
  REQUIRE_MESSAGE(at != std::string::npos, "nothing to replace: ", part);
  return text.replace(at, part.size(), by);
}

constexpr std::string_view device_hex = "8f434346648f6b96df89dda901c5176b";
constexpr std::string_view also_hex = "10c0ffee000000000000000000000001";
constexpr std::string_view payload_hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr std::string_view prev_hex = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";

/// An event as the format's description spells it, with every field.
std::string event_text() {
  return R"({"after":17,"also":["10c0ffee000000000000000000000001"],"device":"8f434346648f6b96df89dda901c5176b",)"
         R"("kind":"reconditioning","payload":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",)"
         R"("prev":"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d","project":"PHONES2026",)"
         R"("seq":42,"time":"2026-02-02T09:15:00.000Z"})";
}

/// A statement: the fields that every entry has and no other.
std::string statement_text() {
  return R"({"kind":"registry_opened","payload":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",)"
         R"("prev":"0000000000000000000000000000000000000000000000000000000000000000","seq":0,)"
         R"("time":"2026-02-02T09:15:00.000Z"})";
}

/// `text` with its kind and list of pseudonyms grown until it has `size` bytes; may be longer than any entry.
std::string grown_to(std::size_t size) {
  const std::string base = replaced(event_text(), "reconditioning", "x");
  const std::size_t element = also_hex.size() + 3;
  const std::size_t elements = (size - base.size()) / element;
  std::string list;
  for (std::size_t n = 0; n < elements; ++n) {
    Pseudonym pseudonym;
    pseudonym.bytes[0] = static_cast<std::uint8_t>(n >> 8U);
    pseudonym.bytes[1] = static_cast<std::uint8_t>(n);
    list += '"' + hex(pseudonym) + "\",";
  }
  std::string text = replaced(base, R"(["10c0ffee)", "[" + list + R"("f0c0ffee)");
  const std::size_t missing = size - text.size();
  const std::size_t kind_letters = std::min<std::size_t>(missing, 31);
  text = replaced(text, R"("x")", '"' + std::string(1 + kind_letters, 'x') + '"');
  return replaced(text, R"("PHONES2026")", "\"PHONES2026" + std::string(missing - kind_letters, 'X') + '"');
}

/// Bytes that are no entry, and a part of what is said of them.
struct Case {
  std::string text;
  std::string_view reason;
};

}  // namespace

TEST_CASE("entry: an event is written as the format spells it") {
  Entry entry;
  entry.seq = 42;
  entry.after = 17;
  entry.prev = *digest_from_hex(prev_hex);
  entry.payload = *digest_from_hex(payload_hex);
  entry.device = pseudonym_from_hex(device_hex);
  entry.also = {*pseudonym_from_hex(also_hex)};
  entry.kind = "reconditioning";
  entry.project = "PHONES2026";
  entry.time = *parse_canonical_instant("2026-02-02T09:15:00.000Z");
  CHECK(text_of(entry) == event_text());

  const std::string text = event_text();
  Entry read;
  REQUIRE(read_entry(text, read) == nullptr);
  CHECK(are_equal(read, entry));
}

TEST_CASE("entry: fields that an entry does not have are absent") {
  Entry entry;
  entry.payload = *digest_from_hex(payload_hex);
  entry.kind = "registry_opened";
  entry.time = *parse_canonical_instant("2026-02-02T09:15:00.000Z");
  CHECK(text_of(entry) == statement_text());

  const std::string event = event_text();
  const std::string statement = statement_text();
  Entry read;
  REQUIRE(read_entry(event, read) == nullptr);
  REQUIRE(read_entry(statement, read) == nullptr);
  CHECK(are_equal(read, entry));
}

TEST_CASE("entry: a statement names the one before it, and the one before it on the same matter") {
  const std::string first = statement_text();
  const std::string root(64, 'a');
  const std::string links = R"(,"matters":")" + root + R"(","on":3,"payload")";
  const std::string later =
      replaced(replaced(replaced(first, R"(,"payload")", links), R"("seq":0)", R"("previous":8,"seq":9)"),
               "registry_opened", "key_granted");
  Entry entry;
  REQUIRE(read_entry(later, entry) == nullptr);
  CHECK(entry.previous == 8);
  CHECK(entry.on == 3);
  CHECK(text_of(entry) == later);
  for (const auto& [part, by, reason] : std::vector<std::array<std::string, 3>>{
           {R"("previous":8,)", "", "neither a device nor previous"},
           {R"("previous":8)", R"("previous":9)", "previous does not lead back"},
           {R"("matters":")" + root + R"(",)", "", "previous without matters"},
           {R"("matters":"a)", R"("matters":")", "matters is not 64"},
           {R"("matters":"a)", R"("matters":"A)", "matters is not 64"},
           {R"("on":3)", R"("on":9)", "on leads behind previous"},
           {R"("on":3)", R"("on":03)", "on is not an integer"},
           {R"("previous":8)", R"("previous":-8)", "previous is not an integer"}}) {
    const std::string changed = replaced(later, part, by);
    const char* const said = read_entry(changed, entry);
    REQUIRE_MESSAGE(said != nullptr, changed);
    CHECK_MESSAGE(std::string_view{said}.find(reason) != std::string_view::npos, said);
  }
  CHECK(read_entry(replaced(first, R"("seq":0)", R"("previous":0,"seq":0)"), entry) != nullptr);
  CHECK(read_entry(replaced(event_text(), R"(,"project")", R"(,"previous":3,"project")"), entry) != nullptr);
  CHECK(read_entry(replaced(first, R"(,"payload")", R"(,"matters":")" + root + R"(","payload")"), entry) !=
        nullptr);
}

TEST_CASE("entry: what is written is read back, and is the canonical form of its JSON") {
  Random random(test::seed());
  Entry read;
  for (int round = 0; round < 5000; ++round) {
    const RandomEntry written(random);
    const std::string text = text_of(written.entry);
    REQUIRE_MESSAGE(read_entry(text, read) == nullptr, text);
    REQUIRE_MESSAGE(are_equal(read, written.entry), text);
    const auto document = parse_json(text);
    REQUIRE_MESSAGE(std::holds_alternative<Json>(document), text);
    REQUIRE(canonical(std::get<Json>(document)) == text);
  }
}

TEST_CASE("entry: writing appends to what is there") {
  const std::string source = statement_text();
  Entry entry;
  REQUIRE(read_entry(source, entry) == nullptr);
  std::string text = "before ";
  append_entry(entry, text);
  CHECK(text == "before " + source);
}

TEST_CASE("entry: every change of one byte is refused or is another entry in canonical form") {
  Random random(test::seed());
  std::vector<std::string> texts{event_text(), statement_text()};
  for (int n = 0; n < 6; ++n) texts.push_back(text_of(RandomEntry(random).entry));
  std::size_t accepted = 0;
  for (const std::string& text : texts) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      std::string changed = text;
      for (int byte = 0; byte < 256; ++byte) {
        changed[at] = static_cast<char>(byte);
        Entry entry;
        const bool is_read = read_entry(changed, entry) == nullptr;
        accepted += is_read ? 1 : 0;
        REQUIRE_MESSAGE((!is_read || text_of(entry) == changed), changed);
      }
    }
  }
  CHECK(accepted > texts.size() * 128 * 16);  // every digit of payload and prev can be another
}

TEST_CASE(
    "entry: every byte left out, doubled or put in is refused or canonical, and every beginning is refused") {
  Random random(test::seed());
  for (const std::string& text : {event_text(), statement_text(), text_of(RandomEntry(random).entry)}) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      std::string without = text;
      without.erase(at, 1);
      REQUIRE_MESSAGE(is_refused_or_canonical(without), without);
      for (const char put : {text[at], '"', '\\', ' ', '0', ',', '{', '}', '\0'}) {
        std::string with = text;
        with.insert(at, 1, put);
        REQUIRE_MESSAGE(is_refused_or_canonical(with), with);
      }
      Entry entry;
      REQUIRE(read_entry(std::string_view{text}.substr(0, at), entry) != nullptr);
    }
  }
}

TEST_CASE("entry: bytes that are not the canonical form are refused, and it is said why") {
  const std::string list = R"(["10c0ffee000000000000000000000001"])";
  const std::string longest_kind(32, 'k');
  const std::vector<Case> cases{
      {"", "object"},
      {"[]", "object"},
      {" " + event_text(), "object"},
      {event_text() + "\n", "followed by other bytes"},
      {event_text() + event_text(), "followed by other bytes"},
      {replaced(event_text(), ":17,", ": 17,"), "after"},
      {replaced(event_text(), ":17,", ":017,"), "after"},
      {replaced(event_text(), ":17,", ":-1,"), "after"},
      {replaced(event_text(), ":17,", ":1.0,"), "after"},
      {replaced(event_text(), ":17,", ":1e1,"), "after"},
      {replaced(event_text(), ":17,", ":\"17\","), "after"},
      {replaced(event_text(), ":17,", ":,"), "after"},
      {replaced(event_text(), ":17,", ":9007199254740992,"), "after"},
      {replaced(event_text(), ":17,", ":18446744073709551616,"), "after"},
      {replaced(event_text(), ":17,", ":null,"), "after"},
      {replaced(event_text(), list, "[]"), "also"},
      {replaced(event_text(), list, "null"), "kind expected"},
      {replaced(event_text(), list, R"(["10c0ffee0000000000000000000001"])"), "also"},
      {replaced(event_text(), list, R"(["10C0FFEE000000000000000000000001"])"), "also"},
      {replaced(event_text(), list, R"(["10c0ffee000000000000000000000001",])"), "also"},
      {replaced(event_text(), list,
                R"(["10c0ffee000000000000000000000001","10c0ffee000000000000000000000001"])"),
       "ascending"},
      {replaced(event_text(), list,
                R"(["10c0ffee000000000000000000000001","00c0ffee000000000000000000000001"])"),
       "ascending"},
      {replaced(event_text(), also_hex, device_hex), "also repeats the device"},
      {replaced(event_text(), R"("device":"8f434346648f6b96df89dda901c5176b",)", ""), "without a device"},
      {replaced(replaced(event_text(), R"("device":"8f434346648f6b96df89dda901c5176b",)", ""),
                R"("after":17,)", ""),
       "also without a device"},
      {replaced(event_text(), device_hex, "8F434346648F6B96DF89DDA901C5176B"), "device"},
      {replaced(event_text(), "reconditioning", ""), "kind"},
      {replaced(event_text(), "reconditioning", "Reconditioning"), "kind"},
      {replaced(event_text(), "reconditioning", R"(re\u0063onditioning)"), "kind"},
      {replaced(event_text(), "reconditioning", longest_kind + "k"), "kind"},
      {replaced(event_text(), "payload", "Payload"), "payload"},
      {replaced(event_text(), payload_hex, payload_hex.substr(1)), "payload"},
      {replaced(event_text(), payload_hex.substr(0, 2), "BA"), "payload"},
      {replaced(event_text(), prev_hex, std::string{prev_hex} + "0"), "prev"},
      {replaced(event_text(), prev_hex, prev_hex.substr(2)), "prev"},
      {replaced(event_text(), "PHONES2026", "PH"), "project"},
      {replaced(event_text(), "PHONES2026", "phones2026"), "project"},
      {replaced(event_text(), "PHONES2026", "PHONES20260000000"), "project"},
      {replaced(event_text(), ":42,", ":042,"), "seq"},
      {replaced(event_text(), ":42,", ":9007199254740992,"), "seq"},
      {replaced(event_text(), "2026-02-02", "2026-02-30"), "time"},
      {replaced(event_text(), "09:15:00.000Z", "09:15:00Z"), "time"},
      {replaced(event_text(), "09:15:00.000Z", "24:00:00.000Z"), "time"},
      {replaced(event_text(), "2026-02-02T", "2026-02-02t"), "time"},
      {replaced(event_text(), R"("kind")", R"("extra":1,"kind")"), "kind expected"},
      {replaced(event_text(), R"("seq":42,)", R"("seq":42,"seq":42,)"), "time expected"},
      {replaced(event_text(), R"(,"time":"2026-02-02T09:15:00.000Z")", ""), "time expected"},
      {replaced(event_text(), "000Z\"}", "000Z\",\"zone\":\"\"}"), "end expected"},
  };
  for (const Case& bad : cases) {
    Entry entry;
    const char* const said = read_entry(bad.text, entry);
    REQUIRE_MESSAGE(said != nullptr, bad.text);
    CHECK_MESSAGE(std::string_view{said}.find(bad.reason) != std::string_view::npos, bad.text,
                  " was refused as: ", said);
  }
}

TEST_CASE("entry: integers go up to 2^53-1, kinds to 32 letters, projects to 16") {
  for (const std::string& text :
       {replaced(event_text(), ":42,", ":9007199254740991,"), replaced(event_text(), ":17,", ":0,"),
        replaced(event_text(), "reconditioning", std::string(32, 'k')),
        replaced(event_text(), "reconditioning", "_"), replaced(event_text(), "PHONES2026", "ABC"),
        replaced(event_text(), "PHONES2026", "ABCDEFGH01234567")}) {
    Entry entry;
    REQUIRE_MESSAGE(read_entry(text, entry) == nullptr, text);
    CHECK(text_of(entry) == text);
  }
}

TEST_CASE("entry: it has at most 65,535 bytes") {
  Entry entry;
  const std::string longest = grown_to(65'535);
  REQUIRE(longest.size() == 65'535);
  REQUIRE(read_entry(longest, entry) == nullptr);
  CHECK(text_of(entry) == longest);
  const std::string too_long = grown_to(65'536);
  REQUIRE(too_long.size() == 65'536);
  CHECK(std::string_view{read_entry(too_long, entry)} == "longer than 65,535 bytes");
}

TEST_CASE("entry: reading again allocates no further list") {
  const std::string text = event_text();
  Entry entry;
  REQUIRE(read_entry(text, entry) == nullptr);
  const Pseudonym* const list = entry.also.data();
  const std::string statement = statement_text();
  REQUIRE(read_entry(statement, entry) == nullptr);
  REQUIRE(read_entry(text, entry) == nullptr);
  CHECK(entry.also.data() == list);
  CHECK(entry.kind.data() == text.data() + text.find("reconditioning"));
}

TEST_CASE("entry: the leaf hash is that of RFC 6962") {
  CHECK(hex(leaf_hash("")) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  CHECK(hex(leaf_hash(std::string_view{"\0", 1})) ==
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7");
}

}  // namespace lcl
