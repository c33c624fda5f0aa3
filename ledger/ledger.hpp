// SPDX-License-Identifier: Apache-2.0
// Low Carbon Ledger: start here. Everything else in this library is a stage of
// what these calls do (ledger/README.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/audit/finding.hpp"
#include "ledger/chain/keys.hpp"
#include "ledger/events/log_reader.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/intake/outcome.hpp"
#include "ledger/registry/certifier.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/values/progress.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

class OpenLedger;
class RegistryState;

/// A registry, opened: takes signed statements and submissions in, and answers from what stands in its log.
///
/// Answers are as of `head()`, the last signed checkpoint when it was opened, or after its own last call that
/// prepares or commits. What a rule refuses is a value (Result, Refused, Preparation); what kept a call from
/// answering is thrown as Error, and leaves the registry as it was, with one exception: where only the file
/// `head` could not be written, the entry stands, and the message names it. A statement sent again as it was
/// signed is not appended again (Receipt::recorded_before). A Ledger
/// belongs to one thread at a time; several may be open on one registry, in one process or many: readers
/// never make a writer fail, and one writes while others wait. References it gives live as long as it, and
/// change with its next call that prepares or commits.
class Ledger {
 public:
  /// Makes a registry in `folder` (which must not exist or be empty): keys, pepper, ledger, entry 0.
  /// It is an official registry if the ministry's `mandate` is named, by its SHA-256, else a trial.
  /// `registry_exists` if there is something there.
  static Result<Receipt> create(const std::filesystem::path& folder, const std::string& origin,
                                const Certifier& certifier, const std::string& operator_passphrase = {},
                                const std::optional<Digest>& mandate = {});

  /// Notes in the user's state folder that the registry in `folder`, which was moved or copied there, is this
  /// user's own, so that it is written to. It must hold the log key. Throws Error.
  static void adopt(const std::filesystem::path& folder);

  /// Opens the registry in `folder`, or the ledger file `folder`, such as a bundle, which can only be read.
  /// Reading needs neither keys nor pepper. Waits up to `wait_ms` where another writes. Throws Error
  /// (not_a_registry, newer_format, …).
  explicit Ledger(std::filesystem::path folder, int wait_ms = 600'000);
  Ledger(Ledger&&) noexcept;
  ~Ledger();

  /// The last signed checkpoint: its head, its note, and the key it is signed with.
  [[nodiscard]] Head head() const;
  [[nodiscard]] const std::string& checkpoint() const;
  [[nodiscard]] std::string log_vkey() const;
  /// Why nothing can be appended here, as a message: this is a bundle, or a ledger's file by itself. Nothing
  /// of a registry.
  [[nodiscard]] std::optional<std::string> why_read_only() const;

  /// From here on entries are recorded however far this machine's clock is from the last one: somebody has
  /// looked, and it is right. Otherwise a clock more than 5 minutes behind the last entry, or more than 30
  /// days ahead of it, is `wrong_clock`.
  void accept_clock();

  /// What is answered from now on is as of the last signed checkpoint of now. Throws Error (damaged) where
  /// that does not extend the one before.
  void refresh();

  /// What is answered from now on is as of the first `size` entries, and nothing can be appended. Throws
  /// Error (unavailable) where nothing recorded ended there.
  void go_back_to(std::uint64_t size);

  // ---- submissions: prepare, sign, commit

  /// Reads `log`, checks every event and writes the accepted ones to `staged` (a new file, mode 0600, or an
  /// empty one): the statement to be signed with the key of id `key`, then the events (schemas/README.md,
  /// "Staged submission"). Where anything is refused and not accept_valid, or nothing is accepted, no file is
  /// left.
  [[nodiscard]] Preparation prepare(LogReader& log, const PrepareOptions& options, const Digest& key,
                                    const std::filesystem::path& staged, const Progress& progress = {});
  /// Signs what is staged in a file, in place; it can be done on another machine, with nothing else at hand.
  /// Throws Error where the statement names another key.
  static void sign_staged(const std::filesystem::path& staged, const PrivateKey& key);
  /// Appends the signed submission staged in a file: all of it or, refused, nothing.
  [[nodiscard]] Result<Receipt> commit_staged(const std::filesystem::path& staged,
                                              const Progress& progress = {});

  // ---- acts

  /// An unsigned statement of `kind` on `head()`, to be signed with the key of id `key`.
  [[nodiscard]] Statement draft(std::string_view kind, std::string project, Json act,
                                const Digest& key) const;
  /// The first rule that the draft, or the signed statement, would break now; figures that it states are
  /// recomputed.
  [[nodiscard]] std::optional<Refused> refusal(const Statement& statement,
                                               const Progress& progress = {}) const;
  /// Appends a signed statement that is not a submission, with the private part (canonical JSON with a
  /// `salt`) that `act.private` is the SHA-256 of. Of `private_erased`, the private part that it names is
  /// gone from the file as well. Durable when it returns.
  [[nodiscard]] Result<Receipt> commit(const Statement& statement, const Progress& progress = {},
                                       const std::optional<std::string>& private_part = {});

  // ---- figures of a labelled project, else Error (unavailable)

  [[nodiscard]] Tally tally(const std::string& project, const Period& period,
                            const std::vector<Grouping>& groupings, const Progress& progress = {}) const;
  /// Of several periods, in their order; the log is read once.
  [[nodiscard]] std::vector<Tally> tallies(const std::string& project, const std::vector<Period>& periods,
                                           const std::vector<Grouping>& groupings,
                                           const Progress& progress = {}) const;

  // ---- for a ledger that may be too damaged to open

  /// All that is wrong with the ledger in `folder` (a registry's folder or a ledger file): nothing of a sound
  /// one. `kept` are signed notes of its checkpoints that were kept elsewhere; without any, the ledger
  /// vouches for its own end.
  [[nodiscard]] static std::vector<Finding> verify(const std::filesystem::path& folder,
                                                   const std::vector<std::string>& kept = {},
                                                   const Progress& progress = {});
  /// Drops the projections and makes them anew from the entries.
  static void rebuild(const std::filesystem::path& folder, int wait_ms = 600'000,
                      const Progress& progress = {});

  // ---- within this source tree: what the stages offer beyond this class; their headers are not installed

  [[nodiscard]] const OpenLedger& opened() const;
  /// What the statements up to `head()` have put on record.
  [[nodiscard]] const RegistryState& state() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace lcl
