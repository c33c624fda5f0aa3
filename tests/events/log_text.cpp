// SPDX-License-Identifier: Apache-2.0
#include "tests/events/log_text.hpp"

#include <fstream>
#include <sstream>

namespace lcl::test {

std::string Reading::words() const {
  std::string all;
  for (const Refused& one : refused) all.append(all.empty() ? "" : " ").append(word(one.refusal));
  return all;
}

Reading read_log(std::string_view text, LogFormat format, const LogOptions& options) {
  const LogFile file(text);
  const auto reader = LogReader::open(file.descriptor(), format, options);
  Reading reading;
  for (auto step = reader->next(); step != LogReader::Step::end; step = reader->next()) {
    if (step == LogReader::Step::event) {
      reading.events.push_back(reader->current());
    } else {
      reading.refused.insert(reading.refused.end(), reader->refusals().begin(), reader->refusals().end());
    }
  }
  reading.left_out = reader->left_out();
  return reading;
}

const std::vector<std::string>& full_events() {
  static const std::vector<std::string> events = {
      R"({"kind":"collection","device":{"imei":"352099001761481","imei2":"350000000000014","manufacturer":"Apple","serial":"F2LXK0ABN70M"},)"
      R"("occurred_at":"2026-02-02T10:15:00+01:00","participant":"81234567800013","country":"FR",)"
      R"("legs":[{"mode":"van","distance_km":120},{"mode":"container_ship","distance_km":"8000.5"}],"reference":"BON-2026-0001",)"
      R"("category":"smartphone","model":"iPhone 11 64 GB","mass_kg":0.194,"holder":"consumer","waste":false})",
      R"({"kind":"reconditioning","device":{"imei":"352099001761481"},"occurred_at":"2026-02-06T14:05:00Z",)"
      R"("participant":"81234567800013","country":"FR","legs":[{"mode":"van","distance_km":"12.50"}],"reference":"OR-88123",)"
      R"("outcome":"reconditioned","functions_tested":true,"data_erasure":{"standard":"NIST SP 800-88 Purge","certificate":"BL-4711"},)"
      R"("parts":[{"part":"battery","quantity":1,"origin":"new"},{"part":"screen","quantity":2,"origin":"reused"}],"energy_kwh":"0.35"})",
      R"({"kind":"resale","device":{"imei":"352099001761481"},"occurred_at":"2026-02-12T11:45:00.250Z",)"
      R"("participant":"55208131700018","country":"BE","legs":[{"mode":"rail","distance_km":310}],"reference":"F-2026-1881",)"
      R"("channel":"marketplace","grade":"A","warranty_months":24,"packaging_kg":0.125})",
      R"({"kind":"return","device":{"imei":"352099001761481"},"occurred_at":"2026-02-20T09:00:00Z",)"
      R"("participant":"55208131700018","country":"BE","legs":[{"mode":"rail","distance_km":310}],"reference":"RMA-7","reason":"changed their mind"})",
      R"({"kind":"disposal","device":{"manufacturer":"Lenovo","serial":"PF1A2B3C"},"occurred_at":"2026-03-01T16:00:00Z",)"
      R"("participant":"81234567800013","country":"FR","legs":[{"mode":"rigid_truck","distance_km":95}],"reference":"DEEE-12","route":"recycling"})",
      R"({"kind":"void","device":{"imei":"352099001761481"},"occurred_at":"2026-03-02T08:00:00Z",)"
      R"("participant":"81234567800013","country":"FR","reference":"COR-1","voids":1042,"reason":"wrong device scanned"})"};
  return events;
}

const std::vector<std::string>& bare_events() {
  static const std::vector<std::string> events = {
      R"({"kind":"collection","device":{"imei":"352099001761481"},"occurred_at":"2026-02-02T09:15:00Z","participant":"81234567800013",)"
      R"("country":"FR","category":"smartphone","holder":"business","waste":true})",
      R"({"kind":"reconditioning","device":{"manufacturer":"Lenovo","serial":"PF1A2B3C"},"occurred_at":"2026-02-06T14:05:00Z",)"
      R"("participant":"81234567800013","country":"FR","outcome":"for_parts","functions_tested":false})",
      R"({"kind":"resale","device":{"imei":"352099001761481"},"occurred_at":"2026-02-12T11:45:00Z","participant":"55208131700018",)"
      R"("country":"BE","warranty_months":0})",
      R"({"kind":"return","device":{"imei":"352099001761481"},"occurred_at":"2026-02-20T09:00:00Z","participant":"55208131700018","country":"BE"})",
      R"({"kind":"disposal","device":{"imei":"352099001761481"},"occurred_at":"2026-03-01T16:00:00Z","participant":"81234567800013",)"
      R"("country":"FR","route":"recycling"})",
      R"({"kind":"void","device":{"imei":"352099001761481"},"occurred_at":"2026-03-02T08:00:00Z","participant":"81234567800013",)"
      R"("country":"FR","voids":0,"reason":"typing error"})"};
  return events;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  if (at == std::string::npos || text.find(what, at + 1) != std::string::npos) {
    throw std::logic_error("the text holds not one " + std::string(what));
  }
  return text.replace(at, what.size(), with);
}

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace lcl::test
