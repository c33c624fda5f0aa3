// SPDX-License-Identifier: Apache-2.0
// The URIs by which EPCIS names one object, and which of a device's identifiers each of them is
// (schemas/epcis.md, "Identifiers"). Checks no more than it takes to tell: the identifiers are checked as
// those of any log.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/events/event.hpp"

namespace lcl {

/// What our own members and identifiers are named under.
inline constexpr std::string_view epcis_namespace = "urn:uuid:e1fa8367-b18f-46ad-8419-d40336b3e370#";

/// The identifiers that a URI gives, as a log would write them; those it does not give are empty.
struct EpcIdentifiers {
  std::string imei;
  std::string manufacturer;
  std::string serial;
};

/// `urn:gsma:imei:…` (RFC 7254), `urn:epc:id:sgtin:…`, `urn:epc:id:giai:…`, a GS1 Digital Link of a GTIN with
/// a serial number or of a GIAI, or one of ours; nothing if `uri` is none of these.
[[nodiscard]] std::optional<EpcIdentifiers> epc_identifiers(std::string_view uri);

/// The URI of the first identifier given, which must be normalised: of the IMEI, else of the serial number.
[[nodiscard]] std::string epc_of(const Identifiers& identifiers);

}  // namespace lcl
