// SPDX-License-Identifier: Apache-2.0
// The server's journal: one canonical JSON document a line on standard error.
// It holds no query, header or body. May be used by any number of threads.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>

#include "ledger/values/json.hpp"

namespace lcl::cli::service {

struct JournalLine {
  std::string address;
  std::string method;  ///< empty, like the path, where the request could not be read
  std::string path;
  unsigned status = 0;
  std::uint64_t bytes = 0;  ///< of the answer's body that were sent
  std::uint64_t microseconds = 0;
  std::string signer{};  ///< id of the key that signed; empty: none
};

class Journal {
 public:
  explicit Journal(bool of_requests) : of_requests_(of_requests) {}

  /// Nothing unless requests are noted.
  void note(const JournalLine& line);
  /// What kept the service from answering; noted always.
  void note_failure(const std::string& path, const std::string& why);

 private:
  void write(const Json& line);

  bool of_requests_;
  std::mutex mutex_;
};

}  // namespace lcl::cli::service
