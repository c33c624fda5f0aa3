// SPDX-License-Identifier: Apache-2.0
// Any bytes as a workbook, or as one of its parts, by the first byte: reading ends, rows have as many cells
// as the header, and what is no damage is text that may be looked into.
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "ledger/tables/table_reader.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/text.hpp"
#include "tests/tables/zip_file.hpp"

namespace {

/// The file that `data` is, or the workbook of which it is a part.
std::string file_of(std::uint8_t which, std::string_view text) {
  using namespace lcl::test;
  constexpr auto xlsx =
      std::to_array<std::string_view>({"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
                                       "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"});
  constexpr std::string_view rows =
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
      "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>45352.5</v></c><c r=\"B2\"><v>1.5E3</v></c></row>";
  const std::size_t kind = which % (xlsx.size() + 4);
  if (kind < xlsx.size()) {
    Parts parts = xlsx_parts(rows);
    parts[std::string(xlsx[kind])] = text;
    return zip_of(parts);
  }
  if (kind == xlsx.size()) return zip_of(xlsx_parts(text));
  if (kind == xlsx.size() + 1) return zip_of(ods_parts(text));
  if (kind == xlsx.size() + 2) {
    Parts parts = ods_parts("");
    parts["content.xml"] = text;
    return zip_of(parts);
  }
  return "PK\x03\x04" + std::string(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lcl;
  if (size == 0) return 0;
  std::string text(size - 1, '\0');
  for (std::size_t i = 1; i < size; ++i) text[i - 1] = static_cast<char>(data[i]);
  const std::string bytes = file_of(data[0], text);
  const int file = ::memfd_create("workbook", 0);
  invariant(::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
            "the workbook is not written");
  ::lseek(file, 0, SEEK_SET);
  if (const auto opened = TableReader::open(file, {})) {
    TableReader& table = **opened;
    // A row that is written once may stand for as many as a sheet has.
    constexpr std::size_t most_steps = 2'000;
    std::size_t steps = 0;
    std::uint64_t last = 0;
    for (auto step = table.next(); step != TableReader::Step::end && ++steps < most_steps;
         step = table.next()) {
      if (step == TableReader::Step::refused) {
        invariant(!table.refusals().empty(), "a row is refused without a reason");
        continue;
      }
      invariant(table.row_number() > last, "rows are out of order");
      last = table.row_number();
      invariant(table.cells().size() == table.header().size(), "a row has not the header's columns");
      for (const TableCell& cell : table.cells()) {
        invariant(!invalid_utf8(cell.text), "a cell is not UTF-8");
        invariant(cell.text.empty() == (cell.kind == CellKind::empty), "a cell is empty and is not");
        if (cell.kind == CellKind::number)
          invariant(cell.text.find_first_not_of("-.0123456789") == std::string_view::npos,
                    "a number is none");
      }
    }
  }
  ::close(file);
  return 0;
}
