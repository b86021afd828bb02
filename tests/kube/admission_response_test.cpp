#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tempo_admission/base/base64.hpp"
#include "tempo_admission/kube/admission_review.hpp"

namespace tempo_admission::kube {
namespace {

using nlohmann::json;

AdmissionResponse allowed(std::string_view uid = "u-1") {
  return {.uid = uid, .allowed = true};
}

json encoded(const AdmissionResponse& response) {
  return json::parse(encode_review(ReviewVersion::v1, response));
}

TEST(EncodeReview, Case001SaysOnlyWhatThereIsToSay) {
  EXPECT_EQ(encode_review(ReviewVersion::v1, allowed()),
            R"({"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1",)"
            R"("response":{"uid":"u-1","allowed":true}})");
}

TEST(EncodeReview, Case002EchoesV1Beta1) {
  EXPECT_EQ(encode_review(ReviewVersion::v1beta1, allowed()),
            R"({"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1beta1",)"
            R"("response":{"uid":"u-1","allowed":true}})");
}

TEST(EncodeReview, Case014EchoesAUidWithQuotesAndNewlines) {
  const std::string uid = "a\"b\\c\n\x01é";
  EXPECT_EQ(encoded(allowed(uid))["response"]["uid"], uid);
}

TEST(EncodeReview, Case083SendsPatchAndTypeTogether) {
  AdmissionResponse response = allowed();
  response.patch = {{"/metadata/annotations/a", "1"}};
  const json answer = encoded(response)["response"];
  EXPECT_EQ(answer["patchType"], "JSONPatch");
  EXPECT_EQ(decode_base64(answer["patch"].get<std::string>()), encode_patch(response.patch));
}

TEST(EncodeReview, SendsNoPatchWithADenial) {
  AdmissionResponse response{.uid = "u", .allowed = false};
  response.patch = {{"/metadata/annotations/a", "1"}};
  const json answer = encoded(response)["response"];
  EXPECT_FALSE(answer.contains("patch") || answer.contains("patchType"));
}

TEST(EncodeReview, Case107SendsTheStatusOfADenial) {
  AdmissionResponse response{.uid = "u", .allowed = false};
  response.status = Status{.code = 422,
                           .reason = "Invalid",
                           .message = "no",
                           .causes = {{"FieldValueInvalid", "m", "f"}}};
  EXPECT_EQ(encoded(response)["response"]["status"],
            json::parse(R"({"metadata":{},"status":"Failure","message":"no","reason":"Invalid",
              "details":{"causes":[{"reason":"FieldValueInvalid","message":"m","field":"f"}]},
              "code":422})"));
}

TEST(EncodeReview, Case101SendsAuditAnnotationsAndWarnings) {
  AdmissionResponse response = allowed();
  response.audit_annotations = {{"findings", "a=\"b\""}, {"patch", "[]"}};
  response.warnings = {"first", "second \"w\""};
  EXPECT_EQ(encode_review(ReviewVersion::v1, response),
            R"({"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":)"
            R"({"uid":"u-1","allowed":true,"auditAnnotations":{"findings":"a=\"b\"","patch":"[]"},)"
            R"("warnings":["first","second \"w\""]}})");
}

TEST(EncodeReview, StaysValidOnInvalidUtf8) {
  AdmissionResponse response = allowed();
  response.warnings = {"\xFF\xC0"};
  EXPECT_EQ(encoded(response)["response"]["warnings"][0], "\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace tempo_admission::kube
