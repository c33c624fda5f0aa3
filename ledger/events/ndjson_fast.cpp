// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/ndjson_fast.hpp"

#include <simdjson.h>

#include <utility>

#include "ledger/events/event_fields.hpp"
#include "ledger/tables/line_source.hpp"

namespace lcl {
namespace {

namespace ondemand = simdjson::ondemand;

static_assert(line_padding >= simdjson::SIMDJSON_PADDING);

/// Whether a document that has been walked ends there.
bool at_end(ondemand::document& document) {
  return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

/// The bytes of a scalar member's value as they stand in the text; false if none stands there. On demand,
/// simdjson steps over a value that was not parsed without heed of what follows it: so that is looked at
/// here.
bool token_of(ondemand::value& value, std::string_view& out) {
  out = value.raw_json_token();  // up to the next token, blanks included
  const char next = *(out.data() + out.size());
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!out.empty() && is_blank(out.back())) out.remove_suffix(1);
  return next == ',' || next == '}';
}

/// Names and strings of one text. A text without a backslash, which is nearly every one, has no escapes
/// in it: what stands between the quotes is what is meant.
class Strings {
 public:
  explicit Strings(std::string_view text) : have_escapes_(text.find('\\') != std::string_view::npos) {}

  /// The text of a string; false if `value` is none.
  bool text_of(ondemand::value& value, std::string_view& out) const {
    std::string_view token;
    if (!token_of(value, token) || token.size() < 2 || token.front() != '"') return false;
    if (have_escapes_) return value.get_string().get(out) == simdjson::SUCCESS;
    out = token.substr(1, token.size() - 2);
    return true;
  }

  bool name_of(ondemand::field& member, std::string_view& out) const {
    if (have_escapes_) return member.unescaped_key().get(out) == simdjson::SUCCESS;
    const char* const name = member.key().raw();
    std::size_t length = 0;
    while (name[length] != '"') ++length;
    out = {name, length};
    return true;
  }

 private:
  bool have_escapes_;
};

/// Calls `visit(name, value)` for every member in order, as long as it says true and the text is JSON.
template <typename Visit>
bool members(const Strings& strings, ondemand::object& object, Visit visit) {
  for (auto step : object) {
    ondemand::field member;
    std::string_view name;
    if (std::move(step).get(member) != simdjson::SUCCESS || !strings.name_of(member, name)) return false;
    if (!visit(name, member.value())) return false;
  }
  return true;
}

/// Calls `visit(object)` for every element of the array of objects that `value` is.
template <typename Visit>
bool elements(ondemand::value& value, Visit visit) {
  ondemand::array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) return false;
  for (auto step : array) {
    ondemand::object object;
    if (step.get_object().get(object) != simdjson::SUCCESS || !visit(object)) return false;
  }
  return true;
}

/// One line's way into an event: every member read, none twice, or a no.
class LineWalk {
 public:
  LineWalk(std::string_view line, Event& event) : strings_(line), event_(event) {}

  bool read(ondemand::document& document) {
    ondemand::object object;
    if (document.get_object().get(object) != simdjson::SUCCESS) return false;
    if (!read_object(FieldScope::event, object, given_) || !at_end(document)) return false;
    if ((given_ & bit(Field::kind)) == 0 || !is_complete(event_.facts.kind, given_)) return false;
    if (misplaced_identifier(event_)) return false;
    finish(event_);
    return true;
  }

 private:
  bool read_object(FieldScope scope, ondemand::object& object, FieldSet& given) {
    return members(strings_, object, [&](std::string_view name, ondemand::value& value) {
      const std::optional<Field> field = member(scope, name);
      if (!field || (given & bit(*field)) != 0) return false;
      given |= bit(*field);
      return read_value(*field, value);
    });
  }

  bool read_value(Field field, ondemand::value& value) {
    std::string_view text;
    switch (rule(field).shape) {
      case Shape::text:
        if (!strings_.text_of(value, text)) return false;
        break;
      case Shape::quantity:
        if (!token_of(value, text) || (text.starts_with('"') && !strings_.text_of(value, text))) return false;
        break;
      case Shape::whole:
      case Shape::truth:
        if (!token_of(value, text)) return false;
        break;
      case Shape::object: {
        ondemand::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS) return false;
        return read_object(scope_of(field), object, given_);
      }
      case Shape::list:
        return field == Field::legs ? read_legs(value) : read_parts(value);
    }
    return !set_field(field, text, event_);
  }

  bool read_legs(ondemand::value& value) {
    constexpr FieldSet all = bit(Field::leg_mode) | bit(Field::leg_distance_km);
    return read_list(value, event_.facts.legs, max_legs, FieldScope::leg, all);
  }

  bool read_parts(ondemand::value& value) {
    constexpr FieldSet all = bit(Field::part_name) | bit(Field::part_quantity) | bit(Field::part_origin);
    return read_list(value, event_.facts.parts, max_parts, FieldScope::part, all);
  }

  template <typename Element>
  bool read_list(ondemand::value& value, std::vector<Element>& list, std::size_t most, FieldScope scope,
                 FieldSet all) {
    return elements(value, [&](ondemand::object& object) {
      if (list.size() == most) return false;
      list.emplace_back();
      FieldSet given = 0;
      return read_object(scope, object, given) && given == all;
    });
  }

  Strings strings_;
  Event& event_;
  FieldSet given_ = 0;
};

}  // namespace

struct FastNdjson::Parser {
  ondemand::parser simd;
};

FastNdjson::FastNdjson() : parser_(std::make_unique<Parser>()) {}
FastNdjson::~FastNdjson() = default;
FastNdjson::FastNdjson(FastNdjson&&) noexcept = default;
FastNdjson& FastNdjson::operator=(FastNdjson&&) noexcept = default;

bool FastNdjson::read(std::string_view line, Event& event) {
  clear(event);
  ondemand::document document;
  const simdjson::padded_string_view padded(line.data(), line.size(), line.size() + line_padding);
  if (parser_->simd.iterate(padded).get(document) != simdjson::SUCCESS) return false;
  return LineWalk(line, event).read(document);
}

}  // namespace lcl
