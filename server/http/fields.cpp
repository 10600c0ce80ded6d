#include "http/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/bytes.hpp"
#include "base/invariant.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "domain/refusal.hpp"
#include "http/field_errors.hpp"

namespace frostkeep::http {

const FieldSpec* AnyShape::find(std::string_view field_name) const {
  const auto found = std::ranges::find(fields, field_name, &FieldSpec::name);
  return found == fields.end() ? nullptr : &*found;
}

void append_text(std::string& out, std::string_view text) {
  const bool plain = std::ranges::all_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
  });
  if (!plain) return base::append_json_string(out, text);
  out.push_back('"');
  out.append(text);
  out.push_back('"');
}

void append_number(std::string& out, std::int64_t number) {
  const fmt::format_int text(number);
  out.append(text.data(), text.size());
}

ReadResult read_string(const ValueSpec& spec, std::string_view text, void* to) {
  if (text.size() > spec.max_length && base::length_in_characters(text) > spec.max_length) return ReadResult::too_long;
  if (base::has_forbidden_character(text)) return ReadResult::malformed;
  *static_cast<std::string*>(to) = text;
  return ReadResult::ok;
}

ReadResult read_digest(const ValueSpec&, std::string_view text, void* to) {
  const auto bytes = base::from_hex(text);
  if (!bytes || bytes->size() != sizeof(base::Digest)) return ReadResult::malformed;
  *static_cast<base::Digest*>(to) = base::digest_of_bytes(*bytes);
  return ReadResult::ok;
}

void write_digest(const ValueSpec&, const void* from, std::string& out) {
  append_text(out, base::to_hex(base::as_bytes(*static_cast<const base::Digest*>(from))));
}

std::optional<std::int64_t> number_of_name(const ValueSpec& spec, std::string_view name) {
  for (const auto& [word, number] : spec.names) {
    if (word == name) return number;
  }
  return std::nullopt;
}

std::string_view name_of_number(const ValueSpec& spec, std::int64_t number) {
  for (const auto& [word, value] : spec.names) {
    if (value == number) return word;
  }
  base::report_broken_invariant("each written value of an enumeration is in its one_of()", __FILE__, __LINE__);
}

namespace {

void write_value(const ValueSpec& spec, const void* from, std::string& out) {
  switch (spec.type->form) {
    case ValueForm::object:
      return write_json(*spec.shape, from, out);
    case ValueForm::optional: {
      const void* inside = spec.type->peek(from);
      if (!inside) {
        out.append("null");
      } else {
        write_value(*spec.inner, inside, out);
      }
      return;
    }
    case ValueForm::list: {
      auto [element, count] = spec.type->elements(from);
      out.push_back('[');
      for (std::size_t i = 0; i < count; ++i, element += spec.type->stride) {
        if (i > 0) out.push_back(',');
        write_value(*spec.inner, element, out);
      }
      out.push_back(']');
      return;
    }
    default:
      return spec.type->write(spec, from, out);
  }
}

ReadResult read_query_value(const ValueSpec& spec, std::string_view text, void* to) {
  switch (spec.type->form) {
    case ValueForm::optional:
      return read_query_value(*spec.inner, text, spec.type->open(to));
    case ValueForm::text:
      return spec.type->read_text(spec, text, to);
    case ValueForm::boolean:
      if (text != "true" && text != "false") return ReadResult::malformed;
      return spec.type->read_boolean(text == "true", to);
    case ValueForm::integer: {
      std::int64_t number = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (error == std::errc::result_out_of_range) return ReadResult::out_of_range;
      if (error != std::errc{} || end != text.data() + text.size()) return ReadResult::malformed;
      return spec.type->read_integer(spec, number, to);
    }
    case ValueForm::list: {
      const auto parts = base::split(text, ',');
      if (parts.size() > spec.max_items) return ReadResult::out_of_range;
      for (const auto part : parts) {
        const ReadResult result = read_query_value(*spec.inner, part, spec.type->open(to));
        if (result != ReadResult::ok) return result;
      }
      return ReadResult::ok;
    }
    case ValueForm::object:
      break;
  }
  return ReadResult::malformed;
}

}  // namespace

void write_json(const AnyShape& shape, const void* from, std::string& out) {
  char separator = '{';
  for (const auto& f : shape.fields) {
    const void* value = static_cast<const char*>(from) + f.offset;
    if (f.spec.type->form == ValueForm::optional && !f.spec.type->peek(value)) continue;
    out.push_back(separator);
    out.append(f.key);
    write_value(f.spec, value, out);
    separator = ',';
  }
  out.append(separator == '{' ? "{}" : "}");
}

void read_query(const AnyShape& shape, const QueryParameters& query, void* to) {
  std::vector<domain::Violation> violations;
  std::vector<bool> seen(shape.fields.size());
  for (const auto& [name, text] : query) {
    if (violations.size() == kMaxViolations) break;
    const FieldSpec* f = shape.find(name);
    if (!f) {
      violations.push_back(violation_at(domain::ErrorCode::query_unknown, {name}));
      continue;
    }
    const auto index = static_cast<std::size_t>(f - shape.fields.data());
    if (seen[index]) {
      violations.push_back(violation_at(domain::ErrorCode::malformed_request, {name}));
      continue;
    }
    seen[index] = true;
    const ReadResult result = read_query_value(f->spec, text, static_cast<char*>(to) + f->offset);
    if (result != ReadResult::ok) violations.push_back(violation_of(result, f->spec, {name}));
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (seen[i] || !shape.fields[i].required) continue;
    violations.push_back(violation_at(domain::ErrorCode::field_missing, {shape.fields[i].name}));
  }
  if (!violations.empty()) throw domain::Refused(std::move(violations));
}

domain::Violation violation_at(domain::ErrorCode code, const FieldPlace& place) {
  domain::Violation violation{code, {{"field", place.name}}};
  if (!place.pointer.empty()) violation.values["pointer"] = place.pointer;
  if (place.row > 0) violation.values["row"] = std::to_string(place.row);
  return violation;
}

domain::Violation violation_of(ReadResult result, const ValueSpec& spec, const FieldPlace& place) {
  if (spec.type->form == ValueForm::optional) return violation_of(result, *spec.inner, place);
  FROSTKEEP_INVARIANT(result != ReadResult::ok);
  domain::Violation violation = violation_at(domain::ErrorCode::field_malformed, place);
  std::string& limit = violation.values["limit"];
  if (result == ReadResult::too_long) {
    violation.code = domain::ErrorCode::field_too_long;
    limit = std::to_string(spec.max_length);
  } else if (result == ReadResult::out_of_range) {
    violation.code = domain::ErrorCode::field_out_of_range;
    const ValueSpec unbounded;
    if (spec.type->form == ValueForm::list) {
      limit = fmt::format("≤ {}", spec.max_items);
    } else if (spec.minimum != unbounded.minimum && spec.maximum != unbounded.maximum) {
      limit = fmt::format("{}–{}", spec.minimum, spec.maximum);
    }
  } else {
    for (const auto& [word, number] : spec.names) limit.append(limit.empty() ? "" : ", ").append(word);
  }
  if (limit.empty()) violation.values.erase("limit");
  return violation;
}

}  // namespace frostkeep::http
