// A ConfigMap under one rule: the input of the judges of both formats. References must outlive it.
#pragma once

#include <chrono>
#include <optional>

#include "policy/model/model.hpp"
#include "policy/model/text_effort.hpp"
#include "tempo_admission/kube/admission_review.hpp"

namespace tempo_admission::policy {

struct ConfigMapUnderRule {
  const Model& model;
  const TenantRule& rule;
  const kube::AdmissionRequest& request;
  TextEffort& effort;
  std::optional<std::chrono::sys_seconds> now;
  bool was_selected = false;  // the stored object was under the rule
  bool is_selected = false;   // the new object is

  // The label, the key or the whole object was removed: in each case its tenants are lost.
  [[nodiscard]] bool is_removed() const { return was_selected && !is_selected; }
  // The update takes an existing object out of the rule. What it writes under the rule's keys is
  // still judged: Tempo mounts a ConfigMap by name, whatever its labels.
  [[nodiscard]] bool is_left() const {
    return is_removed() && request.operation == kube::Operation::update && request.object.present();
  }
  [[nodiscard]] bool judges_new() const { return is_selected || is_left(); }
};

}  // namespace tempo_admission::policy
