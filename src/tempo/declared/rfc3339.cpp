#include "tempo/declared/rfc3339.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

#include "tempo_admission/base/ascii.hpp"

namespace tempo_admission::tempo {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Consumes fixed pieces from the front of the input; one that does not match invalidates all.
class Pieces {
 public:
  explicit Pieces(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool fit() const { return fit_; }
  [[nodiscard]] std::string_view rest() const { return rest_; }

  int number(std::size_t digits, int most) {
    const auto piece = rest_.substr(0, digits);
    int value = 0;
    const bool whole = piece.size() == digits && std::all_of(piece.begin(), piece.end(), is_digit);
    const char* const first = piece.data();
    if (whole) std::from_chars(first, first + digits, value);
    fit_ = fit_ && whole && value <= most;
    rest_.remove_prefix(piece.size());
    return value;
  }

  void sign(char wanted) {
    fit_ = fit_ && rest_.starts_with(wanted);
    rest_.remove_prefix(std::min<std::size_t>(1, rest_.size()));
  }

  void fraction() {
    if (!rest_.starts_with('.')) return;
    const auto end = std::min(rest_.find_first_not_of("0123456789", 1), rest_.size());
    fit_ = fit_ && end > 1;
    rest_.remove_prefix(end);
  }

 private:
  std::string_view rest_;
  bool fit_ = true;
};

std::optional<seconds> parse_zone(std::string_view text) {
  if (text == "Z") return seconds(0);
  const bool west = text.starts_with('-');
  Pieces pieces(text);
  pieces.sign(west ? '-' : '+');
  const hours offset_hours(pieces.number(2, 23));
  pieces.sign(':');
  const minutes offset_minutes(pieces.number(2, 59));
  if (!pieces.fit() || !pieces.rest().empty()) return std::nullopt;
  const seconds offset = offset_hours + offset_minutes;
  return west ? -offset : offset;
}

}  // namespace

std::optional<std::chrono::sys_seconds> parse_rfc3339(std::string_view text) {
  Pieces pieces(text);
  const std::chrono::year year(pieces.number(4, 9999));
  pieces.sign('-');
  const std::chrono::month month(static_cast<unsigned>(pieces.number(2, 12)));
  pieces.sign('-');
  const std::chrono::day day(static_cast<unsigned>(pieces.number(2, 31)));
  pieces.sign('T');
  const hours hour(pieces.number(2, 23));
  pieces.sign(':');
  const minutes minute(pieces.number(2, 59));
  pieces.sign(':');
  const seconds second(pieces.number(2, 59));
  pieces.fraction();
  const auto date = year / month / day;
  const auto zone = parse_zone(pieces.rest());
  if (!pieces.fit() || !date.ok() || !zone) return std::nullopt;
  return std::chrono::sys_days(date) + hour + minute + second - *zone;
}

}  // namespace tempo_admission::tempo
