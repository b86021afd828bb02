// Mutates text by its lines, their indentation and words, three times out of four, else by its
// bytes. Line-based formats (YAML, HTTP) are rarely valid after a change of bytes, so this gets
// their fuzzers deeper. Knows no format: everything it writes comes from an input or a dictionary.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

// libFuzzer's own mutations.
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace tempo_admission::fuzz {
namespace {

using Lines = std::vector<std::string>;  // each with its line end
using Random = std::minstd_rand;

constexpr std::size_t indent_step = 2;

// A random number below a bound that is not 0.
std::size_t any_below(std::size_t bound, Random& random) {
  return random() % bound;
}

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::string joined(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += line;
  return text;
}

std::size_t indent_of(const std::string& line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

// The line and all more deeply indented lines after it.
std::size_t block_end(const Lines& lines, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < lines.size() && indent_of(lines[end]) > indent_of(lines[begin])) ++end;
  return end;
}

void shift(std::string& line, std::size_t from, std::size_t to) {
  if (to >= from)
    line.insert(0, to - from, ' ');
  else
    line.erase(0, std::min(from - to, indent_of(line)));
}

Lines block_at(const Lines& lines, std::size_t begin, std::size_t indent) {
  Lines block(lines.begin() + static_cast<std::ptrdiff_t>(begin),
              lines.begin() + static_cast<std::ptrdiff_t>(block_end(lines, begin)));
  const std::size_t written = indent_of(block.front());
  for (auto& line : block) shift(line, written, indent);
  return block;
}

void insert(Lines& lines, std::size_t at, const Lines& more) {
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), more.begin(), more.end());
}

struct Span {
  std::size_t begin = 0, size = 0;
};

// Some word of the line, or where one could be.
Span any_word(const std::string& line, Random& random) {
  constexpr std::string_view separators = " \t\r\n:,{}[]\"'";
  if (line.empty()) return {};
  const std::size_t start = any_below(line.size(), random);
  const std::size_t begin = std::min(line.find_first_not_of(separators, start), line.size());
  return {begin, std::min(line.find_first_of(separators, begin), line.size()) - begin};
}

// A key often exists already: the same block under another one means something new.
void rename(std::string& line, Random& random) {
  const Span word = any_word(line, random);
  line.insert(word.begin + word.size, 1, static_cast<char>('a' + any_below(26, random)));
}

// Some block of `source` becomes a neighbour of some block of `lines`, or its child.
void take_block(Lines& lines, const Lines& source, Random& random) {
  const std::size_t neighbour = any_below(lines.size(), random);
  const bool is_child = random() % 4 == 0;
  const std::size_t indent = indent_of(lines[neighbour]) + (is_child ? indent_step : 0);
  auto block = block_at(source, any_below(source.size(), random), indent);
  if (random() % 2 == 0) rename(block.front(), random);
  insert(lines, is_child ? neighbour + 1 : block_end(lines, neighbour), block);
}

// Some lines of `source`, at times all, are written between two lines.
void take_run(Lines& lines, const Lines& source, Random& random) {
  const bool is_whole = random() % 4 == 0;
  const std::size_t begin = is_whole ? 0 : any_below(source.size(), random);
  const std::size_t count = is_whole ? source.size() : 1 + any_below(source.size() - begin, random);
  const Lines run(source.begin() + static_cast<std::ptrdiff_t>(begin),
                  source.begin() + static_cast<std::ptrdiff_t>(begin + count));
  insert(lines, any_below(lines.size() + 1, random), run);
}

void drop_block(Lines& lines, Random& random) {
  const std::size_t begin = any_below(lines.size(), random);
  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(begin),
              lines.begin() + static_cast<std::ptrdiff_t>(block_end(lines, begin)));
}

void indent_block(Lines& lines, Random& random) {
  const std::size_t begin = any_below(lines.size(), random);
  const std::size_t end = block_end(lines, begin);
  const std::size_t deeper = random() % 2 == 0 ? indent_step : 0;
  for (std::size_t i = begin; i < end; ++i) shift(lines[i], indent_step - deeper, deeper);
}

void change_word(Lines& lines, Random& random) {
  auto& line = lines[any_below(lines.size(), random)];
  if (random() % 2 == 0) return rename(line, random);
  const auto& other = lines[any_below(lines.size(), random)];
  const Span old = any_word(line, random);
  const Span fresh = any_word(other, random);
  line.replace(old.begin, old.size, std::string(other, fresh.begin, fresh.size));
}

void change(Lines& lines, Random& random) {
  const Lines before = lines;
  switch (random() % 8) {
    case 0:
      return take_run(lines, before, random);
    case 1:
      return drop_block(lines, random);
    case 2:
      return indent_block(lines, random);
    case 3:
    case 4:
      return change_word(lines, random);
    default:
      return take_block(lines, before, random);
  }
}

std::size_t put(const std::string& text, std::uint8_t* out, std::size_t max_size) {
  const std::size_t size = std::min(text.size(), max_size);
  std::memcpy(out, text.data(), size);
  return size;
}

Lines lines_at(const std::uint8_t* data, std::size_t size) {
  return lines_of({reinterpret_cast<const char*>(data), size});
}

}  // namespace
}  // namespace tempo_admission::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  using namespace tempo_admission::fuzz;
  Random random(seed);
  Lines lines = lines_at(data, size);
  if (lines.empty() || random() % 4 == 0) return LLVMFuzzerMutate(data, size, max_size);
  change(lines, random);
  return put(joined(lines), data, max_size);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* data, std::size_t size,
                                                 const std::uint8_t* other, std::size_t other_size,
                                                 std::uint8_t* out, std::size_t max_size,
                                                 unsigned seed) {
  using namespace tempo_admission::fuzz;
  Random random(seed);
  Lines lines = lines_at(data, size);
  const Lines source = lines_at(other, other_size);
  if (lines.empty() || source.empty()) return 0;  // libFuzzer then tries something else
  if (random() % 2 == 0)
    take_block(lines, source, random);
  else
    take_run(lines, source, random);
  return put(joined(lines), out, max_size);
}
