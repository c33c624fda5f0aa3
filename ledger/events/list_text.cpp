// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/list_text.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>

#include "ledger/events/found_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

void read_list_element(bool is_leg, std::string_view text, const CellDialect* dialect, Event& event,
                       std::vector<CellFault>& faults) {
  static constexpr std::array leg_fields = {Field::leg_mode, Field::leg_distance_km};
  static constexpr std::array part_fields = {Field::part_name, Field::part_quantity, Field::part_origin};
  const std::span<const Field> fields = is_leg ? std::span<const Field>(leg_fields) : part_fields;
  if (static_cast<std::size_t>(std::count(text.begin(), text.end(), ':')) + 1 != fields.size()) {
    faults.push_back({Refusal::malformed_list,
                      phrase("{} is not {}", in_quotes(text), is_leg ? "mode:km" : "part:quantity:origin")});
    return;
  }
  std::string room;
  std::size_t start = 0;
  for (const Field field : fields) {
    const std::size_t end = std::min(text.find(':', start), text.size());
    std::string_view value = text.substr(start, end - start);
    if (field == Field::leg_distance_km && dialect != nullptr) {
      if (auto fault = read_number(value, *dialect, room)) {
        faults.push_back(*std::move(fault));
        return;
      }
    }
    if (const auto refusal = set_field(field, value, event)) {
      faults.push_back({*refusal, phrase("{} in {}", explanation(*refusal, field, value), in_quotes(text))});
    }
    start = end + 1;
  }
}

}  // namespace

void read_list(Field list, std::string_view text, const CellDialect* dialect, Event& event,
               std::vector<CellFault>& faults) {
  const bool are_legs = list == Field::legs;
  const std::size_t most = are_legs ? max_legs : max_parts;
  std::size_t start = 0;
  for (std::size_t count = 0; start <= text.size(); ++count) {
    if (count == most) {
      faults.push_back({Refusal::number_out_of_range, phrase("the list has more than {} elements", most)});
      return;
    }
    const std::size_t end = std::min(text.find(';', start), text.size());
    if (are_legs) {
      event.facts.legs.emplace_back();
    } else {
      event.facts.parts.emplace_back();
    }
    read_list_element(are_legs, text.substr(start, end - start), dialect, event, faults);
    start = end + 1;
  }
}

}  // namespace lcl
