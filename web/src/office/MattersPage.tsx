// What stays open from cycle to cycle: what units ask for, by whom it is to be decided and until when, and what the
// approving authority has asked for.
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useAddressState } from "../shared/address";
import { type Schema, taken } from "../shared/api";
import { day } from "../shared/format";
import { useLanguage, useSay } from "../shared/language";
import { countOf, usePages } from "../shared/pages";
import { isAgency } from "./App";
import { OnePage } from "./cycle/OnePage";
import { useCycles } from "./Desk";
import { Failed, More, Outcome, SureButton, useAct, Waiting } from "./Parts";
import { usePlan } from "./plan/PlanPage";
import { UnitsInput } from "./plan/PlaceInput";
import { useUnits } from "./Units";
import { AmendmentList, useAmendments } from "./plan/AmendmentsPage";
import { api, client, type Me, tagOfSeen } from "./server";

type Difficulty = Schema["StandingDifficulty"];
type Directive = Schema["DirectiveLine"];

/** Units by their code, as the newest cycle has them. */
function useUnitNames(): (code: string) => string {
  const say = useSay();
  const cycles = useCycles();
  const newest = cycles.data?.items.at(-1)?.code;
  const status = useQuery({
    queryKey: ["status", newest ?? ""],
    enabled: newest !== undefined,
    queryFn: () => taken(api.GET("/api/cycles/{cycle}/status", { params: { path: { cycle: newest ?? "" } } })),
  });
  // Groups of units have no line in the cycle; the plan names them.
  const plan = usePlan("");
  return (code) => say((status.data?.units.find((one) => one.code === code) ?? plan.data?.units.find((one) => one.code === code))?.names) || code;
}

export function MattersPage({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [asked, set] = useAddressState();
  const all = asked("tat-ca") !== "";
  const open = all ? {} : { open: "" };
  const difficulties = usePages(["difficulties", all], (page) =>
    taken(api.GET("/api/difficulties", { params: { query: { limit: "500", ...open, ...page } } })),
  );
  const directives = usePages(["directives", all], (page) =>
    taken(api.GET("/api/directives", { params: { query: { limit: "500", ...open, ...page } } })),
  );
  if (!difficulties.items || !directives.items) {
    const failed = [difficulties, directives].find((list) => !list.items && list.error);
    return failed ? <Failed error={failed.error} again={failed.again} /> : <Waiting />;
  }
  const acts = isAgency(me);
  return (
    <>
      <h1>{t("matters")}</h1>
      <p>
        <label className="tick">
          <input type="checkbox" checked={all} onChange={(event) => set("tat-ca", event.target.checked ? "1" : "")} /> {t("also_done")}
        </label>
      </p>
      {me.posts.some((post) => post.role === "authority") && <OnePage />}
      <ToDecide />
      <section aria-labelledby="decisions">
        <h2 id="decisions">{t("decisions_asked", { count: countOf(difficulties) })}</h2>
        <Difficulties items={difficulties.items} acts={acts} />
        <More list={difficulties} />
      </section>
      <section aria-labelledby="directives">
        <h2 id="directives">{t("directives_given", { count: countOf(directives) })}</h2>
        <Directives items={directives.items} acts={acts} />
        <More list={directives} />
        {acts && <NewDirective />}
      </section>
    </>
  );
}

/** Changes of the plan that wait for their decision. */
function ToDecide() {
  const { t } = useTranslation();
  const list = useAmendments();
  const open = list.items?.filter((one) => one.stage === "proposed") ?? [];
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="amendments">
      <h2 id="amendments">{t("amendments_to_decide", { count: open.length })}</h2>
      <AmendmentList items={open} />
    </section>
  );
}

/** Under whoever is asked to decide; what is due first comes first. */
function Difficulties({ items, acts }: { items: readonly Difficulty[]; acts: boolean }) {
  const { t } = useTranslation();
  const groups = new Map<string, Difficulty[]>();
  for (const one of items) {
    const authority = one.difficulty.authority.trim() || t("no_authority");
    groups.set(authority, [...(groups.get(authority) ?? []), one]);
  }
  if (items.length === 0) return <p>{t("no_difficulties")}</p>;
  return [...groups].map(([authority, ones]) => (
    <section key={authority}>
      <h3>{authority}</h3>
      {[...ones]
        .sort((a, b) => (a.difficulty.due ?? "9999").localeCompare(b.difficulty.due ?? "9999"))
        .map((one) => (
          <DifficultyBlock key={one.code} one={one} acts={acts} />
        ))}
    </section>
  ));
}

function DifficultyBlock({ one, acts }: { one: Difficulty; acts: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const nameOf = useUnitNames();
  const cycles = useCycles();
  const say = useSay();
  const cycleName = (code: string) => say(cycles.data?.items.find((known) => known.code === code)?.names) || code;
  const { act, ...state } = useAct();
  const [answer, setAnswer] = useState({ opinion: one.opinion, outcome: one.outcome, answered_by: one.answered_by, document: one.document });
  const [cycle = "", unit = "", number = ""] = one.code.split("/");
  const path = { cycle, unit, number };
  const set = (key: keyof typeof answer) => (event: { target: { value: string } }) => setAnswer({ ...answer, [key]: event.target.value });
  const save = (event: FormEvent) => {
    event.preventDefault();
    void act(t("saved"), async () => {
      const seen = await tagOfSeen(api.GET("/api/difficulties/{cycle}/{unit}/{number}", { params: { path } }), (now) => now, one);
      await taken(
        api.PUT("/api/difficulties/{cycle}/{unit}/{number}", {
          params: { path },
          headers: { "If-Match": seen },
          body: answer,
        }),
      );
      await client.invalidateQueries({ queryKey: ["difficulties"] });
    });
  };
  return (
    <article className="target">
      <p className="by">
        {[nameOf(one.unit), cycleName(one.cycle), t(`difficulty.${one.difficulty.kind}`), one.difficulty.due && t("asked_until", { day: day(one.difficulty.due, language) })]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <p className="citizen">{one.difficulty.content}</p>
      {one.difficulty.proposed && (
        <p>
          {t("proposed")}: {one.difficulty.proposed}
        </p>
      )}
      {one.opinion && <p>{t("agency_opinion", { opinion: one.opinion })}</p>}
      {one.outcome && <p>{t("outcome_is", { outcome: one.outcome })}</p>}
      {acts && (
        <p>
          <Link href={`/dieu-chinh/moi?ly-do=${encodeURIComponent(one.difficulty.proposed || one.difficulty.content)}&can-cu=${encodeURIComponent(one.code)}`}>
            {t("amend_from_difficulty")}
          </Link>
        </p>
      )}
      {acts && (
        <details>
          <summary>{t("answer_it")}</summary>
          <form onSubmit={save}>
            <div className="grid">
              <label className="field">
                {t("opinion")}
                <textarea rows={2} value={answer.opinion} onChange={set("opinion")} />
              </label>
              <label className="field">
                {t("outcome")}
                <textarea rows={2} value={answer.outcome} onChange={set("outcome")} />
              </label>
              <label className="field">
                {t("answered_by")}
                <input value={answer.answered_by} onChange={set("answered_by")} />
              </label>
              <label className="field">
                {t("answer_document")}
                <input value={answer.document} onChange={set("document")} />
              </label>
            </div>
            <button type="submit" disabled={state.busy}>
              {t("save")}
            </button>
            <Outcome {...state} />
          </form>
        </details>
      )}
    </article>
  );
}

function Directives({ items, acts }: { items: readonly Directive[]; acts: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const nameOf = useUnitNames();
  if (items.length === 0) return <p>{t("no_directives_given")}</p>;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t("directives_all")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("directive")}</th>
            <th scope="col">{t("units")}</th>
            <th scope="col">{t("due")}</th>
            <th scope="col">{t("outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.directive.code}>
              <th scope="row">
                {one.directive.content}
                <small>
                  {" "}
                  {[one.directive.document, one.directive.date && day(one.directive.date, language)].filter(Boolean).join(", ")}
                </small>
              </th>
              <td>{one.directive.units.map(nameOf).join(", ")}</td>
              <td>{one.directive.due ? day(one.directive.due, language) : "–"}</td>
              <td>
                {one.open ? acts ? <Close code={one.directive.code} /> : t("still_open") : `${one.outcome} (${one.closed_on ? day(one.closed_on, language) : ""})`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Close({ code }: { code: string }) {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  const [outcome, setOutcome] = useState("");
  const close = () =>
    act("", async () => {
      await taken(
        api.POST("/api/directives/{directive}/close", { params: { path: { directive: code } }, body: { day: null, outcome } }),
      );
      await client.invalidateQueries({ queryKey: ["directives"] });
    });
  return (
    <>
      <input aria-label={`${t("outcome")}: ${code}`} value={outcome} onChange={(event) => setOutcome(event.target.value)} />{" "}
      <SureButton label={t("close_directive")} about={code} sure={t("step_sure")} disabled={state.busy || outcome.trim() === ""} act={() => void close()} />
      <Outcome {...state} />
    </>
  );
}

function NewDirective() {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  const empty = { code: "", document: "", date: "", content: "", due: "" };
  const [fields, setFields] = useState(empty);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const units = useUnits();
  const set = (key: keyof typeof fields) => (event: { target: { value: string } }) => setFields({ ...fields, [key]: event.target.value });
  const add = (event: FormEvent) => {
    event.preventDefault();
    void act(t("saved"), async () => {
      const { document, content, date, due } = fields;
      const code = fields.code.trim() || (await freeCode(date));
      await taken(
        api.POST("/api/directives", {
          body: { items: [{ code, document, content, units: [...chosen], date: date || null, due: due || null, source: "", illustrative: false }] },
        }),
      );
      setFields(empty);
      setChosen([]);
      await client.invalidateQueries({ queryKey: ["directives"] });
    });
  };
  return (
    <details>
      <summary>{t("new_directive")}</summary>
      <form className="ask" onSubmit={add}>
        <div className="grid">
          <label className="field">
            {t("directive_code")}
            <input value={fields.code} onChange={set("code")} placeholder={t("directive_code_free")} />
          </label>
          <label className="field">
            {t("directive_document")}
            <input value={fields.document} onChange={set("document")} />
          </label>
          <label className="field">
            {t("directive_day")}
            <input type="date" value={fields.date} onChange={set("date")} />
          </label>
          <div className="field">
            {t("directive_units")}
            <UnitsInput label={t("directive_units")} units={units} value={chosen} onChange={setChosen} />
          </div>
          <label className="field">
            {t("due")}
            <input type="date" value={fields.due} onChange={set("due")} />
          </label>
          <label className="field">
            {t("directive_content")}
            <textarea required rows={2} value={fields.content} onChange={set("content")} />
          </label>
        </div>
        <button type="submit" className="primary" disabled={state.busy || chosen.length === 0}>
          {t("save")}
        </button>
        <Outcome {...state} />
      </form>
    </details>
  );
}

/** The next code of the month, as those before have it: "cd-2312-1". */
async function freeCode(date: string): Promise<string> {
  const month = (date || new Date().toISOString()).slice(2, 7).replace("-", "");
  const all = await taken(api.GET("/api/directives", { params: { query: { limit: "500" } } }));
  const used = new Set(all.items.map((one) => one.directive.code));
  let n = 1;
  while (used.has(`cd-${month}-${n}`)) ++n;
  return `cd-${month}-${n}`;
}
