import { memo, useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useAddressState } from "../shared/address";
import type { Schema } from "../shared/api";
import { day, measured } from "../shared/format";
import { type Grade, GradeMark, GradeShape, grades } from "../shared/grade";
import { useLanguage, useSay } from "../shared/language";
import { AreaMap } from "./AreaMap";
import { useResults } from "./data";
import { lastMilestone, printed, useMilestoneValue } from "./figures";
import { Answered } from "./Message";

type Results = Schema["PublishedResults"];
type Item = Results["items"][number];

export function Home() {
  const results = useResults();
  return <Answered asked={results}>{(data) => <Standing results={data} />}</Answered>;
}

function Standing({ results }: { results: Results }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const [asked, set] = useAddressState();
  const only = grades.find((one) => one === asked("danh-gia"));
  // The button answers at once, the cards follow; none of them is made anew.
  const wanted = useDeferredValue(only);
  const choose = (grade: Grade | undefined) => set("danh-gia", grade && grade !== only ? grade : "");
  return (
    <>
      {results.illustrative && <p className="illustrative">{t("illustrative")}</p>}
      <h1>{t("how_it_stands")}</h1>
      <p className="by">{t("by_report", { cycle: say(results.names), day: day(results.cut_off, language) })}</p>
      {results.restatements.map((one) => (
        <p key={one.snapshot} className="restated">
          {t("restated_report", { day: day(one.on, language), reason: one.reason, targets: one.targets.map((target) => say(target.names)).join("; ") || t("restated_no_target") })}
        </p>
      ))}
      <Counts items={results.items} only={only} choose={choose} />
      <ul className="cards">
        {results.items.map((item) => (
          <li key={item.code} hidden={wanted !== undefined && item.grade !== wanted}>
            <TargetCard item={item} />
          </li>
        ))}
      </ul>
      <AreaMap results={results} />
      <WhereFrom results={results} />
    </>
  );
}

function Counts({
  items,
  only,
  choose,
}: {
  items: readonly Item[];
  only: Grade | undefined;
  choose: (grade: Grade | undefined) => void;
}) {
  const { t } = useTranslation();
  const held = items.filter((item) => item.held_back != null).length;
  return (
    <div className="counts" role="group" aria-label={t("grade")}>
      <span>{t("of_targets", { count: items.length })}</span>
      {grades.map((grade) => {
        const count = items.filter((item) => item.grade === grade).length;
        return count === 0 ? null : (
          <button
            key={grade}
            type="button"
            className={`count ${grade}`}
            aria-pressed={only === grade}
            onClick={() => choose(grade)}
          >
            <GradeShape grade={grade} /> {t(`count.${grade}`, { count })}
          </button>
        );
      })}
      {held > 0 && <span>{t("count.held_back", { count: held })}</span>}
      {only && (
        <button type="button" className="plain" onClick={() => choose(undefined)}>
          {t("show_all")}
        </button>
      )}
    </div>
  );
}

const TargetCard = memo(function TargetCard({ item }: { item: Item }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const milestoneValue = useMilestoneValue();
  const last = lastMilestone(item.milestones);
  const shown = printed(item);
  return (
    <article className={`card ${item.grade ?? "held"}`}>
      <h2>
        <Link href={`/chi-tieu/${item.code}`}>{say(item.names)}</Link>
      </h2>
      <p className="figure">
        {item.held_back != null ? (
          <span className="none">{t("held_back", { reason: item.held_back })}</span>
        ) : shown != null ? (
          measured(shown, item.unit, language)
        ) : item.rating ? (
          t(`rating.${item.rating}`)
        ) : (
          <span className="none">{t("no_figure")}</span>
        )}
      </p>
      {item.grade && <GradeMark grade={item.grade} />}
      {last && (
        <p className="aside">
          {t("milestone", { year: last.year, value: milestoneValue(last, item.unit) })}
        </p>
      )}
      {item.coverage.expected > 1 && item.coverage.noted < item.coverage.expected && (
        <p className="aside">
          {t("units_reported", { noted: item.coverage.noted, expected: item.coverage.expected })}
        </p>
      )}
    </article>
  );
});

export function WhereFrom({ results }: { results: Pick<Results, "names" | "snapshot" | "sha256" | "cycle"> }) {
  const { t } = useTranslation();
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <details className="where-from" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("where_from")}</summary>
      <p>
        {t("where_from_more", {
          cycle: say(results.names),
          snapshot: results.snapshot,
          code: results.sha256.slice(0, 12),
        })}
        {" · "}
        <a href={`/api/cycles/${results.cycle}/manifest`}>{t("seal")}</a>
      </p>
    </details>
  );
}
