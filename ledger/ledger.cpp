// SPDX-License-Identifier: Apache-2.0
#include "ledger/ledger.hpp"

#include <utility>

#include "ledger/audit/verify.hpp"
#include "ledger/intake/commit.hpp"
#include "ledger/intake/create.hpp"
#include "ledger/intake/prepare.hpp"
#include "ledger/intake/rebuild.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/replay/stated_figures.hpp"
#include "ledger/store/open_ledger.hpp"

namespace lcl {

struct Ledger::Parts {
  OpenLedger ledger;
  std::optional<SubmissionPlan> plan;  ///< of the submission prepared last
};

Result<Receipt> Ledger::create(const std::filesystem::path& folder, const std::string& origin,
                               const Certifier& certifier, const std::string& operator_passphrase,
                               const std::optional<Digest>& mandate) {
  return create_registry({folder}, origin, certifier, operator_passphrase, mandate);
}

void Ledger::adopt(const std::filesystem::path& folder) { adopt_registry({folder}); }

Ledger::Ledger(std::filesystem::path folder, int wait_ms)
    : parts_(new Parts{OpenLedger({std::move(folder)}, wait_ms), std::nullopt}) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

const OpenLedger& Ledger::opened() const { return parts_->ledger; }
const RegistryState& Ledger::state() const { return opened().state(); }
Head Ledger::head() const { return opened().head(); }
const std::string& Ledger::checkpoint() const { return opened().note(); }
std::string Ledger::log_vkey() const { return vkey({state().origin(), state().log_key()}); }
std::optional<std::string> Ledger::why_read_only() const { return opened().why_read_only(); }

void Ledger::accept_clock() { parts_->ledger.accept_clock(); }
void Ledger::go_back_to(std::uint64_t size) { parts_->ledger.go_back_to(size); }

Preparation Ledger::prepare(LogReader& log, const PrepareOptions& options, const Digest& key,
                            const std::filesystem::path& staged, const Progress& progress) {
  parts_->plan.reset();
  PreparedSubmission prepared = lcl::prepare(parts_->ledger, log, options, key, staged, progress);
  parts_->plan = std::move(prepared.plan);
  return std::move(prepared.outcome);
}

void Ledger::sign_staged(const std::filesystem::path& staged, const PrivateKey& key) {
  lcl::sign_staged(staged, key);
}

Result<Receipt> Ledger::commit_staged(const std::filesystem::path& staged, const Progress& progress) {
  return lcl::commit_staged(parts_->ledger, staged, std::exchange(parts_->plan, std::nullopt), progress);
}

void Ledger::refresh() { parts_->ledger.refresh(); }

Statement Ledger::draft(std::string_view kind, std::string project, Json act, const Digest& key) const {
  return opened().draft(kind, std::move(project), std::move(act), key);
}

std::optional<Refused> Ledger::refusal(const Statement& statement, const Progress& progress) const {
  return refusal_of(opened(), statement, progress);
}

Result<Receipt> Ledger::commit(const Statement& statement, const Progress& progress,
                               const std::optional<std::string>& private_part) {
  return lcl::commit(parts_->ledger, statement, progress, private_part);
}

Tally Ledger::tally(const std::string& project, const Period& period, const std::vector<Grouping>& groupings,
                    const Progress& progress) const {
  return std::move(tallies(project, {period}, groupings, progress).front());
}

std::vector<Tally> Ledger::tallies(const std::string& project, const std::vector<Period>& periods,
                                   const std::vector<Grouping>& groupings, const Progress& progress) const {
  return lcl::tallies(opened(), project, periods, groupings, progress);
}

std::vector<Finding> Ledger::verify(const std::filesystem::path& folder, const std::vector<std::string>& kept,
                                    const Progress& progress) {
  return verify_registry({folder}, {.checkpoints = kept}, false, progress).findings;
}

void Ledger::rebuild(const std::filesystem::path& folder, int wait_ms, const Progress& progress) {
  rebuild_projections({folder}, wait_ms, progress);
}

}  // namespace lcl
