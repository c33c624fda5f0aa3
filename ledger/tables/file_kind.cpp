// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/file_kind.hpp"

#include <algorithm>
#include <array>

namespace lcl {
namespace {

struct Signature {
  std::string_view bytes;
  std::string_view kind;
};

// From the formats' own specifications; a zip archive is looked into first.
constexpr auto signatures = std::to_array<Signature>({
    {"%PDF-", "a PDF document"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an Excel workbook of before 2007, or one with a password"},
    {"\x89PNG\r\n", "an image (PNG)"},
    {"\xFF\xD8\xFF", "an image (JPEG)"},
    {"GIF8", "an image (GIF)"},
    {"\x1F\x8B", "a file packed by gzip"},
    {"\x28\xB5\x2F\xFD", "a file packed by zstd"},
    {"Rar!\x1A", "an archive (RAR)"},
    {"7z\xBC\xAF\x27\x1C", "an archive (7z)"},
    {"SQLite format 3", "a database (SQLite)"},
    {"{\\rtf", "a document (RTF)"},
    {"<?xml", "an XML file"},
    {"<!DOCTYPE html", "a web page"},
    {"<html", "a web page"},
});

bool holds(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end()) != text.end();
}

}  // namespace

std::string_view known_file_kind(std::string_view beginning) noexcept {
  if (beginning.starts_with("PK\x03\x04")) {
    if (holds(beginning, "application/vnd.oasis.opendocument.spreadsheet"))
      return "a LibreOffice spreadsheet (ODS)";
    if (holds(beginning, "xl/") || holds(beginning, "[Content_Types].xml")) return "an Excel workbook (XLSX)";
    return "an archive (ZIP)";
  }
  const auto found = std::find_if(signatures.begin(), signatures.end(), [&](const Signature& signature) {
    return beginning.starts_with(signature.bytes);
  });
  return found == signatures.end() ? std::string_view() : found->kind;
}

}  // namespace lcl
