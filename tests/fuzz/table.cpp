// SPDX-License-Identifier: Apache-2.0
// Any bytes as a table: rows come out with as many cells as the header, or are
// refused where they stand; reading ends; and what is read of a cell as a number
// or a time is one.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

#include "ledger/tables/cell_values.hpp"
#include "ledger/tables/table_reader.hpp"
#include "ledger/values/error.hpp"
#include "ledger/values/text.hpp"

namespace {

void look_into(std::string_view cell) {
  using namespace lcl;
  static const CellDialect dialect = [] {
    CellDialect made;
    made.dates = DateOrder::day_month_year;
    made.zone = TimeZone::named("Europe/Paris");
    made.time_of_day = "12:00";
    return made;
  }();
  std::string room;
  invariant(!invalid_utf8(cell), "a cell is not UTF-8");
  std::string_view number = cell;
  if (!read_number(number, dialect, room) && number.data() == room.data() && !room.empty())
    invariant(number.find_first_not_of("-.0123456789") == std::string_view::npos, "a number is none");
  std::string_view time = cell;
  if (!read_time(time, dialect, room) && time.data() == room.data() && !room.empty())
    invariant(time.size() >= 20 && time[10] == 'T', "a time is none");
  std::string_view digits = cell;
  static_cast<void>(read_digits(digits, room));
  std::string_view truth = cell;
  read_truth(truth);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lcl;
  const int file = ::memfd_create("table", 0);
  invariant(::write(file, data, size) == static_cast<ssize_t>(size), "the table is not written");
  ::lseek(file, 0, SEEK_SET);
  const auto opened = TableReader::open(file, {});
  if (opened) {
    TableReader& table = **opened;
    std::size_t steps = 0;
    for (auto step = table.next(); step != TableReader::Step::end; step = table.next()) {
      invariant(++steps <= size + 1, "reading does not end");
      if (step == TableReader::Step::refused) {
        invariant(!table.refusals().empty(), "a row is refused without a reason");
        continue;
      }
      invariant(table.cells().size() == table.header().size(), "a row has not the header's columns");
      for (const TableCell& cell : table.cells()) look_into(cell.text);
      invariant(table.place(table.header().size() - 1).line >= table.row_number(), "a cell is above its row");
    }
  }
  ::close(file);
  return 0;
}
