// Amendments, on both engines: what was proposed, said and decided is added and never lost.
#include <gmock/gmock.h>

#include "store/store_fixture.hpp"

namespace xanh::store_test {
namespace {

using testing::ElementsAre;

class AmendmentEvents : public StoreContract {};

INSTANTIATE_TEST_SUITE_P(Both, AmendmentEvents, testing::Values(Kind::folder, Kind::server),
                         [](const auto& kind) {
                           return kind.param == Kind::folder ? "sqlite" : "postgresql";
                         });

TEST_P(AmendmentEvents, ComeOutAsTheyWentInAndAsOfAMoment) {
  AmendmentEvent first{0, "A1", "proposed", R"({"unit":"q7"})", moment("2023-06-01T01:00:00Z"), "q7.lan"};
  AmendmentEvent second{0, "A1", "decided", "{}", moment("2023-06-02T01:00:00Z"), "operator"};
  created()->transact([&](Transaction& to) {
    for (const auto& one : {first, second}) to.add_amendment_event(one);
  });
  first.seq = 1;
  second.seq = 2;
  opened(ProgrammeStore::Mode::read_only)->read([&](const Transaction& from) {
    EXPECT_THAT(from.amendment_events(), ElementsAre(first, second));
    EXPECT_THAT(from.amendment_events(moment("2023-06-01T02:00:00Z")), ElementsAre(first));
  });
}

}  // namespace
}  // namespace xanh::store_test
