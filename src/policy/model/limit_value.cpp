#include "policy/model/limit_value.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "tempo_admission/tempo/field_text.hpp"

namespace tempo_admission::policy {
namespace {

using Number = std::variant<std::int64_t, std::uint64_t, double>;

std::optional<Number> number_of(const tempo::FieldValue& value) {
  if (const auto* n = std::get_if<std::int64_t>(&value.value)) return *n;
  if (const auto* n = std::get_if<std::uint64_t>(&value.value)) return *n;
  if (const auto* n = std::get_if<double>(&value.value)) return *n;
  return std::nullopt;
}

template <class A, class B>
std::partial_ordering order(A a, B b) {
  if constexpr (std::is_integral_v<A> && std::is_integral_v<B>) {
    if (std::cmp_less(a, b)) return std::partial_ordering::less;
    return std::cmp_equal(a, b) ? std::partial_ordering::equivalent
                                : std::partial_ordering::greater;
  } else {
    return static_cast<double>(a) <=> static_cast<double>(b);
  }
}

}  // namespace

Result<tempo::FieldValue> read_limit_value(std::string_view path, std::string_view scalar) {
  auto value = tempo::read_field_text(path, scalar);
  if (value) return value;
  return failure("not a valid value of " + std::string(path) + ": " + value.error().message);
}

std::partial_ordering compare(const tempo::FieldValue& a, const tempo::FieldValue& b) {
  const auto left = number_of(a);
  const auto right = number_of(b);
  if (left && right) return std::visit([](auto x, auto y) { return order(x, y); }, *left, *right);
  if (left || right || a.value.index() != b.value.index()) return std::partial_ordering::unordered;
  return a.value < b.value    ? std::partial_ordering::less
         : a.value == b.value ? std::partial_ordering::equivalent
                              : std::partial_ordering::greater;
}

}  // namespace tempo_admission::policy
