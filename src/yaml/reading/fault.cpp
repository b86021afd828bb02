#include "yaml/reading/fault.hpp"
#include "tempo_admission/yaml/limits.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <utility>

namespace tempo_admission::yaml {
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

Diagnostic diagnostic(std::string_view code, std::string message, Position position,
                      std::string hint, bool tempo_rejects) {
  Diagnostic fault;
  fault.code = code;
  fault.message = std::move(message);
  fault.position = position;
  fault.hint = std::move(hint);
  fault.tempo_rejects = tempo_rejects;
  return fault;
}

}  // namespace

Diagnostic refused(std::string_view code, std::string message, Position position,
                   std::string hint) {
  return diagnostic(code, std::move(message), position, std::move(hint), true);
}

Diagnostic limited(std::string_view code, std::string message, Position position,
                   std::string hint) {
  return diagnostic(code, std::move(message), position, std::move(hint), false);
}

Diagnostic too_costly(const Effort& effort, Position position) {
  return limited(too_costly_code,
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
  return refused("yaml/syntax", std::string(found.message), position, std::string(found.hint));
}

Diagnostic unreadable_fault(const Unreadable& unreadable, Position position) {
  if (unreadable.reason == Unreadable::Reason::encoding) {
    return refused("yaml/encoding",
                   "byte " + hexadecimal("0x%02X", unreadable.value) + " is not valid UTF-8",
                   position, "save the file as UTF-8");
  }
  return refused(
      "yaml/control-character",
      "character " + hexadecimal("U+%04X", unreadable.value) + " is not allowed unescaped in YAML",
      position, "remove it, or escape it in double quotes");
}

}  // namespace tempo_admission::yaml
