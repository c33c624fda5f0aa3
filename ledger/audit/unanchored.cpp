// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/unanchored.hpp"

#include <fmt/format.h>

namespace lcl {
namespace {

constexpr std::string_view how_to_anchor =
    "give one kept elsewhere (--checkpoint FILE), better cosigned by witnesses (--policy FILE) or stamped by "
    "an authority (--timestamp FILE)";

}  // namespace

std::vector<std::string> unanchored(const Anchors& anchors, const std::vector<ShownAnchor>& shown,
                                    std::uint64_t size, bool holds) {
  std::vector<std::string> words;
  if (!anchors.log_key && !anchors.certifier) {
    words.emplace_back("keys taken from the ledger itself: give --log-key and --certifier");
  } else if (!anchors.log_key) {
    words.emplace_back("log key taken from the ledger itself: give --log-key");
  } else if (!anchors.certifier) {
    words.emplace_back("certifier's key taken from the ledger itself: give --certifier");
  }
  const std::uint64_t anchored = shown.empty() ? 0 : shown.back().checkpoint.size;
  if (anchored == 0 && !anchors.checkpoints.empty()) {
    words.push_back(
        fmt::format("none of the checkpoints given, {} in number, anchors this log: what was found says why",
                    anchors.checkpoints.size()));
  } else if (anchored == 0) {
    words.push_back(fmt::format("{}no outside anchor: rewriting would go unseen without a checkpoint; {}",
                                holds ? "internally consistent, " : "", how_to_anchor));
  } else if (anchored < size) {
    words.push_back(fmt::format(
        "no outside anchor of a size beyond {}: rewriting what follows would go unseen without a later "
        "checkpoint; {}",
        anchored, how_to_anchor));
  }
  return words;
}

}  // namespace lcl
