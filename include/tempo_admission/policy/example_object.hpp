// A ConfigMap that a rule for tenants would select, for tenant files checked without one.
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

// Returns one example for each rule for that format, in policy order; rules that are off and rules
// that repeat an earlier example are left out. The example of a selector that contradicts itself is
// not selected by it.
[[nodiscard]] std::vector<ExampleObject> example_objects(const Policy& policy, TextFormat format);

}  // namespace tempo_admission::policy
