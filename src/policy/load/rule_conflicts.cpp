#include "policy/load/rule_conflicts.hpp"

#include <algorithm>

namespace tempo_admission::policy {
namespace {

// Returns true if `outer` excludes every port that `inner` requires.
bool ports_exclude(const ServiceRule& outer, const ServiceRule& inner) {
  return !inner.ports.empty() &&
         std::all_of(inner.ports.begin(), inner.ports.end(), [&](const std::string& port) {
           return std::find(outer.without_ports.begin(), outer.without_ports.end(), port) !=
                  outer.without_ports.end();
         });
}

bool can_meet(const ServiceRule& a, const ServiceRule& b) {
  return (a.filter.operations & b.filter.operations).any() && !ports_exclude(a, b) &&
         !ports_exclude(b, a) && kube::can_both_match(a.filter.selector, b.filter.selector);
}

std::optional<std::string_view> literal_of(const AnnotationRule& annotation) {
  const auto* value = std::get_if<ValueTemplate>(&annotation.value);
  return value ? value->literal() : std::nullopt;
}

void warn_of_pair(const ServiceRule& first, const ServiceRule& second, const Place& place,
                  Report& report) {
  for (const auto& later : second.annotations) {
    const auto earlier = std::find_if(first.annotations.begin(), first.annotations.end(),
                                      [&](const auto& a) { return a.key == later.key; });
    if (earlier == first.annotations.end()) continue;
    const auto value = literal_of(later);
    const auto winner = literal_of(*earlier);
    if (!value || !winner || *value == *winner) continue;
    report.warning(place, "policy/conflict",
                   "rules '" + first.name + "' and '" + second.name + "' can both match and set " +
                       later.key + " to \"" + std::string(*winner) + "\" and \"" +
                       std::string(*value) + "\"; the first one wins",
                   "narrow one of the selectors");
  }
}

}  // namespace

void warn_of_conflicts(const Model& model, const std::vector<Place>& places, Report& report) {
  for (std::size_t i = 0; i < model.services.size(); ++i)
    for (std::size_t j = i + 1; j < model.services.size(); ++j) {
      const auto& first = model.services[i];
      const auto& second = model.services[j];
      const bool both_on = first.mode != Mode::off && second.mode != Mode::off;
      if (both_on && can_meet(first, second)) warn_of_pair(first, second, places[j], report);
    }
}

}  // namespace tempo_admission::policy
