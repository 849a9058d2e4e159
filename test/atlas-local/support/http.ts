import http from "node:http";

export interface HttpResponse {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
  /** The parsed JSON body, for assertions. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test checks
  json: any;
}

export interface Request {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  agent?: http.Agent;
}

/** Sends an HTTP request without additional headers, and without normalizing the path. */
export function send(
  url: string,
  { method = "GET", headers = {}, body, agent }: Request = {},
): Promise<HttpResponse> {
  const { origin, port, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = http.request({
      hostname,
      port,
      path: url.slice(origin.length) || "/",
      method,
      agent: agent ?? false,
      headers: {
        ...(body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) }),
        ...headers,
      },
    });
    request.once("error", reject);
    request.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: text,
          get json() {
            return JSON.parse(text);
          },
        });
      });
    });
    request.end(body);
  });
}
