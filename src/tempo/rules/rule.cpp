#include "tempo/rules/rule.hpp"

#include <cstdlib>

namespace tempo_admission::tempo {

const Rules& Rules::compiled_in() {
  static const Rules rules;
  return rules;
}

Rules::Rules() {
  const auto& schema = Schema::compiled_in();
  by_order_.resize(schema.rows().size());
  for (const auto* rules : {&validator_rules(), &limit_rules(), &generator_rules(),
                            &filter_policy_rules(), &header_rules(), &dedicated_column_rules()}) {
    for (const auto& rule : *rules) {
      const auto* spec = schema.find(rule.path);
      if (spec == nullptr) std::abort();  // a rule for a field that does not exist in any version
      by_order_[spec->order].push_back(rule.check);
    }
  }
}

}  // namespace tempo_admission::tempo
