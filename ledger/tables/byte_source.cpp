// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/byte_source.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "ledger/values/error.hpp"

namespace lcl {

std::size_t FileBytes::read(std::span<char> room) {
  ssize_t size = 0;
  do {
    size = ::read(input_, room.data(), room.size());
  } while (size < 0 && errno == EINTR);
  if (size < 0)
    throw Error(Obstacle::io, std::string("reading the file: ") + std::generic_category().message(errno));
  taken_ += static_cast<std::uint64_t>(size);
  return static_cast<std::size_t>(size);
}

std::size_t ResumedBytes::read(std::span<char> room) {
  if (given_ == beginning_.size()) return rest_->read(room);
  const std::size_t size = std::min(room.size(), beginning_.size() - given_);
  std::copy_n(beginning_.data() + given_, size, room.data());
  given_ += size;
  if (given_ == beginning_.size()) {
    beginning_ = {};
    given_ = 0;
  }
  return size;
}

std::string read_up_to(ByteSource& source, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    const std::size_t more = source.read(std::span(bytes).subspan(filled));
    if (more == 0) break;
    filled += more;
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace lcl
