// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/slip_count.hpp"

#include <algorithm>

namespace lcl {
namespace {

/// So many models that the methodology does not list are told of one by one.
constexpr std::size_t most_models = 20;

}  // namespace

std::string_view word(LikelySlip slip) noexcept {
  switch (slip) {
    case LikelySlip::model_not_listed:
      return "model_not_listed";
    case LikelySlip::quantity_unstated:
      return "quantity_unstated";
    case LikelySlip::imei_unchecked:
      return "imei_unchecked";
    case LikelySlip::serial_alone:
      return "serial_alone";
  }
  return {};
}

void SlipCount::add(const Event& event) {
  if (event.unchecked_imeis > 0) note(LikelySlip::imei_unchecked, "device.imei", event);
  if (event.facts.kind == EventKind::collection && event.unchecked() == Unchecked::serial)
    note(LikelySlip::serial_alone, "device.serial", event);
  if (methodology_ == nullptr || event.facts.kind == EventKind::void_) return;
  if (!event.facts.model.empty() && !methodology_->knows_model(event.facts.category, event.facts.model))
    note_model(event);
  look_for_quantities(event);
}

/// Those of which the methodology says what it expects: where one is not stated, it takes its own.
void SlipCount::look_for_quantities(const Event& event) {
  const Facts& facts = event.facts;
  const auto expect = [&](const Span* span, bool is_stated, std::string_view field) {
    if (span != nullptr && !is_stated) note(LikelySlip::quantity_unstated, field, event);
  };
  if (facts.kind == EventKind::collection)
    expect(methodology_->span_of_mass(facts.category), facts.mass_kg.has_value(), "mass_kg");
  if (facts.kind == EventKind::reconditioning)
    expect(methodology_->span(EventQuantity::energy_kwh), facts.energy_kwh.has_value(), "energy_kwh");
  if (facts.kind == EventKind::resale)
    expect(methodology_->span(EventQuantity::packaging_kg), facts.packaging_kg.has_value(), "packaging_kg");
  const bool travels = facts.kind == EventKind::collection || facts.kind == EventKind::resale;
  if (travels) expect(methodology_->span(EventQuantity::distance_km), !facts.legs.empty(), "legs");
}

void SlipCount::note(LikelySlip slip, std::string_view field, const Event& event) {
  const auto [noted, is_new] = warnings_.try_emplace({slip, field});
  if (is_new) noted->second = {.slip = slip, .field = std::string(field), .line = event.line};
  ++noted->second.count;
}

/// Each model is told of alone, as long as there are few; the others together.
void SlipCount::note_model(const Event& event) {
  auto noted = models_.find(event.facts.model);
  if (noted == models_.end()) {
    const std::string found = models_.size() < most_models ? event.facts.model : std::string();
    const std::string meant(methodology_->listed_within(found).value_or(""));
    const Warning first{LikelySlip::model_not_listed, "model", 0, event.line, found, meant};
    noted = models_.try_emplace(found, first).first;
  }
  ++noted->second.count;
}

std::vector<Warning> SlipCount::warnings() const {
  std::vector<Warning> all;
  all.reserve(models_.size() + warnings_.size());
  for (const auto& [model, warning] : models_) all.push_back(warning);
  std::stable_sort(all.begin(), all.end(),
                   [](const Warning& a, const Warning& b) { return a.count > b.count; });
  for (const auto& [kind, warning] : warnings_) all.push_back(warning);
  return all;
}

}  // namespace lcl
