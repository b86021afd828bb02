// Logs the events of the HTTPS server, and signals its end.
#pragma once

#include "app/serve/log.hpp"
#include "tempo_admission/server/events.hpp"

namespace tempo_admission::app {

// Thread-safe. `log` must outlive it.
class ServerEvents final : public server::EventSink {
 public:
  explicit ServerEvents(Log& log);
  ~ServerEvents() override;
  ServerEvents(const ServerEvents&) = delete;
  ServerEvents& operator=(const ServerEvents&) = delete;

  void on_event(const server::Event& event) noexcept override;
  void on_stopped() noexcept override;
  [[nodiscard]] int stopped_descriptor() const { return stopped_; }  // readable once it has ended

 private:
  Log& log_;
  int stopped_;
};

}  // namespace tempo_admission::app
