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
#define LCL_FINDINGS(X)                                                                      \
  /* the log */                                                                              \
  X(empty_ledger, "there is no entry")                                                       \
  X(missing_entry, "an entry is missing")                                                    \
  X(malformed_entry, "the entry is not in its canonical form")                               \
  X(wrong_seq, "the entry's seq is not its place in the log")                                \
  X(wrong_prev, "prev is not the hash of the entry before")                                  \
  X(altered_entry, "its bytes are not those that the log was built on")                      \
  X(time_goes_back, "its time is before the previous entry's")                               \
  X(unknown_kind, "its kind is unknown to format 1")                                         \
  X(missing_payload, "its payload is missing")                                               \
  X(wrong_payload, "its payload is not the one that was recorded")                           \
  X(malformed_payload, "its payload is not canonical or not of its kind")                    \
  X(missing_private, "its private part is missing")                                          \
  X(wrong_private, "its private part is not the one that was recorded")                      \
  X(unexpected_private, "it has a private part that its payload does not state")             \
  X(not_erased, "its private part is here, although a statement says it was erased")         \
  /* bundles */                                                                              \
  X(wrong_bundle, "the bundle withholds what it may not, or does not say what it withholds") \
  X(not_withheld, "it is here, although the bundle withholds it")                            \
  /* statements */                                                                           \
  X(not_opened, "entry 0 is not a valid registry_opened")                                    \
  X(wrong_signature, "its signature does not verify")                                        \
  X(not_permitted, "its signer may not do this at this point")                               \
  X(unknown_seen, "the head that its signer saw is no stored checkpoint of this log")        \
  X(replayed_statement, "the very same statement stands before it")                          \
  X(stray_event, "the event belongs to no submission")                                       \
  X(wrong_manifest, "its events are not those that were signed")                             \
  X(incomplete_submission, "fewer events follow than it states")                             \
  X(methodology_unsound, "the methodology does not load")                                    \
  /* tree and checkpoints */                                                                 \
  X(no_checkpoint, "no checkpoint is stored for it")                                         \
  X(malformed_checkpoint, "the stored checkpoint is not a signed checkpoint")                \
  X(wrong_checkpoint_signature, "the checkpoint's signature does not verify")                \
  X(wrong_root, "the checkpoint's root is not the root of the entries")                      \
  X(checkpoint_beyond_log, "the checkpoint states more entries than there are")              \
  X(missing_head, "the file head is missing")                                                \
  X(behind_head, "the ledger is behind the checkpoint kept in the file head")                \
  X(behind_anchor, "the ledger is behind a checkpoint given from outside")                   \
  X(not_an_extension, "the log does not extend a checkpoint given from outside")             \
  X(wrong_cosignature, "a witness's cosignature on a checkpoint from outside fails")         \
  X(no_quorum, "too few witnesses of the policy have seen the checkpoint")                   \
  X(wrong_timestamp, "a timestamp from outside does not verify")                             \
  X(wrong_log_key, "the ledger's log key is not the one given from outside")                 \
  X(wrong_certifier, "the ledger's certifier key is not the one given from outside")         \
  X(wrong_pepper_commitment, "the pepper at hand is not this registry's")                    \
  /* life cycles */                                                                          \
  X(wrong_after, "after is not the device's previous event")                                 \
  X(wrong_also, "also repeats an identifier that is known, or claims another device's")      \
  X(wrong_device, "the device is recorded elsewhere as a further identifier")                \
  X(rule_broken, "the event breaks a rule of the life cycle")                                \
  /* figures */                                                                              \
  X(wrong_figures, "its figures do not follow from the entries")                             \
  /* projections */                                                                          \
  X(wrong_tile, "a stored tile is not the one of the entries")                               \
  X(missing_tile, "a tile is missing")                                                       \
  X(wrong_device_row, "the projection of the device is not what the entries say")            \
  X(missing_device_row, "the device is missing from the projection")                         \
  X(stray_device_row, "the projection has a device that no entry has")                       \
  X(wrong_statement_row, "the projection of statements is not what the entries say")         \
  X(wrong_schema, "a table or trigger is missing")

enum class FindingWord : std::uint8_t {
#define LCL_FINDING(name, meaning) name,
  LCL_FINDINGS(LCL_FINDING)
#undef LCL_FINDING
};

[[nodiscard]] std::string_view word(FindingWord finding) noexcept;
[[nodiscard]] std::string_view meaning(FindingWord finding) noexcept;

/// One thing that is wrong.
struct Finding {
  FindingWord finding{};
  std::optional<std::uint64_t> seq;   ///< of the entry; nothing where there is none
  std::optional<std::uint64_t> size;  ///< of the checkpoint, where it is about one
  std::string detail;                 ///< what was found and expected; may be empty
};

}  // namespace lcl
