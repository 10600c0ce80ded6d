#include "support/test_database.hpp"

#include <fmt/format.h>

#include "database/container_records.hpp"
#include "database/sample_records.hpp"
#include "database/thing_tables.hpp"

namespace frostkeep::tests {

using database::Changes;
using database::value_of;
using database::WriteTransaction;

TestDatabase::TestDatabase(database::Database::Options options) {
  const std::string schema = make_schema();
  accounts_ = test_mariadb().accounts(schema);
  database::migrate(accounts_, clock);
  root_ = std::make_unique<database::Connection>(test_mariadb().root(schema), database::ConnectionMode::reader);
  database_ = std::make_unique<database::Database>(accounts_, clock, ids, options);
}

database::WriteContext TestDatabase::context() const {
  return {.actor = somebody, .request = domain::RequestId{1}, .now = clock.now()};
}

SmallHouse::SmallHouse(TestDatabase& database) : database_(database) {
  site = database_->write(database_.context(), [&](WriteTransaction& tx) {
    const domain::SiteId id{tx.next_id()};
    Changes changes;
    changes.set(database::SiteField::code, std::string("HZ"))
        .set(database::SiteField::name_zh, std::string("杭州样本库"))
        .set(database::SiteField::name_en, std::string("Hangzhou biobank"))
        .set(database::SiteField::zone, std::string("Asia/Shanghai"))
        .set(database::SiteField::retired, value_of(0));
    database::insert_thing(tx, database::kSites, {id.value, changes.take()}, {domain::Happening::registered});
    return id;
  });
  study = database_->write(database_.context(), [&](WriteTransaction& tx) {
    const domain::StudyId id{tx.next_id()};
    Changes changes;
    changes.set(database::StudyField::code, std::string("ZJ"))
        .set(database::StudyField::name_zh, std::string("浙江队列"))
        .set(database::StudyField::name_en, std::string("Zhejiang cohort"))
        .set(database::StudyField::retired, value_of(0));
    database::insert_thing(tx, database::kStudies, {id.value, changes.take()}, {domain::Happening::registered});
    return id;
  });
}

domain::ContainerType SmallHouse::a_box_type(int rows, int columns) {
  domain::ContainerType type;
  type.name_zh = "冻存盒";
  type.name_en = "box";
  type.layout.rows = rows;
  type.layout.columns = columns;
  return type;
}

domain::Container SmallHouse::a_container(domain::ContainerType type) {
  domain::Container container;
  type.code = fmt::format("TYPE-{}", ++made_);
  container.site = site;
  container.code = fmt::format("BX-{:06}", ++made_);
  database_->write(database_.context(), [&](WriteTransaction& tx) {
    type.id = domain::ContainerTypeId{tx.next_id()};
    database::insert_container_type(tx, type);
    container.type = type;
    container.id = domain::ContainerId{tx.next_id()};
    const std::vector<domain::FieldChange> no_place;
    const std::uint64_t entry = tx.next_id();
    database::insert_containers(tx, std::span(&container, 1), std::span(&no_place, 1), std::span(&entry, 1));
    return 0;
  });
  container.version = 1;
  return container;
}

domain::Container SmallHouse::a_box(int rows, int columns) { return a_container(a_box_type(rows, columns)); }

domain::Container SmallHouse::a_cold_box(std::int32_t temperature_mdeg_c) {
  domain::ContainerType type = a_box_type(9, 9);
  type.temperature_mdeg_c = temperature_mdeg_c;
  return a_container(std::move(type));
}

domain::Container SmallHouse::a_nest(int rank) {
  domain::ContainerType type;
  type.name_zh = "架";
  type.name_en = "rack";
  type.rank = rank;
  type.holds_samples = false;
  type.layout.rows = 5;
  type.layout.columns = 4;
  type.layout.row_scheme = domain::AxisScheme::numbers;
  return a_container(type);
}

domain::Sample SmallHouse::a_tube(const std::string& material) {
  return tubes(1, material).front();
}

std::vector<domain::Sample> SmallHouse::tubes(int count, const std::string& material) {
  std::vector<domain::Sample> made;
  for (int i = 0; i < count; ++i) {
    domain::Sample tube;
    tube.study = study;
    tube.owner_site = site;
    tube.kind = domain::SampleKind::aliquot;
    tube.material = material;
    tube.state = domain::SampleState::received;
    tube.code = fmt::format("ZJ-{:07}", ++made_);
    tube.amount.volume_nl = 1'000'000;
    made.push_back(std::move(tube));
  }
  register_tubes(made);
  return made;
}

void SmallHouse::register_tubes(std::vector<domain::Sample>& tubes) {
  database_->write(database_.context(), [&](WriteTransaction& tx) {
    std::vector<database::NewSample> fresh;
    std::uint64_t id = tx.next_ids(tubes.size());
    for (domain::Sample& tube : tubes) {
      tube.id = domain::SampleId{id++};
      tube.version = 1;
      fresh.push_back({tube});
    }
    database::insert_samples(tx, fresh, {domain::Happening::registered});
    return 0;
  });
}

}  // namespace frostkeep::tests
