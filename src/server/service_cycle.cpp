// The half-year and the year at work: cycles, their steps, where the units stand.
#include "office/cycle_use.hpp"
#include "office/publish_use.hpp"
#include "office/release_use.hpp"
#include "office/status_use.hpp"
#include "server/answers.hpp"
#include "server/page.hpp"

namespace xanh {
namespace {

Answer cycles(const Call& call) {
  std::vector<CycleLine> lines;
  auto problems =
      attempt([&] { call.desk.store->read([&](const Transaction& t) { lines = cycle_list(recall(t)); }); });
  if (has_error(problems)) {
    Answer out;
    out.problems = std::move(problems);
    return out;
  }
  return page_answer(call, lines,
                     [](const CycleLine& line) { return to_text(line.window.last) + " " + line.code; });
}

Answer status(const Call& call) {
  auto made = status_of(call.desk, call.path.at("cycle"));
  Answer out;
  out.problems = std::move(made.problems);
  if (!has_error(out.problems)) out.body = to_node(made.value, Absent::null);
  return out;
}

struct Release {
  std::vector<std::string> targets;
  bool released = true;
  std::string reason;
  static constexpr std::array kRequired{"targets", "released", "reason"};
};
BOOST_DESCRIBE_STRUCT(Release, (), (targets, released, reason))

struct RestateReason {
  std::string reason;
  static constexpr std::array kRequired{"reason"};
};
BOOST_DESCRIBE_STRUCT(RestateReason, (), (reason))

Answer decided(Outcome<std::vector<ReleaseDecision>> made) {
  const std::string tag = made.ok() ? tag_of(made.value) : std::string();
  Answer out = list_answer(std::move(made));
  out.tag = tag;
  return out;
}

Address release_address(const char* method, const Bilingual& says, Act needs) {
  Address out{method, "/api/cycles/{cycle}/release", says, Entry::signed_in};
  out.needs = needs;
  out.example = {{"cycle", "2023-H1"}};
  out.gives = [](SchemaBook& book) { return list_schema<ReleaseDecision>(book); };
  return out;
}

/// One cycle with the tag that its next step asks for.
Answer shown(Outcome<CycleLine> made) {
  const bool good = made.ok();
  const std::string tag = good ? tag_of(made.value) : std::string();
  Answer out = answer_of(std::move(made));
  out.tag = tag;
  return out;
}

Address step(const char* name, const Bilingual& says, Act needs, CycleStep* use) {
  Address out{"POST", std::string("/api/cycles/{cycle}/") + name, says, Entry::signed_in};
  out.needs = needs;
  out.example = {{"cycle", "2023-H1"}};
  out.gives = [](SchemaBook& book) { return book.of<CycleLine>(); };
  out.guarded = true;
  out.act = [use](const Call& call) {
    return shown(use(call.desk, call.path.at("cycle"), call.seen.value_or("nothing")));
  };
  return out;
}

}  // namespace

std::vector<Address> cycle_addresses() {
  std::vector<Address> out;
  Address list{"GET", "/api/cycles", {"Các kỳ báo cáo", "The cycles"}, Entry::open};
  list.query = paged();
  list.gives = [](SchemaBook& book) { return page_schema<CycleLine>(book); };
  list.kept = true;
  list.act = cycles;
  out.push_back(std::move(list));

  Address standing{"GET",
                   "/api/cycles/{cycle}/status",
                   {"Bảng nào chưa viết được, vì đơn vị nào", "What cannot be written, because of whom"},
                   Entry::signed_in};
  standing.needs = Act::read_cycle;
  standing.example = {{"cycle", "2023-H1"}};
  standing.gives = [](SchemaBook& book) { return book.of<Status>(); };
  standing.act = status;
  out.push_back(std::move(standing));

  Address one{"GET", "/api/cycles/{cycle}", {"Một kỳ báo cáo", "One cycle"}, Entry::open};
  one.example = {{"cycle", "2023-H1"}};
  one.gives = [](SchemaBook& book) { return book.of<CycleLine>(); };
  one.kept = true;
  one.act = [](const Call& call) { return shown(show_cycle(call.desk, call.path.at("cycle"))); };
  out.push_back(std::move(one));

  out.push_back(
      step("open", {"Mở kỳ, nhận báo cáo", "Open a cycle for reports"}, Act::run_cycle, open_cycle));
  out.back().example["cycle"] = "2023-Y";
  out.push_back(step("close", {"Khóa kỳ", "Close a cycle: no more reports"}, Act::run_cycle, close_cycle));
  out.push_back(step("rebase",
                     {"Theo bản kế hoạch mới đang có hiệu lực", "Follow the newer plan version in force"},
                     Act::run_cycle, rebase_cycle));
  out.push_back(step("publish",
                     {"Công bố bản chốt số liệu hiện tại", "Publish the snapshot of the figures as they are"},
                     Act::publish, publish_cycle));

  Address restated{"POST",
                   "/api/cycles/{cycle}/restate",
                   {"Công bố đính chính số liệu đã công bố, có lý do",
                    "Restate published figures, with the reason; the report stays"},
                   Entry::signed_in};
  restated.needs = Act::publish;
  restated.example = {{"cycle", "2023-H1"}};
  restated.takes = [](SchemaBook& book) { return book.of<RestateReason>(); };
  restated.gives = [](SchemaBook& book) { return book.of<CycleLine>(); };
  restated.example_body = R"({"reason": "Quận 7 báo nhầm số cơ sở"})";
  restated.guarded = true;
  restated.act = [](const Call& call) {
    return with_body<RestateReason>(call, [&](const RestateReason& asked) {
      return shown(
          restate_cycle(call.desk, call.path.at("cycle"), asked.reason, call.seen.value_or("nothing")));
    });
  };
  out.push_back(std::move(restated));

  Address log =
      release_address("GET", {"Ai cho công bố, giữ lại số liệu nào", "Who let out or held back which figure"},
                      Act::read_cycle);
  log.act = [](const Call& call) { return decided(list_releases(call.desk, call.path.at("cycle"))); };
  out.push_back(std::move(log));

  Address release = release_address("POST",
                                    {"Giữ lại hoặc cho công bố số liệu của một số chỉ tiêu",
                                     "Hold back figures of some targets, or let them out"},
                                    Act::publish);
  release.takes = [](SchemaBook& book) { return book.of<Release>(); };
  release.example_body = R"({"targets": ["t09"], "released": false, "reason": "Đang đối chiếu với sở"})";
  release.guarded = true;
  release.act = [](const Call& call) {
    return with_body<Release>(call, [&](const Release& asked) {
      return decided(decide_release(call.desk, {call.path.at("cycle"), asked.targets, asked.released,
                                                asked.reason, call.seen.value_or("nothing")}));
    });
  };
  out.push_back(std::move(release));
  return out;
}

}  // namespace xanh
