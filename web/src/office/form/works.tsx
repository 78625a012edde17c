// Biểu 03 and 04: projects with their stages, and money.
import { useTranslation } from "react-i18next";
import { day, number, rounded } from "../../shared/format";
import { useLanguage, useSay } from "../../shared/language";
import { type Content } from "../Desk";
import { ChoiceInput, DayInput, NumberInput, TextInput, useField, useForm } from "./fields";
import { NumberedRows, useRows } from "./rows";

type Project = Content["projects"][number];

export function Projects({ content }: { content: Content }) {
  return content.projects.map((project) => <ProjectBlock key={project.task} project={project} content={content} />);
}

function ProjectBlock({ project, content }: { project: Project; content: Content }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const { saver, locked } = useForm();
  const name = `projects:${project.task}`;
  useField(`${name}:location`);
  const { last } = project;
  // What does not change from one half-year to the next; days of the plan too, where none is written yet.
  const standing: [field: string, value: string | null | undefined][] = [
    ["location", last?.location],
    ["total", last?.total],
    ["funds", last?.funds],
    ...project.stages.flatMap((one): [string, string | null | undefined][] => [
      [`stages:${one.stage}:planned`, one.planned],
      [`stages:${one.stage}:actual`, one.actual],
    ]),
  ];
  const free = standing.filter(([field, value]) => value && saver.get(`${name}:${field}`).value === null);
  const targets = new Map(content.targets.map((one) => [one.code, say(one.names)]));
  const supports = project.supports.flatMap((code) => targets.get(code) ?? []);
  const stageName = (code: string) => say(content.project_stages.find((one) => one.code === code)?.names) || code;
  return (
    <section className="target" aria-labelledby={`project-${project.task}`}>
      <h3 id={`project-${project.task}`}>{say(project.text)}</h3>
      <p className="definition">
        {[say(project.capacity) && `${t("capacity")}: ${say(project.capacity)}`, supports.length && `${t("supports")}: ${supports.join("; ")}`]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {free.length > 0 && !locked(`${name}:location`) && (
        <p>
          <button type="button" onClick={() => free.forEach(([field, value]) => saver.set(`${name}:${field}`, value ?? null))}>
            {t("fill_standing", { count: free.length })}
          </button>
        </p>
      )}
      <div className="grid">
        <TextInput name={`${name}:location`} label={t("location")} />
        <NumberInput name={`${name}:total`} label={t("total_investment")} />
        <TextInput name={`${name}:funds`} label={t("funds")} />
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label={`${say(project.text)}: ${t("stages")}`}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t("project_stage")}</th>
              <th scope="col">{t("planned_on")}</th>
              <th scope="col">{t("actual_on")}</th>
              <th scope="col">{t("new_day")}</th>
            </tr>
          </thead>
          <tbody>
            {project.stages.map((one) => (
              <tr key={one.stage}>
                <th scope="row">
                  {stageName(one.stage)}
                  {one.planned && <small> {t("plan_says", { day: day(one.planned, language) })}</small>}
                </th>
                {(["planned", "actual", "expected"] as const).map((column) => {
                  const label = t(column === "planned" ? "planned_on" : column === "actual" ? "actual_on" : "new_day");
                  return (
                    <td key={column} data-name={label}>
                      <DayInput name={`${name}:stages:${one.stage}:${column}`} label={`${stageName(one.stage)}, ${label}`} quiet />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="grid">
        <NumberInput name={`${name}:cleared`} label={t("cleared")} before={last?.cleared} />
        <NumberInput name={`${name}:done`} label={t("work_done")} before={last?.done} />
        <NumberInput name={`${name}:operating`} label={t("operating")} before={last?.operating} />
        <TextInput name={`${name}:obstacle`} label={t("obstacle")} rows={2} />
        <TextInput name={`${name}:authority`} label={t("authority")} />
        <DayInput name={`${name}:asked_by`} label={t("asked_by")} />
      </div>
    </section>
  );
}

const moneyParts = [
  "task", "text", "fund", "total", "disbursed_before", "planned", "adjusted", "disbursed", "year_estimate",
  "currency", "foreign", "rate", "rate_on", "cause",
] as const;

export function Money({ content }: { content: Content }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const { saver, locked } = useForm();
  const used = useRows("money");
  // Last time's rows stand for this time, without what belongs to their period; then the projects without one.
  const ready = [
    ...content.last_money.map((one) => ({ task: one.task, text: one.text, fund: one.fund, total: one.total, currency: one.currency })),
    ...content.projects
      .filter((project) => !content.last_money.some((one) => one.task === project.task))
      .map((project) => ({ task: project.task, text: "", fund: "", total: null, currency: "" })),
  ];
  const until = content.money_until ? day(content.money_until, language) : "";
  return (
    <>
      <p className="definition">{t("money_more")}</p>
      {used.length === 0 && ready.length > 0 && !locked("money:1") && (
        <p>
          <button
            type="button"
            onClick={() =>
              ready.forEach((row, i) =>
                Object.entries(row).forEach(([part, value]) => {
                  if (value) saver.set(`money:${i + 1}:${part}`, String(value));
                }),
              )
            }
          >
            {t("fill_money", { count: ready.length })}
          </button>
        </p>
      )}
      <NumberedRows list="money" parts={moneyParts}>
        {(name) => (
          <>
            <ChoiceInput
              name={`${name}:task`}
              label={t("task_or_project")}
              choices={content.tasks.map((one) => ({ code: one.code, name: say(one.text) }))}
            />
            <TextInput name={`${name}:text`} label={t("money_text")} />
            <ChoiceInput name={`${name}:fund`} label={t("fund")} required choices={content.funds.map((one) => ({ code: one.code, name: say(one.names) }))} />
            <NumberInput name={`${name}:total`} label={t("money_total")} />
            <NumberInput name={`${name}:disbursed_before`} label={t("disbursed_before")} />
            <NumberInput name={`${name}:planned`} label={t("money_planned")} />
            <NumberInput name={`${name}:adjusted`} label={t("money_adjusted")} />
            <NumberInput name={`${name}:disbursed`} label={t("disbursed", { day: until })} />
            <NumberInput name={`${name}:year_estimate`} label={t("money_estimate")} />
            <TextInput name={`${name}:currency`} label={t("currency")} />
            <Foreign name={name} />
            <TextInput name={`${name}:cause`} label={t("money_cause")} rows={2} />
            <Rate name={name} />
          </>
        )}
      </NumberedRows>
      <section className="target" aria-labelledby="money-total">
        <h3 id="money-total">{t("stated_total")}</h3>
        <p className="definition">{t("stated_total_more")}</p>
        <div className="grid">
          <NumberInput name="money_total:planned" label={t("money_planned")} />
          <NumberInput name="money_total:disbursed" label={t("disbursed", { day: until })} />
          <NumberInput name="money_total:year_estimate" label={t("money_estimate")} />
        </div>
      </section>
    </>
  );
}

/** Only of a row that names a currency. */
function Foreign({ name }: { name: string }) {
  const { t } = useTranslation();
  const [currency] = useField(`${name}:currency`);
  if (!currency.value) return null;
  return (
    <>
      <NumberInput name={`${name}:foreign`} label={t("foreign", { currency: String(currency.value) })} />
      <NumberInput name={`${name}:rate`} label={t("exchange_rate")} />
      <DayInput name={`${name}:rate_on`} label={t("exchange_day")} />
    </>
  );
}

/** Disbursed of the plan as adjusted, as soon as both are there. */
function Rate({ name }: { name: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [planned] = useField(`${name}:planned`);
  const [adjusted] = useField(`${name}:adjusted`);
  const [disbursed] = useField(`${name}:disbursed`);
  const plan = Number(adjusted.value ?? planned.value ?? 0);
  if (!(plan > 0) || disbursed.value == null || !Number.isFinite(Number(disbursed.value))) return null;
  return (
    <p className="result" role="status">
      {t("disbursed_rate", { value: number(rounded(String((100 * Number(disbursed.value)) / plan), 1), language) })}
    </p>
  );
}
