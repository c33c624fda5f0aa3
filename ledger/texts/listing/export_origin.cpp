// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/listing/export_origin.hpp"

#include <utility>
#include <variant>

#include "ledger/values/json.hpp"

namespace lcl {
namespace {

constexpr const char* origin_type = "lcl export origin";

Json export_origin_json(const ExportOrigin& origin) {
  Json methodologies = Json::array();
  for (const Digest& each : origin.methodologies) methodologies.push_back(hex(each));
  return {
      {"file", {{"bytes", origin.bytes}, {"sha256", hex(origin.sha256)}}},
      {"form", origin.form},
      {"ledger", {{"origin", origin.ledger}, {"root", hex(origin.head.root)}, {"size", origin.head.size}}},
      {"locale", origin.locale},
      {"methodologies", std::move(methodologies)},
      {"program", {{"name", "lcl"}, {"version", origin.program_version}}},
      {"question", origin.question},
      {"type", origin_type},
      {"version", 1}};
}

/// The member at a path of names; null where there is none.
const Json& at(const Json& document, std::initializer_list<const char*> path) {
  static const Json nothing;
  const Json* found = &document;
  for (const char* name : path) {
    if (!found->is_object() || !found->contains(name)) return nothing;
    found = &(*found)[name];
  }
  return *found;
}

std::string text_at(const Json& document, std::initializer_list<const char*> path) {
  const Json& found = at(document, path);
  return found.is_string() ? found.get<std::string>() : std::string();
}

std::uint64_t number_at(const Json& document, std::initializer_list<const char*> path) {
  const Json& found = at(document, path);
  return found.is_number_integer() && found >= 0 ? found.get<std::uint64_t>() : 0;
}

Digest digest_at(const Json& document, std::initializer_list<const char*> path) {
  return digest_from_hex(text_at(document, path)).value_or(Digest{});
}

}  // namespace

std::string export_origin_text(const ExportOrigin& origin) {
  return canonical(export_origin_json(origin)) + '\n';
}

std::optional<ExportOrigin> parse_export_origin(std::string_view text) {
  const auto parsed = parse_json(text, {.depth = 4, .bytes = max_export_origin_bytes});
  const Json* const document = std::get_if<Json>(&parsed);
  if (document == nullptr) return std::nullopt;
  ExportOrigin origin{
      .question = {},
      .form = text_at(*document, {"form"}),
      .locale = text_at(*document, {"locale"}),
      .ledger = text_at(*document, {"ledger", "origin"}),
      .head = {number_at(*document, {"ledger", "size"}), digest_at(*document, {"ledger", "root"})},
      .bytes = number_at(*document, {"file", "bytes"}),
      .sha256 = digest_at(*document, {"file", "sha256"}),
      .program_version = text_at(*document, {"program", "version"})};
  for (const Json& each : at(*document, {"methodologies"}))
    origin.methodologies.push_back(
        digest_from_hex(each.is_string() ? each.get<std::string>() : std::string()).value_or(Digest{}));
  for (const Json& each : at(*document, {"question"}))
    origin.question.push_back(each.is_string() ? each.get<std::string>() : std::string());
  // Whatever is missing, of another type, or there besides makes another text.
  if (origin.question.empty() || export_origin_text(origin) != text) return std::nullopt;
  return origin;
}

}  // namespace lcl
