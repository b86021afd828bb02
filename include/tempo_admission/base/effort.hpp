// A shared budget for one piece of work, counted in steps. Knows nothing of the work itself.
#pragma once

#include <cstdint>
#include <string_view>

namespace tempo_admission {

// One step is about 100 instructions. Code that loops over untrusted input calls spend() before
// each iteration with that iteration's maximum cost, and stops if it returns false. After the first
// refusal every call is refused. Not thread-safe: one thread at a time.
class Effort {
 public:
  explicit Effort(std::uint64_t steps) : left_(steps) {}
  Effort(const Effort&) = delete;
  Effort& operator=(const Effort&) = delete;

  // Returns false if fewer than `steps` steps are left. `doing` completes "stopped while ..." and
  // must be a string literal, because it is stored as a view.
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
  // The `doing` of the first refused spend(); empty while is_spent() is false.
  [[nodiscard]] std::string_view spent_while() const { return spent_while_; }
  [[nodiscard]] std::uint64_t left() const { return left_; }

 private:
  std::uint64_t left_;
  bool is_spent_ = false;
  std::string_view spent_while_;
};

// Converts instructions to steps, rounding up; at least 1.
[[nodiscard]] constexpr std::uint64_t steps_of(std::uint64_t instructions) {
  return instructions / 100 + 1;
}

}  // namespace tempo_admission
