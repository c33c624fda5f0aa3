// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/table_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <variant>

#include "ledger/events/found_text.hpp"
#include "ledger/tables/line_checks.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl {
namespace {

/// How many unknown columns a refusal names.
constexpr std::size_t most_named = 12;

std::vector<std::string_view> column_names() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < field_count; ++i) {
    const auto field = static_cast<Field>(i);
    if (is_column(field)) names.push_back(rule(field).path);
  }
  return names;
}

/// Every name of every field, folded, and what a table in French heads its columns with.
class HeaderNames {
 public:
  static const HeaderNames& get() {
    static const HeaderNames names;
    return names;
  }
  [[nodiscard]] std::optional<Field> field(std::string_view header) const {
    const auto found = fields_.find(folded(header));
    if (found == fields_.end()) return std::nullopt;
    return found->second;
  }
  [[nodiscard]] const std::string& in_french(Field field) const {
    return in_french_[static_cast<std::size_t>(field)];
  }

 private:
  HeaderNames() {
    const auto read = parse_json(log_headers_text());
    const Json* document = std::get_if<Json>(&read);
    invariant(document != nullptr, "schemas/log-headers.json was JSON when the program was built");
    const Json& names = document->at("headers");
    for (std::size_t i = 0; i < field_count; ++i) {
      const auto field = static_cast<Field>(i);
      if (!is_column(field)) continue;
      add(rule(field).path, field);
      for (const auto& [language, listed] : names.at(std::string(rule(field).path)).items()) {
        for (const Json& name : listed) add(name.get_ref<const std::string&>(), field);
        if (language == "fr") in_french_[i] = listed.at(0).get_ref<const std::string&>();
      }
    }
  }
  void add(std::string_view name, Field field) {
    const auto [at, added] = fields_.emplace(folded(name), field);
    invariant(added || at->second == field, "a header names two fields");
  }

  std::map<std::string, Field, std::less<>> fields_;
  std::array<std::string, field_count> in_french_;
};

}  // namespace

Place shown(Place place) {
  place.field = shortened(place.field);
  return place;
}

std::string_view french_header(Field field) { return HeaderNames::get().in_french(field); }

std::optional<Field> field_of_header(std::string_view header) { return HeaderNames::get().field(header); }

TableColumns::TableColumns(const TableReader& table, const LogOptions& options,
                           std::vector<Refused>& refusals) {
  for (std::size_t column = 0; column < table.header().size(); ++column)
    take(table, column, options, refusals);
  if (!unknown_.empty()) refuse_unknown(table, refusals);
  check_needed(table, refusals);
}

void TableColumns::take(const TableReader& table, std::size_t column, const LogOptions& options,
                        std::vector<Refused>& refusals) {
  const std::string& header = table.header()[column];
  const std::optional<Field> field = field_of_header(header);
  const bool named = std::find(options.ignored_columns.begin(), options.ignored_columns.end(), header) !=
                     options.ignored_columns.end();
  fields_.push_back(named ? std::nullopt : field);
  if (named || (!field && options.ignore_unknown_columns)) {
    left_out_.push_back(header);
  } else if (!field) {
    unknown_.push_back(column);
  } else if ((seen_ & bit(*field)) != 0) {
    if (refusals.size() >= max_refusals_per_line) return;
    refusals.push_back({Refusal::repeated_header, shown(table.header_place(column)),
                        phrase("{} heads a second column for {}", in_quotes(header), rule(*field).path)});
  } else {
    seen_ |= bit(*field);
    if (header != rule(*field).path)
      renamed_.push_back(fmt::format("{} = {}", shortened(header), rule(*field).path));
  }
}

void TableColumns::refuse_unknown(const TableReader& table, std::vector<Refused>& refusals) const {
  std::string names;
  for (std::size_t i = 0; i < std::min(unknown_.size(), most_named); ++i) {
    const std::string& header = table.header()[unknown_[i]];
    if (i > 0) names += i + 1 == unknown_.size() ? phrase(" and ") : ", ";
    names += header.empty() ? phrase("a column without a name") : in_quotes(header);
    if (unknown_.size() > 1) names += fmt::format(" ({})", table.header_place(unknown_[i]).cell);
  }
  if (unknown_.size() > most_named) names += phrase(" and {} more", unknown_.size() - most_named);
  const std::string verb = unknown_.size() == 1 ? phrase(" is not a field") : phrase(" are not fields");
  const std::string& first = table.header()[unknown_.front()];
  refusals.push_back({Refusal::unknown_header, shown(table.header_place(unknown_.front())),
                      phrase("{}{} of any event{}", names, verb,
                             unknown_.size() == 1 ? did_you_mean(first, column_names()) : "")});
}

void TableColumns::check_needed(const TableReader& table, std::vector<Refused>& refusals) const {
  const auto has = [this](Field field) { return (seen_ & bit(field)) != 0; };
  const auto require = [&](Field field, std::string_view why) {
    if (has(field)) return;
    Place place{table.header_place(0).line, 1, std::string(rule(field).path)};
    refusals.push_back({Refusal::missing_header, std::move(place),
                        phrase("no column is headed {}{}", in_quotes(rule(field).path), why)});
  };
  for (const Field field : {Field::kind, Field::occurred_at, Field::participant, Field::country}) {
    require(field, "");
  }
  if (has(Field::serial)) require(Field::manufacturer, phrase(", which device.serial needs"));
  if (has(Field::manufacturer)) require(Field::serial, phrase(", which device.manufacturer needs"));
  if (has(Field::imei2)) require(Field::imei, phrase(", which device.imei2 needs"));
  if (!has(Field::serial) && !has(Field::manufacturer) && !has(Field::imei2)) {
    require(Field::imei, phrase(", nor device.manufacturer and device.serial"));
  }
}

}  // namespace lcl
