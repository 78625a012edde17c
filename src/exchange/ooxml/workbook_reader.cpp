#include "exchange/ooxml/workbook_reader.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <future>
#include <tuple>

#include "base/text.hpp"
#include "exchange/ooxml/workbook_problems.hpp"
#include "exchange/ooxml/workbook_reading.hpp"

namespace xanh {
namespace {

constexpr size_t kBytesOfName = 60;  // few names take less of the part; room that none fills is never touched
constexpr size_t kNameTakes = 104;   // bytes besides its text, as the limit on text counts a defined name
constexpr size_t kLongestSheetName = 255;  // bytes; Excel takes 31 characters, LibreOffice more

struct Relation {
  std::string id;
  std::string type;    ///< last step of the type's address, the same in the transitional and the strict form
  std::string target;  ///< name of a part; the address as it stands when external
  bool external = false;
};

std::string_view last_step(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}
std::string_view folder_of(std::string_view part) {
  return part.substr(0, part.rfind('/') == part.npos ? 0 : part.rfind('/'));
}

/// The part a target names, seen from a folder: "../x" and "/xl/x" resolved.
std::string resolved(std::string_view folder, std::string_view target) {
  std::vector<std::string> steps = target.starts_with('/') ? std::vector<std::string>{} : split(folder, '/');
  for (auto& step : split(target, '/')) {
    if (step.empty() || step == ".") continue;
    if (step != "..")
      steps.push_back(std::move(step));
    else if (!steps.empty())
      steps.pop_back();
  }
  return join(steps, "/");
}

std::vector<Relation> read_relations(const Package& package, const std::string& of_part,
                                     WorkbookReading& reading) {
  std::vector<Relation> out;
  const std::string folder(folder_of(of_part));
  const std::string part =
      (folder.empty() ? "" : folder + "/") + "_rels/" + std::string(last_step(of_part)) + ".rels";
  const std::string* xml = package.part(part);
  if (xml == nullptr) return out;
  XmlScanner scanner(*xml);
  if (scanner.next() == XmlScanner::Token::start)
    scanner.children([&](std::string_view name) {
      if (name != "Relationship") return;
      const bool external = scanner.raw_attribute("TargetMode") == "External";
      const std::string target = scanner.attribute("Target");
      Relation relation{scanner.attribute("Id"), std::string(last_step(scanner.attribute("Type"))),
                        external ? target : resolved(folder, target), external};
      if (reading.count_text(sizeof relation + relation.id.size() + relation.type.size() +
                             relation.target.size()))
        out.push_back(std::move(relation));
    });
  reading.check(scanner, part);
  return out;
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

/// What no form or register has, and what can do harm when the file is passed on. Once each kind.
void refuse_active_content(const Package& package, WorkbookReading& reading) {
  const ProblemKind* last[] = {nullptr, nullptr, nullptr};
  const auto refuse = [&](size_t which, const ProblemKind& kind, const std::string& part) {
    if (last[which] == nullptr) reading.add(kind, {{"part", part}});
    last[which] = &kind;
  };
  for (const std::string& name : package.names()) {
    const std::string low = lower(name);
    if (last_step(low).starts_with("vbaproject") || low.starts_with("xl/macrosheets/") ||
        low.starts_with("xl/dialogsheets/"))
      refuse(0, workbook::kMacros, name);
    else if (low.starts_with("xl/externallinks/"))
      refuse(1, workbook::kExternalLinks, name);
    else if (low.starts_with("xl/embeddings/") || low.starts_with("xl/activex/") ||
             last_step(low).starts_with("oleobject"))
      refuse(2, workbook::kEmbedded, name);
  }
  if (last[0] != nullptr) return;
  if (const std::string* types = package.part("[Content_Types].xml");
      types && types->find("macroEnabled") != types->npos)
    refuse(0, workbook::kMacros, "[Content_Types].xml");
}

/// The same by relation, wherever the parts lie: a name is only a habit.
void refuse_active_relations(const std::vector<Relation>& relations, WorkbookReading& reading) {
  for (const Relation& relation : relations) {
    if (relation.type == "vbaProject" || relation.type == "xlMacrosheet" ||
        relation.type == "xlIntlMacrosheet" || relation.type == "dialogsheet")
      reading.add(workbook::kMacros, {{"part", relation.target}});
    else if (relation.type == "externalLink" || relation.type == "externalLinkPath")
      reading.add(workbook::kExternalLinks, {{"part", relation.target}});
    else if (relation.type == "oleObject" || relation.type == "package" || relation.type == "control")
      reading.add(workbook::kEmbedded, {{"part", relation.target}});
  }
}

/// `'Biểu 01'!$A$1:$C$4` in its two halves; nothing for constants, formulas, unions and other workbooks.
std::optional<std::pair<std::string_view, CellRange>> parse_reference(std::string_view text,
                                                                      KeptTexts& kept) {
  std::string_view sheet;
  if (text.starts_with('\'')) {
    std::string name;  // an apostrophe of the name stands twice
    size_t i = 1;
    for (size_t plain = i;; plain = ++i) {
      i = std::min(text.find('\'', i), text.size());
      if (i + 1 >= text.size() || text[i + 1] != '\'') {
        sheet = text.substr(plain, i - plain);
        break;
      }
      name += text.substr(plain, ++i - plain);
    }
    if (!name.empty()) sheet = kept.keep(name.append(sheet));
    text.remove_prefix(std::min(i + 1, text.size()));
    if (!text.starts_with('!')) return std::nullopt;
  } else {
    const size_t mark = text.find('!');
    if (mark == text.npos) return std::nullopt;
    sheet = text.substr(0, mark);
    text.remove_prefix(mark);
  }
  const auto range = parse_cell_range(text.substr(1));
  if (!range || sheet.empty()) return std::nullopt;
  return std::pair(sheet, *range);
}

struct Listed {
  std::string name;
  Sheet::Visibility visibility;
  std::string relation;
};

class WorkbookPart {
 public:
  /// With a reading of their own the sheets are read on a thread of their own, which this one joins when it
  /// has read the names.
  WorkbookPart(const Package& package, std::string part, WorkbookReading& reading,
               WorkbookReading& sheet_reading, Workbook& workbook)
      : package_(package),
        part_(std::move(part)),
        reading_(reading),
        sheet_reading_(sheet_reading),
        workbook_(workbook) {}

  void read() {
    const std::string* xml = package_.part(part_);
    if (xml == nullptr) return reading_.add(workbook::kMissingPart, {{"part", part_}});
    relations_ = read_relations(package_, part_, reading_);
    refuse_active_relations(relations_, reading_);
    read_workbook_part(*xml);
    if (sheets_ > reading_.limits.sheets)
      return reading_.add(workbook::kTooManySheets, {{"count", std::to_string(sheets_)},
                                                     {"limit", std::to_string(reading_.limits.sheets)}});
    resolve_names();
    if (sheets_ahead_.valid()) {
      strings_read_.get_future().wait();
      reading_.shared_strings = sheet_reading_.shared_strings;
      reading_.format_shows_day = sheet_reading_.format_shows_day;
      reading_.format_shows_percent = sheet_reading_.format_shows_percent;
      reading_.dates = sheet_reading_.dates;
      read_sheets(reading_);
      sheets_ahead_.get();
    } else {
      workbook_.sheets.resize(listed_.size());
      prepare_sheets();
      read_sheets(sheet_reading_);
    }
    workbook_.kept.insert(workbook_.kept.end(), {reading_.kept, sheet_reading_.kept});
  }

  /// Whether sheets were listed, or said to have other dates, after they were read.
  [[nodiscard]] bool read_too_early() const { return too_early_; }

 private:
  void read_workbook_part(const std::string& xml) {
    XmlScanner scanner(xml);
    if (scanner.next() == XmlScanner::Token::start) {
      if (scanner.name() != "workbook") return reading_.add(workbook::kNotWorkbook);  // a .docx, for one
      scanner.children([&](std::string_view group) {
        const bool ahead = sheets_ahead_.valid();
        if (ahead && (group == "workbookPr" || group == "sheets")) {
          too_early_ = true;
        } else if (group == "workbookPr") {
          const auto value = scanner.raw_attribute("date1904");
          if (value == "1" || value == "true" || value == "on") sheet_reading_.dates = DateSystem::from_1904;
        } else if (group == "sheets") {
          scanner.children([&](std::string_view name) {
            if (name == "sheet") list(scanner);
          });
        } else if (group == "definedNames") {
          // What the sheets need stands before the names (18.2.27), of which a form has 400,000.
          if (&sheet_reading_ != &reading_ && !ahead && sheets_ <= reading_.limits.sheets) {
            workbook_.sheets.resize(listed_.size());
            sheets_ahead_ = std::async(std::launch::async, [this] {
              prepare_sheets();
              read_sheets(sheet_reading_);
            });
          }
          names_.reserve(names_.size() + xml.size() / kBytesOfName);
          scanner.children([&](std::string_view name) {
            if (name == "definedName") define(scanner);
          });
        }
      });
    }
    reading_.check(scanner, part_);
  }

  void list(XmlScanner& scanner) {
    if (++sheets_ > reading_.limits.sheets) return;
    std::string name = reading_.text(scanner.attribute("name"));
    if (name.size() > kLongestSheetName)  // it would stand in each of the sheet's problems
      return reading_.add(workbook::kLongSheetName, {{"number", std::to_string(sheets_)},
                                                     {"limit", std::to_string(kLongestSheetName)}});
    const auto state = scanner.raw_attribute("state");
    using enum Sheet::Visibility;
    listed_.push_back({std::move(name),
                       state == "hidden"       ? hidden
                       : state == "veryHidden" ? very_hidden
                                               : visible,
                       scanner.attribute("id")});
  }

  void define(XmlScanner& scanner) {
    Reference reference;
    const auto name = reading_.text_of(scanner, scanner.attribute_view("name"));
    const auto scope = scanner.raw_attribute("localSheetId");
    size_t number = 0;
    if (!scope.empty() &&
        std::from_chars(scope.data(), scope.data() + scope.size(), number).ec == std::errc{})
      reference.scope = number;
    reference.text = reading_.text_of(scanner, scanner.text_view());
    if (reading_.count_text(kNameTakes + name.size() + reference.text.size()))
      names_.emplace_back(name, reference);
  }

  /// What all sheets need.
  void prepare_sheets() {
    const auto tell = [this](void*) { strings_read_.set_value(); };
    const std::unique_ptr<void, decltype(tell)> told(this, tell);  // also when memory runs out
    read_by_type("sharedStrings", read_shared_strings);
    read_by_type("styles", read_styles);
  }

  /// Takes sheet after sheet that no other thread has taken.
  void read_sheets(WorkbookReading& reading) {
    for (size_t i = next_sheet_++; i < listed_.size(); i = next_sheet_++)
      read_listed(listed_[i], reading, workbook_.sheets[i]);
  }

  void read_listed(const Listed& listed, WorkbookReading& reading, Sheet& sheet) {
    const auto same = [&](const Listed& other) { return other.name == listed.name; };
    if (&*std::find_if(listed_.begin(), listed_.end(), same) != &listed)
      reading.add(workbook::kDoubledSheet, {{"sheet", listed.name}});
    sheet.name = listed.name;
    sheet.visibility = listed.visibility;
    const auto found = std::find_if(relations_.begin(), relations_.end(),
                                    [&](const Relation& r) { return r.id == listed.relation; });
    const std::string* xml = found == relations_.end() ? nullptr : package_.part(found->target);
    if (xml == nullptr) {
      reading.add(workbook::kMissingPart,
                  {{"part", found == relations_.end() ? listed.name : found->target}});
    } else if (found->type == "worksheet") {  // a chart on a sheet of its own has no cells
      refuse_active_relations(read_relations(package_, found->target, reading), reading);
      read_sheet(*xml, found->target, reading, sheet);
    }
  }

  void read_by_type(std::string_view type,
                    void (*read_part)(const std::string&, const std::string&, WorkbookReading&)) {
    const auto found =
        std::find_if(relations_.begin(), relations_.end(), [&](const Relation& r) { return r.type == type; });
    if (found == relations_.end()) return;
    const std::string* xml = package_.part(found->target);
    if (xml == nullptr) return sheet_reading_.add(workbook::kMissingPart, {{"part", found->target}});
    read_part(*xml, found->target, sheet_reading_);
  }

  [[nodiscard]] bool is_listed(std::string_view sheet) const {
    return std::any_of(listed_.begin(), listed_.end(), [&](const Listed& l) { return l.name == sheet; });
  }

  void resolve_names() {
    for (auto& [name, reference] : names_) {
      reference.broken = reference.text.find("#REF!") != std::string::npos;
      const auto parsed = parse_reference(reference.text, *reading_.kept);
      if (!parsed) continue;
      std::tie(reference.sheet, reference.range) = *parsed;
      reference.broken = reference.broken || !is_listed(reference.sheet);
    }
    // Office suites write them in order, or nearly.
    const auto before = [](const auto& a, const auto& b) { return a.first < b.first; };
    if (!std::is_sorted(names_.begin(), names_.end(), before))
      std::stable_sort(names_.begin(), names_.end(), before);
    workbook_.names.adopt_sequence(boost::container::ordered_range, std::move(names_));
  }

  const Package& package_;
  std::string part_;
  WorkbookReading& reading_;
  WorkbookReading& sheet_reading_;
  Workbook& workbook_;
  std::vector<Relation> relations_;
  std::vector<Listed> listed_;
  decltype(Workbook::names)::sequence_type names_;
  size_t sheets_ = 0;  ///< also those beyond the limit
  bool too_early_ = false;
  std::atomic<size_t> next_sheet_ = 0;
  std::promise<void> strings_read_;
  std::future<void> sheets_ahead_;  ///< the last member: it waits for the thread that uses the others
};

/// Names and sheets read beside each other. Nothing when there is something to tell or to refuse: what, and
/// in which order, is then for one thread to find.
std::optional<Workbook> read_on_two(const Package& package, const std::string& part, WorkbookReading& reading,
                                    const std::string& file) {
  Problems problems, problems_of_sheets;
  WorkbookReading names(file, reading.limits, problems), sheets(file, reading.limits, problems_of_sheets);
  Workbook workbook;
  WorkbookPart read(package, part, names, sheets, workbook);
  read.read();
  WorkbookReading together = reading;
  if (read.read_too_early() || !problems.empty() || !problems_of_sheets.empty() || !together.count(names) ||
      !together.count(sheets))
    return std::nullopt;
  reading.count(names);
  reading.count(sheets);
  return workbook;
}

bool is_opendocument(const Package& package) {
  const std::string* type = package.part("mimetype");
  return type != nullptr && type->starts_with("application/vnd.oasis.opendocument");
}

}  // namespace

Outcome<Workbook> read_workbook(const std::string& bytes, const std::string& file,
                                const WorkbookLimits& limits, int threads) {
  Outcome<Workbook> out;
  WorkbookReading reading(file, limits, out.problems);
  if (!bytes.empty() && !bytes.starts_with("PK") && bytes.find('\0') == bytes.npos && is_utf8(bytes)) {
    reading.add(workbook::kText);
    return out;
  }
  auto opened = Package::open(bytes, file, limits.package, threads);
  if (!opened.ok()) {
    out.problems = std::move(opened.problems);
    return out;
  }
  const auto kept = std::make_shared<const Package>(std::move(opened.value));
  const Package& package = *kept;
  if (is_opendocument(package)) {
    reading.add(workbook::kOpenDocument);
    return out;
  }
  const auto relations = read_relations(package, "", reading);
  const auto main = std::find_if(relations.begin(), relations.end(),
                                 [](const Relation& r) { return r.type == "officeDocument" && !r.external; });
  if (main != relations.end() && lower(main->target).ends_with(".bin")) {
    reading.add(workbook::kBinary);
    return out;
  }
  if (main == relations.end()) {
    if (out.ok()) reading.add(workbook::kNotWorkbook);
    return out;
  }
  refuse_active_content(package, reading);
  if (out.ok()) {
    auto read = threads > 1 ? read_on_two(package, main->target, reading, file) : std::nullopt;
    if (read)
      out.value = std::move(*read);
    else
      WorkbookPart(package, main->target, reading, reading, out.value).read();
  }
  out.value.kept.push_back(kept);
  reading.finish();
  return out;
}

}  // namespace xanh
