// SPDX-License-Identifier: Apache-2.0
#include "cli/project_text.hpp"

#include "ledger/exports/columns.hpp"
#include "ledger/exports/figures.hpp"

namespace lcl::cli {
namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

bool was_filed(const Project& project) { return project.filed != 0; }
bool was_labelled(const Project& project) { return project.labelled != 0; }

}  // namespace

Json project_json(const Project& project) {
  Json json = {{"capacity", project.capacity},   {"communes", project.communes},
               {"developer", project.developer}, {"id", project.id},
               {"notified", project.notified},   {"notified_on", date_of(project.notified_on)},
               {"region", project.region},       {"state", std::string(word(project.state))},
               {"title", project.title}};
  if (was_filed(project)) json["filed"] = project.filed;
  if (was_labelled(project)) {
    json["labelled"] = project.labelled;
    json["decision"] = project.decision;
    json["methodology"] = hex(project.methodology);
    json["potential_units"] = project.potential_units;
    json["crediting_period"] = {{"from", date_of(project.crediting_period.from)},
                                {"to", date_of(project.crediting_period.to)}};
  }
  if (project.closed_on) {
    json["closed"] = project.closed;
    json["closed_on"] = date_of(*project.closed_on);
  }
  return json;
}

std::string project_text(const Project& project, const Methodology* methodology) {
  Columns lines({Align::left, Align::left});
  lines.row({"project", project.id});
  lines.row({"title", project.title});
  lines.row({"state", std::string(word(project.state))});
  lines.row({"developer", project.developer});
  lines.row({"region", project.region});
  lines.row({"communes", joined(project.communes)});
  lines.row({"capacity", project.capacity});
  lines.row({"notified", date_of(project.notified_on) + ", entry " + std::to_string(project.notified)});
  if (was_filed(project)) lines.row({"filed", "entry " + std::to_string(project.filed)});
  if (was_labelled(project)) {
    lines.row({"labelled", project.decision + ", entry " + std::to_string(project.labelled)});
    lines.row({"methodology",
               hex(project.methodology) + (methodology == nullptr ? "" : "  " + methodology->title())});
    lines.row({"crediting", to_string(project.crediting_period)});
    lines.row({"potential", whole(project.potential_units) + " units"});
  }
  if (project.closed_on) {
    lines.row({"closed", date_of(*project.closed_on) + ", entry " + std::to_string(project.closed)});
  }
  return lines.text();
}

}  // namespace lcl::cli
