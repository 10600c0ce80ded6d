// What is made of a person's entry, and by which keys equal people are found.

#include "domain/participant.hpp"

#include <gtest/gtest.h>

#include "domain/reception_rules.hpp"

namespace frostkeep::domain {
namespace {

const base::Date kToday{2026, 11, 24};

PersonEntry entry(const std::string& name, const std::string& resident_id = "", const std::string& phone = "") {
  PersonEntry e;
  e.identity = {name, resident_id, phone, ""};
  return e;
}

TEST(Participant, TheResidentIdTellsSexAndBirthWhereTheyWereNotEntered) {
  const auto person = check_person(entry("张三", "33010219900307002"), kToday);
  const auto good = check_person(entry("张三", "330102199003070027"), kToday);
  EXPECT_FALSE(person) << "a digit is missing";
  ASSERT_TRUE(good);
  EXPECT_EQ(good->sex, Sex::female);
  EXPECT_EQ(base::to_text(*good->birth), "1990-03-07");
  EXPECT_TRUE(good->warnings.empty());
}

TEST(Participant, WhatContradictsTheNumberIsKeptWithAWarning) {
  PersonEntry e = entry("张三", "330102199003070027");
  e.sex = Sex::male;
  e.birth = base::parse_partial_date("1991");
  const auto person = check_person(e, kToday);
  ASSERT_TRUE(person);
  EXPECT_EQ(person->sex, Sex::male);
  EXPECT_EQ(base::to_text(*person->birth), "1991");
  ASSERT_EQ(person->warnings.size(), 2u);
  EXPECT_EQ(person->warnings[0].code, "identity_contradicts");
  e.birth = base::parse_partial_date("1990");
  EXPECT_EQ(check_person(e, kToday)->warnings.size(), 1u) << "the year holds the day";
}

TEST(Participant, NoViolationRepeatsWhatWasEntered) {
  PersonEntry e = entry(std::string(120, 'x'), "110105194912310021", "12ab");
  e.birth = base::PartialDate{{2027, 1, 1}, {2027, 1, 1}};
  const auto person = check_person(e, kToday);
  ASSERT_FALSE(person);
  EXPECT_EQ(person.violations.size(), 4u);
  for (const Violation& violation : person.violations) {
    EXPECT_FALSE(violation.values.contains("value")) << name_of(violation.code);
    EXPECT_TRUE(violation.values.contains("field"));
  }
}

TEST(Participant, EqualPeopleHaveEqualKeys) {
  EXPECT_EQ(name_key(" 阿不都・热合曼　"), name_key("阿不都·热合曼"));
  EXPECT_EQ(name_key("li  Ｍing"), "LIMING");
  EXPECT_EQ(phone_key("+86 138-0000-1234"), "13800001234");
  EXPECT_EQ(phone_key("００８６１３８００００１２３４"), "13800001234");
  EXPECT_EQ(phone_key("call me"), "");
  EXPECT_EQ(resident_id_key("11010519491231002x"), "11010519491231002X");
  EXPECT_EQ(resident_id_key("110105194912310021"), "");
}

TEST(Participant, ARejectedTubeIsKnownByItsMark) {
  EXPECT_EQ(mark_of({{"clotted", "underfilled"}, false, ""}), "clotted,underfilled");
  EXPECT_EQ(mark_of({{"clotted"}, true, "clots"}), "rejected,clotted");
  Sample sample;
  EXPECT_FALSE(is_rejected(sample));
  sample.mark = "clotted";
  EXPECT_FALSE(is_rejected(sample));
  sample.mark = mark_of({{}, true, "no label"});
  EXPECT_TRUE(is_rejected(sample));
  EXPECT_EQ(check_conditions({"no_such_condition"}).at(0).code, ErrorCode::field_malformed);
  EXPECT_EQ(check_conditions({"haemolysed", "lipaemic", "contaminated", "label_unreadable", "expired_tube", "too_late"})
                .at(0)
                .code,
            ErrorCode::field_too_long);
}

}  // namespace
}  // namespace frostkeep::domain
