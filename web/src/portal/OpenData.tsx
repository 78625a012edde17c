import { useTranslation } from "react-i18next";
import { useSay } from "../shared/language";
import { useDocuments, useProgramme } from "./data";

export function OpenData() {
  const { t } = useTranslation();
  const say = useSay();
  const documents = useDocuments();
  const programme = useProgramme();
  const reports = documents.data?.items.filter((one) => one.kind === "report") ?? [];
  const sets = [
    { name: t("dataset.programme"), address: "/api/programme" },
    { name: t("dataset.results"), address: "/api/results" },
    { name: t("dataset.works"), address: "/api/works" },
    { name: t("dataset.documents"), address: "/api/documents" },
    { name: t("dataset.package"), address: "/api/datapackage.json" },
    ...(programme.data?.outlined ? [{ name: t("dataset.outlines"), address: "/api/areas.geojson" }] : []),
    ...reports.flatMap((one) => [
      { name: t("dataset.results_table", { cycle: say(one.names) }), address: `/api/cycles/${one.code}/results.csv` },
      { name: t("dataset.figures_table", { cycle: say(one.names) }), address: `/api/cycles/${one.code}/figures.csv` },
      { name: t("dataset.figures", { cycle: say(one.names) }), address: `/api/cycles/${one.code}/figures` },
      { name: t("dataset.manifest", { cycle: say(one.names) }), address: `/api/cycles/${one.code}/manifest` },
    ]),
  ];
  return (
    <>
      <h1>{t("data_title")}</h1>
      <p>{t("data_more")}</p>
      <div className="scroll" tabIndex={0} role="region" aria-label={t("data_title")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("dataset")}</th>
              <th scope="col">{t("address")}</th>
            </tr>
          </thead>
          <tbody>
            {sets.map((set) => (
              <tr key={set.address}>
                <th scope="row">{set.name}</th>
                <td>
                  <a href={set.address}>
                    <code>{set.address}</code>
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        {t("schema")}:{" "}
        <a href="/api/openapi.json">
          <code>/api/openapi.json</code>
        </a>
      </p>
    </>
  );
}
