// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/ods_rows.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "ledger/tables/sheet_values.hpp"
#include "ledger/tables/xml_stream.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::string_view ods_type = "application/vnd.oasis.opendocument.spreadsheet";
constexpr std::size_t most_styles = 65'536;
constexpr std::size_t most_sheets = 65'536;

/// How often, of an attribute that need not be there; more than a sheet holds is as much as it holds and one.
std::uint64_t times_of(std::string_view text) {
  std::uint64_t times = 1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), times);
  if (error == std::errc::result_out_of_range) return most_sheet_rows + 1;
  return std::clamp<std::uint64_t>(times, 1, most_sheet_rows + 1);
}

/// `PT10H30M00S` as `10:30:00`; as it is if it is none.
std::string clock_of(std::string_view duration) {
  std::string clock;
  std::string_view rest = duration;
  if (!rest.starts_with("PT")) return std::string(duration);
  rest.remove_prefix(2);
  for (const char unit : {'H', 'M', 'S'}) {
    const std::size_t end = rest.find(unit);
    if (end == std::string_view::npos || end == 0) return std::string(duration);
    if (!clock.empty()) clock += ':';
    clock += rest.substr(0, end);
    rest.remove_prefix(end + 1);
  }
  return rest.empty() ? clock : std::string(duration);
}

/// Whether a part of the archive is kept from those who have no password.
class ManifestHandler final : public XmlHandler {
 public:
  void start(XmlStream& /*stream*/, std::string_view name, const XmlAttributes& /*attributes*/) override {
    has_password |= without_prefix(name) == "encryption-data";
  }
  void end(XmlStream& /*stream*/, std::string_view /*name*/) override {}

  bool has_password = false;
};

class OdsRows final : public SheetRows, private XmlHandler {
 public:
  OdsRows(SheetChoice choice, std::unique_ptr<ByteSource> bytes)
      : SheetRows(std::move(choice)),
        stream_(std::move(bytes), phrase("the content of the workbook"), *this) {}

  [[nodiscard]] bool next() override {
    if (repeats_ > 0) {
      --repeats_;
      ++row_.number;
      return true;
    }
    if (stream_.read_on()) return true;
    if (!stream_.fault() && !choice_.is_made()) fault_ = choice_.refusal();
    return false;
  }
  [[nodiscard]] const Refused* fault() const override {
    if (fault_) return &*fault_;
    return stream_.fault() ? &*stream_.fault() : nullptr;
  }
  [[nodiscard]] std::uint64_t bytes_taken() const override { return stream_.bytes_taken(); }

 private:
  void start(XmlStream& stream, std::string_view name, const XmlAttributes& attributes) override {
    ++depth_;
    if (skipped_at_ != 0) return;
    if (in_cell_) return start_in_cell(name, attributes);
    if (name == "table:table") {
      begin_table(stream, attributes);
    } else if (name == "style:style") {
      style_ = attributes.get("style:family") == "table" ? attributes.get("style:name") : std::string_view();
    } else if (name == "style:table-properties") {
      if (attributes.get("table:display") == "false" && hidden_styles_.size() < most_styles)
        hidden_styles_.insert(style_);
    } else if (is_read_ && tables_ == 1) {
      if (name == "table:table-row") begin_row(attributes);
      if (in_row_ && (name == "table:table-cell" || name == "table:covered-table-cell"))
        begin_cell(stream, attributes);
    }
  }

  void end(XmlStream& stream, std::string_view name) override {
    const std::size_t depth = depth_--;
    if (skipped_at_ != 0) {
      if (skipped_at_ == depth) skipped_at_ = 0;
      return;
    }
    if (in_cell_) {
      if (depth == cell_depth_) end_cell(stream);
      if (depth == cell_depth_ + 1) in_paragraph_ = false;
      return;
    }
    if (name == "table:table") {
      if (tables_-- == 1) is_read_ = false;
    } else if (name == "table:table-row" && in_row_) {
      end_row(stream);
    }
  }

  void text(XmlStream& stream, std::string_view piece) override {
    if (!in_paragraph_ || skipped_at_ != 0) return;
    if (shown_.size() + piece.size() > longest_sheet_row) return stream.refuse(phrase("a cell is too long"));
    shown_ += piece;
  }

  /// Tables within tables are no sheets.
  void begin_table(XmlStream& stream, const XmlAttributes& attributes) {
    if (++tables_ != 1) return;
    if (++sheets_ > most_sheets) return stream.refuse(phrase("it has too many sheets"));
    const bool is_hidden = hidden_styles_.contains(attributes.get("table:style-name"));
    is_read_ = choice_.takes(attributes.get("table:name"), is_hidden);
    next_row_ = 1;
  }

  void begin_row(const XmlAttributes& attributes) {
    in_row_ = true;
    row_times_ = times_of(attributes.get("table:number-rows-repeated"));
    row_.cells.clear();
    texts_.clear();
    next_column_ = 0;
  }

  void end_row(XmlStream& stream) {
    in_row_ = false;
    const std::uint64_t number = std::exchange(next_row_, next_row_ + row_times_);
    if (row_.cells.empty()) return;
    if (next_row_ > most_sheet_rows + 1)
      return stream.refuse(phrase("it has more rows than a sheet can have"));
    repeated_cells_ += row_.cells.size() * (row_times_ - 1);
    if (repeated_cells_ > most_repeated_cells)
      return stream.refuse(phrase("its repeated rows have more cells than are read"));
    row_.number = number;
    repeats_ = row_times_ - 1;
    stream.pause();
  }

  void begin_cell(XmlStream& stream, const XmlAttributes& attributes) {
    in_cell_ = true;
    cell_depth_ = depth_;
    in_paragraph_ = false;
    paragraphs_ = 0;
    shown_.clear();
    cell_times_ = times_of(attributes.get("table:number-columns-repeated"));
    type_ = attributes.get("office:value-type");
    if (attributes.get("calcext:value-type") == "error") type_ = "error";
    formula_ = attributes.get("table:formula");
    formula_.erase(0, std::min(formula_.find('='), formula_.size()));
    constexpr std::size_t most_formula_shown = 60;
    if (formula_.size() > most_formula_shown) formula_.resize(most_formula_shown);
    value_ = attributes.get(value_attribute());
    const std::uint64_t rows = times_of(attributes.get("table:number-rows-spanned"));
    const std::uint64_t columns = times_of(attributes.get("table:number-columns-spanned"));
    if (rows == 1 && columns == 1) return;
    if (merged_.size() == most_merged_ranges) return stream.refuse(phrase("too many cells are merged"));
    const auto last_column =
        static_cast<std::size_t>(std::min<std::uint64_t>(next_column_ + columns, most_sheet_columns) - 1);
    merged_.push_back({next_row_, next_row_ + rows - 1, next_column_, std::max(last_column, next_column_)});
  }

  [[nodiscard]] std::string_view value_attribute() const {
    if (type_ == "date") return "office:date-value";
    if (type_ == "time") return "office:time-value";
    if (type_ == "boolean") return "office:boolean-value";
    return type_ == "string" ? "office:string-value" : "office:value";
  }

  void start_in_cell(std::string_view name, const XmlAttributes& attributes) {
    // Notes, drawings, and how a text is read aloud are not what stands in the cell.
    if (name == "office:annotation" || name.starts_with("draw:") || name == "table:shapes" ||
        name == "text:ruby-text" || name == "text:note") {
      skipped_at_ = depth_;
    } else if (depth_ == cell_depth_ + 1) {
      in_paragraph_ = name == "text:p" || name == "text:h";
      if (in_paragraph_ && paragraphs_++ > 0) shown_ += '\n';
    } else if (in_paragraph_ && name == "text:s") {
      const std::uint64_t blanks = times_of(attributes.get("text:c"));
      shown_.append(static_cast<std::size_t>(std::min<std::uint64_t>(blanks, longest_sheet_row)), ' ');
    } else if (in_paragraph_ && name == "text:tab") {
      shown_ += '\t';
    } else if (in_paragraph_ && name == "text:line-break") {
      shown_ += '\n';
    }
  }

  void end_cell(XmlStream& stream) {
    in_cell_ = in_paragraph_ = false;
    made_.clear();
    const CellKind kind = made_value();
    const std::size_t first = next_column_;
    next_column_ += static_cast<std::size_t>(cell_times_);
    if (kind == CellKind::empty) return;
    if (next_column_ > most_sheet_columns)
      return stream.refuse(phrase("it has more columns than a sheet can have"));
    const std::size_t begin = texts_.size();
    if (!append(made_)) return stream.refuse(phrase("row {} is longer than 1 MiB", next_row_));
    for (std::size_t column = first; column < next_column_; ++column)
      row_.cells.push_back({column, kind, !formula_.empty(), std::string_view(texts_).substr(begin)});
  }

  /// What the cell is in a table, in made_.
  CellKind made_value() {
    const bool has_value = !value_.empty();
    if (type_ == "error" || (!has_value && shown_.empty() && !formula_.empty() && type_ != "string")) {
      made_ = shown_.empty() ? "=" + formula_.substr(formula_.empty() ? 0 : 1) : shown_;
      return CellKind::fault;
    }
    if (has_value && (type_ == "float" || type_ == "percentage" || type_ == "currency"))
      return append_number(value_, made_);
    if (has_value && type_ == "date") return append_iso_time(value_, made_);
    if (has_value && type_ == "boolean") {
      made_ = value_;
      return CellKind::truth;
    }
    made_ = !has_value ? shown_ : type_ == "time" ? clock_of(value_) : value_;
    return made_.empty() ? CellKind::empty : CellKind::text;
  }

  XmlStream stream_;
  std::optional<Refused> fault_;

  std::size_t depth_ = 0;
  std::size_t skipped_at_ = 0;  ///< depth of an element that is passed over; 0: none is
  std::string style_;
  std::set<std::string, std::less<>> hidden_styles_;
  std::size_t tables_ = 0;  ///< one within another
  std::size_t sheets_ = 0;
  bool is_read_ = false;  ///< the table that is open

  bool in_row_ = false;
  std::uint64_t next_row_ = 1;
  std::uint64_t row_times_ = 1;
  std::uint64_t repeats_ = 0;  ///< of the row, still to come
  std::uint64_t repeated_cells_ = 0;

  bool in_cell_ = false;
  std::size_t cell_depth_ = 0;
  std::size_t next_column_ = 0;
  std::uint64_t cell_times_ = 1;
  std::string type_;
  std::string value_;
  std::string formula_;
  bool in_paragraph_ = false;
  std::size_t paragraphs_ = 0;
  std::string shown_;  ///< the text of the cell's paragraphs
  std::string made_;
};

}  // namespace

bool is_ods(const ZipArchive& archive) {
  const ZipMember* const type = archive.find("mimetype");
  if (type == nullptr || archive.find("content.xml") == nullptr) return false;
  const std::unique_ptr<ByteSource> bytes = archive.bytes_of(*type);
  return read_up_to(*bytes, ods_type.size() + 1).starts_with(ods_type);
}

Result<std::unique_ptr<SheetRows>> open_ods(const ZipArchive& archive,
                                            const std::optional<std::string>& sheet) {
  if (const ZipMember* const list = archive.find("META-INF/manifest.xml"); list != nullptr) {
    ManifestHandler manifest;
    if (auto fault = read_xml(archive.bytes_of(*list), "META-INF/manifest.xml", manifest))
      return *std::move(fault);
    if (manifest.has_password)
      return Refused{
          Refusal::not_a_table, {1, 1, {}}, phrase("the file is a LibreOffice workbook with a password")};
  }
  return std::unique_ptr<SheetRows>(
      std::make_unique<OdsRows>(SheetChoice(sheet), archive.bytes_of(*archive.find("content.xml"))));
}

}  // namespace lcl
