// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/report_text.hpp"

#include <algorithm>
#include <array>

#include "ledger/registry/act_fields.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/project_text.hpp"

namespace lcl {
namespace {

constexpr std::array<std::string_view, 7> stage_words{"reported", "reopened", "modified", "misstated",
                                                      "audited",  "issued",   "replaced"};

std::string_view opinion_word(const Opinion& opinion) {
  return opinion_words[static_cast<std::size_t>(opinion.word)];
}

std::string_view assurance_word(const Opinion& opinion) {
  return assurance_words[opinion.reasonable ? 1 : 0];
}

}  // namespace

std::string_view word(ReportStage stage) noexcept { return stage_words[static_cast<std::size_t>(stage)]; }

ReportStage stage_of(const Project& project, const Report& report) {
  if (project.report(report.period) != &report) return ReportStage::replaced;
  if (report.opinions.empty()) return ReportStage::reported;
  const Opinion* opinion = report.opinion();
  if (opinion == nullptr) return ReportStage::reopened;
  if (opinion->word != OpinionWord::unmodified) return ReportStage::modified;
  if (!report.audited()) return ReportStage::misstated;
  const bool issued = std::any_of(project.issuances.begin(), project.issuances.end(),
                                  [&](const Issuance& issuance) { return issuance.report == report.seq; });
  return issued ? ReportStage::issued : ReportStage::audited;
}

std::string stage_text(const Project& project, const Report& report) {
  const ReportStage stage = stage_of(project, report);
  if (stage == ReportStage::replaced) {
    return "replaced by entry " + std::to_string(project.report(report.period)->seq);
  }
  std::string out(word(stage));
  if (stage == ReportStage::reported) return "reported, no opinion yet";
  if (stage == ReportStage::reopened) {
    return "opinion reopened by entry " + std::to_string(*report.opinions.back().reopened);
  }
  if (stage == ReportStage::misstated) out = "misstated by too much";
  return out + ": " + opinion_text(*report.opinion());
}

Json opinion_json(const Opinion& opinion) {
  Json json = {{"assurance", std::string(assurance_word(opinion))},
               {"auditor", opinion.auditor},
               {"entry", opinion.seq},
               {"materiality", to_string(opinion.materiality)},
               {"misstated", to_string(opinion.misstated)},
               {"opinion", std::string(opinion_word(opinion))}};
  if (opinion.reopened) json["reopened"] = *opinion.reopened;
  return json;
}

std::string opinion_text(const Opinion& opinion) {
  std::string out = std::string(opinion_word(opinion)) + ", " + std::string(assurance_word(opinion)) +
                    " assurance, entry " + std::to_string(opinion.seq);
  if (!opinion.misstated.is_zero()) out += ", " + kilograms(opinion.misstated) + " kgCO2e misstated";
  return out;
}

Json report_json(const Project& project, const Report& report) {
  Json opinions = Json::array();
  for (const Opinion& opinion : report.opinions) opinions.push_back(opinion_json(opinion));
  Json json = {{"checkpoint", head_json(report.checkpoint)},
               {"entry", report.seq},
               {"estimate", report.estimate},
               {"methodology", hex(report.methodology)},
               {"opinions", std::move(opinions)},
               {"period", act_fields::dates_json(report.period)},
               {"reduction", to_string(report.reduction)},
               {"stage", std::string(word(stage_of(project, report)))},
               {"tally", hex(report.tally)}};
  if (const Report* last = project.report(report.period); last != &report) json["replaced_by"] = last->seq;
  return json;
}

}  // namespace lcl
