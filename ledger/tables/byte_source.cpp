// SPDX-License-Identifier: Apache-2.0
#include "ledger/tables/byte_source.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "ledger/values/error.hpp"
#include "ledger/values/phrase.hpp"
#include "ledger/values/system_reason.hpp"

namespace lcl {
namespace {

/// What `call` reads, begun anew where a signal interrupted it.
template <typename Call>
std::size_t read_by(Call call) {
  ssize_t size = 0;
  do {
    size = call();
  } while (size < 0 && errno == EINTR);
  if (size < 0) throw Error(Obstacle::io, phrase("reading the file: {}", system_reason(errno)));
  return static_cast<std::size_t>(size);
}

/// Nothing, and why.
class NoBytes final : public ByteSource {
 public:
  explicit NoBytes(Refused fault) : fault_(std::move(fault)) {}
  [[nodiscard]] std::size_t read(std::span<char> /*room*/) override { return 0; }
  [[nodiscard]] std::uint64_t bytes_taken() const override { return 0; }
  [[nodiscard]] const Refused* fault() const override { return &fault_; }

 private:
  Refused fault_;
};

}  // namespace

std::size_t FileBytes::read(std::span<char> room) {
  const std::size_t size = read_by([&] { return ::read(input_, room.data(), room.size()); });
  taken_ += size;
  return size;
}

std::size_t PartOfFile::read(std::span<char> room) {
  if (at_ >= to_) return 0;
  const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(room.size(), to_ - at_));
  const std::size_t size =
      read_by([&] { return ::pread(input_, room.data(), wanted, static_cast<off_t>(at_)); });
  at_ += size;
  return size;
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

std::unique_ptr<ByteSource> no_bytes(Refused fault) { return std::make_unique<NoBytes>(std::move(fault)); }

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
