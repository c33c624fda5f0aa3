// SPDX-License-Identifier: Apache-2.0
// Any bytes as an RFC 3161 answer, or as certificates. Nobody here has the key of the authority that the
// seeds are by, so that whatever verifies says what it said.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "ledger/chain/timestamp_token.hpp"
#include "ledger/values/error.hpp"

namespace {

/// The root that certified the authority of corpus/timestamp/granted.tsr, for timestamps of 2026.
constexpr const char* seed_root =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBPDCB76ADAgECAhRO1qFwfRyCvQmOkeC5OfZsgoA1ITAFBgMrZXAwFDESMBAG\n"
    "A1UEAwwJVGVzdCByb290MB4XDTI2MTEyMjIwMzAzOVoXDTI2MTIyMjIwMzAzOVow\n"
    "FDESMBAGA1UEAwwJVGVzdCByb290MCowBQYDK2VwAyEAUuQ+RVZ5Xq6M06fIOJkf\n"
    "wyCNChSRwtDlcULrr6xmO/OjUzBRMB0GA1UdDgQWBBRq1LNubHvvNpsF7qQxVroM\n"
    "6m7SKzAfBgNVHSMEGDAWgBRq1LNubHvvNpsF7qQxVroM6m7SKzAPBgNVHRMBAf8E\n"
    "BTADAQH/MAUGAytlcANBAKzea6jknNrIA8SVJ5A3JbdCaU8++nALWb3zh5++syha\n"
    "Dk3mISXHNQNn09Wg5Y3p38UPuU8eNmsZv526RKotAgg=\n"
    "-----END CERTIFICATE-----\n";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const lcl::Digest stamped = lcl::stamped_by(bytes).value_or(lcl::Digest{});
  const auto verified = lcl::verify_timestamp(bytes, stamped, {seed_root});
  if (const auto* timestamp = std::get_if<lcl::Timestamp>(&verified)) {
    lcl::invariant(lcl::to_string(timestamp->time) == "2026-11-22T20:30:39.468Z" &&
                       timestamp->authority == "CN=Stamps,O=Test",
                   "nobody but the authority stamps");
  }
  lcl::invariant(
      !std::holds_alternative<lcl::Timestamp>(lcl::verify_timestamp(bytes, stamped, {std::string(bytes)})),
      "an answer is no certificate that it could be believed by");
  static_cast<void>(lcl::holds_certificates(bytes));
  return 0;
}
