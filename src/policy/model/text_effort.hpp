// The work budget of one review. New and stored files have separate budgets of the same size: what
// was accepted can be read again as the stored file, and a costly stored file never prevents
// judging a new one.
#pragma once

#include <algorithm>
#include <cstddef>

#include "policy/model/model.hpp"
#include "tempo_admission/base/effort.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::policy {

struct TextEffort {
  explicit TextEffort(const Model& model)
      : for_new(model.text_steps), for_stored(model.text_steps) {}
  Effort for_new;
  Effort for_stored;
};

// The bytes and nodes that remain for the files of one object under one rule. `effort` must outlive
// it.
class TextAllowance {
 public:
  TextAllowance(const Model& model, Effort& effort) : limits_(model.text_limits) {
    limits_.effort = &effort;
  }
  [[nodiscard]] const yaml::Limits& limits() const { return limits_; }
  [[nodiscard]] Effort& effort() const { return *limits_.effort; }
  void take(std::size_t bytes, std::size_t nodes) {
    limits_.max_bytes -= std::min(bytes, limits_.max_bytes);
    limits_.max_nodes -= std::min(nodes, limits_.max_nodes);
  }

 private:
  yaml::Limits limits_;
};

}  // namespace tempo_admission::policy
