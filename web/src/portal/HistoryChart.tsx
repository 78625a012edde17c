// A target through the reports and on to its milestones. Fetched only when it is looked at. Drawn on a canvas,
// with its words beside in a table: nothing is set in the page that the content security policy forbids.
import { LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Schema } from "../shared/api";
import { measured } from "../shared/format";
import { useLanguage, useSay } from "../shared/language";
import { printed } from "./figures";

echarts.use([LineChart, ScatterChart, GridComponent, TooltipComponent, CanvasRenderer]);

export default function HistoryChart({ page }: { page: Schema["TargetPage"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const chart = echarts.init(place.current, null, { renderer: "canvas" });
    const unit = page.target.unit;
    const said = (value: unknown) => measured(String(value), unit, language);
    const newest = page.history.at(-1)?.definition;
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: "Be Vietnam Pro, sans-serif" },
      grid: { left: 8, right: 24, top: 24, bottom: 8, containLabel: true },
      tooltip: { trigger: "item", renderMode: "richText" },
      // 7/2023 in both languages; the library's own names of months are English.
        xAxis: {
          type: "time",
          axisLabel: { formatter: (at: number) => `${new Date(at).getMonth() + 1}/${new Date(at).getFullYear()}`, hideOverlap: true },
        },
      yAxis: { type: "value", scale: true, ...(unit === "%" ? { max: 100 } : {}), axisLabel: { formatter: (value: number) => said(value) } },
      series: [
        {
          type: "line",
          name: t("result"),
          symbolSize: 9,
          lineStyle: { width: 2, color: "#0e6262" },
          itemStyle: { color: "#0e6262" },
          label: { show: true, position: "top", formatter: (at: { data: [string, string] }) => said(at.data[1]) },
          data: page.history
            .filter((point) => point.value != null && point.definition === newest)
            .map((point) => [point.cut_off, printed(point)]),
          tooltip: { formatter: (at: { dataIndex: number }) => say(page.history[at.dataIndex]?.names) },
        },
        {
          type: "scatter",
          name: t("milestones"),
          symbol: "diamond",
          symbolSize: 12,
          itemStyle: { color: "#fff", borderColor: "#7a4b00", borderWidth: 2 },
          label: { show: true, position: "bottom", formatter: (at: { data: [string, string] }) => said(at.data[1]) },
          data: page.target.milestones
            .filter((one) => one.year != null)
            .map((one) => [`${one.year}-12-31`, one.value ?? one.at_least ?? one.at_most]),
        },
      ],
    } as echarts.EChartsCoreOption);
    const resize = () => chart.resize();
    window.addEventListener("resize", resize);
    return () => {
      window.removeEventListener("resize", resize);
      chart.dispose();
    };
  }, [page, language, say, t]);
  return <div className="chart" ref={place} aria-hidden="true" />;
}
