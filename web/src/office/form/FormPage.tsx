// A unit's form, table by table as on paper. Everything typed is saved by itself.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { taken } from "../../shared/api";
import { useAddressState } from "../../shared/address";
import { useLanguage, useSay } from "../../shared/language";
import { isAgency } from "../App";
import { SentTo } from "../cycle/Levels";
import { type Content, contentQuery, type Draft, draftQuery, DueLine } from "../Desk";
import { Failed, Waiting } from "../Parts";
import { Saver, type Value } from "../saver";
import { api, client, type Me, transportOf } from "../server";
import { Files, Workbook } from "./Enclosed";
import "./form.css";
import { FormContext } from "./fields";
import { fieldOf, isClosed, isNamed, nameOf, wholeTables } from "./asked";
import { CopyLast, FigureRows, TargetBlocks } from "./figures";
import { NextTasks, Registration } from "./next";
import { Sending } from "./Sending";
import { SubCollection } from "./SubCollection";
import { Cover, Difficulties, Directives, Tasks, Texts } from "./tables";
import { Money, Projects } from "./works";

/** Where the fields of a list stand; all others are on the cover. */
const tableOf: Record<string, string> = {
  figures: "01",
  targets: "01",
  qualitative: "01",
  surveys: "01",
  tasks: "02",
  projects: "03",
  money: "04",
  money_total: "04",
  texts: "06",
  difficulties: "07",
  directives: "08",
  next_tasks: "09",
  registration: "09",
};

interface Table {
  key: string;
  name: string;
  body: ReactNode;
  figures?: Content["figures"];
}

export function FormPage({ me, cycle, unit, table }: { me: Me; cycle: string; unit: string; table?: string | undefined }) {
  const content = useQuery(contentQuery(cycle, unit));
  const [asked] = useAddressState();
  const revision = asked("ban");
  const draft = useQuery(draftQuery(cycle, unit, revision));
  const closed = revision !== "" || (content.data !== undefined && isClosed(me, content.data));
  // What was sent is only shown: nothing of it is saved, and nothing that lies in the browser goes on top of it.
  const saver = useMemo(
    () => new Saver(transportOf(cycle, unit), `${me.person}:${cycle}/${unit}`, closed ? undefined : localStorage),
    [me.person, cycle, unit, closed, revision],
  );
  useEffect(() => {
    if (draft.data)
      saver.load(
        (closed ? draft.data.sent : draft.data.fields).map((field) => ({
          field: field.field,
          value: field.value as Value,
          number: field.number,
          by: field.by,
        })),
        draft.data.asked,
      );
  }, [draft.data, saver, closed]);
  // Who is asked to revise goes on from what was sent.
  const revise = !isAgency(me) && !closed && content.data?.state === "asked_to_revise" && draft.data?.fields.length === 0;
  useEffect(() => {
    if (!revise) return;
    void api
      .POST("/api/cycles/{cycle}/drafts/{unit}/start", { params: { path: { cycle, unit } } })
      .then(() => client.invalidateQueries({ queryKey: ["draft", `${cycle}/${unit}`] }));
  }, [revise, cycle, unit]);
  // Not saved yet: asks before the window closes. What is left lies in the browser all the same.
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      const { waiting, refused, conflicts } = saver.unsaved;
      if (waiting + refused + conflicts > 0) event.preventDefault();
    };
    const online = () => void saver.flush();
    window.addEventListener("beforeunload", leave);
    window.addEventListener("online", online);
    return () => {
      window.removeEventListener("beforeunload", leave);
      window.removeEventListener("online", online);
      void saver.flush();
    };
  }, [saver]);
  if (content.error) return <Failed error={content.error} again={() => void content.refetch()} />;
  if (draft.error) return <Failed error={draft.error} again={() => void draft.refetch()} />;
  if (!content.data || !draft.data) return <Waiting />;
  return <Form me={me} content={content.data} saver={saver} draft={draft.data} table={table} closed={closed} revision={revision} />;
}

interface FormProps {
  me: Me;
  content: Content;
  saver: Saver;
  draft: Draft;
  table?: string | undefined;
  closed: boolean;
  /** The one that is looked at as it was sent; empty: the report as it is now. */
  revision: string;
}

function Form({ me, content, saver, draft, table, closed, revision }: FormProps) {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const [, go] = useLocation();
  const wanted = useRef<string>(undefined);
  const base = `/bao-cao/${content.cycle}/${content.unit}`;
  const to = (key: string, number = revision) => `${base}/${key}${number && `?ban=${number}`}`;
  const revising = content.state === "asked_to_revise" && revision === "";
  const blank = draft.fields.length === 0;
  const state = useMemo(
    () => ({
      saver,
      states: content.states,
      report: { cycle: content.cycle, unit: content.unit },
      talks: isAgency(me) || me.posts.some((post) => post.unit === content.unit),
      asked: revising ? content.to_revise : [],
      locked: (field: string) => {
        if (closed) return true;
        return revising && !isNamed(content, field);
      },
    }),
    [saver, closed, revising, content, me],
  );
  // To the table that has the field, and into it.
  const goTo = (field: string) => {
    const [list = "", code = ""] = field.split(":");
    const owner = content.tables.find((one) => one.elements.includes(code));
    wanted.current = field;
    go(to(list === "figures" && owner ? owner.table : (tableOf[list] ?? "bia")));
  };
  const tables: Table[] = [
    {
      key: "bia",
      name: t("table.cover"),
      body: (
        <>
          <Cover behalf={isAgency(me)} />
          <Workbook content={content} closed={closed} />
          <Files content={content} closed={closed && content.stage !== "open"} />
        </>
      ),
    },
    ...(content.targets.length
      ? [
          {
            key: "01",
            name: t("table.01"),
            body: <TargetBlocks content={content} />,
            figures: content.figures.filter((figure) => content.targets.some((target) => target.elements.includes(figure.element))),
          },
        ]
      : []),
    ...(content.tasks.length ? [{ key: "02", name: t("table.02"), body: <Tasks content={content} /> }] : []),
    ...(content.projects.length ? [{ key: "03", name: t("table.03"), body: <Projects content={content} /> }] : []),
    ...(content.money ? [{ key: "04", name: t("table.04"), body: <Money content={content} /> }] : []),
    ...content.tables.map((one) => {
      const figures = content.figures.filter((figure) => one.elements.includes(figure.element));
      return {
        key: one.table,
        name: `${one.table}. ${say(one.names)}`,
        body: <FigureRows figures={figures} of={say(one.names)} estimate />,
        figures,
      };
    }),
    ...(content.texts.length ? [{ key: "06", name: t("table.06"), body: <Texts content={content} /> }] : []),
    { key: "07", name: t("table.07"), body: <Difficulties content={content} /> },
    ...(content.directives.length ? [{ key: "08", name: t("table.08"), body: <Directives content={content} /> }] : []),
    ...(content.registration
      ? [{ key: "09", name: t("table.09_year", { year: content.plan_year + 1 }), body: <Registration content={content} /> }]
      : content.kind === "complete"
        ? [{ key: "09", name: t("table.09"), body: <NextTasks /> }]
        : []),
    ...(closed ? [] : [{ key: "10", name: t("table.10"), body: <SubCollection content={content} /> }]),
    ...(revision ? [] : [{ key: "gui", name: t("table.send"), body: <Sending me={me} content={content} goTo={goTo} /> }]),
  ];
  const chosen = tables.find((one) => one.key === table) ?? tables[0];
  useEffect(() => {
    if (!wanted.current) return;
    document.querySelector<HTMLElement>(`[data-field^="${CSS.escape(wanted.current)}"]`)?.focus();
    wanted.current = undefined;
  }, [chosen?.key]);
  const start = async () => {
    await taken(api.POST("/api/cycles/{cycle}/drafts/{unit}/start", { params: { path: { cycle: content.cycle, unit: content.unit } } }));
    await client.invalidateQueries({ queryKey: ["draft", `${content.cycle}/${content.unit}`] });
  };
  return (
    <FormContext value={state}>
      <header className="form-head">
        <div>
          <h1>
            {say(content.unit_names)}
            <small> {say(content.cycle_names)}</small>
          </h1>
          {content.cycle.includes("@") && <SentTo cycle={content.cycle} />}
          {!closed && content.stage === "published" && <p className="deadline">{t("correction_asked")}</p>}
          {!closed && content.stage === "open" && (
            <p className={content.days_late > 0 ? "deadline late" : "deadline"}>
              <DueLine content={content} />
            </p>
          )}
          {revising && (
            <p className="asked">
              {t("asked_to_revise", { message: content.message })}{" "}
              {content.to_revise.map((code) => (
                <button key={code} type="button" onClick={() => goTo(fieldOf(content, code))}>
                  {say(nameOf(content, code)) || (code in wholeTables ? t(wholeTables[code] as "table.09_year", { year: content.plan_year + 1 }) : code)}
                </button>
              ))}
            </p>
          )}
          {!closed && !isAgency(me) && <Standing draft={draft} />}
          {closed && content.revision > 0 && (
            <p role="status">
              {!revision && <span className={`chip ${content.state}`}>{t(`state.${content.state}`)}</span>}{" "}
              {t("sent_revision", { revision: revision || content.revision })}
            </p>
          )}
          {content.revision > (closed && !revision ? 1 : 0) && (
            <nav aria-label={t("revisions_sent")} className="revisions">
              {t("revisions_sent")}:{" "}
              {Array.from({ length: content.revision }, (_, i) => String(i + 1)).map((number) => (
                <Link key={number} href={to(chosen?.key ?? "bia", number)} aria-current={number === revision ? "page" : undefined}>
                  {number}
                </Link>
              ))}
              {revision && <Link href={to(chosen?.key ?? "bia", "")}>{t("report_now")}</Link>}
              {revision && (
                <a href={`/api/cycles/${content.cycle}/forms/${content.unit}/pages?revision=${revision}&language=${language}`} target="_blank" rel="noopener">
                  {t("form_pages")}
                </a>
              )}
            </nav>
          )}
        </div>
        {!closed && <Saving saver={saver} />}
      </header>
      <div className="form">
        <nav aria-label={t("tables")}>
          {tables.map((one) => (
            <Link key={one.key} href={to(one.key)} aria-current={one === chosen ? "page" : undefined}>
              {one.name}
            </Link>
          ))}
        </nav>
        <section className="table" aria-labelledby="table-name">
          <h2 id="table-name">{chosen?.name}</h2>
          {blank && !closed && chosen?.key === "bia" && (
            <p>
              <button type="button" onClick={() => void start()}>
                {t("start_from_last")}
              </button>
            </p>
          )}
          {chosen?.figures && <CopyLast figures={chosen.figures} />}
          {chosen?.body}
        </section>
      </div>
    </FormContext>
  );
}

/** Where it is on its way through the unit; said aloud when a change has taken the signature away. */
function Standing({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const last = draft.steps.at(-1);
  if (!last) return null;
  if (draft.stage !== "writing") return <p className="hint">{t(`signed_so_far.${draft.stage}`)}</p>;
  if (last.message)
    return (
      <p className="asked" role="status">
        {t("came_back", { by: last.by, message: last.message })}
      </p>
    );
  const before = draft.steps.at(-2)?.stage;
  return before && before !== "writing" ? (
    <p className="asked" role="status">
      {t(before === "signed" ? "signature_lost" : "look_lost")}
    </p>
  ) : null;
}

/** Whether everything is with the server; said aloud when it changes. */
function Saving({ saver }: { saver: Saver }) {
  const { t } = useTranslation();
  useSyncExternalStore(saver.subscribe, saver.snapshot);
  const { waiting, conflicts, refused, offline } = saver.unsaved;
  const text = offline
    ? t("unsaved_offline", { count: waiting })
    : conflicts
      ? t("conflicts", { count: conflicts })
      : waiting
        ? t("saving")
        : refused
          ? t("unsaved", { count: refused })
          : t("all_saved");
  return (
    <p className={offline || conflicts || refused ? "saving trouble" : "saving"} role="status">
      {text}
    </p>
  );
}
