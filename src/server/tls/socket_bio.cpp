#include "server/tls/socket_bio.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <cstdint>

namespace tempo_admission::server {
namespace {

using MethodHandle = std::unique_ptr<BIO_METHOD, FreedBy<&BIO_meth_free>>;

int descriptor_of(BIO* bio) {
  return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

bool is_worth_a_retry(int error) {
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

int read_socket(BIO* bio, char* data, std::size_t size, std::size_t* read) {
  BIO_clear_retry_flags(bio);
  const ssize_t received = ::recv(descriptor_of(bio), data, size, 0);
  *read = received > 0 ? static_cast<std::size_t>(received) : 0;
  if (received == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
  if (received < 0 && is_worth_a_retry(errno)) BIO_set_retry_read(bio);
  return received > 0 ? 1 : 0;
}

int write_socket(BIO* bio, const char* data, std::size_t size, std::size_t* written) {
  BIO_clear_retry_flags(bio);
  const ssize_t sent = ::send(descriptor_of(bio), data, size, MSG_NOSIGNAL);
  *written = sent > 0 ? static_cast<std::size_t>(sent) : 0;
  if (sent < 0 && is_worth_a_retry(errno)) BIO_set_retry_write(bio);
  return sent > 0 ? 1 : 0;
}

long control(BIO* bio, int command, long, void*) {
  switch (command) {
    case BIO_CTRL_FLUSH:
      return 1;
    case BIO_CTRL_EOF:
      return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
    default:
      return 0;
  }
}

MethodHandle make_method() {
  MethodHandle method(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket"));
  BIO_meth_set_read_ex(method.get(), &read_socket);
  BIO_meth_set_write_ex(method.get(), &write_socket);
  BIO_meth_set_ctrl(method.get(), &control);
  return method;
}

}  // namespace

BioHandle make_socket_bio(int descriptor) {
  static const MethodHandle method = make_method();
  BioHandle bio(BIO_new(method.get()));
  if (bio == nullptr) return bio;
  BIO_set_data(bio.get(), reinterpret_cast<void*>(static_cast<std::intptr_t>(descriptor)));
  BIO_set_init(bio.get(), 1);
  return bio;
}

}  // namespace tempo_admission::server
