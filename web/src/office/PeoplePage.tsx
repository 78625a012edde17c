// Who may come in, as what, until when.
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { taken } from "../shared/api";
import { day } from "../shared/format";
import { useLanguage, useSay } from "../shared/language";
import { plain } from "../shared/names";
import { usePages } from "../shared/pages";
import { Failed, More, Outcome, SureButton, useAct, Waiting } from "./Parts";
import { api, client } from "./server";
import { codeOf, UnitInput, useUnits } from "./Units";

const roles = ["drafter", "reviewer", "clerk", "signatory", "agency_officer", "agency_leader", "authority", "monitoring", "administrator"] as const;
const ofUnit = new Set<string>(["drafter", "reviewer", "clerk", "signatory"]);

export function PeoplePage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [text, setText] = useState("");
  const [key, setKey] = useState<{ person: string; secret: string }>();
  const { act, ...state } = useAct();
  const people = usePages(["people"], (page) => taken(api.GET("/api/people", { params: { query: { limit: "500", ...page } } })));
  if (!people.items) return people.error ? <Failed error={people.error} again={people.again} /> : <Waiting />;
  const shown = people.items.filter((one) => plain(`${one.name} ${one.code}`).includes(plain(text)));
  const again = () => client.invalidateQueries({ queryKey: ["people"] });
  const link = (person: string) =>
    act("", async () => {
      const made = await taken(api.POST("/api/people/{person}/link", { params: { path: { person } } }));
      setKey({ person, secret: made.link });
    });
  const end = (person: string) =>
    act(t("ended", { person }), async () => {
      await taken(api.POST("/api/people/{person}/end", { params: { path: { person } }, body: {} }));
      await again();
    });
  return (
    <>
      <h1>{t("people")}</h1>
      <Invite
        made={(person, secret) => {
          setKey({ person, secret });
          void again();
        }}
      />
      {key && (
        <p className="good" role="status">
          {t("key_made", { person: key.person })}{" "}
          <code className="secret">{`${location.origin}/office#${key.secret}`}</code>
        </p>
      )}
      <Outcome {...state} />
      <div className="filters" role="search">
        <label>
          {t("search_person")}
          <input type="search" value={text} onChange={(event) => setText(event.target.value)} />
        </label>
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label={t("people")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("person")}</th>
              <th scope="col">{t("posts")}</th>
              <th scope="col">{t("acts")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.code}>
                <th scope="row">
                  {one.name} <small>{one.code}</small>
                </th>
                <td>
                  {one.posts.map((post, i) => (
                    <span key={i} className="chip">
                      {t(`role.${post.role}`)}
                      {post.unit && ` · ${post.unit}`}
                      {post.to && ` → ${day(post.to, language)}`}
                    </span>
                  ))}
                </td>
                <td className="actions">
                  <button type="button" disabled={state.busy} aria-label={`${t("new_key")}: ${one.name}`} onClick={() => void link(one.code)}>
                    {t("new_key")}
                  </button>
                  <SureButton
                    label={t("end_person")}
                    sure={t("end_sure", { person: one.name })}
                    about={one.name}
                    disabled={state.busy}
                    act={() => void end(one.code)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More list={people} />
    </>
  );
}

function Invite({ made }: { made: (person: string, secret: string) => void }) {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  const empty = { person: "", name: "", contact: "", unit: "", role: "drafter" as (typeof roles)[number] };
  const [fields, setFields] = useState(empty);
  const units = useUnits();
  const say = useSay();
  const set = (key: keyof typeof fields) => (event: { target: { value: string } }) =>
    setFields({ ...fields, [key]: event.target.value });
  const invite = (event: FormEvent) => {
    event.preventDefault();
    void act("", async () => {
      const { person, name, contact, role, unit } = fields;
      const body = { person, name, role, ...(contact ? { contact } : {}), ...(ofUnit.has(role) ? { unit: codeOf(units, unit, say) } : {}) };
      const answer = await taken(api.POST("/api/people", { body }));
      made(person, answer.link);
      setFields(empty);
    });
  };
  return (
    <form className="ask" onSubmit={invite}>
      <h2>{t("invite")}</h2>
      <div className="grid">
        <label className="field">
          {t("person_code")}
          <input required value={fields.person} onChange={set("person")} autoComplete="off" />
        </label>
        <label className="field">
          {t("person_name")}
          <input required value={fields.name} onChange={set("name")} autoComplete="off" />
        </label>
        <label className="field">
          {t("person_mail")}
          <input type="email" value={fields.contact} onChange={set("contact")} autoComplete="off" />
        </label>
        <label className="field">
          {t("role")}
          <select value={fields.role} onChange={set("role")}>
            {roles.map((role) => (
              <option key={role} value={role}>
                {t(`role.${role}`)}
              </option>
            ))}
          </select>
        </label>
        {ofUnit.has(fields.role) && (
          <label className="field">
            {t("unit_code")}
            <UnitInput units={units} value={fields.unit} onChange={(unit) => setFields({ ...fields, unit })} />
          </label>
        )}
      </div>
      <p>
        <button type="submit" className="primary" disabled={state.busy}>
          {t("invite")}
        </button>
      </p>
      <Outcome {...state} />
    </form>
  );
}
