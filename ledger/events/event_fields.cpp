// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/event_fields.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "ledger/events/device_identity.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// The set that the letters of LCL_EVENT_FIELDS name.
constexpr KindSet kinds(std::string_view letters) {
  constexpr std::string_view order = "CRSBDV";
  unsigned set = 0;
  for (const char letter : letters) set |= 1U << order.find(letter);
  return static_cast<KindSet>(set);
}

constexpr std::array<FieldRule, field_count> rules = {{
#define LCL_FIELD(name, path, shape, has, needs) {path, Shape::shape, kinds(has), kinds(needs)},
    LCL_EVENT_FIELDS(LCL_FIELD)
#undef LCL_FIELD
}};

constexpr auto event_members = std::to_array<Member>({
    {"kind", Field::kind},
    {"legs", Field::legs},
    {"grade", Field::grade},
    {"model", Field::model},
    {"parts", Field::parts},
    {"route", Field::route},
    {"voids", Field::voids},
    {"waste", Field::waste},
    {"device", Field::device},
    {"holder", Field::holder},
    {"reason", Field::reason},
    {"channel", Field::channel},
    {"country", Field::country},
    {"mass_kg", Field::mass_kg},
    {"outcome", Field::outcome},
    {"category", Field::category},
    {"confirmed", Field::confirmed},
    {"reference", Field::reference},
    {"energy_kwh", Field::energy_kwh},
    {"occurred_at", Field::occurred_at},
    {"participant", Field::participant},
    {"data_erasure", Field::data_erasure},
    {"packaging_kg", Field::packaging_kg},
    {"warranty_months", Field::warranty_months},
    {"functions_tested", Field::functions_tested},
});
constexpr auto device_members = std::to_array<Member>({
    {"imei", Field::imei},
    {"imei2", Field::imei2},
    {"serial", Field::serial},
    {"manufacturer", Field::manufacturer},
});
constexpr auto data_erasure_members = std::to_array<Member>({
    {"result", Field::data_erasure_result},
    {"standard", Field::data_erasure_standard},
    {"certificate", Field::data_erasure_certificate},
});
constexpr auto leg_members = std::to_array<Member>({
    {"mode", Field::leg_mode},
    {"distance_km", Field::leg_distance_km},
});
constexpr auto part_members = std::to_array<Member>({
    {"part", Field::part_name},
    {"origin", Field::part_origin},
    {"quantity", Field::part_quantity},
});

/// Which of event_members a name can be: no two of them have one hash.
constexpr std::size_t hash_values = 64;
constexpr std::uint8_t no_member = 0xFF;

constexpr std::size_t hash(std::string_view name) {
  const auto first = static_cast<unsigned char>(name.front());
  const auto last = static_cast<unsigned char>(name.back());
  return (name.size() + first * 3 + last * 29) % hash_values;
}

constexpr auto member_of_hash = [] {
  std::array<std::uint8_t, hash_values> table{};
  table.fill(no_member);
  for (std::size_t i = 0; i < event_members.size(); ++i) {
    std::uint8_t& slot = table[hash(event_members[i].name)];
    if (slot != no_member) throw "two names have one hash: choose other factors";
    slot = static_cast<std::uint8_t>(i);
  }
  return table;
}();

/// The fields that stand under no other, by kind: those it may have and those it must have.
struct KindFields {
  FieldSet has = 0;
  FieldSet needs = 0;
};
constexpr auto fields_of_kinds = [] {
  std::array<KindFields, event_kinds> fields{};
  for (std::size_t kind = 0; kind < event_kinds; ++kind) {
    for (std::size_t field = 0; field < field_count; ++field) {
      const FieldSet one = bit(static_cast<Field>(field));
      if ((rules[field].has >> kind & 1U) != 0) fields[kind].has |= one;
      if ((rules[field].needs >> kind & 1U) != 0) fields[kind].needs |= one;
    }
  }
  return fields;
}();

/// The rules between fields: what `given` lacks because of what it has.
template <typename Report>
void check_dependencies(FieldSet given, Report report) {
  const auto has = [given](Field field) { return (given & bit(field)) != 0; };
  if (has(Field::imei2) && !has(Field::imei)) report(Refusal::missing_field, Field::imei);
  if (has(Field::serial) && !has(Field::manufacturer)) report(Refusal::missing_field, Field::manufacturer);
  if (has(Field::manufacturer) && !has(Field::serial)) report(Refusal::missing_field, Field::serial);
  constexpr FieldSet identifiers =
      bit(Field::imei) | bit(Field::imei2) | bit(Field::manufacturer) | bit(Field::serial);
  if (has(Field::device) && (given & identifiers) == 0) report(Refusal::missing_identifier, Field::device);
  if (has(Field::data_erasure) && !has(Field::data_erasure_standard)) {
    report(Refusal::missing_field, Field::data_erasure_standard);
  }
}

}  // namespace

const FieldRule& rule(Field field) noexcept { return rules[static_cast<std::size_t>(field)]; }

bool is_column(Field field) noexcept {
  return rule(field).shape != Shape::object && rule(field).path.find('[') == std::string_view::npos;
}

std::span<const std::string_view> words_of(Field field) noexcept {
  switch (field) {
    case Field::kind:
      return event_kind_words;
    case Field::holder:
      return holder_words;
    case Field::outcome:
      return outcome_words;
    case Field::data_erasure_result:
      return erasure_result_words;
    case Field::part_origin:
      return part_origin_words;
    default:
      return {};
  }
}

std::span<const Member> members(FieldScope scope) noexcept {
  switch (scope) {
    case FieldScope::event:
      return event_members;
    case FieldScope::device:
      return device_members;
    case FieldScope::data_erasure:
      return data_erasure_members;
    case FieldScope::leg:
      return leg_members;
    case FieldScope::part:
      return part_members;
  }
  return {};
}

std::optional<Field> member(FieldScope scope, std::string_view name) noexcept {
  std::span<const Member> candidates = members(scope);
  if (scope == FieldScope::event) {
    if (name.empty()) return std::nullopt;
    const std::size_t candidate = member_of_hash[hash(name)];
    if (candidate == no_member) return std::nullopt;
    candidates = candidates.subspan(candidate, 1);
  }
  for (const Member& candidate : candidates) {
    if (candidate.name == name) return candidate.field;
  }
  return std::nullopt;
}

FieldScope scope_of(Field field) noexcept {
  switch (field) {
    case Field::device:
      return FieldScope::device;
    case Field::data_erasure:
      return FieldScope::data_erasure;
    case Field::legs:
      return FieldScope::leg;
    case Field::parts:
      return FieldScope::part;
    default:
      break;
  }
  invariant(false, "only objects and lists have a scope");
  return FieldScope::event;
}

void clear(Facts& facts) {
  facts.kind = EventKind::collection;
  facts.occurred_at = {};
  for (std::string* text :
       {&facts.participant, &facts.country, &facts.category, &facts.model, &facts.data_erasure_standard,
        &facts.channel, &facts.grade, &facts.reason, &facts.route}) {
    text->clear();
  }
  facts.legs.clear();
  facts.parts.clear();
  facts.mass_kg.reset();
  facts.energy_kwh.reset();
  facts.packaging_kg.reset();
  facts.holder = Holder::consumer;
  facts.outcome = Outcome::reconditioned;
  facts.waste = facts.functions_tested = facts.data_erasure = facts.confirmed = false;
  facts.data_erasure_result = ErasureResult::succeeded;
  facts.warranty_months = 0;
  facts.voids = 0;
}

void clear(Event& event) {
  clear(event.facts);
  event.identifiers.imei.clear();
  event.identifiers.imei2.clear();
  event.identifiers.manufacturer.clear();
  event.identifiers.serial.clear();
  event.private_facts.reference.clear();
  event.private_facts.certificate.clear();
  event.line = 0;
  event.unchecked_imeis = 0;
}

bool is_complete(EventKind kind, FieldSet given) noexcept {
  const KindFields& fields = fields_of_kinds[static_cast<std::size_t>(kind)];
  bool complete = (given & ~fields.has) == 0 && (fields.needs & ~given) == 0;
  check_dependencies(given, [&complete](Refusal, Field) { complete = false; });
  return complete;
}

void presence_faults(std::optional<EventKind> kind, FieldSet given, std::vector<PresenceFault>& out) {
  KindFields fields{~FieldSet{0}, ~FieldSet{0}};
  for (std::size_t i = 0; i < event_kinds; ++i) {
    if (!kind) fields.needs &= fields_of_kinds[i].needs;
  }
  if (kind) fields = fields_of_kinds[static_cast<std::size_t>(*kind)];
  for (std::size_t i = 0; i < field_count; ++i) {
    const FieldSet one = bit(static_cast<Field>(i));
    if ((fields.needs & ~given & one) != 0) out.push_back({Refusal::missing_field, static_cast<Field>(i)});
    if ((given & ~fields.has & one) != 0) out.push_back({Refusal::unknown_field, static_cast<Field>(i)});
  }
  check_dependencies(given, [&out](Refusal refusal, Field field) { out.push_back({refusal, field}); });
}

std::optional<MisplacedIdentifier> misplaced_identifier(const Event& event) {
  const auto& [imei, imei2, manufacturer, serial] = event.identifiers;
  const std::string_view siret = translation("the SIRET of the participant");
  if (!imei.empty() && imei == event.facts.participant) return MisplacedIdentifier{Field::imei, siret};
  if (!imei2.empty() && imei2 == event.facts.participant) return MisplacedIdentifier{Field::imei2, siret};
  if (serial.empty()) return std::nullopt;
  if (serial == event.facts.participant) return MisplacedIdentifier{Field::serial, siret};
  if (is_imei(serial)) return MisplacedIdentifier{Field::serial, translation("an IMEI")};
  if ((!imei.empty() && serial.starts_with(imei)) || (!imei2.empty() && serial.starts_with(imei2)))
    return MisplacedIdentifier{Field::serial, translation("the IMEI of the device")};
  return std::nullopt;
}

void finish(Event& event) {
  if (event.identifiers.imei2 != event.identifiers.imei) return;
  event.identifiers.imei2.clear();
  event.unchecked_imeis = std::min<std::uint8_t>(event.unchecked_imeis, 1);
}

}  // namespace lcl
