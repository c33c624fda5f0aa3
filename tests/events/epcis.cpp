// SPDX-License-Identifier: Apache-2.0
// EPCIS events as events of a device: kinds, identifiers, who and where, what is declared wrong.
#include <doctest/doctest.h>

#include "ledger/events/epcis/epc.hpp"
#include "tests/events/epcis_text.hpp"
#include "tests/events/log_text.hpp"

using namespace lcl;
using namespace lcl::test;

namespace {

Reading read_epcis(const std::string& events) { return read_log(document_of(events), LogFormat::epcis); }

/// The identifiers of `uri` with a blank between them; `-` for none.
std::string identifiers_of(std::string_view uri) {
  const std::optional<EpcIdentifiers> found = epc_identifiers(uri);
  if (!found) return "-";
  return found->imei.empty() ? found->manufacturer + ' ' + found->serial : found->imei;
}

/// What an event of another kind than a collection needs.
constexpr std::string_view repaired =
    R"("bizStep":"repairing","lcl:outcome":"reconditioned","lcl:functions_tested":true)";

}  // namespace

TEST_CASE("epcis: the sample is the life of one phone, what means nothing to a ledger is left out and said") {
  const Reading reading = read_log(file_text("samples/small.jsonld"), LogFormat::epcis);
  CHECK(reading.words().empty());
  const Reading expected = read_ndjson(
      R"({"kind":"collection","occurred_at":"2025-01-15T09:30:00Z","device":{"imei":"356741081234568"},"participant":"01234567400019","country":"FR","legs":[{"mode":"van","distance_km":12}],"category":"smartphone","model":"iPhone 11 64 GB","mass_kg":0.194,"holder":"consumer","waste":false})"
      "\n"
      R"({"kind":"reconditioning","occurred_at":"2025-01-22T15:10:00Z","device":{"imei":"356741081234568","manufacturer":"gtin03700000990017","serial":"R00042"},"participant":"03571592900010","country":"FR","outcome":"reconditioned","functions_tested":true,"data_erasure":{"standard":"NIST SP 800-88 Purge","certificate":"ER-7F3A01"},"parts":[{"part":"battery","quantity":1,"origin":"new"}],"energy_kwh":0.2})"
      "\n"
      R"({"kind":"resale","occurred_at":"2025-01-31T18:30:00Z","device":{"manufacturer":"gtin03700000990017","serial":"R00042"},"participant":"05982741000016","country":"FR","reference":"ORDER-9001","channel":"marketplace","grade":"A","warranty_months":12,"packaging_kg":0.15})");
  REQUIRE(reading.events.size() == expected.events.size());
  for (std::size_t i = 0; i < reading.events.size(); ++i) {
    CAPTURE(i);
    Event event = reading.events[i];
    event.line = expected.events[i].line;
    CHECK(event == expected.events[i]);
  }
  REQUIRE(reading.left_out.size() == 3);
  CHECK(reading.left_out[0].what == "member \"shop:depositBox\"");
  CHECK(reading.left_out[1].what == "event: bizStep \"inspecting\"");
  CHECK(reading.left_out[2].what == "event: bizStep \"packing\"");
  CHECK(reading.left_out[2].places.front().line == 42);
}

TEST_CASE("epcis: URIs of one device are its identifiers, all others are none") {
  CHECK(identifiers_of("urn:gsma:imei:90420156-025763-0") == "9042015602576300");  // RFC 7254 §4
  CHECK(identifiers_of("urn:gsma:imei:35209900-176148-1;svn=42") == "352099001761481");
  // GS1 TDS 2.0 §6.3.1 and §7.2: company prefix 0614141, item reference 812345.
  CHECK(identifiers_of("urn:epc:id:sgtin:0614141.812345.6789") == "gtin80614141123458 6789");
  CHECK(identifiers_of("https://id.gs1.org/01/80614141123458/21/6789") == "gtin80614141123458 6789");
  CHECK(identifiers_of("https://shop.example/p/01/80614141123458/10/LOT/21/a%2Fb?x=1") ==
        "gtin80614141123458 a/b");
  CHECK(identifiers_of("urn:epc:id:giai:0614141.12345400") == "giai 061414112345400");
  CHECK(identifiers_of("https://id.gs1.org/8004/061414112345400") == "giai 061414112345400");
  CHECK(identifiers_of(std::string(epcis_namespace) + "serial/lenovo/PF1A2B3C") == "lenovo PF1A2B3C");
  for (const char* other :
       {"", "35209900176148", "urn:gsma:imei:352099001761481", "urn:gsma:imei:35209900-17614-81",
        "urn:epc:id:sscc:0614141.1234567890", "urn:epc:class:lgtin:0614141.812345.998877",
        "urn:epc:id:sgtin:0614141.81234.6789", "urn:epc:id:sgtin:0614141.812345.",
        "https://id.gs1.org/01/80614141123459/21/6789", "https://id.gs1.org/01/80614141123458",
        "https://id.gs1.org/01/80614141123458/21/%G1", "https://id.gs1.org/8004/", "urn:uuid:1/serial/a/b"}) {
    CAPTURE(other);
    CHECK(identifiers_of(other) == "-");
  }
}

TEST_CASE("epcis: an SGTIN and a Digital Link of the same number are one device") {
  const Reading reading = read_epcis(object_event("urn:epc:id:sgtin:0614141.812345.6789", collected) + ',' +
                                     object_event("https://id.gs1.org/01/80614141123458/21/6789", collected));
  REQUIRE(reading.events.size() == 2);
  CHECK(reading.events[0].identifiers == reading.events[1].identifiers);
  CHECK(reading.events[0].unchecked() == Unchecked::serial);
}

TEST_CASE(
    "epcis: an IMEI whose spare digit is no check digit is an unchecked one, a wrong check digit is "
    "refused") {
  const Reading reading = read_epcis(object_event("urn:gsma:imei:35209900-176148-0", collected) + ',' +
                                     object_event(some_imei, collected));
  REQUIRE(reading.events.size() == 2);
  CHECK(reading.events[0].unchecked() == Unchecked::imei);
  CHECK(reading.events[1].unchecked() == Unchecked::nothing);
  CHECK(read_epcis(object_event("urn:gsma:imei:35209900-176148-2", collected)).words() == "imei_check_digit");
}

TEST_CASE("epcis: business steps of the vocabulary in each of its forms") {
  for (const char* step : {"collecting", "https://ref.gs1.org/cbv/BizStep-collecting",
                           "cbv:BizStep-collecting", "urn:epcglobal:cbv:bizstep:collecting"}) {
    CAPTURE(step);
    const Reading reading =
        read_epcis(object_event(some_imei, replaced(std::string(collected), "collecting", step)));
    CHECK(reading.words().empty());
    CHECK(reading.events.size() == 1);
  }
  for (const char* step : {"https://shop.example/steps/collecting", "https://ref.gs1.org/cbv/Disp-collecting",
                           "Collecting", "shipping", ""}) {
    CAPTURE(step);
    const Reading reading =
        read_epcis(object_event(some_imei, replaced(std::string(collected), "collecting", step)));
    CHECK(reading.words().empty());
    CHECK(reading.events.empty());
    REQUIRE(reading.left_out.size() == 1);
    CHECK(reading.left_out.front().count == 1);
  }
}

TEST_CASE("epcis: a step that may mean several things counts only with the disposition that tells") {
  const auto kind_of = [](std::string_view members) {
    const Reading reading = read_epcis(object_event(some_imei, members));
    CHECK(reading.words().empty());
    return reading.events.empty() ? std::string("-") : std::string(word(reading.events.front().facts.kind));
  };
  CHECK(kind_of(R"("bizStep":"receiving","disposition":"returned")") == "return");
  CHECK(kind_of(R"("bizStep":"accepting","disposition":"cbv:Disp-returned")") == "return");
  CHECK(kind_of(R"("bizStep":"receiving","disposition":"in_progress")") == "-");
  CHECK(kind_of(R"("bizStep":"receiving")") == "-");
  CHECK(kind_of(R"("bizStep":"destroying","lcl:route":"recycling")") == "disposal");
  CHECK(kind_of(R"("bizStep":"decommissioning","disposition":"disposed","lcl:route":"recycling")") ==
        "disposal");
  CHECK(kind_of(R"("bizStep":"decommissioning","disposition":"inactive","lcl:route":"recycling")") == "-");
}

TEST_CASE("epcis: only `conformant` makes a repair a reconditioning that succeeded") {
  const auto words = [](std::string_view disposition) {
    return read_epcis(
               object_event(some_imei, std::string(R"("bizStep":"repairing","lcl:functions_tested":true,)") +
                                           R"("disposition":")" + std::string(disposition) + '"'))
        .words();
  };
  CHECK(words("conformant").empty());
  CHECK(words("needs_replacement") == "missing_field");
}

TEST_CASE("epcis: a list of EPCs is as many devices, an aggregation is about what is in it") {
  const std::string second = R"("urn:epc:id:giai:0614141.A1"])";
  const Reading list = read_epcis(replaced(object_event(some_imei, collected), "1\"]", "1\"," + second));
  REQUIRE(list.events.size() == 2);
  CHECK(list.events[1].identifiers.serial == "0614141A1");
  std::string pallet = replaced(object_event(some_imei, collected), "ObjectEvent", "AggregationEvent");
  pallet = replaced(pallet, "epcList", "childEPCs");
  CHECK(read_epcis(pallet).events.size() == 1);
  CHECK(read_epcis(replaced(pallet, "OBSERVE", "DELETE")).events.empty());
}

TEST_CASE("epcis: an association in a repair is about the device that the parts go into") {
  std::string event = replaced(object_event(some_imei, repaired), "ObjectEvent", "AssociationEvent");
  event =
      replaced(event, R"("epcList":["urn:gsma:imei:35209900-176148-1"])",
               R"("parentID":"urn:gsma:imei:35209900-176148-1","childEPCs":["urn:epc:id:giai:0614141.B1"])");
  const Reading reading = read_epcis(event);
  REQUIRE(reading.events.size() == 1);
  CHECK(reading.events.front().identifiers.imei == "35209900176148");
}

TEST_CASE("epcis: of several devices that are transformed, none may come out under a new name") {
  const auto transformed = [](std::string_view in, std::string_view out) {
    std::string event = replaced(object_event(some_imei, repaired), "ObjectEvent", "TransformationEvent");
    return read_epcis(replaced(event, R"("epcList":["urn:gsma:imei:35209900-176148-1"])",
                               std::string(R"("inputEPCList":[)")
                                   .append(in)
                                   .append(R"(],"outputEPCList":[)")
                                   .append(out)
                                   .append("]")));
  };
  constexpr std::string_view one = R"("urn:gsma:imei:35209900-176148-1")";
  constexpr std::string_view two = R"("urn:gsma:imei:35209900-176148-1","urn:epc:id:giai:0614141.A1")";
  CHECK(transformed(two, two).events.size() == 2);
  CHECK(transformed(two, R"("urn:gsma:imei:35209900-176148-1","urn:epc:id:giai:0614141.A2")").words() ==
        "malformed_epcis");
  CHECK(transformed(one, two).words() == "malformed_epcis");
  CHECK(transformed(one, R"("urn:gsma:imei:35000000-000001-4")").words() == "identity_conflict");
}

TEST_CASE("epcis: a member `device` adds identifiers, and cannot be about another device than the EPC") {
  const auto with_device = [](std::string_view device) {
    return read_epcis(
        object_event(some_imei, std::string(collected) + R"(,"lcl:device":)" + std::string(device)));
  };
  const Reading more =
      with_device(R"({"lcl:imei2":"350000000000014","lcl:manufacturer":"Apple","lcl:serial":"F2LX"})");
  CHECK(more.words() == "identity_conflict");  // the EPC is neither imei nor imei2
  const Reading whole = with_device(
      R"({"imei":"352099001761481","lcl:imei2":"350000000000014","lcl:manufacturer":"Apple","lcl:serial":"F2LX"})");
  REQUIRE(whole.events.size() == 1);
  CHECK(whole.events.front().identifiers.imei2 == "35000000000001");
  CHECK(whole.events.front().identifiers.manufacturer == "apple");
  CHECK(with_device(R"({"lcl:manufacturer":"Apple","lcl:serial":"F2LX"})").events.size() == 1);
  CHECK(with_device(R"("352099001761481")").words() == "wrong_type");
  CHECK(with_device(R"({"imei":"350000000000014","lcl:imei":"352099001761481"})").words() ==
        "identity_conflict");
  CHECK(with_device(R"({"imei":"352099001761481","lcl:imei":"350000000000014"})").words() == "duplicate_key");
  CHECK(with_device(R"({"serial":"F2LX","lcl:serial":"F2LY","manufacturer":"Apple"})").words() ==
        "duplicate_key");
}

TEST_CASE("epcis: a declared error is a void of the entry it names, whatever the copied event says") {
  const std::string members =
      std::string(collected) +
      R"(,"errorDeclaration":{"declarationTime":"2026-03-01T08:00:00Z","reason":"did_not_occur","lcl:voids":17})";
  const Reading reading = read_epcis(object_event(some_imei, members));
  REQUIRE(reading.events.size() == 1);
  const Facts& facts = reading.events.front().facts;
  CHECK(facts.kind == EventKind::void_);
  CHECK(facts.voids == 17);
  CHECK(facts.reason == "did_not_occur");
  CHECK(to_string(facts.occurred_at) == "2026-03-01T08:00:00.000Z");
  CHECK(read_epcis(object_event(some_imei, replaced(members, R"(,"lcl:voids":17)", ""))).words() ==
        "missing_field");
}

TEST_CASE(
    "epcis: what is declared wrong, and why, is said by the declaration, not by the copy of the event") {
  const std::string declared =
      R"(,"errorDeclaration":{"declarationTime":"2026-03-01T08:00:00Z","lcl:voids":17,"lcl:reason":"twice"})";
  const std::string copied = std::string(collected) + R"(,"lcl:voids":4,"ilmd":{"lcl:reason":"broken"})";
  const Reading reading = read_epcis(object_event(some_imei, copied + declared));
  CHECK(reading.words().empty());
  REQUIRE(reading.events.size() == 1);
  CHECK(reading.events.front().facts.voids == 17);
  CHECK(reading.events.front().facts.reason == "twice");
  const std::string silent = R"(,"errorDeclaration":{"declarationTime":"2026-03-01T08:00:00Z"})";
  CHECK(read_epcis(object_event(some_imei, copied + silent)).words().find("missing_field") == 0);
}

TEST_CASE("epcis: the country of a shop is not that of its customer") {
  std::string document = file_text("samples/small.jsonld");
  document = replaced(document, R"("lcl:country": "FR", "lcl:warranty_months")", R"("lcl:warranty_months")");
  const Reading reading = read_log(document, LogFormat::epcis);
  CHECK(reading.words() == "missing_field");
  CHECK(reading.refused.front().place.field == "country");
}

TEST_CASE("epcis: a misspelt member of ours is refused where it stands, one of others is not read") {
  const Reading reading =
      read_epcis(object_event(some_imei, std::string(collected) + ",\n \"lcl:modell\":\"X\""));
  REQUIRE(reading.words() == "unknown_field");
  CHECK(reading.refused.front().place.line == 2);
  CHECK(reading.refused.front().place.column == 15);
  CHECK(reading.refused.front().message.find("did you mean \"model\"?") != std::string::npos);
  const Reading foreign = read_epcis(object_event(some_imei, std::string(collected) + R"(,"x:modell":"X")"));
  CHECK(foreign.events.size() == 1);
  REQUIRE(foreign.left_out.size() == 1);
  CHECK(foreign.left_out.front().what == "member \"x:modell\"");
}

TEST_CASE("epcis: kind and time are the standard's to say") {
  CHECK(read_epcis(object_event(some_imei, std::string(collected) + R"(,"lcl:kind":"resale")")).words() ==
        "unknown_field");
  CHECK(read_epcis(
            object_event(some_imei, std::string(collected) + R"(,"lcl:occurred_at":"2026-02-02T09:15:00Z")"))
            .words() == "unknown_field");
}
