// Any bytes as the body of an admission request, both phases, under the built-in policy.
// nlohmann_json decides independently what is valid JSON, and applies the patches.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "fuzz/invariant.hpp"
#include "tempo_admission/base/base64.hpp"
#include "tempo_admission/policy/admit.hpp"
#include "tempo_admission/policy/load_policy.hpp"

namespace tempo_admission::policy {
namespace {

using fuzz::expect;
using nlohmann::json;

const Policy& built_in_policy() {
  static const auto loaded = load_policy(*preset("default"));
  return loaded->policy;
}

std::string text_of(const json& value, const char* key) {
  return value.contains(key) && value[key].is_string() ? value[key].get<std::string>() : "";
}

void check_refusal(const Admission& admission) {
  const auto body = json::parse(admission.body, nullptr, false);
  expect(admission.http_status == 400, "an answer is 200 or 400");
  expect(body.is_object() && text_of(body, "kind") == "Status" &&
             text_of(body, "status") == "Failure" && !text_of(body, "message").empty(),
         "a refusal is a Status with a message");
}

void check_warnings(const json& response) {
  if (!response.contains("warnings")) return;
  for (const auto& warning : response["warnings"]) {
    const auto text = warning.get<std::string>();
    expect(!text.empty() && text.size() <= std::size_t{4} * 120, "a warning is short");
    for (const char c : text)
      expect(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f,
             "a warning has no control characters");
  }
}

void check_denial(const json& response) {
  if (response["allowed"].get<bool>()) return;
  const int code = response["status"]["code"].get<int>();
  expect(code == 403 || code == 422, "a denial is 403 or 422");
  expect(!text_of(response["status"], "message").empty(), "a denial says why");
  expect(!response.contains("patch"), "a denial carries no patch");
}

// Returns the response; the API server must accept the answer for this request.
json checked_response(const json& request, kube::Phase phase, const std::string& body) {
  const auto answer = json::parse(body, nullptr, false);
  expect(answer.is_object(), "an answer is JSON");
  expect(text_of(answer, "kind") == "AdmissionReview" &&
             text_of(answer, "apiVersion") == text_of(request, "apiVersion"),
         "an answer has the request's version");
  const json& response = answer["response"];
  expect(response["uid"] == request["request"]["uid"], "an answer has the request's uid");
  expect(response["allowed"].is_boolean(), "an answer says yes or no");
  expect(response.contains("patch") == response.contains("patchType"),
         "patch and patchType come together");
  expect(phase == kube::Phase::mutate || !response.contains("patch"),
         "a validating answer carries no patch");
  check_denial(response);
  check_warnings(response);
  return response;
}

json patched(const json& object, const json& response) {
  const auto patch = decode_base64(text_of(response, "patch"));
  expect(patch.has_value() && text_of(response, "patchType") == "JSONPatch", "a patch is base64");
  try {
    return object.patch(json::parse(*patch));
  } catch (const json::exception&) {
    expect(false, "a patch applies");
    return {};
  }
}

void check_idempotent(json request, const json& response) {
  if (!response.contains("patch")) return;
  request["request"]["object"] = patched(request["request"]["object"], response);
  const std::string again = request.dump();
  Admitter admitter;
  const auto second = admitter.admit(built_in_policy(), kube::Phase::mutate, {.bytes = again});
  expect(second.http_status == 200 && second.decision.patch.empty(),
         "what was patched needs no patch");
}

void check_phase(std::string_view text, kube::Phase phase) {
  Admitter admitter;
  const auto admission = admitter.admit(built_in_policy(), phase, {.bytes = text});
  if (admission.http_status != 200) return check_refusal(admission);
  const auto request = json::parse(text, nullptr, false);
  expect(!request.is_discarded(), "what one reader takes the other takes");
  const auto response = checked_response(request, phase, admission.body);
  check_idempotent(request, response);
  expect(admitter.admit(built_in_policy(), phase, {.bytes = text}).body == admission.body,
         "the same bytes give the same answer");
  // Deep enough: a patch for a request whose uid is not as long as all are in the seeds.
  constexpr std::size_t seed_bytes = 36;
  fuzz::planted_bug(response.contains("patch") && text_of(response, "uid").size() != seed_bytes);
}

}  // namespace
}  // namespace tempo_admission::policy

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tempo_admission;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  policy::check_phase(text, kube::Phase::mutate);
  policy::check_phase(text, kube::Phase::validate);
  return 0;
}
