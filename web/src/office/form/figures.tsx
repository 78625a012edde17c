// Biểu 01 and 05: figures with last period and same period beside them.
import { useTranslation } from "react-i18next";
import type { Schema } from "../../shared/api";
import { measured, number, rounded } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { type Content } from "../Desk";
import { AboutFigure } from "../cycle/FigureStory";
import { ChoiceInput, DayInput, NumberInput, TextInput, useField, useForm } from "./fields";

type Asked = Content["figures"][number];
type Target = Content["targets"][number];

function useSaid(): (figure: Schema["ReportedFigure"] | null) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (figure) =>
    !figure ? "–" : figure.this_period != null ? number(figure.this_period, language) : t(`figures.${figure.state}`);
}

/** `of`: what the figures are of, for who hears the page. */
export function FigureRows({ figures, of, estimate }: { figures: readonly Asked[]; of: string; estimate: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={of}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t("figure")}</th>
            <th scope="col" className="number">{t("last_period")}</th>
            <th scope="col" className="number">{t("same_period")}</th>
            <th scope="col">{t("this_period")}</th>
            {estimate && <th scope="col">{t("year_estimate")}</th>}
            <th scope="col">{t("figure_state")}</th>
            <th scope="col">{t("note")}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <FigureRow key={figure.element} figure={figure} estimate={estimate} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FigureRow({ figure, estimate }: { figure: Asked; estimate: boolean }) {
  const { t } = useTranslation();
  const say = useSay();
  const said = useSaid();
  const { locked, states, report, asked, talks } = useForm();
  const name = `figures:${figure.element}`;
  const label = say(figure.names);
  const [state] = useField(`${name}:state`);
  return (
    <>
      <tr className={locked(`${name}:this_period`) ? "locked" : asked.includes(figure.element) ? "asked" : undefined}>
        <th scope="row">
          {label}
          <small> {figure.measure}</small>
          {figure.required && <small className="required"> ({t("required")})</small>}
        </th>
        <td className="number" data-name={t("last_period")}>
          {said(figure.last)}
        </td>
        <td className="number" data-name={t("same_period")}>
          {said(figure.same_period)}
        </td>
        <td data-name={t("this_period")}>
          <NumberInput name={`${name}:this_period`} label={`${label}, ${t("this_period")}`} quiet before={figure.last?.this_period} />
        </td>
        {estimate && (
          <td data-name={t("year_estimate")}>
            <NumberInput name={`${name}:year_estimate`} label={`${label}, ${t("year_estimate")}`} quiet />
          </td>
        )}
        <td data-name={t("figure_state")}>
          <ChoiceInput
            name={`${name}:state`}
            label={`${label}, ${t("figure_state")}`}
            quiet
            usual="official"
            choices={states.map((code) => ({ code, name: t(`figures.${code}`) }))}
          />
        </td>
        <td data-name={t("note")}>
          <TextInput name={`${name}:note`} label={`${label}, ${t("note")}`} quiet />
          {state.value === "not_available" && (
            <>
              <small>{t("figure_expected")}</small>
              <DayInput name={`${name}:expected_on`} label={`${label}, ${t("figure_expected")}`} quiet />
            </>
          )}
        </td>
      </tr>
      <AboutFigure columns={estimate ? 7 : 6} talks={talks} cycle={report.cycle} unit={report.unit} element={figure.element} about={label} />
    </>
  );
}

/** What a row without a figure may be again as it was: nothing happened, or it does not apply. */
const again = new Set(["nothing_to_report", "not_applicable"]);

/** Takes every figure of last period that stands in an empty field, and what had none for a lasting reason. */
export function CopyLast({ figures }: { figures: readonly Asked[] }) {
  const { t } = useTranslation();
  const { saver, locked } = useForm();
  useField("contact"); // as others are saved, fields fill
  const free = figures.filter(
    (figure) =>
      figure.last &&
      (figure.last.this_period != null || again.has(figure.last.state)) &&
      !locked(`figures:${figure.element}:this_period`) &&
      saver.get(`figures:${figure.element}:this_period`).value === null &&
      saver.get(`figures:${figure.element}:state`).value === null,
  );
  if (free.length === 0) return null;
  return (
    <button
      type="button"
      onClick={() =>
        free.forEach((figure) =>
          figure.last?.this_period != null
            ? saver.set(`figures:${figure.element}:this_period`, String(figure.last.this_period))
            : saver.set(`figures:${figure.element}:state`, String(figure.last?.state)),
        )
      }
    >
      {t("copy_last_figures", { count: free.length })}
    </button>
  );
}

export function TargetBlocks({ content }: { content: Content }) {
  return content.targets.map((target) => <TargetBlock key={target.code} target={target} content={content} />);
}

function TargetBlock({ target, content }: { target: Target; content: Content }) {
  const { t } = useTranslation();
  const say = useSay();
  const name = `targets:${target.code}`;
  const rows = content.figures.filter((figure) => target.elements.includes(figure.element));
  return (
    <section className="target" aria-labelledby={`target-${target.code}`}>
      <h3 id={`target-${target.code}`}>
        {say(target.names)} <small>{target.measure}</small>
      </h3>
      {say(target.definition) && <p className="definition">{say(target.definition)}</p>}
      {target.collected === "qualitative" ? (
        <div className="grid">
          <ChoiceInput
            name={`qualitative:${target.code}:rating`}
            label={t("rating")}
            choices={(["good", "fair", "average", "poor"] as const).map((code) => ({ code, name: t(`rating.${code}`) }))}
          />
          <TextInput name={`qualitative:${target.code}:summary`} label={t("summary")} rows={4} limit={content.summary_limit} />
        </div>
      ) : (
        <>
          <FigureRows figures={rows} of={say(target.names)} estimate={false} />
          <Result target={target} />
          <div className="grid">
            <NumberInput name={`${name}:year_estimate`} label={`${t("year_estimate")} (${target.measure})`} />
            <TextInput name={`${name}:method`} label={t("method")} />
            <TextInput name={`${name}:cause`} label={t("cause")} rows={2} />
          </div>
          {target.collected === "survey" && <Survey code={target.code} />}
        </>
      )}
    </section>
  );
}

/** What makes a share found by asking worth something. */
function Survey({ code }: { code: string }) {
  const { t } = useTranslation();
  const name = `surveys:${code}`;
  return (
    <div className="grid">
      <TextInput name={`${name}:name`} label={t("survey_name")} />
      <TextInput name={`${name}:period`} label={t("survey_period")} />
      <NumberInput name={`${name}:sample`} label={t("survey_sample")} />
      <TextInput name={`${name}:method`} label={t("survey_method")} />
      <NumberInput name={`${name}:margin`} label={t("survey_margin")} />
    </div>
  );
}

/** The result as it comes out of what has been typed so far. */
function Result({ target }: { target: Target }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [numerator] = useField(`figures:${target.numerator}:this_period`);
  const [denominator] = useField(`figures:${target.denominator}:this_period`);
  const below = Number(denominator.value);
  if (!target.denominator || numerator.value == null || !Number.isFinite(Number(numerator.value)) || !(below > 0)) return null;
  const value = (Number(numerator.value) / below) * Number(target.factor ?? 1);
  return (
    <p className="result" role="status">
      {t("result_now", { value: measured(rounded(value.toFixed(6), target.decimals), target.measure, language) })}
    </p>
  );
}
