// Góp ý: what a citizen has to say, with a number to follow it by, and what was said and answered before.
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useAddressState } from "../shared/address";
import { api, Refused, type Problem, type Schema, taken } from "../shared/api";
import { day } from "../shared/format";
import { useLanguage, useSay } from "../shared/language";
import { useFeedback, useProgramme, useWorks } from "./data";

type One = Schema["Feedback"];

const longest = 2000;

export function Feedback() {
  const { t } = useTranslation();
  const [asked] = useAddressState();
  const about = asked("ve");
  const feedback = useFeedback(about);
  const say = useSay();
  return (
    <>
      <h1>{t("feedback_title")}</h1>
      <p>{t("feedback_more")}</p>
      <p>{t("feedback_line")}</p>
      <div className="feedback">
        <Give />
        <Follow />
      </div>
      <section aria-labelledby="published-feedback">
        <h2 id="published-feedback">{t("feedback_published")}</h2>
        {feedback.items?.length === 0 && <p>{t(about ? "feedback_none_about" : "feedback_none")}</p>}
        <ul className="voices">
          {feedback.items?.map((one) => (
            <li key={one.code}>
              <Voice one={one} />
            </li>
          ))}
        </ul>
        {feedback.error !== null && (
          <p className="refused" role="alert">
            {feedback.error instanceof Refused ? say(feedback.error.problems[0]?.message) : t("offline")}{" "}
            {!feedback.more && (
              <button type="button" onClick={feedback.again}>
                {t("try_again")}
              </button>
            )}
          </p>
        )}
        {feedback.more && (
          <button type="button" onClick={feedback.more}>
            {t("feedback_further")}
          </button>
        )}
      </section>
    </>
  );
}

function Give() {
  const { t } = useTranslation();
  const say = useSay();
  const [asked, set] = useAddressState();
  const programme = useProgramme();
  const works = useWorks();
  const [text, setText] = useState("");
  const [contact, setContact] = useState("");
  const [photo, setPhoto] = useState<File>();
  const [busy, setBusy] = useState(false);
  const [given, setGiven] = useState<One>();
  const [problems, setProblems] = useState<readonly Pick<Problem, "message" | "suggestion">[]>([]);
  const [offline, setOffline] = useState(false);
  const about = asked("ve");
  const count = [...text].length;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblems([]);
    setOffline(false);
    try {
      const made = await taken(api.POST("/api/feedback", { body: { about, text, contact } }));
      // What was said is taken in; a photo that is refused is told beside its number.
      setGiven(made);
      setText("");
      setContact("");
      if (photo) {
        const reply = await fetch(`/api/feedback/${made.code}/photo`, {
          method: "POST",
          body: photo,
          headers: { "Content-Type": photo.type },
        });
        if (!reply.ok) setProblems(((await reply.json()) as { problems?: Problem[] }).problems ?? []);
        setPhoto(undefined);
      }
    } catch (error) {
      if (error instanceof Refused) setProblems(error.problems);
      else setOffline(true);
    }
    setBusy(false);
  };

  return (
    <section aria-labelledby="give-feedback">
      <h2 id="give-feedback">{t("feedback_give")}</h2>
      <form className="give" onSubmit={(event) => void send(event)}>
        <label>
          {t("feedback_about")}
          <select value={about} onChange={(event) => set("ve", event.target.value)}>
            <option value="">{t("feedback_programme")}</option>
            <optgroup label={t("targets")}>
              {programme.data?.targets.map((one) => (
                <option key={one.code} value={`target:${one.code}`}>
                  {say(one.names)}
                </option>
              ))}
            </optgroup>
            <optgroup label={t("area")}>
              {programme.data?.areas.map((one) => (
                <option key={one.code} value={`area:${one.code}`}>
                  {say(one.names)}
                </option>
              ))}
            </optgroup>
            {works.data && (
              <optgroup label={t("works")}>
                {works.data.items.map((one) => (
                  <option key={one.code} value={`task:${one.code}`}>
                    {say(one.text)}
                  </option>
                ))}
              </optgroup>
            )}
          </select>
        </label>
        <label>
          {t("feedback_text")}
          <textarea required rows={5} value={text} onChange={(event) => setText(event.target.value)} aria-describedby="feedback-count" />
        </label>
        <p id="feedback-count" className={count > longest ? "counter over" : "counter"}>
          {t("feedback_count", { count, longest })}
        </p>
        <label>
          {t("feedback_photo")}
          <input type="file" accept="image/jpeg,image/png" onChange={(event) => setPhoto(event.target.files?.[0])} />
        </label>
        <label>
          {t("feedback_contact")}
          <input value={contact} autoComplete="off" onChange={(event) => setContact(event.target.value)} />
        </label>
        <p className="by">{t("feedback_privacy")}</p>
        <button type="submit" className="primary" disabled={busy || count > longest}>
          {t("feedback_send")}
        </button>
      </form>
      <div role="status">
        {given && (
          <p className="given">
            {t("feedback_given")} <strong>{given.code}</strong>
          </p>
        )}
        {offline && <p className="refused">{t("offline")}</p>}
        {problems.length > 0 && (
          <ul className="refused">
            {problems.map((problem, i) => (
              <li key={i}>
                {say(problem.message)}
                {problem.suggestion && <small> {problem.suggestion}</small>}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function Follow() {
  const { t } = useTranslation();
  const say = useSay();
  const [asked, set] = useAddressState();
  const [typed, setTyped] = useState(asked("so"));
  const code = asked("so").trim();
  const found = useQuery({
    queryKey: ["feedback", code],
    queryFn: () => taken(api.GET("/api/feedback/{feedback}", { params: { path: { feedback: code } } })),
    enabled: code !== "",
    retry: false,
  });
  return (
    <section aria-labelledby="follow-feedback">
      <h2 id="follow-feedback">{t("feedback_follow")}</h2>
      <form
        className="give"
        onSubmit={(event) => {
          event.preventDefault();
          set("so", typed.trim());
        }}
      >
        <label>
          {t("feedback_number")}
          <input required placeholder="GY-XXXX-XXXX" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </label>
        <button type="submit">{t("feedback_see")}</button>
      </form>
      <div role="status">
        {found.error &&
          (found.error instanceof Refused ? (
            <p className="refused">{say(found.error.problems[0]?.message)}</p>
          ) : (
            <p className="refused">{t("offline")}</p>
          ))}
        {found.data && <Voice one={found.data} />}
      </div>
    </section>
  );
}

function Voice({ one }: { one: One }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  return (
    <article className="voice">
      <p className="by">
        {[one.code, day(one.on, language), say(one.about_names), t(`feedback.${one.state}`)].filter(Boolean).join(" · ")}
      </p>
      <p className="said">{one.text}</p>
      {one.photo && one.state === "published" && (
        <img src={`/api/feedback/${one.code}/photo`} alt={t("feedback_photo_of", { code: one.code })} loading="lazy" />
      )}
      {one.reason && <p>{t("feedback_declined", { reason: one.reason })}</p>}
      {one.answer && (
        <p className="answer">
          <strong>{t("feedback_answer")}</strong> {one.answer}
          {one.settled_on && <small> ({day(one.settled_on, language)})</small>}
        </p>
      )}
    </article>
  );
}
