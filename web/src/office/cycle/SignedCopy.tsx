// Takes the signed copy of a paper or a report back, with what stands on it.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schema } from "../../shared/api";
import { day } from "../../shared/format";
import { useLanguage } from "../../shared/language";
import { FileButton, Outcome, useAct } from "../Parts";
import { upload } from "../server";

/** `kept`: what has come already; `current`: the snapshot or revision that a copy should be of. */
export function SignedCopy({
  more,
  address,
  taken,
  kept,
  current,
  acts = true,
}: {
  more: string;
  /** Whether the reader hands copies in, or only sees those that came. */
  acts?: boolean;
  address: string;
  taken: () => void;
  kept: readonly Schema["SignedPaper"][];
  current: number;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { act, ...state } = useAct();
  const [fields, setFields] = useState({ number: "", date: "", signer: "" });
  const file = (chosen: File) =>
    act(t("signed_taken"), async () => {
      const query = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ""));
      const { problems } = await upload("POST", `${address}?${query}`, chosen);
      taken();
      return problems;
    });
  const set = (key: keyof typeof fields) => (event: { target: { value: string } }) =>
    setFields({ ...fields, [key]: event.target.value });
  if (!acts && kept.length === 0) return <p>{t("no_signed_copy")}</p>;
  return (
    <>
      {acts && <p>{more}</p>}
      <ul>
        {kept.map((paper) => (
          <li key={`${paper.document}-${paper.of}-${paper.file_sha256}`}>
            {t("signed_is", {
              number: paper.number || "–",
              day: paper.date ? day(paper.date, language) : "–",
              of: paper.of,
              code: paper.code,
              pages: paper.pages,
            })}{" "}
            {t(`signed_seal.${paper.signature}`)}
            {paper.of !== current && <strong className="bad"> {t("signed_older", { of: paper.of, current })}</strong>}
          </li>
        ))}
      </ul>
      {acts && <p className="hint">{t("signed_before_choosing")}</p>}
      <div className="filters" hidden={!acts}>
        <label>
          {t("paper_number")}
          <input value={fields.number} onChange={set("number")} />
        </label>
        <label>
          {t("paper_date")}
          <input type="date" value={fields.date} onChange={set("date")} />
        </label>
        <label>
          {t("paper_signer")}
          <input value={fields.signer} onChange={set("signer")} />
        </label>
      </div>
      {acts && <FileButton label={t("signed_choose")} accept=".pdf" chosen={(chosen) => void file(chosen)} />}
      <Outcome {...state} />
    </>
  );
}
