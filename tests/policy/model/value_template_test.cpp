#include "policy/model/value_template.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::policy::value_template_test {
namespace {

std::string rendered(std::string_view text) {
  kube::JsonReader reader;
  const std::string json =
      R"({"metadata":{"name":"tempo-querier","labels":{"team":"blue"}},"spec":{"ports":[
          {"name":"http-metrics","port":3200,"targetPort":"http-metrics"},
          {"name":"web","port":80,"targetPort":8080},
          {"name":"plain","port":9000},{"name":"zero","port":9001,"targetPort":0},
          {"name":"mapped","port":80,"targetPort":"http-metrics"},
          {"name":"udp","port":3200,"protocol":"UDP"},{"name":"none","port":0}]}})";
  const auto value = reader.read({.bytes = json, .slack = 0});
  const kube::Object object(*value);
  const auto parsed = parse_template(text);
  if (!parsed) return "no template: " + parsed.error().message;
  const auto result = render(*parsed, {"tempo", object.name(), object, object.service_ports()});
  return result ? *result : "cannot: " + result.error().message;
}

struct Case {
  std::string_view text;
  std::string_view result;
};

class Rendering : public testing::TestWithParam<Case> {};

TEST_P(Rendering, GivesTheValue) {
  EXPECT_EQ(rendered(GetParam().text), GetParam().result);
}

INSTANTIATE_TEST_SUITE_P(
    Templates, Rendering,
    testing::Values(
        Case{"", ""}, Case{"/metrics", "/metrics"}, Case{"{ braces }", "{ braces }"},
        Case{R"({{ port "http-metrics" }})", "3200"}, Case{R"({{port "web"}})", "8080"},
        Case{"{{ namespace }}", "tempo"}, Case{"{{ name }}.{{ namespace }}", "tempo-querier.tempo"},
        Case{R"(team={{ label "team" }})", "team=blue"}, Case{"{{ label `team` }}", "blue"},
        Case{R"({{ "{{" }}x)", "{{x"}, Case{R"({{ "a\"b\\" }})", R"(a"b\)"},
        Case{R"({{ port "grpc" }})", R"(cannot: the Service has no TCP port named "grpc")"},
        Case{R"({{ port "plain" }})", "9000"}, Case{R"({{ port "zero" }})", "9001"},
        Case{
            R"({{ port "mapped" }})",
            R"(cannot: port "mapped" has the targetPort "http-metrics", and only the pods know its number)"},
        Case{R"({{ port "udp" }})", R"(cannot: the Service has no TCP port named "udp")"},
        Case{R"({{ port "none" }})", R"(cannot: the Service has no TCP port named "none")"},
        Case{R"({{ label "x" }})", R"(cannot: the object has no label "x")"}));

class Refusing : public testing::TestWithParam<std::string_view> {};

TEST_P(Refusing, SaysWhy) {
  EXPECT_EQ(rendered(GetParam()).substr(0, 12), "no template:") << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Templates, Refusing,
                         testing::Values("{{", "{{ name", "{{ }}", "{{ port }}", "{{ port x }}",
                                         "{{ port \"\" }}", "{{ port \"a\" \"b\" }}",
                                         "{{ name \"x\" }}", "{{ .Values.x }}", "{{ lable \"x\" }}",
                                         "{{ \"open }}"));

TEST(ParseTemplate, NamesTheFunctionThatWasMeant) {
  EXPECT_EQ(parse_template("{{ lable \"x\" }}").error().message,
            "unknown function 'lable' in a template; did you mean 'label'?");
}

TEST(ParseTemplate, KnowsAValueThatDependsOnNothing) {
  EXPECT_EQ(parse_template("true")->literal(), "true");
  EXPECT_EQ(parse_template("{{ name }}")->literal(), std::nullopt);
}

TEST(Render, Case097CannotKnowANameThatIsStillToBeGenerated) {
  const kube::Object object;
  const auto value = parse_template("{{ name }}");
  EXPECT_FALSE(render(*value, {"tempo", "", object, {}}).has_value());
}

}  // namespace
}  // namespace tempo_admission::policy::value_template_test
