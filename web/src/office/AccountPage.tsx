// One's own account: password, second factor, sessions, the calendar of due days, keys of programs.
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { type Schema, taken } from "../shared/api";
import { moment } from "../shared/format";
import { useLanguage } from "../shared/language";
import { Outcome, Part, SureButton, useAct } from "./Parts";
import { QrCode } from "./QrCode";
import { api, client, type Me, useZone, rememberCsrf } from "./server";

export function AccountPage({ me }: { me: Me }) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t("account")}</h1>
      <p>
        {me.name} · {me.person}
      </p>
      <Password me={me} />
      <SecondFactor me={me} />
      <Calendar />
      <Tokens me={me} />
      <Everywhere />
    </>
  );
}

function useMoment(): (at: string) => string {
  const language = useLanguage();
  const zone = useZone();
  return (at) => (zone ? moment(at, language, zone) : at);
}

function Secret({
  name,
  label,
  value,
  set,
  optional = false,
}: {
  name: string;
  label: string;
  value: string;
  set: (value: string) => void;
  optional?: boolean;
}) {
  return (
    <label>
      {label}
      <input type="password" required={!optional} autoComplete={name} value={value} onChange={(event) => set(event.target.value)} />
    </label>
  );
}

function Password({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  // Who came by a key is known by it, and may have no password yet.
  const byKey = me.by === "link";
  const save = (event: FormEvent) => {
    event.preventDefault();
    void act(t("password_changed"), async () => {
      rememberCsrf((await taken(api.PUT("/api/me/password", { body: { old, fresh } }))).csrf);
      setOld("");
      setFresh("");
    });
  };
  return (
    <Part title={t("password")}>
      <form className="filters" onSubmit={save}>
        <Secret
          name="current-password"
          label={t(byKey ? "old_password_unless" : "old_password")}
          value={old}
          set={setOld}
          optional={byKey}
        />
        <Secret name="new-password" label={t("new_password")} value={fresh} set={setFresh} />
        <button type="submit" disabled={state.busy}>
          {t("save")}
        </button>
      </form>
      <Outcome {...state} />
    </Part>
  );
}

function SecondFactor({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [offer, setOffer] = useState<Schema["TotpOffer"]>();
  const again = async () => {
    setPassword("");
    setCode("");
    setOffer(undefined);
    await client.invalidateQueries({ queryKey: ["me"] });
  };
  const start = (event: FormEvent) => {
    event.preventDefault();
    void act("", async () => setOffer(await taken(api.POST("/api/me/totp", { body: { password } }))));
  };
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    void act(t("totp_on"), async () => {
      await taken(api.POST("/api/me/totp/confirm", { body: { code } }));
      await again();
    });
  };
  const remove = (event: FormEvent) => {
    event.preventDefault();
    void act(t("totp_off"), async () => {
      await taken(api.POST("/api/me/totp/remove", { body: { password, code } }));
      await again();
    });
  };
  const digits = (
    <label>
      {t("totp")}
      <input required inputMode="numeric" autoComplete="one-time-code" value={code} onChange={(event) => setCode(event.target.value)} />
    </label>
  );
  return (
    <Part title={t("second_factor")}>
      <p>{t(me.has_totp ? "totp_is_on" : "totp_more")}</p>
      {offer ? (
        <form className="filters" onSubmit={confirm}>
          <p>
            <QrCode text={offer.uri} label={t("totp_picture")} />
            {t("totp_secret")} <code className="secret">{offer.secret}</code> <a href={offer.uri}>{t("totp_open")}</a>
          </p>
          {digits}
          <button type="submit" className="primary" disabled={state.busy}>
            {t("totp_confirm")}
          </button>
        </form>
      ) : (
        <form className="filters" onSubmit={me.has_totp ? remove : start}>
          <Secret name="current-password" label={t("password")} value={password} set={setPassword} />
          {me.has_totp && digits}
          <button type="submit" disabled={state.busy}>
            {t(me.has_totp ? "totp_remove" : "totp_start")}
          </button>
        </form>
      )}
      <Outcome {...state} />
    </Part>
  );
}

function Calendar() {
  const { t } = useTranslation();
  const said = useMoment();
  const { act, ...state } = useAct();
  const [address, setAddress] = useState("");
  const calendar = useQuery({ queryKey: ["calendar"], queryFn: () => taken(api.GET("/api/me/calendar")) });
  const again = () => client.invalidateQueries({ queryKey: ["calendar"] });
  const make = () =>
    act("", async () => {
      const made = await taken(api.POST("/api/me/calendar"));
      setAddress(location.origin + made.address);
      await again();
    });
  const drop = () =>
    act(t("calendar_dropped"), async () => {
      await taken(api.DELETE("/api/me/calendar"));
      setAddress("");
      await again();
    });
  const made = calendar.data?.made_at;
  return (
    <Part title={t("calendar")}>
      <p>{t("calendar_more")}</p>
      {address && (
        <p className="good">
          {t("shown_once")} <code>{address}</code>
        </p>
      )}
      {made && !address && <p>{t("made_at", { when: said(made) })}</p>}
      <p className="actions">
        <button type="button" disabled={state.busy} onClick={() => void make()}>
          {t(made ? "calendar_anew" : "calendar_make")}
        </button>
        {made && (
          <button type="button" disabled={state.busy} onClick={() => void drop()}>
            {t("calendar_drop")}
          </button>
        )}
      </p>
      <Outcome {...state} />
    </Part>
  );
}

function Tokens({ me }: { me: Me }) {
  const { t } = useTranslation();
  const said = useMoment();
  const { act, ...state } = useAct();
  const [secret, setSecret] = useState("");
  const [name, setName] = useState("");
  const [post, setPost] = useState(0);
  const [ends, setEnds] = useState("");
  const tokens = useQuery({ queryKey: ["tokens"], queryFn: () => taken(api.GET("/api/me/tokens")) });
  const again = () => client.invalidateQueries({ queryKey: ["tokens"] });
  const make = (event: FormEvent) => {
    event.preventDefault();
    const chosen = me.posts[post];
    if (!chosen) return;
    void act("", async () => {
      const made = await taken(
        api.POST("/api/me/tokens", { body: { role: chosen.role, unit: chosen.unit, name, ends_at: `${ends}T00:00:00Z` } }),
      );
      setSecret(made.secret);
      setName("");
      await again();
    });
  };
  const revoke = (token: string) =>
    act("", async () => {
      await taken(api.DELETE("/api/me/tokens/{token}", { params: { path: { token } } }));
      setSecret("");
      await again();
    });
  return (
    <Part title={t("tokens")}>
      <p>{t("tokens_more")}</p>
      {secret && (
        <p className="good">
          {t("shown_once")} <code>{secret}</code>
        </p>
      )}
      <ul>
        {tokens.data?.items.map((one) => (
          <li key={one.id}>
            {one.name} · {t(`role.${one.role}`)} {one.unit} · {t("ends_at", { when: said(one.ends_at) })}{" "}
            <SureButton label={t("revoke")} about={one.name} sure={t("step_sure")} disabled={state.busy} act={() => void revoke(one.id)} />
          </li>
        ))}
      </ul>
      <form className="filters" onSubmit={make}>
        <label>
          {t("token_name")}
          <input required value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <label>
          {t("role")}
          <select value={post} onChange={(event) => setPost(Number(event.target.value))}>
            {me.posts.map((one, i) => (
              <option key={`${one.role}-${one.unit}-${i}`} value={i}>
                {t(`role.${one.role}`)} {one.unit}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("last_day")}
          <input type="date" required value={ends} onChange={(event) => setEnds(event.target.value)} />
        </label>
        <button type="submit" disabled={state.busy}>
          {t("token_make")}
        </button>
      </form>
      <Outcome {...state} />
    </Part>
  );
}

function Everywhere() {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  const out = () =>
    act("", async () => {
      await taken(api.POST("/api/sign-out/everywhere"));
      location.assign("/office");
    });
  return (
    <Part title={t("sessions")}>
      <p>{t("everywhere_more")}</p>
      <SureButton label={t("everywhere")} sure={t("step_sure")} disabled={state.busy} act={() => void out()} />
      <Outcome {...state} />
    </Part>
  );
}
