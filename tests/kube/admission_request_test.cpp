#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "kube/parsed.hpp"
#include "tempo_admission/kube/admission_review.hpp"

namespace tempo_admission::kube {
namespace {

using nlohmann::json;

const json good = json::parse(R"({
  "kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1",
  "request": {
    "uid": "u-1",
    "kind": {"group": "", "version": "v1", "kind": "Service"},
    "resource": {"group": "", "version": "v1", "resource": "services"},
    "requestKind": {"group": "old", "version": "v1beta1", "kind": "OldService"},
    "name": "tempo", "namespace": "tempo-prod", "operation": "UPDATE",
    "userInfo": {"username": "jane", "groups": ["a", "b"]},
    "object": {"metadata": {"labels": {"app": "tempo"}}},
    "oldObject": {"metadata": {"labels": {"app": "old"}}},
    "dryRun": true, "options": null
  }
})");

// The valid review with one member replaced, or removed if the value is "discarded".
json with(const std::string& pointer, json value) {
  json review = good;
  review[json::json_pointer(pointer)] = std::move(value);
  return review;
}

json without(const std::string& pointer) {
  const json::json_pointer path(pointer);
  json review = good;
  review[path.parent_pointer()].erase(path.back());
  return review;
}

std::string error_of(const std::string& text) {
  JsonReader reader;
  const auto value = reader.read({text});
  if (!value) return value.error().message;
  const auto request = decode_review(*value);
  return request ? "" : request.error().message;
}

std::string error_of(const json& review) {
  return error_of(review.dump());
}

class GoodReview : public testing::Test {
 protected:
  Parsed parsed_{good.dump()};
  AdmissionRequest request_ = decode_review(*parsed_).value();
};

TEST_F(GoodReview, TellsWhatIsAskedFor) {
  EXPECT_EQ(request_.review_version, ReviewVersion::v1);
  EXPECT_EQ(request_.uid, "u-1");
  EXPECT_EQ(request_.operation, Operation::update);
  EXPECT_EQ(request_.name, "tempo");
  EXPECT_EQ(request_.namespace_name, "tempo-prod");
  EXPECT_EQ(request_.sub_resource, "");
  EXPECT_TRUE(request_.dry_run);
}

TEST_F(GoodReview, TellsWhoAsks) {
  EXPECT_EQ(request_.username, "jane");
  EXPECT_EQ((*request_.groups.begin()).value.string(), "a");
}

TEST_F(GoodReview, Case104TellsTheMatchedKindAndTheCallersKindApart) {
  EXPECT_TRUE(request_.is_core("Service"));
  EXPECT_EQ(request_.request_kind.kind, "OldService");
}

TEST_F(GoodReview, GivesBothObjects) {
  EXPECT_EQ(request_.object.labels().find("app"), "tempo");
  EXPECT_EQ(request_.old_object.labels().find("app"), "old");
}

struct Fault {
  std::string name;
  json review;
  std::string error;
};

class BrokenReview : public testing::TestWithParam<Fault> {};

TEST_P(BrokenReview, IsRefusedWithTheReason) {
  EXPECT_EQ(error_of(GetParam().review), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BrokenReview,
    testing::Values(
        Fault{"Case003UnknownVersion", with("/apiVersion", "admission.k8s.io/v2"),
              "apiVersion must be admission.k8s.io/v1 or admission.k8s.io/v1beta1"},
        Fault{"Case004OtherKind", with("/kind", "ConversionReview"),
              "kind must be AdmissionReview"},
        Fault{"Case004LongerKind", with("/kind", "AdmissionReview2"),
              "kind must be AdmissionReview"},
        Fault{"Case005NoVersion", without("/apiVersion"), "apiVersion is missing or empty"},
        Fault{"Case005NoKind", without("/kind"), "kind is missing or empty"},
        Fault{"Case010EmptyObject", json::object(), "apiVersion is missing or empty"},
        Fault{"Case011NoRequest", without("/request"), "request is missing"},
        Fault{"Case012NullRequest", with("/request", nullptr), "request is missing"},
        Fault{"Case013EmptyRequest", with("/request", json::object()),
              "request.uid is missing or empty"},
        Fault{"Case014NumberAsUid", with("/request/uid", 7), "request.uid must be a string"},
        Fault{"Case014HugeUid", with("/request/uid", std::string(1U << 20, 'u')),
              "request.uid must be at most 256 bytes long"},
        Fault{"Case015RequestAsList", with("/request", json::array()), "request must be an object"},
        Fault{"Case015RequestAsText", with("/request", "x"), "request must be an object"},
        Fault{"BodyAsList", json::array(), "the body is not a JSON object"},
        Fault{"NoKindOfObject", without("/request/kind"), "request.kind is missing"},
        Fault{"KindAsText", with("/request/kind", "Service"), "request.kind must be an object"},
        Fault{"NumberInKind", with("/request/kind/group", 1), "request.kind must be a string"},
        Fault{"ResourceAsText", with("/request/resource", "services"),
              "request.resource must be an object"},
        Fault{"NoOperation", without("/request/operation"),
              "request.operation is missing or empty"},
        Fault{"NumberAsName", with("/request/name", 1), "request.name must be a string"},
        Fault{"ObjectAsText", with("/request/object", "x"), "request.object must be an object"},
        Fault{"OldObjectAsList", with("/request/oldObject", json::array()),
              "request.oldObject must be an object"},
        Fault{"TextAsDryRun", with("/request/dryRun", "true"),
              "request.dryRun must be true or false"},
        Fault{"NumberAsUsername", with("/request/userInfo/username", 1),
              "request.userInfo.username must be a string"},
        Fault{"TextAsGroups", with("/request/userInfo/groups", "a"),
              "request.userInfo.groups must be a list"},
        Fault{"NumberInGroups", with("/request/userInfo/groups", json::array({"a", 1})),
              "request.userInfo.groups must be a list of strings"}),
    [](const auto& test) { return test.param.name; });

class AcceptedReview : public testing::TestWithParam<Fault> {};

TEST_P(AcceptedReview, IsDecoded) {
  EXPECT_EQ(error_of(GetParam().review), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Table, AcceptedReview,
    testing::Values(Fault{"AsSent", good, ""},
                    Fault{"Case002V1Beta1", with("/apiVersion", "admission.k8s.io/v1beta1"), ""},
                    Fault{"Case014QuotesAndNewlineInUid", with("/request/uid", "\"\n\""), ""},
                    Fault{"Case019UnknownFields", with("/request/object/spec/new", {{"a", 1}}), ""},
                    Fault{"Case019UnknownFieldsInTheEnvelope", with("/extra", json::array()), ""},
                    Fault{"Case092NoObject", with("/request/object", nullptr), ""},
                    Fault{"Case093NoOptions", without("/request/options"), ""},
                    Fault{"Case097NoName", without("/request/name"), ""},
                    Fault{"Case098LabelsAsList",
                          with("/request/object/metadata/labels", json::array()), ""},
                    Fault{"Case098NoMetadata", without("/request/object/metadata"), ""},
                    Fault{"NullGroups", with("/request/userInfo/groups", nullptr), ""},
                    Fault{"NoUser", without("/request/userInfo"), ""},
                    Fault{"NoDryRun", without("/request/dryRun"), ""}),
    [](const auto& test) { return test.param.name; });

// Every field of the two API types, including the response, which a request may contain as well.
json full(std::string_view api_version) {
  json review = good;
  review["apiVersion"] = api_version;
  json& request = review["request"];
  request["subResource"] = "scale";
  request["requestSubResource"] = "scale";
  request["requestResource"] = {{"group", "g"}, {"version", "v"}, {"resource", "r"}};
  request["operation"] = "operationValue";
  request["userInfo"]["uid"] = "42";
  request["userInfo"]["extra"] = {{"key", {"value"}}};
  request["options"] = {{"kind", "UpdateOptions"}, {"apiVersion", "meta.k8s.io/v1"}};
  review["response"] = {{"uid", "other"},
                        {"allowed", true},
                        {"patch", "BA=="},
                        {"patchType", "x"},
                        {"status", {{"code", 6}, {"details", {{"causes", json::array()}}}}},
                        {"warnings", {"w"}},
                        {"auditAnnotations", {{"a", "b"}}}};
  return review;
}

TEST(DecodeReview, Case020TakesEveryFieldOfV1) {
  EXPECT_EQ(error_of(full("admission.k8s.io/v1")), "");
}

TEST(DecodeReview, Case020TakesEveryFieldOfV1Beta1) {
  EXPECT_EQ(error_of(full("admission.k8s.io/v1beta1")), "");
}

TEST(DecodeReview, Case002KnowsV1Beta1) {
  const Parsed parsed(with("/apiVersion", "admission.k8s.io/v1beta1").dump());
  EXPECT_EQ(decode_review(*parsed)->review_version, ReviewVersion::v1beta1);
}

TEST(DecodeReview, TakesTheMatchedKindWhereTheCallersIsAbsent) {
  const Parsed parsed(without("/request/requestKind").dump());
  EXPECT_EQ(decode_review(*parsed)->request_kind.kind, "Service");
}

TEST(DecodeReview, Case096IsNotCoreInAnotherGroup) {
  const Parsed parsed(with("/request/kind/group", "serving.knative.dev").dump());
  EXPECT_FALSE(decode_review(*parsed)->is_core("Service"));
}

TEST(DecodeReview, Case094TellsTheSubresource) {
  const Parsed parsed(with("/request/subResource", "status").dump());
  EXPECT_EQ(decode_review(*parsed)->sub_resource, "status");
}

struct OperationCase {
  std::string_view text;
  Operation operation;
};

class EveryOperation : public testing::TestWithParam<OperationCase> {};

TEST_P(EveryOperation, IsKnown) {
  const Parsed parsed(with("/request/operation", GetParam().text).dump());
  EXPECT_EQ(decode_review(*parsed)->operation, GetParam().operation);
}

INSTANTIATE_TEST_SUITE_P(Table, EveryOperation,
                         testing::Values(OperationCase{"CREATE", Operation::create},
                                         OperationCase{"UPDATE", Operation::update},
                                         OperationCase{"DELETE", Operation::remove},
                                         OperationCase{"CONNECT", Operation::connect},
                                         OperationCase{"create", Operation::unknown},
                                         OperationCase{"operationValue", Operation::unknown}));

// The valid review with one member duplicated, before the first one.
std::string doubled(const std::string& before, const std::string& member) {
  std::string text = good.dump();
  const auto at = text.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  return text.insert(at, member);
}

struct DoubledCase {
  std::string name;
  std::string text;
  std::string error;
};

class DoubledKey : public testing::TestWithParam<DoubledCase> {};

TEST_P(DoubledKey, IsRefused) {
  EXPECT_EQ(error_of(GetParam().text), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Table, DoubledKey,
    testing::Values(DoubledCase{"Case022Request", doubled("\"request\":", R"("request":{},)"),
                                "the body has a duplicate key \"request\""},
                    DoubledCase{"Case022Uid", doubled("\"uid\":", R"("uid":"other",)"),
                                "request has a duplicate key \"uid\""},
                    DoubledCase{"Case022Object", doubled("\"object\":", R"("object":null,)"),
                                "request has a duplicate key \"object\""},
                    DoubledCase{"Case022Username", doubled("\"username\":", R"("username":"x",)"),
                                "request.userInfo has a duplicate key \"username\""},
                    DoubledCase{"Case022Metadata", doubled("\"metadata\":", R"("metadata":{},)"),
                                "request.object has a duplicate key \"metadata\""},
                    DoubledCase{"Case022Labels", doubled("\"labels\":", R"("labels":{},)"),
                                "request.object has a duplicate key \"labels\""},
                    DoubledCase{"Case022Label", doubled("\"app\":", R"("app":"x",)"),
                                "request.object has a duplicate key \"app\""},
                    DoubledCase{"Case022Annotation",
                                doubled("\"labels\":", R"("annotations":{"a":"1","a":"2"},)"),
                                "request.object has a duplicate key \"a\""},
                    DoubledCase{"Case022Data",
                                doubled("\"metadata\":", R"("data":{"a":"1","a":"2"},)"),
                                "request.object has a duplicate key \"a\""},
                    DoubledCase{"Case022BinaryData",
                                doubled("\"metadata\":", R"("binaryData":{"a":"1","a":"2"},)"),
                                "request.object has a duplicate key \"a\""}),
    [](const auto& test) { return test.param.name; });

TEST(DecodeReview, Case023MindsTheCaseOfKeys) {
  json review = good;
  review["Request"] = review["request"];
  review.erase("request");
  EXPECT_EQ(error_of(review), "request is missing");
}

TEST(DecodeReview, Case023MindsTheCaseOfKeysInTheRequest) {
  json review = good;
  review["request"]["UID"] = "u";
  review["request"].erase("uid");
  EXPECT_EQ(error_of(review), "request.uid is missing or empty");
}

TEST(DecodeReview, CutsALongDoubledKeyInItsReason) {
  const std::string key(10'000, 'k');
  const std::string twins = "\"" + key + "\":\"1\",\"" + key + "\":\"2\",";
  EXPECT_LT(error_of(doubled("\"app\":", twins)).size(), 200U);
}

}  // namespace
}  // namespace tempo_admission::kube
