// SPDX-License-Identifier: Apache-2.0
// Uploaded logs, checked and staged to be signed (schemas/service.md,
// "Submissions").
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>
#include <vector>

#include "cli/service/ledgers.hpp"
#include "cli/service/message.hpp"
#include "cli/service/quotas.hpp"
#include "cli/service/signed_requests.hpp"
#include "cli/service/uploads.hpp"
#include "cli/service/work_folder.hpp"

namespace lcl::cli::service {

/// Called on several threads at once. A log is read and checked while others write; four at once at most.
class Preparations {
 public:
  Preparations(Ledgers& ledgers, Uploads& uploads, const std::filesystem::path& work);

  [[nodiscard]] Response prepare(const AskingParty& party, const Request& request);
  /// The staged submission.
  [[nodiscard]] Response staged(const AskingParty& party, const std::string& id) const;
  /// Signs and appends it. Who knows the id and has a signature of the key need not sign the request too.
  [[nodiscard]] Response take_signature(const std::string& id, const Request& request);

 private:
  struct Asked {
    Digest key;
    Upload upload;
    bool strict = false;
    std::vector<std::string> words;  ///< how the log is read, as options of the program
  };

  [[nodiscard]] std::variant<Asked, Response> asked(const AskingParty& party, const Request& request);
  [[nodiscard]] Response prepare(const AskingParty& party, const Asked& asked);
  /// A folder for one more of the party, of which it has no more than a few: the oldest goes.
  [[nodiscard]] std::string begin(const AskingParty& party, const Asked& asked);

  Ledgers& ledgers_;
  Uploads& uploads_;
  WorkFolder folder_;
  Quota an_hour_;
  std::counting_semaphore<> running_;
  std::mutex mutex_;
};

}  // namespace lcl::cli::service
