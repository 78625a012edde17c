import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { taken } from "../shared/api";
import { Failed, Outcome, ProblemList, useAct, Waiting } from "./Parts";
import { api, client, type Me, problemsOf, rememberCsrf } from "./server";

/** By password, or by a one-time key: one that stands in the address, or one that was told. */
export function SignIn({ link }: { link?: string }) {
  const { t } = useTranslation();
  const [byLink, setByLink] = useState(link !== undefined);
  const [fields, setFields] = useState({ name: "", password: "", totp: "", link: link ?? "" });
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [came, setCame] = useState<Me>();

  const enter = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      const { name, password, totp } = fields;
      const me = byLink
        ? await taken(api.POST("/api/sign-in/link", { body: { link: fields.link.trim(), ...(totp ? { totp } : {}) } }))
        : await taken(api.POST("/api/sign-in", { body: { name: name.trim(), password, ...(totp ? { totp } : {}) } }));
      rememberCsrf(me.csrf);
      if (byLink) setCame(me);
      else done(me);
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  if (came) return <SetPassword me={came} />;
  const text = (key: keyof typeof fields, more: Record<string, unknown> = {}) => (
    <label>
      {t(key)}
      <input
        value={fields[key]}
        onChange={(event) => setFields({ ...fields, [key]: event.target.value })}
        {...more}
      />
    </label>
  );
  return (
    <main id="content" className="sign-in">
      <form onSubmit={(event) => void enter(event)}>
        <p className="mark">Xanh</p>
        <h1>{t("sign_in_title")}</h1>
        {byLink ? (
          <>
            <p>{t("link_in_address")}</p>
            {text("link", { autoComplete: "off", spellCheck: false, required: true })}
          </>
        ) : (
          <>
            {text("name", { autoComplete: "username", required: true, autoFocus: true })}
            {text("password", { type: "password", autoComplete: "current-password", required: true })}
          </>
        )}
        {text("totp", { autoComplete: "one-time-code", inputMode: "numeric", "aria-describedby": "totp-hint" })}
        <p id="totp-hint" className="hint">
          {t("totp_hint")}
        </p>
        {problem !== undefined && (
          <div role="alert">
            {problemsOf(problem).length ? <ProblemList problems={problemsOf(problem)} /> : <p>{t("offline")}</p>}
          </div>
        )}
        <button type="submit" className="primary" disabled={busy}>
          {byLink ? t("enter") : t("sign_in")}
        </button>
        {!link && (
          <button type="button" className="plain" onClick={() => setByLink(!byLink)}>
            {byLink ? t("sign_in") : t("by_link")}
          </button>
        )}
        {!link && <ByProvider />}
      </form>
    </main>
  );
}

/** Where the server has an identity provider: the way there. */
function ByProvider() {
  const { t } = useTranslation();
  const { act, ...state } = useAct();
  const ways = useQuery({ queryKey: ["ways"], staleTime: Infinity, queryFn: () => taken(api.GET("/api/sign-in")) });
  if (!ways.data?.identity) return null;
  const go = () => act("", async () => location.assign((await taken(api.POST("/api/sign-in/identity"))).address));
  return (
    <>
      <button type="button" disabled={state.busy} onClick={() => void go()}>
        {t("by_provider")}
      </button>
      <Outcome {...state} />
    </>
  );
}

/** Back from the provider, with what it said in the address. */
export function CameBack() {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<unknown>();
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return; // what the provider said is good once
    asked.current = true;
    const said = new URLSearchParams(location.search);
    const body = { code: said.get("code") ?? "", state: said.get("state") ?? "" };
    taken(api.POST("/api/sign-in/identity/return", { body })).then(
      (came) => location.replace(came.link ? `/office#${came.link}` : "/office"),
      setProblem,
    );
  }, []);
  if (problem === undefined) return <Waiting />;
  return (
    <main id="content" className="sign-in">
      <Failed error={problem} />
      <p>
        <a href="/office">{t("sign_in_title")}</a>
      </p>
    </main>
  );
}

function done(me: Me): void {
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  client.setQueryData(["me"], me);
}

/** Who came by a key sets a password for the next time, or leaves it for later. */
function SetPassword({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [fresh, setFresh] = useState("");
  const [problem, setProblem] = useState<unknown>();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(undefined);
    try {
      // The session goes on under another secret.
      const now = await taken(api.PUT("/api/me/password", { body: { fresh } }));
      rememberCsrf(now.csrf);
      done(now);
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <main id="content" className="sign-in">
      <form onSubmit={(event) => void save(event)}>
        <p className="mark">Xanh</p>
        <h1>{t("set_password")}</h1>
        <p>{t("set_password_more")}</p>
        <input type="hidden" name="username" autoComplete="username" value={me.person} readOnly />
        <label>
          {t("new_password")}
          <input
            type="password"
            autoComplete="new-password"
            required
            value={fresh}
            onChange={(event) => setFresh(event.target.value)}
          />
        </label>
        {problem !== undefined && (
          <div role="alert">
            <ProblemList problems={problemsOf(problem)} />
          </div>
        )}
        <button type="submit" className="primary">
          {t("save")}
        </button>
        <button type="button" className="plain" onClick={() => done(me)}>
          {t("later")}
        </button>
      </form>
    </main>
  );
}
