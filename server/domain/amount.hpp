#pragma once
/// Amounts: read as people write them, kept as integers (nanolitre, picogram, cells), divided without losing any.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/checked.hpp"
#include "domain/reference_table.hpp"
#include "domain/sample.hpp"

namespace frostkeep::domain {

enum class AmountKind { volume, mass, cells };

/// Largest amount that is taken, in nL, pg or cells: 1,000,000 L, 1 kg, 10^15 cells.
constexpr std::int64_t kMaxAmount = 1'000'000'000'000'000;
/// Longest text of an amount that the database keeps.
constexpr std::size_t kMaxAmountText = 32;

/// One amount as it was entered.
struct Measure {
  AmountKind kind = AmountKind::volume;
  std::int64_t value = 0;  ///< nL, pg or cells
  std::string text;        ///< as it was entered: "1.5 mL"
  std::string unit;        ///< UCUM: "mL", "uL", "ng", "10*6{cells}"
};

/// Reads "1.5 mL", "500uL", "500 µL", "２ 毫升", "3 10*6{cells}", "3 10^6 cells". The point is the only decimal mark: a
/// comma is refused, because it means thousands to some and tenths to others. Violations, each with {field}:
/// field_missing, field_malformed {value, limit = an example}, field_out_of_range {value, limit} for less than zero,
/// too much, or more decimals than whole nL, pg or cells hold, field_too_long.
Checked<Measure> parse_measure(std::string_view text, std::string_view field = "amount");
/// The same where number and unit stand in two columns.
Checked<Measure> parse_measure(std::string_view number, std::string_view unit, std::string_view field);

/// "1.5 mL", "500 µL", "12 ng", "3000000 cells": exact, in the largest unit of which there is at least one.
std::string to_text(AmountKind kind, std::int64_t value, Language language = Language::en);

/// An amount of one kind only.
Amount amount_of(const Measure& measure);

/// What a draw takes out and what it leaves. taken + left is what was there, to the last unit.
struct Draw {
  Amount taken;
  Amount left;
};
/// Takes `wanted` from `held`; what else is known of the tube goes down in proportion, rounded in favour of the rest.
/// A kind that isn't known stays unknown. Violation: amount_too_small {amount, limit}.
Checked<Draw> draw(const Amount& held, const Measure& wanted);

/// Whether the parts fit into the parent, kind by kind; an unknown amount of the parent allows any.
/// Violations: amounts_do_not_add_up {amount, limit}, at most one per kind.
std::vector<Violation> check_division(const Amount& parent, const std::vector<Amount>& parts);

}  // namespace frostkeep::domain
