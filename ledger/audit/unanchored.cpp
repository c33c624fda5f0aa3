// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/unanchored.hpp"

#include <fmt/format.h>

#include <optional>

#include "ledger/chain/checkpoint.hpp"

namespace lcl {
namespace {

constexpr std::string_view how_to_anchor =
    "give one kept elsewhere (--checkpoint FILE), better cosigned by witnesses (--policy FILE) or stamped by "
    "an authority (--timestamp FILE)";

/// What a checkpoint that was given shows of a log that could be read up to `size`, where it does not anchor
/// it.
std::string said_of(const std::string& note, std::uint64_t size) {
  const std::optional<Note> read = parse_note(note);
  const std::optional<Checkpoint> checkpoint = read ? parse_checkpoint_text(read->text) : std::nullopt;
  if (!checkpoint) return "what was given as a checkpoint is none, and anchors nothing";
  const std::string which = fmt::format("the checkpoint of size {} that was given", checkpoint->size);
  if (checkpoint->size > size) {
    return fmt::format(
        "{} signed more than can be read here, {} entries: what follows was deleted, is damaged, or this "
        "copy is older",
        which, size);
  }
  return which + " does not anchor this ledger; what was found of that size says why";
}

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
    for (const std::string& note : anchors.checkpoints) words.push_back(said_of(note, size));
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
