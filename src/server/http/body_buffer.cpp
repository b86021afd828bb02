#include "server/http/body_buffer.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace tempo_admission::server {
namespace {

constexpr std::size_t charge_step_bytes = std::size_t{64} << 10;
// From this size memory is mapped and returned to the system; below it malloc reuses warm pages.
constexpr std::size_t mapped_from_bytes = std::size_t{512} << 10;

bool is_mapped(std::size_t capacity) {
  return capacity >= mapped_from_bytes;
}

char* allocate(std::size_t capacity) {
  const std::size_t bytes = capacity + body_slack_bytes;
  if (!is_mapped(capacity)) return static_cast<char*>(std::malloc(bytes));
  void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<char*>(memory);
}

void deallocate(char* data, std::size_t capacity) {
  if (is_mapped(capacity))
    ::munmap(data, capacity + body_slack_bytes);
  else
    std::free(data);
}

}  // namespace

bool BodyBuffer::charge(std::size_t bytes, std::size_t whole) {
  if (bytes <= std::max(charged_bytes_, body_free_bytes)) return true;
  // In steps, so that an announced length alone costs nothing.
  std::size_t target = std::max(bytes, charged_bytes_ + charge_step_bytes);
  if (whole > 0) target = std::max(bytes, std::min(target, whole));
  if (!budget_.take(target - charged_bytes_)) return false;
  charged_bytes_ = target;
  return true;
}

bool BodyBuffer::grow(std::size_t capacity) {
  char* larger = allocate(capacity);
  if (larger == nullptr) return false;
  if (data_ != nullptr) {
    std::memcpy(larger, data_, size_);
    deallocate(data_, capacity_);
  }
  data_ = larger;
  capacity_ = capacity;
  return true;
}

std::span<char> BodyBuffer::space(std::size_t wanted, std::size_t whole) {
  const std::size_t needed = size_ + std::min(wanted, charge_step_bytes);
  if (!charge(needed, whole)) return {};
  if (needed > capacity_ && !grow(std::max({needed, whole, 2 * capacity_}))) return {};
  return {data_ + size_, needed - size_};
}

bool BodyBuffer::append(std::string_view bytes, std::size_t whole) {
  while (!bytes.empty()) {
    const std::span<char> target = space(bytes.size(), whole);
    if (target.empty()) return false;
    std::memcpy(target.data(), bytes.data(), target.size());
    commit(target.size());
    bytes.remove_prefix(target.size());
  }
  return true;
}

void BodyBuffer::release() {
  if (data_ != nullptr) deallocate(data_, capacity_);
  budget_.give_back(charged_bytes_);
  data_ = nullptr;
  size_ = capacity_ = charged_bytes_ = 0;
}

}  // namespace tempo_admission::server
