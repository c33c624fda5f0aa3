// SPDX-License-Identifier: Apache-2.0
// What a log states that is accepted and may well be a slip, counted by kind.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/intake/outcome.hpp"
#include "ledger/methodology/methodology.hpp"

namespace lcl {

class SlipCount {
 public:
  /// `methodology`, which may be null, must outlive this.
  explicit SlipCount(const Methodology* methodology) : methodology_(methodology) {}

  /// Takes an accepted event in.
  void add(const Event& event);
  [[nodiscard]] std::vector<Warning> warnings() const;

 private:
  void note(LikelySlip slip, std::string_view field, const Event& event);
  void note_model(const Event& event);
  void look_for_quantities(const Event& event);

  const Methodology* methodology_;
  std::map<std::pair<LikelySlip, std::string_view>, Warning> warnings_;  // fields are constants
  std::map<std::string, Warning> models_;                                // those not listed, by what is found
};

}  // namespace lcl
