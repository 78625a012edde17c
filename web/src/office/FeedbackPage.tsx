// What citizens say: looked at, published with an answer, or declined with the reason.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAddressState } from "../shared/address";
import { type Schema, taken } from "../shared/api";
import { day } from "../shared/format";
import { useLanguage, useSay } from "../shared/language";
import { usePages } from "../shared/pages";
import { Failed, More, Outcome, useAct, Waiting } from "./Parts";
import { api, client, tagOfSeen } from "./server";

type Line = Schema["FeedbackLine"];
const states = ["received", "published", "declined"] as const;

export function FeedbackPage() {
  const { t } = useTranslation();
  const [asked, set] = useAddressState();
  const state = states.find((one) => one === asked("tinh-trang")) ?? "received";
  const found = usePages(["feedback", state], (page) => taken(api.GET("/api/feedback-inbox", { params: { query: { state, ...page } } })));
  return (
    <>
      <h1>{t("feedback")}</h1>
      <p className="filters" role="group" aria-label={t("status")}>
        {states.map((one) => (
          <button key={one} type="button" aria-pressed={one === state} onClick={() => set("tinh-trang", one === "received" ? "" : one)}>
            {t(`feedback.${one}`)}
          </button>
        ))}
      </p>
      {!found.items && (found.error ? <Failed error={found.error} again={found.again} /> : <Waiting />)}
      {found.items?.length === 0 && <p>{t(state === "received" ? "feedback_nothing" : "feedback_none_so")}</p>}
      {found.items?.map((line) => <One key={line.feedback.code} line={line} />)}
      <More list={found} />
    </>
  );
}

function One({ line }: { line: Line }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const { feedback } = line;
  const [answer, setAnswer] = useState(feedback.answer);
  const [reason, setReason] = useState(feedback.reason);
  const { act, ...state } = useAct();
  const path = { feedback: feedback.code };
  const settle = (to: (typeof states)[number]) =>
    act(t(`feedback_done.${to}`), async () => {
      const seen = await tagOfSeen(api.GET("/api/feedback-inbox/{feedback}", { params: { path } }), (now) => now.feedback, feedback);
      await taken(
        api.PUT("/api/feedback-inbox/{feedback}", {
          params: { path },
          headers: { "If-Match": seen },
          body: { state: to, answer, reason: to === "declined" ? reason : "" },
        }),
      );
      await client.invalidateQueries({ queryKey: ["feedback"] });
    });
  return (
    <article className="duty" aria-label={feedback.code}>
      <h2>
        {feedback.code} <small>{day(feedback.on, language)}</small>
      </h2>
      <p>
        {t("about")}: {say(feedback.about_names) || t("feedback_programme")}
      </p>
      <p className="citizen">{feedback.text}</p>
      {feedback.photo && (
        <img className="proof" src={`/api/feedback-inbox/${feedback.code}/photo`} alt={t("feedback_photo_of", { code: feedback.code })} />
      )}
      {line.contact && (
        <p>
          {t("feedback_contact")}: {line.contact}
        </p>
      )}
      <div className="grid">
        <label className="field">
          {t("feedback_answer")}
          <textarea rows={3} value={answer} onChange={(event) => setAnswer(event.target.value)} />
        </label>
        <label className="field">
          {t("feedback_reason")}
          <textarea rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
      </div>
      <p className="actions">
        <button type="button" className="primary" disabled={state.busy} onClick={() => void settle("published")}>
          {t(feedback.state === "published" ? "feedback_change" : "feedback_publish")}
        </button>
        <button type="button" disabled={state.busy || reason.trim() === ""} onClick={() => void settle("declined")}>
          {t("feedback_decline")}
        </button>
      </p>
      <Outcome {...state} />
    </article>
  );
}
