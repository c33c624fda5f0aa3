// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/program_id.hpp"

#include <link.h>

#include <cstdint>
#include <cstring>
#include <string_view>

namespace lcl {
namespace {

constexpr std::string_view build_id_owner{"GNU\0", 4};

std::size_t padded(std::size_t size) { return (size + 3) & ~std::size_t{3}; }

/// The build id among the notes of a segment (elf(5), "Notes"); empty where it has none.
std::string build_id_in(std::string_view notes) {
  ElfW(Nhdr) header{};
  while (notes.size() >= sizeof header) {
    std::memcpy(&header, notes.data(), sizeof header);
    notes.remove_prefix(sizeof header);
    const std::size_t name = padded(header.n_namesz);
    const std::size_t content = padded(header.n_descsz);
    if (name > notes.size() || content > notes.size() - name) return {};
    if (header.n_type == NT_GNU_BUILD_ID && notes.substr(0, header.n_namesz) == build_id_owner)
      return std::string(notes.substr(name, header.n_descsz));
    notes.remove_prefix(name + content);
  }
  return {};
}

/// Whether one of the segments of `object` holds this function; then its build id.
int look_at(dl_phdr_info* object, std::size_t /*size*/, void* found) {
  const auto here = reinterpret_cast<std::uintptr_t>(&look_at);
  bool is_ours = false;
  std::string id;
  for (std::size_t i = 0; i < object->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = object->dlpi_phdr[i];
    const std::uintptr_t start = object->dlpi_addr + segment.p_vaddr;
    if (segment.p_type == PT_LOAD) is_ours = is_ours || (start <= here && here - start < segment.p_memsz);
    if (segment.p_type == PT_NOTE && id.empty())
      id = build_id_in({reinterpret_cast<const char*>(start), segment.p_memsz});
  }
  if (!is_ours) return 0;
  *static_cast<std::string*>(found) = std::move(id);
  return 1;
}

}  // namespace

const std::string& program_id() {
  static const std::string id = [] {
    std::string found;
    dl_iterate_phdr(look_at, &found);
    return found;
  }();
  return id;
}

}  // namespace lcl
