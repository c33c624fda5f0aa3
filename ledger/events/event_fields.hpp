// SPDX-License-Identifier: Apache-2.0
// The fields of an event, once for all readers: their paths in a log, which
// kinds have and need them, and how each is read from its text. NDJSON, CSV and
// payloads all go through here, so that they cannot differ in what a field
// means. Knows no file format beyond the names.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// What a field's value is written as.
enum class Shape : std::uint8_t {
  text,      ///< a string
  quantity,  ///< a number, or a string that holds a plain decimal
  whole,     ///< a whole number
  truth,     ///< `true` or `false`
  object,    ///< device, data_erasure, and the elements of a list
  list,      ///< legs, parts
};

/// Kinds as bits: 1 << EventKind.
using KindSet = std::uint8_t;

// enumerator, path, shape, kinds that have it, kinds that need it; C collection, R reconditioning, S resale,
// B return (back), D disposal, V void. The order is the order in which missing fields are told.
#define LCL_EVENT_FIELDS(X)                                              \
  X(kind, "kind", text, "CRSBDV", "CRSBDV")                              \
  X(device, "device", object, "CRSBDV", "CRSBDV")                        \
  X(imei, "device.imei", text, "CRSBDV", "")                             \
  X(imei2, "device.imei2", text, "CRSBDV", "")                           \
  X(manufacturer, "device.manufacturer", text, "CRSBDV", "")             \
  X(serial, "device.serial", text, "CRSBDV", "")                         \
  X(occurred_at, "occurred_at", text, "CRSBDV", "CRSBDV")                \
  X(participant, "participant", text, "CRSBDV", "CRSBDV")                \
  X(country, "country", text, "CRSBDV", "CRSBDV")                        \
  X(legs, "legs", list, "CRSBD", "")                                     \
  X(reference, "reference", text, "CRSBDV", "")                          \
  X(confirmed, "confirmed", truth, "CRSBD", "")                          \
  X(category, "category", text, "C", "C")                                \
  X(model, "model", text, "C", "")                                       \
  X(mass_kg, "mass_kg", quantity, "C", "")                               \
  X(holder, "holder", text, "C", "C")                                    \
  X(waste, "waste", truth, "C", "C")                                     \
  X(outcome, "outcome", text, "R", "R")                                  \
  X(functions_tested, "functions_tested", truth, "R", "R")               \
  X(data_erasure, "data_erasure", object, "R", "")                       \
  X(data_erasure_standard, "data_erasure.standard", text, "R", "")       \
  X(data_erasure_result, "data_erasure.result", text, "R", "")           \
  X(data_erasure_certificate, "data_erasure.certificate", text, "R", "") \
  X(parts, "parts", list, "R", "")                                       \
  X(energy_kwh, "energy_kwh", quantity, "R", "")                         \
  X(channel, "channel", text, "S", "")                                   \
  X(grade, "grade", text, "S", "")                                       \
  X(warranty_months, "warranty_months", whole, "S", "S")                 \
  X(packaging_kg, "packaging_kg", quantity, "S", "")                     \
  X(reason, "reason", text, "BV", "V")                                   \
  X(route, "route", text, "D", "D")                                      \
  X(voids, "voids", whole, "V", "V")                                     \
  X(leg_mode, "legs[].mode", text, "CRSBD", "")                          \
  X(leg_distance_km, "legs[].distance_km", quantity, "CRSBD", "")        \
  X(part_name, "parts[].part", text, "R", "")                            \
  X(part_quantity, "parts[].quantity", whole, "R", "")                   \
  X(part_origin, "parts[].origin", text, "R", "")

enum class Field : std::uint8_t {
#define LCL_FIELD(name, path, shape, has, needs) name,
  LCL_EVENT_FIELDS(LCL_FIELD)
#undef LCL_FIELD
};
inline constexpr std::size_t field_count = static_cast<std::size_t>(Field::part_origin) + 1;

struct FieldRule {
  std::string_view path;
  Shape shape;
  KindSet has;
  KindSet needs;
};
[[nodiscard]] const FieldRule& rule(Field field) noexcept;
/// Whether a column of a table can hold `field`: objects and the fields of lists have none of their own.
[[nodiscard]] bool is_column(Field field) noexcept;
/// The words that `field` may be; empty where it is no word of a list.
[[nodiscard]] std::span<const std::string_view> words_of(Field field) noexcept;

/// Fields as bits, for what a line has given so far.
using FieldSet = std::uint64_t;
[[nodiscard]] constexpr FieldSet bit(Field field) noexcept {
  return FieldSet{1} << static_cast<unsigned>(field);
}

/// The objects that a log's JSON holds.
enum class FieldScope : std::uint8_t { event, device, data_erasure, leg, part };

struct Member {
  std::string_view name;
  Field field;
};
[[nodiscard]] std::span<const Member> members(FieldScope scope) noexcept;
/// The field that `name` means in an object of `scope`.
[[nodiscard]] std::optional<Field> member(FieldScope scope, std::string_view name) noexcept;
/// The objects that `field` (shape object or list) is, or is a list of.
[[nodiscard]] FieldScope scope_of(Field field) noexcept;

inline constexpr std::size_t max_legs = 32;
inline constexpr std::size_t max_parts = 64;
inline constexpr std::size_t max_text_length = 128;  ///< in code points, after NFC

/// Makes `event` as one that has no field yet, keeping its memory.
void clear(Event& event);
void clear(Facts& facts);

/// Reads `text` into `field` of `event` (of its last leg or part, for their fields; shapes text, quantity,
/// whole and truth only); or tells why not: an identifier is then
/// empty, and any other field of no meaning.
[[nodiscard]] std::optional<Refusal> set_field(Field field, std::string_view text, Event& event);
/// The same for the fields that are facts: not those of `device`, `reference` and the certificate.
[[nodiscard]] std::optional<Refusal> set_fact(Field field, std::string_view text, Facts& facts);

/// A field that a line should not, or should, have given.
struct PresenceFault {
  Refusal refusal;
  Field field;
};
/// Whether an event of `kind` may and must have just the fields `given`.
[[nodiscard]] bool is_complete(EventKind kind, FieldSet given) noexcept;
/// What is_complete missed, in the fields' order; where the kind is not known, what holds for all kinds.
void presence_faults(std::optional<EventKind> kind, FieldSet given, std::vector<PresenceFault>& out);

/// An identifier that stands in the field of another.
struct MisplacedIdentifier {
  Field field;
  std::string_view held;  ///< what stands there, as a noun: `the SIRET of the participant`
};
/// The first of `event`, all of whose fields were read.
[[nodiscard]] std::optional<MisplacedIdentifier> misplaced_identifier(const Event& event);

/// What is done once all fields are in: a second IMEI that is the first one is dropped, and counted once.
void finish(Event& event);

}  // namespace lcl
