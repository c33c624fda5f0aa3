// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/pdf.hpp"

#include <dlfcn.h>

#include "ledger/texts/page/pdf_module.hpp"
#include "ledger/values/error.hpp"

namespace lcl::page {
namespace {

/// The module's function. What was loaded stays: its libraries do not like to be unloaded.
PdfFunction loaded_function() {
  void* const module = ::dlopen(pdf_module_name, RTLD_NOW | RTLD_LOCAL);
  void* const function = module == nullptr ? nullptr : ::dlsym(module, pdf_function_name);
  if (function == nullptr) {
    const char* const reason = ::dlerror();  // NOLINT(concurrency-mt-unsafe): kept per thread (glibc)
    throw Error(Obstacle::unavailable, std::string("PDF needs ") + pdf_module_name +
                                           ", which is installed with lcl: " +
                                           (reason == nullptr ? "it is another version's" : reason));
  }
  return reinterpret_cast<PdfFunction>(function);
}

}  // namespace

std::string pdf_of(const Page& page) {
  const Speech say(page.language);
  const PdfTask task{
      .page = page,
      .harmless = harmless,
      .language = std::string(code(page.language)),
      .created = to_string(page.made).substr(0, 19) + "Z",
      .tone_words = {say(Message::tone_good), say(Message::tone_caution), say(Message::tone_bad)}};
  std::string out;
  if (!loaded_function()(task, out)) throw Error(Obstacle::io, "making the PDF: " + out);
  return out;
}

}  // namespace lcl::page
