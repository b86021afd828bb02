#include "tempo_admission/policy/policy.hpp"

#include "policy/model/model.hpp"

namespace tempo_admission::policy {

const std::vector<Policy::RuleName>& Policy::rules() const {
  return model_->rule_names;
}

}  // namespace tempo_admission::policy
