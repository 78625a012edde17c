// Chia biểu: a link for each ward and office, who has sent, and the sums taken into the draft.
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Refused, type Schema, taken } from "../../shared/api";
import { moment, number } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { type Content } from "../Desk";
import { Failed, Outcome, useAct, Waiting } from "../Parts";
import { api, client, download, useZone } from "../server";
import { useForm } from "./fields";

type Link = Schema["PartLink"];
type Merged = Schema["MergedForm"];

export function SubCollection({ content }: { content: Content }) {
  const { t } = useTranslation();
  const { cycle, unit } = content;
  const path = { cycle, unit };
  const key = ["parts", `${cycle}/${unit}`];
  const [links, setLinks] = useState<readonly Link[]>([]);
  const parts = useQuery({
    queryKey: key,
    queryFn: async () => {
      try {
        return (await taken(api.GET("/api/cycles/{cycle}/parts/{unit}", { params: { path } }))).items;
      } catch (error) {
        if (error instanceof Refused && error.problems[0]?.code === "parts-not-split") return [];
        throw error;
      }
    },
  });
  if (parts.error) return <Failed error={parts.error} again={() => void parts.refetch()} />;
  if (!parts.data) return <Waiting />;
  const again = () => client.invalidateQueries({ queryKey: key });
  return (
    <>
      <p className="definition">{t("split_more")}</p>
      <Split content={content} split={parts.data.length > 0} made={(fresh) => (setLinks(fresh), void again())} />
      {links.length > 0 && (
        <section className="good" role="status">
          <p>{t("split_links")}</p>
          <ul>
            {links.map((one) => (
              <li key={one.part}>
                {one.name}: <code>{`${location.origin}/office/phan-bieu#${one.secret}`}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      {parts.data.length > 0 && (
        <>
          <Standing parts={parts.data} content={content} made={(fresh) => (setLinks(fresh), void again())} />
          <Sums content={content} />
        </>
      )}
    </>
  );
}

function Split({ content, split, made }: { content: Content; split: boolean; made: (links: readonly Link[]) => void }) {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  const [due, setDue] = useState("");
  const [list, setList] = useState("");
  const make = (event: FormEvent) => {
    event.preventDefault();
    void act("", async () => {
      const found = await taken(
        api.POST("/api/cycles/{cycle}/parts/{unit}/links", {
          params: { path: { cycle: content.cycle, unit: content.unit } },
          body: { due, parts: list, only: "" },
        }),
      );
      made(found.items);
    });
  };
  return (
    <details open={!split}>
      <summary>{t(split ? "split_again" : "split")}</summary>
      <form className="ask" onSubmit={make}>
        <label>
          {t("split_due")}
          <input type="date" required value={due} onChange={(event) => setDue(event.target.value)} />
        </label>
        <details>
          <summary>{t("split_more_parts")}</summary>
          <label>
            {t("split_list")}
            <textarea rows={4} value={list} onChange={(event) => setList(event.target.value)} />
          </label>
        </details>
        <button type="submit" className="primary" disabled={state.busy}>
          {t("split_make")}
        </button>
        <Outcome {...state} />
      </form>
    </details>
  );
}

function Standing({
  parts,
  content,
  made,
}: {
  parts: readonly Schema["PartStanding"][];
  content: Content;
  made: (links: readonly Link[]) => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zone = useZone();
  const { act, ...state } = useAct();
  const [due, setDue] = useState(content.due ?? "");
  const renew = (only: string) =>
    act("", async () => {
      const found = await taken(
        api.POST("/api/cycles/{cycle}/parts/{unit}/links", {
          params: { path: { cycle: content.cycle, unit: content.unit } },
          body: { due, parts: "", only },
        }),
      );
      made(found.items);
    });
  return (
    <section>
      <h3>{t("parts_standing", { sent: parts.filter((one) => one.sent).length, all: parts.length })}</h3>
      <label>
        {t("split_due")} <input type="date" value={due} onChange={(event) => setDue(event.target.value)} />
      </label>
      <div className="scroll" tabIndex={0} role="region" aria-label={t("parts")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("part")}</th>
              <th scope="col">{t("status")}</th>
              <th scope="col">{t("acts")}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((one) => (
              <tr key={one.part}>
                <th scope="row">{one.name}</th>
                <td>
                  {one.sent
                    ? t("part_sent", { when: one.sent_at && zone ? moment(one.sent_at, language, zone) : "" })
                    : t(one.linked ? "part_waits" : "part_no_link")}
                </td>
                <td>
                  <button type="button" disabled={state.busy || !due} aria-label={`${t("part_new_link")}: ${one.name}`} onClick={() => void renew(one.part)}>
                    {t("part_new_link")}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Outcome {...state} />
    </section>
  );
}

function Sums({ content }: { content: Content }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const { saver, locked } = useForm();
  const { act, ...state } = useAct();
  const [merged, setMerged] = useState<Merged>();
  const path = { cycle: content.cycle, unit: content.unit };
  const sum = () =>
    act("", async () => {
      const found = await taken(api.POST("/api/cycles/{cycle}/parts/{unit}/merge", { params: { path }, body: { overrides: "" } }));
      setMerged(found);
      return found.problems;
    });
  const totals = merged?.totals.flatMap((one) => (one.used?.this_period == null ? [] : [{ element: one.element, value: one.used.this_period }])) ?? [];
  const take = () =>
    act(t("sums_taken", { count: totals.length }), async () => {
      for (const { element, value } of totals)
        if (!locked(`figures:${element}:this_period`)) saver.set(`figures:${element}:this_period`, String(value));
      await saver.flush();
    });
  return (
    <section>
      <p className="actions">
        <button type="button" disabled={state.busy} onClick={() => void sum()}>
          {t("sum")}
        </button>
        <button
          type="button"
          disabled={state.busy}
          onClick={() => void act("", () => download(`/api/cycles/${content.cycle}/parts/${content.unit}/form`, { overrides: "" }))}
        >
          {t("sum_excel")}
        </button>
        {totals.length > 0 && (
          <button type="button" className="primary" disabled={state.busy} onClick={() => void take()}>
            {t("sums_take", { count: totals.length })}
          </button>
        )}
      </p>
      <Outcome {...state} />
      {merged && (
        <div className="scroll" tabIndex={0} role="region" aria-label={t("sums")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("figure")}</th>
                <th scope="col" className="number">{t("sum_of_parts")}</th>
                <th scope="col">{t("parts_gave")}</th>
              </tr>
            </thead>
            <tbody>
              {merged.totals.map((one) => (
                <tr key={one.element}>
                  <th scope="row">{say(one.names)}</th>
                  <td className="number">{one.used?.this_period == null ? "–" : number(one.used.this_period, language)}</td>
                  <td>
                    {[
                      ...one.parts
                        .filter((part) => part.state !== "not_sent")
                        .map((part) => `${nameOf(merged, part.part)}: ${part.this_period == null ? t(`figures.${part.state}`) : number(part.this_period, language)}`),
                      ...(one.left_out.length > 0 ? [t("parts_left_out", { count: one.left_out.length })] : []),
                    ].join("; ")}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const nameOf = (merged: Merged, code: string): string => merged.parts.find((one) => one.code === code)?.name ?? code;
