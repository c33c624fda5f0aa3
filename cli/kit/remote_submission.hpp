// SPDX-License-Identifier: Apache-2.0
// A submission to a registry at an address (schemas/service.md, "Submissions"):
// the log is uploaded in parts, checked and staged there, and what is staged
// comes back to be held to the log, and signed here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "cli/kit/remote_registry.hpp"
#include "ledger/intake/outcome.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/progress.hpp"

namespace lcl::cli {

/// What `document`, an answer of lcl submit --json, says. Throws Error (unavailable) where it is none.
[[nodiscard]] Preparation preparation_in(const Json& document);

class RemoteSubmission {
 public:
  /// `registry` must outlive this; all but `commit` asks in its session.
  explicit RemoteSubmission(RemoteRegistry& registry) : registry_(registry) {}

  /// Uploads `file`, which is called `name` there, for a submission to `project`; what an earlier call has
  /// uploaded of the same file is not sent again. All here throw Error (unavailable, io).
  void upload(const std::filesystem::path& file, const std::string& name, const std::string& project,
              const Progress& progress);
  /// Has it checked, to be signed with the key of id `key`, as `options` say (schemas/service.md,
  /// "Submissions"). Where events are accepted and nothing is refused, or left out as asked for, they are
  /// staged.
  [[nodiscard]] Preparation prepare(const Digest& key, const Json& options, const Progress& progress);
  /// What was uploaded is not needed any more, also by what is staged of it.
  void give_up_upload();
  /// Writes what is staged to the empty file `staged`, and notes whose it is.
  void fetch_staged(const std::filesystem::path& staged, const Progress& progress);
  /// Has the signed statement of a submission that this user had prepared there committed.
  [[nodiscard]] Result<Receipt> commit(const Statement& statement, const NoteVerifier& log,
                                       const Progress& progress);

 private:
  void upload_parts(const Descriptor& open, const std::filesystem::path& file, std::uint64_t bytes,
                    const Progress& progress);
  [[nodiscard]] remote::HttpAnswer read_there(const std::string& asked, const Progress& progress);
  [[nodiscard]] std::filesystem::path note_of(const Statement& statement) const;

  RemoteRegistry& registry_;
  std::string upload_, preparation_;
  std::uint64_t offset_ = 0, part_bytes_ = 0, staged_bytes_ = 0;
};

}  // namespace lcl::cli
