// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/table_log.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "ledger/events/cell_text.hpp"
#include "ledger/events/found_text.hpp"
#include "ledger/events/list_text.hpp"
#include "ledger/tables/line_checks.hpp"

namespace lcl {

TableLog::TableLog(int input, LogOptions options) : options_(std::move(options)) {
  auto opened = TableReader::open(input, options_.table);
  if (!opened) {
    header_refusals_.push_back(std::move(opened).refused());
    return;
  }
  table_ = *std::move(opened);
  const TableTraits& traits = table_->traits();
  if (!options_.dialect.decimal_stated && traits.form == TableForm::delimited)
    options_.dialect.decimal = decimal_beside(traits.separator);
  columns_.emplace(*table_, options_, header_refusals_);
}

LogReader::Step TableLog::next() {
  refusals_.clear();
  if (!header_refusals_.empty()) {
    refusals_ = std::exchange(header_refusals_, {});
    columns_.reset();
    return Step::refused;
  }
  if (!columns_) return Step::end;
  switch (table_->next()) {
    case TableReader::Step::end:
      return Step::end;
    case TableReader::Step::refused:
      clear(event_);
      refusals_ = table_->refusals();
      return Step::refused;
    case TableReader::Step::row:
      break;
  }
  read_row();
  return refusals_.empty() ? Step::event : Step::refused;
}

void TableLog::read_row() {
  clear(event_);
  event_.line = table_->row_number();
  given_ = bit(Field::device);
  kind_known_ = false;
  const std::span<const TableCell> cells = table_->cells();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].kind != CellKind::empty) read_cell(i);
  }
  if (!kind_known_ || !is_complete(event_.facts.kind, given_)) check_presence();
  if (const auto misplaced = refusals_.empty() ? misplaced_identifier(event_) : std::nullopt) {
    refusals_.push_back(
        {Refusal::misplaced_identifier, place(rule(misplaced->field).path), explanation(*misplaced)});
  }
  finish(event_);
}

void TableLog::read_cell(std::size_t column) {
  const std::optional<Field> known = columns_->fields()[column];
  if (!known) return;
  const Field field = *known;
  std::string_view text = table_->cells()[column].text;
  given_ |= bit(field);
  if (refuse(column, tidy_cell(field, table_->cells()[column].kind, options_.dialect, text, room_))) return;
  if (rule(field).shape == Shape::list) return read_cell_list(column, field, text);
  if (const auto refusal = set_field(field, text, event_)) {
    return refuse(column, *refusal, explanation(*refusal, field, text));
  }
  if (field == Field::kind) kind_known_ = true;
  if (field == Field::data_erasure_standard || field == Field::data_erasure_result ||
      field == Field::data_erasure_certificate) {
    given_ |= bit(Field::data_erasure);
  }
}

void TableLog::read_cell_list(std::size_t column, Field field, std::string_view text) {
  std::vector<CellFault> faults;
  read_list(field, text, &options_.dialect, event_, faults);
  for (CellFault& fault : faults) refuse(column, fault.refusal, std::move(fault.message));
}

void TableLog::check_presence() {
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

Place TableLog::place(std::string_view field) const {
  const auto stands_for = [field](const std::optional<Field>& column) {
    if (!column) return false;
    const std::string_view path = rule(*column).path;
    return path == field || (field.starts_with(path) && field.substr(path.size()).starts_with('[')) ||
           (path.starts_with(field) && path.substr(field.size()).starts_with('.'));
  };
  const std::vector<std::optional<Field>>& fields = columns_->fields();
  const auto found = std::find_if(fields.begin(), fields.end(), stands_for);
  if (found == fields.end()) return {table_->row_number(), 1, std::string(field)};
  return shown(table_->place(static_cast<std::size_t>(found - fields.begin())));
}

std::optional<TableReading> TableLog::table_reading() const {
  if (!columns_) return std::nullopt;
  return TableReading{table_->traits(), options_.dialect, columns_->renamed(), columns_->left_out()};
}

void TableLog::refuse(std::size_t column, Refusal refusal, std::string message) {
  if (refusals_.size() >= max_refusals_per_line) return;
  refusals_.push_back({refusal, shown(table_->place(column)), std::move(message)});
}

bool TableLog::refuse(std::size_t column, std::optional<CellFault> fault) {
  if (!fault) return false;
  refuse(column, fault->refusal, std::move(fault->message));
  return true;
}

}  // namespace lcl
