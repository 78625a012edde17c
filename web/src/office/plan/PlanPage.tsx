// The plan: its versions, what was decided and whose it is, and where it stands by the newest report one may see.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useAddressState } from "../../shared/address";
import { type Schema, taken } from "../../shared/api";
import { day, measured } from "../../shared/format";
import { GradeMark } from "../../shared/grade";
import { useLanguage, useSay } from "../../shared/language";
import { plain, withoutCommittee } from "../../shared/names";
import { seesCycles } from "../App";
import { Failed, Part, Waiting } from "../Parts";
import { api, type Me } from "../server";
import { proposes } from "./amendment";

type Page = Schema["PlanPage"];
type Task = Page["tasks"][number];
type Milestone = Page["targets"][number]["target"]["milestones"][number];

/** The version of that number, or the one in force. */
export function usePlan(version: string) {
  return useQuery({
    queryKey: ["plan", version],
    queryFn: () => taken(api.GET("/api/plan", { params: { query: version ? { version } : {} } })),
  });
}

export function useVersionName(): (one: Page["versions"][number]) => string {
  const { t } = useTranslation();
  return (one) => t("plan_version", { version: one.version, year: one.year, number: one.number || t("no_number_known") });
}

export function PlanPage({ me }: { me: Me }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const [asked, set] = useAddressState();
  const plan = usePlan(asked("ban"));
  const named = useVersionName();
  if (plan.error) return <Failed error={plan.error} again={() => void plan.refetch()} />;
  if (!plan.data) return <Waiting />;
  const page = plan.data;
  const shown = page.versions.find((one) => one.version === page.version);
  return (
    <>
      <div className="heading">
        <h1>{t("plan")}</h1>
        <label>
          {t("version")}{" "}
          <select value={page.version} onChange={(event) => set("ban", event.target.value)}>
            {page.versions.map((one) => (
              <option key={one.version} value={one.version}>
                {named(one)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {shown && (
        <p>
          {say(shown.issuer)}
          {shown.date && `, ${day(shown.date, language)}`} · {t("in_force_from", { day: day(shown.in_force_from, language) })}
          {shown.unnamed > 0 && ` · ${t("unnamed_targets", { unnamed: shown.unnamed, targets: shown.targets })}`}
        </p>
      )}
      <p className="hint">
        {page.standing_of
          ? t(page.standing_published ? "stands_by_published" : "stands_by_snapshot", { cycle: say(page.standing_names) || page.standing_of })
          : t("stands_by_nothing")}{" "}
        {page.standing_illustrative && t("made_up")}
      </p>
      <p className="actions">
        <Link href="/dieu-chinh" className="button">
          {t("amendments")}
        </Link>
        {page.versions.length > 1 && (
          <Link href="/ke-hoach/so-sanh" className="button">
            {t("compare")}
          </Link>
        )}
      </p>
      <Targets page={page} proposes={proposes(me)} sees={seesCycles(me)} />
      <Tasks page={page} proposes={proposes(me)} />
    </>
  );
}

/** Where a change of this target or task is proposed. */
function Propose({ at, about }: { at: string; about: string }) {
  const { t } = useTranslation();
  const [asked] = useAddressState();
  const because = ["ly-do", "can-cu"].map((key) => asked(key) && `&${key}=${encodeURIComponent(asked(key))}`).join("");
  return (
    <Link href={`/dieu-chinh/moi?o=${encodeURIComponent(at)}${because}`} aria-label={`${t("propose_change")}: ${about}`}>
      {t("propose_change")}
    </Link>
  );
}

function useNames(page: Page): (codes: readonly string[]) => string {
  const say = useSay();
  const names = new Map(page.units.map((unit) => [unit.code, unit.names]));
  return (codes) => codes.map((code) => withoutCommittee(say(names.get(code)) || code)).join(", ");
}

function Targets({ page, proposes, sees }: { page: Page; proposes: boolean; sees: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const units = useNames(page);
  const promised = (one: Milestone, unit: string) => {
    const value = one.value ?? one.at_least ?? one.at_most;
    const sign = one.at_least !== null ? "≥ " : one.at_most !== null ? "≤ " : "";
    return value === null ? "" : `${one.year ?? ""}${one.year ? ": " : ""}${sign}${measured(value, unit, language)}`;
  };
  return (
    <Part title={`${t("targets")} (${page.targets.length})`}>
      <div className="scroll" tabIndex={0} role="region" aria-label={t("targets")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("target")}</th>
              <th scope="col">{t("lead")}</th>
              <th scope="col">{t("promised")}</th>
              <th scope="col" className="number">{t("assigned")}</th>
              <th scope="col" className="number">{t("stands_at")}</th>
              <th scope="col">{t("grade")}</th>
              {proposes && <th scope="col">{t("amendment")}</th>}
            </tr>
          </thead>
          <tbody>
            {page.targets.map(({ target, assigned, standing }) => (
              <tr key={target.code} id={target.code}>
                <th scope="row">
                  {target.no && `${target.no}. `}
                  {say(target.names)}
                  {target.known === "unconfirmed" && <small> {t("unconfirmed")}</small>}
                </th>
                <td>{units(target.leads)}</td>
                <td>{target.milestones.map((one) => promised(one, target.unit)).filter(Boolean).join("; ")}</td>
                <td className="number">{assigned !== null ? measured(assigned, target.unit, language) : "–"}</td>
                <td className="number">
                  {standing?.display ? measuredText(standing.display, target.unit) : "–"}
                  {sees && target.collected === "sum_of_units" && (
                    <>
                      <br />
                      <Link href={`/ke-hoach/qua-cac-ky/${target.code}`} aria-label={`${t("through_cycles")}: ${say(target.names)}`}>
                        {t("through_cycles")}
                      </Link>
                    </>
                  )}
                </td>
                <td>{standing && <GradeMark grade={standing.grade} />}</td>
                {proposes && (
                  <td>
                    <Propose at={`targets/${target.code}`} about={say(target.names) || target.code} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  );
}

/** What is printed already, with its unit. */
const measuredText = (text: string, unit: string): string => (unit === "%" ? `${text}%` : unit ? `${text} ${unit}` : text);

function Tasks({ page, proposes }: { page: Page; proposes: boolean }) {
  const { t } = useTranslation();
  const say = useSay();
  const units = useNames(page);
  const [asked, set] = useAddressState();
  const group = asked("nhom"), unit = asked("don-vi"), grade = asked("muc-do"), text = asked("tim");
  const leads = [...new Set(page.tasks.flatMap((task) => task.leads))];
  const shown = page.tasks.filter(
    (task) =>
      (!group || task.solution === group) &&
      (!unit || task.leads.includes(unit) || task.coordinates.includes(unit)) &&
      (!grade || (task.standing?.grade ?? "none") === grade) &&
      plain(say(task.text)).includes(plain(text)),
  );
  const choice = (label: string, key: string, value: string, choices: readonly (readonly [string, string])[]) => (
    <label>
      {label}{" "}
      <select value={value} onChange={(event) => set(key, event.target.value)}>
        <option value="">{t("all")}</option>
        {choices.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <Part title={`${t("tasks")} (${shown.length}/${page.tasks.length})`}>
      <div className="filters" role="search">
        {choice(t("solution_group"), "nhom", group, page.groups.map((one) => [one.code, `${one.symbol}. ${say(one.names)}`] as const))}
        {choice(t("unit"), "don-vi", unit, leads.map((code) => [code, units([code])] as const))}
        {choice(t("grade"), "muc-do", grade, [...page.grades.map((one) => [one.code, say(one.names)] as const), ["none", t("not_reported")] as const])}
        <label>
          {t("search")} <input type="search" value={text} onChange={(event) => set("tim", event.target.value)} />
        </label>
      </div>
      {page.groups
        .filter((one) => shown.some((task) => task.solution === one.code))
        .map((one) => (
          <section key={one.code}>
            <h3>
              {one.symbol}. {say(one.names)}
            </h3>
            {shown
              .filter((task) => task.solution === one.code)
              .map((task) => (
                <OneTask key={task.code} task={task} page={page} proposes={proposes} />
              ))}
          </section>
        ))}
    </Part>
  );
}

function OneTask({ task, page, proposes }: { task: Task; page: Page; proposes: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const units = useNames(page);
  const { standing } = task;
  const grade = page.grades.find((one) => one.code === standing?.grade);
  const when = (date: string | null) => (date ? day(date, language) : "–");
  const told = [
    standing?.result,
    standing?.finished_on && `${t("finished_on")}: ${when(standing.finished_on)}`,
    standing?.expected_on && `${t("expected_on")}: ${when(standing.expected_on)}`,
    standing?.new_due && `${t("new_due")}: ${when(standing.new_due)}`,
    standing?.cause && `${t("delay_text")}: ${standing.cause}`,
  ].filter(Boolean);
  const target = (code: string) => say(page.targets.find((one) => one.target.code === code)?.target.names) || code;
  return (
    <details className="target" id={task.code}>
      <summary>
        <span className="grow">{say(task.text)}</span>{" "}
        <span className="chip">{grade ? `${grade.symbol} ${say(grade.names)}`.trim() : t("not_reported")}</span>{" "}
        <span className="count">
          {units(task.leads)} · {task.recurring ? t("recurring") : when(task.due)}
        </span>
      </summary>
      {told.length > 0 && <p>{told.join(" · ")}</p>}
      {task.coordinates.length > 0 && (
        <p>
          {t("coordinates")}: {units(task.coordinates)}
        </p>
      )}
      {say(task.product) && (
        <p>
          {t("product")}: {say(task.product)}
        </p>
      )}
      {task.contributions.map((one) => (
        <p key={`${one.target}-${one.element}`}>
          {t("adds_to", { amount: measured(one.adds, one.unit, language), target: target(one.target) })}
        </p>
      ))}
      {task.milestones.length > 0 && (
        <div className="scroll" tabIndex={0} role="region" aria-label={`${t("stages")}: ${say(task.text)}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("project_stage")}</th>
                <th scope="col">{t("planned_on")}</th>
                <th scope="col">{t("actual_on")}</th>
              </tr>
            </thead>
            <tbody>
              {task.milestones.map((one) => (
                <tr key={one.code}>
                  <th scope="row">{say(one.names) || one.code}</th>
                  <td>{when(one.planned)}</td>
                  <td>{when(one.actual)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {task.source && <p className="hint">{task.source}</p>}
      {proposes && (
        <p>
          <Propose at={`tasks/${task.code}`} about={say(task.text)} />
        </p>
      )}
    </details>
  );
}
