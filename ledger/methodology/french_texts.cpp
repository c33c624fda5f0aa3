// SPDX-License-Identifier: Apache-2.0
#include "ledger/methodology/french_texts.hpp"

namespace lcl::methodology {

void read_french_texts(const Json& object, Document& document, Faults& faults) {
  Fields french(object, "french", faults);
  document.french_title = french.text("title");
  document.french_summary = french.text("summary");
  if (const Json* found = french.object("eligibility", most_rules)) {
    Fields titles(*found, french.where("eligibility"), faults);
    for (Eligibility& rule : document.rules) rule.french_title = titles.text(rule.reason);
    titles.close();
  }
  if (!document.project_parameters.empty() || french.optional("project_parameters") != nullptr) {
    if (const Json* found = french.object("project_parameters", most_project_parameters)) {
      Fields titles(*found, french.where("project_parameters"), faults);
      for (ProjectParameter& asked : document.project_parameters)
        asked.french_title = titles.text(asked.name);
      titles.close();
    }
  }
  french.close();
}

}  // namespace lcl::methodology
