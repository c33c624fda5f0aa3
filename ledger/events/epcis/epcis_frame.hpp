// SPDX-License-Identifier: Apache-2.0
// What an EPCIS document says of all its events: that it is one (EPCIS 2.0, JSON binding), by which prefix
// our members are named, and who stands behind a place (schemas/epcis.md). No context is fetched from
// anywhere.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/events/epcis/json_tree.hpp"

namespace lcl {

struct EpcisFrame {
  /// Who works at a place, and in which country it lies; empty: not said.
  struct Site {
    std::string participant;
    std::string country;
  };
  static constexpr std::size_t most_prefixes = 16;
  std::vector<std::string> prefixes;  ///< bound to epcis_namespace, without their colons; no others are known
  std::map<std::string, Site, std::less<>> sites;  ///< by the URI of the place

  /// The name of a member of ours without its prefix; empty if `member` is none.
  [[nodiscard]] std::string_view own_name(std::string_view member) const;
};

/// Adds the prefixes that the `@context` of `node`, a document or an event, binds to our namespace.
void add_prefixes(const JsonNode& node, EpcisFrame& frame);

/// Reads what stands around the events, or says why this is no EPCIS document.
[[nodiscard]] std::optional<JsonTreeFault> read_epcis_frame(const JsonNode& document, EpcisFrame& frame);

/// The word of the Core Business Vocabulary that `text` is: bare, or as a URI of the `vocabulary`, which is
/// `BizStep`, `Disp` or `ER`; empty if it is of another vocabulary.
[[nodiscard]] std::string_view cbv_word(std::string_view text, std::string_view vocabulary);

}  // namespace lcl
