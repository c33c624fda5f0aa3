// SPDX-License-Identifier: Apache-2.0
// The vocabulary of findings: what `verify` can say is wrong with a ledger. An
// enumerator is the public word and the heading in schemas/findings.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lcl {

// word, what it means (a clause that can follow "entry 12: ")
#define LCL_FINDINGS(X)                                                                                      \
  /* the log */                                                                                              \
  X(empty_ledger, "the ledger holds no entries")                                                             \
  X(missing_entry, "an entry is missing")                                                                    \
  X(malformed_entry, "the entry is not in its canonical form")                                               \
  X(wrong_seq, "the entry's seq does not match its place in the log")                                        \
  X(wrong_prev, "prev is not the hash of the entry before it")                                               \
  X(altered_entry, "its bytes are not those that were recorded")                                             \
  X(time_goes_back, "its time is earlier than the previous entry's")                                         \
  X(unknown_kind, "its kind does not exist in format 1")                                                     \
  X(missing_payload, "its payload is missing")                                                               \
  X(wrong_payload, "its payload is not the one that was recorded")                                           \
  X(malformed_payload, "its payload is not canonical, or not of its kind")                                   \
  X(missing_private, "its private part is missing")                                                          \
  X(wrong_private, "its private part is not the one that was recorded")                                      \
  X(unexpected_private, "it has a private part that its payload does not state")                             \
  X(not_erased, "its private part was not erased, although a statement says so")                             \
  /* bundles */                                                                                              \
  X(wrong_bundle, "the bundle withholds what it must not, or does not list what it withholds")               \
  X(not_withheld, "it is disclosed, although the bundle withholds it")                                       \
  /* statements */                                                                                           \
  X(not_opened, "entry 0 is not a valid registry_opened")                                                    \
  X(wrong_signature, "its signature is invalid")                                                             \
  X(not_permitted, "its signer was not allowed to do this at this point")                                    \
  X(wrong_link, "it does not name the statements before it")                                                 \
  X(unknown_seen, "the head that its signer saw is not one of this log")                                     \
  X(replayed_statement, "the very same statement appears earlier in the log")                                \
  X(stray_event, "the event belongs to no submission")                                                       \
  X(wrong_manifest, "its events are not those that were signed")                                             \
  X(incomplete_submission, "fewer events follow than it states")                                             \
  X(methodology_unsound, "the methodology does not pass its own checks")                                     \
  /* tree and checkpoints */                                                                                 \
  X(no_checkpoint, "no checkpoint is stored behind it")                                                      \
  X(malformed_checkpoint, "the stored checkpoint is malformed")                                              \
  X(wrong_checkpoint_signature, "the checkpoint's signature is invalid")                                     \
  X(wrong_root, "the checkpoint's root is not the root of the entries")                                      \
  X(checkpoint_beyond_log, "the checkpoint covers more entries than there are")                              \
  X(missing_head, "the file head is missing")                                                                \
  X(behind_head, "the ledger is shorter than the checkpoint in the file head")                               \
  X(behind_anchor, "the ledger is shorter than a checkpoint kept outside")                                   \
  X(not_an_extension, "the log does not extend a checkpoint kept outside")                                   \
  X(foreign_checkpoint, "what was given as a checkpoint of this log is none")                                \
  X(wrong_cosignature, "a witness's cosignature on a checkpoint kept outside is invalid")                    \
  X(no_quorum, "too few witnesses of the policy have seen the checkpoint")                                   \
  X(wrong_timestamp, "a timestamp from outside is invalid")                                                  \
  X(later_than_seen, "its time is later than that at which others had seen it")                              \
  X(earlier_than_anchored, "its time is earlier than that at which others had signed what stands before it") \
  X(wrong_log_key, "the ledger's log key is not the one given from outside")                                 \
  X(wrong_certifier, "the ledger's certifier key is not the one given from outside")                         \
  X(wrong_pepper_commitment, "the pepper in the folder is not this registry's")                              \
  /* life cycles */                                                                                          \
  X(wrong_after, "after is not the device's previous event")                                                 \
  X(wrong_standing, "standing, collection or reconditioning is not what it has to name")                     \
  X(wrong_also, "also repeats a known identifier, or claims another device's")                               \
  X(wrong_device, "the device is recorded elsewhere as a further identifier")                                \
  X(rule_broken, "the event breaks a rule and should have been refused")                                     \
  /* figures */                                                                                              \
  X(wrong_figures, "its figures do not follow from the entries")                                             \
  /* projections */                                                                                          \
  X(wrong_tile, "a stored tile does not match the entries")                                                  \
  X(missing_tile, "a tile is missing")                                                                       \
  X(wrong_device_row, "the stored state of the device does not match the entries")                           \
  X(missing_device_row, "the stored state of the device is missing")                                         \
  X(stray_device_row, "a state is stored for a device that no entry has")                                    \
  X(divergent_read, "looked up, the file gives other entries than read in order")                            \
  X(wrong_schema, "a table or trigger is missing")

enum class FindingWord : std::uint8_t {
#define LCL_FINDING(name, meaning) name,
  LCL_FINDINGS(LCL_FINDING)
#undef LCL_FINDING
};

[[nodiscard]] std::string_view word(FindingWord finding) noexcept;
[[nodiscard]] std::string_view meaning(FindingWord finding) noexcept;
/// Whether it is about what was given from outside, which then anchors nothing, and not about the ledger.
[[nodiscard]] bool is_of_anchor(FindingWord finding) noexcept;

/// One thing that is wrong.
struct Finding {
  FindingWord finding{};
  std::optional<std::uint64_t> seq;   ///< of the entry; nothing where there is none
  std::optional<std::uint64_t> size;  ///< of the checkpoint, where it is about one
  std::string detail;                 ///< what was found and expected; may be empty
};

}  // namespace lcl
