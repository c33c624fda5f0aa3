// SPDX-License-Identifier: Apache-2.0
// A device of the sample log: wholly determined by the log's seed and the
// device's number, so that none has to be kept in memory between its events.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "samples/generator/catalogue.hpp"

namespace lcl::samples {

struct Device {
  const Category* category = nullptr;
  const Model* model = nullptr;
  bool names_model = true;  ///< some senders give neither model nor mass
  std::string imei;         ///< 15 digits, or empty
  std::string imei2;        ///< of a dual-SIM phone, else empty
  std::string serial;       ///< where there is no IMEI
  std::string_view model_name;
  Thousandths mass_kg = 0;  ///< as stated, where the model is named
};

/// Device number `index` of the log of `seed`. No two devices of a log share an
/// identifier as long as it has fewer than 5 × 10⁹ devices.
[[nodiscard]] Device device_of(std::uint64_t seed, std::uint64_t index);
/// The same, of a category.
[[nodiscard]] Device device_of(std::uint64_t seed, std::uint64_t index, const Category& category);

}  // namespace lcl::samples
