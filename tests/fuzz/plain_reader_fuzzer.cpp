// Any bytes as YAML for the reader of plain files, compared with libyaml's result.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string_view>

#include "fuzz/invariant.hpp"
#include "yaml/libyaml_twin.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tempo_admission;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto twins = yaml::read_twice(text);
  if (!twins.difference.empty()) std::fprintf(stderr, "%s\n", twins.difference.c_str());
  fuzz::expect(twins.difference.empty(), "a usual text is read as libyaml reads it");
  if (!twins.is_usual) return 0;
  fuzz::reached_good_input(size);
  // Deep enough: a plain file with a flow mapping in a list, after a comment.
  const auto comment = text.find(" # ");
  fuzz::planted_bug(comment != text.npos && text.find("- {", comment) != text.npos);
  return 0;
}
