// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/checkpoint_check.hpp"

#include <algorithm>
#include <tuple>

#include "ledger/audit/log_check.hpp"
#include "ledger/audit/signed_note.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {

void CheckpointCheck::load(SharedReader& reader, const std::optional<NoteVerifier>& log,
                           const VerifyRequest& request) {
  const std::optional<NoteVerifier>& outside_key = request.anchors.log_key;
  // The ledger's own key first: that it is another than the one from outside is one finding, not one per
  // checkpoint.
  const std::optional<NoteVerifier>& key = log ? log : outside_key;
  load_stored(reader, key);
  load_head_file(request, key);
  load_outside(request.anchors, outside_key ? outside_key : key);
  std::sort(claims_.begin(), claims_.end(), [](const Claim& a, const Claim& b) {
    return std::tie(a.size, a.source, a.root) < std::tie(b.size, b.source, b.root);
  });
}

void CheckpointCheck::load_stored(SharedReader& reader, const std::optional<NoteVerifier>& key) {
  const std::uint64_t entries = reader.with([](const Reader& from) { return from.size(); });
  const auto load_one = [&](const StoredCheckpoint& stored) {
    // One that was signed while we were reading is of a later verification.
    if (stored.size > size_ && stored.size <= entries) return;
    sizes_.push_back(stored.size);
    const std::optional<Checkpoint> checkpoint = read_note(stored.note, key, {.size = stored.size});
    if (!checkpoint) return;
    if (checkpoint->size != stored.size) {
      findings_.add_of_checkpoint(FindingWord::malformed_checkpoint, stored.size,
                                  phrase("its note states size {}", checkpoint->size));
    } else if (checkpoint->size > size_) {
      findings_.add_of_checkpoint(FindingWord::checkpoint_beyond_log, stored.size,
                                  phrase("there are {} entries", size_));
    } else {
      claims_.push_back({checkpoint->size, checkpoint->root, Source::stored, 0});
    }
  };
  reader.with([&](const Reader& from) { from.for_each_checkpoint(load_one); });
  std::sort(sizes_.begin(), sizes_.end());
}

void CheckpointCheck::load_head_file(const VerifyRequest& request, const std::optional<NoteVerifier>& key) {
  if (!request.head_file) {
    if (request.expect_head_file) findings_.add(FindingWord::missing_head, std::nullopt);
    return;
  }
  const std::optional<Checkpoint> checkpoint =
      read_note(*request.head_file, key, {.which = phrase("the file head: ")});
  if (!checkpoint) return;
  if (checkpoint->size > size_) {
    findings_.add_of_checkpoint(FindingWord::behind_head, checkpoint->size,
                                phrase("there are {} entries", size_));
  } else {
    claims_.push_back({checkpoint->size, checkpoint->root, Source::head_file, 0});
  }
}

void CheckpointCheck::load_outside(const Anchors& anchors, const std::optional<NoteVerifier>& key) {
  for (std::size_t i = 0; i < anchors.checkpoints.size(); ++i) {
    const std::optional<Checkpoint> checkpoint = read_note(anchors.checkpoints[i], key, from_outside(i));
    if (!checkpoint) continue;
    const std::size_t anchor = anchors_.add(*parse_note(anchors.checkpoints[i]), *checkpoint);
    if (checkpoint->size > size_) {
      findings_.add_of_checkpoint(FindingWord::behind_anchor, checkpoint->size,
                                  phrase("there are {} entries", size_));
      anchors_.reject(anchor);
    } else {
      claims_.push_back({checkpoint->size, checkpoint->root, Source::outside, anchor});
    }
  }
  anchors_.check_log(key);
  anchors_.check_timestamps();
}

std::optional<Checkpoint> CheckpointCheck::read_note(std::string_view note,
                                                     const std::optional<NoteVerifier>& key,
                                                     const NoteAt& at) {
  std::optional<Checkpoint> checkpoint = checkpoint_signed_in(findings_, note, key, at);
  if (checkpoint && key) ++signatures_;
  return checkpoint;
}

void CheckpointCheck::expect(std::uint64_t size) {
  while (expected_from_ < sizes_.size() && sizes_[expected_from_] < size) ++expected_from_;
  if (expected_from_ < sizes_.size() && sizes_[expected_from_] == size) return;
  findings_.add(FindingWord::no_checkpoint, size - 1, phrase("one of size {} is missing", size));
}

void CheckpointCheck::compare_here(const Tree& tree, std::optional<Instant> time) {
  const Digest root = tree.root();
  for (; next_ < claims_.size() && claims_[next_].size == tree.size(); ++next_) {
    const Claim& claim = claims_[next_];
    if (claim.root == root) {
      if (claim.source == Source::outside && time) anchors_.extend(claim.anchor, *time);
      continue;
    }
    const std::string roots = phrase("signed {}, found {}", hex(claim.root), hex(root));
    switch (claim.source) {
      case Source::stored:
        // What is wrong here is in every later root too, so it is said once.
        if (!has_wrong_root_) findings_.add_of_checkpoint(FindingWord::wrong_root, claim.size, roots);
        has_wrong_root_ = true;
        break;
      case Source::head_file:
        findings_.add_of_checkpoint(FindingWord::wrong_root, claim.size, phrase("the file head: {}", roots));
        break;
      case Source::outside:
        findings_.add_of_checkpoint(FindingWord::not_an_extension, claim.size, roots);
        anchors_.reject(claim.anchor);
        break;
    }
  }
}

std::vector<ShownAnchor> CheckpointCheck::anchors() {
  for (; next_ < claims_.size(); ++next_)
    if (claims_[next_].source == Source::outside) anchors_.reject(claims_[next_].anchor);
  return anchors_.shown();
}

void CheckpointCheck::end(SharedReader& reader, const Tree& tree, const std::optional<Digest>& last_leaf,
                          const Records& records) {
  anchors_.check_times(records);
  if (tree.size() != size_ || size_ == 0) return;
  const std::uint64_t last = size_ - 1;
  expect(size_);
  // No entry follows the last one to name its hash: its checkpoint does.
  if (!has_wrong_root_ || !last_leaf) return;
  const std::optional<Digest> kept = kept_leaf(reader, last);
  if (kept && *kept != *last_leaf) {
    findings_.add(FindingWord::altered_entry, last,
                  phrase("the tree has {}, its bytes give {}", hex(*kept), hex(*last_leaf)));
  }
}

std::uint64_t CheckpointCheck::stored_to(std::uint64_t size) const {
  return static_cast<std::uint64_t>(std::upper_bound(sizes_.begin(), sizes_.end(), size) - sizes_.begin());
}

bool CheckpointCheck::knows(const Head& head) const {
  const auto from =
      std::lower_bound(claims_.begin(), claims_.end(), head.size,
                       [](const Claim& claim, std::uint64_t size) { return claim.size < size; });
  for (auto claim = from; claim != claims_.end() && claim->size == head.size; ++claim) {
    if (claim->source != Source::stored) break;
    if (claim->root == head.root) return true;
  }
  return false;
}

}  // namespace lcl
