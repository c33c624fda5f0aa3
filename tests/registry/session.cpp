// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/session.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <string>
#include <variant>

#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"
#include "tests/chain/temporary_folder.hpp"

namespace lcl {
namespace {

constexpr std::string_view session_origin = "registry.example/lbc";
constexpr std::string_view session_uri = "https://registry.example/v1/uploads?a=b";

Session example_session(const PrivateKey& party) {
  return Session::make(party, std::string(session_origin),
                       *parse_canonical_instant("2026-12-01T00:00:00.000Z"));
}

Instant example_instant() { return *parse_canonical_instant("2026-11-30T09:15:00.500Z"); }

using Headers = std::map<std::string, std::string>;

Headers signed_headers(const Session& session, std::string_view body) {
  Headers headers;
  for (auto& [name, value] : sign_request("POST", session_uri, sha256(body), session, example_instant())) {
    headers.emplace(std::move(name), std::move(value));
  }
  return headers;
}

std::variant<SignedRequest, Unsigned> read_back(const Headers& headers, std::string_view body,
                                                std::string_view method = "POST",
                                                std::string_view uri = session_uri) {
  const auto field = [&](const char* name) {
    const auto found = headers.find(name);
    return found == headers.end() ? nullptr : &found->second;
  };
  return read_signed_request(method, uri, sha256(body),
                             {.signature_input = field("signature-input"),
                              .signature = field("signature"),
                              .content_digest = field("content-digest"),
                              .session_key = field("session-key")});
}

}  // namespace

TEST_CASE("session: a request that is signed is read back, with the party's certificate") {
  const PrivateKey party = PrivateKey::generate();
  const Session session = example_session(party);
  const auto read = read_back(signed_headers(session, "body"), "body");
  const auto* request = std::get_if<SignedRequest>(&read);
  REQUIRE(request != nullptr);
  CHECK(request->certificate.key == party.public_key().id());
  CHECK(request->certificate.origin == session_origin);
  CHECK(party.public_key().verifies(request->certificate.signed_text(), request->certificate.signature));
  CHECK(request->created == example_instant().milliseconds / 1000);
  CHECK(request->expires == request->created + request_seconds);
  CHECK(request->nonce.size() == 22);
}

TEST_CASE("session: no two requests have the same nonce") {
  const Session session = example_session(PrivateKey::generate());
  CHECK(signed_headers(session, "")["signature-input"] != signed_headers(session, "")["signature-input"]);
}

TEST_CASE("session: what differs from what was signed is not a signed request") {
  const Session session = example_session(PrivateKey::generate());
  const Headers headers = signed_headers(session, "body");
  const auto is_unsigned = [](const auto& read) { return std::holds_alternative<Unsigned>(read); };
  CHECK(is_unsigned(read_back(headers, "other body")));
  CHECK(is_unsigned(read_back(headers, "body", "PATCH")));
  CHECK(is_unsigned(read_back(headers, "body", "POST", "https://registry.example/v1/uploads")));
  CHECK(is_unsigned(read_back(headers, "body", "POST", "http://registry.example/v1/uploads?a=b")));
  CHECK(is_unsigned(read_back(headers, "body", "POST", "https://other.example/v1/uploads?a=b")));
  for (const auto& field : headers) {
    const std::string& name = field.first;
    const std::string& value = field.second;
    CAPTURE(name);
    Headers without = headers;
    without.erase(name);
    CHECK(is_unsigned(read_back(without, "body")));
    for (std::size_t at = 0; at < value.size(); at += 5) {
      Headers changed = headers;
      changed[name][at] = value[at] == 'A' ? 'B' : 'A';
      CHECK(is_unsigned(read_back(changed, "body")));
    }
  }
  Headers another = headers;
  another["session-key"] = example_session(PrivateKey::generate()).certificate;
  CHECK(is_unsigned(read_back(another, "body")));
}

TEST_CASE("session: a certificate has one text") {
  const Session session = example_session(PrivateKey::generate());
  const auto certificate = parse_session_certificate(session.certificate);
  REQUIRE(certificate.has_value());
  CHECK(certificate->text() == session.certificate);
  const std::string json = *from_base64(session.certificate);
  CHECK_FALSE(parse_session_certificate(base64(bytes_of(json + " "))).has_value());
  Json more = std::get<Json>(parse_json(json));
  more["more"] = 1;
  CHECK_FALSE(parse_session_certificate(base64(bytes_of(canonical(more)))).has_value());
  for (const char* member : {"key", "not_after", "origin", "session_key", "signature"}) {
    CAPTURE(member);
    Json other = std::get<Json>(parse_json(json));
    other[member] = 1;
    CHECK_FALSE(parse_session_certificate(base64(bytes_of(canonical(other)))).has_value());
    other.erase(member);
    CHECK_FALSE(parse_session_certificate(base64(bytes_of(canonical(other)))).has_value());
  }
  CHECK_FALSE(parse_session_certificate("").has_value());
  CHECK_FALSE(parse_session_certificate(base64(bytes_of("[]"))).has_value());
  CHECK_FALSE(parse_session_certificate(std::string(1U << 20U, 'A')).has_value());
}

TEST_CASE("session: it is kept in two files that only their owner reads") {
  const test::TemporaryFolder folder;
  const Session session = example_session(PrivateKey::generate());
  const auto file = folder.path() / "session.pem";
  session.write(file);
  const Session back = Session::read(file);
  CHECK(back.certificate == session.certificate);
  CHECK(back.key.public_key() == session.key.public_key());
  for (const auto& each : {file, Session::certificate_file(file)}) {
    using std::filesystem::perms;
    CHECK((std::filesystem::status(each).permissions() & (perms::group_all | perms::others_all)) ==
          perms::none);
  }
  CHECK_THROWS_AS(session.write(file), Error);
  CHECK(Session::read(file).certificate == session.certificate);
}

TEST_CASE("session: a certificate beside another key is not taken") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "session.pem";
  example_session(PrivateKey::generate()).write(file);
  std::filesystem::remove(file);
  PrivateKey::generate().write(file);
  CHECK_THROWS_AS((void)Session::read(file), Error);
}

}  // namespace lcl
