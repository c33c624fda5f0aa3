// SPDX-License-Identifier: Apache-2.0
// The identifiers of one device as a log would write them, gathered from its EPCs and from a member `device`
// of ours. Refuses only what would make two devices one.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "ledger/events/epcis/epc.hpp"
#include "ledger/events/epcis/epcis_frame.hpp"
#include "ledger/events/epcis/json_tree.hpp"

namespace lcl {

/// Appends `node` as JSON, with our prefix taken off the names in it.
void append_node(const JsonNode& node, const EpcisFrame& frame, std::string& out);

class GatheredDevice {
 public:
  std::size_t offset = 0;  ///< of what named it

  /// False where it names another device than what was added before.
  [[nodiscard]] bool add(const EpcIdentifiers& more);
  /// The same of a member `device`, which must live as long as this. What in it is no text, or is given a
  /// second time, is left to whoever reads `json()`.
  [[nodiscard]] bool add(const JsonNode& device, const EpcisFrame& frame);

  /// As the member `device` of an NDJSON line.
  [[nodiscard]] std::string json(const EpcisFrame& frame) const;

 private:
  bool add_imei(const std::string& imei);
  bool add_serial(const std::string& maker, const std::string& serial);

  std::string imei_;
  std::string imei2_;
  std::string maker_;
  std::string serial_;
  std::vector<std::pair<std::string, const JsonNode*>> rest_;
};

}  // namespace lcl
