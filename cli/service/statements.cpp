// SPDX-License-Identifier: Apache-2.0
#include "cli/service/statements.hpp"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "cli/kit/signing.hpp"
#include "cli/service/request_body.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/publish/proof_making.hpp"
#include "ledger/registry/staged_submission.hpp"
#include "ledger/registry/state.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"

namespace lcl::cli::service {
namespace {

/// The consistency proof from the head that the signer saw to that of the ledger.
Json extension_of(const Head& seen, const AuthenticatedLog& log) {
  const Head& head = log.head();
  const std::vector<Digest> hashes = consistency_proof(seen.size, head.size, log.perfect_roots());
  if (!verify_consistency(seen.size, seen.root, head.size, head.root, hashes))
    throw Error(Obstacle::damaged, "the log does not extend the head that the statement names");
  Json list = Json::array();
  for (const Digest& hash : hashes) list.push_back(base64(hash.bytes));
  return list;
}

Response recorded_response(const Ledger& ledger, const Receipt& receipt, const Statement& statement) {
  const AuthenticatedLog& log = ledger.opened().log();
  Json answer = receipt_json(receipt, statement);
  answer["proof"] = entry_proof({log, ledger.checkpoint()}, receipt.seq);
  answer["extends"] = extension_of(statement.seen, log);
  return json_response(answer);
}

/// Why nobody waits to write for the statement: no key that stands in the log has signed it. So whoever has
/// no such key holds up nobody.
std::optional<Response> refused_at_the_door(Ledgers& ledgers, const Statement& statement) {
  const auto ledger = ledgers.reader();
  const auto key = ledger->state().keys().find(statement.key);
  if (key != ledger->state().keys().end() && statement.signature &&
      signature_verifies(statement, key->second.key)) {
    return std::nullopt;
  }
  const auto refused = ledger->refusal(statement);
  return refused_response(refused.value_or(Refused{
                              Refusal::bad_signature, {.field = "signature"}, "it is not signed by its key"}),
                          ledger->head());
}

Response answer_to(const Result<Receipt>& outcome, const Ledger& ledger, const Statement& statement) {
  if (!outcome) return refused_response(outcome.refused(), ledger.head());
  return recorded_response(ledger, *outcome, statement);
}

}  // namespace

Response refused_response(const Refused& refused, const Head& head) {
  return json_response(
      {{"head", head_json(head)}, {"refused", refusals_json({refused})}, {"refused_count", 1}}, 422);
}

Response take_statement(Ledgers& ledgers, const Request& request) {
  const auto body = body_object(request, {"statement"}, {"private"});
  if (const auto* no = std::get_if<Response>(&body)) return *no;
  const Json& json = *std::get_if<Json>(&body);
  const auto draft = read_draft(canonical(json["statement"]));
  if (const auto* fault = std::get_if<std::string>(&draft))
    return bad_request("statement is no signed draft: " + *fault);
  const Statement& statement = *std::get_if<Statement>(&draft);
  std::optional<std::string> private_part;
  if (const std::string* text = text_in(json, "private")) {
    private_part = *text;
  } else if (json.contains("private")) {
    return bad_request("private is not the text of a private part");
  }
  if (!statement.signature) return bad_request("the statement is not signed");
  if (auto refused = refused_at_the_door(ledgers, statement)) return *std::move(refused);
  const Ledgers::Writer writer(ledgers);
  return answer_to(writer.ledger().commit(statement, {}, private_part), writer.ledger(), statement);
}

Response take_submission(Ledgers& ledgers, const std::filesystem::path& staged, const Signature& signature) {
  Statement statement = read_staged(staged);
  statement.signature = signature;
  if (auto refused = refused_at_the_door(ledgers, statement)) return *std::move(refused);
  const Ledgers::Writer writer(ledgers);
  put_signature(staged, signature);
  return answer_to(writer.ledger().commit_staged(staged), writer.ledger(), statement);
}

}  // namespace lcl::cli::service
