// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/sample_text.hpp"

#include "ledger/figures/sampling.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/project_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

std::string_view method_word(const SamplingPlan& plan) {
  return sampling_words[static_cast<std::size_t>(plan.method)];
}

std::string_view assurance_of(const SamplingPlan& plan) { return assurance_words[plan.reasonable ? 1 : 0]; }

bool is_within(const Project& project, const DrawnSample& sample) {
  return !sample.exceeds(project.commitment(sample.commitment)->plan.materiality, sample.evaluations.back());
}

}  // namespace

std::string plan_text(const SamplingPlan& plan) {
  return phrase("{}, {} assurance, materiality {}, expected {}", spoken(method_word(plan)),
                spoken(assurance_of(plan)), to_string(plan.materiality), to_string(plan.expected));
}

Decimal tolerable_in(const Project& project, const DrawnSample& sample) {
  return tolerable(project.commitment(sample.commitment)->plan, sample.reduction);
}

Json commitment_json(const Project& project, const SampleCommitment& commitment) {
  Json json = {{"assurance", std::string(assurance_of(commitment.plan))},
               {"auditor", commitment.auditor},
               {"entry", commitment.seq},
               {"expected", to_string(commitment.plan.expected)},
               {"materiality", to_string(commitment.plan.materiality)},
               {"method", std::string(method_word(commitment.plan))},
               {"number", hex(commitment.number)},
               {"period", act_fields::dates_json(commitment.period)},
               {"reports", commitment.reports},
               {"stage", std::string(word(project.stage_of(commitment)))}};
  if (commitment.challenged) {
    json["challenge"] = {{"challenge", hex(commitment.challenged->challenge)},
                         {"entry", commitment.challenged->seq}};
  }
  if (commitment.released) json["released"] = *commitment.released;
  return json;
}

Json sample_json(const Project& project, const DrawnSample& sample) {
  Json json = {{"commitment", sample.commitment},
               {"entry", sample.seq},
               {"interval", to_string(sample.interval)},
               {"kgco2e", to_string(sample.kg_co2e)},
               {"number", hex(sample.number)},
               {"population", sample.population},
               {"reduction", to_string(sample.reduction)},
               {"reports", project.commitment(sample.commitment)->reports},
               {"sample", hex(sample.sample)},
               {"size", sample.size}};
  if (sample.evaluations.empty()) return json;
  const SampleEvaluation& evaluation = sample.evaluations.back();
  json["evaluation"] = {{"bound", to_string(evaluation.bound)},
                        {"differing", evaluation.wrong().size()},
                        {"entry", evaluation.seq},
                        {"projected", to_string(evaluation.projected)},
                        {"tolerable", to_string(tolerable_in(project, sample))},
                        {"within", is_within(project, sample)}};
  if (!evaluation.beyond_cap.empty()) json["evaluation"]["beyond_cap"] = evaluation.beyond_cap;
  if (sample.evaluations.size() > 1) {
    json["evaluation"]["reason"] = evaluation.reason;
    json["replaced"] = Json::array();
    for (std::size_t i = 0; i + 1 < sample.evaluations.size(); ++i) {
      const SampleEvaluation& before = sample.evaluations[i];
      json["replaced"].push_back({{"bound", to_string(before.bound)},
                                  {"differing", before.wrong().size()},
                                  {"entry", before.seq},
                                  {"projected", to_string(before.projected)}});
    }
  }
  return json;
}

std::string conclusion_text(const Project& project, const DrawnSample& sample) {
  if (sample.evaluations.empty()) return phrase("no results yet");
  const SampleEvaluation& last = sample.evaluations.back();
  const std::string projected = kilograms(last.projected);
  const std::string bound = kilograms(last.bound);
  const std::string tolerated = kilograms(tolerable_in(project, sample));
  std::string text =
      is_within(project, sample)
          ? phrase("within materiality: overstated by {} kgCO2e as projected, {} at most, of {}", projected,
                   bound, tolerated)
          : phrase("beyond materiality: overstated by {} kgCO2e as projected, {} at most, of {}", projected,
                   bound, tolerated);
  if (sample.evaluations.size() == 1) return text;
  const SampleEvaluation& first = sample.evaluations.front();
  return text + phrase("; recorded first by entry {}: {} at most", first.seq, kilograms(first.bound));
}

}  // namespace lcl
