// A compiled rule for Services: which ones it selects, and the annotations they should have.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "policy/model/object_filter.hpp"
#include "policy/model/value_template.hpp"
#include "tempo_admission/policy/mode.hpp"

namespace tempo_admission::policy {

// A value from a mounted file. It may be secret: it appears in the patch and nowhere else.
struct InjectedValue {
  std::string file;
  std::string value;
};

struct AnnotationRule {
  std::string key;
  std::variant<ValueTemplate, InjectedValue> value;
};

struct ServiceRule {
  std::string name;
  std::string reason;
  Mode mode = Mode::off;  // under the ceiling
  ObjectFilter filter;
  std::vector<std::string> ports;  // the Service has a port of one of these names; empty: any
  std::vector<std::string> without_ports;  // and none of these
  bool required = false;                   // a missing annotation is an error on the final object
  std::vector<AnnotationRule> annotations;
};

}  // namespace tempo_admission::policy
