// SPDX-License-Identifier: Apache-2.0
#include "cli/kit/page_file.hpp"

#include "ledger/texts/page/html.hpp"
#include "ledger/texts/page/language.hpp"
#include "ledger/texts/page/pdf.hpp"

namespace lcl::cli {

page::Language language_of(const Arguments& given) {
  if (!given.has("language")) return page::Language::english;
  return *lcl::language_of(given.word("language", language_codes));
}

Renderer renderer_for(const std::string& file) {
  if (file.ends_with(".html")) return page::html_of;
  if (file.ends_with(".pdf")) return page::pdf_of;
  return nullptr;
}

}  // namespace lcl::cli
