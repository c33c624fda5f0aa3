// SPDX-License-Identifier: Apache-2.0
// Any bytes as what a registry afar answers: an obstacle, a refusal in known words, or an answer that proves
// nothing, since nobody signed for it.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "cli/kit/remote_receipt.hpp"
#include "ledger/values/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const lcl::NoteVerifier log{"registry.example/fuzz", lcl::PrivateKey::generate().public_key()};
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  lcl::invariant(!lcl::cli::remote_error_text(bytes, 503).empty(), "an answer without words has its status");
  lcl::invariant(
      !std::holds_alternative<lcl::Receipt>(lcl::cli::proven_receipt(bytes, lcl::Statement{}, log)),
      "what nobody signed proves nothing");
  try {
    lcl::invariant(!lcl::cli::remote_refusals(lcl::cli::remote_document(bytes)).listed.empty(),
                   "a refusal says what is refused");
  } catch (const lcl::Error&) {
    return 0;
  }
  return 0;
}
