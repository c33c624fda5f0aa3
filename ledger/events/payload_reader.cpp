// SPDX-License-Identifier: Apache-2.0
// The mirror of append_payload: the canonical form of a payload has one order of
// keys and no blanks, so that it is read by expecting each next byte.
#include <algorithm>
#include <array>
#include <cstring>

#include "ledger/events/event_fields.hpp"
#include "ledger/events/payload.hpp"
#include "ledger/values/encoding.hpp"

namespace lcl {
namespace {

constexpr std::array<const char*, field_count> value_faults = {
#define LCL_FIELD(name, path, shape, has, needs) \
  "the payload's value of " path " is not as its schema has it",
    LCL_EVENT_FIELDS(LCL_FIELD)
#undef LCL_FIELD
};
constexpr std::array<const char*, field_count> presence_faults_of = {
#define LCL_FIELD(name, path, shape, has, needs) "the payload has no " path " in its place",
    LCL_EVENT_FIELDS(LCL_FIELD)
#undef LCL_FIELD
};

/// Whether `text` begins with `literal`; its length being constant, no function is called to compare.
template <std::size_t size>
bool comes_next(std::string_view text, const char (&literal)[size]) {
  return text.size() >= size - 1 && std::memcmp(text.data(), literal, size - 1) == 0;
}

/// Takes a payload's members one by one, in canonical order. After the first fault it takes nothing more.
class MemberReader {
 public:
  MemberReader(std::string_view bytes, Facts& facts, std::string& unescaped)
      : rest_(bytes), facts_(facts), unescaped_(unescaped) {}

  [[nodiscard]] const char* fault() const { return fault_; }
  void fail(const char* fault) {
    if (fault_ == nullptr) fault_ = fault;
    rest_ = {};
  }

  /// Takes `literal`, if it comes next.
  template <std::size_t size>
  bool take(const char (&literal)[size]) {
    if (!comes_next(rest_, literal)) return false;
    rest_.remove_prefix(size - 1);
    return true;
  }
  template <std::size_t size>
  void expect(const char (&literal)[size], const char* fault) {
    if (!take(literal)) fail(fault);
  }

  void open() {
    expect("{", "the payload is not a JSON object");
    is_first_ = true;
  }
  void close() {
    expect("}", "the payload has a field that is unknown or out of order");
    is_first_ = false;
  }
  void end() {
    if (!rest_.empty()) fail("the payload goes on behind its end");
  }

  /// Takes the separator and `name`, which is written as `"name":`, if they come next.
  template <std::size_t size>
  bool key(const char (&name)[size]) {
    const std::size_t separator = is_first_ ? 0 : 1;
    if (separator != 0 && !comes_next(rest_, ",")) return false;
    if (!comes_next(rest_.substr(separator), name)) return false;
    rest_.remove_prefix(separator + size - 1);
    is_first_ = false;
    return true;
  }

  template <std::size_t size>
  void optional(const char (&name)[size], Field field) {
    if (key(name)) value(field);
  }
  template <std::size_t size>
  void required(const char (&name)[size], Field field) {
    if (!key(name)) return fail(presence_faults_of[static_cast<std::size_t>(field)]);
    value(field);
  }

  template <std::size_t size>
  bool hex(std::array<std::uint8_t, size>& out) {
    const bool is_hex = take("\"") && rest_.size() > 2 * size && from_hex(rest_.substr(0, 2 * size), out);
    if (is_hex) rest_.remove_prefix(2 * size);
    return is_hex && take("\"");
  }

  /// The elements of a list, if it comes next: `element` makes and fills one.
  template <std::size_t size, typename Element>
  void list(const char (&name)[size], const char* fault, std::size_t most, Element element) {
    if (!key(name)) return;
    expect("[", fault);
    for (std::size_t count = 1; fault_ == nullptr; ++count) {
      open();
      element();
      close();
      if (take("]")) return;
      if (count == most) return fail(fault);
      expect(",", fault);
    }
  }

 private:
  void value(Field field) {
    std::string_view text;
    const Shape shape = rule(field).shape;
    const bool is_token = shape == Shape::whole || shape == Shape::truth;
    const bool taken = is_token ? token(text) : string(text);
    if (!taken || !is_canonical(field, text) || set_fact(field, text, facts_)) {
      fail(value_faults[static_cast<std::size_t>(field)]);
    }
  }

  /// What canonical form asks of a value besides what set_fact does.
  static bool is_canonical(Field field, std::string_view text) {
    if (rule(field).shape == Shape::quantity) {
      return text.find('.') == std::string_view::npos || !text.ends_with('0');
    }
    // What is not so has no member.
    if (field == Field::confirmed) return text == "true";
    if (field == Field::data_erasure_result) return text == word(ErasureResult::failed);
    constexpr std::string_view instant = "0000-00-00T00:00:00.000Z";
    return field != Field::occurred_at ||
           (text.size() == instant.size() && text[10] == 'T' && text.ends_with('Z'));
  }

  /// A number or a truth: all up to what ends it.
  bool token(std::string_view& out) {
    out = rest_.substr(0, rest_.find_first_of(",}"));
    rest_.remove_prefix(out.size());
    return true;
  }

  bool string(std::string_view& out) {
    if (!take("\"")) return false;
    const std::size_t end = rest_.find('"');
    if (end == std::string_view::npos) return false;
    out = rest_.substr(0, end);
    if (out.find('\\') != std::string_view::npos) return escaped_string(out);
    rest_.remove_prefix(end + 1);
    return true;
  }

  /// A string with quotes or backslashes in it; no other character that a payload may hold is escaped.
  bool escaped_string(std::string_view& out) {
    unescaped_.clear();
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      if (rest_[i] == '"') {
        rest_.remove_prefix(i + 1);
        out = unescaped_;
        return true;
      }
      if (rest_[i] == '\\') {
        ++i;
        if (i == rest_.size() || (rest_[i] != '"' && rest_[i] != '\\')) return false;
      }
      unescaped_.push_back(rest_[i]);
    }
    return false;
  }

  std::string_view rest_;
  bool is_first_ = true;  // among the members of the object at hand: no comma before it
  Facts& facts_;
  std::string& unescaped_;
  const char* fault_ = nullptr;
};

void read_legs(MemberReader& reader, Facts& facts) {
  reader.list("\"legs\":", "the payload's legs are not a list as its schema has it", max_legs, [&] {
    facts.legs.emplace_back();
    reader.required("\"distance_km\":", Field::leg_distance_km);
    reader.required("\"mode\":", Field::leg_mode);
  });
}

void read_parts(MemberReader& reader, Facts& facts) {
  reader.list("\"parts\":", "the payload's parts are not a list as its schema has it", max_parts, [&] {
    facts.parts.emplace_back();
    reader.required("\"origin\":", Field::part_origin);
    reader.required("\"part\":", Field::part_name);
    reader.required("\"quantity\":", Field::part_quantity);
  });
}

/// What a payload holds besides facts.
struct Seals {
  Salt& salt;
  std::optional<Digest>& identity;
  std::optional<Digest>& private_part;
  Unchecked& unchecked;
};

Unchecked read_unchecked(MemberReader& reader) {
  if (!reader.key("\"unchecked\":")) return Unchecked::nothing;
  if (reader.take("\"imei\"")) return Unchecked::imei;
  if (!reader.take("\"serial\"")) reader.fail("the payload's unchecked is neither imei nor serial");
  return Unchecked::serial;
}

void read_members(MemberReader& reader, Facts& facts, Seals seals) {
  const auto is = [&facts](EventKind kind) { return facts.kind == kind; };
  const bool collection = is(EventKind::collection);
  const bool reconditioning = is(EventKind::reconditioning);
  const bool resale = is(EventKind::resale);

  if (collection) reader.required("\"category\":", Field::category);
  if (resale) reader.optional("\"channel\":", Field::channel);
  if (!is(EventKind::void_)) reader.optional("\"confirmed\":", Field::confirmed);
  reader.required("\"country\":", Field::country);
  if (reconditioning && reader.key("\"data_erasure\":")) {
    reader.open();
    reader.optional("\"result\":", Field::data_erasure_result);
    reader.required("\"standard\":", Field::data_erasure_standard);
    reader.close();
  }
  if (reconditioning) reader.optional("\"energy_kwh\":", Field::energy_kwh);
  if (reconditioning) reader.required("\"functions_tested\":", Field::functions_tested);
  if (resale) reader.optional("\"grade\":", Field::grade);
  if (collection) {
    reader.required("\"holder\":", Field::holder);
    if (!reader.key("\"identity\":") || !reader.hex(seals.identity.emplace().bytes)) {
      reader.fail("the payload's identity is not 64 lower-case hex digits in its place");
    }
  }
  if (!is(EventKind::void_)) read_legs(reader, facts);
  if (collection) reader.optional("\"mass_kg\":", Field::mass_kg);
  if (collection) reader.optional("\"model\":", Field::model);
  reader.required("\"occurred_at\":", Field::occurred_at);
  if (reconditioning) reader.required("\"outcome\":", Field::outcome);
  if (resale) reader.optional("\"packaging_kg\":", Field::packaging_kg);
  reader.required("\"participant\":", Field::participant);
  if (reconditioning) read_parts(reader, facts);
  if (reader.key("\"private\":") && !reader.hex(seals.private_part.emplace().bytes)) {
    reader.fail("the payload's digest of the private part is not 64 lower-case hex digits");
  }
  if (is(EventKind::return_)) reader.optional("\"reason\":", Field::reason);
  if (is(EventKind::void_)) reader.required("\"reason\":", Field::reason);
  if (is(EventKind::disposal)) reader.required("\"route\":", Field::route);
  if (!reader.key("\"salt\":") || !reader.hex(seals.salt)) {
    reader.fail("the payload's salt is not 32 lower-case hex digits in its place");
  }
  seals.unchecked = collection ? read_unchecked(reader) : Unchecked::nothing;
  if (is(EventKind::void_)) reader.required("\"voids\":", Field::voids);
  if (resale) reader.required("\"warranty_months\":", Field::warranty_months);
  if (collection) reader.required("\"waste\":", Field::waste);
}

const char* read_payload(EventKind kind, std::string_view bytes, Facts& facts, Seals seals,
                         std::string& unescaped) {
  clear(facts);
  facts.kind = kind;
  seals.identity.reset();
  seals.private_part.reset();
  MemberReader reader(bytes, facts, unescaped);
  reader.open();
  read_members(reader, facts, seals);
  reader.close();
  reader.end();
  return reader.fault();
}

}  // namespace

const char* PayloadReader::read(EventKind kind, std::string_view bytes, EventPayload& payload) {
  return read_payload(kind, bytes, payload.facts,
                      {payload.salt, payload.identity, payload.private_part, payload.unchecked}, unescaped_);
}

const char* PayloadReader::read(EventKind kind, std::string_view bytes, Facts& facts, Unchecked& unchecked) {
  Salt salt{};
  std::optional<Digest> identity;
  std::optional<Digest> private_part;
  return read_payload(kind, bytes, facts, {salt, identity, private_part, unchecked}, unescaped_);
}

}  // namespace lcl
