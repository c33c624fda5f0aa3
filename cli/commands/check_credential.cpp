// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/check_credential.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "cli/kit/anchors.hpp"
#include "cli/kit/files.hpp"
#include "ledger/chain/data_integrity.hpp"
#include "ledger/texts/unit_credential.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/text.hpp"

namespace lcl::cli {
namespace {

std::optional<Json> document_in(const std::string& text) {
  auto parsed = parse_json(text, {.bytes = max_credential_bytes});
  Json* const document = std::get_if<Json>(&parsed);
  if (document == nullptr || !document->is_object() || !document->contains("proof")) return std::nullopt;
  return std::move(*document);
}

}  // namespace

bool is_credential(const std::string& file) { return file.ends_with(".json") && file != standard_stream; }

Exit check_credential(Call& call) {
  const std::optional<Json> document = document_in(read_file(call.subject(), max_credential_bytes));
  if (!document)
    return call.say_no({{"holds", false}, {"kind", "credential"}},
                       phrase("{} is no credential: it has no proof", printable(call.subject())));
  const std::optional<PublicKey> key = integrity_proven_by(*document);
  const std::optional<Digest> certifier = certifier_given(call.arguments);
  if (!key)
    return call.say_no({{"holds", false}, {"kind", "credential"}},
                       phrase("the credential proves nothing: it was changed, or not signed by its issuer"));
  if (certifier && key->id() != *certifier)
    return call.say_no({{"holds", false}, {"issuer", hex(key->id())}, {"kind", "credential"}},
                       phrase("the credential is signed by key {}, not by that certifier", hex(key->id())));
  return call.give(
      {{"document", *document},
       {"holds", true},
       {"issuer", hex(key->id())},
       {"kind", "credential"},
       {"unanchored", !certifier.has_value()}},
      phrase("the credential is as key {} signed it\n{}it says what stood when it was signed: what became of "
             "the units since, and whether that key may still certify, is in the ledger\n",
             hex(key->id()),
             certifier ? phrase("that is the certifier's\n")
                       : phrase("compare that with the certifier's fingerprint, obtained from elsewhere, or "
                                "give --certifier\n")));
}

}  // namespace lcl::cli
