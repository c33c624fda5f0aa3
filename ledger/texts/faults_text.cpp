// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/faults_text.hpp"

#include <algorithm>

#include "ledger/texts/columns.hpp"
#include "ledger/texts/figures.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl {
namespace {

std::string meaning(const Warning& warning) {
  switch (warning.slip) {
    case LikelySlip::model_not_listed: {
      if (warning.found.empty()) return phrase("further models that the methodology does not list");
      const std::string found = printable(warning.found);
      if (warning.meant.empty())
        return phrase("the methodology lists no model \"{}\", which may count for less", found);
      return phrase("the methodology lists no model \"{}\", which may count for less; it lists \"{}\"", found,
                    printable(warning.meant));
    }
    case LikelySlip::quantity_unstated:
      return phrase("{} is not stated: the methodology takes its own", warning.field);
    case LikelySlip::imei_unchecked:
      return phrase("IMEIs of 14 or 16 digits: a misread digit is not noticed");
    case LikelySlip::serial_alone:
      return phrase("collected under a serial number alone: a misread character is not noticed");
  }
  return {};
}

}  // namespace

Json faults_json(const std::vector<Fault>& faults) {
  Json list = Json::array();
  for (const Fault& fault : faults) {
    list.push_back(
        {{"count", fault.count}, {"line", fault.line}, {"word", std::string(word(fault.refusal))}});
  }
  return list;
}

std::string faults_text(const std::vector<Fault>& faults) {
  const bool is_any_repeated =
      std::any_of(faults.begin(), faults.end(), [](const Fault& fault) { return fault.count > 1; });
  if (faults.size() < 2 || !is_any_repeated) return {};
  Columns lines({Align::right, Align::left});
  for (const Fault& fault : faults) {
    const std::string first = fault.line == 0 ? "" : phrase(" (first: line {})", fault.line);
    lines.row({whole(fault.count), "× " + std::string(word(fault.refusal)) + first});
  }
  return lines.text();
}

Json warnings_json(const std::vector<Warning>& warnings) {
  Json list = Json::array();
  for (const Warning& warning : warnings) {
    list.push_back({{"count", warning.count},
                    {"field", warning.field},
                    {"found", printable(warning.found)},
                    {"line", warning.line},
                    {"meant", printable(warning.meant)},
                    {"word", std::string(word(warning.slip))}});
  }
  return list;
}

std::string warnings_text(const std::vector<Warning>& warnings) {
  if (warnings.empty()) return {};
  Columns lines({Align::right, Align::left, Align::left});
  for (const Warning& warning : warnings) {
    lines.row({whole(warning.count), "× " + std::string(word(warning.slip)),
               phrase("{} (first: line {})", meaning(warning), warning.line)});
  }
  return phrase("worth a look, though accepted\n{}", lines.text(2));
}

}  // namespace lcl
