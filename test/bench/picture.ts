import { own } from "./contenders/contender";
import type { Operation } from "./options";
import { type Figures, timeOf as medianTime } from "./report";
import { sumOf } from "./requests";

interface Line {
  label: string;
  color: string;
  dashed?: boolean;
  points: readonly (readonly [x: number, y: number])[];
}

interface Panel {
  title: string;
  unit: string;
  lines: readonly Line[];
}

const colors: Record<(typeof own)[number], string> = { inline: "#888888", small: "#1f77b4", ours: "#d62728" };
const operationColors: Partial<Record<Operation, string>> = {
  create: "#d62728",
  update: "#9467bd",
  destroy: "#2ca02c",
  refresh: "#1f77b4",
};
const labels: typeof colors = {
  inline: "does nothing, inline",
  small: "does nothing, small",
  ours: "this provider",
};

const width = 330;
const height = 250;
const margin = { left: 62, top: 40, right: 20, bottom: 110 };

/** Draws time and requests against the number of connections, with logarithmic axes. */
export function picture(series: readonly Figures[]): string {
  const panels = [timeOf("create", series), timeOf("refresh", series), requestsOf(series)];
  const panelWidth = margin.left + width + margin.right;
  const [whole, tall] = [panels.length * panelWidth, margin.top + height + margin.bottom];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${tall}" font-family="sans-serif" font-size="13">`,
    "<title>Time of an up that creates, time of a refresh, and requests to Atlas, against the number of connections</title>",
    `<rect width="${whole}" height="${tall}" fill="#ffffff"/>`,
    ...panels.map(
      (panel, index) =>
        `<g transform="translate(${index * panelWidth + margin.left} ${margin.top})">\n${drawn(panel)}\n</g>`,
    ),
    "</svg>\n",
  ].join("\n");
}

function timeOf(operation: Operation, series: readonly Figures[]): Panel {
  const points = (name: (typeof own)[number]) =>
    series.flatMap(({ options, measured }) => {
      const row = measured.find((other) => other.operation === operation);
      return row ? [[options.n, medianTime(row, name) / 1_000] as const] : [];
    });
  const title = operation === "create" ? "up (create): seconds" : `${operation}: seconds`;
  return {
    title,
    unit: "s",
    lines: own.map((name) => ({ label: labels[name], color: colors[name], points: points(name) })),
  };
}

function requestsOf(series: readonly Figures[]): Panel {
  const lines = (["destroy", "create", "update", "refresh"] as const).map((operation): Line => {
    const points = series.flatMap(({ options, measured }) => {
      const row = measured.find((other) => other.operation === operation);
      const sum = sumOf(row?.requests.ours);
      return sum ? [[options.n, sum] as const] : [];
    });
    // Create and update send the same number of requests.
    const dashed = operation === "update";
    return { label: operation, color: operationColors[operation] ?? "#000000", dashed, points };
  });
  return { title: "requests to Atlas", unit: "", lines: lines.filter(({ points }) => points.length > 0) };
}

function drawn({ title, unit, lines }: Panel): string {
  const all = lines.flatMap(({ points }) => points);
  const x = scale(
    all.map(([value]) => value),
    0,
    width,
  );
  const y = scale(
    all.map(([, value]) => value),
    height,
    0,
  );
  const marks = [
    ...x.ticks.map(
      (tick) =>
        `<path d="M${x.at(tick)} 0V${height}" stroke="#e5e5e5"/><text x="${x.at(tick)}" y="${height + 18}" text-anchor="middle">${tick}</text>`,
    ),
    ...y.ticks.map(
      (tick) =>
        `<path d="M0 ${y.at(tick)}H${width}" stroke="#e5e5e5"/><text x="-8" y="${y.at(tick) + 4}" text-anchor="end">${tick}${unit && ` ${unit}`}</text>`,
    ),
  ];
  const curves = lines.map(({ color, dashed, points }) => {
    const path = points.map(([px, py]) => `${round(x.at(px))} ${round(y.at(py))}`).join("L");
    const dots = points.map(
      ([px, py]) => `<circle cx="${round(x.at(px))}" cy="${round(y.at(py))}" r="3" fill="${color}"/>`,
    );
    return `<path d="M${path}" fill="none" stroke="${color}" stroke-width="2"${dashed ? ' stroke-dasharray="6 5"' : ""}/>${dots.join("")}`;
  });
  const legend = lines.map(({ label, color, dashed }, index) => {
    const top = height + 56 + index * 18;
    return `<path d="M0 ${top - 4}H24" stroke="${color}" stroke-width="2"${dashed ? ' stroke-dasharray="6 5"' : ""}/><text x="32" y="${top}">${label}</text>`;
  });
  return [
    `<text x="0" y="-16" font-size="15" font-weight="bold">${title}</text>`,
    ...marks,
    `<text x="${width / 2}" y="${height + 36}" text-anchor="middle">connections</text>`,
    ...curves,
    ...legend,
  ].join("\n");
}

/** A logarithmic axis over full or half decades. */
function scale(values: readonly number[], from: number, to: number) {
  const decades = Array.from({ length: 8 }, (_, index) => index - 2);
  const steps = decades.flatMap((decade) => [Number(`1e${decade}`), Number(`3e${decade}`)]);
  const low = steps.filter((step) => step <= Math.min(...values)).at(-1) ?? 0.01;
  const high = steps.find((step) => step >= Math.max(...values)) ?? 1e6;
  const at = (value: number) => from + ((to - from) * Math.log(value / low)) / Math.log(high / low);
  return { at, ticks: steps.filter((step) => step >= low && step <= high) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
