// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/ndjson_careful.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "ledger/events/event_fields.hpp"
#include "ledger/events/found_text.hpp"
#include "ledger/events/log_reader.hpp"
#include "ledger/events/token_cursor.hpp"
#include "ledger/tables/line_checks.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

using Sax = nlohmann::json_sax<nlohmann::json>;

enum class Scalar { text, number, truth, null };

/// nlohmann's sentence without its place, which we tell ourselves, and without the text it quotes.
std::string syntax_fault(std::string_view what) {
  const std::size_t place = what.find(": ");
  if (place != std::string_view::npos) what.remove_prefix(place + 2);
  const std::size_t quote = what.find("; last read: ");
  if (quote == std::string_view::npos) return std::string(what);
  const std::size_t expected = what.rfind("; expected ");
  const bool tells_more = expected != std::string_view::npos && expected > quote;
  return std::string(what.substr(0, quote)).append(tells_more ? what.substr(expected) : std::string_view{});
}

class LineReport final : public Sax {
 public:
  LineReport(std::string_view line, std::uint64_t line_number, Event& event, std::vector<Refused>& refusals,
             std::vector<ValuePlace>* places)
      : cursor_(line), line_number_(line_number), event_(event), refusals_(refusals), places_(places) {}

  bool null() override { return scalar(Scalar::null, {}); }
  bool boolean(bool value) override { return scalar(Scalar::truth, value ? "true" : "false"); }
  bool number_integer(number_integer_t) override { return number(); }
  bool number_unsigned(number_unsigned_t) override { return number(); }
  bool number_float(number_float_t, const string_t&) override { return number(); }
  bool string(string_t& text) override { return scalar(Scalar::text, text); }
  bool binary(binary_t&) override { return false; }

  bool key(string_t& name) override {
    const std::uint64_t column = cursor_.column_of(cursor_.next());
    Frame& frame = frames_.back();
    awaited_ = {};
    if (!frame.scope) return true;
    awaited_.path = (frame.path.empty() ? "" : frame.path + ".") + shortened(name);
    const std::optional<Field> field = member(*frame.scope, name);
    if (!field) {
      std::vector<std::string_view> names;
      for (const Member& one : members(*frame.scope)) names.push_back(one.name);
      refuse(Refusal::unknown_field, column,
             phrase("{} is not a field here{}", in_quotes(name), did_you_mean(name, names)));
    } else if ((frame.given & bit(*field)) != 0) {
      refuse(Refusal::duplicate_key, column, phrase("{} is given twice", in_quotes(name)));
    } else {
      awaited_.field = field;
      frame.given |= bit(*field);
      key_columns_[static_cast<std::size_t>(*field)] = column;
    }
    return true;
  }

  bool start_object(std::size_t) override {
    const std::uint64_t column = cursor_.column_of(cursor_.next());
    if (frames_.empty()) return push({.scope = FieldScope::event, .column = column});
    const Frame& parent = frames_.back();
    if (parent.list) {
      const std::string path = next_element_path();
      return push({.scope = add_element(column, path), .column = column, .path = path});
    }
    if (!awaited_.field) return push_ignored(column);
    const Field field = *awaited_.field;
    note_place(column);
    if (rule(field).shape != Shape::object) {
      refuse_type(phrase("an object"), field, column);
      return push_ignored(column);
    }
    return push({.scope = scope_of(field), .column = column, .path = awaited_.path});
  }

  bool end_object() override {
    cursor_.next();
    const Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (!frame.scope) return true;
    switch (*frame.scope) {
      case FieldScope::device:
      case FieldScope::data_erasure:
        given_ |= frame.given;
        (frame.scope == FieldScope::device ? device_column_ : data_erasure_column_) = frame.column;
        break;
      case FieldScope::leg:
      case FieldScope::part:
        check_element(frame);
        break;
      case FieldScope::event:
        check_presence(frame);
        break;
    }
    return true;
  }

  bool start_array(std::size_t) override {
    const std::uint64_t column = cursor_.column_of(cursor_.next());
    if (frames_.empty()) return not_an_object(phrase("an array"), column);
    if (frames_.back().list) {
      refuse_at(next_element_path(), Refusal::wrong_type, column,
                phrase("an array was found, not an object"));
      return push_ignored(column);
    }
    if (!awaited_.field) return push_ignored(column);
    const Field field = *awaited_.field;
    note_place(column);
    if (rule(field).shape != Shape::list) {
      refuse_type(phrase("an array"), field, column);
      return push_ignored(column);
    }
    return push({.list = field, .column = column, .path = awaited_.path});
  }

  bool end_array() override {
    cursor_.next();
    frames_.pop_back();
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& fault) override {
    const std::string_view token = cursor_.peek();
    constexpr int number_overflow = 406;  // of nlohmann's exceptions
    if (is_awaited_number(token) || fault.id == number_overflow) {
      refuse(Refusal::malformed_number, cursor_.column_of(token),
             phrase("{} is not a plain number", in_quotes(token)));
    } else if (!ends_in_refused_number(position)) {
      refuse_at({}, Refusal::malformed_json, position, syntax_fault(fault.what()));
    }
    return false;
  }

 private:
  /// An open object or array.
  struct Frame {
    std::optional<FieldScope> scope = std::nullopt;  ///< of an object that is read
    std::optional<Field> list =
        std::nullopt;  ///< of an array that is read; neither: what is in it is ignored
    std::uint64_t column = 0;
    std::string path = {};
    FieldSet given = 0;
    std::size_t elements = 0;
  };
  /// What the last key asks for; no field where the key was refused.
  struct Awaited {
    std::optional<Field> field;
    std::string path;
  };

  bool push(Frame frame) {
    if (frames_.size() == static_cast<std::size_t>(max_event_depth)) {
      refuse_at({}, Refusal::too_deep, frame.column,
                phrase("more than {} objects and arrays stand one in another", max_event_depth));
      return false;
    }
    frames_.push_back(std::move(frame));
    awaited_.field.reset();
    return true;
  }
  bool push_ignored(std::uint64_t column) { return push({.column = column}); }

  bool number() { return scalar(Scalar::number, cursor_.peek()); }

  bool scalar(Scalar type, std::string_view text) {
    const std::string_view token = cursor_.next();
    const std::uint64_t column = cursor_.column_of(token);
    if (frames_.empty()) return not_an_object(shown(type, token), column);
    if (frames_.back().list) {
      refuse_at(next_element_path(), Refusal::wrong_type, column,
                phrase("{} is not an object", shown(type, token)));
      return true;
    }
    if (!awaited_.field) return true;
    const Field field = *std::exchange(awaited_.field, std::nullopt);
    note_place(column);
    if (!fits(type, rule(field).shape)) {
      refuse_type(shown(type, token), field, column);
    } else if (const auto refusal = set_field(field, text, event_)) {
      refuse(*refusal, column, explanation(*refusal, field, text));
      if (type == Scalar::number) refused_number_ = token;
    } else if (field == Field::kind) {
      kind_ = event_.facts.kind;
    }
    return true;
  }

  static bool fits(Scalar type, Shape shape) {
    switch (shape) {
      case Shape::text:
        return type == Scalar::text;
      case Shape::quantity:
        return type == Scalar::text || type == Scalar::number;
      case Shape::whole:
        return type == Scalar::number;
      case Shape::truth:
        return type == Scalar::truth;
      case Shape::object:
      case Shape::list:
        return false;
    }
    return false;
  }

  /// A scalar in a message: `the string "24"`, `the number 24`.
  static std::string shown(Scalar type, std::string_view token) {
    switch (type) {
      case Scalar::text:
        return phrase("the string {}", in_quotes(token.substr(1, token.size() - 2)));
      case Scalar::number:
        return phrase("the number {}", shortened(token));
      case Scalar::truth:
      case Scalar::null:
        break;
    }
    return shortened(token);
  }

  bool not_an_object(const std::string& found, std::uint64_t column) {
    refuse_at({}, Refusal::not_an_object, column, phrase("{} was found, not an object", found));
    return false;
  }

  std::string next_element_path() {
    Frame& list = frames_.back();
    return fmt::format("{}[{}]", list.path, list.elements++);
  }

  /// Makes room for an element of the open list; nothing if it is one too many.
  std::optional<FieldScope> add_element(std::uint64_t column, const std::string& path) {
    const bool are_legs = frames_.back().list == Field::legs;
    const std::size_t size = are_legs ? event_.facts.legs.size() : event_.facts.parts.size();
    const std::size_t most = are_legs ? max_legs : max_parts;
    if (size == most) {
      if (frames_.back().elements == most + 1) {
        refuse_at(path, Refusal::number_out_of_range, column,
                  phrase("the list has more than {} elements", most));
      }
      return std::nullopt;
    }
    if (are_legs) {
      event_.facts.legs.emplace_back();
    } else {
      event_.facts.parts.emplace_back();
    }
    if (places_ != nullptr) places_->push_back({path, column});
    return are_legs ? FieldScope::leg : FieldScope::part;
  }

  void check_element(const Frame& element) {
    for (const Member& one : members(*element.scope)) {
      if ((element.given & bit(one.field)) != 0) continue;
      refuse_at(fmt::format("{}.{}", element.path, one.name), Refusal::missing_field, element.column,
                phrase("{} is missing", in_quotes(one.name)));
    }
  }

  void check_presence(const Frame& event) {
    std::vector<PresenceFault> faults;
    given_ |= event.given;
    presence_faults(kind_, given_, faults);
    for (const PresenceFault& fault : faults) {
      const std::string_view path = rule(fault.field).path;
      const bool nested = path.find('.') != std::string_view::npos;
      std::uint64_t column = key_columns_[static_cast<std::size_t>(fault.field)];
      if (fault.refusal == Refusal::unknown_field && nested) continue;  // said of the object it stands in
      if (fault.refusal == Refusal::missing_identifier && device_column_ == 0) continue;
      if (fault.refusal == Refusal::missing_field) {
        const bool of_device = path.starts_with("device.");
        column = !nested ? event.column : of_device ? device_column_ : data_erasure_column_;
        if (column == 0) continue;  // what should be the object is none, and that is said
      }
      refuse_at(std::string(path), fault.refusal, column, explanation(fault, kind_));
    }
    if (const auto misplaced = refusals_.empty() ? misplaced_identifier(event_) : std::nullopt) {
      refuse_at(std::string(rule(misplaced->field).path), Refusal::misplaced_identifier,
                key_columns_[static_cast<std::size_t>(misplaced->field)], explanation(*misplaced));
    }
  }

  void note_place(std::uint64_t column) {
    if (places_ != nullptr) places_->push_back({awaited_.path, column});
  }

  void refuse_type(const std::string& found, Field field, std::uint64_t column) {
    refuse(Refusal::wrong_type, column, wrong_type(found, field));
  }
  void refuse(Refusal refusal, std::uint64_t column, std::string message) {
    refuse_at(awaited_.path, refusal, column, std::move(message));
  }
  void refuse_at(std::string path, Refusal refusal, std::uint64_t column, std::string message) {
    if (refusals_.size() >= max_refusals_per_line) return;
    refusals_.push_back({refusal, {line_number_, column, std::move(path)}, std::move(message)});
  }

  /// Whether `token`, which is not JSON, stands where a number should and looks like one: `+1`, `.5`, `NaN`.
  [[nodiscard]] bool is_awaited_number(std::string_view token) const {
    if (!awaited_.field || token.empty() || !cursor_.follows_colon(token)) return false;
    const Shape shape = rule(*awaited_.field).shape;
    return (shape == Shape::quantity || shape == Shape::whole) &&
           std::string_view("+-.0123456789NI").find(token.front()) != std::string_view::npos;
  }

  /// Whether the parser stopped in or right behind a number that has been refused, as in `01`.
  [[nodiscard]] bool ends_in_refused_number(std::size_t position) const {
    if (refused_number_.empty()) return false;
    const std::uint64_t column = cursor_.column_of(refused_number_);
    return position >= column && position <= column + refused_number_.size();
  }

  TokenCursor cursor_;
  std::uint64_t line_number_;
  Event& event_;
  std::vector<Refused>& refusals_;
  std::vector<ValuePlace>* places_;

  std::vector<Frame> frames_;
  Awaited awaited_;
  FieldSet given_ = 0;
  std::optional<EventKind> kind_;
  std::array<std::uint64_t, field_count> key_columns_{};
  std::uint64_t device_column_ = 0;        ///< of the object; 0: not there
  std::uint64_t data_erasure_column_ = 0;  ///< likewise
  std::string_view refused_number_;
};

}  // namespace

void read_ndjson_carefully(std::string_view line, std::uint64_t line_number, Event& event,
                           std::vector<Refused>& refusals, std::vector<ValuePlace>* places) {
  clear(event);
  if (check_bytes(line, line_number, refusals)) return;
  LineReport report(line, line_number, event, refusals, places);
  const bool parsed = nlohmann::json::sax_parse(line.begin(), line.end(), &report);
  std::stable_sort(refusals.begin(), refusals.end(),
                   [](const Refused& a, const Refused& b) { return a.place.column < b.place.column; });
  if (parsed) finish(event);
}

}  // namespace lcl
