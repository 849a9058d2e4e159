const oldest = "2023-02-01";

/** Whether an Accept header names a version date that is not before the oldest version. */
export function isAcceptable(accept: string | undefined): boolean {
  return (accept ?? "").split(",").some((range) => {
    const date = /^application\/vnd\.atlas\.(\d{4}-\d{2}-\d{2})\+json$/i.exec(
      range.split(";")[0]?.trim() ?? "",
    )?.[1];
    return date !== undefined && isDate(date) && date >= oldest;
  });
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
