#pragma once
/// Shapes: one field list per body gives its parser, its renderer and its JSON Schema.
///
///     struct PlaceBody { std::string code; std::optional<std::string> reason; };
///     inline const Shape<PlaceBody> kPlaceBody{"PlaceBody", {
///         field("code", &PlaceBody::code, max_length(64)),
///         field("reason", &PlaceBody::reason, max_length(500)),
///     }};
///
/// Required unless the member is a std::optional or the field is defaulted(). JSON null stands for an absent optional;
/// std::optional<std::optional<T>> keeps the two apart (absent: leave it; null: clear it). Absent values are left out
/// of answers. Bodies are structs that can be made empty. Known types: std::string, bool, integers to 53 bits and more,
/// enumerations with one_of(), ids (decimal strings), base::Timestamp, Date, PartialDate, Digest (hexadecimal), nested
/// structs with their shape, and std::optional and std::vector of all of these.
/// Thread rule: a shape is never changed after it was made.

#include <initializer_list>

#include "http/value_types.hpp"

namespace frostkeep::http {

/// One field: its name, where it lies in the struct, what it takes.
struct FieldSpec {
  std::string name;
  std::string key;  ///< `"name":` as it is written
  std::size_t offset = 0;
  bool required = true;
  std::string about;  ///< one English sentence for the API description, may be empty
  ValueSpec spec;
};

/// A shape without its C++ type; what json_reader.cpp, json_schema.cpp and openapi.cpp work on.
struct AnyShape {
  std::string name;
  std::vector<FieldSpec> fields;
  /// The field of that name, or null.
  const FieldSpec* find(std::string_view field_name) const;
};

/// Query parameters as they stood in the target, decoded, in order.
using QueryParameters = std::vector<std::pair<std::string, std::string>>;

/// Limits of every JSON body, beside its size: a deeper or richer one is malformed_json.
constexpr std::size_t kMaxJsonDepth = 32;
constexpr std::size_t kMaxJsonValues = 200'000;  ///< a bulk registration of 10,000 rows with 20 fields
/// Reading goes on after a violation, up to this many.
constexpr std::size_t kMaxViolations = 200;

/// Reads a JSON object into the struct at `to`. Throws domain::Refused: malformed_json alone (with `offset`, or
/// `pointer` for a repeated key), or all of field_unknown, field_missing, field_malformed, field_out_of_range,
/// field_too_long, each with `field`, `pointer` (RFC 6901), and where known `row` (1-based, of the outermost list) and
/// `limit`.
void read_json(const AnyShape& shape, std::string_view json, void* to);
/// Reads query parameters into the struct at `to`; a list is comma-separated. Throws domain::Refused: query_unknown,
/// malformed_request for a repeated name, or the field codes as above without `pointer`.
void read_query(const AnyShape& shape, const QueryParameters& query, void* to);
/// Appends the struct at `from` as a JSON object.
void write_json(const AnyShape& shape, const void* from, std::string& out);
/// Appends the JSON Schema of the shape; nested shapes are referred to as `#/components/schemas/<name>`.
void write_schema(const AnyShape& shape, std::string& out);
/// Appends the JSON Schema of one value.
void write_schema(const ValueSpec& spec, std::string_view about, std::string& out);

/// A field of struct T; made by field() only.
template <typename T>
struct Field {
  FieldSpec spec;
};

template <typename T>
struct Shape : AnyShape {
  using Value = T;
  Shape(std::string_view shape_name, std::initializer_list<Field<T>> list) {
    name = shape_name;
    fields.reserve(list.size());
    for (const auto& f : list) fields.push_back(f.spec);
  }
  T parse(std::string_view json) const {
    T value{};
    read_json(*this, json, &value);
    return value;
  }
  T parse_query(const QueryParameters& query) const {
    T value{};
    read_query(*this, query, &value);
    return value;
  }
  void render(const T& value, std::string& out) const { write_json(*this, &value, out); }
  std::string render(const T& value) const {
    std::string out;
    write_json(*this, &value, out);
    return out;
  }
};

// What a field may be told, in any number and order:

/// At most so many characters (255 unless told).
struct MaxLength {
  std::size_t characters;
};
constexpr MaxLength max_length(std::size_t characters) {
  return {characters};
}

/// An integer from `minimum` to `maximum`, both included.
struct Range {
  std::int64_t minimum, maximum;
};
constexpr Range range(std::int64_t minimum, std::int64_t maximum) {
  return {minimum, maximum};
}

/// At most so many elements (1,000 unless told).
struct MaxItems {
  std::size_t items;
};
constexpr MaxItems max_items(std::size_t items) {
  return {items};
}

/// May be absent, also if it is no optional: the struct's own initial value stays.
struct Defaulted {};
constexpr Defaulted defaulted() {
  return {};
}

/// What the field means, for the API description.
struct About {
  std::string_view sentence;
};
constexpr About about(std::string_view sentence) {
  return {sentence};
}

/// The values of an enumeration, each under the word that `name_of` (found beside the enumeration) gives it.
template <typename E>
struct OneOf {
  std::vector<std::pair<std::string, std::int64_t>> names;
};
template <typename E>
requires std::is_enum_v<E> OneOf<E> one_of(std::initializer_list<E> values) {
  OneOf<E> result;
  for (const E value : values) result.names.emplace_back(name_of(value), static_cast<std::int64_t>(value));
  return result;
}
/// The same from any range of values (a domain's `kAllStates`).
template <typename Values>
requires std::is_enum_v<typename Values::value_type> OneOf<typename Values::value_type> one_of(const Values& values) {
  OneOf<typename Values::value_type> result;
  for (const auto value : values) result.names.emplace_back(name_of(value), static_cast<std::int64_t>(value));
  return result;
}

namespace detail {

/// The spec inside all optionals and lists.
inline ValueSpec& leaf(ValueSpec& spec) {
  return spec.inner ? leaf(*spec.inner) : spec;
}
/// The outermost list of a spec, or the spec itself.
inline ValueSpec& list(ValueSpec& spec) {
  return spec.inner && spec.type->form == ValueForm::optional ? list(*spec.inner) : spec;
}

template <typename Leaf>
void apply(FieldSpec& f, MaxLength m) {
  static_assert(std::is_same_v<Leaf, std::string>, "max_length() is for text");
  leaf(f.spec).max_length = m.characters;
}
template <typename Leaf>
void apply(FieldSpec& f, Range r) {
  static_assert(std::is_integral_v<Leaf>, "range() is for integers");
  leaf(f.spec).minimum = r.minimum;
  leaf(f.spec).maximum = r.maximum;
}
template <typename Leaf>
void apply(FieldSpec& f, MaxItems m) {
  list(f.spec).max_items = m.items;
}
template <typename Leaf>
void apply(FieldSpec& f, Defaulted) {
  f.required = false;
}
template <typename Leaf>
void apply(FieldSpec& f, About a) {
  f.about = a.sentence;
}
template <typename Leaf, typename E>
void apply(FieldSpec& f, const OneOf<E>& words) {
  static_assert(std::is_same_v<Leaf, E>, "one_of() names another enumeration");
  leaf(f.spec).names = words.names;
}
template <typename Leaf, typename U>
void apply(FieldSpec& f, const Shape<U>& shape) {
  static_assert(std::is_same_v<Leaf, U>, "this shape describes another struct");
  leaf(f.spec).shape = &shape;  // only its address: the shape may still be waiting for its own initialisation
}

template <typename Option>
struct IsShape : std::false_type {};
template <typename U>
struct IsShape<Shape<U>> : std::true_type {};
template <typename Option>
struct IsOneOf : std::false_type {};
template <typename E>
struct IsOneOf<OneOf<E>> : std::true_type {};

}  // namespace detail

/// Makes a field of a member.
template <typename T, typename M, typename... Options>
Field<T> field(std::string_view name, M T::*member, const Options&... options) {
  using Leaf = typename LeafOf<M>::Type;
  static_assert(TypeOf<Leaf>::kType.form != ValueForm::object || (detail::IsShape<Options>::value || ...),
                "a nested struct needs its shape");
  static_assert(!std::is_enum_v<Leaf> || (detail::IsOneOf<Options>::value || ...), "an enumeration needs one_of()");
  static const T probe{};
  Field<T> f;
  f.spec.name = name;
  f.spec.key.append("\"").append(name).append("\":");
  f.spec.offset =
      static_cast<std::size_t>(reinterpret_cast<const char*>(&(probe.*member)) - reinterpret_cast<const char*>(&probe));
  f.spec.spec = spec_of<M>();
  f.spec.required = f.spec.spec.type->form != ValueForm::optional;
  (detail::apply<Leaf>(f.spec, options), ...);
  return f;
}

}  // namespace frostkeep::http
