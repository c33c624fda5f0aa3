// SPDX-License-Identifier: Apache-2.0
// Any bytes as an RFC 3161 answer, or as certificates: refused without a leak or a stray read. Nobody here
// has the key of the authority that the seeds are by, so that at most what it said can verify.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "ledger/chain/timestamp_token.hpp"
#include "ledger/values/error.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto stamped = lcl::stamped_by(bytes);
  lcl::invariant(!std::holds_alternative<lcl::Timestamp>(
                     lcl::verify_timestamp(bytes, stamped.value_or(lcl::Digest{}), {std::string(bytes)})),
                 "an answer is no certificate that it could be believed by");
  static_cast<void>(lcl::holds_certificates(bytes));
  return 0;
}
