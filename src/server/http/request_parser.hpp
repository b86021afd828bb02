// Beast's HTTP/1 parser, filling a RequestHead without allocating and passing chunks on to a body.
// Knows no stream; the checks on what it read are in request_head.hpp.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <optional>
#include <string_view>

#include "server/http/body_buffer.hpp"
#include "server/http/refusal.hpp"
#include "server/http/request_head.hpp"

namespace tempo_admission::server {

class RequestParser final : private boost::beast::http::basic_parser<true> {
 public:
  // Chunks are appended to `body`. Both arguments must outlive the parser.
  RequestParser(const Limits& limits, BodyBuffer& body);

  // `bytes` is a complete head, as found by HeadScanner; the views in head() point into it. Call
  // once.
  [[nodiscard]] std::optional<Refusal> parse_head(std::string_view bytes);
  [[nodiscard]] const RequestHead& head() const { return head_; }
  // What the client asks for; the server may close anyway.
  [[nodiscard]] bool wants_keep_alive() const { return head_.version >= 11 && keep_alive(); }

  struct Progress {
    std::size_t consumed = 0;
    bool complete = false;
    std::optional<Refusal> refusal;
  };
  // Parses bytes after the head of a chunked request. Pass unconsumed bytes again, followed by
  // more.
  [[nodiscard]] Progress parse_chunks(std::string_view bytes);

 private:
  using Base = boost::beast::http::basic_parser<true>;
  using ErrorCode = boost::beast::error_code;
  using StringView = boost::beast::string_view;

  void on_request_impl(boost::beast::http::verb method, StringView method_name, StringView target,
                       int version, ErrorCode& error) override;
  void on_field_impl(boost::beast::http::field field, StringView name, StringView value,
                     ErrorCode& error) override;
  void on_header_impl(ErrorCode& error) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, ErrorCode& error) override;
  std::size_t on_body_impl(StringView bytes, ErrorCode& error) override;
  void on_chunk_header_impl(std::uint64_t size, StringView extensions, ErrorCode& error) override;
  std::size_t on_chunk_body_impl(std::uint64_t remaining, StringView bytes,
                                 ErrorCode& error) override;
  void on_finish_impl(ErrorCode& error) override;
  void on_response_impl(int, StringView, int, ErrorCode&) override {}

  const Limits& limits_;
  BodyBuffer& body_;
  RequestHead head_;
};

}  // namespace tempo_admission::server
