// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/earning_count.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/figures/period_cells.hpp"
#include "ledger/methodology/fact.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t lines_at_most = 10;

/// Those of the pseudonyms that `project` declares as credited elsewhere.
std::set<Pseudonym> declared_in(const Project& project) {
  std::set<Pseudonym> names;
  for (const CreditedElsewhere& declared : project.credited_elsewhere) {
    if (!declared.withdrawn) names.insert(declared.devices.begin(), declared.devices.end());
  }
  return names;
}

/// Which recorded devices they further identify.
FurtherNames further_names_among(const std::set<Pseudonym>& declared, const Reader& reader) {
  FurtherNames names;
  for (const Pseudonym& name : declared) {
    const auto row = reader.device(name);
    if (row && row->is_alias()) names[row->device].push_back(name);
  }
  return names;
}

Selection selection_of(const Project& project, FurtherNames further_names) {
  Selection selection;
  selection.project = project.id;
  selection.period = project.crediting_period;
  selection.amid = true;
  selection.avoided_only = true;
  selection.further_names = std::move(further_names);
  return selection;
}

/// What a log calls what a rule looked at: `warranty_months of the resale is 6`.
std::string said(const Operand& operand) {
  const std::size_t dot = operand.name.find('.');
  if (dot == std::string::npos) return phrase("{} is {}", operand.name, operand.value);
  const std::string_view kind = std::string_view(operand.name).substr(0, dot);
  std::string_view field = std::string_view(operand.name).substr(dot + 1);
  if (operand.name == word(Fact::reconditioning_data_erasure)) {
    return operand.value == "true" ? phrase("the reconditioning states an erasure")
                                   : phrase(
                                         "data_erasure.standard of the reconditioning is empty, or its "
                                         "data_erasure.result is failed");
  }
  if (operand.name == word(Fact::reconditioning_data_erasure_standard)) field = "data_erasure.standard";
  if (operand.value.empty()) return phrase("{} of the {} is not given", field, kind);
  return phrase("{} of the {} is {}", field, kind, operand.value);
}

std::string said(const std::vector<Operand>& operands) {
  std::string text;
  for (const Operand& operand : operands) {
    if (!text.empty()) text += "; ";
    text += said(operand);
  }
  return text;
}

}  // namespace

EarningCount::EarningCount(const RegistryState& state, const Project& project, const Reader& reader,
                           EventLookup lookup)
    : methodology_(state.methodology_of(project)), declared_(declared_in(project)) {
  if (methodology_ == nullptr) {
    earnings_.unknown = phrase("the project has no methodology yet");
    return;
  }
  earnings_.less_a_period = looks_back(*methodology_);
  derivation_.emplace(state, std::move(lookup),
                      selection_of(project, further_names_among(declared_, reader)));
}

/// An evaluation that fails makes every tally fail: that is not to keep anybody from taking its events back.
template <typename Step>
void EarningCount::unless_failed(const Step& step) {
  if (!earnings_.unknown.empty()) return;
  try {
    step();
  } catch (const Error& error) {
    if (error.obstacle() != Obstacle::arithmetic && error.obstacle() != Obstacle::unavailable) throw;
    earnings_.unknown = error.what();
  }
}

std::optional<NotCredited> EarningCount::earns_nothing(const RecordedEvent& resale) {
  std::optional<NotCredited> why;
  unless_failed([&] {
    const Verdict verdict = derivation_->verdict_on(resale);
    if (verdict.cycle_class != CycleClass::credited) why = described(resale, verdict.reason);
  });
  if (!earnings_.unknown.empty())
    return NotCredited{"unknown", phrase("what it earns cannot be told"), earnings_.unknown, 0, {}};
  return why;
}

void EarningCount::add(const RecordedEvent& event, std::uint64_t line) {
  // It ends a cycle that has earned nothing; a collection behind it finds that cycle by its links.
  if (event.facts.kind == EventKind::disposal) return;
  unless_failed([&] {
    if (!declared_.empty()) {
      for (const Pseudonym& also : event.also) {
        if (declared_.contains(also)) derivation_->note_further_name(event.device, also);
      }
    }
    derivation_->add(event);
    if (derivation_->judged()) count(event, line);
  });
}

void EarningCount::count(const RecordedEvent& event, std::uint64_t line) {
  const Judged& judged = *derivation_->judged();
  const bool is_credited = judged.verdict.cycle_class == CycleClass::credited;
  if (judged.sign < 0) {
    if (is_credited) ++earnings_.taken_back;
    earnings_.taken_back_kg_co2e += judged.kg_co2e;
  } else if (event.facts.kind != EventKind::resale) {  // the void of a return
    if (is_credited) ++earnings_.given_again;
    earnings_.given_again_kg_co2e += judged.kg_co2e;
  } else if (is_credited) {
    ++earnings_.credited;
    earnings_.avoided_kg_co2e += judged.kg_co2e;
  } else {
    const auto [found, is_new] = not_credited_.try_emplace(judged.verdict.reason);
    if (is_new) found->second = described(event, judged.verdict.reason);
    ++found->second.count;
    if (found->second.lines.size() < lines_at_most) found->second.lines.push_back(line);
  }
}

NotCredited EarningCount::described(const RecordedEvent& resale, std::size_t reason) {
  const NotCreditedFor why = not_credited_for(*methodology_, reason);
  NotCredited described{std::string(why.reason), std::string(why.title), {}, 0, {}};
  if (reason >= methodology_->eligibility().size()) return described;
  Trace rules;
  static_cast<void>(derivation_->verdict_on(resale, &rules));
  if (!rules.empty()) described.decided_by = said(rules.back().operands);
  return described;
}

Earnings EarningCount::total() const {
  Earnings earnings = earnings_;
  if (!earnings.unknown.empty()) return earnings;
  for (const auto& [reason, resales] : not_credited_) earnings.not_credited.push_back(resales);
  std::stable_sort(earnings.not_credited.begin(), earnings.not_credited.end(),
                   [](const NotCredited& a, const NotCredited& b) { return a.count > b.count; });
  earnings.given_back_kg_co2e = derivation_->sum_of_events().given_back();
  return earnings;
}

}  // namespace lcl
