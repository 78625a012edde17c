// verify, seal, backup, restore: what lets others trust what was published, and an office what it keeps.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "office/backup_use.hpp"
#include "office/sealed_manifest.hpp"

namespace xanh {
namespace {

Bilingual name_of(DocumentState state) {
  switch (state) {
    case DocumentState::whole:
      return {"nguyên vẹn", "whole"};
    case DocumentState::missing:
      return {"không có", "missing"};
    case DocumentState::altered:
      return {"đã thay đổi", "altered"};
    case DocumentState::not_read:
      return {"không đọc được", "not read"};
  }
  return {};
}

int verify(const Terminal& s, const std::string& manifest, const std::string& key) {
  const auto checked = check_manifest(manifest, key);
  if (checked.value.key.empty()) return s.finish(checked.problems);
  const CheckedManifest& found = checked.value;
  std::string lines;
  if (checked.ok())
    lines = fmt::format(
        fmt::runtime(s.say({"{} · {} · bản chốt lần {} · {}\nDấu niêm phong dữ liệu còn nguyên{}\n",
                            "{} · {} · snapshot {} · {}\nThe seal is whole{}\n"})),
        found.programme, found.cycle, found.snapshot.number, found.snapshot.sha256.substr(0, 12),
        found.illustrative ? s.say({" (số liệu minh họa)", " (its figures are made up)"}) : "");
  std::vector<std::vector<std::string>> rows;
  for (const auto& document : found.documents)
    rows.push_back(
        {document.state == DocumentState::whole ? "✓" : "✗", document.name, s.say(name_of(document.state))});
  return s.finish(to_node(found), checked.problems, lines + table(rows));
}

int new_seal(const Terminal& s) {
  return at_desk(s, ProgrammeStore::Mode::read_write, [&](const Desk& desk) {
    const auto made = renew_seal(desk);
    if (!made.ok()) return s.finish(made.problems);
    Node result = Node::map();
    result.add("key", Node::text(made.value));
    return s.finish(std::move(result), made.problems,
                    fmt::format(fmt::runtime(s.say({"Khóa niêm phong mới; khóa công khai: {}\n",
                                                    "Another key of the seal; the public key is {}\n"})),
                                made.value));
  });
}

int backup(const Terminal& s, const std::string& path) {
  // Reading is enough: a server that has the store goes on writing.
  return at_desk(s, ProgrammeStore::Mode::read_only, [&](const Desk& desk) {
    const Progress progress(s.vietnamese() ? "Đang sao lưu" : "Backing up");
    const auto made = back_up(desk, path);
    if (!made.ok()) return s.finish(made.problems);
    const BackupMade& b = made.value;
    const std::string says = s.say(
        {"{}  {:.1f} MB, {} tệp\nNhật ký kiểm toán: dòng {}, {}\nGhi lại dòng này ở nơi khác kho.\n",
         "{}  {:.1f} MB, {} files\nAudit log: row {}, {}\nWrite that line down where the store is not.\n"});
    return s.finish(
        to_node(b), made.problems,
        fmt::format(fmt::runtime(says), b.path, b.megabytes, b.files, b.audit_rows, b.audit_head));
  });
}

int restoring(const Terminal& s, const std::string& path, bool check) {
  if (!check && s.store.empty()) return s.misused(problem(kNoStoreGiven, Place{}));
  const Progress progress(s.vietnamese() ? "Đang khôi phục" : "Restoring");
  const auto made = check ? check_backup(path) : restore(path, s.store);
  if (!made.ok()) return s.finish(made.problems);
  const Restored& r = made.value;
  const std::string says =
      s.say({"{} · sao lưu lúc {} · {} tệp\n{} dòng kiểm toán, {} bản kế hoạch, {} báo cáo, {} số liệu, {} "
             "bản chốt, {} văn "
             "bản: tất cả khớp\n",
             "{} · backed up at {} · {} files\n{} audit rows, {} plan versions, {} reports, {} figures, {} "
             "snapshots, {} "
             "documents: all as they were\n"});
  return s.finish(to_node(r), made.problems,
                  fmt::format(fmt::runtime(says), r.programme, to_text_utc(r.made_at), r.files, r.audit_rows,
                              r.plans, r.revisions, r.figures, r.snapshots, r.documents));
}

}  // namespace

void add_trust_commands(CLI::App& app, Chosen& chosen) {
  static std::string manifest, key;
  auto* checking = app.add_subcommand(
      "verify",
      "kiểm tra dấu niêm phong dữ liệu và các văn bản bên cạnh / check the seal and the papers "
      "beside it\n  xanh verify cong-bo/manifest.json --key 3b6a…");
  checking->add_option("manifest", manifest)->required();
  checking->add_option("--key", key,
                       "khóa công khai đã công bố (số hoặc tệp) / the published key (digits or a file)");
  checking->callback([&] { chosen = [](const Terminal& s) { return verify(s, manifest, key); }; });

  static std::string archive;
  static bool check_only = false;
  auto* backing = app.add_subcommand(
      "backup",
      "sao lưu cả kho vào một tệp / the whole store in one file\n  xanh backup /srv/sao-luu/xanh.zip");
  backing->add_option("file", archive)->required();
  backing->callback([&] { chosen = [](const Terminal& s) { return backup(s, archive); }; });
  auto* back =
      app.add_subcommand("restore",
                         "khôi phục kho từ bản sao lưu, hoặc thử xem khôi phục được không / bring a store "
                         "back, or try whether it can be\n  xanh restore xanh.zip --store /srv/xanh/hcmc\n"
                         "  xanh restore xanh.zip --check");
  back->add_option("file", archive)->required();
  back->add_flag("--check", check_only, "chỉ thử, không tạo gì / only try it");
  back->callback([&] { chosen = [](const Terminal& s) { return restoring(s, archive, check_only); }; });

  auto* seal = app.add_subcommand("seal", "dấu niêm phong dữ liệu / the seal on published reports");
  seal->require_subcommand(1);
  seal->fallthrough();
  seal->add_subcommand("new",
                       "tạo khóa mới khi khóa cũ mất hoặc lộ / another key, when the old one is lost or seen")
      ->callback([&] { chosen = [](const Terminal& s) { return new_seal(s); }; });
}

}  // namespace xanh
