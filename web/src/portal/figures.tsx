// Figures of a target as the portal shows them everywhere alike.
import { useTranslation } from "react-i18next";
import type { Schema } from "../shared/api";
import { day, measured, typedNumber } from "../shared/format";
import { useLanguage } from "../shared/language";

/** What a report prints, which is in Vietnamese writing, or else the figure itself; null when there is none. */
export function printed(figure: { display: string | null; value: number | string | null }): string | null {
  if (figure.display == null) return figure.value == null ? null : String(figure.value);
  return typedNumber(figure.display, "vi") ?? figure.display;
}

type RestatedFigure = Schema["RestatedFigure"];

/** What a corrected figure was before, with its unit; null when there was none. */
export function wasPrinted(restated: Pick<RestatedFigure, "was">, unit: string, language: "vi" | "en"): string | null {
  const was = printed({ display: restated.was, value: null });
  return was == null ? null : measured(was, unit, language);
}

/** That a figure was corrected after its publication, from what, and why. */
export function Restated({ restated, unit }: { restated: RestatedFigure; unit: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <p className="restated">
      {t("restated", { day: day(restated.on, language), was: wasPrinted(restated, unit, language) ?? t("no_figure"), reason: restated.reason })}
    </p>
  );
}

/** As the programme and the reports give it: a number of JSON or its digits. */
type Figure = string | number | null;
interface Milestone {
  year: number | null;
  value: Figure;
  at_least: Figure;
  at_most: Figure;
}

/** "từ 90%", "không quá 40%", "100%": one milestone without its year. */
export function useMilestoneValue(): (milestone: Milestone | undefined, unit: string) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (milestone, unit) => {
    if (!milestone) return "";
    const said = (value: string | number) => measured(value, unit, language);
    if (milestone.value != null) return said(milestone.value);
    if (milestone.at_least != null) return t("at_least", { value: said(milestone.at_least) });
    if (milestone.at_most != null) return t("at_most", { value: said(milestone.at_most) });
    return "";
  };
}

export const milestoneOf = <M extends Milestone>(milestones: readonly M[], year: number) =>
  milestones.find((one) => one.year === year);

/** The last one that has a year. */
export const lastMilestone = (milestones: readonly Milestone[]) =>
  [...milestones].filter((one) => one.year != null).sort((a, b) => (b.year ?? 0) - (a.year ?? 0))[0];
