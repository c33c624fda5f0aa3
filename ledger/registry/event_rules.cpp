// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/event_rules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl {
namespace {

/// A closed list that is not longer is named whole.
constexpr std::size_t listed_at_most = 24;

class EventJudge {
 public:
  explicit EventJudge(std::vector<Breach>& out) : out_(out) {}

  void breach(Refusal refusal, std::string field, std::string message) {
    out_.push_back({refusal, std::move(field), std::move(message)});
  }
  void unknown(Refusal refusal, std::string field, std::string_view found,
               const std::vector<std::string_view>& known) {
    const std::string_view near = nearest(found, known);
    std::string message = phrase("\"{}\" has no factor in the project's methodology", found);
    if (known.size() <= listed_at_most)
      message +=
          known.empty() ? phrase(", which has none here") : phrase(", which has {}", fmt::join(known, ", "));
    if (!near.empty()) message += phrase("; did you mean \"{}\"?", near);
    breach(refusal, std::move(field), std::move(message));
  }

 private:
  std::vector<Breach>& out_;
};

void judge_names(const Methodology& methodology, const Facts& facts, std::string_view category,
                 EventJudge& judge) {
  if (facts.kind == EventKind::collection && !methodology.knows_category(facts.category)) {
    judge.unknown(Refusal::unknown_category, "category", facts.category, methodology.categories());
  }
  for (std::size_t i = 0; i < facts.legs.size(); ++i) {
    if (methodology.knows_mode(facts.legs[i].mode)) continue;
    judge.unknown(Refusal::unknown_mode, fmt::format("legs[{}].mode", i), facts.legs[i].mode,
                  methodology.modes());
  }
  if (!category.empty()) {
    for (std::size_t i = 0; i < facts.parts.size(); ++i) {
      const Part& part = facts.parts[i];
      if (methodology.knows_part(category, part.part, word(part.origin))) continue;
      judge.unknown(Refusal::unknown_part, fmt::format("parts[{}].part", i), part.part,
                    methodology.parts(category));
    }
  }
  if (facts.kind != EventKind::void_ && !methodology.knows_country(facts.country)) {
    judge.unknown(Refusal::unknown_country, "country", facts.country, methodology.countries());
  }
}

/// What only takes back or ends what was credited: it is taken after closure too.
bool may_follow_closure(Stage before, EventKind kind) {
  return kind == EventKind::void_ || kind == EventKind::return_ || kind == EventKind::disposal ||
         (kind == EventKind::collection && before == Stage::resold);
}

/// A cycle keeps the methodology under which its device was collected.
void judge_methodology(const Project& project, const Facts& facts, EventJudge& judge) {
  if (facts.kind != EventKind::collection) return;
  if (project.followed_from && facts.occurred_at >= *project.followed_from) {
    judge.breach(Refusal::collected_under_another_methodology, "occurred_at",
                 phrase("{} is not before {}: what is collected from then on belongs to {}, which follows {}",
                        to_string(facts.occurred_at), date_of(*project.followed_from), project.followed_by,
                        project.id));
  }
  if (!project.follows.empty() && facts.occurred_at < project.crediting_period.from) {
    judge.breach(Refusal::collected_under_another_methodology, "occurred_at",
                 phrase("{} is before {}: what was collected until then belongs to {}, which {} follows",
                        to_string(facts.occurred_at), date_of(project.crediting_period.from), project.follows,
                        project.id));
  }
}

/// What is likely a slip: it must be said that it is meant.
void judge_likely(const Methodology& methodology, const Facts& facts, EventJudge& judge) {
  if (facts.confirmed) return;
  if (!facts.model.empty()) {
    if (const auto meant = methodology.nearly_listed(facts.model)) {
      judge.breach(Refusal::model_nearly_listed, "model",
                   phrase("\"{}\" is almost \"{}\", of which the project's methodology has a factor",
                          facts.model, *meant));
    }
  }
  const auto expect = [&](const Span* span, const Decimal& found, std::string field) {
    if (span == nullptr || span->contains(found)) return;
    judge.breach(Refusal::unlikely_quantity, std::move(field),
                 phrase("{} is not from {} to {}, as the project's methodology expects", to_string(found),
                        to_string(span->lowest), to_string(span->highest)));
  };
  for (std::size_t i = 0; i < facts.legs.size(); ++i) {
    expect(methodology.span(EventQuantity::distance_km), facts.legs[i].distance_km,
           fmt::format("legs[{}].distance_km", i));
  }
  if (facts.mass_kg) expect(methodology.span_of_mass(facts.category), *facts.mass_kg, "mass_kg");
  if (facts.energy_kwh) expect(methodology.span(EventQuantity::energy_kwh), *facts.energy_kwh, "energy_kwh");
  if (facts.packaging_kg)
    expect(methodology.span(EventQuantity::packaging_kg), *facts.packaging_kg, "packaging_kg");
}

void judge_erasure(const Methodology& methodology, const Facts& facts, EventJudge& judge) {
  const std::string& found = facts.data_erasure_standard;
  if (!facts.data_erasure || methodology.knows_erasure_standard(found)) return;
  const auto known = methodology.erasure_standards();
  const std::string_view near = nearest(found, known);
  std::string message =
      known.size() <= listed_at_most
          ? phrase("\"{}\" is none of {}", found, fmt::join(known, ", "))
          : phrase("\"{}\" is none of the {} that the project's methodology lists", found, known.size());
  if (!near.empty()) message += phrase("; did you mean \"{}\"?", near);
  judge.breach(Refusal::unknown_erasure_standard, "data_erasure.standard", std::move(message));
}

void judge_instant(const Project& project, Stage before, const Facts& facts, Instant time,
                   EventJudge& judge) {
  const bool counts = facts.kind != EventKind::void_;
  const Instant notified_on = project.counts_from(facts.participant);
  if (counts && facts.occurred_at < notified_on) {
    judge.breach(Refusal::before_notification, "occurred_at",
                 phrase("{} is before the notification of {} on {}", to_string(facts.occurred_at), project.id,
                        date_of(notified_on)));
  }
  if (!may_follow_closure(before, facts.kind) && project.closed_on &&
      facts.occurred_at >= *project.closed_on) {
    judge.breach(Refusal::after_closure, "occurred_at",
                 phrase("{} is not before the closure of {} on {}", to_string(facts.occurred_at), project.id,
                        date_of(*project.closed_on)));
  }
  judge_methodology(project, facts, judge);
  if (facts.occurred_at.milliseconds > time.milliseconds + clock_tolerance_ms) {
    judge.breach(
        Refusal::in_the_future, "occurred_at",
        phrase("{} is later than the time of recording, {}", to_string(facts.occurred_at), to_string(time)));
  }
}

}  // namespace

bool may_submit(Role role, EventKind kind) noexcept {
  return role == Role::developer || (role == Role::certifier && kind == EventKind::void_);
}

void append_breaches(const RegistryState& state, const Project& project, Stage before, const Facts& facts,
                     std::string_view category, Instant time, std::vector<Breach>& out) {
  EventJudge judge(out);
  if (const Methodology* methodology = state.methodology_of(project)) {
    judge_names(*methodology, facts, category, judge);
    judge_erasure(*methodology, facts, judge);
    judge_likely(*methodology, facts, judge);
  }
  if (!state.knows_participant(facts.participant)) {
    judge.breach(Refusal::unknown_participant, "participant",
                 phrase("{} is not registered", facts.participant));
  }
  judge_instant(project, before, facts, time, judge);
}

}  // namespace lcl
