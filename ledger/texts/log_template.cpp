// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/log_template.hpp"

#include <algorithm>

#include "ledger/events/table_columns.hpp"
#include "ledger/texts/columns.hpp"
#include "ledger/values/csv.hpp"

namespace lcl {
namespace {

using page::Message;

bool is_in(KindSet kinds, EventKind kind) {
  return (unsigned{kinds} >> static_cast<unsigned>(kind) & 1U) != 0;
}

std::string words_between_commas(std::span<const std::string_view> words) {
  std::string all;
  for (const std::string_view each : words) all.append(all.empty() ? "" : ", ").append(each);
  return all;
}

std::string kinds_text(const std::vector<EventKind>& kinds, std::size_t asked_for, page::Speech say) {
  if (!kinds.empty() && kinds.size() == asked_for) return say(Message::template_every_row);
  std::vector<std::string_view> words;
  words.reserve(kinds.size());
  for (const EventKind kind : kinds) words.push_back(word(kind));
  return words_between_commas(words);
}

Message message_of(Field field) {
  switch (field) {
    case Field::imei:
      return Message::template_imei;
    case Field::imei2:
      return Message::template_imei2;
    case Field::manufacturer:
      return Message::template_beside_serial;
    case Field::serial:
      return Message::template_beside_maker;
    case Field::occurred_at:
      return Message::template_moment;
    case Field::participant:
      return Message::template_siret;
    case Field::country:
      return Message::template_country;
    case Field::legs:
      return Message::template_legs;
    case Field::parts:
      return Message::template_parts;
    case Field::confirmed:
      return Message::template_confirmed;
    case Field::category:
    case Field::route:
      return Message::template_by_methodology;
    case Field::data_erasure_standard:
      return Message::template_erased;
    case Field::voids:
      return Message::template_voided;
    default:
      break;
  }
  switch (rule(field).shape) {
    case Shape::quantity:
      return Message::template_number;
    case Shape::whole:
      return Message::template_whole;
    case Shape::truth:
      return Message::template_truth;
    default:
      return Message::template_text;
  }
}

std::string written_in(Field field, KindSet kinds, page::Speech say) {
  std::vector<std::string_view> words(words_of(field).begin(), words_of(field).end());
  if (field == Field::kind) {
    std::erase_if(words, [&](std::string_view each) { return !is_in(kinds, *event_kind(each)); });
  }
  if (words.empty()) return say(message_of(field));
  return say(Message::template_one_of, {words_between_commas(words)});
}

}  // namespace

std::vector<TemplateColumn> template_columns(KindSet kinds, page::Language language) {
  std::vector<TemplateColumn> columns;
  for (std::size_t i = 0; i < field_count; ++i) {
    const auto field = static_cast<Field>(i);
    if (!is_column(field) || (rule(field).has & kinds) == 0) continue;
    TemplateColumn column{
        .field = field,
        .header = std::string(language == page::Language::french ? french_header(field) : rule(field).path),
        .written = written_in(field, kinds, page::Speech(language))};
    for (std::size_t k = 0; k < event_kinds; ++k) {
      const auto kind = static_cast<EventKind>(k);
      if (!is_in(kinds, kind)) continue;
      if (is_in(rule(field).needs, kind)) {
        column.required.push_back(kind);
      } else if (is_in(rule(field).has, kind)) {
        column.allowed.push_back(kind);
      }
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

std::string template_csv(const std::vector<TemplateColumn>& columns, page::Language language) {
  const bool is_french = language == page::Language::french;
  const char separator = is_french ? ';' : ',';
  std::string out = is_french ? "\xEF\xBB\xBF" : "";
  for (const TemplateColumn& column : columns) {
    if (&column != &columns.front()) out += separator;
    append_csv_cell(column.header, out, separator);
  }
  return out + "\r\n";
}

std::vector<std::string> template_cells(const TemplateColumn& column, std::size_t kinds, page::Speech say) {
  return {column.header, kinds_text(column.required, kinds, say), kinds_text(column.allowed, kinds, say),
          column.written};
}

std::string template_text(const std::vector<TemplateColumn>& columns, page::Language language) {
  const page::Speech say(language);
  const std::size_t kinds = columns.empty() ? 0 : columns.front().required.size();
  Columns lines({Align::left, Align::left, Align::left, Align::left});
  lines.row({say(Message::template_column), say(Message::template_required), say(Message::template_allowed),
             say(Message::template_written)});
  for (const TemplateColumn& column : columns) lines.row(template_cells(column, kinds, say));
  return lines.text();
}

Json template_json(const std::vector<TemplateColumn>& columns) {
  const auto words = [](const std::vector<EventKind>& kinds) {
    Json all = Json::array();
    for (const EventKind kind : kinds) all.push_back(word(kind));
    return all;
  };
  Json all = Json::array();
  for (const TemplateColumn& column : columns) {
    all.push_back({{"allowed", words(column.allowed)},
                   {"field", rule(column.field).path},
                   {"header", column.header},
                   {"required", words(column.required)},
                   {"words", words_of(column.field)}});
  }
  return all;
}

}  // namespace lcl
