// SPDX-License-Identifier: Apache-2.0
// The checkpoints, stored and brought from outside: that each is signed by the
// log key, and that each of their roots is the root of the entries at its size.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit/anchor_check.hpp"
#include "ledger/audit/finding_list.hpp"
#include "ledger/audit/signed_note.hpp"
#include "ledger/audit/verify.hpp"
#include "ledger/chain/checkpoint.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/registry/records.hpp"
#include "ledger/store/shared_reader.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

class CheckpointCheck {
 public:
  /// `findings` and `anchors` must outlive this. The log verified has `size` entries.
  CheckpointCheck(FindingList& findings, const Anchors& anchors, std::uint64_t size)
      : findings_(findings), anchors_(findings, anchors), size_(size) {}

  /// Reads the checkpoints of the ledger, and takes those of the request. `log` is the log's own key, if it
  /// is known; without it and without one from outside no signature is checked.
  void load(SharedReader& reader, const std::optional<NoteVerifier>& log, const VerifyRequest& request);

  /// Holds what is said of the tree's present size against it; to be called at every size from 0. `time` is
  /// that of the last entry, if it could be read.
  void compare(const Tree& tree, std::optional<Instant> time) {
    if (next_ < claims_.size() && claims_[next_].size == tree.size()) compare_here(tree, time);
  }
  /// A commit ended at `size`, above 0 and never below the one before, with a checkpoint: says so if none is
  /// stored, good or bad.
  void expect(std::uint64_t size);
  /// To be called once, when the whole log is in the tree; `last_leaf` if the last entry could be read;
  /// `records` say what became of wrong clocks.
  void end(SharedReader& reader, const Tree& tree, const std::optional<Digest>& last_leaf,
           const Records& records);

  /// Whether a stored and verified checkpoint says exactly `head`; whether it is right, `compare` says.
  [[nodiscard]] bool knows(const Head& head) const;

  /// The checkpoints from outside that the log was found to extend; at the end.
  [[nodiscard]] std::vector<ShownAnchor> anchors();
  [[nodiscard]] std::uint64_t stored() const { return sizes_.size(); }
  /// Of these, those of at most `size`.
  [[nodiscard]] std::uint64_t stored_to(std::uint64_t size) const;
  [[nodiscard]] std::uint64_t signatures() const { return signatures_; }

 private:
  enum class Source : std::uint8_t { stored, head_file, outside };
  /// A signed word on the root at a size.
  struct Claim {
    std::uint64_t size = 0;
    Digest root;
    Source source{};
    std::size_t anchor = 0;  // number, of one from outside
  };

  void load_stored(SharedReader& reader, const std::optional<NoteVerifier>& key);
  void load_head_file(const VerifyRequest& request, const std::optional<NoteVerifier>& key);
  void load_outside(const Anchors& anchors, const std::optional<NoteVerifier>& key);
  /// As checkpoint_signed_in, and counts the signature.
  std::optional<Checkpoint> read_note(std::string_view note, const std::optional<NoteVerifier>& key,
                                      const NoteAt& at);
  void compare_here(const Tree& tree, std::optional<Instant> time);

  FindingList& findings_;
  AnchorCheck anchors_;
  std::uint64_t size_;
  std::vector<Claim> claims_;         // by size
  std::size_t next_ = 0;              // to be compared
  std::vector<std::uint64_t> sizes_;  // of those stored, good or bad, ascending
  std::size_t expected_from_ = 0;     // the first of `sizes_` that may still be expected
  std::uint64_t signatures_ = 0;
  bool has_wrong_root_ = false;  // among those stored
};

}  // namespace lcl
