import assert from "node:assert/strict";
import fc from "fast-check";
import { formatId, parseId } from "../../../provider/connections/address";
import { projectId } from "../../support/examples";

describe("a Pulumi id", () => {
  it("has three parts", () => {
    const address = { projectId, workspaceName: "shop", connectionName: "orders" };
    assert.equal(formatId(address), `${projectId}/shop/orders`);
    assert.deepEqual(parseId(`${projectId}/shop/orders`), address);
  });

  it("can be parsed for all allowed names", () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !/[/\p{Cc}]|^\.\.?$/u.test(text));
    const address = fc
      .tuple(name, name)
      .map(([workspaceName, connectionName]) => ({ projectId, workspaceName, connectionName }));
    fc.assert(fc.property(address, (each) => assert.deepEqual(parseId(formatId(each)), each)));
  });

  const wrong = [
    "",
    "orders",
    `${projectId}/shop`,
    `${projectId}/shop/orders/x`,
    `${projectId}/shop/`,
    `${projectId}//orders`,
    `${projectId}/../orders`,
    `${projectId}/shop/.`,
    `${projectId}/shop/a\nb`,
    "shop/orders/32b6e34b3d91647abb20e7b8",
    `${projectId.toUpperCase()}/shop/orders`,
    `${projectId}-shop-orders`,
  ];
  for (const id of wrong)
    it(`is refused when it is ${JSON.stringify(id)}`, () => {
      assert.throws(
        () => parseId(id),
        /is not the id of a stream connection\. It has three parts, projectId\/workspaceName\/connectionName/,
      );
    });
});
