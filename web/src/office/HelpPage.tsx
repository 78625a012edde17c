// The manual, as it lies in docs/manual: one page a role, with pictures that the tests of the pages take.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useLanguage } from "../shared/language";
import { Failed, Waiting } from "./Parts";

const texts = import.meta.glob<string>("../../../docs/manual/{vi,en}/*.md", { query: "?raw", import: "default" });
const pictures = import.meta.glob<string>("../../../docs/manual/pictures/*.jpg", { query: "?url", import: "default", eager: true });

/** Vietnamese and English page, by the name under which the workspace knows it. */
export const helpPages = {
  "dang-nhap": { vi: "dang-nhap", en: "signing-in" },
  "don-vi": { vi: "bao-cao-tren-trang", en: "report-on-screen" },
  "phan-bieu": { vi: "phan-bieu", en: "part-of-a-form" },
  "thuong-truc": { vi: "thuong-truc-tren-trang", en: "agency-on-screen" },
  "dieu-chinh": { vi: "dieu-chinh-ke-hoach", en: "changing-the-plan" },
  "phe-duyet": { vi: "co-quan-phe-duyet", en: "approving-authority" },
  "quan-tri": { vi: "quan-tri", en: "administrator" },
  "nguoi-dan": { vi: "nguoi-dan", en: "citizen" },
} as const;
export type HelpName = keyof typeof helpPages;

export function HelpPage({ name }: { name: string | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [, go] = useLocation();
  const chosen = name ?? "don-vi";
  const file = chosen in helpPages ? helpPages[chosen as HelpName][language] : chosen;
  const page = useQuery({
    queryKey: ["help", language, chosen],
    staleTime: Infinity,
    queryFn: async () => {
      const { Marked } = await import("marked");
      // A page that only one language has under this name is missing in the other: then that is said.
      const text = (await texts[`../../../docs/manual/${language}/${file}.md`]?.()) ?? `# ${t("help_none")}`;
      return new Marked({
        walkTokens(token) {
          if (token.type === "image") token.href = pictures[`../../../docs/manual/pictures/${nameIn(token.href)}`] ?? "";
          if (token.type === "link") {
            const address = helpAddress(token.href, language);
            if (address) token.href = address;
            else token.type = "text"; // what lies outside of the manual is not here to be opened
          }
        },
      }).parse(text, { async: false });
    },
  });
  if (page.error) return <Failed error={page.error} again={() => void page.refetch()} />;
  return (
    <div className="form">
      <nav aria-label={t("help_pages")}>
        {(Object.keys(helpPages) as HelpName[]).map((one) => (
          <Link key={one} href={`/huong-dan/${one}`} aria-current={one === chosen ? "page" : undefined}>
            {t(`help.${one}`)}
          </Link>
        ))}
      </nav>
      {page.data === undefined ? (
        <Waiting />
      ) : (
        // The text is the program's own, built into it.
        <article
          className="manual"
          onClick={(event) => {
            const link = event.target instanceof HTMLAnchorElement ? event.target.getAttribute("href") : null;
            if (!link?.startsWith("/office/huong-dan/")) return;
            event.preventDefault();
            go(link.slice("/office".length));
          }}
          dangerouslySetInnerHTML={{ __html: page.data }}
        />
      )}
    </div>
  );
}

const nameIn = (address: string): string => address.slice(address.lastIndexOf("/") + 1);

/** A link from page to page of the manual, as the workspace has it; undefined for one that leads elsewhere. */
function helpAddress(href: string, language: "vi" | "en"): string | undefined {
  const file = nameIn(href).replace(/\.md(#.*)?$/, "");
  const found = (Object.keys(helpPages) as HelpName[]).find((one) => helpPages[one][language] === file);
  if (found) return `/office/huong-dan/${found}`;
  return texts[`../../../docs/manual/${language}/${file}.md`] && `/office/huong-dan/${file}`;
}

/** The page of the manual that tells of what is on the screen. */
export function helpFor(path: string): HelpName {
  if (path.startsWith("/dieu-chinh") || path.startsWith("/ke-hoach/so-sanh")) return "dieu-chinh";
  if (path.startsWith("/bao-cao")) return "don-vi";
  if (/^\/(tinh-hinh|ra-soat|tong-hop|gop-y|kien-nghi|ke-hoach)/.test(path)) return "thuong-truc";
  if (/^\/(nguoi-dung|nhat-ky|he-thong)/.test(path)) return "quan-tri";
  return path.startsWith("/tai-khoan") ? "dang-nhap" : "don-vi";
}
