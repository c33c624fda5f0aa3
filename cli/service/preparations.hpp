// SPDX-License-Identifier: Apache-2.0
// Uploaded logs, checked and staged to be signed (schemas/service.md,
// "Submissions").
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "cli/service/ledgers.hpp"
#include "cli/service/message.hpp"
#include "cli/service/quotas.hpp"
#include "cli/service/reading_places.hpp"
#include "cli/service/signed_requests.hpp"
#include "cli/service/uploads.hpp"
#include "cli/service/work_folder.hpp"

namespace lcl::cli::service {

/// Called on several threads at once. A log is read on a thread of its own while others write, four at a
/// time; who asks waits for it, and where that takes long is told to ask again, for the same.
class Preparations {
 public:
  Preparations(Ledgers& ledgers, Uploads& uploads, const std::filesystem::path& work);
  /// Breaks off what is being read.
  ~Preparations();
  Preparations(const Preparations&) = delete;
  Preparations& operator=(const Preparations&) = delete;

  [[nodiscard]] Response prepare(const AskingParty& party, const Request& request);
  /// The staged submission.
  [[nodiscard]] Response staged(const AskingParty& party, const std::string& id) const;
  /// Signs and appends it. Who knows the id and has a signature of the key need not sign the request too.
  [[nodiscard]] Response take_signature(const std::string& id, const Request& request);
  /// Removes those that a day has passed over.
  void sweep();

 private:
  struct Asked {
    Digest key;
    Upload upload;
    bool strict = false;
    bool accept_valid = false;
    std::size_t listed = 1'000;      ///< refusals, at most
    std::vector<std::string> words;  ///< how the log is read, as options of the program
  };

  /// What came of a log, as of a head.
  struct Read {
    Response response{};
    Head head{};
    std::string id{};  ///< empty: nothing is staged
  };
  struct Reading {
    std::string owner;
    std::uint64_t number = 0;  ///< in order
    std::shared_future<Read> read;
  };

  [[nodiscard]] std::variant<Asked, Response> asked(const AskingParty& party, const Request& request);
  /// Why the party may not have it prepared.
  [[nodiscard]] std::optional<Response> forbidden(const AskingParty& party, const Asked& asked);
  /// The reading that answers it: one that was begun before, or a new one.
  [[nodiscard]] std::variant<std::shared_future<Read>, Response> reading(const AskingParty& party,
                                                                         const Asked& asked);
  [[nodiscard]] std::ptrdiff_t unread(const std::optional<std::string>& owner = {}) const;
  [[nodiscard]] bool still_holds(const std::shared_future<Read>& read) const;
  void forget_old(const std::string& owner);
  [[nodiscard]] Read read(const AskingParty& party, const Asked& asked);
  [[nodiscard]] Read prepared(const AskingParty& party, const Asked& asked);
  /// A folder for one more of the party, of which it has no more than a few staged: the oldest goes.
  [[nodiscard]] std::string begin(const AskingParty& party, const Asked& asked);
  void end(const std::string& id, bool is_staged);

  Ledgers& ledgers_;
  Uploads& uploads_;
  WorkFolder folder_;
  Quota an_hour_;
  ReadingPlaces places_;
  std::atomic<bool> stopping_{false};
  std::mutex folder_mutex_;
  std::set<std::string> being_staged_;
  std::mutex mutex_;
  std::uint64_t begun_ = 0;
  std::map<std::string, Reading> readings_;  ///< by what was asked; those that run end before the rest goes
};

}  // namespace lcl::cli::service
