// SPDX-License-Identifier: Apache-2.0
#include "ledger/events/epcis/epcis_writer.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "ledger/events/epcis/epc.hpp"
#include "ledger/events/event_json.hpp"

namespace lcl {
namespace {

/// How the standard says a kind: so that the reader's table gives the kind again.
struct Wording {
  std::string_view action;
  std::string_view step;
  std::string_view disposition;
};
constexpr std::array<Wording, event_kinds> wordings = {{{"OBSERVE", "collecting", "in_progress"},
                                                        {"OBSERVE", "repairing", ""},
                                                        {"OBSERVE", "retail_selling", "retail_sold"},
                                                        {"OBSERVE", "receiving", "returned"},
                                                        {"DELETE", "destroying", "destroyed"},
                                                        {"OBSERVE", "", ""}}};

/// Whether the EPC alone would be read as fewer identifiers, or as less sure.
bool needs_device_member(const Event& event) {
  const Identifiers& own = event.identifiers;
  const bool several = !own.imei2.empty() || (!own.imei.empty() && !own.serial.empty());
  return several || (!own.imei.empty() && event.unchecked_imeis == 0);
}

}  // namespace

void begin_epcis(Instant made_at, std::string& out) {
  out += fmt::format(
      "{{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/"
      "epcis-context.jsonld\",{{\"lcl\":\"{}\"}}],\n"
      "\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\",\"creationDate\":\"{}\",\n"
      "\"epcisBody\":{{\"eventList\":[",
      epcis_namespace, to_string(made_at));
}

void append_epcis(const Event& event, std::string& out) {
  const Facts& facts = event.facts;
  const Wording& wording = wordings[static_cast<std::size_t>(facts.kind)];
  const bool is_void = facts.kind == EventKind::void_;
  out.push_back('{');
  MemberWriter standard({}, out);
  standard.text("type", "ObjectEvent");
  standard.instant("eventTime", facts.occurred_at);
  standard.text("eventTimeZoneOffset", "+00:00");
  if (is_void) {
    MemberWriter own("lcl:", out);
    standard.begin("errorDeclaration", '{');
    standard.instant("declarationTime", facts.occurred_at);
    append_void(facts, own);
    standard.end('}');
  }
  standard.begin("epcList", '[');
  out.append("\"").append(epc_of(event.identifiers)).append("\"");
  standard.end(']');
  standard.text("action", wording.action);
  standard.text("bizStep", wording.step);
  standard.text("disposition", wording.disposition);
  MemberWriter own("lcl:", out);
  if (needs_device_member(event)) {
    own.begin("device", '{');
    append_device(event, own);
    own.end('}');
  }
  append_facts(event, own);
  out.push_back('}');
}

void end_epcis(std::string& out) { out += "\n]}}\n"; }

}  // namespace lcl
