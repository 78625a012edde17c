// What waits for the one who is signed in: by unit and by cycle.
import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type Schema, taken } from "../shared/api";
import { day } from "../shared/format";
import { useLanguage, useSay } from "../shared/language";
import { seesCycles } from "./App";
import { Board } from "./cycle/Board";
import { Levels, SentTo, useOwedBelow } from "./cycle/Levels";
import { nameOf, wholeTables } from "./form/asked";
import { MattersPage } from "./MattersPage";
import { Failed, Waiting } from "./Parts";
import { api, type Me } from "./server";

export type Content = Schema["FormContent"];

export function useCycles() {
  return useQuery({ queryKey: ["cycles"], queryFn: () => taken(api.GET("/api/cycles")) });
}

export function contentQuery(cycle: string, unit: string) {
  return {
    queryKey: ["content", `${cycle}/${unit}`],
    queryFn: () => taken(api.GET("/api/cycles/{cycle}/forms/{unit}/content", { params: { path: { cycle, unit } } })),
  };
}

/** So many published cycles are looked through for corrections that were asked for. */
const few = 4;

export function Desk({ me }: { me: Me }) {
  const { t } = useTranslation();
  const cycles = useCycles();
  const say = useSay();
  const before = cycles.data?.items.filter((cycle) => cycle.stage === "closed" || cycle.stage === "published").reverse() ?? [];
  const units = [...new Set(me.posts.map((post) => post.unit).filter(Boolean))];
  const open = cycles.data?.items.filter((cycle) => cycle.stage === "open") ?? [];
  // Of published cycles, those whose figures a unit is asked to correct.
  const published = cycles.data?.items.filter((cycle) => cycle.stage === "published").slice(-few) ?? [];
  // What a unit owes to the one above it stands beside what it owes to the city.
  const below = useOwedBelow();
  const asked = [
    ...[...open, ...published].flatMap((cycle) => units.map((unit) => ({ cycle: cycle.code, unit }))),
    ...(below.data?.items ?? []).map(({ cycle, unit }) => ({ cycle, unit })),
  ];
  const contents = useQueries({ queries: asked.map(({ cycle, unit }) => contentQuery(cycle, unit)) });
  if (cycles.error) return <Failed error={cycles.error} again={() => void cycles.refetch()} />;
  if (!cycles.data || contents.some((one) => one.isPending)) return <Waiting />;
  // What is to be decided comes first for who decides.
  if (units.length === 0 && me.posts.every((post) => post.role === "authority")) return <MattersPage me={me} />;
  if (units.length === 0 && seesCycles(me)) return <Board me={me} />;
  const found = contents.flatMap((one) => (one.data && (one.data.stage === "open" || one.data.state === "asked_to_revise") ? [one.data] : []));
  // A unit that owes the city nothing now, such as a ward, has no earlier reports there either.
  const owes = units.filter((unit) => contents.some((one) => one.data?.unit === unit && !one.data.cycle.includes("@")));
  const earlier = [
    ...before.flatMap((cycle) => owes.map((unit) => ({ cycle: cycle.code, unit, names: cycle.names }))),
    ...(below.data?.items ?? []).filter((one) => one.stage !== "open").map((one) => ({ cycle: one.cycle, unit: one.unit, names: one.cycle_names })),
  ];
  return (
    <>
      <h1>{t("desk")}</h1>
      {found.length === 0 && (
        <section className="empty">
          <p>{t("nothing_to_do")}</p>
          <p>{t("nothing_to_do_more")}</p>
        </section>
      )}
      {found.map((content) => (
        <Duty key={`${content.cycle}/${content.unit}`} me={me} content={content} />
      ))}
      {open.map((cycle) => (
        <Levels key={cycle.code} above={cycle.code} units={units} />
      ))}
      {earlier.length > 0 && (
        <section aria-labelledby="before">
          <h2 id="before">{t("reports_before")}</h2>
          <ul>
            {earlier.map((one) => (
              <li key={`${one.cycle}/${one.unit}`}>
                <Link href={`/bao-cao/${one.cycle}/${one.unit}`}>{say(one.names) || one.cycle}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** What the reader has to do with a report that is on its way through the unit; nothing while others have it. */
function waitsFor(me: Me, unit: string, stage: Draft["stage"]): "waits_look" | "waits_signature" | "waits_sending" | undefined {
  const has = (role: Me["posts"][number]["role"]) => me.posts.some((post) => post.unit === unit && post.role === role);
  if (stage === "in_review" && has("reviewer")) return "waits_look";
  if ((stage === "in_review" || stage === "initialled") && has("signatory")) return "waits_signature";
  if (stage === "signed" && has("clerk")) return "waits_sending";
  return undefined;
}

/** One report that a unit owes. */
function Duty({ me, content }: { me: Me; content: Content }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const { cycle, unit } = content;
  const draft = useQuery(draftQuery(cycle, unit));
  const asked = content.figures.filter((figure) => figure.required);
  const written = draft.data?.fields.length ? draft.data.fields : draft.data?.sent;
  const given = new Set(written?.map((field) => field.field));
  const sent = content.revision > 0 && content.state !== "asked_to_revise";
  const back = draft.data?.stage === "writing" ? draft.data.steps.at(-1) : undefined;
  const lost = (draft.data?.steps.length ?? 0) > 1;
  const waits = draft.data && waitsFor(me, unit, draft.data.stage);
  const unanswered = content.directives.filter(({ directive }) => !given.has(`directives:${directive.code}:status`));
  const answered = sent
    ? asked.length
    : asked.filter((figure) => given.has(`figures:${figure.element}:this_period`) || given.has(`figures:${figure.element}:state`)).length;
  return (
    <article className="duty">
      <h2>{say(content.cycle_names)}</h2>
      <p>{say(content.unit_names)}</p>
      {cycle.includes("@") && <SentTo cycle={cycle} />}
      {content.stage === "open" ? (
        <p className={content.days_late > 0 ? "deadline late" : "deadline"}>
          <DueLine content={content} />
        </p>
      ) : (
        <p className="deadline">{t("correction_asked")}</p>
      )}
      <p>
        <span className={`chip ${content.state}`}>{t(`state.${content.state}`)}</span>{" "}
        {!sent && draft.data && <span className="chip">{t(`draft.${draft.data.stage}`)}</span>}{" "}
        {t("answered", { answered, asked: asked.length })}
      </p>
      {!sent && back?.message && <p className="asked">{t("came_back", { by: back.by, message: back.message })}</p>}
      {!sent && back && !back.message && lost && <p className="asked">{t("look_lost")}</p>}
      {!sent && waits && <p className="asked">{t(waits)}</p>}
      {content.state === "asked_to_revise" && (
        <p className="asked">
          {t("asked_to_revise", { message: content.message })} ({content.to_revise.map((code) => say(nameOf(content, code)) || (code in wholeTables ? t(wholeTables[code] as "table.09_year", { year: content.plan_year + 1 }) : code)).join("; ")})
        </p>
      )}
      {unanswered.length > 0 && (
        <details>
          <summary>
            {t("directives")} ({unanswered.length})
          </summary>
          <ul>
            {unanswered.map(({ directive }) => (
              <li key={directive.code}>
                {directive.content}
                {directive.due && ` (${day(directive.due, language)})`}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="actions">
        <Link href={`/bao-cao/${cycle}/${unit}`} className="primary button">
          {sent ? t("see_report") : t("do_report")}
        </Link>
        <a href={`/api/cycles/${cycle}/forms/${unit}?language=${language}`} className="button">
          {t("form_excel")}
        </a>
      </p>
    </article>
  );
}

export type Draft = Schema["Draft"];

/** `revision`: of the report to be shown as sent; empty: the newest. */
export function draftQuery(cycle: string, unit: string, revision = "") {
  return {
    queryKey: ["draft", `${cycle}/${unit}`, revision],
    queryFn: async () => {
      const asked = Date.now();
      const query = revision ? { revision } : {};
      return { ...(await taken(api.GET("/api/cycles/{cycle}/drafts/{unit}", { params: { path: { cycle, unit }, query } }))), asked };
    },
  };
}

export function DueLine({ content }: { content: Content }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!content.due) return t("no_due");
  const due = day(content.due, language);
  if (content.days_late > 0) return t("days_late", { count: content.days_late, day: due });
  if (content.working_days_left > 0) return t("days_left", { count: content.working_days_left, day: due });
  return t("due_today", { day: due });
}
