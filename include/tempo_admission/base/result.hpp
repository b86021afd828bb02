// A value or an error: expected failures are returned, never thrown.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "tempo_admission/base/diagnostic.hpp"

namespace tempo_admission {

// One line for the user: what failed, on which input, and a hint if one is known.
struct Error {
  std::string message;
};

template <class T, class E = Error>
using Result = tl::expected<T, E>;

// Makes the error case of a Result: `return failure("...");`.
[[nodiscard]] inline tl::unexpected<Error> failure(std::string message) {
  return tl::unexpected<Error>(Error{std::move(message)});
}

}  // namespace tempo_admission
