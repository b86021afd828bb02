// Benchmark inputs, read from files before the clock starts. Knows nothing of how it is measured.
#pragma once

#include <string>
#include <string_view>

#include "tempo_admission/kube/json_value.hpp"
#include "tempo_admission/policy/policy.hpp"

namespace tempo_admission::bench {

// A file's bytes, followed by readable memory as in the server. Exits if the file cannot be read.
class Input {
 public:
  explicit Input(const std::string& path);
  // The file's, without directory and extension.
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string_view bytes() const {
    return std::string_view(padded_).substr(0, padded_.size() - slack_bytes);
  }
  [[nodiscard]] kube::JsonText json() const { return {bytes(), slack_bytes}; }

 private:
  static constexpr std::size_t slack_bytes = 64;
  std::string name_;
  std::string padded_;
};

[[nodiscard]] policy::Policy default_policy();

}  // namespace tempo_admission::bench
