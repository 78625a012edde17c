// What was proposed to change the plan, the newest first.
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { type Schema, taken } from "../../shared/api";
import { moment } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { usePages } from "../../shared/pages";
import { isAgency } from "../App";
import { Failed, More, Outcome, useAct, Waiting } from "../Parts";
import { api, client, type Me, useZone } from "../server";
import { proposes } from "./amendment";
import { usePlan } from "./PlanPage";

export function useAmendments() {
  return usePages(["amendments"], (page) => taken(api.GET("/api/amendments", { params: { query: { limit: "500", ...page } } })));
}

export function AmendmentsPage({ me }: { me: Me }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const list = useAmendments();
  if (!list.items) return list.error ? <Failed error={list.error} again={list.again} /> : <Waiting />;
  return (
    <>
      <h1>{t("amendments")}</h1>
      <p className="hint">{t("amendments_hint")}</p>
      <p className="actions">
        {proposes(me) && (
          <Link href="/dieu-chinh/moi" className="primary button">
            {t("propose_change")}
          </Link>
        )}
        {isAgency(me) && list.items.some((one) => one.stage === "proposed") && (
          <a className="button" href={`/api/amendment-submission?language=${language}`}>
            {t("amendment_submission")}
          </a>
        )}
      </p>
      {isAgency(me) && <DraftNext />}
      {list.items.length === 0 ? <p>{t("no_amendments")}</p> : <AmendmentList items={[...list.items].reverse()} />}
      <More list={list} />
    </>
  );
}

/** Next year's plan, once the year's figures were put together. */
function DraftNext() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const plan = usePlan("");
  const { act, ...state } = useAct();
  const newest = Math.max(0, ...(plan.data?.versions.map((one) => one.year) ?? []));
  if (newest === 0) return null;
  const year = newest + 1;
  const draft = () =>
    act("", async () => {
      const made = await taken(api.POST("/api/next-plan", { body: { year, dry_run: false } }));
      await client.invalidateQueries({ queryKey: ["amendments"] });
      go(`/dieu-chinh/${made.code}`);
    });
  return (
    <details>
      <summary>{t("draft_next", { year })}</summary>
      <p>{t("draft_next_more")}</p>
      <button type="button" disabled={state.busy} onClick={() => void draft()}>
        {t("draft_next", { year })}
      </button>
      <Outcome {...state} />
    </details>
  );
}

export function AmendmentList({ items }: { items: readonly Schema["AmendmentPage"][] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zone = useZone();
  const say = useSay();
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t("amendments")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("amendment_code")}</th>
            <th scope="col">{t("what_for")}</th>
            <th scope="col">{t("proposing_unit")}</th>
            <th scope="col" className="number">{t("changes")}</th>
            <th scope="col">{t("proposed_at")}</th>
            <th scope="col">{t("standing")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.code}>
              <th scope="row">
                <Link href={`/dieu-chinh/${one.code}`}>{one.code}</Link>
              </th>
              <td>{say(one.amendment.title)}</td>
              <td>{say(one.unit_names)}</td>
              <td className="number">{one.items.length}</td>
              <td>{zone ? moment(one.at, language, zone) : one.at}</td>
              <td>
                <span className="chip">{t(`amendment.${one.stage}`)}</span>
                {one.version !== null && ` ${t("made_version", { version: one.version })}`}
                {one.stage === "decided" && ` ${t("approved_of", { approved: one.items.filter((item) => item.approved).length, all: one.items.length })}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
