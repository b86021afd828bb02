#include "yaml/go/time.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "tempo_admission/base/ascii.hpp"

namespace tempo_admission::yaml {
namespace {

// Reads like Go's time.Parse: one or two digits where a layout allows it.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool done() const { return failed_ || rest_.empty(); }
  [[nodiscard]] bool ok() const { return !failed_ && rest_.empty(); }
  [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  void fail() { failed_ = true; }

  void expect(char c) {
    if (peek() != c) return fail();
    rest_.remove_prefix(1);
  }

  int number(std::size_t at_least, std::size_t at_most) {
    std::size_t digits = 0;
    int value = 0;
    while (digits < at_most && digits < rest_.size() && is_digit(rest_[digits])) {
      value = value * 10 + (rest_[digits++] - '0');
    }
    if (digits < at_least) fail();
    rest_.remove_prefix(digits);
    return value;
  }

  std::string_view digits() {
    std::size_t count = 0;
    while (count < rest_.size() && is_digit(rest_[count])) ++count;
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  // "." or "," followed by at least one digit; otherwise consumes nothing.
  std::string_view fraction() {
    const bool mark = peek() == '.' || peek() == ',';
    if (!mark || rest_.size() < 2 || !is_digit(rest_[1])) return {};
    rest_.remove_prefix(1);
    return digits();
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

int days_in(int year, int month) {
  constexpr std::array<int, 13> days = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month)];
}

std::string padded(int value, std::size_t width) {
  std::string text = std::to_string(value);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

std::string read_date(Cursor& cursor) {
  const int year = cursor.number(4, 4);
  cursor.expect('-');
  const int month = cursor.number(1, 2);
  cursor.expect('-');
  const int day = cursor.number(1, 2);
  if (month < 1 || month > 12 || day < 1 || day > days_in(year, std::clamp(month, 1, 12))) {
    cursor.fail();
  }
  return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2);
}

std::string read_clock(Cursor& cursor) {
  const int hour = cursor.number(1, 2);
  cursor.expect(':');
  const int minute = cursor.number(1, 2);
  cursor.expect(':');
  const int second = cursor.number(1, 2);
  if (hour > 23 || minute > 59 || second > 59) cursor.fail();
  std::string fraction(cursor.fraction().substr(0, 9));
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return padded(hour, 2) + ":" + padded(minute, 2) + ":" + padded(second, 2) +
         (fraction.empty() ? "" : "." + fraction);
}

std::string read_zone(Cursor& cursor) {
  if (cursor.peek() == 'Z') {
    cursor.expect('Z');
    return "Z";
  }
  const char sign = cursor.peek();
  cursor.expect(sign == '-' ? '-' : '+');
  const int hours = cursor.number(2, 2);
  cursor.expect(':');
  const int minutes = cursor.number(2, 2);
  if (hours > 24 || minutes > 60) cursor.fail();
  const int offset = hours * 60 + minutes;
  if (offset == 0) return "Z";
  return sign + padded(offset / 60, 2) + ":" + padded(offset % 60, 2);
}

}  // namespace

std::optional<std::string> rewrite_go_timestamp(std::string_view text) {
  if (text.size() < 5 || text[4] != '-' || !std::all_of(text.begin(), text.begin() + 4, is_digit)) {
    return std::nullopt;
  }
  Cursor cursor(text);
  const std::string date = read_date(cursor);
  if (cursor.ok()) return date + "T00:00:00Z";
  const char separator = cursor.peek();
  if (separator != 'T' && separator != 't' && separator != ' ') return std::nullopt;
  // Go accepts a run of spaces where the layout has one.
  do {
    cursor.expect(separator);
  } while (separator == ' ' && cursor.peek() == ' ');
  const std::string clock = read_clock(cursor);
  const std::string zone = separator == ' ' ? "Z" : read_zone(cursor);
  if (!cursor.ok()) return std::nullopt;
  return date + "T" + clock + zone;
}

}  // namespace tempo_admission::yaml
