// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/timestamp_token.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tests/chain/timestamp_authority.hpp"
#include "tests/values/other_program.hpp"

namespace lcl {
namespace {

const Digest stamped_text = sha256("log.example\n1\nAAAA\n");

/// What is wrong with `response`; empty: it is a timestamp.
std::string fault_of(std::string_view response, const Digest& stamped, const std::string& certificate) {
  const auto verified = verify_timestamp(response, stamped, {certificate});
  const auto* fault = std::get_if<TimestampFault>(&verified);
  return fault == nullptr ? std::string() : fault->what;
}

}  // namespace

TEST_CASE("timestamp: the query is the one that openssl ts makes") {
  const std::string query = timestamp_query(stamped_text);
  CHECK(query ==
        test::output_of(
            "openssl ts -query -digest " + hex(stamped_text) + " -sha256 -cert -no_nonce 2>/dev/null", ""));
  CHECK(query == timestamp_query(stamped_text));
}

TEST_CASE("timestamp: an authority's answer verifies here and with openssl, by its root and by itself") {
  const test::TimestampAuthority authority;
  const std::string query = timestamp_query(stamped_text);
  const Instant before = now();
  const std::string answer = authority.answer(query);
  CHECK(authority.accepts(query, answer));
  CHECK(stamped_by(answer) == stamped_text);
  for (const std::string& certificate : {authority.root(), authority.own_certificate()}) {
    const auto verified = verify_timestamp(answer, stamped_text, {certificate});
    REQUIRE(std::holds_alternative<Timestamp>(verified));
    const auto& timestamp = std::get<Timestamp>(verified);
    CHECK(timestamp.authority == "CN=Stamps,O=Authority");
    CHECK(timestamp.time >= before);
    CHECK(timestamp.time <= now());
  }
}

TEST_CASE("timestamp: it is of one digest, and of an authority that is believed") {
  const test::TimestampAuthority authority;
  const test::TimestampAuthority stranger;
  const std::string answer = authority.answer(timestamp_query(stamped_text));
  CHECK(fault_of(answer, sha256("another"), authority.root()).find("imprint") != std::string::npos);
  CHECK(fault_of(answer, stamped_text, stranger.root()).starts_with("it does not verify"));
  CHECK(fault_of(answer, stamped_text, "") == "no certificate of an authority is given");
  CHECK_FALSE(authority.accepts(timestamp_query(sha256("another")), answer));
}

TEST_CASE("timestamp: a certificate that is not for timestamping stamps nothing") {
  // openssl ts refuses to sign with such a one; so the authority's is replaced after it has signed.
  const test::TimestampAuthority authority;
  const test::TimestampAuthority of_mail("emailProtection");
  CHECK(fault_of(authority.answer(timestamp_query(stamped_text)), stamped_text, of_mail.own_certificate())
            .starts_with("it does not verify"));
  CHECK_THROWS_AS((void)of_mail.answer(timestamp_query(stamped_text)), std::runtime_error);
}

TEST_CASE("timestamp: certificates count at the time that was stamped, not today") {
  const test::TimestampAuthority authority("timeStamping", 2);
  const std::string query = timestamp_query(stamped_text);
  const std::string late = authority.answer(query, "+5d");
  CHECK(fault_of(late, stamped_text, authority.root()).starts_with("it does not verify"));
  const std::string in_time = authority.answer(query, "+1d");
  CHECK(fault_of(in_time, stamped_text, authority.root()).empty());
}

TEST_CASE("timestamp: an answer that was not granted is none") {
  const test::TimestampAuthority authority;
  const std::string refused = authority.answer(test::output_of(
      "openssl ts -query -digest " + std::string(40, '0') + " -sha1 -no_nonce 2>/dev/null", ""));
  CHECK_FALSE(stamped_by(refused).has_value());
  CHECK(fault_of(refused, stamped_text, authority.root()) == "the authority did not grant it");
  const std::string longer = authority.answer(test::output_of(
      "openssl ts -query -digest " + std::string(128, '0') + " -sha512 -no_nonce 2>/dev/null", ""));
  CHECK_FALSE(stamped_by(longer).has_value());
}

TEST_CASE("timestamp: bytes that are no answer are refused, and every cut and every changed byte of one") {
  const test::TimestampAuthority authority;
  const std::string root = authority.root();
  const std::string answer = authority.answer(timestamp_query(stamped_text));
  CHECK_FALSE(stamped_by("").has_value());
  CHECK_FALSE(stamped_by(answer + '\0').has_value());
  CHECK_FALSE(stamped_by(std::string(300'000, '0')).has_value());
  const Instant time = std::get<Timestamp>(verify_timestamp(answer, stamped_text, {root})).time;
  for (std::size_t size = 0; size < answer.size(); size += 7)
    CHECK_FALSE(fault_of(answer.substr(0, size), stamped_text, root).empty());
  // Not all bytes are signed (the status' text, further certificates); none changes what is said.
  for (std::size_t at = 0; at < answer.size(); at += 3) {
    std::string changed = answer;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    const auto verified = verify_timestamp(changed, stamped_text, {root});
    if (const auto* timestamp = std::get_if<Timestamp>(&verified)) {
      CHECK(timestamp->time == time);
      CHECK(timestamp->authority == "CN=Stamps,O=Authority");
    }
  }
}

TEST_CASE("timestamp: a file of certificates is told from one without") {
  const test::TimestampAuthority authority;
  CHECK(holds_certificates(authority.root() + authority.own_certificate()));
  CHECK_FALSE(holds_certificates(""));
  CHECK_FALSE(holds_certificates("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
}

}  // namespace lcl
