// Reads the YAML of a policy file and reports every error on the way, so that the author sees all
// of them at once. Knows YAML and its types, nothing of rules.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::policy {

// A node and its path, for example "services[0].annotations".
struct Place {
  yaml::Node node;
  std::string path;

  [[nodiscard]] Position position() const { return node.written_at(); }
};

// Collects the errors and warnings of one file.
class Report {
 public:
  void error(const Place& place, std::string_view code, std::string message, std::string hint = {});
  void warning(const Place& place, std::string_view code, std::string message,
               std::string hint = {});
  [[nodiscard]] std::size_t error_count() const { return errors_.size(); }
  // Sorted by position.
  [[nodiscard]] Diagnostics take_errors();
  [[nodiscard]] Diagnostics take_warnings() { return std::move(warnings_); }

 private:
  Diagnostics errors_;
  Diagnostics warnings_;
};

// Returns "; did you mean 'x'?", or "" if no candidate is close.
[[nodiscard]] std::string did_you_mean(std::string_view written,
                                       const std::vector<std::string_view>& candidates);

// A mapping with a closed set of keys. The constructor reports unknown and duplicate keys, keys
// without a value, and a node that is not a mapping; they then count as absent. `report` must
// outlive it.
class Section {
 public:
  Section(Place place, std::initializer_list<std::string_view> known, Report& report);
  [[nodiscard]] std::optional<Place> find(std::string_view key) const;
  // As find(), but reports an error if the key is missing.
  [[nodiscard]] std::optional<Place> require(std::string_view key) const;
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] Report& report() const { return report_; }

 private:
  Place place_;
  Report& report_;
  std::vector<std::pair<std::string_view, Place>> values_;
};

// Each reports an error and returns nullopt, or an empty list, if the node has the wrong type.
[[nodiscard]] std::optional<std::string> read_string(const Place& place, Report& report);
[[nodiscard]] std::optional<bool> read_bool(const Place& place, Report& report);
[[nodiscard]] std::optional<std::int64_t> read_integer(const Place& place, std::int64_t least,
                                                       std::int64_t most, Report& report);
[[nodiscard]] std::vector<Place> read_list(const Place& place, Report& report);

struct NamedPlace {
  std::string key;
  Place key_place;
  Place value;
};
// Reads a mapping with arbitrary string keys.
[[nodiscard]] std::vector<NamedPlace> read_map(const Place& place, Report& report);

// Reads a list of non-empty strings; `fault` returns what is wrong with one, or "".
using StringCheck = std::function<std::string(std::string_view)>;
[[nodiscard]] std::vector<std::string> read_strings(const Place& place, Report& report,
                                                    const StringCheck& fault = {});

// Reads one of the words and returns its index.
[[nodiscard]] std::optional<std::size_t> read_choice(const Place& place,
                                                     std::initializer_list<std::string_view> words,
                                                     Report& report);

}  // namespace tempo_admission::policy
