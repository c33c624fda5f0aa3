// SPDX-License-Identifier: Apache-2.0
// Any bytes as the origin of an exported file: refused, or written back as they were.
#include "ledger/texts/listing/export_origin.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ledger/values/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto origin = lcl::parse_export_origin(bytes);
  if (origin)
    lcl::invariant(lcl::export_origin_text(*origin) == bytes,
                   "an origin that is read is written as the same text");
  return 0;
}
