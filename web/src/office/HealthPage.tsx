// Whether machine and store are well, and the mail that did not arrive.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Schema, taken } from "../shared/api";
import { moment } from "../shared/format";
import { useLanguage, useSay } from "../shared/language";
import { countOf, usePages } from "../shared/pages";
import { Failed, More, Outcome, Part, ProblemList, useAct, Waiting } from "./Parts";
import { api, client, useZone } from "./server";

const states = ["waiting", "refused", "lapsed", "delivered"] as const;

export function HealthPage() {
  const { t } = useTranslation();
  const say = useSay();
  const health = useQuery({ queryKey: ["health"], staleTime: 0, queryFn: () => taken(api.GET("/api/health")) });
  if (health.error) return <Failed error={health.error} again={() => void health.refetch()} />;
  if (!health.data) return <Waiting />;
  const { items } = health.data;
  const problems = (health.data as { problems?: Schema["ProblemLine"][] }).problems ?? [];
  return (
    <>
      <h1>{t("health")}</h1>
      <p className="actions">
        <button type="button" disabled={health.isFetching} onClick={() => void health.refetch()}>
          {t("examine_again")}
        </button>
      </p>
      {problems.length > 0 && (
        <div className="bad">
          <ProblemList problems={problems} />
        </div>
      )}
      <div className="scroll" tabIndex={0} role="region" aria-label={t("health")}>
        <table>
          <tbody>
            {items.map((line) => (
              <tr key={line.what}>
                <th scope="row">{line.what}</th>
                <td>
                  <span className={line.well ? "good" : "bad"}>{t(line.well ? "well" : "not_well")}</span>
                </td>
                <td>{say(line.says)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Mail />
    </>
  );
}

function Mail() {
  const { t } = useTranslation();
  return (
    <Part title={t("mail")}>
      <p>{t("mail_more")}</p>
      {states.map((state) => (
        <MailIn key={state} state={state} />
      ))}
    </Part>
  );
}

/** Those of one state, opened where something has to be done about them. */
function MailIn({ state }: { state: (typeof states)[number] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zone = useZone();
  const { act, ...outcome } = useAct();
  const mail = usePages(["mail", state], (page) => taken(api.GET("/api/mail", { params: { query: { ...page, state } } })));
  if (!mail.items) return mail.error ? <Failed error={mail.error} again={mail.again} /> : <Waiting />;
  const again = (seq: number) =>
    act(t("mail_again_done"), async () => {
      await taken(api.POST("/api/mail/{mail}/again", { params: { path: { mail: String(seq) } } }));
      await client.invalidateQueries({ queryKey: ["mail"] });
    });
  return (
    <details open={state === "refused" && mail.items.length > 0}>
      <summary>
        {t(`mail.${state}`)} ({countOf(mail)})
      </summary>
      <Outcome {...outcome} />
      <ul>
        {mail.items.map((one) => (
          <li key={one.seq}>
            {t(`mail_kind.${one.kind}`)} · {one.about} · {one.to} · {zone ? moment(one.made_at, language, zone) : one.made_at}
            {one.reply && <small> {one.reply}</small>}{" "}
            {(state === "refused" || state === "lapsed") && (
              <button type="button" disabled={outcome.busy} aria-label={`${t("mail_again")}: ${one.to}`} onClick={() => void again(one.seq)}>
                {t("mail_again")}
              </button>
            )}
          </li>
        ))}
      </ul>
      <More list={mail} />
    </details>
  );
}
