// Small parts that several pages of the workspace use.
import { useQuery } from "@tanstack/react-query";
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Problem, taken } from "../shared/api";
import { useSay } from "../shared/language";
import type { Pages } from "../shared/pages";
import { api, problemsOf } from "./server";

export function Waiting() {
  const { t } = useTranslation();
  return (
    <p className="waiting" role="status">
      {t("loading")}
    </p>
  );
}

export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  const { t } = useTranslation();
  const problems = problemsOf(error);
  return (
    <section className="failed" role="alert">
      <h1>{t("went_wrong")}</h1>
      {problems.length ? <ProblemList problems={problems} /> : <p>{t("offline")}</p>}
      {again && (
        <button type="button" onClick={again}>
          {t("try_again")}
        </button>
      )}
    </section>
  );
}

/** Under a list: what went wrong with its next page, and how to have it. */
export function More({ list }: { list: Pages<unknown> }) {
  const { t } = useTranslation();
  return (
    <>
      {list.items && <Outcome busy={false} done="" problem={list.error ?? undefined} warnings={[]} />}
      {list.more && (
        <button type="button" onClick={list.more}>
          {t("more")}
        </button>
      )}
    </>
  );
}

export function ProblemList({ problems }: { problems: readonly (Pick<Problem, "code" | "message" | "suggestion"> & Partial<Pick<Problem, "sheet" | "cell">>)[] }) {
  const say = useSay();
  return (
    <ul className="problems">
      {problems.map((problem, i) => (
        <li key={`${problem.code}-${i}`}>
          {problem.cell && (
            <strong>
              {problem.sheet && `${problem.sheet} `}
              {problem.cell}:{" "}
            </strong>
          )}
          {say(problem.message)}
          {problem.suggestion && <small> {problem.suggestion}</small>}
        </li>
      ))}
    </ul>
  );
}

/** Does something on the server, with what became of it beside: under way, done, or refused with the reasons. */
export function useAct() {
  const [state, setState] = useState<{ busy: boolean; done: string; problem?: unknown; warnings: readonly Problem[] }>({
    busy: false,
    done: "",
    warnings: [],
  });
  const act = async (done: string, what: () => Promise<readonly Problem[] | void>) => {
    setState({ busy: true, done: "", warnings: [] });
    try {
      const warnings = (await what()) ?? [];
      setState({ busy: false, done, warnings });
    } catch (problem) {
      setState({ busy: false, done: "", problem, warnings: [] });
    }
  };
  return { ...state, act };
}

/** The same for work that takes long: what is being done stands beside it, and it can be stopped. */
export function useLongAct() {
  const { act, ...state } = useAct();
  const [work, setWork] = useState("");
  const says = useQuery({
    queryKey: ["work", work],
    enabled: work !== "",
    refetchInterval: 500,
    gcTime: 0,
    retry: false,
    // Where another server does it, or it has just ended, there is nothing to be told.
    queryFn: () => taken(api.GET("/api/work/{work}", { params: { path: { work } } })).catch(() => null),
  });
  const stop = () => void api.DELETE("/api/work/{work}", { params: { path: { work } } });
  const long = (done: string, what: (work: string) => Promise<readonly Problem[] | void>) => {
    const name = crypto.randomUUID();
    setWork(name);
    return act(done, () => what(name)).finally(() => setWork(""));
  };
  return { ...state, act: long, says: says.data?.says, stop: work && says.data ? stop : undefined };
}

/** What became of it, and while it is under way what is being done. */
export function LongOutcome({ says, stop, ...state }: Omit<ReturnType<typeof useLongAct>, "act">) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <>
      <Outcome {...state} />
      {state.busy && stop && (
        <p>
          <progress aria-label={t("under_way")} /> {say(says)}{" "}
          <button type="button" onClick={stop}>
            {t("stop_work")}
          </button>
        </p>
      )}
    </>
  );
}

export function Outcome({ busy, done, problem, warnings }: Omit<ReturnType<typeof useAct>, "act">) {
  const { t } = useTranslation();
  return (
    <div role="status" className="outcome">
      {busy && <p>{t("under_way")}</p>}
      {done && <p className="good">{done}</p>}
      {warnings.length > 0 && <ProblemList problems={warnings} />}
      {problem !== undefined &&
        (problemsOf(problem).length ? (
          <div className="bad">
            <ProblemList problems={problemsOf(problem)} />
          </div>
        ) : (
          <p className="bad">{t("offline")}</p>
        ))}
    </div>
  );
}

/** A button for what cannot be taken back: it asks once more, with what will be, before it acts. */
export function SureButton({
  label,
  sure,
  about,
  primary,
  disabled,
  act,
}: {
  label: string;
  /** What will be. */
  sure: string;
  /** What it is about, for who hears the page and not the row. */
  about?: string;
  primary?: boolean;
  disabled?: boolean;
  act: () => void;
}) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <button
        type="button"
        className={primary ? "primary" : undefined}
        disabled={disabled}
        aria-label={about ? `${label}: ${about}` : undefined}
        onClick={() => setAsking(true)}
      >
        {label}
      </button>
    );
  return (
    <span className="sure" role="group" aria-label={sure}>
      {sure}{" "}
      <button
        type="button"
        className="primary"
        autoFocus
        onClick={() => {
          setAsking(false);
          act();
        }}
      >
        {label}
      </button>{" "}
      <button type="button" onClick={() => setAsking(false)}>
        {t("cancel")}
      </button>
    </span>
  );
}

/** A part of a page under its heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="duty" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

export function FileButton({ label, accept, chosen }: { label: string; accept: string; chosen: (file: File) => void }) {
  const id = useId();
  return (
    <span className="file-button">
      <label htmlFor={id}>{label}</label>{" "}
      <input
        id={id}
        type="file"
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) chosen(file);
          event.target.value = "";
        }}
      />
    </span>
  );
}
