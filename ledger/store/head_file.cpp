// SPDX-License-Identifier: Apache-2.0
#include "ledger/store/head_file.hpp"

#include "ledger/values/output_file.hpp"

namespace lcl {

std::optional<std::string> read_head_file(const std::filesystem::path& file) { return read_if_there(file); }

void write_head_file(const std::filesystem::path& file, std::string_view note) {
  write_file(file, note, Existing::replace, MayRead::owner);
}

}  // namespace lcl
