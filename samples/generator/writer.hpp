// SPDX-License-Identifier: Apache-2.0
// One event of the sample log as a line of NDJSON or CSV, with the fields of
// schemas/README.md. Knows nothing of what makes a plausible story.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/values/timestamp.hpp"
#include "samples/generator/device.hpp"

namespace lcl::samples {

struct SampleLeg {
  std::string_view mode;
  Thousandths distance_km;
};

struct SamplePart {
  std::string_view part;
  unsigned quantity;
  std::string_view origin;
};

/// The facts of one event; those its kind does not have stay at their default and are not written.
struct SampleEvent {
  enum class Kind : std::uint8_t { collection, reconditioning, resale, return_, disposal };
  Kind kind{};
  Instant occurred_at;
  std::string_view participant;
  std::string_view country;
  std::vector<SampleLeg> legs;
  std::string reference;

  std::string_view holder;
  bool waste = false;

  std::string_view outcome;
  bool functions_tested = false;
  std::string_view erasure_standard;  ///< empty: no erasure is recorded
  std::string certificate;
  std::vector<SamplePart> parts;
  std::optional<Thousandths> energy_kwh;

  std::string_view channel;
  std::string_view grade;
  unsigned warranty_months = 0;
  std::optional<Thousandths> packaging_kg;

  std::string_view reason;
  std::string_view route;

  bool confirmed = false;  ///< what looks like a slip is meant; of NDJSON alone
};

/// Appends the line of `event`, which is about `device`, with its line feed.
void append_ndjson(const SampleEvent& event, const Device& device, std::string& out);
void append_csv(const SampleEvent& event, const Device& device, std::string& out);
[[nodiscard]] std::string_view csv_header();

}  // namespace lcl::samples
