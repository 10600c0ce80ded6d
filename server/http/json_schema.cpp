#include <fmt/format.h>

#include <iterator>

#include "http/fields.hpp"

namespace frostkeep::http {
namespace {

template <typename... Args>
void put(std::string& out, fmt::format_string<Args...> format, Args&&... args) {
  fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

void describe_text(const ValueSpec& spec, std::string& out) {
  out.append(R"("type":"string")");
  if (!spec.type->format.empty()) put(out, R"(,"format":"{}")", spec.type->format);
  if (!spec.type->pattern.empty()) put(out, R"(,"pattern":"{}")", spec.type->pattern);
  if (spec.type == &TypeOf<std::string>::kType) put(out, R"(,"maxLength":{})", spec.max_length);
  if (spec.names.empty()) return;
  out.append(R"(,"enum":)");
  char separator = '[';
  for (const auto& [word, number] : spec.names) {
    out.push_back(separator);
    append_text(out, word);
    separator = ',';
  }
  out.push_back(']');
}

void describe_integer(const ValueSpec& spec, std::string& out) {
  out.append(R"("type":"integer")");
  const ValueSpec unbounded;
  if (spec.minimum != unbounded.minimum) put(out, R"(,"minimum":{})", spec.minimum);
  if (spec.maximum != unbounded.maximum) put(out, R"(,"maximum":{})", spec.maximum);
}

}  // namespace

void write_schema(const ValueSpec& spec, std::string_view about, std::string& out) {
  const ValueForm form = spec.type->form;
  if (form == ValueForm::optional && spec.inner->type->form != ValueForm::optional) {
    return write_schema(*spec.inner, about, out);
  }
  out.push_back('{');
  switch (form) {
    case ValueForm::text:
      describe_text(spec, out);
      break;
    case ValueForm::integer:
      describe_integer(spec, out);
      break;
    case ValueForm::boolean:
      out.append(R"("type":"boolean")");
      break;
    case ValueForm::object:
      put(out, R"("$ref":"#/components/schemas/{}")", spec.shape->name);
      break;
    case ValueForm::optional:  // of an optional: null is a value of its own
      out.append(R"("anyOf":[)");
      write_schema(*spec.inner, {}, out);
      out.append(R"(,{"type":"null"}])");
      break;
    case ValueForm::list:
      out.append(R"("type":"array","items":)");
      write_schema(*spec.inner, {}, out);
      put(out, R"(,"maxItems":{})", spec.max_items);
      break;
  }
  if (!about.empty()) {
    out.append(R"(,"description":)");
    append_text(out, about);
  }
  out.push_back('}');
}

void write_schema(const AnyShape& shape, std::string& out) {
  out.append(R"({"type":"object","additionalProperties":false,"properties":{)");
  bool first = true;
  for (const auto& f : shape.fields) {
    if (!first) out.push_back(',');
    out.append(f.key);
    write_schema(f.spec, f.about, out);
    first = false;
  }
  out.push_back('}');
  char separator = '[';
  for (const auto& f : shape.fields) {
    if (!f.required) continue;
    out.append(separator == '[' ? R"(,"required":)" : "");
    out.push_back(separator);
    append_text(out, f.name);
    separator = ',';
  }
  out.append(separator == '[' ? "}" : "]}");
}

}  // namespace frostkeep::http
