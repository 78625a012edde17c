// Plain sums from the first sample to the last, so that every machine and both ways of evaluation agree.
#include "programme/formula_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace xanh {
namespace {

double total(std::span<const double> samples) {
  double sum = 0;
  for (const double sample : samples) sum += sample;
  return sum;
}

// The mean of the deviations is what rounding has left over of the mean.
double mean(std::span<const double> samples) {
  const auto count = static_cast<double>(samples.size());
  const double first = total(samples) / count;
  double left_over = 0;
  for (const double sample : samples) left_over += sample - first;
  return first + left_over / count;
}

double squares(std::span<const double> samples) {
  const double middle = total(samples) / static_cast<double>(samples.size());
  double sum = 0;
  for (const double sample : samples) sum += (sample - middle) * (sample - middle);
  return sum;
}

double sample_variance(std::span<const double> samples) {
  return squares(samples) / (static_cast<double>(samples.size()) - 1);
}

std::optional<double> percentile(std::span<double> samples, std::optional<double> fraction) {
  if (!fraction || !(*fraction >= 0 && *fraction <= 1)) return std::nullopt;
  const double position = static_cast<double>(samples.size() - 1) * *fraction;
  const auto below = static_cast<size_t>(position);
  std::nth_element(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(below), samples.end());
  const double lower = samples[below];
  if (below + 1 == samples.size()) return lower;
  const double upper =
      *std::min_element(samples.begin() + static_cast<std::ptrdiff_t>(below) + 1, samples.end());
  return lower + (position - static_cast<double>(below)) * (upper - lower);
}

using Aggregation = FormulaAggregation;

// Of one unit's figures over time, NaN among them.
std::optional<double> over_time(Aggregation aggregation, std::span<const double> figures) {
  double sum = 0, count = 0;
  std::optional<double> first, last;
  for (const double figure : figures) {
    if (std::isnan(figure)) continue;
    if (!first) first = figure;
    last = figure;
    sum += figure;
    ++count;
  }
  if (!first) return std::nullopt;
  if (aggregation == Aggregation::average_sum_units) return sum / count;
  return aggregation == Aggregation::first || aggregation == Aggregation::first_average_units ? first : last;
}

}  // namespace

std::optional<double> formula_statistic(FormulaStatistic statistic, std::span<double> samples,
                                        std::optional<double> fraction) {
  if (statistic == FormulaStatistic::count) return static_cast<double>(samples.size());
  if (samples.empty()) return std::nullopt;
  // A sample that is no number (0/0) is above all others for an order and spoils everything else.
  const auto rest = std::partition(samples.begin(), samples.end(), [](double x) { return !std::isnan(x); });
  const std::span<double> sound(samples.begin(), rest);
  const auto least_or_most = [&](bool most) -> std::optional<double> {
    if (sound.empty()) return std::nan("");
    return most ? *std::max_element(sound.begin(), sound.end())
                : *std::min_element(sound.begin(), sound.end());
  };
  switch (statistic) {
    case FormulaStatistic::max:
      return least_or_most(true);
    case FormulaStatistic::min:
      return least_or_most(false);
    case FormulaStatistic::median:
      return sound.empty() ? std::nan("") : percentile(sound, 0.5);
    case FormulaStatistic::percentile:
      return sound.empty() ? std::nan("") : percentile(sound, fraction);
    default:
      break;
  }
  if (sound.size() < samples.size()) return std::nan("");
  switch (statistic) {
    case FormulaStatistic::avg:
      return mean(samples);
    case FormulaStatistic::stddev_population:
      return std::sqrt(squares(samples) / static_cast<double>(samples.size()));
    case FormulaStatistic::stddev_sample:
      return std::sqrt(sample_variance(samples));
    case FormulaStatistic::variance:
      return sample_variance(samples);
    default:
      return total(samples);
  }
}

std::optional<double> formula_aggregate(Aggregation aggregation, std::span<double> figures, size_t units) {
  const auto flat = [&](FormulaStatistic statistic) {
    const auto end = std::remove_if(figures.begin(), figures.end(), [](double x) { return std::isnan(x); });
    return formula_statistic(statistic, {figures.begin(), end});
  };
  switch (aggregation) {
    case Aggregation::automatic:
    case Aggregation::sum:
      return flat(FormulaStatistic::sum);
    case Aggregation::average:
      return flat(FormulaStatistic::avg);
    case Aggregation::count:
      return flat(FormulaStatistic::count);
    case Aggregation::stddev:
      return flat(FormulaStatistic::stddev_sample);
    case Aggregation::variance:
      return flat(FormulaStatistic::variance);
    case Aggregation::min:
      return flat(FormulaStatistic::min);
    case Aggregation::max:
      return flat(FormulaStatistic::max);
    default:
      break;
  }
  const size_t periods = units == 0 ? 0 : figures.size() / units;
  std::vector<double> of_units, in_time(periods);
  for (size_t unit = 0; unit < units; ++unit) {
    for (size_t period = 0; period < periods; ++period) in_time[period] = figures[period * units + unit];
    if (const auto one = over_time(aggregation, in_time)) of_units.push_back(*one);
  }
  const bool averaged =
      aggregation == Aggregation::first_average_units || aggregation == Aggregation::last_average_units;
  return formula_statistic(averaged ? FormulaStatistic::avg : FormulaStatistic::sum, of_units);
}

std::optional<double> formula_gathered(FormulaStatistic statistic, FormulaAggregation aggregation,
                                       std::span<double> samples, std::optional<double> fraction) {
  if (statistic != FormulaStatistic::sub_expression) return formula_statistic(statistic, samples, fraction);
  if (std::any_of(samples.begin(), samples.end(), [](double x) { return std::isnan(x); }))
    return std::nan("");
  return formula_aggregate(aggregation, samples, samples.size());
}

}  // namespace xanh
