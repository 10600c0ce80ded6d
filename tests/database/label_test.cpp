// Labels: what stands on them, their copy numbers, and that a job is never sent twice by itself.

#include <gtest/gtest.h>

#include "jobs/worker.hpp"
#include "services/label_batch.hpp"
#include "support/bench.hpp"
#include "support/printer_sink.hpp"

namespace frostkeep::services {
namespace {

using domain::ErrorCode;
using domain::PrintDecision;
using domain::PrintState;

class LabelTest : public tests::BenchTest {
 protected:
  void SetUp() override { house.house.printers.subnets = labels::PrinterSubnets({"127.0.0.0/8"}); }

  domain::Printer a_printer(const std::string& address, const std::string& stock = "cryovial_32x13mm") {
    const PrinterOrder order{{}, "Printer " + std::to_string(++printers_), address, 203, stock};
    return house.services.printers.add(asked(), order).printer;
  }
  PrintOrder order(const domain::Printer& printer, std::vector<std::string> codes) {
    PrintOrder o;
    o.printer = printer.id;
    o.things.codes = std::move(codes);
    o.reprints = house.everywhere();
    return o;
  }
  PrintJobView print(const PrintOrder& o, const std::string& reason = "") {
    return house.services.labels.print(asked(reason), o);
  }
  PrintJobView read(domain::PrintJobId id) { return house.services.labels.view(house.everywhere(), id); }
  PrintState state(const PrintJobView& job) { return read(job.job.id).job.state; }
  /// Runs what is due; the clock is put forward by as much as a queue waits at most.
  void work(int rounds = 1) {
    jobs::Worker worker(house.services, jobs::all_handlers());
    for (int i = 0; i < rounds; ++i) {
      while (worker.run_once()) {}
      house.database.clock.advance(20 * base::kMinute);
    }
  }
  std::vector<std::string> codes_of(const std::vector<domain::Sample>& tubes) {
    std::vector<std::string> codes;
    for (const domain::Sample& tube : tubes) codes.push_back(tube.code);
    return codes;
  }

 private:
  int printers_ = 0;
};

TEST_F(LabelTest, AJobIsSentOnceAndItsLabelsBearTheirNumber) {
  tests::PrinterSink sink;
  const auto printer = a_printer(sink.address());
  const auto tubes = house.small.tubes(3);
  const auto job = print(order(printer, codes_of(tubes)));
  EXPECT_EQ(job.job.state, PrintState::queued);
  EXPECT_TRUE(sink.jobs().empty()) << "nothing goes out before the commit";
  work(2);
  EXPECT_EQ(state(job), PrintState::sent);
  sink.close();
  ASSERT_EQ(sink.jobs().size(), 1u);
  std::size_t labels = 0;
  const std::string bytes = sink.jobs()[0];
  for (auto at = bytes.find("^XA"); at != std::string::npos; at = bytes.find("^XA", at + 1)) ++labels;
  EXPECT_EQ(labels, 3u);
  EXPECT_EQ(bytes.find(tubes[0].code), std::string::npos) << "a picture, no text for the printer to read";
  for (const auto& label : read(job.job.id).labels) EXPECT_EQ(label.label.copy_number, 1);
  expect_sound();
}

TEST_F(LabelTest, OneMoreNeedsAReasonAndTheRightAndVoidsTheEarlier) {
  tests::PrinterSink sink;
  const auto printer = a_printer(sink.address());
  const auto tube = house.small.a_tube();
  const auto first = print(order(printer, {tube.code}));
  EXPECT_EQ(refused([&] { print(order(printer, {tube.code})); }), ErrorCode::reason_missing);
  PrintOrder without_right = order(printer, {tube.code});
  without_right.reprints = domain::Scope({});
  EXPECT_EQ(refused([&] { print(without_right, "smudged"); }), ErrorCode::permission_missing);
  const auto second = print(order(printer, {tube.code}), "smudged");
  EXPECT_EQ(read(second.job.id).labels.at(0).label.copy_number, 2);
  EXPECT_EQ(second.job.reason, "smudged");
  EXPECT_TRUE(read(first.job.id).labels.at(0).is_void);
  EXPECT_FALSE(read(second.job.id).labels.at(0).is_void);
  PrintOrder cap = order(printer, {tube.code});
  cap.label_template = "cap_9mm";
  EXPECT_EQ(read(print(cap).job.id).labels.at(0).label.copy_number, 1) << "a cap has a label of its own";
  const auto story = timeline(tube.id).items;
  ASSERT_EQ(story.size(), 4u) << "registered, and three labels";
  EXPECT_EQ(story[2].entry.what, domain::Happening::labelled);
  EXPECT_EQ(story[2].entry.reason, "smudged");
  expect_sound();
}

TEST_F(LabelTest, ALostConnectionIsOfUnknownEndAndNeverRepeatedByItself) {
  tests::PrinterSink sink(2'000);
  const auto printer = a_printer(sink.address());
  const auto job = print(order(printer, codes_of(house.small.tubes(40))));
  work(6);
  EXPECT_EQ(state(job), PrintState::unknown);
  EXPECT_EQ(sink.jobs().size(), 1u) << "sent once";
  EXPECT_EQ(read(job.job.id).job.problem, "connection_lost");
  sink.take_all();
  const auto again = house.services.labels.resolve(asked(), job.job.id, PrintDecision::print_again);
  EXPECT_EQ(state(job), PrintState::replaced);
  EXPECT_EQ(read(job.job.id).job.replaced_by, again.job.id);
  EXPECT_EQ(read(again.job.id).labels.at(0).label.copy_number, 2) << "it says that there may be another";
  EXPECT_TRUE(read(job.job.id).labels.at(0).is_void);
  work();
  EXPECT_EQ(state(again), PrintState::sent);
  EXPECT_EQ(refused([&] { house.services.labels.resolve(asked(), job.job.id, PrintDecision::printed); }),
            ErrorCode::print_job_settled);
  expect_sound();
}

TEST_F(LabelTest, APersonMaySayThatTheLabelsAreThereOrThatThereAreNone) {
  tests::PrinterSink sink(2'000);
  const auto printer = a_printer(sink.address());
  const auto tubes = house.small.tubes(40);
  const auto there = print(order(printer, codes_of(tubes)));
  work();
  ASSERT_EQ(state(there), PrintState::unknown);
  house.services.labels.resolve(asked(), there.job.id, PrintDecision::printed);
  EXPECT_EQ(state(there), PrintState::sent);
  const auto none = print(order(printer, codes_of(house.small.tubes(1))));
  house.services.labels.resolve(asked(), none.job.id, PrintDecision::not_printed);
  EXPECT_EQ(state(none), PrintState::withdrawn);
  work();
  EXPECT_EQ(sink.jobs().size(), 1u) << "what was withdrawn isn't sent";
  expect_sound();
}

TEST_F(LabelTest, AClosedPortIsTriedAgainThenFailsInSight) {
  tests::PrinterSink sink;
  const auto printer = a_printer(sink.address());
  sink.close();
  const auto tube = house.small.a_tube();
  const auto job = print(order(printer, {tube.code}));
  work();
  EXPECT_EQ(state(job), PrintState::queued);
  EXPECT_EQ(read(job.job.id).job.problem, "unreachable");
  work(8);
  EXPECT_EQ(state(job), PrintState::failed);
  EXPECT_EQ(read(job.job.id).job.attempts, static_cast<int>(domain::kJobAttempts));
  const auto again = house.services.labels.resolve(asked(), job.job.id, PrintDecision::print_again);
  EXPECT_EQ(again.job.id, job.job.id) << "no label of it exists, so it is sent as it is";
  EXPECT_EQ(state(job), PrintState::queued);
  house.services.labels.resolve(asked(), job.job.id, PrintDecision::not_printed);
  const auto first = print(order(printer, {tube.code}));
  EXPECT_EQ(read(first.job.id).labels.at(0).label.copy_number, 2) << "no number twice";
  expect_sound();
}

TEST_F(LabelTest, AServerThatDiesWhileItSendsLeavesTheJobUnknown) {
  tests::PrinterSink sink;
  const auto job = print(order(a_printer(sink.address()), {house.small.a_tube().code}));
  house.database.root().run_text("update print_job set state = 2");
  work();
  EXPECT_EQ(state(job), PrintState::unknown);
  EXPECT_TRUE(sink.jobs().empty());
}

TEST_F(LabelTest, TwoWhoPrintTheSameTubeGiveTwoNumbers) {
  tests::PrinterSink sink;
  const auto printer = a_printer(sink.address());
  const auto tube = house.small.a_tube();
  std::vector<std::thread> people;
  for (int i = 0; i < 3; ++i) {
    people.emplace_back([&] {
      try {
        print(order(printer, {tube.code}), "needed");
      } catch (const domain::Refused& beaten) {
        EXPECT_EQ(beaten.code(), ErrorCode::version_stale);
      }
    });
  }
  for (std::thread& person : people) person.join();
  const auto labels = (*house.database).read([&](const database::ReadTransaction& tx) {
    return database::labels_of_thing(tx, tube.id.value);
  });
  for (std::size_t i = 0; i < labels.size(); ++i) EXPECT_EQ(labels[i].copy_number, static_cast<int>(i) + 1);
  EXPECT_GE(labels.size(), 1u);
  expect_sound();
}

TEST_F(LabelTest, ATubesLabelSaysWhatItIsAndNotWhose) {
  const auto tube = house.small.a_tube("PL1");
  PreviewOrder preview{"tube_50x25mm"};
  preview.things.codes = {tube.code};
  const auto shown = house.services.labels.preview(house.everywhere(), preview).at(0);
  EXPECT_EQ(shown.symbols.at(0).text, tube.code);
  const auto& materials = domain::reference_table("materials");
  EXPECT_EQ(shown.subject.values.at("material"), materials.name_of("PL1", domain::Language::zh_cn));
  EXPECT_EQ(shown.png.substr(1, 3), "PNG");
  preview.language = domain::Language::en;
  EXPECT_NE(house.services.labels.preview(house.everywhere(), preview).at(0).png, shown.png);
}

TEST_F(LabelTest, CardsBoxesAndCommandsHaveLabels) {
  const auto person = somebody();
  const auto box = house.small.a_box();
  const auto symbol = [&](const std::string& label_template, const std::string& code) {
    PreviewOrder preview{label_template};
    preview.things.codes = {code};
    return house.services.labels.preview(house.everywhere(), preview).at(0).symbols.at(0).text;
  };
  EXPECT_EQ(symbol("participant_card_60x40mm", person.study_code), person.study_code);
  EXPECT_EQ(symbol("box_50x25mm", box.code), box.code);
  for (const char* command : {"FK:OK", "FK:UNDO", "FK:FINISH", "FK:NEXT-BOX"}) {
    EXPECT_EQ(symbol("command_card_60x40mm", command), command);
  }
  EXPECT_EQ(refused([&] { symbol("box_50x25mm", person.study_code); }), ErrorCode::label_does_not_fit);
  EXPECT_EQ(refused([&] { symbol("no_such", box.code); }), ErrorCode::template_unknown);
  EXPECT_EQ(refused([&] { symbol("box_50x25mm", "NOTHING-1"); }), ErrorCode::code_unknown);
}

TEST_F(LabelTest, ChildrenAreLabelledInOneGoOnce) {
  tests::PrinterSink sink;
  const auto printer = a_printer(sink.address());
  const auto parent = tube({.code = "P-1", .material = "SER", .amount = "2 mL"});
  AliquotOrder divide{parent.id};
  ChildOrder children;
  children.amount = "200 µL";
  children.count = 4;
  divide.children = {children};
  const auto made = house.services.aliquots.aliquot(asked(), divide).children;
  PrintOrder all = order(printer, {});
  all.things.children_of = {parent.id};
  EXPECT_EQ(print(all).job.labels, 4);
  EXPECT_EQ(refused([&] { print(all); }), ErrorCode::nothing_to_print);
  divide.children[0].count = 2;
  house.services.aliquots.aliquot(asked(), divide);
  EXPECT_EQ(print(all).job.labels, 2) << "those that were made since";
}

TEST_F(LabelTest, TwoHundredLabelsGoInOneJob) {
  tests::PrinterSink sink;
  const auto job = print(order(a_printer(sink.address()), codes_of(house.small.tubes(200))));
  work();
  EXPECT_EQ(state(job), PrintState::sent);
  EXPECT_EQ(read(job.job.id).labels.size(), 200u);
}

TEST_F(LabelTest, WhatCannotBeReadBackIsRefusedByName) {
  const auto* label_template = labels::find_template("cap_9mm");
  LabelSubject subject;
  subject.code = subject.values["code"] = "A-CODE-TOO-LONG-FOR-A-CAP";
  EXPECT_EQ(refused([&] { draw_labels(*label_template, {subject}, domain::Language::en, 203); }),
            ErrorCode::label_does_not_fit);
  // A template that lays a black bar across its symbol.
  labels::LabelTemplate covered = *label_template;
  covered.elements.push_back(labels::LineElement{{0, 4'000, 9'500, 2'000}});
  subject.code = subject.values["code"] = "C-1";
  const auto violations = refusals([&] { draw_labels(covered, {subject}, domain::Language::en, 300); });
  EXPECT_EQ(violations.at(0).code, ErrorCode::label_unreadable);
  EXPECT_EQ(violations.at(0).values.at("code"), "C-1");
}

TEST_F(LabelTest, PrintersStayWithinTheirSubnetsAndSites) {
  const auto add = [&](const std::string& address, const std::string& stock = "") {
    return [this, address, stock] { house.services.printers.add(asked(), {{}, "P", address, 300, stock}); };
  };
  for (const char* address : {"tcp://10.0.0.1:9100", "tcp://127.0.0.1:3306", "http://127.0.0.1", "file", ""}) {
    EXPECT_EQ(refused(add(address)), ErrorCode::printer_address_refused) << address;
  }
  EXPECT_EQ(refused(add("tcp://127.0.0.1", "no_such_stock")), ErrorCode::template_unknown);
  const auto printer = a_printer("tcp://127.0.0.1");
  EXPECT_EQ(refused([&] { house.services.printers.view(stranger().scope, printer.id); }), ErrorCode::not_found);
  EXPECT_EQ(house.services.scans.find(house.everywhere(), printer.code).thing.id, printer.id.value);
  EXPECT_EQ(refused([&] { house.services.scans.find(stranger().scope, printer.code); }), ErrorCode::code_unknown);
  PrinterEdit retire;
  retire.retired = true;
  EXPECT_EQ(refused([&] { house.services.printers.edit(asked(), printer.id, 7, retire); }), ErrorCode::version_stale);
  EXPECT_TRUE(house.services.printers.edit(asked(), printer.id, 1, retire).printer.retired);
  EXPECT_EQ(refused([&] { print(order(printer, {house.small.a_tube().code})); }), ErrorCode::printer_retired);
  expect_sound();
}

TEST_F(LabelTest, APrinterMayBeAFolder) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "prints";
  house.house.printers.folder = folder;
  const auto printer = a_printer("file");
  const auto job = print(order(printer, {house.small.a_tube().code}));
  work();
  EXPECT_EQ(state(job), PrintState::sent);
  EXPECT_TRUE(std::filesystem::exists(folder / printer.code / ("print-" + job.job.id.text() + ".zpl")));
  std::filesystem::remove_all(folder);
}

TEST_F(LabelTest, AnEditedLabelIsFound) {
  tests::PrinterSink sink;
  print(order(a_printer(sink.address()), {house.small.a_tube().code}));
  house.database.root().run_text("update label_print set copy_number = 3");
  EXPECT_FALSE(house.verify().findings.empty());
}

}  // namespace
}  // namespace frostkeep::services
