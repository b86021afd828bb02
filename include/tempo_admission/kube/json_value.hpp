// A read-only value inside a parsed JSON document, and the reader that owns it. Hides which JSON
// library is used. Knows nothing of Kubernetes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/kube/json_tape.hpp"

namespace tempo_admission::kube {

// missing means that the value does not exist, unlike null, which was written.
enum class JsonType : std::uint8_t { missing, null, boolean, number, string, array, object };

// A handle of two words, valid until the JsonReader that made it reads again. Every getter is
// total: asking for the wrong type gives a missing value, an empty view or nullopt.
class JsonValue {
 public:
  class Iterator;
  struct Member;

  JsonValue() = default;
  [[nodiscard]] JsonType type() const;
  [[nodiscard]] bool is(JsonType wanted) const { return type() == wanted; }
  // Case-sensitive; the first member if the key is duplicated; missing if there is none. Linear
  // time.
  [[nodiscard]] JsonValue operator[](std::string_view key) const;
  [[nodiscard]] std::optional<std::string_view> string() const;
  [[nodiscard]] std::string_view string_or_empty() const {
    return string().value_or(std::string_view{});
  }
  [[nodiscard]] std::optional<bool> boolean() const;
  [[nodiscard]] std::optional<std::int64_t> integer() const;

  // Number of members or items, for reserving memory; see JsonTape::size() for its bound.
  [[nodiscard]] std::size_t size_hint() const {
    return is_container() ? JsonTape::size(*word_) : 0;
  }

  // Members of an object, or items of an array (with an empty key), in document order; empty for
  // any other type.
  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const;

 private:
  friend class JsonReader;
  JsonValue(const JsonTape* tape, const JsonTape::Word* word) : tape_(tape), word_(word) {}
  [[nodiscard]] bool is_tagged(JsonTape::Tag tag) const {
    return word_ != nullptr && JsonTape::tag(*word_) == tag;
  }
  [[nodiscard]] bool is_container() const {
    return is_tagged(JsonTape::object) || is_tagged(JsonTape::array);
  }

  const JsonTape* tape_ = nullptr;
  const JsonTape::Word* word_ = nullptr;
};

struct JsonValue::Member {
  std::string_view key;
  JsonValue value;
};

class JsonValue::Iterator {
 public:
  [[nodiscard]] Member operator*() const {
    if (!in_object_) return {{}, JsonValue(tape_, word_)};
    return {tape_->text(*word_), JsonValue(tape_, word_ + 1)};
  }
  Iterator& operator++() {
    word_ = tape_->after(in_object_ ? word_ + 1 : word_);
    return *this;
  }
  friend bool operator==(const Iterator& a, const Iterator& b) { return a.word_ == b.word_; }

 private:
  friend class JsonValue;
  const JsonTape* tape_ = nullptr;
  const JsonTape::Word* word_ = nullptr;
  bool in_object_ = false;
};

inline JsonType JsonValue::type() const {
  if (word_ == nullptr) return JsonType::missing;
  switch (JsonTape::tag(*word_)) {
    case JsonTape::object:
      return JsonType::object;
    case JsonTape::array:
      return JsonType::array;
    case JsonTape::string:
      return JsonType::string;
    case JsonTape::signed_integer:
    case JsonTape::unsigned_integer:
    case JsonTape::fraction:
      return JsonType::number;
    case JsonTape::yes:
    case JsonTape::no:
      return JsonType::boolean;
    default:
      return JsonType::null;
  }
}

inline JsonValue::Iterator JsonValue::begin() const {
  Iterator iterator;
  if (!is_container()) return iterator;
  iterator.tape_ = tape_;
  iterator.word_ = word_ + 1;
  iterator.in_object_ = is_tagged(JsonTape::object);
  return iterator;
}

inline JsonValue::Iterator JsonValue::end() const {
  Iterator iterator;
  if (is_container()) iterator.word_ = tape_->after(word_) - 1;
  return iterator;
}

inline JsonValue JsonValue::operator[](std::string_view key) const {
  if (!is_tagged(JsonTape::object)) return {};
  for (const auto& [name, value] : *this)
    if (name == key) return value;
  return {};
}

inline std::optional<std::string_view> JsonValue::string() const {
  if (!is_tagged(JsonTape::string)) return std::nullopt;
  return tape_->text(*word_);
}

inline std::optional<bool> JsonValue::boolean() const {
  if (!is(JsonType::boolean)) return std::nullopt;
  return is_tagged(JsonTape::yes);
}

inline std::optional<std::int64_t> JsonValue::integer() const {
  if (!is_tagged(JsonTape::signed_integer)) return std::nullopt;
  return static_cast<std::int64_t>(word_[1]);
}

// Bytes to parse, and how many readable bytes follow them in the same allocation. With fewer than
// 64 the reader parses a copy.
struct JsonText {
  std::string_view bytes;
  std::size_t slack = 0;
};

struct JsonLimits {
  std::size_t max_depth = 100;         // of arrays and objects that are not empty
  std::size_t max_values = 1'000'000;  // keys and values
};

// Owns the memory of one parsed document and reuses it for the next. Not thread-safe: use one per
// worker.
class JsonReader {
 public:
  explicit JsonReader(JsonLimits limits = {});
  JsonReader(JsonReader&&) noexcept;
  JsonReader& operator=(JsonReader&&) noexcept;
  ~JsonReader();

  // Parses exactly one JSON value (RFC 8259, strict UTF-8, no byte order mark, no lone surrogates),
  // optionally surrounded by white space. Invalidates all values of the previous document. Memory
  // used for a document over 1 MiB is freed at the next read.
  [[nodiscard]] Result<JsonValue> read(JsonText text);

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

}  // namespace tempo_admission::kube
