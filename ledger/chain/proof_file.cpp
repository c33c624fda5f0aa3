// SPDX-License-Identifier: Apache-2.0
#include "ledger/chain/proof_file.hpp"

#include <array>
#include <cstring>
#include <utility>

#include "ledger/chain/proof.hpp"
#include "ledger/values/encoding.hpp"
#include "ledger/values/json.hpp"

namespace lcl {
namespace {

constexpr std::size_t max_hashes = 63;
constexpr std::size_t max_extends = 16;
constexpr std::size_t max_paths = 2;
constexpr std::size_t nesting = 8;

/// What tells the JSON formats apart: the name of the format, and of the member that says what is proven.
struct Form {
  ProofKind kind;
  std::string_view format;
  const char* subject;
};
constexpr Form forms[] = {{ProofKind::device, "lcl passport 1", "device"},
                          {ProofKind::units, "lcl certificate 1", "units"},
                          {ProofKind::retirement, "lcl retirement 1", "units"}};

std::string encoded(std::string_view bytes) { return base64(bytes_of(bytes)); }

Json hashes_json(const std::vector<Digest>& hashes) {
  Json list = Json::array();
  for (const Digest& hash : hashes) list.push_back(base64(hash.bytes));
  return list;
}

Json path_json(const LeafPath& path) { return {{"hashes", hashes_json(path.hashes)}, {"index", path.index}}; }

Json disclosure(const ProvenEntry& entry) {
  Json json = {{"entry", encoded(entry.bytes)}};
  if (entry.payload) json["payload"] = encoded(*entry.payload);
  return json;
}

Json entry_json(const ProvenEntry& entry) {
  Json json = disclosure(entry);
  json["index"] = entry.index;
  json["hashes"] = hashes_json(entry.hashes);
  return json;
}

Json entries_json(const std::vector<ProvenEntry>& entries) {
  Json list = Json::array();
  for (const ProvenEntry& entry : entries) list.push_back(entry_json(entry));
  return list;
}

// Readers of members. Whatever is not of its form leaves nothing; that nothing else is there, and each value
// is in its only spelling, is shown in the end by writing the whole again.

const Json* member(const Json& json, const char* name) {
  if (!json.is_object()) return nullptr;
  const auto found = json.find(name);
  return found == json.end() ? nullptr : &*found;
}

std::optional<std::string> text_of(const Json* json) {
  if (json == nullptr || !json->is_string()) return std::nullopt;
  return json->get<std::string>();
}

std::optional<std::string> bytes_of_text(const Json* json) {
  const std::optional<std::string> text = text_of(json);
  return text ? from_base64(*text) : std::nullopt;
}

std::optional<std::uint64_t> natural_of(const Json* json) {
  if (json == nullptr || !json->is_number_integer()) return std::nullopt;
  const auto number = json->get<std::int64_t>();
  if (number < 0) return std::nullopt;
  return static_cast<std::uint64_t>(number);
}

std::optional<std::vector<Digest>> hashes_of(const Json* json) {
  if (json == nullptr || !json->is_array() || json->size() > max_hashes) return std::nullopt;
  std::vector<Digest> hashes;
  for (const Json& each : *json) {
    const std::optional<std::string> bytes = bytes_of_text(&each);
    Digest& hash = hashes.emplace_back();
    if (!bytes || bytes->size() != hash.bytes.size()) return std::nullopt;
    std::memcpy(hash.bytes.data(), bytes->data(), bytes->size());
  }
  return hashes;
}

/// Fills what `disclosure` writes.
bool read_disclosure(const Json& json, ProvenEntry& entry) {
  std::optional<std::string> bytes = bytes_of_text(member(json, "entry"));
  if (!bytes) return false;
  entry.bytes = *std::move(bytes);
  const Json* payload = member(json, "payload");
  if (payload == nullptr) return true;
  entry.payload = bytes_of_text(payload);
  return entry.payload.has_value();
}

std::optional<LeafPath> path_of(const Json& json) {
  const auto index = natural_of(member(json, "index"));
  auto hashes = hashes_of(member(json, "hashes"));
  if (!index || !hashes) return std::nullopt;
  return LeafPath{*index, *std::move(hashes)};
}

std::optional<ProvenEntry> entry_of(const Json& json) {
  ProvenEntry entry;
  std::optional<LeafPath> path = path_of(json);
  if (!path || !read_disclosure(json, entry)) return std::nullopt;
  entry.index = path->index;
  entry.hashes = std::move(path->hashes);
  return entry;
}

std::optional<ProvenHead> head_of(const Json& json) {
  const auto size = natural_of(member(json, "size"));
  const auto root = text_of(member(json, "root"));
  const auto digest = root ? digest_from_hex(*root) : std::nullopt;
  auto hashes = hashes_of(member(json, "hashes"));
  if (!size || !digest || !hashes) return std::nullopt;
  return ProvenHead{{*size, *digest}, *std::move(hashes)};
}

/// Reads each element of `list` into `out`; false where one is none, or there are more than `most`.
template <typename Item, typename Read>
bool read_list(const Json* list, std::size_t most, std::vector<Item>& out, Read read) {
  if (list == nullptr || !list->is_array() || list->size() > most) return false;
  for (const Json& each : *list) {
    std::optional<Item> item = read(each);
    if (!item) return false;
    out.push_back(*std::move(item));
  }
  return true;
}

bool read_end(const Json& document, ProvenEnd& end) {
  const Json* last = member(document, "last");
  std::optional<ProvenEntry> entry = last == nullptr ? std::nullopt : entry_of(*last);
  const Json* matters = member(document, "matters");
  const auto count = matters == nullptr ? std::nullopt : natural_of(member(*matters, "count"));
  if (!entry || !count || !read_list(member(*matters, "paths"), max_paths, end.paths, path_of)) return false;
  end.last = *std::move(entry);
  end.matters = *count;
  return true;
}

std::string document_text(const ProofFile& file, const Form& form) {
  Json paths = Json::array();
  for (const LeafPath& path : file.end.paths) paths.push_back(path_json(path));
  Json document = {{"checkpoint", file.checkpoint},
                   {"entries", entries_json(file.entries)},
                   {"format", std::string(form.format)},
                   {"keys", entries_json(file.keys)},
                   {"last", entry_json(file.end.last)},
                   {"matters", {{"count", file.end.matters}, {"paths", std::move(paths)}}},
                   {form.subject, file.subject}};
  if (is_of_units(file.kind)) {
    Json& extends = document["extends"] = Json::array();
    for (const ProvenHead& each : file.extends)
      extends.push_back(
          {{"hashes", hashes_json(each.hashes)}, {"root", hex(each.head.root)}, {"size", each.head.size}});
  }
  return canonical(document) + '\n';
}

std::optional<ProofFile> read_document(const Json& document) {
  const std::optional<std::string> format = text_of(member(document, "format"));
  for (const Form& form : forms) {
    if (format != form.format) continue;
    ProofFile file;
    file.kind = form.kind;
    auto checkpoint = text_of(member(document, "checkpoint"));
    auto subject = text_of(member(document, form.subject));
    if (!checkpoint || !subject ||
        !read_list(member(document, "entries"), max_proven_entries, file.entries, entry_of) ||
        !read_list(member(document, "keys"), max_proven_entries, file.keys, entry_of) ||
        !read_end(document, file.end)) {
      return std::nullopt;
    }
    if (is_of_units(form.kind) &&
        !read_list(member(document, "extends"), max_extends, file.extends, head_of)) {
      return std::nullopt;
    }
    file.checkpoint = *std::move(checkpoint);
    file.subject = *std::move(subject);
    return file;
  }
  return std::nullopt;
}

std::string entry_text(const ProofFile& file) {
  const ProvenEntry& entry = file.entries.front();
  return to_text(Proof{canonical(disclosure(entry)), entry.index, entry.hashes, file.checkpoint});
}

/// Also of a proof without `extra`, as others write them: it then holds an entry without bytes.
std::optional<ProofFile> read_entry_proof(Proof proof) {
  ProofFile file;
  file.kind = ProofKind::entry;
  ProvenEntry& entry = file.entries.emplace_back();
  if (!proof.extra.empty()) {
    const auto extra = parse_json(proof.extra, {nesting, proof.extra.size()});
    const Json* json = std::get_if<Json>(&extra);
    if (json == nullptr || !read_disclosure(*json, entry)) return std::nullopt;
    if (canonical(disclosure(entry)) != proof.extra) return std::nullopt;
  }
  entry.index = proof.index;
  entry.hashes = std::move(proof.hashes);
  file.checkpoint = std::move(proof.checkpoint);
  return file;
}

}  // namespace

std::string_view word(ProofKind kind) noexcept {
  constexpr std::array<std::string_view, 4> words{"entry", "device", "units", "retirement"};
  return words[static_cast<std::size_t>(kind)];
}

std::string to_text(const ProofFile& file) {
  for (const Form& form : forms) {
    if (form.kind == file.kind) return document_text(file, form);
  }
  return entry_text(file);
}

std::optional<ProofFile> parse_proof_file(std::string_view text) {
  if (text.size() > max_proof_file_bytes) return std::nullopt;
  if (!text.starts_with('{')) {
    std::optional<Proof> proof = parse_proof(text);
    return proof ? read_entry_proof(*std::move(proof)) : std::nullopt;
  }
  const auto parsed = parse_json(text, {nesting, max_proof_file_bytes});
  const Json* json = std::get_if<Json>(&parsed);
  std::optional<ProofFile> file = json == nullptr ? std::nullopt : read_document(*json);
  if (file && to_text(*file) != text) return std::nullopt;
  return file;
}

}  // namespace lcl
