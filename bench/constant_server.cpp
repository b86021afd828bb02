// Our HTTPS server answering a constant: the cost of the server room without the rest of the
// program. constant_server CERTIFICATE KEY PORT [WORKERS]
#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tempo_admission/server/server.hpp"

namespace {

using namespace tempo_admission;

constexpr std::string_view answer =
    R"({"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":)"
    R"("00000000-0000-0000-0000-000000000000","allowed":true,"patchType":"JSONPatch","patch":)"
    R"("W3sib3AiOiJhZGQiLCJwYXRoIjoiL21ldGFkYXRhL2Fubm90YXRpb25zIiwidmFsdWUiOnsicHJvbWV0aGV1cy5pby9zY3JhcGUiOiJmYWxzZSJ9fV0="}})";

class ConstantApplication final : public server::Application {
  bool has_route(std::string_view path) const override {
    return path == "/mutate" || path == "/validate";
  }
  server::Response answer(const server::Request&) override {
    server::Response response;
    response.body = ::answer;
    return response;
  }
  std::string error_body(std::uint16_t, std::string_view message) const override {
    return std::string(message);
  }
};

class NoProbes final : public server::Probes {
  std::string why_not_ready() const override { return {}; }
  std::string metrics() override { return {}; }
};

class StandardError final : public server::EventSink {
  void on_event(const server::Event& event) noexcept override {
    std::fprintf(stderr, "%.*s %s %s\n", static_cast<int>(event.message.size()),
                 event.message.data(), event.peer.c_str(), event.detail.c_str());
  }
};

std::string read_file(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4)
    return std::fputs("usage: constant_server CERTIFICATE KEY PORT [WORKERS]\n", stderr), 2;
  rlimit descriptors{};
  ::getrlimit(RLIMIT_NOFILE, &descriptors);
  descriptors.rlim_cur = descriptors.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &descriptors);

  server::TlsPem pem;
  pem.certificate = read_file(argv[1]);
  pem.key = read_file(argv[2]);
  const auto identity = server::TlsIdentity::from_pem(pem);
  if (!identity) return std::fprintf(stderr, "%s\n", identity.error().message.c_str()), 1;

  server::Options options;
  options.listen = {"127.0.0.1", static_cast<std::uint16_t>(std::atoi(argv[3]))};
  options.health_listen = {"127.0.0.1", 0};
  options.workers = argc > 4 ? static_cast<std::size_t>(std::atoi(argv[4])) : 1;
  options.limits.connections = options.limits.connections_per_peer = 20'000;
  NoProbes probes;
  StandardError events;
  const auto make = [](std::size_t) { return std::make_unique<ConstantApplication>(); };
  const auto started = server::Server::start(options, *identity, make, probes, events);
  if (!started) return std::fprintf(stderr, "%s\n", started.error().message.c_str()), 1;
  (*started)->join();
}
