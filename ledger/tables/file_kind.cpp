// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/file_kind.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

struct Signature {
  std::string_view bytes;
  std::string_view kind;
};

constexpr std::string_view zip_signature = "PK\x03\x04";

// From the formats' own specifications.
constexpr auto signatures = std::to_array<Signature>({
    {"%PDF-", translatable("a PDF document")},
    {zip_signature, translatable("an archive (ZIP)")},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
     translatable("an Excel workbook of before 2007, or one with a password")},
    {"\x89PNG\r\n", translatable("an image (PNG)")},
    {"\xFF\xD8\xFF", translatable("an image (JPEG)")},
    {"GIF8", translatable("an image (GIF)")},
    {"Rar!\x1A", translatable("an archive (RAR)")},
    {"7z\xBC\xAF\x27\x1C", translatable("an archive (7z)")},
    {"SQLite format 3", translatable("a database (SQLite)")},
    {"{\\rtf", translatable("a document (RTF)")},
    {"<?xml", translatable("an XML file")},
    {"<!DOCTYPE html", translatable("a web page")},
    {"<html", translatable("a web page")},
});

}  // namespace

bool is_zip(std::string_view beginning) noexcept { return beginning.starts_with(zip_signature); }

std::string_view known_file_kind(std::string_view beginning) noexcept {
  const auto found = std::find_if(signatures.begin(), signatures.end(), [&](const Signature& signature) {
    return beginning.starts_with(signature.bytes);
  });
  return found == signatures.end() ? std::string_view() : translation(found->kind);
}

bool holds_no_text(std::string_view beginning) noexcept {
  constexpr std::ptrdiff_t fewer_than_one_in = 32;
  const auto is_control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && !(byte >= '\t' && byte <= '\r');
  };
  return std::count_if(beginning.begin(), beginning.end(), is_control) * fewer_than_one_in >
         std::ssize(beginning);
}

}  // namespace lcl
