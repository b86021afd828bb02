// How far aliases may expand a file before go-yaml gives up (decode.go, v2 and v3).
#pragma once

#include <cstdint>

namespace tempo_admission::yaml {

class AliasBudget {
 public:
  // Adds decoding steps, all at once. Returns false if go-yaml would have given up.
  [[nodiscard]] bool spend(std::uint64_t steps, bool behind_alias) {
    steps_ += steps;
    if (behind_alias) alias_steps_ += steps;
    return alias_steps_ <= harmless_alias_steps || steps_ <= harmless_steps ||
           static_cast<double>(alias_steps_) / static_cast<double>(steps_) <= allowed_ratio();
  }
  [[nodiscard]] std::uint64_t steps() const { return steps_; }

 private:
  static constexpr std::uint64_t harmless_alias_steps = 100;
  static constexpr std::uint64_t harmless_steps = 1000;
  static constexpr double low = 400'000;
  static constexpr double high = 4'000'000;

  // Up to 99 % of a small file may come from aliases, 10 % of a large one, linear in between.
  [[nodiscard]] double allowed_ratio() const {
    const auto steps = static_cast<double>(steps_);
    if (steps <= low) return 0.99;
    if (steps >= high) return 0.10;
    return 0.99 - 0.89 * ((steps - low) / (high - low));
  }

  std::uint64_t steps_ = 0;
  std::uint64_t alias_steps_ = 0;
};

}  // namespace tempo_admission::yaml
