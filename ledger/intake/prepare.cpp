// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/prepare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "ledger/chain/manifest.hpp"
#include "ledger/events/device_identity.hpp"
#include "ledger/intake/earning_count.hpp"
#include "ledger/intake/event_stager.hpp"
#include "ledger/intake/own_pepper.hpp"
#include "ledger/intake/refused_rows.hpp"
#include "ledger/intake/slip_count.hpp"
#include "ledger/intake/submission_check.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/store/event_lookup.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// The pseudonyms of a log's devices; keeps the texts they are made from until the next event.
class DeviceNames {
 public:
  explicit DeviceNames(Pepper& pepper) : pepper_(pepper) {}

  /// The pseudonyms that an event brings, in the order imei, imei2, serial; valid until the next call.
  std::span<const Pseudonym> pseudonyms(const Identifiers& identifiers) {
    Pepper::identifier_texts(identifiers, texts_);
    pseudonyms_.clear();
    for (const std::string& text : texts_) pseudonyms_.push_back(pepper_.pseudonym(text));
    return pseudonyms_;
  }

  /// The field of the identifier at `place` among those asked for last.
  [[nodiscard]] std::string_view field(std::size_t place) const {
    if (!texts_[place].starts_with("imei:")) return "serial";
    return place == 0 ? "imei" : "imei2";
  }

  /// The identifier that gives `device`, else the first brought, of those asked for last.
  [[nodiscard]] const std::string& identifying(const Pseudonym& device) const {
    for (std::size_t i = 0; i < pseudonyms_.size(); ++i) {
      if (pseudonyms_[i] == device) return texts_[i];
    }
    return texts_.front();
  }

 private:
  Pepper& pepper_;
  std::vector<std::string> texts_;
  std::vector<Pseudonym> pseudonyms_;
};

/// What a device's own events are refused with where they come in another order than they happened in.
constexpr std::array of_order{Refusal::out_of_order, Refusal::reconditioning_before_collection,
                              Refusal::resale_before_reconditioning, Refusal::return_before_resale,
                              Refusal::disposal_before_collection};
bool is_of_order(Refusal refusal) {
  return std::find(of_order.begin(), of_order.end(), refusal) != of_order.end();
}

/// Whether a log is newest first: it falls at least once, and never rises.
class TimeOrder {
 public:
  template <typename PlaceOf>
  void add(const Event& event, const PlaceOf& place_of) {
    const Instant at = event.facts.occurred_at;
    rises_ = rises_ || (line_ != 0 && at > at_);
    if (line_ != 0 && at < at_ && !first_fall_) first_fall_ = place_of();
    at_ = at;
    line_ = event.line;
  }
  /// A device of which an event was refused comes again.
  void note_again() { comes_again_ = true; }
  [[nodiscard]] bool is_newest_first() const { return first_fall_ && !rises_ && comes_again_; }
  [[nodiscard]] const Place& first_fall() const { return *first_fall_; }
  [[nodiscard]] Instant last() const { return at_; }
  [[nodiscard]] std::uint64_t last_line() const { return line_; }

 private:
  Instant at_;
  std::uint64_t line_ = 0;
  bool rises_ = false;
  bool comes_again_ = false;
  std::optional<Place> first_fall_;
};

/// Reads a staged event back as it will be recorded.
class StagedLookup {
 public:
  StagedLookup(EventStager& staged, const PlannedPlaces& places, std::uint64_t first_seq,
               const Project& project, EventLookup ledger)
      : staged_(staged),
        places_(places),
        first_seq_(first_seq),
        project_(project),
        ledger_(std::move(ledger)) {}

  bool operator()(std::uint64_t seq, RecordedEvent& event) {
    if (seq < first_seq_) return ledger_(seq, event);
    const std::uint64_t index = seq - first_seq_;
    if (index >= staged_.count()) return false;
    if (const AcceptedEvent* latest = staged_.latest(index)) {
      event.facts = latest->facts;
    } else {
      read_back(index, event.facts);
    }
    event.seq = seq;
    const EventPlace place = places_.at(index, seq);
    event.after = place.after;
    event.links = place.links;
    event.project = project_.id;
    return true;
  }

 private:
  void read_back(std::uint64_t index, Facts& facts) {
    const StagedEvent stored = staged_.read_back(index);
    const auto kind = event_kind(kind_of_manifest_line(stored.manifest_line));
    invariant(kind && payloads_.read(*kind, stored.payload, payload_) == nullptr,
              "what was staged can be read");
    facts = payload_.facts;
  }

  EventStager& staged_;
  const PlannedPlaces& places_;
  std::uint64_t first_seq_;
  const Project& project_;
  EventLookup ledger_;
  PayloadReader payloads_;
  EventPayload payload_;
};

/// One preparation, from the first line of the log to the last.
class Preparer {
 public:
  Preparer(LogReader& log, const PrepareOptions& options, const OpenLedger& ledger, const Project& project,
           Role signer, Pepper& pepper, StagedWriter& staged, Instant now)
      : log_(log),
        options_(options),
        reader_(ledger.reader()),
        has_history_(reader_.has_devices()),
        staged_(staged),
        pepper_(pepper),
        names_(pepper),
        methodology_(ledger.state().methodology_of(project)),
        first_seq_(ledger.head().size + 1),
        check_(ledger.state(), project, signer, ledger.reader(), event_lookup(ledger.log()), first_seq_, now),
        staged_lookup_(staged_, plan_.places, first_seq_, project, event_lookup(ledger.log())),
        earning_(ledger.state(), project, ledger.reader(), lookup_),
        slips_(methodology_) {
    recorded_.project = project.id;
  }

  void run(const Progress& progress) {
    for (;;) {
      const LogReader::Step step = log_.next();
      if (step == LogReader::Step::end) break;
      ++outcome_.lines;
      if (progress && outcome_.lines % progress_every == 0)
        progress(translation("checking"), log_.bytes_read(), 0);
      why_.clear();
      if (step == LogReader::Step::refused) {
        refuse(log_.refusals());
      } else {
        take_current();
      }
      if (options_.refused_rows != nullptr) hand_on(step == LogReader::Step::event);
    }
    staged_.finish();
    outcome_.accepted = staged_.count();
    outcome_.devices = check_.devices();
    outcome_.new_devices = check_.new_devices();
    outcome_.earnings = earning_.total();
    outcome_.earnings.open = check_.open_devices();
    outcome_.warnings = slips_.warnings();
    if (outcome_.lines == 0) add_refusal({Refusal::empty_log, {}, phrase("the log holds no event")});
    if (!options_.accept_valid) tell_order();
    for (const auto& [refusal, fault] : faults_) outcome_.faults.push_back(fault);
  }

  [[nodiscard]] Preparation& outcome() { return outcome_; }
  [[nodiscard]] SubmissionPlan take_plan() {
    plan_.rows = check_.rows();
    return std::move(plan_);
  }

 private:
  /// What a log that is newest first breaks, device by device, is one fault.
  void tell_order() {
    if (!order_.is_newest_first()) return;
    std::uint64_t follow_on = 0;
    for (const Refusal each : of_order) {
      const auto fault = faults_.find(each);
      if (fault == faults_.end()) continue;
      follow_on += fault->second.count;
      faults_.erase(fault);
    }
    if (follow_on == 0) return;
    std::erase_if(outcome_.listed, [](const Refused& refused) { return is_of_order(refused.refusal); });
    outcome_.refusals -= follow_on;
    if (options_.refused_rows != nullptr) options_.refused_rows->clear_refused();
    add_refusal({Refusal::newest_first, order_.first_fall(),
                 phrase("no event is later than the one above it, down to {} in line {}: the file is "
                        "newest first; {}",
                        to_string(order_.last()), order_.last_line(),
                        follow_on == 1 ? phrase("a line is refused for that alone")
                                       : phrase("{} refusals come of that alone", follow_on))});
  }

  /// What an event looks up in a ledger with a history is looked up in one transaction: each costs a quarter
  /// then.
  void take_current() {
    if (has_history_) {
      reader_.together([this] { take(log_.current()); });
    } else {
      take(log_.current());
    }
  }

  /// Hands the row at hand to whoever keeps those that are refused.
  void hand_on(bool is_event) {
    const std::span<const Pseudonym> brought = names_.pseudonyms(log_.current().identifiers);
    devices_.assign(brought.begin(), brought.end());
    if (is_event && check_.identify(brought, log_.current().facts.kind, subject_) == std::nullopt)
      devices_.push_back(subject_.device);
    options_.refused_rows->take(log_, devices_, why_);
  }

  void take(const Event& event) {
    if (event.facts.kind != EventKind::void_) order_.add(event, [&] { return log_.place("occurred_at"); });
    if (const auto conflict =
            check_.identify(names_.pseudonyms(event.identifiers), event.facts.kind, subject_)) {
      refuse_current(
          {{Refusal::identity_conflict, "device",
            phrase("its {} belongs to the device collected {}, its {} to the one collected {}",
                   names_.field(conflict->first), check_.place_text(conflict->first_collection),
                   names_.field(conflict->second), check_.place_text(conflict->second_collection))}});
      return;
    }
    if (check_.refused_line(subject_) != 0) order_.note_again();
    if (check_.is_recorded(subject_, event.facts, lookup_)) {
      ++outcome_.skipped;
      return;
    }
    breaches_.clear();
    if (lacks_imei(event)) {
      breaches_.push_back(
          {Refusal::imei_needed, "device",
           phrase("the project's methodology asks for the IMEI of every {}", event.facts.category)});
    }
    check_.append_breaches(subject_, event.facts, breaches_);
    if (!breaches_.empty()) {
      refuse_current(breaches_);
      check_.note_refused(subject_, event.line);
      return;
    }
    recorded_.facts = event.facts;
    if (options_.strict && event.facts.kind == EventKind::resale && earns_nothing(event)) return;
    outcome_.unchecked_imeis += event.unchecked_imeis;
    plan_.latest = std::max(plan_.latest, event.facts.occurred_at);
    const EventPlace place = check_.accept(subject_, event.facts);
    place_recorded(place);
    earning_.add(recorded_, event.line);
    slips_.add(event);
    plan_.places.add(recorded_.seq, place);
    stage(event);
  }

  void place_recorded(const EventPlace& place) {
    recorded_.seq = first_seq_ + plan_.places.size();
    recorded_.after = place.after;
    recorded_.links = place.links;
    recorded_.device = subject_.device;
    recorded_.also = subject_.also;
  }

  bool earns_nothing(const Event& event) {
    place_recorded(check_.next_place(subject_, event.facts.kind));
    const auto why = earning_.earns_nothing(recorded_);
    if (!why) return false;
    const std::string because = why->decided_by.empty() ? "" : ": " + why->decided_by;
    refuse_current(
        {{Refusal::earns_nothing, "kind", fmt::format("{} ({}){}", why->title, why->reason, because)}});
    check_.note_refused(subject_, event.line);
    return true;
  }

  [[nodiscard]] bool lacks_imei(const Event& event) const {
    return event.facts.kind == EventKind::collection && event.identifiers.imei.empty() &&
           methodology_ != nullptr && methodology_->asks_imei(event.facts.category);
  }

  void stage(const Event& event) {
    AcceptedEvent& accepted = staged_.next();
    std::swap(accepted.facts, recorded_.facts);
    accepted.private_facts = event.private_facts;
    accepted.device = subject_.device;
    accepted.also = subject_.also;
    accepted.salt = salts_.next();
    if (event.facts.kind != EventKind::collection) return;
    accepted.opening = pepper_.opening(accepted.salt);
    accepted.identifier = names_.identifying(subject_.device);
    accepted.unchecked = event.unchecked();
  }

  void refuse_current(const std::vector<Breach>& breaches) {
    std::vector<Refused> refusals;
    const std::uint64_t earlier = check_.refused_line(subject_);
    for (const Breach& breach : breaches) {
      Refused refused{breach.refusal, log_.place(breach.field), breach.message};
      if (earlier != 0) refused.message += phrase("; line {} of this device was refused", earlier);
      refusals.push_back(std::move(refused));
    }
    refuse(refusals);
  }

  void refuse(const std::vector<Refused>& refusals) {
    ++outcome_.refused;
    for (const Refused& refused : refusals) add_refusal(refused);
    if (options_.refused_rows != nullptr) why_ = refusals;
  }

  void add_refusal(Refused refused) {
    ++outcome_.refusals;
    const auto [fault, is_new] = faults_.try_emplace(refused.refusal);
    if (is_new) fault->second = {refused.refusal, 0, refused.place.line};
    ++fault->second.count;
    if (outcome_.listed.size() < options_.list_at_most) outcome_.listed.push_back(std::move(refused));
  }

  LogReader& log_;
  const PrepareOptions& options_;
  const Reader& reader_;
  const bool has_history_;
  EventStager staged_;
  Pepper& pepper_;
  DeviceNames names_;
  SaltPool salts_;
  const Methodology* methodology_;
  const std::uint64_t first_seq_;
  SubmissionCheck check_;
  SubmissionPlan plan_;
  StagedLookup staged_lookup_;
  const EventLookup lookup_ = [this](std::uint64_t seq, RecordedEvent& event) {
    return staged_lookup_(seq, event);
  };
  EarningCount earning_;
  SlipCount slips_;
  TimeOrder order_;
  std::map<Refusal, Fault> faults_;
  RecordedEvent recorded_;  // the event at hand
  SubmissionCheck::Subject subject_;
  std::vector<Breach> breaches_;
  std::vector<Pseudonym> devices_;
  std::vector<Refused> why_;  // the row at hand is refused; kept where somebody wants to know
  Preparation outcome_;
};

Preparation refused_whole(Refused refused) {
  Preparation outcome;
  outcome.refusals = 1;
  outcome.listed.push_back(std::move(refused));
  return outcome;
}

}  // namespace

PreparedSubmission prepare(OpenLedger& ledger, LogReader& log, const PrepareOptions& options,
                           const Digest& key, const std::filesystem::path& staged, const Progress& progress) {
  ledger.require_registry();
  ledger.refresh();
  Statement statement = ledger.draft(rule_of(Act::submission).kind, options.project,
                                     {{"count", 1}, {"digest", hex(Digest{})}}, key);
  if (auto refused = ledger.refusal_of_draft(statement, ledger.log()))
    return {refused_whole(std::move(*refused)), {}};
  auto pepper = own_pepper(ledger);
  if (!pepper) return {refused_whole(std::move(pepper).refused()), {}};
  const Project& project = *ledger.state().project(options.project);
  const Role signer = ledger.state().keys().at(key).role;

  StagedWriter writer(staged);
  Preparer preparer(log, options, ledger, project, signer, *pepper, writer,
                    ledger.next_time(statement, ledger.log()));
  preparer.run(progress);
  PreparedSubmission prepared{std::move(preparer.outcome()), {}};
  const Preparation& outcome = prepared.outcome;
  if (outcome.accepted == 0 || (outcome.refusals != 0 && !options.accept_valid)) return prepared;

  statement.act = {{"count", writer.count()}, {"digest", hex(writer.digest())}};
  writer.finish(statement);
  prepared.plan = preparer.take_plan();
  prepared.plan->base = ledger.head();
  prepared.plan->nonce = statement.nonce;
  return prepared;
}

}  // namespace lcl
