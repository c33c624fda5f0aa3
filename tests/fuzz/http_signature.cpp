// SPDX-License-Identifier: Apache-2.0
// Any bytes as fields of a signed request: refused, or written again as exactly what was read.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chain/http_signature.hpp"
#include "ledger/values/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  if (const auto input = lcl::parse_signature_input(bytes, "lcl")) {
    lcl::invariant("lcl=" + lcl::to_text(*input) == bytes,
                   "an input that is read is written as the same text");
    std::vector<lcl::CoveredComponent> covered;
    for (const std::string& name : input->components) covered.push_back({name, "value"});
    const auto base = lcl::signature_base(*input, covered);
    lcl::invariant(base && base->ends_with(bytes.substr(4)), "what is signed ends with the input");
  }
  if (const auto signature = lcl::parse_signature_field(bytes, "lcl")) {
    lcl::invariant(lcl::signature_field("lcl", *signature) == bytes, "there is one text of a signature");
  }
  if (const auto digest = lcl::parse_content_digest(bytes)) {
    lcl::invariant(lcl::content_digest_field(*digest) == bytes, "there is one text of a digest");
  }
  return 0;
}
