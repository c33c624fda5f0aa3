// SPDX-License-Identifier: Apache-2.0
// What a bundle withholds: that it is what the bundle lists and may withhold,
// so that nobody takes what is missing for withheld (schemas/README.md,
// "Bundle"). Of a whole ledger it has nothing to say.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/audit/examined_entry.hpp"
#include "ledger/audit/finding_list.hpp"
#include "ledger/store/bundle_terms.hpp"
#include "ledger/store/shared_reader.hpp"

namespace lcl {

class WithheldCheck {
 public:
  /// Both must outlive this; the log has `size` entries.
  WithheldCheck(FindingList& findings, SharedReader& reader, std::uint64_t size);

  /// Judges the next row by the list. Every row must come by, in order.
  void take(const ExaminedEntry& row);
  /// Of the row taken last: whether its payload is not here because it is withheld.
  [[nodiscard]] bool is_withheld() const { return is_withheld_; }
  /// Of the row taken last: whether what is withheld of it may not be. It was said.
  [[nodiscard]] bool is_wrongly_withheld() const { return is_wrongly_withheld_; }

  /// Whether the entry is of the project whose devices are disclosed.
  [[nodiscard]] bool is_of_project(const Entry& entry) const {
    return terms_ && entry.project == terms_->project;
  }
  /// Whether a private part of the entry is not to be in this bundle.
  [[nodiscard]] bool withholds_private(const Entry& entry) const {
    return terms_ && !(terms_->with_private && is_of_project(entry));
  }

  [[nodiscard]] const std::optional<BundleTerms>& terms() const { return terms_; }
  [[nodiscard]] std::uint64_t payloads() const { return payloads_; }
  /// Whether the figures of `project` as of `size` entries rest on a payload that is withheld.
  [[nodiscard]] bool is_needed_for(const std::string& project, std::uint64_t size) const;

 private:
  [[nodiscard]] bool is_listed(std::uint64_t seq);
  void load_ranges();
  [[nodiscard]] bool is_in_order(const SeqRange& range) const;

  FindingList& findings_;
  SharedReader& reader_;
  std::uint64_t size_;
  std::optional<BundleTerms> terms_;
  std::vector<SeqRange> ranges_;  // the next ones that are in order
  std::size_t next_ = 0;          // of them: the first that does not end before the row
  std::uint64_t load_from_ = 0;   // where the ranges go on that are not loaded yet
  std::uint64_t free_from_ = 0;   // behind the last range that is in order
  bool all_loaded_ = false;
  bool disorder_is_said_ = false;
  bool disclosure_is_said_ = false;
  bool is_withheld_ = false;
  bool is_wrongly_withheld_ = false;
  std::uint64_t payloads_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> first_of_project_;  // seq of the first payload withheld
};

}  // namespace lcl
