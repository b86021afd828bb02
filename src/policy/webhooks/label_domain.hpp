// The values that a selector accepts for one label, "absent" among them. Unions and intersections
// are exact; only selector_for() widens, where a label selector cannot say more.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tempo_admission/kube/label_selector.hpp"

namespace tempo_admission::policy {

struct LabelDomain {
  enum class Values : std::uint8_t { only, all_but };

  Values kind = Values::all_but;
  std::set<std::string> values = {};
  bool absent = true;

  [[nodiscard]] bool empty() const { return kind == Values::only && values.empty() && !absent; }
  friend bool operator==(const LabelDomain&, const LabelDomain&) = default;
};

[[nodiscard]] LabelDomain only(std::set<std::string> values);
[[nodiscard]] LabelDomain all_but(std::set<std::string> values);

[[nodiscard]] LabelDomain unite(const LabelDomain& a, const LabelDomain& b);
[[nodiscard]] LabelDomain intersect(const LabelDomain& a, const LabelDomain& b);
[[nodiscard]] bool contains(const LabelDomain& whole, const LabelDomain& part);

// By label key; a key that is not listed may have any value.
using LabelDomains = std::map<std::string, LabelDomain, std::less<>>;

[[nodiscard]] LabelDomains domains_of(const kube::LabelSelector& selector);
// Whatever one of the two accepts, the result accepts.
[[nodiscard]] LabelDomains unite(const LabelDomains& a, const LabelDomains& b);

// Accepts at least what the domains accept.
[[nodiscard]] kube::LabelSelector selector_for(const LabelDomains& domains);

}  // namespace tempo_admission::policy
