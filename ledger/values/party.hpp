// SPDX-License-Identifier: Apache-2.0
// Who stands behind a key or a project: an establishment or company by the
// number that a register gave it. Only the form is judged, not whether the
// number was given to anybody.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lcl {

struct Party {
  std::string text;  ///< a SIRET, an EU VAT number or an LEI
  /// What its state knows the company by, where the text has it: the SIREN of a SIRET and of a French VAT
  /// number. Else empty.
  std::string national_number;
};

/// Nothing if `text` is none of the three. LEI: ISO 17442-1:2020, check digits by ISO/IEC 7064, MOD 97-10.
[[nodiscard]] std::optional<Party> parse_party(std::string_view text);

/// Of a SIRET.
[[nodiscard]] constexpr std::string_view siren_of(std::string_view siret) { return siret.substr(0, 9); }

}  // namespace lcl
