#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "tempo/findings/foreign_fields.hpp"
#include "tempo/findings/messages.hpp"
#include "tempo_admission/base/nearest_name.hpp"

namespace tempo_admission::tempo {
namespace {

constexpr std::size_t longest_shown_bytes = 64;
constexpr std::size_t most_names_shown = 12;

// The first field with this name below a section that the version knows.
const FieldSpec* find_below(const FieldSpec& section, std::string_view name, Version version) {
  for (const auto& child : section.children) {
    if (!child.known_to(version)) continue;
    if (child.name == name) return &child;
    if (child.type == FieldType::sections) continue;
    if (const auto* found = find_below(child, name, version)) return found;
  }
  return nullptr;
}

std::string_view parent_of(std::string_view path) {
  const auto dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

// "forwarder" for "forwarders": a typo, even if another section has a field with that name.
bool differs_by_last_letter(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  return a.size() == b.size() + 1 && a.starts_with(b);
}

bool is_slip(const FieldSpec& section, std::string_view name, Version version) {
  return std::any_of(section.children.begin(), section.children.end(), [&](const FieldSpec& child) {
    return child.known_to(version) && differs_by_last_letter(child.name, name);
  });
}

std::string listed(const std::vector<std::string_view>& names) {
  std::string all;
  for (const auto name : names) all += (all.empty() ? "" : ", ") + std::string(name);
  return all;
}

void collect_names(const FieldSpec& section, Version version,
                   std::vector<std::string_view>& names) {
  for (const auto& child : section.children)
    if (child.known_to(version)) names.push_back(child.name);
}

}  // namespace

std::string quoted(std::string_view text) {
  const bool cut = text.size() > longest_shown_bytes;
  std::string clean(text.substr(0, longest_shown_bytes));
  std::replace_if(
      clean.begin(), clean.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  // Drops a code point that was cut in half.
  while (cut && !clean.empty() && (static_cast<unsigned char>(clean.back()) & 0xC0U) == 0x80U)
    clean.pop_back();
  if (cut && !clean.empty() && (static_cast<unsigned char>(clean.back()) & 0x80U) != 0)
    clean.pop_back();
  return "'" + clean + (cut ? "...'" : "'");
}

std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& candidates) {
  const auto nearest = nearest_name(name, candidates);
  if (nearest) return "did you mean '" + std::string(*nearest) + "'?";
  return "supported values: " + listed(candidates);
}

std::string place_of(const FieldSpec& section) {
  return section.name.empty() ? "in a tenant" : "in " + quoted(section.name);
}

std::string version_note(const FieldSpec& spec, Version version) {
  if (version < spec.since) return "since " + std::string(to_string(spec.since));
  return "removed in " + std::string(to_string(spec.removed.value_or(version)));
}

UnknownField::UnknownField(const FieldSpec& section, std::string_view name, Version version,
                           Format format)
    : section_(section), name_(name), version_(version), format_(format) {
  const auto& schema = Schema::compiled_in();
  other_version_ = section.child(name);
  if (other_version_ == nullptr && section.name.empty())
    other_version_ = schema.legacy().child(name);
  if (other_version_ != nullptr) return;
  if (is_slip(section, name, version)) return;
  if (schema.has_name(name)) {
    elsewhere_ = find_below(schema.scoped(), name, version);
    if (elsewhere_ == nullptr && !section.name.empty()) elsewhere_ = schema.legacy().child(name);
    if (elsewhere_ != nullptr) return;
  }
  if (const auto* foreign = find_foreign_field(name)) foreign_product_ = foreign->product;
}

const Code& UnknownField::code() const {
  if (other_version_ != nullptr) return code::other_version_field;
  if (elsewhere_ != nullptr) return code::misplaced_field;
  return foreign_product_.empty() ? code::unknown_field : code::foreign_field;
}

Message UnknownField::words() const {
  if (other_version_ != nullptr) return version_message();
  if (elsewhere_ != nullptr) return misplaced_message();
  if (!foreign_product_.empty()) {
    const auto counterpart = find_foreign_field(name_)->counterpart;
    return {quoted(name_) + " is a " + std::string(foreign_product_) +
                " limit; Tempo has no such field",
            counterpart.empty() ? "" : "the closest Tempo limit is " + std::string(counterpart)};
  }
  return {"unknown field " + quoted(name_) + " " + place_of(section_), nearest_hint()};
}

Message UnknownField::version_message() const {
  const auto version = std::string(to_string(version_));
  Message words{"Tempo " + version + " has no field " + quoted(name_) + " (" +
                    version_note(*other_version_, version_) + ")",
                "remove it"};
  if (version_ < other_version_->since)
    words.hint += ", or upgrade to " + std::string(to_string(other_version_->since)) + " first";
  else
    words.hint += " before the upgrade to " + version;
  return words;
}

Message UnknownField::misplaced_message() const {
  const auto path = elsewhere_->path;
  if (!path.ends_with(name_))
    return {quoted(name_) + " is a field of the old flat format",
            "write it as " + std::string(path)};
  const auto parent = parent_of(path);
  const auto place = parent.empty() ? "directly in the tenant" : "in " + quoted(parent);
  Message words{quoted(name_) + " belongs " + place + ", not " + place_of(section_),
                "write it as " + std::string(path)};
  if (name_ == "max_bytes_per_trace" && section_.name == "ingestion")
    words.hint += "; tempo-operator's ingestion.maxBytesPerTrace is known to write it here";
  return words;
}

std::string UnknownField::nearest_hint() const {
  std::vector<std::string_view> names;
  collect_names(section_, version_, names);
  if (format_ == Format::legacy) collect_names(Schema::compiled_in().legacy(), version_, names);
  if (const auto nearest = nearest_name(name_, names))
    return "did you mean '" + std::string(*nearest) + "'?";
  const auto here =
      names.size() > most_names_shown ? std::string() : "supported fields: " + listed(names);
  names.clear();
  for (const auto* row : Schema::compiled_in().rows())
    if (row->known_to(version_)) names.push_back(row->name);
  const auto nearest = nearest_name(name_, names);
  const auto* field =
      nearest ? find_below(Schema::compiled_in().scoped(), *nearest, version_) : nullptr;
  return field == nullptr ? here : "did you mean '" + std::string(field->path) + "'?";
}

}  // namespace tempo_admission::tempo
