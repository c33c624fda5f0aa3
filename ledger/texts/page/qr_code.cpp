// SPDX-License-Identifier: Apache-2.0
#include "ledger/texts/page/qr_code.hpp"

#include <qrencode.h>

#include <memory>

#include "ledger/values/error.hpp"

namespace lcl::page {
namespace {

constexpr int quiet_modules = 4;  // ISO/IEC 18004, 6.3.8
constexpr int largest_side = 190;

struct Freed {
  void operator()(QRcode* code) const noexcept { QRcode_free(code); }
};

bool is_dark(const QRcode& code, int x, int y) {
  return (code.data[static_cast<std::size_t>(y) * static_cast<std::size_t>(code.width) +
                    static_cast<std::size_t>(x)] &
          1U) != 0;
}

}  // namespace

Drawing qr_code(const std::string& text) {
  const std::unique_ptr<QRcode, Freed> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M));
  if (!code) throw Error(Obstacle::unavailable, "the text is too long for a QR code");
  const int modules = code->width + 2 * quiet_modules;
  const int unit = modules > largest_side ? 1 : largest_side / modules;
  Drawing drawing{modules * unit, {}};
  drawing.shapes.emplace_back(Rectangle{{0, 0}, modules * unit, modules * unit, Ink::white});
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      if (!is_dark(*code, x, y)) continue;
      const int first = x;
      while (x + 1 < code->width && is_dark(*code, x + 1, y)) ++x;
      drawing.shapes.emplace_back(Rectangle{{(first + quiet_modules) * unit, (y + quiet_modules) * unit},
                                            (x + 1 - first) * unit,
                                            unit,
                                            Ink::black});
    }
  }
  return drawing;
}

}  // namespace lcl::page
