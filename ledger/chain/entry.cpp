// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/entry.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <span>

#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// Largest integer of our canonical JSON, 2⁵³ − 1, and the number of its digits.
constexpr std::uint64_t max_integer = (std::uint64_t{1} << 53U) - 1;
constexpr std::size_t max_integer_digits = 16;
constexpr std::size_t instant_length = std::string_view{"2026-02-02T09:15:00.000Z"}.size();

void append_integer(std::uint64_t number, std::string& out) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

bool is_ascending(std::span<const Pseudonym> pseudonyms) noexcept {
  return std::adjacent_find(pseudonyms.begin(), pseudonyms.end(), std::greater_equal{}) == pseudonyms.end();
}

/// Matches the canonical bytes from left to right; every `take` either takes
/// exactly what it names or leaves the place and answers false.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) noexcept : rest_(bytes) {}

  template <std::size_t size>
  [[nodiscard]] bool take(const char (&literal)[size]) noexcept {
    constexpr std::size_t length = size - 1;  // constant, so that no function is called to compare
    if (rest_.size() < length || std::memcmp(rest_.data(), literal, length) != 0) return false;
    rest_.remove_prefix(length);
    return true;
  }
  [[nodiscard]] bool take_integer(std::uint64_t& number) noexcept {
    std::size_t length = 0;
    number = 0;
    for (; length < rest_.size() && rest_[length] >= '0' && rest_[length] <= '9'; ++length) {
      if (length == max_integer_digits) return false;
      number = 10 * number + static_cast<std::uint64_t>(rest_[length] - '0');
    }
    const bool leading_zero = length > 1 && rest_.front() == '0';
    if (length == 0 || leading_zero || number > max_integer) return false;
    rest_.remove_prefix(length);
    return true;
  }
  [[nodiscard]] bool take_hex(std::span<std::uint8_t> bytes) noexcept {
    const std::size_t digits = 2 * bytes.size();
    if (rest_.size() < digits || !from_hex(rest_.substr(0, digits), bytes)) return false;
    rest_.remove_prefix(digits);
    return true;
  }
  [[nodiscard]] bool take_instant(Instant& instant) noexcept {
    const std::optional<Instant> parsed = parse_canonical_instant(rest_.substr(0, instant_length));
    if (!parsed) return false;
    instant = *parsed;
    rest_.remove_prefix(instant_length);
    return true;
  }
  /// What stands before the next quote, and the quote.
  [[nodiscard]] bool take_word(std::string_view& word) noexcept {
    const std::size_t end = rest_.find('"');
    if (end == std::string_view::npos) return false;
    word = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return true;
  }
  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

 private:
  std::string_view rest_;
};

/// What is wrong with the order of the events that an event names: each is further back, and none is said
/// that follows from the others.
const char* wrong_way(const Entry& entry) noexcept {
  if ((entry.standing || entry.nothing_stands) && !entry.after) return translatable("standing without after");
  if (entry.standing && *entry.standing >= *entry.after)
    return translatable("standing does not lead behind after");
  const std::optional<std::uint64_t> last =
      entry.nothing_stands ? std::nullopt : (entry.standing ? entry.standing : entry.after);
  if (entry.collection && !(last && *entry.collection < *last))
    return translatable("collection does not lead behind what stands");
  if (entry.reconditioning &&
      !(entry.collection && *entry.collection < *entry.reconditioning && *entry.reconditioning < *last)) {
    return translatable("reconditioning is not between collection and what stands");
  }
  return nullptr;
}

/// The list after `"also":[`, its bracket and comma included; not empty.
bool take_pseudonyms(Cursor& in, std::vector<Pseudonym>& pseudonyms) {
  do {
    if (!in.take("\"")) return false;
    if (!in.take_hex(pseudonyms.emplace_back().bytes)) return false;
    if (!in.take("\"")) return false;
  } while (in.take(","));
  return in.take("],");
}

}  // namespace

const char* inconsistency(const Entry& entry) noexcept {
  if (!entry.device) {
    if (entry.after) return translatable("after without a device");
    if (entry.standing || entry.nothing_stands) return translatable("standing without a device");
    if (entry.collection) return translatable("collection without a device");
    if (entry.reconditioning) return translatable("reconditioning without a device");
    if (!entry.also.empty()) return translatable("also without a device");
    if (entry.previous.has_value() != (entry.seq > 0))
      return entry.previous ? translatable("previous in entry 0")
                            : translatable("neither a device nor previous");
    if (entry.previous && *entry.previous >= entry.seq) return translatable("previous does not lead back");
    if (entry.matters.has_value() != entry.previous.has_value())
      return entry.matters ? translatable("matters in entry 0") : translatable("previous without matters");
    if (entry.on && !(entry.previous && *entry.on <= *entry.previous))
      return translatable("on leads behind previous");
    return nullptr;
  }
  if (entry.previous) return translatable("previous with a device");
  if (entry.on) return translatable("on with a device");
  if (entry.matters) return translatable("matters with a device");
  if (const char* fault = wrong_way(entry)) return fault;
  if (!is_ascending(entry.also)) return translatable("also is not in ascending order without repetition");
  if (std::binary_search(entry.also.begin(), entry.also.end(), *entry.device))
    return translatable("also repeats the device");
  return nullptr;
}

void append_entry(const Entry& entry, std::string& out) {
  invariant(is_kind(entry.kind), "an entry's kind is [a-z_]{1,32}");
  invariant(entry.project.empty() || is_project_id(entry.project), "an entry's project is a project id");
  invariant(entry.seq <= max_integer && entry.after.value_or(0) <= max_integer, "a seq is at most 2^53-1");
  invariant(inconsistency(entry) == nullptr, "what an entry's fields say agrees");
  const std::size_t start = out.size();
  out += '{';
  if (entry.after) {
    out += "\"after\":";
    append_integer(*entry.after, out);
    out += ',';
  }
  if (!entry.also.empty()) {
    char separator = '[';
    out += "\"also\":";
    for (const Pseudonym& pseudonym : entry.also) {
      out += separator;
      out += '"';
      append_hex(pseudonym.bytes, out);
      out += '"';
      separator = ',';
    }
    out += "],";
  }
  if (entry.collection) {
    out += "\"collection\":";
    append_integer(*entry.collection, out);
    out += ',';
  }
  if (entry.device) {
    out += "\"device\":\"";
    append_hex(entry.device->bytes, out);
    out += "\",";
  }
  out += "\"kind\":\"";
  out += entry.kind;
  out += '"';
  if (entry.matters) {
    out += ",\"matters\":\"";
    append_hex(entry.matters->bytes, out);
    out += '"';
  }
  if (entry.on) {
    out += ",\"on\":";
    append_integer(*entry.on, out);
  }
  out += ",\"payload\":\"";
  append_hex(entry.payload.bytes, out);
  out += "\",\"prev\":\"";
  append_hex(entry.prev.bytes, out);
  out += '"';
  if (entry.previous) {
    out += ",\"previous\":";
    append_integer(*entry.previous, out);
  }
  if (!entry.project.empty()) {
    out += ",\"project\":\"";
    out += entry.project;
    out += '"';
  }
  if (entry.reconditioning) {
    out += ",\"reconditioning\":";
    append_integer(*entry.reconditioning, out);
  }
  out += ",\"seq\":";
  append_integer(entry.seq, out);
  if (entry.standing) {
    out += ",\"standing\":";
    append_integer(*entry.standing, out);
  } else if (entry.nothing_stands) {
    out += ",\"standing\":null";
  }
  out += ",\"time\":\"";
  append_instant(entry.time, out);
  out += "\"}";
  invariant(out.size() - start <= max_entry_bytes, "an entry has at most 65,535 bytes");
}

const char* read_entry(std::string_view bytes, Entry& entry) noexcept {
  if (bytes.size() > max_entry_bytes) return translatable("longer than 65,535 bytes");
  entry.after.reset();
  entry.previous.reset();
  entry.on.reset();
  entry.matters.reset();
  entry.standing.reset();
  entry.nothing_stands = false;
  entry.collection.reset();
  entry.reconditioning.reset();
  entry.also.clear();
  entry.device.reset();
  entry.project = {};

  Cursor in{bytes};
  if (!in.take("{")) return translatable("not an object in canonical form");
  if (in.take("\"after\":") && !(in.take_integer(entry.after.emplace()) && in.take(","))) {
    return translatable("after is not an integer from 0 to 2^53-1");
  }
  if (in.take("\"also\":[") && !take_pseudonyms(in, entry.also))
    return translatable("also is not a list of pseudonyms");
  if (in.take("\"collection\":") && !(in.take_integer(entry.collection.emplace()) && in.take(",")))
    return translatable("collection is not an integer from 0 to 2^53-1");
  if (in.take("\"device\":\"") && !(in.take_hex(entry.device.emplace().bytes) && in.take("\","))) {
    return translatable("device is not 32 lower-case hex digits");
  }
  if (!in.take("\"kind\":\"")) return translatable("not the keys of an entry in their order: kind expected");
  if (!in.take_word(entry.kind) || !is_kind(entry.kind))
    return translatable("kind is not of the form [a-z_]{1,32}");
  if (in.take(",\"matters\":\"") && !(in.take_hex(entry.matters.emplace().bytes) && in.take("\"")))
    return translatable("matters is not 64 lower-case hex digits");
  if (in.take(",\"on\":") && !in.take_integer(entry.on.emplace()))
    return translatable("on is not an integer from 0 to 2^53-1");
  if (!in.take(",\"payload\":\""))
    return translatable("not the keys of an entry in their order: payload expected");
  if (!in.take_hex(entry.payload.bytes)) return translatable("payload is not 64 lower-case hex digits");
  if (!in.take("\",\"prev\":\""))
    return translatable("not the keys of an entry in their order: prev expected");
  if (!in.take_hex(entry.prev.bytes) || !in.take("\","))
    return translatable("prev is not 64 lower-case hex digits");
  if (in.take("\"previous\":") && !(in.take_integer(entry.previous.emplace()) && in.take(","))) {
    return translatable("previous is not an integer from 0 to 2^53-1");
  }
  if (in.take("\"project\":\"") &&
      !(in.take_word(entry.project) && is_project_id(entry.project) && in.take(","))) {
    return translatable("project is not of the form [A-Z0-9]{3,16}");
  }
  if (in.take("\"reconditioning\":") && !(in.take_integer(entry.reconditioning.emplace()) && in.take(","))) {
    return translatable("reconditioning is not an integer from 0 to 2^53-1");
  }
  if (!in.take("\"seq\":")) return translatable("not the keys of an entry in their order: seq expected");
  if (!in.take_integer(entry.seq)) return translatable("seq is not an integer from 0 to 2^53-1");
  if (in.take(",\"standing\":")) {
    entry.nothing_stands = in.take("null");
    if (!entry.nothing_stands && !in.take_integer(entry.standing.emplace()))
      return translatable("standing is neither an integer from 0 to 2^53-1 nor null");
  }
  if (!in.take(",\"time\":\"")) return translatable("not the keys of an entry in their order: time expected");
  if (!in.take_instant(entry.time)) return translatable("time is not an instant in canonical form");
  if (!in.take("\"}")) return translatable("not the keys of an entry in their order: end expected");
  if (!in.at_end()) return translatable("followed by other bytes");
  return inconsistency(entry);
}

Digest leaf_hash(std::string_view entry_bytes) { return sha256_prefixed(0, bytes_of(entry_bytes)); }

}  // namespace lcl
