// From the last report to the published one: consolidate, write, sign, publish.
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type Schema, taken } from "../../shared/api";
import { moment } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { withoutCommittee } from "../../shared/names";
import { isAgency } from "../App";
import { Failed, FileButton, LongOutcome, Outcome, Part, SureButton, useAct, useLongAct, Waiting } from "../Parts";
import { usePlan } from "../plan/PlanPage";
import { LevelLine, PassUp } from "./Levels";
import { Release } from "./Release";
import { api, client, download, type Me, upload, useZone } from "../server";
import { SignedCopy } from "./SignedCopy";

type Step = "open" | "close" | "publish";

const documents = ["bc-so", "bc-ubnd", "to-trinh", "tom-tat", "thong-bao", "ke-hoach"] as const;
const letters = ["request", "reminder", "receipt", "revise"] as const;

export function CyclePage({ me, cycle }: { me: Me; cycle: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const line = useQuery({
    queryKey: ["cycle", cycle],
    queryFn: async () => {
      const asked = api.GET("/api/cycles/{cycle}", { params: { path: { cycle } } });
      const found = await taken(asked);
      return { ...found, tag: (await asked).response.headers.get("ETag") ?? "" };
    },
  });
  const snapshots = useQuery({
    queryKey: ["snapshots", cycle],
    queryFn: () => taken(api.GET("/api/cycles/{cycle}/snapshots", { params: { path: { cycle } } })),
  });
  const status = useQuery({
    queryKey: ["status", cycle],
    queryFn: () => taken(api.GET("/api/cycles/{cycle}/status", { params: { path: { cycle } } })),
  });
  if (line.error) return <Failed error={line.error} again={() => void line.refetch()} />;
  if (!line.data || !snapshots.data) return <Waiting />;
  const acts = isAgency(me);
  const below = cycle.includes("@");
  const leads = me.posts.some((post) => post.role === "agency_leader");
  return (
    <>
      <p>
        <Link href={`/tinh-hinh/${cycle}`}>{t("back")}</Link>
      </p>
      <LevelLine cycle={cycle} />
      <h1>{say(line.data.names) || cycle}</h1>
      <p>
        <span className="chip">{t(`stage.${line.data.stage}`)}</span>
      </p>
      {acts && line.data.stage === "open" && line.data.plan_version !== null && <Rebase cycle={cycle} have={line.data.plan_version} tag={line.data.tag} />}
      {acts && <Stage cycle={cycle} stage={line.data.stage} tag={line.data.tag} leads={leads} silent={status.data?.units.filter((unit) => unit.revision === null) ?? []} />}
      {below && acts && <PassUp cycle={cycle} found={snapshots.data.items.length > 0} />}
      <Snapshots cycle={cycle} items={snapshots.data.items} acts={acts} />
      {acts && <Words cycle={cycle} />}
      <Papers cycle={cycle} acts={acts} />
      <Part title={t("signed_copy")}>
        <SignedCopy
          more={t("signed_copy_more")}
          address={`/api/cycles/${cycle}/papers/bc-so/signed`}
          kept={status.data?.signed ?? []}
          current={snapshots.data.items.at(-1)?.number ?? 0}
          acts={acts}
          taken={() => void again(cycle)}
        />
      </Part>
      {acts && <Letters cycle={cycle} />}
      {line.data.stage === "published" && acts && (
        <Restate cycle={cycle} tag={line.data.tag} leads={leads} waits={status.data?.missing.some((step) => step.code === "restate") ?? false} />
      )}
      {line.data.stage === "published" && leads && !below && (
        <Part title={t("release")}>
          <Release cycle={cycle} />
        </Part>
      )}
    </>
  );
}

const again = (cycle: string) =>
  client.invalidateQueries({ predicate: (query) => query.queryKey.some((part) => String(part).startsWith(cycle) || part === "cycles") });

/** An open cycle stays with the plan that it was opened by until somebody moves it. */
function Rebase({ cycle, have, tag }: { cycle: string; have: number; tag: string }) {
  const { t } = useTranslation();
  const plan = usePlan("");
  const { act, ...state } = useAct();
  const now = plan.data?.version;
  const move = () =>
    act(t("rebased"), async () => {
      await taken(api.POST("/api/cycles/{cycle}/rebase", { params: { path: { cycle } }, headers: { "If-Match": tag } }));
      await again(cycle);
    });
  if (now === undefined || now === have) return state.done ? <Outcome {...state} /> : null;
  return (
    <Part title={t("another_plan")}>
      <p>
        {t("another_plan_more", { have, now })} <Link href={`/ke-hoach/so-sanh?tu=${have}&den=${now}`}>{t("compare")}</Link>
      </p>
      <SureButton label={t("rebase", { now })} sure={t("rebase_sure")} disabled={state.busy} act={() => void move()} />
      <Outcome {...state} />
    </Part>
  );
}

interface StageProps {
  cycle: string;
  stage: string;
  tag: string;
  leads: boolean;
  /** Units that have sent nothing. */
  silent: Schema["Status"]["units"];
}

function Stage({ cycle, stage, tag, leads, silent }: StageProps) {
  const { t } = useTranslation();
  const say = useSay();
  const { act, ...state } = useAct();
  const step = (name: Step) =>
    act(t(`stepped.${name}`), async () => {
      await taken(
        api.POST(`/api/cycles/{cycle}/${name}`, { params: { path: { cycle } }, headers: { "If-Match": tag } }),
      );
      await again(cycle);
    });
  const next: Step | undefined =
    stage === "planned" ? "open" : stage === "open" ? "close" : stage === "closed" && leads ? "publish" : undefined;
  return (
    <Part title={t("steps_of_cycle")}>
      {next && <p>{t(cycle.includes("@") ? `level_step_more.${next}` : `step_more.${next}`)}</p>}
      {next === "close" && silent.length > 0 && (
        <p className="asked">{t("not_sent_yet", { count: silent.length, units: silent.map((unit) => withoutCommittee(say(unit.names))).join(", ") })}</p>
      )}
      <p className="actions">
        {next && (
          <SureButton
            label={t(cycle.includes("@") && next === "publish" ? "level_settle" : `step.${next}`)}
            sure={t("step_sure")}
            primary
            disabled={state.busy}
            act={() => void step(next)}
          />
        )}
        {stage === "closed" && !leads && <span>{t("leader_publishes")}</span>}
        {stage === "published" && !cycle.includes("@") && <a href="/van-ban">{t("on_portal")}</a>}
      </p>
      <Outcome {...state} />
    </Part>
  );
}

interface RestateProps {
  cycle: string;
  tag: string;
  leads: boolean;
  /** Corrected figures are noted and not stated yet. */
  waits: boolean;
}

/** A figure that was published wrong: corrected by its unit, noted, and stated anew with the reason. */
function Restate({ cycle, tag, leads, waits }: RestateProps) {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  const [reason, setReason] = useState("");
  const go = () =>
    act(t("restated_now"), async () => {
      await taken(api.POST("/api/cycles/{cycle}/snapshots", { params: { path: { cycle } } }));
      await taken(api.POST("/api/cycles/{cycle}/restate", { params: { path: { cycle } }, headers: { "If-Match": tag }, body: { reason } }));
      setReason("");
      await again(cycle);
    });
  return (
    <Part title={t("restate")}>
      <p>{t("restate_more")}</p>
      {!waits && <p>{t("restate_nothing")}</p>}
      {waits && !leads && <p className="asked">{t("restate_waits")}</p>}
      {waits && leads && (
        <>
          <label className="field">
            {t("restate_reason")}
            <textarea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
          <SureButton label={t("restate_do")} sure={t("restate_sure")} disabled={state.busy || reason.trim() === ""} act={() => void go()} />
        </>
      )}
      <Outcome {...state} />
    </Part>
  );
}

function Snapshots({ cycle, items, acts }: { cycle: string; items: readonly Schema["SnapshotStanding"][]; acts: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zone = useZone();
  const { act, ...state } = useAct();
  const make = () =>
    act(t("snapshot_made"), async () => {
      const made = await taken(api.POST("/api/cycles/{cycle}/snapshots", { params: { path: { cycle } } }));
      await again(cycle);
      return (made as { problems?: Schema["ProblemLine"][] }).problems ?? [];
    });
  return (
    <Part title={t("snapshots")}>
      <p>{t("snapshots_more")}</p>
      <ol>
        {items.map((one) => (
          <li key={one.number} value={one.number}>
            <Link href={`/tong-hop/${cycle}/lan/${one.number}`}>
              {t("snapshot_line", { number: one.number, noted: one.noted, when: zone ? moment(one.at, language, zone) : one.at })}
            </Link>{" "}
            <code>{one.sha256.slice(0, 12)}</code> {one.published && <span className="chip noted">{t("stage.published")}</span>}{" "}
            {one.restates && <span className="chip asked_to_revise">{t("restates")}</span>}
          </li>
        ))}
      </ol>
      {acts && (
        <button type="button" disabled={state.busy} onClick={() => void make()}>
          {t("make_snapshot")}
        </button>
      )}
      {items.length > 1 && <Changes cycle={cycle} from={items.at(-2)?.number ?? 0} to={items.at(-1)?.number ?? 0} />}
      <Outcome {...state} />
    </Part>
  );
}

function Changes({ cycle, from, to }: { cycle: string; from: number; to: number }) {
  const { t, i18n } = useTranslation();
  const say = useSay();
  const status = useQuery({
    queryKey: ["status", cycle],
    queryFn: () => taken(api.GET("/api/cycles/{cycle}/status", { params: { path: { cycle } } })),
  });
  const plan = useQuery({ queryKey: ["plan", ""], queryFn: () => taken(api.GET("/api/plan", { params: { query: {} } })) });
  const named = (code: string) =>
    say(
      status.data?.units.find((one) => one.code === code)?.names ??
        plan.data?.targets.find((one) => one.target.code === code)?.target.names ??
        plan.data?.tasks.find((one) => one.code === code)?.text,
    ) || code;
  // A state or a grade in words, anything else as it is.
  const worded = (field: string, value: string) => {
    const key = field === "state" ? `state.${value}` : field === "grade" ? `grade.${value}` : "";
    return value === "" ? "–" : key && i18n.exists(key) ? t(key as "sent") : value;
  };
  const changes = useQuery({
    queryKey: ["changes", cycle, from, to],
    queryFn: () =>
      taken(api.GET("/api/cycles/{cycle}/changes", { params: { path: { cycle }, query: { from: String(from), to: String(to) } } })),
  });
  if (!changes.data) return null;
  return (
    <details>
      <summary>{t("changed_since", { from, to, count: changes.data.items.length })}</summary>
      <ul>
        {changes.data.items.map((one, i) => (
          <li key={i}>
            {named(one.code)}: {t(`field.${one.field}` as "sent", { defaultValue: one.field })} {worded(one.field, one.from)} → {worded(one.field, one.to)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Words({ cycle }: { cycle: string }) {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  const address = `/api/cycles/${cycle}/narrative`;
  const take = (file: File) =>
    act(t("words_taken"), async () => {
      const now = await fetch(address, { method: "GET" });
      const { problems } = await upload("PUT", address, file, { "If-Match": now.headers.get("ETag") ?? '"nothing"' });
      return problems;
    });
  return (
    <Part title={t("words")}>
      <p>{t("words_more")}</p>
      <p className="actions">
        <button type="button" disabled={state.busy} onClick={() => void act("", () => download(address))}>
          {t("words_out")}
        </button>
        <FileButton label={t("words_in")} accept=".docx" chosen={(file) => void take(file)} />
      </p>
      <Outcome {...state} />
    </Part>
  );
}

/** Who only reads sees the pages; papers are made by the agency. */
function Papers({ cycle, acts }: { cycle: string; acts: boolean }) {
  const { t } = useTranslation();
  const { act, ...state } = useLongAct();
  const [document, setDocument] = useState<(typeof documents)[number]>("bc-so");
  const [pdf, setPdf] = useState(false);
  const [english, setEnglish] = useState(false);
  const make = (event: FormEvent) => {
    event.preventDefault();
    void act(t("paper_made"), (work) =>
      download(`/api/cycles/${cycle}/papers?work=${work}`, { document, pdf, language: english ? "en" : "vi" }),
    );
  };
  return (
    <Part title={t("papers")}>
      {acts && <p>{t("papers_more")}</p>}
      <form className="filters" onSubmit={make}>
        <label>
          {t("paper")}
          <select value={document} onChange={(event) => setDocument(event.target.value as typeof document)}>
            {(cycle.includes("@") ? documents.slice(0, 1) : documents).map((one) => (
              <option key={one} value={one}>
                {t(cycle.includes("@") ? "document.level" : `document.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="tick" hidden={!acts}>
          <input type="checkbox" checked={pdf} onChange={(event) => setPdf(event.target.checked)} /> {t("with_pdf")}
        </label>
        <label className="tick">
          <input type="checkbox" checked={english} onChange={(event) => setEnglish(event.target.checked)} />{" "}
          {t("in_english")}
        </label>
        {acts && (
          <button type="submit" className="primary" disabled={state.busy}>
            {t("make_paper")}
          </button>
        )}
        <a
          className="button"
          target="_blank"
          rel="noreferrer"
          href={`/api/cycles/${cycle}/papers/${document}/preview?language=${english ? "en" : "vi"}`}
        >
          {t("see_pages")}
        </a>
      </form>
      <LongOutcome {...state} />
    </Part>
  );
}

function Letters({ cycle }: { cycle: string }) {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  return (
    <Part title={t("letters")}>
      <p>{t("letters_more")}</p>
      <p className="actions">
        {letters.map((kind) => (
          <button
            key={kind}
            type="button"
            disabled={state.busy}
            onClick={() => void act("", () => download(`/api/cycles/${cycle}/letters`, { kind }))}
          >
            {t(`letter.${kind}`)}
          </button>
        ))}
      </p>
      <Outcome {...state} />
    </Part>
  );
}
