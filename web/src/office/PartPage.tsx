// For a ward or an office that has a link and no account: its part of a form, out and in as a workbook.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type Schema, taken } from "../shared/api";
import { day } from "../shared/format";
import { useLanguage, useSay } from "../shared/language";
import { Failed, FileButton, Outcome, useAct, Waiting } from "./Parts";
import { api, upload } from "./server";

export function PartPage({ link }: { link: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const { act, ...state } = useAct();
  const [sent, setSent] = useState<Schema["OpenedPart"]>();
  const part = useQuery({
    queryKey: ["part", link],
    queryFn: () => taken(api.GET("/api/parts/{link}", { params: { path: { link } } })),
    enabled: !sent,
    retry: false,
  });
  if (part.error && !sent) return <Failed error={part.error} again={() => void part.refetch()} />;
  const shown = sent ?? part.data;
  if (!shown) return <Waiting />;
  const take = (file: File) =>
    act(t("part_taken"), async () => {
      const { problems } = await upload("POST", `/api/parts/${link}/form`, file);
      setSent(shown);
      return problems;
    });
  return (
    <main id="content" className="part">
      <p className="heading">
        <span className="mark">Xanh</span>
        <Link href="/huong-dan/phan-bieu">{t("help")}</Link>
      </p>
      <h1>{t("part_of", { part: shown.name, unit: say(shown.unit_names) })}</h1>
      <p>{t("part_due", { day: day(shown.due, language) })}</p>
      {sent ? null : (
        <>
          <p>{t("part_more")}</p>
          <p className="actions">
            <a className="button primary" href={`/api/parts/${link}/form?language=${language}`}>
              {t("part_form")}
            </a>
            <FileButton label={t("part_send")} accept=".xlsx" chosen={(file) => void take(file)} />
          </p>
        </>
      )}
      <Outcome {...state} />
    </main>
  );
}
