// SPDX-License-Identifier: Apache-2.0
// A certificate of units, or a proof of retirement, as a page: what became of
// the units, what they rest on, what the law wants said, and a QR code that
// leads back to the file (schemas/README.md, "Certificate page").
#pragma once

#include <string>

#include "ledger/audit/proof_check.hpp"
#include "ledger/texts/page/page.hpp"

namespace lcl {

/// What the QR code says: what the file is, of which units, its SHA-256, and the command that checks it.
[[nodiscard]] std::string certificate_code(const CheckedProof& proof);

/// Of a proof of units that holds.
[[nodiscard]] page::Page certificate_page(const CheckedProof& proof, page::Language language);

}  // namespace lcl
