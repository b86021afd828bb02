#include "tempo_admission/yaml/findings.hpp"
#include "yaml/go/decoder.hpp"
#include "yaml/go/duplicate_keys.hpp"
#include "yaml/go/literal_text.hpp"
#include "yaml/reading/fault.hpp"

namespace tempo_admission::yaml {

std::vector<const FindingInfo*> finding_list() {
  std::vector<const FindingInfo*> all;
  for (const auto list :
       {fault_findings(), decoder_findings(), literal_text_findings(), duplicate_key_findings()})
    all.insert(all.end(), list.begin(), list.end());
  return all;
}

}  // namespace tempo_admission::yaml
