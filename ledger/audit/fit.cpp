// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/fit.hpp"

#include <cstddef>
#include <optional>
#include <string>

#include "ledger/audit/anchor_check.hpp"
#include "ledger/audit/finding_list.hpp"
#include "ledger/audit/signed_note.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t at_most = 1'000;

}  // namespace

std::vector<Finding> what_does_not_fit(const OpenLedger& ledger, const Anchors& anchors) {
  FindingList findings(at_most);
  hold_to_keys(findings, ledger.state(), anchors);
  const NoteVerifier log_key{ledger.state().origin(), ledger.state().log_key()};
  AnchorCheck outside(findings, anchors);
  const AuthenticatedLog& log = ledger.log();
  for (std::size_t i = 0; i < anchors.checkpoints.size(); ++i) {
    const std::string& note = anchors.checkpoints[i];
    const std::optional<Checkpoint> checkpoint =
        checkpoint_signed_in(findings, note, anchors.log_key ? *anchors.log_key : log_key, from_outside(i));
    if (!checkpoint) continue;
    const std::size_t number = outside.add(*parse_note(note), *checkpoint);
    if (checkpoint->size > log.head().size) {
      findings.add_of_checkpoint(FindingWord::behind_anchor, checkpoint->size,
                                 phrase("there are {} entries", log.head().size));
      outside.reject(number);
    } else if (const Digest root = log.root_at(checkpoint->size); root != checkpoint->root) {
      findings.add_of_checkpoint(FindingWord::not_an_extension, checkpoint->size,
                                 phrase("signed {}, found {}", hex(checkpoint->root), hex(root)));
      outside.reject(number);
    } else if (checkpoint->size > 0) {
      outside.extend(number, log.time_of(checkpoint->size - 1));
    }
  }
  outside.check_log(log_key);
  outside.check_timestamps();
  outside.check_times(ledger.state().records());
  return findings.take_in_order();
}

}  // namespace lcl
