import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { useAddressState } from "../shared/address";
import type { Schema } from "../shared/api";
import { day, number } from "../shared/format";
import { useLanguage, useSay } from "../shared/language";
import { plain } from "../shared/names";
import { useWorks } from "./data";
import { WhereFrom } from "./Home";
import { Answered } from "./Message";

type All = Schema["PublishedWorks"];
type Work = All["items"][number];

export function Works() {
  const works = useWorks();
  return <Answered asked={works}>{(data) => <List works={data} />}</Answered>;
}

function List({ works }: { works: All }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const [asked, set] = useAddressState();
  const chosen = {
    group: asked("nhom"),
    unit: asked("don-vi"),
    state: asked("tinh-trang"),
    text: asked("tim"),
  };
  const wanted = useDeferredValue(plain(chosen.text));
  const shown = works.items.filter(
    (work) =>
      (!chosen.group || work.solution === chosen.group) &&
      (!chosen.unit || work.leads.includes(chosen.unit) || work.coordinates.includes(chosen.unit)) &&
      (!chosen.state || (work.grade ?? "none") === chosen.state) &&
      (!wanted || plain(say(work.text)).includes(wanted)),
  );
  const states = new Set(works.items.map((work) => work.grade ?? "none"));
  const acting = new Set(works.items.flatMap((work) => [...work.leads, ...work.coordinates]));
  return (
    <>
      {works.illustrative && <p className="illustrative">{t("illustrative")}</p>}
      <h1>{t("works_title")}</h1>
      <p className="by">{t("by_report", { cycle: say(works.names), day: day(works.cut_off, language) })}</p>
      <form className="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>
          {t("group")}
          <select value={chosen.group} onChange={(event) => set("nhom", event.target.value)}>
            <option value="">{t("all_groups")}</option>
            {works.groups.map((group) => (
              <option key={group.code} value={group.code}>
                {say(group.short_names) || say(group.names)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("unit")}
          <select value={chosen.unit} onChange={(event) => set("don-vi", event.target.value)}>
            <option value="">{t("all_units")}</option>
            {works.units
              .filter((unit) => acting.has(unit.code))
              .map((unit) => (
                <option key={unit.code} value={unit.code}>
                  {say(unit.names)}
                </option>
              ))}
          </select>
        </label>
        <label>
          {t("state")}
          <select value={chosen.state} onChange={(event) => set("tinh-trang", event.target.value)}>
            <option value="">{t("all_states")}</option>
            {works.grades
              .filter((grade) => states.has(grade.code as never))
              .map((grade) => (
                <option key={grade.code} value={grade.code}>
                  {say(grade.names)}
                </option>
              ))}
            {states.has("none") && <option value="none">{t("not_reported")}</option>}
          </select>
        </label>
        <label>
          {t("search")}
          <input type="search" value={chosen.text} onChange={(event) => set("tim", event.target.value)} />
        </label>
      </form>
      <p role="status">{shown.length ? t("found", { count: shown.length }) : t("found_none")}</p>
      <ul className="works">
        {shown.map((work) => (
          <li key={work.code}>
            <WorkCard work={work} works={works} />
          </li>
        ))}
      </ul>
      <WhereFrom results={works} />
    </>
  );
}

function WorkCard({ work, works }: { work: Work; works: All }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const named = (codes: readonly string[]) =>
    codes.map((code) => say(works.units.find((unit) => unit.code === code)?.names) || code).join(", ");
  const word = works.grades.find((grade) => grade.code === work.grade);
  const said = (iso: string | null | undefined) => (iso ? day(iso, language) : "–");
  return (
    <article className="work">
      <h2>{say(work.text)}</h2>
      <p className="work-state">
        <span className={`task-grade ${work.grade ?? "none"}`}>
          {word ? `${word.symbol} ${say(word.names)}` : t("not_reported")}
        </span>
        {work.days_late > 0 && <span>{t("late", { count: work.days_late })}</span>}
        {work.recurring && work.grade !== "recurring" && <span>{t("recurring")}</span>}
        {work.due && (
          <span>
            {t("due")}: {said(work.due)}
            {work.new_due && ` (${t("new_due_asked", { day: said(work.new_due) })})`}
          </span>
        )}
      </p>
      <p className="aside">{named(work.leads)}</p>
      {(work.result || work.cause || work.stages.length > 0 || work.milestones.length > 0 || work.planned) && (
        <details>
          <summary>{t("result")}</summary>
          {work.result && <p>{work.result}</p>}
          {work.cause && (
            <p>
              {t("cause")}: {work.cause}
            </p>
          )}
          {work.planned && work.disbursed && (
            <p>
              {t("money")}:{" "}
              {t("money_said", {
                disbursed: number(work.disbursed, language),
                planned: number(work.planned, language),
              })}
            </p>
          )}
          <Stages work={work} works={works} />
        </details>
      )}
    </article>
  );
}

/** Milestones first as a table: planned, actual, expected. */
function Stages({ work, works }: { work: Work; works: All }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const said = (iso: string | null | undefined) => (iso ? day(iso, language) : "–");
  const rows = work.stages.length
    ? work.stages.map((stage) => ({
        key: stage.stage,
        name: say(works.stages.find((one) => one.code === stage.stage)?.names) || stage.stage,
        planned: stage.planned,
        actual: stage.actual,
        expected: stage.expected,
      }))
    : work.milestones.map((one) => ({
        key: one.code,
        name: say(one.names) || one.code,
        planned: one.planned,
        actual: one.actual,
        expected: null,
      }));
  if (rows.length === 0) return null;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t("stage")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("stage")}</th>
            <th scope="col">{t("planned")}</th>
            <th scope="col">{t("actual")}</th>
            <th scope="col">{t("expected")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.name}</th>
              <td>{said(row.planned)}</td>
              <td>{said(row.actual)}</td>
              <td>{said(row.expected)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
