import assert from "node:assert/strict";
import { AtlasError } from "../../../provider/atlas/errors/atlasError";
import { guarded } from "../../../provider/process/errorBoundary";
import { InitializationError } from "../../../provider/process/initializationError";
import type { JsonObject } from "../../../provider/shared/json";
import { examples } from "../../support/examples";
import { fakeRuntime } from "../resource/support";

class TestError extends AtlasError {}

const { full } = examples.Kafka;
const { password } = full.authentication as { password: string };
const id = "32b6e34b3d91647abb20e7b8/shop/orders";
const subject = "Kafka connection orders of workspace shop in project 32b6e34b3d91647abb20e7b8";

type Thrown = Error & { id?: string; properties?: JsonObject; reasons?: string[]; code?: unknown };

async function thrownBy(
  problem: unknown,
  subjects: unknown[] = [id, full],
  secrets: string[] = [],
): Promise<Thrown> {
  const hook = () => Promise.reject(problem);
  return guarded(fakeRuntime({ secrets }), "update", subjects, hook).then(
    () => assert.fail("nothing was thrown"),
    (error: unknown) => {
      assert.ok(error instanceof Error);
      return error;
    },
  );
}

describe("the boundary of a hook", () => {
  it("passes results on", async () => {
    assert.equal(await guarded(fakeRuntime(), "x", [], () => 1), 1);
    assert.equal(await guarded(fakeRuntime(), "x", [], async () => 2), 2);
  });

  it("says what could not be done, to which connection, and why", async () => {
    assert.equal((await thrownBy(new Error("because"))).message, `could not update ${subject}: because`);
    assert.equal(
      (await thrownBy(new Error("because"), [id, {}])).message,
      `could not update connection ${id}: because`,
    );
  });

  it("catches what a hook throws at once", async () => {
    const hook = () => {
      throw new Error("at once");
    };
    await assert.rejects(guarded(fakeRuntime(), "check", [full], hook), {
      message: /^could not check .*: at once$/,
    });
  });

  it("adds the hint of an error of Atlas", async () => {
    const request = { method: "GET", url: new URL("https://a/b").href } as const;
    const { message } = await thrownBy(new TestError("no", { request, hint: "Do this" }));
    assert.equal(message, `could not update ${subject}: no (GET https://a/b). Do this`);
  });

  for (const odd of ["text", 7, null, undefined, { a: 1 }])
    it(`makes an Error of ${JSON.stringify(odd)}, because the engine hangs for anything else`, async () => {
      assert.match((await thrownBy(odd)).message, /^could not update /);
    });

  it("leaves no secret of the resource or of the provider in the message or the stack", async () => {
    const cause = new Error(`${password} and provider-secret`);
    const error = await thrownBy(
      new Error(`saw ${password} and provider-secret`, { cause }),
      [id, full],
      ["provider-secret"],
    );
    assert.equal(error.message, `could not update ${subject}: saw [secret] and [secret]`);
    for (const shown of [String(error), String(error.stack), JSON.stringify(error), String(error.cause)])
      assert.ok(!shown.includes(password) && !shown.includes("provider-secret"), shown);
  });

  it("takes secrets from old and new properties alike", async () => {
    const olds = { ...full, authentication: { password: "old-password" } };
    const { message } = await thrownBy(new Error(`old-password ${password}`), [id, olds, full]);
    assert.match(message, /: \[secret\] \[secret\]$/);
  });

  it("lets no numeric code through, which gRPC would take for its own", async () => {
    const error = await thrownBy(Object.assign(new Error("x"), { code: 0 }));
    assert.equal(error.code, undefined);
  });

  it("prints the message once", async () => {
    const error = await thrownBy(new Error("because"));
    assert.equal(`${error}: ${error.stack}`, `could not update ${subject}: see the error at the resource`);
  });

  it("keeps the properties that Pulumi needs for a connection that is not READY", async () => {
    const properties = { ...full, __provider: "text" };
    const error = await thrownBy(new InitializationError(id, properties, new Error(`late ${password}`)));
    assert.equal(error.id, id);
    assert.deepEqual(error.properties, properties);
    assert.deepEqual(error.reasons, [`could not update ${subject}: late [secret]`]);
    const plain = await thrownBy(new Error("x"));
    assert.ok(!plain.id && !plain.properties && !plain.reasons);
  });
});
