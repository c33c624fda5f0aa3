// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl {
namespace {

using Kind = JsonFault::Kind;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

constexpr std::int64_t greatest_integer = 9'007'199'254'740'991;  // 2^53 − 1

constexpr bool is_in_range(std::int64_t value) noexcept {
  return value >= -greatest_integer && value <= greatest_integer;
}

std::string_view take_while(std::string_view text, std::string_view members) noexcept {
  return text.substr(0, text.find_first_not_of(members));
}

/// Value of a numeral that our documents may hold; nothing for any other.
std::optional<std::int64_t> integer_of(std::string_view numeral) noexcept {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(numeral.data(), numeral.data() + numeral.size(), value);
  if (error != std::errc() || end != numeral.data() + numeral.size()) return std::nullopt;
  if (numeral == "-0" || !is_in_range(value)) return std::nullopt;
  return value;
}

/// The code unit of the `\uXXXX` escape at `offset`; nothing if there is none.
std::optional<unsigned> escaped_unit(std::string_view text, std::size_t offset) noexcept {
  const std::string_view escape = text.substr(std::min(offset, text.size()), 6);
  if (escape.size() != 6 || !escape.starts_with("\\u")) return std::nullopt;
  unsigned unit = 0;
  const auto [end, error] = std::from_chars(escape.data() + 2, escape.data() + 6, unit, 16);
  if (error != std::errc() || end != escape.data() + 6) return std::nullopt;
  return unit;
}

constexpr bool is_high_surrogate(unsigned unit) noexcept { return unit >= 0xD800 && unit <= 0xDBFF; }
constexpr bool is_low_surrogate(unsigned unit) noexcept { return unit >= 0xDC00 && unit <= 0xDFFF; }

/// Offset after the string that starts at `quote`, and of its first lone
/// surrogate, as far as the text goes.
struct StringExtent {
  std::size_t end = 0;
  std::optional<std::size_t> lone_surrogate;
};

StringExtent string_at(std::string_view text, std::size_t quote) noexcept {
  StringExtent extent;
  std::size_t i = quote + 1;
  while (i < text.size() && text[i] != '"') {
    const auto unit = escaped_unit(text, i);
    if (!unit) {
      i += text[i] == '\\' ? 2U : 1U;
      continue;
    }
    const auto next = escaped_unit(text, i + 6);
    const bool is_pair = is_high_surrogate(*unit) && next && is_low_surrogate(*next);
    if (!is_pair && (is_high_surrogate(*unit) || is_low_surrogate(*unit)) && !extent.lone_surrogate) {
      extent.lone_surrogate = i;
    }
    i += is_pair ? 12 : 6;
  }
  extent.end = std::min(i + 1, text.size());
  return extent;
}

/// The parser's message without its prefix and without the text it last read, which may be long.
std::string shortened(std::string_view message) {
  message.remove_prefix(std::min(message.find("syntax error"), message.size()));
  const std::size_t last_read = message.find("; last read: ");
  if (last_read == std::string_view::npos) return std::string(message);
  std::string result(message.substr(0, last_read));
  const std::size_t expected = message.rfind("'; expected ");
  if (expected != std::string_view::npos) result += message.substr(expected + 1);
  return result;
}

/// Receives the parser's events in order, builds the document, and follows
/// them through the text, because the parser tells no offsets.
class Builder {
 public:
  Builder(std::string_view text, JsonLimits limits) : text_(text), limits_(limits) {}

  Json document;
  JsonFault fault;
  bool reached_end = false;  ///< whether the fault is that the text ended

  bool null() { return scalar(nullptr, 4); }
  bool boolean(bool value) { return scalar(value, value ? 4 : 5); }
  bool number_integer(std::int64_t) { return number(); }
  bool number_unsigned(std::uint64_t) { return number(); }
  bool number_float(Json::number_float_t, const std::string&) { return number(); }
  bool string(std::string& value) {
    const std::size_t start = next_token();
    return scalar(std::move(value), string_at(text_, start).end - start);
  }
  bool binary(Json::binary_t&) { return refuse(Kind::malformed, cursor_, phrase("binary value")); }

  bool start_object(std::size_t) { return open(Json::value_t::object); }
  bool start_array(std::size_t) { return open(Json::value_t::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    const std::size_t start = next_token();
    cursor_ = string_at(text_, start).end;
    const auto [member, is_new] = open_.back()->get_ref<Json::object_t&>().try_emplace(name);
    if (!is_new) return refuse(Kind::duplicate_key, start, phrase("a key that the object has already"));
    member_ = &member->second;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const Json::exception& error) {
    constexpr int number_overflow = 406;  // beyond even a double: an integer of 400 digits
    if (error.id == number_overflow) return number();
    // `position` counts the bytes read; the end of the text counts as one.
    reached_end = position > text_.size();
    const std::size_t start = std::min(next_token(), position == 0 ? 0 : position - 1);
    if (start < text_.size() && text_[start] == '"') {
      const auto lone = string_at(text_, start).lone_surrogate;
      if (lone && *lone < position) {
        return refuse(Kind::not_utf8, *lone, phrase("half of a surrogate pair without the other half"));
      }
    }
    return refuse(Kind::malformed, start, shortened(error.what()));
  }

 private:
  bool refuse(Kind kind, std::size_t offset, std::string message) {
    fault = {kind, offset, std::move(message)};
    return false;
  }

  /// Offset of the first byte of the next value or key.
  [[nodiscard]] std::size_t next_token() const {
    return std::min(text_.find_first_not_of(" \t\r\n,:]}", cursor_), text_.size());
  }

  /// The place in the document that the next value fills.
  Json& next_place() {
    if (open_.empty()) return document;
    if (open_.back()->is_array()) return open_.back()->emplace_back();
    return *member_;
  }

  bool scalar(Json value, std::size_t size) {
    cursor_ = next_token() + size;
    next_place() = std::move(value);
    return true;
  }

  bool number() {
    const std::size_t start = next_token();
    const std::string_view numeral = take_while(text_.substr(start), "0123456789+-.eE");
    const auto value = integer_of(numeral);
    if (!value) {
      return refuse(Kind::number_not_integer, start,
                    phrase("a number that is not a plain integer from -(2^53-1) to 2^53-1"));
    }
    return scalar(*value, numeral.size());
  }

  bool open(Json::value_t type) {
    const std::size_t start = next_token();
    if (open_.size() == limits_.depth) {
      return refuse(Kind::too_deep, start, phrase("nested deeper than {}", limits_.depth));
    }
    cursor_ = start + 1;
    Json& place = next_place();
    place = Json(type);
    open_.push_back(&place);
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  std::string_view text_;
  JsonLimits limits_;
  std::size_t cursor_ = 0;   ///< after the last value or key
  std::vector<Json*> open_;  ///< the arrays and objects around the next value
  Json* member_ = nullptr;   ///< the value of the last key
};

/// The byte's rank where two strings of UTF-8 first differ, so that they sort
/// as UTF-16 does: U+E000 to U+FFFF (EE, EF) after all beyond U+FFFF (F0 to F4).
constexpr unsigned utf16_rank(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte == 0xEE || byte == 0xEF ? byte + 0x10U : byte;
}

bool precedes(std::string_view a, std::string_view b) noexcept {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return utf16_rank(x) < utf16_rank(y); });
}

void append_value(const Json& value, std::string& out);

void append_object(const Json::object_t& object, std::string& out) {
  std::vector<const Json::object_t::value_type*> members;
  members.reserve(object.size());
  for (const auto& member : object) members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const auto* a, const auto* b) { return precedes(a->first, b->first); });
  char separator = '{';
  for (const auto* member : members) {
    out += separator;
    append_json_string(member->first, out);
    out += ':';
    append_value(member->second, out);
    separator = ',';
  }
  out += object.empty() ? "{}" : "}";
}

void append_array(const Json::array_t& array, std::string& out) {
  char separator = '[';
  for (const Json& element : array) {
    out += separator;
    append_value(element, out);
    separator = ',';
  }
  out += array.empty() ? "[]" : "]";
}

void append_integer(const Json& value, std::string& out) {
  const bool in_range = value.is_number_unsigned()
                            ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(greatest_integer)
                            : is_in_range(value.get<std::int64_t>());
  invariant(in_range, "a document holds an integer beyond 2^53-1");
  out += std::to_string(value.get<std::int64_t>());
}

void append_value(const Json& value, std::string& out) {
  switch (value.type()) {
    case Json::value_t::null:
      out += "null";
      return;
    case Json::value_t::boolean:
      out += value.get<bool>() ? "true" : "false";
      return;
    case Json::value_t::string:
      append_json_string(value.get_ref<const std::string&>(), out);
      return;
    case Json::value_t::array:
      append_array(value.get_ref<const Json::array_t&>(), out);
      return;
    case Json::value_t::object:
      append_object(value.get_ref<const Json::object_t&>(), out);
      return;
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
      append_integer(value, out);
      return;
    case Json::value_t::number_float:
      invariant(false, "a document holds a floating point number");
      return;
    case Json::value_t::binary:
    case Json::value_t::discarded:
      invariant(false, "a document holds what JSON has no form for");
      return;
  }
}

/// Appends a byte that cannot stand in a string as it is.
void append_escape(char c, std::string& out) {
  constexpr std::string_view with_short_escape = "\"\\\b\t\n\f\r";
  constexpr std::string_view short_escapes = "\"\\btnfr";
  constexpr std::string_view digits = "0123456789abcdef";
  const std::size_t place = with_short_escape.find(c);
  if (place != std::string_view::npos) {
    out += '\\';
    out += short_escapes[place];
    return;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += digits[byte >> 4U];
  out += digits[byte & 0xFU];
}

/// For every byte whether it needs an escape.
constexpr auto escaped_bytes = [] {
  std::array<bool, 256> escaped{};
  for (std::size_t byte = 0; byte < 0x20; ++byte) escaped[byte] = true;
  escaped['"'] = true;
  escaped['\\'] = true;
  return escaped;
}();

constexpr bool needs_escape(char c) noexcept { return escaped_bytes[static_cast<unsigned char>(c)]; }

}  // namespace

std::variant<Json, JsonFault> parse_json(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.bytes) {
    return JsonFault{Kind::too_long, limits.bytes, phrase("longer than {} bytes", limits.bytes)};
  }
  if (text.starts_with(byte_order_mark)) return JsonFault{Kind::not_utf8, 0, phrase("a byte-order mark")};
  // The parser takes a NUL for the end of the text, so it is shown what stands before one.
  const std::string_view utf8 = text.substr(0, invalid_utf8(text).value_or(text.size()));
  const std::string_view usable = utf8.substr(0, utf8.find('\0'));
  Builder builder(usable, limits);
  const bool parsed = Json::sax_parse(usable, &builder);
  if (usable.size() < text.size() && (parsed || builder.reached_end)) {
    const std::size_t offset = usable.size();
    if (offset < utf8.size()) return JsonFault{Kind::malformed, offset, phrase("a NUL byte")};
    return JsonFault{Kind::not_utf8, offset, phrase("a byte that is not well-formed UTF-8")};
  }
  if (!parsed) return std::move(builder.fault);
  return std::move(builder.document);
}

std::string canonical(const Json& document) {
  std::string out;
  append_value(document, out);
  return out;
}

void append_json_string(std::string_view text, std::string& out) {
  out += '"';
  while (!text.empty()) {
    const auto stop = std::find_if(text.begin(), text.end(), needs_escape);
    const auto plain = static_cast<std::size_t>(stop - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    append_escape(text.front(), out);
    text.remove_prefix(1);
  }
  out += '"';
}

TextPlace place_of(std::string_view text, std::size_t offset) noexcept {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const std::size_t last_break = before.rfind('\n');
  TextPlace place;
  place.line += static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  place.column += last_break == std::string_view::npos ? before.size() : before.size() - last_break - 1;
  return place;
}

}  // namespace lcl
