// SPDX-License-Identifier: Apache-2.0
// Any bytes as a proof file: refused, or written back as they were; what it
// claims is then checked, which must end whatever the claim is.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ledger/chain/proof.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/values/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto proof = lcl::parse_proof(bytes);
  if (!proof) return 0;
  lcl::invariant(lcl::to_text(*proof) == bytes, "a proof that is read is written as the same text");
  const auto note = lcl::parse_note(proof->checkpoint);
  lcl::invariant(note.has_value(), "a proof's checkpoint is a signed note");
  const auto checkpoint = lcl::parse_checkpoint_text(note->text);
  if (!checkpoint) return 0;
  const lcl::Digest leaf = lcl::sha256("no leaf of any log");
  lcl::invariant(
      !lcl::verify_inclusion(leaf, proof->index, checkpoint->size, proof->hashes, checkpoint->root) ||
          (proof->hashes.empty() && leaf == checkpoint->root),
      "a leaf that is in no log is in none");
  static_cast<void>(
      lcl::verify_consistency(proof->index, checkpoint->root, checkpoint->size, leaf, proof->hashes));
  return 0;
}
