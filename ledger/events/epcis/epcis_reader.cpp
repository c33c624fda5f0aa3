// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/epcis/epcis_reader.hpp"

#include <algorithm>
#include <utility>

#include "ledger/events/epcis/json_tree.hpp"
#include "ledger/events/found_text.hpp"
#include "ledger/events/ndjson_careful.hpp"
#include "ledger/tables/line_source.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

LogReader::Step EpcisReader::next() {
  refusals_.clear();
  while (!finished_) {
    if (next_line_ < lines_.devices.size()) return read_line();
    switch (source_.next()) {
      case EventListSource::Step::head:
        if (read_head() == Step::refused) return Step::refused;
        break;
      case EventListSource::Step::event:
        read_element();
        if (!refusals_.empty()) return Step::refused;
        break;
      case EventListSource::Step::too_long:
        lines_ = {};
        line_.clear();
        return refuse(Refusal::line_too_long, 0, phrase("an event has more than {} bytes", max_line_bytes));
      case EventListSource::Step::frame_too_long:
        finished_ = true;
        return refuse(Refusal::line_too_long, 0,
                      phrase("what stands around the events has more than {} bytes", max_line_bytes));
      case EventListSource::Step::wrong_separator:
        finished_ = true;
        return refuse(Refusal::malformed_json, 0,
                      phrase("one comma has to stand between two events, and none behind the last"));
      case EventListSource::Step::second_list:
        finished_ = true;
        return refuse(Refusal::malformed_epcis, source_.text().size() - 1,
                      phrase("a second list of events stands behind the first"));
      case EventListSource::Step::end:
        finished_ = true;
        return read_end();
    }
  }
  return Step::end;
}

LogReader::Step EpcisReader::read_head() {
  JsonNode document;
  std::optional<JsonTreeFault> fault = read_json_tree(source_.text(), document);
  if (!fault) fault = read_epcis_frame(document, frame_);
  if (!fault) return Step::event;
  finished_ = true;
  return refuse(fault->refusal, fault->offset, std::move(fault->message));
}

LogReader::Step EpcisReader::read_end() {
  if (const Refused* fault = source_.fault()) return refuse(fault->refusal, 0, fault->message);
  const std::string_view text = source_.text();
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    if (source_.has_list()) return Step::end;
    return refuse(Refusal::empty_log, 0, phrase("the file is empty"));
  }
  JsonNode document;
  if (std::optional<JsonTreeFault> fault = read_json_tree(text, document))
    return refuse(fault->refusal, fault->offset, std::move(fault->message));
  if (!source_.has_list()) {
    EpcisFrame frame;
    if (std::optional<JsonTreeFault> fault = read_epcis_frame(document, frame))
      return refuse(fault->refusal, fault->offset, std::move(fault->message));
    return refuse(Refusal::malformed_epcis, document.offset,
                  phrase("the document has no list epcisBody.eventList"));
  }
  // Events have been read without it.
  EpcisFrame whole;
  if (std::optional<JsonTreeFault> fault = read_epcis_frame(document, whole))
    return refuse(fault->refusal, fault->offset, std::move(fault->message));
  const bool same = whole.prefixes == frame_.prefixes && whole.sites.size() == frame_.sites.size();
  if (same) return Step::end;
  return refuse(Refusal::malformed_epcis, text.size() - 1,
                phrase("\"@context\" or \"epcisHeader\" stands behind the events, which need them"));
}

void EpcisReader::read_element() {
  next_line_ = 0;
  lines_ = {};
  line_.clear();
  JsonNode event;
  if (std::optional<JsonTreeFault> fault = read_json_tree(source_.text(), event)) {
    return refuse_element(std::move(*fault));
  }
  lines_ = lines_of(event, frame_);
  if (lines_.fault) {
    lines_.devices.clear();
    return refuse_element(*std::exchange(lines_.fault, std::nullopt));
  }
  for (const std::string& member : lines_.unread_members)
    note_left_out(phrase("member {}", in_quotes(member)), source_.place(event.offset));
  if (!lines_.left_out.empty())
    note_left_out(phrase("event: {}", lines_.left_out), source_.place(event.offset));
}

void EpcisReader::refuse_element(JsonTreeFault fault) {
  line_ = source_.text();
  std::replace_if(
      line_.begin(), line_.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  (void)refuse(fault.refusal, fault.offset, std::move(fault.message));
}

LogReader::Step EpcisReader::read_line() {
  const std::size_t index = next_line_++;
  write_line(lines_, index, line_);
  read_ndjson_carefully(line_, 1, event_, refusals_);
  event_.line = source_.place(0).line;
  for (Refused& refused : refusals_) refused.place = place_of_field(refused.place.field, index);
  return refusals_.empty() ? Step::event : Step::refused;
}

Place EpcisReader::place(std::string_view field) const {
  return place_of_field(field, next_line_ == 0 ? 0 : next_line_ - 1);
}

Place EpcisReader::place_of_field(std::string_view path, std::size_t line) const {
  const std::string_view first = path.substr(0, path.find_first_of(".["));
  const auto found = std::find_if(lines_.fields.begin(), lines_.fields.end(),
                                  [first](const auto& field) { return field.first == first; });
  std::size_t offset = found == lines_.fields.end() ? 0 : found->second;
  if (first == "device" && line < lines_.devices.size()) offset = lines_.devices[line].offset;
  Place place = source_.place(offset);
  place.field = path;
  return place;
}

LogReader::Step EpcisReader::refuse(Refusal refusal, std::size_t offset, std::string message) {
  clear(event_);
  refusals_.push_back({refusal, source_.place(offset), std::move(message)});
  return Step::refused;
}

}  // namespace lcl
