/** The version dates of these endpoints. A later date in a request means the newest version before it. */
export type Version = "2023-02-01" | "2025-03-12";

/** Whether an Accept header names a version date that is not before the endpoint's version. */
export function isAcceptable(accept: string | undefined, version: Version): boolean {
  return (accept ?? "").split(",").some((range) => {
    const date = /^application\/vnd\.atlas\.(\d{4}-\d{2}-\d{2})\+json$/i.exec(
      range.split(";")[0]?.trim() ?? "",
    )?.[1];
    return date !== undefined && isDate(date) && date >= version;
  });
}

/** The Content-Type of every success. */
export function successType(version: Version): string {
  return `application/vnd.atlas.${version}+json;charset=utf-8`;
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
