import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, Route, Switch, useLocation } from "wouter";
import { useLanguage, useSay } from "../shared/language";
import { useProgramme } from "./data";
import { Home } from "./Home";
import { Message } from "./Message";
import { Targets } from "./Targets";
import { TargetView } from "./TargetView";
import { Works } from "./Works";
import { Documents } from "./Documents";
import { Feedback } from "./Feedback";
import { OpenData } from "./OpenData";

const pages = [
  { path: "/", word: "home" },
  { path: "/chi-tieu", word: "targets" },
  { path: "/nhiem-vu", word: "works" },
  { path: "/van-ban", word: "documents" },
  { path: "/du-lieu", word: "data" },
  { path: "/gop-y", word: "feedback" },
] as const;

export function App() {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const [path] = useLocation();
  const programme = useProgramme();
  const content = useRef<HTMLElement>(null);
  const shown = useRef(path);

  // After a step to another page the reader, and who listens, begins at its top.
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    window.scrollTo(0, 0);
    content.current?.focus({ preventScroll: true });
  }, [path]);

  const elsewhere = language === "vi" ? `/en${path === "/" ? "" : path}` : path;
  return (
    <>
      <a className="skip" href="#content">
        {t("skip")}
      </a>
      <header className="top">
        <div className="wide">
          <Link href="/" className="mark">
            <span className="mark-name">Xanh</span>
            <span className="mark-programme">{say(programme.data?.names)}</span>
          </Link>
          <div className="top-right">
            <a href={elsewhere} hrefLang={language === "vi" ? "en" : "vi"} lang={language === "vi" ? "en" : "vi"}>
              {t("other_language")}
            </a>
            <a href="/office">{t("sign_in")}</a>
          </div>
        </div>
        <nav className="wide" aria-label={t("menu")}>
          {pages.map((page) => {
            const here = page.path === "/" ? path === "/" : path.startsWith(page.path);
            return (
              <Link key={page.path} href={page.path} aria-current={here ? "page" : undefined}>
                {t(page.word)}
              </Link>
            );
          })}
        </nav>
      </header>
      <main id="content" className="wide" ref={content} tabIndex={-1}>
        <Switch>
          <Route path="/" component={Home} />
          <Route path="/chi-tieu" component={Targets} />
          <Route path="/chi-tieu/:target">{({ target }) => <TargetView key={target} code={target} />}</Route>
          <Route path="/nhiem-vu" component={Works} />
          <Route path="/van-ban" component={Documents} />
          <Route path="/du-lieu" component={OpenData} />
          <Route path="/gop-y" component={Feedback} />
          <Route>
            <Message title={t("not_found")} more={t("not_found_more")} />
          </Route>
        </Switch>
      </main>
      <footer className="wide">
        <p>
          {say(programme.data?.names)} · <a href={language === "vi" ? "/rss.xml" : "/en/rss.xml"}>{t("rss")}</a> ·{" "}
          <a href="/office/huong-dan/nguoi-dan">{t("help")}</a>
        </p>
      </footer>
    </>
  );
}
