// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/methodology_text.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return {};
  const auto* text = found->get_ptr<const std::string*>();
  return text == nullptr ? canonical(*found) : *text;
}

bool is_assumption(const Json& factor) { return factor.value("assumption", false); }

std::string origin_of(const Json& factor) {
  const std::string source = text_of(factor, "source");
  if (!is_assumption(factor)) return source;
  return source.empty() ? phrase("assumption") : phrase("assumption; {}", source);
}

/// `0.7 to 0.9, asymmetric, ademe`; empty where it is taken as certain.
std::string likely_of(const Json& factor) {
  if (!factor.contains("low")) return {};
  std::string text = phrase("{} to {}", text_of(factor, "low"), text_of(factor, "high"));
  if (factor.value("kind", "") == word(UncertaintyKind::asymmetric)) text += phrase(", asymmetric");
  if (factor.contains("group")) text += ", " + text_of(factor, "group");
  return text;
}

std::int64_t assumptions_in(const Json& factors) {
  std::int64_t count = 0;
  for (const Json& factor : factors) count += is_assumption(factor) ? 1 : 0;
  return count;
}

bool is_certain(const Json& factor) { return !factor.contains("low"); }

/// What has no low and no high value: parameters, tables of which that is so of every row, and rows.
std::vector<std::string> certain_in(const Json& document) {
  std::vector<std::string> names;
  for (const auto& [name, factor] : document["parameters"].items()) {
    if (is_certain(factor)) names.push_back(name);
  }
  for (const auto& [name, table] : document["tables"].items()) {
    const Json& rows = table["rows"];
    if (std::all_of(rows.begin(), rows.end(), is_certain)) {
      names.push_back(name);
      continue;
    }
    for (const auto& [key, factor] : rows.items()) {
      if (is_certain(factor)) names.push_back(name + '[' + key + ']');
    }
  }
  return names;
}

std::size_t groups_of(const Methodology& methodology, UncertaintyKind kind) {
  const auto groups = methodology.uncertain_groups();
  return static_cast<std::size_t>(std::count_if(
      groups.begin(), groups.end(), [&](const UncertainGroup& group) { return group.kind == kind; }));
}

std::string factors_text(const Json& factors, const std::string& table_unit) {
  Columns lines({Align::left, Align::right, Align::left, Align::left, Align::left});
  for (const auto& [name, factor] : factors.items()) {
    const std::string unit = table_unit.empty() ? text_of(factor, "unit") : table_unit;
    lines.row({name, text_of(factor, "value"), unit, likely_of(factor), origin_of(factor)});
  }
  return lines.text(2);
}

/// `category and part`
std::string keys_of(const Json& table) {
  std::string out;
  for (const Json& key : table["by"]) out += (out.empty() ? "" : phrase(" and ")) + key.get<std::string>();
  return out;
}

std::string span_text(const Json& span) {
  return phrase("{} to {}", span.at(0).get<std::string>(), span.at(1).get<std::string>());
}

/// What the document asks of projects; empty where it asks nothing.
std::string project_parameters_text(const Json& document) {
  const Json asked = document.value("project_parameters", Json::object());
  Columns lines({Align::left, Align::left, Align::left, Align::left});
  for (const auto& [name, parameter] : asked.items()) {
    lines.row({name + (parameter.contains("by") ? phrase(", by category") : ""),
               span_text(parameter["span"]) + ' ' + text_of(parameter, "unit"), text_of(parameter, "title"),
               phrase("source: {}", text_of(parameter, "asks"))});
  }
  return asked.empty() ? std::string() : phrase("\nasked of projects\n") + lines.text(2);
}

/// What the document asks of events; empty where it asks nothing.
std::string asks_text(const Json& document) {
  const Json asks = document.value("asks", Json::object());
  Columns lines({Align::left, Align::left});
  for (const Json& each : asks.value("erasure_standards", Json::array()))
    lines.row({phrase("an erasure of data is to"), each.get<std::string>()});
  for (const Json& each : asks.value("imei", Json::array()))
    lines.row({phrase("an IMEI is given of"), each.get<std::string>()});
  const Json spans = asks.value("spans", Json::object());
  for (const auto& [name, span] : spans.items()) {
    if (span.is_array()) lines.row({phrase("{} is likely from", name), span_text(span)});
    if (!span.is_object()) continue;
    for (const auto& [category, each] : span.items())
      lines.row({phrase("{} is likely from", name), span_text(each) + " (" + category + ')'});
  }
  return asks.empty() ? std::string() : phrase("\nasked of events\n{}", lines.text(2));
}

}  // namespace

Json methodology_counts(const Methodology& methodology, const Json& document) {
  std::size_t rows = 0;
  std::int64_t assumptions = assumptions_in(document["parameters"]);
  for (const Json& table : document["tables"]) {
    rows += table["rows"].size();
    assumptions += assumptions_in(table["rows"]);
  }
  return {{"assumptions", assumptions},
          {"asymmetric_groups", groups_of(methodology, UncertaintyKind::asymmetric)},
          {"eligibility", document["eligibility"].size()},
          {"parameters", document["parameters"].size()},
          {"project_parameters", document.value("project_parameters", Json::object()).size()},
          {"rows", rows},
          {"steps", document["steps"].size()},
          {"symmetric_groups", groups_of(methodology, UncertaintyKind::symmetric)},
          {"tables", document["tables"].size()},
          {"vectors", document["vectors"].size()}};
}

std::string methodology_summary(const Methodology& methodology, const Json& document) {
  const Json counts = methodology_counts(methodology, document);
  Columns lines({Align::left, Align::left});
  lines.row({phrase("methodology"), methodology.id() + ' ' + methodology.version()});
  lines.row({phrase("title"), methodology.title()});
  lines.row({phrase("status"), methodology.status()});
  lines.row({phrase("digest"), hex(methodology.digest())});
  for (const char* name : {"parameters", "project_parameters", "tables", "rows", "assumptions",
                           "symmetric_groups", "asymmetric_groups", "eligibility", "steps", "vectors"}) {
    lines.row({spoken(name), canonical(counts[name])});
  }
  return lines.text();
}

Json taken_as_certain(const Json& document) { return certain_in(document); }

std::string taken_as_certain_text(const Json& document) {
  const std::vector<std::string> names = certain_in(document);
  std::string out;
  for (const std::string& name : names) out += "  " + name + '\n';
  return names.empty() ? out : phrase("\ntaken as certain, without low and high\n{}", out);
}

Json moved_together(const Json& document) {
  std::map<std::string, std::set<std::string>> sharing;
  const auto note = [&](const std::string& name, const Json& factor) {
    if (factor.contains("group")) sharing[text_of(factor, "group")].insert(name);
  };
  for (const auto& [name, factor] : document["parameters"].items()) note(name, factor);
  for (const auto& [name, table] : document["tables"].items()) {
    for (const Json& factor : table["rows"]) note(name, factor);
  }
  Json groups = Json::object();
  for (const auto& [group, names] : sharing) {
    if (names.size() > 1) groups[group] = names;
  }
  return groups;
}

std::string moved_together_text(const Json& document) {
  const Json groups = moved_together(document);
  Columns lines({Align::left, Align::left});
  for (const auto& [group, names] : groups.items()) {
    std::string sharing;
    for (const Json& name : names) sharing += (sharing.empty() ? "" : ", ") + name.get<std::string>();
    lines.row({group, std::move(sharing)});
  }
  if (groups.empty()) return {};
  return phrase("\nmoved together, as one source of uncertainty: what one adds another may take off\n") +
         lines.text(2);
}

std::string methodology_details(const Json& document) {
  std::string out =
      phrase("{}\n\nparameters\n{}", text_of(document, "summary"), factors_text(document["parameters"], {}));
  out += project_parameters_text(document);
  for (const auto& [name, table] : document["tables"].items()) {
    out += phrase("\ntable {} by {}\n{}", name, keys_of(table),
                  factors_text(table["rows"], text_of(table, "unit")));
  }
  out += phrase("{}\neligibility\n", asks_text(document));
  for (const Json& rule : document["eligibility"]) {
    out += "  " + text_of(rule, "reason") + ": " + text_of(rule, "rule") + "\n      " +
           text_of(rule, "title") + '\n';
  }
  out += phrase("\nsteps\n");
  for (const Json& step : document["steps"]) {
    out += "  " + text_of(step, "name") + " (" + text_of(step, "scope") + ", " + text_of(step, "unit") +
           ") =\n      " + text_of(step, "formula") + '\n';
  }
  return out;
}

}  // namespace lcl
