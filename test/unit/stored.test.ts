import assert from "node:assert/strict";
import { isForeign, providerText } from "../../provider/stored";
import { frozenText } from "../package/installation";

describe("the text of the provider in the state", () => {
  it("holds the functions of lifecycle.ts where the package is not in node_modules", async () => {
    assert.equal(providerText(), await frozenText("linked"));
  });

  it("names the hooks of failover connections for those", async () => {
    const installed = await frozenText("installed");
    const [text, hooks] = ['/dist/provider/lifecycle.js")', '/hooks").failover'];
    assert.equal(providerText("failover"), installed.replace(text, hooks));
    assert.equal(isForeign(providerText("failover")), false);
  });

  it("is foreign if it runs something else than this package", async () => {
    const installed = await frozenText("installed");
    const table: [text: unknown, foreign: boolean][] = [
      [installed, false],
      [await frozenText("linked"), false],
      // As a bundler may have shortened it.
      ["var a={check:(...e)=>require('pulumi-atlas-streams/hooks').check(...e)}", false],
      [installed.replace("pulumi-atlas-streams/", "our-streams/node_modules/pulumi-atlas-streams/"), true],
      [installed.replace("pulumi-atlas-streams/", "pulumi-atlas-streams-fork/"), true],
      ["exports.handler = () => ({ create: async () => ({ id: 'home-made' }) });", true],
      [undefined, false],
    ];
    for (const [text, foreign] of table) assert.equal(isForeign(text), foreign, String(text));
  });
});
