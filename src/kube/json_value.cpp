#include "tempo_admission/kube/json_value.hpp"

#include <simdjson.h>

#include <algorithm>
#include <string>

#include "kube/json_text.hpp"

namespace tempo_admission::kube {
namespace {

using simdjson::dom::document;
using simdjson::internal::tape_ref;
using simdjson::internal::tape_type;

constexpr std::size_t slack_bytes = simdjson::SIMDJSON_PADDING;
constexpr std::size_t kept_capacity_bytes = 1U << 20;

// simdjson keeps a value as an index into a tape of 64-bit words: a tag, and where its text or its
// closing bracket is.
tape_ref at(const void* document_of_value, std::size_t index) {
  return {static_cast<const document*>(document_of_value), index};
}

bool is_container(tape_type type) {
  return type == tape_type::START_OBJECT || type == tape_type::START_ARRAY;
}

bool is_closing(tape_type type) {
  return type == tape_type::END_OBJECT || type == tape_type::END_ARRAY;
}

}  // namespace

JsonType JsonValue::type() const {
  if (document_ == nullptr) return JsonType::missing;
  switch (at(document_, index_).tape_ref_type()) {
    case tape_type::START_OBJECT:
      return JsonType::object;
    case tape_type::START_ARRAY:
      return JsonType::array;
    case tape_type::STRING:
      return JsonType::string;
    case tape_type::INT64:
    case tape_type::UINT64:
    case tape_type::DOUBLE:
      return JsonType::number;
    case tape_type::TRUE_VALUE:
    case tape_type::FALSE_VALUE:
      return JsonType::boolean;
    default:
      return JsonType::null;
  }
}

JsonValue JsonValue::operator[](std::string_view key) const {
  if (!is(JsonType::object)) return {};
  const std::size_t last = at(document_, index_).matching_brace_index() - 1;
  auto cursor = at(document_, index_ + 1);
  while (cursor.json_index != last) {
    const bool found = cursor.get_string_view() == key;
    ++cursor.json_index;
    if (found) return {document_, cursor.json_index};
    cursor.json_index = cursor.after_element();
  }
  return {};
}

std::optional<std::string_view> JsonValue::string() const {
  if (!is(JsonType::string)) return std::nullopt;
  return at(document_, index_).get_string_view();
}

std::optional<bool> JsonValue::boolean() const {
  if (!is(JsonType::boolean)) return std::nullopt;
  return at(document_, index_).is_true();
}

std::optional<std::int64_t> JsonValue::integer() const {
  if (document_ == nullptr) return std::nullopt;
  const auto value = at(document_, index_);
  if (!value.is_int64()) return std::nullopt;
  return value.next_tape_value<std::int64_t>();
}

JsonValue::Iterator JsonValue::begin() const {
  Iterator iterator = end();
  if (iterator.document_ != nullptr) iterator.index_ = index_ + 1;
  return iterator;
}

JsonValue::Iterator JsonValue::end() const {
  Iterator iterator;
  if (document_ == nullptr) return iterator;
  const auto value = at(document_, index_);
  const auto type = value.tape_ref_type();
  if (!is_container(type)) return iterator;
  iterator.document_ = document_;
  iterator.index_ = value.matching_brace_index() - 1;
  iterator.in_object_ = type == tape_type::START_OBJECT;
  return iterator;
}

JsonValue::Member JsonValue::Iterator::operator*() const {
  if (!in_object_) return {{}, JsonValue(document_, index_)};
  return {at(document_, index_).get_string_view(), JsonValue(document_, index_ + 1)};
}

JsonValue::Iterator& JsonValue::Iterator::operator++() {
  index_ = at(document_, in_object_ ? index_ + 1 : index_).after_element();
  return *this;
}

struct JsonReader::Memory {
  explicit Memory(JsonLimits given) : limits(given) {}

  [[nodiscard]] simdjson::error_code parse(std::string_view padded);
  [[nodiscard]] simdjson::error_code reserve(std::size_t bytes);
  [[nodiscard]] bool too_many_structurals() const;
  [[nodiscard]] bool too_many_values() const;
  void shrink();

  JsonLimits limits;
  simdjson::dom::parser parser;
  std::string copy;  // of a text without slack, or with its long integers rewritten
};

namespace {

std::string_view copy_with_slack(std::string& copy, std::string_view text) {
  copy.reserve(text.size() + slack_bytes);
  copy.assign(text);
  return copy;
}

Result<void> check_start(std::string_view text) {
  if (text.empty()) return failure("the body is empty");
  if (text.starts_with("\xEF\xBB\xBF"))
    return failure("the JSON text starts with a byte order mark");
  return {};
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
  // One level more than ours: simdjson counts the document itself.
  if (parser.capacity() < bytes || parser.max_depth() != limits.max_depth + 1) {
    const auto error = parser.allocate(std::max(bytes, parser.capacity()), limits.max_depth + 1);
    if (error != simdjson::SUCCESS) return error;
  }
  if (parser.doc.capacity() >= bytes) return simdjson::SUCCESS;
  return parser.doc.allocate(bytes);
}

// A value takes at most three structural characters (two brackets and a comma). Asked between the
// stages: the tape, eight times as large as the text, is not touched for a text that is refused.
bool JsonReader::Memory::too_many_structurals() const {
  return parser.implementation->n_structural_indexes / 3 > limits.max_values;
}

bool JsonReader::Memory::too_many_values() const {
  const auto root = tape_ref(&parser.doc, 0);
  const std::size_t end = root.tape_value() - 1;
  if (end <= limits.max_values) return false;
  std::size_t values = 0;
  auto word = tape_ref(&parser.doc, 1);
  while (word.json_index < end) {
    const auto type = word.tape_ref_type();
    if (!is_closing(type)) ++values;
    word.json_index = is_container(type) ? word.json_index + 1 : word.after_element();
  }
  return values > limits.max_values;
}

simdjson::error_code JsonReader::Memory::parse(std::string_view padded) {
  if (const auto error = reserve(padded.size())) return error;
  auto& stages = *parser.implementation;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(padded.data());
  if (const auto error = stages.stage1(bytes, padded.size(), simdjson::stage1_mode::regular))
    return error;
  if (too_many_structurals()) return simdjson::CAPACITY;
  if (const auto error = stages.stage2(parser.doc)) return error;
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
  if (has_lone_surrogate(padded))
    return failure("not valid JSON: a \\u escape is half a character");
  return JsonValue(&memory.parser.doc, 1);
}

}  // namespace tempo_admission::kube
