// Where a figure comes from and what it is to be judged by: its other periods, like units, what is computed of it.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type Schema, taken } from "../../shared/api";
import { day, number } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { withoutCommittee } from "../../shared/names";
import { Failed, Waiting } from "../Parts";
import { api } from "../server";
import { Talk } from "../Talk";

type Story = Schema["FigureStory"];

/** Under a figure's row: where it comes from, and what was said about it. */
interface AboutProps {
  columns: number;
  cycle: string;
  unit: string;
  element: string;
  about: string;
  /** Whether the reader may say something about it. */
  talks?: boolean;
}

export function AboutFigure({ columns, talks = true, ...of }: AboutProps) {
  return (
    <tr className="about">
      <td colSpan={columns}>
        <FigureStory {...of} />
        <Talk cycle={of.cycle} unit={of.unit} figure={of.element} about={of.about} talks={talks} />
      </td>
    </tr>
  );
}

/** Asked for when it is opened. `about`: which figure, for who hears the page. */
function FigureStory({ cycle, unit, element, about }: { cycle: string; unit: string; element: string; about: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="story-of" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={`${t("story")}: ${about}`}>{t("story")}</summary>
      {open && <Told cycle={cycle} unit={unit} element={element} />}
    </details>
  );
}

function Told({ cycle, unit, element }: { cycle: string; unit: string; element: string }) {
  const { t } = useTranslation();
  const say = useSay();
  const story = useQuery({
    queryKey: ["story", `${cycle}/${unit}`, element],
    queryFn: () =>
      taken(api.GET("/api/cycles/{cycle}/reports/{unit}/figures/{element}", { params: { path: { cycle, unit, element } } })),
  });
  if (story.error) return <Failed error={story.error} again={() => void story.refetch()} />;
  if (!story.data) return <Waiting />;
  const { goes_into, files } = story.data;
  return (
    <div className="story">
      <History story={story.data} />
      <p>
        {goes_into.length === 0
          ? t("goes_nowhere")
          : goes_into.map((one) => t(`goes_into.${one.part}`, { target: say(one.names) })).join(" · ")}
      </p>
      {files.length > 0 && (
        <p>
          {t("proved_by")}{" "}
          {files.map((file) => (
            <a key={file.sha256} href={`/api/cycles/${cycle}/reports/${unit}/files/${file.sha256}`}>
              {file.name}
            </a>
          ))}
        </p>
      )}
      <Others story={story.data} />
    </div>
  );
}

function History({ story }: { story: Story }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  if (story.history.length === 0) return <p>{t("story_nothing")}</p>;
  return (
    <table>
      <caption>{t("story_history")}</caption>
      <tbody>
        {story.history.map((point) => (
          <tr key={point.submission}>
            <td>
              {say(point.names) || point.cycle}
              {!point.comparable && <small> {t("not_comparable")}</small>}
            </td>
            <td className="number">{point.value !== null ? number(point.value, language) : t(`figures.${point.state}`)}</td>
            <td>
              <small>
                {point.submission}
                {point.letter && `, ${t("by_letter", { number: point.letter })}`}, {day(point.received_on, language)}
                {point.illustrative && `, ${t("made_up_short")}`}
                {point.on_behalf && `, ${t("on_behalf")}`}
                {`, ${t(point.counts ? "revision_counts" : "revision_counts_not")}`}
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Others({ story }: { story: Story }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const came = story.others.filter((one) => one.state !== null);
  if (story.others.length === 0) return null;
  const name = (names: Story["unit_names"]) => withoutCommittee(say(names));
  return (
    <details>
      <summary>
        {t("like_units", { came: came.length, all: story.others.length })}
        {story.median !== null && `; ${t("median", { value: number(story.median, language) })}`}
      </summary>
      <p>
        <Link href={`/ke-hoach/qua-cac-ky/${story.element}`}>{t("through_cycles")}</Link>
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("unit")}</th>
            <th scope="col" className="number">{t("same_period")}</th>
            <th scope="col" className="number">{t("this_period")}</th>
          </tr>
        </thead>
        <tbody>
          {came.map((one) => (
            <tr key={one.unit}>
              <td>{name(one.names)}</td>
              <td className="number">{one.before !== null ? number(one.before, language) : "–"}</td>
              <td className="number">
                {one.value !== null ? number(one.value, language) : one.state && t(`figures.${one.state}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
