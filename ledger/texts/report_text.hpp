// SPDX-License-Identifier: Apache-2.0
// Monitoring reports, their opinions, and how far each has come.
#pragma once

#include <string>
#include <string_view>

#include "ledger/registry/records.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// How far a report has come; a later report of its period replaces it whatever it was.
enum class ReportStage : std::uint8_t { reported, reopened, modified, misstated, audited, issued, replaced };
[[nodiscard]] std::string_view word(ReportStage stage) noexcept;
[[nodiscard]] ReportStage stage_of(const Project& project, const Report& report);
/// For people: `audited: unmodified, reasonable assurance, entry 31`.
[[nodiscard]] std::string stage_text(const Project& project, const Report& report);

[[nodiscard]] Json report_json(const Project& project, const Report& report);
[[nodiscard]] Json opinion_json(const Opinion& opinion);
[[nodiscard]] std::string opinion_text(const Opinion& opinion);

}  // namespace lcl
