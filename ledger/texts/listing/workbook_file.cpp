// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/listing/workbook_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/system_reason.hpp"
#include "ledger/values/text.hpp"

namespace lcl {

void workbook_failed(lxw_error error) {
  const bool no_room =
      error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE || error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED;
  throw Error(no_room ? Obstacle::unavailable : Obstacle::io,
              no_room
                  ? phrase("a worksheet holds 1,048,576 rows and 32,767 letters in a cell, and this is more: "
                           "ask for it as CSV")
                  : phrase("cannot write the workbook: {}", lxw_strerror(error)));
}

void require_written(lxw_error error) {
  if (error != LXW_NO_ERROR) workbook_failed(error);
}

WorkbookFile::WorkbookFile(std::string program, Instant time)
    : open_(::memfd_create("workbook", MFD_CLOEXEC)) {
  if (!open_.is_open())
    throw Error(Obstacle::io, phrase("cannot make room for a workbook: {}", system_reason(errno)));
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  const std::string name = "/proc/self/fd/" + std::to_string(open_.number());
  book_ = workbook_new_opt(name.c_str(), &options);
  if (book_ == nullptr) workbook_failed(LXW_ERROR_MEMORY_MALLOC_FAILED);
  lxw_doc_properties properties{};
  properties.author = program.data();
  properties.created = static_cast<time_t>(time.milliseconds / 1000);
  if (const lxw_error error = workbook_set_properties(book_, &properties); error != LXW_NO_ERROR) {
    lxw_workbook_free(book_);
    workbook_failed(error);
  }
}

WorkbookFile::~WorkbookFile() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

lxw_worksheet* WorkbookFile::sheet(const std::string& name) {
  lxw_worksheet* const made = workbook_add_worksheet(book_, name.c_str());
  if (made == nullptr) workbook_failed(LXW_ERROR_MEMORY_MALLOC_FAILED);
  return made;
}

lxw_format* WorkbookFile::format(const char* numbers) {
  lxw_format* const made = workbook_add_format(book_);
  if (made == nullptr) workbook_failed(LXW_ERROR_MEMORY_MALLOC_FAILED);
  if (numbers != nullptr) format_set_num_format(made, numbers);
  return made;
}

std::string WorkbookFile::bytes() && {
  require_written(workbook_close(std::exchange(book_, nullptr)));
  std::string text;
  std::array<char, 1U << 16U> piece{};
  while (true) {
    const ssize_t got = ::pread(open_.number(), piece.data(), piece.size(), static_cast<off_t>(text.size()));
    if (got < 0) throw Error(Obstacle::io, phrase("cannot read the workbook: {}", system_reason(errno)));
    if (got == 0) return text;
    text.append(piece.data(), static_cast<std::size_t>(got));
  }
}

void write_text_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
                     lxw_format* format) {
  require_written(worksheet_write_string(sheet, row, column, printable(text).c_str(), format));
}

}  // namespace lcl
