import assert from "node:assert/strict";
import { Findings } from "../../../../provider/cli/doctor/findings";
import { questions } from "../../../../provider/cli/doctor/questions";
import { checkLine, findingsText, head } from "../../../../provider/cli/doctor/report";

describe("the doctor's report", () => {
  it("begins with the versions", () => {
    assert.equal(head(["a 1", "b 2"]), "## pulumi-atlas-streams doctor\n\na 1, b 2.\n");
  });

  it("has a line per check, and a cure for a failure", () => {
    assert.equal(checkLine({ name: "clock", result: "ok", text: "0 s" }), "- ok: clock: 0 s");
    assert.equal(
      checkLine({ name: "project", result: "failed", text: "not found", cure: "Check it." }),
      "- **failed**: project: not found\n  - Cure: Check it.",
    );
  });

  it("has a row per question, with what is assumed", () => {
    const findings = new Findings();
    findings.add("deleted", "202");
    const rows = findingsText(findings)
      .split("\n")
      .filter((line) => line.startsWith("| "));
    // The heads of the columns, and the line below.
    assert.equal(rows.length, Object.keys(questions).length + 2);
    assert.ok(rows.includes("| Response to a DELETE | 202 | 202 |"));
    assert.ok(
      rows.includes(
        "| POST of the same name right after the DELETE's response | not relied on | no answer |",
      ),
    );
  });

  it("marks what differs, and counts it", () => {
    const findings = new Findings();
    findings.add("deleted", "204", true);
    findings.add("pageSize", "200");
    const text = findingsText(findings);
    assert.match(text, /^\| Response to a DELETE \| 202 \| \*\*differs\*\*: 204 \|$/m);
    assert.match(
      text,
      new RegExp(`^2 of ${Object.keys(questions).length} questions have an answer\\. 1 of them differs`, "m"),
    );
  });

  it("keeps words of the server in their cell, and makes no link, mention or tag of them", () => {
    const findings = new Findings();
    findings.add("deleted", "a | b <img> `c` [d](https://e) @someone #1");
    assert.match(
      findingsText(findings),
      /202 \| a \\\| b \\<img\\> \\`c\\` \\\[d\\\]\(https:\/\/e\) \\@someone \\#1 \|$/m,
    );
  });

  it("joins the answers of several probes, each once, with all measured times", () => {
    const findings = new Findings();
    findings.add("spelledHost", "brokers: as sent");
    findings.add("spelledHost", "brokers: as sent");
    findings.add("spelledHost", "URL: in lower case", true);
    assert.deepEqual(findings.of("spelledHost"), {
      seen: "brokers: as sent; URL: in lower case",
      differs: true,
    });
    findings.addTime("getLag", 3.4, 30_000);
    findings.addTime("getLag", 1_200, 30_000);
    findings.addTime("getLag", undefined, 30_000);
    assert.equal(findings.of("getLag")?.seen, "within 3, 1200 ms; not within 30 s");
    assert.equal(findings.of("deleted"), undefined);
  });
});
