// What stands in place of a page that cannot be shown: while it loads, when it failed, when there is none.
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../shared/api";
import { useSay } from "../shared/language";

export function Message({ title, more, children }: { title: string; more?: string; children?: ReactNode }) {
  return (
    <section className="message">
      <h1>{title}</h1>
      {more && <p>{more}</p>}
      {children}
    </section>
  );
}

/** The page of an answer, or what there is instead of it. */
export function Answered<T>({ asked, children }: { asked: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const { t } = useTranslation();
  const say = useSay();
  if (asked.data !== undefined) return children(asked.data);
  if (!asked.error) return <p className="loading" role="status">{t("loading")}</p>;
  const refused = asked.error instanceof Refused ? asked.error : undefined;
  if (refused?.problems[0]?.code === "nothing-published")
    return <Message title={t("nothing_published")} more={t("nothing_published_more")} />;
  if (refused?.status === 404) return <Message title={t("not_found")} more={say(refused.problems[0]?.message)} />;
  return (
    <Message title={t("went_wrong")} more={refused ? say(refused.problems[0]?.message) : t("offline")}>
      <button type="button" onClick={() => void asked.refetch()}>
        {t("try_again")}
      </button>
    </Message>
  );
}
