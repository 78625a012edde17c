// A change of the plan, proposed from a target, a task or a difficulty: what stands there beside what is to stand
// there, why, and on what ground.
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useAddressState } from "../../shared/address";
import { taken } from "../../shared/api";
import { number } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { withoutCommittee } from "../../shared/names";
import { Failed, Outcome, Part, useAct, Waiting } from "../Parts";
import { api, client, type Me } from "../server";
import { added, type Composed, compose, type Edits, freeCode, type Item, type NewItem, nothing, typedOf, unitsOf } from "./amendment";
import { ChangeTable } from "./ChangeTable";
import { PlaceInput, UnitsInput } from "./PlaceInput";
import { usePlan } from "./PlanPage";

export function ProposePage({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [asked] = useAddressState();
  const at = asked("o");
  const fresh = at === "tasks/" ? "tasks" : at === "targets/" ? "targets" : undefined;
  const item = useQuery({
    queryKey: ["amendable", at],
    queryFn: () => taken(api.GET("/api/amendable", { params: { query: fresh || !at ? {} : { at } } })),
    staleTime: Infinity, // what is typed is against what was seen
  });
  if (item.error) return <Failed error={item.error} again={() => void item.refetch()} />;
  if (!item.data) return <Waiting />;
  return (
    <>
      <h1>{t("propose_change")}</h1>
      <p>
        <Link href="/dieu-chinh">{t("amendments")}</Link>
      </p>
      {!at ? <Start /> : fresh ? <New me={me} kind={fresh} lists={item.data} /> : <Change me={me} item={item.data} />}
    </>
  );
}

/** Of what: one that is there, found on the page of the plan, or a new one. */
function Start() {
  const { t } = useTranslation();
  const [asked] = useAddressState();
  const because = ["ly-do", "can-cu"].map((key) => asked(key) && `&${key}=${encodeURIComponent(asked(key))}`).join("");
  return (
    <>
      <p>{t("propose_hint")}</p>
      <p className="actions">
        <Link href={`/ke-hoach${because && `?${because.slice(1)}`}`} className="primary button">
          {t("choose_in_plan")}
        </Link>
        <Link href={`/dieu-chinh/moi?o=tasks/${because}`} className="button">
          {t("new_task")}
        </Link>
        <Link href={`/dieu-chinh/moi?o=targets/${because}`} className="button">
          {t("new_target")}
        </Link>
      </p>
    </>
  );
}

function Change({ me, item }: { me: Me; item: Item }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const [edits, setEdits] = useState<Edits>(nothing);
  const title = `${item.no ? `${item.no}. ` : ""}${say(item.names) || item.code}`;
  const target = item.at.startsWith("targets/");
  const put = (at: string, value: Edits["values"][string]) => setEdits({ ...edits, values: { ...edits.values, [at]: value } });
  const milestone = (key: keyof Edits["milestone"]) => (event: { target: { value: string } }) =>
    setEdits({ ...edits, milestone: { ...edits.milestone, [key]: event.target.value } });
  return (
    <Proposal me={me} lists={item} composed={compose(item, edits, language)} about={title}>
      <Part title={`${say(item.kind_names)}: ${title}`}>
        <p className="hint">{t("amend_hint")}</p>
        <div className="scroll" tabIndex={0} role="region" aria-label={title}>
          <table className="amend">
            <thead>
              <tr>
                <th scope="col">{t("what")}</th>
                <th scope="col">{t("stands_now")}</th>
                <th scope="col">{t("is_to_be")}</th>
                <th scope="col">{t("drop_it")}</th>
              </tr>
            </thead>
            <tbody>
              {item.places.map((place) => {
                const name = say(place.names);
                const gone = edits.gone.has(place.at);
                return (
                  <tr key={`${place.at}-${place.input}`}>
                    <th scope="row">{name}</th>
                    <td data-name={t("stands_now")}>{say(place.now)}</td>
                    <td>
                      {!gone && !edits.whole && (
                        <>
                          <PlaceInput
                            input={place.input}
                            label={name}
                            lists={item}
                            value={edits.values[place.at] ?? typedOf(place, (figure) => number(figure, language))}
                            onChange={(value) => put(place.at, value)}
                          />
                          {place.moves && (
                            <label>
                              {t("to_year")}{" "}
                              <input
                                inputMode="numeric"
                                size={5}
                                aria-label={`${name}: ${t("to_year")}`}
                                value={edits.years[place.entry] ?? ""}
                                onChange={(event) => setEdits({ ...edits, years: { ...edits.years, [place.entry]: event.target.value.trim() } })}
                              />
                            </label>
                          )}
                        </>
                      )}
                    </td>
                    <td {...(place.removes ? { "data-name": t("drop_it") } : {})}>
                      {place.removes && (
                        <input
                          type="checkbox"
                          aria-label={`${t("drop_it")}: ${name}`}
                          checked={gone}
                          onChange={(event) => {
                            const all = new Set(edits.gone);
                            if (event.target.checked) all.add(place.at);
                            else all.delete(place.at);
                            setEdits({ ...edits, gone: all });
                          }}
                        />
                      )}
                    </td>
                  </tr>
                );
              })}
              {target && (
                <tr>
                  <th scope="row">{t("new_milestone")}</th>
                  <td>–</td>
                  <td>
                    <label>
                      {t("milestone_year")}{" "}
                      <input inputMode="numeric" size={5} value={edits.milestone.year} onChange={milestone("year")} />
                    </label>{" "}
                    <select aria-label={t("milestone_sign")} value={edits.milestone.sign} onChange={milestone("sign")}>
                      <option value="value">=</option>
                      <option value="at_least">≥</option>
                      <option value="at_most">≤</option>
                    </select>{" "}
                    <input inputMode="decimal" size={10} aria-label={t("milestone_figure")} value={edits.milestone.figure} onChange={milestone("figure")} />
                  </td>
                  <td />
                </tr>
              )}
            </tbody>
          </table>
        </div>
        <p>
          <label className="tick">
            <input type="checkbox" checked={edits.whole} onChange={(event) => setEdits({ ...edits, whole: event.target.checked })} />{" "}
            {t(target ? "drop_target" : "drop_task")}
          </label>
        </p>
      </Part>
    </Proposal>
  );
}

const blank: NewItem = { code: "", vi: "", en: "", group: "", leads: [], due: "", product: "", unit: "", direction: "", year: "", figure: "" };

function New({ me, kind, lists }: { me: Me; kind: "tasks" | "targets"; lists: Item }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const plan = usePlan("");
  const [item, setItem] = useState<NewItem>(blank);
  if (!plan.data) return <Waiting />;
  const codes = new Set(kind === "tasks" ? plan.data.tasks.map((one) => one.code) : plan.data.targets.map((one) => one.target.code));
  const coded = { ...item, code: item.code || freeCode(kind, codes) };
  const set = (key: keyof NewItem) => (event: { target: { value: string } }) => setItem({ ...item, [key]: event.target.value });
  const put = (key: keyof NewItem) => (value: unknown) => setItem({ ...item, [key]: value });
  const task = kind === "tasks";
  return (
    <Proposal me={me} lists={lists} composed={item.vi.trim() ? added(kind, coded, language) : { operations: [], unread: [] }} about={item.vi}>
      <Part title={t(task ? "new_task" : "new_target")}>
        <div className="grid">
          <label className="field">
            {t(task ? "task_text" : "target_name")} ({t("text_vietnamese")})
            <textarea rows={3} value={item.vi} onChange={set("vi")} />
          </label>
          <label className="field">
            {t(task ? "task_text" : "target_name")} ({t("text_english")})
            <textarea rows={3} value={item.en} onChange={set("en")} />
          </label>
          <label className="field">
            {t(task ? "solution_group" : "goal")}
            <PlaceInput input={task ? "solution" : "goal"} label={t(task ? "solution_group" : "goal")} lists={lists} value={item.group} onChange={put("group")} />
          </label>
          <div className="field">
            {t("lead")}
            <UnitsInput label={t("lead")} units={lists.units} value={item.leads} onChange={put("leads")} />
          </div>
          {task ? (
            <>
              <label className="field">
                {t("due")}
                <input type="date" value={item.due} onChange={set("due")} />
              </label>
              <label className="field">
                {t("product")}
                <input value={item.product} onChange={set("product")} />
              </label>
            </>
          ) : (
            <>
              <label className="field">
                {t("measure_unit")}
                <input value={item.unit} onChange={set("unit")} />
              </label>
              <label className="field">
                {t("direction")}
                <PlaceInput input="direction" label={t("direction")} lists={lists} value={item.direction} onChange={put("direction")} />
              </label>
              <label className="field">
                {t("milestone_year")}
                <input inputMode="numeric" value={item.year} onChange={set("year")} />
              </label>
              <label className="field">
                {t("milestone_figure")}
                <input inputMode="decimal" value={item.figure} onChange={set("figure")} />
              </label>
            </>
          )}
          <label className="field">
            {t("item_code")}
            <input value={coded.code} onChange={set("code")} />
          </label>
        </div>
      </Part>
    </Proposal>
  );
}

/** Why, on what ground and from when; and before it goes, what it would say. */
function Proposal({ me, lists, composed, about, children }: { me: Me; lists: Item; composed: Composed; about: string; children: React.ReactNode }) {
  const { t } = useTranslation();
  const say = useSay();
  const [asked] = useAddressState();
  const [, go] = useLocation();
  const { act, ...state } = useAct();
  const own = unitsOf(me);
  const units = useMemo(() => lists.units.filter((one) => own.length === 0 || own.includes(one.code)), [lists.units, own]);
  const [fields, setFields] = useState({ unit: own[0] ?? "", title: "", reason: asked("ly-do"), ground: asked("can-cu"), from: "" });
  const [checked, setChecked] = useState<{ key: string; items: readonly Parameters<typeof ChangeTable>[0]["items"][number][] }>();
  const set = (key: keyof typeof fields) => (event: { target: { value: string } }) => setFields({ ...fields, [key]: event.target.value });
  const title = fields.title || (about ? t("amend_title", { about }) : "");
  const body = {
    title: { vi: title, en: "" },
    reason: { vi: fields.reason, en: "" },
    ground: fields.ground,
    effective_from: fields.from || null,
    operations: composed.operations,
  };
  const key = JSON.stringify([fields.unit, body]);
  const send = (dry: boolean) =>
    act(dry ? t("checked_well") : t("proposed_now"), async () => {
      const answer = await taken(
        api.POST("/api/units/{unit}/amendments", {
          params: { path: { unit: fields.unit }, query: dry ? { dry_run: "" } : {} },
          body,
        }),
      );
      if (dry) setChecked({ key, items: answer.items });
      else {
        await client.invalidateQueries({ queryKey: ["amendments"] });
        go(`/dieu-chinh/${answer.code}`);
      }
      return answer.problems ?? [];
    });
  const ready = composed.operations.length > 0 && composed.unread.length === 0 && fields.unit !== "" && fields.reason.trim() !== "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(true);
  };
  return (
    <form onSubmit={submit}>
      {children}
      <Part title={t("why_and_ground")}>
        <div className="grid">
          <label className="field">
            {t("proposing_unit")}
            <select required value={fields.unit} onChange={set("unit")}>
              <option value="">–</option>
              {units.map((one) => (
                <option key={one.code} value={one.code}>
                  {withoutCommittee(say(one.names))}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            {t("amendment_title")}
            <input value={fields.title} placeholder={title} onChange={set("title")} />
          </label>
          <label className="field">
            {t("amendment_reason")}
            <textarea required rows={3} value={fields.reason} onChange={set("reason")} />
          </label>
          <label className="field">
            {t("amendment_ground")}
            <textarea rows={3} value={fields.ground} onChange={set("ground")} />
          </label>
          <label className="field">
            {t("effective_from")}
            <input type="date" value={fields.from} onChange={set("from")} />
          </label>
        </div>
        {composed.unread.length > 0 && (
          <p className="bad" role="alert">
            {t("not_read_at", { at: composed.unread.map((at) => say(lists.places.find((one) => one.at === at || one.entry === at)?.names) || at).join(", ") })}
          </p>
        )}
        <p className="actions">
          <button type="submit" disabled={!ready || state.busy}>
            {t("check_it")}
          </button>
          <button type="button" className="primary" disabled={!ready || state.busy || checked?.key !== key} onClick={() => void send(false)}>
            {t("send_proposal")}
          </button>
        </p>
        {checked?.key === key && <ChangeTable items={checked.items} />}
        <Outcome {...state} />
        {!ready && <p className="hint">{t("proposal_wants")}</p>}
      </Part>
    </form>
  );
}
