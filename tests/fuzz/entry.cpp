// SPDX-License-Identifier: Apache-2.0
// Any bytes: either they are refused as an entry, or writing what was read gives them back.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/chain/entry.hpp"
#include "ledger/values/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  static lcl::Entry entry;  // reused, as readers do
  if (lcl::read_entry(bytes, entry) != nullptr) return 0;
  std::string written;
  lcl::append_entry(entry, written);
  lcl::invariant(written == bytes, "an entry that is read is written as the same bytes");
  return 0;
}
