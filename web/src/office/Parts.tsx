// Small parts that several pages of the workspace use.
import { useTranslation } from "react-i18next";
import type { Problem } from "../shared/api";
import { useSay } from "../shared/language";
import { problemsOf } from "./server";

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

export function ProblemList({ problems }: { problems: readonly Pick<Problem, "code" | "message" | "suggestion">[] }) {
  const say = useSay();
  return (
    <ul className="problems">
      {problems.map((problem, i) => (
        <li key={`${problem.code}-${i}`}>
          {say(problem.message)}
          {problem.suggestion && <small> {problem.suggestion}</small>}
        </li>
      ))}
    </ul>
  );
}
