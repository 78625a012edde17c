// Sub-collection without accounts: a unit splits its form (chia biểu), each ward or office gets a link of its
// own, fills its part in as a workbook and sends it back by the same link; the unit adds up what came.
#pragma once

#include "exchange/whole_file.hpp"
#include "office/collect_use.hpp"

namespace xanh {

struct PartLinkRequest {
  std::string cycle, unit;
  std::string parts_csv;  ///< list of parts as in `collect split --parts`; empty: the register's
  Date due{};             ///< last day on which the links open
  std::string only;       ///< a link for this part alone, in place of the one it had; empty: for all
};

struct PartLink {
  std::string part, name;
  std::string secret;  ///< `xw_` and 43 letters; shown once, and stored nowhere
};
BOOST_DESCRIBE_STRUCT(PartLink, (), (part, name, secret))

/// New links end the earlier ones of the same parts. Problems of split_form, and cycle-not-open.
[[nodiscard]] Outcome<std::vector<PartLink>> make_part_links(const Desk& desk,
                                                             const PartLinkRequest& request);

struct PartStanding {
  std::string part, name;
  bool sent = false;
  std::optional<Instant> sent_at;
  std::string sha256;   ///< of the workbook that came last
  bool linked = false;  ///< whether a link is open for it
};
BOOST_DESCRIBE_STRUCT(PartStanding, (), (part, name, sent, sent_at, sha256, linked))

/// Who has sent and who has not, in the order of the list.
[[nodiscard]] Outcome<std::vector<PartStanding>> list_parts(const Desk& desk, const std::string& cycle,
                                                            const std::string& unit);

struct MergedParts {
  MergedForm form;
  WholeFile workbook;  ///< the unit's own form, filled in
};
/// What came, added up into the unit's own form; `overrides_csv` as in `collect merge --overrides`.
[[nodiscard]] Outcome<MergedParts> merge_sent_parts(const Desk& desk, const std::string& cycle,
                                                    const std::string& unit,
                                                    const std::string& overrides_csv);

/// What a link opens, for whoever has it. Problem: part-link-refused (unknown, used, or ended).
struct OpenedPart {
  std::string cycle, unit, part, name;
  Bilingual unit_names;
  Date due{};
  bool sent = false;
};
BOOST_DESCRIBE_STRUCT(OpenedPart, (), (cycle, unit, part, name, unit_names, due, sent))
[[nodiscard]] Outcome<OpenedPart> open_part(const Desk& desk, const std::string& secret);
/// The workbook to fill in.
[[nodiscard]] Outcome<WholeFile> part_workbook(const Desk& desk, const std::string& secret,
                                               Language language);
/// Takes the filled workbook in; the link is used up by it, and the unit may give a new one. Problems of the
/// workbook, each at its cell; part-other-form when it is of another part.
[[nodiscard]] Outcome<OpenedPart> send_part(const Desk& desk, const std::string& secret,
                                            const std::string& workbook);

}  // namespace xanh
