// The operator's policy, compiled by load_policy(). Immutable: threads may share one, and copies
// are cheap. Knows nothing of files, clocks or HTTP.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/policy/mode.hpp"

namespace tempo_admission::policy {

struct Model;  // every compiled rule; src/policy/model.hpp

class Policy {
 public:
  explicit Policy(std::shared_ptr<const Model> model) : model_(std::move(model)) {}
  [[nodiscard]] const Model& model() const { return *model_; }

  struct RuleName {
    std::string name;
    Mode mode = Mode::off;  // under the ceiling
    bool for_services = false;
  };
  // Every rule in policy order, indexed by RuleHit::rule; also the closed set of values for the
  // "rule" label of metrics.
  [[nodiscard]] const std::vector<RuleName>& rules() const;

 private:
  std::shared_ptr<const Model> model_;
};

}  // namespace tempo_admission::policy
