// SPDX-License-Identifier: Apache-2.0
// An RFC 3161 authority of our own, run by the openssl program: it shares no
// code with what reads its answers but the library below both.
#pragma once

#include <string>
#include <string_view>

#include "tests/chain/temporary_folder.hpp"

namespace lcl::test {

class TimestampAuthority {
 public:
  /// Certified by a root of its own for `purpose` (an extendedKeyUsage), from yesterday for `days` days.
  explicit TimestampAuthority(std::string_view purpose = "timeStamping", int days = 30);

  [[nodiscard]] std::string root() const { return content_of(folder_ / "root.pem"); }
  [[nodiscard]] std::string own_certificate() const { return content_of(folder_ / "own.pem"); }
  /// The DER answer to the DER `query`, at `time` as faketime takes it; empty: now.
  [[nodiscard]] std::string answer(std::string_view query, const std::string& time = {}) const;
  /// Whether `openssl ts -verify` takes `answer` as one to `query`.
  [[nodiscard]] bool accepts(std::string_view query, std::string_view answer) const;

 private:
  [[nodiscard]] std::string in_folder(const std::string& command) const;

  TemporaryFolder folder_;
};

}  // namespace lcl::test
