import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schema } from "../shared/api";
import { day, measured, number } from "../shared/format";
import { GradeMark } from "../shared/grade";
import { useLanguage, useSay } from "../shared/language";
import { Areas, dayOf } from "./AreaMap";
import { useTarget } from "./data";
import { printed, Restated, useMilestoneValue, wasPrinted } from "./figures";
import { Answered } from "./Message";

type Page = Schema["TargetPage"];

const HistoryChart = lazy(() => import("./HistoryChart"));

export function TargetView({ code }: { code: string }) {
  const page = useTarget(code);
  return <Answered asked={page}>{(data) => <TargetFull page={data} />}</Answered>;
}

function TargetFull({ page }: { page: Page }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const milestoneValue = useMilestoneValue();
  const { target } = page;
  const newest = page.history.at(-1);
  const value = newest && printed(newest);
  const definitions = new Set(page.history.map((point) => point.definition ?? ""));
  return (
    <>
      {newest?.illustrative && <p className="illustrative">{t("illustrative")}</p>}
      <h1>{say(target.names)}</h1>
      {newest && (
        <>
          <p className="figure large">
            {newest.held_back != null
              ? t("held_back", { reason: newest.held_back })
              : value != null
                ? measured(value, target.unit, language)
                : newest.rating
                  ? t(`rating.${newest.rating}`)
                  : t("no_figure")}
          </p>
          {newest.grade && <GradeMark grade={newest.grade} />}
          {newest.restated && <Restated restated={newest.restated} unit={target.unit} />}
          <p className="by">
            {t("by_report", { cycle: say(newest.names), day: day(newest.cut_off, language) })}
            {newest.held_back == null && `. ${say(newest.reason)}.`}
          </p>
        </>
      )}
      <dl className="facts">
        {say(page.definition) && (
          <div>
            <dt>{t("definition")}</dt>
            <dd>{say(page.definition)}</dd>
          </div>
        )}
        <div>
          <dt>{t("computed")}</dt>
          <dd>
            <Computed page={page} />
          </dd>
        </div>
        {page.leads.length > 0 && (
          <div>
            <dt>{t("leads")}</dt>
            <dd>
              {page.leads.map((lead) => say(lead.names)).join(", ")}
              {page.leads_assumed && (
                <>
                  <br />
                  <small>{t("leads_assumed")}</small>
                </>
              )}
            </dd>
          </div>
        )}
        {say(page.note) && (
          <div>
            <dt>{t("note")}</dt>
            <dd>{say(page.note)}</dd>
          </div>
        )}
        {page.source && (
          <div>
            <dt>{t("source")}</dt>
            <dd className="source">{page.source}</dd>
          </div>
        )}
      </dl>
      {target.milestones.length > 0 && (
        <section>
          <h2>{t("milestones")}</h2>
          <table className="narrow">
            <thead>
              <tr>
                <th scope="col">{t("milestone_year")}</th>
                <th scope="col" className="number">{t("milestone_value")}</th>
              </tr>
            </thead>
            <tbody>
              {target.milestones.map((one, i) => (
                <tr key={one.year ?? i}>
                  <th scope="row">{one.year ?? "–"}</th>
                  <td className="number">{milestoneValue(one, target.unit)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {page.baseline && (
            <p>
              {t("baseline", {
                year: page.baseline.year,
                value: measured(page.baseline.value, target.unit, language),
              })}
            </p>
          )}
        </section>
      )}
      {page.history.length > 0 && (
        <section>
          <h2>{t("history")}</h2>
          {page.history.some((point) => point.value != null) && (
            <WhenSeen>
              <Suspense fallback={<div className="chart" aria-hidden="true" />}>
                <HistoryChart page={page} />
              </Suspense>
            </WhenSeen>
          )}
          <div className="scroll" tabIndex={0} role="region" aria-label={t("history")}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("report")}</th>
                  <th scope="col" className="number">{t("result")}</th>
                  <th scope="col">{t("grade")}</th>
                </tr>
              </thead>
              <tbody>
                {page.history.map((point) => (
                  <tr key={point.cycle}>
                    <th scope="row">{say(point.names)}</th>
                    <td className="number">
                      {point.held_back != null
                        ? t("held_back", { reason: point.held_back })
                        : point.value != null
                          ? measured(printed(point) ?? "", target.unit, language)
                          : point.rating
                            ? t(`rating.${point.rating}`)
                            : t("no_figure")}
                      {definitions.size > 1 && point.definition !== newest?.definition && (
                        <small> {t("not_comparable")}</small>
                      )}
                      {point.restated && (
                        <>
                          <br />
                          <small>{t("restated_short", { was: wasPrinted(point.restated, target.unit, language) ?? t("no_figure"), day: day(point.restated.on, language) })}</small>
                        </>
                      )}
                    </td>
                    <td>{point.grade && <GradeMark grade={point.grade} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      {page.by_area.length > 0 && (
        <section>
          <h2>{t("by_area")}</h2>
          <Areas areas={page.by_area} day={dayOf(page)} unit={target.unit} decimals={target.decimals} />
        </section>
      )}
      {page.tasks.length > 0 && (
        <section>
          <h2>{t("carrying_tasks")}</h2>
          <div className="scroll" tabIndex={0} role="region" aria-label={t("carrying_tasks")}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("works")}</th>
                  <th scope="col" className="number">{t("adds")}</th>
                  <th scope="col">{t("due")}</th>
                </tr>
              </thead>
              <tbody>
                {page.tasks.map((task) => (
                  <tr key={task.code}>
                    <th scope="row">{say(task.text)}</th>
                    <td className="number">{`${number(task.adds, language)} ${task.unit}`}</td>
                    <td>{task.due ? day(task.due, language) : "–"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      <p>
        <a href={`/api/targets/${target.code}`}>{t("download_data")}</a> ·{" "}
        <Link href={`/gop-y?ve=target:${target.code}`}>{t("feedback_on_this")}</Link>
      </p>
    </>
  );
}

/** What is heavy is fetched once the reader comes near to it. */
function WhenSeen({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (!place.current) return;
    const watch = new IntersectionObserver((met) => met.some((one) => one.isIntersecting) && setSeen(true), { rootMargin: "100px" });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  return <div ref={place}>{seen ? children : <div className="chart" aria-hidden="true" />}</div>;
}

function Computed({ page }: { page: Page }) {
  const { t } = useTranslation();
  const say = useSay();
  const [numerator] = page.numerator;
  const [denominator] = page.denominator;
  if (page.formula) return <>{t("by_formula", { formula: page.formula })}</>;
  if (!numerator || !denominator) return <>{t("computed_not")}</>;
  const names = { numerator: say(numerator.names), denominator: say(denominator.names) };
  return <>{page.factor == null ? t("ratio_of", names) : t("share_of", { ...names, factor: page.factor })}</>;
}
