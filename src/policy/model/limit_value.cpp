#include "policy/model/limit_value.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace tempo_admission::policy {
namespace {

constexpr std::string_view probe = "probe";

std::string probe_file(std::string_view path, std::string_view value) {
  std::string head = "overrides: {" + std::string(probe) + ": {";
  std::string tail = "}}\n";
  for (auto dot = path.find('.'); dot != path.npos; dot = path.find('.')) {
    head += "\"" + std::string(path.substr(0, dot)) + "\": {";
    tail.insert(0, "}");
    path.remove_prefix(dot + 1);
  }
  return head + "\"" + std::string(path) + "\": " + std::string(value) + tail;
}

std::optional<tempo::FieldValue> value_in(const tempo::OverridesJudgement& judgement,
                                          std::string_view path) {
  if (judgement.tenants.empty()) return std::nullopt;
  const auto* field = judgement.tenants.front().field(path);
  return field ? std::optional(field->value) : std::nullopt;
}

// The probe's tenant also has findings of its own, such as a missing rate limit.
std::string first_refusal(const tempo::OverridesJudgement& judgement) {
  for (const auto& diagnostic : judgement.diagnostics)
    if (diagnostic.tempo_rejects) return diagnostic.message;
  return {};
}

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
  std::string why;
  tempo::OverridesSettings settings;
  for (auto version = tempo::known_versions.rbegin(); version != tempo::known_versions.rend();
       ++version) {
    settings.version = *version;
    const auto alone = tempo::judge_overrides(probe_file(path, scalar), settings);
    if (auto value = value_in(alone, path)) return std::move(*value);
    const auto list = "[" + std::string(scalar) + "]";
    if (auto value = value_in(tempo::judge_overrides(probe_file(path, list), settings), path))
      return std::move(*value);
    if (why.empty()) why = first_refusal(alone);
  }
  return failure("not a valid value of " + std::string(path) + (why.empty() ? "" : ": " + why));
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
