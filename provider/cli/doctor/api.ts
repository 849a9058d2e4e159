import type { Policy } from "../../atlas/client";
import type { AtlasError } from "../../atlas/errors/atlasError";
import {
  AtlasApiError,
  errorFromResponse,
  isResponseError,
  UnexpectedResponseError,
} from "../../atlas/errors/responseErrors";
import type { Exchange, HttpRequest, HttpResponse } from "../../atlas/http";
import { type Collection, collectionUrl, connectionUrl, withHeaders } from "../../atlas/urls";
import type { Workspace } from "../../atlas/workspaceQueue";
import type { Clock } from "../../shared/clock";
import { isObject, type JsonObject, parseJson } from "../../shared/json";
import { oneLine } from "../../shared/text";

/** A complete response of any status. */
export interface Answer {
  response: HttpResponse;
  /** The body; empty when it is not a JSON object. */
  json: JsonObject;
  /** Undefined for a 2xx response in JSON. */
  error: AtlasApiError | UnexpectedResponseError | undefined;
  /** When the request was sent and when the response was complete, in milliseconds since the epoch. */
  sentAt: number;
  answeredAt: number;
}

/** Atlas' code for a connection that does not exist. */
export const notFoundCode = "STREAM_CONNECTION_NOT_FOUND_FOR_NAME";

const maxDetailLength = 200;

/** Raw requests to one workspace. Every method throws AtlasError when there is no response, and the reason of the signal. */
export class Api {
  /**
   * @param exchange an authenticated transport.
   * @param policy retries.
   * @param signal ends the requests, except those that may create a connection.
   */
  constructor(
    private readonly baseUrl: string,
    private readonly workspace: Workspace,
    private readonly exchange: Exchange,
    private readonly policy: Policy,
    readonly clock: Clock,
    private readonly signal?: AbortSignal,
  ) {}

  /** The same requests, without a signal. */
  withoutSignal(): Api {
    return new Api(this.baseUrl, this.workspace, this.exchange, this.policy, this.clock);
  }

  list(itemsPerPage: number): Promise<Answer> {
    const url = `${collectionUrl(this.baseUrl, this.workspace)}?pageNum=1&itemsPerPage=${itemsPerPage}`;
    return this.ask({ method: "GET", url });
  }

  get(name: string): Promise<Answer> {
    return this.ask({ method: "GET", url: this.url(name) });
  }

  create(body: JsonObject): Promise<Answer> {
    const url = collectionUrl(this.baseUrl, this.workspace);
    return this.ask({ method: "POST", url, body: JSON.stringify(body) });
  }

  update(name: string, body: JsonObject): Promise<Answer> {
    return this.ask({ method: "PATCH", url: this.url(name), body: JSON.stringify(body) });
  }

  delete(name: string): Promise<Answer> {
    return this.ask({ method: "DELETE", url: this.url(name) });
  }

  listFailovers(name: string): Promise<Answer> {
    const collection: Collection = { ...this.workspace, connectionName: name, failover: {} };
    return this.ask({ method: "GET", url: collectionUrl(this.baseUrl, collection) }, collection);
  }

  /** Sleeps. @throws the reason of the signal. */
  async sleep(ms: number): Promise<void> {
    await this.orAborted(this.clock.sleep(ms));
  }

  private url(connectionName: string): string {
    return connectionUrl(this.baseUrl, { ...this.workspace, connectionName });
  }

  private async ask(request: HttpRequest, collection: Pick<Collection, "failover"> = {}): Promise<Answer> {
    let answer: Answer | undefined;
    const send = this.policy(async (attempt) => {
      // Also between attempts: an abandoned POST must not be sent later.
      this.signal?.throwIfAborted();
      answer = undefined;
      const sentAt = this.clock.now();
      const response = await this.exchange(attempt);
      answer = answerOf(attempt, response, sentAt, this.clock.now());
      if (answer.error) throw answer.error;
      return answer;
    });
    const sent = send(withHeaders(collection, request)).catch((error: unknown) => {
      // The last answer, after all attempts.
      if (answer?.error && isResponseError(error)) return answer;
      throw error;
    });
    return request.method === "POST" ? await sent : await this.orAborted(sent);
  }

  private orAborted<T>(promise: Promise<T>): Promise<T> {
    const { signal } = this;
    if (!signal) return promise;
    return new Promise((resolve, reject) => {
      const abort = () => reject(signal.reason);
      if (signal.aborted) abort();
      signal.addEventListener("abort", abort, { once: true });
      promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
    });
  }
}

function answerOf(request: HttpRequest, response: HttpResponse, sentAt: number, answeredAt: number): Answer {
  const parsed = parseJson(response.body || "{}");
  const isSuccess = response.status >= 200 && response.status < 300;
  const json = isObject(parsed) ? parsed : {};
  const error = isSuccess
    ? isObject(parsed)
      ? undefined
      : new UnexpectedResponseError(request, response, "otherJson")
    : (errorFromResponse(request, response) as AtlasError);
  return { response, json, error: isResponseError(error) ? error : undefined, sentAt, answeredAt };
}

/** Status, code and, for a 400, the words of an answer, for the report. The words must be clean already. */
export function summaryOf({ response, error }: Pick<Answer, "response" | "error">): string {
  if (!error) return String(response.status);
  return summaryOfError(error);
}

export function summaryOfError(error: AtlasApiError | UnexpectedResponseError): string {
  if (error instanceof UnexpectedResponseError) return `${error.status}, not from Atlas`;
  const code = /^[A-Za-z][\w-]{2,99}$/.test(error.errorCode) ? error.errorCode : "without a code";
  const detail = error.status === 400 && error.detail ? ` ("${oneLine(error.detail, maxDetailLength)}")` : "";
  return `${error.status} ${code}${detail}`;
}

export function hasCode({ error }: Answer, status: number, code: string): boolean {
  return error instanceof AtlasApiError && error.status === status && error.errorCode === code;
}
