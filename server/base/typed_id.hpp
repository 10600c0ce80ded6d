#pragma once
/// Ids that cannot be mixed up: each kind of thing has its own type around the same 64 bits.

#include <charconv>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace frostkeep::base {

/// A 64-bit id made by the server (base/id_source.hpp). Zero means "none". JSON carries it as a decimal string,
/// because a JavaScript number holds 53 bits.
template <typename Tag>
struct TypedId {
  std::uint64_t value = 0;

  constexpr explicit operator bool() const { return value != 0; }
  auto operator<=>(const TypedId&) const = default;
  std::string text() const { return std::to_string(value); }

  /// Reads 1 to 20 decimal digits without sign or leading zero; nothing for any other text.
  static std::optional<TypedId> parse(std::string_view text) {
    TypedId id;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id.value);
    if (error != std::errc{} || end != text.data() + text.size() || id.value == 0 || text[0] == '0')
      return std::nullopt;
    return id;
  }
};

}  // namespace frostkeep::base

template <typename Tag>
struct std::hash<frostkeep::base::TypedId<Tag>> {
  std::size_t operator()(const frostkeep::base::TypedId<Tag>& id) const { return std::hash<std::uint64_t>{}(id.value); }
};
