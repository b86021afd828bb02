#include "tempo_admission/kube/json_patch.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace tempo_admission::kube {
namespace {

std::string escape_pointer(std::string_view token) {
  std::string pointer;
  append_escaped_pointer(pointer, token);
  return pointer;
}

TEST(EscapePointer, Case087EscapesTildesBeforeSlashes) {
  EXPECT_EQ(escape_pointer("~1/~"), "~01~1~0");
}

TEST(EscapePointer, Case087IsUndoneByTheOracle) {
  const std::string token = "a~b/c~1d//~~";
  const nlohmann::json::json_pointer pointer("/" + escape_pointer(token));
  EXPECT_EQ(pointer.back(), token);
}

TEST(EncodePatch, WritesAnEmptyPatch) {
  EXPECT_EQ(encode_patch({}), "[]");
}

TEST(EncodePatch, WritesTextAndMaps) {
  EXPECT_EQ(encode_patch({{"/metadata/annotations",
                           std::map<std::string, std::string>{{"a/b", "1"}, {"c", "\"\n"}}},
                          {"/metadata/annotations/d", "2"}}),
            R"([{"op":"add","path":"/metadata/annotations","value":{"a/b":"1","c":"\"\n"}},)"
            R"({"op":"add","path":"/metadata/annotations/d","value":"2"}])");
}

}  // namespace
}  // namespace tempo_admission::kube
