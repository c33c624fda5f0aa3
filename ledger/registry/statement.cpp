// SPDX-License-Identifier: Apache-2.0
#include "ledger/registry/statement.hpp"

#include <algorithm>

#include "ledger/values/error.hpp"
#include "ledger/values/identifiers.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::string_view signature_domain = "lcl statement 1\n";
/// A statement's payload: a methodology document (1 MiB) and what stands around it.
constexpr JsonLimits statement_limits{.depth = 40, .bytes = 2U << 20U};

Json common_members(const Statement& statement) {
  return {{"act", statement.act},
          {"key", hex(statement.key)},
          {"nonce", hex(statement.nonce)},
          {"seen", head_json(statement.seen)}};
}

Json draft_members(const Statement& statement) {
  Json document = common_members(statement);
  document["kind"] = statement.kind;
  document["origin"] = statement.origin;
  if (!statement.project.empty()) document["project"] = statement.project;
  return document;
}

/// Reads the members of an object one by one; what was not asked for by the end is surplus.
class Members {
 public:
  explicit Members(const Json& object) : object_(object) {}

  const Json* find(const char* name, Json::value_t type) {
    const auto found = object_.find(name);
    if (found == object_.end()) return nullptr;
    const bool fits =
        type == Json::value_t::number_integer ? found->is_number_integer() : found->type() == type;
    if (!fits) return nullptr;
    ++taken_;
    return &*found;
  }
  const std::string* text(const char* name) {
    const Json* found = find(name, Json::value_t::string);
    return found == nullptr ? nullptr : found->get_ptr<const std::string*>();
  }
  [[nodiscard]] bool exhausted() const { return taken_ == object_.size(); }

 private:
  const Json& object_;
  std::size_t taken_ = 0;
};

std::optional<Head> read_head(const Json& document) {
  Members members(document);
  const std::string* root = members.text("root");
  const Json* size = members.find("size", Json::value_t::number_integer);
  if (root == nullptr || size == nullptr || !members.exhausted()) return std::nullopt;
  const auto digest = digest_from_hex(*root);
  const auto value = size->get<std::int64_t>();
  if (!digest || value < 0) return std::nullopt;
  return Head{static_cast<std::uint64_t>(value), *digest};
}

std::optional<Signature> signature_in(const std::string& text) {
  const auto bytes = from_base64(text);
  if (!bytes || bytes->size() != 64) return std::nullopt;
  Signature signature;
  std::copy(bytes->begin(), bytes->end(), signature.bytes.begin());
  return signature;
}

std::optional<std::string> read_signature(const std::string& text, Statement& statement) {
  statement.signature = signature_in(text);
  if (!statement.signature) return phrase("signature is not the base64 of 64 bytes");
  return std::nullopt;
}

std::optional<Endorsement> read_endorsement(const Json& document) {
  if (!document.is_object()) return std::nullopt;
  Members members(document);
  const std::string* key = members.text("key");
  const std::string* signature = members.text("signature");
  if (key == nullptr || signature == nullptr || !members.exhausted()) return std::nullopt;
  const auto id = digest_from_hex(*key);
  const auto bytes = signature_in(*signature);
  if (!id || !bytes) return std::nullopt;
  return Endorsement{*id, *bytes};
}

/// Where the document has any.
std::optional<std::string> read_endorsements(const Json& document, Members& members, Statement& statement) {
  if (!document.contains("endorsements")) return std::nullopt;
  const std::string fault =
      phrase("endorsements is not a list of 1 to 15 of {key, signature}, ascending by key");
  const Json* list = members.find("endorsements", Json::value_t::array);
  if (list == nullptr || list->empty() || list->size() > most_endorsements) return fault;
  for (const Json& each : *list) {
    const auto endorsement = read_endorsement(each);
    if (!endorsement) return fault;
    if (!statement.endorsements.empty() && statement.endorsements.back().key >= endorsement->key)
      return fault;
    statement.endorsements.push_back(*endorsement);
  }
  return std::nullopt;
}

void add_signatures(const Statement& statement, Json& document) {
  if (statement.signature) document["signature"] = base64(statement.signature->bytes);
  for (const Endorsement& each : statement.endorsements)
    document["endorsements"].push_back({{"key", hex(each.key)}, {"signature", base64(each.signature.bytes)}});
}

std::optional<std::string> read_common_members(Members& members, Statement& statement) {
  const Json* act = members.find("act", Json::value_t::object);
  if (act == nullptr) return phrase("act is missing or not an object");
  statement.act = *act;
  const std::string* key = members.text("key");
  const auto key_id = key == nullptr ? std::nullopt : digest_from_hex(*key);
  if (!key_id) return phrase("key is missing or not 64 lower-case hex digits");
  statement.key = *key_id;
  const std::string* nonce = members.text("nonce");
  if (nonce == nullptr || !from_hex(*nonce, statement.nonce))
    return phrase("nonce is missing or not 32 lower-case hex digits");
  const Json* seen = members.find("seen", Json::value_t::object);
  const auto head = seen == nullptr ? std::nullopt : read_head(*seen);
  if (!head) return phrase("seen is missing or not {root, size}");
  statement.seen = *head;
  return std::nullopt;
}

}  // namespace

Json head_json(const Head& head) { return {{"root", hex(head.root)}, {"size", head.size}}; }

std::string signed_bytes(const Statement& statement) {
  return std::string(signature_domain) + canonical(draft_members(statement));
}

void sign(Statement& statement, const PrivateKey& key) {
  invariant(key.public_key().id() == statement.key, "a statement is signed by the key it names");
  statement.signature = key.sign(signed_bytes(statement));
}

bool signature_verifies(const Statement& statement, const PublicKey& key) {
  return statement.signature && key.verifies(signed_bytes(statement), *statement.signature);
}

void endorse(Statement& statement, const PrivateKey& key) {
  const Endorsement endorsement{key.public_key().id(), key.sign(signed_bytes(statement))};
  std::vector<Endorsement>& list = statement.endorsements;
  const auto at = std::lower_bound(list.begin(), list.end(), endorsement,
                                   [](const Endorsement& a, const Endorsement& b) { return a.key < b.key; });
  if (at != list.end() && at->key == endorsement.key) {
    *at = endorsement;
  } else {
    list.insert(at, endorsement);
  }
}

bool verifies(const Endorsement& endorsement, const Statement& statement, const PublicKey& key) {
  return key.verifies(signed_bytes(statement), endorsement.signature);
}

std::string payload_of(const Statement& statement) {
  invariant(statement.signature.has_value(), "only a signed statement has a payload");
  Json document = common_members(statement);
  add_signatures(statement, document);
  return canonical(document);
}

std::variant<Statement, std::string> read_statement(std::string_view payload, std::string_view kind,
                                                    std::string_view origin, std::string_view project) {
  auto parsed = parse_json(payload, statement_limits);
  if (const auto* fault = std::get_if<JsonFault>(&parsed)) return fault->message;
  const Json& document = std::get<Json>(parsed);
  if (!document.is_object()) return phrase("the payload is not an object");
  Statement statement;
  statement.kind = kind;
  statement.origin = origin;
  statement.project = project;
  Members members(document);
  if (auto fault = read_common_members(members, statement)) return *fault;
  const std::string* signature = members.text("signature");
  if (signature == nullptr) return phrase("signature is missing");
  if (auto fault = read_signature(*signature, statement)) return *fault;
  if (auto fault = read_endorsements(document, members, statement)) return *fault;
  if (!members.exhausted()) return phrase("the payload has a field that statements do not have");
  if (canonical(document) != payload) return phrase("the payload is not canonical JSON");
  return statement;
}

std::string draft_of(const Statement& statement) {
  Json document = draft_members(statement);
  add_signatures(statement, document);
  return canonical(document);
}

std::variant<Statement, std::string> read_draft(std::string_view text) {
  auto parsed = parse_json(text, statement_limits);
  if (const auto* fault = std::get_if<JsonFault>(&parsed)) return fault->message;
  const Json& document = std::get<Json>(parsed);
  if (!document.is_object()) return phrase("the draft is not an object");
  Statement statement;
  Members members(document);
  if (auto fault = read_common_members(members, statement)) return *fault;
  const std::string* kind = members.text("kind");
  if (kind == nullptr || !is_kind(*kind)) return phrase("kind is missing or not a kind");
  statement.kind = *kind;
  const std::string* origin = members.text("origin");
  if (origin == nullptr || !is_origin(*origin)) return phrase("origin is missing or not an origin");
  statement.origin = *origin;
  if (const std::string* project = members.text("project")) {
    if (!is_project_id(*project)) return phrase("project is not a project id");
    statement.project = *project;
  }
  if (const std::string* signature = members.text("signature")) {
    if (auto fault = read_signature(*signature, statement)) return *fault;
  }
  if (auto fault = read_endorsements(document, members, statement)) return *fault;
  if (!members.exhausted()) return phrase("the draft has a field that statements do not have");
  return statement;
}

}  // namespace lcl
