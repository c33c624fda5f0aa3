// SPDX-License-Identifier: Apache-2.0
// Corrections of single devices, without a log: a wrong identifier, a device
// that is not to stand at all, one field of one event.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/events/event.hpp"
#include "ledger/intake/correction.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

class KnownDevices;

/// A device as somebody types it.
struct NamedDevice {
  std::string text;
  Identifiers identifiers;
  std::uint8_t unchecked_imeis = 0;
};
/// From an IMEI, or `MANUFACTURER:SERIAL`. Refused as in a log, with `option` as the place.
[[nodiscard]] Result<NamedDevice> device_called(const std::string& text, const std::string& option);

/// A device that was recorded under the identifier of another, or of none.
struct Renaming {
  NamedDevice wrong;
  NamedDevice right;
};
/// What stands for each wrong device in the project is voided, and recorded with the same facts under the
/// right one, its private part included: all voids first, so that two devices can change their names. Further
/// identifiers, of which only pseudonyms are known, are not recorded anew. Refused
/// (void_of_unknown_event) where nothing stands for a wrong one, or both are one device; and, as all here,
/// where it cannot be told which device is meant (KnownDevices::device_of).
[[nodiscard]] Result<Correction> renaming_of(KnownDevices& known, const std::vector<Renaming>& renamings);

/// What stands for the devices in the project is voided. Refused as above.
[[nodiscard]] Result<Correction> removal_of(KnownDevices& known, const std::vector<NamedDevice>& devices);

/// One fact as it should be; `entry` says of which event, where several have the field.
struct RightFact {
  std::string name;  ///< as a log's header has it
  std::string value;
  std::optional<std::uint64_t> entry;
};
/// The event is recorded anew with that fact, and so is what stands behind it for its device in the project.
/// Refused as a log's cell; unknown_field where no event has it, or where it is no plain fact;
/// missing_identifier where one of these events brought a further identifier, of which only the pseudonym is
/// known.
[[nodiscard]] Result<Correction> fact_correction_of(KnownDevices& known, const NamedDevice& device,
                                                    const RightFact& right);

}  // namespace lcl
