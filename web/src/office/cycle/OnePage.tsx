// The report on one page, for who decides: where the targets stand, what did not go as promised, and the papers to
// go on from.
import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type Schema, taken } from "../../shared/api";
import { day, measured, rounded } from "../../shared/format";
import { GradeMark, grades } from "../../shared/grade";
import { useLanguage, useSay } from "../../shared/language";
import { useCycles } from "../Desk";
import { Part } from "../Parts";
import { api } from "../server";

type Result = Schema["Consolidation"];

/** The newest cycle whose figures were put together; a cycle may be years ahead of the last one that was. */
function useNewestSnapshot(): { cycle: string; number: string } | undefined {
  const cycles = useCycles();
  const begun = cycles.data?.items.filter((cycle) => cycle.stage !== "planned").reverse() ?? [];
  const snapshots = useQueries({
    queries: begun.map(({ code }) => ({
      queryKey: ["snapshots", code],
      queryFn: () => taken(api.GET("/api/cycles/{cycle}/snapshots", { params: { path: { cycle: code } } })),
    })),
  });
  for (const [i, cycle] of begun.entries()) {
    const found = snapshots[i]?.data;
    if (!found) return undefined;
    const last = found.items.at(-1);
    if (last) return { cycle: cycle.code, number: String(last.number) };
  }
  return undefined;
}

export function OnePage() {
  const newest = useNewestSnapshot();
  return newest ? <Brief {...newest} /> : null;
}

function Brief({ cycle, number }: { cycle: string; number: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const page = useQuery({
    queryKey: ["snapshot", cycle, number, language],
    queryFn: () => taken(api.GET("/api/cycles/{cycle}/snapshots/{number}", { params: { path: { cycle, number }, query: { language } } })),
  });
  if (!page.data) return null;
  const { result, names } = page.data;
  const paper = (document: string, as: string) => `/api/cycles/${cycle}/papers/${document}/preview?language=${language}${as}`;
  return (
    <Part title={t("one_page", { cycle: say(names) || cycle })}>
      <p>
        {t("one_page_from", {
          number,
          noted: result.units.filter((unit) => unit.state === "noted" || unit.state === "nothing_to_report").length,
          expected: result.units.length,
          day: day(result.cut_off, language),
        })}{" "}
        <Link href={`/tong-hop/${cycle}/lan/${number}`}>{t("one_page_whole")}</Link>
      </p>
      {result.illustrative && <p className="hint">{t("made_up")}</p>}
      <Grades result={result} />
      <Missed result={result} />
      <p className="actions">
        <a className="button" href={paper("tom-tat", "")} target="_blank" rel="noreferrer">
          {t("brief_pdf")}
        </a>
        <a className="button" href={paper("thong-bao", "&as=docx")}>
          {t("conclusion_draft")}
        </a>
        <a className="button" href={paper("bc-ubnd", "&as=docx")}>
          {t("committee_draft")}
        </a>
      </p>
    </Part>
  );
}

function Grades({ result }: { result: Result }) {
  const { t } = useTranslation();
  const count = (grade: (typeof grades)[number]) => result.targets.filter((target) => target.grade === grade).length;
  return (
    <ul>
      {grades
        .filter((grade) => count(grade) > 0)
        .map((grade) => (
          <li key={grade}>
            <GradeMark grade={grade} />: {t("targets_counted", { count: count(grade) })}
          </li>
        ))}
    </ul>
  );
}

/** Targets that are not where they were to be, with the figure and why. */
function Missed({ result }: { result: Result }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const missed = result.targets.filter((target) => target.grade === "not_achieved");
  const late = result.tasks.filter((task) => task.days_late > 0);
  return (
    <>
      {missed.length > 0 && (
        <>
          <h3>{t("not_achieved_ones")}</h3>
          <ul>
            {missed.map((target) => (
              <li key={target.code}>
                {say(target.names)}: <strong>{target.value === null ? t("no_figure") : measured(rounded(target.value, target.decimals), target.unit, language)}</strong>.{" "}
                {say(target.reason)}
              </li>
            ))}
          </ul>
        </>
      )}
      {late.length > 0 && (
        <>
          <h3>{t("late_tasks", { count: late.length })}</h3>
          <ul>
            {late.map((task) => (
              <li key={task.code}>
                {say(task.text)} ({t("days_late_plain", { count: task.days_late })})
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
