// A ConfigMap that a rule for tenants would judge: for texts that come without one.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tempo_admission/policy/policy.hpp"

namespace tempo_admission::policy {

enum class TextFormat : std::uint8_t { overrides, declared_tenants };

struct ExampleObject {
  std::string key;             // of data
  std::string namespace_name;  // empty: any
  std::string name;            // empty: any
  std::map<std::string, std::string> labels;
  friend bool operator==(const ExampleObject&, const ExampleObject&) = default;
};

// What the rules for texts of that format look for, in policy order; rules that are off, and rules
// that look for the same as one before, are left out. An example meets its rule as far as a
// selector can be met: one that contradicts itself has an example that it does not select.
[[nodiscard]] std::vector<ExampleObject> example_objects(const Policy& policy, TextFormat format);

}  // namespace tempo_admission::policy
