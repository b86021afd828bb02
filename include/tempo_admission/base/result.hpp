// Either a value or the reason why there is none: expected failures are values, never exceptions.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "tempo_admission/base/diagnostic.hpp"

namespace tempo_admission {

// One line for a person: what failed, on what, and a hint where there is one.
struct Error {
  std::string message;
};

template <class T, class E = Error>
using Result = tl::expected<T, E>;

[[nodiscard]] inline tl::unexpected<Error> failure(std::string message) {
  return tl::unexpected<Error>(Error{std::move(message)});
}

}  // namespace tempo_admission
