// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/statement.hpp"

#include <doctest/doctest.h>

namespace lcl {
namespace {

Statement example(const PrivateKey& key) {
  Statement statement;
  statement.kind = "project_filed";
  statement.origin = "registry.example/lbc";
  statement.project = "DEMO";
  statement.act = {{"dossier", std::string(64, 'a')}};
  statement.key = key.public_key().id();
  statement.seen.size = 12;
  sign(statement, key);
  return statement;
}

std::string fault_of(const std::string& payload) {
  auto read = read_statement(payload, "project_filed", "registry.example/lbc", "DEMO");
  const auto* fault = std::get_if<std::string>(&read);
  return fault == nullptr ? std::string() : *fault;
}

}  // namespace

TEST_CASE(
    "statement: what is signed is the domain line and the canonical members, the project only where there is "
    "one") {
  const PrivateKey key = PrivateKey::generate();
  Statement statement = example(key);
  const std::string zeros(64, '0');
  CHECK(signed_bytes(statement) ==
        "lcl statement 1\n{\"act\":{\"dossier\":\"" + std::string(64, 'a') + "\"},\"key\":\"" +
            hex(statement.key) + "\",\"kind\":\"project_filed\",\"nonce\":\"" + std::string(32, '0') +
            "\",\"origin\":\"registry.example/lbc\",\"project\":\"DEMO\",\"seen\":{\"root\":\"" + zeros +
            "\",\"size\":12}}");
  statement.project.clear();
  CHECK(signed_bytes(statement).find("project\"") == std::string::npos);
}

TEST_CASE("statement: a payload reads back as it was, and verifies under its key alone") {
  const PrivateKey key = PrivateKey::generate();
  const Statement statement = example(key);
  const auto read = std::get<Statement>(
      read_statement(payload_of(statement), "project_filed", "registry.example/lbc", "DEMO"));
  CHECK(payload_of(read) == payload_of(statement));
  CHECK(signature_verifies(read, key.public_key()));
  CHECK_FALSE(signature_verifies(read, PrivateKey::generate().public_key()));
}

TEST_CASE("statement: whatever of it is signed, changing it breaks the signature") {
  const PrivateKey key = PrivateKey::generate();
  const Statement statement = example(key);
  const auto broken = [&](const auto& change) {
    Statement changed = statement;
    change(changed);
    return !signature_verifies(changed, key.public_key());
  };
  CHECK(broken([](Statement& s) { s.kind = "project_closed"; }));
  CHECK(broken([](Statement& s) { s.origin = "registry.example/other"; }));
  CHECK(broken([](Statement& s) { s.project = "OTHER"; }));
  CHECK(broken([](Statement& s) { s.act["dossier"] = std::string(64, 'b'); }));
  CHECK(broken([](Statement& s) { s.key.bytes[0] ^= 1; }));
  CHECK(broken([](Statement& s) { s.nonce[15] ^= 1; }));
  CHECK(broken([](Statement& s) { s.seen.size = 13; }));
  CHECK(broken([](Statement& s) { s.seen.root.bytes[31] ^= 1; }));
}

TEST_CASE("statement: a payload in any other form is not one") {
  const PrivateKey key = PrivateKey::generate();
  const std::string payload = payload_of(example(key));
  CHECK(fault_of(payload).empty());
  CHECK_FALSE(fault_of(payload + " ").empty());
  CHECK_FALSE(fault_of("[]").empty());
  CHECK_FALSE(fault_of("{}").empty());
  for (const char* field : {"act", "key", "nonce", "seen", "signature"}) {
    CAPTURE(field);
    Json document = Json::parse(payload);
    document.erase(field);
    CHECK_FALSE(fault_of(canonical(document)).empty());
    document[field] = 1;
    CHECK_FALSE(fault_of(canonical(document)).empty());
  }
  Json surplus = Json::parse(payload);
  surplus["kind"] = "project_filed";
  CHECK_FALSE(fault_of(canonical(surplus)).empty());
}

TEST_CASE("statement: a draft goes to another machine and back, signed or not") {
  const PrivateKey key = PrivateKey::generate();
  Statement statement = example(key);
  const auto signed_again = std::get<Statement>(read_draft(draft_of(statement)));
  CHECK(payload_of(signed_again) == payload_of(statement));
  statement.signature.reset();
  auto unsigned_draft = std::get<Statement>(read_draft(draft_of(statement)));
  CHECK_FALSE(unsigned_draft.signature);
  sign(unsigned_draft, key);
  CHECK(payload_of(unsigned_draft) == payload_of(signed_again));
  CHECK(std::holds_alternative<std::string>(read_draft("{}")));
}

}  // namespace lcl
