#include "policy/webhooks/key_condition.hpp"

#include <algorithm>

namespace tempo_admission::policy {
namespace {

constexpr std::string_view packed_suffix = ".gz";
constexpr std::size_t longest_expression = 16U << 10;

// On DELETE `object` is null, on CREATE `oldObject` is.
std::string has_any(std::string_view object, const DataKeys& keys) {
  std::string any;
  for (const std::string_view map : {"data", "binaryData"})
    for (const auto& key : keys) {
      any += any.empty() ? "" : " ||\n  ";
      any.append("'").append(key).append("' in ").append(object).append(".?").append(map);
      any += ".orValue({})";
    }
  return "(" + std::string(object) + " != null && (\n  " + any + "))";
}

std::string written(const DataKeys& keys) {
  return has_any("object", keys) + " ||\n" + has_any("oldObject", keys);
}

std::string without_spaces(std::string_view text) {
  std::string rest(text);
  std::erase_if(rest, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
  return rest;
}

}  // namespace

DataKeys data_keys_for(const std::vector<std::string>& keys) {
  DataKeys all;
  for (const auto& key : keys) {
    all.insert(key);
    all.insert(key + std::string(packed_suffix));
  }
  return all;
}

std::optional<std::string> key_condition(const DataKeys& keys) {
  auto expression = written(keys);
  if (expression.size() > longest_expression) return std::nullopt;
  return expression;
}

std::optional<DataKeys> keys_of_condition(std::string_view expression) {
  if (expression.size() > 2 * longest_expression) return std::nullopt;
  DataKeys keys;
  auto rest = expression;
  while (true) {
    const auto open = rest.find('\'');
    if (open == rest.npos) break;
    const auto close = rest.find('\'', open + 1);
    if (close == rest.npos) return std::nullopt;
    keys.emplace(rest.substr(open + 1, close - open - 1));
    rest.remove_prefix(close + 1);
  }
  if (keys.empty() || without_spaces(written(keys)) != without_spaces(expression))
    return std::nullopt;
  return keys;
}

}  // namespace tempo_admission::policy
