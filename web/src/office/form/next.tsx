// Biểu 09: at mid-year the key tasks of the coming half-year, at the year's end what is registered for the next plan.
import { useTranslation } from "react-i18next";
import { useSay } from "../../shared/language";
import { type Content } from "../Desk";
import { ChoiceInput, DayInput, NumberInput, TextInput, useForm } from "./fields";
import { NumberedRows, useRows } from "./rows";

export function NextTasks() {
  const { t } = useTranslation();
  return (
    <NumberedRows list="next_tasks" parts={["content", "lead", "coordinates", "product", "due"]}>
      {(name) => (
        <>
          <TextInput name={`${name}:content`} label={t("next_content")} rows={2} />
          <TextInput name={`${name}:lead`} label={t("lead")} />
          <TextInput name={`${name}:coordinates`} label={t("coordinates")} />
          <TextInput name={`${name}:product`} label={t("product")} />
          <DayInput name={`${name}:due`} label={t("due")} />
        </>
      )}
    </NumberedRows>
  );
}

const origins = ["carried", "fresh", "changed"] as const;
const verdicts = ["keep", "change", "drop"] as const;
const taskParts = [
  "task", "text", "origin", "solution", "lead", "coordinates", "product", "from", "to", "fund", "amount", "target", "reason",
] as const;

export function Registration({ content }: { content: Content }) {
  const { t } = useTranslation();
  const say = useSay();
  const { saver, locked } = useForm();
  const used = useRows("registration:tasks");
  const year = content.plan_year + 1;
  const targets = content.targets.filter((one) => one.collected !== "qualitative");
  const own = content.tasks.filter((one) => one.part === "lead");
  // A group has the row that names it already, or one that no other has.
  const reviewed = useRows("registration:reviews");
  const order = content.solution_groups.map((one) => one.code);
  const solutionOf = (no: number) => saver.get(`registration:reviews:${no}:solution`).value;
  const rowOf = (solution: string) => {
    const found = reviewed.find((no) => solutionOf(no) === solution);
    return `registration:reviews:${found ?? Math.max(0, ...reviewed.filter((no) => solutionOf(no) !== null)) + 1 + order.indexOf(solution)}`;
  };
  const named = (words: Content["funds"]) => words.map((one) => ({ code: one.code, name: say(one.names) }));
  return (
    <>
      {targets.length > 0 && (
        <div className="target">
          <h3>{t("registered_targets")}</h3>
          <div className="scroll" tabIndex={0} role="region" aria-label={t("registered_targets")}>
            <table className="figures">
              <thead>
                <tr>
                  <th scope="col">{t("target")}</th>
                  <th scope="col">{t("registered", { year })}</th>
                  <th scope="col">{t("ground")}</th>
                </tr>
              </thead>
              <tbody>
                {targets.map((one) => {
                  const name = `registration:targets:${one.code}`;
                  return (
                    <tr key={one.code}>
                      <th scope="row">
                        {say(one.names)} <small>{one.measure}</small>
                      </th>
                      <td data-name={t("registered", { year })}>
                        <NumberInput name={`${name}:registered`} label={`${say(one.names)}, ${t("registered", { year })}`} quiet />
                      </td>
                      <td data-name={t("ground")}>
                        <TextInput name={`${name}:ground`} label={`${say(one.names)}, ${t("ground")}`} quiet />
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </div>
      )}
      <h3>{t("registered_tasks")}</h3>
      <p className="definition">{t("registered_tasks_more")}</p>
      {used.length === 0 && own.length > 0 && !locked("registration:tasks:1") && (
        <p>
          <button
            type="button"
            onClick={() =>
              own.forEach((task, i) => {
                const row = { task: task.code, text: say(task.text), solution: task.solution, product: say(task.product), to: task.due };
                for (const [part, value] of Object.entries(row)) if (value) saver.set(`registration:tasks:${i + 1}:${part}`, value);
              })
            }
          >
            {t("fill_registered", { count: own.length })}
          </button>
        </p>
      )}
      <NumberedRows list="registration:tasks" parts={taskParts}>
        {(name) => (
          <>
            <TextInput name={`${name}:text`} label={t("task")} rows={2} />
            <ChoiceInput name={`${name}:origin`} label={t("origin")} usual="carried" choices={origins.map((code) => ({ code, name: t(`origin.${code}`) }))} />
            <ChoiceInput name={`${name}:solution`} label={t("solution_group")} choices={named(content.solution_groups)} />
            <TextInput name={`${name}:lead`} label={t("lead")} />
            <TextInput name={`${name}:coordinates`} label={t("coordinates")} />
            <TextInput name={`${name}:product`} label={t("product")} />
            <DayInput name={`${name}:from`} label={t("from")} />
            <DayInput name={`${name}:to`} label={t("to")} />
            <ChoiceInput name={`${name}:fund`} label={t("fund")} choices={named(content.funds)} />
            <NumberInput name={`${name}:amount`} label={t("amount")} />
            <ChoiceInput name={`${name}:target`} label={t("target_supported")} choices={content.targets.map((one) => ({ code: one.code, name: say(one.names) }))} />
            <TextInput name={`${name}:reason`} label={t("origin_reason")} rows={2} />
          </>
        )}
      </NumberedRows>
      <h3>{t("reviews")}</h3>
      {content.solution_groups.map((group) => (
        <Verdict key={group.code} name={rowOf(group.code)} solution={group.code} title={say(group.names)} />
      ))}
    </>
  );
}

/** Of a solution group; which one it is goes with what is said of it. */
function Verdict({ name, solution, title }: { name: string; solution: string; title: string }) {
  const { t } = useTranslation();
  const { saver } = useForm();
  const named = () => {
    const said = ["verdict", "subject", "proposal"].some((part) => saver.get(`${name}:${part}`).value !== null);
    if ((saver.get(`${name}:solution`).value !== null) !== said) saver.set(`${name}:solution`, said ? solution : null);
  };
  return (
    <section className="target" aria-label={title}>
      <h4>{title}</h4>
      <div className="grid" onChange={named}>
        <ChoiceInput name={`${name}:verdict`} label={t("verdict")} choices={verdicts.map((code) => ({ code, name: t(`verdict.${code}`) }))} />
        <TextInput name={`${name}:subject`} label={t("review_subject")} />
        <TextInput name={`${name}:proposal`} label={t("proposal")} rows={2} />
      </div>
    </section>
  );
}
