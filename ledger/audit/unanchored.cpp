// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/unanchored.hpp"

#include <optional>

#include "ledger/chain/checkpoint.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr const char* how_to_anchor = translatable(
    "give one kept elsewhere (--checkpoint FILE), better cosigned by witnesses (--policy FILE) or stamped by "
    "an authority (--timestamp FILE)");

/// What a checkpoint that was given shows of a log that could be read up to `size`, where it does not anchor
/// it.
std::string said_of(const std::string& note, std::uint64_t size) {
  const std::optional<Note> read = parse_note(note);
  const std::optional<Checkpoint> checkpoint = read ? parse_checkpoint_text(read->text) : std::nullopt;
  if (!checkpoint) return phrase("what was given as a checkpoint is none, and anchors nothing");
  const std::string which = phrase("the checkpoint of size {} that was given", checkpoint->size);
  if (checkpoint->size > size) {
    return phrase(
        "{} signed more than can be read here, {} entries: what follows was deleted, is damaged, or this "
        "copy is older",
        which, size);
  }
  return phrase("{} does not anchor this ledger; what was found of that size says why", which);
}

}  // namespace

std::vector<std::string> unanchored(const Anchors& anchors, const std::vector<ShownAnchor>& shown,
                                    std::uint64_t size, bool holds) {
  std::vector<std::string> words;
  if (!anchors.log_key && !anchors.certifier) {
    words.emplace_back(phrase("keys taken from the ledger itself: give --log-key and --certifier"));
  } else if (!anchors.log_key) {
    words.emplace_back(phrase("log key taken from the ledger itself: give --log-key"));
  } else if (!anchors.certifier) {
    words.emplace_back(phrase("certifier's key taken from the ledger itself: give --certifier"));
  }
  const std::uint64_t anchored = shown.empty() ? 0 : shown.back().checkpoint.size;
  if (anchored == 0 && !anchors.checkpoints.empty()) {
    for (const std::string& note : anchors.checkpoints) words.push_back(said_of(note, size));
  } else if (anchored == 0) {
    words.push_back(phrase("{}no outside anchor: rewriting would go unseen without a checkpoint; {}",
                           holds ? phrase("internally consistent, ") : "", translation(how_to_anchor)));
  } else if (anchored < size) {
    words.push_back(phrase(
        "no outside anchor of a size beyond {}: rewriting what follows would go unseen without a later "
        "checkpoint; {}",
        anchored, translation(how_to_anchor)));
  }
  return words;
}

}  // namespace lcl
