// SPDX-License-Identifier: Apache-2.0
// Any bytes as openings: refused, or written back as they were.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ledger/events/device_opening.hpp"
#include "ledger/values/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto read = lcl::parse_openings(bytes);
  if (const auto* openings = std::get_if<std::vector<lcl::DeviceOpening>>(&read)) {
    lcl::invariant(lcl::to_text(*openings) == bytes, "openings that are read are written as the same text");
  } else {
    lcl::invariant(!std::get<std::vector<lcl::Refused>>(read).empty(),
                   "what is not read is refused for something");
  }
  return 0;
}
