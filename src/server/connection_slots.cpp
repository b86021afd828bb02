#include "server/connection_slots.hpp"

namespace tempo_admission::server {

ConnectionSlots::Answer ConnectionSlots::take(const std::string& peer) {
  const std::lock_guard lock(mutex_);
  if (taken() >= limit_) return Answer::all_taken;
  std::size_t& of_peer = by_peer_[peer];
  if (of_peer >= limit_per_peer_) return Answer::peer_has_too_many;
  ++of_peer;
  taken_.fetch_add(1, std::memory_order_relaxed);
  return Answer::granted;
}

void ConnectionSlots::give_back(const std::string& peer) {
  const std::lock_guard lock(mutex_);
  const auto found = by_peer_.find(peer);
  if (--found->second == 0) by_peer_.erase(found);
  taken_.fetch_sub(1, std::memory_order_relaxed);
}

}  // namespace tempo_admission::server
