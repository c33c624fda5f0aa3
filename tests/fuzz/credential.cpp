// SPDX-License-Identifier: Apache-2.0
// Any JSON as a credential: never proven, since nobody signed it. Then the same bytes as base58.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "ledger/chain/data_integrity.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto parsed = lcl::parse_json(bytes);
  if (const auto* document = std::get_if<lcl::Json>(&parsed))
    lcl::invariant(!lcl::integrity_proven_by(*document), "nobody signed this");
  if (const auto read = lcl::from_base58(bytes))
    lcl::invariant(lcl::base58(*read) == bytes, "what is read as base58 is written as the same text");
  return 0;
}
