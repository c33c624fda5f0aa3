// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/csv_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ledger/events/found_text.hpp"
#include "ledger/events/list_text.hpp"
#include "ledger/tables/line_checks.hpp"

namespace lcl {
namespace {

/// Whether a column can hold `field`: objects and the fields of lists have none of their own.
bool is_column(Field field) {
  return rule(field).shape != Shape::object && rule(field).path.find('[') == std::string_view::npos;
}

std::vector<std::string_view> column_names() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < field_count; ++i) {
    const auto field = static_cast<Field>(i);
    if (is_column(field)) names.push_back(rule(field).path);
  }
  return names;
}

std::optional<Field> column(std::string_view name) {
  for (std::size_t i = 0; i < field_count; ++i) {
    const auto field = static_cast<Field>(i);
    if (is_column(field) && rule(field).path == name) return field;
  }
  return std::nullopt;
}

bool is_blank(std::string_view row) { return row.find_first_not_of(" \t") == std::string_view::npos; }

}  // namespace

LogReader::Step CsvReader::next() {
  refusals_.clear();
  if (state_ == State::before_header) {
    read_header();
    if (!refusals_.empty()) return Step::refused;
  }
  if (state_ == State::finished) return Step::end;
  LineSource::Step step{};
  do {
    step = source_.next();
  } while (step == LineSource::Step::line && is_blank(source_.line()));
  if (step == LineSource::Step::end) {
    state_ = State::finished;
    return Step::end;
  }
  read_row(step);
  return refusals_.empty() ? Step::event : Step::refused;
}

void CsvReader::read_header() {
  state_ = State::finished;
  LineSource::Step step{};
  do {
    step = source_.next();
  } while (step == LineSource::Step::line && is_blank(source_.line()));
  if (step == LineSource::Step::end) {
    refusals_.push_back({Refusal::empty_log, {1, 1, {}}, "the file has no header row"});
    return;
  }
  if (step == LineSource::Step::too_long) {
    refusals_.push_back(line_too_long(source_.number()));
    return;
  }
  header_ = source_.line();
  const std::string_view mark = byte_order_mark(header_, source_.number());
  const bool unreadable = check_bytes(header_, source_.number(), refusals_);
  // Behind the mark of UTF-8 the rows can be read, and what else is wrong be told.
  if (unreadable && mark.size() != 3) return;
  header_.erase(0, mark.size());
  if (mark.size() != 0 && check_bytes(header_, source_.number(), refusals_)) return;
  const std::size_t before = refusals_.size();
  read_columns();
  if (refusals_.size() == before) state_ = State::in_rows;
}

void CsvReader::read_columns() {
  if (header_.find(',') == std::string::npos) {
    if (const std::size_t separator = header_.find_first_of(";\t"); separator != std::string::npos) {
      refusals_.push_back({Refusal::wrong_separator,
                           {source_.number(), separator + 1, {}},
                           fmt::format("the header is separated by {}, not by commas",
                                       header_[separator] == ';' ? "semicolons" : "tabs")});
      return;
    }
  }
  if (const auto fault = record_.split(header_, true)) return refuse(*fault);
  for (const CsvCell& cell : record_.cells()) {
    const std::optional<Field> field = column(cell.text);
    const Place place{source_.number(), cell.offset + 1, shortened(cell.text)};
    if (!field) {
      refusals_.push_back({Refusal::unknown_header, place,
                           fmt::format("{} is not a field of any event{}", in_quotes(cell.text),
                                       did_you_mean(cell.text, column_names()))});
    } else if (std::find(columns_.begin(), columns_.end(), *field) != columns_.end()) {
      refusals_.push_back(
          {Refusal::repeated_header, place, fmt::format("{} heads two columns", in_quotes(cell.text))});
    } else {
      columns_.push_back(*field);
    }
  }
  check_columns();
}

void CsvReader::check_columns() {
  const auto has = [this](Field field) {
    return std::find(columns_.begin(), columns_.end(), field) != columns_.end();
  };
  const auto require = [&](Field field, std::string_view why) {
    if (has(field)) return;
    refusals_.push_back({Refusal::missing_header,
                         {source_.number(), 1, std::string(rule(field).path)},
                         fmt::format("no column is headed {}{}", in_quotes(rule(field).path), why)});
  };
  for (const Field field : {Field::kind, Field::occurred_at, Field::participant, Field::country}) {
    require(field, "");
  }
  if (has(Field::serial)) require(Field::manufacturer, ", which device.serial needs");
  if (has(Field::manufacturer)) require(Field::serial, ", which device.manufacturer needs");
  if (has(Field::imei2)) require(Field::imei, ", which device.imei2 needs");
  if (!has(Field::serial) && !has(Field::manufacturer) && !has(Field::imei2)) {
    require(Field::imei, ", nor device.manufacturer and device.serial");
  }
}

void CsvReader::read_row(LineSource::Step step) {
  if (step == LineSource::Step::too_long) {
    refusals_.push_back(line_too_long(source_.number()));
    return;
  }
  const std::string_view line = source_.line();
  if (check_bytes(line, source_.number(), refusals_)) return;
  if (const auto fault = record_.split(line, source_.has_quotes())) return refuse(*fault);
  const std::vector<CsvCell>& cells = record_.cells();
  if (cells.size() != columns_.size()) {
    const std::size_t at = cells.size() > columns_.size() ? cells[columns_.size()].offset : line.size();
    refusals_.push_back({Refusal::ragged_row, place_at(at, {}),
                         fmt::format("the row has {} cells, the header {}", cells.size(), columns_.size())});
    return;
  }
  clear(event_);
  event_.line = source_.number();
  given_ = bit(Field::device);
  kind_known_ = false;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!cells[i].text.empty()) read_cell(i);
  }
  if (!kind_known_ || !is_complete(event_.facts.kind, given_)) check_presence();
  if (const auto misplaced = refusals_.empty() ? misplaced_identifier(event_) : std::nullopt) {
    refusals_.push_back(
        {Refusal::misplaced_identifier, place(rule(misplaced->field).path), explanation(*misplaced)});
  }
  finish(event_);
}

void CsvReader::read_cell(std::size_t column) {
  const std::string_view text = record_.cells()[column].text;
  const Field field = columns_[column];
  given_ |= bit(field);
  if (rule(field).shape == Shape::list) return read_cell_list(column, text);
  if (const auto refusal = set_field(field, text, event_)) {
    return refuse(column, *refusal, explanation(*refusal, field, text));
  }
  if (field == Field::kind) kind_known_ = true;
  if (field == Field::data_erasure_standard || field == Field::data_erasure_result ||
      field == Field::data_erasure_certificate) {
    given_ |= bit(Field::data_erasure);
  }
}

void CsvReader::read_cell_list(std::size_t column, std::string_view text) {
  std::vector<ListFault> faults;
  read_list(columns_[column], text, event_, faults);
  for (ListFault& fault : faults) refuse(column, fault.refusal, std::move(fault.message));
}

void CsvReader::check_presence() {
  std::vector<PresenceFault> faults;
  const std::optional<EventKind> kind = kind_known_ ? std::optional(event_.facts.kind) : std::nullopt;
  presence_faults(kind, given_, faults);
  for (const PresenceFault& fault : faults) {
    if (fault.refusal == Refusal::unknown_field && rule(fault.field).shape == Shape::object) continue;
    if (refusals_.size() >= max_refusals_per_line) return;
    refusals_.push_back({fault.refusal, place(rule(fault.field).path), explanation(fault, kind)});
  }
  std::stable_sort(refusals_.begin(), refusals_.end(), [](const Refused& a, const Refused& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
}

Place CsvReader::place(std::string_view field) const {
  const auto stands_for = [field](Field column) {
    const std::string_view path = rule(column).path;
    return path == field || (field.starts_with(path) && field.substr(path.size()).starts_with('[')) ||
           (path.starts_with(field) && path.substr(field.size()).starts_with('.'));
  };
  const auto found = std::find_if(columns_.begin(), columns_.end(), stands_for);
  const auto column = static_cast<std::size_t>(found - columns_.begin());
  if (column >= record_.cells().size()) return {source_.number(), 1, std::string(field)};
  return place_of_cell(column);
}

Place CsvReader::place_at(std::size_t offset, std::string_view field) const {
  Place place = place_in_record(source_.line(), source_.number(), offset);
  place.field = field;
  return place;
}

Place CsvReader::place_of_cell(std::size_t column) const {
  return place_at(record_.cells()[column].offset, rule(columns_[column]).path);
}

void CsvReader::refuse(std::size_t column, Refusal refusal, std::string message) {
  if (refusals_.size() >= max_refusals_per_line) return;
  refusals_.push_back({refusal, place_of_cell(column), std::move(message)});
}

void CsvReader::refuse(const CsvFault& fault) {
  refusals_.push_back({fault.refusal, place_at(fault.offset, {}), fault.message});
}

}  // namespace lcl
