#include "server/http/request_parser.hpp"

#include <boost/beast/http/error.hpp>

namespace tempo_admission::server {
namespace {

namespace http = boost::beast::http;

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

// Limit for a chunk's size line, and for the trailers.
constexpr std::size_t chunk_line_limit_bytes = 4096;

// Every chunked body ends with five bytes that are still unread, "0 CR LF CR LF"; with fewer after
// the last chunk's size Beast 1.81 fails an assertion.
constexpr std::size_t least_chunk_bytes = 5;

HeadField* slot_of(RequestHead& head, http::field field) {
  switch (field) {
    case http::field::host:
      return &head.host;
    case http::field::content_length:
      return &head.content_length;
    case http::field::transfer_encoding:
      return &head.transfer_encoding;
    case http::field::content_type:
      return &head.content_type;
    case http::field::content_encoding:
      return &head.content_encoding;
    case http::field::expect:
      return &head.expect;
    default:
      return nullptr;
  }
}

Refusal refusal_of(const boost::beast::error_code& error) {
  if (error == http::error::header_limit) return {431, "request header too large"};
  if (error == http::error::body_limit) return {413, "request body too large"};
  if (error == http::error::buffer_overflow) return {503, "too many bytes in flight"};
  if (error == http::error::bad_chunk_extension) return {400, "chunk extensions are not supported"};
  return {400, "not a valid HTTP/1.1 request"};
}

}  // namespace

RequestParser::RequestParser(const Limits& limits, BodyBuffer& body)
    : limits_(limits), body_(body) {
  // HeadScanner has already bounded the head; check_content() checks Content-Length.
  header_limit(static_cast<std::uint32_t>(limits.header_bytes));
  body_limit(boost::none);
}

std::optional<Refusal> RequestParser::parse_head(std::string_view bytes) {
  ErrorCode error;
  eager(false);
  Base::put({bytes.data(), bytes.size()}, error);
  if (error) return refusal_of(error);
  if (!is_header_done()) return Refusal{400, "not a valid HTTP/1.1 request"};
  return std::nullopt;
}

RequestParser::Progress RequestParser::parse_chunks(std::string_view bytes) {
  Progress progress;
  if (bytes.size() < least_chunk_bytes) return progress;
  ErrorCode error;
  eager(true);
  progress.consumed = Base::put({bytes.data(), bytes.size()}, error);
  progress.complete = is_done();
  if (error == http::error::need_more) {
    if (bytes.size() - progress.consumed > chunk_line_limit_bytes)
      progress.refusal = Refusal{400, "chunk header or trailer too long"};
  } else if (error) {
    progress.refusal = refusal_of(error);
  }
  return progress;
}

void RequestParser::on_request_impl(http::verb, StringView method_name, StringView target,
                                    int version, ErrorCode&) {
  head_.method = view(method_name);
  head_.target = view(target);
  head_.version = static_cast<unsigned>(version);
}

void RequestParser::on_field_impl(http::field field, StringView, StringView value, ErrorCode&) {
  // Fields after the header are trailers: read and discarded, never merged (RFC 9110, section 6.5).
  if (is_header_done()) return;
  ++head_.field_count;
  if (HeadField* slot = slot_of(head_, field)) {
    slot->value = view(value);
    ++slot->count;
  }
}

void RequestParser::on_header_impl(ErrorCode&) {}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) {}

// A body with a known length is read without the parser.
std::size_t RequestParser::on_body_impl(StringView, ErrorCode& error) {
  error = http::error::unexpected_body;
  return 0;
}

void RequestParser::on_chunk_header_impl(std::uint64_t size, StringView extensions,
                                         ErrorCode& error) {
  if (!extensions.empty())
    error = http::error::bad_chunk_extension;
  else if (size > limits_.body_bytes - body_.size())
    error = http::error::body_limit;
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, StringView bytes, ErrorCode& error) {
  if (!body_.append(view(bytes))) error = http::error::buffer_overflow;
  return bytes.size();
}

void RequestParser::on_finish_impl(ErrorCode&) {}

}  // namespace tempo_admission::server
