// SPDX-License-Identifier: Apache-2.0
#include "ledger/mapping/mapping_members.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <utility>

#include "ledger/events/found_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::string_view left_open = "?";
constexpr DocumentRefusals mapping_refusals{Refusal::mapping_malformed, Refusal::mapping_malformed};
constexpr auto order_words = std::to_array<std::string_view>({"dmy", "mdy", "ymd"});
constexpr std::array order_meant{DateOrder::day_month_year, DateOrder::month_day_year,
                                 DateOrder::year_month_day};
constexpr auto marks_of_decimals = std::to_array<std::string_view>({".", ","});

bool is_hour(std::string_view text) {
  const auto digit = [text](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  return text.size() == 5 && digit(0) && digit(1) && text[2] == ':' && digit(3) && digit(4) &&
         text.substr(0, 2) < "24" && text.substr(3) < "60";
}

}  // namespace

std::string mapping_element(std::string_view array, std::size_t index) {
  return fmt::format("{}[{}]", array, index);
}

MappingMembers::MappingMembers(const Json& object, std::string where, DocumentFaults& faults)
    : DocumentFields(object, std::move(where), faults, mapping_refusals) {
  (void)optional_text(mapping_remark);
}

std::string MappingMembers::raw_text(std::string_view name) {
  const Json* value = needed(name);
  if (value == nullptr) return {};
  if (value->is_string()) return value->get<std::string>();
  fault(name, phrase("found {}, expected a text", value->type_name()));
  return {};
}

std::string MappingMembers::column_name(std::string_view name) {
  const Json* value = optional(name);
  if (value != nullptr && *value == "") {
    fault(name, phrase("the text is empty"));
    return {};
  }
  return raw_text(name);
}

std::optional<std::string> plain_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  return std::nullopt;
}

MappingDialect read_dialect(MappingMembers& members) {
  MappingDialect read;
  if (members.optional("dates") != nullptr) {
    if (const auto order = members.choice("dates", order_words)) read.times.dates = order_meant[*order];
  }
  if (const std::string zone = members.optional_text("zone"); !zone.empty()) {
    read.times.zone = TimeZone::named(zone);
    if (!read.times.zone) {
      members.fault("zone",
                    phrase("{} is no time zone of the tz database, as Europe/Paris is one", in_quotes(zone)));
    }
  }
  read.times.time_of_day = members.optional_text("hour");
  if (const std::string& hour = read.times.time_of_day; !hour.empty() && !is_hour(hour)) {
    members.fault("hour", phrase("found {}, expected a time of day, as in \"12:00\"", in_quotes(hour)));
  }
  if (members.optional("decimal") != nullptr) {
    if (const auto mark = members.choice("decimal", marks_of_decimals))
      read.mark = marks_of_decimals[*mark].front();
  }
  return read;
}

void find_left_open(const Json& value, const std::string& where, DocumentFaults& faults) {
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      if (name == mapping_remark) continue;
      find_left_open(member, where.empty() ? shortened(name) : where + "." + shortened(name), faults);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i)
      find_left_open(value[i], mapping_element(where, i), faults);
  } else if (value == left_open) {
    faults.push_back(
        {Refusal::mapping_unfinished, where, phrase("\"?\" stands where something has to be filled in")});
  }
}

}  // namespace lcl
