#include "policy/load/policy_reader.hpp"

#include <algorithm>
#include <set>

#include "tempo_admission/base/nearest_name.hpp"
#include "tempo_admission/yaml/scalar.hpp"

namespace tempo_admission::policy {
namespace {

Diagnostic fault(const Place& place, Severity severity, std::string_view code, std::string message,
                 std::string hint) {
  return {.code = std::string(code),
          .severity = severity,
          .message = std::move(message),
          .path = place.path,
          .position = place.position(),
          .hint = std::move(hint)};
}

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

std::string joined(std::initializer_list<std::string_view> words) {
  std::string text;
  for (const auto word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

std::string below(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : path + "." + std::string(key);
}

std::optional<yaml::Scalar> scalar_of(const Place& place, std::string_view wanted, Report& report) {
  if (place.node.kind() != yaml::NodeKind::scalar) {
    const bool is_list = place.node.kind() == yaml::NodeKind::sequence;
    report.error(place, "policy/wrong-type",
                 "must be " + std::string(wanted) + ", not " + (is_list ? "a list" : "a mapping"));
    return std::nullopt;
  }
  auto value = yaml::resolve(place.node);
  if (!value) {
    report.error(place, "policy/wrong-type", value.error().message);
    return std::nullopt;
  }
  return *value;
}

bool is_null(const yaml::Node& node) {
  if (node.kind() != yaml::NodeKind::scalar) return false;
  const auto value = yaml::resolve(node);
  return value && std::holds_alternative<yaml::Null>(*value);
}

// The string of a quoted or plain key, however YAML would resolve it.
std::optional<std::string> key_text(const Place& key, Report& report) {
  if (key.node.kind() == yaml::NodeKind::scalar) return std::string(key.node.text());
  report.error(key, "policy/wrong-type", "a key must be a string");
  return std::nullopt;
}

}  // namespace

void Report::error(const Place& place, std::string_view code, std::string message,
                   std::string hint) {
  errors_.push_back(fault(place, Severity::error, code, std::move(message), std::move(hint)));
}

void Report::warning(const Place& place, std::string_view code, std::string message,
                     std::string hint) {
  warnings_.push_back(fault(place, Severity::warning, code, std::move(message), std::move(hint)));
}

Diagnostics Report::take_errors() {
  std::stable_sort(errors_.begin(), errors_.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return a.position < b.position;
  });
  return std::move(errors_);
}

std::string did_you_mean(std::string_view written,
                         const std::vector<std::string_view>& candidates) {
  const auto near = nearest_name(written, candidates);
  return near ? "; did you mean " + quoted(*near) + "?" : std::string();
}

Section::Section(Place place, std::initializer_list<std::string_view> known, Report& report)
    : place_(std::move(place)), report_(report) {
  for (auto& [key, key_place, value] : read_map(place_, report)) {
    const auto name = std::find(known.begin(), known.end(), key);
    if (name == known.end()) {
      const auto hint = did_you_mean(key, known);
      report.error(key_place, "policy/unknown-key", "unknown key " + quoted(key) + hint,
                   hint.empty() ? "supported keys: " + joined(known) : "");
      continue;
    }
    values_.emplace_back(*name, std::move(value));
  }
}

std::optional<Place> Section::find(std::string_view key) const {
  for (const auto& [name, place] : values_)
    if (name == key) return place;
  return std::nullopt;
}

std::optional<Place> Section::require(std::string_view key) const {
  auto place = find(key);
  if (!place && place_.node.kind() == yaml::NodeKind::mapping)
    report_.error(place_, "policy/missing-key", "missing key " + quoted(key));
  return place;
}

std::optional<std::string> read_string(const Place& place, Report& report) {
  const auto value = scalar_of(place, "a string", report);
  if (!value) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&*value)) return *text;
  report.error(place, "policy/wrong-type",
               "must be a string, but YAML does not read " + quoted(place.node.text()) + " as one",
               "quote it: \"" + std::string(place.node.text()) + "\"");
  return std::nullopt;
}

std::optional<bool> read_bool(const Place& place, Report& report) {
  const auto value = scalar_of(place, "true or false", report);
  if (!value) return std::nullopt;
  if (const auto* flag = std::get_if<bool>(&*value)) return *flag;
  report.error(place, "policy/wrong-type",
               "must be true or false, not " + quoted(place.node.text()));
  return std::nullopt;
}

std::optional<std::int64_t> read_integer(const Place& place, std::int64_t least, std::int64_t most,
                                         Report& report) {
  const auto value = scalar_of(place, "a whole number", report);
  if (!value) return std::nullopt;
  const auto* number = std::get_if<std::int64_t>(&*value);
  if (!number) {
    report.error(place, "policy/wrong-type",
                 "must be a whole number, not " + quoted(place.node.text()));
    return std::nullopt;
  }
  if (*number < least || *number > most) {
    report.error(place, "policy/bad-value",
                 "must be from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
  }
  return *number;
}

std::vector<Place> read_list(const Place& place, Report& report) {
  std::vector<Place> items;
  if (place.node.kind() != yaml::NodeKind::sequence) {
    report.error(place, "policy/wrong-type", "must be a list");
    return items;
  }
  items.reserve(place.node.size());
  for (std::size_t i = 0; i < place.node.size(); ++i)
    items.push_back({place.node.item(i), place.path + "[" + std::to_string(i) + "]"});
  return items;
}

std::vector<NamedPlace> read_map(const Place& place, Report& report) {
  std::vector<NamedPlace> entries;
  if (place.node.kind() != yaml::NodeKind::mapping) {
    report.error(place, "policy/wrong-type", "must be a mapping");
    return entries;
  }
  std::set<std::string, std::less<>> seen;
  for (std::size_t i = 0; i < place.node.size(); ++i) {
    const auto [key_node, value_node] = place.node.entry(i);
    Place key_place{key_node, place.path};
    auto key = key_text(key_place, report);
    if (!key) continue;
    key_place.path = below(place.path, *key);
    if (!seen.insert(*key).second) {
      report.error(key_place, "policy/duplicate-key", "duplicate key " + quoted(*key));
      continue;
    }
    if (is_null(value_node)) {
      report.error(key_place, "policy/missing-value", "key " + quoted(*key) + " has no value",
                   "add a value, or remove the key");
      continue;
    }
    Place value{value_node, key_place.path};
    entries.push_back({std::move(*key), std::move(key_place), std::move(value)});
  }
  return entries;
}

std::vector<std::string> read_strings(const Place& place, Report& report,
                                      const StringCheck& fault_of) {
  std::vector<std::string> texts;
  for (const auto& item : read_list(place, report)) {
    auto text = read_string(item, report);
    if (!text) continue;
    const std::string wrong = text->empty() ? "must not be empty" : fault_of ? fault_of(*text) : "";
    if (wrong.empty())
      texts.push_back(std::move(*text));
    else
      report.error(item, "policy/bad-value", wrong);
  }
  return texts;
}

std::optional<std::size_t> read_choice(const Place& place,
                                       std::initializer_list<std::string_view> words,
                                       Report& report) {
  // "off" is a boolean in YAML 1.1; the author meant the word.
  if (place.node.kind() != yaml::NodeKind::scalar) {
    report.error(place, "policy/wrong-type", "must be one of " + joined(words));
    return std::nullopt;
  }
  const auto text = place.node.text();
  const auto word = std::find(words.begin(), words.end(), text);
  if (word != words.end()) return static_cast<std::size_t>(word - words.begin());
  report.error(place, "policy/bad-value",
               quoted(text) + " is not one of " + joined(words) + did_you_mean(text, words));
  return std::nullopt;
}

}  // namespace tempo_admission::policy
