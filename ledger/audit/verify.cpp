// SPDX-License-Identifier: Apache-2.0
#include "ledger/audit/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "ledger/audit/checkpoint_check.hpp"
#include "ledger/audit/finding_list.hpp"
#include "ledger/audit/life_cycle_check.hpp"
#include "ledger/audit/log_check.hpp"
#include "ledger/audit/projection_check.hpp"
#include "ledger/audit/signed_note.hpp"
#include "ledger/audit/statement_check.hpp"
#include "ledger/audit/tile_check.hpp"
#include "ledger/audit/time_check.hpp"
#include "ledger/audit/unanchored.hpp"
#include "ledger/audit/withheld_check.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/events/device_identity.hpp"
#include "ledger/replay/recomputation.hpp"
#include "ledger/store/authenticated_log.hpp"
#include "ledger/store/head_file.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/store/ordered_rows.hpp"
#include "ledger/store/shared_reader.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// How many entries' tiles the tree holds before they are taken out of it.
constexpr std::uint64_t entries_between_tiles = 64 * RowBatch::capacity;

/// Commitments to a sample that a report has counted, and whose number nobody knows.
std::vector<std::uint64_t> unrevealed(const RegistryState& state) {
  std::vector<std::uint64_t> seqs;
  for (const auto& named : state.projects()) {
    for (const SampleCommitment& commitment : named.second.commitments) {
      if (named.second.stage_of(commitment) == CommitmentStage::unrevealed) seqs.push_back(commitment.seq);
    }
  }
  std::sort(seqs.begin(), seqs.end());
  return seqs;
}

/// One verification: the checks, and the order in which they see an entry.
class Verification {
 public:
  Verification(const Reader& reader, const VerifyRequest& request, const Progress& progress)
      : reader_(reader), request_(request), progress_(progress), size_(reader.size()) {}

  VerifyReport run();

 private:
  void open();
  void look_up_at_last_checkpoint();
  void take_rows(std::uint64_t from, std::uint64_t to, unsigned threads);
  void expect(std::span<const ExaminedEntry> rows);
  void take(const ExaminedEntry& row);
  void replay(const ExaminedEntry& row);
  void count_to_here();
  void end_batch(std::uint64_t next);
  void check_bundle();
  void compare_projections();
  void recompute_figures();
  void recompute_figures(const AuthenticatedLog& log);
  VerifyReport report();

  SharedReader reader_;
  const VerifyRequest& request_;
  const Progress& progress_;
  std::uint64_t size_;
  std::uint64_t entries_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t recomputed_ = 0;
  std::uint64_t not_recomputed_ = 0;
  VerifyCounts counted_;
  std::uint64_t tiles_taken_at_ = 0;
  std::optional<AuthenticatedLog> looked_up_;
  Tree tree_;
  std::optional<Instant> time_;  // of its last entry, if it could be read

  FindingList findings_{request_.list_at_most};
  WithheldCheck withheld_{findings_, reader_, size_};
  PrivateCheck privates_{findings_, reader_, withheld_};
  LogCheck log_{findings_, reader_, withheld_, privates_};
  CheckpointCheck checkpoints_{findings_, request_.anchors, size_};
  TimeCheck times_{findings_, request_.anchors, request_.clock};
  StatementCheck statements_{findings_, checkpoints_, privates_, times_};
  LifeCycleCheck lives_{findings_, reader_, statements_, withheld_};
  TileCheck tiles_{findings_};
};

VerifyReport Verification::run() {
  if (size_ == 0) findings_.add(FindingWord::empty_ledger, std::nullopt);
  for (const std::string& name : reader_.with([](const Reader& reader) { return reader.missing_schema(); })) {
    findings_.add(FindingWord::wrong_schema, std::nullopt, phrase("{} is missing", name));
  }
  take_rows(0, std::min<std::uint64_t>(size_, 1), 1);
  open();
  take_rows(1, size_, request_.threads == 0 ? BatchPipeline::threads_at_hand() : request_.threads);
  log_.end(size_);
  check_bundle();
  if (!log_.has_gap()) {
    privates_.end(statements_.state().records().erased);
    statements_.end();
    tiles_.take(tree_);
    times_.end(statements_.state().records());
    checkpoints_.end(reader_, tree_, log_.last_leaf(), statements_.state().records());
    if (!request_.log_only) {
      compare_projections();
      recompute_figures();
    }
  }
  return report();
}

void Verification::take_rows(std::uint64_t from, std::uint64_t to, unsigned threads) {
  const OrderedRows<ExaminedEntry> checks{
      .take = [this](const StoredEntry&, const ExaminedEntry& row) { take(row); },
      .reached = [this](std::uint64_t next) { end_batch(next); },
      .expect = [this](std::span<const ExaminedEntry> rows) { expect(rows); }};
  take_in_order(
      reader_, from, to, threads, [this] { return Examiner(!request_.log_only); }, checks);
}

/// Once entry 0 has said whose log this is: what it rests on, and what others signed of it.
void Verification::open() {
  const RegistryState& state = statements_.state();
  std::optional<NoteVerifier> log_key;
  if (state.is_open()) {
    log_key = NoteVerifier{state.origin(), state.log_key()};
    hold_to_keys(findings_, state, request_.anchors);
    if (request_.pepper_commitment && state.pepper_commitment() != *request_.pepper_commitment) {
      findings_.add(FindingWord::wrong_pepper_commitment, 0);
    }
  }
  checkpoints_.load(reader_, log_key, request_);
  look_up_at_last_checkpoint();
  const Tree empty;
  checkpoints_.compare(empty, std::nullopt);
  if (tree_.size() == 1) checkpoints_.compare(tree_, time_);
}

/// Events that are looked up again are held to the last checkpoint that is stored; whether that is right, its
/// own check says. Where the file does not lead to it, that is said too.
void Verification::look_up_at_last_checkpoint() {
  reader_.with([this](const Reader& reader) {
    try {
      looked_up_.emplace(reader, last_checkpoint(reader, {}).head());
      lives_.look_up_in(*looked_up_);
    } catch (const Error& error) {
      if (error.obstacle() != Obstacle::damaged) throw;
    }
  });
}

void Verification::take(const ExaminedEntry& row) {
  ++entries_;
  log_.check(row);
  if (row.about == EntryClass::event) ++events_;
  if (log_.has_gap()) return;
  if (row.about == EntryClass::statement && row.form_fault == nullptr) {
    // Behind entry 0 a statement begins a commit, so the one before has ended.
    if (row.seq > 0) checkpoints_.expect(row.seq);
    statements_.reach({tree_.size(), tree_.root()}, row.entry.time, time_);
  }
  tree_.append(row.leaf);
  time_ = row.form_fault == nullptr ? std::optional(row.entry.time) : std::nullopt;
  if (row.seq > 0) checkpoints_.compare(tree_, time_);
  replay(row);
  if (time_) times_.take(row.seq, *time_);
  if (tree_.size() == request_.counted_to) count_to_here();
}

void Verification::count_to_here() {
  const std::uint64_t checkpoints = checkpoints_.stored_to(tree_.size());
  counted_ = {.entries = entries_,
              .events = events_,
              .statements = statements_.statements(),
              .signatures = statements_.signatures() + checkpoints,
              .checkpoints = checkpoints,
              .devices = lives_.device_count(),
              .erased = statements_.state().records().erased.size()};
}

void Verification::replay(const ExaminedEntry& row) {
  if (row.form_fault != nullptr || row.about == EntryClass::unknown) {
    statements_.take_unreadable(row);
    return;
  }
  statements_.take(row);
  if (row.about == EntryClass::event && !request_.log_only) lives_.take(row);
}

void Verification::expect(std::span<const ExaminedEntry> rows) {
  if (!request_.log_only && !log_.has_gap()) lives_.prefetch(rows);
}

void Verification::end_batch(std::uint64_t next) {
  if (next - tiles_taken_at_ >= entries_between_tiles) {
    tiles_.take(tree_);
    tiles_taken_at_ = next;
  }
  if (progress_) progress_(translation("verifying"), next, size_);
}

/// What a bundle says of itself, beyond what was held against each entry.
void Verification::check_bundle() {
  if (!withheld_.terms()) return;
  if (request_.expect_head_file) {
    findings_.add(FindingWord::wrong_bundle, std::nullopt,
                  phrase("a registry's own ledger withholds nothing"));
  }
  const RegistryState& state = statements_.state();
  const std::string& project = withheld_.terms()->project;
  if (!project.empty() && state.is_open() && !log_.has_gap() && state.project(project) == nullptr) {
    findings_.add(FindingWord::wrong_bundle, std::nullopt, phrase("there is no project {}", project));
  }
  lives_.end();
}

void Verification::compare_projections() {
  tiles_.compare(reader_);
  if (!withheld_.terms()) compare_devices(lives_, size_, reader_, findings_);
}

/// Figures rest on every entry before them, so where anything is wrong they are not made again.
void Verification::recompute_figures() {
  if (findings_.count() != 0) return;
  reader_.with([this](const Reader& reader) {
    try {
      const AuthenticatedLog log(reader, {tree_.size(), tree_.root()});
      recompute_figures(log);
    } catch (const Error& error) {
      if (error.obstacle() != Obstacle::damaged) throw;
      findings_.add(FindingWord::divergent_read, std::nullopt, error.what());
    }
  });
}

void Verification::recompute_figures(const AuthenticatedLog& log) {
  std::vector<std::uint64_t> seqs;
  for (const auto& stating : statements_.stating_figures()) {
    const auto& [seq, project] = stating;
    const auto succession = statements_.state().records().succession(project);
    const bool is_withheld = std::any_of(succession.begin(), succession.end(), [&](const std::string& each) {
      return withheld_.is_needed_for(each, stating.seq);
    });
    if (is_withheld) {
      ++not_recomputed_;
    } else {
      seqs.push_back(seq);
    }
  }
  recomputed_ = seqs.size();
  counted_.recomputed = static_cast<std::uint64_t>(std::count_if(
      seqs.begin(), seqs.end(), [this](std::uint64_t seq) { return seq < request_.counted_to; }));
  const auto refusals = recorded_figures_refusals({log, log}, statements_.state().origin(), seqs);
  for (std::size_t i = 0; i < seqs.size(); ++i) {
    if (const auto& refused = refusals[i])
      findings_.add(FindingWord::wrong_figures, seqs[i],
                    fmt::format("{}: {}", refused->place.field, refused->message));
  }
}

VerifyReport Verification::report() {
  VerifyReport report;
  report.finding_count = findings_.count();
  report.weak_anchors = findings_.count_of_anchors();
  report.findings = findings_.take_in_order();
  report.size = size_;
  report.entries = entries_;
  report.events = events_;
  report.statements = statements_.statements();
  report.signatures = statements_.signatures() + checkpoints_.signatures();
  report.checkpoints = checkpoints_.stored();
  report.devices = lives_.device_count();
  report.erased = privates_.erased();
  report.missing = {log_.missing_payloads(), privates_.missing()};
  report.bundle = withheld_.terms();
  report.withheld = {withheld_.payloads(), privates_.withheld()};
  report.withheld_devices = lives_.withheld_devices();
  report.not_recomputed = not_recomputed_;
  report.questioned = statements_.questioned();
  report.unrevealed = unrevealed(statements_.state());
  report.recomputed = recomputed_;
  report.counted = counted_;
  report.head = {tree_.size(), tree_.root()};
  const RegistryState& state = statements_.state();
  if (state.is_open()) {
    report.origin = state.origin();
    report.log_vkey = vkey({state.origin(), state.log_key()});
    report.certifier = state.certifier();
    report.certifier_changes = state.records().certifier_changes;
  }
  report.anchored = times_.anchored();
  report.clock_corrections = state.records().clock_corrections;
  report.later_than_now = times_.later_than_now();
  report.anchors = checkpoints_.anchors();
  report.unanchored = unanchored(request_.anchors, report.anchors, report.head.size, report.holds());
  if (withheld_.terms()) {
    report.unanchored.emplace_back(phrase(
        "a bundle comes without the file head: that the log ends here shows only against a checkpoint from "
        "outside"));
  }
  return report;
}

}  // namespace

VerifyReport verify(const Reader& reader, const VerifyRequest& request, const Progress& progress) {
  return Verification(reader, request, progress).run();
}

VerifyReport verify_registry(const RegistryFolder& folder, const Anchors& anchors, bool log_only,
                             const Progress& progress, std::uint64_t counted_to) {
  const Reader reader(folder);
  VerifyRequest request;
  request.anchors = anchors;
  request.expect_head_file = !folder.is_file();
  if (request.expect_head_file) request.head_file = read_head_file(folder.head());
  if (!folder.is_file() && std::filesystem::exists(folder.pepper()))
    request.pepper_commitment = read_pepper(folder).commitment();
  request.log_only = log_only;
  request.counted_to = counted_to;
  return verify(reader, request, progress);
}

}  // namespace lcl
