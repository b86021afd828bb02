// The parts of a Kubernetes object that a policy needs. A view, valid as long as the JSON it refers
// to. Knows nothing of policies or Tempo.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/kube/json_value.hpp"

namespace tempo_admission::kube {

// A map of strings inside an object: labels, annotations, data, binaryData.
class StringMap {
 public:
  enum class State : std::uint8_t {
    absent,
    null,
    map,
    malformed
  };  // malformed: not an object, or a value that is not a string

  StringMap() = default;
  explicit StringMap(JsonValue value);
  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] std::optional<std::string_view> find(std::string_view key) const;
  [[nodiscard]] bool contains(std::string_view key) const { return find(key).has_value(); }

  // for (const auto& [key, value] : map.entries()): value is a JsonValue; skip values that are not
  // strings.
  [[nodiscard]] JsonValue entries() const { return value_; }
  // Total bytes of all keys and values, as the API server counts them against its 256 KiB limit.
  [[nodiscard]] std::size_t total_bytes() const;

 private:
  JsonValue value_;
  State state_ = State::absent;
};

struct ServicePort {
  std::string_view name;
  std::int64_t port = 0;
  std::optional<std::int64_t> target_port;  // if it is a number; 0 is the same as none
  std::string_view target_name;             // if it is a name: only the pods know the number
  bool is_tcp = true;

  // False for UDP, SCTP and numbers that no socket has: nothing can be scraped there.
  [[nodiscard]] bool can_serve_http() const { return is_tcp && port > 0 && port <= 65'535; }
};

class Object {
 public:
  Object() = default;
  explicit Object(JsonValue value);

  [[nodiscard]] bool present() const { return value_.is(JsonType::object); }
  [[nodiscard]] bool has_metadata() const { return metadata_.is(JsonType::object); }
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::string_view generate_name() const;
  [[nodiscard]] std::string_view namespace_name() const;
  [[nodiscard]] std::string_view deletion_timestamp() const;
  [[nodiscard]] const StringMap& labels() const { return labels_; }
  [[nodiscard]] const StringMap& annotations() const { return annotations_; }
  [[nodiscard]] StringMap data() const;         // of a ConfigMap
  [[nodiscard]] StringMap binary_data() const;  // of a ConfigMap, still base64
  [[nodiscard]] std::vector<ServicePort> service_ports() const;
  [[nodiscard]] JsonValue json() const { return value_; }
  [[nodiscard]] JsonValue metadata() const { return metadata_; }

 private:
  JsonValue value_;
  JsonValue metadata_;
  StringMap labels_;
  StringMap annotations_;
};

}  // namespace tempo_admission::kube
