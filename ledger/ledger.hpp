// SPDX-License-Identifier: Apache-2.0
// Low Carbon Ledger: start here. A Ledger is a registry's folder, opened; it
// takes statements and submissions in and answers questions about what stands
// in it. Everything else in this library is a stage of what these calls do
// (ledger/README.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>
#include <vector>

#include "ledger/audit/audit_report.hpp"
#include "ledger/audit/project_audit.hpp"
#include "ledger/audit/verify.hpp"
#include "ledger/bundle.hpp"
#include "ledger/chain/keys.hpp"
#include "ledger/correction.hpp"
#include "ledger/events/device_opening.hpp"
#include "ledger/events/log_reader.hpp"
#include "ledger/figures/explanation.hpp"
#include "ledger/figures/issuance.hpp"
#include "ledger/figures/tally.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/replay/sampled_device.hpp"
#include "ledger/store/reader.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

/// Where the parts of a registry are. `path` may also be a ledger file by itself, such as a bundle: that can
/// be read, and has no other parts.
struct RegistryFolder {
  std::filesystem::path path;
  [[nodiscard]] bool is_file() const {
    std::error_code absent;
    return std::filesystem::is_regular_file(path, absent);
  }
  [[nodiscard]] std::filesystem::path ledger() const { return is_file() ? path : path / "ledger.db"; }
  [[nodiscard]] std::filesystem::path head() const { return path / "head"; }
  [[nodiscard]] std::filesystem::path pepper() const { return path / "pepper.key"; }
  [[nodiscard]] std::filesystem::path log_key() const { return path / "keys" / "log.pem"; }
  [[nodiscard]] std::filesystem::path operator_key() const { return path / "keys" / "operator.pem"; }
};

/// A statement in the log.
struct Receipt {
  std::uint64_t seq = 0;
  Head head;               ///< after it
  std::string checkpoint;  ///< the signed note of `head`
};

/// What came of preparing a submission.
struct Preparation {
  std::uint64_t lines = 0;  ///< events read, refused ones included
  std::uint64_t accepted = 0;
  std::uint64_t skipped = 0;    ///< recorded already
  std::uint64_t refused = 0;    ///< lines with a refusal
  std::uint64_t refusals = 0;   ///< in all
  std::vector<Refused> listed;  ///< the first 1,000
  std::uint64_t devices = 0;    ///< touched by accepted events
  std::uint64_t new_devices = 0;
};

struct PrepareOptions {
  std::string project;
  bool accept_valid = false;  ///< take the good lines and write the others to `refused_lines`
  std::ostream* refused_lines = nullptr;
  std::size_t list_at_most = 1'000;
};

/// One entry as `lcl log` shows it.
struct LoggedEntry {
  std::uint64_t seq = 0;
  Instant time;
  std::string kind;
  std::string project;
  std::optional<Pseudonym> device;
  std::string entry;                   ///< canonical bytes
  std::optional<std::string> payload;  ///< canonical bytes
};

struct LogQuery {
  std::uint64_t from = 0;
  std::uint64_t to = ~std::uint64_t{0};  ///< exclusive
  std::string project;                   ///< empty: all
  std::string kind;
  bool statements_only = false;
};

class Ledger {
 public:
  /// Makes a registry in `folder` (which must not exist or be empty): keys, pepper, ledger, entry 0.
  /// `registry_exists` if there is something there.
  static std::variant<Receipt, Refused> create(const RegistryFolder& folder, const std::string& origin,
                                               const PublicKey& certifier,
                                               const std::string& operator_passphrase = {});

  /// Opens the registry in `folder`; reading needs neither keys nor pepper. Throws Error (not_a_registry,
  /// newer_format, …).
  explicit Ledger(RegistryFolder folder, int wait_ms = 600'000);
  Ledger(Ledger&&) noexcept;
  ~Ledger();

  [[nodiscard]] const RegistryFolder& folder() const;
  [[nodiscard]] const Reader& reader() const;
  /// The state after all statements up to `head()`.
  [[nodiscard]] const RegistryState& state() const;
  /// The last signed checkpoint.
  [[nodiscard]] Head head() const;
  [[nodiscard]] const std::string& checkpoint() const;
  [[nodiscard]] std::string log_vkey() const;

  // ---- acts

  /// An unsigned statement of `kind` on today's head, to be signed with the key of id `key`.
  [[nodiscard]] Statement draft(std::string_view kind, std::string project, Json act,
                                const Digest& key) const;
  /// The first rule that the draft, or the signed statement, would break now; figures that it states are
  /// recomputed.
  [[nodiscard]] std::optional<Refused> refusal(const Statement& statement,
                                               const Progress& progress = {}) const;
  /// Appends a signed statement that is not a submission, with the private part (canonical JSON with a
  /// `salt`) that `act.private` is the SHA-256 of. Of `private_erased`, the private part that it names is
  /// gone from the file as well. Durable when it returns.
  [[nodiscard]] std::variant<Receipt, Refused> commit(const Statement& statement,
                                                      const Progress& progress = {},
                                                      const std::optional<std::string>& private_part = {});

  // ---- monitoring and units; of a labelled project, else Error (unavailable)

  /// The fields of `period_reported`, computed at `head()`.
  [[nodiscard]] Json report_act(const std::string& project, const Period& period, std::uint64_t estimate,
                                const Progress& progress = {}) const;
  /// What the project is owed at `head()`, over its audited periods, by vintage.
  [[nodiscard]] std::vector<VintageFigures> vintages(const std::string& project,
                                                     const Progress& progress = {}) const;
  /// The fields of `units_issued` for one vintage on the report of entry `report`, computed at `head()`.
  [[nodiscard]] std::variant<Json, Refused> issuance_act(const std::string& project, std::uint64_t report,
                                                         int vintage, const Progress& progress = {}) const;
  /// The fields of `debt_set_off` at `head()`.
  [[nodiscard]] Json set_off_act(int vintage, int from_vintage, const Decimal& kg) const;

  // ---- samples

  /// The fields of `sample_drawn`: what `number` draws from the population of the report of entry `report`,
  /// with the commitment of entry `commitment`. Refused where there is no such report or commitment, or
  /// nothing to draw from; that they go together is for `refusal` to say.
  [[nodiscard]] std::variant<Json, Refused> draw_act(const std::string& project, std::uint64_t commitment,
                                                     std::uint64_t report, const Digest& number,
                                                     const Progress& progress = {}) const;
  /// The fields of `sample_recorded`, from `results` as the act has them: unknown_sample, not_sampled.
  [[nodiscard]] std::variant<Json, Refused> conclusion_act(const std::string& project, std::uint64_t sample,
                                                           const Json& results, const Digest& document,
                                                           const Progress& progress = {}) const;
  /// The devices of a sample that is on record, drawn again from the entries, by ascending collection.
  [[nodiscard]] std::vector<SampledDevice> sampled(const Project& project, const DrawnSample& sample,
                                                   const Progress& progress = {}) const;
  /// What opens the identities of sampled devices. Needs the pepper.
  [[nodiscard]] std::vector<DeviceOpening> openings(const std::vector<SampledDevice>& devices) const;
  /// The `identity` that the collection at `seq` recorded.
  [[nodiscard]] Digest identity(std::uint64_t seq) const;
  /// What there is to say of the audit of the report of entry `report`, which must be the project's: the
  /// ledger verified against `anchors`, and the report's figures made again.
  [[nodiscard]] AuditReport audit_report(const std::string& project, std::uint64_t report,
                                         const Anchors& anchors, const Progress& progress = {}) const;

  // ---- submissions: prepare, sign, commit

  /// Reads `log`, checks every event and writes the accepted ones to `staged` (a new file, mode 0600): the
  /// statement to be signed with the key of id `key`, then the events (schemas/README.md, "Staged
  /// submission"). Where anything is refused and not accept_valid, or nothing is accepted, no file is left.
  [[nodiscard]] Preparation prepare(LogReader& log, const PrepareOptions& options, const Digest& key,
                                    const std::filesystem::path& staged, const Progress& progress = {});
  /// Appends the signed submission staged in a file: all of it or, refused, nothing.
  [[nodiscard]] std::variant<Receipt, Refused> commit_staged(const std::filesystem::path& staged,
                                                             const Progress& progress = {});

  /// What the corrected `log`, which holds all events of the devices that it names, changes in what stands
  /// for them in `project`. Needs the pepper, and memory for the log.
  [[nodiscard]] Correction correction(LogReader& log, const std::string& project,
                                      const Progress& progress = {}) const;

  // ---- devices

  /// The pseudonyms of identifiers, in the order imei, imei2, serial. Needs the pepper.
  [[nodiscard]] std::vector<Pseudonym> pseudonyms(const Identifiers& identifiers) const;
  /// The device a pseudonym belongs to, with its state; nothing if it was never recorded.
  [[nodiscard]] std::optional<DeviceRow> device(const Pseudonym& pseudonym) const;
  [[nodiscard]] Explanation explanation(const Pseudonym& device) const;

  // ---- answers

  /// Of a labelled project at `head()`, else Error (unavailable).
  [[nodiscard]] Tally tally(const std::string& project, const Period& period,
                            const std::vector<Grouping>& groupings, const Progress& progress = {}) const;
  /// Of several periods, in their order; the log is read once.
  [[nodiscard]] std::vector<Tally> tallies(const std::string& project, const std::vector<Period>& periods,
                                           const std::vector<Grouping>& groupings,
                                           const Progress& progress = {}) const;
  /// Of a labelled project at `head()`: its stated figures recomputed, and the questions that its events in
  /// `period` raise.
  [[nodiscard]] ProjectAudit audit(const std::string& project, const Period& period,
                                   const Progress& progress = {}) const;
  /// Calls `entry` for those that match, in order.
  void log(const LogQuery& query, const std::function<void(const LoggedEntry&)>& entry) const;
  /// What is at hand where that is a bundle, not a whole ledger.
  [[nodiscard]] const std::optional<BundleTerms>& bundle() const;
  /// Why nothing can be appended here, as a message: this is a bundle, or a ledger's file by itself. Nothing
  /// of a registry.
  [[nodiscard]] std::optional<std::string> why_read_only() const;
  /// Writes a bundle of a project to a new file, as of `head()`: the file appears whole and durable, or not
  /// at all. Throws Error: unavailable (no such project; this is a bundle itself), io (there is such a file),
  /// damaged.
  BundleContent write_bundle(const BundleRequest& request, const Progress& progress = {}) const;

  // ---- for a ledger that may be too damaged to open

  /// Verifies the ledger in `folder`, with its head file and pepper where they are; or a ledger file.
  [[nodiscard]] static VerifyReport verify(const RegistryFolder& folder, const Anchors& anchors,
                                           bool log_only, const Progress& progress = {});
  /// Drops the projections and makes them anew from the entries.
  static void rebuild(const RegistryFolder& folder, int wait_ms = 600'000, const Progress& progress = {});

  struct Parts;  ///< ledger_parts.hpp

 private:
  std::unique_ptr<Parts> parts_;
};

}  // namespace lcl
