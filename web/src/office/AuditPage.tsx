// The log of every change and refusal, and the proof that nothing of it was altered.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { taken } from "../shared/api";
import { moment } from "../shared/format";
import { useLanguage } from "../shared/language";
import { usePages } from "../shared/pages";
import { Failed, More, Outcome, useAct, Waiting } from "./Parts";
import { api, useZone } from "./server";

export function AuditPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { act, ...state } = useAct();
  const zone = useZone();
  const [proof, setProof] = useState("");
  const log = usePages(["audit"], (page) => taken(api.GET("/api/audit", { params: { query: page } })));
  if (!log.items) return log.error ? <Failed error={log.error} again={log.again} /> : <Waiting />;
  const verify = () =>
    act("", async () => {
      const found = await taken(api.GET("/api/audit/verify"));
      setProof(found.breaks.length === 0 ? t("chain_whole", { rows: found.rows }) : t("chain_broken", { count: found.breaks.length }));
    });
  return (
    <>
      <h1>{t("audit")}</h1>
      <p className="actions">
        <button type="button" disabled={state.busy} onClick={() => void verify()}>
          {t("verify_chain")}
        </button>
        {proof && <strong role="status">{proof}</strong>}
      </p>
      <Outcome {...state} />
      <div className="scroll" tabIndex={0} role="region" aria-label={t("audit")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("when")}</th>
              <th scope="col">{t("who")}</th>
              <th scope="col">{t("did")}</th>
              <th scope="col">{t("about")}</th>
            </tr>
          </thead>
          <tbody>
            {log.items.map((row) => (
              <tr key={row.seq}>
                <td>{zone ? moment(row.at, language, zone) : row.at}</td>
                <td>{row.by}</td>
                <td>
                  <code>{row.action}</code>
                </td>
                <th scope="row">
                  {row.subject} <small>{row.detail}</small>
                </th>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More list={log} />
    </>
  );
}
