// A unit's report before the standing agency: its figures beside those of before, to be noted or asked about.
import { useQuery } from "@tanstack/react-query";
import { Fragment, useEffect, useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Refused, type Schema, taken } from "../../shared/api";
import { day, number } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { contentQuery } from "../Desk";
import { isAgency } from "../App";
import { nameOf, wholeTables } from "../form/asked";
import { Failed, ProblemList, Waiting } from "../Parts";
import { api, client, type Me, problemsOf } from "../server";
import { AboutFigure } from "./FigureStory";
import { LevelLine } from "./Levels";

type Figure = Schema["ReportedFigure"];

export function ReviewPage({ me, cycle, unit }: { me: Me; cycle: string; unit: string }) {
  const acts = isAgency(me);
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const content = useQuery(contentQuery(cycle, unit));
  const report = useQuery({
    queryKey: ["report", `${cycle}/${unit}`],
    queryFn: async () => {
      try {
        const asked = api.GET("/api/cycles/{cycle}/reports/{unit}", { params: { path: { cycle, unit } } });
        const found = await taken(asked);
        return { ...found, tag: (await asked).response.headers.get("ETag") ?? "" };
      } catch (error) {
        if (error instanceof Refused && error.status === 404) return null;
        throw error;
      }
    },
  });
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState<unknown>();
  const [asking, setAsking] = useState(false);
  if (content.error) return <Failed error={content.error} again={() => void content.refetch()} />;
  if (report.error) return <Failed error={report.error} again={() => void report.refetch()} />;
  if (!content.data || report.data === undefined) return <Waiting />;
  const name = say(content.data.unit_names);
  const again = () => client.invalidateQueries({ predicate: (query) => query.queryKey.some((part) => String(part).startsWith(cycle)) });
  const note = async () => {
    setProblem(undefined);
    try {
      await taken(
        api.POST("/api/cycles/{cycle}/reports/{unit}/note", {
          params: { path: { cycle, unit } },
          headers: { "If-Match": report.data?.tag ?? "" },
        }),
      );
      setSaid(t("noted_now", { unit: name }));
      await again();
    } catch (error) {
      setProblem(error);
    }
  };
  const figures = report.data?.report.figures ?? [];
  return (
    <>
      <p>
        <Link href={`/tinh-hinh/${cycle}`}>{t("back")}</Link>
      </p>
      <LevelLine cycle={cycle} />
      <h1>{t("review_of", { unit: name })}</h1>
      <p>
        <span className={`chip ${content.data.state}`}>{t(`state.${content.data.state}`)}</span>{" "}
        {content.data.revision > 0 && t("revision", { number: content.data.revision })}
        {report.data?.report.letter.number &&
          ` · ${t("letter_is", { number: report.data.report.letter.number, day: report.data.report.letter.date ? day(report.data.report.letter.date, language) : "–" })}`}
        {content.data.revision > 1 &&
          Array.from({ length: content.data.revision - 1 }, (_, i) => String(i + 1)).map((one) => (
            <Fragment key={one}>
              {" · "}
              <Link href={`/bao-cao/${cycle}/${unit}/bia?ban=${one}`}>{t("revision", { number: one })}</Link>
            </Fragment>
          ))}
        {report.data && ` · ${t(content.data.signed_copy ? "has_signed_copy" : "not_signed_copy")}`}
      </p>
      {content.data.state === "asked_to_revise" && (
        <p className="asked">
          {t("asked_to_revise", { message: content.data.message })} (
          {content.data.to_revise
            .map((code) => say(nameOf(content.data, code)) || (code in wholeTables ? t(wholeTables[code] as "table.09_year", { year: content.data.plan_year + 1 }) : code))
            .join("; ")}
          )
        </p>
      )}
      {said && (
        <p className="good" role="status">
          {said}
        </p>
      )}
      {problem !== undefined && (
        <div role="alert">
          <ProblemList problems={problemsOf(problem)} />
        </div>
      )}
      {report.data === null ? (
        <>
          <p>{t("no_report_yet")}</p>
          <p className="actions" hidden={!acts}>
            <Link href={`/bao-cao/${cycle}/${unit}`} className="button">
              {t("enter_for_unit")}
            </Link>
          </p>
        </>
      ) : (
        <>
          {acts && <p>{t("whole_report_more")}</p>}
          <p className="actions">
            <Link href={`/bao-cao/${cycle}/${unit}`} className="button">
              {t("whole_report")}
            </Link>
            <a className="button" href={`/api/cycles/${cycle}/forms/${unit}/pages?language=${language}`} target="_blank" rel="noopener">
              {t("form_pages")}
            </a>
          </p>
          <p className="actions" hidden={!acts}>
            {content.data.state !== "noted" && (
              <button type="button" className="primary" onClick={() => void note()}>
                {t("note_report")}
              </button>
            )}
            {/* A closed cycle takes no revision; a published one takes corrections. */}
            {content.data.stage !== "closed" && (
              <button type="button" aria-expanded={asking} onClick={() => setAsking(!asking)}>
                {t(content.data.stage === "published" ? "ask_correction" : "ask_revise")}
              </button>
            )}
          </p>
          {asking && (
            <AskToRevise
              cycle={cycle}
              unit={unit}
              tag={report.data.tag}
              figures={figures}
              content={content.data}
              done={() => {
                setAsking(false);
                void again();
              }}
            />
          )}
          <Figures figures={figures} content={content.data} talks={acts} />
        </>
      )}
    </>
  );
}

function Figures({ figures, content, talks }: { figures: readonly Figure[]; content: Schema["FormContent"]; talks: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  // A link from where the figure is counted leads to its row, which was not there when the page came.
  useEffect(() => {
    const row = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    row?.scrollIntoView({ block: "center" });
    row?.nextElementSibling?.querySelector<HTMLElement>("summary")?.focus();
  }, []);
  const said = (figure: Pick<Figure, "this_period" | "state"> | null | undefined) =>
    !figure ? "–" : figure.this_period != null ? number(figure.this_period, language) : t(`figures.${figure.state}`);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t("figure")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("figure")}</th>
            <th scope="col">{t("measure")}</th>
            <th scope="col" className="number">{t("last_period")}</th>
            <th scope="col" className="number">{t("same_period")}</th>
            <th scope="col" className="number">{t("this_period")}</th>
            <th scope="col">{t("figure_state")}</th>
            <th scope="col">{t("note")}</th>
          </tr>
        </thead>
        <tbody>
          {content.figures.map((row) => {
            const figure = figures.find((one) => one.element === row.element);
            return (
              <Fragment key={row.element}>
                <tr id={`f-${row.element}`} className={content.to_revise.includes(row.element) ? "asked" : undefined}>
                  <th scope="row">{say(row.names)}</th>
                  <td>{row.measure}</td>
                  <td className="number">{said(row.last)}</td>
                  <td className="number">
                    {row.same_period || figure?.same_period == null ? said(row.same_period) : number(figure.same_period, language)}
                  </td>
                  <td className="number">{said(figure)}</td>
                  <td>{figure ? t(`figures.${figure.state}`) : ""}</td>
                  <td>{figure?.note}</td>
                </tr>
                <AboutFigure columns={7} talks={talks} cycle={content.cycle} unit={content.unit} element={row.element} about={say(row.names)} />
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function AskToRevise({
  cycle,
  unit,
  tag,
  figures,
  content,
  done,
}: {
  cycle: string;
  unit: string;
  tag: string;
  figures: readonly Figure[];
  content: Schema["FormContent"];
  done: () => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const [named, setNamed] = useState<readonly string[]>([]);
  const [message, setMessage] = useState("");
  const [problem, setProblem] = useState<unknown>();
  const rated = content.targets.filter((one) => one.collected === "qualitative");
  const tables = Object.keys(wholeTables).filter(
    (one) =>
      (one !== "projects" || content.projects.length > 0) &&
      (one !== "money" || content.money) &&
      (one !== "directives" || content.directives.length > 0) &&
      (one !== "next_tasks" || (content.kind === "complete" && !content.registration)) &&
      (one !== "registration" || content.registration),
  );
  const tick = (code: string, name: ReactNode) => (
    <label key={code} className="tick">
      <input
        type="checkbox"
        checked={named.includes(code)}
        onChange={(event) => setNamed(event.target.checked ? [...named, code] : named.filter((one) => one !== code))}
      />{" "}
      {name}
    </label>
  );
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(undefined);
    try {
      await taken(
        api.POST("/api/cycles/{cycle}/reports/{unit}/revise", {
          params: { path: { cycle, unit } },
          headers: { "If-Match": tag },
          body: { figures: [...named], message },
        }),
      );
      done();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <form className="ask" onSubmit={(event) => void ask(event)}>
      <fieldset>
        <legend>{t("which_figures")}</legend>
        {content.figures.map((row) => {
          const figure = figures.find((one) => one.element === row.element);
          const value = figure?.this_period != null && `: ${number(figure.this_period, language)} ${row.measure}`;
          return tick(
            row.element,
            <>
              {say(row.names)}
              {value}
            </>,
          );
        })}
      </fieldset>
      {rated.length + content.tasks.length > 0 && (
        <details>
          <summary>{t("which_tasks")}</summary>
          <fieldset>
            <legend>{t("which_tasks")}</legend>
            {rated.map((one) => tick(one.code, say(one.names)))}
            {content.tasks.map((one) => tick(one.code, `${one.code}. ${say(one.text)}`))}
          </fieldset>
        </details>
      )}
      <details>
        <summary>{t("which_tables")}</summary>
        <fieldset>
          <legend>{t("which_tables")}</legend>
          {tables.map((one) => tick(one, t(wholeTables[one] as "table.09_year", { year: content.plan_year + 1 })))}
        </fieldset>
        <p className="hint">{t("words_may_change")}</p>
      </details>
      <label>
        {t("why")}
        <textarea required rows={3} value={message} onChange={(event) => setMessage(event.target.value)} />
      </label>
      {problem !== undefined && (
        <div role="alert">
          <ProblemList problems={problemsOf(problem)} />
        </div>
      )}
      <button type="submit" className="primary" disabled={named.length === 0}>
        {t("ask")}
      </button>
    </form>
  );
}
