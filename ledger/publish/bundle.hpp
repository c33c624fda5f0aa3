// SPDX-License-Identifier: Apache-2.0
// A bundle: one file for an auditor of one project. All entries and statements
// of a ledger stand in it, and the event payloads of every device that had a
// cycle in the project; it lists what it withholds (schemas/README.md,
// "Bundle"). Of no project it discloses no event.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "ledger/registry/statement.hpp"
#include "ledger/store/bundle_terms.hpp"
#include "ledger/values/output_file.hpp"
#include "ledger/values/progress.hpp"

namespace lcl {

class OpenLedger;

struct BundleRequest {
  std::string project;         ///< empty: no event is disclosed, and no private part
  std::filesystem::path file;  ///< beside it there must be room for a copy
  Existing existing = Existing::refuse;
  bool with_private = false;  ///< the private parts of the project's own entries too
};

/// What came into a bundle, and what did not.
struct BundleContent {
  BundleTerms terms;
  Head head;  ///< the ledger's, and the bundle's
  struct Part {
    std::uint64_t devices = 0;        ///< not counted in a bundle of no project
    std::uint64_t payloads = 0;       ///< of events
    std::uint64_t private_parts = 0;  ///< of events and statements; those of withheld payloads too
    friend bool operator==(const Part&, const Part&) = default;
  };
  Part disclosed;
  Part withheld;
  std::map<std::string, std::uint64_t> withheld_of;  ///< event payloads withheld, by project
};

/// Writes a bundle of a project to a file, as of the head of `ledger`: the file appears whole and
/// durable, or not at all. A bundle of the same project is written again, without the private parts if that
/// is asked for; what it withholds of these is not counted. Throws Error: unavailable (no such project; this
/// is another bundle itself), io (there is such a file), damaged.
BundleContent write_bundle(const OpenLedger& ledger, const BundleRequest& request,
                           const Progress& progress = {});

/// Brings a bundle that was made of an earlier state of `ledger` up to its head, in one transaction: its rows
/// are then those of one that is made now. False, and nothing is changed, where what is new does not tell
/// which: it holds private parts, or the project has been followed since. Throws Error: damaged where the
/// two do not lead to the checkpoint.
[[nodiscard]] bool grow_bundle(const OpenLedger& ledger, const std::filesystem::path& file,
                               const Progress& progress = {});

}  // namespace lcl
