#include "tempo_admission/kube/json_value.hpp"

#include <simdjson.h>

#include <algorithm>
#include <string>

#include "kube/json_text.hpp"

namespace tempo_admission::kube {
namespace {

constexpr std::size_t slack_bytes = simdjson::SIMDJSON_PADDING;
constexpr std::size_t kept_capacity_bytes = 1U << 20;

}  // namespace

struct JsonReader::Memory {
  explicit Memory(JsonLimits given) : limits(given) {}

  [[nodiscard]] simdjson::error_code parse(std::string_view padded);
  [[nodiscard]] simdjson::error_code reserve(std::size_t bytes);
  [[nodiscard]] bool too_many_structurals() const;
  [[nodiscard]] bool too_many_values() const;
  [[nodiscard]] std::string_view string_bytes(std::string_view padded) const;
  void shrink();

  JsonLimits limits;
  simdjson::dom::parser parser;
  JsonTape tape;
  std::string copy;  // if there is too little slack, or long integers were rewritten
};

namespace {

std::string_view copy_with_slack(std::string& copy, std::string_view text) {
  copy.reserve(text.size() + slack_bytes);
  copy.assign(text);
  return copy;
}

Result<void> check_start(std::string_view text) {
  if (text.empty()) return failure("the body is empty");
  if (text.starts_with("\xEF\xBB\xBF")) return failure("the JSON starts with a byte order mark");
  return {};
}

// The word that ends the tape.
const JsonTape::Word* end_of(const simdjson::dom::document& document) {
  const auto* words = document.tape.get();
  return words + static_cast<std::uint32_t>(words[0]) - 1;
}

bool is_closing(JsonTape::Word word) {
  return JsonTape::tag(word) == '}' || JsonTape::tag(word) == ']';
}

std::ptrdiff_t words_at(const JsonTape::Word* word) {
  return JsonTape::is_number(*word) ? 2 : 1;
}

std::string explain(simdjson::error_code error, const JsonLimits& limits) {
  if (error == simdjson::DEPTH_ERROR)
    return "the JSON is nested deeper than " + std::to_string(limits.max_depth) + " levels";
  if (error == simdjson::CAPACITY)
    return "the JSON has more than " + std::to_string(limits.max_values) + " keys and values";
  return std::string("not valid JSON: ") + simdjson::error_message(error);
}

}  // namespace

simdjson::error_code JsonReader::Memory::reserve(std::size_t bytes) {
  if (parser.capacity() < bytes || parser.max_depth() != limits.max_depth) {
    const std::size_t capacity = std::max(bytes, parser.capacity());
    if (const auto error = parser.allocate(capacity, limits.max_depth)) return error;
  }
  if (parser.doc.capacity() >= bytes) return simdjson::SUCCESS;
  return parser.doc.allocate(bytes);
}

// A value takes at most three structural characters (two brackets and a comma). Checked between the
// stages, so that the tape, eight times as large as the input, is not touched if the input is
// rejected.
bool JsonReader::Memory::too_many_structurals() const {
  return parser.implementation->n_structural_indexes / 3 > limits.max_values;
}

bool JsonReader::Memory::too_many_values() const {
  const auto* const end = end_of(parser.doc);
  const auto words = static_cast<std::size_t>(end - parser.doc.tape.get());
  if (words <= limits.max_values) return false;
  std::size_t values = 0;
  for (const auto* word = parser.doc.tape.get() + 1; word < end; word += words_at(word))
    if (!is_closing(*word)) ++values;
  return values > limits.max_values;
}

// The used part of the buffer of unescaped strings. simdjson does not report its size, so it is
// computed from the last string on the tape.
std::string_view JsonReader::Memory::string_bytes(std::string_view padded) const {
  const auto& stages = *parser.implementation;
  const auto* word = end_of(parser.doc);
  for (std::size_t i = stages.n_structural_indexes; i-- > 0;) {
    const char structural = padded[stages.structural_indexes[i]];
    if (structural == ',' || structural == ':') continue;
    if (structural == '"') {
      const auto last = tape.text(word[-1]);
      return {tape.strings, static_cast<std::size_t>(last.end() - tape.strings)};
    }
    const bool number = structural == '-' || (structural >= '0' && structural <= '9');
    word -= number ? 2 : 1;
  }
  return {};
}

simdjson::error_code JsonReader::Memory::parse(std::string_view padded) {
  if (const auto error = reserve(padded.size())) return error;
  auto& stages = *parser.implementation;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(padded.data());
  if (const auto error = stages.stage1(bytes, padded.size(), simdjson::stage1_mode::regular))
    return error;
  if (too_many_structurals()) return simdjson::CAPACITY;
  if (const auto error = stages.stage2(parser.doc)) return error;
  tape = {parser.doc.tape.get(), reinterpret_cast<const char*>(parser.doc.string_buf.get())};
  return too_many_values() ? simdjson::CAPACITY : simdjson::SUCCESS;
}

void JsonReader::Memory::shrink() {
  if (parser.capacity() > kept_capacity_bytes) parser = simdjson::dom::parser();
  if (copy.capacity() > kept_capacity_bytes) copy = std::string();
}

JsonReader::JsonReader(JsonLimits limits) : memory_(std::make_unique<Memory>(limits)) {}
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;
JsonReader::~JsonReader() = default;

Result<JsonValue> JsonReader::read(JsonText text) {
  auto& memory = *memory_;
  memory.shrink();
  if (auto started = check_start(text.bytes); !started) return tl::unexpected(started.error());
  std::string_view padded = text.bytes;
  if (text.slack < slack_bytes) padded = copy_with_slack(memory.copy, padded);
  auto error = memory.parse(padded);
  if (error == simdjson::NUMBER_ERROR) {
    if (auto rewritten = with_long_integers_as_decimals(text.bytes)) {
      padded = copy_with_slack(memory.copy, *rewritten);
      error = memory.parse(padded);
    }
  }
  if (error != simdjson::SUCCESS) return failure(explain(error, memory.limits));
  if (has_surrogate_bytes(memory.string_bytes(padded)) && has_lone_surrogate(padded))
    return failure("not valid JSON: a \\u escape is half of a surrogate pair");
  return JsonValue(&memory.tape, memory.tape.words + 1);
}

}  // namespace tempo_admission::kube
