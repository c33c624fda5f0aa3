// SPDX-License-Identifier: Apache-2.0
// What a methodology asks of events beside the keys of its tables: standards
// of data erasure, IMEIs, spans of quantities, and models that are not almost
// one of its own (schemas/methodologies/README.md, "What is asked of events").
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/methodology/fields.hpp"
#include "ledger/methodology/methodology.hpp"
#include "ledger/methodology/table.hpp"

namespace lcl::methodology {

/// Listed models, to be found by what is almost one of them.
class ListedModels {
 public:
  /// As it is written, of a category or, if that is empty, of any; it may be added twice.
  void add(std::string_view category, std::string_view model);
  /// To be called once all are in.
  void sort();
  /// A listed model, as it is written, that `model` is not but could be meant for; nothing if there is none,
  /// or it is listed itself, with its storage or without.
  [[nodiscard]] std::optional<std::string_view> nearest(std::string_view model) const;
  /// The longest listed model, as it is written, whose letters and digits are words of `model`, one after the
  /// other.
  [[nodiscard]] std::optional<std::string_view> within(std::string_view model) const;
  /// Whether it is listed of the category, with its storage or without, or none is.
  [[nodiscard]] bool knows(std::string_view category, std::string_view model) const;

 private:
  struct Model {
    std::string folded;
    std::string written;
    std::string condensed{};
  };
  [[nodiscard]] bool is_listed(std::string_view model) const;
  [[nodiscard]] std::optional<std::string_view> nearest_by_letters(std::string_view model) const;
  using OfCategory = std::vector<std::pair<std::string, std::string>>;
  [[nodiscard]] bool is_of(std::string_view category, std::string_view model) const;
  [[nodiscard]] bool has_any_of(std::string_view category) const;
  /// The first that is not before the two.
  [[nodiscard]] OfCategory::const_iterator first_of(std::string_view category, std::string_view folded) const;

  std::vector<Model> models_;  ///< by `folded`
  OfCategory of_category_;     ///< categories and folded models, sorted
  /// Where there are many: what is left of each without one letter or digit, and the whole, as a hash, and
  /// whose it is. What has a text in common with none of them is one slip from none.
  std::vector<std::pair<std::size_t, std::size_t>> shortened_;
};

struct Asked {
  std::vector<std::string> erasure_standards;         ///< as they are written; empty: any
  std::vector<std::string> imei_categories;           ///< sorted
  std::vector<std::pair<std::string, Span>> mass_kg;  ///< by category, sorted
  std::array<std::optional<Span>, 3> spans;           ///< by EventQuantity
  ListedModels models;
};

/// Reads the member `asks` of a document into `asked`; its categories are those of `tables`.
void read_asks(const Json& object, const std::vector<Table>& tables, Asked& asked, Faults& faults);

}  // namespace lcl::methodology
