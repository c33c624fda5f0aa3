// SPDX-License-Identifier: Apache-2.0
#include "cli/service/signed_requests.hpp"

#include <utility>

#include "ledger/registry/key_records.hpp"
#include "ledger/values/digest.hpp"

namespace lcl::cli::service {
namespace {

/// As many as a party can use up within the time that a request counts, at 20 a second.
constexpr std::size_t most_nonces = 8192;

Response not_signed(const std::string& why) { return error_response(401, "unsigned", why); }

std::int64_t seconds_of(Instant instant) { return instant.milliseconds / 1000; }

std::string time_of(std::int64_t seconds) { return to_string(Instant{seconds * 1000}); }

/// Why a request does not count at `now`; empty where it does.
std::string out_of_time(const SignedRequest& request, std::int64_t now, std::int64_t started) {
  if (request.created > now + request_seconds_ahead) {
    return "created, " + time_of(request.created) +
           ", is more than 60 seconds ahead of the service's clock, " + time_of(now) +
           ": one of the two is wrong";
  }
  if (request.expires <= request.created || request.expires > request.created + request_seconds) {
    return "expires must be behind created, by at most 300 seconds";
  }
  if (request.expires < now) {
    return "the request expired at " + time_of(request.expires) + ", and the service's clock says " +
           time_of(now) + ": sign it anew, or set the clock that is wrong";
  }
  // What was signed before may have been used before: nobody remembers.
  if (request.created < started) return "the service was started after it was signed: sign it anew";
  return {};
}

bool is_within_session(const SessionCertificate& certificate, Instant at) {
  return at <= certificate.not_after &&
         certificate.not_after.milliseconds <= at.milliseconds + most_session_days * day_ms;
}

bool may_ask(const GrantedKey& key, Instant at) {
  return key.standing.may_sign() && (!key.since || *key.since <= at) && (!key.until || at < *key.until);
}

}  // namespace

bool AskingParty::may_read(const Project& project) const {
  switch (role) {
    case Role::operator_:
    case Role::certifier:
      return true;
    case Role::auditor:
      return project.labelled != 0;
    case Role::developer:
      return project.developer == party;
    case Role::holder:
    case Role::recovery:
      break;
  }
  return false;
}

bool AskingParty::may_submit(const Project& project) const {
  return role == Role::developer && project.developer == party;
}

SignedRequests::SignedRequests(Ledgers& ledgers, std::string url)
    : ledgers_(ledgers), url_(std::move(url)), started_(seconds_of(now())) {}

std::variant<AskingParty, Response> SignedRequests::party_of(const Request& request) {
  const auto read = read_signed_request(request.method, url_ + request.target, sha256(request.body),
                                        {.signature_input = request.header("signature-input"),
                                         .signature = request.header("signature"),
                                         .content_digest = request.header("content-digest"),
                                         .session_key = request.header("session-key")});
  if (const auto* no = std::get_if<Unsigned>(&read)) return not_signed(no->why);
  const auto& is_signed = *std::get_if<SignedRequest>(&read);
  const Instant at = now();
  if (const std::string why = out_of_time(is_signed, seconds_of(at), started_); !why.empty())
    return not_signed(why);
  auto party = standing_party(is_signed, at);
  if (std::holds_alternative<Response>(party)) return party;
  if (auto no = used_before(is_signed, seconds_of(at))) return *std::move(no);
  return party;
}

std::variant<AskingParty, Response> SignedRequests::standing_party(const SignedRequest& request,
                                                                   Instant at) const {
  const SessionCertificate& certificate = request.certificate;
  const auto ledger = ledgers_.reader();
  const RegistryState& state = ledger->state();
  if (certificate.origin != state.origin()) {
    return not_signed("the session is for another registry than " + state.origin());
  }
  if (!is_within_session(certificate, at)) {
    return not_signed("the session has ended, or would end more than 30 days from now: make a new one");
  }
  const auto found = state.keys().find(certificate.key);
  if (found == state.keys().end() || !may_ask(found->second, at) ||
      !found->second.key.verifies(certificate.signed_text(), certificate.signature)) {
    return not_signed("the session is not signed by a key that stands in the log and may sign");
  }
  const GrantedKey& key = found->second;
  if (key.role == Role::holder || key.role == Role::recovery) {
    return error_response(403, "forbidden", "keys of this role have no signed requests");
  }
  return AskingParty{key.role, key.party, certificate.key};
}

std::optional<Response> SignedRequests::used_before(const SignedRequest& request, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  Nonces& nonces = nonces_[request.certificate.key];
  if (nonces.size() >= most_nonces)
    std::erase_if(nonces, [now](const auto& each) { return each.second < now; });
  if (nonces.size() >= most_nonces) {
    Response response =
        error_response(429, "too_many", "more requests than are remembered until they expire: wait");
    response.headers.emplace_back("Retry-After", "60");
    return response;
  }
  if (!nonces.emplace(request.nonce, request.expires).second)
    return not_signed("the nonce was used before: sign every request anew");
  return std::nullopt;
}

Response no_such_project_for(const AskingParty& party) {
  return error_response(403, "forbidden",
                        "there is no such project that the " + std::string(word(party.role)) + " may use");
}

}  // namespace lcl::cli::service
