// SPDX-License-Identifier: Apache-2.0
// The CSV file of `lcl participant register --from`: a header with the columns
// siret and name, then one participant a row (RFC 4180). Other columns are passed over.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ledger/values/refusal.hpp"

namespace lcl::cli {

struct ParticipantRow {
  std::string siret;
  std::string name;
  std::uint64_t line = 0;
};

/// The rows in order, or everything that is wrong with the file.
[[nodiscard]] std::variant<std::vector<ParticipantRow>, std::vector<Refused>> read_participants(
    std::string_view text);

}  // namespace lcl::cli
