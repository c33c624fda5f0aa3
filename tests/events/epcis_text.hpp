// SPDX-License-Identifier: Apache-2.0
// EPCIS documents written in a test.
#pragma once

#include <string>
#include <string_view>

#include "ledger/events/epcis/epc.hpp"

namespace lcl::test {

/// A document of `events`, which are separated by commas.
[[nodiscard]] inline std::string document_of(std::string_view events) {
  return std::string(
             R"({"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"lcl":")")
      .append(epcis_namespace)
      .append(R"("}],"type":"EPCISDocument","schemaVersion":"2.0","epcisBody":{"eventList":[)")
      .append(events)
      .append("]}}");
}

/// An ObjectEvent about `epc` with `members` beside those that every event has.
[[nodiscard]] inline std::string object_event(std::string_view epc, std::string_view members) {
  return std::string(
             R"({"type":"ObjectEvent","eventTime":"2026-02-02T10:15:00+01:00","eventTimeZoneOffset":"+01:00",)")
      .append(R"("action":"OBSERVE","lcl:participant":"81234567800013","lcl:country":"FR","epcList":[")")
      .append(epc)
      .append("\"],")
      .append(members)
      .append("}");
}

inline constexpr std::string_view some_imei = "urn:gsma:imei:35209900-176148-1";
/// What a collection has.
inline constexpr std::string_view collected =
    R"("bizStep":"collecting","lcl:category":"smartphone","lcl:holder":"business","lcl:waste":true)";

}  // namespace lcl::test
