// Long work that is under way in this process: what it does just now, and its end before it is done.
#include "office/long_work.hpp"
#include "server/answers.hpp"

namespace xanh {
namespace {

constexpr ProblemKind kNoSuchWork{"no-such-work",
                                  Severity::error,
                                  "không có việc này đang chạy ở đây",
                                  "no such work is under way here",
                                  "việc đã xong, hoặc máy chủ khác đang làm",
                                  "it is done, or another server does it"};

struct WorkState {
  Bilingual says;  ///< what is being done
  bool wanted = true;
};
BOOST_DESCRIBE_STRUCT(WorkState, (), (says, wanted))

Answer state_of(const LongWork& work) {
  Answer out;
  out.body = to_node(WorkState{work.says(), work.wanted()});
  return out;
}

/// Only who asked for it finds it.
template <class Act>
Answer with_work(const Call& call, Act act) {
  const auto work = call.works.find(call.desk.actor, call.path.at("work"));
  if (!work) return refused({problem(kNoSuchWork, Place{})});
  act(*work);
  return state_of(*work);
}

}  // namespace

std::vector<Address> work_addresses() {
  std::vector<Address> out;
  Address look{"GET",
               "/api/work/{work}",
               {"Việc dài đang chạy của tôi: đang làm gì", "Long work of mine: what it does just now"},
               Entry::signed_in};
  look.example = {{"work", "6f1c2d3e"}};
  look.gives = [](SchemaBook& book) { return book.of<WorkState>(); };
  look.act = [](const Call& call) { return with_work(call, [](LongWork&) {}); };
  out.push_back(std::move(look));

  Address stop{"DELETE",
               "/api/work/{work}",
               {"Dừng việc dài đang chạy; không có gì được ghi", "Stop the work; nothing of it is kept"},
               Entry::signed_in};
  stop.example = {{"work", "6f1c2d3e"}};
  stop.gives = [](SchemaBook& book) { return book.of<WorkState>(); };
  stop.act = [](const Call& call) { return with_work(call, [](LongWork& work) { work.cancel(); }); };
  out.push_back(std::move(stop));
  return out;
}

}  // namespace xanh
