// SPDX-License-Identifier: Apache-2.0
// Units as shown: in blocks sharing one status, and what a block rests on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/registry/records.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/result.hpp"

namespace lcl {

/// Units that one serial names, with the project and issuance they are of.
struct NamedUnits {
  UnitBlock block;
  const Project* project = nullptr;
  const Issuance* issuance = nullptr;
};
/// Refused (serial_check_digits, unknown_units) where there are none.
[[nodiscard]] Result<NamedUnits> units_named(const RegistryState& state, const std::string& serial);

/// What became of the units of `block`, which is of `issuance`: its holdings, as far as they are inside it.
[[nodiscard]] std::vector<Holding> holdings_in(const Issuance& issuance, const UnitBlock& block);
[[nodiscard]] UnitBlock block_of(const Project& project, const Issuance& issuance, const Holding& holding);

/// A holder with a key: its name or, where it is not named in public, `holder` and how its id begins.
[[nodiscard]] std::string holder_name(const Records& records, const Digest& holder);
/// {"id"} and, where it is named in public, "name".
[[nodiscard]] Json holder_json(const Records& records, const Digest& holder);
/// Who has the units or, once they are retired, for whom that was: a holder's or beneficiary's name,
/// `anonymous`, or nothing where there is none but the developer.
[[nodiscard]] std::string holder_text(const Records& records, const Holding& holding);
/// The year that a retirement states; nothing where the units are not retired.
[[nodiscard]] std::optional<std::uint64_t> retirement_year(const OpenLedger& ledger, const Holding& holding);
/// {"count", "issuance", "serial", "state", "vintage"} and, where they are set, "anonymous", "beneficiary",
/// "holder", "use".
[[nodiscard]] Json holding_json(const Records& records, const Project& project, const Issuance& issuance,
                                const Holding& holding);

/// What `lcl units show` tells: owners, issuance, report, opinion, project, and how to go on to devices.
[[nodiscard]] Json units_json(const OpenLedger& ledger, const NamedUnits& units);
[[nodiscard]] std::string units_text(const OpenLedger& ledger, const NamedUnits& units);

}  // namespace lcl
