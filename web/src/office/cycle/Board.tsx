// The standing agency's first question: what cannot be written today, because of whom?
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useAddressState } from "../../shared/address";
import { type Schema, taken } from "../../shared/api";
import { day } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { plain, withoutCommittee } from "../../shared/names";
import { isAgency } from "../App";
import { LevelLine, LevelsBelow } from "./Levels";
import { useCycles } from "../Desk";
import { Failed, Waiting } from "../Parts";
import { api, type Me } from "../server";

type Status = Schema["Status"];

export function Board({ me, cycle }: { me: Me; cycle?: string | undefined }) {
  const { t } = useTranslation();
  const say = useSay();
  const [, go] = useLocation();
  const cycles = useCycles();
  const lines = cycles.data?.items ?? [];
  const chosen = cycle ?? [...lines].reverse().find((one) => one.stage === "open" || one.stage === "closed")?.code ?? lines.at(-1)?.code;
  const status = useQuery({
    queryKey: ["status", chosen ?? ""],
    enabled: chosen !== undefined,
    queryFn: () => taken(api.GET("/api/cycles/{cycle}/status", { params: { path: { cycle: chosen ?? "" } } })),
  });
  if (cycles.error) return <Failed error={cycles.error} again={() => void cycles.refetch()} />;
  if (status.error) return <Failed error={status.error} again={() => void status.refetch()} />;
  if (!status.data) return <Waiting />;
  const below = status.data.cycle.includes("@");
  const line = lines.find((one) => one.code === chosen) ?? (below ? status.data : undefined);
  return (
    <>
      <LevelLine cycle={status.data.cycle} />
      <div className="heading">
        <h1>{t("cannot_write")}</h1>
        <label hidden={below}>
          {t("cycle")}{" "}
          <select value={chosen} onChange={(event) => go(`/tinh-hinh/${event.target.value}`)}>
            {lines.map((one) => (
              <option key={one.code} value={one.code}>
                {say(one.names) || one.code}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p>
        {line && <span className="chip">{t(`stage.${line.stage}`)}</span>}{" "}
        {t("sent_of", { sent: status.data.sent, expected: status.data.expected, noted: status.data.noted })}
        {status.data.due && line?.stage === "open" && <DueOfCycle status={status.data} />}
      </p>
      {isAgency(me) && (
        <p className="actions">
          <Link href={`/tong-hop/${status.data.cycle}`} className="button">
            {t("consolidate")}
          </Link>
        </p>
      )}
      <Tables status={status.data} />
      <Steps status={status.data} />
      <Units status={status.data} acts={isAgency(me)} />
      {!below && <LevelsBelow above={status.data.cycle} />}
    </>
  );
}

function DueOfCycle({ status }: { status: Status }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const due = day(status.due ?? "", language);
  const left = status.working_days_left;
  return <> · {left > 0 ? t("days_left", { count: left, day: due }) : t("due_today", { day: due })}</>;
}

/** So many units are named before the list is opened. */
const few = 3;

function Tables({ status }: { status: Status }) {
  const { t } = useTranslation();
  const say = useSay();
  const name = new Map(status.units.map((unit) => [unit.code, unit.names]));
  const named = (codes: readonly string[]) =>
    codes.map((code) => withoutCommittee(say(name.get(code)) || code)).join(", ");
  if (status.tables.length === 0) return <p className="good">{t("all_can_be_written")}</p>;
  return (
    <ul className="blocked">
      {status.tables.map((table) => (
        <li key={table.item}>
          <details>
            <summary>
              <span className="grow">{say(table.names) || table.item}</span>
              <span className="count">
                {t("have")} {table.noted}/{table.expected} · {t("waits_for")}: {named(table.waits_for.slice(0, few))}
                {table.waits_for.length > few && ` ${t("and_more", { count: table.waits_for.length - few })}`}
              </span>
            </summary>
            <ul>
              {table.waits_for.map((code) => {
                const state = status.units.find((unit) => unit.code === code)?.state;
                return (
                  <li key={code}>
                    {named([code])}: {state === "noted" ? t("noted_without_figure") : state ? t(`state.${state}`) : "–"}
                  </li>
                );
              })}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

function Steps({ status }: { status: Status }) {
  const { t } = useTranslation();
  const say = useSay();
  if (status.missing.length === 0) return null;
  return (
    <section>
      <h2>
        {t("before_submission")} ({status.missing.length})
      </h2>
      <ol className="steps">
        {status.missing.map((step) => (
          <li key={step.code}>{say(step.says)}</li>
        ))}
      </ol>
    </section>
  );
}

function Units({ status, acts }: { status: Status; acts: boolean }) {
  const { t } = useTranslation();
  const say = useSay();
  const [asked, set] = useAddressState();
  const state = asked("trang-thai");
  const text = asked("tim");
  const states = [...new Set(status.units.map((unit) => unit.state))];
  const shown = status.units.filter(
    (unit) => (!state || unit.state === state) && plain(say(unit.names)).includes(plain(text)),
  );
  return (
    <section>
      <h2>{t("units")}</h2>
      <div className="filters" role="search">
        <label>
          {t("status")}{" "}
          <select value={state} onChange={(event) => set("trang-thai", event.target.value)}>
            <option value="">{t("all")}</option>
            {states.map((one) => (
              <option key={one} value={one}>
                {t(`state.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("search_unit")} <input type="search" value={text} onChange={(event) => set("tim", event.target.value)} />
        </label>
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label={t("units")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("unit")}</th>
              <th scope="col">{t("status")}</th>
              <th scope="col" className="number">
                {t("have")}
              </th>
              <th scope="col" className="number">
                {t("late")}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((unit) => (
              <tr key={unit.code}>
                <th scope="row">
                  {acts ? (
                    <Link href={`/ra-soat/${status.cycle}/${unit.code}`}>{say(unit.names)}</Link>
                  ) : (
                    say(unit.names)
                  )}
                </th>
                <td>
                  <span className={`chip ${unit.state}`}>{t(`state.${unit.state}`)}</span>
                </td>
                <td className="number">
                  {unit.answered}/{unit.asked}
                </td>
                <td className="number">{unit.days_late > 0 ? unit.days_late : ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
