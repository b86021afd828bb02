#include "policy/model/object_filter.hpp"

#include <algorithm>

#include "tempo_admission/kube/glob.hpp"

namespace tempo_admission::policy {
namespace {

std::string_view name_of(const kube::Object& object, const kube::AdmissionRequest& request) {
  if (!request.name.empty()) return request.name;
  if (!object.name().empty()) return object.name();
  return object.generate_name();
}

bool is_skipped(const ObjectFilter& filter, const kube::StringMap& labels) {
  return std::any_of(filter.skip_when_label.begin(), filter.skip_when_label.end(),
                     [&](const LabelGlobs& skip) {
                       const auto value = labels.find(skip.key);
                       return value && matches_any(skip.values, *value);
                     });
}

bool is_chart(const kube::ChartRange& chart, const kube::StringMap& labels) {
  const auto label = labels.find("helm.sh/chart");
  return label && kube::matches(chart, *label);
}

}  // namespace

bool matches_any(const Globs& globs, std::string_view text) {
  return std::any_of(globs.begin(), globs.end(),
                     [&](const std::string& glob) { return kube::matches_glob(glob, text); });
}

bool selects(const ObjectFilter& filter, const kube::Object& object,
             const kube::AdmissionRequest& request) {
  if (!kube::matches(filter.selector, object.labels())) return false;
  if (!filter.namespaces.empty() && !matches_any(filter.namespaces, request.namespace_name))
    return false;
  if (!filter.names.empty() && !matches_any(filter.names, name_of(object, request))) return false;
  if (filter.chart && !is_chart(*filter.chart, object.labels())) return false;
  return !is_skipped(filter, object.labels());
}

}  // namespace tempo_admission::policy
