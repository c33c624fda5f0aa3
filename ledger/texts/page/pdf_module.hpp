// SPDX-License-Identifier: Apache-2.0
// The module that draws PDF, lcl-pdf.so. Cairo and Pango bring forty libraries:
// they are loaded when the first PDF is made, and cost no other command its
// start. The module uses nothing of this library but what it is handed here.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "ledger/texts/page/page.hpp"

namespace lcl::page {

inline constexpr const char* pdf_module_name = "lcl-pdf.so";
inline constexpr const char* pdf_function_name = "lcl_pdf_of";

/// A page, with what its drawing needs besides.
struct PdfTask {
  const Page& page;
  std::string (*harmless)(std::string_view text) = nullptr;
  std::string language;                   ///< its code
  std::string created;                    ///< `2026-02-02T09:15:00Z`
  std::array<std::string, 3> tone_words;  ///< in the order of Tone
};

/// Puts the file's bytes into `out`, or what went wrong; whether it went well. Throws nothing.
using PdfFunction = bool (*)(const PdfTask& task, std::string& out);

}  // namespace lcl::page
