// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "ledger/figures/sampling.hpp"
#include "ledger/registry/act_fields.hpp"
#include "ledger/registry/statement.hpp"
#include "ledger/registry/words.hpp"
#include "ledger/texts/completeness_text.hpp"
#include "ledger/texts/verification_statement_page.hpp"

namespace lcl {
namespace {

using act_fields::dates_json;

constexpr std::array<std::string_view, 5> anchor_words{"log_key", "certifier", "checkpoint", "witness",
                                                       "timestamp"};

Json misstatements_json(const std::vector<Misstatement>& misstatements) {
  Json list = Json::array();
  for (const Misstatement& each : misstatements)
    list.push_back({{"kgco2e", to_string(each.kg_co2e)}, {"text", each.text}});
  return list;
}

Json vintages_json(const AuditReport& report) {
  Json list = Json::array();
  for (const Vintage& vintage : report.tally.vintages) {
    Json json = {{"avoided", to_string(vintage.amounts.avoided())},
                 {"baseline", to_string(vintage.amounts.baseline())},
                 {"creditable", to_string(vintage.creditable)},
                 {"emitted", to_string(vintage.amounts.emitted())},
                 {"given_back", to_string(vintage.amounts.given_back())},
                 {"leakage", to_string(vintage.amounts.leakage())},
                 {"net", to_string(vintage.net)},
                 {"units", vintage.units},
                 {"year", vintage.year}};
    if (const VintageUncertainty* uncertain = uncertainty_of(report, vintage.year))
      json["low"] = to_string(uncertain->low);
    list.push_back(std::move(json));
  }
  return list;
}

Json parameters_json(const AuditReport& report) {
  Json list = Json::array();
  for (const ProjectValue& each : report.project_values) {
    Json values = Json::object();
    for (const auto& [category, value] : each.stated.values) values[category] = to_string(value);
    list.push_back({{"name", each.asked.name},
                    {"source", each.stated.source},
                    {"unit", each.asked.unit},
                    {"values", std::move(values)}});
  }
  return list;
}

Json sample_json(const SampleSection& section) {
  const DrawnSample& sample = section.sample;
  const bool is_recorded = !sample.evaluations.empty();
  Json devices = Json::array();
  for (const ExaminedDevice& each : section.devices) {
    Json device = {{"book", to_string(each.book)}, {"category", each.category},
                   {"certain", each.certain},      {"collection", each.collection},
                   {"device", hex(each.device)},   {"participant", each.participant}};
    if (is_recorded) device["found"] = to_string(each.found.value_or(each.book));
    if (!each.text.empty()) device["text"] = each.text;
    devices.push_back(std::move(device));
  }
  Json json = {{"assurance", assurance_words[section.plan.reasonable ? 1 : 0]},
               {"auditor", section.auditor},
               {"commitment", sample.commitment},
               {"devices", std::move(devices)},
               {"entry", sample.seq},
               {"expected", to_string(section.plan.expected)},
               {"interval", to_string(sample.interval)},
               {"kgco2e", to_string(sample.kg_co2e)},
               {"materiality", to_string(section.plan.materiality)},
               {"method", sampling_words[static_cast<std::size_t>(section.plan.method)]},
               {"population", sample.population},
               {"seed", hex(section.seed)},
               {"size", sample.size},
               {"tolerable", to_string(tolerable(section.plan, sample.reduction))}};
  if (is_recorded) {
    const SampleEvaluation& evaluation = sample.evaluations.back();
    json["bound"] = to_string(evaluation.bound);
    json["record"] = evaluation.seq;
    json["within"] = !sample.exceeds(section.plan.materiality, evaluation);
    if (!evaluation.beyond_cap.empty()) json["beyond_cap"] = evaluation.beyond_cap;
    json["projected"] = to_string(evaluation.projected);
  }
  return json;
}

Json report_json(const AuditReport& report) {
  Json samples = Json::array();
  for (const SampleSection& each : report.samples) samples.push_back(sample_json(each));
  Json later = Json::array();
  for (const LaterFact& each : report.later) later.push_back(each.seq);
  return {{"checkpoint", head_json(report.report.checkpoint)},
          {"entry", report.report.seq},
          {"later",
           {{"changed_cycles", report.changes.size()},
            {"entries", std::move(later)},
            {"reduction", to_string(report.reduction_at_head)}}},
          {"period", dates_json(report.report.period)},
          {"recomputed", to_string(report.tally.amounts.net())},
          {"reduction", to_string(report.report.reduction)},
          {"samples", std::move(samples)},
          {"tally", hex(report.report.tally)},
          {"unchecked",
           {{"collections", report.unchecked.collections},
            {"imei", report.unchecked.imei.count},
            {"serial", report.unchecked.serial.count}}},
          {"vintages", vintages_json(report)}};
}

Json verified_completeness_json(const VerificationStatement& statement) {
  Json records = Json::array();
  const Project& project = statement.first().project;
  for (const CompletenessRecord* each : project.completeness_touching(statement.period))
    records.push_back(completeness_json(project, *each));
  return {{"projected", to_string(statement.completeness.projected)},
          {"records", std::move(records)},
          {"tested", statement.completeness.tested}};
}

Json questions_json(const Project& project) {
  Json list = Json::array();
  for (const AskedQuestion& asked : project.questions) {
    Json answers = Json::array();
    for (const QuestionAnswer& each : asked.answers)
      answers.push_back({{"entry", each.seq}, {"text", each.text}});
    list.push_back({{"answers", std::move(answers)},
                    {"asker", asked.asker},
                    {"entries", asked.entries},
                    {"entry", asked.seq},
                    {"text", asked.text}});
  }
  return list;
}

Json prior_json(const VerificationStatement& statement) {
  const std::vector<std::uint64_t>& answered = statement.conclusion.disposes_of;
  Json list = Json::array();
  for (const DepositedOpinion& each : statement.prior)
    list.push_back(
        {{"answered", std::find(answered.begin(), answered.end(), each.opinion.seq) != answered.end()},
         {"auditor", each.opinion.auditor},
         {"document", hex(each.document)},
         {"entry", each.opinion.seq},
         {"misstated", to_string(each.opinion.misstated)},
         {"misstatements", misstatements_json(each.misstatements)},
         {"opinion", opinion_words[static_cast<std::size_t>(each.opinion.word)]},
         {"stands", each.opinion.stands()}});
  return list;
}

Json ledger_json(const AuditReport& report) {
  Json anchors = Json::array();
  for (const OutsideAnchor& each : report.anchors) {
    Json anchor = {{"kind", anchor_words[static_cast<std::size_t>(each.kind)]}, {"name", each.name}};
    if (each.size > 0) anchor["size"] = each.size;
    if (each.at) anchor["at"] = to_string(*each.at);
    anchors.push_back(std::move(anchor));
  }
  return {{"anchors", std::move(anchors)},        {"entries", report.read.entries},
          {"events", report.read.events},         {"recomputed", report.read.recomputed},
          {"signatures", report.read.signatures}, {"sound", report.verification.sound()},
          {"statements", report.read.statements}};
}

}  // namespace

Json verification_statement_json(const VerificationStatement& statement) {
  const AuditReport& first = statement.first();
  const Conclusion& conclusion = statement.conclusion;
  Json accreditations = Json::array();
  for (const Accreditation& each : statement.accreditations)
    accreditations.push_back({{"body", each.body},
                              {"entry", each.seq},
                              {"reference", each.reference},
                              {"scope", each.scope},
                              {"valid", dates_json(each.valid)}});
  Json reports = Json::array();
  for (const AuditReport& each : statement.reports) reports.push_back(report_json(each));
  return {
      {"accreditations", std::move(accreditations)},
      {"addressee", conclusion.addressee},
      {"auditor", conclusion.auditor},
      {"completeness", verified_completeness_json(statement)},
      {"conclusion",
       {{"assurance", assurance_words[conclusion.reasonable ? 1 : 0]},
        {"disposes_of", conclusion.disposes_of},
        {"materiality", to_string(conclusion.materiality)},
        {"misstated", to_string(conclusion.misstated())},
        {"misstatements", misstatements_json(conclusion.misstatements)},
        {"opinion", opinion_words[static_cast<std::size_t>(conclusion.word)]},
        {"text",
         {{"en", conclusion_text(statement, page::Speech(page::Language::english))},
          {"fr", conclusion_text(statement, page::Speech(page::Language::french))}}}}},
      {"criteria",
       {{"digest", hex(first.methodology.digest)},
        {"id", first.methodology.id},
        {"status", first.methodology.status},
        {"version", first.methodology.version}}},
      {"head", head_json(first.head)},
      {"independence", hex(conclusion.independence)},
      {"ledger", ledger_json(first)},
      {"material", to_string(statement.material)},
      {"origin", first.origin},
      {"parameters", parameters_json(first)},
      {"period", dates_json(statement.period)},
      {"plausibility",
       {{"raised", statement.questions_raised()}, {"tests", first.plausibility.tests.size()}}},
      {"prior", prior_json(statement)},
      {"project",
       {{"developer", first.project.developer}, {"id", first.project.id}, {"title", first.project.title}}},
      {"questions", questions_json(first.project)},
      {"reduction", to_string(statement.reduction)},
      {"reports", std::move(reports)},
      {"standard", "ISO 14064-3:2019"}};
}

}  // namespace lcl
