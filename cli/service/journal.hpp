// SPDX-License-Identifier: Apache-2.0
// The server's journal: one canonical JSON document a line on standard error.
// It holds no query, header or body. May be used by any number of threads.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

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

/// Called on several threads at once. Lines are written by one thread of its own, so that nobody waits for
/// whoever reads them; of what is not read in time a megabyte is kept, and counted what is left out.
class Journal {
 public:
  explicit Journal(bool of_requests);

  /// Nothing unless requests are noted.
  void note(const JournalLine& line);
  /// What kept the service from answering; noted always.
  void note_failure(const std::string& path, const std::string& why);

 private:
  void add(const Json& line);
  void write_on(const std::stop_token& stop);

  bool of_requests_;
  std::mutex mutex_;
  std::condition_variable_any come_;
  std::string waiting_;        // whole lines
  std::uint64_t dropped_ = 0;  // lines since those
  std::jthread thread_;        // uses those above; before it ends it writes what is taken at once
};

}  // namespace lcl::cli::service
