// SPDX-License-Identifier: Apache-2.0
// Logs on their way to the registry, part by part (schemas/service.md,
// "Submissions"). How far each is, its file says: so a service that was stopped
// goes on where it was.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

#include "cli/service/ledgers.hpp"
#include "cli/service/message.hpp"
#include "cli/service/quotas.hpp"
#include "cli/service/signed_requests.hpp"
#include "cli/service/work_folder.hpp"
#include "ledger/values/digest.hpp"

namespace lcl::cli::service {

inline constexpr std::size_t part_bytes = std::size_t{8} << 20U;

/// What was said of a log when its upload was begun.
struct Upload {
  std::string id;
  std::string owner;
  std::string name;  ///< of the log's file, as its owner calls it
  std::string project;
  std::uint64_t bytes = 0;
  Digest sha256;
  std::filesystem::path file;
};

/// Called on several threads at once; of each upload, one part at a time is taken.
class Uploads {
 public:
  Uploads(Ledgers& ledgers, const std::filesystem::path& work);

  [[nodiscard]] Response begin(const AskingParty& party, const Request& request);
  [[nodiscard]] Response append(const AskingParty& party, const std::string& id, const Request& request);
  [[nodiscard]] Response offset(const AskingParty& party, const std::string& id);
  [[nodiscard]] Response give_up(const AskingParty& party, const std::string& id);

  /// The upload, where all of it has come and is what its owner said; else the answer: 404 or 400.
  [[nodiscard]] std::variant<Upload, Response> whole(const AskingParty& party, const std::string& id);
  void remove(const std::string& id);
  /// Removes those that a day has passed over.
  void sweep();

 private:
  void sweep_alone();

  /// How the bytes that have come hash, so far as this process has seen them come.
  struct Hashed {
    std::mutex alone{};
    Sha256 sha256{};
    std::uint64_t bytes = 0;
    std::optional<Digest> digest{};  ///< of the whole
  };

  [[nodiscard]] std::optional<Upload> owned(const AskingParty& party, const std::string& id) const;
  [[nodiscard]] std::shared_ptr<Hashed> hashed(const std::string& id);
  /// Whether the file of the upload is what was announced; `hashed` is held alone.
  [[nodiscard]] static bool is_as_announced(const Upload& upload, Hashed& hashed);
  [[nodiscard]] std::optional<Response> begun_before(const AskingParty& party, const Upload& upload) const;
  /// Where a party has as many as it may, the one that was idle longest goes, be it whole or forgotten.
  [[nodiscard]] std::optional<Response> make_room(const AskingParty& party);

  Ledgers& ledgers_;
  WorkFolder folder_;
  Quota bytes_a_day_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Hashed>> hashed_;  ///< by id
};

}  // namespace lcl::cli::service
