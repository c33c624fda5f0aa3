// SPDX-License-Identifier: Apache-2.0
// Any bytes as a proof file: refused, or written back as they were; and never
// shown to hold, since nobody signed for them. Then the same bytes as bundles.
#include "ledger/chain/proof_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ledger/chain/published_folder.hpp"
#include "ledger/values/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const lcl::NoteVerifier log{"registry.example/fuzz", lcl::PrivateKey::generate().public_key()};
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto file = lcl::parse_proof_file(bytes);
  const bool whole = file && (file->kind != lcl::ProofKind::entry || !file->entries.front().bytes.empty());
  if (whole) lcl::invariant(lcl::to_text(*file) == bytes, "a proof that is read is written as the same text");
  lcl::invariant(!lcl::check_proof(bytes, log).holds(), "what nobody signed does not hold");

  const std::size_t width = size % 257;
  if (const auto entries = lcl::parse_entry_bundle(bytes, width)) {
    std::string again;
    for (const std::string_view each : *entries) lcl::append_to_entry_bundle(each, again);
    lcl::invariant(again == bytes, "a bundle of entries that is read is written as the same bytes");
  }
  if (const auto payloads = lcl::parse_payload_bundle(bytes, width)) {
    std::string again;
    for (const auto& each : *payloads) lcl::append_to_payload_bundle(each, again);
    lcl::invariant(again == bytes, "a bundle of payloads that is read is written as the same bytes");
  }
  return 0;
}
