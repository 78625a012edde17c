#include "reporting/accounts.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "base/canonical.hpp"

namespace xanh {

std::string manifest_bytes(const Manifest& manifest) {
  return canonical(to_node(manifest));
}

Accounts::Accounts(const Manifest& manifest, const std::vector<Submission>& accepted)
    : cycle_(manifest.cycle) {
  if (manifest.revisions.size() != accepted.size())
    throw std::invalid_argument("accepted reports do not match the manifest");
  std::vector<std::string_view> elements;  // by number
  reports_.reserve(accepted.size());
  places_.reserve(accepted.size());
  for (size_t i = 0; i < accepted.size(); ++i) {
    const Submission& submission = accepted[i];
    if (submission.unit != manifest.revisions[i].unit)
      throw std::invalid_argument("accepted reports do not match the manifest");
    Report report{&submission, &manifest.revisions[i], {}};
    report.figures.reserve(elements.size());
    size_t guess = 0;
    for (const auto& figure : submission.figures) {
      // Units answer the same form: the next element is mostly the one that came next before.
      if (guess >= elements.size() || elements[guess] != figure.element) {
        const auto [it, fresh] = elements_.emplace(figure.element, elements.size());
        if (fresh) elements.emplace_back(figure.element);
        guess = it->second;
      }
      if (report.figures.size() <= guess) report.figures.resize(guess + 1);
      if (!report.figures[guess]) report.figures[guess] = &figure;
      ++guess;
    }
    places_.emplace(submission.unit, reports_.size());
    reports_.push_back(std::move(report));
  }
  for (const auto& other : manifest.others) others_.emplace(other.unit, &other);
}

const Accounts::Report* Accounts::find(std::string_view unit) const {
  const auto it = places_.find(unit);
  return it == places_.end() ? nullptr : &reports_[it->second];
}

const Submission* Accounts::report(std::string_view unit) const {
  const Report* found = find(unit);
  return found ? found->submission : nullptr;
}

const ManifestOther* Accounts::other(std::string_view unit) const {
  const auto it = others_.find(unit);
  return it == others_.end() ? nullptr : it->second;
}

std::string Accounts::id(std::string_view unit) const {
  const Report* found = find(unit);
  return found ? id(*found) : std::string{};
}

std::string Accounts::id(const Report& report) const {
  if (report.revision->carried_from) return *report.revision->carried_from;
  return fmt::format("{}/{}/{}", cycle_, report.revision->unit, report.revision->revision);
}

size_t Accounts::number_of(std::string_view element) const {
  const auto it = elements_.find(element);
  return it == elements_.end() ? elements_.size() : it->second;
}

const ReportedFigure* Accounts::figure(std::string_view unit, std::string_view element) const {
  return figure(find(unit), number_of(element));
}

const Accounts::Report* Accounts::find(std::string_view unit, size_t& near) const {
  if (near + 1 < reports_.size() && reports_[near + 1].submission->unit == unit) return &reports_[++near];
  const auto it = places_.find(unit);
  if (it == places_.end()) return nullptr;
  near = it->second;
  return &reports_[near];
}

const ReportedFigure* Accounts::figure(const Report* report, size_t number) {
  if (!report) return nullptr;
  const ReportedFigure* given = number < report->figures.size() ? report->figures[number] : nullptr;
  if (report->submission->nothing_to_report && !(given && given->value(FigureColumn::this_period))) {
    // One signed page says 0 for everything the unit was asked.
    static const ReportedFigure kNothing = [] {
      ReportedFigure figure;
      figure.state = FigureState::nothing_to_report;
      return figure;
    }();
    return &kNothing;
  }
  return given;
}

}  // namespace xanh
