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
    "check the indentation here and on the line above: keys of one block start in one column";

constexpr std::array words = {
    Words{"did not find expected key", "a key was expected here", indentation_hint},
    Words{"mapping values are not allowed in this context", "a ':' cannot stand here",
          "quote a value that contains ': ', and check that the line above is not its start"},
    Words{"could not find expected ':'", "the key that starts here has no ':' behind it",
          "write 'key: value'; a key stands on one line and has at most 1024 characters"},
    Words{"did not find expected '-' indicator", "a list item ('- ...') was expected here",
          indentation_hint},
    Words{"block sequence entries are not allowed in this context",
          "a list item ('- ...') cannot start here", "start the list on a line of its own"},
    Words{"mapping keys are not allowed in this context", "a key cannot start here",
          "start the key on a line of its own"},
    Words{"did not find expected ',' or '}'", "a ',' or the closing '}' was expected here", ""},
    Words{"did not find expected ',' or ']'", "a ',' or the closing ']' was expected here", ""},
    Words{"did not find expected node content", "a value was expected here", ""},
    Words{"did not find expected comment or line break",
          "nothing but a comment may follow on this line", ""},
    Words{"did not find expected alphabetic or numeric character",
          "an anchor or alias needs a name of letters, digits, '-' and '_'",
          "quote a value that starts with '*' or '&'"},
    Words{"found unknown escape character", "this is no escape sequence of YAML",
          "write '\\\\' for a backslash, or use single quotes"},
    Words{"did not find expected hexdecimal number", "the escape sequence needs more hex digits",
          ""},
    Words{"found invalid Unicode character escape code",
          "the escape sequence names no Unicode character", ""},
    Words{"found unexpected end of stream", "the quoted text is never closed",
          "add the closing quote"},
    Words{"found unexpected document indicator", "a document marker stands inside of a quoted text",
          "close the quote before it"},
    Words{"found a tab character that violates indentation", "a tab cannot indent",
          "indent with spaces"},
    Words{"found a tab character where an indentation space is expected", "a tab cannot indent",
          "indent with spaces"},
    Words{"found an indentation indicator equal to 0", "the indentation indicator cannot be 0", ""},
    Words{"found undefined tag handle", "the tag's handle is not declared by a %TAG directive",
          "quote a value that starts with '!'"},
    Words{"did not find expected whitespace or line break", "a space was expected here", ""},
    Words{"found incompatible YAML document", "the %YAML directive names another version than 1.1",
          "leave the directive out, or write %YAML 1.1"},
    Words{"found extremely long version number", "the %YAML directive names no version",
          "leave the directive out, or write %YAML 1.1"},
    Words{"found duplicate %YAML directive", "there is more than one %YAML directive", ""},
    Words{"found duplicate %TAG directive", "this %TAG handle is declared twice", ""},
    Words{"found unknown directive name", "a line cannot start with '%', except for a directive",
          "quote a value that starts with '%'"},
    Words{"could not find expected directive name",
          "a line cannot start with '%', except for a directive",
          "quote a value that starts with '%'"},
    Words{"did not find expected <document start>", "a document marker '---' was expected here",
          "check the indentation here and on the lines above"},
    Words{"did not find URI escaped octet", "the tag contains a '%' that escapes nothing", ""},
};

Words words_for(std::string_view problem) {
  const auto* found = std::find_if(words.begin(), words.end(),
                                   [&](const Words& entry) { return entry.problem == problem; });
  return found != words.end() ? *found : Words{problem, "this is not YAML", problem};
}

Words words_for_start(char at) {
  if (at == '\t') return {"", "a tab cannot indent", "indent with spaces"};
  return {"", "a value cannot start with this character", "put it into quotes"};
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
    return refused(
        "yaml/encoding",
        "the byte " + hexadecimal("0x%02X", unreadable.value) + " does not belong to UTF-8 text",
        position, "save the file as UTF-8");
  }
  return refused(
      "yaml/control-character",
      "the character " + hexadecimal("U+%04X", unreadable.value) + " cannot stand in YAML as it is",
      position, "remove it, or escape it in double quotes");
}

}  // namespace tempo_admission::yaml
