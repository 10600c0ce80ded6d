#pragma once
/// How each C++ type stands on the wire. A ValueType is a table of functions, one table a C++ type, so that the reader,
/// the writer and the schema (json_reader.cpp, fields.cpp, json_schema.cpp) are compiled once and not per body.

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/digest.hpp"
#include "base/timestamp.hpp"
#include "base/typed_id.hpp"

namespace frostkeep::http {

struct AnyShape;
struct ValueSpec;

/// What a value is in JSON.
enum class ValueForm : std::uint8_t { text, integer, boolean, object, list, optional };
/// What came of reading one value.
enum class ReadResult : std::uint8_t { ok, malformed, out_of_range, too_long };

/// The functions of one C++ type; those that don't apply to its form are null. `to` and `from` point to that type.
struct ValueType {
  ValueForm form = ValueForm::text;
  std::string_view format = {};   ///< JSON Schema `format`, may be empty
  std::string_view pattern = {};  ///< JSON Schema `pattern`, may be empty
  ReadResult (*read_text)(const ValueSpec&, std::string_view text, void* to) = nullptr;
  ReadResult (*read_integer)(const ValueSpec&, std::int64_t number, void* to) = nullptr;
  ReadResult (*read_boolean)(bool value, void* to) = nullptr;
  void (*write)(const ValueSpec&, const void* from, std::string& out) = nullptr;
  void* (*open)(void* to) = nullptr;  ///< optional: engages it; list: appends an element; gives its address
  void (*clear)(void* to) = nullptr;  ///< optional: what JSON null means
  const void* (*peek)(const void* from) = nullptr;                              ///< optional: the value inside, or null
  std::pair<const char*, std::size_t> (*elements)(const void* from) = nullptr;  ///< list: first element and count
  std::size_t stride = 0;  ///< list: bytes from one element to the next
};

/// A value with its bounds.
struct ValueSpec {
  const ValueType* type = nullptr;
  std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
  std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
  std::size_t max_length = 255;  ///< characters of a text
  std::size_t max_items = 1'000;
  std::vector<std::pair<std::string, std::int64_t>> names = {};  ///< words of an enumeration
  const AnyShape* shape = nullptr;                               ///< of an object
  std::shared_ptr<ValueSpec> inner = nullptr;                    ///< of an optional or a list
};

/// Appends a JSON string; plain ASCII in one copy, anything else by base::append_json_string.
void append_text(std::string& out, std::string_view text);
/// Appends a decimal number.
void append_number(std::string& out, std::int64_t number);
ReadResult read_string(const ValueSpec& spec, std::string_view text, void* to);
ReadResult read_digest(const ValueSpec& spec, std::string_view text, void* to);
void write_digest(const ValueSpec& spec, const void* from, std::string& out);
/// The number of an enumeration's word; nothing for a word that isn't one of its names.
std::optional<std::int64_t> number_of_name(const ValueSpec& spec, std::string_view name);
/// The word of an enumeration's number; a number without a name is a bug.
std::string_view name_of_number(const ValueSpec& spec, std::int64_t number);

template <typename T>
struct TypeOf {  // any class without an entry of its own is an object and needs a shape
  static_assert(std::is_class_v<T>, "this type has no form in JSON");
  static constexpr ValueType kType{.form = ValueForm::object};
};

template <>
struct TypeOf<std::string> {
  static constexpr ValueType kType{.form = ValueForm::text,
                                   .read_text = read_string,
                                   .write = [](const ValueSpec&, const void* from, std::string& out) {
                                     append_text(out, *static_cast<const std::string*>(from));
                                   }};
};

template <>
struct TypeOf<bool> {
  static constexpr ValueType kType{
      .form = ValueForm::boolean,
      .read_boolean =
          [](bool value, void* to) {
            *static_cast<bool*>(to) = value;
            return ReadResult::ok;
          },
      .write = [](const ValueSpec&, const void* from,
                  std::string& out) { out.append(*static_cast<const bool*>(from) ? "true" : "false"); }};
};

template <typename T>
requires(std::is_integral_v<T> && !std::is_same_v<T, bool>) struct TypeOf<T> {
  static_assert(sizeof(T) < 8 || std::is_signed_v<T>, "JSON numbers end at 2^53: use a signed type, or an id");
  static constexpr ValueType kType{
      .form = ValueForm::integer,
      .read_integer =
          [](const ValueSpec& spec, std::int64_t number, void* to) {
            if (number < spec.minimum || number > spec.maximum || !std::in_range<T>(number)) {
              return ReadResult::out_of_range;
            }
            *static_cast<T*>(to) = static_cast<T>(number);
            return ReadResult::ok;
          },
      .write = [](const ValueSpec&, const void* from,
                  std::string& out) { append_number(out, static_cast<std::int64_t>(*static_cast<const T*>(from))); }};
};

template <typename T>
requires std::is_enum_v<T>
struct TypeOf<T> {
  static constexpr ValueType kType{
      .form = ValueForm::text,
      .read_text =
          [](const ValueSpec& spec, std::string_view text, void* to) {
            const auto number = number_of_name(spec, text);
            if (!number) return ReadResult::malformed;
            *static_cast<T*>(to) = static_cast<T>(*number);
            return ReadResult::ok;
          },
      .write =
          [](const ValueSpec& spec, const void* from, std::string& out) {
            append_text(out, name_of_number(spec, static_cast<std::int64_t>(*static_cast<const T*>(from))));
          }};
};

template <typename Tag>
struct TypeOf<base::TypedId<Tag>> {
  using Id = base::TypedId<Tag>;
  static constexpr ValueType kType{
      .form = ValueForm::text,
      .pattern = "^[1-9][0-9]{0,19}$",
      .read_text =
          [](const ValueSpec&, std::string_view text, void* to) {
            const auto id = text.empty() ? std::nullopt : Id::parse(text);
            if (!id) return ReadResult::malformed;
            *static_cast<Id*>(to) = *id;
            return ReadResult::ok;
          },
      .write = [](const ValueSpec&, const void* from,
                  std::string& out) { append_text(out, static_cast<const Id*>(from)->text()); }};
};

/// A value that base reads by a `parse` function and writes by `to_text`.
template <typename T, std::optional<T> (*parse)(std::string_view)>
struct ParsedText {
  static constexpr ReadResult read(const ValueSpec&, std::string_view text, void* to) {
    const auto value = parse(text);
    if (!value) return ReadResult::malformed;
    *static_cast<T*>(to) = *value;
    return ReadResult::ok;
  }
  static void write(const ValueSpec&, const void* from, std::string& out) {
    append_text(out, to_text(*static_cast<const T*>(from)));
  }
};

template <>
struct TypeOf<base::Timestamp> {
  using Text = ParsedText<base::Timestamp, base::parse_timestamp>;
  static constexpr ValueType kType{
      .form = ValueForm::text, .format = "date-time", .read_text = Text::read, .write = Text::write};
};

template <>
struct TypeOf<base::Date> {
  using Text = ParsedText<base::Date, base::parse_date>;
  static constexpr ValueType kType{
      .form = ValueForm::text, .format = "date", .read_text = Text::read, .write = Text::write};
};

template <>
struct TypeOf<base::PartialDate> {
  using Text = ParsedText<base::PartialDate, base::parse_partial_date>;
  static constexpr ValueType kType{.form = ValueForm::text,
                                   .pattern = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4}-[0-9]{2}-[0-9]{2})?$",
                                   .read_text = Text::read,
                                   .write = Text::write};
};

template <>
struct TypeOf<base::Digest> {
  static constexpr ValueType kType{
      .form = ValueForm::text, .pattern = "^[0-9a-fA-F]{64}$", .read_text = read_digest, .write = write_digest};
};

template <typename T>
struct TypeOf<std::optional<T>> {
  static constexpr ValueType kType{
      .form = ValueForm::optional,
      .open = [](void* to) -> void* { return &static_cast<std::optional<T>*>(to)->emplace(); },
      .clear =
          [](void* to) {
            // Of a double optional the outer one says "was sent", so null engages it around an empty inner one.
            if constexpr (std::is_default_constructible_v<T> && requires(T t) { t.has_value(); }) {
              static_cast<std::optional<T>*>(to)->emplace();
            } else {
              static_cast<std::optional<T>*>(to)->reset();
            }
          },
      .peek = [](const void* from) -> const void* {
        const auto& value = *static_cast<const std::optional<T>*>(from);
        return value ? &*value : nullptr;
      }};
};

template <typename T>
struct TypeOf<std::vector<T>> {
  static_assert(!std::is_same_v<T, bool>, "std::vector<bool> has no elements to point to");
  static constexpr ValueType kType{
      .form = ValueForm::list,
      .open = [](void* to) -> void* { return &static_cast<std::vector<T>*>(to)->emplace_back(); },
      .elements =
          [](const void* from) {
            const auto& list = *static_cast<const std::vector<T>*>(from);
            return std::pair{reinterpret_cast<const char*>(list.data()), list.size()};
          },
      .stride = sizeof(T)};
};

/// The type inside all optionals and lists.
template <typename T>
struct LeafOf {
  using Type = T;
};
template <typename T>
struct LeafOf<std::optional<T>> : LeafOf<T> {};
template <typename T>
struct LeafOf<std::vector<T>> : LeafOf<T> {};

/// The spec of a C++ type without bounds, with those of its insides.
template <typename T>
ValueSpec spec_of() {
  ValueSpec spec;
  spec.type = &TypeOf<T>::kType;
  if constexpr (TypeOf<T>::kType.form == ValueForm::optional || TypeOf<T>::kType.form == ValueForm::list) {
    spec.inner = std::make_shared<ValueSpec>(spec_of<typename T::value_type>());
  }
  return spec;
}

}  // namespace frostkeep::http
