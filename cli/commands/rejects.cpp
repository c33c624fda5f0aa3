// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/rejects.hpp"

#include "ledger/texts/figures.hpp"
#include "ledger/texts/listing/worksheet_workbook.hpp"
#include "ledger/values/phrase.hpp"

namespace lcl::cli {

Rejects::Rejects(const Call& call) {
  const Arguments& given = call.arguments;
  if (given.has("rejects") && given.has("accept-valid"))
    throw UsageError(phrase("--accept-valid writes what is refused as well: leave out --rejects"));
  const std::string* file = given.maybe("rejects");
  if (file == nullptr && !call.dry_run()) file = given.maybe("accept-valid");
  if (file != nullptr) open(given, *file);
}

void Rejects::settle() {
  if (!rows_ || !rows_->any()) return;
  if (is_workbook()) {
    file_->stream() << worksheet_workbook(
        [this](const TakesRow& row) { written_ = rows_->write_cells(row); });
  } else {
    written_ = rows_->write(file_->stream());
  }
  file_->settle();
}

std::string Rejects::keep(Call& call) {
  if (written_ == 0) return {};
  file_->keep();
  call.answer.add("rejects", {{"file", name_}, {"rows", written_}});
  return phrase(
      "to be mended and submitted: {} in {}, what is refused and whatever else the log has of these "
      "devices",
      counted(written_, phrase("row"), phrase("rows")), printable(name_));
}

void Rejects::open(const Arguments& given, const std::string& file) {
  name_ = file;
  file_.emplace(file, existing_at(given, file), MayRead::owner);
  room_.emplace();
  rows_.emplace(room_->path());
}

/// Where the log is a table, whatever kind of file that is; a log in lines has no sheet.
bool Rejects::is_workbook() const {
  if (!name_.ends_with(".xlsx")) return false;
  if (!rows_->is_table()) {
    throw UsageError(
        phrase("{}: what is refused of a log in lines is written in lines: name a file .ndjson", name_));
  }
  return true;
}

}  // namespace lcl::cli
