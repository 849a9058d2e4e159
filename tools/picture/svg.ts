import type { Piece } from "./ansi";

const fontSize = 13;
const lineHeight = 18;
/** Enough for all common monospaced fonts. */
const characterWidth = 0.61 * fontSize;
const padding = 20;
const barHeight = 34;

const light = {
  ground: "#f6f8fa",
  border: "#d0d7de",
  text: "#1f2328",
  red: "#cf222e",
  green: "#116329",
  yellow: "#7d4e00",
  blue: "#0550ae",
  magenta: "#8250df",
  cyan: "#1b7c83",
};

const dark: typeof light = {
  ground: "#0d1117",
  border: "#30363d",
  text: "#e6edf3",
  red: "#ff7b72",
  green: "#3fb950",
  yellow: "#d29922",
  blue: "#79c0ff",
  magenta: "#d2a8ff",
  cyan: "#56d4dd",
};

/** A picture of a terminal for light and dark pages. It consists of text in a monospaced font of the reader. */
export function svgOf(lines: readonly (readonly Piece[])[], description: string): string {
  const columns = Math.max(...lines.map((line) => line.reduce((sum, { text }) => sum + text.length, 0)));
  const width = Math.ceil(columns * characterWidth + 2 * padding);
  const height = barHeight + lines.length * lineHeight + padding;
  const rows = lines.map((line, index) => row(line, barHeight + (index + 1) * lineHeight - 4));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escaped(description)}</title>
<style>
text { font: ${fontSize}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; }
.bold { font-weight: bold; }
${rules(light)}
@media (prefers-color-scheme: dark) {
${rules(dark)}
}
</style>
<rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
<circle class="dot" cx="20" cy="17" r="5"/><circle class="dot" cx="38" cy="17" r="5"/><circle class="dot" cx="56" cy="17" r="5"/>
${rows.filter(Boolean).join("\n")}
</svg>
`;
}

function rules(palette: typeof light): string {
  const { ground, border, text, ...colours } = palette;
  return [
    `.ground { fill: ${ground}; stroke: ${border}; }`,
    `.dot { fill: ${border}; }`,
    `text { fill: ${text}; }`,
    ...Object.entries(colours).map(([name, colour]) => `.${name} { fill: ${colour}; }`),
  ].join("\n");
}

function row(line: readonly Piece[], y: number): string {
  const spans = line.map(({ text, classes }) =>
    classes ? `<tspan class="${classes}">${escaped(text)}</tspan>` : escaped(text),
  );
  return spans.length > 0
    ? `<text x="${padding}" y="${y}" xml:space="preserve">${spans.join("")}</text>`
    : "";
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
