// The last step of the form: what needs a second look, the steps within the unit, and sending.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Problem, Refused, type Schema, taken } from "../../shared/api";
import { useLanguage, useSay } from "../../shared/language";
import { isAgency } from "../App";
import { type Content, draftQuery } from "../Desk";
import { ProblemList, SureButton } from "../Parts";
import { api, client, type Me, problemsOf } from "../server";
import { SignedCopy } from "../cycle/SignedCopy";
import { isClosed, readable } from "./asked";
import { useForm } from "./fields";

type Stage = Schema["Draft"]["stage"];

export function Sending({ me, content, goTo }: { me: Me; content: Content; goTo: (field: string) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { saver } = useForm();
  const { cycle, unit } = content;
  const path = { cycle, unit };
  const draft = useQuery(draftQuery(cycle, unit));
  const [found, setFound] = useState<readonly Problem[]>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [returning, setReturning] = useState<string>();
  const roles = new Set(me.posts.filter((post) => post.unit === unit).map((post) => post.role));
  const stage = draft.data?.stage;

  const act = async (what: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await saver.flush();
      await what();
      await client.invalidateQueries({ queryKey: ["draft", `${cycle}/${unit}`] });
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  /** What is said of the report: problems that it goes with, or that keep it. */
  const ask = (what: () => Promise<unknown>, then?: () => Promise<void>) =>
    act(async () => {
      try {
        const made = (await what()) as { problems?: Problem[] };
        setFound(made.problems ?? []);
        await then?.();
      } catch (error) {
        if (error instanceof Refused && error.status === 422) setFound(error.problems);
        else throw error;
      }
    });
  const check = () => taken(api.GET("/api/cycles/{cycle}/drafts/{unit}/check", { params: { path } }));
  const send = () =>
    ask(
      () => taken(api.POST("/api/cycles/{cycle}/drafts/{unit}/send", { params: { path } })),
      async () => {
        setDone(true);
        await client.invalidateQueries({ queryKey: ["content", `${cycle}/${unit}`] });
      },
    );
  const enter = (letter: string) =>
    ask(
      () =>
        taken(api.POST("/api/cycles/{cycle}/drafts/{unit}/on-behalf", { params: { path, query: letter ? { letter } : {} } })),
      async () => {
        setDone(true);
        await client.invalidateQueries({ predicate: (query) => query.queryKey.some((part) => String(part).startsWith(cycle)) });
      },
    );
  const move = (to: Stage, message: string) =>
    act(async () => {
      await taken(api.POST("/api/cycles/{cycle}/drafts/{unit}/stage", { params: { path }, body: { stage: to, message } }));
      setReturning(undefined);
    });
  const closed = isClosed(me, content);
  const pages = (
    <a className="button" href={`/api/cycles/${cycle}/forms/${unit}/pages?language=${language}`} target="_blank" rel="noopener">
      {t("form_pages")}
    </a>
  );
  const signedCopy = content.revision > 0 && (roles.has("clerk") || roles.has("signatory") || isAgency(me)) && (
    <section className="target" aria-labelledby="unit-signed">
      <h3 id="unit-signed">{t("unit_signed")}</h3>
      <SignedCopy
        more={t("unit_signed_more")}
        address={`/api/cycles/${cycle}/reports/${unit}/signed`}
        kept={content.signed_copy ? [content.signed_copy] : []}
        current={content.revision}
        taken={() => void client.invalidateQueries({ queryKey: ["content", `${cycle}/${unit}`] })}
      />
    </section>
  );
  if (closed)
    return (
      <>
        <p className="good" role="status">
          {done ? t("sent") : content.revision > 0 ? t("sent_before") : t("takes_no_more")}
        </p>
        {found && found.length > 0 && <Found problems={found} content={content} goTo={goTo} />}
        {content.revision > 0 && <p className="actions">{pages}</p>}
        {signedCopy}
      </>
    );
  return (
    <>
      <p>
        {t("where_it_stands")}: <strong>{stage ? t(`draft.${stage}`) : "–"}</strong>
      </p>
      <ul className="said">
        {draft.data?.steps
          .slice(-1)
          .filter((step) => step.message)
          .map((step) => <li key={step.at}>{t("stage_message", { by: step.by, message: step.message })}</li>)}
      </ul>
      <p className="actions">
        <button type="button" disabled={busy} onClick={() => void ask(check)}>
          {t("check")}
        </button>
        {pages}
        {stage === "writing" && roles.size > 0 && (
          <button type="button" disabled={busy} onClick={() => void move("in_review", "")}>
            {t("to_review")}
          </button>
        )}
        {stage === "in_review" && (roles.has("reviewer") || roles.has("signatory")) && (
          <button type="button" disabled={busy} onClick={() => void move("initialled", "")}>
            {t("to_initial")}
          </button>
        )}
        {(stage === "in_review" || stage === "initialled") && roles.has("signatory") && (
          <button type="button" className="primary" disabled={busy} onClick={() => void move("signed", "")}>
            {t("to_sign")}
          </button>
        )}
        {stage && stage !== "writing" && (
          <button type="button" disabled={busy} onClick={() => setReturning("")}>
            {t("send_back")}
          </button>
        )}
        {isAgency(me) && <OnBehalf content={content} busy={busy} enter={(letter) => void enter(letter)} />}
        {(roles.has("clerk") || roles.has("signatory")) && (
          <button type="button" className="primary" disabled={busy || stage !== "signed"} onClick={() => void send()}>
            {t("send")}
          </button>
        )}
      </p>
      {stage && <p className="hint">{t(`next.${stage}`)}</p>}
      {signedCopy}
      {returning !== undefined && (
        <form
          className="ask"
          onSubmit={(event) => {
            event.preventDefault();
            void move("writing", returning);
          }}
        >
          <label>
            {t("send_back_why")}
            <textarea required rows={2} value={returning} onChange={(event) => setReturning(event.target.value)} />
          </label>
          <button type="submit" className="primary">
            {t("send_back")}
          </button>
        </form>
      )}
      {problem !== undefined && (
        <div role="alert">
          <ProblemList problems={problemsOf(problem)} />
        </div>
      )}
      {found && <Found problems={found} content={content} goTo={goTo} />}
    </>
  );
}

/** By the standing agency, with the letter that it was typed from. */
function OnBehalf({ content, busy, enter }: { content: Content; busy: boolean; enter: (letter: string) => void }) {
  const { t } = useTranslation();
  const { cycle, unit } = content;
  const [letter, setLetter] = useState("");
  const files = useQuery({
    queryKey: ["files", `${cycle}/${unit}`],
    queryFn: () => taken(api.GET("/api/cycles/{cycle}/reports/{unit}/files", { params: { path: { cycle, unit } } })),
  });
  return (
    <>
      <label>
        {t("behalf_letter")}{" "}
        <select value={letter} onChange={(event) => setLetter(event.target.value)}>
          <option value="">{t("behalf_no_letter")}</option>
          {files.data?.items.map((file) => (
            <option key={file.sha256} value={file.sha256}>
              {file.name}
            </option>
          ))}
        </select>
      </label>
      <SureButton label={t("behalf_send")} sure={t("behalf_sure")} primary disabled={busy} act={() => enter(letter)} />
    </>
  );
}

function Found({ problems, content, goTo }: { problems: readonly Problem[]; content: Content; goTo: (field: string) => void }) {
  const { t } = useTranslation();
  const say = useSay();
  if (problems.length === 0)
    return (
      <p className="good" role="status">
        {t("check_fine")}
      </p>
    );
  return (
    <section aria-live="polite">
      <h3>{t("check_found", { count: problems.length })}</h3>
      {problems.some((one) => one.severity === "error") && <p className="bad">{t("check_errors")}</p>}
      {problems.some((one) => one.severity !== "error") && <p>{t("check_more")}</p>}
      <ul className="found">
        {[...problems].sort((a, b) => Number(a.severity !== "error") - Number(b.severity !== "error")).map((problem, i) => (
          <li key={i} className={problem.severity}>
            <strong>{t(problem.severity === "error" ? "error" : "warning")}:</strong> {readable(content, say, say(problem.message))}
            {problem.suggestion && <small> {problem.suggestion}</small>}{" "}
            {problem.field && (
              <button type="button" className="plain" onClick={() => goTo(problem.field ?? "")}>
                {t("go_to")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
