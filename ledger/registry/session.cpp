// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/session.hpp"

#include <algorithm>
#include <array>

#include "ledger/chain/http_signature.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::string_view label = "lcl";
constexpr std::size_t longest_certificate = 2048;
constexpr const char* certificate_suffix = ".session";

const std::vector<std::string>& covered_names() {
  static const std::vector<std::string> names{"@method", "@target-uri", "content-digest", "session-key"};
  return names;
}

SignatureInput request_input(std::int64_t created, std::int64_t expires, std::string nonce,
                             const PublicKey& key) {
  return {covered_names(),
          {{"created", created},
           {"expires", expires},
           {"nonce", std::move(nonce)},
           {"keyid", hex(key.id())},
           {"alg", "ed25519"}}};
}

std::vector<CoveredComponent> covered_values(std::string_view method, std::string_view target_uri,
                                             std::string content_digest, std::string session_key) {
  return {{covered_names()[0], std::string(method)},
          {covered_names()[1], std::string(target_uri)},
          {covered_names()[2], std::move(content_digest)},
          {covered_names()[3], std::move(session_key)}};
}

/// 128 bits, in base64url.
std::string new_nonce() {
  std::array<std::uint8_t, 16> random{};
  random_bytes(random);
  std::string text = base64(random);
  text.resize(text.find('='));
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return text;
}

bool is_nonce(std::string_view text) {
  constexpr std::size_t shortest = 16;
  constexpr std::size_t longest = 64;
  return text.size() >= shortest && text.size() <= longest && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                  c == '_';
         });
}

Json session_json(const SessionCertificate& certificate) {
  return {{"key", hex(certificate.key)},
          {"not_after", to_string(certificate.not_after)},
          {"origin", certificate.origin},
          {"session_key", certificate.session_key.text()}};
}

const std::string* text_member(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() ? nullptr : found->get_ptr<const std::string*>();
}

std::optional<SessionCertificate> session_certificate_in(const Json& json) {
  const std::string* key = text_member(json, "key");
  const std::string* not_after = text_member(json, "not_after");
  const std::string* origin = text_member(json, "origin");
  const std::string* session_key = text_member(json, "session_key");
  const std::string* signature = text_member(json, "signature");
  if (key == nullptr || not_after == nullptr || origin == nullptr || session_key == nullptr ||
      signature == nullptr) {
    return std::nullopt;
  }
  const auto id = digest_from_hex(*key);
  const auto end = parse_canonical_instant(*not_after);
  const auto public_key = PublicKey::from_text(*session_key);
  const auto bytes = from_base64(*signature);
  SessionCertificate certificate;
  if (!id || !end || !is_origin(*origin) || !public_key || !bytes ||
      bytes->size() != certificate.signature.bytes.size()) {
    return std::nullopt;
  }
  certificate.key = *id;
  certificate.not_after = *end;
  certificate.origin = *origin;
  certificate.session_key = *public_key;
  std::ranges::copy(*bytes, certificate.signature.bytes.begin());
  return certificate;
}

/// The parameters, where they are those of a request, in their order.
std::optional<SignedRequest> request_parameters(const SignatureInput& input,
                                                const SessionCertificate& certificate) {
  if (input.parameters.size() != 5) return std::nullopt;
  const auto* created = std::get_if<std::int64_t>(&input.parameters[0].second);
  const auto* expires = std::get_if<std::int64_t>(&input.parameters[1].second);
  const auto* nonce = std::get_if<std::string>(&input.parameters[2].second);
  if (created == nullptr || expires == nullptr || nonce == nullptr || !is_nonce(*nonce)) return std::nullopt;
  if (input != request_input(*created, *expires, *nonce, certificate.session_key)) return std::nullopt;
  return SignedRequest{certificate, *created, *expires, *nonce};
}

}  // namespace

std::string SessionCertificate::signed_text() const {
  return "lcl session 1\n" + canonical(session_json(*this));
}

std::string SessionCertificate::text() const {
  Json json = session_json(*this);
  json["signature"] = base64(signature.bytes);
  return base64(bytes_of(canonical(json)));
}

std::optional<SessionCertificate> parse_session_certificate(std::string_view text) {
  if (text.size() > longest_certificate) return std::nullopt;
  const auto bytes = from_base64(text);
  if (!bytes) return std::nullopt;
  const auto parsed = parse_json(*bytes, {.depth = 2, .bytes = longest_certificate});
  const Json* json = std::get_if<Json>(&parsed);
  if (json == nullptr || !json->is_object()) return std::nullopt;
  auto certificate = session_certificate_in(*json);
  if (!certificate || certificate->text() != text) return std::nullopt;
  return certificate;
}

Session Session::make(const PrivateKey& party, const std::string& origin, Instant not_after) {
  PrivateKey key = PrivateKey::generate();
  SessionCertificate certificate{party.public_key().id(), not_after, origin, key.public_key(), {}};
  certificate.signature = party.sign(certificate.signed_text());
  return {std::move(key), certificate.text()};
}

std::filesystem::path Session::certificate_file(const std::filesystem::path& file) {
  return file.string() + certificate_suffix;
}

Session Session::read(const std::filesystem::path& file) {
  const std::filesystem::path beside = certificate_file(file);
  std::string text = read_whole(open_to_read(beside), beside, longest_certificate);
  if (text.ends_with('\n')) text.pop_back();
  const auto certificate = parse_session_certificate(text);
  PrivateKey key = PrivateKey::from_file(file);
  if (!certificate || certificate->session_key != key.public_key()) {
    throw Error(Obstacle::cryptography, phrase("{} is not the certificate of the session key in {}: make "
                                               "both anew with lcl key session",
                                               beside.string(), file.string()));
  }
  return {std::move(key), std::move(text)};
}

void Session::write(const std::filesystem::path& file) const {
  OutputFile beside(certificate_file(file), Existing::refuse, MayRead::owner);
  beside.stream() << certificate << '\n';
  beside.settle();
  key.write(file);
  beside.keep();
}

std::vector<std::pair<std::string, std::string>> sign_request(std::string_view method,
                                                              std::string_view target_uri, const Digest& body,
                                                              const Session& session, Instant now) {
  const std::int64_t created = now.milliseconds / 1000;
  const SignatureInput input =
      request_input(created, created + request_seconds, new_nonce(), session.key.public_key());
  const std::string digest = content_digest_field(body);
  const auto base = signature_base(input, covered_values(method, target_uri, digest, session.certificate));
  invariant(base.has_value(), "an address has no line feed");
  return {{"content-digest", digest},
          {"session-key", session.certificate},
          {"signature-input", std::string(label) + '=' + to_text(input)},
          {"signature", signature_field(label, session.key.sign(*base))}};
}

std::variant<SignedRequest, Unsigned> read_signed_request(std::string_view method,
                                                          std::string_view target_uri, const Digest& body,
                                                          const SigningFields& fields) {
  if (fields.signature_input == nullptr || fields.signature == nullptr || fields.content_digest == nullptr ||
      fields.session_key == nullptr) {
    return Unsigned{
        "this is for parties: sign the request (Signature-Input, Signature, Content-Digest, Session-Key)"};
  }
  const auto certificate = parse_session_certificate(*fields.session_key);
  if (!certificate) return Unsigned{"session-key is not the certificate of a session in its canonical form"};
  const auto input = parse_signature_input(*fields.signature_input, label);
  if (!input) return Unsigned{"signature-input is not exactly one signature with the label lcl"};
  if (input->components != covered_names()) {
    return Unsigned{
        R"(what is signed must be "@method" "@target-uri" "content-digest" "session-key", in this order)"};
  }
  auto request = request_parameters(*input, *certificate);
  if (!request) {
    return Unsigned{
        "the parameters must be created, expires, nonce (16 to 64 letters of base64url), keyid (the id of "
        "the "
        "session's key) and alg=\"ed25519\", in this order"};
  }
  const auto signature = parse_signature_field(*fields.signature, label);
  if (!signature) return Unsigned{"signature is not exactly one signature with the label lcl"};
  if (parse_content_digest(*fields.content_digest) != body) {
    return Unsigned{"content-digest is not the sha-256 of the body"};
  }
  const auto base =
      signature_base(*input, covered_values(method, target_uri, *fields.content_digest, *fields.session_key));
  if (!base || !certificate->session_key.verifies(*base, *signature)) {
    return Unsigned{
        "the signature is not that of this request by the session's key: method, address (scheme, host, path "
        "and query as sent to the service's public address), body or parameters differ from what was signed"};
  }
  return *std::move(request);
}

}  // namespace lcl
