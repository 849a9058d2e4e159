import type { RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import type { Certificate } from "./certificate";

/** Where the proxy, or the server behind it, breaks a connection. */
interface Stage {
  /** Gets a socket when the proxy accepts it. */
  accepted?: (client: Socket) => void;
  /** Gets the socket after CONNECT, before the answer. */
  asked?: (client: Socket) => void;
  /** Bytes of the server that the proxy passes on before it closes the tunnel. */
  bytes?: number;
  /** Gets the server's socket after the request, before the answer. */
  requested?: (server: TLSSocket) => void;
}

const established = "HTTP/1.1 200 Connection established\r\n\r\n";
const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";

export const stages: Readonly<Record<string, Stage>> = {
  "when it accepts": { accepted: (client) => client.destroy() },
  "when it accepts, with a reset": { accepted: (client) => client.resetAndDestroy() },
  "before the answer to CONNECT": { asked: (client) => client.end() },
  "before the answer to CONNECT, with a reset": { asked: (client) => client.resetAndDestroy() },
  "in the answer to CONNECT": { asked: (client) => client.end("HTTP/1.1 200 Connec") },
  "after the answer to CONNECT": { asked: (client) => client.end(established) },
  "after the first bytes of TLS": {
    asked: (client) => {
      client.write(established);
      client.once("data", () => client.destroy());
    },
  },
  "in the middle of TLS": { bytes: 100 },
  "before the answer": { requested: (server) => server.destroy() },
  "in the head of the answer": { requested: (server) => server.end("HTTP/1.1 200 OK\r\nContent-Le") },
  "in the body of the answer": { requested: (server) => server.end(`${head}{"name":`) },
};

export const silences: Readonly<Record<string, Stage>> = {
  "to the connection": { accepted: () => undefined },
  "to CONNECT": { asked: (client) => client.write("HTTP/1.1 200 ") },
  "to TLS": { asked: (client) => client.write(established) },
  "to the request": { requested: () => undefined },
  "within the head of the answer": { requested: (server) => server.write("HTTP/1.1 200 OK\r\nContent-Le") },
  "within the body of the answer": { requested: (server) => server.write(`${head}{"name":`) },
  "within the body of the answer, a byte at a time": {
    requested: (server) => {
      server.write(head);
      const timer = setInterval(() => server.write(" "), 50);
      server.on("close", () => clearInterval(timer));
    },
  },
};

export interface BrokenProxy {
  url: string;
  /** Port of the server behind the proxy, at any host. */
  port: number;
  /** Breaks the connections whose number, from 0 since the last call, is chosen. */
  break(stage: Stage, isChosen: (index: number) => boolean): void;
  /** Connections since the last call of `break`. */
  connections(): number;
  close(): Promise<void>;
}

/** A proxy before an HTTPS server that answers with `listener`, or passes the bytes on to a port. */
export async function startBrokenProxy(
  { key, cert }: Certificate,
  listener: RequestListener | number,
): Promise<BrokenProxy> {
  let stage: Stage = {};
  let isChosen = (_: number) => false;
  let count = 0;
  const open = new Set<Socket>();
  const start = async (server: Server) => {
    server.on("connection", (socket: Socket) => {
      open.add(socket);
      socket.on("error", () => undefined).on("close", () => open.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { server, port: (server.address() as AddressInfo).port };
  };

  const good = await start(
    typeof listener === "number"
      ? createTlsServer({ key, cert }, (socket) => passOn(socket, listener))
      : createHttpsServer({ key, cert, keepAliveTimeout: 60_000 }, listener),
  );
  const broken = await start(
    createTlsServer({ key, cert }, (socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => stage.requested?.(socket));
    }),
  );
  const proxy = await start(
    createServer((client) => {
      const isBroken = isChosen(count++);
      const { accepted, asked, bytes, requested } = isBroken ? stage : ({} as Stage);
      if (accepted) return accepted(client);
      client.once("data", () => {
        if (asked) return asked(client);
        client.write(established);
        passOn(client, requested ? broken.port : good.port, bytes);
      });
    }),
  );
  const servers = [proxy.server, good.server, broken.server];
  return {
    url: `http://127.0.0.1:${proxy.port}`,
    port: good.port,
    break: (...chosen) => {
      [stage, isChosen] = chosen;
      count = 0;
    },
    connections: () => count,
    close: async () => {
      const closing = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      for (const socket of open) socket.destroy();
      await Promise.all(closing);
    },
  };
}

function passOn(client: Socket, port: number, bytes = Number.POSITIVE_INFINITY): void {
  const onward = connect(port, "127.0.0.1");
  let left = bytes;
  client.on("error", () => onward.destroy()).on("close", () => onward.destroy());
  onward.on("error", () => client.destroy()).on("close", () => client.destroy());
  client.pipe(onward);
  onward.on("data", (data) => {
    client.write(data.subarray(0, left));
    left -= data.length;
    if (left <= 0) client.destroySoon();
  });
}
