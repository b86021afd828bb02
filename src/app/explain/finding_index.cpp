#include "app/explain/finding_index.hpp"

#include <algorithm>

#include "app/manifest_findings.hpp"
#include "tempo_admission/base/nearest_name.hpp"
#include "tempo_admission/policy/findings.hpp"
#include "tempo_admission/tempo/findings.hpp"
#include "tempo_admission/yaml/findings.hpp"

namespace tempo_admission::app {
namespace {

std::vector<const FindingInfo*> collect() {
  std::vector<const FindingInfo*> all;
  for (const auto& list : {yaml::finding_list(), tempo::finding_list(), policy::finding_list()})
    all.insert(all.end(), list.begin(), list.end());
  for (const auto list : {manifest_findings(), json_conversion_findings()})
    all.insert(all.end(), list.begin(), list.end());
  return all;
}

// "unknown-field" of "overrides/unknown-field": what people remember.
std::string_view last_part(std::string_view code) {
  return code.substr(code.find('/') + 1);
}

}  // namespace

const std::vector<const FindingInfo*>& all_findings() {
  static const auto all = collect();
  return all;
}

const FindingInfo* find_finding(std::string_view code) {
  const auto& all = all_findings();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const FindingInfo* info) { return info->code == code; });
  return found == all.end() ? nullptr : *found;
}

std::optional<std::string_view> nearest_code(std::string_view code) {
  const bool has_room = code.find('/') != std::string_view::npos;
  std::vector<std::string_view> names;
  for (const auto* info : all_findings())
    names.push_back(has_room ? info->code : last_part(info->code));
  const auto nearest = nearest_name(code, names);
  if (!nearest) return std::nullopt;
  const auto index = std::find(names.begin(), names.end(), *nearest) - names.begin();
  return all_findings()[static_cast<std::size_t>(index)]->code;
}

}  // namespace tempo_admission::app
