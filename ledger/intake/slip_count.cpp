// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/slip_count.hpp"

namespace lcl {

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
  if (!event.facts.model.empty() && !methodology_->knows_model(event.facts.model))
    note(LikelySlip::model_not_listed, "model", event, event.facts.model);
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

void SlipCount::note(LikelySlip slip, std::string_view field, const Event& event, std::string_view found) {
  const auto [noted, is_new] = warnings_.try_emplace({slip, field});
  if (is_new) noted->second = {slip, std::string(field), 0, event.line, std::string(found)};
  ++noted->second.count;
}

std::vector<Warning> SlipCount::warnings() const {
  std::vector<Warning> all;
  all.reserve(warnings_.size());
  for (const auto& [kind, warning] : warnings_) all.push_back(warning);
  return all;
}

}  // namespace lcl
