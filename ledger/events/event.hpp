// SPDX-License-Identifier: Apache-2.0
// What happened to a device: the facts of one event, as read from a log or
// from a payload. Knows no file format and no life cycle.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/decimal.hpp"
#include "ledger/values/timestamp.hpp"

namespace lcl {

/// The kinds, in life-cycle order; their words are those of schemas/README.md.
enum class EventKind : std::uint8_t { collection, reconditioning, resale, return_, disposal, void_ };
inline constexpr std::size_t event_kinds = 6;

[[nodiscard]] std::string_view word(EventKind kind) noexcept;  ///< `return`, `void`
[[nodiscard]] std::optional<EventKind> event_kind(std::string_view word) noexcept;

enum class Holder : std::uint8_t { consumer, business, administration };
enum class Outcome : std::uint8_t { reconditioned, for_parts, recycled };
enum class PartOrigin : std::uint8_t { new_, reused };
enum class ErasureResult : std::uint8_t { succeeded, failed };
/// Under what a device is collected, where no check digit vouches for it: IMEIs without one, or a serial
/// number alone.
enum class Unchecked : std::uint8_t { nothing, imei, serial };
// The words of each, in the order of its enumerators.
inline constexpr std::array<std::string_view, event_kinds> event_kind_words{
    "collection", "reconditioning", "resale", "return", "disposal", "void"};
inline constexpr std::array<std::string_view, 3> holder_words{"consumer", "business", "administration"};
inline constexpr std::array<std::string_view, 3> outcome_words{"reconditioned", "for_parts", "recycled"};
inline constexpr std::array<std::string_view, 2> part_origin_words{"new", "reused"};
inline constexpr std::array<std::string_view, 2> erasure_result_words{"succeeded", "failed"};
[[nodiscard]] std::string_view word(Holder holder) noexcept;
[[nodiscard]] std::string_view word(Outcome outcome) noexcept;
[[nodiscard]] std::string_view word(PartOrigin origin) noexcept;  ///< `new`, `reused`
[[nodiscard]] std::string_view word(ErasureResult result) noexcept;
[[nodiscard]] std::string_view word(Unchecked unchecked) noexcept;  ///< `imei`, `serial`; else empty
[[nodiscard]] std::optional<Holder> holder(std::string_view word) noexcept;
[[nodiscard]] std::optional<Outcome> outcome(std::string_view word) noexcept;
[[nodiscard]] std::optional<PartOrigin> part_origin(std::string_view word) noexcept;
[[nodiscard]] std::optional<ErasureResult> erasure_result(std::string_view word) noexcept;

/// One stretch of a journey.
struct Leg {
  std::string mode;
  Decimal distance_km;
  friend bool operator==(const Leg&, const Leg&) = default;
};

/// Parts put in; `quantity` is a whole number ≥ 1.
struct Part {
  std::string part;
  std::int64_t quantity = 1;
  PartOrigin origin = PartOrigin::new_;
  friend bool operator==(const Part&, const Part&) = default;
};

/// All that derivation and the life cycle may read of an event: its payload
/// without salt, identity and the private part's digest. Texts that are absent
/// are empty; a fact that its kind does not have is at its default.
struct Facts {
  EventKind kind = EventKind::collection;
  Instant occurred_at;
  std::string participant;  ///< SIRET
  std::string country;      ///< ISO 3166-1 alpha-2; the buyer's on a resale
  std::vector<Leg> legs;
  bool confirmed = false;  ///< what the method would refuse as a likely slip is meant as it stands

  // collection
  std::string category;
  std::string model;
  std::optional<Decimal> mass_kg;
  Holder holder = Holder::consumer;
  bool waste = false;

  // reconditioning
  Outcome outcome = Outcome::reconditioned;
  bool functions_tested = false;
  bool data_erasure = false;          ///< whether an erasure is recorded
  std::string data_erasure_standard;  ///< set where data_erasure is true
  ErasureResult data_erasure_result = ErasureResult::succeeded;
  /// Whether the data are gone: an erasure that failed is none.
  [[nodiscard]] bool data_erased() const {
    return data_erasure && data_erasure_result == ErasureResult::succeeded;
  }
  std::vector<Part> parts;
  std::optional<Decimal> energy_kwh;

  // resale
  std::string channel;
  std::string grade;
  std::int64_t warranty_months = 0;
  std::optional<Decimal> packaging_kg;

  std::string reason;       // return, void
  std::string route;        // disposal
  std::uint64_t voids = 0;  // void: the seq taken back

  friend bool operator==(const Facts&, const Facts&) = default;
};

/// A device's own identifiers, normalised (device_identity.hpp); empty: not given.
struct Identifiers {
  std::string imei;          ///< 14 digits
  std::string imei2;         ///< 14 digits
  std::string manufacturer;  ///< lower case
  std::string serial;        ///< upper case
  friend bool operator==(const Identifiers&, const Identifiers&) = default;
};

/// What is nobody's business but the sender's; kept in the private part.
struct PrivateFacts {
  std::string reference;
  std::string certificate;  ///< of the data erasure
  [[nodiscard]] bool empty() const { return reference.empty() && certificate.empty(); }
  friend bool operator==(const PrivateFacts&, const PrivateFacts&) = default;
};

/// One line of a log.
struct Event {
  Facts facts;
  Identifiers identifiers;
  PrivateFacts private_facts;
  std::uint64_t line = 0;            ///< of the file, from 1
  std::uint8_t unchecked_imeis = 0;  ///< those of its IMEIs that have no check digit
  [[nodiscard]] Unchecked unchecked() const noexcept;
  friend bool operator==(const Event&, const Event&) = default;
};

}  // namespace lcl
