// SPDX-License-Identifier: Apache-2.0
#include "ledger/values/system_reason.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "ledger/values/phrase.hpp"

namespace lcl {
namespace {

/// In English as glibc has them.
constexpr std::array<std::pair<int, const char*>, 32> reasons{{
    {EACCES, translatable("Permission denied")},
    {EADDRINUSE, translatable("Address already in use")},
    {EADDRNOTAVAIL, translatable("Cannot assign requested address")},
    {EAGAIN, translatable("Resource temporarily unavailable")},
    {EBADF, translatable("Bad file descriptor")},
    {EBUSY, translatable("Device or resource busy")},
    {ECONNREFUSED, translatable("Connection refused")},
    {ECONNRESET, translatable("Connection reset by peer")},
    {EDQUOT, translatable("Disk quota exceeded")},
    {EEXIST, translatable("File exists")},
    {EFBIG, translatable("File too large")},
    {EINTR, translatable("Interrupted system call")},
    {EINVAL, translatable("Invalid argument")},
    {EIO, translatable("Input/output error")},
    {EISDIR, translatable("Is a directory")},
    {ELOOP, translatable("Too many levels of symbolic links")},
    {EMFILE, translatable("Too many open files")},
    {ENAMETOOLONG, translatable("File name too long")},
    {ENFILE, translatable("Too many open files in system")},
    {ENODEV, translatable("No such device")},
    {ENOENT, translatable("No such file or directory")},
    {ENOMEM, translatable("Cannot allocate memory")},
    {ENOSPC, translatable("No space left on device")},
    {ENOTDIR, translatable("Not a directory")},
    {ENOTEMPTY, translatable("Directory not empty")},
    {ENOTSUP, translatable("Operation not supported")},
    {ENXIO, translatable("No such device or address")},
    {EPERM, translatable("Operation not permitted")},
    {EPIPE, translatable("Broken pipe")},
    {EROFS, translatable("Read-only file system")},
    {ETIMEDOUT, translatable("Connection timed out")},
    {ETXTBSY, translatable("Text file busy")},
}};

}  // namespace

std::string system_reason(int error) {
  const auto* const found = std::find_if(reasons.begin(), reasons.end(),
                                         [error](const auto& reason) { return reason.first == error; });
  return found == reasons.end() ? std::generic_category().message(error)
                                : std::string(translation(found->second));
}

std::string system_reason(const std::error_code& error) {
  const std::error_condition condition = error.default_error_condition();
  return condition.category() == std::generic_category() ? system_reason(condition.value()) : error.message();
}

}  // namespace lcl
