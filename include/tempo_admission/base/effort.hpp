// What one piece of work may cost, counted in steps by all who do it. Knows nothing of what is
// done.
#pragma once

#include <cstdint>
#include <string_view>

namespace tempo_admission {

// A step is about 100 instructions. Whoever loops over foreign input spends before each round what
// the round may cost, and stops when that is refused. Once refused, everything is refused.
class Effort {
 public:
  explicit Effort(std::uint64_t steps) : left_(steps) {}
  Effort(const Effort&) = delete;
  Effort& operator=(const Effort&) = delete;

  // False when fewer steps are left; `doing` must be a literal: it completes "... while".
  bool spend(std::uint64_t steps, std::string_view doing) {
    if (steps <= left_) {
      left_ -= steps;
      return true;
    }
    if (!is_spent_) spent_while_ = doing;
    is_spent_ = true;
    left_ = 0;
    return false;
  }

  [[nodiscard]] bool is_spent() const { return is_spent_; }
  [[nodiscard]] std::string_view spent_while() const { return spent_while_; }
  [[nodiscard]] std::uint64_t left() const { return left_; }

 private:
  std::uint64_t left_;
  bool is_spent_ = false;
  std::string_view spent_while_;
};

// Steps for this many instructions, never none.
[[nodiscard]] constexpr std::uint64_t steps_of(std::uint64_t instructions) {
  return instructions / 100 + 1;
}

}  // namespace tempo_admission
