// SPDX-License-Identifier: Apache-2.0
// The words of scopes, effects and territories, as documents write them.
#include <algorithm>
#include <array>

#include "ledger/methodology/methodology.hpp"

namespace lcl {

std::string_view word(Scope scope) noexcept {
  switch (scope) {
    case Scope::event:
      return "event";
    case Scope::cycle:
      return "cycle";
    case Scope::recollection:
      return "recollection";
    case Scope::period:
      return "period";
  }
  return {};
}

std::string_view word(Effect effect) noexcept {
  switch (effect) {
    case Effect::avoided_manufacture:
      return "avoided_manufacture";
    case Effect::avoided_journeys:
      return "avoided_journeys";
    case Effect::emitted_journeys:
      return "emitted_journeys";
    case Effect::emitted_parts:
      return "emitted_parts";
    case Effect::emitted_energy:
      return "emitted_energy";
    case Effect::emitted_packaging:
      return "emitted_packaging";
    case Effect::given_back:
      return "given_back";
    case Effect::baseline:
      return "baseline";
    case Effect::leakage:
      return "leakage";
  }
  return {};
}

std::string_view word(Territory territory) noexcept {
  switch (territory) {
    case Territory::france:
      return "france";
    case Territory::abroad:
      return "abroad";
    case Territory::event_country:
      return "event_country";
  }
  return {};
}

bool is_french_territory(std::string_view country) noexcept {
  constexpr std::array<std::string_view, 13> codes{"FR", "GF", "GP", "MF", "MQ", "NC", "PF",
                                                   "PM", "RE", "TF", "WF", "YT", "BL"};
  return std::find(codes.begin(), codes.end(), country) != codes.end();
}

}  // namespace lcl
