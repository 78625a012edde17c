// A snapshot as its officer works with it: the figures with where they come from on the left, the units' words on the
// right, and first what has to be looked at again.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useAddressState } from "../../shared/address";
import { type Schema, taken } from "../../shared/api";
import { day, measured, moment, number, rounded } from "../../shared/format";
import { GradeMark } from "../../shared/grade";
import { useLanguage, useSay } from "../../shared/language";
import { withoutCommittee } from "../../shared/names";
import { Failed, Waiting } from "../Parts";
import { LevelLine } from "./Levels";
import { api, useZone } from "../server";

type Page = Schema["SnapshotPage"];
type Target = Page["result"]["targets"][number];

export function SnapshotPage({ cycle, number: no }: { cycle: string; number: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const zone = useZone();
  const page = useQuery({
    queryKey: ["snapshot", cycle, no, language],
    queryFn: () =>
      taken(
        api.GET("/api/cycles/{cycle}/snapshots/{number}", { params: { path: { cycle, number: no }, query: { language } } }),
      ),
  });
  if (page.error) return <Failed error={page.error} again={() => void page.refetch()} />;
  if (!page.data) return <Waiting />;
  const found = page.data;
  return (
    <>
      <p>
        <Link href={`/tong-hop/${cycle}`}>{t("back")}</Link>
      </p>
      <LevelLine cycle={cycle} />
      <h1>{t("snapshot_of", { number: found.number, cycle: say(found.names) || cycle })}</h1>
      <p>
        {zone && moment(found.at, language, zone)} · {t("control_code")} <code>{found.sha256.slice(0, 12)}</code>{" "}
        {found.published && <span className="chip noted">{t("stage.published")}</span>}
        {!found.newest && <strong>{t("not_newest")}</strong>}
      </p>
      {found.result.illustrative && <p className="hint">{t("made_up")}</p>}
      <LookAgain page={found} />
      <div className="beside">
        <section aria-labelledby="figures">
          <h2 id="figures">{t("figures_of_it")}</h2>
          {found.result.targets.map((target) => (
            <OneTarget key={target.code} target={target} page={found} />
          ))}
        </section>
        <section aria-labelledby="words">
          <h2 id="words">{t("words_of_units")}</h2>
          <Sections page={found} />
        </section>
      </div>
    </>
  );
}

/** Names of units as short as they can be. */
function useUnits(page: Page): (codes: readonly string[]) => string {
  const say = useSay();
  const names = new Map(page.result.units.map((unit) => [unit.code, unit.names]));
  return (codes) => codes.map((code) => withoutCommittee(say(names.get(code)) || code)).join(", ");
}

function LookAgain({ page }: { page: Page }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { flags } = page;
  const checks = page.result.cross_checks;
  const disputed = page.result.tasks.filter((task) => task.disputed_by.length > 0);
  const units = useUnits(page);
  const say = useSay();
  if (flags.length + checks.length + disputed.length === 0) return <p className="good">{t("nothing_to_look_at")}</p>;
  const value = (one: number | null) => (one === null ? "–" : number(one, language));
  return (
    <section className="ask" aria-labelledby="again">
      <h2 id="again">{t("to_look_at", { count: flags.length + checks.length + disputed.length })}</h2>
      <ul>
        {flags.map((flag) => (
          <li key={`${flag.section}-${flag.field}`}>
            {t("flagged", { was: flag.was, is: flag.is || "–" })} “{flag.sentence}”
          </li>
        ))}
        {checks.map((check) => (
          <li key={check.check}>{t("differs", { check: check.check, left: value(check.left), right: value(check.right) })}</li>
        ))}
        {disputed.map((task) => (
          <li key={task.code}>{t("disputed", { task: say(task.text), units: units(task.disputed_by) })}</li>
        ))}
      </ul>
    </section>
  );
}

function OneTarget({ target, page }: { target: Target; page: Page }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const units = useUnits(page);
  const { coverage } = target;
  return (
    <details className="target">
      <summary>
        <span className="grow">
          {target.no && `${target.no}. `}
          {say(target.names)}
        </span>{" "}
        <strong>{target.value !== null ? measured(rounded(target.value, target.decimals), target.unit, language) : t("no_figure")}</strong>{" "}
        <GradeMark grade={target.grade} />{" "}
        <span className="count">{t("units_in", { noted: coverage.noted, expected: coverage.expected })}</span>
      </summary>
      <p>{say(target.reason)}</p>
      <Against target={target} />
      {target.missing.length > 0 && (
        <p>
          {t("missing_units")} {units(target.missing)}
        </p>
      )}
      <Trace target={target} page={page} />
    </details>
  );
}

/** What stands beside it: the figure of before, the one assigned, the year's estimate. */
function Against({ target }: { target: Target }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const shown = (value: number | null) =>
    value === null ? null : measured(rounded(value, target.decimals), target.unit, language);
  const beside = [
    [t("assigned"), shown(target.assigned)],
    [t("year_estimate"), shown(target.year_estimate)],
    [t("same_period"), shown(target.same_period)],
    [t("previous_report"), shown(target.previous)],
    [t("change"), shown(target.change)],
  ].filter(([, value]) => value !== null);
  const parts = beside.map(([word, value]) => `${word}: ${value}`);
  if (target.not_comparable_because) parts.push(say(target.not_comparable_because));
  return parts.length > 0 ? <p>{parts.join(" · ")}</p> : null;
}

/** Every submission that the figure is computed from, with its part of it. */
function Trace({ target, page }: { target: Target; page: Page }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const units = useUnits(page);
  const elements = new Map(page.elements.map((one) => [one.code, one]));
  if (target.trace.length === 0) return null;
  const sums = [
    target.numerator !== null && t("sum_above", { value: number(target.numerator, language) }),
    target.denominator !== null && t("sum_below", { value: number(target.denominator, language) }),
  ].filter(Boolean);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={`${t("computed_from")}: ${say(target.names)}`}>
      <table>
        <caption>
          {t("computed_from")}
          {sums.length > 0 && ` (${sums.join("; ")})`}
        </caption>
        <tbody>
          {target.trace.map((step) => {
            const [ofCycle = "", unit = ""] = step.id.split("/");
            const element = elements.get(step.element);
            const address = `/ra-soat/${ofCycle}/${unit}${element ? `#f-${element.code}` : ""}`;
            return (
              <tr key={`${step.id}-${step.element}`}>
                <td>{unit ? <Link href={address}>{units([unit])}</Link> : step.id}</td>
                <td>{element ? say(element.names) : say(target.names)}</td>
                <td className="number">{element ? number(step.value, language) : step.value}</td>
                <td>
                  <small>
                    {step.kind === "earlier" && `${t("cycle_before")} · `}
                    {step.id}
                  </small>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Sections({ page }: { page: Page }) {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const units = useUnits(page);
  const [asked, set] = useAddressState();
  const chosen = asked("muc");
  const shown = page.sections.filter((one) => !chosen || one.section === chosen);
  const late = page.result.units.filter((unit) => unit.state === "not_sent" || unit.carried_from !== null);
  return (
    <>
      <div className="filters">
        <label>
          {t("section")}{" "}
          <select value={chosen} onChange={(event) => set("muc", event.target.value)}>
            <option value="">{t("all")}</option>
            {page.sections.map((one) => (
              <option key={one.section} value={one.section}>
                {one.no}. {say(one.title)} ({one.paragraphs.length})
              </option>
            ))}
          </select>
        </label>
      </div>
      {late.length > 0 && (
        <p>
          {t("not_in")} {units(late.map((unit) => unit.code))}
        </p>
      )}
      {shown.map((section) => (
        <section key={section.section} className="target" aria-labelledby={`muc-${section.section}`}>
          <h3 id={`muc-${section.section}`}>
            {section.no}. {say(section.title)}
          </h3>
          {section.edited && <p className="hint">{t("edited_words")}</p>}
          {section.paragraphs.map((paragraph) => (
            <blockquote key={paragraph.unit}>
              <p className="citizen">{paragraph.text}</p>
              <small>
                <Link href={`/ra-soat/${page.cycle}/${paragraph.unit}`}>{units([paragraph.unit])}</Link> · {paragraph.submission} ·{" "}
                <span className={paragraph.too_long ? "bad" : undefined}>
                  {t("characters", { count: paragraph.characters, limit: number(section.limit, language) })}
                </span>
              </small>
            </blockquote>
          ))}
          {section.silent.length > 0 && (
            <p className="hint">
              {t("silent", { count: section.silent.length })} {units(section.silent)}
            </p>
          )}
        </section>
      ))}
      <p className="hint">{t("words_edited_in_word", { day: day(page.result.cut_off, language) })}</p>
    </>
  );
}
