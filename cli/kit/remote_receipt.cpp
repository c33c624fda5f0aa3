// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/remote_receipt.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "ledger/audit/proof_check.hpp"
#include "ledger/chain/proof.hpp"
#include "ledger/chain/tree.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

constexpr std::size_t longest_document = std::size_t{16} << 20U;
constexpr std::size_t longest_consistency_proof = 64;

std::optional<Json> read_object(std::string_view text) {
  auto read = parse_json(text, {.depth = 32, .bytes = longest_document});
  auto* document = std::get_if<Json>(&read);
  if (document == nullptr || !document->is_object()) return std::nullopt;
  return std::move(*document);
}

/// The object that `text` is; an empty one where it is none.
Json object_in(std::string_view text) { return read_object(text).value_or(Json::object()); }

/// A member that is a text; nullptr where there is none.
const std::string* text_member(const Json& document, const char* name) {
  if (!document.is_object()) return nullptr;
  const auto found = document.find(name);
  return found == document.end() ? nullptr : found->get_ptr<const std::string*>();
}

std::uint64_t number_member(const Json& document, const char* name) {
  if (!document.is_object()) return 0;
  const auto found = document.find(name);
  return found == document.end() || !found->is_number_integer() || *found < 0 ? 0
                                                                              : found->get<std::uint64_t>();
}

std::optional<std::vector<Digest>> hashes_in(const Json& document, const char* name) {
  const auto found = document.find(name);
  if (found == document.end() || !found->is_array() || found->size() > longest_consistency_proof)
    return std::nullopt;
  std::vector<Digest> hashes;
  for (const Json& each : *found) {
    const auto* text = each.get_ptr<const std::string*>();
    const auto bytes = text == nullptr ? std::nullopt : from_base64(*text);
    if (!bytes || bytes->size() != hashes.emplace_back().bytes.size()) return std::nullopt;
    const Bytes found_bytes = bytes_of(*bytes);
    std::copy(found_bytes.begin(), found_bytes.end(), hashes.back().bytes.begin());
  }
  return hashes;
}

/// Why the entry that a proof shows is not that of `statement`; empty: it is.
std::string difference(const CheckedProof& proof, const Statement& statement) {
  if (proof.fault) {
    const std::string detail = proof.fault->detail.empty() ? std::string() : ": " + proof.fault->detail;
    return phrase("its proof does not hold: {}{}", translation(meaning(proof.fault->word)), detail);
  }
  if (proof.entries.size() != 1) return phrase("its proof is not of one entry");
  const ShownEntry& shown = proof.entries.front();
  if (shown.kind != statement.kind || shown.project != statement.project ||
      shown.payload != std::optional(payload_of(statement)))
    return phrase("entry {}, which it proves, is another statement than the one that was signed", shown.seq);
  return {};
}

Refused refused_in(const Json& one) {
  const std::string* word = text_member(one, "word");
  const auto refusal = word == nullptr ? std::nullopt : refusal_from_word(*word);
  const std::string* message = text_member(one, "message");
  if (!refusal || message == nullptr) {
    throw Error(
        Obstacle::unavailable,
        phrase("the registry refuses it with a word that is not known here, {}: install the newer lcl",
               word == nullptr ? "?" : printable(*word)));
  }
  const std::string* field = text_member(one, "field");
  const std::string* cell = text_member(one, "cell");
  return {*refusal,
          {.line = number_member(one, "line"),
           .column = number_member(one, "column"),
           .field = field == nullptr ? std::string() : *field,
           .cell = cell == nullptr ? std::string() : *cell},
          *message};
}

}  // namespace

std::variant<Receipt, std::string> proven_receipt(std::string_view text, const Statement& statement,
                                                  const NoteVerifier& log) {
  const Json answer = object_in(text);
  const std::string* proof_text = text_member(answer, "proof");
  if (proof_text == nullptr) return phrase("it has no proof");
  const CheckedProof proof = check_proof(*proof_text, log);
  if (std::string why = difference(proof, statement); !why.empty()) return why;
  const auto file = parse_proof(*proof_text);
  if (!file) return phrase("its proof is not of one entry");
  const auto extends = hashes_in(answer, "extends");
  const Checkpoint& now = proof.checkpoint;
  if (!extends || now.size < statement.seen.size ||
      !verify_consistency(statement.seen.size, statement.seen.root, now.size, now.root, *extends)) {
    return phrase(
        "its log, of {} entries with root {}, is not shown to extend the one that you had seen, of {} "
        "entries with root {}",
        now.size, hex(now.root), statement.seen.size, hex(statement.seen.root));
  }
  Receipt receipt;
  receipt.seq = proof.entries.front().seq;
  receipt.head = {now.size, now.root};
  receipt.checkpoint = file->checkpoint;
  const auto before = answer.find("recorded_before");
  receipt.recorded_before = before != answer.end() && before->is_boolean() && before->get<bool>();
  return receipt;
}

RemoteRefusals remote_refusals(const Json& answer, const char* name) {
  const auto found = answer.is_object() ? answer.find(name) : answer.end();
  if (!answer.is_object() || found == answer.end() || !found->is_array() || found->empty())
    throw Error(Obstacle::unavailable, phrase("the registry refuses it, and does not say why"));
  RemoteRefusals refusals;
  for (const Json& each : *found) refusals.listed.push_back(refused_in(each));
  refusals.count = std::max<std::uint64_t>(refusals.listed.size(), number_member(answer, "refused_count"));
  return refusals;
}

bool says_not_recorded(const remote::HttpAnswer& answer) {
  if (answer.status < 400 || answer.status >= 500 || answer.status == 429) return false;
  return object_in(answer.body).contains(answer.status == 422 ? "refused" : "error");
}

Json remote_document(std::string_view text) {
  if (auto document = read_object(text)) return *std::move(document);
  throw Error(Obstacle::unavailable, phrase("what the registry answers is no JSON document: is it one?"));
}

std::string remote_error_text(std::string_view body, unsigned status) {
  const Json document = object_in(body);
  const auto error = document.find("error");
  const std::string* message = error == document.end() ? nullptr : text_member(*error, "message");
  return message == nullptr ? phrase("status {}", status)
                            : phrase("status {}, {}", status, printable(*message));
}

}  // namespace lcl::cli
