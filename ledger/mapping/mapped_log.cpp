// SPDX-License-Identifier: Apache-2.0
#include "ledger/mapping/mapped_log.hpp"

#include <algorithm>
#include <utility>

#include "ledger/events/cell_text.hpp"
#include "ledger/events/found_text.hpp"
#include "ledger/events/list_text.hpp"
#include "ledger/mapping/column_binding.hpp"
#include "ledger/mapping/conditions.hpp"
#include "ledger/tables/line_checks.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

MappedLogReader::MappedLogReader(Mapping mapping, std::unique_ptr<TableReader> table,
                                 std::vector<LookUpTable> look_ups)
    : mapping_(std::move(mapping)),
      table_(std::move(table)),
      look_ups_(std::move(look_ups)),
      left_out_(mapping_.left_out.size()),
      found_(look_ups_.size()) {
  invariant(look_ups_.size() == mapping_.look_ups.size(), "every table that is looked up was read");
  bind_columns(mapping_, 0, *table_, refusals_);
  finished_ = !refusals_.empty();
}

LogReader::Step MappedLogReader::next() {
  if (finished_) {
    // What is wrong with the header is told once.
    if (rule_ == 0 && !refusals_.empty()) {
      rule_ = 1;
      return Step::refused;
    }
    return Step::end;
  }
  refusals_.clear();
  while (true) {
    if (!in_row_) {
      const TableReader::Step step = table_->next();
      if (step == TableReader::Step::end) {
        finished_ = true;
        refusals_.clear();
        return Step::end;
      }
      ++rows_;
      clear(event_);
      if (step == TableReader::Step::refused) {
        refusals_ = table_->refusals();
        return Step::refused;
      }
      in_row_ = begin_row();
      if (!refusals_.empty()) return Step::refused;
      continue;
    }
    while (rule_ < mapping_.events.size() && !row_refused_) {
      const Mapping::EventRule& rule = mapping_.events[rule_++];
      const std::optional<bool> applies = all_hold(rule.when);
      if (applies && !*applies) continue;
      rule_applied_ = true;
      if (applies) build(rule);
      return refusals_.empty() ? Step::event : Step::refused;
    }
    in_row_ = false;
    if (rule_applied_) continue;
    refuse_unmapped_row();
    return Step::refused;
  }
}

bool MappedLogReader::begin_row() {
  rule_ = 0;
  row_refused_ = false;
  rule_applied_ = false;
  std::fill(found_.begin(), found_.end(), Found{});
  for (std::size_t i = 0; i < mapping_.left_out.size(); ++i) {
    const std::optional<bool> is_left_out = all_hold(mapping_.left_out[i].when);
    if (!is_left_out) return false;
    if (*is_left_out) {
      ++left_out_[i];
      return false;
    }
  }
  return true;
}

void MappedLogReader::build(const Mapping::EventRule& rule) {
  clear(event_);
  origins_.clear();
  event_.line = table_->row_number();
  event_.facts.kind = rule.kind;
  given_ = bit(Field::kind) | bit(Field::device);
  for (const auto& [field, source] : rule.fields) set(field, source);
  set_elements(Field::legs, rule.legs);
  set_elements(Field::parts, rule.parts);
  if (!is_complete(rule.kind, given_) && refusals_.size() < max_refusals_per_line) check_presence(rule.kind);
  std::stable_sort(refusals_.begin(), refusals_.end(), [](const Refused& a, const Refused& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  if (const auto misplaced = refusals_.empty() ? misplaced_identifier(event_) : std::nullopt) {
    refusals_.push_back(
        {Refusal::misplaced_identifier, place(lcl::rule(misplaced->field).path), explanation(*misplaced)});
  }
  finish(event_);
}

void MappedLogReader::set(Field field, const Mapping::Source& source) {
  const std::optional<std::string_view> text = text_of(field, source);
  // A field that was refused is not missing besides.
  if (text && text->empty()) return;
  given_ |= bit(field);
  if (rule(field).path.starts_with("data_erasure.")) given_ |= bit(Field::data_erasure);
  if (!text) return;
  if (rule(field).shape == Shape::list) return set_list(field, source, *text);
  if (const auto refusal = set_field(field, *text, event_)) {
    refuse(source, *refusal, explanation(*refusal, field, *text));
  }
}

void MappedLogReader::set_elements(Field list, const std::vector<Mapping::Element>& elements) {
  for (const Mapping::Element& element : elements) {
    const std::optional<bool> is_there = all_hold(element.when);
    if (!is_there || !*is_there) continue;
    given_ |= bit(list);
    if (list == Field::legs) {
      event_.facts.legs.emplace_back();
    } else {
      event_.facts.parts.emplace_back();
    }
    for (const auto& [field, source] : element.values) {
      const std::optional<std::string_view> text = text_of(field, source);
      if (!text) continue;
      if (text->empty()) {
        refuse(source, Refusal::missing_field, phrase("{} is missing", in_quotes(rule(field).path)));
      } else if (const auto refusal = set_field(field, *text, event_)) {
        refuse(source, *refusal, explanation(*refusal, field, *text));
      }
    }
  }
}

void MappedLogReader::check_presence(EventKind kind) {
  std::vector<PresenceFault> faults;
  presence_faults(kind, given_, faults);
  for (const PresenceFault& fault : faults) {
    if (fault.refusal == Refusal::unknown_field && rule(fault.field).shape == Shape::object) continue;
    refusals_.push_back({fault.refusal, place(rule(fault.field).path), explanation(fault, kind)});
  }
}

void MappedLogReader::refuse_unmapped_row() {
  std::string found;
  std::vector<std::string_view> told;
  Place place{table_->row_number(), 1, {}};
  for (const Mapping::EventRule& rule : mapping_.events) {
    for (const Mapping::Condition& condition : rule.when) {
      TableCell cell;
      // Tables that no condition has looked into are not looked into now.
      const std::size_t table = condition.column.table;
      if (table != 0 && !found_[table - 1].known) continue;
      const bool is_told = std::find(told.begin(), told.end(), condition.column.name) != told.end();
      if (is_told || !take(condition.column, cell)) continue;
      if (told.empty()) place = place_of(condition.column);
      told.push_back(condition.column.name);
      found += phrase("{} {} is {}", found.empty() ? "" : ",", in_quotes(condition.column.name),
                      cell.text.empty() ? phrase("empty") : in_quotes(cell.text));
    }
  }
  refusals_.push_back(
      {Refusal::row_not_mapped, std::move(place), phrase("no rule applies to this row:{}", found)});
}

bool MappedLogReader::take(const Mapping::Column& column, TableCell& cell) {
  if (column.table == 0) {
    cell = table_->cells()[column.index];
  } else {
    Found& found = found_[column.table - 1];
    const Mapping::LookUp& look_up = mapping_.look_ups[column.table - 1];
    if (!found.known) {
      TableCell key;
      if (!take(look_up.matches, key)) return false;
      found.known = true;
      if (!key.text.empty()) found.row = look_ups_[column.table - 1].find(key.text);
      if (!found.row && !look_up.optional) {
        row_refused_ = true;
        refusals_.push_back({Refusal::key_not_found, place_of(look_up.matches),
                             key.text.empty() ? phrase("the key of {} is empty", look_up.name)
                                              : phrase("{} is no {} of {}", in_quotes(key.text),
                                                       in_quotes(look_up.key.name), look_up.name)});
      }
    }
    if (!found.row && !look_up.optional) return false;
    cell = found.row ? look_ups_[column.table - 1].cell(*found.row, column.index) : TableCell{};
  }
  cell.text = without_blanks(cell.text);
  std::optional<CellFault> damage = damage_in(cell.kind, cell.text);
  if (!damage) return true;
  row_refused_ = true;
  refusals_.push_back({damage->refusal, place_of(column), std::move(damage->message) + origin_of(column)});
  return false;
}

void MappedLogReader::set_list(Field list, const Mapping::Source& source, std::string_view text) {
  std::vector<CellFault> faults;
  read_list(list, text, nullptr, event_, faults);
  for (CellFault& fault : faults) refuse(source, fault.refusal, std::move(fault.message));
}

std::optional<std::string_view> MappedLogReader::text_of(Field field, const Mapping::Source& source) {
  const auto kept = [&](std::string_view found, std::string_view value) {
    if (keeps_origins_) origins_.push_back({field, &source, std::string(found), std::string(value)});
    return value;
  };
  if (source.columns.empty()) return kept({}, source.text);
  TableCell cell;
  if (source.columns.size() == 1) {
    if (!take(source.columns.front(), cell)) return std::nullopt;
  } else {
    joined_.clear();
    for (const Mapping::Column& column : source.columns) {
      if (!take(column, cell)) return std::nullopt;
      if (cell.text.empty()) continue;
      if (!joined_.empty()) joined_ += source.text;
      joined_ += cell.text;
    }
    cell = {CellKind::text, joined_, 0};
  }
  if (cell.text.empty()) return kept({}, source.if_empty);
  auto made = values_.of(source, field, cell.kind, cell.text);
  if (const auto* text = std::get_if<std::string_view>(&made)) return kept(cell.text, *text);
  auto& fault = *std::get_if<CellFault>(&made);
  refuse(source, fault.refusal, std::move(fault.message));
  return std::nullopt;
}

std::optional<bool> MappedLogReader::all_hold(const Mapping::Conditions& conditions) {
  for (const Mapping::Condition& condition : conditions) {
    TableCell cell;
    if (!take(condition.column, cell)) return std::nullopt;
    if (!holds(condition, cell.text)) return false;
  }
  return true;
}

Place MappedLogReader::place(std::string_view field) const {
  const Place row{table_->row_number(), 1, std::string(field)};
  if (rule_ == 0 || rule_ > mapping_.events.size()) return row;
  const auto stands_for = [field](const auto& value) {
    const std::string_view path = rule(value.first).path;
    return path == field || (field.starts_with(path) && field.substr(path.size()).starts_with('[')) ||
           (path.starts_with(field) && path.substr(field.size()).starts_with('.'));
  };
  const Mapping::EventRule& current = mapping_.events[rule_ - 1];
  const auto found = std::find_if(current.fields.begin(), current.fields.end(), stands_for);
  if (found != current.fields.end()) return place_of(found->second);
  for (const auto& [name, elements] : {std::pair(std::string_view("legs["), &current.legs),
                                       std::pair(std::string_view("parts["), &current.parts)}) {
    if (field.starts_with(name) && !elements->empty())
      return place_of(elements->front().values.front().second);
  }
  return row;
}

Place MappedLogReader::place_of(const Mapping::Source& source) const {
  if (source.columns.empty()) return {table_->row_number(), 1, source.where};
  return place_of(source.columns.front());
}

Place MappedLogReader::place_of(const Mapping::Column& column) const {
  Place place =
      table_->place(column.table == 0 ? column.index : mapping_.look_ups[column.table - 1].matches.index);
  place.field = shortened(column.name);
  return place;
}

void MappedLogReader::refuse(const Mapping::Source& source, Refusal refusal, std::string message) {
  if (refusals_.size() >= max_refusals_per_line) return;
  if (!source.columns.empty()) message += origin_of(source.columns.front());
  refusals_.push_back({refusal, place_of(source), std::move(message)});
}

std::string MappedLogReader::origin_of(const Mapping::Column& column) const {
  if (column.table == 0 || !found_[column.table - 1].row) return {};
  return phrase(" (line {} of {})", look_ups_[column.table - 1].line(*found_[column.table - 1].row),
                mapping_.look_ups[column.table - 1].name);
}

}  // namespace lcl
