// Takes the signed copy of a paper or a report back, with what stands on it.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FileButton, Outcome, useAct } from "../Parts";
import { upload } from "../server";

export function SignedCopy({ more, address, taken }: { more: string; address: string; taken: () => void }) {
  const { t } = useTranslation();
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
  return (
    <>
      <p>{more}</p>
      <div className="filters">
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
      <FileButton label={t("signed_choose")} accept=".pdf" chosen={(chosen) => void file(chosen)} />
      <Outcome {...state} />
    </>
  );
}
