// SPDX-License-Identifier: Apache-2.0
// What a call was asked for, or the refusal that says why there is none: the
// return type of everything that a rule may refuse.
#pragma once

#include <utility>
#include <variant>

#include "ledger/values/error.hpp"
#include "ledger/values/refusal.hpp"

namespace lcl {

/// Test it before looking inside: `*result` of a refusal, and `refused()` of a value, stop the program.
template <typename T>
class [[nodiscard]] Result {
 public:
  // Implicit, so that a function returns either as it is.
  // NOLINTBEGIN(google-explicit-constructor)
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Refused refused) : held_(std::in_place_index<1>, std::move(refused)) {}
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] explicit operator bool() const noexcept { return held_.index() == 0; }

  [[nodiscard]] const T& operator*() const& { return value(held_); }
  [[nodiscard]] T& operator*() & { return value(held_); }
  [[nodiscard]] T&& operator*() && { return std::move(value(held_)); }
  [[nodiscard]] const T* operator->() const { return &value(held_); }
  [[nodiscard]] T* operator->() { return &value(held_); }

  [[nodiscard]] const Refused& refused() const& { return refusal(held_); }
  [[nodiscard]] Refused&& refused() && { return std::move(refusal(held_)); }

 private:
  template <typename Held>
  static auto& value(Held& held) {
    invariant(held.index() == 0, "a refused result has no value");
    return *std::get_if<0>(&held);
  }
  template <typename Held>
  static auto& refusal(Held& held) {
    invariant(held.index() == 1, "a result with a value was not refused");
    return *std::get_if<1>(&held);
  }

  std::variant<T, Refused> held_;
};

}  // namespace lcl
