// Reports that are being written, field by field: rows that move, unlike all that was sent.
#include "store/programme_store.hpp"
#include "store/store_work.hpp"

namespace xanh {
namespace {

constexpr std::string_view kPut =
    "INSERT INTO draft_fields (cycle, unit, field, value, number, at, by) "
    "VALUES (:cycle, :unit, :field, :value, :number, :at, :by) "
    "ON CONFLICT (cycle, unit, field) DO UPDATE SET value = excluded.value, number = excluded.number, "
    "at = excluded.at, by = excluded.by";
constexpr std::string_view kDropOne =
    "DELETE FROM draft_fields WHERE cycle = :cycle AND unit = :unit AND field = :field";
constexpr std::string_view kDropAll = "DELETE FROM draft_fields WHERE cycle = :cycle AND unit = :unit";
constexpr std::string_view kOne =
    "SELECT cycle, unit, field, value, number, at, by FROM draft_fields "
    "WHERE cycle = :cycle AND unit = :unit AND field = :field";
constexpr std::string_view kAll =
    "SELECT cycle, unit, field, value, number, at, by FROM draft_fields "
    "WHERE cycle = :cycle AND unit = :unit ORDER BY field";
constexpr std::string_view kCount = "SELECT COUNT(*) FROM draft_fields WHERE cycle = :cycle AND unit = :unit";

constexpr std::string_view kAddLink =
    "INSERT INTO part_links (digest, cycle, unit, part, made_at, ends_at, used) "
    "VALUES (:digest, :cycle, :unit, :part, :made_at, :ends_at, :used)";
constexpr std::string_view kUseLink = "UPDATE part_links SET used = 1 WHERE digest = :digest";
constexpr std::string_view kDropLinks =
    "DELETE FROM part_links WHERE cycle = :cycle AND unit = :unit AND part = :part";
constexpr std::string_view kLink =
    "SELECT digest, cycle, unit, part, made_at, ends_at, used FROM part_links WHERE digest = :digest";
constexpr std::string_view kLinks =
    "SELECT digest, cycle, unit, part, made_at, ends_at, used FROM part_links "
    "WHERE cycle = :cycle AND unit = :unit ORDER BY part";

StoredPartLink link_of(const Row& row) {
  return {row.text(0),    row.text(1),    row.text(2),        row.text(3),
          row.instant(4), row.instant(5), row.integer(6) != 0};
}

DraftField draft_of(const Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4), row.instant(5), row.text(6)};
}

}  // namespace

void Transaction::put_draft_field(const DraftField& field) {
  work_.run(kPut, {cell(field.cycle), cell(field.unit), cell(field.field), cell(field.value),
                   cell(field.number), cell(field.at), cell(field.by)});
}

void Transaction::drop_draft_field(const std::string& cycle, const std::string& unit,
                                   const std::string& field) {
  work_.run(kDropOne, {cell(cycle), cell(unit), cell(field)});
}

void Transaction::drop_draft(const std::string& cycle, const std::string& unit) {
  work_.run(kDropAll, {cell(cycle), cell(unit)});
}

std::optional<DraftField> Transaction::draft_field(const std::string& cycle, const std::string& unit,
                                                   const std::string& field) const {
  std::optional<DraftField> out;
  work_.select(kOne, {cell(cycle), cell(unit), cell(field)}, 7, [&](const Row& row) { out = draft_of(row); });
  return out;
}

std::vector<DraftField> Transaction::draft(const std::string& cycle, const std::string& unit) const {
  std::vector<DraftField> out;
  work_.select(kAll, {cell(cycle), cell(unit)}, 7, [&](const Row& row) { out.push_back(draft_of(row)); });
  return out;
}

void Transaction::add_part_link(const StoredPartLink& link) {
  work_.run(kAddLink, {cell(link.digest), cell(link.cycle), cell(link.unit), cell(link.part),
                       cell(link.made_at), cell(link.ends_at), cell(std::int64_t{link.used})});
}

void Transaction::use_part_link(const std::string& digest) {
  work_.run(kUseLink, {cell(digest)});
}

void Transaction::drop_part_links(const std::string& cycle, const std::string& unit,
                                  const std::string& part) {
  work_.run(kDropLinks, {cell(cycle), cell(unit), cell(part)});
}

std::optional<StoredPartLink> Transaction::part_link(const std::string& digest) const {
  std::optional<StoredPartLink> out;
  work_.select(kLink, {cell(digest)}, 7, [&](const Row& row) { out = link_of(row); });
  return out;
}

std::vector<StoredPartLink> Transaction::part_links(const std::string& cycle, const std::string& unit) const {
  std::vector<StoredPartLink> out;
  work_.select(kLinks, {cell(cycle), cell(unit)}, 7, [&](const Row& row) { out.push_back(link_of(row)); });
  return out;
}

std::int64_t Transaction::draft_size(const std::string& cycle, const std::string& unit) const {
  return work_.number(kCount, {cell(cycle), cell(unit)});
}

}  // namespace xanh
