// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/epcis/event_list_source.hpp"

#include <algorithm>
#include <array>

#include "ledger/events/log_reader.hpp"
#include "ledger/tables/line_source.hpp"
#include "ledger/values/json.hpp"

namespace lcl {
namespace {

/// More open brackets than any document that is read has; what is beyond is refused when the text is read.
constexpr std::size_t most_followed = 64;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

EventListSource::Step EventListSource::next() {
  switch (state_) {
    case State::before:
    case State::behind:
      return read_frame();
    case State::in_list:
      return read_element();
    case State::finished:
      break;
  }
  text_.clear();
  return Step::end;
}

bool EventListSource::peek(char& c) {
  if (at_ == filled_) {
    at_ = 0;
    filled_ = bytes_->read(buffer_);
    if (filled_ == 0) return false;
  }
  c = buffer_[at_];
  return true;
}

void EventListSource::take() {
  if (buffer_[at_++] == '\n') {
    ++line_;
    column_ = 1;
  } else {
    ++column_;
  }
}

Place EventListSource::place(std::size_t offset) const {
  const bool in_tail = is_whole_ && has_list_ && offset >= tail_offset_;
  const std::size_t from = in_tail ? tail_offset_ : 0;
  const TextPlace within = place_of(std::string_view(text_).substr(from), offset - from);
  const std::uint64_t line = in_tail ? tail_line_ : text_line_;
  const std::uint64_t column = in_tail ? tail_column_ : text_column_;
  return {line + within.line - 1, within.line == 1 ? column + within.column - 1 : within.column, {}};
}

EventListSource::Step EventListSource::read_frame() {
  text_line_ = text_column_ = 1;
  char c = 0;
  while (peek(c)) {
    if (frame_.size() == max_line_bytes) {
      text_.clear();
      state_ = State::finished;
      return Step::frame_too_long;
    }
    take();
    frame_.push_back(c);
    follow(c);
    if (c != '[' || in_text_ || !opens_event_list()) continue;
    if (has_list_) {
      state_ = State::finished;
      is_whole_ = true;
      text_ = frame_;
      return Step::second_list;
    }
    state_ = State::in_list;
    has_list_ = true;
    text_ = closed_head();
    return Step::head;
  }
  state_ = State::finished;
  is_whole_ = true;
  text_ = frame_;
  return Step::end;
}

/// What is open, and the name of what comes.
void EventListSource::follow(char c) {
  if (in_text_) {
    if (escaped_) {
      escaped_ = false;
    } else if (c == '\\') {
      escaped_ = true;
    } else if (c == '"') {
      in_text_ = false;
      return;
    }
    last_text_.push_back(c);
    return;
  }
  switch (c) {
    case '"':
      in_text_ = true;
      last_text_.clear();
      break;
    case ':':
      name_ = last_text_;
      break;
    case '{':
    case '[':
      if (open_.size() < most_followed) open_.push_back({c, name_});
      name_.clear();
      break;
    case '}':
    case ']':
      if (!open_.empty()) open_.pop_back();
      name_.clear();
      break;
    case ',':
      name_.clear();
      break;
    default:
      break;
  }
}

/// Whether what was opened last is `epcisBody.eventList`, or that of the answer to a query.
bool EventListSource::opens_event_list() const {
  constexpr auto of_document = std::to_array<std::string_view>({"", "epcisBody", "eventList"});
  constexpr auto of_query =
      std::to_array<std::string_view>({"", "epcisBody", "queryResults", "resultsBody", "eventList"});
  const auto stands_at = [this](auto path) {
    return std::equal(open_.begin(), open_.end(), path.begin(), path.end(),
                      [](const Open& each, std::string_view name) { return each.name == name; });
  };
  return stands_at(of_document) || stands_at(of_query);
}

std::string EventListSource::closed_head() const {
  std::string out = frame_;
  for (auto each = open_.rbegin(); each != open_.rend(); ++each)
    out.push_back(each->bracket == '{' ? '}' : ']');
  return out;
}

EventListSource::Step EventListSource::read_element() {
  text_.clear();
  char c = 0;
  bool comma = false;
  while (peek(c) && (is_blank(c) || (c == ',' && !comma && !first_element_))) {
    comma = comma || c == ',';
    take();
  }
  text_line_ = line_;
  text_column_ = column_;
  const bool ends = !peek(c);  // within its list, which is said of the document
  if (ends || (c == ']' && !comma)) {
    state_ = State::behind;
    tail_offset_ = frame_.size();
    tail_line_ = line_;
    tail_column_ = column_;
    return read_frame();
  }
  if (c == ',' || c == ']' || comma == first_element_) {
    state_ = State::finished;
    return Step::wrong_separator;
  }
  first_element_ = false;

  std::uint64_t depth = 0;
  bool in_text = false;
  bool escaped = false;
  bool too_long = false;
  while (peek(c)) {
    if (depth == 0 && !in_text && (c == ',' || c == ']' || is_blank(c))) break;
    take();
    too_long = too_long || text_.size() == max_line_bytes;
    if (!too_long) text_.push_back(c);
    if (in_text) {
      in_text = escaped || c != '"';
      escaped = !escaped && c == '\\';
      continue;
    }
    in_text = c == '"';
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && depth > 0 && --depth == 0) break;
  }
  return too_long ? Step::too_long : Step::event;
}

}  // namespace lcl
