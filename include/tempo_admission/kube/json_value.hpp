// A read-only value inside a parsed JSON text: the one place where the choice of JSON reader shows.
// Knows nothing of Kubernetes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "tempo_admission/base/result.hpp"

namespace tempo_admission::kube {

enum class JsonType : std::uint8_t { missing, null, boolean, number, string, array, object };

// A handle of two words, valid until the JsonReader that made it reads again. Every getter is
// total: asking a value for what it is not gives "missing", an empty view or nothing.
class JsonValue {
 public:
  JsonValue() = default;
  [[nodiscard]] JsonType type() const;
  [[nodiscard]] bool is(JsonType wanted) const { return type() == wanted; }
  [[nodiscard]] JsonValue operator[](
      std::string_view key) const;  // exact, case-sensitive; the first where doubled
  [[nodiscard]] std::optional<std::string_view> string() const;
  [[nodiscard]] std::string_view string_or_empty() const {
    return string().value_or(std::string_view{});
  }
  [[nodiscard]] std::optional<bool> boolean() const;
  [[nodiscard]] std::optional<std::int64_t> integer() const;

  class Iterator;
  struct Member;
  // Members of an object, or items of an array (then with an empty key), in the order written.
  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const;

 private:
  friend class JsonReader;
  JsonValue(const void* document, std::size_t index) : document_(document), index_(index) {}
  const void* document_ = nullptr;
  std::size_t index_ = 0;
};

struct JsonValue::Member {
  std::string_view key;
  JsonValue value;
};

class JsonValue::Iterator {
 public:
  [[nodiscard]] Member operator*() const;
  Iterator& operator++();
  friend bool operator==(const Iterator&, const Iterator&) = default;

 private:
  friend class JsonValue;
  const void* document_ = nullptr;
  std::size_t index_ = 0;
  bool in_object_ = false;
};

// Bytes to read, and how many readable bytes follow them in the same allocation. The reader wants
// 64; with less it works on a copy of its own.
struct JsonText {
  std::string_view bytes;
  std::size_t slack = 0;
};

struct JsonLimits {
  std::size_t max_depth = 100;         // of arrays and objects
  std::size_t max_values = 1'000'000;  // keys and values
};

// Owns the memory of one parsed text and reuses it; not thread-safe, one per worker.
class JsonReader {
 public:
  explicit JsonReader(JsonLimits limits = {});
  JsonReader(JsonReader&&) noexcept;
  JsonReader& operator=(JsonReader&&) noexcept;
  ~JsonReader();

  // Exactly one JSON value (RFC 8259, strict UTF-8, no byte order mark, no lone surrogates) and
  // white space around it. Invalidates every value of the text before. Memory of a text over 1 MiB
  // is given back at the next read.
  [[nodiscard]] Result<JsonValue> read(JsonText text);

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

}  // namespace tempo_admission::kube
