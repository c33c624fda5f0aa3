// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/cell_text.hpp"

#include "ledger/events/found_text.hpp"
#include "ledger/values/csv.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t siret_digits = 14;

bool holds_digits_alone(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<CellFault> tidy_participant(std::string_view& text, std::string& room) {
  if (auto fault = read_digits(text, room)) return fault;
  if (text.size() != siret_digits - 1 || !holds_digits_alone(text)) return std::nullopt;
  const std::string whole = "0" + std::string(text);
  if (!is_siret(whole)) return std::nullopt;
  return CellFault{Refusal::zero_lost,
                   phrase("{} is a SIRET that has lost the zero it began with: {}", in_quotes(text), whole)};
}

}  // namespace

std::optional<CellFault> damage_in(CellKind kind, std::string_view text) {
  if (kind == CellKind::beyond_digits) {
    return CellFault{Refusal::rounded_by_spreadsheet,
                     phrase("{} is a number in the sheet, of which a spreadsheet keeps 15 digits", text)};
  }
  if (kind != CellKind::fault) return std::nullopt;
  return CellFault{Refusal::cell_error,
                   phrase("{} stands where the spreadsheet has no value", in_quotes(text))};
}

std::optional<CellFault> tidy_cell(Field field, CellKind kind, const CellDialect& dialect,
                                   std::string_view& text, std::string& room) {
  const bool is_error = text.starts_with('#') && is_error_value(text);
  if (auto damage = damage_in(is_error ? CellKind::fault : kind, text)) return damage;
  switch (rule(field).shape) {
    case Shape::quantity:
    case Shape::whole:
      return kind == CellKind::number ? std::nullopt : read_number(text, dialect, room);
    case Shape::truth:
      read_truth(text);
      return std::nullopt;
    default:
      break;
  }
  switch (field) {
    case Field::occurred_at:
      return read_time(text, dialect, room);
    case Field::imei:
    case Field::imei2:
      return read_digits(text, room);
    case Field::participant:
      return tidy_participant(text, room);
    default:
      text = without_guard(text);
      return std::nullopt;
  }
}

}  // namespace lcl
