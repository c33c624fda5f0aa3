// SPDX-License-Identifier: Apache-2.0
// What stands beside an exported file, FILE.origin.json: what was asked, of which ledger at which size, and
// what the answer was (schemas/README.md, "Exported file").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

inline constexpr std::size_t max_export_origin_bytes = std::size_t{1} << 20U;

struct ExportOrigin {
  std::vector<std::string> question;  ///< the command's words, without form, file and registry
  std::string form;                   ///< `csv`, …
  std::string locale;
  std::string ledger;  ///< its origin
  Head head;
  std::uint64_t bytes = 0;
  Digest sha256;                        ///< of the file
  std::vector<Digest> methodologies{};  ///< ascending
  std::string program_version;
};

/// Canonical JSON and LF.
[[nodiscard]] std::string export_origin_text(const ExportOrigin& origin);
/// Nothing unless `text` is what export_origin_text writes.
[[nodiscard]] std::optional<ExportOrigin> parse_export_origin(std::string_view text);

}  // namespace lcl
