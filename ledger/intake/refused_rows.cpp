// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake/refused_rows.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <utility>

#include "ledger/tables/table_reader.hpp"
#include "ledger/tables/worksheet.hpp"
#include "ledger/values/csv.hpp"
#include "ledger/values/files.hpp"
#include "ledger/values/packing.hpp"

namespace lcl {
namespace {

void append_apart(std::string& list, std::string_view separator, std::string_view text) {
  if (!list.empty()) list += separator;
  list += text;
}

}  // namespace

RefusedRows::RefusedRows(std::filesystem::path room)
    : room_(std::move(room)), rows_(room_, std::ios::binary | std::ios::trunc) {
  if (!rows_) io_failed("cannot write {}: {}", room_);
}

void RefusedRows::note_form(const LogReader& log) {
  form_known_ = true;
  const TableTraits* const traits = log.table_traits();
  if (traits == nullptr) return;
  const bool is_marked = traits->marked || traits->encoding != TextEncoding::utf_8;
  form_ = {traits->separator, traits->separator_stated, is_marked, std::string(log.header())};
}

void RefusedRows::take(const LogReader& log, std::span<const Pseudonym> devices,
                       const std::vector<Refused>& why) {
  if (log.line().empty()) return;
  if (!form_known_) note_form(log);
  const bool is_table = form_.separator != '\0';
  const std::uint64_t number = is_table ? log.place({}).line : 0;
  if (!is_table || number != row_.number) {
    put_away();
    row_.number = number;
    row_.text = log.line();
  }
  row_.devices.insert(row_.devices.end(), devices.begin(), devices.end());
  if (why.empty()) return;
  refused_rows_ += row_.refused ? 0 : 1;
  row_.refused = true;
  devices_.insert(devices.begin(), devices.end());
  if (is_table) add_reasons(why);
}

void RefusedRows::add_reasons(const std::vector<Refused>& why) {
  for (const Refused& refused : why) {
    if (!refused.place.cell.empty()) append_apart(row_.cells, " ", refused.place.cell);
    std::string reason(word(refused.refusal));
    append_apart(reason, ": ", refused.message);
    append_apart(reason, "; ", remedy(refused.refusal));
    append_apart(row_.why, " | ", reason);
  }
}

void RefusedRows::clear_refused() {
  devices_.clear();
  refused_rows_ = 0;
}

void RefusedRows::put_away() {
  if (row_.text.empty()) return;
  Packer packer;
  packer(row_.number, row_.text, row_.devices, row_.refused, row_.cells, row_.why);
  const std::string packed = std::move(packer).take();
  const std::uint64_t size = packed.size();
  std::array<char, sizeof size> prefix{};
  std::memcpy(prefix.data(), &size, sizeof size);
  rows_.write(prefix.data(), prefix.size()).write(packed.data(), static_cast<std::streamsize>(size));
  if (!rows_) io_failed("cannot write {}: {}", room_);
  row_ = {};
}

bool RefusedRows::goes_out(const Row& row) const {
  return row.refused || std::any_of(row.devices.begin(), row.devices.end(),
                                    [this](const Pseudonym& device) { return devices_.contains(device); });
}

void RefusedRows::write_header(std::ostream& out) const {
  if (form_.separator == '\0') return;
  if (form_.marked) out << "\xEF\xBB\xBF";
  if (form_.separator_stated) out << "sep=" << form_.separator << "\r\n";
  for (const std::string_view column : worksheet_columns) out << column << form_.separator;
  out << form_.header << "\r\n";
}

void RefusedRows::write_row(const Row& row, std::ostream& out) const {
  if (form_.separator == '\0') {
    out << row.text << '\n';
    return;
  }
  std::string said = std::to_string(row.number);
  for (const std::string* cell : {&row.cells, &row.why}) {
    said += form_.separator;
    append_csv_cell(*cell, said, form_.separator);
  }
  out << said << form_.separator << row.text << "\r\n";
}

std::uint64_t RefusedRows::for_each_that_goes_out(const std::function<void(const Row& row)>& take) {
  put_away();
  rows_.close();
  if (!rows_) io_failed("cannot write {}: {}", room_);
  std::ifstream rows(room_, std::ios::binary);
  if (!rows) io_failed("cannot read {}: {}", room_);
  std::uint64_t taken = 0;
  std::string packed;
  std::array<char, sizeof(std::uint64_t)> prefix{};
  while (rows.read(prefix.data(), prefix.size())) {
    std::uint64_t size = 0;
    std::memcpy(&size, prefix.data(), sizeof size);
    packed.resize(size);
    if (!rows.read(packed.data(), static_cast<std::streamsize>(size))) io_failed("cannot read {}: {}", room_);
    Row row;
    Unpacker unpacker(packed);
    unpacker(row.number, row.text, row.devices, row.refused, row.cells, row.why);
    if (!goes_out(row)) continue;
    ++taken;
    take(row);
  }
  return taken;
}

std::uint64_t RefusedRows::write(std::ostream& out) {
  bool has_header = false;
  return for_each_that_goes_out([&](const Row& row) {
    if (!std::exchange(has_header, true)) write_header(out);
    write_row(row, out);
  });
}

std::uint64_t RefusedRows::write_cells(const std::function<void(const std::vector<std::string>&)>& row) {
  CsvRecord record;
  const auto hand_on = [&](std::vector<std::string> cells, const std::string& text) {
    const auto fault = record.split(text, true, form_.separator);
    for (const CsvCell& cell : record.cells()) cells.emplace_back(cell.text);
    // Quotes that are wrong are for whoever mends the row to see.
    if (fault) cells.push_back(text.substr(std::min(fault->offset, text.size())));
    row(cells);
  };
  hand_on({worksheet_columns.begin(), worksheet_columns.end()}, form_.header);
  return for_each_that_goes_out([&](const Row& each) {
    hand_on({std::to_string(each.number), each.cells, each.why}, each.text);
  });
}

}  // namespace lcl
