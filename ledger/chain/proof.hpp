// SPDX-License-Identifier: Apache-2.0
// The proof file of C2SP tlog-proof: one entry's inclusion in a checkpoint,
// to be checked offline with the log's public key alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/values/digest.hpp"

namespace lcl {

struct Proof {
  std::string extra;  ///< decoded; empty: no extra line
  std::uint64_t index = 0;
  std::vector<Digest> hashes;  ///< from the leaf's sibling upwards
  std::string checkpoint;      ///< the signed note
};

[[nodiscard]] std::string to_text(const Proof& proof);
/// Nothing if `text` is not a proof file (at most 4 MiB, 63 hashes).
[[nodiscard]] std::optional<Proof> parse_proof(std::string_view text);

}  // namespace lcl
