// What of a published report the public sees, target by target, with who decided it and why.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { taken } from "../../shared/api";
import { moment } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { Outcome, useAct } from "../Parts";
import { api, client, useZone } from "../server";

export function Release({ cycle }: { cycle: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const zone = useZone();
  const { act, ...state } = useAct();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [reason, setReason] = useState("");
  const key = ["release", cycle];
  const decisions = useQuery({
    queryKey: key,
    queryFn: async () => {
      const asked = api.GET("/api/cycles/{cycle}/release", { params: { path: { cycle } } });
      return { items: (await taken(asked)).items, tag: (await asked).response.headers.get("ETag") ?? "" };
    },
  });
  const results = useQuery({
    queryKey: ["results", cycle],
    queryFn: () => taken(api.GET("/api/cycles/{cycle}/results", { params: { path: { cycle } } })),
  });
  if (!decisions.data || !results.data) return null;
  const decide = (released: boolean) =>
    act(t("saved"), async () => {
      await taken(
        api.POST("/api/cycles/{cycle}/release", {
          params: { path: { cycle } },
          headers: { "If-Match": decisions.data.tag },
          body: { targets: [...chosen], released, reason },
        }),
      );
      setChosen([]);
      setReason("");
      await client.invalidateQueries({ predicate: (query) => query.queryKey.includes(cycle) });
    });
  const nameOf = (code: string) => say(results.data.items.find((one) => one.code === code)?.names) || code;
  return (
    <>
      <p>{t("release_more")}</p>
      <fieldset>
        <legend>{t("targets")}</legend>
        {results.data.items.map((one) => (
          <label key={one.code} className="tick">
            <input
              type="checkbox"
              checked={chosen.includes(one.code)}
              onChange={(event) => setChosen(event.target.checked ? [...chosen, one.code] : chosen.filter((code) => code !== one.code))}
            />{" "}
            {say(one.names)}
            {one.held_back != null && <strong> – {t("held_back", { reason: one.held_back })}</strong>}
          </label>
        ))}
      </fieldset>
      <label className="field">
        {t("why")}
        <textarea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <p className="actions">
        {([false, true] as const).map((released) => (
          <button key={String(released)} type="button" disabled={state.busy || chosen.length === 0 || reason.trim() === ""} onClick={() => void decide(released)}>
            {t(released ? "let_out" : "hold_back")}
          </button>
        ))}
      </p>
      <Outcome {...state} />
      <ul>
        {decisions.data.items.map((one) => (
          <li key={`${one.at}-${one.target}`}>
            {zone ? moment(one.at, language, zone) : one.at}, {one.by}: {t(one.released ? "let_out" : "hold_back")}
            {one.target && ` ${nameOf(one.target)}`}
            {one.reason && ` – ${one.reason}`}
          </li>
        ))}
      </ul>
    </>
  );
}
