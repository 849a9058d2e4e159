import assert from "node:assert/strict";
import { isRetryable, isSafeToRetry, mayHaveReachedAtlas } from "../../../provider/atlas/errors/classify";
import { ProxyRefusalError } from "../../../provider/atlas/errors/networkError";
import { proxyFor } from "../../../provider/atlas/proxy";

const names = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"];
const variables = names.flatMap((name) => [name, name.toLowerCase()]);
const atlas = "https://cloud.mongodb.com/api/atlas/v2";

/** The host of the proxy with exactly these variables. */
function hostWith(environment: Record<string, string>, url = atlas): string | undefined {
  for (const name of variables) delete process.env[name];
  Object.assign(process.env, environment);
  const proxy = proxyFor(url);
  return typeof proxy === "object" ? proxy.hostname : proxy;
}

describe("the proxy of the environment", () => {
  const before = variables.map((name) => [name, process.env[name]] as const);
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it("is that of https URLs, lower case first", () => {
    assert.equal(hostWith({}), undefined);
    assert.equal(hostWith({ HTTPS_PROXY: "", ALL_PROXY: " " }), undefined);
    assert.equal(hostWith({ HTTP_PROXY: "http://plain" }), undefined);
    assert.equal(hostWith({ HTTPS_PROXY: "http://upper" }), "upper");
    assert.equal(hostWith({ HTTPS_PROXY: "http://upper", https_proxy: "http://lower" }), "lower");
    assert.equal(hostWith({ ALL_PROXY: "http://all" }), "all");
    assert.equal(hostWith({ ALL_PROXY: "socks5://all", HTTPS_PROXY: "http://upper" }), "upper");
    assert.equal(hostWith({ HTTPS_PROXY: " http://space \n" }), "space");
  });

  it("may lack its scheme, but not its host", () => {
    assert.equal(hostWith({ HTTPS_PROXY: "127.0.0.1:8080" }), "127.0.0.1");
    assert.equal(hostWith({ HTTPS_PROXY: "proxy" }), "proxy");
    assert.equal(hostWith({ HTTPS_PROXY: "user:a@proxy:1" }), "proxy");
    assert.equal(hostWith({ HTTPS_PROXY: "[::1]:8080" }), "[::1]");
    for (const value of ["http://", ":8080", "http://a:99999", "http://user:a/b@proxy", "socks5://a"])
      assert.equal(hostWith({ HTTPS_PROXY: value }), "invalid", value);
  });

  it("is not used for this machine", () => {
    for (const url of ["http://localhost:1", "https://127.0.0.1:2", "http://127.1", "https://[::1]:3"])
      assert.equal(
        hostWith({ HTTPS_PROXY: "http://a", HTTP_PROXY: "http://a", ALL_PROXY: "http://a" }, url),
        undefined,
      );
  });

  for (const [list, isBypassed] of Object.entries({
    "cloud.mongodb.com": true,
    "CLOUD.MongoDB.com": true,
    "mongodb.com": true,
    ".mongodb.com": true,
    "*.mongodb.com": true,
    "a.com, .mongodb.com ,b.com": true,
    "a.com cloud.mongodb.com": true,
    "*": true,
    "a.com,*": true,
    "cloud.mongodb.com:443": true,
    "mongodb.com:443": true,
    "cloud.mongodb.com:8443": false,
    "loud.mongodb.com": false,
    "odb.com": false,
    "*.cloud.mongodb.com": false,
    "cloud.mongodb.com.example": false,
    ",": false,
    "": false,
  })) {
    it(`is ${isBypassed ? "not used" : "used"} with NO_PROXY "${list}"`, () => {
      for (const name of ["NO_PROXY", "no_proxy"])
        assert.equal(hostWith({ HTTPS_PROXY: "http://a", [name]: list }), isBypassed ? undefined : "a");
    });
  }

  it("compares addresses as a whole", () => {
    const HTTPS_PROXY = "http://a";
    assert.equal(hostWith({ HTTPS_PROXY, NO_PROXY: "10.0.0.1" }, "https://10.0.0.1:8443"), undefined);
    assert.equal(hostWith({ HTTPS_PROXY, NO_PROXY: "0.0.1" }, "https://10.0.0.1"), "a");
    assert.equal(hostWith({ HTTPS_PROXY, NO_PROXY: "[2001:db8::1]" }, "https://[2001:db8::1]"), undefined);
  });
});

describe("a proxy's refusal", () => {
  const request = { method: "POST", url: atlas } as const;
  for (const [status, retryable] of [
    [407, false],
    [403, false],
    [501, false],
    [429, true],
    [502, true],
    [503, true],
  ] as const)
    it(`is ${retryable ? "retried" : "final"} after ${status}, also for a POST, because nothing was sent`, () => {
      const error = new ProxyRefusalError(request, "http://proxy", status);
      assert.equal(mayHaveReachedAtlas(request, error), false);
      assert.equal(isRetryable(error), retryable);
      assert.equal(isSafeToRetry(request, error), retryable);
    });
});
