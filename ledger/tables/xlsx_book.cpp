// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/xlsx_book.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "ledger/tables/xml_stream.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

constexpr std::size_t most_listed = 65'536;  // relations, sheets, formats, styles

std::uint64_t whole_number(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

struct Relation {
  std::string type;  ///< the last word of its type: `worksheet`
  std::string part;
};
using Relations = std::map<std::string, Relation, std::less<>>;

/// `target` as seen from the folder of `part`: `xl/worksheets/sheet1.xml` for `worksheets/sheet1.xml`.
std::string part_at(std::string_view part, std::string_view target) {
  const std::size_t slash = part.rfind('/');
  std::string path(target.starts_with('/') || slash == std::string_view::npos ? ""
                                                                              : part.substr(0, slash + 1));
  path += target.starts_with('/') ? target.substr(1) : target;
  while (true) {
    const std::size_t up = path.find("/../");
    if (up == std::string::npos) return path;
    const std::size_t folder = up == 0 ? 0 : path.rfind('/', up - 1) + 1;
    path.erase(folder, up + 4 - folder);
  }
}

class RelationsHandler final : public XmlHandler {
 public:
  explicit RelationsHandler(std::string_view part) : part_(part) {}
  void start(XmlStream& stream, std::string_view name, const XmlAttributes& attributes) override {
    // What lies outside the workbook is not asked for.
    if (without_prefix(name) != "Relationship" || attributes.get("TargetMode") == "External") return;
    if (found.size() == most_listed) return stream.refuse(phrase("it lists too many parts"));
    const std::string_view type = attributes.get("Type");
    found.emplace(attributes.get("Id"), Relation{std::string(type.substr(type.rfind('/') + 1)),
                                                 part_at(part_, attributes.get("Target"))});
  }
  void end(XmlStream& /*stream*/, std::string_view /*name*/) override {}

  Relations found;

 private:
  std::string_view part_;
};

class BookHandler final : public XmlHandler {
 public:
  void start(XmlStream& stream, std::string_view name, const XmlAttributes& attributes) override {
    name = without_prefix(name);
    if (name == "workbookPr") {
      const std::string_view from_1904 = attributes.get("date1904");
      if (from_1904 == "1" || from_1904 == "true") first_day = FirstDay::of_1904;
    }
    if (name != "sheet") return;
    if (sheets.size() == most_listed) return stream.refuse(phrase("it lists too many sheets"));
    const std::string_view state = attributes.get("state");
    sheets.push_back({std::string(attributes.get("name")), std::string(attributes.get_prefixed("id")),
                      state == "hidden" || state == "veryHidden"});
  }
  void end(XmlStream& /*stream*/, std::string_view /*name*/) override {}

  std::vector<XlsxSheet> sheets;  ///< with the identifier of its relation as the part
  FirstDay first_day = FirstDay::of_1900;
};

class StylesHandler final : public XmlHandler {
 public:
  void start(XmlStream& stream, std::string_view name, const XmlAttributes& attributes) override {
    name = without_prefix(name);
    if (name == "numFmt") {
      if (own_.size() == most_listed) return stream.refuse(phrase("it lists too many formats"));
      own_.emplace(whole_number(attributes.get("numFmtId")), look_of_format(attributes.get("formatCode")));
    } else if (name == "cellXfs") {
      is_of_cells_ = true;
    } else if (name == "xf" && is_of_cells_) {
      if (looks.size() == most_listed) return stream.refuse(phrase("it lists too many styles"));
      const std::uint64_t format = whole_number(attributes.get("numFmtId"));
      const auto own = own_.find(format);
      looks.push_back(own == own_.end() ? look_of_format(format) : own->second);
    }
  }
  void end(XmlStream& /*stream*/, std::string_view name) override {
    if (without_prefix(name) == "cellXfs") is_of_cells_ = false;
  }

  std::vector<NumberLook> looks;

 private:
  std::map<std::uint64_t, NumberLook> own_;
  bool is_of_cells_ = false;
};

Result<Relations> relations_of(const ZipArchive& archive, const std::string& part) {
  const std::size_t name = part.rfind('/') + 1;
  const std::string list = part.substr(0, name) + "_rels/" + part.substr(name) + ".rels";
  RelationsHandler handler(part);
  if (auto fault = read_xml(part_bytes(archive, list), list, handler)) return *std::move(fault);
  return std::move(handler.found);
}

}  // namespace

std::optional<std::string> xlsx_book_part(const ZipArchive& archive) {
  if (archive.find("_rels/.rels") == nullptr || archive.find("[Content_Types].xml") == nullptr)
    return std::nullopt;
  RelationsHandler handler("");
  if (read_xml(part_bytes(archive, "_rels/.rels"), "_rels/.rels", handler)) return std::nullopt;
  for (const auto& [id, relation] : handler.found) {
    const bool is_book =
        relation.part.find("workbook") != std::string::npos && relation.part.ends_with(".xml");
    if (relation.type == "officeDocument" && is_book) return relation.part;
  }
  return std::nullopt;
}

Result<XlsxBook> read_xlsx_book(const ZipArchive& archive, const std::string& book_part) {
  auto relations = relations_of(archive, book_part);
  if (!relations) return std::move(relations).refused();
  BookHandler listed;
  if (auto fault = read_xml(part_bytes(archive, book_part), book_part, listed)) return *std::move(fault);
  XlsxBook book;
  book.first_day = listed.first_day;
  for (XlsxSheet& sheet : listed.sheets) {
    const auto found = relations->find(sheet.part);
    // Sheets of charts and of old macros have no cells.
    if (found == relations->end() || found->second.type != "worksheet") continue;
    sheet.part = found->second.part;
    book.sheets.push_back(std::move(sheet));
  }
  StylesHandler styles;
  for (const auto& [id, relation] : *relations) {
    if (relation.type == "sharedStrings") book.shared_strings = relation.part;
    if (relation.type != "styles") continue;
    if (auto fault = read_xml(part_bytes(archive, relation.part), relation.part, styles))
      return *std::move(fault);
  }
  book.looks = std::move(styles.looks);
  return book;
}

std::unique_ptr<ByteSource> part_bytes(const ZipArchive& archive, const std::string& part) {
  const ZipMember* const member = archive.find(part);
  if (member != nullptr) return archive.bytes_of(*member);
  return no_bytes({Refusal::damaged_file, {1, 1, {}}, phrase("the workbook has no part {}", part)});
}

}  // namespace lcl
