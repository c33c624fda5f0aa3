// SPDX-License-Identifier: Apache-2.0
// Commitments to samples, and samples, as shown by `lcl sample` and `lcl status`.
#pragma once

#include <string>

#include "ledger/registry/records.hpp"
#include "ledger/values/json.hpp"

namespace lcl {

/// `stratified, reasonable assurance, materiality 0.05, expected 0`
[[nodiscard]] std::string plan_text(const SamplingPlan& plan);
/// {"assurance", "auditor", "entry", "expected", "materiality", "method", "number", "period", "stage"}
[[nodiscard]] Json commitment_json(const Project& project, const SampleCommitment& commitment);
/// {"commitment", "entry", "interval", "kgco2e", "number", "population", "report", "sample", "size"} and,
/// where results were recorded, "evaluation": {"bound", "differing", "entry", "projected", "tolerable",
/// "within"}
[[nodiscard]] Json sample_json(const Project& project, const DrawnSample& sample);

/// `within materiality: at most 12.00 of 50.00 kgCO2e` or `beyond …`; of the evaluation that stands.
[[nodiscard]] std::string conclusion_text(const Project& project, const DrawnSample& sample);
/// What the bound of an evaluation of `sample` is held against.
[[nodiscard]] Decimal tolerable_in(const Project& project, const DrawnSample& sample);

}  // namespace lcl
