#include "reporting/sub_collection.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/text.hpp"
#include "programme/formula.hpp"
#include "reporting/aggregation.hpp"

namespace xanh {
namespace {

bool holds(std::span<const std::string> items, std::string_view code) {
  return std::find(items.begin(), items.end(), code) != items.end();
}

/// Elements that are worth something only together: numerator and denominator, or those of a quotient.
std::vector<std::vector<std::string>> ratios_of(const Plan& plan) {
  std::vector<std::vector<std::string>> out;
  for (const auto& target : plan.targets) {
    if (!target.numerator.empty() && !target.denominator.empty()) {
      out.push_back({target.numerator, target.denominator});
    } else if (target.formula.find('/') != std::string::npos) {
      const auto parsed = Formula::parse(target.formula);
      if (parsed.ok() && parsed.value.elements().size() > 1) out.push_back(parsed.value.elements());
    }
  }
  return out;
}

/// The parts that were asked for an element, with what they said of it.
struct Asked {
  const ReportedPart* part = nullptr;
  const ReportedFigure* figure = nullptr;
};
using AskedOf = std::map<std::string_view, std::vector<Asked>>;

const ReportedFigure* said_by(const AskedOf& asked, std::string_view element, const ReportedPart* part) {
  const auto found = asked.find(element);
  if (found == asked.end()) return nullptr;
  // In the order of the parts, which stand in one list.
  const auto at = std::lower_bound(found->second.begin(), found->second.end(), part,
                                   [](const Asked& one, const ReportedPart* p) { return one.part < p; });
  return at != found->second.end() && at->part == part ? at->figure : nullptr;
}

/// Whether the part was asked for the whole ratio and gave only some of it.
bool half_given(const AskedOf& asked, const std::vector<std::vector<std::string>>& ratios,
                std::string_view element, const ReportedPart* part) {
  return std::any_of(ratios.begin(), ratios.end(), [&](const auto& ratio) {
    if (!holds(ratio, element)) return false;
    return std::any_of(ratio.begin(), ratio.end(), [&](const std::string& other) {
      const ReportedFigure* figure = other == element ? nullptr : said_by(asked, other, part);
      return figure && !figure->value(FigureColumn::this_period);
    });
  });
}

/// Nobody's figure counts: the state that all parts share, if they do.
void share_state(PartTotal& total, const std::vector<Asked>& asked) {
  const auto all = [&](FigureState state) {
    return std::all_of(asked.begin(), asked.end(), [&](const Asked& one) {
      return one.figure->state == state || one.figure->state == FigureState::not_applicable;
    });
  };
  if (all(FigureState::not_applicable)) {
    total.answered = true;
    total.figure.state = FigureState::not_applicable;
  } else if (all(FigureState::not_available)) {
    total.answered = true;
    total.figure.state = FigureState::not_available;
    for (const auto& one : asked)
      if (one.figure->expected_on)  // all are there when the last one is
        total.figure.expected_on =
            std::max(*one.figure->expected_on, total.figure.expected_on.value_or(*one.figure->expected_on));
  }
}

void add_up(PartTotal& total, const std::vector<Asked>& counted) {
  total.answered = true;
  const bool nothing = std::all_of(counted.begin(), counted.end(), [](const Asked& one) {
    return one.figure->state == FigureState::nothing_to_report;
  });
  FigureState state = FigureState::official;
  for (const auto& one : counted) state = least_certain(state, one.figure->state);
  if (!total.complete()) state = least_certain(state, FigureState::preliminary);
  total.figure.state = nothing && total.complete() ? FigureState::nothing_to_report : state;
  for (const auto column : kFigureColumns) {
    Decimal sum;
    size_t given = 0;
    for (const auto& one : counted)
      if (const auto value = one.figure->value(column)) {
        sum += *value;
        ++given;
      }
    if (given == counted.size())
      total.figure.*cell_of(column) = sum;
    else if (given > 0)
      total.unadded.push_back(column);
  }
  if (total.figure.state == FigureState::nothing_to_report) total.figure.this_period.reset();
}

PartTotal total_of(const Element& element, const std::vector<Asked>& asked, const AskedOf& all,
                   const std::vector<std::vector<std::string>>& ratios) {
  PartTotal out;
  out.element = &element;
  out.figure.element = element.code;
  out.adds = element.ratio_only == YesNo::no || asked.size() == 1;
  std::vector<Asked> counted;
  for (const auto& one : asked) {
    if (one.figure->state == FigureState::not_applicable) continue;
    if (one.figure->value(FigureColumn::this_period)) {
      if (half_given(all, ratios, element.code, one.part))
        out.left_out.emplace_back(one.part, LeftOut::half_of_ratio);
      else
        counted.push_back(one);
    } else {
      const bool said = one.figure->state == FigureState::not_available;
      out.left_out.emplace_back(one.part, !one.part->sent ? LeftOut::not_sent
                                          : said          ? LeftOut::not_available
                                                          : LeftOut::not_answered);
    }
  }
  if (!out.adds) return out;
  for (const auto& one : counted) out.counted.push_back(one.part);
  if (counted.empty())
    share_state(out, asked);
  else
    add_up(out, counted);
  return out;
}

std::string names_of(const PartTotal& total, LeftOut why) {
  std::vector<std::string> names;
  for (const auto& [part, reason] : total.left_out)
    if (reason == why) names.push_back(short_name(part->name));
  return join(names, ", ");
}

}  // namespace

Form part_form(const Form& whole, std::span<const std::string> items) {
  Form out;
  out.cycle = whole.cycle;
  out.unit = whole.unit;
  out.kind = whole.kind;
  out.plan_digest = whole.plan_digest;
  const auto wanted = [&](const std::string& table, const FormElement& row) {
    return items.empty() || holds(items, table) || holds(items, row.element->code);
  };
  std::set<std::string_view> taken;
  for (const auto& row : whole.target_elements)
    if (wanted("01", row)) {
      out.target_elements.push_back(row);
      taken.insert(row.element->code);
    }
  for (const Target* target : whole.targets) {
    if (target->collected == Collected::qualitative) continue;
    std::vector<std::string> inputs{target->numerator, target->denominator};
    if (!target->formula.empty())
      if (auto parsed = Formula::parse(target->formula); parsed.ok()) inputs = parsed.value.elements();
    if (std::any_of(inputs.begin(), inputs.end(), [&](const auto& code) { return taken.contains(code); }))
      out.targets.push_back(target);
  }
  for (const auto& table : whole.tables) {
    FormTable reduced{table.table, {}};
    for (const auto& row : table.rows)
      if (wanted(table.table, row)) reduced.rows.push_back(row);
    if (!reduced.rows.empty()) out.tables.push_back(std::move(reduced));
  }
  return out;
}

bool part_asks(std::span<const std::string> items, std::string_view table) {
  return items.empty() || holds(items, table);
}

std::vector<std::string> tables_of(const Form& form) {
  std::vector<std::string> out;
  if (!form.target_elements.empty()) out.emplace_back("01");
  for (const auto& table : form.tables) out.push_back(table.table);
  return out;
}

Bilingual name_of(FigureColumn column) {
  switch (column) {
    case FigureColumn::this_period:
      return {"Kỳ này", "This period"};
    case FigureColumn::year_to_date:
      return {"Lũy kế năm", "Since January"};
    case FigureColumn::same_period:
      return {"Cùng kỳ năm trước", "Same period last year"};
    case FigureColumn::year_estimate:
      return {"Ước năm", "Estimate for the year"};
    case FigureColumn::since_start:
      return {"Lũy kế từ đầu Chương trình", "Since the start"};
  }
  return {};
}

std::optional<Decimal> ReportedFigure::* cell_of(FigureColumn column) {
  switch (column) {
    case FigureColumn::this_period:
      return &ReportedFigure::this_period;
    case FigureColumn::year_to_date:
      return &ReportedFigure::year_to_date;
    case FigureColumn::same_period:
      return &ReportedFigure::same_period;
    case FigureColumn::year_estimate:
      return &ReportedFigure::year_estimate;
    case FigureColumn::since_start:
      break;
  }
  return &ReportedFigure::since_start;
}

std::string short_name(std::string_view name) {
  for (const std::string_view front : {"Ủy ban nhân dân ", "People's Committee of "})
    if (name.size() > front.size() && name.starts_with(front)) name.remove_prefix(front.size());
  return std::string(name);
}

ReportedPart account_of(const AskedPart& part, const Form& form, const Submission* report) {
  ReportedPart out;
  out.code = part.code;
  out.name = part.name;
  out.sent = report != nullptr;
  for (const auto& row : form.elements()) {
    const ReportedFigure* given = report ? report->figure(row.element->code) : nullptr;
    ReportedFigure figure;
    if (given) figure = *given;
    figure.element = row.element->code;
    if (!given)  // one choice on the cover says 0 for everything the part was asked
      figure.state =
          report && report->nothing_to_report ? FigureState::nothing_to_report : FigureState::not_sent;
    // As it counts: without a value this period nothing of it does.
    if (!carries_value(figure.state)) figure.this_period.reset();
    if (carries_value(figure.state) && !figure.value(FigureColumn::this_period))
      figure.state = FigureState::not_sent;
    figure.place = {};
    out.figures.push_back(std::move(figure));
  }
  return out;
}

std::vector<PartTotal> totals_of(const Plan& plan, const std::vector<ReportedPart>& parts) {
  AskedOf asked;
  for (const auto& part : parts)
    for (const auto& figure : part.figures) {
      auto& those = asked[figure.element];
      if (those.empty() || those.back().part != &part) those.push_back({&part, &figure});  // once a part
    }
  const auto ratios = ratios_of(plan);
  std::vector<PartTotal> out;
  for (const auto& element : plan.elements)
    if (const auto found = asked.find(element.code); found != asked.end())
      out.push_back(total_of(element, found->second, asked, ratios));
  return out;
}

Bilingual shortfall_of(const PartTotal& total) {
  Bilingual out;
  if (total.complete()) return out;
  const size_t all = total.counted.size() + total.left_out.size();
  out = {fmt::format("Tổng hợp {}/{} đơn vị trực thuộc", total.counted.size(), all),
         fmt::format("Added up from {} of {} subordinate units", total.counted.size(), all)};
  const std::array<std::pair<LeftOut, Bilingual>, 4> reasons{
      {{LeftOut::not_sent, {"chưa gửi", "not sent"}},
       {LeftOut::not_answered, {"chưa trả lời", "not answered"}},
       {LeftOut::not_available, {"chưa có số liệu", "not available"}},
       {LeftOut::half_of_ratio,
        {"thiếu tử số hoặc mẫu số nên không cộng", "numerator or denominator missing, not added"}}}};
  for (const auto& [why, words] : reasons)
    if (const auto names = names_of(total, why); !names.empty()) {
      out.vi += fmt::format("; {}: {}", words.vi, names);
      out.en += fmt::format("; {}: {}", words.en, names);
    }
  return out;
}

void apply(const PartOverride& override_, ReportedFigure& figure) {
  figure.*cell_of(override_.column) = override_.value;
  if (override_.state)
    figure.state = *override_.state;
  else if (!carries_value(figure.state) || figure.state == FigureState::nothing_to_report)
    figure.state = FigureState::official;
}

namespace {

std::string under_name(const std::string& before, const std::string& name, const std::string& text) {
  return fmt::format("{}{}{}: {}", before, before.empty() ? "" : "\n", short_name(name), text);
}

void gather_figures(Submission& out, const Plan& plan, const Form& whole,
                    std::span<const PartOverride> overrides, Language language) {
  std::map<std::string_view, ReportedFigure> used;
  for (const auto& total : totals_of(plan, out.parts)) {
    if (!total.answered) continue;
    ReportedFigure figure = total.figure;
    figure.note = in(language, shortfall_of(total));
    if (figure.state == FigureState::not_available)
      for (const auto& [part, why] : total.left_out)
        for (const auto& said : part->figures)
          if (said.element == figure.element && !said.note.empty())
            figure.note = under_name(figure.note, part->name, said.note);
    used.emplace(total.element->code, std::move(figure));
  }
  std::set<std::string_view> explained;
  for (const auto& one : overrides) {
    ReportedFigure& figure = used[one.element];
    figure.element = one.element;
    apply(one, figure);
    // A figure put in place of the sum is explained by its reason, not by what the sum lacked.
    if (explained.insert(one.element).second && one.column == FigureColumn::this_period) figure.note.clear();
    figure.note += (figure.note.empty() ? "" : "; ") + one.reason;
  }
  for (const auto& row : whole.elements())
    if (const auto found = used.find(row.element->code); found != used.end()) {
      std::erase_if(out.figures, [&](const auto& own) { return own.element == row.element->code; });
      out.figures.push_back(std::move(found->second));
    }
}

/// Words of columns 16 and 18 of Biểu 01, which belong to the target.
void gather_target(Submission& out, const Form& whole, const SentPart& part) {
  for (const auto& said : part.report.targets) {
    const bool asked = std::any_of(whole.targets.begin(), whole.targets.end(),
                                   [&](const Target* target) { return target->code == said.target; });
    if (!asked || (said.method.empty() && said.cause.empty())) continue;
    auto own = std::find_if(out.targets.begin(), out.targets.end(),
                            [&](const auto& one) { return one.target == said.target; });
    if (own == out.targets.end()) {
      own = out.targets.insert(own, ReportedTarget{});
      own->target = said.target;
    }
    if (!said.method.empty()) own->method = under_name(own->method, part.asked.name, said.method);
    if (!said.cause.empty()) own->cause = under_name(own->cause, part.asked.name, said.cause);
  }
}

void gather_texts(Submission& out, const SentPart& part) {
  for (const auto& text : part.report.texts) {
    auto at = std::find_if(out.texts.begin(), out.texts.end(),
                           [&](const auto& one) { return one.section == text.section; });
    if (at == out.texts.end()) at = out.texts.insert(at, TextSection{text.section, {}, {}});
    at->text = under_name(at->text, part.asked.name, text.text);
  }
}

void gather_difficulties(Submission& out, const SentPart& part) {
  for (Difficulty row : part.report.difficulties) {
    row.content = under_name({}, part.asked.name, row.content);
    row.place = {};
    // Taken over already when the parts were added up before.
    const Node same = to_node(row);
    if (std::none_of(out.difficulties.begin(), out.difficulties.end(),
                     [&](const auto& have) { return to_node(have) == same; }))
      out.difficulties.push_back(std::move(row));
  }
}

}  // namespace

Submission merged_report(const Submission& own, const Form& whole, const Plan& plan,
                         const std::vector<SentPart>& parts, std::span<const PartOverride> overrides,
                         Language language) {
  Submission out = own;
  out.cycle = whole.cycle;
  out.unit = whole.unit;
  out.place = {};
  out.parts.clear();
  // Words of a part that were gathered before are the unit's own by now: it may have shortened them.
  std::set<std::string_view> gathered;
  for (const auto& part : own.parts)
    if (part.sent) gathered.insert(part.code);
  for (const auto& part : parts) {
    out.illustrative = out.illustrative || part.report.illustrative;
    out.parts.push_back(part.account);
    gather_difficulties(out, part);
    if (gathered.contains(part.asked.code)) continue;
    gather_target(out, whole, part);
    gather_texts(out, part);
  }
  gather_figures(out, plan, whole, overrides, language);
  return out;
}

}  // namespace xanh
