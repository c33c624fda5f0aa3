// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/http_signature.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace lcl {
namespace {

/// RFC 9421 B.2.6: the request of B.2, signed with the key of B.1.4.
constexpr std::string_view rfc_input =
    R"(sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519")";
constexpr std::string_view rfc_signature =
    "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:";
constexpr std::string_view rfc_public_key = "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";

std::vector<CoveredComponent> rfc_components() {
  return {{"date", "Tue, 20 Apr 2021 02:07:55 GMT"},
          {"@method", "POST"},
          {"@path", "/foo"},
          {"@authority", "example.com"},
          {"content-type", "application/json"},
          {"content-length", "18"}};
}

}  // namespace

TEST_CASE("http signature: the Ed25519 example of RFC 9421 B.2.6 comes out to the byte, and verifies") {
  const auto input = parse_signature_input(rfc_input, "sig-b26");
  REQUIRE(input.has_value());
  const auto base = signature_base(*input, rfc_components());
  REQUIRE(base.has_value());
  CHECK(*base ==
        R"("date": Tue, 20 Apr 2021 02:07:55 GMT
"@method": POST
"@path": /foo
"@authority": example.com
"content-type": application/json
"content-length": 18
"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519")");
  const auto key = PublicKey::from_text(rfc_public_key);
  const auto signature = parse_signature_field(rfc_signature, "sig-b26");
  REQUIRE(key.has_value());
  REQUIRE(signature.has_value());
  CHECK(key->verifies(*base, *signature));
  CHECK(signature_field("sig-b26", *signature) == rfc_signature);
  CHECK("sig-b26=" + to_text(*input) == rfc_input);
}

TEST_CASE("http signature: it verifies nothing else") {
  const auto input = parse_signature_input(rfc_input, "sig-b26");
  const auto key = PublicKey::from_text(rfc_public_key);
  const auto signature = parse_signature_field(rfc_signature, "sig-b26");
  for (std::size_t index = 0; index < rfc_components().size(); ++index) {
    auto components = rfc_components();
    components[index].value += '0';
    CHECK_FALSE(key->verifies(*signature_base(*input, components), *signature));
  }
  SignatureInput later = *input;
  later.parameters.front().second = std::int64_t{1'618'884'474};
  CHECK_FALSE(key->verifies(*signature_base(later, rfc_components()), *signature));
}

TEST_CASE("http signature: a value with a line feed is not signed") {
  auto components = rfc_components();
  components[2].value = "/foo\n\"@authority\": other.example";
  CHECK_FALSE(signature_base(*parse_signature_input(rfc_input, "sig-b26"), components).has_value());
}

TEST_CASE("http signature: only the canonical spelling of its input is read") {
  CHECK(parse_signature_input("a=()", "a").has_value());
  CHECK(parse_signature_input(R"(a=("x" "y");p=0;q="\"\\")", "a").has_value());
  for (const std::string_view wrong : {R"(a=("x"  "y"))",
                                       R"(a=( "x"))",
                                       R"(a=("x" ))",
                                       R"(a=("x")",
                                       R"(a=("x" "x"))",
                                       R"(a=(x))",
                                       R"(a=("x";sf))",
                                       R"(a=("x");p)",
                                       R"(a=("x");p=)",
                                       R"(a=("x");p=01)",
                                       R"(a=("x");p=-1)",
                                       R"(a=("x");p=1.0)",
                                       R"(a=("x");p=1;p=2)",
                                       R"(a=("x");P=1)",
                                       R"(a=("x"); p=1)",
                                       R"(a=("x");p=1234567890123456)",
                                       R"(a=("x");p="\x")",
                                       R"(a=("x");p="ab)",
                                       R"(a=("x"),b=("y"))",
                                       R"(b=("x"))",
                                       R"( a=("x"))",
                                       R"(a=("x") )",
                                       "a=",
                                       "a",
                                       "",
                                       "a=(\"\xC3\xA9\")",
                                       "a=(\"\x01\")",
                                       "a=(\"x\\"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_signature_input(wrong, "a").has_value());
  }
}

TEST_CASE("http signature: only one whole signature is read") {
  const std::string bytes = std::string{rfc_signature}.substr(9, 88);
  CHECK(parse_signature_field("a=:" + bytes + ":", "a").has_value());
  for (const std::string& wrong : {"a=" + bytes, "a=:" + bytes, "b=:" + bytes + ":",
                                   "a=:" + bytes.substr(4) + ":", "a=:" + bytes + ":, b=:" + bytes + ":",
                                   "a=:" + bytes + ":;x", std::string{"a=::"}, std::string{"a=:"}}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_signature_field(wrong, "a").has_value());
  }
}

TEST_CASE("http signature: the digest of a body is that of RFC 9421 and RFC 9530") {
  CHECK(content_digest_field(sha256(R"({"hello": "world"})")) ==
        "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
  CHECK(content_digest_field(sha256("{\"hello\": \"world\"}\n")) ==
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
  CHECK(parse_content_digest("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:") ==
        sha256(R"({"hello": "world"})"));
  CHECK_FALSE(parse_content_digest("sha-512=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:").has_value());
  CHECK_FALSE(parse_content_digest("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9D:").has_value());
}

}  // namespace lcl
