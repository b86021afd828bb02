#include "server/http/request_head.hpp"

#include <algorithm>
#include <charconv>

#include "tempo_admission/base/ascii.hpp"
#include "tempo_admission/base/go_duration.hpp"

namespace tempo_admission::server {
namespace {

constexpr std::chrono::nanoseconds max_timeout = std::chrono::hours(24);

using MaybeRefusal = std::optional<Refusal>;

bool equals_ignoring_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return to_lower(a) == to_lower(b); });
}

bool is_number(std::string_view text) {
  constexpr std::size_t longest = 18;  // any 18 digits fit into 64 bits
  return !text.empty() && text.size() <= longest &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// RFC 9112, section 6. Beast 1.81 treats an unknown Transfer-Encoding as "no body".
MaybeRefusal check_transfer_encoding(const RequestHead& head) {
  if (head.transfer_encoding.count == 0) return std::nullopt;
  if (head.version < 11) return Refusal{400, "Transfer-Encoding in an HTTP/1.0 request"};
  if (head.content_length.count > 0)
    return Refusal{400, "both Transfer-Encoding and Content-Length"};
  if (head.transfer_encoding.count > 1) return Refusal{400, "more than one Transfer-Encoding"};
  if (!equals_ignoring_case(head.transfer_encoding.value, "chunked"))
    return Refusal{501, "only Transfer-Encoding: chunked is supported"};
  return std::nullopt;
}

MaybeRefusal check_content_length(const RequestHead& head) {
  if (head.content_length.count > 1) return Refusal{400, "more than one Content-Length"};
  if (head.content_length.count == 1 && !is_number(head.content_length.value))
    return Refusal{400, "Content-Length is not a number"};
  return std::nullopt;
}

bool is_host(std::string_view value) {
  constexpr std::string_view forbidden = " \t,/\\@?#<>\"{}|^`";
  return !value.empty() && value.find_first_of(forbidden) == value.npos;
}

// RFC 9112, section 3.2.
MaybeRefusal check_host(const RequestHead& head) {
  if (head.host.count > 1) return Refusal{400, "more than one Host"};
  if (head.host.count == 0)
    return head.version < 11 ? MaybeRefusal{} : Refusal{400, "missing Host"};
  if (!is_host(head.host.value)) return Refusal{400, "Host is not a valid host name"};
  return std::nullopt;
}

MaybeRefusal check_target(const RequestHead& head, const Limits& limits) {
  if (head.target.size() > limits.target_bytes) return Refusal{414, "request target too long"};
  if (!head.target.starts_with('/')) return Refusal{400, "request target is not a path"};
  if (head.target.find('#') != head.target.npos)
    return Refusal{400, "request target contains a fragment"};
  return std::nullopt;
}

MaybeRefusal check_media_type(const RequestHead& head) {
  if (head.content_type.count > 1) return Refusal{400, "more than one Content-Type"};
  std::string_view type = head.content_type.value.substr(0, head.content_type.value.find(';'));
  while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
  if (!equals_ignoring_case(type, "application/json"))
    return Refusal{415, "Content-Type must be application/json"};
  if (head.content_encoding.count > 0 &&
      !equals_ignoring_case(head.content_encoding.value, "identity"))
    return Refusal{415, "Content-Encoding is not supported"};
  return std::nullopt;
}

MaybeRefusal check_expect(const RequestHead& head) {
  if (!head.expects_continue()) return std::nullopt;
  if (head.expect.count > 1 || !equals_ignoring_case(head.expect.value, "100-continue"))
    return Refusal{417, "only Expect: 100-continue is supported"};
  return std::nullopt;
}

MaybeRefusal check_length(const RequestHead& head, const Limits& limits) {
  if (head.is_chunked()) return std::nullopt;
  if (head.content_length.count == 0) return Refusal{411, "missing Content-Length"};
  if (content_length_of(head) > limits.body_bytes) return Refusal{413, "request body too large"};
  return std::nullopt;
}

}  // namespace

MaybeRefusal check_framing(const RequestHead& head, const Limits& limits) {
  if (head.field_count > limits.header_count) return Refusal{431, "too many header fields"};
  if (auto refusal = check_transfer_encoding(head)) return refusal;
  if (auto refusal = check_content_length(head)) return refusal;
  if (auto refusal = check_host(head)) return refusal;
  return check_target(head, limits);
}

MaybeRefusal check_content(const RequestHead& head, const Limits& limits) {
  if (auto refusal = check_media_type(head)) return refusal;
  if (auto refusal = check_expect(head)) return refusal;
  return check_length(head, limits);
}

std::uint64_t content_length_of(const RequestHead& head) {
  const std::string_view text = head.content_length.value;
  std::uint64_t length = 0;
  std::from_chars(text.data(), text.data() + text.size(), length);
  return length;
}

std::optional<std::chrono::nanoseconds> timeout_of(std::string_view query) {
  static constexpr std::string_view key = "timeout=";
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(pair.size() == query.size() ? pair.size() : pair.size() + 1);
    if (!pair.starts_with(key)) continue;
    const auto timeout = parse_go_duration(pair.substr(key.size()));
    if (!timeout || *timeout <= 0) return std::nullopt;
    return std::min(std::chrono::nanoseconds(*timeout), max_timeout);
  }
  return std::nullopt;
}

}  // namespace tempo_admission::server
