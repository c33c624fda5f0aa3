// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/staged_comparison.hpp"

#include <algorithm>
#include <deque>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "ledger/chain/manifest.hpp"
#include "ledger/events/device_identity.hpp"
#include "ledger/events/payload.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// How far ahead an event is looked for that the other side has left out.
constexpr std::size_t looked_ahead = 64;

/// An event of either side.
struct Told {
  std::uint64_t place = 0;  ///< event of the staged file, or line of the log
  Facts facts;
  PrivateFacts private_facts;
  Unchecked unchecked{};
  std::vector<std::string> identifiers;  ///< of the log's
  Pseudonym device;                      ///< of the staged file's
  std::size_t also = 0;                  ///< further identifiers that the staged file's ties to it
};

Refused mismatch(std::uint64_t event, std::string_view why) {
  return {Refusal::manifest_mismatch, {}, phrase("event {}: {}", event, why)};
}

std::optional<PrivateFacts> private_facts_in(std::string_view bytes) {
  PrivateFacts facts;
  if (bytes.empty()) return facts;
  const auto parsed = parse_json(bytes);
  const Json* document = std::get_if<Json>(&parsed);
  if (document == nullptr || !document->is_object()) return std::nullopt;
  for (const auto& [name, value] : document->items()) {
    if (name == "salt") continue;
    if (!value.is_string() || (name != "reference" && name != "certificate")) return std::nullopt;
    (name == "reference" ? facts.reference : facts.certificate) = value.get<std::string>();
  }
  return facts;
}

/// The staged events, each held against its line of the manifest.
class StagedSide {
 public:
  explicit StagedSide(StagedReader& staged) : staged_(staged) {}

  /// The next event, nothing at the end, or why it is none.
  Result<std::optional<Told>> next() {
    StagedEvent event;
    if (!staged_.next(event)) return std::optional<Told>();
    Told told;
    told.place = ++count_;
    if (!read_manifest_line(event.manifest_line, line_))
      return mismatch(count_, phrase("its manifest line is malformed"));
    const auto kind = event_kind(line_.kind);
    if (!kind) return mismatch(count_, phrase("its kind is unknown"));
    if (sha256(event.payload) != line_.payload) return mismatch(count_, phrase("its payload is another"));
    if (const char* fault = payloads_.read(*kind, event.payload, payload_))
      return mismatch(count_, std::string(translation(fault)));
    if (payload_.private_part.has_value() == event.private_part.empty() ||
        (payload_.private_part && sha256(event.private_part) != *payload_.private_part))
      return mismatch(count_, phrase("its private part is not the one its payload states"));
    auto private_facts = private_facts_in(event.private_part);
    if (!private_facts)
      return mismatch(count_, phrase("its private part holds something else than an event has"));
    told.facts = payload_.facts;
    told.unchecked = payload_.unchecked;
    told.private_facts = *std::move(private_facts);
    told.device = *line_.device;
    told.also = line_.also.size();
    return std::optional(std::move(told));
  }

 private:
  StagedReader& staged_;
  std::uint64_t count_ = 0;
  Entry line_;
  PayloadReader payloads_;
  EventPayload payload_;
};

Json json_of(const Told& told) {
  EventPayload payload;
  payload.facts = told.facts;
  payload.unchecked = told.unchecked;
  std::string text;
  append_payload(payload, text);
  Json json = std::get<Json>(parse_json(text));
  json.erase("salt");
  json["kind"] = std::string(word(told.facts.kind));
  if (!told.private_facts.reference.empty()) json["reference"] = told.private_facts.reference;
  if (!told.private_facts.certificate.empty())
    json["data_erasure.certificate"] = told.private_facts.certificate;
  return json;
}

std::string short_text(const Told& told) {
  return phrase("{} of {}", word(told.facts.kind), to_string(told.facts.occurred_at));
}

class Comparer {
 public:
  Comparer(StagedReader& staged, LogReader* log, const Progress& progress, KnownOfLog known,
           std::size_t list_at_most)
      : statement_(staged.statement()),
        reader_(staged),
        staged_(staged),
        log_(log),
        progress_(progress),
        may_lack_(known.may_lack),
        list_at_most_(list_at_most),
        device_of_(std::move(known.devices)) {}

  Result<StagedComparison> run() {
    for (;;) {
      if (auto refused = fill()) return std::move(*refused);
      if (ours_.empty() && theirs_.empty()) break;
      step();
    }
    if (done_.summary.events != statement_.act.at("count").get<std::uint64_t>())
      return Refused{
          Refusal::manifest_mismatch, {}, phrase("the events are not as many as are to be signed")};
    if (hex(reader_.digest()) != statement_.act.at("digest").get_ref<const std::string&>())
      return Refused{Refusal::manifest_mismatch,
                     {},
                     phrase("the manifest's digest is not the one that is to be signed")};
    done_.summary.devices = devices_.size();
    done_.devices = std::move(device_of_);
    return std::move(done_);
  }

 private:
  /// Reads ahead on both sides.
  std::optional<Refused> fill() {
    while (!staged_ended_ && theirs_.size() <= looked_ahead) {
      auto next = staged_.next();
      if (!next) return next.refused();
      if (!*next) {
        staged_ended_ = true;
      } else {
        sum_up(**next);
        theirs_.push_back(**std::move(next));
      }
    }
    while (log_ != nullptr && !log_ended_ && ours_.size() <= looked_ahead) read_line();
    return std::nullopt;
  }

  void read_line() {
    const LogReader::Step step = log_->next();
    if (step == LogReader::Step::end) {
      log_ended_ = true;
    } else if (step == LogReader::Step::refused) {
      for (const Refused& refused : log_->refusals()) {
        if (done_.unreadable.size() < list_at_most_) done_.unreadable.push_back(refused);
      }
    } else {
      const Event& event = log_->current();
      Told told;
      told.place = event.line;
      told.facts = event.facts;
      if (event.facts.kind == EventKind::collection) told.unchecked = event.unchecked();
      told.private_facts = event.private_facts;
      Pepper::identifier_texts(event.identifiers, told.identifiers);
      ours_.push_back(std::move(told));
      ++done_.lines;
    }
  }

  void sum_up(const Told& told) {
    StagedSummary& summary = done_.summary;
    if (summary.events == 0) summary.first = summary.last = told.facts.occurred_at;
    summary.first = std::min(summary.first, told.facts.occurred_at);
    summary.last = std::max(summary.last, told.facts.occurred_at);
    ++summary.events;
    ++summary.of_kind.at(static_cast<std::size_t>(told.facts.kind));
    summary.participants.insert(told.facts.participant);
    devices_.insert(told.device);
    if (progress_ && summary.events % progress_every == 0)
      progress_(translation("comparing"), summary.events, statement_.act.at("count").get<std::uint64_t>());
  }

  /// Takes the first event of one side, or of both.
  void step() {
    if (log_ == nullptr) {
      theirs_.pop_front();
    } else if (ours_.empty()) {
      only_staged();
    } else if (!theirs_.empty() && are_equal(theirs_.front(), ours_.front())) {
      take_both();
    } else if (may_lack_ > 0) {
      --may_lack_;
      ours_.pop_front();
    } else if (theirs_.empty()) {
      only_logged();
    } else {
      step_over_difference();
    }
  }

  /// What follows tells whether an event was altered, added or left out.
  void step_over_difference() {
    const bool altered = theirs_.size() > 1 && ours_.size() > 1 ? are_equal(theirs_[1], ours_[1])
                                                                : theirs_.size() == ours_.size();
    if (!altered) {
      const std::size_t ahead = std::max(theirs_.size(), ours_.size());
      for (std::size_t i = 1; i < ahead; ++i) {
        if (i < theirs_.size() && are_equal(theirs_[i], ours_.front())) return only_staged();
        if (i < ours_.size() && are_equal(theirs_.front(), ours_[i])) return only_logged();
      }
    }
    differ_in_fields();
    take_both();
  }

  static bool have_equal_facts(const Told& a, const Told& b) {
    return a.facts == b.facts && a.unchecked == b.unchecked && a.private_facts == b.private_facts;
  }

  bool are_equal(const Told& staged, const Told& logged) const {
    return have_equal_facts(staged, logged) && is_device_of(staged, logged) && ties_own(staged, logged);
  }

  /// One of a line's identifiers is the device's; a void ties none.
  static bool ties_own(const Told& staged, const Told& logged) {
    return staged.also == 0 ||
           (staged.also < logged.identifiers.size() && staged.facts.kind != EventKind::void_);
  }

  /// Whether all that the log calls by these identifiers was one device so far, and is this one.
  bool is_device_of(const Told& staged, const Told& logged) const {
    return std::all_of(logged.identifiers.begin(), logged.identifiers.end(),
                       [&](const std::string& identifier) {
                         const auto known = device_of_.find(identifier);
                         return known == device_of_.end() || known->second == staged.device;
                       });
  }

  void take_both() {
    for (const std::string& identifier : ours_.front().identifiers)
      device_of_.try_emplace(identifier, theirs_.front().device);
    theirs_.pop_front();
    ours_.pop_front();
  }

  void only_staged() {
    tell({theirs_.front().place, 0, {}, short_text(theirs_.front()), {}});
    theirs_.pop_front();
  }

  void only_logged() {
    tell({0, ours_.front().place, {}, {}, short_text(ours_.front())});
    ours_.pop_front();
  }

  void differ_in_fields() {
    const Told& staged = theirs_.front();
    const Told& logged = ours_.front();
    if (!have_equal_facts(staged, logged)) {
      const Json there = json_of(staged);
      const Json here = json_of(logged);
      Json names = there;
      names.update(here);
      for (const auto& [name, unused] : names.items()) {
        const std::string theirs = there.contains(name) ? canonical(there[name]) : "";
        const std::string ours = here.contains(name) ? canonical(here[name]) : "";
        if (theirs != ours) tell({staged.place, logged.place, name, theirs, ours});
      }
    }
    if (!is_device_of(staged, logged))
      tell({staged.place, logged.place, "device", phrase("another device than in earlier events"),
            phrase("the device of earlier lines")});
    if (!ties_own(staged, logged))
      tell({staged.place, logged.place, "device", phrase("more identifiers tied to one device"),
            phrase("those of the line alone")});
  }

  void tell(StagedDifference difference) {
    ++done_.differences;
    if (done_.listed.size() < list_at_most_) done_.listed.push_back(std::move(difference));
  }

  const Statement& statement_;
  StagedReader& reader_;
  StagedSide staged_;
  LogReader* log_;
  const Progress& progress_;
  std::uint64_t may_lack_;  // of the log's events, still
  std::size_t list_at_most_;
  std::deque<Told> theirs_, ours_;
  bool staged_ended_ = false, log_ended_ = false;
  std::unordered_set<Pseudonym> devices_;
  std::unordered_map<std::string, Pseudonym> device_of_;  // by the log's identifiers
  StagedComparison done_;
};

}  // namespace

Result<StagedComparison> compare_staged(StagedReader& staged, LogReader* log, const Progress& progress,
                                        KnownOfLog known, std::size_t list_at_most) {
  const Json& act = staged.statement().act;
  if (!act.contains("count") || !act["count"].is_number_integer() || !act.contains("digest") ||
      !act["digest"].is_string())
    return Refused{
        Refusal::manifest_mismatch, {}, phrase("the statement names no count and digest of events")};
  return Comparer(staged, log, progress, std::move(known), list_at_most).run();
}

}  // namespace lcl
