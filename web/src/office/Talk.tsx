// What unit and standing agency say to each other about one figure.
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { taken } from "../shared/api";
import { moment } from "../shared/format";
import { useLanguage } from "../shared/language";
import { Outcome, useAct } from "./Parts";
import { api, client, useZone } from "./server";

/** `about`: what is talked about, for who hears the page. */
interface TalkProps {
  cycle: string;
  unit: string;
  figure: string;
  about: string;
  talks: boolean;
}

export function Talk({ cycle, unit, figure, about, talks }: TalkProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zone = useZone();
  const [text, setText] = useState("");
  const { act, ...state } = useAct();
  const path = { cycle, unit };
  const key = ["messages", `${cycle}/${unit}`];
  const all = useQuery({
    queryKey: key,
    queryFn: () => taken(api.GET("/api/cycles/{cycle}/reports/{unit}/messages", { params: { path } })),
  });
  const said = all.data?.items.filter((one) => one.figure === figure) ?? [];
  const say = (event: FormEvent) => {
    event.preventDefault();
    void act("", async () => {
      await taken(api.POST("/api/cycles/{cycle}/reports/{unit}/messages", { params: { path }, body: { figure, text } }));
      setText("");
      await client.invalidateQueries({ queryKey: key });
    });
  };
  return (
    <details className="talk">
      <summary aria-label={`${t("talk", { count: said.length })}: ${about}`}>{t("talk", { count: said.length })}</summary>
      <ul>
        {said.map((one) => (
          <li key={`${one.at}-${one.by}`}>
            <small>
              {one.by}, {zone ? moment(one.at, language, zone) : one.at}
            </small>
            <br />
            {one.text}
          </li>
        ))}
      </ul>
      <form onSubmit={say} hidden={!talks}>
        <textarea required rows={2} aria-label={`${t("talk_text")}: ${about}`} value={text} onChange={(event) => setText(event.target.value)} />
        <button type="submit" disabled={state.busy}>
          {t("talk_send")}
        </button>
      </form>
      <Outcome {...state} />
    </details>
  );
}
