// Combines the judgements of one file by several Tempo versions, one of which reads it. Knows
// nothing of the file.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tempo_admission/tempo/overrides.hpp"
#include "tempo_admission/tempo/version.hpp"

namespace tempo_admission::tempo {

class AnyVersion {
 public:
  AnyVersion(Version newest, OverridesJudgement judgement);
  // Add older versions in descending order.
  void add(Version version, OverridesJudgement judgement);
  [[nodiscard]] OverridesJudgement take();

 private:
  using Place = std::pair<Position, std::string>;  // with the path
  struct Entry {
    Diagnostic what;
    std::uint32_t tenant;
    std::vector<Version> versions;  // descending
  };

  static Place place_of(const Diagnostic& what);
  void add_diagnostics(Version version, const OverridesJudgement& judgement);
  void add_fields(OverridesJudgement& judgement);
  void settle(Entry& entry, bool is_stopped_by_all) const;

  OverridesJudgement combined_;
  std::vector<Entry> entries_;
  std::map<std::pair<Place, std::string>, std::size_t> index_;  // by place and code
  std::map<Place, std::set<Version>> stopped_;
  std::vector<Version> versions_;
  std::size_t stopping_versions_ = 0;
  bool has_common_stop_ = false;
};

}  // namespace tempo_admission::tempo
