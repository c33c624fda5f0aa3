// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/witness.hpp"

#include <algorithm>

#include "ledger/chain/hash_lines.hpp"
#include "ledger/chain/lines.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::string_view old_prefix = "old ";

struct NamedWitnessRefusal {
  std::string_view word;
  int status = 0;
  std::string_view meaning;
};
constexpr NamedWitnessRefusal named_witness_refusals[] = {
#define LCL_WITNESS_REFUSAL(name, status, meaning) {#name, status, meaning},
    LCL_WITNESS_REFUSALS(LCL_WITNESS_REFUSAL)
#undef LCL_WITNESS_REFUSAL
};

const NamedWitnessRefusal& named(WitnessRefusal refusal) {
  return named_witness_refusals[static_cast<std::size_t>(refusal)];
}

}  // namespace

std::string_view word(WitnessRefusal refusal) noexcept { return named(refusal).word; }
std::string_view meaning(WitnessRefusal refusal) noexcept { return translation(named(refusal).meaning); }
int status(WitnessRefusal refusal) noexcept { return named(refusal).status; }

std::string to_text(const WitnessRequest& request) {
  std::string text{old_prefix};
  text += std::to_string(request.old_size) + '\n';
  append_hash_lines(request.proof, text);
  text += '\n';
  text += request.checkpoint;
  return text;
}

std::optional<WitnessRequest> parse_witness_request(std::string_view text) {
  const std::optional<std::string_view> first = take_line(text);
  if (!first || !first->starts_with(old_prefix)) return std::nullopt;
  const std::optional<std::uint64_t> old_size = parse_whole_number(first->substr(old_prefix.size()));
  std::optional<std::vector<Digest>> hashes = take_hash_lines(text);
  if (!old_size || !hashes || !parse_note(text)) return std::nullopt;
  return WitnessRequest{*old_size, *std::move(hashes), std::string{text}};
}

std::variant<WitnessedCheckpoint, WitnessRefusal> asked_for(const WitnessRequest& request,
                                                            const std::vector<NoteVerifier>& logs) {
  const std::optional<SignedCheckpoint> read = read_checkpoint(request.checkpoint);
  if (!read) return WitnessRefusal::malformed_request;
  const auto log = std::find_if(logs.begin(), logs.end(), [&read](const NoteVerifier& known) {
    return known.name == read->checkpoint.origin;
  });
  if (log == logs.end()) return WitnessRefusal::unknown_log;
  if (verify_note(read->note, *log) != NoteVerdict::verified) return WitnessRefusal::wrong_signature;
  return WitnessedCheckpoint{read->checkpoint, read->note.text, *log};
}

std::optional<WitnessRefusal> refusal(const WitnessRequest& request, const WitnessedCheckpoint& asked,
                                      const std::optional<Checkpoint>& last) {
  const std::uint64_t last_size = last ? last->size : 0;
  const Checkpoint& checkpoint = asked.checkpoint;
  if (request.old_size > checkpoint.size) return WitnessRefusal::wrong_old_size;
  if (request.old_size != last_size) return WitnessRefusal::conflict;
  const Digest last_root = last ? last->root : empty_root();
  if (!verify_consistency(last_size, last_root, checkpoint.size, checkpoint.root, request.proof))
    return WitnessRefusal::inconsistent;
  return std::nullopt;
}

}  // namespace lcl
