// Levels below the programme's: a unit collects from the units under it, and passes what it found up.
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type Schema, taken } from "../../shared/api";
import { day } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { withoutCommittee } from "../../shared/names";
import { contentQuery } from "../Desk";
import { Outcome, Part, SureButton, useAct } from "../Parts";
import { api, client } from "../server";

type Standing = Schema["LevelStanding"];

function useLevels(above: string, enabled = true) {
  return useQuery({
    queryKey: ["levels", above],
    enabled,
    queryFn: () => taken(api.GET("/api/cycles/{cycle}/levels", { params: { path: { cycle: above } } })),
  });
}

/** The cycle above one of a level, and who collects in this one. */
const partsOf = (cycle: string) => {
  const at = cycle.lastIndexOf("@");
  return { above: at < 0 ? cycle : cycle.slice(0, at), unit: at < 0 ? "" : cycle.slice(at + 1) };
};

/** Whose collection a page is about. Nothing on the programme's own level. */
export function LevelLine({ cycle }: { cycle: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const { above, unit } = partsOf(cycle);
  const levels = useLevels(above, unit !== "");
  if (unit === "") return null;
  const found = levels.data?.items.find((one) => one.unit === unit);
  return <p>{t("level_of", { unit: withoutCommittee(say(found?.names) || unit) })}</p>;
}

/** To whom the reader's unit owes a report that is not the standing agency's. */
export function SentTo({ cycle }: { cycle: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const owed = useOwedBelow(cycle.includes("@"));
  const found = owed.data?.items.find((one) => one.cycle === cycle);
  return found ? <p>{t("level_sent_to", { unit: say(found.collector_names) })}</p> : <LevelLine cycle={cycle} />;
}

/** What the reader's units owe to units above them. */
export function useOwedBelow(enabled = true) {
  return useQuery({ queryKey: ["levels"], enabled, queryFn: () => taken(api.GET("/api/levels")) });
}

/** What the units of the reader collect for the cycle. */
export function Levels({ above, units }: { above: string; units: readonly string[] }) {
  const levels = useLevels(above, units.length > 0);
  const own = levels.data?.items.filter((one) => units.includes(one.unit)) ?? [];
  return own.map((one) => <Collecting key={one.cycle} above={above} level={one} />);
}

function Collecting({ above, level }: { above: string; level: Standing }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const running = level.stage !== null && level.stage !== "planned";
  return (
    <article className="duty">
      <h2>{t("level_collect")}</h2>
      <p>{t("level_collect_more", { unit: withoutCommittee(say(level.names)), count: level.expected })}</p>
      {running ? (
        <>
          <p>
            <span className="chip">{t(`stage.${level.stage ?? "planned"}`)}</span>{" "}
            {t("sent_of", { sent: level.sent, expected: level.expected, noted: level.noted })}
            {level.due && ` · ${t("level_due", { day: day(level.due, language) })}`}
          </p>
          <p className="actions">
            <Link href={`/tinh-hinh/${level.cycle}`} className="primary button">
              {t("level_follow")}
            </Link>
            <Link href={`/tong-hop/${level.cycle}`} className="button">
              {t("consolidate")}
            </Link>
          </p>
        </>
      ) : (
        <SetUp above={above} level={level} />
      )}
    </article>
  );
}

function SetUp({ above, level }: { above: string; level: Standing }) {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  const [due, setDue] = useState(level.due ?? "");
  const [tables, setTables] = useState<readonly string[]>(level.chosen.length > 0 ? level.chosen : level.tables);
  const path = { cycle: above, unit: level.unit };
  const say = useSay();
  const form = useQuery(contentQuery(above, level.unit));
  const nameOf = (table: string) => {
    const found = form.data?.tables.find((one) => one.table === table);
    return table === "01" ? t("table.01") : t("level_table", { table, name: say(found?.names) });
  };
  const open = (event: FormEvent) => {
    event.preventDefault();
    void act(t("level_opened"), async () => {
      // All of them is none of them named: what comes into the form later is passed down too.
      const chosen = tables.length === level.tables.length ? [] : [...tables];
      await taken(api.POST("/api/cycles/{cycle}/levels/{unit}", { params: { path }, body: { due: due || null, tables: chosen } }));
      const asked = api.GET("/api/cycles/{cycle}", { params: { path: { cycle: level.cycle } } });
      await taken(asked);
      const tag = (await asked).response.headers.get("ETag") ?? "";
      await taken(api.POST("/api/cycles/{cycle}/open", { params: { path: { cycle: level.cycle } }, headers: { "If-Match": tag } }));
      await client.invalidateQueries({ queryKey: ["levels"] });
    });
  };
  return (
    <details>
      <summary>{t("level_start")}</summary>
      <form onSubmit={open}>
        <label className="field">
          {t("level_until")}
          <input type="date" required value={due} onChange={(event) => setDue(event.target.value)} />
        </label>
        <fieldset>
          <legend>{t("level_tables")}</legend>
          {level.tables.map((table) => (
            <label key={table} className="tick">
              <input
                type="checkbox"
                checked={tables.includes(table)}
                onChange={(event) => setTables(level.tables.filter((one) => (one === table ? event.target.checked : tables.includes(one))))}
              />{" "}
              {nameOf(table)}
            </label>
          ))}
        </fieldset>
        <button type="submit" className="primary" disabled={state.busy || tables.length === 0}>
          {t("level_open")}
        </button>
        <Outcome {...state} />
      </form>
    </details>
  );
}

/** What was found, into the draft of the unit's own report. */
export function PassUp({ cycle, found }: { cycle: string; found: boolean }) {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  const path = { cycle: partsOf(cycle).above, unit: partsOf(cycle).unit };
  const up = () =>
    act(t("level_passed"), async () => {
      const made = await taken(api.POST("/api/cycles/{cycle}/levels/{unit}/pass-up", { params: { path } }));
      await client.invalidateQueries({ queryKey: ["draft"] });
      return (made as { problems?: Schema["ProblemLine"][] }).problems ?? [];
    });
  return (
    <Part title={t("level_up")}>
      <p>{t("level_up_more")}</p>
      <p className="actions">
        <SureButton label={t("level_pass")} sure={t("level_pass_sure")} disabled={state.busy || !found} act={() => void up()} />
        <Link href={`/bao-cao/${path.cycle}/${path.unit}`}>{t("level_own_report")}</Link>
      </p>
      {!found && <p>{t("level_nothing_found")}</p>}
      <Outcome {...state} />
    </Part>
  );
}

/** Units that have set a cycle of their own up, for who looks at the cycle above. */
export function LevelsBelow({ above }: { above: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const levels = useLevels(above);
  const running = levels.data?.items.filter((one) => one.stage !== null) ?? [];
  if (running.length === 0) return null;
  return (
    <section>
      <h2>{t("levels_below")}</h2>
      <ul>
        {running.map((one) => (
          <li key={one.cycle}>
            <Link href={`/tinh-hinh/${one.cycle}`}>{say(one.names)}</Link>: {t(`stage.${one.stage ?? "planned"}`)} ·{" "}
            {t("sent_of", { sent: one.sent, expected: one.expected, noted: one.noted })}
            {one.due && ` · ${t("level_due", { day: day(one.due, language) })}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
