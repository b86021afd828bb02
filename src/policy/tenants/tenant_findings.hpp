// Collects what is wrong with one rule's ConfigMap, each fault as severe as the policy says.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/model/model.hpp"
#include "tempo_admission/policy/finding.hpp"

namespace tempo_admission::policy {

class TenantFindings {
 public:
  TenantFindings(const Model& model, const TenantRule& rule) : model_(model), rule_(rule) {}

  void note(const std::string& key, Diagnostic what);
  // An old fault, outside the change that is being made: told, and no more than that.
  void note_old(const std::string& key, Diagnostic what);
  // Found, but not kept: no more than warnings.
  void count_more(std::size_t findings) { more_ += findings; }
  // Found and an error, but not kept: the verdict must not miss it.
  void note_unlisted_error(const std::string& key, std::string_view code, Position position);

  // In the order of noting. What is over the cap is counted in a finding of its own: warnings go
  // first, and what Tempo refuses never goes.
  [[nodiscard]] std::vector<Finding> take();

 private:
  void keep(const std::string& key, Diagnostic what);

  const Model& model_;
  const TenantRule& rule_;
  std::vector<Finding> findings_;
  std::array<std::size_t, 2> kept_{};  // by weight
  std::size_t more_ = 0;
  std::optional<Finding> unlisted_error_;  // the first
};

// A fault that a rule of the policy finds in a tenant.
[[nodiscard]] Diagnostic tenant_fault(std::string_view code, std::string message, std::string path,
                                      Position position, std::string hint = {});

}  // namespace tempo_admission::policy
