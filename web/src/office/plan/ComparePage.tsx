// Two versions of the plan side by side.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useAddressState } from "../../shared/address";
import { taken } from "../../shared/api";
import { Difference } from "../../shared/difference";
import { useLanguage } from "../../shared/language";
import { Failed, Part, Waiting } from "../Parts";
import { api } from "../server";
import { usePlan, useVersionName } from "./PlanPage";

export function ComparePage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [asked, set] = useAddressState();
  const plan = usePlan("");
  const named = useVersionName();
  const versions = plan.data?.versions ?? [];
  const to = asked("den") || String(versions[0]?.version ?? "");
  const from = asked("tu") || String(versions[1]?.version ?? to);
  const difference = useQuery({
    queryKey: ["difference", `${from}-${to}`],
    enabled: to !== "",
    queryFn: () => taken(api.GET("/api/plan/difference", { params: { query: { from, to } } })),
  });
  if (plan.error) return <Failed error={plan.error} again={() => void plan.refetch()} />;
  if (!plan.data) return <Waiting />;
  const choice = (label: string, key: string, value: string) => (
    <label>
      {label}{" "}
      <select value={value} onChange={(event) => set(key, event.target.value)}>
        {versions.map((one) => (
          <option key={one.version} value={one.version}>
            {named(one)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <h1>{t("compare")}</h1>
      <p>
        <Link href="/ke-hoach">{t("plan")}</Link>
      </p>
      <div className="filters" role="search">
        {choice(t("earlier_version"), "tu", from)}
        {choice(t("later_version"), "den", to)}
        <a className="button" href={`/api/plan/redline?from=${from}&to=${to}&language=${language}`}>
          {t("redline")}
        </a>
      </div>
      <p className="hint">{t("redline_hint")}</p>
      <Part title={t("differences", { count: difference.data?.changes.length ?? 0 })}>
        {difference.error ? <Failed error={difference.error} /> : difference.data ? <Difference page={difference.data} /> : <Waiting />}
      </Part>
    </>
  );
}
