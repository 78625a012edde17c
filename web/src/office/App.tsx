import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, Route, Switch, useLocation } from "wouter";
import { Refused, taken } from "../shared/api";
import { useLanguage, useSay } from "../shared/language";
import { AccountPage } from "./AccountPage";
import { AuditPage } from "./AuditPage";
import { Board } from "./cycle/Board";
import { CyclePage } from "./cycle/CyclePage";
import { Desk } from "./Desk";
import { FeedbackPage } from "./FeedbackPage";
import { FormPage } from "./form/FormPage";
import { HealthPage } from "./HealthPage";
import { helpFor, type HelpName, HelpPage } from "./HelpPage";
import { MattersPage } from "./MattersPage";
import { Failed, Waiting } from "./Parts";
import { PartPage } from "./PartPage";
import { PeoplePage } from "./PeoplePage";
import { AmendmentPage } from "./plan/AmendmentPage";
import { AmendmentsPage } from "./plan/AmendmentsPage";
import { ComparePage } from "./plan/ComparePage";
import { PlanPage } from "./plan/PlanPage";
import { ProposePage } from "./plan/ProposePage";
import { SeriesPage } from "./plan/SeriesPage";
import { ReviewPage } from "./cycle/ReviewPage";
import { api, client, listen, type Me, rememberCsrf } from "./server";
import { SnapshotPage } from "./cycle/SnapshotPage";
import { CameBack, SignIn } from "./SignIn";

type Role = Me["posts"][number]["role"];

const holds = (me: Me, role: Role): boolean => me.posts.some((post) => post.role === role);

/** Who writes and signs for the unit that collects in a level's cycle (2023-H1@q7) is its officer and leader. */
export function meAt(me: Me, cycle: string): Me {
  const collector = cycle.includes("@") ? cycle.slice(cycle.lastIndexOf("@") + 1) : "";
  if (!collector) return me;
  const posts = me.posts.map((post) => {
    if (post.unit === collector && ["drafter", "reviewer", "clerk", "signatory"].includes(post.role))
      return { ...post, role: post.role === "signatory" ? ("agency_leader" as const) : ("agency_officer" as const) };
    if (post.role === "agency_officer" || post.role === "agency_leader") return { ...post, role: "authority" as const };
    return post;
  });
  return { ...me, posts };
}
export const isAgency = (me: Me): boolean => holds(me, "agency_officer") || holds(me, "agency_leader");
export const seesCycles = (me: Me): boolean => isAgency(me) || holds(me, "authority") || holds(me, "administrator");

/** Of the one whose first screen it is. */
const helpOf = (me: Me): HelpName =>
  holds(me, "administrator") ? "quan-tri" : holds(me, "authority") ? "phe-duyet" : isAgency(me) ? "thuong-truc" : "don-vi";

export function App() {
  const me = useQuery({
    queryKey: ["me"],
    queryFn: async () => {
      try {
        const found = await taken(api.GET("/api/me"));
        rememberCsrf(found.csrf);
        return found;
      } catch (error) {
        if (error instanceof Refused && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });
  const [path] = useLocation();
  if (location.pathname === "/sign-in/return") return <CameBack />;
  const part = /^#(xw_[\w-]+)$/.exec(location.hash)?.[1];
  const link = /^#(xl_[\w-]+)$/.exec(location.hash)?.[1];
  if (part) return <PartPage link={part} />;
  if (me.data === null && path.startsWith("/huong-dan"))
    return (
      <main id="content" className="part">
        <HelpPage name={path.split("/")[2]} />
      </main>
    );
  if (me.error) return <Failed error={me.error} again={() => void me.refetch()} />;
  if (me.data === undefined) return <Waiting />;
  if (me.data === null || link) return <SignIn {...(link ? { link } : {})} />;
  return <Workspace me={me.data} />;
}

function Workspace({ me }: { me: Me }) {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const [path] = useLocation();

  useEffect(
    () =>
      listen((subjects) => {
        // What was read is asked for again where something of it has changed; pages ask only for what they show.
        if (subjects === "all") return void client.invalidateQueries();
        void client.invalidateQueries({
          predicate: (query) =>
            subjects.some(({ code }) =>
              query.queryKey.some((part) => typeof part === "string" && part !== "" && (code.startsWith(part) || part.startsWith(code))),
            ),
        });
      }),
    [],
  );

  const other = language === "vi" ? "en" : "vi";
  const signOut = async () => {
    await api.POST("/api/sign-out");
    location.assign("/office");
  };
  const pages = [
    { path: "/", word: "desk", here: path === "/" || path === "" },
    ...(seesCycles(me) ? [{ path: "/tinh-hinh", word: "board", here: path.startsWith("/tinh-hinh") || path.startsWith("/tong-hop") }] : []),
    { path: "/ke-hoach", word: "plan", here: path.startsWith("/ke-hoach") || path.startsWith("/dieu-chinh") },
    ...(seesCycles(me) ? [{ path: "/kien-nghi", word: "matters", here: path.startsWith("/kien-nghi") }] : []),
    ...(isAgency(me) ? [{ path: "/gop-y", word: "feedback", here: path.startsWith("/gop-y") }] : []),
    ...(holds(me, "administrator") ? [{ path: "/nguoi-dung", word: "people", here: path.startsWith("/nguoi-dung") }] : []),
    ...(holds(me, "administrator") || holds(me, "agency_leader")
      ? [{ path: "/nhat-ky", word: "audit", here: path.startsWith("/nhat-ky") }]
      : []),
    ...(holds(me, "administrator") ? [{ path: "/he-thong", word: "health", here: path.startsWith("/he-thong") }] : []),
  ] as const;
  return (
    <>
      <a className="skip" href="#content">
        {t("skip")}
      </a>
      <header className="top">
        <div className="bar">
          <Link href="/" className="mark">
            Xanh
          </Link>
          <nav aria-label={t("menu")}>
            {pages.map((page) => (
              <Link key={page.path} href={page.path} aria-current={page.here ? "page" : undefined}>
                {t(page.word)}
              </Link>
            ))}
          </nav>
          <Link href="/tai-khoan" className="who">
            {me.name} · {[...new Set(me.posts.map((post) => t(`role.${post.role}`)))].join(", ")}
          </Link>
          <Link href={`/huong-dan/${path === "/" || path === "" ? helpOf(me) : helpFor(path)}`} className="plain">
            {t("help")}
          </Link>
          <button
            type="button"
            className="plain"
            lang={other}
            onClick={() => {
              localStorage.setItem("xanh:language", other);
              document.documentElement.lang = other;
              void i18n.changeLanguage(other);
            }}
          >
            {t("other_language")}
          </button>
          <button type="button" className="plain" onClick={() => void signOut()}>
            {t("sign_out")}
          </button>
        </div>
        <p className="notice">{say(me.notice)}</p>
      </header>
      <main id="content" tabIndex={-1}>
        <Switch>
          <Route path="/">
            <Desk me={me} />
          </Route>
          <Route path="/tinh-hinh/:cycle?">{({ cycle }) => <Board me={meAt(me, cycle ?? "")} cycle={cycle} />}</Route>
          <Route path="/bao-cao/:cycle/:unit/:table?">
            {({ cycle, unit, table }) => <FormPage key={`${cycle}/${unit}`} me={me} cycle={cycle} unit={unit} table={table} />}
          </Route>
          <Route path="/tong-hop/:cycle/lan/:number">
            {({ cycle, number }) => <SnapshotPage cycle={cycle} number={number} />}
          </Route>
          <Route path="/tong-hop/:cycle">{({ cycle }) => <CyclePage key={cycle} me={meAt(me, cycle)} cycle={cycle} />}</Route>
          <Route path="/tai-khoan">
            <AccountPage me={me} />
          </Route>
          <Route path="/nguoi-dung" component={PeoplePage} />
          <Route path="/nhat-ky" component={AuditPage} />
          <Route path="/ke-hoach">
            <PlanPage me={me} />
          </Route>
          <Route path="/ke-hoach/so-sanh" component={ComparePage} />
          <Route path="/ke-hoach/qua-cac-ky/:code">{({ code }) => <SeriesPage key={code} code={code} />}</Route>
          <Route path="/dieu-chinh">
            <AmendmentsPage me={me} />
          </Route>
          <Route path="/dieu-chinh/moi">
            <ProposePage me={me} />
          </Route>
          <Route path="/dieu-chinh/:code">{({ code }) => <AmendmentPage key={code} me={me} code={code} />}</Route>
          <Route path="/he-thong" component={HealthPage} />
          <Route path="/gop-y" component={FeedbackPage} />
          <Route path="/huong-dan/:name?">{({ name }) => <HelpPage name={name} />}</Route>
          <Route path="/kien-nghi">
            <MattersPage me={me} />
          </Route>
          <Route path="/ra-soat/:cycle/:unit">{({ cycle, unit }) => <ReviewPage me={meAt(me, cycle)} cycle={cycle} unit={unit} />}</Route>
        </Switch>
      </main>
    </>
  );
}
