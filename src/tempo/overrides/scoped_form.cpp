// Writes a tenant's fields as YAML in the scoped format.
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tempo/schema/flow_text.hpp"
#include "tempo/schema/schema.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::tempo {
namespace {

bool is_map(FieldType type) {
  return type == FieldType::flags || type == FieldType::texts || type == FieldType::secrets;
}

// The spec of a field, or of the map that the field is an entry of.
const FieldSpec* spec_of(std::string_view path) {
  const auto& schema = Schema::compiled_in();
  if (const auto* spec = schema.find(path)) return spec;
  for (auto dot = path.rfind('.'); dot != std::string_view::npos && dot > 0;
       dot = path.rfind('.', dot - 1))
    if (const auto* spec = schema.find(path.substr(0, dot)); spec != nullptr && is_map(spec->type))
      return spec;
  return nullptr;
}

std::string list_text(const FieldSpec& spec, const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items) {
    if (!text.empty()) text += ", ";
    text += spec.type == FieldType::strings ? quoted_if_needed(item) : item;
  }
  return "[" + text + "]";
}

// "14d", as people write a retention, if it is a whole number of days.
std::string duration_in_days(const FieldValue& value) {
  constexpr std::int64_t day = 24LL * 3600 * 1'000'000'000;
  const auto* nanoseconds = std::get_if<std::int64_t>(&value.value);
  if (nanoseconds == nullptr || *nanoseconds <= 0 || *nanoseconds % day != 0) return value.text;
  return std::to_string(*nanoseconds / day) + "d";
}

std::string value_text(const FieldSpec& spec, const FieldValue& value) {
  if (value.secret) return "\"\"  # fill in";
  if (spec.type == FieldType::prometheus_duration) return duration_in_days(value);
  if (const auto* items = std::get_if<std::vector<std::string>>(&value.value))
    return is_map(spec.type) ? "{}" : list_text(spec, *items);
  if (std::holds_alternative<std::string>(value.value))
    return quoted_if_needed(std::get<std::string>(value.value));
  return value.text;
}

// Writes "key: value" lines, and a "key:" line for each section that a path enters.
class Writer {
 public:
  void write(const FieldSpec& spec, const Field& field) {
    auto sections = parts_of(spec.path);
    auto last = sections.back();
    sections.pop_back();
    std::string key(last);
    if (is_map(spec.type) && field.path.size() > spec.path.size()) {
      sections.push_back(last);
      key = quoted_if_needed(std::string_view(field.path).substr(spec.path.size() + 1));
    }
    enter(sections);
    line(sections.size(), key + ": " + value_text(spec, field.value));
  }

  std::string text = "";

  void line(std::size_t depth, const std::string& content) {
    text += std::string(2 * (depth + 1), ' ') + content + "\n";
  }

 private:
  static std::vector<std::string_view> parts_of(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
      const auto dot = path.find('.');
      parts.push_back(path.substr(0, dot));
      path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
    }
    return parts;
  }

  void enter(const std::vector<std::string_view>& sections) {
    std::size_t shared = 0;
    while (shared < sections.size() && shared < open_.size() && sections[shared] == open_[shared])
      ++shared;
    for (std::size_t i = shared; i < sections.size(); ++i) line(i, std::string(sections[i]) + ":");
    open_ = sections;
  }

  std::vector<std::string_view> open_;
};

}  // namespace

std::string scoped_form(const Tenant& tenant) {
  Writer writer;
  for (const auto& field : tenant.fields) {
    const auto* spec = spec_of(field.path);
    const auto* keys = std::get_if<std::vector<std::string>>(&field.value.value);
    // A map with entries is written through its entries.
    const bool map = spec != nullptr && is_map(spec->type) && keys != nullptr && !keys->empty();
    if (spec != nullptr && !map) writer.write(*spec, field);
  }
  const auto key = quoted_if_needed(tenant.name) + ":";
  return writer.text.empty() ? key + " {}\n" : key + "\n" + writer.text;
}

}  // namespace tempo_admission::tempo
