// SPDX-License-Identifier: Apache-2.0
// Two passes over the entries: one for the devices of the project, one to copy.
#include "ledger/publish/bundle_rows.hpp"

#include <string>
#include <variant>

#include "ledger/publish/disclosure.hpp"
#include "ledger/store/open_ledger.hpp"
#include "ledger/values/digest.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/json.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// The digest of its private part that a payload states: an event's own member, a statement's act's.
std::optional<Digest> stated_private(const AuthenticEntry& stored) {
  const auto read = parse_json(*stored.payload);
  const Json* object = std::get_if<Json>(&read);
  if (object != nullptr && object->is_object() && !stored.entry.device) {
    const auto act = object->find("act");
    object = act == object->end() ? nullptr : &*act;
  }
  if (object == nullptr || !object->is_object()) return std::nullopt;
  const auto stated = object->find("private");
  if (stated == object->end() || !stated->is_string()) return std::nullopt;
  return digest_from_hex(stated->get_ref<const std::string&>());
}

/// Nothing is given away, nor passed on as recorded, that the signed payload does not state.
void require_stated(const AuthenticEntry& stored) {
  if (stated_private(stored) == sha256(*stored.private_part)) return;
  throw Error(Obstacle::damaged,
              phrase("entry {}: its private part is not the one that was recorded; run lcl verify",
                     stored.entry.seq));
}

class GivingRows {
 public:
  /// All must outlive this.
  GivingRows(const OpenLedger& ledger, const BundleTerms& terms, const Disclosure& disclosure,
             BundleRows& rows)
      : ledger_(ledger), disclosure_(disclosure), rows_(rows) {
    content_.terms = terms;
    content_.head = ledger.head();
    content_.disclosed.devices = disclosure.disclosed_devices();
    content_.withheld.devices = disclosure.devices() - disclosure.disclosed_devices();
  }

  BundleContent run(std::uint64_t from, const Progress& progress) {
    const std::uint64_t size = content_.terms.size;
    for (const std::uint64_t seq : disclosure_.earlier()) {
      ledger_.log().entry(seq,
                          [&](const AuthenticEntry& stored) { rows_.disclose(seq, stored.payload.value()); });
    }
    if (progress) progress(translation("writing"), 0, size - from);
    ledger_.log().scan(from, size, [&](const AuthenticEntry& stored) {
      give(stored);
      const std::uint64_t done = stored.entry.seq + 1 - from;
      if (progress && done % progress_every == 0) progress(translation("writing"), done, size - from);
    });
    ledger_.reader().for_each_checkpoint(
        [&](const StoredCheckpoint& stored) {
          if (stored.size <= size) rows_.put_checkpoint(stored.size, stored.note);
        },
        from + 1);
    return std::move(content_);
  }

 private:
  void give(const AuthenticEntry& stored) {
    const Entry& entry = stored.entry;
    const BundleTerms& terms = content_.terms;
    const bool is_disclosed = disclosure_.holds(entry);
    const bool gives_private = is_disclosed && terms.with_private && entry.project == terms.project;
    if (entry.device) ++(is_disclosed ? content_.disclosed : content_.withheld).payloads;
    if (stored.private_part) ++(gives_private ? content_.disclosed : content_.withheld).private_parts;
    if (!is_disclosed) {
      ++content_.withheld_of[std::string(entry.project)];
      return rows_.append({entry.seq, stored.bytes, std::nullopt, std::nullopt});
    }
    if (gives_private && stored.private_part) require_stated(stored);
    rows_.append(
        {entry.seq, stored.bytes, stored.payload, gives_private ? stored.private_part : std::nullopt});
  }

  const OpenLedger& ledger_;
  const Disclosure& disclosure_;
  BundleRows& rows_;
  BundleContent content_;
};

}  // namespace

BundleContent give_rows(const OpenLedger& ledger, const BundleTerms& terms, std::uint64_t from,
                        BundleRows& rows, const Progress& progress) {
  const Succession succession = succession_of(ledger.state().records(), terms.project);
  const Disclosure disclosure(ledger.log(), succession, from, terms.size, progress);
  return GivingRows(ledger, terms, disclosure, rows).run(from, progress);
}

}  // namespace lcl
