// What may be decided about a print job, and the text of a label as the ledger keeps it.

#include "domain/printing.hpp"

#include <gtest/gtest.h>

#include "base/bytes.hpp"
#include "domain/reference_table.hpp"

namespace frostkeep::domain {
namespace {

TEST(Printing, OnlyWhatIsUnknownFailedOrWaitingCanBeDecided) {
  using enum PrintDecision;
  EXPECT_EQ(decided(PrintState::unknown, printed), PrintState::sent);
  EXPECT_EQ(decided(PrintState::unknown, print_again), PrintState::replaced) << "with new copies";
  EXPECT_EQ(decided(PrintState::unknown, not_printed), PrintState::withdrawn);
  EXPECT_EQ(decided(PrintState::failed, printed), std::nullopt) << "the printer has none of it";
  EXPECT_EQ(decided(PrintState::failed, print_again), PrintState::queued) << "as it is";
  EXPECT_EQ(decided(PrintState::queued, not_printed), PrintState::withdrawn);
  for (const auto decision : kAllPrintDecisions) {
    for (const auto state : {PrintState::sending, PrintState::sent, PrintState::withdrawn, PrintState::replaced}) {
      EXPECT_EQ(decided(state, decision), std::nullopt) << name_of(state);
    }
  }
}

TEST(Printing, EveryStateHasAWordInBothLanguages) {
  for (const auto state : kAllPrintStates) EXPECT_TRUE(reference_table("print_states").find(name_of(state)));
}

TEST(Printing, ALabelsTextComesBackAsItWas) {
  const LabelValues values = {{"code", "A-1"}, {"material", "血浆\tEDTA\\n\n"}, {"note", ""}};
  EXPECT_EQ(parse_label_text(label_text(values)), values);
  EXPECT_EQ(label_text({{"code", "A-1"}}), "code\tA-1\n");
  for (const char* wrong : {"code", "code\tA", "code\tA\\x\n", "code\tA\\\n"}) {
    EXPECT_THROW(parse_label_text(wrong), base::BadBytes) << wrong;
  }
}

}  // namespace
}  // namespace frostkeep::domain
