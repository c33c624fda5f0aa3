// SPDX-License-Identifier: Apache-2.0
// Which column of a table is which field: by the field's path, or by one of its
// names in schemas/log-headers.json, in any case.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/events/event_fields.hpp"
#include "ledger/events/log_options.hpp"
#include "ledger/tables/table_reader.hpp"

namespace lcl {

/// The text of schemas/log-headers.json.
[[nodiscard]] std::string_view log_headers_text() noexcept;

/// `place` with a header that can be shown whole.
[[nodiscard]] Place shown(Place place);

/// The field that a column headed `header` holds.
[[nodiscard]] std::optional<Field> field_of_header(std::string_view header);
/// What a French table heads the column of `field` with, where there is one (is_column).
[[nodiscard]] std::string_view french_header(Field field);

class TableColumns {
 public:
  /// Reads the header of `table`; appends what is wrong with it, in the order of its columns.
  TableColumns(const TableReader& table, const LogOptions& options, std::vector<Refused>& refusals);

  /// In the order of the columns; nothing where one is left out.
  [[nodiscard]] const std::vector<std::optional<Field>>& fields() const { return fields_; }
  /// As TableReading has them.
  [[nodiscard]] const std::vector<std::string>& renamed() const { return renamed_; }
  [[nodiscard]] const std::vector<std::string>& left_out() const { return left_out_; }

 private:
  void take(const TableReader& table, std::size_t column, const LogOptions& options,
            std::vector<Refused>& refusals);
  void refuse_unknown(const TableReader& table, std::vector<Refused>& refusals) const;
  void check_needed(const TableReader& table, std::vector<Refused>& refusals) const;

  std::vector<std::optional<Field>> fields_;
  FieldSet seen_ = 0;  ///< of fields_
  std::vector<std::size_t> unknown_;
  std::vector<std::string> renamed_;
  std::vector<std::string> left_out_;
};

}  // namespace lcl
