// SPDX-License-Identifier: Apache-2.0
// A verification statement as a page, and as JSON.
#pragma once

#include "ledger/audit/verification_statement.hpp"
#include "ledger/texts/page/page.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

[[nodiscard]] page::Page verification_statement_page(const VerificationStatement& statement,
                                                     page::Language language);
/// The same with all digits: schemas/output/verification-statement.schema.json.
[[nodiscard]] Json verification_statement_json(const VerificationStatement& statement);
/// What the auditor concludes, in a sentence.
[[nodiscard]] std::string conclusion_text(const VerificationStatement& statement, page::Speech say);

}  // namespace lcl
