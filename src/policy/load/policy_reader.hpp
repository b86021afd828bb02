// Takes the YAML of a policy file apart and notes everything that is wrong on the way, so that a
// writer sees all of it at once. Knows YAML and its types, nothing of rules.
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

// A node, and where it stands: "services[0].annotations".
struct Place {
  yaml::Node node;
  std::string path;

  [[nodiscard]] Position position() const { return node.written_at(); }
};

// All faults and doubts of one file.
class Report {
 public:
  void error(const Place& place, std::string_view code, std::string message, std::string hint = {});
  void warning(const Place& place, std::string_view code, std::string message,
               std::string hint = {});
  [[nodiscard]] std::size_t error_count() const { return errors_.size(); }
  [[nodiscard]] Diagnostics take_errors();
  [[nodiscard]] Diagnostics take_warnings() { return std::move(warnings_); }

 private:
  Diagnostics errors_;
  Diagnostics warnings_;
};

// ", did you mean 'x'?", or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view written,
                                       const std::vector<std::string_view>& candidates);

// A mapping with a closed set of keys. Unknown and doubled keys, keys without a value, and a node
// that is no mapping are noted at once; then it behaves as if they were not there.
class Section {
 public:
  Section(Place place, std::initializer_list<std::string_view> known, Report& report);
  [[nodiscard]] std::optional<Place> find(std::string_view key) const;
  // As find(), and notes a fault where the key is missing.
  [[nodiscard]] std::optional<Place> require(std::string_view key) const;
  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] Report& report() const { return report_; }

 private:
  Place place_;
  Report& report_;
  std::vector<std::pair<std::string_view, Place>> values_;
};

// Each gives nothing, and notes why, where the node is something else.
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
// A mapping with keys of the writer's own choice.
[[nodiscard]] std::vector<NamedPlace> read_map(const Place& place, Report& report);

// A list of non-empty strings, each checked by `fault` ("" where it is good).
using StringCheck = std::function<std::string(std::string_view)>;
[[nodiscard]] std::vector<std::string> read_strings(const Place& place, Report& report,
                                                    const StringCheck& fault = {});

// One word out of a closed set; its index in the set.
[[nodiscard]] std::optional<std::size_t> read_choice(const Place& place,
                                                     std::initializer_list<std::string_view> words,
                                                     Report& report);

}  // namespace tempo_admission::policy
