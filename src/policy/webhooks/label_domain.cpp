#include "policy/webhooks/label_domain.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tempo_admission::policy {
namespace {

using Set = std::set<std::string>;
using Values = LabelDomain::Values;
using kube::SelectorOperator;

// A configuration must stay small enough for the API server to store.
constexpr std::size_t most_values = 1000;

Set in_either(const Set& a, const Set& b) {
  Set all = a;
  all.insert(b.begin(), b.end());
  return all;
}

Set in_both(const Set& a, const Set& b) {
  Set both;
  std::ranges::set_intersection(a, b, std::inserter(both, both.end()));
  return both;
}

Set without(const Set& a, const Set& b) {
  Set rest;
  std::ranges::set_difference(a, b, std::inserter(rest, rest.end()));
  return rest;
}

LabelDomain domain_of(const kube::SelectorRequirement& requirement) {
  Set values(requirement.values.begin(), requirement.values.end());
  switch (requirement.op) {
    case SelectorOperator::in:
      return only(std::move(values));
    case SelectorOperator::not_in:
      return all_but(std::move(values));
    case SelectorOperator::exists:
      return {.kind = Values::all_but, .absent = false};
    case SelectorOperator::does_not_exist:
      return {.kind = Values::only, .absent = true};
  }
  return {};
}

void require(kube::LabelSelector& selector, const std::string& key, SelectorOperator op,
             const Set& values = {}) {
  selector.requirements.push_back({key, op, {values.begin(), values.end()}});
}

bool is_listable(const Set& values) {
  return !values.empty() && values.size() <= most_values;
}

// "One of these values, or absent" is not a requirement of label selectors.
void require_domain(kube::LabelSelector& selector, const std::string& key,
                    const LabelDomain& domain) {
  const bool is_only = domain.kind == Values::only;
  if (is_only && domain.absent) {
    if (domain.values.empty()) require(selector, key, SelectorOperator::does_not_exist);
    return;
  }
  if (is_only && is_listable(domain.values))
    return require(selector, key, SelectorOperator::in, domain.values);
  if (!domain.absent && !domain.empty()) require(selector, key, SelectorOperator::exists);
  if (!is_only && is_listable(domain.values))
    require(selector, key, SelectorOperator::not_in, domain.values);
}

}  // namespace

LabelDomain only(Set values) {
  return {.kind = Values::only, .values = std::move(values), .absent = false};
}

LabelDomain all_but(Set values) {
  return {.kind = Values::all_but, .values = std::move(values), .absent = true};
}

LabelDomain unite(const LabelDomain& a, const LabelDomain& b) {
  const bool absent = a.absent || b.absent;
  if (a.kind == Values::only && b.kind == Values::only)
    return {Values::only, in_either(a.values, b.values), absent};
  if (a.kind == Values::only) return {Values::all_but, without(b.values, a.values), absent};
  if (b.kind == Values::only) return {Values::all_but, without(a.values, b.values), absent};
  return {Values::all_but, in_both(a.values, b.values), absent};
}

LabelDomain intersect(const LabelDomain& a, const LabelDomain& b) {
  const bool absent = a.absent && b.absent;
  if (a.kind == Values::only && b.kind == Values::only)
    return {Values::only, in_both(a.values, b.values), absent};
  if (a.kind == Values::only) return {Values::only, without(a.values, b.values), absent};
  if (b.kind == Values::only) return {Values::only, without(b.values, a.values), absent};
  return {Values::all_but, in_either(a.values, b.values), absent};
}

bool contains(const LabelDomain& whole, const LabelDomain& part) {
  return unite(whole, part) == whole;
}

LabelDomains domains_of(const kube::LabelSelector& selector) {
  LabelDomains domains;
  for (const auto& requirement : selector.requirements) {
    LabelDomain& domain = domains[requirement.key];
    domain = intersect(domain, domain_of(requirement));
  }
  return domains;
}

LabelDomains unite(const LabelDomains& a, const LabelDomains& b) {
  LabelDomains both;
  for (const auto& [key, domain] : a)
    if (const auto other = b.find(key); other != b.end())
      both.emplace(key, unite(domain, other->second));
  return both;
}

kube::LabelSelector selector_for(const LabelDomains& domains) {
  kube::LabelSelector selector;
  for (const auto& [key, domain] : domains) require_domain(selector, key, domain);
  return selector;
}

}  // namespace tempo_admission::policy
