#include "yaml/reading/fault.hpp"
#include "tempo_admission/yaml/limits.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <utility>

namespace tempo_admission::yaml {
namespace code {

constexpr FindingInfo syntax{
    .code = "yaml/syntax",
    .effect = Effect::refused,
    .meaning = "the file is not valid YAML",
    .why = R"(
The file is not valid YAML. The position is where it stops making sense; what is missing may be
before it.)",
    .bad = {{}, R"(
overrides:
  "team-a: {})"},
    .good = {{}, R"(
overrides:
  "team-a": {})"},
};

constexpr FindingInfo encoding{
    .code = "yaml/encoding",
    .effect = Effect::refused,
    .meaning = "bytes that are not valid UTF-8 or UTF-16",
    .why = R"(
Bytes that are not UTF-8; UTF-16 with a byte order mark is read too. `\xFF` is such a byte here.)",
    .bad = {"escaped", R"(
overrides:
  "team-\xFF": {})"},
    .good = {{}, R"(
overrides:
  "team-a": {})"},
};

constexpr FindingInfo control_character{
    .code = "yaml/control-character",
    .effect = Effect::refused,
    .meaning = "a control character that YAML does not allow",
    .why = R"(
A control character that YAML does not allow unescaped, most often from copying. `\x07` is such a character here. In double quotes it can be written as an escape.)",
    .bad = {"escaped", R"(
overrides:
  "team-\x07": {})"},
    .good = {{}, R"(
overrides:
  "team-\x07": {})"},
};

constexpr FindingInfo not_a_mapping{
    .code = "yaml/not-a-mapping",
    .effect = Effect::refused,
    .meaning = "the file is not a mapping",
    .why = R"(
The file is a list or a single value, not a mapping with `overrides:`.)",
    .bad = {{}, R"(
- overrides)"},
    .good = {{}, R"(
overrides: {})"},
};

constexpr FindingInfo unknown_anchor{
    .code = "yaml/unknown-anchor",
    .effect = Effect::refused,
    .meaning = "an alias to an unknown anchor",
    .why = R"(
An alias without an anchor of that name before it.)",
    .bad = {{}, R"(
overrides:
  "team-a": *base)"},
    .good = {{}, R"(
overrides:
  base: &base
    ingestion: {rate_limit_bytes: 30000000}
  "team-a": *base)"},
};

constexpr FindingInfo alias_cycle{
    .code = "yaml/alias-cycle",
    .effect = Effect::refused,
    .meaning = "an alias inside the value that it refers to",
    .why = R"(
An alias inside the value that it refers to.)",
    .bad = {{}, R"(
overrides:
  "team-a": &a
    forwarders: [*a])"},
    .good = {{}, R"(
overrides:
  "team-a": &a
    forwarders: [kafka]
  "team-b": *a)"},
};

constexpr FindingInfo alias_expansion{
    .code = "yaml/alias-expansion",
    .effect = Effect::refused,
    .meaning = "aliases that expand to far more than was written",
    .why = R"(
Aliases of aliases that expand to far more than was written. go-yaml refuses such a file before it
fills the memory, and so do we.)",
    .bad = {{}, R"(
overrides:
  "team-a":
    forwarders:
      - &a [x, x, x, x, x, x, x, x, x]
      - &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
      - &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
      - &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
      - [*d, *d, *d, *d, *d, *d, *d, *d, *d])"},
    .good = {{}, R"(
overrides:
  "team-a":
    forwarders: &a [x, y]
  "team-b":
    forwarders: *a)"},
};

constexpr FindingInfo too_large{
    .code = "yaml/too-large",
    .effect = Effect::error,
    .meaning = "a limit of ours: too many bytes",
    .why = R"(
Files of more than 2 MiB are not read (`textLimits.bytes` in the policy), so what Tempo would do
with them is unknown.)",
};

constexpr FindingInfo too_many_nodes{
    .code = "yaml/too-many-nodes",
    .effect = Effect::error,
    .meaning = "a limit of ours: too many values",
    .why = R"(
Files with more than 150,000 values are not read to the end (`textLimits.nodes` in the policy), so
what Tempo would do with them is unknown.)",
};

constexpr FindingInfo too_deep{
    .code = "yaml/too-deep",
    .effect = Effect::error,
    .meaning = "a limit of ours and of go-yaml: nested too deeply",
    .otherwise = "Tempo refuses the file too, if go-yaml does",
    .why = R"(
The file is nested deeper than 100 levels (`textLimits.depth` in the policy). No field of Tempo is
a tenth as deep; go-yaml's own limit is 10,000.)",
};

constexpr FindingInfo too_costly{
    .code = "yaml/too-costly",
    .effect = Effect::error,
    .meaning = "a limit of ours: the file takes too much work to read",
    .why = R"(
The file was made to be slow to read, or happens to be: the work for one review is limited
(`textLimits.steps` in the policy), and the message says what it was spent on. See
[limits.md](limits.md#what-is-read).)",
};

}  // namespace code

namespace {

struct Words {
  std::string_view problem;  // libyaml's
  std::string_view message;  // ours
  std::string_view hint;
};

constexpr std::string_view indentation_hint =
    "check the indentation here and on the line above: keys of one mapping start in the same "
    "column";

constexpr std::array words = {
    Words{"did not find expected key", "expected a key here", indentation_hint},
    Words{"mapping values are not allowed in this context", "':' is not allowed here",
          "quote a value that contains ': ', or fix the indentation"},
    Words{"could not find expected ':'", "missing ':' after this key",
          "write 'key: value'; a key must be on one line and have at most 1024 characters"},
    Words{"did not find expected '-' indicator", "expected a list item ('- ...') here",
          indentation_hint},
    Words{"block sequence entries are not allowed in this context",
          "a list item ('- ...') cannot start here", "start the list on its own line"},
    Words{"mapping keys are not allowed in this context", "a key cannot start here",
          "start the key on its own line"},
    Words{"did not find expected ',' or '}'", "expected ',' or '}' here", ""},
    Words{"did not find expected ',' or ']'", "expected ',' or ']' here", ""},
    Words{"did not find expected node content", "expected a value here", ""},
    Words{"did not find expected comment or line break",
          "expected a comment or the end of the line here", ""},
    Words{"did not find expected alphabetic or numeric character",
          "the name of an anchor or alias must consist of letters, digits, '-' and '_'",
          "quote a value that starts with '*' or '&'"},
    Words{"found unknown escape character", "invalid YAML escape sequence",
          "write '\\\\' for a backslash, or use single quotes"},
    Words{"did not find expected hexdecimal number",
          "expected more hex digits in this escape sequence", ""},
    Words{"found invalid Unicode character escape code",
          "this escape sequence is not a valid Unicode character", ""},
    Words{"found unexpected end of stream", "this quoted string is not closed",
          "add the closing quote"},
    Words{"found unexpected document indicator", "document marker inside a quoted string",
          "close the quote before it"},
    Words{"found a tab character that violates indentation", "tabs cannot be used for indentation",
          "indent with spaces"},
    Words{"found a tab character where an indentation space is expected",
          "tabs cannot be used for indentation", "indent with spaces"},
    Words{"found an indentation indicator equal to 0", "the indentation indicator must not be 0",
          ""},
    Words{"found undefined tag handle", "unknown tag handle: no %TAG directive declares it",
          "quote a value that starts with '!'"},
    Words{"did not find expected whitespace or line break", "expected a space here", ""},
    Words{"found incompatible YAML document", "the %YAML directive must specify version 1.1",
          "remove the directive, or write %YAML 1.1"},
    Words{"found extremely long version number", "the %YAML directive has an invalid version",
          "remove the directive, or write %YAML 1.1"},
    Words{"found duplicate %YAML directive", "duplicate %YAML directive", ""},
    Words{"found duplicate %TAG directive", "duplicate %TAG directive for this handle", ""},
    Words{"found unknown directive name", "a line that starts with '%' must be a directive",
          "quote a value that starts with '%'"},
    Words{"could not find expected directive name",
          "a line that starts with '%' must be a directive", "quote a value that starts with '%'"},
    Words{"did not find expected <document start>", "expected the document marker '---' here",
          "check the indentation here and on the lines above"},
    Words{"did not find URI escaped octet", "invalid '%' escape in this tag", ""},
};

Words words_for(std::string_view problem) {
  const auto* found = std::find_if(words.begin(), words.end(),
                                   [&](const Words& entry) { return entry.problem == problem; });
  return found != words.end() ? *found : Words{problem, "invalid YAML", problem};
}

Words words_for_start(char at) {
  if (at == '\t') return {"", "tabs cannot be used for indentation", "indent with spaces"};
  return {"", "a value cannot start with this character", "quote it"};
}

std::string hexadecimal(const char* format, unsigned value) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

Diagnostic diagnostic(const FindingInfo& info, std::string message, Position position,
                      std::string hint, bool tempo_rejects) {
  Diagnostic fault;
  fault.code = info.code;
  fault.message = std::move(message);
  fault.position = position;
  fault.hint = std::move(hint);
  fault.tempo_rejects = tempo_rejects;
  fault.cause = info.cause;
  return fault;
}

}  // namespace

Diagnostic refused(const FindingInfo& info, std::string message, Position position,
                   std::string hint) {
  return diagnostic(info, std::move(message), position, std::move(hint), true);
}

Diagnostic limited(const FindingInfo& info, std::string message, Position position,
                   std::string hint) {
  return diagnostic(info, std::move(message), position, std::move(hint), false);
}

Diagnostic too_costly(const Effort& effort, Position position) {
  return limited(code::too_costly,
                 "too much work for one review: stopped while " + std::string(effort.spent_while()),
                 position,
                 "write nested [...] and {...} in block style, use fewer aliases and escapes, or "
                 "split the file");
}

Diagnostic syntax_fault(const ReaderFault& fault, std::string_view text, Position position) {
  const bool cannot_start = fault.problem == "found character that cannot start any token";
  const Words found = cannot_start && fault.offset < text.size()
                          ? words_for_start(text[fault.offset])
                          : words_for(fault.problem);
  return refused(code::syntax, std::string(found.message), position, std::string(found.hint));
}

Diagnostic unreadable_fault(const Unreadable& unreadable, Position position) {
  if (unreadable.reason == Unreadable::Reason::encoding) {
    return refused(code::encoding,
                   "byte " + hexadecimal("0x%02X", unreadable.value) + " is not valid UTF-8",
                   position, "save the file as UTF-8");
  }
  return refused(
      code::control_character,
      "character " + hexadecimal("U+%04X", unreadable.value) + " is not allowed unescaped in YAML",
      position, "remove it, or escape it in double quotes");
}

FindingList fault_findings() {
  static constexpr std::array list = {
      &code::syntax,         &code::encoding,    &code::control_character, &code::not_a_mapping,
      &code::unknown_anchor, &code::alias_cycle, &code::alias_expansion,   &code::too_large,
      &code::too_many_nodes, &code::too_deep,    &code::too_costly};
  return list;
}

}  // namespace tempo_admission::yaml
