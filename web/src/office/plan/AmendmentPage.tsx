// One proposal from its first word to the version that it made: the changes, the papers beside it, what other units
// think and what the agency makes of that, the plan as it would be, and the decision.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type Schema, taken } from "../../shared/api";
import { Difference } from "../../shared/difference";
import { day, moment, number } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { withoutCommittee } from "../../shared/names";
import { isAgency } from "../App";
import { Failed, FileButton, Outcome, Part, SureButton, useAct, Waiting } from "../Parts";
import { api, client, type Me, upload, useZone } from "../server";
import { decides, unitsOf } from "./amendment";
import { ChangeTable } from "./ChangeTable";

type Page = Schema["AmendmentPage"];

export function AmendmentPage({ me, code }: { me: Me; code: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zone = useZone();
  const say = useSay();
  const asked = useQuery({
    queryKey: ["amendment", code],
    queryFn: () => taken(api.GET("/api/amendments/{amendment}", { params: { path: { amendment: code } } })),
  });
  if (asked.error) return <Failed error={asked.error} again={() => void asked.refetch()} />;
  if (!asked.data) return <Waiting />;
  const page = asked.data;
  const { amendment } = page;
  const open = page.stage === "proposed";
  const own = unitsOf(me).includes(amendment.unit) || isAgency(me);
  const told = [
    amendment.ground && ([t("amendment_ground"), amendment.ground] as const),
    amendment.effective_from && ([t("effective_from"), day(amendment.effective_from, language)] as const),
  ].filter((one) => one !== "" && one !== null);
  return (
    <>
      <p>
        <Link href="/dieu-chinh">{t("amendments")}</Link>
      </p>
      <h1>
        {page.code}. {say(amendment.title)}
      </h1>
      <p>
        <span className="chip">{t(`amendment.${page.stage}`)}</span> {say(page.unit_names)} · {zone ? moment(page.at, language, zone) : page.at}
        {page.version !== null && (
          <>
            {" · "}
            <Link href={`/ke-hoach/so-sanh?tu=${page.version - 1}&den=${page.version}`}>{t("made_version", { version: page.version })}</Link>
          </>
        )}
      </p>
      <p className="citizen">{say(amendment.reason)}</p>
      {told.map(([label, text]) => (
        <p key={label}>
          {label}: {text}
        </p>
      ))}
      <Part title={t("changes")}>
        <ChangeTable items={page.items} standing={(item) => <Standing page={page} item={item} />} />
        <Preview page={page} />
      </Part>
      {open && decides(me) && <Decide page={page} />}
      <Opinions me={me} page={page} />
      <Papers page={page} adds={open && own} />
      {open && own && !page.items.some((item) => item.approved !== null) && <Withdraw page={page} />}
    </>
  );
}

const again = async (code: string) => {
  await client.invalidateQueries({ queryKey: ["amendment", code] });
  await client.invalidateQueries({ queryKey: ["amendments"] });
  await client.invalidateQueries({ queryKey: ["plan"] });
};

function Standing({ page, item }: { page: Page; item: Page["items"][number] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  if (item.approved !== null)
    return (
      <>
        {t(item.approved ? "approved" : "refused")} · {item.document}
        {item.date && `, ${day(item.date, language)}`}
      </>
    );
  if (page.stage === "withdrawn") return t("amendment.withdrawn");
  return (
    <>
      {t("to_be_decided")}
      {item.conflicts.length > 0 && (
        <p className="bad">
          {t("excludes")}{" "}
          {item.conflicts.map((other, i) => (
            <span key={other}>
              {i > 0 && ", "}
              <Link href={`/dieu-chinh/${other.split("/")[0] ?? ""}`}>{other}</Link>
            </span>
          ))}
        </p>
      )}
      {item.why_not.map((why) => (
        <p key={why.vi} className="bad">
          {say(why)}
        </p>
      ))}
    </>
  );
}

/** The plan as it would be; asked for only when somebody wants to see it. */
function Preview({ page }: { page: Page }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const difference = useQuery({
    queryKey: ["amendment", page.code, "difference"],
    enabled: open,
    queryFn: () => taken(api.GET("/api/amendments/{amendment}/difference", { params: { path: { amendment: page.code } } })),
  });
  if (page.stage === "withdrawn" || (page.stage === "decided" && page.version === null)) return null;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t(page.version === null ? "plan_would_be" : "plan_became")}</summary>
      {difference.error ? <Failed error={difference.error} /> : difference.data ? <Difference page={difference.data} /> : <Waiting />}
      {difference.data && (
        <p>
          <a className="button" href={`/api/amendments/${page.code}/redline?language=${language}`}>
            {t("redline")}
          </a>
        </p>
      )}
    </details>
  );
}

function Decide({ page }: { page: Page }) {
  const { t } = useTranslation();
  const say = useSay();
  const { act, ...state } = useAct();
  const left = page.items.map((item, i) => ({ item, number: i + 1 })).filter(({ item }) => item.approved === null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(left.map((one) => one.number)));
  const [paper, setPaper] = useState({ document: "", date: "" });
  const decide = (approved: boolean) =>
    act(t("decided_now"), async () => {
      const made = await taken(
        api.POST("/api/amendments/{amendment}/decisions", {
          params: { path: { amendment: page.code } },
          body: { operations: left.map((one) => one.number).filter((one) => chosen.has(one)), approved, document: paper.document, date: paper.date || null },
        }),
      );
      setChosen(new Set(made.items.flatMap((item, i) => (item.approved === null ? [i + 1] : []))));
      await again(page.code);
    });
  const ready = paper.document.trim() !== "" && paper.date !== "" && left.some((one) => chosen.has(one.number));
  return (
    <Part title={t("decide")}>
      <p className="hint">{t("decide_hint")}</p>
      {left.map(({ item, number: n }) => (
        <p key={n}>
          <label className="tick">
            <input
              type="checkbox"
              checked={chosen.has(n)}
              onChange={(event) => {
                const next = new Set(chosen);
                if (event.target.checked) next.add(n);
                else next.delete(n);
                setChosen(next);
              }}
            />{" "}
            {n}. {say(item.shown.names) || item.shown.code} {say(item.shown.field) && `· ${say(item.shown.field)}`}: {say(item.shown.from)} → {say(item.shown.to)}
          </label>
        </p>
      ))}
      <div className="grid">
        <label className="field">
          {t("decision_number")}
          <input value={paper.document} onChange={(event) => setPaper({ ...paper, document: event.target.value })} />
        </label>
        <label className="field">
          {t("decision_day")}
          <input type="date" value={paper.date} onChange={(event) => setPaper({ ...paper, date: event.target.value })} />
        </label>
      </div>
      <p className="actions">
        <SureButton primary label={t("approve")} sure={t("approve_sure")} disabled={!ready || state.busy} act={() => void decide(true)} />
        <SureButton label={t("refuse")} sure={t("refuse_sure")} disabled={!ready || state.busy} act={() => void decide(false)} />
      </p>
      <Outcome {...state} />
    </Part>
  );
}

function Opinions({ me, page }: { me: Me; page: Page }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zone = useZone();
  const say = useSay();
  const { act, ...state } = useAct();
  const own = unitsOf(me);
  const [text, setText] = useState("");
  const open = page.stage === "proposed";
  const unit = own[0] ?? "";
  const give = () =>
    act(t("saved"), async () => {
      await taken(api.POST("/api/amendments/{amendment}/opinions/{unit}", { params: { path: { amendment: page.code, unit } }, body: { text } }));
      setText("");
      await again(page.code);
    });
  return (
    <Part title={t("opinions")}>
      {page.opinions.length === 0 && <p>{t("no_opinions")}</p>}
      {page.opinions.map((one) => (
        <article key={one.unit} className="target">
          <p className="by">
            {withoutCommittee(say(one.names))} · {zone ? moment(one.at, language, zone) : one.at}
          </p>
          <p className="citizen">{one.text}</p>
          {one.taken !== null && (
            <p>
              <strong>{t(one.taken ? "taken_in" : "not_taken_in")}:</strong> {one.answer}
            </p>
          )}
          {open && isAgency(me) && <AnswerOpinion page={page} unit={one.unit} about={say(one.names)} />}
        </article>
      ))}
      {open && unit && unit !== page.amendment.unit && (
        <>
          <label className="field">
            {t("our_opinion")}
            <textarea rows={2} value={text} onChange={(event) => setText(event.target.value)} />
          </label>
          <p>
            <button type="button" disabled={state.busy || text.trim() === ""} onClick={() => void give()}>
              {t("give_opinion")}
            </button>
          </p>
        </>
      )}
      <Outcome {...state} />
    </Part>
  );
}

function AnswerOpinion({ page, unit, about }: { page: Page; unit: string; about: string }) {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  const [text, setText] = useState("");
  const answer = (taken_in: boolean) =>
    act(t("saved"), async () => {
      await taken(
        api.POST("/api/amendments/{amendment}/opinions/{unit}/answer", {
          params: { path: { amendment: page.code, unit } },
          body: { taken: taken_in, text },
        }),
      );
      await again(page.code);
    });
  return (
    <details>
      <summary aria-label={`${t("answer_opinion")}: ${about}`}>{t("answer_opinion")}</summary>
      <textarea rows={2} aria-label={`${t("answer_text")}: ${about}`} value={text} onChange={(event) => setText(event.target.value)} />
      <p className="actions">
        <button type="button" disabled={state.busy || text.trim() === ""} onClick={() => void answer(true)}>
          {t("take_in")}
        </button>
        <button type="button" disabled={state.busy || text.trim() === ""} onClick={() => void answer(false)}>
          {t("explain")}
        </button>
      </p>
      <Outcome {...state} />
    </details>
  );
}

function Papers({ page, adds }: { page: Page; adds: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { act, ...state } = useAct();
  if (!adds && page.files.length === 0) return null;
  return (
    <Part title={t("papers_beside")}>
      <ul>
        {page.files.map((file) => (
          <li key={file.sha256}>
            <a href={`/api/amendments/${page.code}/files/${file.sha256}`}>{file.name}</a>{" "}
            <small>{t("kilobytes", { size: number(Math.ceil(file.bytes / 1024), language) })}</small>
          </li>
        ))}
      </ul>
      {adds && (
        <FileButton
          label={t("attach_paper")}
          accept=".pdf,.docx,.xlsx,.png,.jpg,.jpeg,.txt"
          chosen={(file) =>
            void act(t("saved"), async () => {
              const { problems } = await upload("POST", `/api/amendments/${page.code}/files?name=${encodeURIComponent(file.name)}`, file);
              await again(page.code);
              return problems;
            })
          }
        />
      )}
      <Outcome {...state} />
    </Part>
  );
}

function Withdraw({ page }: { page: Page }) {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  const withdraw = () =>
    act(t("amendment.withdrawn"), async () => {
      await taken(api.POST("/api/amendments/{amendment}/withdraw", { params: { path: { amendment: page.code } } }));
      await again(page.code);
    });
  return (
    <p>
      <SureButton label={t("withdraw")} about={page.code} sure={t("step_sure")} disabled={state.busy} act={() => void withdraw()} />
      <Outcome {...state} />
    </p>
  );
}
