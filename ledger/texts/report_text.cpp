// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/report_text.hpp"

#include "ledger/registry/act_fields.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/texts/project_text.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

std::string_view opinion_word(const Opinion& opinion) {
  return opinion_words[static_cast<std::size_t>(opinion.word)];
}

std::string_view assurance_word(const Opinion& opinion) {
  return assurance_words[opinion.reasonable ? 1 : 0];
}

}  // namespace

std::string stage_text(const Project& project, const Report& report) {
  const ReportStage stage = project.stage_of(report);
  if (stage == ReportStage::replaced) {
    return phrase("replaced by entry {}", project.report(report.period)->seq);
  }
  if (stage == ReportStage::forgone) return phrase("given up by entry {}", *report.forgone);
  if (stage == ReportStage::reported) return phrase("reported, no opinion yet");
  if (stage == ReportStage::reopened) return phrase("opinion") + fate_text(report.opinions.back());
  const Opinion* opinion = report.opinion();
  if (opinion == nullptr) return phrase("nothing to audit: no cycle has an amount in it");
  const std::string reached =
      stage == ReportStage::misstated ? phrase("misstated by too much") : spoken(word(stage));
  return phrase("{}: {}", reached, opinion_text(*opinion));
}

Json opinion_json(const Opinion& opinion) {
  Json json = {{"assurance", std::string(assurance_word(opinion))},
               {"auditor", opinion.auditor},
               {"entry", opinion.seq},
               {"materiality", to_string(opinion.materiality)},
               {"misstated", to_string(opinion.misstated)},
               {"opinion", std::string(opinion_word(opinion))},
               {"reports", opinion.reports}};
  if (opinion.reopened) json["reopened"] = *opinion.reopened;
  if (opinion.lapsed) json["lapsed"] = *opinion.lapsed;
  return json;
}

std::string fate_text(const Opinion& opinion) {
  if (opinion.reopened) return phrase(" reopened by entry {}", *opinion.reopened);
  if (opinion.lapsed) return phrase(" lapsed by entry {}", *opinion.lapsed);
  return {};
}

std::string opinion_text(const Opinion& opinion) {
  std::string out = phrase("{}, {} assurance, entry {}", spoken(opinion_word(opinion)),
                           spoken(assurance_word(opinion)), opinion.seq);
  if (opinion.reports.size() > 1)
    out += phrase(", on {} reports", whole(std::uint64_t{opinion.reports.size()}));
  if (!opinion.misstated.is_zero()) out += phrase(", {} kgCO2e misstated", kilograms(opinion.misstated));
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
               {"stage", std::string(word(project.stage_of(report)))},
               {"tally", hex(report.tally)}};
  if (const Report* last = project.report(report.period); last != &report) json["replaced_by"] = last->seq;
  return json;
}

}  // namespace lcl
