// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/xlsx_rows.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "ledger/tables/shared_strings.hpp"
#include "ledger/tables/sheet_values.hpp"
#include "ledger/tables/xlsx_book.hpp"
#include "ledger/tables/xml_stream.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// Of a formula, for people to see which it is.
constexpr std::size_t most_formula_bytes = 60;

template <typename Number>
bool is_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

/// `C14`, column 2 and row 14; false if it is no such name, or beyond what a sheet has.
bool read_cell_name(std::string_view name, std::size_t& column, std::uint64_t& row) {
  std::size_t letters = 0;
  std::size_t found = 0;
  constexpr std::size_t most_letters = 3;
  while (letters < name.size() && letters < most_letters && name[letters] >= 'A' && name[letters] <= 'Z')
    found = found * 26 + static_cast<std::size_t>(name[letters++] - 'A') + 1;
  column = found - 1;
  return found > 0 && found <= most_sheet_columns && is_number(name.substr(letters), row) && row >= 1 &&
         row <= most_sheet_rows;
}

/// The ranges of cells that are merged, which stand behind the rows.
class MergesHandler final : public XmlHandler {
 public:
  void start(XmlStream& stream, std::string_view name, const XmlAttributes& attributes) override {
    if (without_prefix(name) != "mergeCell") return;
    if (found.size() == most_merged_ranges) return stream.refuse(phrase("too many cells are merged"));
    const std::string_view reference = attributes.get("ref");
    const std::size_t colon = std::min(reference.find(':'), reference.size());
    MergedRange range;
    const bool is_one = colon < reference.size() &&
                        read_cell_name(reference.substr(0, colon), range.first_column, range.first_row) &&
                        read_cell_name(reference.substr(colon + 1), range.last_column, range.last_row);
    if (!is_one) return stream.refuse(phrase("merged cells have a wrong name"));
    found.push_back(range);
  }
  void end(XmlStream& /*stream*/, std::string_view /*name*/) override {}

  std::vector<MergedRange> found;
};

/// Whether `text` stands in `bytes`.
bool holds_text(ByteSource& bytes, std::string_view text) {
  constexpr std::size_t piece_bytes = std::size_t{1} << 16U;
  std::string piece(text.size() + piece_bytes, '\0');
  std::size_t kept = 0;
  while (true) {
    const std::size_t size = bytes.read(std::span(piece).subspan(kept, piece_bytes));
    if (size == 0) return false;
    const std::string_view seen(piece.data(), kept + size);
    if (seen.find(text) != std::string_view::npos) return true;
    const std::string_view last = seen.substr(seen.size() - std::min(seen.size(), text.size() - 1));
    kept = last.size();
    std::copy(last.begin(), last.end(), piece.begin());
  }
}

class XlsxRows final : public SheetRows, private XmlHandler {
 public:
  XlsxRows(SheetChoice choice, XlsxBook book, SharedStrings strings, std::vector<MergedRange> merged,
           std::unique_ptr<ByteSource> bytes)
      : SheetRows(std::move(choice)),
        book_(std::move(book)),
        strings_(std::move(strings)),
        stream_(std::move(bytes), phrase("the sheet \"{}\"", names().read), *this) {
    merged_ = std::move(merged);
  }

  [[nodiscard]] bool next() override { return stream_.read_on(); }
  [[nodiscard]] const Refused* fault() const override {
    return stream_.fault() ? &*stream_.fault() : nullptr;
  }
  [[nodiscard]] std::uint64_t bytes_taken() const override { return stream_.bytes_taken(); }

 private:
  enum class Type : std::uint8_t { number, shared, inline_text, formula_text, truth, error, iso_date };
  enum class Gathers : std::uint8_t { nothing, value, formula };

  void start(XmlStream& stream, std::string_view name, const XmlAttributes& attributes) override {
    name = without_prefix(name);
    gathers_ = Gathers::nothing;
    if (name == "row") return begin_row(stream, attributes);
    if (!in_row_) return;
    if (name == "c") return begin_cell(stream, attributes);
    if (!in_cell_) return;
    if (name == "v" || (name == "t" && type_ == Type::inline_text && !is_spoken_)) {
      has_value_ = true;
      gathers_ = Gathers::value;
    } else if (name == "f") {
      has_formula_ = true;
      gathers_ = Gathers::formula;
    } else if (name == "rPh") {
      is_spoken_ = true;
    }
  }

  void end(XmlStream& stream, std::string_view name) override {
    name = without_prefix(name);
    gathers_ = Gathers::nothing;
    if (!in_row_) return;
    if (name == "rPh") is_spoken_ = false;
    if (name == "c" && in_cell_) end_cell(stream);
    if (name != "row") return;
    in_row_ = false;
    if (!row_.cells.empty()) stream.pause();
  }

  void text(XmlStream& stream, std::string_view piece) override {
    if (gathers_ == Gathers::value) {
      if (value_.size() + piece.size() > longest_sheet_row)
        return stream.refuse(phrase("a cell is too long"));
      value_ += piece;
    } else if (gathers_ == Gathers::formula) {
      formula_ += piece.substr(0, most_formula_bytes - std::min(formula_.size(), most_formula_bytes));
    }
  }

  void begin_row(XmlStream& stream, const XmlAttributes& attributes) {
    if (in_row_) return stream.refuse(phrase("a row stands within another"));
    const std::uint64_t before = row_.number;
    row_.number = before + 1;
    if (const std::string_view number = attributes.get("r");
        !number.empty() && !is_number(number, row_.number))
      return stream.refuse(phrase("a row has no number"));
    if (row_.number <= before)
      return stream.refuse(phrase("row {} stands behind row {}", row_.number, before));
    if (row_.number > most_sheet_rows) return stream.refuse(phrase("it has more rows than a sheet can have"));
    row_.cells.clear();
    texts_.clear();
    in_row_ = true;
    next_column_ = 0;
  }

  void begin_cell(XmlStream& stream, const XmlAttributes& attributes) {
    if (in_cell_) return stream.refuse(phrase("a cell stands within another"));
    column_ = next_column_;
    if (const std::string_view name = attributes.get("r"); !name.empty()) {
      std::uint64_t row = 0;
      if (!read_cell_name(name, column_, row) || row != row_.number)
        return stream.refuse(phrase("a cell of row {} has a wrong name", row_.number));
      if (column_ < next_column_)
        return stream.refuse(phrase("the cell {} stands twice, or behind another that follows it", name));
    }
    if (column_ >= most_sheet_columns)
      return stream.refuse(phrase("it has more columns than a sheet can have"));
    next_column_ = column_ + 1;
    const std::string_view style = attributes.get("s");
    style_ = 0;
    if (!style.empty() && !is_number(style, style_))
      return stream.refuse(phrase("a cell's style has no number"));
    type_ = type_named(attributes.get("t"));
    in_cell_ = true;
    has_value_ = has_formula_ = is_spoken_ = false;
    value_.clear();
    formula_.clear();
  }

  static Type type_named(std::string_view word) {
    struct Named {
      std::string_view word;
      Type type;
    };
    constexpr auto types = std::to_array<Named>({{"s", Type::shared},
                                                 {"inlineStr", Type::inline_text},
                                                 {"str", Type::formula_text},
                                                 {"b", Type::truth},
                                                 {"e", Type::error},
                                                 {"d", Type::iso_date}});
    const auto found =
        std::find_if(types.begin(), types.end(), [word](const Named& one) { return one.word == word; });
    return found == types.end() ? Type::number : found->type;
  }

  void end_cell(XmlStream& stream) {
    in_cell_ = false;
    SheetCell cell{column_, CellKind::empty, has_formula_, {}};
    const bool is_text = type_ == Type::inline_text || type_ == Type::formula_text;
    if (!has_value_ || (value_.empty() && !is_text)) {
      // A program that computes nothing wrote it.
      if (!has_formula_) return;
      cell.kind = CellKind::fault;
      value_.assign("=").append(formula_);
    } else if (type_ == Type::shared) {
      return add_shared(stream, cell);
    } else if (is_text && value_.empty()) {
      return;
    }
    const std::size_t begin = texts_.size();
    if (cell.kind == CellKind::empty) {
      cell.kind = made_value();
    } else if (!append(value_)) {
      cell.kind = CellKind::empty;
    }
    if (cell.kind == CellKind::empty)
      return stream.refuse(phrase("row {} is longer than 1 MiB", row_.number));
    cell.text = std::string_view(texts_).substr(begin);
    row_.cells.push_back(cell);
  }

  void add_shared(XmlStream& stream, SheetCell& cell) {
    std::uint64_t index = 0;
    const auto text = is_number(value_, index) ? strings_.find(index) : std::nullopt;
    if (!text) return stream.refuse(phrase("a cell of row {} names a text that is not there", row_.number));
    if (text->empty()) return;
    cell.kind = CellKind::text;
    cell.text = *text;
    row_.cells.push_back(cell);
  }

  /// Appends what the value is in a table to the row's texts; `empty` if there is no room.
  CellKind made_value() {
    made_.clear();
    CellKind kind = CellKind::text;
    switch (type_) {
      case Type::number: {
        const NumberLook look = style_ < book_.looks.size() ? book_.looks[style_] : NumberLook::number;
        kind = look == NumberLook::number ? append_number(value_, made_)
                                          : append_time(value_, look, book_.first_day, made_);
        break;
      }
      case Type::truth:
        kind = CellKind::truth;
        made_ = value_ == "1" || value_ == "true" ? "true" : "false";
        break;
      case Type::error:
        kind = CellKind::fault;
        made_ = value_;
        break;
      case Type::iso_date:
        kind = append_iso_time(value_, made_);
        break;
      default:
        decode_excel_text(value_, 0);
        made_ = value_;
    }
    return append(made_) ? kind : CellKind::empty;
  }

  XlsxBook book_;
  SharedStrings strings_;
  XmlStream stream_;

  bool in_row_ = false;
  bool in_cell_ = false;
  std::size_t next_column_ = 0;
  std::size_t column_ = 0;
  std::size_t style_ = 0;
  Type type_ = Type::number;
  Gathers gathers_ = Gathers::nothing;
  bool has_value_ = false;
  bool has_formula_ = false;
  bool is_spoken_ = false;  ///< within what says how a text is read aloud
  std::string value_;
  std::string formula_;
  std::string made_;
};

}  // namespace

Result<std::unique_ptr<SheetRows>> open_xlsx(const ZipArchive& archive, const std::string& book_part,
                                             const std::optional<std::string>& sheet) {
  Result<XlsxBook> book = read_xlsx_book(archive, book_part);
  if (!book) return std::move(book).refused();
  SheetChoice choice(sheet);
  std::string part;
  for (const XlsxSheet& each : book->sheets) {
    if (choice.takes(each.name, each.is_hidden)) part = each.part;
  }
  if (!choice.is_made()) return choice.refusal();
  SharedStrings strings;
  if (!book->shared_strings.empty()) {
    if (auto fault = strings.read(part_bytes(archive, book->shared_strings))) return *std::move(fault);
  }
  MergesHandler merges;
  if (holds_text(*part_bytes(archive, part), "mergeCell")) {
    if (auto fault =
            read_xml(part_bytes(archive, part), phrase("the sheet \"{}\"", choice.names().read), merges))
      return *std::move(fault);
  }
  std::stable_sort(merges.found.begin(), merges.found.end(),
                   [](const MergedRange& a, const MergedRange& b) { return a.first_row < b.first_row; });
  return std::unique_ptr<SheetRows>(std::make_unique<XlsxRows>(std::move(choice), *std::move(book),
                                                               std::move(strings), std::move(merges.found),
                                                               part_bytes(archive, part)));
}

}  // namespace lcl
