#include "input.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tempo_admission/policy/load_policy.hpp"

namespace tempo_admission::bench {

Input::Input(const std::string& path) : name_(std::filesystem::path(path).stem()) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "cannot read %s\n", path.c_str());
    std::exit(2);
  }
  const auto size = std::filesystem::file_size(path);
  padded_.resize(size + slack_bytes, ' ');
  file.read(padded_.data(), static_cast<std::streamsize>(size));
}

policy::Policy default_policy() {
  return policy::load_policy(policy::preset("default").value()).value().policy;
}

}  // namespace tempo_admission::bench
