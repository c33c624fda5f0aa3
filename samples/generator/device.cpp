// SPDX-License-Identifier: Apache-2.0
#include "samples/generator/device.hpp"

#include <array>
#include <string_view>

#include "samples/generator/random.hpp"

namespace lcl::samples {
namespace {

const Category& draw_category(Random& random) {
  std::uint64_t roll = random.below(10'000);
  for (const Category& category : categories()) {
    if (roll < category.share) return category;
    roll -= category.share;
  }
  return categories().front();
}

void append_digits(std::uint64_t value, std::size_t count, std::string& out) {
  const std::size_t end = out.size() + count;
  out.append(count, '0');
  for (std::size_t place = end; place > end - count; value /= 10) {
    out[--place] = static_cast<char>('0' + value % 10);
  }
}

char luhn_check_digit(std::string_view digits) {
  unsigned sum = 0;
  bool doubled = true;  // the digit next to the check digit
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, doubled = !doubled) {
    const auto value = static_cast<unsigned>(*digit - '0');
    sum += !doubled ? value : value > 4 ? value * 2 - 9 : value * 2;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

// TAC = 35, two digits for the model, four for the batch of a million; then the
// scattered number within the batch, and the check digit.
std::string imei_of(std::uint64_t seed, std::uint64_t number, std::uint64_t model) {
  constexpr std::uint64_t batch_size = 1'000'000;
  constexpr std::uint64_t batches = 10'000;
  constexpr std::uint64_t scatter = 618'033;  // shares no factor with the batch size
  std::string imei = "35";
  append_digits(10 + model, 2, imei);
  append_digits((Random::mixed(seed) % batches + number / batch_size) % batches, 4, imei);
  append_digits(number % batch_size * scatter % batch_size, 6, imei);
  imei += luhn_check_digit(imei);
  return imei;
}

// Ten letters and digits that nobody misreads, the device's number scattered over them.
std::string serial_of(std::uint64_t seed, std::uint64_t index) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  constexpr std::uint64_t serials = std::uint64_t{1} << 50U;
  constexpr std::uint64_t scatter = 0x9e3779b97f4a7c15U;  // odd, so that it permutes the numbers
  std::uint64_t value = (index * scatter + Random::mixed(seed)) % serials;
  std::string serial(10, '0');
  for (char& letter : serial) {
    letter = alphabet[value % alphabet.size()];
    value /= alphabet.size();
  }
  return serial;
}

Device device_of(std::uint64_t seed, std::uint64_t index, const Category& category, Random& random) {
  Device device;
  device.category = &category;
  const std::uint64_t model = random.below(category.models.size());
  device.model = &category.models[model];
  device.model_name = device.model->name;
  device.mass_kg = device.model->mass_kg;
  device.names_model = random.chance(9'000);
  if (category.has_imei) {
    device.imei = imei_of(seed, 2 * index, model);
    if (random.chance(3'333)) device.imei2 = imei_of(seed, 2 * index + 1, model);
  } else {
    device.serial = serial_of(seed, index);
  }
  return device;
}

}  // namespace

Device device_of(std::uint64_t seed, std::uint64_t index) {
  Random random(Random::mixed(seed) + index);
  const Category& category = draw_category(random);
  return device_of(seed, index, category, random);
}

Device device_of(std::uint64_t seed, std::uint64_t index, const Category& category) {
  Random random(Random::mixed(seed) + index);
  return device_of(seed, index, category, random);
}

}  // namespace lcl::samples
