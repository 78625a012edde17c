import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Refused } from "../shared/api";
import { day, measured } from "../shared/format";
import { GradeMark } from "../shared/grade";
import { useLanguage, useSay } from "../shared/language";
import { useProgramme, useResults } from "./data";
import { milestoneOf, printed, useMilestoneValue, wasPrinted } from "./figures";
import { Answered } from "./Message";

/** All targets of the programme; with their results, where something has been published. */
export function Targets() {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const milestoneValue = useMilestoneValue();
  const programme = useProgramme();
  const results = useResults();
  // Every year for which something was promised.
  const years = [
    ...new Set(programme.data?.targets.flatMap((target) => target.milestones.flatMap((one) => one.year ?? []))),
  ].sort((a, b) => a - b);
  const unpublished = results.error instanceof Refused;
  return (
    <Answered asked={programme}>
      {(data) => (
        <>
          {results.data?.illustrative && <p className="illustrative">{t("illustrative")}</p>}
          <h1>{t("all_targets")}</h1>
          {unpublished && <p className="by">{t("nothing_published_more")}</p>}
          <div className="scroll" tabIndex={0} role="region" aria-label={t("all_targets")}>
            <table className="stack">
              <thead>
                <tr>
                  <th scope="col">{t("target")}</th>
                  <th scope="col" className="number">
                    {t("result")}
                  </th>
                  <th scope="col">{t("grade")}</th>
                  {years.map((year) => (
                    <th key={year} scope="col" className="number">
                      {t("milestone_of", { year })}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.targets.map((target) => {
                  const found = results.data?.items.find((item) => item.code === target.code);
                  const value = found && printed(found);
                  return (
                    <tr key={target.code}>
                      <th scope="row">
                        <Link href={`/chi-tieu/${target.code}`}>{say(target.names)}</Link>
                      </th>
                      <td className="number" data-name={t("result")}>
                        {value != null ? measured(value, target.unit, language) : found?.rating ? t(`rating.${found.rating}`) : "–"}
                        {found?.restated && (
                          <>
                            <br />
                            <small>{t("restated_short", { was: wasPrinted(found.restated, target.unit, language) ?? t("no_figure"), day: day(found.restated.on, language) })}</small>
                          </>
                        )}
                      </td>
                      <td>{found?.grade && <GradeMark grade={found.grade} />}</td>
                      {years.map((year) => (
                        <td key={year} className="number" data-name={t("milestone_of", { year })}>
                          {milestoneValue(milestoneOf(target.milestones, year), target.unit) || "–"}
                        </td>
                      ))}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Answered>
  );
}
